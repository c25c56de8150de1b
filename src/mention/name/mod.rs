//! Names, known and unknown: companies, government bodies, organizations, persons.
//!
//! Candidates come from the lexicon (`known`), from the shape of the text (`lang::*::name`) and from bracketed stock codes (`ticker`);
//! doubtful ones are held against the rest of the document (`agree`); what is found once is then looked for everywhere, in short forms too
//! (`repeat`), and overlaps are settled (`candidate`).

mod agree;
mod candidate;
mod kinds;
mod known;
mod marks;
mod repeat;
mod scan;
mod tables;
mod ticker;
mod translation;

pub(crate) use candidate::{Candidate, SURE};
pub(crate) use marks::*;
pub(crate) use scan::Scan;
pub(crate) use tables::{Address, NameTables, Surname};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::doc::{Document, EntityType, Mention};
use crate::lang::{en, zh};
use crate::lexicon::Lexicon;
use crate::read::{has_han, is_han};

/// Fills `doc.mentions` with named mentions (names, aliases, tickers), sorted by start, without overlaps.
/// Gives the marks that it read, for the rooms that resolve the names.
pub(crate) fn find(lexicon: &Lexicon, tables: &NameTables, doc: &mut Document) -> Marks {
    let marks = Marks::new(tables, doc);
    let scan = Scan { text: &doc.text.folded, lexicon, tables, marks: &marks, hits: &doc.hits };
    let mut candidates = Vec::new();
    for sentence in &doc.sentences {
        let propose = if is_english(doc.text.get(sentence.span)) { en::name::propose } else { zh::name::propose };
        propose(&scan, sentence.span, &mut candidates);
    }
    known::find(&scan, &mut candidates);
    ticker::find(&scan, &mut candidates);
    persons_by_surname(&scan, &mut candidates);
    reinforce(&scan, &mut candidates);
    agree::find(&scan, &mut candidates);
    known::without_country(&scan, &mut candidates);
    known::prefer(&scan, &mut candidates);
    clip(doc, &mut candidates);
    candidate::settle(&mut candidates);
    translation::find(&scan, &mut candidates);
    repeat::find(&scan, &doc.sentences, &mut candidates);
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
    marks
}

/// Ends a name where a quantity begins: CoreWeave 7%股权 names CoreWeave.
fn clip(doc: &Document, candidates: &mut [Candidate]) {
    let mut starts: Vec<u32> = doc.amounts.iter().map(|a| a.span.start).chain(doc.percents.iter().map(|p| p.span.start)).collect();
    starts.extend(doc.shares.iter().map(|s| s.span.start));
    starts.sort_unstable();
    for c in candidates {
        if let Some(&start) = starts.get(starts.partition_point(|&s| s <= c.span.start)).filter(|&&s| s < c.span.end) {
            let words = doc.text.folded[c.span.start as usize..start as usize].trim_end();
            c.span.end = c.span.start + words.len() as u32;
        }
    }
}

/// English sentences quote Chinese names in brackets, Chinese ones hold Latin names; only English ones have words in lower case.
fn is_english(sentence: &str) -> bool {
    if !has_han(sentence) {
        return true;
    }
    let words = sentence.as_bytes().split(|b| !b.is_ascii_alphabetic());
    let lower = words.filter(|w| w.len() > 1 && w.iter().all(u8::is_ascii_lowercase)).count();
    lower >= 4 && lower * 4 >= sentence.chars().filter(|&c| is_han(c)).count()
}

/// Two or three words of which the last stands alone elsewhere are a person, of which the first does, a company.
fn persons_by_surname(scan: &Scan, candidates: &mut [Candidate]) {
    let singles: FxHashSet<&str> = candidates.iter().map(|c| &scan.text[c.span.range()]).filter(|w| !w.contains(' ')).collect();
    for c in candidates.iter_mut().filter(|c| c.kind == EntityType::Company && c.rule == crate::doc::Rule::Named("name.en.capital")) {
        let words = &scan.text[c.span.range()];
        let (Some((first, _)), Some((_, last))) = (words.split_once(' '), words.rsplit_once(' ')) else { continue };
        match (singles.contains(first), singles.contains(last)) {
            (false, true) if words.split(' ').count() <= 3 && !words.contains('&') => (c.kind, c.score) = (EntityType::Person, c.score + 0.15),
            (true, false) => c.score += 0.1,
            _ => {}
        }
    }
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
