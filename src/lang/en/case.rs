//! English case grammar: how each mention in a sentence stands to a trigger.
//!
//! English marks case by order around the verb, by prepositions and by 's; the passive and the participle turn subject and object about.

mod aside;
mod left;
mod phrase;
mod right;
mod unnamed;

use crate::lang::{Candidate, Case, CaseSet, Kind, Mark, Piece, Shape, Stage, Voice, next, previous};

/// Bytes of plain words that may stand between a preposition and its party: "from the privately held Oslo-based X".
const MARKER_REACH: u32 = 48;
/// Bytes of plain words between "and" and the verb that it joins.
const JOIN_REACH: u32 = 14;

/// Appends the candidates for the roles of the trigger at `at`.
pub(crate) fn candidates(pieces: &[Piece], at: usize, shape: Shape, cases: CaseSet, out: &mut Vec<Candidate>) -> Voice {
    // Frames that claim the same words stand side by side, needed words among them.
    let beside = |p: &&Piece| p.span.overlaps(pieces[at].span);
    let first = at - pieces[..at].iter().rev().take_while(beside).count();
    let last = at + pieces[at + 1..].iter().take_while(beside).count();
    let mut walk = Walk { pieces, at, first, last, shape, cases, out, voice: Voice::Active };
    if walk.is_passive() {
        walk.voice = Voice::Passive;
    }
    walk.left();
    walk.right();
    walk.settle_compound();
    walk.voice
}

struct Walk<'a> {
    pieces: &'a [Piece],
    at: usize,
    /// First and last piece on the trigger's words.
    first: usize,
    last: usize,
    shape: Shape,
    cases: CaseSet,
    out: &'a mut Vec<Candidate>,
    voice: Voice,
}

impl Walk<'_> {
    /// "was acquired", "being acquired", "the unit, acquired by X".
    fn is_passive(&self) -> bool {
        if !matches!(self.shape, Shape::Past | Shape::Participle) {
            return false;
        }
        let be = previous(self.pieces, self.first).is_some_and(|p| self.pieces[p].kind == Kind::Marker(Mark::Be) && self.gap(p, self.at) <= 24);
        let follows = next(self.pieces, self.last).filter(|&n| self.gap(self.at, n) <= 2).map(|n| self.pieces[n].kind);
        let by = follows.is_some_and(|k| k.is_case(Case::By) || k.is_case(Case::LedBy));
        be || by || self.is_reduced(follows)
    }

    /// "a stake held since May", ", bought in the market in April,": a participle that stands for a relative clause.
    fn is_reduced(&self, follows: Option<Kind>) -> bool {
        // "moved into premises leased from X": the subject of the whole takes them.
        let after_mention = self.first.checked_sub(2).is_some_and(|b| matches!(self.pieces[b].kind, Kind::Mention(_)) && self.gap(b, self.at) <= 4);
        if follows.is_some_and(|k| k.is_case(Case::From)) && !after_mention {
            return false;
        }
        let before = self.first.checked_sub(1).filter(|&b| self.gap(b, self.at) <= 16).map(|b| self.pieces[b].kind);
        if self.shape == Shape::Participle {
            // "had underwritten": "had" may be a deal word too.
            let near = self.pieces[..self.first].iter().rev().take(3).take_while(|p| p.span.gap(self.pieces[self.first].span) <= 16);
            return !near.into_iter().any(|p| p.kind == Kind::Status(Stage::Perfect));
        }
        // "into a company listed in Amsterdam": right behind a noun that is no subject.
        let noun = self.first.checked_sub(1).filter(|&b| self.pieces[b].kind == Kind::Noun && self.gap(b, self.at) <= 1);
        if noun.is_some_and(|n| self.governor(n).is_some()) {
            return true;
        }
        let after_comma = before == Some(Kind::Comma) && self.gap(self.first - 1, self.at) <= 1;
        after_comma && matches!(follows, Some(Kind::Date(_) | Kind::Marker(Mark::Case(Case::In | Case::From | Case::For | Case::To))))
    }
}
