//! Content: how far the words run that a cue reports.

use super::{cue, source, span};
use crate::doc::{Language, QuoteKind, Span};
use crate::quote::attribution::Claims;
use crate::quote::reader::Reader;
use crate::quote::tables::Role;
use crate::read::is_han;

/// A content longer than this many bytes is cut at the sentence in which it passes it.
const LONGEST: usize = 6000;

/// What follows a cue.
pub(super) struct Content {
    pub(super) parts: Vec<Span>,
    pub(super) kind: QuoteKind,
    /// Where reading goes on.
    pub(super) end: usize,
}

/// The words are an utterance: they end as a clause does, or are long enough for one.
pub(super) fn is_speech(r: &Reader, region: usize) -> bool {
    let inner = r.text[r.regions[region].inner.range()].trim_end();
    let ends = inner.ends_with([',', '。', '!', '?', '…', ';', '—', '~', '.', '、']);
    ends || inner.chars().filter(|&c| is_han(c) || c.is_alphanumeric()).count() >= 8
}

/// The words are somebody's, not a name, a term or a scare quote.
pub(super) fn is_quoted_words(r: &Reader, region: usize) -> bool {
    let words = r.words(Language::Zh);
    let Region { outer, inner } = Region { outer: r.regions[region].outer, inner: r.regions[region].inner };
    let quoted = &r.text[inner.range()];
    let letters = quoted.chars().filter(|&c| is_han(c)).count() + quoted.split(' ').filter(|w| w.starts_with(|c: char| c.is_ascii_alphabetic())).count();
    if letters < 4 {
        return false;
    }
    if is_speech(r, region) && letters >= 6 {
        return true;
    }
    let (start, end) = (outer.start as usize, outer.end as usize);
    let before = r.window_before(start, 24);
    let after = r.window_after(end, 24);
    words.suffix(before, Role::ScareBefore) == 0 && words.prefix(after, Role::ScareAfter) == 0
}

struct Region {
    outer: Span,
    inner: Span,
}

/// The words from `start` to the end of the clause complex: the sentence's end, a new speaker, or the narrator's return.
pub(super) fn clauses(r: &Reader, claims: &mut Claims, index: usize, start: usize) -> Content {
    let nothing = Content { parts: Vec::new(), kind: QuoteKind::Indirect, end: start };
    if let Some(region) = r.opening_at(start)
        && (is_whole(r, start, region) || r.regions[region].continues)
    {
        let mut parts = Vec::new();
        claims.take_chain(r.regions, region, &mut parts);
        let mut last = parts.last().map_or(start, |p| p.end as usize);
        last = r.any_closing_at(last).map_or(last, |_| last);
        let end = r.regions[region].outer.end as usize;
        let end = split_by_gesture(r, claims, end, &mut parts).unwrap_or(end.max(last));
        return Content { parts, kind: QuoteKind::Direct, end };
    }
    if is_relayed(r, index, start) {
        return nothing;
    }
    let mut at = start;
    let mut quoted = false;
    let mut parts = Vec::new();
    let mut part = start;
    let mut stop = None;
    // The last semicolon: a quotation after it is another's.
    let mut semicolon = None;
    while at < r.text.len() && at - start < LONGEST {
        if let Some(region) = r.region_around(at) {
            let outer = r.regions[region].outer;
            let free = claims.is_free(region);
            if !free {
                stop = Some(at);
                break;
            }
            if !r.regions[region].is_title && is_quoted_words(r, region) {
                quoted = true;
                claims.take(region);
            }
            at = outer.end as usize;
            let ends_inside = r.text[r.regions[region].inner.range()].ends_with(['。', '!', '?']);
            let follows = r.after(at).is_none_or(|c| !(matches!(c, ',' | '、' | ';' | '。') || is_han(c)));
            if ends_inside && (follows || r.slice(0, at).ends_with('”') && r.opening_at(at).is_some()) {
                stop = Some(at);
                break;
            }
            continue;
        }
        let Some(c) = r.after(at) else { break };
        let next = at + c.len_utf8();
        match c {
            '。' | '!' | '?' | '\n' | '\r' => {
                stop = Some(at);
                break;
            }
            ';' | ',' if is_turn(r, index, next, c) => {
                stop = Some(at);
                break;
            }
            ';' => semicolon = Some(at),
            ':' if semicolon.is_some() && r.opening_at(r.skip_blanks(next)).is_some() => {
                stop = semicolon;
                break;
            }
            ':' if r.opening_at(r.skip_blanks(next)).is_some_and(|region| claims.is_free(region) && is_speech(r, region)) => {
                // A clause that a quotation goes on from: the words are mixed.
                parts.push(span(part, at));
                let region = r.skip_blanks(next);
                if let Some(region) = r.opening_at(region) {
                    claims.take_chain(r.regions, region, &mut parts);
                    return Content { parts, kind: QuoteKind::Mixed, end: r.regions[region].outer.end as usize };
                }
            }
            _ => {}
        }
        at = next;
    }
    let stop = stop.unwrap_or(at).max(part);
    let trimmed = part + r.text[part..stop].trim_end().len();
    if trimmed - part < 6 {
        return nothing;
    }
    part = part.min(trimmed);
    parts.push(span(part, trimmed));
    Content { parts, kind: if quoted { QuoteKind::Mixed } else { QuoteKind::Indirect }, end: stop }
}

