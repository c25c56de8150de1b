//! What is asked of a corpus graph. Every answer brings the deals behind it, with their sums as they were told, their statuses and days, and the words that
//! tell them; dollars are there to compare, and marked as approximate by their name.

mod cycles;
mod exposure;
mod path;
mod timeline;
mod top;

use std::sync::Arc;

use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::Serialize;

pub use cycles::{CycleReport, CyclesReport, HopReport, Side, cycles};
pub use exposure::{Counterparty, Exposure, Neighbour, Total, exposure};
pub use path::{PathReport, Step, paths};
pub use timeline::{Event, Timeline, timeline};
pub use top::{By, Ranked, Top, top};

use super::corpus::{CorpusGraph, Deal, Edge, Node, StatusTold, Sum, Telling};
use super::cycles::Hop;
use crate::doc::Flow;

/// Which deals count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Count {
    /// Not those that were called off or denied.
    #[default]
    Live,
    /// All that are more than rumour or plan, and neither called off nor denied.
    Firm,
    /// Every one.
    All,
}

impl Count {
    fn holds(self, deal: &Deal) -> bool {
        match &*deal.status {
            "terminated" | "denied" => self == Count::All,
            "rumored" | "planned" => self != Count::Firm,
            _ => true,
        }
    }
}

/// A party that was asked for and is not there, or is several.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// Nobody has that name.
    #[error("nobody is called {0:?} in this graph{1}")]
    Unknown(String, String),
    /// Several have it.
    #[error("{0:?} is the name of several: {1}; say which by its id")]
    Several(String, String),
}

/// A party.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Who {
    /// Its node.
    pub id: String,
    /// Its best name.
    pub name: String,
}

impl Who {
    fn of(node: &Node) -> Self {
        Who { id: node.id.to_string(), name: node.name.to_string() }
    }
}

/// A deal behind an answer.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Behind {
    /// The edge that it gives between the two parties.
    pub edge: String,
    /// Its id in the graph.
    pub deal: String,
    /// Its type.
    pub r#type: String,
    /// What goes.
    pub flow: String,
    /// The best view of how far it is.
    pub status: String,
    /// Every status told.
    pub statuses: Vec<StatusTold>,
    /// Given as report alone.
    pub hearsay: bool,
    /// The best view of its whole sum; the deal's, also where it has several parties.
    pub amount: Option<Sum>,
    /// Every sum told.
    pub amounts: Vec<Sum>,
    /// Day of the first document that tells it.
    pub first: Option<Arc<str>>,
    /// Day of the last.
    pub last: Option<Arc<str>>,
    /// How many documents tell it.
    pub documents: usize,
    /// The words that tell it.
    pub evidence: Vec<Telling>,
}

impl Behind {
    fn new(edge: &Edge, deal: &Deal) -> Self {
        Behind {
            edge: edge.id.to_string(),
            deal: deal.id.to_string(),
            r#type: deal.r#type.to_string(),
            flow: edge.flow.to_string(),
            status: deal.status.to_string(),
            statuses: deal.statuses.clone(),
            hearsay: deal.hearsay,
            amount: deal.amount.clone(),
            amounts: deal.amounts.clone(),
            first: deal.first.clone(),
            last: deal.last.clone(),
            documents: deal.documents,
            evidence: deal.evidence.clone(),
        }
    }
}

/// The graph with its references resolved.
pub struct Asked<'a> {
    graph: &'a CorpusGraph,
    nodes: Vec<&'a Node>,
    places: FxHashMap<&'a str, u32>,
    /// Edges whose deals count.
    edges: Vec<Hand<'a>>,
}

/// An edge in hand.
#[derive(Clone, Copy)]
struct Hand<'a> {
    edge: &'a Edge,
    deal: &'a Deal,
    from: u32,
    to: u32,
    flow: Flow,
}

impl Hand<'_> {
    /// From whom the money goes to whom.
    fn money(&self) -> Option<(u32, u32)> {
        Hop::new(self.from, self.to, self.flow).ends()
    }
}

impl<'a> Asked<'a> {
    /// Makes the graph ready to be asked.
    pub fn new(graph: &'a CorpusGraph, count: Count) -> Self {
        let nodes: Vec<&Node> = graph.nodes.iter().chain(&graph.others).collect();
        let places: FxHashMap<&str, u32> = nodes.iter().enumerate().map(|(i, n)| (&*n.id, i as u32)).collect();
        let deals: FxHashMap<&str, &Deal> = graph.deals.iter().map(|d| (&*d.id, d)).collect();
        let hand = |edge: &'a Edge| {
            let deal = *deals.get(&*edge.deal)?;
            let (from, to) = (*places.get(&*edge.from)?, *places.get(&*edge.to)?);
            count.holds(deal).then_some(Hand { edge, deal, from, to, flow: Flow::parse(&edge.flow)? })
        };
        let edges = graph.edges.iter().filter_map(hand).collect();
        Asked { graph, nodes, places, edges }
    }

    fn who(&self, place: u32) -> Who {
        Who::of(self.nodes[place as usize])
    }

    /// The party of an id, key, ticker or name; case and house style make no difference.
    fn find(&self, words: &str) -> Result<u32, AskError> {
        if let Some(&place) = self.places.get(words) {
            return Ok(place);
        }
        let wanted = plain(words);
        let is = |name: &str| plain(name) == wanted;
        let names = |n: &Node| -> bool {
            let other = [n.names.zh.as_deref(), n.names.en.as_deref()];
            is(&n.name)
                || is(&n.id)
                || other.into_iter().flatten().any(is)
                || n.keys.iter().any(|k| is(k))
                || n.tickers.iter().any(|t| is(t) || t.split(':').next_back().is_some_and(is))
        };
        let called = |n: &Node| n.aliases.iter().any(|a| is(a));
        for test in [&names as &dyn Fn(&Node) -> bool, &called] {
            let found: Vec<u32> = (0..self.nodes.len() as u32).filter(|&i| test(self.nodes[i as usize])).collect();
            match found[..] {
                [] => {}
                [one] => return Ok(one),
                _ => {
                    let list: Vec<String> = found.iter().take(8).map(|&i| format!("{} ({})", self.nodes[i as usize].id, self.nodes[i as usize].name)).collect();
                    return Err(AskError::Several(words.to_owned(), list.join(", ")));
                }
            }
        }
        let near: Vec<&str> = self.nodes.iter().filter(|n| !wanted.is_empty() && plain(&n.name).contains(&wanted)).take(5).map(|n| &*n.name).collect();
        let hint = if near.is_empty() { String::new() } else { format!("; there is {}", near.join(", ")) };
        Err(AskError::Unknown(words.to_owned(), hint))
    }
}

/// Dollars of a deal's whole sum.
fn usd(deal: &Deal) -> Option<u64> {
    deal.amount.as_ref().and_then(|a| a.usd)
}

fn plain(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
