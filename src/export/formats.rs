//! The table of formats. The command line, its help, `--out` and the tests read it; a new format is one file with its writer and one row here.

use std::io::{self, Write};

use super::graph::{self, GraphView};
use super::{Unit, View, gold, html, json, standoff, text};
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
    /// It needs the words of the document.
    pub tokens: bool,
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
    /// Its line of `--help`: what it is, what its offsets count, what it cannot hold.
    pub fn help(&self) -> String {
        let offsets = match self.offsets {
            Counts::AsAsked => "; offsets as --offsets says",
            Counts::Always(Unit::Utf16) => "; offsets in UTF-16 units",
            Counts::Always(Unit::Bytes) => "; offsets in bytes",
            Counts::Always(Unit::Codepoint) => "; offsets in code points",
            Counts::Nothing => "",
        };
        format!("{}{offsets}; without: {}", self.about, self.lacks)
    }

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
const GRAPH_LACKS: &str = "quotations, the text, deals of one party or with unnamed ones";
/// What annotation formats do not hold.
const MARKS_LACK: &str = "the graph and its cycles, notes";

/// The row that most formats are like: no offsets, one document or graph a stream.
const ROW: Format = Format {
    name: "",
    about: "",
    lacks: GRAPH_LACKS,
    offsets: Counts::Nothing,
    parts: &[],
    beside: &[],
    stream: Stream::One,
    tokens: false,
    holds_failures: false,
};

/// A file that a document becomes.
const fn of_document(suffix: &'static str, write: DocumentWriter) -> Part {
    Part { suffix, writer: Writer::Document(write) }
}

/// A file that a graph becomes.
const fn of_graph(suffix: &'static str, write: GraphWriter) -> Part {
    Part { suffix, writer: Writer::Graph(write) }
}

