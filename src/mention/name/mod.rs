//! Names, known and unknown.

use crate::doc::Document;
use crate::lexicon::Lexicon;

/// Tables for the name grammar, built once from the lexicon.
pub(crate) struct NameTables {}

impl NameTables {
    /// Reads the rows of the name classes.
    pub(crate) fn new(_lexicon: &Lexicon) -> Self {
        NameTables {}
    }
}

/// Fills `doc.mentions` with named mentions (names, aliases, tickers), sorted by start, without overlaps.
pub(crate) fn find(_lexicon: &Lexicon, _tables: &NameTables, _doc: &mut Document) {}
