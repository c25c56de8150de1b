//! Who matters most.

use rustc_hash::{FxHashMap, FxHashSet};
use schemars::JsonSchema;
use serde::Serialize;

use super::exposure::rounded;
use super::{Asked, Hand, Who, usd};

/// By what parties are ranked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum By {
    /// Dollars in and out.
    #[default]
    Usd,
    /// Deals.
    Degree,
    /// PageRank of the money: who is paid by those who are paid.
    Pagerank,
    /// How much hangs on single counterparties.
    Concentration,
}

/// Parties by rank.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Top {
    /// By what.
    pub by: String,
    /// The first first.
    pub parties: Vec<Ranked>,
}

/// A party with its figures.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Ranked {
    /// Who.
    pub who: Who,
    /// Deals with a counterparty.
    pub deals: usize,
    /// Counterparties.
    pub counterparties: usize,
    /// About so many dollars that it is paid.
    pub usd_in: u64,
    /// About so many dollars that it pays.
    pub usd_out: u64,
    /// PageRank of the money, all parties together 1.
    pub pagerank: f64,
    /// Sum of the squares of the shares of its counterparties in its dollars; null where no sum is known.
    pub concentration: Option<f64>,
    /// The largest counterparty and its share.
    pub largest: Option<(Who, f64)>,
    /// The deals behind the figures.
    pub behind: Vec<String>,
}

/// Rounds of PageRank; the figures stand still long before.
const ROUNDS: usize = 100;
/// Part of the rank that goes along edges.
const DAMPING: f64 = 0.85;

/// The first `limit` parties.
pub fn top(asked: &Asked<'_>, by: By, limit: usize) -> Top {
    let ranks = ranks(asked);
    let mut all: Vec<Tally> = vec![Tally::default(); asked.nodes.len()];
    let mut counted: FxHashSet<(u32, &str, bool)> = FxHashSet::default();
    for hand in &asked.edges {
        for (own, other) in [(hand.from, hand.to), (hand.to, hand.from)] {
            let tally = &mut all[own as usize];
            if tally.deals.last() != Some(&&*hand.deal.id) {
                tally.deals.push(&hand.deal.id);
            }
            let shared = tally.others.entry(other).or_default();
            let Some((payer, _)) = hand.money() else { continue };
            let dollars = usd(hand.deal).unwrap_or_default();
            *shared += dollars;
            // A deal of many parties has one sum.
            if counted.insert((own, &hand.deal.id, payer == own)) {
                *(if payer == own { &mut tally.usd_out } else { &mut tally.usd_in }) += dollars;
            }
        }
    }
    let mut parties: Vec<Ranked> =
        all.into_iter().enumerate().filter(|(_, t)| !t.others.is_empty()).map(|(i, tally)| tally.ranked(asked, i as u32, ranks[i])).collect();
    let figure = |r: &Ranked| match by {
        By::Usd => (r.usd_in + r.usd_out) as f64,
        By::Degree => r.deals as f64,
        By::Pagerank => r.pagerank,
        By::Concentration => r.concentration.unwrap_or(-1.0),
    };
    // Of equal figures the one with more money behind it, then by id.
    parties.sort_by(|a, b| {
        let money = |r: &Ranked| r.usd_in + r.usd_out;
        figure(b).total_cmp(&figure(a)).then_with(|| money(b).cmp(&money(a))).then_with(|| a.who.id.cmp(&b.who.id))
    });
    parties.truncate(limit);
    let name = match by {
        By::Usd => "usd",
        By::Degree => "degree",
        By::Pagerank => "pagerank",
        By::Concentration => "concentration",
    };
    Top { by: name.to_owned(), parties }
}

#[derive(Clone, Default)]
struct Tally<'a> {
    deals: Vec<&'a str>,
    others: FxHashMap<u32, u64>,
    usd_in: u64,
    usd_out: u64,
}

impl Tally<'_> {
    fn ranked(mut self, asked: &Asked<'_>, own: u32, pagerank: f64) -> Ranked {
        self.deals.sort_unstable();
        self.deals.dedup();
        let all: u64 = self.others.values().sum();
        let share = |usd: u64| usd as f64 / all as f64;
        let mut shares: Vec<(u32, u64)> = self.others.iter().map(|(other, usd)| (*other, *usd)).collect();
        shares.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        Ranked {
            who: asked.who(own),
            deals: self.deals.len(),
            counterparties: shares.len(),
            usd_in: self.usd_in,
            usd_out: self.usd_out,
            pagerank: (pagerank * 1e6).round() / 1e6,
            concentration: (all > 0).then(|| rounded(shares.iter().map(|s| share(s.1).powi(2)).sum())),
            largest: shares.first().filter(|_| all > 0).map(|&(other, usd)| (asked.who(other), rounded(share(usd)))),
            behind: self.deals.into_iter().map(str::to_owned).collect(),
        }
    }
}

/// PageRank of the money, one edge a pair of parties. petgraph's takes the square of the nodes a round; this takes the edges.
fn ranks(asked: &Asked<'_>) -> Vec<f64> {
    let mut edges: Vec<(u32, u32)> = asked.edges.iter().filter_map(Hand::money).collect();
    edges.sort_unstable();
    edges.dedup();
    page_rank(asked.nodes.len(), &edges)
}

/// The rank of each node, all together 1; who pays nobody gives his rank to all.
fn page_rank(nodes: usize, edges: &[(u32, u32)]) -> Vec<f64> {
    let mut out = vec![0u32; nodes];
    edges.iter().for_each(|e| out[e.0 as usize] += 1);
    let each = 1.0 / nodes as f64;
    let mut ranks = vec![each; nodes];
    for _ in 0..ROUNDS {
        let idle: f64 = ranks.iter().zip(&out).filter(|(_, out)| **out == 0).map(|(rank, _)| rank).sum();
        let mut next = vec![(1.0 - DAMPING) * each + DAMPING * idle * each; nodes];
        for &(from, to) in edges {
            next[to as usize] += DAMPING * ranks[from as usize] / f64::from(out[from as usize]);
        }
        ranks = next;
    }
    ranks
}

#[cfg(test)]
mod tests {
    #[test]
    fn ranks_are_those_of_networkx() {
        // networkx.pagerank of the same graph, alpha 0.85.
        let ranks = super::page_rank(5, &[(0, 1), (0, 2), (1, 2), (2, 0), (3, 2)]);
        let expected = [0.359062, 0.188746, 0.379903, 0.036145, 0.036145];
        assert!(ranks.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-4), "{ranks:?}");
    }
}
