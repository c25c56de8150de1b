//! What the document says of a string elsewhere: its kind is the one with the better evidence, and a name found alone elsewhere ends a
//! longer string that only its place speaks for (载通|抢先, 看到|瓷源).

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Candidate, SURE, Scan, TITLE};
use crate::doc::{EntityType, Form, Rule};
use crate::read::is_han;

/// Rules that know a name by its place alone, so that its ends and its kind are doubtful.
const BY_PLACE: Rule = Rule::Named("name.zh.slot");
/// Most characters that may be cut off at either end.
const MOST: usize = 5;

#[derive(Clone, Copy, Default)]
struct Seen {
    times: u16,
    /// Found by more than its place.
    sure: bool,
    is_person: bool,
}

/// Cuts and types the candidates that rest on their place alone.
pub(super) fn find(scan: &Scan, candidates: &mut [Candidate]) {
    listed_are_firms(scan, candidates);
    fronts_are_firms(scan, candidates);
    if !candidates.iter().any(|c| c.rule == BY_PLACE) {
        return;
    }
    let mut seen: FxHashMap<&str, Seen> = FxHashMap::default();
    for c in candidates.iter().filter(|c| c.score >= SURE && c.form != Form::Ticker) {
        let entry = seen.entry(scan.words(c.span.start as usize, c.span.end as usize)).or_default();
        entry.times = entry.times.saturating_add(1);
        entry.sure |= c.rule != BY_PLACE;
        entry.is_person |= c.kind == EntityType::Person && (c.rule != BY_PLACE || c.score >= 0.7);
    }
    for c in candidates.iter_mut().filter(|c| !c.is_known() && c.form != Form::Ticker) {
        let words = scan.words(c.span.start as usize, c.span.end as usize);
        if !words.starts_with(is_han) {
            continue;
        }
        let own = seen.get(words).copied().unwrap_or_default();
        if c.rule == BY_PLACE
            && !own.sure
            && let Some((from, to)) = inner(words, own.times, &seen)
        {
            (c.span.end, c.span.start) = (c.span.start + to as u32, c.span.start + from as u32);
            c.score = c.score.max(SURE);
        }
        let words = scan.words(c.span.start as usize, c.span.end as usize);
        if c.kind == EntityType::Company && (c.rule == BY_PLACE || words.chars().count() <= 4) && seen.get(words).is_some_and(|s| s.is_person) {
            c.kind = EntityType::Person;
        }
    }
}

/// 晋泓(6923-TW): what has a stock code is a firm, wherever it stands.
fn listed_are_firms(scan: &Scan, candidates: &mut [Candidate]) {
    let brackets: FxHashSet<u32> = candidates.iter().filter(|c| c.form == Form::Ticker).map(|c| c.span.start).collect();
    if brackets.is_empty() {
        return;
    }
    let has_code = |c: &Candidate| {
        let rest = &scan.text[c.span.end as usize..];
        let open = rest.len() - rest.trim_start_matches([' ', '(', '<']).len();
        open > 0 && brackets.contains(&(c.span.end + open as u32))
    };
    let unknown = |c: &&Candidate| !c.is_known() && c.form == Form::Name;
    let listed: FxHashSet<&str> = candidates.iter().filter(unknown).filter(|c| has_code(c)).map(|c| &scan.text[c.span.range()]).collect();
    for c in candidates.iter_mut().filter(|c| !c.is_known() && c.kind == EntityType::Person && listed.contains(&scan.text[c.span.range()])) {
        c.kind = EntityType::Company;
    }
}

/// 楚元 where 楚元动力 stands elsewhere, Leonard Green where Leonard Green & Partners does: the front of a firm's name is its short form, though it
/// may look like a person's name — unless a title stands beside it somewhere (李宁, founder of 李宁公司).
fn fronts_are_firms(scan: &Scan, candidates: &mut [Candidate]) {
    let words = |c: &Candidate| &scan.text[c.span.range()];
    // Two characters, or two words.
    let front = |name: &'_ str| match name.starts_with(is_han) {
        true => name.char_indices().nth(2).filter(|_| name.chars().count() >= 4).map(|(at, _)| at),
        false => name.match_indices(' ').nth(1).map(|(at, _)| at).filter(|&at| name[at..].starts_with(" & ")),
    };
    let is_pair = |name: &str| if name.starts_with(is_han) { name.chars().count() == 2 } else { name.matches(' ').count() == 1 };
    let is_short = |c: &Candidate| !c.is_known() && c.kind == EntityType::Person && c.form == Form::Name && is_pair(words(c));
    if !candidates.iter().any(is_short) {
        return;
    }
    let firms = candidates.iter().filter(|c| c.kind == EntityType::Company && c.form == Form::Name && c.score >= SURE && c.rule != BY_PLACE);
    let fronts: FxHashSet<&str> = firms.filter_map(|c| front(words(c)).map(|at| &words(c)[..at])).collect();
    let title_before = |at: usize| scan.ends(at, TITLE) || scan.text[..at].ends_with(' ') && scan.ends(at - 1, TITLE);
    let titled = |c: &&Candidate| title_before(c.span.start as usize) || scan.starts(c.span.end as usize, TITLE);
    let persons: FxHashSet<&str> = candidates.iter().filter(|c| is_short(c)).filter(titled).map(words).collect();
    for c in candidates.iter_mut() {
        if is_short(c) && fronts.contains(&scan.text[c.span.range()]) && !persons.contains(&scan.text[c.span.range()]) {
            c.kind = EntityType::Company;
        }
    }
}

/// The part of `words` that stands alone elsewhere, more often or with more evidence.
fn inner(words: &str, times: u16, seen: &FxHashMap<&str, Seen>) -> Option<(usize, usize)> {
    let cuts: Vec<usize> = words.char_indices().map(|(i, _)| i).chain([words.len()]).collect();
    let size = cuts.len() - 1;
    let better = |from: usize, to: usize| seen.get(&words[cuts[from]..cuts[to]]).is_some_and(|s| s.sure || s.times > times);
    let heads = (2..size).rev().take(MOST).filter(|&to| size - to <= 2).map(|to| (0, to));
    let tails = (1..size.saturating_sub(1)).take(MOST).map(|from| (from, size));
    heads.chain(tails).find(|&(from, to)| to - from >= 2 && better(from, to)).map(|(from, to)| (cuts[from], cuts[to]))
}
