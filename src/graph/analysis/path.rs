//! How two parties are linked.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::Serialize;

use super::{AskError, Asked, Behind, Who};

/// The shortest ways from one party to another.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PathReport {
    /// From whom.
    pub from: Who,
    /// To whom.
    pub to: Who,
    /// Hops of the shortest way; null where there is none.
    pub length: Option<usize>,
    /// Ways of that length.
    pub paths: Vec<Vec<Step>>,
    /// All of them are listed.
    pub complete: bool,
}

/// A hop of a way.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Step {
    /// One end.
    pub from: Who,
    /// The other.
    pub to: Who,
    /// The deals between them, in either direction.
    pub deals: Vec<Behind>,
}

/// The shortest ways, at most `limit`; along the money alone where `directed`.
///
/// # Errors
/// If nobody or several are called so.
pub fn paths(asked: &Asked<'_>, from: &str, to: &str, directed: bool, limit: usize) -> Result<PathReport, AskError> {
    let (start, end) = (asked.find(from)?, asked.find(to)?);
    let mut hops: BTreeMap<(u32, u32), Vec<usize>> = BTreeMap::new();
    for (i, hand) in asked.edges.iter().enumerate() {
        let ends = if directed { hand.money() } else { Some((hand.from, hand.to)) };
        let Some((a, b)) = ends else { continue };
        hops.entry((a, b)).or_default().push(i);
        if !directed {
            hops.entry((b, a)).or_default().push(i);
        }
    }
    let mut next: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    hops.keys().for_each(|&(a, b)| next.entry(a).or_default().push(b));
    let before = breadth_first(&next, start, end);
    let (walks, complete) = if start == end { (Vec::new(), true) } else { walks(&before, start, end, limit) };
    let step = |pair: &[u32]| Step {
        from: asked.who(pair[0]),
        to: asked.who(pair[1]),
        deals: hops.get(&(pair[0], pair[1])).into_iter().flatten().map(|&e| Behind::new(asked.edges[e].edge, asked.edges[e].deal)).collect(),
    };
    let paths: Vec<Vec<Step>> = walks.iter().map(|walk| walk.windows(2).map(step).collect()).collect();
    Ok(PathReport { from: asked.who(start), to: asked.who(end), length: walks.first().map(|w| w.len() - 1), paths, complete })
}

/// For each node that lies on a shortest way, those that come before it on one.
fn breadth_first(next: &BTreeMap<u32, Vec<u32>>, start: u32, end: u32) -> FxHashMap<u32, BTreeSet<u32>> {
    let mut depth: FxHashMap<u32, usize> = FxHashMap::default();
    let mut before: FxHashMap<u32, BTreeSet<u32>> = FxHashMap::default();
    depth.insert(start, 0);
    let mut queue = VecDeque::from([start]);
    while let Some(node) = queue.pop_front() {
        if node == end {
            break;
        }
        let here = depth[&node];
        for &to in next.get(&node).into_iter().flatten() {
            let there = *depth.entry(to).or_insert_with(|| {
                queue.push_back(to);
                here + 1
            });
            if there == here + 1 {
                before.entry(to).or_default().insert(node);
            }
        }
    }
    before
}

/// Walks back from the end; whether these are all.
fn walks(before: &FxHashMap<u32, BTreeSet<u32>>, start: u32, end: u32, limit: usize) -> (Vec<Vec<u32>>, bool) {
    let mut done = Vec::new();
    let mut open = vec![vec![end]];
    while let Some(walk) = open.pop() {
        let head = walk[walk.len() - 1];
        if head == start {
            if done.len() == limit {
                return (done, false);
            }
            done.push(walk.into_iter().rev().collect());
            continue;
        }
        for &node in before.get(&head).into_iter().flatten().rev() {
            open.push(walk.iter().copied().chain([node]).collect());
        }
    }
    (done, true)
}
