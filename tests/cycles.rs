//! Elementary cycles against those that networkx finds: `tests/data/cycles.py` made the graphs and the answers.

mod common;

use dealgraph::graph::elementary::{Limits, cycles};
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    nodes: usize,
    edges: Vec<(u32, u32)>,
    length: usize,
    count: usize,
    cycles: Vec<Vec<u32>>,
}

fn next(case: &Case) -> Vec<Vec<u32>> {
    let mut next = vec![Vec::new(); case.nodes];
    case.edges.iter().for_each(|&(from, to)| next[from as usize].push(to));
    next
}

#[test]
fn they_are_those_of_networkx() {
    let (_, text) = common::read(&common::path("tests/data/cycles.json"));
    let cases: Vec<Case> = serde_json::from_str(&text).expect("cases");
    let mut failures = Vec::new();
    for (number, case) in cases.iter().enumerate() {
        let found = cycles(&next(case), Limits { length: case.length, cycles: usize::MAX, steps: usize::MAX });
        let shown = &found.cycles[..found.cycles.len().min(case.cycles.len())];
        if found.cycles.len() != case.count || shown != case.cycles || !found.complete {
            failures.push(format!("graph {number}: {} cycles of up to {} hops, networkx finds {}", found.cycles.len(), case.length, case.count));
        }
    }
    common::none_of(&failures);
}

#[test]
fn limits_end_the_search() {
    // Every two of thirty nodes are linked both ways: more cycles than anybody can wait for.
    let next: Vec<Vec<u32>> = (0..30).map(|a| (0..30).filter(|b| *b != a).collect()).collect();
    let few = cycles(&next, Limits { length: 30, cycles: 100, steps: usize::MAX });
    assert_eq!((few.cycles.len(), few.complete), (100, false));
    let short = cycles(&next, Limits { length: 30, cycles: usize::MAX, steps: 10_000 });
    assert!(!short.complete && short.cycles.iter().all(|c| c.len() <= 30));
}

#[test]
fn long_chains_need_no_stack() {
    let mut next: Vec<Vec<u32>> = (0..200_000).map(|n| vec![n + 1]).collect();
    next.push(vec![0]);
    let found = cycles(&next, Limits { length: 6, cycles: 10, steps: usize::MAX });
    assert!(found.cycles.is_empty() && found.complete);
}
