//! What merging reads of an annotation, in its wire form: the same for one made a moment ago and one that was stored years before.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::Value;

/// An annotation, or the line of a document that had failed.
#[derive(Deserialize)]
pub struct Annotation {
    pub(crate) schema: Option<String>,
    pub(crate) id: Option<Value>,
    #[serde(default)]
    pub(crate) lang: String,
    pub(crate) date: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) source: Option<String>,
    #[serde(default)]
    pub(crate) chars: usize,
    #[serde(default)]
    pub(crate) entities: Vec<Entity>,
    #[serde(default)]
    pub(crate) amounts: Vec<Quantity>,
    #[serde(default)]
    pub(crate) percents: Vec<Quantity>,
    #[serde(default)]
    pub(crate) shares: Vec<Quantity>,
    #[serde(default)]
    pub(crate) dates: Vec<Date>,
    #[serde(default)]
    pub(crate) deals: Vec<Deal>,
    #[serde(default)]
    pub(crate) quotes: Vec<Quote>,
    #[serde(default)]
    pub(crate) graph: Graph,
    error: Option<serde::de::IgnoredAny>,
}

/// What a JSON value turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An annotation of the version that we read.
    Annotation,
    /// A document that could not be annotated.
    Failure,
    /// Something else: most likely a document.
    Other,
}

impl Annotation {
    /// What it is.
    pub fn kind(&self) -> Kind {
        match &self.schema {
            Some(schema) if schema == "dealgraph.annotation/1" => Kind::Annotation,
            None if self.error.is_some() => Kind::Failure,
            _ => Kind::Other,
        }
    }

    /// The version that it names.
    pub fn schema(&self) -> Option<&str> {
        self.schema.as_deref()
    }
}

#[derive(Deserialize)]
pub(crate) struct Entity {
    pub(crate) id: String,
    pub(crate) key: Arc<str>,
    pub(crate) r#type: String,
    pub(crate) name: Arc<str>,
    #[serde(default)]
    pub(crate) names: Names,
    #[serde(default)]
    pub(crate) tickers: Vec<Arc<str>>,
    #[serde(default)]
    pub(crate) mentions: Vec<Mention>,
}

#[derive(Default, Deserialize)]
pub(crate) struct Names {
    pub(crate) zh: Option<Arc<str>>,
    pub(crate) en: Option<Arc<str>>,
}

#[derive(Deserialize)]
pub(crate) struct Mention {
    pub(crate) text: Arc<str>,
    pub(crate) form: String,
    #[serde(default)]
    pub(crate) rule: String,
}

#[derive(Deserialize)]
pub(crate) struct Quantity {
    pub(crate) id: String,
    #[serde(default)]
    pub(crate) currency: Option<Arc<str>>,
    pub(crate) min: Option<Arc<str>>,
    pub(crate) max: Option<Arc<str>>,
    pub(crate) bound: Arc<str>,
    #[serde(default)]
    pub(crate) text: Arc<str>,
}

#[derive(Deserialize)]
pub(crate) struct Date {
    pub(crate) id: String,
    pub(crate) from: Option<String>,
    pub(crate) to: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct Deal {
    pub(crate) id: Arc<str>,
    pub(crate) r#type: Arc<str>,
    pub(crate) status: String,
    #[serde(default)]
    pub(crate) hearsay: bool,
    #[serde(default)]
    pub(crate) roles: Vec<Role>,
    #[serde(default)]
    pub(crate) amounts: Vec<DealAmount>,
    pub(crate) percent: Option<String>,
    pub(crate) shares: Option<String>,
    pub(crate) round: Option<Arc<str>>,
    #[serde(default)]
    pub(crate) dates: Vec<String>,
    #[serde(default)]
    pub(crate) tags: Vec<Arc<str>>,
    #[serde(default)]
    pub(crate) evidence: Vec<Evidence>,
    #[serde(default)]
    pub(crate) confidence: f64,
}

#[derive(Deserialize)]
pub(crate) struct Role {
    pub(crate) role: Arc<str>,
    pub(crate) entity: Option<String>,
    #[serde(default)]
    pub(crate) text: Arc<str>,
}

#[derive(Deserialize)]
pub(crate) struct DealAmount {
    pub(crate) amount: String,
    pub(crate) role: Arc<str>,
}

#[derive(Clone, Deserialize)]
pub(crate) struct Evidence {
    pub(crate) start: usize,
    pub(crate) end: usize,
    #[serde(default)]
    pub(crate) text: Arc<str>,
    #[serde(default)]
    pub(crate) trigger: Span,
    #[serde(default)]
    pub(crate) rule: Arc<str>,
}

#[derive(Clone, Copy, Default, Deserialize)]
pub(crate) struct Span {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

#[derive(Deserialize)]
pub(crate) struct Quote {
    pub(crate) id: String,
    #[serde(default)]
    pub(crate) kind: String,
    #[serde(default)]
    pub(crate) content: Vec<Words>,
    pub(crate) cue: Option<Words>,
    pub(crate) speaker: Option<Speaker>,
    #[serde(default)]
    pub(crate) stance: String,
}

#[derive(Deserialize)]
pub(crate) struct Words {
    #[serde(default)]
    pub(crate) start: usize,
    #[serde(default)]
    pub(crate) end: usize,
    #[serde(default)]
    pub(crate) text: String,
}

#[derive(Deserialize)]
pub(crate) struct Speaker {
    #[serde(default)]
    pub(crate) class: String,
    pub(crate) entity: Option<String>,
    pub(crate) text: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) affiliation: Option<String>,
    #[serde(default)]
    pub(crate) analyst: bool,
}

#[derive(Default, Deserialize)]
pub(crate) struct Graph {
    #[serde(default)]
    pub(crate) edges: Vec<Edge>,
}

#[derive(Deserialize)]
pub(crate) struct Edge {
    #[serde(default)]
    pub(crate) id: String,
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) flow: String,
    pub(crate) deal: String,
}
