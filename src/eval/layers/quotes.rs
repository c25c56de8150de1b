//! Attributions: content, kind, speaker, title, affiliation.

use std::ops::Range;

use super::Sheet;
use crate::doc::{Quote, QuoteKind};
use crate::eval::case::Texts;
use crate::eval::compare::{contains, overlap_of_parts};
use crate::eval::pairing::pair;
use crate::eval::tally::Layer;
use crate::export::gold::{QuoteField, QuoteRecord};

/// Content of which less than this is shared is another quote's.
const SHARED: f64 = 0.5;

/// The parts, and the run from the first to the last: a split quote may be given either way.
struct Parts {
    parts: Vec<Range<usize>>,
    run: Vec<Range<usize>>,
}

impl Parts {
    fn new(parts: Vec<Range<usize>>) -> Self {
        let start = parts.iter().map(|p| p.start).min().unwrap_or(0);
        let end = parts.iter().map(|p| p.end).max().unwrap_or(0);
        Parts { run: std::iter::once(start..end).collect(), parts }
    }

    fn overlap(&self, other: &Parts) -> f64 {
        let one = |a: &[Range<usize>], b: &[Range<usize>]| overlap_of_parts(a, b);
        one(&self.parts, &other.parts).max(one(&self.run, &other.run)).max(one(&self.run, &other.parts)).max(one(&self.parts, &other.run))
    }
}

pub(super) fn score(sheet: &mut Sheet<'_>) {
    let (case, document) = (sheet.case, sheet.document);
    let records: Vec<&QuoteRecord> = case.gold.quotes().collect();
    let golds: Vec<Parts> = records.iter().map(|q| Parts::new(q.spans.iter().map(|s| s.range()).collect())).collect();
    let content = |q: &Quote| Parts::new(q.content.iter().map(|&c| document.text.source_span(c)).collect());
    let found: Vec<Parts> = document.quotes.iter().map(content).collect();
    let share = |g: &Parts, f: &Parts| Some(g.overlap(f)).filter(|&o| o >= SHARED).unwrap_or(0.0);
    let pairs = pair(&golds, &found, share);
    sheet.tally.add(Layer::Quotes, pairs.len(), found.len(), golds.len());
    for &(i, j) in &pairs {
        details(sheet, records[i], &document.quotes[j]);
    }
    for (_, record) in records.iter().enumerate().filter(|(i, _)| !pairs.iter().any(|p| p.0 == *i)) {
        sheet.miss(Layer::Quotes, record.line, format!("missed {:?}", record.content.join(" … ")));
    }
    for (j, parts) in found.iter().enumerate().filter(|(j, _)| !pairs.iter().any(|p| p.1 == *j)) {
        let speaker = document.quotes[j].speakers.first().and_then(|s| s.span).map_or("?", |s| document.text.source_str(s));
        let words: Vec<_> = parts.parts.iter().map(|p| &case.plain[p.clone()]).collect();
        sheet.miss_at(Layer::Quotes, parts.run[0].start, format!("wrong {:?} by {speaker:?}", words.join(" … ")));
    }
}

fn details(sheet: &mut Sheet<'_>, gold: &QuoteRecord, found: &Quote) {
    let (case, document) = (sheet.case, sheet.document);
    let mut judge = |layer, is_right: bool, what: String| {
        sheet.tally.judge(layer, is_right);
        if !is_right {
            sheet.miss(layer, gold.line, what);
        }
    };
    let name = QuoteKind::name;
    judge(Layer::QuoteKind, gold.kind == found.kind, format!("{}, found {}", name(gold.kind), name(found.kind)));
    let speakers: Vec<Texts> = found.speakers.iter().map(|s| Texts::new(document, s.span, s.entity)).collect();
    if let Some(wanted) = gold.speakers().first() {
        let first = speakers.first().map_or("nobody", Texts::first);
        judge(Layer::Speaker, speakers.iter().any(|t| case.is_party(wanted, t)), format!("{wanted}, found {first:?}"));
    }
    let words = |span: Option<crate::doc::Span>| span.map_or("", |s| document.text.source_str(s));
    if let Some(wanted) = gold.cue() {
        let cue = words(found.cue.map(|c| c.span));
        judge(Layer::Cue, contains(wanted, cue), format!("{wanted:?}, found {cue:?}"));
    }
    let speaker = found.speakers.first();
    if let Some(wanted) = gold.title() {
        let title = words(speaker.and_then(|s| s.title));
        judge(Layer::Title, contains(wanted, title), format!("{wanted:?}, found {title:?}"));
    }
    if let Some(wanted) = gold.affiliation().first() {
        let employer = speaker.and_then(|s| s.affiliation).map(|a| Texts::new(document, None, Some(a))).unwrap_or_default();
        judge(Layer::Affiliation, case.is_party(wanted, &employer), format!("{wanted}, found {:?}", employer.first()));
    }
    if let Some(wanted) = gold.fields.iter().find_map(|f| if let QuoteField::Stance(s) = f { Some(*s) } else { None }) {
        judge(Layer::Stance, wanted == found.stance, format!("{}, found {}", wanted.name(), found.stance.name()));
    }
}
