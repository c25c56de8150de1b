//! doccano JSONL for sequence labelling with relations. Offsets are code points.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::Layer;
use crate::doc::Document;
use crate::export::graph::document_id;
use crate::export::{Offsets, Unit, View};

/// Writes one line.
pub(crate) fn write(view: &View<'_>, document: &Document, out: &mut dyn Write) -> io::Result<()> {
    let layer = Layer::new(view, document);
    let source = document.text.source.as_str();
    let offsets = Offsets::new(source, Unit::Codepoint);
    let is_there = |mark: usize| !layer.marks[mark].range.is_empty();
    let entity = |i: usize| {
        let mark = &layer.marks[i];
        json!({ "id": i + 1, "label": mark.label, "start_offset": offsets.at(mark.range.start), "end_offset": offsets.at(mark.range.end) })
    };
    let entities: Vec<Value> = (0..layer.marks.len()).filter(|&i| is_there(i)).map(entity).collect();
    let arcs = layer.arcs.iter().filter(|a| is_there(a.from) && is_there(a.to));
    let relations: Vec<Value> = arcs.enumerate().map(|(i, a)| json!({ "id": i + 1, "from_id": a.from + 1, "to_id": a.to + 1, "type": a.label })).collect();
    serde_json::to_writer(&mut *out, &json!({ "id": document_id(document), "text": source, "entities": entities, "relations": relations }))?;
    out.write_all(b"\n")
}