/// Every format; the command line and its help are made from this list.
pub const FORMATS: &[Format] = &[
    Format {
        name: "text",
        about: "a readable report",
        lacks: "offsets, rules, sentences",
        parts: &[of_document(".report.txt", text::write)],
        stream: Stream::Joins,
        ..ROW
    },
    Format {
        name: "quotes",
        about: "the quotations as a list: who, what they are, when and where, the words, about whom, stance",
        lacks: "everything but quotations",
        parts: &[of_document(".quotes.txt", text::quotes::write)],
        stream: Stream::Joins,
        ..ROW
    },
    Format {
        name: "html",
        about: "a page with the article, its deal graph and its quotations, in one file that needs no network",
        lacks: "rules; of more than 2,000 parties the best connected",
        parts: &[Part { suffix: ".html", writer: Writer::Both(html::write, html::write_graph) }],
        ..ROW
    },
    Format {
        name: "json",
        about: "the annotation, one JSON object a document",
        lacks: "nothing",
        offsets: Counts::AsAsked,
        parts: &[of_document(".json", json::write)],
        stream: Stream::Joins,
        holds_failures: true,
        ..ROW
    },
    Format {
        name: "jsonl",
        about: "the same, always one line a document",
        lacks: "nothing",
        offsets: Counts::AsAsked,
        parts: &[of_document(".jsonl", json::write_line)],
        stream: Stream::Joins,
        holds_failures: true,
        ..ROW
    },
    Format {
        name: "gold",
        about: "the notation of gold articles, to be corrected by hand",
        lacks: "graph, rules, confidence",
        parts: &[of_document(".md", gold::write)],
        stream: Stream::Joins,
        ..ROW
    },
    Format { name: "graphml", about: "the deal graph for networkx, Gephi, yEd", parts: &[of_graph(".graphml", graph::graphml::write)], ..ROW },
    Format { name: "gexf", about: "the deal graph for Gephi and graphology", parts: &[of_graph(".gexf", graph::gexf::write)], ..ROW },
    Format { name: "dot", about: "a drawing for Graphviz, with all attributes", parts: &[of_graph(".dot", graph::dot::write)], ..ROW },
    Format { name: "cytoscape", about: "JSON for Cytoscape and Cytoscape.js", parts: &[of_graph(".cyjs", graph::cytoscape::write)], ..ROW },
    Format {
        name: "node-link",
        about: "node-link JSON for networkx (from 3.4, `edges`) and D3, with the cycles",
        parts: &[of_graph(".json", graph::node_link::write)],
        ..ROW
    },
    Format {
        name: "mermaid",
        about: "a flowchart for Markdown",
        lacks: "all but names, types and sums; what is over 500 edges or 50,000 characters",
        parts: &[of_graph(".mmd", graph::mermaid::write)],
        ..ROW
    },
    Format { name: "cypher", about: "a script for Neo4j, Memgraph, Kuzu", parts: &[of_graph(".cypher", graph::cypher::write)], ..ROW },
    Format {
        name: "neo4j",
        about: "two CSV files for `neo4j-admin database import`, without formula guard",
        parts: &[of_graph("-nodes.csv", graph::neo4j::write_nodes), of_graph("-relationships.csv", graph::neo4j::write_relationships)],
        stream: Stream::Folder,
        ..ROW
    },
    Format {
        name: "csv",
        about: "a table of edges; with --out one of nodes too",
        parts: &[of_graph("-edges.csv", graph::csv::write_edges), of_graph("-nodes.csv", graph::csv::write_nodes)],
        ..ROW
    },
    Format {
        name: "turtle",
        about: "RDF: schema.org, PROV-O, deals in a namespace of our own",
        parts: &[of_graph(".ttl", graph::turtle::write)],
        stream: Stream::Joins,
        ..ROW
    },
    Format { name: "json-ld", about: "the same as JSON-LD", parts: &[of_graph(".jsonld", graph::json_ld::write)], ..ROW },
    Format {
        name: "brat",
        about: "standoff for brat; with --out the text and the configuration too",
        lacks: MARKS_LACK,
        offsets: Counts::Always(Unit::Codepoint),
        parts: &[of_document(".ann", standoff::brat::write), of_document(".txt", standoff::brat::write_text)],
        beside: &[
            Beside { name: "annotation.conf", write: standoff::brat::write_configuration },
            Beside { name: "visual.conf", write: standoff::brat::write_colours },
        ],
        ..ROW
    },
    Format {
        name: "label-studio",
        about: "tasks with predictions for Label Studio; with --out the labelling configuration too",
        lacks: MARKS_LACK,
        offsets: Counts::Always(Unit::Codepoint),
        parts: &[of_document(".json", standoff::label_studio::write)],
        beside: &[Beside { name: "label-config.xml", write: standoff::label_studio::write_configuration }],
        stream: Stream::Array,
        ..ROW
    },
    Format {
        name: "doccano",
        about: "JSONL with entities and relations for doccano",
        lacks: "everything but labels and relations",
        offsets: Counts::Always(Unit::Codepoint),
        parts: &[of_document(".jsonl", standoff::doccano::write)],
        stream: Stream::Joins,
        ..ROW
    },
    Format {
        name: "web-annotation",
        about: "W3C Web Annotation, a page of annotations a line",
        lacks: MARKS_LACK,
        offsets: Counts::Always(Unit::Codepoint),
        parts: &[of_document(".jsonl", standoff::web_annotation::write)],
        stream: Stream::Joins,
        ..ROW
    },
    Format {
        name: "spacy",
        about: "JSON for spaCy's Doc.from_json, one document a line",
        lacks: "roles of deals, speakers, values of quantities",
        offsets: Counts::Always(Unit::Codepoint),
        parts: &[of_document(".jsonl", standoff::spacy::write)],
        stream: Stream::Joins,
        tokens: true,
        ..ROW
    },
    Format {
        name: "conllu",
        about: "CoNLL-U: words with their names in MISC",
        lacks: "deals, quotations, overlapping names, syntax",
        offsets: Counts::Always(Unit::Codepoint),
        parts: &[of_document(".conllu", standoff::conllu::write)],
        stream: Stream::Joins,
        tokens: true,
        ..ROW
    },
    Format {
        name: "xmi",
        about: "a UIMA CAS; with --out the type system too",
        lacks: MARKS_LACK,
        offsets: Counts::Always(Unit::Utf16),
        parts: &[of_document(".xmi", standoff::xmi::write)],
        beside: &[Beside { name: "TypeSystem.xml", write: standoff::xmi::write_types }],
        ..ROW
    },
];

/// The format of a name.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|f| f.name == name)
}
