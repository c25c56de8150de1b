//! W3C Web Annotation: a page of annotations a document, each with its place by position (code points, as the recommendation says) and by its words.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::{Layer, Mark};
use crate::doc::Document;
use crate::export::graph::{document_id, document_iri};
use crate::export::{Offsets, Unit, View};

/// Characters before and after the words that help to find them again.
const CONTEXT: usize = 32;

/// Writes one line.
pub(crate) fn write(view: &View<'_>, document: &Document, out: &mut dyn Write) -> io::Result<()> {
    let layer = Layer::new(view, document);
    let page = Page { source: &document.text.source, iri: document_iri(&document_id(document)), offsets: Offsets::new(&document.text.source, Unit::Codepoint) };
    let is_there = |mark: &Mark| !mark.range.is_empty();
    let mut items: Vec<Value> = layer.marks.iter().filter(|m| is_there(m)).map(|m| page.mark(m)).collect();
    for (i, arc) in layer.arcs.iter().enumerate().filter(|(_, a)| is_there(&layer.marks[a.from]) && is_there(&layer.marks[a.to])) {
        items.push(json!({
            "id": page.id(&format!("r{}", i + 1)),
            "type": "Annotation",
            "motivation": "linking",
            "body": [{ "type": "TextualBody", "purpose": "tagging", "value": arc.label }, page.id(&layer.marks[arc.to].id)],
            "target": page.id(&layer.marks[arc.from].id),
        }));
    }
    let whole = json!({ "@context": "http://www.w3.org/ns/anno.jsonld", "id": page.id("page"), "type": "AnnotationPage", "items": items });
    serde_json::to_writer(&mut *out, &whole)?;
    out.write_all(b"\n")
}

struct Page<'a> {
    source: &'a str,
    iri: String,
    offsets: Offsets<'a>,
}

impl Page<'_> {
    fn id(&self, of: &str) -> String {
        format!("{}#{of}", self.iri)
    }

    fn mark(&self, mark: &Mark) -> Value {
        let range = mark.range.clone();
        let mut bodies = vec![json!({ "type": "TextualBody", "purpose": "tagging", "value": mark.label })];
        if let Some(key) = mark.fact("key") {
            bodies.push(json!({ "type": "TextualBody", "purpose": "identifying", "value": key }));
        }
        let facts: serde_json::Map<String, Value> = mark.facts.iter().filter(|(n, _)| *n != "key").map(|(n, v)| ((*n).to_owned(), json!(v))).collect();
        if !facts.is_empty() {
            bodies.push(json!({ "type": "TextualBody", "purpose": "describing", "format": "application/json", "value": Value::Object(facts).to_string() }));
        }
        let before = self.source[..range.start].char_indices().rev().take(CONTEXT).last().map_or(range.start, |(at, _)| at);
        let after = self.source[range.end..].char_indices().nth(CONTEXT).map_or(self.source.len(), |(at, _)| range.end + at);
        let position = json!({ "type": "TextPositionSelector", "start": self.offsets.at(range.start), "end": self.offsets.at(range.end) });
        let quote = json!({
            "type": "TextQuoteSelector",
            "exact": self.source[range.clone()],
            "prefix": self.source[before..range.start],
            "suffix": self.source[range.end..after],
        });
        json!({
            "id": self.id(&mark.id),
            "type": "Annotation",
            "motivation": "tagging",
            "body": bodies,
            "target": { "source": self.iri, "selector": [position, quote] },
        })
    }
}
