//! spaCy's JSON (`Doc.from_json`), one document a line: entities and quantities as `ents`, which may not overlap, everything by its kind in `spans`.
//! Offsets are code points.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::tokens::{apart, cut};
use super::{Kind, Layer, Mark};
use crate::doc::Document;
use crate::export::{Offsets, Unit, View};

/// Groups of spans with the kinds that they hold.
const GROUPS: [(&str, &[Kind]); 4] =
    [("mentions", &[Kind::Entity]), ("quantities", &[Kind::Quantity, Kind::Date]), ("deals", &[Kind::Deal]), ("quotes", &[Kind::Quote])];

/// Writes one line.
pub(crate) fn write(view: &View<'_>, document: &Document, out: &mut dyn Write) -> io::Result<()> {
    let layer = Layer::new(view, document);
    let source = document.text.source.as_str();
    let offsets = Offsets::new(source, Unit::Codepoint);
    let span = |m: &Mark| {
        let kb_id = m.fact("key").unwrap_or_default();
        json!({ "start": offsets.at(m.range.start), "end": offsets.at(m.range.end), "label": m.label, "kb_id": kb_id })
    };
    let named = layer.marks.iter().filter(|m| matches!(m.kind, Kind::Quantity | Kind::Date) || matches!(m.fact("form"), Some("name" | "alias" | "ticker")));
    let ents: Vec<Value> = apart(named).into_iter().map(span).collect();
    let tokens: Vec<Value> = with_space(source, cut(document, &layer))
        .into_iter()
        .enumerate()
        .map(|(i, t)| json!({ "id": i, "start": offsets.at(t.start), "end": offsets.at(t.end) }))
        .collect();
    let sentence = |s: &crate::doc::Sentence| document.text.source_span(s.span);
    let sents: Vec<Value> = document.sentences.iter().map(|s| json!({ "start": offsets.at(sentence(s).start), "end": offsets.at(sentence(s).end) })).collect();
    let groups: Map<String, Value> = GROUPS
        .iter()
        .map(|(name, kinds)| ((*name).to_owned(), layer.marks.iter().filter(|m| kinds.contains(&m.kind) && !m.range.is_empty()).map(span).collect()))
        .collect();
    serde_json::to_writer(&mut *out, &json!({ "text": source, "ents": ents, "sents": sents, "tokens": tokens, "spans": groups }))?;
    out.write_all(b"\n")
}

/// spaCy knows one space after a token; all other white space is tokens of its own.
fn with_space(source: &str, words: Vec<std::ops::Range<usize>>) -> Vec<std::ops::Range<usize>> {
    let mut tokens = Vec::with_capacity(words.len());
    let mut at = 0;
    for word in words {
        push_gap(source, at, word.start, !tokens.is_empty(), &mut tokens);
        at = word.end;
        tokens.push(word);
    }
    let is_after = !tokens.is_empty();
    push_gap(source, at, source.len(), is_after, &mut tokens);
    tokens
}

fn push_gap(source: &str, from: usize, to: usize, after_token: bool, tokens: &mut Vec<std::ops::Range<usize>>) {
    let start = if after_token && source[from..to].starts_with(' ') { from + 1 } else { from };
    if start < to {
        tokens.push(start..to);
    }
}
