//! Dates and periods.

use crate::doc::Document;
use crate::lexicon::Lexicon;

/// Tables for the date grammar, built once from the lexicon.
pub(crate) struct DateTables {}

impl DateTables {
    /// Reads the rows of the date classes.
    pub(crate) fn new(_lexicon: &Lexicon) -> Self {
        DateTables {}
    }
}

/// Fills `doc.dates`, sorted by start, resolved against `doc.meta.date`.
pub(crate) fn find(_tables: &DateTables, _doc: &mut Document) {}