/// The first clause is itself a source and a cue with words in marks (`直言,只说:“…”`): they are that cue's.
fn is_relayed(r: &Reader, index: usize, start: usize) -> bool {
    let next = r.cue_from(start).max(index + 1);
    let Some(hit) = r.cues.get(next) else { return false };
    let at = hit.span.start as usize;
    if at < start || at - start > 60 || r.slice(start, at).contains([',', '。', '“', '\n', ';']) {
        return false;
    }
    let after = cue::after(r, hit);
    after.region.is_some() && after.joiner == cue::Joiner::Colon && source::is_short(r, start, at)
}

/// Somebody's words in marks stand in the sentence that goes on at `at`, before its next cue.
pub(super) fn holds_quoted_words(r: &Reader, at: usize) -> bool {
    let rest = r.window_after(at, 240);
    let first = rest.find(['“', '「', '"', '『', '。', '\n', ';', ':', ',']).unwrap_or(rest.len());
    r.opening_at(at + first).is_some_and(|region| is_quoted_words(r, region))
}

/// The region is all that is reported: after it the sentence ends, or the narrator goes on.
fn is_whole(r: &Reader, start: usize, region: usize) -> bool {
    let end = r.regions[region].outer.end as usize;
    let inner = r.text[r.regions[region].inner.range()].trim_end();
    let colon = r.slice(0, start).trim_end().ends_with(':');
    if inner.chars().filter(|c| c.is_alphanumeric()).count() < 2 {
        return false;
    }
    match r.after(end) {
        None | Some('。' | '!' | '?' | ';' | '\n' | '\r' | '”' | ')') => true,
        Some(',') if !inner.ends_with(['。', '!', '?', ',']) && !colon => super::is_narrator(r, end + 1),
        Some(',') => true,
        Some(c) if inner.ends_with(['。', '!', '?', ',', '…']) => c != '的',
        Some('“' | '「' | ' ') => true,
        Some(_) => colon && inner.chars().count() >= 12,
    }
}

/// `“…,”她顿了顿,“…”`: a gesture between two parts, no new cue.
fn split_by_gesture(r: &Reader, claims: &mut Claims, end: usize, parts: &mut Vec<Span>) -> Option<usize> {
    let rest = r.window_after(end, 90);
    let comma = rest.find([',', ':', '。', '\n', '“', '「', '"'])?;
    if comma == 0 || !rest[comma..].starts_with(',') {
        return None;
    }
    let opening = r.skip_blanks(end + comma + 1);
    let region = r.opening_at(opening)?;
    let cue = r.cue_from(end);
    let has_cue = r.cues.get(cue).is_some_and(|c| (c.span.end as usize) <= end + comma);
    if has_cue || !claims.is_free(region) || !is_speech(r, region) {
        return None;
    }
    claims.take_chain(r.regions, region, parts);
    Some(r.regions[region].outer.end as usize)
}

/// After a comma or semicolon at which another speaks, or the narrator does.
fn is_turn(r: &Reader, index: usize, at: usize, mark: char) -> bool {
    let words = r.words(Language::Zh);
    let at = r.skip_blanks(at);
    let clause_end = clause_end(r, at);
    let clause = &r.text[at..clause_end];
    let first = words.prefix(clause, Role::Connective);
    if words.prefix(clause, Role::DropAfter) > 0 || words.prefix(&clause[first..], Role::DropAfter) > 0 {
        return true;
    }
    if has_drop(r, clause) {
        return true;
    }
    if mark == ';' && r.mentions_in(at, at + 1).next().is_some_and(|(_, m)| m.form == crate::doc::Form::Pronoun && m.kind == crate::doc::EntityType::Person) {
        return true;
    }
    // A cue of its own, with a comma, colon or mark after it.
    let mut cue_index = r.cue_from(at).max(index + 1);
    while let Some(hit) = r.cues.get(cue_index) {
        if hit.span.start as usize >= clause_end {
            return false;
        }
        let after = cue::after(r, hit);
        let joined = after.joiner != cue::Joiner::Nothing || after.region.is_some();
        let own = || r.mentions_in(at, at + 1).next().is_some() && holds_quoted_words(r, after.at);
        // …;李强认为还要再等: a name right behind the semicolon.
        let parted = || mark == ';' && r.mentions_in(at, at + 1).next().is_some();
        if (joined || own() || parted()) && !after.ends && cue::is_used(r, hit) && source::is_short(r, at, hit.span.start as usize) {
            return true;
        }
        cue_index += 1;
    }
    false
}

/// 微软对此不予置评: the subject first.
fn has_drop(r: &Reader, clause: &str) -> bool {
    let words = r.words(Language::Zh);
    clause.char_indices().skip(1).take(12).any(|(i, c)| matches!(c, '不' | '未' | '没' | '拒' | '对') && words.prefix(&clause[i..], Role::DropAfter) > 6)
}

/// The end of the clause that begins at `at`: its comma or stop, within a window.
pub(super) fn clause_end(r: &Reader, at: usize) -> usize {
    let limit = r.text.floor_char_boundary((at + 300).min(r.text.len()));
    r.text[at..limit].find([',', '。', '!', '?', ';', ':', '\n', '“', '「', '"']).map_or(limit, |i| at + i)
}
