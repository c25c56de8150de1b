//! What may be a name, and how overlaps between such are settled.

use crate::doc::{EntityType, Form, Rule, Span};

/// A stretch of text that may be a name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Candidate {
    /// Where.
    pub(crate) span: Span,
    /// What it would be.
    pub(crate) kind: EntityType,
    /// How it names.
    pub(crate) form: Form,
    /// How sure, 0 to 1.
    pub(crate) score: f32,
    /// Why.
    pub(crate) rule: Rule,
}

/// From this score on a candidate is a name without further evidence.
pub(crate) const SURE: f32 = 0.6;

impl Candidate {
    /// A name found by a rule in code.
    pub(crate) fn new(span: Span, kind: EntityType, score: f32, rule: &'static str) -> Self {
        Candidate { span, kind, form: Form::Name, score, rule: Rule::Named(rule) }
    }

    /// Stands in the lexicon.
    pub(crate) fn is_known(&self) -> bool {
        matches!(self.rule, Rule::Row(_))
    }
}

/// Keeps the better of overlapping candidates: the longer one, unless it is much less sure. Leaves them sorted by start.
pub(crate) fn settle(candidates: &mut Vec<Candidate>) {
    candidates.sort_by(|a, b| (a.span.start, b.span.end).cmp(&(b.span.start, a.span.end)).then(b.score.total_cmp(&a.score)));
    let mut kept: Vec<Candidate> = Vec::with_capacity(candidates.len());
    for candidate in candidates.drain(..) {
        loop {
            match kept.last() {
                Some(last) if last.span.overlaps(candidate.span) => {
                    if !beats(&candidate, last) {
                        break;
                    }
                    kept.pop();
                }
                _ => {
                    kept.push(candidate);
                    break;
                }
            }
        }
    }
    *candidates = kept;
}

fn beats(new: &Candidate, old: &Candidate) -> bool {
    let weight = |c: &Candidate| c.score + 0.012 * c.span.len().min(60) as f32;
    match (new.span.contains(old.span), old.span.contains(new.span)) {
        // What the lexicon knows is what is meant.
        (true, true) if new.is_known() != old.is_known() => new.is_known(),
        (true, true) => new.score > old.score,
        (true, false) => new.score >= SURE || new.score >= old.score,
        (false, true) => !(old.score >= SURE || old.score >= new.score),
        _ => weight(new) > weight(old),
    }
}
