//! What is set in or apart: relative clauses, appositions, brackets, labels.

use super::Walk;
use crate::lang::{Candidate, Case, Kind, Mark, Origin, Piece, Shape, Stage, previous};

/// Bytes of an apposition without a known word.
const BARE_REACH: u32 = 80;

impl Walk<'_> {
    /// "which" with a preposition before it gives that case to the party before; after a comma, and with a subject behind it, the party is the object.
    pub(super) fn relative_case(&self, relative: usize, mentions: u8) -> Option<Case> {
        let before = relative.checked_sub(1).filter(|&b| self.gap(b, relative) <= 1)?;
        // "X, a start-up that Y backed"
        if mentions > 0 && self.pieces[before].kind == Kind::Noun && self.is_apposition(before) {
            return Some(Case::Object);
        }
        match self.pieces[before].kind {
            Kind::Marker(Mark::Case(case)) if case != Case::Poss => Some(case),
            Kind::Comma if mentions > 0 => Some(Case::Object),
            Kind::Comma => Some(Case::Subject),
            _ => None,
        }
    }

    /// The noun stands in apposition to the name before a comma: "X, a Danish maker of pumps".
    pub(super) fn is_apposition(&self, noun: usize) -> bool {
        let comma = (noun.saturating_sub(4)..noun).rev().find(|&k| self.pieces[k].kind == Kind::Comma && self.gap(k, noun) <= 40);
        let bare = |k: usize| self.pieces[k + 1..noun].iter().all(|p| matches!(p.kind, Kind::Noun | Kind::Need(_)));
        comma.filter(|&k| bare(k)).and_then(|k| previous(self.pieces, k)).is_some_and(|p| matches!(self.pieces[p].kind, Kind::Mention(_)))
    }

    /// The comma that opens the clause which the comma at `close` ends, where that clause is relative, participial or an apposition to a mention.
    pub(super) fn parenthesis(&self, close: usize) -> Option<usize> {
        let open = (close.saturating_sub(28)..close)
            .rev()
            .find(|&k| matches!(self.pieces[k].kind, Kind::Comma | Kind::Stop) && self.pieces[k].depth == self.pieces[close].depth)?;
        if self.pieces[open].kind != Kind::Comma || self.in_list(open) {
            return None;
        }
        let after_mention = previous(self.pieces, open)
            .is_some_and(|p| matches!(self.pieces[p].kind, Kind::Mention(_) | Kind::Marker(Mark::Case(Case::Poss))) && self.gap(p, open) <= 4);
        let first = self.pieces[open + 1..=close].iter().find(|p| !matches!(p.kind, Kind::Need(_) | Kind::Hearsay))?;
        let start = first.span.start - self.pieces[open].span.end;
        // "which A, B and C bought": a list begins.
        let subject = |p: &Piece| matches!(p.kind, Kind::Mention(_)) && p.span.gap(first.span) <= 1;
        if first.kind == Kind::Marker(Mark::Relative) && self.in_list(close) && self.pieces[close - 1..close].iter().any(subject) {
            return None;
        }
        let opens = match first.kind {
            Kind::Marker(Mark::Relative | Mark::Whose | Mark::Then | Mark::Case(_)) | Kind::Status(Stage::Perfect) => start <= 2,
            Kind::Trigger(_, shape) | Kind::Word(shape) if matches!(shape, Shape::Past | Shape::Participle | Shape::Gerund) => start <= 2,
            Kind::Trigger(_, Shape::Noun | Shape::Phrase) | Kind::Word(Shape::Noun) | Kind::Noun => start <= 30,
            _ => self.is_bare(open, close) && !self.in_list(close),
        };
        (after_mention && opens).then_some(open)
    }

    /// ", 46," or ", founded a decade ago,": nothing known stands between the commas.
    pub(super) fn is_bare(&self, open: usize, close: usize) -> bool {
        open + 1 == close && self.gap(open, close) <= BARE_REACH
    }

    /// "its" at the head of an apposition to the name before the comma.
    pub(super) fn owns_apposition(&self, i: usize) -> bool {
        let comma = i.checked_sub(1).filter(|&c| self.pieces[c].kind == Kind::Comma && self.gap(c, i) <= 1);
        let named = comma.and_then(|c| previous(self.pieces, c)).is_some_and(|n| matches!(self.pieces[n].kind, Kind::Mention(_)));
        named && self.pieces[i].mark == Some(Mark::Case(Case::Poss))
    }

    /// Makes the mention right before an opening bracket the subject of the verb inside, where that has none.
    pub(super) fn before_bracket(&mut self, bracket: usize, start: usize, triggers: u8) {
        let Some(before) = bracket.checked_sub(1).filter(|&b| self.gap(b, bracket) <= 1 && triggers == 0) else { return };
        if let Kind::Mention(mention) = self.pieces[before].kind
            && self.shape != Shape::Noun
            && self.out[start..].iter().all(|c| c.case != Case::Subject)
        {
            let span = self.pieces[before].span;
            self.out.push(Candidate {
                span,
                mention: Some(mention),
                case: Case::Subject,
                rule: "en.before-bracket",
                origin: Origin::Here,
                group: before as u32,
                clauses: 0,
                mentions: 0,
                triggers: 0,
            });
        }
    }

    /// A colon right after the party that opens the sentence.
    pub(super) fn is_label(&self, colon: usize) -> bool {
        colon.checked_sub(1).is_some_and(|b| matches!(self.pieces[b].kind, Kind::Mention(_) | Kind::Bracket))
            && self.pieces[..colon].iter().all(|p| matches!(p.kind, Kind::Mention(_) | Kind::Bracket | Kind::Noun | Kind::Need(_) | Kind::Marker(Mark::And)))
    }
}
