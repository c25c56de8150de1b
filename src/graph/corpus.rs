//! The graph of a corpus as it is printed and read again: `dealgraph.graph/1`.
//!
//! Ids are made of content, so that any order and any sharding of the documents give the same graph: a node's id is the key of its entity, the ids of
//! deals, edges and cycles are hashes of what they are.

use std::borrow::Cow;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The version that a graph names.
pub const GRAPH: &str = "dealgraph.graph/1";

/// Who deals with whom in many documents.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CorpusGraph {
    /// Always `dealgraph.graph/1`.
    pub schema: String,
    /// Documents merged; the same one given twice counts once.
    pub documents: usize,
    /// Day of the earliest document.
    pub first: Option<String>,
    /// Day of the latest document.
    pub last: Option<String>,
    /// Entities with an edge, by id.
    pub nodes: Vec<Node>,
    /// Parties of deals that give no edge (a bankruptcy, a buyback), by id.
    pub others: Vec<Node>,
    /// Each deal once, by first day.
    pub deals: Vec<Deal>,
    /// In order of the deals.
    pub edges: Vec<Edge>,
    /// Closed walks in which value comes back, shortest first.
    pub cycles: Vec<Cycle>,
    /// What was capped or guessed.
    pub notes: Vec<String>,
}

/// An entity of the corpus.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Node {
    /// The lexicon's key, else the first of the keys under which documents know it.
    pub id: Arc<str>,
    /// What most documents take it for.
    pub r#type: String,
    /// The name that most documents use.
    pub name: Arc<str>,
    /// By language, where known.
    #[serde(default)]
    pub names: Names,
    /// `EXCHANGE:CODE`.
    pub tickers: Vec<String>,
    /// Other names and short forms met in the documents.
    pub aliases: Vec<String>,
    /// Every key that was united in it.
    pub keys: Vec<String>,
    /// Documents that name it.
    pub documents: usize,
    /// Places that name it.
    pub mentions: usize,
}

/// Names by language.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Names {
    /// Chinese.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zh: Option<String>,
    /// English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

/// A deal, once, however many documents tell it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Deal {
    /// Hash of what it is.
    pub id: Arc<str>,
    /// `investment`, `acquisition`, …
    pub r#type: Arc<str>,
    /// The best view: the furthest that was told, unless a later telling takes it back.
    pub status: Arc<str>,
    /// Every telling gives it as report.
    pub hearsay: bool,
    /// The parties.
    pub roles: Vec<Party>,
    /// The best view of its whole sum: what most documents say, the latest among equals. The others stand in `amounts`.
    pub amount: Option<Sum>,
    /// Every sum that was told, side by side, with the number of documents.
    pub amounts: Vec<Sum>,
    /// Percents told.
    pub percents: Vec<Figure>,
    /// Numbers of shares told.
    pub shares: Vec<Figure>,
    /// Funding rounds as written.
    pub rounds: Vec<Arc<str>>,
    /// Every status told.
    pub statuses: Vec<StatusTold>,
    /// Days of the deal itself, as far as the texts tell and a calendar resolves them.
    pub dates: Vec<Period>,
    /// Day of the first document that tells it.
    pub first: Option<Arc<str>>,
    /// Day of the last.
    pub last: Option<Arc<str>>,
    /// How many documents tell it.
    pub documents: usize,
    /// Publishers, where documents name theirs.
    pub sources: Vec<Arc<str>>,
    /// Languages in which it is told.
    pub languages: Vec<Arc<str>>,
    /// `vendor_financing` and the like.
    pub tags: Vec<Arc<str>>,
    /// The best of its tellings', 0 to 1.
    pub confidence: f64,
    /// Every telling, by day.
    pub evidence: Vec<Telling>,
}

/// Deals in the order of a graph, there already or made when they are asked for.
pub trait Deals: Sync {
    /// How many.
    fn count(&self) -> usize;
    /// The one at a place.
    fn deal(&self, place: usize) -> Cow<'_, Deal>;
}

