//! A page to look at, in one file that needs no network: the article with its findings, the deal graph, the quotations by speaker. All of it can be read
//! without scripts; they add the drawing, filters and the record beside it. Style, script and words are in `assets/`.

mod article;
mod data;
mod document;
mod page;
mod records;
mod words;

use std::io::{self, Write};

use rustc_hash::{FxHashMap, FxHashSet};

use super::View;
use super::formats::GraphStyle;
use super::graph::{self, Edge, GraphView, Node};
use crate::doc::Document;
use page::Page;
use records::{Card, List, Party};
use words::{Words, both, isolated};

/// Parties that are drawn; more than these no one can read, and few browsers draw fluently.
const MAX_NODES: usize = 2000;
/// Edges that are drawn and listed.
const MAX_EDGES: usize = 6000;

/// Writes the page of a document.
pub(crate) fn write(view: &View<'_>, document: &Document, out: &mut dyn Write) -> io::Result<()> {
    let graph = graph::of_document(view, document);
    let records: Vec<String> = document.graph.nodes.iter().map(|n| format!("e{}", n.index() + 1)).collect();
    let words = Words::new();
    let cards = document::cards(view, document);
    let page = Page {
        words: &words,
        language: graph.language,
        title: &graph.title,
        facts: document::facts(document),
        note: String::new(),
        data: data::json(&graph, &records, |e| e.deal.clone()),
        cycles: cycles(&graph, &records),
        deals: cards.iter().map(|c| c.html(&words)).collect(),
        has_edges: !graph.edges.is_empty(),
        article: Some(article::article(view, document)),
        quotes: Some(document::quotes(&words, document)),
        parties: document::parties(&words, document),
        quantities: Some(document::quantities(&words, document)),
        filters: page::Filters::new(&cards),
    };
    page.write(out)
}

/// Writes the page of a graph: of many documents, no single article.
pub(crate) fn write_graph(graph: &GraphView, _: GraphStyle, out: &mut dyn Write) -> io::Result<()> {
    let (shown, left_out) = largest_part(graph);
    let graph = &shown;
    let records: Vec<String> = (1..=graph.nodes.len()).map(|n| format!("e{n}")).collect();
    let words = Words::new();
    let (cards, card_of) = cards(graph, &records);
    let note = match left_out {
        0 => String::new(),
        all => format!("{} {} {} {all}", words.get("ui.part"), graph.nodes.len(), words.get("ui.of")),
    };
    let page = Page {
        words: &words,
        language: graph.language,
        title: &graph.title,
        facts: vec![format!("{} {}", words.get("ui.documents"), graph.documents)],
        note,
        data: data::json(graph, &records, |e| card_of[e.deal.as_str()].clone()),
        cycles: cycles(graph, &records),
        deals: cards.iter().map(|c| c.html(&words)).collect(),
        has_edges: !graph.edges.is_empty(),
        article: None,
        quotes: None,
        parties: graph.nodes.iter().zip(&records).map(|(n, record)| party(&words, n, record)).collect(),
        quantities: None,
        filters: page::Filters::new(&cards),
    };
    page.write(out)
}

/// The best connected parties with the edges between them, and how many there are where some stay out.
fn largest_part(graph: &GraphView) -> (GraphView, usize) {
    if graph.nodes.len() <= MAX_NODES && graph.edges.len() <= MAX_EDGES {
        return (graph.clone(), 0);
    }
    let mut degrees = vec![0usize; graph.nodes.len()];
    graph.edges.iter().for_each(|e| [e.from, e.to].iter().for_each(|&n| degrees[n] += 1));
    let mut order: Vec<usize> = (0..graph.nodes.len()).collect();
    order.sort_by_key(|&n| (std::cmp::Reverse(degrees[n]), n));
    order.truncate(MAX_NODES);
    order.sort_unstable();
    let place: FxHashMap<usize, usize> = order.iter().enumerate().map(|(new, &old)| (old, new)).collect();
    // Edges of many sources first, then in their own order.
    let mut kept: Vec<usize> = (0..graph.edges.len()).filter(|&i| [graph.edges[i].from, graph.edges[i].to].iter().all(|n| place.contains_key(n))).collect();
    kept.sort_by_key(|&i| (std::cmp::Reverse(graph.edges[i].sources), i));
    kept.truncate(MAX_EDGES);
    kept.sort_unstable();
    let edge_place: FxHashMap<usize, usize> = kept.iter().enumerate().map(|(new, &old)| (old, new)).collect();
    let part = GraphView {
        title: graph.title.clone(),
        nodes: order.iter().map(|&n| graph.nodes[n].clone()).collect(),
        edges: kept.iter().map(|&i| Edge { from: place[&graph.edges[i].from], to: place[&graph.edges[i].to], ..graph.edges[i].clone() }).collect(),
        cycles: graph.cycles.iter().filter_map(|c| moved(c, &place, &edge_place)).collect(),
        ..*graph
    };
    (part, graph.nodes.len())
}

