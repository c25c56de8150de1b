//! The JSON Schemas, generated from the types that are serialised.

use schemars::{Schema, schema_for};

use super::{scores, wire};
use crate::graph::{analysis, corpus};

/// A schema that `dealgraph schema` prints.
pub struct Published {
    /// Its name.
    pub name: &'static str,
    /// One line for `--help`.
    pub about: &'static str,
    /// Makes it.
    pub schema: fn() -> Schema,
}

/// Every schema; the command line is made from this list.
pub const SCHEMAS: &[Published] = &[
    Published { name: "annotation", about: "what annotate prints for a document", schema: || schema_for!(wire::Annotation<'static>) },
    Published { name: "failure", about: "what stands in the place of a document that could not be read", schema: || schema_for!(wire::Failure<'static>) },
    Published { name: "graph", about: "what graph --format json prints", schema: || schema_for!(corpus::CorpusGraph) },
    Published { name: "cycles", about: "what graph cycles prints", schema: || schema_for!(analysis::CyclesReport) },
    Published { name: "exposure", about: "what graph exposure prints", schema: || schema_for!(analysis::Exposure) },
    Published { name: "path", about: "what graph path prints", schema: || schema_for!(analysis::PathReport) },
    Published { name: "timeline", about: "what graph timeline prints", schema: || schema_for!(analysis::Timeline) },
    Published { name: "top", about: "what graph top prints", schema: || schema_for!(analysis::Top) },
    Published { name: "eval", about: "what eval --format json prints", schema: || schema_for!(scores::Scores) },
];
