//! How a run ends: the exit status, and what is told on stderr.

use std::io;

/// A run that came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Exit status 0.
    Done,
    /// Some documents failed, or a figure fell: exit status 1.
    SomeFailed,
}

/// A run that could not begin or go on: exit status 2.
#[derive(Debug, thiserror::Error)]
pub(super) enum CliError {
    /// Wrong usage or set-up.
    #[error("{0}")]
    Usage(String),
    /// A lexicon or frame file with a mistake.
    #[error(transparent)]
    Lexicon(#[from] crate::LexiconError),
    /// A corpus could not be begun or gone on with.
    #[error(transparent)]
    Batch(#[from] crate::batch::BatchError),
    /// Results could not be written.
    #[error("cannot write: {0}")]
    Output(#[from] io::Error),
}

impl CliError {
    /// The reader of our output has enough (`| head`), which is no error.
    pub(super) fn is_closed_pipe(&self) -> bool {
        matches!(self, CliError::Output(e) if e.kind() == io::ErrorKind::BrokenPipe)
    }
}
