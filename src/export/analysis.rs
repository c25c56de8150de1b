//! Answers about a corpus graph as short reports. As JSON they are their own types.

use std::io::{self, Write};

use super::columns::{clip, pad, width};
use super::corpus::{dollars, sum};
use crate::graph::analysis::{Behind, CyclesReport, Exposure, PathReport, Step, Timeline, Top, Total, Who};
use crate::graph::corpus::{Sum, Telling};

/// Tellings that a report quotes of a deal.
const QUOTED: usize = 2;

/// Money that comes back, hop by hop.
pub fn cycles(report: &CyclesReport, columns: usize, out: &mut dyn Write) -> io::Result<()> {
    for cycle in &report.cycles {
        let walk: Vec<&str> = cycle.nodes.iter().chain(cycle.nodes.first()).map(|n| n.name.as_str()).collect();
        let tags: String = cycle.tags.iter().map(|t| format!(" · {t}")).collect();
        let least = cycle.usd_least.map_or(String::new(), |usd| format!(" · at most {} goes round", dollars(usd)));
        writeln!(out, "{} · {}{tags}{least}", walk.join(" → "), cycle.kind)?;
        for hop in &cycle.hops {
            let usd = hop.usd.map_or(String::new(), |usd| format!(" · ≈ {}", dollars(usd)));
            writeln!(out, "  {} pays {}{usd}", hop.from.name, hop.to.name)?;
            hop.deals.iter().try_for_each(|deal| behind(deal, "    ", columns, out))?;
        }
        writeln!(out)?;
    }
    let more = if report.complete { "" } else { ", and more" };
    writeln!(out, "{} cycles of up to {} hops{more}", report.cycles.len(), report.max_length)
}

/// Money in and out.
pub fn exposure(report: &Exposure, columns: usize, out: &mut dyn Write) -> io::Result<()> {
    let concentration = report.concentration.map_or(String::new(), |c| format!(" · concentration {c:.2}"));
    writeln!(out, "{} ({}) · {} deals, {} counterparties{concentration}", report.company.name, report.company.id, report.deals, report.counterparties.len())?;
    for (what, totals) in [("pays", &report.pays), ("is paid", &report.receives)] {
        if !totals.is_empty() {
            writeln!(out, "\n{what}")?;
        }
        totals.iter().try_for_each(|t| writeln!(out, "  {}", total(t)))?;
    }
    if !report.counterparties.is_empty() {
        writeln!(out, "\ncounterparties")?;
    }
    for party in &report.counterparties {
        let share = party.share.filter(|s| *s > 0.0).map_or(String::new(), |s| format!(" · {:.0}% of its dollars", s * 100.0));
        let flows: Vec<String> =
            [("out", party.usd_out), ("in", party.usd_in)].iter().filter(|(_, usd)| *usd > 0).map(|(way, usd)| format!(" · {way} {}", dollars(*usd))).collect();
        writeln!(out, "  {}{}{share}", party.who.name, flows.concat())?;
        party.deals.iter().try_for_each(|deal| behind(deal, "    ", columns, out))?;
    }
    if !report.second.is_empty() {
        writeln!(out, "\nneighbours of neighbours")?;
    }
    report.second.iter().take(40).try_for_each(|n| writeln!(out, "  {} · through {}", n.who.name, names(&n.through)))
}

/// Ways from one party to another.
pub fn paths(report: &PathReport, columns: usize, out: &mut dyn Write) -> io::Result<()> {
    let Some(length) = report.length else {
        return writeln!(out, "no way from {} to {}", report.from.name, report.to.name);
    };
    let plural = if length == 1 { "" } else { "s" };
    writeln!(
        out,
        "{} to {}: {length} hop{plural}, {} ways{}",
        report.from.name,
        report.to.name,
        report.paths.len(),
        if report.complete { "" } else { " and more" }
    )?;
    for path in &report.paths {
        let first = path.first().map_or("", |s: &Step| &s.from.name);
        let walk: Vec<&str> = std::iter::once(first).chain(path.iter().map(|s| s.to.name.as_str())).collect();
        writeln!(out, "\n{}", walk.join(" – "))?;
        for step in path {
            step.deals.iter().try_for_each(|deal| behind(deal, "  ", columns, out))?;
        }
    }
    Ok(())
}

