//! What the words make of their subject: judging words with what turns them.

use super::cue::Kind;
use super::reader::Reader;
use crate::doc::{Span, Stance};
use crate::lexicon::Class;

/// How far a negation reaches, in bytes: six characters of Chinese, three short words of English.
const REACH: u32 = 18;

/// The stance of the content.
pub(super) fn of(r: &Reader, content: &[Span], tone: Kind) -> Stance {
    let mut scales = Scales::default();
    for &part in content {
        weigh(r, part, &mut scales);
    }
    match (scales.positive, scales.negative) {
        (0, 0) => match tone {
            Kind::Against => Stance::Negative,
            Kind::For => Stance::Positive,
            Kind::Say | Kind::Think | Kind::Expect => Stance::Neutral,
        },
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

#[derive(Default)]
struct Scales {
    positive: u32,
    negative: u32,
    contrast: bool,
}

fn weigh(r: &Reader, part: Span, scales: &mut Scales) {
    let hits = &r.doc.hits;
    let first = hits.partition_point(|h| h.span.start < part.start);
    let mut covered = part.start;
    let mut negated_until = 0;
    for hit in hits[first..].iter().take_while(|h| h.span.start < part.end) {
        if hit.span.end > part.end || hit.span.start < covered {
            continue;
        }
        if r.lexicon.class_of(hit.row) != Class::Stance {
            continue;
        }
        let row = r.lexicon.row(hit.row);
        covered = hit.span.end;
        let is_negated = hit.span.start < negated_until;
        match &*row.value {
            "negate" => {
                negated_until = hit.span.end + REACH;
                continue;
            }
            "contrast" => scales.contrast = true,
            "positive" if is_negated => scales.negative += 1,
            "positive" => scales.positive += 1,
            "negative" if is_negated => scales.positive += 1,
            "negative" => scales.negative += 1,
            _ => {}
        }
        negated_until = 0;
    }
}
