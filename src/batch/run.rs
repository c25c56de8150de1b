//! The run itself.

use std::fs::File;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::{Mutex, PoisonError};

use serde::Serialize;
use serde_json::Value;

use super::journal::{Checkpoint, Journal};
use super::manifest::{FileEntry, Manifest, State};
use super::parts::{Packing, Part, hidden};
use super::progress::{self, Counts};
use super::{BatchError, Existing, Found, Job, Summary, Walk};
use crate::export::{self, View};
use crate::graph::hash::ContentHash;
use crate::queue::{self, Task};
use crate::read::{Raw, RawForm, ReadErrorKind, read_raw};
use crate::store;
use crate::{Annotator, Document, Options};

/// A piece of the input ends at this many documents or bytes. Pieces depend on the input alone, so that their ends fall together in every run.
const PIECE_DOCUMENTS: u64 = 1024;
const PIECE_BYTES: u64 = 8 << 20;

/// Runs over the corpus.
///
/// # Errors
/// Where the folder is taken, holds another run, or cannot be written.
pub fn run(annotator: &Annotator, job: &Job) -> Result<Summary, BatchError> {
    std::fs::create_dir_all(&job.out).map_err(BatchError::at(&job.out))?;
    let walk = Walk::new(super::Inputs { except: Some(job.out.clone()), ..job.inputs.clone() })?;
    let _lock = lock(&job.out)?;
    let Some(begun) = begin(job)? else {
        let done = Manifest::read(&job.out)?.unwrap_or_else(|| Manifest::begun(job.configuration.clone()));
        return Ok(Summary { documents: done.documents, failed: done.failed, resumed: done.documents });
    };
    let (journal, checkpoints) = begun;
    let last = checkpoints.last().cloned().unwrap_or_default();
    let mut output = Output::open(job, journal, last.clone())?;
    let counts = Counts::default();
    counts.documents.store(last.documents, Relaxed);
    counts.failed.store(last.failed, Relaxed);
    let changed = std::thread::scope(|scope| {
        let (running, stop) = crossbeam_channel::bounded::<()>(0);
        let (walk, counts) = (&walk, &counts);
        scope.spawn(move || progress::show(job.progress, counts, &stop));
        if job.progress != super::ProgressForm::None && job.inputs.paths.iter().all(|p| p.as_os_str() != "-") {
            scope.spawn(move || counts.total.set(walk.bytes()));
        }
        let changed = annotate(annotator, job, walk, &checkpoints, counts, &mut output);
        drop(running);
        changed
    });
    changed?;
    output.finish(job)?;
    let Checkpoint { documents, failed, .. } = output.at;
    Ok(Summary { documents, failed, resumed: last.documents })
}

