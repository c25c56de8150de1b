//! The graph of a corpus as every format sees it.

use rustc_hash::FxHashMap;

use super::view::{Amount, Cycle, Edge, Evidence, GraphView, Interval, Node, Quantity};
use crate::deal::Frames;
use crate::doc::{AmountRole, Bound, CycleKind, EntityType, Flow, Language, Status};
use crate::graph::corpus::{self, CorpusGraph, Figure, Sum};

/// The merged graph; deal types that the frames do not know are labelled by their names.
pub fn of_corpus(frames: &Frames, graph: &CorpusGraph) -> GraphView {
    let nodes: FxHashMap<&str, usize> = graph.nodes.iter().enumerate().map(|(i, n)| (&*n.id, i)).collect();
    let deals: FxHashMap<&str, &corpus::Deal> = graph.deals.iter().map(|d| (&*d.id, d)).collect();
    let edges: Vec<Edge> = graph.edges.iter().filter_map(|e| edge(frames, &nodes, deals.get(&*e.deal)?, e)).collect();
    let places: FxHashMap<&str, usize> = edges.iter().enumerate().map(|(i, e)| (e.id.as_str(), i)).collect();
    let cycle = |c: &corpus::Cycle| Cycle {
        id: c.id.clone(),
        nodes: c.nodes.iter().filter_map(|n| nodes.get(&**n).copied()).collect(),
        edges: c.edges.iter().filter_map(|e| places.get(&**e).copied()).collect(),
        kind: [CycleKind::CircularFinancing, CycleKind::MutualHolding].into_iter().find(|k| k.name() == c.kind).unwrap_or(CycleKind::Other),
    };
    GraphView {
        title: title(graph),
        language: language(graph),
        documents: graph.documents,
        nodes: graph.nodes.iter().map(node).collect(),
        cycles: graph.cycles.iter().map(cycle).collect(),
        edges,
    }
}

/// `122 documents, 2024-11-03 to 2026-06-30`.
fn title(graph: &CorpusGraph) -> String {
    let plural = if graph.documents == 1 { "" } else { "s" };
    match (&graph.first, &graph.last) {
        (Some(first), Some(last)) if first != last => format!("{} document{plural}, {first} to {last}", graph.documents),
        (Some(day), _) => format!("{} document{plural}, {day}", graph.documents),
        _ => format!("{} document{plural}", graph.documents),
    }
}

/// The language in which most deals are told.
fn language(graph: &CorpusGraph) -> Language {
    let told = |language: Language| graph.deals.iter().filter(|d| d.languages.iter().any(|l| **l == *language.name())).count();
    if told(Language::En) > told(Language::Zh) { Language::En } else { Language::Zh }
}

fn node(node: &corpus::Node) -> Node {
    Node {
        id: node.id.to_string(),
        key: node.id.to_string(),
        kind: EntityType::parse(&node.r#type).unwrap_or(EntityType::Company),
        name: node.name.to_string(),
        name_zh: node.names.zh.clone(),
        name_en: node.names.en.clone(),
        tickers: node.tickers.clone(),
        documents: node.documents,
        mentions: node.mentions,
    }
}

fn edge(frames: &Frames, nodes: &FxHashMap<&str, usize>, deal: &corpus::Deal, edge: &corpus::Edge) -> Option<Edge> {
    let label =
        |of: fn(&crate::deal::Frame) -> &str| frames.parse(&edge.r#type).map(|k| frames.frame(k)).map_or_else(|| edge.r#type.to_string(), |f| of(f).to_owned());
    let status = |name: &str| Status::parse(name).unwrap_or(Status::Announced);
    let whole_first = || deal.amount.iter().chain(deal.amounts.iter().filter(|a| Some(*a) != deal.amount.as_ref()));
    Some(Edge {
        id: edge.id.to_string(),
        from: *nodes.get(&*edge.from)?,
        to: *nodes.get(&*edge.to)?,
        flow: Flow::parse(&edge.flow)?,
        deal: edge.deal.to_string(),
        kind: edge.r#type.to_string(),
        label_zh: label(|f| &f.label_zh),
        label_en: label(|f| &f.label_en),
        status: status(&deal.status),
        other_statuses: deal.statuses.iter().filter(|s| s.status != deal.status).map(|s| status(&s.status)).collect(),
        hearsay: deal.hearsay,
        amounts: whole_first().map(amount).collect(),
        percent: deal.percents.first().map(quantity),
        shares: deal.shares.first().map(quantity),
        round: deal.rounds.first().map(|r| r.to_string()),
        date_from: deal.dates.iter().map(|d| &d.from).min().cloned(),
        date_to: deal.dates.iter().map(|d| &d.to).max().cloned(),
        first_reported: deal.first.as_deref().map(str::to_owned),
        last_reported: deal.last.as_deref().map(str::to_owned),
        sources: deal.documents,
        evidence: deal.evidence.iter().map(evidence).collect(),
        tags: deal.tags.iter().map(|t| t.to_string()).collect(),
        confidence: deal.confidence as f32,
    })
}

fn amount(sum: &Sum) -> Amount {
    let role = AmountRole::ALL.into_iter().find(|r| r.name() == &*sum.role).unwrap_or(AmountRole::Total);
    Amount { role: role.name(), text: sum.text.to_string(), currency: sum.currency.to_string(), value: interval(&sum.min, &sum.max, &sum.bound) }
}

fn quantity(figure: &Figure) -> Quantity {
    Quantity { text: figure.text.to_string(), value: interval(&figure.min, &figure.max, &figure.bound) }
}

fn interval(min: &Option<std::sync::Arc<str>>, max: &Option<std::sync::Arc<str>>, bound: &str) -> Interval {
    const BOUNDS: [Bound; 6] = [Bound::Exact, Bound::About, Bound::AtLeast, Bound::AtMost, Bound::Range, Bound::Several];
    let number = |words: &Option<std::sync::Arc<str>>| words.as_deref().and_then(|w| w.parse().ok());
    let bound = BOUNDS.into_iter().find(|b| crate::export::names::bound(*b) == bound).unwrap_or(Bound::Exact);
    Interval { min: number(min), max: number(max), bound }
}

fn evidence(telling: &corpus::Telling) -> Evidence {
    // Annotations may count in another unit; then the word is not marked rather than a wrong one.
    let byte = |at: usize| telling.text.char_indices().map(|(i, _)| i).chain([telling.text.len()]).nth(at.checked_sub(telling.start)?);
    let trigger = byte(telling.trigger.start).zip(byte(telling.trigger.end)).map_or(0..0, |(start, end)| start..end.max(start));
    Evidence { document: telling.document.to_string(), sentence: telling.text.to_string(), trigger, rule: telling.rule.to_string() }
}
