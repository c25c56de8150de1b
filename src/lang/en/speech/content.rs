//! Content: how far the words run that a cue reports.

use super::{cue, source};
use crate::doc::{Language, QuoteKind, Span};
use crate::quote::attribution::Claims;
use crate::quote::reader::Reader;
use crate::quote::tables::Role;

/// A content longer than this many bytes is cut.
const LONGEST: usize = 6000;

/// What follows a cue.
pub(super) struct Content {
    pub(super) parts: Vec<Span>,
    pub(super) kind: QuoteKind,
    /// Where reading goes on.
    pub(super) end: usize,
}

/// The words are an utterance: they end as a clause does, or a comma follows, or they are many.
pub(super) fn is_speech(r: &Reader, region: usize) -> bool {
    let inner = r.text[r.regions[region].inner.range()].trim_end();
    let outer_end = r.regions[region].outer.end as usize;
    let ends = inner.ends_with([',', '.', '!', '?', '…', '—', '–', '-', ';', '。']) || r.rest(outer_end).starts_with([',']);
    let words = inner.split_whitespace().count();
    (ends && words >= 1 && !inner.is_empty()) || words >= 8
}

/// The words are somebody's, not a name, a term or a scare quote.
pub(super) fn is_quoted_words(r: &Reader, region: usize) -> bool {
    let words = r.words(Language::En);
    let quoted = &r.text[r.regions[region].inner.range()];
    let count = quoted.split_whitespace().count();
    let (start, end) = (r.regions[region].outer.start as usize, r.regions[region].outer.end as usize);
    let before = r.window_before(start, 24).trim_end().rsplit(' ').next().unwrap_or("");
    let after = r.window_after(end, 24).trim_start().split([' ', ',', '.']).next().unwrap_or("");
    if count >= 5 {
        return true;
    }
    let capitals = quoted.split_whitespace().filter(|w| w.starts_with(|c: char| c.is_uppercase())).count();
    let is_title = capitals == count && count > 1;
    count >= 2 && !is_title && !words.is(after, Role::ScareAfter) && !(words.is(before, Role::ScareBefore) && count < 3)
}

/// Bytes of what is named between the verb and the words for it.
const NAMED: usize = 110;

/// The region with somebody's words for what stands between `start` and it: nothing but a noun phrase, ended by `as` where `behind_as`.
pub(super) fn named_region(r: &Reader, start: usize, behind_as: bool) -> Option<usize> {
    let rest = r.window_after(start, NAMED);
    let stop = rest.find(['.', ',', ';', ':', '\n']).unwrap_or(rest.len());
    let region = (start..=start + stop).find_map(|at| r.opening_at(at))?;
    let between = r.slice(start, r.regions[region].outer.start as usize).trim();
    let fits = if behind_as { between.ends_with(" as") || between == "as" } else { !between.is_empty() };
    (fits && is_quoted_words(r, region)).then_some(region)
}

/// `as "a steal"` soon behind `from`, whatever stands between: where `as` begins, and the region.
pub(super) fn behind_as(r: &Reader, from: usize) -> Option<(usize, usize)> {
    let rest = r.window_after(from, NAMED);
    let stop = rest.find(['.', ';', ':', '\n']).unwrap_or(rest.len());
    let region = (from..=from + stop).find_map(|at| r.opening_at(at))?;
    let between = r.slice(from, r.regions[region].outer.start as usize).trim_end();
    let start = between.strip_suffix("as").filter(|before| before.ends_with(' '))?.len() + from;
    is_quoted_words(r, region).then_some((start, region))
}

/// Takes the regions between two offsets that hold somebody's words, and says whether there are any.
pub(super) fn holds_quoted_words(r: &Reader, claims: &mut Claims, start: usize, end: usize) -> bool {
    let mut any = false;
    for region in r.regions_in(start, end) {
        if !r.regions[region].is_title && claims.is_free(region) && is_quoted_words(r, region) {
            claims.take(region);
            any = true;
        }
    }
    any
}

/// The words from `start` to the end of the clause complex: the sentence's end or a new speaker.
pub(super) fn clauses(r: &Reader, claims: &mut Claims, index: usize, start: usize, that: bool) -> Content {
    let nothing = Content { parts: Vec::new(), kind: QuoteKind::Indirect, end: start };
    if let Some(region) = r.opening_at(start)
        && !that
        && is_whole(r, start, region)
    {
        let mut parts = Vec::new();
        claims.take_chain(r.regions, region, &mut parts);
        let end = r.regions[region].outer.end as usize;
        return Content { parts, kind: QuoteKind::Direct, end };
    }
    let mut stop = sentence_end(r, start);
    let mut quoted = false;
    let mut at = start;
    while at < stop {
        if let Some(region) = r.region_around(at) {
            if !claims.is_free(region) {
                stop = at;
                break;
            }
            if !r.regions[region].is_title && is_quoted_words(r, region) {
                quoted = true;
                claims.take(region);
            }
            at = r.regions[region].outer.end as usize;
            if at >= stop {
                stop = if r.text[r.regions[region].inner.range()].ends_with(['.', '!', '?', '。']) { at } else { sentence_end(r, at) };
            }
            continue;
        }
        // Single bytes: the marks are ASCII, and no byte of a longer character equals one.
        match r.text.as_bytes()[at] {
            b',' | b';' if is_turn(r, index, at + 1) => {
                stop = at;
                break;
            }
            b'\n' => {
                stop = at;
                break;
            }
            _ => at += 1,
        }
        if at - start > LONGEST {
            stop = r.text.floor_char_boundary(at);
            break;
        }
    }
    let words = r.slice(start, stop).trim_end();
    let words = words.strip_suffix(['.', ',', ';', '!']).unwrap_or(words);
    if words.split_whitespace().take(2).count() < 2 {
        return nothing;
    }
    let part = Span::new(start, start + words.len());
    Content { parts: vec![part], kind: if quoted { QuoteKind::Mixed } else { QuoteKind::Indirect }, end: stop }
}

