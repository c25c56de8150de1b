//! What stands between a speaker and the cue: when, where, how and to whom it is said.

use super::source::HEADS;
use super::span;
use crate::doc::{Language, Span};
use crate::quote::reader::Reader;
use crate::quote::tables::Role;

/// Goes back from the cue over adverbs, times, places and manners to the end of the source.
pub(super) fn strip(r: &Reader, start: usize, cue: usize, medium: &mut Option<Span>) -> usize {
    let words = r.words(Language::Zh);
    let mut end = cue;
    for _ in 0..10 {
        end = start + r.slice(start, end).trim_end().len();
        if end <= start {
            return start;
        }
        let clause = r.slice(start, end);
        if let Some(date) = r.date_ending(end).filter(|d| d.span.start as usize >= start) {
            end = date.span.start as usize;
            continue;
        }
        if clause.ends_with(')')
            && let Some(open) = clause.rfind('(')
        {
            end = start + open;
            continue;
        }
        // 在致股东信中: a place, though its last words look like a name.
        let in_place = clause.ends_with(['中', '上', '里', '时']).then(|| phrase_of_place(r, start, end)).flatten();
        if let Some(at) = in_place {
            end = note_medium(r, at, end, medium);
            continue;
        }
        if let Some(at) = head_start(r, start, end) {
            let number = words.suffix(r.slice(start, at), Role::Quantifier);
            let before = words.suffix(r.slice(start, at - number), Role::Preposition);
            let at = at - number;
            if before == 0 || is_joined(r, start, at) {
                // 向|财联社|记者, 对《证券时报》|记者: whom it is told.
                match told_to(r, start, at) {
                    Some(preposition) => {
                        end = preposition;
                        continue;
                    }
                    None => return end,
                }
            }
            end = note_medium(r, at - before, end, medium);
            continue;
        }
        let adverb = words.suffix(clause, Role::Adverb);
        if adverb > 0 {
            end -= adverb;
            continue;
        }
        match phrase_of_place(r, start, end) {
            Some(at) => end = note_medium(r, at, end, medium),
            None => return end,
        }
    }
    end
}

/// The preposition behind a speaker that makes the noun at `at` the one whom it is told, where the noun has a few words before it.
fn told_to(r: &Reader, start: usize, at: usize) -> Option<usize> {
    const WORDS: usize = 45;
    let words = r.words(Language::Zh);
    let lowest = r.text.floor_char_boundary(at.saturating_sub(WORDS).max(start));
    let place = r.slice(lowest, at).char_indices().filter(|(_, c)| matches!(c, '对' | '向' | '跟' | '给')).map(|(i, _)| lowest + i).next_back()?;
    let is_plain = words.prefix(r.slice(place, at), Role::NoPreposition) == 0 && !r.inside_mention(place) && r.region_around(place).is_none();
    let between = r.slice(place + '对'.len_utf8(), at);
    let is_short = !between.is_empty() && !between.contains(['的', ',']);
    let told_by = r.mention_ending(start, place).is_some_and(|(_, m)| m.kind.is_party()) || r.source_ending(start, place, HEADS).is_some();
    let told_by = told_by || phrase_of_place(r, start, place).is_some();
    (is_plain && is_short && told_by).then_some(place)
}

/// Where the mention or source word that ends at `end` starts.
fn head_start(r: &Reader, start: usize, end: usize) -> Option<usize> {
    if let Some((_, mention)) = r.mention_ending(start, end).filter(|(_, m)| m.kind.is_party()) {
        return Some(mention.span.start as usize);
    }
    let hit = r.source_ending(start, end, HEADS)?;
    // A document after 在 is where it is said, and a report with 中 after it too.
    Some(hit.span.start as usize)
}

/// 和, 与 are prepositions elsewhere; between two names they join.
fn is_joined(r: &Reader, start: usize, at: usize) -> bool {
    let joiner = r.words(Language::Zh).suffix(r.slice(start, at), Role::Joiner);
    joiner > 0 && r.mention_ending(start, at - joiner).is_some()
}

fn note_medium(r: &Reader, from: usize, to: usize, medium: &mut Option<Span>) -> usize {
    let words = r.words(Language::Zh);
    let phrase = r.slice(from, to);
    if medium.is_none() && phrase.char_indices().any(|(i, _)| words.prefix(&phrase[i..], Role::Medium) > 0) {
        *medium = Some(span(from, to));
    }
    from
}

/// The start of the phrase of time, place or manner that ends at `end`.
fn phrase_of_place(r: &Reader, start: usize, end: usize) -> Option<usize> {
    let words = r.words(Language::Zh);
    let clause = r.slice(start, end);
    let closed = words.suffix(clause, Role::Postposition) > 0 || words.suffix(clause, Role::Medium) > 0;
    let mut nearest = None;
    let from = start.max(r.text.floor_char_boundary(end.saturating_sub(240)));
    for (i, _) in r.slice(from, end).char_indices() {
        let at = from + i;
        let rest = r.slice(at, end);
        let begins = words.prefix(rest, Role::Preposition) > 0 && words.prefix(rest, Role::NoPreposition) == 0;
        if !begins || r.inside_mention(at) || r.region_around(at).is_some() {
            continue;
        }
        let after_head = r.mention_ending(start, at).is_some()
            || r.source_ending(start, at, HEADS).is_some()
            || r.date_ending(at).is_some()
            || words.suffix(r.slice(start, at), Role::Adverb) > 0
            || r.before(at) == Some(')');
        if after_head && at > start {
            return Some(at);
        }
        nearest = nearest.or(Some(at));
        if at > start {
            nearest = Some(at);
        }
    }
    let at = nearest?;
    if at > start {
        return (closed || end - at <= 45).then_some(at);
    }
    closed.then_some(at)
}
