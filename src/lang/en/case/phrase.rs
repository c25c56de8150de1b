//! Phrases that several sides need: lists, appositions, and the preposition that governs a mention.

use super::{MARKER_REACH, Walk};
use crate::lang::{Case, Kind, Mark, Piece, Shape, next, previous};

/// Bytes of what is set in behind a member of a list.
const SET_IN: u32 = 124;
/// Bytes between a name and the one that it modifies.
const MODIFIER: u32 = 32;

impl Walk<'_> {
    /// The noun before a comma that the name right after it stands in apposition to: "its unit, Acme"; "the retailer, Acme".
    pub(super) fn apposed(&self, comma: usize) -> Option<usize> {
        let name = self.pieces.get(comma + 1)?;
        let close = name.span.start - self.pieces[comma].span.end <= 1;
        if !close || !matches!(name.kind, Kind::Mention(_)) {
            return None;
        }
        self.noun_before(comma)
    }

    /// The common noun right before the piece at `at`.
    pub(super) fn noun_before(&self, at: usize) -> Option<usize> {
        let before = (at.saturating_sub(12)..at)
            .rev()
            .find(|&k| !matches!(self.pieces[k].kind, Kind::Need(_) | Kind::Hearsay | Kind::Comma) && !self.pieces[k].span.overlaps(self.pieces[at].span))?;
        // "banks" may be a verb too.
        let beside = self.pieces[before.saturating_sub(3)..].iter().take(7).filter(|p| p.span == self.pieces[before].span);
        let is_noun = beside.into_iter().any(|p| matches!(p.kind, Kind::Noun | Kind::Trigger(_, Shape::Noun) | Kind::Word(Shape::Noun)));
        (is_noun && self.gap(before, at) <= 2).then_some(before)
    }

    pub(super) fn in_list(&self, comma: usize) -> bool {
        let left =
            previous(self.pieces, comma).is_some_and(|p| matches!(self.pieces[p].kind, Kind::Mention(_)) && self.gap(p, comma) <= self.member_reach(comma));
        let right = next(self.pieces, comma).is_some_and(|n| match self.pieces[n].kind {
            Kind::Mention(_) => self.gap(comma, n) <= MARKER_REACH,
            Kind::Marker(Mark::And) => self.after(n).is_some_and(|m| matches!(self.pieces[m].kind, Kind::Mention(_))),
            _ => false,
        });
        left && right
    }

    /// First mention of the list that ends with the one at `i`: A, B and C. A comma joins only where "and" follows later in the list.
    pub(super) fn first_of_list(&self, mut i: usize) -> usize {
        let mut open = self.followed_by_and(i);
        for _ in 0..16 {
            let Some(mut joiner) = self.before(i).filter(|&j| self.gap(j, i) <= MARKER_REACH) else { break };
            // "A and its rival B"
            if self.pieces[joiner].kind.is_case(Case::Poss) {
                // "A and Halden's B"
                let named = || previous(self.pieces, joiner).filter(|&n| matches!(self.pieces[n].kind, Kind::Mention(_)) && self.gap(n, joiner) <= 1);
                let owner = if self.pieces[joiner].span.len() > 2 { Some(self.owner_at(joiner)) } else { named() };
                let Some(owner) = owner else { break };
                let Some(and) = previous(self.pieces, owner).filter(|&j| self.pieces[j].kind == Kind::Marker(Mark::And) && self.gap(j, owner) <= 1) else {
                    break;
                };
                joiner = and;
            }
            match self.pieces[joiner].kind {
                Kind::Marker(Mark::And) => {
                    open = true;
                    if let Some(comma) = previous(self.pieces, joiner).filter(|&c| self.pieces[c].kind == Kind::Comma && self.gap(c, joiner) <= 1) {
                        // "A, part of B, and C": what is set in is no member.
                        joiner = self.parenthesis(comma).unwrap_or(comma);
                    }
                }
                Kind::Comma if open || self.is_headline_list(joiner, i) => {}
                _ => break,
            }
            match previous(self.pieces, joiner).filter(|&k| matches!(self.pieces[k].kind, Kind::Mention(_)) && self.gap(k, joiner) <= self.member_reach(joiner))
            {
                Some(k) if (k > self.at) == (i > self.at) => i = k,
                _ => break,
            }
        }
        i
    }

    /// Bytes between a member of a list and what joins the next one to it: something may be set in between.
    fn member_reach(&self, joiner: usize) -> u32 {
        let behind = joiner.checked_sub(1).map(|b| self.pieces[b]);
        if behind.is_some_and(|b| b.kind == Kind::Bracket || b.depth > self.pieces[joiner].depth) { SET_IN } else { 8 }
    }

    /// "Acme, Norvik back Tessaly": in a headline a comma stands for "and" between the first words and the verb.
    fn is_headline_list(&self, comma: usize, i: usize) -> bool {
        comma == 1
            && i == 2
            && self.gap(0, 1) == 0
            && self.gap(1, 2) <= 1
            && self.pieces.get(3).is_some_and(|p| {
                matches!(
                    p.kind,
                    Kind::Trigger(_, Shape::Base | Shape::Third)
                        | Kind::Word(Shape::Base | Shape::Third)
                        | Kind::Status(_)
                        | Kind::Marker(Mark::Case(Case::To))
                ) && self.gap(2, 3) <= 1
            })
    }

    /// The piece after "and", without nouns in apposition: "and existing backers X".
    pub(super) fn after(&self, and: usize) -> Option<usize> {
        let mut n = next(self.pieces, and)?;
        for _ in 0..6 {
            if self.pieces[n].kind.shape() != Some(Shape::Noun) {
                break;
            }
            n = next(self.pieces, n)?;
        }
        Some(n)
    }

    pub(super) fn followed_by_and(&self, mut i: usize) -> bool {
        for _ in 0..12 {
            let Some(n) = next(self.pieces, i) else { return false };
            match self.pieces[n].kind {
                Kind::Marker(Mark::And) => return self.after(n).is_some_and(|m| matches!(self.pieces[m].kind, Kind::Mention(_))),
                Kind::Comma | Kind::Mention(_) => i = n,
                _ => return false,
            }
        }
        false
    }

    /// The preposition that governs the mention at `i`; of a name that an apposition, "such as" or "a group led by" brings in, that of the whole
    /// phrase. The "to" of an infinitive is none.
    pub(super) fn governor(&self, i: usize) -> Option<Case> {
        let mut at = i;
        let mut group = false;
        for _ in 0..8 {
            let before = self.before(at)?;
            let piece = self.pieces[before];
            if self.gap(before, at) > MARKER_REACH {
                return None;
            }
            at = match piece.kind {
                Kind::Comma => self.apposed(before).filter(|_| before + 1 == at)?,
                _ if piece.clause != self.pieces[at].clause => return None,
                // "from X's unit Y" goes on before X; "of its unit Y" before "its".
                Kind::Marker(Mark::Case(Case::Poss)) if piece.span.len() > 2 => self.owner_at(before),
                Kind::Marker(Mark::Case(Case::Poss)) => previous(self.pieces, before)?,
                Kind::Marker(Mark::Such) => {
                    group = true;
                    // "its lenders, among them X": of the trigger itself.
                    self.noun_before(before).filter(|&noun| !self.pieces[noun].span.overlaps(self.pieces[self.at].span))?
                }
                Kind::Marker(Mark::Case(Case::LedBy)) => match self.noun_before(before) {
                    Some(noun) => {
                        group = true;
                        noun
                    }
                    None => return Some(Case::LedBy),
                },
                // "a group of banks led by X": the group's case.
                Kind::Marker(Mark::Case(Case::Of)) if group => match self.noun_before(before) {
                    Some(noun) => noun,
                    None => return Some(Case::Of),
                },
                Kind::Marker(Mark::Case(case)) => return Some(case),
                // "shares owned by X", "part of X"
                Kind::Trigger(_, Shape::Phrase) | Kind::Word(Shape::Phrase) if before != self.at => return Some(Case::By),
                _ => return None,
            };
        }
        None
    }

    /// "its" is a mention and its case, side by side: the first of the two.
    fn owner_at(&self, case: usize) -> usize {
        case.checked_sub(1).filter(|&m| self.pieces[m].span == self.pieces[case].span).unwrap_or(case)
    }

    /// "its": a mention that is its own case.
    pub(super) fn is_owning(&self, i: usize) -> bool {
        self.pieces[i].mark == Some(Mark::Case(Case::Poss))
    }

    /// A name that says what the name behind it is, away from the trigger: "Halden-backed Norvik".
    pub(super) fn is_modifier(&self, i: usize) -> bool {
        self.pieces[i].mark == Some(Mark::Kin) && (i > self.at || self.gap(i, self.at) > 1)
    }

    /// "backed" of "Halden-backed Norvik".
    pub(super) fn is_in_compound(&self, i: usize) -> bool {
        let near = &self.pieces[i.saturating_sub(4)..i];
        near.iter().any(|p| p.mark == Some(Mark::Kin) && matches!(p.kind, Kind::Mention(_)) && p.span.gap(self.pieces[i].span) <= 1)
    }

    /// The piece before, without nouns in apposition: "with customer X", "from its lender X", "from Halden-backed X".
    pub(super) fn before(&self, at: usize) -> Option<usize> {
        let before = self.before_plain(at)?;
        let named = match self.pieces[before].kind {
            Kind::Mention(_) => before,
            _ if self.is_in_compound(before) => (before.saturating_sub(4)..before).rev().find(|&k| self.pieces[k].mark == Some(Mark::Kin))?,
            _ => return Some(before),
        };
        if self.is_modifier(named) && self.gap(named, at) <= MODIFIER { previous(self.pieces, named) } else { Some(before) }
    }

    fn before_plain(&self, at: usize) -> Option<usize> {
        let before = previous(self.pieces, at)?;
        match self.pieces[before].kind {
            Kind::Trigger(_, Shape::Noun) | Kind::Word(Shape::Noun) if self.pieces[before].span != self.pieces[self.at].span && self.gap(before, at) <= 1 => {
                (0..before).rev().take(6).find(|&k| !self.pieces[k].span.overlaps(self.pieces[before].span)).and_then(|k| previous(self.pieces, k + 1))
            }
            _ => Some(before),
        }
    }

    pub(super) fn gap(&self, a: usize, b: usize) -> u32 {
        self.pieces[a].span.gap(self.pieces[b].span)
    }

    pub(super) fn is_object_before(&self, mention: usize) -> bool {
        let depth = self.pieces[mention].depth;
        let counts = |p: &Piece| p.depth == depth && !matches!(p.kind, Kind::Noun | Kind::Need(_));
        let before = (mention.saturating_sub(4)..mention).rev().find(|&b| counts(&self.pieces[b]));
        before.is_some_and(|b| self.pieces[b].kind.shape().is_some_and(Shape::is_verb) && self.gap(b, mention) <= 5 && !self.is_in_compound(b))
    }

    /// "of" right behind another noun of a deal brings the mention in.
    pub(super) fn is_of_deal(&self, mention: usize) -> bool {
        let noun = self.noun_with_of(mention);
        noun.is_some_and(|n| matches!(self.pieces[n].kind, Kind::Trigger(_, Shape::Noun) | Kind::Word(Shape::Noun)))
    }

    /// The noun is a deal of its own, and not on the trigger's words.
    pub(super) fn is_of_other(&self, mention: usize) -> bool {
        let noun = self.noun_with_of(mention);
        noun.is_some_and(|n| matches!(self.pieces[n].kind, Kind::Trigger(_, Shape::Noun)) && n > self.last)
    }

    /// "of" right behind a business, a unit, a plant.
    pub(super) fn is_of_thing(&self, mention: usize) -> bool {
        self.noun_with_of(mention)
            .is_some_and(|n| self.pieces[n.saturating_sub(3)..=n].iter().any(|p| p.kind == Kind::Marker(Mark::Asset) && p.span.end == self.pieces[n].span.end))
    }

    /// What stands right before the "of" that brings the mention in.
    pub(super) fn noun_with_of(&self, mention: usize) -> Option<usize> {
        let of = (mention.saturating_sub(4)..mention).rev().find(|&b| self.pieces[b].kind.is_case(Case::Of))?;
        of.checked_sub(1).filter(|&n| self.gap(n, of) <= 1)
    }

    /// "Halden's Tessaly": a name right behind says what is owned.
    pub(super) fn owns_name(&self, i: usize) -> bool {
        let owns = next(self.pieces, i).filter(|&n| self.gap(i, n) <= 1 && self.pieces[n].kind.is_case(Case::Poss));
        owns.and_then(|n| next(self.pieces, n).filter(|&m| self.gap(n, m) <= 24)).is_some_and(|m| matches!(self.pieces[m].kind, Kind::Mention(_)))
    }

    /// "Norvik promoter sells 2%": the noun right behind the name says who acts, and nobody is named behind it.
    pub(super) fn names_holder(&self, i: usize) -> bool {
        let kin = (i + 1..self.pieces.len().min(i + 5)).find(|&n| self.pieces[n].kind == Kind::Marker(Mark::Kin) && self.gap(i, n) <= 1);
        kin.is_some_and(|kin| next(self.pieces, kin).is_none_or(|n| !matches!(self.pieces[n].kind, Kind::Mention(_)) || self.gap(kin, n) > 2))
    }
}
