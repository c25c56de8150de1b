//! The deal graph in the formats of graph tools. [`GraphView`] is what they all write: `of_document` makes one of a document, a corpus is merged into the
//! same shape. One file a format, one row each in [`super::FORMATS`].

pub(crate) mod attributes;
mod build;
mod corpus;
pub(crate) mod graphml;
pub(crate) mod node_link;
mod view;

pub use build::of_document;
pub(crate) use build::{document_id, title};
pub use corpus::of_corpus;
pub use view::{Amount, Cycle, Edge, Evidence, GraphView, Interval, Node, Quantity};
