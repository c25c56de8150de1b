//! Doubts: what the pipeline repaired, guessed or left out, told to the reader.

use super::Span;

/// The stable code of a [`Note`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NoteCode {
    /// `?` between the parts of a transliterated name was read as `·`.
    MangledSeparator,
    /// Bytes that are not valid in the encoding became U+FFFD.
    InvalidBytes,
    /// The encoding was guessed.
    GuessedEncoding,
    /// HTML nested too deep was read by stripping tags.
    DeepHtml,
    /// A quotation mark has no partner.
    UnbalancedQuote,
    /// An amount without a currency word took its currency from the document.
    GuessedCurrency,
    /// A cap on pairs, cycles or the like was reached and the rest left out.
    Capped,
    /// A date without a year or day to resolve it stays partial.
    UnresolvedDate,
}

impl NoteCode {
    /// As it stands in the annotation.
    pub fn name(self) -> &'static str {
        match self {
            NoteCode::MangledSeparator => "mangled-separator",
            NoteCode::InvalidBytes => "invalid-bytes",
            NoteCode::GuessedEncoding => "guessed-encoding",
            NoteCode::DeepHtml => "deep-html",
            NoteCode::UnbalancedQuote => "unbalanced-quote",
            NoteCode::GuessedCurrency => "guessed-currency",
            NoteCode::Capped => "capped",
            NoteCode::UnresolvedDate => "unresolved-date",
        }
    }
}

/// A doubt with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What kind of doubt.
    pub code: NoteCode,
    /// Where; empty at 0 where it concerns the whole text.
    pub span: Span,
    /// For people.
    pub message: String,
}
