//! Cues: whether a reporting word reports here, and what stands between it and its content.

use crate::doc::{Language, Span};
use crate::lexicon::Class;
use crate::quote::attribution::Source;
use crate::quote::cue::{CueHit, Needs};
use crate::quote::reader::Reader;
use crate::quote::tables::Role;

/// The place after a cue, or after cue and source.
#[derive(Default)]
pub(super) struct After {
    /// Where content would begin.
    pub(super) at: usize,
    /// `that` stands before it.
    pub(super) that: bool,
    pub(super) colon: bool,
    /// A comma parts it from the cue.
    pub(super) comma: bool,
    /// The region that opens there.
    pub(super) region: Option<usize>,
    /// The sentence ends.
    pub(super) ends: bool,
    /// In a statement, in a note to clients.
    pub(super) medium: Option<Span>,
}

/// Words that a noun and no verb follows.
const OF_NOUNS: [&str; 12] = ["its", "their", "our", "his", "her", "the", "latest", "earlier", "previous", "recent", "own", "official"];

/// The word is a verb of its own: nobody declined to, none did not.
pub(super) fn is_used(r: &Reader, hit: &CueHit) -> bool {
    let words = r.words(Language::En);
    let start = hit.span.start as usize;
    if r.inside_mention(start) || r.mentions_in(start, start + 1).any(|(_, m)| m.span.end >= hit.span.end) {
        return false;
    }
    let is_passive = matches!(hit.needs, Needs::Naming | Needs::NamingAs)
        && r.window_before(start, 24).split_whitespace().rev().take(2).any(|w| matches!(w, "is" | "are" | "was" | "were" | "been" | "being" | "be" | "so"));
    if is_passive {
        // "was described by X as": told by whom it is.
        return hit.needs == Needs::NamingAs && r.rest(hit.span.end as usize).starts_with(" by ");
    }
    // "raised its forecasts", "the latest estimates": nouns.
    let word = &r.text[hit.span.range()];
    let before = r.window_before(start, 16).trim_end().rsplit([' ', '\n', '"', '“']).next().unwrap_or("");
    let counted = before.bytes().any(|b| b.is_ascii_digit());
    if word.ends_with('s') && !word.contains(' ') && (counted || words.is(before, Role::Determiner) || OF_NOUNS.contains(&before) || before.ends_with("'s")) {
        return false;
    }
    // "two people briefed on the plan said": who speaks.
    if words.is(word, Role::Postmodifier) && r.rest(hit.span.end as usize).starts_with(" on ") {
        return false;
    }
    // "Acme added 0.8%": it rose.
    if word.starts_with("add") && r.rest(hit.span.end as usize).trim_start().starts_with(|c: char| c.is_ascii_digit() || "$£€¥".contains(c)) {
        return false;
    }
    // "according to a consultant who advises miners": another verb.
    if hit.needs == Needs::Mark && r.window_before(start, 8).trim_end().ends_with(" who") {
        return false;
    }
    let mut last = r.window_before(start, 48).rsplit([' ', '\n']).filter(|w| !w.is_empty());
    for _ in 0..3 {
        let Some(word) = last.next() else { break };
        if word.ends_with("n't") || words.is(word, Role::Negator) {
            return false;
        }
        let is_adverb = words.is(word, Role::Adverb) || word.ends_with("ly");
        if !is_adverb {
            break;
        }
    }
    true
}

/// Reads past addressee, time, place and medium to where the content begins.
pub(super) fn after(r: &Reader, hit: &CueHit) -> After {
    let mut after = read(r, hit.span.end as usize, hit.needs == Needs::Addressee);
    if after.at == 0 {
        after.at = hit.span.end as usize;
    }
    after
}

/// The same after an inverted source, where no addressee follows.
pub(super) fn after_source(r: &Reader, end: usize) -> After {
    let mut after = read(r, end, false);
    // `said Ann Reed, who runs a fund. "…"`: what follows the source's comma is about the source.
    if after.comma && after.region.is_none() {
        after.ends = true;
        after.comma = false;
    } else if !after.ends && after.region.is_none() {
        after.ends = true;
    }
    after
}

