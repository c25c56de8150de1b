//! Where a Chinese name begins and ends.

use crate::mention::name::{COUNTRY, EDGE, GENERIC, PLACE, SOFT, STOP, SUFFIX, Scan, TAKEN};
use crate::read::is_han;

/// What stands before a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Left {
    /// The beginning of the sentence or a punctuation mark.
    Open,
    /// A word that ends a name.
    Word,
    /// A one-character word that may also belong to the name.
    Soft,
}

/// A left edge.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    /// First byte of the name.
    pub(super) at: usize,
    /// What stands before it.
    pub(super) left: Left,
    /// Characters between the edge and where the walk began.
    pub(super) chars: usize,
}

/// A character of a name.
pub(super) fn is_name_char(c: char) -> bool {
    is_han(c) || c.is_ascii_alphanumeric() || matches!(c, '·' | '&' | '-') || ('\u{c0}'..'\u{250}').contains(&c)
}

/// Walks left from `from`, at most `most` characters, to where the name begins whose tail starts at `from`.
pub(super) fn left(scan: &Scan, floor: usize, from: usize, most: usize) -> Option<Edge> {
    let (mut at, mut chars) = (from, 0);
    loop {
        if at <= floor {
            return Some(Edge { at, left: Left::Open, chars });
        }
        if scan.is_taken_edge(at) && scan.ends(at, TAKEN) {
            return Some(Edge { at, left: Left::Word, chars });
        }
        let c = scan.before(at)?;
        if c == ')'
            && let Some(open) = bracketed_place(scan, floor, at)
        {
            chars += 2;
            at = open;
            continue;
        }
        if !is_name_char(c) {
            return Some(Edge { at, left: Left::Open, chars });
        }
        let is_word = scan.ends(at, EDGE) && !(scan.ends(at, SUFFIX) && chars < 2);
        if is_word && (chars >= 1 || scan.ends(at, STOP)) && !inside_latin(scan, at) {
            return Some(Edge { at, left: Left::Word, chars });
        }
        if scan.ends(at, SOFT) && chars >= 2 {
            return Some(Edge { at, left: Left::Soft, chars });
        }
        if chars >= most {
            return None;
        }
        at -= c.len_utf8();
        chars += 1;
    }
}

/// `(上海)` within a name: the place of its opening bracket where only a few Chinese characters stand between, and some before it.
fn bracketed_place(scan: &Scan, floor: usize, end: usize) -> Option<usize> {
    let mut inside = 0;
    for (i, c) in scan.text[floor..end - 1].char_indices().rev() {
        match c {
            '(' if (2..=6).contains(&inside) => {
                let open = floor + i;
                return scan.before(open).filter(|&c| is_han(c)).map(|_| open);
            }
            c if is_han(c) => inside += 1,
            _ => return None,
        }
        if inside > 6 {
            return None;
        }
    }
    None
}

fn inside_latin(scan: &Scan, at: usize) -> bool {
    matches!((scan.before(at), scan.after(at)), (Some(a), Some(b)) if a.is_ascii_alphanumeric() && b.is_ascii_alphanumeric())
}

/// Walks right from `from` to where a name of at least two characters ends, at most `most` characters; gives the end and the characters.
pub(super) fn right(scan: &Scan, ceiling: usize, from: usize, most: usize) -> Option<(usize, usize)> {
    let (mut at, mut chars) = (from, 0);
    loop {
        if at >= ceiling || is_right_edge(scan, at, chars) {
            return Some((at, chars));
        }
        let c = scan.after(at)?;
        if !is_name_char(c) {
            return Some((at, chars));
        }
        if chars >= most {
            return None;
        }
        at += c.len_utf8();
        chars += 1;
    }
}

/// A word that no name goes on with begins at `at`.
pub(super) fn is_right_edge(scan: &Scan, at: usize, chars: usize) -> bool {
    scan.starts(at, EDGE & !SUFFIX) && chars >= 1 && !inside_latin(scan, at) || scan.starts(at, SOFT) && chars >= 2
}

/// Nothing of a name follows at `at`: punctuation, space, a figure, or a word that is no part of names.
pub(super) fn ends_here(scan: &Scan, at: usize) -> bool {
    match scan.after(at) {
        None => true,
        Some(c) => !is_name_char(c) || scan.starts(at, EDGE | SOFT | PLACE) || c.is_ascii_alphanumeric(),
    }
}

/// Skips a country before a name (瑞典诺登斯基矿业) where at least two characters remain before `tail`.
pub(super) fn skip_country(scan: &Scan, at: usize, tail: usize) -> usize {
    match scan.marks.place_after(at) {
        Some(after) if scan.starts(at, COUNTRY) && after < tail && scan.words(after, tail).chars().count() >= 2 && !scan.words(at, after).starts_with('中') => {
            after
        }
        _ => at,
    }
}

/// Skips common words at the front of a run that is too long for a name (近期热门概念恒岳新能源).
pub(super) fn skip_common(scan: &Scan, mut at: usize, tail: usize, enough: usize) -> usize {
    while scan.words(at, tail).chars().count() > enough {
        if scan.starts(at, PLACE) {
            return at;
        }
        let cut = |n: usize| scan.text[at..tail].char_indices().nth(n).map(|(i, _)| at + i);
        let word = [4, 3, 2].into_iter().filter_map(cut).find(|&end| scan.tables.is_common(scan.words(at, end)));
        match word {
            Some(end) if scan.words(end, tail).chars().count() >= 2 => at = end,
            _ => return at,
        }
    }
    at
}

/// Every character belongs to a common word.
pub(super) fn is_plain(scan: &Scan, start: usize, end: usize) -> bool {
    let words = scan.words(start, end);
    if scan.ends(end, GENERIC) && scan.starts(start, GENERIC) || scan.tables.is_common(words) {
        return true;
    }
    let cuts: Vec<usize> = words.char_indices().map(|(i, _)| i).chain([words.len()]).collect();
    let mut reach = vec![false; cuts.len()];
    reach[0] = true;
    for from in 0..cuts.len() {
        if !reach[from] {
            continue;
        }
        for to in from + 2..cuts.len().min(from + 5) {
            let word = &words[cuts[from]..cuts[to]];
            reach[to] |= scan.tables.is_common(word);
        }
    }
    reach.last().copied().unwrap_or(false)
}
