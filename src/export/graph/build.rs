//! The graph of one document.

use rustc_hash::FxHashSet;

use super::view::{Amount, Cycle, Edge, Evidence, GraphView, Interval, Node, Quantity};
use crate::doc::{self, Deal, Document, Entity, Flow, Id, Range, Span};
use crate::export::View;

/// The deal graph of an annotated document.
pub fn of_document(view: &View<'_>, document: &Document) -> GraphView {
    let maker = Maker { view, document };
    let graph = &document.graph;
    let position = |id: Id<Entity>| graph.nodes.binary_search(&id).unwrap_or_default();
    GraphView {
        title: title(document),
        language: document.language,
        documents: 1,
        nodes: maker.nodes(),
        edges: graph.edges.iter().enumerate().map(|(i, e)| maker.edge(i, e, &position)).collect(),
        cycles: graph.cycles.iter().enumerate().map(|(i, c)| cycle(i, c, &position)).collect(),
    }
}

/// What a document says of a deal, for those that have no edge.
pub(crate) fn facts(view: &View<'_>, document: &Document, deal: Id<Deal>) -> Edge {
    Maker { view, document }.facts(deal)
}

/// The headline: given, or the first line of the text.
pub(crate) fn title(document: &Document) -> String {
    let first_line = || document.text.source.lines().map(str::trim).find(|l| !l.is_empty());
    document.meta.title.as_deref().or_else(first_line).unwrap_or_default().chars().take(200).collect()
}

/// The document's id as text: strings as they are, other JSON as it is written; empty where there is none.
pub(crate) fn document_id(document: &Document) -> String {
    document.meta.id.as_ref().map(|id| id.as_str().map_or_else(|| id.to_string(), str::to_owned)).unwrap_or_default()
}

fn cycle(index: usize, cycle: &doc::Cycle, position: &dyn Fn(Id<Entity>) -> usize) -> Cycle {
    Cycle { id: format!("c{}", index + 1), nodes: cycle.nodes.iter().map(|&n| position(n)).collect(), edges: cycle.edges.clone(), kind: cycle.kind }
}

struct Maker<'v, 'a> {
    view: &'v View<'a>,
    document: &'v Document,
}

impl Maker<'_, '_> {
    fn nodes(&self) -> Vec<Node> {
        let mut mentions = vec![0; self.document.entities.len()];
        for entity in self.document.mentions.iter().filter_map(|m| m.entity) {
            mentions[entity.index()] += 1;
        }
        let mut ids = FxHashSet::default();
        let node = |&id: &Id<Entity>| {
            let entity = &self.document.entities[id.index()];
            // Two parties of one key would be one node for every reader; the number keeps them apart.
            let own = if ids.insert(entity.key.clone()) { entity.key.clone() } else { format!("{}#{}", entity.key, id.index() + 1) };
            Node {
                id: own,
                key: entity.key.clone(),
                kind: entity.kind,
                name: entity.name.clone(),
                name_zh: entity.name_zh.clone(),
                name_en: entity.name_en.clone(),
                tickers: entity.tickers.clone(),
                documents: 1,
                mentions: mentions[id.index()],
            }
        };
        self.document.graph.nodes.iter().map(node).collect()
    }

    fn edge(&self, index: usize, edge: &doc::Edge, position: &dyn Fn(Id<Entity>) -> usize) -> Edge {
        Edge { id: format!("g{}", index + 1), from: position(edge.from), to: position(edge.to), flow: edge.flow, ..self.facts(edge.deal) }
    }

    /// A deal without its ends.
    fn facts(&self, id: Id<Deal>) -> Edge {
        let deal = &self.document.deals[id.index()];
        let frame = self.view.frames.frame(deal.kind);
        let reported = self.document.meta.date.map(|d| d.to_string());
        let dates = deal.dates.iter().map(|d| &self.document.dates[d.index()]);
        Edge {
            id: String::new(),
            from: 0,
            to: 0,
            flow: frame.flow.map_or(Flow::Alliance, |(flow, ..)| flow),
            deal: format!("d{}", id.index() + 1),
            kind: frame.name.clone(),
            label_zh: frame.label_zh.clone(),
            label_en: frame.label_en.clone(),
            status: deal.status,
            other_statuses: Vec::new(),
            hearsay: deal.hearsay,
            amounts: self.amounts(deal),
            percent: deal.percent.map(|p| &self.document.percents[p.index()]).map(|p| self.quantity(p.span, &p.range)),
            shares: deal.shares.map(|s| &self.document.shares[s.index()]).map(|s| self.quantity(s.span, &s.range)),
            round: deal.round.map(|r| self.words(r).to_owned()),
            date_from: dates.clone().filter_map(|d| d.from).min().map(|d| d.to_string()),
            date_to: dates.filter_map(|d| d.to).max().map(|d| d.to_string()),
            first_reported: reported.clone(),
            last_reported: reported,
            sources: 1,
            evidence: deal.evidence.iter().map(|e| self.evidence(e)).collect(),
            tags: deal.tags.iter().map(|&t| t.to_owned()).collect(),
            confidence: deal.confidence,
        }
    }

    /// The deal's sums; a total stands for it before the rest.
    fn amounts(&self, deal: &Deal) -> Vec<Amount> {
        let mut parts = deal.amounts.clone();
        parts.sort_by_key(|p| p.role);
        let amount = |part: doc::DealAmount| {
            let amount = &self.document.amounts[part.amount.index()];
            let text = self.words(amount.span).to_owned();
            Amount { role: part.role.name(), text, currency: amount.currency.code().to_owned(), value: interval(&amount.range) }
        };
        parts.into_iter().map(amount).collect()
    }

    fn quantity(&self, span: Span, range: &Range) -> Quantity {
        Quantity { text: self.words(span).to_owned(), value: interval(range) }
    }

    /// The sentences that the evidence runs over.
    fn evidence(&self, evidence: &doc::Evidence) -> Evidence {
        let sentences = self.document.sentences.iter().filter(|s| s.span.overlaps(evidence.span));
        let span = sentences.fold(evidence.span, |span, s| span.cover(s.span));
        let text = &self.document.text;
        let (whole, trigger) = (text.source_span(span), text.source_span(evidence.trigger));
        let inside = |at: usize| at.clamp(whole.start, whole.end) - whole.start;
        Evidence {
            document: document_id(self.document),
            sentence: text.source[whole.clone()].to_owned(),
            trigger: inside(trigger.start)..inside(trigger.end),
            rule: self.view.rule_name(evidence.rule, self.document.language),
        }
    }

    fn words(&self, span: Span) -> &str {
        self.document.text.source_str(span)
    }
}

fn interval(range: &Range) -> Interval {
    Interval { min: range.min, max: range.max, bound: range.bound }
}
