//! CoNLL-U: words and their names, with places in MISC (code points). Lemma, part of speech and syntax are not told.

use std::io::{self, Write};

use super::tokens::{apart, cut};
use super::{Kind, Layer};
use crate::doc::Document;
use crate::export::graph::document_id;
use crate::export::visible::for_line;
use crate::export::{Offsets, Unit, View};

/// Writes the document.
pub(crate) fn write(view: &View<'_>, document: &Document, out: &mut dyn Write) -> io::Result<()> {
    let layer = Layer::new(view, document);
    let source = document.text.source.as_str();
    let offsets = Offsets::new(source, Unit::Codepoint);
    let tokens = cut(document, &layer);
    let named = layer.marks.iter().filter(|m| matches!(m.kind, Kind::Entity | Kind::Quantity | Kind::Date));
    let mut names = apart(named.filter(|m| !matches!(m.fact("form"), Some("nominal" | "pronoun")))).into_iter().peekable();
    writeln!(out, "# newdoc id = {}", for_line(&document_id(document)))?;
    let mut words = tokens.into_iter().peekable();
    let mut paragraph = None;
    for (number, sentence) in document.sentences.iter().enumerate() {
        let range = document.text.source_span(sentence.span);
        if paragraph.replace(sentence.paragraph) != Some(sentence.paragraph) {
            writeln!(out, "# newpar")?;
        }
        writeln!(out, "# sent_id = {}", number + 1)?;
        writeln!(out, "# text = {}", for_line(&source[range.clone()]))?;
        let mut id = 0;
        while let Some(word) = words.next_if(|w| w.start < range.end) {
            id += 1;
            while names.next_if(|m| m.range.end <= word.start).is_some() {}
            let name = names.peek().filter(|m| m.range.start <= word.start).map(|m| {
                let key = m.fact("key").map(|k| format!("|Key={}", misc(k))).unwrap_or_default();
                format!("|NER={}-{}{key}", if m.range.start == word.start { "B" } else { "I" }, m.label)
            });
            let glued = if source[word.end..].chars().next().is_some_and(|c| !c.is_whitespace()) { "|SpaceAfter=No" } else { "" };
            let places = format!("start_char={}|end_char={}", offsets.at(word.start), offsets.at(word.end));
            let form = for_line(&source[word]).replace(' ', "\u{a0}");
            writeln!(out, "{id}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{places}{}{glued}", name.unwrap_or_default())?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// A value in MISC: `|` and `=` are its marks.
fn misc(text: &str) -> String {
    for_line(text).replace('|', "｜").replace('=', "＝").replace(' ', "_")
}
