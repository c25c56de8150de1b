//! The one pass that finds all known words.

use super::Lexicon;
use crate::doc::{Span, Text};
use crate::read::has_han;

/// A row of the lexicon found in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Where.
    pub span: Span,
    /// Which row: [`Lexicon::row`].
    pub row: u32,
}

impl Lexicon {
    /// Finds every row of a matched class, overlaps included. `hits` come sorted by start, longer first, then by row.
    pub fn find(&self, text: &Text, hits: &mut Vec<Hit>) {
        hits.clear();
        if has_han(&text.folded) {
            self.han.find(&self.rows, &text.folded, hits);
        }
        let han = hits.len();
        self.latin.find(&self.rows, &text.folded, hits);
        merge(hits, han);
    }
}

/// Merges the sorted runs before and from `middle`, from the back.
fn merge(hits: &mut [Hit], middle: usize) {
    if middle == 0 {
        return;
    }
    let second = hits[middle..].to_vec();
    let mut first = middle;
    for (moved, hit) in second.iter().enumerate().rev() {
        while first > 0 && order(&hits[first - 1]) > order(hit) {
            first -= 1;
            hits[first + moved + 1] = hits[first];
        }
        hits[first + moved] = *hit;
    }
}

/// Start, then length from long to short.
#[inline]
fn order(hit: &Hit) -> (u32, std::cmp::Reverse<u32>) {
    (hit.span.start, std::cmp::Reverse(hit.span.end))
}
