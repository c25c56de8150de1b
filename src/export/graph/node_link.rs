//! Node-link JSON as networkx reads it from 3.4 on: nodes under `nodes`, edges under `edges`, a multigraph whose edges have keys.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::attributes::{OF_EDGES, OF_NODES, members};
use super::view::GraphView;
use crate::export::formats::GraphStyle;

/// Writes the graph.
pub(crate) fn write(graph: &GraphView, _: GraphStyle, out: &mut dyn Write) -> io::Result<()> {
    let nodes: Vec<Value> = graph.nodes.iter().map(|n| object(json!({ "id": n.id }), |into| members(OF_NODES, n, into))).collect();
    let edge = |e: &super::Edge| {
        let ends = json!({ "source": graph.nodes[e.from].id, "target": graph.nodes[e.to].id, "key": e.id });
        object(ends, |into| members(OF_EDGES, e, into))
    };
    let edges: Vec<Value> = graph.edges.iter().map(edge).collect();
    let cycle = |c: &super::Cycle| {
        let nodes: Vec<_> = c.nodes.iter().map(|&n| &graph.nodes[n].id).collect();
        let edges: Vec<_> = c.edges.iter().map(|&e| &graph.edges[e].id).collect();
        json!({ "id": c.id, "kind": c.kind.name(), "nodes": nodes, "edges": edges })
    };
    let cycles: Vec<Value> = graph.cycles.iter().map(cycle).collect();
    let about = json!({ "title": graph.title, "documents": graph.documents, "cycles": cycles });
    serde_json::to_writer(&mut *out, &json!({ "directed": true, "multigraph": true, "graph": about, "nodes": nodes, "edges": edges }))?;
    out.write_all(b"\n")
}

/// `start` with more members.
pub(super) fn object(start: Value, more: impl FnOnce(&mut Map<String, Value>)) -> Value {
    let mut object = match start {
        Value::Object(object) => object,
        _ => Map::new(),
    };
    more(&mut object);
    Value::Object(object)
}
