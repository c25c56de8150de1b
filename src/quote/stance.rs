//! What the words make of their subject: judging words with what turns them.

use super::cue::Kind;
use super::reader::Reader;
use crate::doc::{Span, Stance};
use crate::lexicon::Class;

/// How far a word works on what follows it, in bytes: eight characters of Chinese, four short words of English.
const REACH: u32 = 24;

/// What ends the clause that a word works in.
const CLAUSE_ENDS: [char; 7] = [',', ';', ':', '.', '。', '?', '!'];

/// The stance of the content.
pub(super) fn of(r: &Reader, content: &[Span], tone: Kind) -> Stance {
    // Who denies, warns or blames speaks against something, whatever he calls it.
    if tone == Kind::Against {
        return Stance::Negative;
    }
    let mut scales = Scales::default();
    for &part in content {
        weigh(r, part, &mut scales);
    }
    match (scales.positive, scales.negative) {
        (0, 0) if tone == Kind::For => Stance::Positive,
        // A question that is quoted is one that wants no answer.
        (0, 0) if asks(r, content) => Stance::Negative,
        (0, 0) => Stance::Neutral,
        (_, 0) => Stance::Positive,
        (0, _) => Stance::Negative,
        (p, n) if scales.contrast => {
            if p >= 3 * n {
                Stance::Positive
            } else if n >= 3 * p {
                Stance::Negative
            } else {
                Stance::Mixed
            }
        }
        (p, n) if p > n => Stance::Positive,
        (p, n) if n > p => Stance::Negative,
        _ => Stance::Mixed,
    }
}

/// The content ends in a question mark.
fn asks(r: &Reader, content: &[Span]) -> bool {
    content.last().is_some_and(|last| {
        let words = r.slice(last.start as usize, last.end as usize);
        words.trim_end_matches(['"', '”', '’', '」', '』', ' ']).ends_with('?')
    })
}

#[derive(Default)]
struct Scales {
    positive: u32,
    negative: u32,
    contrast: bool,
}

/// Whether a word that ends at `from` works on one that starts at `at`: near it, in its clause.
fn reaches(r: &Reader, from: Option<u32>, at: u32) -> bool {
    from.is_some_and(|from| at < from + REACH && !r.slice(from as usize, at as usize).contains(CLAUSE_ENDS))
}

fn weigh(r: &Reader, part: Span, scales: &mut Scales) {
    let hits = &r.doc.hits;
    let first = hits.partition_point(|h| h.span.start < part.start);
    let mut covered = part.start;
    // Where the last negation ends, and the last word of harm.
    let (mut negation, mut harm) = (None, None);
    for hit in hits[first..].iter().take_while(|h| h.span.start < part.end) {
        if hit.span.end > part.end || hit.span.start < covered {
            continue;
        }
        if r.lexicon.class_of(hit.row) != Class::Stance {
            continue;
        }
        covered = hit.span.end;
        let is_negated = reaches(r, negation, hit.span.start);
        let value = r.lexicon.row(hit.row).value;
        match value {
            "negate" => {
                // 不会不, not without: negated twice is said.
                negation = (!is_negated).then_some(hit.span.end);
                continue;
            }
            "contrast" => scales.contrast = true,
            "positive" if is_negated => scales.negative += 1,
            // 削弱信心, undermines confidence: the harm is counted, the good is what it is done to.
            "positive" if reaches(r, harm, hit.span.start) => {}
            "positive" => scales.positive += 1,
            "negative" | "harm" if is_negated => scales.positive += 1,
            "negative" | "harm" => scales.negative += 1,
            // A word that only looks like a judgement.
            _ => continue,
        }
        if value == "harm" {
            harm = Some(hit.span.end);
        }
        negation = None;
    }
}
