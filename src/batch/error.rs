//! Why a run over a corpus cannot begin or go on. A document that fails is none of these.

use std::io;
use std::path::{Path, PathBuf};

/// A run that could not begin or go on.
#[derive(Debug, thiserror::Error)]
pub enum BatchError {
    /// Arguments that make no sense.
    #[error("{0}")]
    Usage(String),
    /// Somebody else writes the folder.
    #[error("{}: another run writes this folder", .0.display())]
    Locked(PathBuf),
    /// The folder holds a run already.
    #[error("{}: {state}; --resume goes on with it, --force begins again", folder.display())]
    Exists {
        /// The folder.
        folder: PathBuf,
        /// What is there.
        state: &'static str,
    },
    /// The folder holds files that a run would replace, and nothing says that they are of one.
    #[error("{}: holds files of the names of a store and no manifest; --force replaces them", .0.display())]
    NotOurs(PathBuf),
    /// The run was begun under another configuration.
    #[error("{}: begun with another configuration ({what}); --resume --force goes on all the same, --force alone begins again", folder.display())]
    Changed {
        /// The folder.
        folder: PathBuf,
        /// What differs.
        what: String,
    },
    /// What was read before is not what is there now.
    #[error("{}: the input changed since the run was broken off, at document {document}; --force without --resume begins again", folder.display())]
    InputChanged {
        /// The folder.
        folder: PathBuf,
        /// The last document of the first piece that differs.
        document: u64,
    },
    /// The store was damaged.
    #[error("{}: {what}; --force without --resume begins again", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// How.
        what: String,
    },
    /// A file of the store cannot be read or written.
    #[error("{}: {error}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// A table cannot be written.
    #[error(transparent)]
    Store(#[from] crate::store::StoreError),
}

impl BatchError {
    /// Makes errors of a file.
    pub(crate) fn at(path: &Path) -> impl Fn(io::Error) -> BatchError + '_ {
        move |error| BatchError::Io { path: path.to_owned(), error }
    }
}