fn read(r: &Reader, from: usize, mut told: bool) -> After {
    let words = r.words(Language::En);
    let mut found = After { at: from, ..After::default() };
    for _ in 0..8 {
        let at = r.skip_blanks(found.at);
        found.at = at;
        if let Some(region) = r.opening_at(at) {
            found.region = Some(region);
            return found;
        }
        match r.after(at) {
            None | Some('.' | '!' | '?' | ';' | '\n' | '\r' | ')' | '—' | '–') => {
                found.ends = true;
                return found;
            }
            Some(':') => {
                found.colon = true;
                let below = at + 1 + (r.rest(at + 1).len() - r.rest(at + 1).trim_start().len());
                found.at = if r.opening_at(below).is_some() { below } else { r.skip_blanks(at + 1) };
                found.region = r.opening_at(found.at);
                return found;
            }
            Some(',') => {
                found.at = r.skip_blanks(at + 1);
                found.region = r.opening_at(found.at);
                found.comma = true;
                return found;
            }
            _ => {}
        }
        let rest = r.window_after(at, 120);
        if starts_with_word(rest, "that") {
            found.that = true;
            found.at = r.skip_blanks(at + 4);
            found.region = r.opening_at(found.at);
            return found;
        }
        match step(r, at, rest, told, &mut found.medium) {
            Some(next) if next > at => found.at = next,
            _ => return found,
        }
        told = told && words.prefix(rest, Role::Adverb) > 0;
    }
    found
}

/// One phrase further: an addressee, a time, a medium, an adverb.
fn step(r: &Reader, at: usize, rest: &str, told: bool, medium: &mut Option<Span>) -> Option<usize> {
    let words = r.words(Language::En);
    if told {
        return addressee(r, at, rest);
    }
    if let Some(date) = r.date_starting(at) {
        return Some(date.span.end as usize);
    }
    let weekday = words.prefix_word(rest, Role::Weekday);
    if weekday > 0 {
        return Some(at + weekday);
    }
    let preposition = words.prefix_word(rest, Role::Preposition);
    if preposition > 0 {
        return prepositional(r, at, preposition, medium);
    }
    let first = rest.split([' ', ',', '.']).next().unwrap_or("");
    let is_adverb = words.is(first, Role::Adverb) && !words.is(first, Role::Auxiliary)
        || (first.ends_with("ly") && first.len() > 4 && first.starts_with(|c: char| c.is_lowercase()));
    let verb_follows = words.is(rest[first.len()..].trim_start().split(' ').next().unwrap_or(""), Role::Auxiliary);
    (is_adverb && !verb_follows && !matches!(first, "all" | "both" | "today")).then(|| at + first.len())
}

/// Whom it is told: a name, or the words up to the content.
fn addressee(r: &Reader, at: usize, rest: &str) -> Option<usize> {
    let words = r.words(Language::En);
    let known = words.prefix_word(rest, Role::Addressee);
    if known > 0 {
        return Some(at + known);
    }
    let determiner = words.prefix_word(rest, Role::Determiner);
    let from = r.skip_blanks(at + determiner);
    if let Some((_, mention)) = r.mentions_in(at, from + 1).find(|(_, m)| m.span.start as usize == at || m.span.start as usize == from) {
        let end = mention.span.end as usize;
        let tail = r.window_after(end, 40);
        // "told Reuters's Tokyo bureau": the word behind belongs to whom it was told.
        return Some(tail.strip_prefix("'s ").map_or(end, |rest| end + 3 + rest.split([' ', ',', '.']).next().map_or(0, str::len)));
    }
    // Unknown: a noun phrase of a few words before `that`, a comma or a mark.
    let stop = rest.find([',', '.', ':', '"', '“', '\n']).unwrap_or(rest.len());
    let that = rest[..stop].find(" that ").unwrap_or(stop);
    let capitals =
        rest.split(' ').take_while(|w| w.starts_with(|c: char| c.is_uppercase()) || matches!(*w, "the" | "a" | "an")).map(|w| w.len() + 1).sum::<usize>();
    let length = if rest[..that].split(' ').count() <= 6 { that } else { capitals };
    (length > 0).then(|| r.text.floor_char_boundary(at + length.min(rest.len())))
}

