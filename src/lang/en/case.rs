//! English case grammar: how each mention in a sentence stands to a trigger.
//!
//! English marks case by order around the verb, by prepositions and by 's; the passive and the participle turn subject and object about.

use crate::doc::Span;
use crate::lang::{Candidate, Case, CaseSet, Kind, Mark, Origin, Piece, Shape, Stage, Voice, WINDOW, mark_at, next, previous};

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
        let before = self.first.checked_sub(1).filter(|&b| self.gap(b, self.at) <= 16).map(|b| self.pieces[b].kind);
        if self.shape == Shape::Participle {
            return !matches!(before, Some(Kind::Status(Stage::Perfect)));
        }
        let after_comma = before == Some(Kind::Comma) && self.gap(self.first - 1, self.at) <= 1;
        after_comma && matches!(follows, Some(Kind::Date(_) | Kind::Marker(Mark::Case(Case::In | Case::From | Case::For | Case::To))))
    }

    fn left(&mut self) {
        let trigger = self.pieces[self.at];
        let start = self.out.len();
        let (mut mentions, mut triggers) = (0u8, 0u8);
        let mut last_trigger = trigger.span;
        let mut relative = false;
        // How the trigger's clause takes up the party before "which": "X, in which Y holds a stake"; "X, which Y bought".
        let mut antecedent: Option<Case> = None;
        let shares = self.shares_subject();
        let verb = if shares { self.verb_before() } else { None };
        // Clauses set in between subject and verb: "X, which bought Y, signed"; "X, a maker of Z, agreed".
        let mut skipped = 0u16;
        let mut i = self.first;
        let from = self.first.saturating_sub(WINDOW);
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
            if verb == Some(i) {
                (mentions, triggers, skipped, last_trigger) = (0, 0, trigger.clause - piece.clause, piece.span);
            }
            match piece.kind {
                Kind::Stop => break,
                // "Acme: Has filed for an offering": the label of an item is its subject.
                Kind::Colon if self.is_label(i) => skipped += 1,
                Kind::Trigger(_, shape) if !piece.span.overlaps(last_trigger) => {
                    let apposed = shape == Shape::Noun && self.is_before_name(i);
                    triggers = triggers.saturating_add(u8::from(!apposed));
                    last_trigger = piece.span;
                }
                Kind::Marker(Mark::Relative) if triggers == 0 => {
                    relative = mentions == 0;
                    antecedent = self.relative_case(i, mentions);
                }
                Kind::Mention(mention) => {
                    if verb.is_some_and(|v| i > v) {
                        continue;
                    }
                    let first = self.first_of_list(i);
                    let (mut case, mut origin, mut rule) = self.left_case(i, first, mentions);
                    let mut clauses = trigger.clause.saturating_sub(piece.clause + skipped).min(250) as u8;
                    if let Some(taken) = antecedent.take() {
                        (case, origin, rule, clauses) = (taken, Origin::Here, "en.relative", 0);
                    } else if relative && mentions == 0 {
                        clauses = 0;
                    }
                    self.out.push(Candidate { span: piece.span, mention: Some(mention), case, rule, origin, group: first as u32, clauses, mentions, triggers });
                    mentions = mentions.saturating_add(u8::from(first == i && origin == Origin::Here));
                }
                _ => {}
            }
        }
        if self.shape != Shape::Noun {
            self.settle_subject(start, shares && verb.is_none());
        }
    }

    /// Of the parties that may be the verb's subject the nearest one is, or, where the verb shares the subject of a verb before it, the first of the
    /// sentence. The others speak: "Gulf told the agency it bought".
    fn settle_subject(&mut self, start: usize, first_of_sentence: bool) {
        let is_subject = |c: &Candidate| c.case == Case::Subject && c.origin == Origin::Here;
        let found = &mut self.out[start..];
        let chosen = if first_of_sentence { found.iter().rposition(is_subject) } else { found.iter().position(is_subject) };
        let Some(chosen) = chosen else { return };
        let group = found[chosen].group;
        if first_of_sentence {
            for candidate in found.iter_mut().filter(|c| c.group == group) {
                (candidate.mentions, candidate.triggers, candidate.clauses) = (0, 0, candidate.clauses.min(1));
            }
        } else if found[chosen].triggers > 0 || found[chosen].clauses > 0 {
            return;
        }
        for candidate in found.iter_mut().filter(|c| c.case == Case::Subject && c.origin == Origin::Here && c.group != group) {
            candidate.origin = Origin::Modifier;
            candidate.rule = "en.further-subject";
        }
    }

    /// The verb has no subject of its own: "X signed a lease and bought Y"; "X cut jobs, selling Y"; "X grew by buying Y".
    fn shares_subject(&self) -> bool {
        if matches!(self.shape, Shape::Noun | Shape::Phrase | Shape::Participle) {
            return false;
        }
        let mut at = self.first;
        for _ in 0..4 {
            let Some(before) = at.checked_sub(1).filter(|&b| self.gap(b, at) <= JOIN_REACH) else { return false };
            match self.pieces[before].kind {
                Kind::Date(_) | Kind::Status(_) | Kind::Need(_) | Kind::Marker(Mark::Be) => at = before,
                Kind::Marker(Mark::Case(Case::In)) if matches!(self.pieces[at].kind, Kind::Date(_)) => at = before,
                Kind::Marker(Mark::And) => return true,
                Kind::Comma | Kind::Marker(Mark::Then | Mark::Case(Case::By | Case::From | Case::In)) => return self.shape == Shape::Gerund,
                _ => return false,
            }
        }
        false
    }

    /// The verb with which the trigger shares its subject, where it is a word known here.
    fn verb_before(&self) -> Option<usize> {
        let mut i = self.at;
        let mut joined = false;
        let from = self.at.saturating_sub(WINDOW);
        while i > from {
            i -= 1;
            let piece = self.pieces[i];
            if piece.depth != self.pieces[self.at].depth {
                continue;
            }
            match piece.kind {
                Kind::Stop => return None,
                Kind::Comma if joined => i = self.parenthesis(i).unwrap_or(i),
                Kind::Comma | Kind::Marker(Mark::And | Mark::Then | Mark::Case(_)) => joined = true,
                Kind::Trigger(_, shape) if joined && !matches!(shape, Shape::Noun | Shape::Phrase) => return Some(i),
                Kind::Status(Stage::Perfect | Stage::Future) | Kind::Marker(Mark::Be) if joined => return Some(i),
                _ => {}
            }
        }
        None
    }

    /// A colon right after the party that opens the sentence.
    fn is_label(&self, colon: usize) -> bool {
        colon.checked_sub(1).is_some_and(|b| matches!(self.pieces[b].kind, Kind::Mention(_) | Kind::Bracket))
            && self.pieces[..colon].iter().all(|p| matches!(p.kind, Kind::Mention(_) | Kind::Bracket | Kind::Noun | Kind::Need(_) | Kind::Marker(Mark::And)))
    }

    /// "which" with a preposition before it gives that case to the party before; after a comma, and with a subject behind it, the party is the object.
    fn relative_case(&self, relative: usize, mentions: u8) -> Option<Case> {
        let before = relative.checked_sub(1).filter(|&b| self.gap(b, relative) <= 1)?;
        match self.pieces[before].kind {
            Kind::Marker(Mark::Case(case)) if case != Case::Poss => Some(case),
            Kind::Comma if mentions > 0 => Some(Case::Object),
            Kind::Comma => Some(Case::Subject),
            _ => None,
        }
    }

    /// "customer Acme": the noun right before a name only says what it is.
    fn is_before_name(&self, noun: usize) -> bool {
        next(self.pieces, noun).is_some_and(|n| matches!(self.pieces[n].kind, Kind::Mention(_)) && self.gap(noun, n) <= 1)
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
        match self.governor(first) {
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
        let mut objects: Vec<(usize, bool)> = Vec::new();
        for i in self.last + 1..self.pieces.len().min(self.last + WINDOW) {
            let piece = self.pieces[i];
            if piece.depth != trigger.depth || self.is_led_by(i) {
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
                Kind::Trigger(_, shape) if !piece.span.overlaps(last_trigger) => {
                    let apposed = shape == Shape::Noun && self.is_before_name(i);
                    triggers = triggers.saturating_add(u8::from(!apposed));
                    last_trigger = piece.span;
                }
                Kind::Mention(mention) => {
                    let first = self.first_of_list(i);
                    let poss = next(self.pieces, i).is_some_and(|n| self.gap(i, n) <= 1 && self.pieces[n].kind.is_case(Case::Poss));
                    let (case, rule) = match self.governor(first) {
                        // "bought shares held by X", "borrowed under a facility arranged by X": another participle's agent.
                        Some(Case::By) if self.shape.is_verb() && self.voice == Voice::Active => (Case::From, "en.agent-of-object"),
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
                        objects.push((start, mark_at(self.pieces, i).is_some()));
                    }
                    mentions = mentions.saturating_add(u8::from(first == i && !poss));
                }
                _ => {}
            }
        }
        self.unnamed();
        self.unnamed_possession();
        // "bought X's unit Y": X sold it. Where nothing follows, X itself is meant ("bought X's stores").
        for (owner, pronoun) in objects {
            let later = self.out[owner + 1..]
                .iter()
                .any(|c| c.case == self.out[owner].case && c.span.start > self.out[owner].span.end && c.span.start - self.out[owner].span.end < 60);
            let candidate = &mut self.out[owner];
            if later && candidate.case == Case::Object {
                candidate.case = Case::From;
                candidate.rule = "en.owner-of-object";
            } else if pronoun {
                // "sold its stake", "the spin-off of its elevator business": whose the thing is, not the thing.
                candidate.case = Case::Poss;
                candidate.rule = "en.own";
            } else if !later {
                candidate.origin = Origin::Here;
            }
        }
    }

    /// After a comma the phrase of the trigger goes on with a list, with ", led by X", ", from Y", ", including Z", ", or 5% of it", or with a name
    /// in apposition.
    fn phrase_goes_on(&self, comma: usize) -> bool {
        if self.in_list(comma) || self.apposed(comma).is_some() {
            return true;
        }
        let near = |p: &&Piece| p.span.start <= self.pieces[comma].span.end + 24;
        let figure = |p: &Piece| matches!(p.kind, Kind::Amount(_) | Kind::Percent(_) | Kind::Shares(_));
        match self.pieces.get(comma + 1).filter(near).map(|p| p.kind) {
            Some(Kind::Marker(Mark::Case(Case::LedBy | Case::With | Case::By | Case::From) | Mark::Such)) => true,
            Some(Kind::Amount(_) | Kind::Percent(_) | Kind::Shares(_)) => true,
            Some(Kind::Marker(Mark::And)) => self.pieces.get(comma + 2).filter(near).is_some_and(figure),
            _ => false,
        }
    }

    /// The noun before a comma that the name right after it stands in apposition to: "its unit, Acme"; "the retailer, Acme".
    fn apposed(&self, comma: usize) -> Option<usize> {
        let name = self.pieces.get(comma + 1)?;
        let close = name.span.start - self.pieces[comma].span.end <= 1;
        if !close || !matches!(name.kind, Kind::Mention(_)) {
            return None;
        }
        self.noun_before(comma)
    }

    /// A trigger "led" that is part of "led by".
    fn is_led_by(&self, i: usize) -> bool {
        let span = self.pieces[i].span;
        let is_trigger = matches!(self.pieces[i].kind, Kind::Trigger(..));
        is_trigger && self.pieces[i..].iter().take(12).any(|p| p.kind.is_case(Case::LedBy) && p.span.overlaps(span))
    }

    /// The common noun right before the piece at `at`.
    fn noun_before(&self, at: usize) -> Option<usize> {
        let before = (at.saturating_sub(12)..at)
            .rev()
            .find(|&k| !matches!(self.pieces[k].kind, Kind::Need(_) | Kind::Hearsay | Kind::Comma) && !self.pieces[k].span.overlaps(self.pieces[at].span))?;
        let is_noun = matches!(self.pieces[before].kind, Kind::Noun | Kind::Trigger(_, Shape::Noun));
        (is_noun && self.gap(before, at) <= 2).then_some(before)
    }

    fn in_list(&self, comma: usize) -> bool {
        let left = previous(self.pieces, comma).is_some_and(|p| matches!(self.pieces[p].kind, Kind::Mention(_)) && self.gap(p, comma) <= 8);
        let right = next(self.pieces, comma).is_some_and(|n| match self.pieces[n].kind {
            Kind::Mention(_) => self.gap(comma, n) <= MARKER_REACH,
            Kind::Marker(Mark::And) => self.after(n).is_some_and(|m| matches!(self.pieces[m].kind, Kind::Mention(_))),
            _ => false,
        });
        left && right
    }

    /// First mention of the list that ends with the one at `i`: A, B and C. A comma joins only where "and" follows later in the list.
    fn first_of_list(&self, mut i: usize) -> usize {
        let mut open = self.followed_by_and(i);
        for _ in 0..16 {
            let Some(mut joiner) = self.before(i).filter(|&j| self.gap(j, i) <= MARKER_REACH) else { break };
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

    /// The piece after "and", without nouns in apposition: "and existing backers X".
    fn after(&self, and: usize) -> Option<usize> {
        let mut n = next(self.pieces, and)?;
        for _ in 0..6 {
            if !matches!(self.pieces[n].kind, Kind::Trigger(_, Shape::Noun)) {
                break;
            }
            n = next(self.pieces, n)?;
        }
        Some(n)
    }

    fn followed_by_and(&self, mut i: usize) -> bool {
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
    fn governor(&self, i: usize) -> Option<Case> {
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
                Kind::Marker(Mark::Case(Case::Poss)) => previous(self.pieces, before)?,
                Kind::Marker(Mark::Such) => self.noun_before(before)?,
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
                _ => return None,
            };
        }
        None
    }

    /// The piece before, without nouns in apposition: "with customer X", "from its lender X".
    fn before(&self, at: usize) -> Option<usize> {
        let before = previous(self.pieces, at)?;
        match self.pieces[before].kind {
            Kind::Trigger(_, Shape::Noun) if self.pieces[before].span != self.pieces[self.at].span && self.gap(before, at) <= 1 => {
                (0..before).rev().take(6).find(|&k| !self.pieces[k].span.overlaps(self.pieces[before].span)).and_then(|k| previous(self.pieces, k + 1))
            }
            _ => Some(before),
        }
    }

    fn gap(&self, a: usize, b: usize) -> u32 {
        self.pieces[a].span.gap(self.pieces[b].span)
    }

    /// "carve out its battery division": the thing owned, where no name for it follows.
    fn unnamed_possession(&mut self) {
        let Some(owner) = next(self.pieces, self.last).filter(|&n| matches!(self.pieces[n].kind, Kind::Mention(_)) && mark_at(self.pieces, n).is_some()) else {
            return;
        };
        let rest = self.pieces[owner + 1..].iter().take(6).take_while(|p| matches!(p.kind, Kind::Noun | Kind::Need(_) | Kind::Marker(Mark::Case(Case::Poss))));
        let Some(noun) = rest.filter(|p| p.kind == Kind::Noun).last() else { return };
        let span = self.pieces[owner].span.cover(noun.span);
        if self.cases.has(Case::Object) && span.len() <= 60 {
            self.push_unnamed(span, Case::Object);
        }
    }

    /// "lent $2bn to internet providers": a preposition with a common noun for a party and no name.
    fn unnamed(&mut self) {
        let Some(marker) = next(self.pieces, self.last)
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
                Kind::Mention(_) | Kind::Marker(Mark::Case(Case::LedBy) | Mark::Such) => return,
                _ => break,
            }
        }
        if self.pieces[marker + 1..].iter().take(20).take_while(|p| p.kind != Kind::Comma).any(|p| p.kind.is_case(Case::LedBy)) {
            return;
        }
        let start = self.pieces[marker].span.end + 1;
        if let Some(end) = noun_end.filter(|&n| n > start && n - start <= 60) {
            let span = Span { start, end };
            self.push_unnamed(span, case);
        }
    }

    fn push_unnamed(&mut self, span: Span, case: Case) {
        self.out.push(Candidate { span, mention: None, case, rule: "en.unnamed", origin: Origin::Here, group: u32::MAX, clauses: 0, mentions: 0, triggers: 0 });
    }
}
