//! English case grammar: how each mention in a sentence stands to a trigger.
//!
//! English marks case by order around the verb, by prepositions and by 's; the passive and the participle turn subject and object about.

use crate::doc::Span;
use crate::lang::{Candidate, Case, CaseSet, Kind, Mark, Origin, Piece, Shape, Voice, WINDOW, next, previous};

/// Bytes of plain words that may stand between a preposition and its party: "from the privately held Oslo-based X".
const MARKER_REACH: u32 = 48;

/// Appends the candidates for the roles of the trigger at `at`.
pub(crate) fn candidates(pieces: &[Piece], at: usize, shape: Shape, cases: CaseSet, out: &mut Vec<Candidate>) -> Voice {
    let mut walk = Walk { pieces, at, shape, cases, out, voice: Voice::Active };
    if walk.is_passive() {
        walk.voice = Voice::Passive;
    }
    walk.left();
    walk.right();
    walk.voice
}

struct Walk<'a> {
    pieces: &'a [Piece],
    at: usize,
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
        let be = previous(self.pieces, self.at).is_some_and(|p| self.pieces[p].kind == Kind::Marker(Mark::Be) && self.gap(p, self.at) <= 24);
        let by = next(self.pieces, self.at)
            .is_some_and(|n| (self.pieces[n].kind.is_case(Case::By) || self.pieces[n].kind.is_case(Case::LedBy)) && self.gap(self.at, n) <= 2);
        be || by
    }

    fn left(&mut self) {
        let trigger = self.pieces[self.at];
        let (mut mentions, mut triggers) = (0u8, 0u8);
        let mut last_trigger = trigger.span;
        let mut relative = false;
        // Clauses set in between subject and verb: "X, which bought Y, signed"; "X, a maker of Z, agreed".
        let mut skipped = 0u16;
        let mut i = self.at;
        let from = self.at.saturating_sub(WINDOW);
        while i > from {
            i -= 1;
            let piece = self.pieces[i];
            if piece.depth != trigger.depth {
                continue;
            }
            if piece.kind == Kind::Comma
                && let Some(open) = self.parenthesis(i)
            {
                skipped += self.pieces[i].clause - self.pieces[open].clause + 1;
                i = open;
                continue;
            }
            match piece.kind {
                Kind::Stop => break,
                Kind::Trigger(..) if !piece.span.overlaps(last_trigger) => {
                    triggers = triggers.saturating_add(1);
                    last_trigger = piece.span;
                }
                Kind::Marker(Mark::Relative) if mentions == 0 && triggers == 0 => relative = true,
                Kind::Mention(mention) => {
                    let first = self.first_of_list(i);
                    let (case, origin, rule) = self.left_case(i, first, mentions);
                    let clauses = if relative && mentions == 0 { 0 } else { trigger.clause.saturating_sub(piece.clause + skipped).min(250) as u8 };
                    self.out.push(Candidate { span: piece.span, mention: Some(mention), case, rule, origin, group: first as u32, clauses, mentions, triggers });
                    mentions = mentions.saturating_add(u8::from(first == i && origin == Origin::Here));
                }
                _ => {}
            }
        }
    }

    /// The comma that opens the clause which the comma at `close` ends, where that clause is relative, participial or an apposition to a mention.
    fn parenthesis(&self, close: usize) -> Option<usize> {
        let open = (close.saturating_sub(16)..close)
            .rev()
            .find(|&k| matches!(self.pieces[k].kind, Kind::Comma | Kind::Stop) && self.pieces[k].depth == self.pieces[close].depth)?;
        if self.pieces[open].kind != Kind::Comma || self.in_list(open) || self.in_list(close) {
            return None;
        }
        let after_mention = previous(self.pieces, open)
            .is_some_and(|p| matches!(self.pieces[p].kind, Kind::Mention(_) | Kind::Marker(Mark::Case(Case::Poss))) && self.gap(p, open) <= 4);
        let first = self.pieces.get(open + 1)?;
        let start = first.span.start - self.pieces[open].span.end;
        let opens = match first.kind {
            Kind::Marker(Mark::Relative) => start <= 2,
            Kind::Trigger(_, Shape::Past | Shape::Participle | Shape::Gerund) => start <= 2,
            Kind::Noun => start <= 30,
            _ => false,
        };
        (after_mention && opens).then_some(open)
    }

    fn left_case(&self, i: usize, first: usize, mentions: u8) -> (Case, Origin, &'static str) {
        let after = next(self.pieces, i).filter(|&n| self.gap(i, n) <= 1);
        let poss = after.is_some_and(|n| self.pieces[n].kind.is_case(Case::Poss));
        let noun = self.shape == Shape::Noun;
        let near = self.gap(i, self.at) <= 40 && mentions == 0;
        if noun && near && (poss || self.gap(i, self.at) <= 1) {
            return (Case::Poss, Origin::Here, "en.possessive");
        }
        if poss {
            return (Case::Subject, Origin::Modifier, "en.possessor");
        }
        match self.preposition(first) {
            None => (Case::Subject, Origin::Here, "en.subject"),
            // "between A and B", "with B, A signed": the phrase before the verb counts for nouns of relation only.
            Some(case @ (Case::With | Case::By)) => (case, Origin::Modifier, "en.fronted"),
            Some(_) => (Case::Subject, Origin::Modifier, "en.prepositional"),
        }
    }

    fn right(&mut self) {
        let trigger = self.pieces[self.at];
        let (mut mentions, mut triggers, mut clauses) = (0u8, 0u8, 0u8);
        let mut last_trigger = trigger.span;
        let mut objects: Vec<usize> = Vec::new();
        for i in self.at + 1..self.pieces.len().min(self.at + WINDOW) {
            let piece = self.pieces[i];
            if piece.depth != trigger.depth {
                continue;
            }
            match piece.kind {
                Kind::Stop | Kind::Colon => break,
                Kind::Comma => {
                    if !self.phrase_goes_on(i) {
                        break;
                    }
                    clauses = clauses.saturating_add(u8::from(!self.in_list(i)));
                }
                Kind::Marker(Mark::Relative | Mark::Then) => break,
                Kind::Trigger(..) if !piece.span.overlaps(last_trigger) => {
                    triggers = triggers.saturating_add(1);
                    last_trigger = piece.span;
                }
                Kind::Mention(mention) => {
                    let first = self.first_of_list(i);
                    let poss = next(self.pieces, i).is_some_and(|n| self.gap(i, n) <= 1 && self.pieces[n].kind.is_case(Case::Poss));
                    let (case, rule) = match self.preposition(first) {
                        Some(case) => (case, "en.preposition"),
                        None => (Case::Object, "en.object"),
                    };
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
                        objects.push(start);
                    }
                    mentions = mentions.saturating_add(u8::from(first == i && !poss));
                }
                _ => {}
            }
        }
        self.unnamed();
        // "bought X's unit Y": X sold it. Where nothing follows, X itself is meant ("bought X's stores").
        for owner in objects {
            let later = self.out[owner + 1..]
                .iter()
                .any(|c| c.case == self.out[owner].case && c.span.start > self.out[owner].span.end && c.span.start - self.out[owner].span.end < 60);
            let candidate = &mut self.out[owner];
            if later && candidate.case == Case::Object {
                candidate.case = Case::From;
                candidate.rule = "en.owner-of-object";
            } else if !later {
                candidate.origin = Origin::Here;
            }
        }
    }

    /// After a comma the phrase of the trigger goes on with a list or with ", led by X", ", from Y".
    fn phrase_goes_on(&self, comma: usize) -> bool {
        self.in_list(comma)
            || self.pieces.get(comma + 1).is_some_and(|p| {
                p.span.start <= self.pieces[comma].span.end + 24
                    && matches!(p.kind, Kind::Marker(Mark::Case(Case::LedBy | Case::With | Case::By | Case::From)) | Kind::Amount(_) | Kind::Percent(_))
            })
    }

    fn in_list(&self, comma: usize) -> bool {
        let left = previous(self.pieces, comma).is_some_and(|p| matches!(self.pieces[p].kind, Kind::Mention(_)) && self.gap(p, comma) <= 8);
        let right = next(self.pieces, comma).is_some_and(|n| match self.pieces[n].kind {
            Kind::Mention(_) => self.gap(comma, n) <= MARKER_REACH,
            Kind::Marker(Mark::And) => next(self.pieces, n).is_some_and(|m| matches!(self.pieces[m].kind, Kind::Mention(_))),
            _ => false,
        });
        left && right
    }

    /// First mention of the list that ends with the one at `i`: A, B and C. A comma joins only where "and" follows later in the list.
    fn first_of_list(&self, mut i: usize) -> usize {
        let mut open = self.followed_by_and(i);
        for _ in 0..16 {
            let Some(mut joiner) = previous(self.pieces, i).filter(|&j| self.gap(j, i) <= MARKER_REACH) else { break };
            match self.pieces[joiner].kind {
                Kind::Marker(Mark::And) => {
                    open = true;
                    if let Some(comma) = previous(self.pieces, joiner).filter(|&c| self.pieces[c].kind == Kind::Comma && self.gap(c, joiner) <= 1) {
                        joiner = comma;
                    }
                }
                Kind::Comma if open => {}
                _ => break,
            }
            match previous(self.pieces, joiner).filter(|&k| matches!(self.pieces[k].kind, Kind::Mention(_)) && self.gap(k, joiner) <= 8) {
                Some(k) if (k > self.at) == (i > self.at) => i = k,
                _ => break,
            }
        }
        i
    }

    fn followed_by_and(&self, mut i: usize) -> bool {
        for _ in 0..12 {
            let Some(n) = next(self.pieces, i) else { return false };
            match self.pieces[n].kind {
                Kind::Marker(Mark::And) => return next(self.pieces, n).is_some_and(|m| matches!(self.pieces[m].kind, Kind::Mention(_))),
                Kind::Comma | Kind::Mention(_) => i = n,
                _ => return false,
            }
        }
        false
    }

    /// The preposition that governs the mention at `i`. The "to" of an infinitive is none.
    fn preposition(&self, i: usize) -> Option<Case> {
        let before = previous(self.pieces, i)?;
        let piece = self.pieces[before];
        if piece.clause != self.pieces[i].clause || self.gap(before, i) > MARKER_REACH {
            return None;
        }
        match piece.kind {
            Kind::Marker(Mark::Case(Case::Poss)) => previous(self.pieces, before).and_then(|owner| self.preposition(owner)),
            Kind::Marker(Mark::Case(case)) => Some(case),
            _ => None,
        }
    }

    fn gap(&self, a: usize, b: usize) -> u32 {
        self.pieces[a].span.gap(self.pieces[b].span)
    }

    /// "lent $2bn to internet providers": a preposition with a common noun for a party and no name.
    fn unnamed(&mut self) {
        let Some(marker) = next(self.pieces, self.at)
            .map(|n| if matches!(self.pieces[n].kind, Kind::Amount(_) | Kind::Percent(_) | Kind::Shares(_)) { next(self.pieces, n).unwrap_or(n) } else { n })
        else {
            return;
        };
        let Kind::Marker(Mark::Case(case)) = self.pieces[marker].kind else { return };
        if !self.cases.has(case) {
            return;
        }
        let mut noun_end = None;
        for piece in self.pieces[marker + 1..].iter().take(6) {
            match piece.kind {
                Kind::Noun => noun_end = Some(piece.span.end),
                Kind::Need(_) => {}
                Kind::Mention(_) => return,
                _ => break,
            }
        }
        let start = self.pieces[marker].span.end + 1;
        if let Some(end) = noun_end.filter(|&n| n > start && n - start <= 60) {
            let span = Span { start, end };
            self.out.push(Candidate {
                span,
                mention: None,
                case,
                rule: "en.unnamed",
                origin: Origin::Here,
                group: u32::MAX,
                clauses: 0,
                mentions: 0,
                triggers: 0,
            });
        }
    }
}
