//! When two texts, sums, or spans are the same for a score.

use std::ops::Range as Bytes;

use crate::doc::{Currency, Range};
use crate::read::fold_words;

/// Comparison form: folded, without white space, lower case.
pub(super) fn bare(words: &str) -> String {
    fold_words(words).chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// One holds the other: at least two characters, and whole words in Latin letters.
pub(super) fn contains(a: &str, b: &str) -> bool {
    let spaced = |s: &str| fold_words(s).split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let (a, b) = (spaced(a), spaced(b));
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.chars().count() < 2 {
        return !short.is_empty() && short == long;
    }
    let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    long.match_indices(&short).any(|(at, _)| {
        let left = is_latin(short.chars().next()) && is_latin(long[..at].chars().next_back());
        let right = is_latin(short.chars().next_back()) && is_latin(long[at + short.len()..].chars().next());
        !left && !right
    })
}

/// Same bounds, and the same sides open.
pub(super) fn same_bounds(a: &Range, b: &Range) -> bool {
    a.min == b.min && a.max == b.max
}

/// Same bounds in the same currency.
pub(super) fn same_money(a: (Currency, &Range), b: (Currency, &Range)) -> bool {
    a.0 == b.0 && same_bounds(a.1, b.1)
}

/// Intersection over union.
pub(super) fn overlap(a: &Bytes<usize>, b: &Bytes<usize>) -> f64 {
    overlap_of_parts(std::slice::from_ref(a), std::slice::from_ref(b))
}

/// Intersection over union of the bytes in two lists of spans, each without overlaps.
pub(super) fn overlap_of_parts(a: &[Bytes<usize>], b: &[Bytes<usize>]) -> f64 {
    let length = |spans: &[Bytes<usize>]| spans.iter().map(|s| s.len()).sum::<usize>();
    let both = |x: &Bytes<usize>, y: &Bytes<usize>| x.end.min(y.end).saturating_sub(x.start.max(y.start));
    let inside: usize = a.iter().flat_map(|x| b.iter().map(move |y| both(x, y))).sum();
    let union = length(a) + length(b) - inside;
    if union == 0 { 0.0 } else { inside as f64 / union as f64 }
}

#[cfg(test)]
mod tests {
    use super::{bare, contains};

    #[test]
    fn words_are_compared_folded() {
        assert_eq!(bare("Ａurora  Inc."), "aurorainc.");
        assert!(contains("Chief Executive", "chief executive officer"));
        assert!(contains("分析师", "首席分析师"));
        assert!(!contains("said", "saids"));
        assert!(!contains("", "x"));
    }
}
