//! Names, known and unknown: companies, government bodies, organizations, persons.
//!
//! Candidates come from the lexicon (`known`), from the shape of the text (`lang::*::name`) and from bracketed stock codes (`ticker`);
//! what is found once is then looked for everywhere, in short forms too (`repeat`), and overlaps are settled (`candidate`).

mod candidate;
mod known;
mod marks;
mod repeat;
mod scan;
mod tables;
mod ticker;

pub(crate) use candidate::{Candidate, SURE};
pub(crate) use marks::*;
pub(crate) use scan::Scan;
pub(crate) use tables::{NameTables, Surname};

use rustc_hash::FxHashMap;

use crate::doc::{Document, Language, Mention};
use crate::lang::{en, zh};
use crate::lexicon::Lexicon;
use crate::read::has_han;

/// Fills `doc.mentions` with named mentions (names, aliases, tickers), sorted by start, without overlaps.
pub(crate) fn find(lexicon: &Lexicon, tables: &NameTables, doc: &mut Document) {
    let marks = Marks::new(lexicon, doc);
    let scan = Scan { text: &doc.text.folded, lexicon, tables, marks: &marks, hits: &doc.hits };
    let mut candidates = Vec::new();
    for sentence in &doc.sentences {
        let is_english = doc.language == Language::En || !has_han(doc.text.get(sentence.span));
        let propose = if is_english { en::name::propose } else { zh::name::propose };
        propose(&scan, sentence.span, &mut candidates);
    }
    known::find(&scan, &mut candidates);
    ticker::find(&scan, &mut candidates);
    reinforce(&scan, &mut candidates);
    candidate::settle(&mut candidates);
    repeat::find(&scan, doc.language, &mut candidates);
    candidate::settle(&mut candidates);
    doc.mentions.clear();
    doc.mentions.extend(candidates.iter().filter(|c| c.score >= SURE).map(|c| Mention {
        span: c.span,
        kind: c.kind,
        form: c.form,
        entity: None,
        score: c.score.min(1.0),
        rule: c.rule,
    }));
}

/// A doubtful string that is proposed more than once is less doubtful.
fn reinforce(scan: &Scan, candidates: &mut [Candidate]) {
    let mut times: FxHashMap<&str, u8> = FxHashMap::default();
    for c in candidates.iter().filter(|c| c.score < SURE) {
        let count = times.entry(&scan.text[c.span.range()]).or_default();
        *count = count.saturating_add(1);
    }
    for c in candidates.iter_mut().filter(|c| c.score < SURE) {
        let times = times.get(&scan.text[c.span.range()]).copied().unwrap_or(1);
        c.score += 0.12 * f32::from(times.saturating_sub(1).min(2));
    }
}
