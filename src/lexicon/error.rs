//! Mistakes in lexicon and frame files, with their place.

/// A file that cannot be used: `lexicons/zh/titles.tsv:14: unknown class "titel"; classes are …`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {message}")]
pub struct LexiconError {
    /// Which file.
    pub file: String,
    /// Which line, from 1.
    pub line: usize,
    /// What is wrong, and what was expected.
    pub message: String,
}

impl LexiconError {
    pub(crate) fn new(file: &str, line: usize, message: impl Into<String>) -> Self {
        LexiconError { file: file.to_owned(), line, message: message.into() }
    }
}
