//! Nodes, edges and cycles: of one document from its deals, of a corpus by merging those of its documents.

pub mod analysis;
pub mod corpus;
pub(crate) mod cycles;
pub mod elementary;
pub mod fx;
pub(crate) mod hash;
pub mod merge;

use cycles::Hop;
use elementary::Limits;

use crate::deal::Frames;
use crate::doc::{Cycle, Deal, Document, Edge, Entity, Graph, Id, Note, NoteCode, Role, Span};

/// Edges that one deal may give: a consortium of fifty suppliers and fifty customers is told as a list, not as 2,500 edges.
const MAX_EDGES_A_DEAL: usize = 256;

/// A reader follows six hops and reads a page of cycles.
const LIMITS: Limits = Limits { length: 6, cycles: 256, steps: 200_000 };

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
    if !add_cycles(&mut graph) {
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

/// Fills `graph.cycles`, shortest first. Returns whether they are all there.
fn add_cycles(graph: &mut Graph) -> bool {
    let place = |id: Id<Entity>| graph.nodes.binary_search(&id).unwrap_or_default() as u32;
    let hops: Vec<Hop> = graph.edges.iter().map(|e| Hop::new(place(e.from), place(e.to), e.flow)).collect();
    let (found, complete) = cycles::find(graph.nodes.len(), &hops, LIMITS);
    let cycle = |c: cycles::Found| Cycle { nodes: c.nodes.iter().map(|&n| graph.nodes[n as usize]).collect(), edges: c.edges, kind: c.kind };
    graph.cycles = found.into_iter().map(cycle).collect();
    complete
}