/// Deals by day.
pub fn timeline(report: &Timeline, columns: usize, out: &mut dyn Write) -> io::Result<()> {
    for event in &report.events {
        let parties: Vec<String> = event.roles.iter().map(|p| p.name.to_string()).collect();
        let amount = event.deal.amount.as_ref().map_or(String::new(), |a| format!(" · {}", sum(a)));
        let line = format!("{} · {} · {}{amount}", event.deal.r#type, event.status, parties.join(", "));
        writeln!(out, "{}  {}", pad(event.date.as_deref().unwrap_or("no day"), 10), line)?;
        event.deal.evidence.iter().take(1).try_for_each(|e| quoted(e, "            ", columns, out))?;
    }
    writeln!(out, "{} events", report.events.len())
}

/// Who matters most.
pub fn top(report: &Top, out: &mut dyn Write) -> io::Result<()> {
    let widest = report.parties.iter().map(|p| width(&p.who.name)).max().unwrap_or(0).clamp(8, 40);
    let title = ["party", "deals", "parties", "in", "out", "pagerank", "concentr.", "largest"];
    writeln!(
        out,
        "{}  {:>5}  {:>7}  {:>11}  {:>11}  {:>9}  {:>9}  {}",
        pad(title[0], widest),
        title[1],
        title[2],
        title[3],
        title[4],
        title[5],
        title[6],
        title[7]
    )?;
    for p in &report.parties {
        let concentration = p.concentration.map_or(String::new(), |c| format!("{c:.2}"));
        let largest = p.largest.as_ref().map_or(String::new(), |(who, share)| format!("{} {:.0}%", who.name, share * 100.0));
        let name = pad(&clip(&p.who.name, widest + 1), widest);
        let (paid, pays) = (money(p.usd_in), money(p.usd_out));
        writeln!(out, "{name}  {:>5}  {:>7}  {paid:>11}  {pays:>11}  {:>9.4}  {concentration:>9}  {largest}", p.deals, p.counterparties, p.pagerank)?;
    }
    Ok(())
}

fn money(usd: u64) -> String {
    if usd == 0 { String::new() } else { dollars(usd) }
}

fn names(list: &[Who]) -> String {
    list.iter().map(|w| w.name.as_str()).collect::<Vec<_>>().join(", ")
}

fn total(total: &Total) -> String {
    let plural = if total.deals == 1 { "" } else { "s" };
    let unknown = if total.without_sum > 0 { format!(", {} without a sum", total.without_sum) } else { String::new() };
    let usd = if total.usd > 0 { format!(" · ≈ {}", dollars(total.usd)) } else { String::new() };
    format!("{} · {} deal{plural}{unknown}{usd}", total.r#type, total.deals)
}

/// A deal with its sums, and the words that tell it.
fn behind(deal: &Behind, indent: &str, columns: usize, out: &mut dyn Write) -> io::Result<()> {
    let hearsay = if deal.hearsay { ", reported" } else { "" };
    let sums: Vec<&Sum> = deal.amounts.iter().filter(|a| &*a.role == "total").collect();
    let amount = match &sums[..] {
        [] => String::new(),
        [one] => format!(" · {}", sum(one)),
        several => format!(" · {}", several.iter().map(|s| format!("{} ({})", sum(s), s.documents)).collect::<Vec<_>>().join(" / ")),
    };
    let days = match (&deal.first, &deal.last) {
        (Some(first), Some(last)) if first != last => format!(" · {first} … {last}"),
        (Some(day), _) => format!(" · {day}"),
        _ => String::new(),
    };
    let plural = if deal.documents == 1 { "" } else { "s" };
    writeln!(out, "{indent}{} ({}) · {}{hearsay}{amount}{days} · {} document{plural}", deal.r#type, deal.flow, deal.status, deal.documents)?;
    deal.evidence.iter().take(QUOTED).try_for_each(|e| quoted(e, indent, columns, out))?;
    let left = deal.evidence.len().saturating_sub(QUOTED);
    if left > 0 { writeln!(out, "{indent}  (+{left})") } else { Ok(()) }
}

fn quoted(telling: &Telling, indent: &str, columns: usize, out: &mut dyn Write) -> io::Result<()> {
    let room = columns.saturating_sub(indent.len() + width(&telling.document) + 8);
    writeln!(out, "{indent}  “{}” [{}]", clip(&telling.text, room.max(30)), telling.document)
}
