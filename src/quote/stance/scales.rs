//! Judging words on two scales: what is said for and against, with what turns a word and what it is set against.

use crate::doc::{Document, Span};
use crate::lexicon::{Class, Lexicon};

/// How far a word works on what follows it, in bytes: eight characters of Chinese, four short words of English.
const REACH: u32 = 24;

/// What ends the clause that a word works in.
const CLAUSE_ENDS: [char; 7] = [',', ';', ':', '.', '。', '?', '!'];

/// What the judging words of an utterance come to.
#[derive(Debug, Default)]
pub(super) struct Scales {
    /// Words in favour that nothing turns.
    pub(super) good: u32,
    /// Words against that nothing turns.
    pub(super) bad: u32,
    /// Words in favour that are turned: no confidence.
    pub(super) good_turned: u32,
    /// Words against that are turned: not worried.
    pub(super) bad_turned: u32,
    /// Whether a judgement is set against what stands before it.
    pub(super) contrast: bool,
    /// Words that speak in favour behind the last contrast.
    pub(super) good_after: u32,
    /// Words that speak against behind the last contrast.
    pub(super) bad_after: u32,
    /// Whether the last of all speaks in favour.
    pub(super) last_is_good: Option<bool>,
}

impl Scales {
    /// Whether anything speaks in favour, and against.
    pub(super) fn sides(&self) -> (u32, u32) {
        (self.good + self.bad_turned, self.bad + self.good_turned)
    }

    fn count(&mut self, is_good: bool, is_turned: bool) {
        let (side, after) = match (is_good, is_turned) {
            (true, false) => (&mut self.good, &mut self.good_after),
            (false, true) => (&mut self.bad_turned, &mut self.good_after),
            (false, false) => (&mut self.bad, &mut self.bad_after),
            (true, true) => (&mut self.good_turned, &mut self.bad_after),
        };
        *side += 1;
        *after += u32::from(self.contrast);
        self.last_is_good = Some(is_good != is_turned);
    }

    fn set_against(&mut self) {
        self.contrast = true;
        (self.good_after, self.bad_after) = (0, 0);
    }

    /// Adds the judging words of one part of the utterance.
    pub(super) fn weigh(&mut self, lexicon: &Lexicon, doc: &Document, part: Span) {
        let first = doc.hits.partition_point(|h| h.span.start < part.start);
        let mut covered = part.start;
        // Where the last negation ends, and the last word of harm.
        let (mut negation, mut harm) = (None, None);
        for hit in doc.hits[first..].iter().take_while(|h| h.span.start < part.end) {
            if hit.span.end > part.end || hit.span.start < covered || lexicon.class_of(hit.row) != Class::Stance {
                continue;
            }
            covered = hit.span.end;
            let reaches = |from: Option<u32>| from.is_some_and(|from| reaches(&doc.text.folded, from, hit.span.start));
            let is_negated = reaches(negation);
            let value = lexicon.row(hit.row).value;
            match value {
                "negate" => {
                    // 不会不, not without: negated twice is said.
                    negation = (!is_negated).then_some(hit.span.end);
                    continue;
                }
                "contrast" => {
                    self.set_against();
                    continue;
                }
                // 削弱信心, undermines confidence: the harm is counted, the good is what it is done to.
                "positive" if !is_negated && reaches(harm) => {}
                "positive" => self.count(true, is_negated),
                "negative" | "harm" => self.count(false, is_negated),
                // A word that only looks like a judgement.
                _ => continue,
            }
            if value == "harm" {
                harm = Some(hit.span.end);
            }
            negation = None;
        }
    }
}

/// Whether a word that ends at `from` works on one that starts at `at`: near it, in its clause.
fn reaches(text: &str, from: u32, at: u32) -> bool {
    at < from + REACH && text.get(from as usize..at as usize).is_some_and(|between| !between.contains(CLAUSE_ENDS))
}
