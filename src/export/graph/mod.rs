//! The deal graph in the formats of graph tools. [`GraphView`] is what they all write: `of_document` makes one of a document, a corpus is merged into the
//! same shape. One file a format, one row each in [`super::FORMATS`].

pub(crate) mod attributes;
mod build;
mod corpus;
pub(crate) mod csv;
pub(crate) mod cypher;
pub(crate) mod cytoscape;
pub(crate) mod dot;
pub(crate) mod gexf;
pub(crate) mod graphml;
pub(crate) mod json_ld;
pub(crate) mod mermaid;
pub(crate) mod neo4j;
pub(crate) mod node_link;
mod rdf;
pub(crate) mod turtle;
mod view;

pub use build::of_document;
pub(crate) use build::{document_id, facts, title};
pub use corpus::of_corpus;
pub(crate) use rdf::document_iri;
pub use view::{Amount, Cycle, Edge, Evidence, GraphView, Interval, Node, Quantity};
