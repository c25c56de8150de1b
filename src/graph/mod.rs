//! Nodes, edges and cycles from the deals.

mod cycles;

use crate::deal::Frames;
use crate::doc::{Deal, Document, Edge, Entity, Flow, Graph, Id, Note, NoteCode, Role, Span};

/// Edges that one deal may give: a consortium of fifty suppliers and fifty customers is told as a list, not as 2,500 edges.
const MAX_EDGES_A_DEAL: usize = 256;

/// Fills `doc.graph` from `doc.deals`.
pub(crate) fn build(frames: &Frames, doc: &mut Document) {
    let mut graph = Graph::default();
    for (i, deal) in doc.deals.iter().enumerate() {
        let before = graph.edges.len();
        add_edges(frames, deal, Id::new(i), &mut graph.edges);
        if graph.edges.len() - before >= MAX_EDGES_A_DEAL {
            let message = format!("only the first {MAX_EDGES_A_DEAL} pairs of the deal's parties are edges");
            doc.notes.push(Note { code: NoteCode::Capped, span: deal.evidence.first().map_or(Span::default(), |e| e.span), message });
        }
    }
    graph.nodes = graph.edges.iter().flat_map(|e| [e.from, e.to]).collect();
    graph.nodes.sort_unstable();
    graph.nodes.dedup();
    let complete = cycles::find(&mut graph);
    if !complete {
        doc.notes.push(Note { code: NoteCode::Capped, span: Span::default(), message: "more cycles than are listed".into() });
    }
    doc.graph = graph;
}

fn add_edges(frames: &Frames, deal: &Deal, id: Id<Deal>, edges: &mut Vec<Edge>) {
    let Some((flow, from, to)) = frames.frame(deal.kind).flow else { return };
    let parties = |role: Role| -> Vec<Id<Entity>> { deal.roles.iter().filter(|r| r.role == role).filter_map(|r| r.entity).collect() };
    let limit = edges.len() + MAX_EDGES_A_DEAL;
    for (i, &a) in parties(from).iter().enumerate() {
        // Between equals one edge a pair.
        let skip = if from == to { i + 1 } else { 0 };
        for &b in parties(to).iter().skip(skip).filter(|&&b| b != a) {
            if edges.len() == limit {
                return;
            }
            edges.push(Edge { from: a, to: b, flow, kind: deal.kind, deal: id });
        }
    }
}

/// The way that money goes along an edge: with capital and loans, against goods and shares, which are paid for. An alliance moves none.
fn money_path(edge: &Edge) -> Option<(Id<Entity>, Id<Entity>)> {
    match edge.flow {
        Flow::Capital | Flow::Debt => Some((edge.from, edge.to)),
        Flow::Goods | Flow::Ownership => Some((edge.to, edge.from)),
        Flow::Alliance => None,
    }
}