/// Holds the folder for this run alone; the system lets go of it when the process ends, however it ends.
fn lock(folder: &Path) -> Result<File, BatchError> {
    let path = folder.join(".lock");
    let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(BatchError::at(&path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => Err(BatchError::Locked(folder.to_owned())),
        Err(std::fs::TryLockError::Error(error)) => Err(BatchError::at(&path)(error)),
    }
}

/// Makes the folder ready and gives what was done before; `None` where all is done.
fn begin(job: &Job) -> Result<Option<(Journal, Vec<Checkpoint>)>, BatchError> {
    let folder = || job.out.clone();
    let there = if job.existing == Existing::Replace { None } else { Manifest::read(&job.out)? };
    match (there, job.existing) {
        (Some(manifest), Existing::Refuse) => {
            let state = if manifest.state == State::Done { "holds a finished run" } else { "holds a run that was broken off" };
            return Err(BatchError::Exists { folder: folder(), state });
        }
        (Some(manifest), how) => {
            let difference = manifest.configuration.difference(&job.configuration);
            match difference {
                Some(what) if how == Existing::Resume => return Err(BatchError::Changed { folder: folder(), what }),
                None if manifest.state == State::Done => {
                    // A kill between the manifest and the last removals leaves them.
                    remove(&[job.out.join(".journal.jsonl"), hidden(&job.out, "annotations.jsonl.zst")])?;
                    return Ok(None);
                }
                Some(_) if manifest.state == State::Done => clear(job)?,
                _ => {}
            }
        }
        (None, Existing::Replace) => clear(job)?,
        // Files of our names that no manifest speaks for may be anybody's.
        (None, _) if own_files(job).iter().any(|p| p.exists()) => {
            return Err(BatchError::NotOurs(folder()));
        }
        (None, _) => {}
    }
    Manifest::begun(job.configuration.clone()).write(&job.out)?;
    Journal::open(&job.out).map(Some)
}

/// Removes what an earlier run left; files that are none of ours stay.
fn clear(job: &Job) -> Result<(), BatchError> {
    remove(&own_files(job))
}

/// The files of a store and of a run; the manifest first, so that a kill while they are removed leaves none that speaks for what is gone.
fn own_files(job: &Job) -> Vec<std::path::PathBuf> {
    let named = ["annotations.jsonl", "annotations.jsonl.zst", "errors.jsonl"].into_iter().map(str::to_owned).chain(store::file_names());
    let files = named.flat_map(|name| [job.out.join(&name), hidden(&job.out, &name)]);
    [job.out.join(super::manifest::NAME), job.out.join(".journal.jsonl")].into_iter().chain(files).collect()
}

fn remove(paths: &[std::path::PathBuf]) -> Result<(), BatchError> {
    for path in paths {
        match std::fs::remove_file(path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(BatchError::at(path)(error)),
            _ => {}
        }
    }
    Ok(())
}

/// What goes through the queue.
enum Item {
    Document(Box<Raw>),
    /// A piece of the input ends, with the hash of its documents.
    End(String, u64),
}

/// What comes out of it.
enum Done {
    Annotation(Vec<u8>),
    Failure(Vec<u8>),
    End(String, u64),
}

fn annotate(annotator: &Annotator, job: &Job, walk: &Walk, done: &[Checkpoint], counts: &Counts, output: &mut Output) -> Result<(), BatchError> {
    let mut view = View::new(annotator.lexicon(), annotator.frames());
    (view.unit, view.with_text) = (job.unit, job.with_text);
    let changed = Mutex::new(None);
    let source = |feed: queue::Feed<'_, Item>| {
        let mut reader = Reader { job, done, feed, place: 0, piece: Piece::default(), pieces: 0, documents: 0 };
        let broken = reader.read(walk, counts).is_break() || reader.end_piece().is_break();
        if broken || reader.pieces < done.len() {
            // The queue was closed, or the input is another one than before.
            let document = done.get(reader.pieces).map(|c| c.documents);
            *changed.lock().unwrap_or_else(PoisonError::into_inner) = document;
        }
    };
    let work = |document: &mut Document, item: Item| match item {
        Item::End(hash, bytes) => Done::End(hash, bytes),
        Item::Document(raw) => annotated(annotator, job, &view, *raw, document),
    };
    queue::ordered(job.jobs, source, Document::default, work, |done| output.take(done, counts))?;
    match changed.into_inner().unwrap_or_else(PoisonError::into_inner) {
        Some(document) => Err(BatchError::InputChanged { folder: job.out.clone(), document }),
        None => Ok(()),
    }
}

/// The documents since the last end of a piece.
#[derive(Default)]
struct Piece {
    hash: ContentHash,
    documents: u64,
    bytes: u64,
}

/// Reads the input, passes over what is of another shard or done, and cuts it into pieces.
struct Reader<'a, 'f> {
    job: &'a Job,
    done: &'a [Checkpoint],
    feed: queue::Feed<'f, Item>,
    /// Place in the whole input.
    place: u64,
    piece: Piece,
    pieces: usize,
    documents: u64,
}

impl Reader<'_, '_> {
    fn read(&mut self, walk: &Walk, counts: &Counts) -> ControlFlow<()> {
        walk.each(&mut |found| match found {
            Found::File(path) => read_raw(path, &self.job.read, Some(&counts.read), &mut |raw| self.take(raw)),
            Found::Failed(place, error) => {
                let id = Some(Value::String(place.clone()));
                self.take(Raw { place, form: RawForm::Failed(id, ReadErrorKind::Io(error)) })
            }
        })
    }

    fn take(&mut self, raw: Raw) -> ControlFlow<()> {
        self.place += 1;
        if !self.job.shard.holds(self.place - 1) {
            return ControlFlow::Continue(());
        }
        let bytes = raw.len();
        raw.each_part(&mut |part| self.piece.hash.add(part));
        self.piece.documents += 1;
        self.piece.bytes += bytes as u64;
        if self.pieces >= self.done.len() {
            (self.feed)(Task { item: Item::Document(Box::new(raw)), bytes })?;
        }
        if self.piece.documents >= PIECE_DOCUMENTS || self.piece.bytes >= PIECE_BYTES { self.end_piece() } else { ControlFlow::Continue(()) }
    }

    fn end_piece(&mut self) -> ControlFlow<()> {
        if self.piece.documents == 0 {
            return ControlFlow::Continue(());
        }
        let Piece { hash, documents, bytes } = std::mem::take(&mut self.piece);
        let hash = hash.hex();
        self.documents += documents;
        if let Some(before) = self.done.get(self.pieces) {
            if before.inputs != hash || before.documents != self.documents {
                return ControlFlow::Break(());
            }
        } else {
            (self.feed)(Task { item: Item::End(hash, bytes), bytes: 0 })?;
        }
        self.pieces += 1;
        ControlFlow::Continue(())
    }
}

