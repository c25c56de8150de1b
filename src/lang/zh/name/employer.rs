//! Employers by their slot: what stands before the title of a person is where the person works (银杉研究|首席分析师|佟若谷, 里昂|航运业|分析员|关颖琳).

use super::edge::{self, Edge, Left};
use super::{body, texture};
use crate::doc::{EntityType, Span};
use crate::mention::name::{BRANCH, CONCEPT, Candidate, GOVERNMENT, NOMINAL, ORGANIZATION, PLACE, PRONOUN, SOFT, STOP, SUFFIX, SURE, Scan, TITLE, WEAK};

/// Bytes of the longest title.
const LONGEST_TITLE: usize = 64;
/// Characters of an employer with its field.
const MOST: usize = 16;
/// Characters of an employer without an ending.
const MOST_COINED: usize = 6;

/// Nouns for a party that titles begin with.
const GROUP: [&str; 2] = ["集团", "公司"];

/// Looks before the persons among the candidates from `first` on.
pub(super) fn propose(scan: &Scan, floor: usize, first: usize, out: &mut Vec<Candidate>) {
    for index in first..out.len() {
        let person = out[index];
        if person.kind == EntityType::Person && person.score >= SURE {
            out.extend(before(scan, floor, person.span.start as usize));
        }
    }
}

/// The employer before the titles that end at `at`.
fn before(scan: &Scan, floor: usize, at: usize) -> Option<Candidate> {
    let mut end = title_before(scan, at)?;
    while let Some(further) = title_before(scan, end - joint(scan, end)) {
        end = further;
    }
    // 复地|集团董事长: the group belongs to the name.
    let root = end;
    end += GROUP.iter().find(|group| scan.text[end..at].starts_with(**group)).map_or(0, |group| group.len());
    if end <= floor || scan.ends(end, CONCEPT | BRANCH) {
        return None;
    }
    let found = reach(scan, floor, end)?;
    let start = edge::skip_country(scan, found.at, end);
    let known = (start..end).rev().find(|&at| scan.ends(at, CONCEPT));
    // 东财|证券, 中国石油|和化学工业联合会: an ending makes another house of a known one, a field does not.
    let is_of_known = scan.ends(end, GOVERNMENT | ORGANIZATION) || known.is_none_or(|known| is_made_of_endings(scan, known, end));
    if scan.starts(start, STOP | SOFT | PRONOUN | TITLE) || !is_of_known {
        return None;
    }
    with_ending(scan, start, end).or_else(|| coined(scan, start, root, end))
}

/// Walks to the left edge, over a function word that is part of a word (中央财|经|大学) and over what joins two fields (运输|及|物流局).
fn reach(scan: &Scan, floor: usize, end: usize) -> Option<Edge> {
    let mut found = edge::left(scan, floor, scan.marks.suffix_before(end).unwrap_or(end), MOST, true)?;
    while found.left == Left::Soft && edge::cuts_word(scan, found.at) {
        let from = found.at - scan.before(found.at)?.len_utf8();
        let further = edge::left(scan, floor, from, MOST, true)?;
        found = Edge { chars: found.chars + further.chars + 1, ..further };
    }
    Some(body::across_joint(scan, floor, found)).filter(|found| found.left != Left::Far && found.chars <= MOST)
}

/// Endings of names alone, neither everyday ones nor the word for shares.
fn is_made_of_endings(scan: &Scan, start: usize, end: usize) -> bool {
    scan.ends(end, SUFFIX & !WEAK) && scan.words(start, end) != "股份" && scan.marks.suffix_before(end).is_some_and(|tail| tail <= start)
}

/// Bytes of the word that joins two titles and ends at `at`.
fn joint(scan: &Scan, at: usize) -> usize {
    scan.before(at).filter(|c| matches!(c, '兼' | '、' | '及' | '和' | '暨')).map_or(0, char::len_utf8)
}