/// `on Monday`, `in a note to clients`, `at a conference in Paris`: the end of the phrase, or nothing where the content begins with it.
fn prepositional(r: &Reader, at: usize, preposition: usize, medium: &mut Option<Span>) -> Option<usize> {
    let words = r.words(Language::En);
    let start = r.skip_blanks(at + preposition);
    let rest = r.window_after(start, 120);
    if let Some(date) = r.date_starting(start).or_else(|| r.date_starting(r.skip_blanks(start + words.prefix_word(rest, Role::Determiner)))) {
        return Some(date.span.end as usize);
    }
    let weekday = words.prefix_word(rest, Role::Weekday);
    if weekday > 0 {
        return Some(start + weekday);
    }
    let stop = rest.find([',', '.', ':', ';', '"', '“', '\n']).unwrap_or(rest.len());
    let mut offset = 0;
    let mut end = None;
    let mut verb = false;
    for (count, word) in rest[..stop].split(' ').enumerate() {
        if word == "that" {
            return Some(start + offset);
        }
        if count >= 12 {
            break;
        }
        verb = verb || words.is(word, Role::Auxiliary) || matches!(word, "it" | "he" | "she" | "they" | "we" | "there");
        if end.is_none() && !verb && count < 8 && words.is(word, Role::Medium) {
            end = Some(offset + word.len());
        } else if end.is_some_and(|end| end + 1 == offset) && words.is(word, Role::Medium) {
            // in a blog post
            end = Some(offset + word.len());
        }
        offset += word.len() + 1;
    }
    if let Some(mut end) = end {
        let tail = r.window_after(start + end, 60);
        let lead = tail.len() - tail.trim_start().len();
        let extra = words.prefix_word(tail.trim_start(), Role::MediumTail);
        // "on the sidelines of an event in Davos that": all that goes with it, and so where the sentence ends.
        let closes = rest[stop..].starts_with(['.', '\n']) && rest[end..stop].split(' ').count() <= 8;
        let that = rest[..stop].find(" that ").or(closes.then_some(stop)).filter(|&that| that > end && tail.trim_start().starts_with("of "));
        if let Some(that) = that {
            end = that;
        } else if extra > 0 {
            end += lead + extra;
        } else if ["to ", "with "].iter().any(|w| tail.trim_start().starts_with(w)) {
            let from = start + end + lead + tail.trim_start().find(' ').unwrap_or(0) + 1;
            let from = r.skip_blanks(from + words.prefix_word(r.window_after(from, 30), Role::Determiner));
            if let Some((_, mention)) = r.mentions_in(from, from + 1).next() {
                end = mention.span.end as usize - start;
            }
        }
        *medium = medium.or(Some(Span::new(at, start + end)));
        return Some(start + end);
    }
    // In Paris.
    let short = rest[..stop].split(' ').count() <= 6 && !verb;
    if short && stop < rest.len() {
        return Some(start + stop);
    }
    r.mentions_in(start, start + 1).next().map(|(_, m)| m.span.end as usize)
}

fn starts_with_word(text: &str, word: &str) -> bool {
    text.strip_prefix(word).is_some_and(|rest| rest.starts_with([' ', ',', '\n', '\u{a0}']))
}