/// Annotates one document. Whatever goes wrong with it stays its own.
fn annotated(annotator: &Annotator, job: &Job, view: &View<'_>, raw: Raw, document: &mut Document) -> Done {
    let place = raw.place.clone();
    let record = match raw.parse(&job.read) {
        Ok(record) => record,
        Err(failure) => return failed(failure.id.as_ref(), &failure.error.place, &failure.error.kind),
    };
    let id = record.meta.id.clone();
    let view = View { with_text: view.with_text || record.is_extracted, ..*view };
    let attempt = catch_unwind(AssertUnwindSafe(|| {
        record.load(job.date, job.language, document);
        annotator.annotate(document, Options::default());
        let mut line = Vec::new();
        export::write_annotation(&view, document, &mut line).map(|()| line)
    }));
    match attempt {
        Ok(Ok(line)) => Done::Annotation(line),
        Ok(Err(error)) => failed(id.as_ref(), &place, &ReadErrorKind::Internal(error.to_string())),
        Err(panic) => {
            // The columns may be half filled; a new document has none.
            *document = Document::default();
            let words = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
            failed(id.as_ref(), &place, &ReadErrorKind::Internal(words.unwrap_or("a rule panicked").to_owned()))
        }
    }
}

fn failed(id: Option<&Value>, place: &str, kind: &ReadErrorKind) -> Done {
    #[derive(Serialize)]
    struct Line<'a> {
        id: Option<&'a Value>,
        place: &'a str,
        error: export::wire::FailureBody<'a>,
    }
    let line = Line { id, place, error: export::wire::FailureBody { code: kind.code(), message: kind.to_string() } };
    let mut bytes = serde_json::to_vec(&line).unwrap_or_default();
    bytes.push(b'\n');
    Done::Failure(bytes)
}

/// The files that grow, and the journal that vouches for them.
struct Output {
    journal: Option<Journal>,
    annotations: Part,
    errors: Part,
    at: Checkpoint,
    names: Names,
}

struct Names {
    annotations: &'static str,
    keeps_annotations: bool,
}

impl Output {
    fn open(job: &Job, journal: Journal, at: Checkpoint) -> Result<Self, BatchError> {
        // Tables alone still need the annotations until they are made; packed they take little room.
        let packing = job.targets.annotations.unwrap_or(Packing::Zstd);
        let name = if packing == Packing::Zstd { "annotations.jsonl.zst" } else { "annotations.jsonl" };
        let annotations = Part::open(&job.out, name, packing, at.annotations)?;
        let errors = Part::open(&job.out, "errors.jsonl", Packing::Plain, at.errors)?;
        let names = Names { annotations: name, keeps_annotations: job.targets.annotations.is_some() };
        Ok(Output { journal: Some(journal), annotations, errors, at, names })
    }

    fn take(&mut self, done: Done, counts: &Counts) -> Result<(), BatchError> {
        match done {
            Done::Annotation(line) => self.annotations.write(&line)?,
            Done::Failure(line) => {
                self.at.failed += 1;
                counts.failed.fetch_add(1, Relaxed);
                self.errors.write(&line)?;
            }
            Done::End(hash, bytes) => {
                self.at.bytes += bytes;
                self.at.inputs = hash;
                self.at.annotations = self.annotations.sync()?;
                self.at.errors = self.errors.sync()?;
                return self.journal.as_mut().map_or(Ok(()), |journal| journal.add(&self.at));
            }
        }
        self.at.documents += 1;
        counts.documents.fetch_add(1, Relaxed);
        Ok(())
    }

    /// Makes the tables, gives all files their names and says in the manifest that the run is done.
    fn finish(&mut self, job: &Job) -> Result<(), BatchError> {
        let mut names = store::write(self.annotations.path(), &job.out, job.targets.tables, job.jobs, &|line| job.shard.number(line), &job.rates)?;
        names.push("errors.jsonl".to_owned());
        if self.names.keeps_annotations {
            names.push(self.names.annotations.to_owned());
        }
        names.sort_unstable();
        let mut manifest = Manifest::begun(job.configuration.clone());
        manifest.state = State::Done;
        (manifest.documents, manifest.failed, manifest.bytes) = (self.at.documents, self.at.failed, self.at.bytes);
        manifest.inputs = Some(self.hash_of_pieces(&job.out)?);
        for name in &names {
            manifest.files.push(FileEntry::of(&hidden(&job.out, name), name)?);
        }
        for name in &names {
            let path = job.out.join(name);
            std::fs::rename(hidden(&job.out, name), &path).map_err(BatchError::at(&path))?;
        }
        manifest.write(&job.out)?;
        if !self.names.keeps_annotations {
            let path = self.annotations.path();
            std::fs::remove_file(path).map_err(BatchError::at(path))?;
        }
        self.journal.take().map_or(Ok(()), Journal::remove)
    }

    fn hash_of_pieces(&self, folder: &Path) -> Result<String, BatchError> {
        let mut hash = ContentHash::default();
        let (_, checkpoints) = Journal::open(folder)?;
        checkpoints.iter().for_each(|c| hash.add(&c.inputs));
        Ok(hash.hex())
    }
}
