//! Attributed speech: marks, cues, and for each cue its source and content; then what stands in marks without a cue.
//!
//! The languages find who said what (`lang/*/speech`); this room pairs the marks, joins what goes on without a cue, and makes out the speaker.

pub(crate) mod attribution;
pub(crate) mod cue;
mod join;
pub(crate) mod marks;
pub(crate) mod reader;
mod speaker;
mod stance;
mod subject;
pub(crate) mod tables;

pub(crate) use tables::QuoteTables;

use std::cell::OnceCell;

use crate::doc::{Document, Language, Quote, Rule, Signs, Span, Stance};
use crate::lang::{en, zh};
use crate::lexicon::{Class, Lexicon};
use attribution::{Attribution, Claims};
use reader::{Reader, WordHit};

/// Fills `doc.quotes`, in order of their first content, and notes quotation marks without a partner.
pub(crate) fn find(lexicon: &Lexicon, tables: &QuoteTables, doc: &mut Document) {
    let mut regions = Vec::new();
    marks::pair(&doc.text.folded, &mut regions, &mut doc.notes);
    let mut cues = Vec::new();
    cue::collect(lexicon, &doc.hits, &doc.text.folded, &regions, &mut cues);
    if cues.is_empty() && regions.is_empty() {
        return;
    }
    let sources = source_words(lexicon, doc);
    let reader = Reader { text: &doc.text.folded, doc, lexicon, tables, regions: &regions, cues: &cues, sources: &sources, context: OnceCell::new() };
    let (quotes, tones) = attributed(&reader);
    doc.quotes = quotes;
    subject::find(doc);
    stance::find(lexicon, tables.stance(), doc, &tones);
}

fn source_words(lexicon: &Lexicon, doc: &Document) -> Vec<WordHit> {
    let wanted =
        |class: Class| matches!(class, Class::GroupSource | Class::UnnamedSource | Class::DocumentSource | Class::Title | Class::Pronoun | Class::Nominal);
    let hits = doc.hits.iter().map(|hit| WordHit { span: hit.span, class: lexicon.class_of(hit.row), row: hit.row });
    hits.filter(|hit| wanted(hit.class)).collect()
}

/// The quotations, and for each what sort of saying its cue tells of.
fn attributed(reader: &Reader) -> (Vec<Quote>, Vec<cue::Kind>) {
    let mut claims = Claims::new(reader.regions.len());
    let mut found: Vec<Attribution> = Vec::new();
    for index in 0..reader.cues.len() {
        match reader.cues[index].language {
            Language::Zh => zh::speech::attribute(reader, &mut claims, index, &mut found),
            Language::En => en::speech::attribute(reader, &mut claims, index, &mut found),
        }
    }
    found.retain(|a| !a.content.is_empty());
    found.sort_by_key(|a| a.content[0].start);
    join::uncued(reader, &mut claims, &mut found);
    found.sort_by_key(|a| a.content[0].start);
    let tones = found.iter().map(|a| a.tone).collect();
    let mut quotes: Vec<Quote> = Vec::with_capacity(found.len());
    for attribution in found {
        let speakers = speaker::speakers(reader, attribution.source.as_ref(), &quotes);
        let quote = Quote {
            kind: attribution.kind,
            cue: attribution.cue.map(|span| crate::doc::Cue { span }),
            speakers,
            date: date(reader, &attribution),
            medium: attribution.source.as_ref().and_then(|s| s.medium),
            entities: Vec::new(),
            deals: Vec::new(),
            stance: Stance::Neutral,
            signs: Signs::default(),
            rule: Rule::Named(attribution.rule),
            content: attribution.content,
        };
        quotes.push(quote);
    }
    (quotes, tones)
}

/// The date beside source and cue.
fn date(reader: &Reader, attribution: &Attribution) -> Option<crate::doc::Id<crate::doc::Date>> {
    const NEAR: usize = 90;
    let source = attribution.source.as_ref();
    let in_zone = source.and_then(|s| reader.date_in(s.zone.start as usize, s.zone.end as usize));
    let after_cue = || {
        let cue = attribution.cue?;
        let start = cue.end as usize;
        let next = attribution.content.iter().map(|c| c.start as usize).find(|&c| c >= start).unwrap_or(usize::MAX);
        let limit = next.min(start + NEAR).min(reader.text.len());
        let limit = reader.text.as_bytes()[start..limit].iter().position(|&b| b == b'\n').map_or(limit, |i| start + i);
        reader.date_in(start, limit)
    };
    let before = || {
        let phrase = source?.phrase.start as usize;
        let date = reader.date_in(phrase.saturating_sub(48), phrase)?;
        let gap = reader.slice(reader.doc.dates[date].span.end as usize, phrase);
        let inside = attribution.content.iter().any(|c: &Span| c.contains(reader.doc.dates[date].span));
        (!inside && !gap.contains(['。', '.', '\n', ';', '”', '"'])).then_some(date)
    };
    in_zone.or_else(after_cue).or_else(before).map(crate::doc::Id::new)
}
