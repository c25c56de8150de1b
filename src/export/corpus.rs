//! The graph of a corpus as JSON, one object or one a line, and as a short report.

use std::io::{self, Write};
use std::ops::{ControlFlow, Range};
use std::sync::Arc;

use serde::Serialize;
use serde_json::json;

use crate::graph::corpus::{CorpusGraph, Deal, Deals, Node};
use crate::queue::{self, Feed, Task};

/// Writes the graph as one JSON object, indented.
pub fn write_pretty(graph: &CorpusGraph, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, graph)?;
    out.write_all(b"\n")
}

/// Writes the graph as one JSON object, with `deals` as its deals. `jobs` threads make the words; the bytes are those of [`CorpusGraph`] as serde writes it.
pub fn write_json(graph: &CorpusGraph, deals: &dyn Deals, jobs: usize, out: &mut dyn Write) -> io::Result<()> {
    let CorpusGraph { schema, documents, first, last, nodes, others, edges, cycles, notes, .. } = graph;
    let mut head = serde_json::to_vec(&json!({"schema": schema, "documents": documents, "first": first, "last": last}))?;
    head.pop();
    out.write_all(&head)?;
    let mut list = |name: &str, count: usize, item: Item<'_>| {
        write!(out, ",\"{name}\":[")?;
        let after_comma = |place: usize, text: &mut Vec<u8>| {
            text.extend((place > 0).then_some(b','));
            item(place, text)
        };
        in_order(count, jobs, &after_comma, out)?;
        out.write_all(b"]")
    };
    list("nodes", nodes.len(), &|place, text| json_of(&nodes[place], text))?;
    list("others", others.len(), &|place, text| json_of(&others[place], text))?;
    list("deals", deals.count(), &|place, text| json_of(&*deals.deal(place), text))?;
    list("edges", edges.len(), &|place, text| json_of(&edges[place], text))?;
    list("cycles", cycles.len(), &|place, text| json_of(&cycles[place], text))?;
    list("notes", notes.len(), &|place, text| json_of(&notes[place], text))?;
    out.write_all(b"}\n")
}

/// Writes the graph one part a line: the graph's own facts first, then nodes, deals, edges, cycles; `part` tells which.
pub fn write_jsonl(graph: &CorpusGraph, deals: &dyn Deals, jobs: usize, out: &mut dyn Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct Line<'a, T> {
        part: &'static str,
        #[serde(flatten)]
        item: &'a T,
    }
    fn line<T: Serialize>(part: &'static str, item: &T, text: &mut Vec<u8>) -> io::Result<()> {
        json_of(&Line { part, item }, text)?;
        text.push(b'\n');
        Ok(())
    }
    let CorpusGraph { schema, documents, first, last, nodes, others, edges, cycles, notes, .. } = graph;
    let head = json!({"part": "graph", "schema": schema, "documents": documents, "first": first, "last": last, "notes": notes});
    writeln!(out, "{head}")?;
    in_order(nodes.len(), jobs, &|place, text| line("node", &nodes[place], text), out)?;
    in_order(others.len(), jobs, &|place, text| line("other", &others[place], text), out)?;
    in_order(deals.count(), jobs, &|place, text| line("deal", &*deals.deal(place), text), out)?;
    in_order(edges.len(), jobs, &|place, text| line("edge", &edges[place], text), out)?;
    in_order(cycles.len(), jobs, &|place, text| line("cycle", &cycles[place], text), out)
}

/// Writes the item at a place.
type Item<'a> = &'a (dyn Fn(usize, &mut Vec<u8>) -> io::Result<()> + Sync);

fn json_of(item: &impl Serialize, text: &mut Vec<u8>) -> io::Result<()> {
    Ok(serde_json::to_writer(text, item)?)
}

/// Writes items in their order, made by many threads some hundred at a time.
fn in_order(count: usize, jobs: usize, item: Item<'_>, out: &mut dyn Write) -> io::Result<()> {
    /// An item has some thousand bytes.
    const CHUNK: usize = 256;
    let chunks = |feed: Feed<'_, Range<usize>>| {
        let ranges = (0..count).step_by(CHUNK).map(|start| start..count.min(start + CHUNK));
        let _ = ranges.map(|item| feed(Task { item, bytes: CHUNK << 10 })).find(ControlFlow::is_break);
    };
    let work = |(): &mut (), places: Range<usize>| {
        let mut text = Vec::with_capacity(CHUNK << 10);
        places.into_iter().try_for_each(|place| item(place, &mut text)).map(|()| text)
    };
    // Threads are not worth their while for a page.
    let jobs = if count <= CHUNK { 1 } else { jobs };
    queue::ordered(jobs, chunks, || (), work, |text| out.write_all(&text?))
}