impl Deals for Vec<Deal> {
    fn count(&self) -> usize {
        self.len()
    }

    fn deal(&self, place: usize) -> Cow<'_, Deal> {
        Cow::Borrowed(&self[place])
    }
}

/// A party in a role.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Party {
    /// A role of the deal's type.
    pub role: Arc<str>,
    /// Who; null where no document names the party.
    pub node: Option<Arc<str>>,
    /// The best name, or the words for an unnamed party.
    pub name: Arc<str>,
}

/// A sum of money that documents tell of a deal.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Sum {
    /// `total`, `tranche`, `per_share`, `valuation`, `debt`.
    pub role: Arc<str>,
    /// ISO 4217.
    pub currency: Arc<str>,
    /// Exact decimal; null where it is open.
    pub min: Option<Arc<str>>,
    /// Exact decimal; null where it is open.
    pub max: Option<Arc<str>>,
    /// How the bounds are meant.
    pub bound: Arc<str>,
    /// As the documents write it, the shortest way.
    pub text: Arc<str>,
    /// About so many US dollars, by the exchange rates in use; null where the currency is unknown.
    pub usd: Option<u64>,
    /// How many documents say so.
    pub documents: usize,
    /// Day of the first of them.
    pub first: Option<Arc<str>>,
    /// Day of the last of them.
    pub last: Option<Arc<str>>,
}

/// A percent or number of shares that documents tell of a deal.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Figure {
    /// Exact decimal; null where it is open.
    pub min: Option<Arc<str>>,
    /// Exact decimal; null where it is open.
    pub max: Option<Arc<str>>,
    /// How the bounds are meant.
    pub bound: Arc<str>,
    /// As the documents write it, the shortest way.
    pub text: Arc<str>,
    /// How many documents say so.
    pub documents: usize,
    /// Day of the first of them.
    pub first: Option<Arc<str>>,
    /// Day of the last of them.
    pub last: Option<Arc<str>>,
}

/// A status that documents tell.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StatusTold {
    /// Which.
    pub status: Arc<str>,
    /// How many documents say so.
    pub documents: usize,
    /// Day of the first of them.
    pub first: Option<Arc<str>>,
    /// Day of the last of them.
    pub last: Option<Arc<str>>,
}

/// A period, both days inclusive.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Period {
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
}

/// A place in a document that tells a deal.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Telling {
    /// The document's id; `#` and a hash of its annotation where it has none.
    pub document: Arc<str>,
    /// The deal's id there.
    pub deal: Arc<str>,
    /// The document's day.
    pub date: Option<Arc<str>>,
    /// Its status there.
    pub status: Arc<str>,
    /// Given there as report.
    pub hearsay: bool,
    /// First unit of the sentence or clause.
    pub start: usize,
    /// One past its last unit.
    pub end: usize,
    /// Its words.
    pub text: Arc<str>,
    /// The word that tells it.
    pub trigger: Span,
    /// The rule that found it.
    pub rule: Arc<str>,
}

/// A place in a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Span {
    /// First unit.
    pub start: usize,
    /// One past the last unit.
    pub end: usize,
}

/// A directed edge; its deal holds amounts, status and evidence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Edge {
    /// Hash of what it is.
    pub id: Arc<str>,
    /// From whom the money, shares, loan or goods go.
    pub from: Arc<str>,
    /// To whom.
    pub to: Arc<str>,
    /// What goes: `capital`, `ownership`, `debt`, `goods`, `alliance`.
    pub flow: Arc<str>,
    /// The deal's type.
    pub r#type: Arc<str>,
    /// Its deal.
    pub deal: Arc<str>,
}

/// A closed walk over parties in which value comes back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Cycle {
    /// Hash of its nodes.
    pub id: String,
    /// In order of the walk.
    pub nodes: Vec<Arc<str>>,
    /// One or more a hop.
    pub edges: Vec<Arc<str>>,
    /// `circular_financing`, `mutual_holding`, `other`.
    pub kind: String,
    /// `vendor_financing` where a party puts money into its own customer.
    pub tags: Vec<String>,
}