/// A cycle in the smaller graph, if all its hops are there.
fn moved(cycle: &graph::Cycle, nodes: &FxHashMap<usize, usize>, edges: &FxHashMap<usize, usize>) -> Option<graph::Cycle> {
    let at = |places: &FxHashMap<usize, usize>, of: &[usize]| of.iter().map(|i| places.get(i).copied()).collect::<Option<Vec<_>>>();
    Some(graph::Cycle { id: cycle.id.clone(), nodes: at(nodes, &cycle.nodes)?, edges: at(edges, &cycle.edges)?, kind: cycle.kind })
}

/// One card a deal, with the card of each deal.
fn cards<'g>(graph: &'g GraphView, records: &[String]) -> (Vec<Card>, FxHashMap<&'g str, String>) {
    let circular: FxHashSet<usize> = graph.cycles.iter().flat_map(|c| c.edges.iter().copied()).collect();
    let mut cards: Vec<Card> = Vec::new();
    let mut place: FxHashMap<&str, usize> = FxHashMap::default();
    let party = |n: usize| of_node(&graph.nodes[n], &records[n]);
    let add = |list: &mut Vec<Party>, party: Party| {
        if !list.iter().any(|p| p.record == party.record) {
            list.push(party);
        }
    };
    for (i, edge) in graph.edges.iter().enumerate() {
        let at = *place.entry(&edge.deal).or_insert_with(|| {
            let id = format!("d{}", cards.len() + 1);
            cards.push(Card { id, facts: edge.clone(), roles: Vec::new(), heading: Default::default(), is_circular: false, in_text: false });
            cards.len() - 1
        });
        let card = &mut cards[at];
        card.is_circular |= circular.contains(&i);
        if edge.flow == crate::doc::Flow::Alliance {
            [edge.from, edge.to].iter().for_each(|&n| add(&mut card.heading.0, party(n)));
        } else {
            add(&mut card.heading.0, party(edge.from));
            add(&mut card.heading.1, party(edge.to));
        }
    }
    let ids = place.into_iter().map(|(deal, at)| (deal, cards[at].id.clone())).collect();
    (cards, ids)
}

fn of_node(node: &Node, record: &str) -> Party {
    Party::new(&node.name, node.name_zh.as_deref(), node.name_en.as_deref(), record.to_owned())
}

/// The cycles as a list.
fn cycles(graph: &GraphView, records: &[String]) -> String {
    let item = |(i, cycle): (usize, &graph::Cycle)| {
        let mut names: Vec<String> = cycle.nodes.iter().map(|&n| of_node(&graph.nodes[n], &records[n]).words()).collect();
        names.extend(names.first().cloned());
        let path = names.join(" <span class=\"arrow\">→</span> ");
        format!("<li><button type=\"button\" data-cycle=\"{i}\" aria-pressed=\"false\"><b>{}</b> {path}</button></li>\n", words::cycle(cycle.kind))
    };
    graph.cycles.iter().enumerate().take(200).map(item).collect()
}

/// The record of a party of a graph.
fn party(words: &Words, node: &Node, record: &str) -> String {
    let mut list = List::new(words);
    list.row("ui.type", &words.get(&format!("type.{}", node.kind.name())));
    let names: Vec<_> = [&node.name_zh, &node.name_en].into_iter().flatten().filter(|n| **n != node.name).map(|n| isolated(n)).collect();
    list.some("ui.names", (!names.is_empty()).then(|| names.join(" · ")));
    list.some("ui.tickers", (!node.tickers.is_empty()).then(|| isolated(&node.tickers.join(", "))));
    if node.documents > 1 {
        list.row("ui.documents", &node.documents.to_string());
    }
    list.row("ui.mentions", &node.mentions.to_string());
    format!("<li class=\"record entity {}\" id=\"{record}\"><h3>{}</h3>{}</li>\n", node.kind.name(), of_node(node, record).words(), list.end())
}

/// Both languages of a label in the page's data.
fn pair(zh: &str, en: &str) -> serde_json::Value {
    serde_json::json!([zh, en])
}

/// A chip that is a check box.
fn check(name: &str, value: &str, zh: &str, en: &str, count: usize) -> String {
    format!(
        "<label class=\"check\"><input type=\"checkbox\" name=\"{name}\" value=\"{}\" checked> {} <span class=\"count\">{count}</span></label>\n",
        words::escaped(value),
        both(zh, en)
    )
}
