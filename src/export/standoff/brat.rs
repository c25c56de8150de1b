//! brat standoff: `.ann` beside `.txt`, deals as events, quotations as relations; the configuration comes from the frames. Offsets are code points,
//! half-open; a mark that runs over a line break is given in parts, because brat's lines are its structure.

use std::io::{self, Write};
use std::ops::Range;

use super::{ARCS, Kind, LABELS, Layer, Mark, roles};
use crate::doc::{Document, EntityType, Status};
use crate::export::{Offsets, Unit, View};

/// Writes the annotations.
pub(crate) fn write(view: &View<'_>, document: &Document, out: &mut dyn Write) -> io::Result<()> {
    let layer = Layer::new(view, document);
    let source = document.text.source.as_str();
    let offsets = Offsets::new(source, Unit::Codepoint);
    // What an arc or attribute names: the event of a deal, the words of the rest.
    let mut names = Vec::with_capacity(layer.marks.len());
    let mut events = 0;
    for (i, mark) in layer.marks.iter().enumerate() {
        let parts = lines(source, mark.range.clone());
        let places: Vec<_> = parts.iter().map(|p| format!("{} {}", offsets.at(p.start), offsets.at(p.end))).collect();
        let words: Vec<_> = parts.iter().map(|p| &source[p.clone()]).collect();
        if parts.is_empty() {
            names.push(None);
            continue;
        }
        writeln!(out, "T{}\t{} {}\t{}", i + 1, mark.label, places.join(";"), words.join(" "))?;
        if mark.kind == Kind::Deal {
            events += 1;
            names.push(Some(format!("E{events}")));
        } else {
            names.push(Some(format!("T{}", i + 1)));
        }
    }
    deals(&layer, &names, out)?;
    relations(&layer, &names, out)?;
    attributes(&layer, &names, out)
}

/// Writes the text that the offsets count.
pub(crate) fn write_text(_: &View<'_>, document: &Document, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(document.text.source.as_bytes())
}

/// The parts of a range between line breaks, without those that are empty.
fn lines(source: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut at = range.start;
    for piece in source[range].split(['\n', '\r']) {
        if !piece.is_empty() {
            parts.push(at..at + piece.len());
        }
        at += piece.len() + 1;
    }
    parts
}

/// `E1\tinvestment:T5 investor:T1 investor2:T2`.
fn deals(layer: &Layer, names: &[Option<String>], out: &mut dyn Write) -> io::Result<()> {
    for (i, mark) in layer.marks.iter().enumerate().filter(|(_, m)| m.kind == Kind::Deal) {
        let Some(event) = &names[i] else { continue };
        let mut line = format!("{event}\t{}:T{}", mark.label, i + 1);
        let mut seen: Vec<&str> = Vec::new();
        for arc in layer.arcs.iter().filter(|a| a.from == i && a.label != "same_deal") {
            let Some(to) = &names[arc.to] else { continue };
            let before = seen.iter().filter(|l| **l == arc.label).count();
            let number = if before == 0 { String::new() } else { (before + 1).to_string() };
            line.push_str(&format!(" {}{number}:{to}", arc.label));
            seen.push(&arc.label);
        }
        writeln!(out, "{line}")?;
    }
    Ok(())
}

fn relations(layer: &Layer, names: &[Option<String>], out: &mut dyn Write) -> io::Result<()> {
    let of_no_deal = layer.arcs.iter().filter(|a| layer.marks[a.from].kind != Kind::Deal || a.label == "same_deal");
    let mut number = 0;
    for arc in of_no_deal {
        if let (Some(from), Some(to)) = (&names[arc.from], &names[arc.to]) {
            number += 1;
            writeln!(out, "R{number}\t{} Arg1:{from} Arg2:{to}", arc.label)?;
        }
    }
    Ok(())
}

/// Status and hearsay of deals, kind and stance of quotations; keys of entities as notes.
fn attributes(layer: &Layer, names: &[Option<String>], out: &mut dyn Write) -> io::Result<()> {
    let mut number = 0;
    let mut notes = 0;
    for (mark, name) in layer.marks.iter().zip(names) {
        let Some(name) = name else { continue };
        for (fact, value) in facts(mark) {
            number += 1;
            writeln!(out, "A{number}\t{fact} {name}{}{value}", if value.is_empty() { "" } else { " " })?;
        }
        if let Some(key) = mark.fact("key") {
            notes += 1;
            writeln!(out, "#{notes}\tAnnotatorNotes {name}\t{}", crate::export::visible::for_line(key))?;
        }
    }
    Ok(())
}

/// Names and values of the attributes; a flag has no value and stands only where it holds.
fn facts(mark: &Mark) -> Vec<(&'static str, &str)> {
    match mark.kind {
        Kind::Deal => {
            let status = mark.fact("status").map(|s| ("status", s));
            let hearsay = (mark.fact("hearsay") == Some("true")).then_some(("hearsay", ""));
            status.into_iter().chain(hearsay).collect()
        }
        Kind::Quote => ["kind", "stance"].into_iter().filter_map(|n| mark.fact(n).map(|v| (n, v))).collect(),
        _ => Vec::new(),
    }
}

/// Writes `annotation.conf`.
pub(crate) fn write_configuration(view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "[entities]")?;
    for label in EntityType::ALL.iter().map(|t| t.name()).chain(LABELS) {
        writeln!(out, "{label}")?;
    }
    writeln!(out, "\n[relations]")?;
    for label in ARCS.iter().filter(|a| !matches!(**a, "amount" | "percent" | "shares" | "date")) {
        let ends = if *label == "same_deal" { "<EVENT>" } else { "<ENTITY>" };
        writeln!(out, "{label}\tArg1:{ends}, Arg2:{ends}")?;
    }
    writeln!(out, "\n[events]")?;
    for (_, frame) in view.frames.iter() {
        let roles: Vec<_> = frame.roles.iter().map(|r| format!("{}*:<ENTITY>", r.name)).collect();
        writeln!(out, "{}\t{}, amount*:amount, percent?:percent, shares?:shares, date*:date", frame.name, roles.join(", "))?;
    }
    let statuses: Vec<_> = Status::ALL.iter().map(|s| s.name()).collect();
    writeln!(out, "\n[attributes]")?;
    writeln!(out, "status\tArg:<EVENT>, Value:{}", statuses.join("|"))?;
    writeln!(out, "hearsay\tArg:<EVENT>")?;
    writeln!(out, "kind\tArg:quote, Value:direct|indirect|mixed")?;
    writeln!(out, "stance\tArg:quote, Value:positive|negative|neutral|mixed")
}

/// Writes `visual.conf`: labels for people and colours.
pub(crate) fn write_colours(view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "[labels]")?;
    for (_, frame) in view.frames.iter() {
        writeln!(out, "{} | {} {}", frame.name, frame.label_zh, frame.label_en)?;
    }
    writeln!(out, "\n[drawing]\nSPAN_DEFAULT\tfgColor:black, bgColor:#e8eaed, borderColor:darken")?;
    for (label, colour) in super::label_studio::COLOURS {
        writeln!(out, "{label}\tbgColor:{colour}")?;
    }
    for role in roles(view.frames) {
        writeln!(out, "{role}\tcolor:#1f6feb")?;
    }
    Ok(())
}