/// The cue's needs are met by what stands around it.
pub(super) fn allows(r: &Reader, hit: &CueHit, after: &After, source: Option<&Source>) -> bool {
    if after.ends {
        return false;
    }
    let quoted = after.region.is_some();
    let clause = after.that || quoted || (!after.comma && !after.colon && is_clause(r, after.at));
    let meets = |needs: Needs| match needs {
        Needs::Bare | Needs::Addressee => clause || (after.colon && r.window_after(after.at, 40).split(' ').count() > 3),
        Needs::That | Needs::Comma => after.that || quoted || !after.comma && !after.colon && has_finite_verb(r, after.at),
        Needs::Infinitive => after.that || !after.comma && !after.colon && has_infinitive(r, after.at),
        Needs::Mark => quoted && !after.that,
        Needs::Document => (after.that || is_clause(r, after.at)) && source.is_some_and(|s| is_document(r, s)),
        Needs::From | Needs::Opens | Needs::Naming | Needs::NamingAs => false,
    };
    meets(hit.needs) || hit.or_needs.is_some_and(meets)
}

/// Words of a subject before its infinitive.
const MOST_OF_SUBJECT: usize = 12;

/// "margins to fall", "the top five players to control": a subject of its own, and what it will do.
fn has_infinitive(r: &Reader, at: usize) -> bool {
    let rest = r.window_after(at, 140);
    let clause = &rest[..rest.find(['.', ',', ';', ':', '\n', '"', '“']).unwrap_or(rest.len())];
    let words: Vec<&str> = clause.split(' ').take(MOST_OF_SUBJECT).collect();
    let begins = words.first().is_some_and(|first| !first.is_empty() && *first != "to" && !first.starts_with(|c: char| c.is_ascii_digit()));
    let is_small = |word: &str| word.starts_with(|c: char| c.is_ascii_lowercase());
    // "a profit of $610 million to $640 million" has no infinitive.
    let infinitive = |three: &[&str]| three[1] == "to" && is_small(three[2]) && !matches!(three[0], "million" | "billion" | "trillion");
    begins && words.windows(3).any(infinitive)
}

/// Auxiliaries that are no noun ("plans") and no participle ("sold").
const FINITE: [&str; 20] = [
    "is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could", "may", "might", "shall", "should", "must", "does", "do", "did", "cannot",
];

/// "demand will recover", "it had lost": a subject and its finite verb, and not an object ("the mistakes it had made").
fn has_finite_verb(r: &Reader, at: usize) -> bool {
    let words = r.words(Language::En);
    let is_pronoun = |word: &str| matches!(word, "it" | "he" | "she" | "they" | "we" | "there" | "I" | "you");
    let rest = r.window_after(at, 140);
    let clause = &rest[..rest.find(['.', ',', ';', ':', '\n', '"', '“']).unwrap_or(rest.len())];
    let mut before = "";
    for (count, word) in clause.split(' ').take(MOST_OF_SUBJECT).enumerate() {
        if words.is(word, Role::Conjunction) || word == "to" {
            return false;
        }
        if FINITE.contains(&word) {
            return count == 1 || count > 1 && !is_pronoun(before);
        }
        // "it's", "he'd"
        if count == 0 && word.split_once('\'').is_some_and(|(pronoun, _)| is_pronoun(pronoun)) {
            return true;
        }
        before = word;
    }
    false
}

/// Some words follow, and they do not begin as the object of a verb would.
fn is_clause(r: &Reader, at: usize) -> bool {
    let rest = r.window_after(at, 60);
    let first = rest.split([' ', ',']).next().unwrap_or("");
    !matches!(first, "of" | "to" | "for" | "so" | "goodbye" | "about" | "yes" | "no," | "against")
        && rest.split([' ', '.', '\n']).filter(|w| !w.is_empty()).take(3).count() >= 2
}

fn is_document(r: &Reader, source: &Source) -> bool {
    let (start, end) = (source.phrase.start as usize, source.phrase.end as usize);
    r.sources_in(start, end).iter().any(|h| h.class == Class::DocumentSource && h.span.end as usize <= end)
}
