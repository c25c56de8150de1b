//! What stands behind a trigger: its object, and the parties that prepositions bring.

use super::{MARKER_REACH, Walk};
use crate::doc::Span;
use crate::lang::{Candidate, Case, Kind, Mark, Origin, Piece, Shape, Stage, Voice, WINDOW, next, previous};

/// Bytes between a first object and the figure of the second: "a ".
const SECOND: u32 = 4;

/// Bytes of what is set in between commas.
const SET_IN: u32 = 120;
/// Bytes from an owner to the end of what it owns.
pub(super) const THING: u32 = 60;
/// Bytes between a noun of relation and whom "in" brings in: "in the Danish".
const FOUND: u32 = 16;

/// A party follows of which something is owned: "stake in Norvik".
fn later_in(later: &[Candidate]) -> bool {
    later.iter().any(|c| c.case == Case::In && c.origin == Origin::Here && c.triggers <= 1)
}

impl Walk<'_> {
    pub(super) fn right(&mut self) {
        let trigger = self.pieces[self.at];
        let (mut mentions, mut triggers, mut clauses) = (0u8, 0u8, 0u8);
        let mut last_trigger = trigger.span;
        let mut objects: Vec<(usize, usize, bool)> = Vec::new();
        // "The purchase was funded": the noun's own complements stand before its verb.
        let mut is_past_verb = false;
        // "Backed by A and B, C": C is what it is said of.
        let closed = if self.is_fronted() { self.behind().map(|(comma, _)| comma) } else { None };
        let mut from = self.last + 1;
        for i in self.last + 1..closed.unwrap_or(self.pieces.len()).min(self.last + WINDOW) {
            let piece = self.pieces[i];
            if i < from || piece.depth != trigger.depth || self.is_led_by(i) {
                continue;
            }
            match piece.kind {
                Kind::Stop | Kind::Colon => break,
                Kind::Comma => {
                    if let Some(close) = self.set_in(i) {
                        from = close + 1;
                        continue;
                    }
                    if !self.phrase_goes_on(i) {
                        break;
                    }
                    clauses = clauses.saturating_add(u8::from(!self.in_list(i)));
                }
                Kind::Marker(Mark::Relative | Mark::Whose | Mark::Then) => break,
                // "raised $1.2bn in a round led by X and is in talks with Y": another verb of the same subject.
                Kind::Marker(Mark::And) if self.joins_verb(i) => break,
                Kind::Trigger(_, shape) if !piece.span.overlaps(last_trigger) => {
                    let apposed = shape == Shape::Noun && self.is_before_name(i) || self.is_in_compound(i);
                    triggers = triggers.saturating_add(u8::from(!apposed));
                    last_trigger = piece.span;
                }
                // "bought Halden-backed Norvik"
                Kind::Mention(_) if self.is_modifier(i) => {}
                Kind::Marker(Mark::Be) => is_past_verb = self.shape == Shape::Noun,
                Kind::Mention(mention) => {
                    let first = self.first_of_list(i);
                    let poss = next(self.pieces, i).is_some_and(|n| self.gap(i, n) <= 1 && self.pieces[n].kind.is_case(Case::Poss));
                    let (case, rule) = match self.governor(first) {
                        // "bought shares held by X", "borrowed under a facility arranged by X": another participle's agent.
                        Some(Case::By) if self.shape.is_verb() && self.voice == Voice::Active => (Case::From, "en.agent-of-object"),
                        Some(case) => (case, "en.preposition"),
                        None => (Case::Object, "en.object"),
                    };
                    // "backed by Acme and the venture arm of Norvik": whose arm it is.
                    if case == Case::Of && self.is_of_member(first) {
                        continue;
                    }
                    // "bought the cement business of Halden"
                    let (case, rule) = if case == Case::Of && self.cases.assets && self.cases.has(Case::From) && self.is_of_thing(first) {
                        (Case::From, "en.owner-of-object")
                    } else {
                        (case, rule)
                    };
                    // "financing for Acme's takeover of Norvik": the other deal's.
                    if case == Case::Of && triggers > 0 && self.is_of_other(first) {
                        mentions = mentions.saturating_add(u8::from(first == i));
                        continue;
                    }
                    if is_past_verb && triggers > 0 && matches!(case, Case::From | Case::With | Case::To | Case::For) {
                        mentions = mentions.saturating_add(u8::from(first == i));
                        continue;
                    }
                    let start = self.out.len();
                    self.out.push(Candidate {
                        span: piece.span,
                        mention: Some(mention),
                        case,
                        rule,
                        origin: if poss { Origin::Modifier } else { Origin::Here },
                        group: first as u32,
                        clauses,
                        mentions,
                        triggers,
                    });
                    if poss {
                        objects.push((start, i, self.is_owning(i)));
                    }
                    mentions = mentions.saturating_add(u8::from(first == i && !poss));
                }
                _ => {}
            }
        }
        self.settle_dative();
        self.settle_found();
        self.unnamed_possession();
        self.unnamed();
        // "bought X's unit Y": X sold it. Where nothing follows, X itself is meant ("bought X's stores").
        for (owner, place, pronoun) in objects {
            let later = self.out[owner + 1..]
                .iter()
                .any(|c| c.case == self.out[owner].case && c.span.start > self.out[owner].span.end && c.span.start - self.out[owner].span.end < 60);
            let holds = self.shape.is_verb() && self.out[owner + 1..].iter().any(|c| matches!(c.case, Case::In | Case::Of) && c.origin == Origin::Here);
            // "the sale of Halden's stake in Norvik": Halden's to sell, and bought from it.
            let sold = !self.shape.is_verb() && self.out[owner].case == Case::Of && later_in(&self.out[owner + 1..]);
            let thing = if later || pronoun { None } else { self.thing_of(place, self.out[owner].case) };
            let candidate = &mut self.out[owner];
            if let Some(thing) = thing {
                // "bought Halden's cement business"
                // "a deal for Halden's cement business": Halden sells it, and makes no bid.
                let bought = candidate.case == Case::For || self.shape == Shape::Noun && candidate.case == Case::Object || self.cases.has(Case::From);
                let case = std::mem::replace(&mut candidate.case, if bought { Case::From } else { Case::Poss });
                (candidate.origin, candidate.rule) = (Origin::Here, "en.owner-of-object");
                self.push_unnamed(thing, case);
            } else if sold {
                (candidate.case, candidate.origin, candidate.rule) =
                    (if self.cases.has(Case::From) { Case::From } else { Case::Poss }, Origin::Here, "en.holder-of-object");
            } else if holds && !pronoun && matches!(candidate.case, Case::Object | Case::For) && self.cases.has(Case::In) {
                // "buys Halden's stake in Norvik", "pays $3m for" it: from Halden; "raises Halden's interest in Norvik": whose it is, whatever raises it.
                candidate.case = if self.cases.has(Case::From) { Case::From } else { Case::Poss };
                candidate.origin = Origin::Here;
                candidate.rule = "en.holder-of-object";
            } else if later && !pronoun && candidate.case != Case::Object && self.shape.is_verb() {
                // "from Acme and Halden's Norvik": Halden is no member.
                candidate.group = place as u32;
            } else if later && candidate.case == Case::Object {
                candidate.case = Case::From;
                candidate.rule = "en.owner-of-object";
            } else if pronoun {
                // "sold its stake", "the spin-off of its elevator business": whose the thing is, not the thing.
                candidate.case = Case::Poss;
                candidate.rule = "en.own";
            } else if !later {
                candidate.origin = Origin::Here;
                // "assembles Halden's phones"
                let takes = candidate.case == Case::Object || candidate.case == Case::Of && !self.cases.has(Case::Of);
                if self.shape.is_verb() && takes && self.cases.has(Case::Poss) {
                    candidate.case = Case::Poss;
                }
            }
        }
    }

    /// "of" brings the mention in behind a common noun that "and" joins to a name.
    fn is_of_member(&self, mention: usize) -> bool {
        let is_noun = |n: &usize| matches!(self.pieces[*n].kind, Kind::Noun | Kind::Marker(Mark::Asset | Mark::Kin));
        let Some(noun) = self.noun_with_of(mention).filter(is_noun) else { return false };
        let noun = self.pieces[noun].span;
        let before = self.pieces[self.last + 1..mention].iter().rev().skip_while(|p| p.span.end >= noun.start);
        let mut joined = before.take_while(|p| p.span.gap(noun) <= MARKER_REACH);
        joined.next().is_some_and(|p| p.kind == Kind::Marker(Mark::And)) && joined.next().is_some_and(|p| matches!(p.kind, Kind::Mention(_) | Kind::Comma))
    }

    /// The business, unit or plant that the mention at `i` owns, where it has no name: "Halden's Indian cement business".
    fn thing_of(&self, i: usize, case: Case) -> Option<Span> {
        if !self.cases.assets || !matches!(case, Case::Object | Case::Of | Case::In) {
            return None;
        }
        let within = |p: &Piece| matches!(p.kind, Kind::Noun | Kind::Need(_) | Kind::Marker(Mark::Asset | Mark::Case(Case::Poss)));
        let rest = self.pieces[i + 1..].iter().take(8).take_while(|&p| within(p) && p.span.gap(self.pieces[i].span) <= THING);
        let (place, thing) = rest.enumerate().filter(|(_, p)| p.kind == Kind::Marker(Mark::Asset)).last()?;
        let named = next(self.pieces, i + 1 + place).is_some_and(|n| matches!(self.pieces[n].kind, Kind::Mention(_)) && self.gap(i + 1 + place, n) <= 2);
        (!named).then(|| self.pieces[i].span.cover(thing.span))
    }

    /// "found a partner in Norvik", "has a big customer in Norvik": the noun says what Norvik is to the subject.
    fn settle_found(&mut self) {
        let end = self.pieces[self.last].span.end;
        let is = |c: &Candidate| c.case == Case::In && c.origin == Origin::Here && c.span.start >= end && c.span.start - end <= FOUND;
        let copula = previous(self.pieces, self.first).is_some_and(|p| self.pieces[p].kind == Kind::Marker(Mark::Be));
        if !self.cases.relation || self.cases.has(Case::In) || copula || !self.out.iter().any(is) {
            return;
        }
        for candidate in self.out.iter_mut() {
            if is(candidate) {
                (candidate.case, candidate.rule) = (Case::Object, "en.found-in");
            } else if candidate.case == Case::Subject && candidate.origin == Origin::Here {
                (candidate.case, candidate.rule) = (Case::Poss, "en.found-in");
            }
        }
    }

    /// "sold Tessaly a 12% stake in Norvik": of two objects the first is to whom.
    fn settle_dative(&mut self) {
        let is_right = |c: &Candidate| c.span.start > self.pieces[self.at].span.end;
        if !self.shape.is_verb() || !self.cases.has(Case::To) || self.out.iter().any(|c| c.case == Case::To && is_right(c)) {
            return;
        }
        let Some(object) = self.out.iter().position(|c| c.case == Case::Object && c.origin == Origin::Here && is_right(c)) else { return };
        let group = self.out[object].group;
        let depth = self.pieces[self.at].depth;
        let behind = self.pieces.iter().skip_while(|p| p.span.start < self.out[object].span.end).take_while(|p| p.depth > depth);
        let end = behind.last().map_or(self.out[object].span.end, |p| p.span.end);
        let is_whole = |c: &Candidate| c.case == Case::In && c.span.start > end && c.triggers <= 1 && c.clauses == 0;
        // A figure right behind the name begins the second object.
        let figure = |p: &&Piece| matches!(p.kind, Kind::Percent(_) | Kind::Shares(_) | Kind::Amount(_));
        let follows = self.pieces.iter().filter(|p| p.span.start >= end).take(3).find(figure).filter(|p| p.span.start - end <= SECOND);
        if follows.is_some_and(|p| matches!(p.kind, Kind::Percent(_)) || self.out.iter().any(is_whole)) {
            for candidate in self.out.iter_mut().filter(|c| c.group == group && c.case == Case::Object) {
                (candidate.case, candidate.rule) = (Case::To, "en.dative");
            }
        }
    }

    /// The comma that ends what is set in behind a name, where the phrase goes on after it: "bought X, which makes paints, from Y".
    fn set_in(&self, open: usize) -> Option<usize> {
        let here = self.pieces[open];
        let before = open.checked_sub(1).filter(|&b| matches!(self.pieces[b].kind, Kind::Mention(_) | Kind::Bracket) && self.gap(b, open) <= 1)?;
        let near = |p: &&Piece| p.span.gap(here.span) <= SET_IN;
        let close = self.pieces[open + 1..].iter().take(16).take_while(near).position(|p| p.kind == Kind::Comma && p.depth == here.depth)? + open + 1;
        let opens = self.pieces[open + 1..=close].iter().find(|p| !matches!(p.kind, Kind::Need(_) | Kind::Hearsay))?;
        let barred = match opens.kind {
            Kind::Marker(Mark::And | Mark::Such | Mark::Case(_)) | Kind::Trigger(_, Shape::Gerund) | Kind::Word(Shape::Gerund) => {
                opens.span.gap(here.span) <= 2
            }
            Kind::Mention(_) => opens.span.gap(here.span) <= 1 && before > 0 && self.in_list(open),
            Kind::Amount(_) | Kind::Percent(_) | Kind::Shares(_) => true,
            Kind::Comma => self.gap(open, close) <= 2,
            _ => false,
        };
        let follows = self.pieces.get(close + 1).filter(|_| self.gap(close, close + 1) <= 1).map(|p| p.kind);
        let goes_on = matches!(follows, Some(Kind::Marker(Mark::Case(Case::From | Case::To | Case::With | Case::By | Case::LedBy))));
        // "raised money from A, which makes paints, and B"
        let list = follows == Some(Kind::Marker(Mark::And)) && matches!(self.pieces[before].kind, Kind::Mention(_)) && self.is_last_member(close + 1);
        if list && !barred {
            return Some(close);
        }
        // An infinitive is no party.
        let party =
            self.pieces.get(close + 2).is_some_and(|p| matches!(p.kind, Kind::Mention(_) | Kind::Noun) && self.gap(close + 1, close + 2) <= MARKER_REACH);
        (!barred && goes_on && party).then_some(close)
    }

    /// Behind "and" a party follows that no verb follows.
    fn is_last_member(&self, and: usize) -> bool {
        let Some(member) = self.after(and).filter(|&m| matches!(self.pieces[m].kind, Kind::Mention(_))) else { return false };
        let verb = |p: &Piece| p.kind.shape().is_some_and(Shape::is_verb) || matches!(p.kind, Kind::Marker(Mark::Be) | Kind::Status(_));
        !self.pieces[member + 1..].iter().take(3).any(|p| verb(p) && p.span.gap(self.pieces[member].span) <= MARKER_REACH)
    }

    /// After a comma the phrase of the trigger goes on with a list, with ", led by X", ", from Y", ", including Z", ", or 5% of it", or with a name
    /// in apposition.
    pub(super) fn phrase_goes_on(&self, comma: usize) -> bool {
        if self.in_list(comma) || self.apposed(comma).is_some() {
            return true;
        }
        let near = |p: &&Piece| p.span.start <= self.pieces[comma].span.end + 24;
        let figure = |p: &Piece| matches!(p.kind, Kind::Amount(_) | Kind::Percent(_) | Kind::Shares(_));
        match self.pieces.get(comma + 1).filter(near).map(|p| p.kind) {
            Some(Kind::Marker(Mark::Case(Case::LedBy | Case::With | Case::By | Case::From) | Mark::Such)) => true,
            Some(Kind::Amount(_) | Kind::Percent(_) | Kind::Shares(_)) => true,
            // "an order for five ferries, worth some $130m, with Norvik"
            Some(Kind::AmountCue(_)) => self.pieces.get(comma + 2).filter(near).is_some_and(figure),
            // "pledged 36m shares, or 4.4% of the equity, to X"
            Some(Kind::Marker(Mark::Case(Case::To))) => {
                self.pieces.get(comma + 2).is_some_and(|p| matches!(p.kind, Kind::Mention(_) | Kind::Noun) && self.gap(comma + 1, comma + 2) <= 24)
            }
            Some(Kind::Marker(Mark::And)) => self.pieces.get(comma + 2).filter(near).is_some_and(figure),
            _ => false,
        }
    }

    /// A finite verb stands right behind "and".
    fn joins_verb(&self, and: usize) -> bool {
        self.pieces.get(and + 1).is_some_and(|p| {
            let finite = matches!(p.kind, Kind::Marker(Mark::Be) | Kind::Status(Stage::Perfect | Stage::Future));
            finite && self.gap(and, and + 1) <= 1
        })
    }

    /// A trigger "led" that is part of "led by".
    pub(super) fn is_led_by(&self, i: usize) -> bool {
        let span = self.pieces[i].span;
        let is_trigger = matches!(self.pieces[i].kind, Kind::Trigger(..));
        is_trigger && self.pieces[i..].iter().take(12).any(|p| p.kind.is_case(Case::LedBy) && p.span.overlaps(span))
    }
}
