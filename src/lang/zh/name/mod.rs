//! Chinese names: no letter case helps, so a name is what stands between words that are none.

mod body;
mod company;
mod edge;
mod employer;
mod latin;
mod person;
mod slot;
mod subject;
mod texture;

use crate::doc::{EntityType, Span};
use crate::mention::name::{Bits, COMPANY, Candidate, LEGAL, NameTables, PLACE, SUFFIX, Scan, WEAK};
use crate::read::is_han;

/// A sentence, decoded once for all rules that go through it.
struct Line {
    floor: usize,
    ceiling: usize,
    places: Vec<Place>,
}

/// A character of a sentence.
#[derive(Clone, Copy)]
struct Place {
    at: usize,
    c: char,
    is_han: bool,
    /// The character before it joins it without an edge: at most places, nothing begins here.
    is_inside: bool,
    /// Kinds of the words that begin with it.
    starts: Bits,
    /// Kinds of the words that end before it.
    ends: Bits,
}

/// Proposes the names of a sentence.
pub(crate) fn propose(scan: &Scan, range: Span, out: &mut Vec<Candidate>) {
    let (floor, ceiling) = (range.start as usize, range.end as usize);
    let mut places = Vec::with_capacity((ceiling - floor) / 2);
    let mut joins = false;
    for (i, c) in scan.text[floor..ceiling].char_indices() {
        let at = floor + i;
        let (is_han, ends) = (is_han(c), scan.marks.ends(at));
        places.push(Place { at, c, is_han, is_inside: joins && ends == 0, starts: scan.marks.starts(at), ends });
        joins = is_han && c != '丨' && !edge::may_end_nominal(c);
    }
    let line = Line { floor, ceiling, places };
    let first = out.len();
    company::propose(scan, &line, out);
    person::propose(scan, &line, out);
    employer::propose(scan, floor, first, out);
    subject::propose(scan, &line, out);
    slot::propose(scan, &line, first, out);
    latin::propose(scan, &line, out);
}

/// The short forms that a full name may be called by, as byte ranges of the text: without legal form, without industry, without place.
pub(crate) fn short_forms(_tables: &NameTables, scan: &Scan, span: Span, kind: EntityType) -> Vec<(usize, usize)> {
    let (start, end) = (span.start as usize, span.end as usize);
    match kind {
        EntityType::Person => person_forms(scan, start, end),
        EntityType::Company => company_forms(scan, start, end),
        _ => Vec::new(),
    }
}

fn company_forms(scan: &Scan, start: usize, end: usize) -> Vec<(usize, usize)> {
    let mut forms = Vec::new();
    let mut cuts = vec![end];
    let mut cut = end;
    while let Some(next) = scan.marks.suffix_before(cut).filter(|&next| next > start && scan.ends(cut, SUFFIX)) {
        cut = next;
        cuts.push(cut);
    }
    let mut heads = vec![start];
    if let Some(after) = scan.marks.place_after(start).filter(|&after| after < cut) {
        heads.push(after);
    }
    for &head in &heads {
        for &tail in &cuts {
            if (head, tail) == (start, end) || tail <= head {
                continue;
            }
            let words = scan.words(head, tail);
            let size = words.chars().count();
            let is_bare = head == tail || (size == 2 && scan.starts(head, PLACE | COMPANY | WEAK | LEGAL));
            let is_place = scan.marks.place_after(head).is_some_and(|after| after >= tail);
            if size >= 2 && !is_bare && !is_place && !is_suffixes(scan, head, tail) {
                forms.push((head, tail));
            }
        }
    }
    forms
}

/// Made of name endings alone.
fn is_suffixes(scan: &Scan, start: usize, end: usize) -> bool {
    let mut cut = end;
    while cut > start {
        match scan.marks.suffix_before(cut) {
            Some(next) if next < cut => cut = next,
            _ => return false,
        }
    }
    cut == start
}

/// 斯泰西·拉斯贡 is called 拉斯贡.
fn person_forms(scan: &Scan, start: usize, end: usize) -> Vec<(usize, usize)> {
    let words = scan.words(start, end);
    match words.rfind('·') {
        Some(dot) => {
            let from = start + dot + '·'.len_utf8();
            if scan.words(from, end).chars().count() >= 2 { vec![(from, end)] } else { Vec::new() }
        }
        None => Vec::new(),
    }
}
