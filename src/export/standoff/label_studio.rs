//! Label Studio: one task a document with our findings as its prediction, and the labelling configuration that it is read with. Offsets are code points.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::{ARCS, Kind, LABELS, Layer, Mark, roles};
use crate::doc::{Document, EntityType, Status};
use crate::export::graph::{document_id, title};
use crate::export::xml::Xml;
use crate::export::{Offsets, Unit, View};

/// Colours of the labels; deal types share one.
pub(super) const COLOURS: [(&str, &str); 11] = [
    ("company", "#8ab4f8"),
    ("government", "#c3a6ff"),
    ("organization", "#9ad0c2"),
    ("person", "#f6b26b"),
    ("product", "#d7ccc8"),
    ("index", "#cfd8dc"),
    ("location", "#cfd8dc"),
    ("amount", "#ffd54f"),
    ("percent", "#ffe082"),
    ("date", "#b0bec5"),
    ("quote", "#a5d6a7"),
];

/// Writes the task, as an element of an array.
pub(crate) fn write(view: &View<'_>, document: &Document, out: &mut dyn Write) -> io::Result<()> {
    let layer = Layer::new(view, document);
    let source = document.text.source.as_str();
    let offsets = Offsets::new(source, Unit::Codepoint);
    let mut result: Vec<Value> = Vec::new();
    for mark in layer.marks.iter().filter(|m| !m.range.is_empty()) {
        let words = json!(source[mark.range.clone()]);
        let mut region = |name: &str, kind: &str, text: &Value, value: Option<&str>| {
            let mut whole = json!({ "start": offsets.at(mark.range.start), "end": offsets.at(mark.range.end), "text": text });
            if let Some(value) = value {
                whole[kind] = json!([value]);
            }
            result.push(json!({ "id": mark.id, "from_name": name, "to_name": "text", "type": kind, "value": whole }));
        };
        region("label", "labels", &words, Some(&mark.label));
        choices(mark).into_iter().for_each(|(name, choice)| region(name, "choices", &words, Some(choice)));
        // The text of a text area stands where other regions have their words.
        if let Some(key) = mark.fact("key") {
            region("key", "textarea", &json!([key]), None);
        }
    }
    let is_there = |mark: usize| !layer.marks[mark].range.is_empty();
    for arc in layer.arcs.iter().filter(|a| is_there(a.from) && is_there(a.to)) {
        let (from, to) = (&layer.marks[arc.from].id, &layer.marks[arc.to].id);
        result.push(json!({ "type": "relation", "from_id": from, "to_id": to, "direction": "right", "labels": [arc.label] }));
    }
    let data = json!({
        "text": source,
        "id": document_id(document),
        "title": title(document),
        "lang": document.language.name(),
        "date": document.meta.date.map(|d| d.to_string()),
    });
    let prediction = json!({ "model_version": concat!("dealgraph ", env!("CARGO_PKG_VERSION")), "result": result });
    serde_json::to_writer(&mut *out, &json!({ "data": data, "predictions": [prediction] }))?;
    Ok(())
}

/// Names and values of what is chosen for a region.
fn choices(mark: &Mark) -> Vec<(&'static str, &str)> {
    match mark.kind {
        Kind::Deal => {
            let hearsay = (mark.fact("hearsay") == Some("true")).then_some(("hearsay", "hearsay"));
            mark.fact("status").map(|s| ("status", s)).into_iter().chain(hearsay).collect()
        }
        Kind::Quote => ["kind", "stance"].into_iter().filter_map(|n| mark.fact(n).map(|v| (n, v))).collect(),
        _ => Vec::new(),
    }
}

/// Writes the labelling configuration.
pub(crate) fn write_configuration(view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut xml = Xml::fragment(out);
    xml.open("View", &[])?;
    xml.open("Relations", &[])?;
    let mut arcs = roles(view.frames);
    arcs.extend(ARCS);
    arcs.sort_unstable();
    arcs.dedup();
    arcs.iter().try_for_each(|arc| xml.empty("Relation", &[("value", arc)]))?;
    xml.close("Relations")?;
    xml.open("Labels", &[("name", "label"), ("toName", "text")])?;
    for label in EntityType::ALL.iter().map(|t| t.name()).chain(LABELS) {
        let colour = COLOURS.iter().find(|(l, _)| *l == label).map_or("#e0e0e0", |(_, colour)| colour);
        xml.empty("Label", &[("value", label), ("background", colour)])?;
    }
    let deals: Vec<&str> = view.frames.iter().map(|(_, f)| f.name.as_str()).collect();
    deals.iter().try_for_each(|deal| xml.empty("Label", &[("value", deal), ("background", "#ef9a9a")]))?;
    xml.close("Labels")?;
    xml.empty("Text", &[("name", "text"), ("value", "$text")])?;
    let deals = deals.join(",");
    per_region(&mut xml, "status", &deals, &Status::ALL.map(Status::name))?;
    per_region(&mut xml, "hearsay", &deals, &["hearsay"])?;
    per_region(&mut xml, "kind", "quote", &["direct", "indirect", "mixed"])?;
    per_region(&mut xml, "stance", "quote", &["positive", "negative", "neutral", "mixed"])?;
    xml.empty("TextArea", &[("name", "key"), ("toName", "text"), ("perRegion", "true"), ("editable", "true")])?;
    xml.close("View")?;
    xml.end()
}

fn per_region(xml: &mut Xml<'_>, name: &str, labels: &str, choices: &[&str]) -> io::Result<()> {
    let attributes = [("name", name), ("toName", "text"), ("perRegion", "true"), ("choice", "single"), ("whenTagName", "label"), ("whenLabelValue", labels)];
    xml.open("Choices", &attributes)?;
    choices.iter().try_for_each(|choice| xml.empty("Choice", &[("value", choice)]))?;
    xml.close("Choices")
}
