//! Elementary cycles of the graph of money: depth first from each node over larger nodes only, bounded in length and work.
//!
//! Johnson's blocking pays off on long cycles in large graphs; a document has tens of nodes and a reader follows five hops, so the plain bounded
//! search is enough and simpler to trust.

use rustc_hash::FxHashMap;

use super::money_path;
use crate::doc::{Cycle, CycleKind, Entity, Flow, Graph, Id};

/// Hops of the longest cycle.
const MAX_LENGTH: usize = 6;
/// Cycles listed.
const MAX_CYCLES: usize = 256;
/// Steps of the search.
const MAX_STEPS: usize = 200_000;

/// Hop → positions of its edges.
type Hops = FxHashMap<(Id<Entity>, Id<Entity>), Vec<usize>>;

/// Fills `graph.cycles`, shortest first. Returns whether they are all there.
pub(super) fn find(graph: &mut Graph) -> bool {
    let mut hops = Hops::default();
    let mut next: FxHashMap<Id<Entity>, Vec<Id<Entity>>> = FxHashMap::default();
    for (i, edge) in graph.edges.iter().enumerate() {
        if let Some((from, to)) = money_path(edge) {
            hops.entry((from, to)).or_default().push(i);
            let list = next.entry(from).or_default();
            if !list.contains(&to) {
                list.push(to);
            }
        }
    }
    let mut search = Search { next: &next, path: Vec::new(), found: Vec::new(), steps: 0 };
    for &start in &graph.nodes {
        search.path.push(start);
        search.visit(start, start);
        search.path.pop();
    }
    let complete = search.steps < MAX_STEPS && search.found.len() < MAX_CYCLES;
    let mut found = search.found;
    found.sort_by(|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
    graph.cycles = found.into_iter().map(|nodes| cycle(graph, &hops, nodes)).collect();
    complete
}

struct Search<'a> {
    next: &'a FxHashMap<Id<Entity>, Vec<Id<Entity>>>,
    path: Vec<Id<Entity>>,
    found: Vec<Vec<Id<Entity>>>,
    steps: usize,
}

impl Search<'_> {
    fn visit(&mut self, start: Id<Entity>, at: Id<Entity>) {
        let Some(list) = self.next.get(&at) else { return };
        for &to in list {
            self.steps += 1;
            if self.steps >= MAX_STEPS || self.found.len() >= MAX_CYCLES {
                return;
            }
            if to == start && self.path.len() > 1 {
                self.found.push(self.path.clone());
            } else if to > start && self.path.len() < MAX_LENGTH && !self.path.contains(&to) {
                self.path.push(to);
                self.visit(start, to);
                self.path.pop();
            }
        }
    }
}

fn cycle(graph: &Graph, hops: &Hops, nodes: Vec<Id<Entity>>) -> Cycle {
    let pairs: Vec<_> = nodes.iter().copied().zip(nodes.iter().copied().cycle().skip(1)).collect();
    let is = |pair: &(Id<Entity>, Id<Entity>), goods: bool| hops[pair].iter().any(|&e| (graph.edges[e].flow == Flow::Goods) == goods);
    let finances = pairs.iter().filter(|p| is(p, false)).count();
    let orders = pairs.iter().filter(|p| is(p, true)).count();
    // One hop must finance and another one order.
    let both_needed = pairs.iter().filter(|p| is(p, true) || is(p, false)).count() >= 2;
    let kind = if finances > 0 && orders > 0 && both_needed {
        CycleKind::CircularFinancing
    } else if orders == 0 {
        CycleKind::MutualHolding
    } else {
        CycleKind::Other
    };
    let edges = pairs.iter().flat_map(|p| hops[p].iter().copied()).collect();
    Cycle { nodes, edges, kind }
}
