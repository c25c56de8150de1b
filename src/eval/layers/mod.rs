//! One file a layer: each adds its counts and its misses.

mod deals;
mod entities;
mod quantities;
mod quotes;

use super::case::Case;
use super::tally::{Layer, Miss, Tally};
use crate::deal::Frames;
use crate::doc::Document;

/// Scores every layer of an annotated document.
pub(super) fn score(frames: &Frames, case: &Case, document: &Document, tally: &mut Tally, misses: &mut Vec<Miss>) {
    let mut sheet = Sheet { case, document, tally, misses };
    entities::score(&mut sheet);
    quantities::score(&mut sheet);
    deals::score(frames, &mut sheet);
    quotes::score(&mut sheet);
}

/// What a layer reads and where it writes.
struct Sheet<'a> {
    case: &'a Case,
    document: &'a Document,
    tally: &'a mut Tally,
    misses: &'a mut Vec<Miss>,
}

impl Sheet<'_> {
    /// A miss at a line of the gold file.
    fn miss(&mut self, layer: Layer, line: usize, what: String) {
        self.misses.push(Miss { layer, file: self.case.file.clone(), line, what });
    }

    /// A miss at a place of the plain text.
    fn miss_at(&mut self, layer: Layer, at: usize, what: String) {
        self.miss(layer, self.case.line(at), what);
    }
}
