//! Money that comes back.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::Serialize;

use super::{Asked, Behind, Hand, Who, usd};
use crate::graph::cycles::{self, Hop};
use crate::graph::elementary::Limits;
use crate::graph::hash::ContentHash;

/// Cycles of a graph.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct CyclesReport {
    /// Hops of the longest that was looked for.
    pub max_length: usize,
    /// All within that length are listed.
    pub complete: bool,
    /// Shortest first.
    pub cycles: Vec<CycleReport>,
}

/// A closed walk of money.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct CycleReport {
    /// Hash of its nodes.
    pub id: String,
    /// `circular_financing`, `mutual_holding`, `other`.
    pub kind: String,
    /// `vendor_financing` where a party puts money into its own customer.
    pub tags: Vec<String>,
    /// In order of the walk.
    pub nodes: Vec<Who>,
    /// The way that the money takes, hop by hop.
    pub hops: Vec<HopReport>,
    /// The smallest hop in about so many dollars: no more than that can have gone round. Null where a hop names no sum.
    pub usd_least: Option<u64>,
}

/// A hop of a cycle.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct HopReport {
    /// Who pays.
    pub from: Who,
    /// Who is paid.
    pub to: Who,
    /// The sums of its deals, by what they are for and currency.
    pub sums: Vec<Side>,
    /// About so many dollars together, as far as sums are told.
    pub usd: Option<u64>,
    /// The deals.
    pub deals: Vec<Behind>,
}

/// What deals of one flow and currency come to. Deals are added, never tellings.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Side {
    /// `capital`, `debt`, `goods`, `ownership`.
    pub flow: String,
    /// ISO 4217.
    pub currency: String,
    /// Exact sum of the deals' best views; of a range the larger end.
    pub amount: String,
    /// How many deals.
    pub deals: usize,
}

/// All elementary cycles of the graph's money up to a length.
pub fn cycles(asked: &Asked<'_>, limits: Limits) -> CyclesReport {
    let hops: Vec<Hop> = asked.edges.iter().map(|e| Hop::new(e.from, e.to, e.flow)).collect();
    let (found, complete) = cycles::find(asked.nodes.len(), &hops, limits);
    let mut by_hop: FxHashMap<(u32, u32), Vec<usize>> = FxHashMap::default();
    for (i, hop) in hops.iter().enumerate() {
        if let Some(ends) = hop.ends() {
            by_hop.entry(ends).or_default().push(i);
        }
    }
    let cycles = found.into_iter().map(|c| report(asked, &by_hop, c)).collect();
    CyclesReport { max_length: limits.length, complete, cycles }
}

fn report(asked: &Asked<'_>, by_hop: &FxHashMap<(u32, u32), Vec<usize>>, found: cycles::Found) -> CycleReport {
    let mut hash = ContentHash::default();
    found.nodes.iter().for_each(|&n| hash.add(&*asked.nodes[n as usize].id));
    let pairs = found.nodes.iter().copied().zip(found.nodes.iter().copied().cycle().skip(1));
    let hops: Vec<HopReport> = pairs.map(|(from, to)| hop(asked, from, to, by_hop.get(&(from, to)).map_or(&[], Vec::as_slice))).collect();
    CycleReport {
        id: hash.id('c'),
        kind: found.kind.name().to_owned(),
        tags: if found.is_vendor_financing { vec!["vendor_financing".to_owned()] } else { Vec::new() },
        nodes: found.nodes.iter().map(|&n| asked.who(n)).collect(),
        usd_least: hops.iter().map(|h| h.usd).collect::<Option<Vec<u64>>>().and_then(|all| all.into_iter().min()),
        hops,
    }
}

fn hop(asked: &Asked<'_>, from: u32, to: u32, edges: &[usize]) -> HopReport {
    let hands: Vec<&Hand<'_>> = edges.iter().map(|&e| &asked.edges[e]).collect();
    let dollars: Vec<u64> = hands.iter().filter_map(|h| usd(h.deal)).collect();
    HopReport {
        from: asked.who(from),
        to: asked.who(to),
        sums: sides(&hands),
        usd: (!dollars.is_empty()).then(|| dollars.iter().sum()),
        deals: hands.iter().map(|h| Behind::new(h.edge, h.deal)).collect(),
    }
}

fn sides(hands: &[&Hand<'_>]) -> Vec<Side> {
    let mut sums: BTreeMap<(&str, &str), (rust_decimal::Decimal, usize)> = BTreeMap::new();
    for hand in hands {
        let Some(amount) = &hand.deal.amount else { continue };
        let Some(value) = amount.max.as_deref().or(amount.min.as_deref()).and_then(|v| v.parse::<rust_decimal::Decimal>().ok()) else { continue };
        let (sum, deals) = sums.entry((&hand.edge.flow, &amount.currency)).or_default();
        *sum = sum.saturating_add(value);
        *deals += 1;
    }
    let side = |((flow, currency), (amount, deals)): ((&str, &str), (rust_decimal::Decimal, usize))| Side {
        flow: flow.to_owned(),
        currency: currency.to_owned(),
        amount: amount.normalize().to_string(),
        deals,
    };
    sums.into_iter().map(side).collect()
}
