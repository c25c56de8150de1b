//! What the drawing needs of the graph, as JSON in the page; everything else the script reads from the page itself.

use rustc_hash::FxHashSet;
use serde_json::{Value, json};

use super::pair;
use crate::doc::Status;
use crate::export::graph::attributes::measure;
use crate::export::graph::{Edge, GraphView};

/// The data block: nothing in it can end the element that holds it.
pub(super) fn json(graph: &GraphView, records: &[String], card: impl Fn(&Edge) -> String) -> String {
    let circular: FxHashSet<usize> = graph.cycles.iter().flat_map(|c| c.edges.iter().copied()).collect();
    let node = |(n, record): (&crate::export::graph::Node, &String)| {
        let zh = n.name_zh.as_deref().unwrap_or(&n.name);
        let en = n.name_en.as_deref().unwrap_or(&n.name);
        json!({ "id": record, "name": pair(&short(zh), &short(en)), "type": n.kind.name() })
    };
    let edge = |(i, e): (usize, &Edge)| {
        json!({
            "from": e.from,
            "to": e.to,
            "record": card(e),
            "flow": e.flow.name(),
            "type": pair(&short(&e.label_zh), &short(&e.label_en)),
            "sum": measure(e).map(|sum| short(&sum)),
            "open": e.hearsay || matches!(e.status, Status::Rumored | Status::Planned),
            "dead": matches!(e.status, Status::Terminated | Status::Denied),
            "circular": circular.contains(&i),
        })
    };
    let nodes: Vec<Value> = graph.nodes.iter().zip(records).map(node).collect();
    let edges: Vec<Value> = graph.edges.iter().enumerate().map(edge).collect();
    let cycles: Vec<&[usize]> = graph.cycles.iter().map(|c| c.edges.as_slice()).collect();
    let data = json!({ "nodes": nodes, "edges": edges, "cycles": cycles }).to_string();
    // `<` begins every way out of a script element; the separators end lines for old readers of JSON.
    data.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

/// Words as the drawing can show them, on one line.
fn short(name: &str) -> String {
    const MOST: usize = 28;
    let line = crate::export::visible::for_line(name);
    // Marks that turn the direction of text have no place on a canvas, which cannot isolate them.
    let mut shown: String = line.chars().filter(|c| !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')).collect();
    if shown.chars().count() > MOST {
        shown = shown.chars().take(MOST - 1).chain(['…']).collect();
    }
    shown
}