/// The region is all that is reported.
fn is_whole(r: &Reader, start: usize, region: usize) -> bool {
    let inner = r.text[r.regions[region].inner.range()].trim_end();
    let end = r.regions[region].outer.end as usize;
    let introduced = r.slice(0, start).trim_end().ends_with([':', ',']);
    let closes = inner.ends_with(['.', '!', '?', '…', ',', '—', '。']);
    let words = inner.split_whitespace().count();
    let after = r.rest(end).trim_start_matches(' ');
    let ends = after.is_empty() || after.starts_with(['.', '\n', '\r', ';', ')', '!', '?', '"', '“']);
    r.regions[region].continues || (closes && (introduced || words >= 3)) || (ends && (introduced || words >= 2)) || (introduced && words >= 5)
}

/// The end of the sentence that holds `at`, quotation marks not cut.
pub(super) fn sentence_end(r: &Reader, at: usize) -> usize {
    let sentences = &r.doc.sentences;
    let mut index = sentences.partition_point(|s| (s.span.end as usize) <= at);
    for _ in 0..4 {
        let Some(sentence) = sentences.get(index) else { return r.text.len() };
        let end = sentence.span.end as usize;
        match r.region_around(end.saturating_sub(1)).map(|region| r.regions[region]) {
            Some(region) if (region.outer.end as usize) > end => index += 1,
            _ => return end,
        }
    }
    sentences.get(index).map_or(r.text.len(), |s| s.span.end as usize)
}

/// Where the content of a sentence begins: past a dateline, a bullet, and what another quote has.
pub(super) fn sentence_content_start(r: &Reader, floor: usize, taken: usize) -> usize {
    let mut at = floor.max(taken.min(r.text.len()));
    let blank = |c: char| c.is_whitespace() || matches!(c, '*' | '•' | '-' | '—' | '–' | ',' | ';' | '.');
    at += r.rest(at).len() - r.rest(at).trim_start_matches(blank).len();
    let text = past_dateline(r, at);
    if text > at {
        at = text + (r.rest(text).len() - r.rest(text).trim_start_matches(blank).len());
    }
    let rest = r.window_after(at, 60);
    let conjunction = ["And ", "But ", "and ", "but ", "while ", "though "].iter().find(|w| rest.starts_with(**w));
    at + conjunction.map_or(0, |w| w.len())
}

/// Past "LONDON, Oct 7 (Reuters) - " and "BOSTON, Mass.--(BUSINESS WIRE)--June 9, 2026--" where one stands at `at`.
pub(super) fn past_dateline(r: &Reader, at: usize) -> usize {
    const WIRE: &str = "(BUSINESS WIRE)--";
    const DATE: usize = 24;
    let is_place = |head: &str| {
        let place = head.split(',').next().unwrap_or("");
        let first = if place.chars().any(char::is_lowercase) { head.split([' ', ',']).next().unwrap_or("") } else { place };
        first.len() > 2 && first.chars().all(|c| c.is_uppercase() || c == ' ')
    };
    let rest = r.window_after(at, 70);
    if let Some(wire) = rest.find(WIRE).filter(|&i| is_place(&rest[..i])) {
        let behind = at + wire + WIRE.len();
        return behind + r.window_after(behind, DATE).find("--").map_or(0, |i| i + 2);
    }
    let dash = [" - ", " — ", " – ", " -- "].iter().find_map(|dash| rest.find(dash).map(|i| (i, dash.len())));
    let dateline = dash.filter(|&(i, _)| is_place(&rest[..i]) && (!rest[..i].contains('.') || i <= 30));
    dateline.map_or(at, |(i, width)| at + i + width)
}

/// What follows the comma is not the speaker's.
pub(super) fn is_narrator(r: &Reader, at: usize) -> bool {
    let words = r.words(Language::En);
    let first = r.window_after(at, 30).split([' ', ',']).next().unwrap_or("");
    words.is(first, Role::StopAfter) || words.is(first, Role::Conjunction) || first.ends_with("ing")
}

/// A verb follows, whose subject the words before the cue are.
pub(super) fn begins_with_verb(r: &Reader, at: usize) -> bool {
    let first = r.window_after(at, 30).split([' ', ',', '.']).next().unwrap_or("");
    r.words(Language::En).is(first, Role::Auxiliary)
}

/// After a comma at which another speaks.
fn is_turn(r: &Reader, index: usize, at: usize) -> bool {
    let at = r.skip_blanks(at);
    let first = r.cue_from(at).max(index + 1);
    for hit in r.cues.iter().skip(first).take(2) {
        let start = hit.span.start as usize;
        let clause = r.slice(at, start.max(at));
        if start < at || clause.len() > 110 || clause.contains([',', ';', '\n', '"', '“']) {
            return false;
        }
        if cue::is_used(r, hit) && source::is_plain(r, at, start) {
            let after = cue::after(r, hit);
            return cue::allows(r, hit, &after, None) || after.ends || clause.trim().is_empty();
        }
    }
    false
}
