//! A corpus → one store. Documents are read on one thread, annotated on many and written in input order; every piece of the input that is on the disk is in
//! the journal, so that a killed run goes on where it was. Tables are made from the annotations at the end, since no table file can be cut in the middle.

mod error;
mod journal;
mod manifest;
mod parts;
mod progress;
mod run;
mod walk;

use std::path::PathBuf;

pub use error::BatchError;
pub use manifest::{Configuration, FileEntry, MANIFEST, Manifest, State};
pub use parts::Packing;
pub use progress::ProgressForm;
pub use run::run;
pub use walk::Inputs;
pub(crate) use walk::{Found, Walk};

use crate::export::Unit;
use crate::graph::fx::Rates;
use crate::read::ReadOptions;
use crate::store::Tables;

/// A part of a corpus: every `count`-th document from `index` on, which counts from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// Which, from 1.
    pub index: u64,
    /// Of how many.
    pub count: u64,
}

impl Shard {
    /// All documents.
    pub const WHOLE: Shard = Shard { index: 1, count: 1 };

    /// Reads `2/8`.
    pub fn parse(words: &str) -> Option<Self> {
        let (index, count) = words.split_once('/')?;
        let shard = Shard { index: index.parse().ok()?, count: count.parse().ok()? };
        (1..=shard.count).contains(&shard.index).then_some(shard)
    }

    /// The document at a place of the input, from 0, belongs to it.
    fn holds(self, place: u64) -> bool {
        place % self.count == self.index - 1
    }

    /// The number of its `line`-th annotation, from 0; no two shards give the same.
    pub(crate) fn number(self, line: u64) -> u64 {
        line * self.count + self.index
    }
}

/// What a run writes beside manifest and errors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Targets {
    /// `annotations.jsonl` or `annotations.jsonl.zst`.
    pub annotations: Option<Packing>,
    /// Tables.
    pub tables: Tables,
}

/// What is done when the folder holds a run already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Existing {
    /// It is left alone, and the new run refuses.
    #[default]
    Refuse,
    /// Gone on with, if it was made with the same configuration.
    Resume,
    /// Gone on with in any case.
    ResumeForced,
    /// Replaced.
    Replace,
}

/// A run over a corpus.
pub struct Job {
    /// What is read.
    pub inputs: Inputs,
    /// How it is read.
    pub read: ReadOptions,
    /// The day of documents that have none.
    pub date: Option<jiff::civil::Date>,
    /// The language of documents that do not tell.
    pub language: Option<crate::Language>,
    /// With the text in the annotations.
    pub with_text: bool,
    /// What offsets count.
    pub unit: Unit,
    /// Where it is written.
    pub out: PathBuf,
    /// What is written.
    pub targets: Targets,
    /// Which documents.
    pub shard: Shard,
    /// Threads.
    pub jobs: usize,
    /// What becomes of a run that is there.
    pub existing: Existing,
    /// How progress is shown.
    pub progress: ProgressForm,
    /// What the result depends on, for the manifest.
    pub configuration: Configuration,
    /// Exchange rates for the tables.
    pub rates: Rates,
}

/// What a run did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Documents, with those that failed.
    pub documents: u64,
    /// Documents that failed.
    pub failed: u64,
    /// Documents that were done before.
    pub resumed: u64,
}
