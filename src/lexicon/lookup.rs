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
        }
        self.latin.find(&text.folded, hits);
        hits.sort_unstable_by_key(|h| (h.span.start, std::cmp::Reverse(h.span.end), h.row));
    }
}
