//! The table of formats. The command line, its help, `--out` and the tests read it; a new format is one file with its writer and one row here.

use std::io::{self, Write};

use super::graph::{self, GraphView};
use super::{Unit, View, gold, json, text};
use crate::doc::Document;

/// A format that `--format` names.
pub struct Format {
    /// Its name.
    pub name: &'static str,
    /// One line for `--help`.
    pub about: &'static str,
    /// What of an annotation or graph it cannot hold.
    pub lacks: &'static str,
    /// What its offsets count.
    pub offsets: Counts,
    /// The files that a document or graph becomes; a stream gets the first.
    pub parts: &'static [Part],
    /// Files that a folder of documents has once.
    pub beside: &'static [Beside],
    /// How several documents share a stream.
    pub stream: Stream,
    /// A document that could not be read is told in the output itself.
    pub holds_failures: bool,
}

/// What offsets count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counts {
    /// What `--offsets` says.
    AsAsked,
    /// What the format's readers expect.
    Always(Unit),
    /// There are none.
    Nothing,
}

/// How several documents share a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// One after another.
    Joins,
    /// As the elements of one JSON array.
    Array,
    /// Not at all: it holds one document or graph.
    One,
    /// Not even one: its files are of use together only, in a folder.
    Folder,
}

/// A file of a document or graph.
pub struct Part {
    /// What its name ends in: `.graphml`, `-nodes.csv`.
    pub suffix: &'static str,
    /// What writes it.
    pub writer: Writer,
}

/// What writes a file.
#[derive(Clone, Copy)]
pub enum Writer {
    /// It needs the document.
    Document(DocumentWriter),
    /// It needs the deal graph alone.
    Graph(GraphWriter),
    /// It writes either.
    Both(DocumentWriter, GraphWriter),
}

/// Writes a document.
pub type DocumentWriter = fn(&View<'_>, &Document, &mut dyn Write) -> io::Result<()>;
/// Writes a graph.
pub type GraphWriter = fn(&GraphView, GraphStyle, &mut dyn Write) -> io::Result<()>;

/// A file that stands once in a folder, beside those of the documents.
pub struct Beside {
    /// Its name.
    pub name: &'static str,
    /// What writes it; deal types and roles come from the frames.
    pub write: fn(&View<'_>, &mut dyn Write) -> io::Result<()>,
}

/// How a graph is written.
#[derive(Clone, Copy, Debug, Default)]
pub struct GraphStyle {
    /// What becomes of cells that a spreadsheet would run.
    pub formulas: Formulas,
}

/// What becomes of CSV cells that begin like a formula.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Formulas {
    /// An apostrophe before them keeps spreadsheets from running them.
    #[default]
    Guard,
    /// As they are, for readers that are no spreadsheets.
    Keep,
}

impl Format {
    /// It can write a graph that is of no single document.
    pub fn holds_graphs(&self) -> bool {
        self.parts.iter().all(|p| !matches!(p.writer, Writer::Document(_)))
    }
}

impl Part {
    /// Writes the document, or its graph.
    ///
    /// # Errors
    /// If `out` fails.
    pub fn write_document(&self, view: &View<'_>, document: &Document, out: &mut dyn Write) -> io::Result<()> {
        match self.writer {
            Writer::Document(write) | Writer::Both(write, _) => write(view, document, out),
            Writer::Graph(write) => write(&graph::of_document(view, document), view.style, out),
        }
    }

    /// Writes the graph; nothing where the part holds documents only.
    ///
    /// # Errors
    /// If `out` fails.
    pub fn write_graph(&self, graph: &GraphView, style: GraphStyle, out: &mut dyn Write) -> io::Result<()> {
        match self.writer {
            Writer::Graph(write) | Writer::Both(_, write) => write(graph, style, out),
            Writer::Document(_) => Ok(()),
        }
    }
}

/// What no graph format holds.
const GRAPH_LACKS: &str = "quotations, deals of one party or with unnamed ones, the text";

/// The row that most formats are like: one file, one document a stream, no offsets.
const ROW: Format = Format { name: "", about: "", lacks: "", offsets: Counts::Nothing, parts: &[], beside: &[], stream: Stream::One, holds_failures: false };

/// Every format; the command line and its help are made from this list.
pub const FORMATS: &[Format] = &[
    Format {
        name: "text",
        about: "a readable report",
        lacks: "offsets, rules, sentences",
        parts: &[Part { suffix: ".txt", writer: Writer::Document(text::write) }],
        stream: Stream::Joins,
        ..ROW
    },
    Format {
        name: "json",
        about: "the annotation, one JSON object a document",
        lacks: "nothing",
        offsets: Counts::AsAsked,
        parts: &[Part { suffix: ".json", writer: Writer::Document(json::write) }],
        stream: Stream::Joins,
        holds_failures: true,
        ..ROW
    },
    Format {
        name: "jsonl",
        about: "the same, always one line a document",
        lacks: "nothing",
        offsets: Counts::AsAsked,
        parts: &[Part { suffix: ".jsonl", writer: Writer::Document(json::write_line) }],
        stream: Stream::Joins,
        holds_failures: true,
        ..ROW
    },
    Format {
        name: "gold",
        about: "the notation of gold articles, to be corrected by hand",
        lacks: "graph, rules, confidence",
        parts: &[Part { suffix: ".md", writer: Writer::Document(gold::write) }],
        stream: Stream::Joins,
        ..ROW
    },
    Format {
        name: "graphml",
        about: "the deal graph for networkx, Gephi, yEd, Neo4j",
        lacks: GRAPH_LACKS,
        parts: &[Part { suffix: ".graphml", writer: Writer::Graph(graph::graphml::write) }],
        ..ROW
    },
    Format {
        name: "node-link",
        about: "the deal graph as node-link JSON for networkx (`edges`) and D3",
        lacks: GRAPH_LACKS,
        parts: &[Part { suffix: ".json", writer: Writer::Graph(graph::node_link::write) }],
        ..ROW
    },
];

/// The format of a name.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|f| f.name == name)
}
