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
            self.han.find(&text.folded, hits);
            settle(hits);
        }
        let han = hits.len();
        self.latin.find(&text.folded, hits);
        settle(&mut hits[han..]);
        if han > 0 && han < hits.len() {
            // Merges two sorted runs.
            hits.sort_by_key(order);
        }
    }
}

/// Sorts hits that lie near their places: found in order of their ends, they are out of order by no more than the hits within one surface.
fn settle(hits: &mut [Hit]) {
    for i in 1..hits.len() {
        let hit = hits[i];
        let key = order(&hit);
        let mut at = i;
        while at > 0 && order(&hits[at - 1]) > key {
            hits[at] = hits[at - 1];
            at -= 1;
        }
        hits[at] = hit;
    }
}

/// Start, then length from long to short, then row, in one number. No surface is longer than 4,095 bytes; blanks in the text may make a hit so.
#[inline]
fn order(hit: &Hit) -> u64 {
    u64::from(hit.span.start) << 32 | (0xfff - hit.span.len().min(0xfff) as u64) << 20 | u64::from(hit.row & 0xf_ffff)
}
