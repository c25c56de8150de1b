//! The graph of a corpus as JSON, one object or one a line, and as a short report.

use std::io::{self, Write};
use std::sync::Arc;

use serde::Serialize;

use crate::graph::corpus::{CorpusGraph, Deal, Node};

/// Writes the graph as one JSON object.
pub fn write_json(graph: &CorpusGraph, pretty: bool, out: &mut dyn Write) -> io::Result<()> {
    if pretty {
        serde_json::to_writer_pretty(&mut *out, graph)?
    } else {
        serde_json::to_writer(&mut *out, graph)?
    }
    out.write_all(b"\n")
}

/// Writes the graph one part a line: the graph's own facts first, then nodes, deals, edges, cycles; `kind` tells which.
pub fn write_jsonl(graph: &CorpusGraph, out: &mut dyn Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct Line<'a, T> {
        part: &'static str,
        #[serde(flatten)]
        item: &'a T,
    }
    fn lines<T: Serialize>(part: &'static str, items: &[T], out: &mut dyn Write) -> io::Result<()> {
        items.iter().try_for_each(|item| {
            serde_json::to_writer(&mut *out, &Line { part, item })?;
            out.write_all(b"\n")
        })
    }
    let head = serde_json::json!({
        "part": "graph", "schema": graph.schema, "documents": graph.documents, "first": graph.first, "last": graph.last, "notes": graph.notes,
    });
    serde_json::to_writer(&mut *out, &head)?;
    out.write_all(b"\n")?;
    lines("node", &graph.nodes, out)?;
    lines("other", &graph.others, out)?;
    lines("deal", &graph.deals, out)?;
    lines("edge", &graph.edges, out)?;
    lines("cycle", &graph.cycles, out)
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