/// Writes what a person wants to know first: how much there is, the deals told most often, the cycles.
pub fn write_text(graph: &CorpusGraph, out: &mut dyn Write) -> io::Result<()> {
    let days = match (&graph.first, &graph.last) {
        (Some(first), Some(last)) => format!(" · {first} … {last}"),
        _ => String::new(),
    };
    writeln!(out, "{} documents{days}", graph.documents)?;
    writeln!(
        out,
        "{} parties, {} deals, {} edges, {} cycles",
        graph.nodes.len() + graph.others.len(),
        graph.deals.len(),
        graph.edges.len(),
        graph.cycles.len()
    )?;
    let mut deals: Vec<&Deal> = graph.deals.iter().collect();
    deals.sort_by(|a, b| b.documents.cmp(&a.documents).then_with(|| usd(b).cmp(&usd(a))).then_with(|| a.id.cmp(&b.id)));
    if !deals.is_empty() {
        writeln!(out, "\ndeals told most often")?;
    }
    for deal in deals.into_iter().take(20) {
        writeln!(out, "  {}", deal_line(deal))?;
    }
    if !graph.cycles.is_empty() {
        writeln!(out, "\ncycles")?;
    }
    let name = |id: &Arc<str>| graph.nodes.binary_search_by(|n: &Node| n.id.cmp(id)).map_or(id, |i| &graph.nodes[i].name).to_string();
    for cycle in graph.cycles.iter().take(20) {
        let walk: Vec<String> = cycle.nodes.iter().chain(cycle.nodes.first()).map(name).collect();
        writeln!(out, "  {} · {}", walk.join(" → "), cycle.kind)?;
    }
    graph.notes.iter().try_for_each(|note| writeln!(out, "\n{note}"))
}

fn usd(deal: &Deal) -> Option<u64> {
    deal.amount.as_ref().and_then(|a| a.usd)
}

/// `supply · announced · 衡岳半导体 (supplier), 云梯算力 (customer) · ≥60亿美元 · 3 documents, 2025-10-09 … 2025-10-14`.
pub(crate) fn deal_line(deal: &Deal) -> String {
    let parties: Vec<String> = deal.roles.iter().map(|p| format!("{} ({})", p.name, p.role)).collect();
    let hearsay = if deal.hearsay { ", reported" } else { "" };
    let amount = deal.amount.as_ref().map_or(String::new(), |a| format!(" · {}", sum(a)));
    let others = if deal.amounts.iter().filter(|a| &*a.role == "total").count() > 1 { " (others differ)" } else { "" };
    let plural = if deal.documents == 1 { "" } else { "s" };
    let days = match (&deal.first, &deal.last) {
        (Some(first), Some(last)) if first != last => format!(", {first} … {last}"),
        (Some(day), _) => format!(", {day}"),
        _ => String::new(),
    };
    format!("{} · {}{hearsay} · {}{amount}{others} · {} document{plural}{days}", deal.r#type, deal.status, parties.join(", "), deal.documents)
}

/// `≥60亿美元 ≈ 6.0bn USD`: the words, and dollars where they are another currency.
pub(crate) fn sum(sum: &crate::graph::corpus::Sum) -> String {
    let sign = match &*sum.bound {
        "about" => "≈",
        "at_least" => "≥",
        "at_most" => "≤",
        _ => "",
    };
    let usd = sum.usd.filter(|_| &*sum.currency != "USD").map_or(String::new(), |usd| format!(" ≈ {}", dollars(usd)));
    format!("{sign}{}{usd}", sum.text)
}

/// `6.03bn USD`.
pub(crate) fn dollars(usd: u64) -> String {
    let (value, scale) = match usd {
        1_000_000_000.. => (usd as f64 / 1e9, "bn"),
        1_000_000.. => (usd as f64 / 1e6, "m"),
        1_000.. => (usd as f64 / 1e3, "k"),
        _ => (usd as f64, ""),
    };
    let digits = format!("{value:.2}");
    format!("{}{scale} USD", digits.trim_end_matches('0').trim_end_matches('.'))
}