/// Where the longest title begins that ends at `at`.
fn title_before(scan: &Scan, at: usize) -> Option<usize> {
    if !scan.ends(at, TITLE) {
        return None;
    }
    let from = scan.hits.partition_point(|h| (h.span.start as usize) + LONGEST_TITLE < at);
    let hits = scan.hits[from..].iter().take_while(|h| (h.span.start as usize) < at);
    let is_title = |h: &&crate::lexicon::Hit| h.span.end as usize == at && scan.lexicon.class_of(h.row) == crate::lexicon::Class::Title;
    hits.filter(is_title).map(|h| h.span.start as usize).min()
}

/// 银杉资本, 国籍航空企业工会, 中国医药商业协会|医疗器械: what has an ending of names, and after it at most a field of common words.
fn with_ending(scan: &Scan, start: usize, end: usize) -> Option<Candidate> {
    let ends = scan.text[start..end].char_indices().map(|(i, c)| start + i + c.len_utf8()).filter(|&at| scan.ends(at, SUFFIX));
    let closes = ends.filter(|&at| at == end || edge::is_plain(scan, at, end));
    // 资本研究 is one ending.
    let is_apart = |before: usize, at: usize| scan.marks.suffix_before(at).is_none_or(|tail| tail >= before);
    let is_everyday = |before: usize, at: usize| scan.ends(at, WEAK) && scan.ends(before, SUFFIX & !WEAK) && is_apart(before, at);
    let is_field = |before: usize, at: usize| !edge::is_officer(scan, end) && (is_everyday(before, at) || edge::covers(scan, before, at));
    let close = closes.reduce(|before, at| if is_field(before, at) { before } else { at })?;
    let tail = scan.marks.suffix_before(close).filter(|&tail| tail > start)?;
    let root = scan.words(start, tail).chars().count();
    let kind = match scan.marks.ends(close) {
        bits if bits & GOVERNMENT != 0 => EntityType::Government,
        bits if bits & ORGANIZATION != 0 => EntityType::Organization,
        _ => EntityType::Company,
    };
    let is_everyday = edge::is_plain(scan, start, tail) || scan.starts(start, PLACE) && scan.marks.place_after(start) == Some(tail);
    let is_weak = scan.ends(close, WEAK) || scan.words(tail, close).chars().count() < 2;
    // 货柜运输业职工总会: everyday words name a body, but no company.
    let names = !is_everyday || kind != EntityType::Company && root >= 4 && !is_weak;
    (root >= 2 && names && !edge::cuts_word(scan, start) && !edge::is_counted(scan.words(start, end)) && !scan.text[start..].starts_with('第'))
        .then(|| Candidate::new(Span::new(start, close), kind, SURE + 0.05, "name.zh.employer"))
}

/// 里昂|航运业, 海澜|集团: a coined string that ends at `root`, or before a field of common words there, with the noun for a party that a title
/// lends it up to `end`.
fn coined(scan: &Scan, start: usize, root: usize, end: usize) -> Option<Candidate> {
    let mut cuts = scan.text[start..root].char_indices().map(|(i, _)| start + i).skip(2).chain([root]);
    let close = cuts.find(|&at| at == root || edge::is_plain(scan, at, root) && scan.words(at, root).chars().count() >= 2)?;
    let words = scan.words(start, close);
    let weave = texture::of(scan, start, close);
    let is_no_name = scan.starts(start, PLACE) || scan.ends(close, NOMINAL | SOFT | SUFFIX) || edge::is_counted(words) || words.starts_with(['第', '前', '一']);
    let is_name = (2..=MOST_COINED).contains(&weave.size) && weave.coined == weave.size && !is_no_name && !texture::is_torn(scan, start, close);
    let whole = if close == root { end } else { close };
    is_name.then(|| Candidate::new(Span::new(start, whole), EntityType::Company, SURE, "name.zh.employer"))
}
