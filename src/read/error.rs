//! What can go wrong while a document is read, with its place.

use std::io;

/// A document that could not be read: `news.jsonl:14: not JSON: expected value (column 3)`.
#[derive(Debug, thiserror::Error)]
#[error("{place}: {kind}")]
pub struct ReadError {
    /// File, and line in it where there are many documents: `news.jsonl:14`.
    pub place: String,
    /// What is wrong.
    pub kind: ReadErrorKind,
}

/// What is wrong with a document.
#[derive(Debug, thiserror::Error)]
pub enum ReadErrorKind {
    /// Missing, unreadable, gone while it was read.
    #[error("cannot be read: {0}")]
    Io(#[from] io::Error),
    /// A folder where a file is meant.
    #[error("is a directory, expected a file")]
    Directory,
    /// No text: an image, an archive, a program.
    #[error("is a binary file ({0}), expected text")]
    Binary(&'static str),
    /// Bytes that are no text in the encoding.
    #[error("byte {offset} is not valid {encoding}; --on-invalid replace reads it as U+FFFD, --encoding names another encoding")]
    InvalidBytes {
        /// The first such byte, from 0.
        offset: usize,
        /// The encoding's name.
        encoding: &'static str,
    },
    /// Over [`MAX_BYTES`].
    #[error("is {0} bytes long, over the limit of {MAX_BYTES}")]
    TooLarge(u64),
    /// A line that is no JSON.
    #[error("not JSON: {0}")]
    BadJson(String),
    /// JSON that is no document.
    #[error("no document: {0}")]
    BadRecord(String),
    /// A table that breaks its form.
    #[error("not a table: {0}")]
    BadTable(String),
    /// Input that this build cannot read.
    #[error("{0}")]
    Unsupported(String),
    /// The program failed on it; the document is put aside.
    #[error("could not be annotated: {0}")]
    Internal(String),
    /// A date of another form.
    #[error("date {0:?}, expected YYYY-MM-DD")]
    BadDate(String),
}

/// Spans are 32 bits wide and folding may lengthen a text, so that one document may have a gigabyte.
pub const MAX_BYTES: u64 = 1 << 30;

impl ReadErrorKind {
    /// The stable name in `{"error": {"code": …}}`.
    pub fn code(&self) -> &'static str {
        match self {
            ReadErrorKind::Io(_) => "io",
            ReadErrorKind::Directory => "directory",
            ReadErrorKind::Binary(_) => "binary",
            ReadErrorKind::InvalidBytes { .. } => "invalid-bytes",
            ReadErrorKind::TooLarge(_) => "too-large",
            ReadErrorKind::BadJson(_) => "bad-json",
            ReadErrorKind::BadRecord(_) => "bad-record",
            ReadErrorKind::BadTable(_) => "bad-table",
            ReadErrorKind::Unsupported(_) => "unsupported",
            ReadErrorKind::Internal(_) => "internal",
            ReadErrorKind::BadDate(_) => "bad-date",
        }
    }

    /// With its place.
    pub(crate) fn at(self, place: impl Into<String>) -> ReadError {
        ReadError { place: place.into(), kind: self }
    }
}
