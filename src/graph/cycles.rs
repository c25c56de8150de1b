//! Closed walks along which money comes back, and what they mean: the same for one document and for a corpus.

use rustc_hash::FxHashMap;

use super::elementary::{self, Limits};
use crate::doc::{CycleKind, Flow};

/// The way of money along an edge: with capital and loans, against goods and shares, which are paid for. An alliance moves none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hop {
    ends: Option<(u32, u32)>,
    flow: Flow,
}

impl Hop {
    /// An edge that moves no money.
    pub(crate) const NONE: Hop = Hop { ends: None, flow: Flow::Alliance };

    /// The hop of an edge.
    pub(crate) fn new(from: u32, to: u32, flow: Flow) -> Self {
        let ends = match flow {
            Flow::Capital | Flow::Debt => Some((from, to)),
            Flow::Goods | Flow::Ownership => Some((to, from)),
            Flow::Alliance => None,
        };
        Hop { ends: ends.filter(|(a, b)| a != b), flow }
    }

    /// From whom the money goes to whom.
    pub(crate) fn ends(self) -> Option<(u32, u32)> {
        self.ends
    }
}

/// A cycle, in places of nodes and hops.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) nodes: Vec<u32>,
    pub(crate) edges: Vec<usize>,
    pub(crate) kind: CycleKind,
    /// Somebody puts money into one who buys of him.
    pub(crate) is_vendor_financing: bool,
}

/// All cycles within the limits, shortest first; `false` where a limit was reached.
pub(crate) fn find(nodes: usize, hops: &[Hop], limits: Limits) -> (Vec<Found>, bool) {
    let mut edges: FxHashMap<(u32, u32), Vec<usize>> = FxHashMap::default();
    let mut next = vec![Vec::new(); nodes];
    for (i, hop) in hops.iter().enumerate() {
        if let Some((from, to)) = hop.ends {
            edges.entry((from, to)).or_default().push(i);
            next[from as usize].push(to);
        }
    }
    for list in &mut next {
        list.sort_unstable();
        list.dedup();
    }
    let elementary::Found { cycles, complete } = elementary::cycles(&next, limits);
    (cycles.into_iter().map(|nodes| found(hops, &edges, nodes)).collect(), complete)
}

fn found(hops: &[Hop], edges: &FxHashMap<(u32, u32), Vec<usize>>, nodes: Vec<u32>) -> Found {
    let pairs: Vec<(u32, u32)> = nodes.iter().copied().zip(nodes.iter().copied().cycle().skip(1)).collect();
    let is = |pair: &(u32, u32), goods: bool| edges.get(pair).is_some_and(|list| list.iter().any(|&e| (hops[e].flow == Flow::Goods) == goods));
    let finances = pairs.iter().any(|p| is(p, false));
    let orders = pairs.iter().any(|p| is(p, true));
    let kind = match (finances, orders) {
        (true, true) => CycleKind::CircularFinancing,
        (_, false) => CycleKind::MutualHolding,
        (false, true) => CycleKind::Other,
    };
    let lends = |pair: &(u32, u32)| edges.get(pair).is_some_and(|list| list.iter().any(|&e| matches!(hops[e].flow, Flow::Capital | Flow::Debt)));
    let is_vendor_financing = pairs.iter().any(|p| lends(p) && is(&(p.1, p.0), true));
    let edges = pairs.iter().flat_map(|p| edges.get(p)).flatten().copied().collect();
    Found { nodes, edges, kind, is_vendor_financing }
}
