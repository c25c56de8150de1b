//! The JSON of Cytoscape and Cytoscape.js (`elements`).

use std::io::{self, Write};

use rustc_hash::FxHashSet;
use serde_json::{Value, json};

use super::attributes::{OF_EDGES, OF_NODES, label, members};
use super::node_link::object;
use super::view::GraphView;
use crate::export::formats::GraphStyle;

/// Writes the graph.
pub(crate) fn write(graph: &GraphView, _: GraphStyle, out: &mut dyn Write) -> io::Result<()> {
    let data = |data: Value| json!({ "data": data });
    let nodes: Vec<Value> = graph.nodes.iter().map(|n| data(object(json!({ "id": n.id }), |into| members(OF_NODES, n, into)))).collect();
    // Nodes and edges share one space of ids there; a company may be called G1.
    let taken: FxHashSet<&str> = graph.nodes.iter().map(|n| n.id.as_str()).collect();
    let edge = |e: &super::Edge| {
        let id = if taken.contains(e.id.as_str()) { format!("edge:{}", e.id) } else { e.id.clone() };
        let ends = json!({ "id": id, "source": graph.nodes[e.from].id, "target": graph.nodes[e.to].id, "label": label(graph, e) });
        data(object(ends, |into| members(OF_EDGES, e, into)))
    };
    let edges: Vec<Value> = graph.edges.iter().map(edge).collect();
    let about = json!({ "name": graph.title, "documents": graph.documents });
    let generator = concat!("dealgraph-", env!("CARGO_PKG_VERSION"));
    let file = json!({ "format_version": "1.0", "generated_by": generator, "data": about, "elements": { "nodes": nodes, "edges": edges } });
    serde_json::to_writer(&mut *out, &file)?;
    out.write_all(b"\n")
}
