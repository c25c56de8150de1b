//! How far a run has come, so that it can go on after it was killed at any moment.
//!
//! The journal has a line for each piece of the input that is written and on the disk: a line is added last, after all that it vouches for. What stands in the
//! files behind the last line is cut off when the run goes on.

use std::fs::{File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::BatchError;

/// Counts up to the end of a piece of the input.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Checkpoint {
    /// Documents of this shard, with those that failed.
    pub(crate) documents: u64,
    /// Those that failed.
    pub(crate) failed: u64,
    /// Bytes of the documents.
    pub(crate) bytes: u64,
    /// Hash of the documents of the piece.
    pub(crate) inputs: String,
    /// Length of the file of annotations.
    pub(crate) annotations: u64,
    /// Length of the file of errors.
    pub(crate) errors: u64,
}

/// The journal on disk.
pub(crate) struct Journal {
    path: PathBuf,
    file: File,
}

impl Journal {
    /// Opens it and gives the lines that are whole; one that was cut short while it was written counts for nothing.
    pub(crate) fn open(folder: &Path) -> Result<(Self, Vec<Checkpoint>), BatchError> {
        let path = folder.join(".journal.jsonl");
        let at = BatchError::at(&path);
        let mut file = OpenOptions::new().read(true).append(true).create(true).open(&path).map_err(&at)?;
        let mut text = String::new();
        file.read_to_string(&mut text).map_err(&at)?;
        let whole = text.rfind('\n').map_or(0, |end| end + 1);
        let damaged = |e: serde_json::Error| BatchError::Damaged { path: path.clone(), what: e.to_string() };
        let checkpoints = text[..whole].lines().map(|line| serde_json::from_str(line).map_err(damaged)).collect::<Result<_, _>>()?;
        file.set_len(whole as u64).map_err(&at)?;
        Ok((Journal { path: path.clone(), file }, checkpoints))
    }

    /// Adds a line and waits until it is on the disk.
    pub(crate) fn add(&mut self, checkpoint: &Checkpoint) -> Result<(), BatchError> {
        let at = BatchError::at(&self.path);
        let mut line = serde_json::to_vec(checkpoint).map_err(|e| at(e.into()))?;
        line.push(b'\n');
        self.file.write_all(&line).and_then(|()| self.file.sync_data()).map_err(at)
    }

    /// Removes it: the run is done.
    pub(crate) fn remove(self) -> Result<(), BatchError> {
        std::fs::remove_file(&self.path).map_err(BatchError::at(&self.path))
    }
}
