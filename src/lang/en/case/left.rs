//! What stands before a trigger: its subject, past clauses set in between, shared with a verb before, or taken up by "which"; the owner of a noun.

use super::{JOIN_REACH, Walk};
use crate::lang::{Candidate, Case, Kind, Mark, Origin, Piece, Shape, Stage, Voice, WINDOW, next, previous};

/// Clauses that a party counts as further off that a preposition brings in before a noun.
const FURTHER: u8 = 4;
/// Pieces before a participle that opens a sentence.
const FRONT: usize = 6;
/// Bytes between the comma behind such a participle and its subject: "the Swedish maker of lorries".
const BEHIND: u32 = 40;
/// Bytes between a possessor and the infinitive of what it plans: "'s long-running $2 billion attempt".
const PLAN_REACH: u32 = 48;

/// Bytes between "as" and the noun that it brings in: "as its largest outside".
const AS_REACH: u32 = 32;

/// The rule of a name right before a noun: "the Norvik acquisition".
const COMPOUND: &str = "en.compound";

impl Walk<'_> {
    pub(super) fn left(&mut self) {
        let trigger = self.pieces[self.at];
        let start = self.out.len();
        let (mut mentions, mut triggers) = (0u8, 0u8);
        let mut last_trigger = trigger.span;
        // "A and B's purchase": what the last of a list is, all are.
        let mut list: Option<(usize, (Case, Origin, &'static str))> = None;
        let mut relative = false;
        // How the trigger's clause takes up the party before "which": "X, in which Y holds a stake"; "X, which Y bought".
        let mut antecedent: Option<Case> = None;
        let shares = self.shares_subject();
        let verb = if shares { self.verb_before() } else { None };
        // "Norvik, a joint venture of A and B": what the noun says is what the name before the comma is.
        if let Some(named) = self.is_said_of() {
            self.push_left(named, Case::Object, "en.apposed");
            return;
        }
        // "rejected an offer from Y": a verb that turns its subject into the noun's recipient.
        let mut receives = false;
        // "sounded out Y about a listing": Y is asked.
        let mut addressed = false;
        let (mut of_whose, mut whose_noun) = (false, false);
        // A verb before has the same subject, so that it and its object part nothing.
        let mut shared = false;
        let as_noun = self.with_as();
        // Clauses set in between subject and verb: "X, which bought Y, signed"; "X, a maker of Z, agreed".
        let mut skipped = 0u16;
        let mut i = self.first;
        let from = self.first.saturating_sub(WINDOW);
        while i > from {
            i -= 1;
            let piece = self.pieces[i];
            // "HPS (now owned by Halden)": what a bracket opens on is its subject.
            if piece.kind == Kind::Bracket && trigger.depth > 0 && piece.depth == 0 {
                self.before_bracket(i, start, triggers);
                break;
            }
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
            if self.shape == Shape::Phrase && piece.kind == Kind::Comma && self.opens_gerund(i) {
                (mentions, triggers, skipped, shared) = (0, 0, skipped + 1, true);
                continue;
            }
            match piece.kind {
                Kind::Stop => break,
                // "Acme: Has filed for an offering": the label of an item is its subject.
                Kind::Colon if self.is_label(i) => skipped += 1,
                Kind::Trigger(_, shape) if !shared && !piece.span.overlaps(last_trigger) => {
                    let apposed = shape == Shape::Noun && self.is_before_name(i) || self.is_in_compound(i);
                    triggers = triggers.saturating_add(u8::from(!apposed));
                    last_trigger = piece.span;
                }
                // "Halden-backed Norvik bought"
                Kind::Mention(_) if self.is_modifier(i) => {}
                Kind::Marker(Mark::About) if mentions == 0 && self.shape == Shape::Noun && self.is_topic_of(i) && !self.is_behind_status(i) => addressed = true,
                Kind::Marker(Mark::Receives) if triggers == 0 && mentions == 0 => receives = self.shape == Shape::Noun && self.cases.has(Case::To),
                // "Norvik, whose owner sold": whose it is has no part in it.
                Kind::Marker(Mark::Whose) if triggers == 0 && mentions > 0 => of_whose = true,
                Kind::Marker(Mark::Whose) if triggers == 0 && self.shape == Shape::Noun => whose_noun = true,
                Kind::Marker(Mark::Relative) if triggers == 0 => {
                    relative = mentions == 0;
                    antecedent = self.relative_case(i, mentions);
                }
                Kind::Mention(mention) => {
                    if verb.is_some_and(|v| i > v) {
                        continue;
                    }
                    // "A and its rival B", "A and Halden's B": who owns another member is none.
                    let owns = self.is_owning(i) || self.owns_name(i);
                    let first = if owns { i } else { self.first_of_list(i) };
                    // "Acme, with Norvik as its lender": whose lender is told before.
                    if as_noun.is_some_and(|n| i > n) {
                        continue;
                    }
                    let owners = list.filter(|l| l.0 == first && matches!(l.1.2, "en.possessive" | "en.planner" | "en.possessor"));
                    let (mut case, mut origin, mut rule) = owners.map_or_else(|| self.left_case(i, first, mentions), |l| l.1);
                    list = Some((first, (case, origin, rule)));
                    let mut clauses = trigger.clause.saturating_sub(piece.clause + skipped).min(250) as u8;
                    // "Brightcast, its laboratories arm, for which X paid": not whose arm it is.
                    if antecedent.is_some() && self.owns_apposition(i) {
                        continue;
                    }
                    // "Acme and Norvik, which holds": one of them does.
                    if self.shape == Shape::Third
                        && relative
                        && mentions > 0
                        && self.out.last().is_some_and(|c| c.group == first as u32 && c.rule == "en.relative")
                    {
                        continue;
                    }
                    if let Some(taken) = antecedent.take() {
                        (case, origin, rule, clauses) = (taken, Origin::Here, "en.relative", 0);
                    } else if relative && mentions == 0 {
                        clauses = 0;
                    }
                    if std::mem::take(&mut of_whose) {
                        (case, origin, rule) = (Case::Subject, Origin::Modifier, "en.whose");
                    }
                    // "Norvik, whose largest shareholder is Halden"
                    if std::mem::take(&mut whose_noun) {
                        (case, origin, rule, clauses) = (Case::Poss, Origin::Here, "en.whose-noun", 0);
                    }
                    // "Founded by Halden, Norvik": who is named with "by" before the verb has done something else.
                    if case == Case::By && rule == "en.fronted" && self.shape.is_verb() {
                        continue;
                    }
                    if std::mem::take(&mut addressed) && rule == "en.subject" {
                        continue;
                    }
                    if let Some(named) = as_noun {
                        match rule {
                            "en.fronted" | "en.subject" if first == self.first_of_list(named) => {
                                (case, origin, rule) = (Case::Subject, Origin::Here, "en.with-as")
                            }
                            "en.subject" => (case, rule) = (Case::Poss, "en.with-as"),
                            _ => {}
                        }
                    }
                    // "Norvik's board rejected an offer": Norvik.
                    if receives && rule == "en.possessor" {
                        origin = Origin::Here;
                    }
                    if receives && case == Case::Subject && origin == Origin::Here {
                        (case, rule) = (Case::To, "en.recipient");
                    }
                    let clauses = clauses + if rule == "en.further" { FURTHER } else { 0 };
                    self.out.push(Candidate { span: piece.span, mention: Some(mention), case, rule, origin, group: first as u32, clauses, mentions, triggers });
                    mentions = mentions.saturating_add(u8::from(first == i && origin == Origin::Here));
                }
                _ => {}
            }
        }
        if self.cases.relation && self.introduces() {
            for candidate in self.out[start..].iter_mut().filter(|c| c.rule == "en.subject") {
                candidate.origin = Origin::Modifier;
            }
        }
        if self.shape != Shape::Noun {
            self.settle_subject(start, shares && verb.is_none());
            if self.out.len() == start && self.is_fronted() {
                self.subject_behind();
            }
        }
        if verb.is_none() {
            self.unnamed_subject(start);
        }
        self.settle_owned_subject(start);
    }

    /// "Bought by X in 2019, Y": a participle opens the sentence, and what it is said of follows; "By selling X, Y".
    pub(super) fn is_fronted(&self) -> bool {
        let opens = |p: &Piece| match p.kind {
            Kind::Status(_)
            | Kind::Hearsay
            | Kind::Date(_)
            | Kind::Word(Shape::Gerund)
            | Kind::Marker(Mark::Then | Mark::Be | Mark::Case(Case::By | Case::In | Case::From)) => true,
            _ => p.span.overlaps(self.pieces[self.first].span),
        };
        let participle = match self.shape {
            // "Having bought X, Y"
            Shape::Past if self.pieces[self.first.saturating_sub(2)..self.first].iter().any(|p| p.kind == Kind::Status(Stage::Perfect)) => true,
            Shape::Past => self.voice == Voice::Passive || self.pieces.get(self.last + 1).is_some_and(|p| p.kind.is_case(Case::By)),
            Shape::Participle | Shape::Gerund | Shape::Phrase => true,
            _ => false,
        };
        participle && self.first < FRONT && self.pieces[..self.first].iter().all(opens)
    }

    /// The party right behind the comma that ends the trigger's own clause: no further member of a list in that clause.
    pub(super) fn behind(&self) -> Option<(usize, usize)> {
        let depth = self.pieces[self.at].depth;
        let end = self.pieces.len().min(self.last + WINDOW);
        let commas = (self.last + 1..end).filter(|&i| self.pieces[i].kind == Kind::Comma && self.pieces[i].depth == depth);
        let mut found = commas.filter_map(|comma| Some((comma, next(self.pieces, comma).filter(|&n| self.gap(comma, n) <= BEHIND)?)));
        found.find(|&(_, n)| matches!(self.pieces[n].kind, Kind::Mention(_)) && !self.followed_by_and(n) && !self.is_owner(n))
    }

    fn is_owner(&self, mention: usize) -> bool {
        next(self.pieces, mention).is_some_and(|n| self.pieces[n].kind.is_case(Case::Poss) && self.gap(mention, n) <= 1)
    }

    fn subject_behind(&mut self) {
        if let Some((_, subject)) = self.behind() {
            self.push_left(subject, Case::Subject, "en.fronted-participle");
        }
    }

    /// The name before a comma behind which the noun opens an apposition that "of" or "between" goes on: the thing that the noun's parties have.
    fn is_said_of(&self) -> Option<usize> {
        const ARTICLE: u32 = 24;
        let is_deal = self.shape == Shape::Noun && !self.cases.relation && self.cases.has(Case::Object);
        let parties = |p: &Piece| matches!(p.kind, Kind::Marker(Mark::Case(Case::Of | Case::With))) && p.span.gap(self.pieces[self.at].span) <= 1;
        if !is_deal || !self.pieces.get(self.last + 1).is_some_and(parties) {
            return None;
        }
        let comma = previous(self.pieces, self.first).filter(|&c| self.pieces[c].kind == Kind::Comma && self.gap(c, self.first) <= ARTICLE)?;
        previous(self.pieces, comma).filter(|&n| matches!(self.pieces[n].kind, Kind::Mention(_)) && self.gap(n, comma) <= 1)
    }

    /// A party about whose case there is no doubt.
    fn push_left(&mut self, at: usize, case: Case, rule: &'static str) {
        let Kind::Mention(mention) = self.pieces[at].kind else { return };
        self.out.push(Candidate {
            span: self.pieces[at].span,
            mention: Some(mention),
            case,
            rule,
            origin: Origin::Here,
            group: at as u32,
            clauses: 0,
            mentions: 0,
            triggers: 0,
        });
    }

    /// "with Norvik as its biggest customer", "counts Norvik among its customers": the name whose relation the noun tells.
    fn with_as(&self) -> Option<usize> {
        let brings = |&i: &usize| matches!(self.pieces[i].kind, Kind::Marker(Mark::Then | Mark::Case(Case::With))) && self.gap(i, self.at) <= AS_REACH;
        let marker = (self.first.saturating_sub(4)..self.first).rev().find(brings).filter(|_| self.cases.relation)?;
        let named = previous(self.pieces, marker).filter(|&n| matches!(self.pieces[n].kind, Kind::Mention(_)) && self.gap(n, marker) <= 1)?;
        let first = self.first_of_list(named);
        let is_as = self.pieces[marker].kind == Kind::Marker(Mark::Then) && self.governor(first) == Some(Case::With);
        // "X counts Norvik among its": somebody counts.
        let counts = || {
            let owner = self.pieces.get(marker + 1).is_some_and(|p| p.mark == Some(Mark::Case(Case::Poss)) && self.gap(marker, marker + 1) <= 1);
            let verb = first.checked_sub(1).is_some_and(|b| !matches!(self.pieces[b].kind, Kind::Comma | Kind::Marker(_)));
            owner && verb && self.governor(first).is_none() && self.pieces[..first].iter().any(|p| matches!(p.kind, Kind::Mention(_)))
        };
        (is_as || counts() && !self.is_before_name(self.at)).then_some(named)
    }

    /// "in talks about"
    fn is_behind_status(&self, i: usize) -> bool {
        (i.saturating_sub(3)..i).any(|b| matches!(self.pieces[b].kind, Kind::Status(_)) && self.gap(b, i) <= 1)
    }

    /// No figure follows "about", so that it says what is spoken of.
    fn is_topic_of(&self, about: usize) -> bool {
        !self.pieces.get(about + 1).is_some_and(|p| matches!(p.kind, Kind::Amount(_) | Kind::Percent(_) | Kind::Shares(_)) && self.gap(about, about + 1) <= 8)
    }

    /// Of the parties that may be the verb's subject the nearest one is, or, where the verb shares the subject of a verb before it, the first of the
    /// sentence. The others speak: "Gulf told the agency it bought".
    pub(super) fn settle_subject(&mut self, start: usize, first_of_sentence: bool) {
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
    pub(super) fn shares_subject(&self) -> bool {
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
    pub(super) fn verb_before(&self) -> Option<usize> {
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
                Kind::Trigger(_, shape) | Kind::Word(shape) if joined && self.is_like(i, shape) => return Some(i),
                Kind::Status(Stage::Perfect | Stage::Future) | Kind::Marker(Mark::Be) if joined => return Some(i),
                _ => {}
            }
        }
        None
    }

    /// "pledged shares to lenders including Halden": behind a preposition the noun says what those are that it brings in, and nothing of the subject.
    fn introduces(&self) -> bool {
        let brings = self.pieces.get(self.last + 1).is_some_and(|p| p.kind == Kind::Marker(Mark::Such) && self.gap(self.at, self.last + 1) <= 1);
        let governed = self
            .first
            .checked_sub(1)
            .is_some_and(|b| matches!(self.pieces[b].kind, Kind::Marker(Mark::Case(case)) if case != Case::Poss && self.gap(b, self.first) <= 16));
        brings && governed
    }

    /// ", leaving 31 aircraft leased from X": who leaves them stands before the comma.
    fn opens_gerund(&self, comma: usize) -> bool {
        self.pieces.get(comma + 1).is_some_and(|p| p.kind.shape() == Some(Shape::Gerund) && self.gap(comma, comma + 1) <= 1)
    }

    /// A verb at `i` in the form of the trigger, as verbs joined by "and" have it: "sold A and bought B", "to sell A and buy B".
    fn is_like(&self, i: usize, shape: Shape) -> bool {
        match self.shape {
            Shape::Past => matches!(shape, Shape::Past | Shape::Participle),
            Shape::Third => shape == Shape::Third,
            // "has shut" and "to cut" look like the past.
            Shape::Base => shape == Shape::Base || shape == Shape::Past && i.checked_sub(1).is_some_and(|b| self.is_before_base(b, i)),
            // "its Norvik holding"
            _ => shape.is_verb() && (shape != Shape::Gerund || !self.is_behind_name(i)),
        }
    }

    fn is_behind_name(&self, i: usize) -> bool {
        i.checked_sub(1).is_some_and(|b| matches!(self.pieces[b].kind, Kind::Mention(_) | Kind::Marker(Mark::Case(Case::Poss))) && self.gap(b, i) <= 1)
    }

    /// "to", "will" right before a verb.
    fn is_before_base(&self, before: usize, verb: usize) -> bool {
        self.gap(before, verb) <= 1 && matches!(self.pieces[before].kind, Kind::Marker(Mark::Case(Case::To)) | Kind::Status(_))
    }

    /// "customer Acme": the noun right before a name only says what it is.
    pub(super) fn is_before_name(&self, noun: usize) -> bool {
        next(self.pieces, noun).is_some_and(|n| matches!(self.pieces[n].kind, Kind::Mention(_)) && self.gap(noun, n) <= 1)
    }

    pub(super) fn left_case(&self, i: usize, first: usize, mentions: u8) -> (Case, Origin, &'static str) {
        let after = next(self.pieces, i).filter(|&n| self.gap(i, n) <= 1);
        let poss = after.is_some_and(|n| self.pieces[n].kind.is_case(Case::Poss));
        let noun = self.shape == Shape::Noun;
        let near = self.gap(i, self.at) <= 40 && mentions == 0;
        if noun && near && poss {
            return (Case::Poss, Origin::Here, "en.possessive");
        }
        if noun && near && self.gap(i, self.at) <= 1 {
            return (Case::Poss, Origin::Here, COMPOUND);
        }
        if poss {
            let plans = mentions == 0 && self.is_infinitive_of(i);
            return if plans { (Case::Subject, Origin::Here, "en.planner") } else { (Case::Subject, Origin::Modifier, "en.possessor") };
        }
        if self.shape.is_verb() && self.cases.has(Case::In) && self.names_holder(i) {
            return (Case::In, Origin::Here, "en.holder-of");
        }
        match self.governor(first) {
            // "mandated Halden for a bond": what a verb before the noun is done to.
            None if noun && !self.cases.relation && self.is_object_before(first) => (Case::Subject, Origin::Modifier, "en.further"),
            None => (Case::Subject, Origin::Here, "en.subject"),
            // "between A and B", "with B, A signed": the phrase before the verb counts for nouns of relation only.
            Some(case @ (Case::With | Case::By)) => (case, Origin::Modifier, "en.fronted"),
            // "Norvik, through its subsidiary Acme, holds": Acme does.
            Some(Case::Via) => (Case::Subject, Origin::Here, "en.vehicle"),
            // "borrowed from Halden to fund its purchase": not Halden's.
            Some(Case::From | Case::To | Case::For) if noun => (Case::Subject, Origin::Modifier, "en.further"),
            // "the takeover of Norvik will be financed with a loan"
            Some(Case::Of) if noun && self.is_of_deal(first) => (Case::Subject, Origin::Modifier, "en.further"),
            Some(_) => (Case::Subject, Origin::Modifier, "en.prepositional"),
        }
    }

    /// "its Norvik acquisition", "sold its Norvik stake": where somebody else has the noun, and nothing of it is told behind, the name before it is
    /// what it is of.
    pub(super) fn settle_compound(&mut self) {
        let end = self.pieces[self.at].span.end;
        let Some(compound) = self.out.iter().position(|c| c.rule == COMPOUND) else { return };
        let Some(case) = [Case::Of, Case::In].into_iter().find(|&case| self.cases.has(case)) else { return };
        let others = || self.out.iter().filter(|c| c.rule != COMPOUND);
        let is_told = others().any(|c| matches!(c.case, Case::Of | Case::In) && c.span.start >= end);
        let has_owner = others().any(|c| matches!(c.case, Case::Subject | Case::Poss | Case::By) && c.triggers <= 1);
        if has_owner && !is_told {
            self.out[compound].case = case;
        }
    }

    /// "Acme's $2bn plan to buy Norvik": the verb is the infinitive of what belongs to the mention at `i`, unless that is a party ("Acme's unit to buy
    /// Norvik").
    fn is_infinitive_of(&self, i: usize) -> bool {
        // "plan to" may be a status word as a whole.
        let leads = |p: &Piece| p.kind.is_case(Case::To) || matches!(p.kind, Kind::Status(_));
        let to = self.first.checked_sub(1).filter(|&to| to > i && leads(&self.pieces[to]) && self.gap(to, self.at) <= JOIN_REACH);
        let Some(to) = to.filter(|_| self.shape == Shape::Base) else { return false };
        let between = &self.pieces[i + 1..to];
        let holds = |p: &Piece| matches!(p.kind, Kind::Noun | Kind::Comma | Kind::Trigger(_, Shape::Base | Shape::Third | Shape::Past));
        self.pieces[i].span.gap(self.pieces[to].span) <= PLAN_REACH && !between.iter().any(holds)
    }
}
