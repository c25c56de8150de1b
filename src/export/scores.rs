//! The scores of `eval` as they are serialised.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The version that a report names.
pub const SCORES: &str = "dealgraph.eval/1";

/// What `dealgraph eval --format json` prints.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Scores {
    /// Always `dealgraph.eval/1`.
    pub schema: String,
    /// All articles, then by language, then by language and part.
    pub groups: Vec<Group>,
}

/// Some of the articles.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Group {
    /// `all`, `zh`, `zh dev`, …
    pub name: String,
    /// How many articles.
    pub articles: usize,
    /// By layer.
    pub layers: BTreeMap<String, LayerScore>,
}

/// Figures of a layer.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct LayerScore {
    /// The layer's one number: its F1, or its accuracy where only findings that were paired are judged. Null: nothing to judge.
    pub value: Option<f64>,
    /// Share of the found that is right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub precision: Option<f64>,
    /// Share of the gold that was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recall: Option<f64>,
    /// What the gold has, or the cases judged.
    pub gold: usize,
    /// What was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<usize>,
}
