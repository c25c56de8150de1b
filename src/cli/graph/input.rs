//! What a graph is made of: annotations, stores, documents, or a graph that was printed before.

use std::fs::File;
use std::io::Read as _;
use std::mem::ManuallyDrop;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::batch::{Found, Inputs, Walk};
use crate::cli::args::GraphInput;
use crate::cli::outcome::CliError;
use crate::cli::{output, setup};
use crate::export::{self, View};
use crate::graph::corpus::{CorpusGraph, Deals, GRAPH};
use crate::graph::merge::{Annotation, Kind, Merge, Settled, Source};
use crate::queue::{self, Feed, Task};
use crate::read::{Raw, RawForm, ReadErrorKind, read_raw};
use crate::{Annotator, Document, Options};

/// What was read.
pub(super) enum Input {
    /// A graph that was printed before.
    Printed(Box<CorpusGraph>),
    /// Documents, merged.
    Merged(Box<Settled>),
}

impl Input {
    /// The graph with all its deals.
    pub(super) fn into_graph(self) -> CorpusGraph {
        match self {
            Input::Printed(graph) => *graph,
            Input::Merged(settled) => settled.into_graph(),
        }
    }

    /// The graph, whose deals may be missing, and its deals.
    pub(super) fn parts(&self) -> (&CorpusGraph, &dyn Deals) {
        match self {
            Input::Printed(graph) => (graph, &graph.deals),
            Input::Merged(settled) => (settled.graph(), &**settled),
        }
    }
}

/// What the files hold, merged, and how many documents failed.
pub(super) fn read(args: &GraphInput) -> Result<(Input, usize), CliError> {
    let paths: Vec<PathBuf> = if args.files.is_empty() { vec![PathBuf::from("-")] } else { args.files.iter().map(|p| store_of(p)).collect() };
    if let [path] = &paths[..]
        && let Some(graph) = printed(path)?
    {
        return Ok((Input::Printed(Box::new(graph)), 0));
    }
    let walk = Walk::new(Inputs { paths, ..Inputs::default() })?;
    let annotators = OnceLock::new();
    let worker = Worker { args, annotator: &annotators, options: setup::read_options(&args.read) };
    let rates = setup::rates(args.fx.as_deref())?;
    let (mut merge, mut failed, mut lost) = (Merge::default(), 0, 0);
    let source = |feed: Feed<'_, Raw>| {
        let _ = walk.each(&mut |found| match found {
            Found::File(path) => feed_file(path, &worker, feed),
            Found::Failed(place, error) => feed(Task { item: Raw { place, form: RawForm::Failed(None, ReadErrorKind::Io(error)) }, bytes: 0 }),
        });
    };
    queue::ordered(
        setup::jobs(args.read.jobs),
        source,
        Document::default,
        |document, raw| worker.source(raw, document),
        |done| {
            match done {
                Done::Source(source) => merge.add(*source),
                Done::Lost => lost += 1,
                Done::Failed(message) => {
                    failed += 1;
                    output::tell(&message);
                }
                Done::Broken(error) => return Err(error),
            }
            Ok(())
        },
    )?;
    if lost > 0 {
        output::tell(&format!("{lost} documents had failed when they were annotated"));
    }
    Ok((Input::Merged(Box::new(merge.settle(&rates))), failed))
}

/// The annotations of a store; any other path as it is.
fn store_of(path: &Path) -> PathBuf {
    let names = ["annotations.jsonl", "annotations.jsonl.zst"];
    names.iter().map(|name| path.join(name)).find(|p| path.is_dir() && p.is_file()).unwrap_or_else(|| path.to_owned())
}

/// A graph that `--format json` printed.
fn printed(path: &Path) -> Result<Option<CorpusGraph>, CliError> {
    let broken = |e: &dyn std::fmt::Display| CliError::Usage(format!("{}: {e}", path.display()));
    if !path.is_file() {
        return Ok(None);
    }
    let mut head = Vec::new();
    File::open(path).and_then(|file| file.take(256).read_to_end(&mut head)).map_err(|e| broken(&e))?;
    if !is_graph(&head) {
        return Ok(None);
    }
    let file = std::io::BufReader::with_capacity(1 << 16, File::open(path).map_err(|e| broken(&e))?);
    serde_json::from_reader(file).map(Some).map_err(|e| broken(&e))
}

/// The text begins as `--format json` begins, on one line or indented.
fn is_graph(text: &[u8]) -> bool {
    let head: String = String::from_utf8_lossy(&text[..text.len().min(256)]).split_whitespace().collect();
    head.starts_with(&format!("{{\"schema\":\"{GRAPH}\""))
}

/// Feeds the documents and annotations of a file.
fn feed_file(path: &Path, worker: &Worker<'_>, feed: Feed<'_, Raw>) -> ControlFlow<()> {
    read_raw(path, &worker.options, None, &mut |raw| {
        let bytes = raw.len();
        feed(Task { item: raw, bytes })
    })
}

/// What becomes of a piece of the input.
enum Done {
    Source(Box<Source>),
    /// An annotation that tells of a failure.
    Lost,
    Failed(String),
    /// The lexicons cannot be loaded.
    Broken(CliError),
}

struct Worker<'a> {
    args: &'a GraphInput,
    /// Loaded when the first document is met; annotations need none.
    annotator: &'a OnceLock<Result<ManuallyDrop<Annotator>, String>>,
    options: crate::read::ReadOptions,
}

impl Worker<'_> {
    fn source(&self, raw: Raw, document: &mut Document) -> Done {
        if let RawForm::Line(bytes) = &raw.form
            && is_graph(bytes)
        {
            return Done::Failed(format!("{}: a merged graph is read alone, not merged again: give its annotations", raw.place));
        }
        if let RawForm::Line(bytes) = &raw.form
            && let Ok(annotation) = serde_json::from_slice::<Annotation>(bytes)
        {
            match annotation.kind() {
                Kind::Annotation => return Done::Source(Box::new(Source::new(&annotation))),
                Kind::Failure => return Done::Lost,
                Kind::Other => {
                    if let Some(schema) = annotation.schema().filter(|s| s.starts_with("dealgraph.")) {
                        return Done::Failed(format!("{}: unknown schema {schema:?}", raw.place));
                    }
                }
            }
        }
        let place = raw.place.clone();
        match raw.parse(&self.options) {
            Err(failure) => Done::Failed(failure.error.to_string()),
            Ok(record) => match self.annotator.get_or_init(|| setup::annotator(&self.args.read.lexicon).map_err(|e| e.to_string())) {
                Err(error) => Done::Broken(CliError::Usage(error.clone())),
                Ok(annotator) => {
                    record.load(self.args.read.date, self.args.read.lang, document);
                    annotator.annotate(document, Options::default());
                    annotated(annotator, document).unwrap_or_else(|e| Done::Failed(format!("{place}: {e}")))
                }
            },
        }
    }
}

/// By way of the wire form, so that a document and its annotation give the same.
fn annotated(annotator: &Annotator, document: &Document) -> Result<Done, serde_json::Error> {
    let view = View::new(annotator.lexicon(), annotator.frames());
    let line = serde_json::to_vec(&export::annotation(&view, document))?;
    Ok(Done::Source(Box::new(Source::new(&serde_json::from_slice(&line)?))))
}
