//! Sums of money, percents and share counts.

use crate::doc::Document;
use crate::lexicon::Lexicon;

/// Tables for the quantity grammar, built once from the lexicon.
pub(crate) struct QuantityTables {}

impl QuantityTables {
    /// Reads the rows of the quantity classes.
    pub(crate) fn new(_lexicon: &Lexicon) -> Self {
        QuantityTables {}
    }
}

/// Fills `doc.amounts`, `doc.percents` and `doc.shares`, each sorted by start, and notes currencies that were guessed.
pub(crate) fn find(_tables: &QuantityTables, _doc: &mut Document) {}
