//! A corpus graph of which everything is decided, and whose deals are made when they are asked for: a million deals with all their words are twice
//! the memory of the tellings that they are made of, and most are only printed.

use std::borrow::Cow;
use std::sync::Arc;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::deals::Cluster;
use super::view::{Called, Maker};
use super::{Merge, Told};
use crate::doc::Flow;
use crate::graph::corpus::{CorpusGraph, Cycle, Deal, Deals, Edge, GRAPH};
use crate::graph::cycles::{self, Hop};
use crate::graph::elementary::Limits;
use crate::graph::fx::Rates;
use crate::graph::hash::ContentHash;

/// Cycles of a corpus graph that are listed; `graph cycles` lists more where they are asked for.
const LIMITS: Limits = Limits { length: 6, cycles: 10_000, steps: 20_000_000 };

/// Nodes, edges and cycles, and the tellings of each deal.
pub struct Settled {
    /// All but the deals.
    graph: CorpusGraph,
    maker: Maker,
    tellings: Vec<Told>,
    /// In the order of the graph.
    deals: Vec<(Arc<str>, Cluster)>,
}

impl Settled {
    pub(super) fn new(merge: Merge, leaders: &[u32], clusters: Vec<Cluster>, rates: &Rates) -> Self {
        let Merge { words, keys, origins, tellings, .. } = merge;
        let mut graph = CorpusGraph { schema: GRAPH.to_owned(), documents: origins.len(), ..CorpusGraph::default() };
        let days = || origins.iter().filter_map(|o| o.date).map(|day| words.get(day));
        (graph.first, graph.last) = (days().min().map(str::to_owned), days().max().map(str::to_owned));
        let (mut on_edge, mut is_party) = (vec![false; leaders.len()], vec![false; leaders.len()]);
        tellings.iter().flat_map(|t| &t.deal.edges).flat_map(|e| [e.0, e.1]).for_each(|node| on_edge[node as usize] = true);
        tellings.iter().flat_map(|t| &t.deal.roles).filter_map(|r| r.party).for_each(|node| is_party[node as usize] = true);
        let nodes = keys.nodes(&words, leaders, |leader| on_edge[leader as usize] || is_party[leader as usize]);
        drop(keys);
        let called = nodes.iter().map(|node| node.as_ref().map(|n| Called { id: n.id.clone(), name: n.name.clone() })).collect();
        for (leader, node) in nodes.into_iter().enumerate() {
            let list = if on_edge[leader] { &mut graph.nodes } else { &mut graph.others };
            list.extend(node);
        }
        for list in [&mut graph.nodes, &mut graph.others] {
            list.sort_by(|a, b| a.id.cmp(&b.id));
        }
        let maker = Maker::new(words, called, origins, &tellings, rates.clone());
        let deals = ids(&maker, &tellings, clusters);
        for (id, cluster) in &deals {
            graph.edges.extend(maker.edges(&of(&tellings, cluster), id));
        }
        if !add_cycles(&mut graph, LIMITS) {
            graph.notes.push(format!("more cycles than the {} that are listed", graph.cycles.len()));
        }
        Settled { graph, maker, tellings, deals }
    }

    /// The graph without its deals.
    pub fn graph(&self) -> &CorpusGraph {
        &self.graph
    }

    /// The graph with its deals.
    pub fn into_graph(self) -> CorpusGraph {
        let deals = (0..self.deals.len()).map(|place| self.made(place)).collect();
        CorpusGraph { deals, ..self.graph }
    }

    fn made(&self, place: usize) -> Deal {
        let (id, cluster) = &self.deals[place];
        self.maker.deal(&of(&self.tellings, cluster), id.clone())
    }
}

impl Deals for Settled {
    fn count(&self) -> usize {
        self.deals.len()
    }

    fn deal(&self, place: usize) -> Cow<'_, Deal> {
        Cow::Owned(self.made(place))
    }
}

fn of<'t>(tellings: &'t [Told], cluster: &Cluster) -> Vec<&'t Told> {
    cluster.iter().map(|&place| &tellings[place as usize]).collect()
}

/// The clusters with their ids, by first day. Two deals of one content (told by one document as two) get numbers.
fn ids(maker: &Maker, tellings: &[Told], mut clusters: Vec<Cluster>) -> Vec<(Arc<str>, Cluster)> {
    let hash = |(place, cluster): (usize, &Cluster)| {
        let told = of(tellings, cluster);
        (told.iter().filter_map(|t| t.day).min(), maker.deal_hash(&told), place as u32)
    };
    let mut hashes: Vec<(Option<Date>, u64, u32)> = clusters.iter().enumerate().map(hash).collect();
    hashes.sort_unstable();
    let mut met: FxHashMap<u64, usize> = FxHashMap::default();
    let named = |(_, hash, place): (_, u64, u32)| {
        let count = met.entry(hash).or_default();
        *count += 1;
        let id = ContentHash::name('d', hash);
        let id = if *count > 1 { format!("{id}-{count}").into() } else { id.into() };
        (id, std::mem::take(&mut clusters[place as usize]))
    };
    hashes.into_iter().map(named).collect()
}

/// Fills `graph.cycles`. Returns whether they are all there.
fn add_cycles(graph: &mut CorpusGraph, limits: Limits) -> bool {
    let places: FxHashMap<&str, u32> = graph.nodes.iter().enumerate().map(|(i, n)| (&*n.id, i as u32)).collect();
    let hop = |e: &Edge| Some((places.get(&*e.from).copied()?, places.get(&*e.to).copied()?, Flow::parse(&e.flow)?));
    let hops: Vec<Hop> = graph.edges.iter().map(|e| hop(e).map_or(Hop::NONE, |(from, to, flow)| Hop::new(from, to, flow))).collect();
    let (found, complete) = cycles::find(graph.nodes.len(), &hops, limits);
    let cycle = |c: cycles::Found| {
        let nodes: Vec<Arc<str>> = c.nodes.iter().map(|&n| graph.nodes[n as usize].id.clone()).collect();
        let mut hash = ContentHash::default();
        nodes.iter().for_each(|n| hash.add(&**n));
        let tags = if c.is_vendor_financing { vec!["vendor_financing".to_owned()] } else { Vec::new() };
        let edges = c.edges.iter().map(|&e| graph.edges[e].id.clone()).collect();
        Cycle { id: hash.id('c'), nodes, edges, kind: c.kind.name().to_owned(), tags }
    };
    graph.cycles = found.into_iter().map(cycle).collect();
    complete
}
