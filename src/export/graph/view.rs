//! The deal graph as every format sees it: parties, edges with their deal's facts and sentences, cycles. Owned and neutral, so that one document and a
//! corpus of a million give the same shape; a writer needs to know nothing else.

use rust_decimal::Decimal;

use crate::doc::{Bound, CycleKind, EntityType, Flow, Language, Status};

/// A graph to be written.
///
/// What a maker of one holds to: ids of nodes are unique and so are those of edges; [`Edge::from`] and [`Edge::to`] are positions in [`GraphView::nodes`],
/// the positions in a [`Cycle`] are of its columns; everything is in an order that the same input always gives.
#[derive(Clone, Debug, Default)]
pub struct GraphView {
    /// What the graph is of: the title of the document, the name of the corpus.
    pub title: String,
    /// Language of labels for people.
    pub language: Language,
    /// How many documents it was made from.
    pub documents: usize,
    /// Parties with an edge.
    pub nodes: Vec<Node>,
    /// One a pair of parties and deal.
    pub edges: Vec<Edge>,
    /// Closed walks in which value comes back.
    pub cycles: Vec<Cycle>,
}

/// A party.
#[derive(Clone, Debug)]
pub struct Node {
    /// Unique in the graph and the same in every run: the entity's key.
    pub id: String,
    /// The lexicon's key, or one derived from the name.
    pub key: String,
    /// What it is.
    pub kind: EntityType,
    /// The best name.
    pub name: String,
    /// Chinese name, where known.
    pub name_zh: Option<String>,
    /// English name, where known.
    pub name_en: Option<String>,
    /// `EXCHANGE:CODE`.
    pub tickers: Vec<String>,
    /// Documents that name it.
    pub documents: usize,
    /// Places that name it.
    pub mentions: usize,
}

/// A deal between two parties, in the direction in which money, shares, loan or goods go; [`Flow::Alliance`] has none.
#[derive(Clone, Debug)]
pub struct Edge {
    /// Unique in the graph.
    pub id: String,
    /// Position of the giver in [`GraphView::nodes`].
    pub from: usize,
    /// Position of the taker.
    pub to: usize,
    /// What goes.
    pub flow: Flow,
    /// The deal that it is a part of; a deal of several parties has several edges.
    pub deal: String,
    /// The deal's type: `investment`.
    pub kind: String,
    /// The type for Chinese readers: 投资.
    pub label_zh: String,
    /// The type for English readers.
    pub label_en: String,
    /// How far the deal is; where sources differ, the one that counts.
    pub status: Status,
    /// What other sources say of that.
    pub other_statuses: Vec<Status>,
    /// Known from hearsay alone.
    pub hearsay: bool,
    /// Its sums, the one that stands for the deal first; where sources differ, all of them.
    pub amounts: Vec<Amount>,
    /// The part of the whole that it concerns.
    pub percent: Option<Quantity>,
    /// The shares dealt in.
    pub shares: Option<Quantity>,
    /// Funding round as written.
    pub round: Option<String>,
    /// When the deal was or will be, `YYYY-MM-DD`, where the text says so.
    pub date_from: Option<String>,
    /// Last day of that.
    pub date_to: Option<String>,
    /// Day of the first document that tells it.
    pub first_reported: Option<String>,
    /// Day of the last.
    pub last_reported: Option<String>,
    /// Documents that tell it.
    pub sources: usize,
    /// The sentences that tell it.
    pub evidence: Vec<Evidence>,
    /// `vendor_financing` and the like.
    pub tags: Vec<String>,
    /// 0 to 1.
    pub confidence: f32,
}

/// A sum of money.
#[derive(Clone, Debug)]
pub struct Amount {
    /// `total`, `tranche`, `per_share`, `valuation`, `debt`.
    pub role: &'static str,
    /// As the text writes it.
    pub text: String,
    /// ISO 4217, `XXX` where the text does not tell.
    pub currency: String,
    /// The value in plain units.
    pub value: Interval,
}

/// A percent or a number of shares.
#[derive(Clone, Debug)]
pub struct Quantity {
    /// As the text writes it.
    pub text: String,
    /// The value.
    pub value: Interval,
}

/// Exact bounds; an open side is `None`.
#[derive(Clone, Copy, Debug)]
pub struct Interval {
    /// Smallest value.
    pub min: Option<Decimal>,
    /// Largest value.
    pub max: Option<Decimal>,
    /// How the text says it.
    pub bound: Bound,
}

impl Interval {
    /// One number where a single one is needed: the largest known bound.
    pub fn number(&self) -> Option<Decimal> {
        self.max.or(self.min).map(|d| d.normalize())
    }
}

/// A sentence that tells a deal.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// The document's id; empty where it has none.
    pub document: String,
    /// The sentence as the document writes it.
    pub sentence: String,
    /// Bytes of [`Evidence::sentence`] that hold the telling word.
    pub trigger: std::ops::Range<usize>,
    /// Why.
    pub rule: String,
}

/// A closed walk over parties.
#[derive(Clone, Debug)]
pub struct Cycle {
    /// Unique in the graph.
    pub id: String,
    /// Positions of nodes in order of the walk.
    pub nodes: Vec<usize>,
    /// Positions of edges, one or more a hop.
    pub edges: Vec<usize>,
    /// What it means.
    pub kind: CycleKind,
}
