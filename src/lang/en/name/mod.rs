//! English names: capitals show where a name may stand; what it is, and whether it is one at all, its words and neighbours tell.

mod judge;
mod list;
mod person;
mod sequence;
mod words;

use crate::doc::{EntityType, Span};
use crate::lexicon::Class;
use crate::mention::name::{CONCEPT, Candidate, GIVEN, NameTables, PLACE, SUFFIX, Scan, TITLE};

/// Proposes the names of a sentence.
pub(crate) fn propose(scan: &Scan, range: Span, out: &mut Vec<Candidate>) {
    let line = words::cut(scan, range);
    let judged = sequence::find(scan, &line).into_iter().map(|sequence| (sequence, judge::judge(scan, &line, sequence)));
    list::weigh(scan, &line, judged.collect(), out);
}

/// The short forms that a full name may be called by, as byte ranges of the text: without legal form and industry; a person's surname.
pub(crate) fn short_forms(tables: &NameTables, scan: &Scan, span: Span, kind: EntityType) -> Vec<(usize, usize)> {
    let (start, end) = (span.start as usize, span.end as usize);
    match kind {
        EntityType::Person => surname(tables, scan, start, end).into_iter().collect(),
        EntityType::Company => company_forms(tables, scan, start, end),
        _ => Vec::new(),
    }
}

fn surname(tables: &NameTables, scan: &Scan, start: usize, end: usize) -> Option<(usize, usize)> {
    const PARTICLES: [&str; 20] =
        ["van", "von", "de", "der", "den", "du", "della", "di", "bin", "al", "el", "ter", "ten", "dos", "da", "zu", "ó", "ní", "le", "la"];
    let words = scan.words(start, end);
    // Goh Myung-jae: in a Korean or Chinese name the surname stands first.
    if let Some((first, given)) = words.split_once(' ')
        && given.split_once('-').is_some_and(|(_, tail)| tail.starts_with(|c: char| c.is_ascii_lowercase()) && !given.contains(' '))
        && first.len() <= 6
        && !tables.is_common_word(first)
    {
        return Some((start, start + first.len()));
    }
    let (mut from, last) = words.rsplit_once(' ').map(|(front, last)| (start + front.len() + 1, last))?;
    if last.chars().count() < 2 || tables.is_common_word(last) {
        return None;
    }
    while let Some((front, word)) = scan.words(start, from).trim_end().rsplit_once(' ')
        && PARTICLES.contains(&word.to_lowercase().as_str())
    {
        from = start + front.len() + 1;
    }
    Some((from, end))
}

fn company_forms(tables: &NameTables, scan: &Scan, start: usize, end: usize) -> Vec<(usize, usize)> {
    let mut forms = Vec::new();
    let mut cut = end;
    while let Some(next) = scan.marks.suffix_before(cut).filter(|&next| next > start && scan.ends(cut, SUFFIX)) {
        let front = scan.words(start, next).trim_end_matches([' ', ',', '&', '-']);
        cut = start + front.len();
        if front.is_empty() || !can_stand(tables, scan, start, cut) {
            break;
        }
        forms.push((start, cut));
    }
    // "Norvik Cold Chain": Norvik
    if forms.is_empty() && !scan.starts(start, CONCEPT) {
        let first = scan.words(start, end).split(' ').next().unwrap_or("");
        let to = start + first.len();
        let distinct = first.len() >= 5 && first.chars().all(char::is_alphabetic) && !scan.starts(start, GIVEN | PLACE | TITLE);
        if to < end && distinct && can_stand(tables, scan, start, to) {
            forms.push((start, to));
        }
    }
    forms
}

/// The short form says enough alone: not only common words, places and given names.
fn can_stand(tables: &NameTables, scan: &Scan, start: usize, end: usize) -> bool {
    let words = scan.words(start, end);
    let is_place = scan.marks.place_after(start).is_some_and(|after| after >= end) || scan.is_listed(start, end, Class::Place);
    let distinct = words.split(' ').any(|w| w.len() > 2 && !tables.is_common_word(w) && w.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()));
    !is_place && distinct && words.len() > 2 && !words.ends_with(" of") && !words.ends_with(" and")
}
