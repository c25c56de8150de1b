//! `manifest.json`: what a store was made from and with, and what it holds.

use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::Path;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::BatchError;

/// The version that a manifest names.
pub const MANIFEST: &str = "dealgraph.batch/1";
/// Its file.
pub(crate) const NAME: &str = "manifest.json";

/// What a store was made from and with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Manifest {
    /// Always `dealgraph.batch/1`.
    pub schema: String,
    /// Whether it is finished.
    pub state: State,
    /// What the result depends on beside the documents.
    pub configuration: Configuration,
    /// Documents of this shard, with those that failed.
    pub documents: u64,
    /// Documents that failed; `errors.jsonl` tells why.
    pub failed: u64,
    /// Bytes of the documents.
    pub bytes: u64,
    /// Hash of all documents in their order.
    pub inputs: Option<String>,
    /// The files of the store.
    pub files: Vec<FileEntry>,
}

/// How far a store is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Begun, and broken off if nobody works on it.
    Running,
    /// Finished.
    Done,
}

/// What the result depends on beside the documents. The number of threads is not among it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Configuration {
    /// Version of the program.
    pub version: String,
    /// Hash of all lexicons and frames, with those of the user.
    pub knowledge: String,
    /// Paths as they were given.
    pub inputs: Vec<String>,
    /// Every other option that shows in the result, as it would be written on the command line.
    pub options: Vec<String>,
}

impl Configuration {
    /// What of it differs, for people.
    pub(crate) fn difference(&self, other: &Configuration) -> Option<String> {
        let list = |words: &[String]| words.join(" ");
        let parts = [
            ("version", self.version.clone(), other.version.clone()),
            ("inputs", list(&self.inputs), list(&other.inputs)),
            ("options", list(&self.options), list(&other.options)),
            ("lexicons", self.knowledge.clone(), other.knowledge.clone()),
        ];
        let differs: Vec<String> = parts.iter().filter(|(_, a, b)| a != b).map(|(what, a, b)| format!("{what}: {a:?}, now {b:?}")).collect();
        (!differs.is_empty()).then(|| differs.join("; "))
    }
}

/// A file of a store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FileEntry {
    /// Its name.
    pub name: String,
    /// Its length.
    pub bytes: u64,
    /// Its hash.
    pub sha256: String,
}

impl FileEntry {
    /// The entry of a file.
    pub(crate) fn of(path: &Path, name: &str) -> Result<Self, BatchError> {
        let hash = || -> io::Result<(u64, String)> {
            let mut file = File::open(path)?;
            let (mut hash, mut bytes, mut buffer) = (Sha256::new(), 0, vec![0; 1 << 16]);
            loop {
                match file.read(&mut buffer)? {
                    0 => break,
                    read => {
                        hash.update(&buffer[..read]);
                        bytes += read as u64;
                    }
                }
            }
            Ok((bytes, hash.finalize().iter().map(|b| format!("{b:02x}")).collect()))
        };
        let (bytes, sha256) = hash().map_err(BatchError::at(path))?;
        Ok(FileEntry { name: name.to_owned(), bytes, sha256 })
    }
}

impl Manifest {
    /// The manifest of a run that begins.
    pub(crate) fn begun(configuration: Configuration) -> Self {
        Manifest { schema: MANIFEST.to_owned(), state: State::Running, configuration, documents: 0, failed: 0, bytes: 0, inputs: None, files: Vec::new() }
    }

    /// Reads the one of a folder, if there is one.
    pub(crate) fn read(folder: &Path) -> Result<Option<Self>, BatchError> {
        let path = folder.join(NAME);
        let text = match std::fs::read(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            other => other.map_err(BatchError::at(&path))?,
        };
        serde_json::from_slice(&text).map(Some).map_err(|e| BatchError::Damaged { path, what: e.to_string() })
    }

    /// Writes it in one step.
    pub(crate) fn write(&self, folder: &Path) -> Result<(), BatchError> {
        let (path, part) = (folder.join(NAME), folder.join(".manifest.json.part"));
        let write = || -> io::Result<()> {
            let mut file = File::create(&part)?;
            serde_json::to_writer_pretty(&mut file, self)?;
            file.write_all(b"\n")?;
            file.sync_all()?;
            std::fs::rename(&part, &path)
        };
        write().map_err(BatchError::at(&path))
    }
}
