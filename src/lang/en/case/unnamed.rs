//! Parties that have no name in the text: a common noun in the place of one.

use super::right::THING;
use super::{MARKER_REACH, Walk};
use crate::doc::Span;
use crate::lang::{Candidate, Case, Kind, Mark, Origin, Shape, Voice, next};

/// Pieces within which an unnamed party is looked for.
const NEAR: usize = 12;

impl Walk<'_> {
    /// "carve out its battery division": the thing owned, where no name for it follows.
    pub(super) fn unnamed_possession(&mut self) {
        let Some(owner) = next(self.pieces, self.last).filter(|&n| matches!(self.pieces[n].kind, Kind::Mention(_)) && self.is_owning(n)) else {
            return;
        };
        let rest = self.pieces[owner + 1..]
            .iter()
            .take(6)
            .take_while(|p| matches!(p.kind, Kind::Noun | Kind::Need(_) | Kind::Marker(Mark::Asset | Mark::Case(Case::Poss))));
        let Some((place, noun)) = rest.enumerate().filter(|(_, p)| matches!(p.kind, Kind::Noun | Kind::Marker(Mark::Asset))).last() else { return };
        // "its hydrogen arm, Idra": the name says it.
        if !self.is_party_noun(owner + 1 + place) {
            return;
        }
        let span = self.pieces[owner].span.cover(noun.span);
        if self.cases.has(Case::Object) && span.len() <= 60 {
            self.push_unnamed(span, Case::Object);
        }
    }

    /// "lent $2bn to internet providers", "sold the chain to a rival": prepositions with a common noun for a party and no name.
    pub(super) fn unnamed(&mut self) {
        let mut case = (self.shape.is_verb() && self.voice == Voice::Active).then_some(Case::Object);
        let mut at = self.last;
        for i in self.last + 1..self.pieces.len().min(self.last + NEAR) {
            let piece = self.pieces[i];
            if piece.depth != self.pieces[self.at].depth {
                continue;
            }
            match piece.kind {
                Kind::Marker(Mark::Case(Case::Poss)) => {}
                Kind::Marker(Mark::Case(next)) => (case, at) = (Some(next), i),
                Kind::Noun => {
                    // "hive off its truck arm into a new company": the object is told.
                    let told = case == Some(Case::To) && self.cases.to_is_object && self.has_object();
                    if let Some(case) = case.filter(|&c| !told && self.cases.has(c) && self.is_party_noun(i) && self.gap(at, i) <= MARKER_REACH) {
                        let start = self.pieces[at].span.end + 1;
                        let start = if i - at <= 2 && start < piece.span.start && piece.span.start - start <= 40 { start } else { piece.span.start };
                        self.push_unnamed(Span { start, end: piece.span.end }, case);
                    }
                    case = None;
                }
                // "the spin-off of its elevator business"
                Kind::Mention(_) if matches!(case, Some(Case::Of | Case::In | Case::From | Case::With)) && self.is_owning(i) => at = i - 1,
                Kind::Mention(_) | Kind::Trigger(..) | Kind::Word(_) => case = None,
                Kind::Comma | Kind::Colon | Kind::Stop | Kind::Marker(Mark::Relative | Mark::Whose | Mark::Then) => break,
                _ => {}
            }
        }
    }

    /// "The lender agreed to provide": the common noun that is the subject, where no name is.
    pub(super) fn unnamed_subject(&mut self, start: usize) {
        let is_near = |c: &Candidate| matches!(c.case, Case::Subject | Case::Poss | Case::To) && c.origin == Origin::Here && c.clauses == 0 && c.triggers == 0;
        if self.out[start..].iter().any(is_near) {
            return;
        }
        let from = self.first.saturating_sub(NEAR);
        for i in (from..self.first).rev() {
            let piece = self.pieces[i];
            match piece.kind {
                // "Promoters of X have pledged"
                Kind::Mention(_) if self.governor(i) == Some(Case::Of) => {}
                Kind::Comma | Kind::Colon | Kind::Stop | Kind::Quote | Kind::Mention(_) | Kind::Marker(Mark::Relative | Mark::Whose | Mark::Then) => return,
                Kind::Trigger(_, shape) if shape.is_verb() && !piece.span.overlaps(self.pieces[self.first].span) => return,
                Kind::Noun if piece.depth == self.pieces[self.at].depth => {
                    let owns = next(self.pieces, i).is_some_and(|n| self.gap(i, n) <= 1 && self.pieces[n].kind.is_case(Case::Poss));
                    let case = match (owns, self.shape) {
                        (true, Shape::Noun) if self.gap(i, self.at) <= 40 => Case::Poss,
                        (false, _) => Case::Subject,
                        _ => return,
                    };
                    if self.cases.has(case) && self.is_party_noun(i) && self.governor(i).is_none() {
                        self.push_unnamed(piece.span, case);
                    }
                    return;
                }
                _ => {}
            }
        }
    }

    /// "Halden's cement business was sold to Norvik": Halden sells it.
    pub(super) fn settle_owned_subject(&mut self, start: usize) {
        let Some(thing) = self.out[start..].iter().position(|c| c.rule == "en.unnamed" && c.case == Case::Subject).map(|i| start + i) else { return };
        let end = self.out[thing].span.end;
        let owner = self.out[start..].iter().position(|c| c.rule == "en.possessor" && c.span.end < end && end - c.span.end <= THING);
        let Some(owner) = owner.map(|i| start + i).filter(|_| self.cases.assets && self.voice == Voice::Passive) else { return };
        self.out[thing].span = self.out[owner].span.cover(self.out[thing].span);
        let owner = &mut self.out[owner];
        owner.case = [Case::From, Case::Poss].into_iter().find(|&case| self.cases.has(case)).unwrap_or(Case::By);
        (owner.origin, owner.rule) = (Origin::Here, "en.owner-of-object");
    }

    fn has_object(&self) -> bool {
        let end = self.pieces[self.last].span.end;
        self.out.iter().any(|c| c.case == Case::Object && c.origin == Origin::Here && c.span.start >= end)
    }

    /// A common noun that stands for a party itself: no name follows in apposition, nor another noun or trigger that it modifies.
    fn is_party_noun(&self, i: usize) -> bool {
        let adjoins = |n: usize| {
            self.gap(i, n) <= 1 && matches!(self.pieces[n].kind, Kind::Mention(_) | Kind::Noun | Kind::Trigger(_, Shape::Noun) | Kind::Word(Shape::Noun))
        };
        let apposed = |n: usize| {
            self.pieces[n].kind == Kind::Comma && matches!(self.pieces.get(n + 1).map(|p| p.kind), Some(Kind::Mention(_))) && self.gap(n, n + 1) <= 1
        };
        // "a bank loan": part of a deal word.
        let part = self.pieces[i.saturating_sub(4)..].iter().take(8).any(|p| p.kind.shape().is_some() && p.span.overlaps(self.pieces[i].span));
        let owns = |n: usize| self.gap(i, n) <= 1 && self.pieces[n].kind.is_case(Case::Poss);
        // "a group of lenders led by X": the name follows.
        let led = self.pieces[i + 1..]
            .iter()
            .take(NEAR)
            .take_while(|p| !matches!(p.kind, Kind::Mention(_) | Kind::Comma | Kind::Stop | Kind::Status(_)))
            .any(|p| p.kind.is_case(Case::LedBy) || p.kind == Kind::Marker(Mark::Such));
        let after = (i + 1..self.pieces.len().min(i + 6)).find(|&n| self.pieces[n].span.start >= self.pieces[i].span.end);
        !led && !part && !after.is_some_and(|n| adjoins(n) || apposed(n) || owns(n) && self.shape.is_verb() && i > self.at)
    }

    pub(super) fn push_unnamed(&mut self, span: Span, case: Case) {
        self.out.push(Candidate::unnamed(span, case, "en.unnamed", Origin::Here));
    }
}
