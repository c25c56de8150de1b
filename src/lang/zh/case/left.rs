//! What stands before the trigger: subjects, prepositions, owners.

use super::Walk;
use crate::lang::{Candidate, Case, Kind, Mark, Origin, Piece, Voice, WINDOW, is_plain_trigger, mark_at, next, previous};

/// The rule of whose the topic of a clause is that somebody else acts on.
const OWNER_OF_TOPIC: &str = "zh.owner-of-topic";

impl Walk<'_> {
    pub(super) fn left(&mut self) {
        let trigger = self.pieces[self.at];
        let (mut mentions, mut triggers) = (0u8, 0u8);
        let mut last_trigger = trigger.span;
        let mut head: Option<usize> = None;
        for i in (self.at.saturating_sub(WINDOW)..self.at).rev() {
            let piece = self.pieces[i];
            if piece.depth != trigger.depth {
                continue;
            }
            match piece.kind {
                Kind::Stop => break,
                Kind::Trigger(..) if !piece.span.overlaps(last_trigger) && is_plain_trigger(self.pieces, i) => {
                    triggers = triggers.saturating_add(1);
                    last_trigger = piece.span;
                }
                Kind::Mention(mention) => {
                    let first = self.first_of_list(i);
                    // 与A旗下B签约, 由P创办的B: A and P only say which B.
                    let owner = self.owns_next(i);
                    if owner.is_some_and(|o| !o.owns || self.marker_before(o.start).is_some_and(|c| c != Case::Object) && !self.cases.relation) {
                        continue;
                    }
                    let (case, origin, rule) = self.left_case(i, first, head);
                    if rule == OWNER_OF_TOPIC
                        && case == Case::From
                        && let Some(thing) = self.thing_of(i)
                    {
                        self.out.push(Candidate::unnamed(self.pieces[i].span.cover(thing), Case::Object, "zh.thing", Origin::Here));
                    }
                    let head_noun = self.head_noun(i);
                    let clauses = (trigger.clause - piece.clause).min(250) as u8;
                    if case == Case::By && clauses == 0 && triggers == 0 {
                        self.voice = Voice::Passive;
                    }
                    // X撰文称,订单来自自己的股东: a noun of relation has its subject in its own clause, or a copula there.
                    if case == Case::Subject && clauses > 0 && self.cases.relation && !self.has_copula() {
                        continue;
                    }
                    // A subject is kept from its verb by no other verb, unless it is the object of that one.
                    let triggers = if case == Case::Subject { self.governors(first) } else { triggers };
                    // A preposition goes with the next verb; past one it says nothing of this.
                    let triggers = if case == Case::For && self.spans_clause(i) { 0 } else { triggers };
                    if triggers > 0 && matches!(case, Case::By | Case::To | Case::From | Case::For) && rule != "zh.signed-with" {
                        mentions = mentions.saturating_add(u8::from(first == i));
                        continue;
                    }
                    // 把六层租予X: what is given, not to whom.
                    if case == Case::Object && rule == "zh.ba" && self.cases.to_is_object && self.gives() {
                        continue;
                    }
                    // X的控股股东增持: X is not who does it, but whose shares they are.
                    if head_noun.is_some() && case == Case::Subject {
                        let (origin, rule, group) = (Origin::Modifier, "zh.owner", u32::MAX - 2);
                        self.out.push(Candidate { span: piece.span, mention: Some(mention), case, rule, origin, group, clauses, mentions, triggers });
                    }
                    let (span, mention) = head_noun.map_or((piece.span, Some(mention)), |noun| (noun, None));
                    let group = if owner.is_some() { u32::MAX - 4 } else { first as u32 };
                    self.out.push(Candidate { span, mention, case, rule, origin, group, clauses, mentions, triggers });
                    mentions = mentions.saturating_add(u8::from(first == i && owner.is_none()));
                    head = Some(i);
                }
                Kind::Marker(Mark::Case(case)) if piece.clause == trigger.clause && triggers == 0 => self.unnamed(i, case),
                Kind::Marker(Mark::Give) if piece.clause == trigger.clause && triggers == 0 => self.unnamed(i, self.give(i)),
                _ => {}
            }
        }
    }

    /// The case of the mention at `i` (the list that it is in begins at `first`) left of the trigger; `head` is the next mention to the right.
    fn left_case(&self, i: usize, first: usize, head: Option<usize>) -> (Case, Origin, &'static str) {
        let before = self.marker_before(first);
        let after = next(self.pieces, i).filter(|&n| self.gap(i, n) <= 24);
        let is_after = |mark: Mark| after.is_some_and(|n| n < self.at && mark_at(self.pieces, n) == Some(mark));
        let trigger_next = |n: usize| next(self.pieces, n) == Some(self.at) || self.only_attributes(n + 1, self.at);
        let relation = self.cases.relation;
        if before.is_none() && self.is_predicated(i) {
            return (Case::Object, Origin::Here, "zh.predicated");
        }
        // X与Y的合资公司, X退出与Y的合资公司: both are what the noun is of.
        if relation && before.is_none() && self.cases.has(Case::With) && self.cases.has(Case::Of) && self.with_owner(i) {
            return (Case::Of, Origin::Here, "zh.of-trigger");
        }
        // X的旧厂房由Y买下, 其污泥业务由Y接手: X sells it. X的设备由Y提供: it is X's, whoever acts.
        let by_agent = before.is_none() && !relation && head.is_some_and(|h| self.marker_before(self.first_of_list(h)) == Some(Case::By));
        if by_agent && self.cases.has(Case::From) && self.thing_of(i).is_some() {
            return (Case::From, Origin::Here, OWNER_OF_TOPIC);
        }
        if by_agent && is_after(Mark::Case(Case::Of)) && self.cases.has(Case::Poss) {
            return (Case::Poss, Origin::Here, OWNER_OF_TOPIC);
        }
        // X的客户, X旗下子公司; "对X的投资" keeps the case of 对.
        if let Some(after) = after.filter(|_| is_after(Mark::Case(Case::Of))) {
            // X为Y的第一大股东: 为 is the copula of a relation.
            let marked = match before {
                Some(Case::For) => !relation,
                before => matches!(before, Some(Case::To | Case::With | Case::In | Case::From | Case::By)),
            };
            if trigger_next(after) && !marked {
                let case = if self.cases.has(Case::Of) { Case::Of } else { Case::Subject };
                return (case, Origin::Here, "zh.of-trigger");
            }
            if head.is_some() && before.is_none() {
                let case = if !relation && self.cases.has(Case::Poss) { Case::Poss } else { Case::Subject };
                return (case, Origin::Modifier, "zh.modifier");
            }
        }
        if is_after(Mark::Holds) && head.is_some() {
            // 万科以持有的X股票质押: whoever holds them acts, where the clause has nobody else.
            let acts = before.is_none() && !self.cases.has(Case::From) && self.pieces[i].clause == self.pieces[self.at].clause;
            let origin = if acts { Origin::Here } else { Origin::Modifier };
            return (if self.cases.has(Case::From) { Case::From } else { Case::Subject }, origin, "zh.holder");
        }
        // X是Y第一大股东; 其客户.
        if relation && next(self.pieces, i) == Some(self.at) && (before == Some(Case::For) || self.copula_before(first) || self.gap(i, self.at) == 0) {
            return (Case::Of, Origin::Here, "zh.relation-owner");
        }
        // 收到X定点通知书, 签下X订单: a name between a needed verb and the noun says whose.
        let governed = || {
            self.pieces[..first].iter().rev().take(6).any(|p| matches!(p.kind, Kind::Need(_)) && !p.noun && p.span.end == self.pieces[first].span.start)
                && !self.pieces[..first].iter().rev().take(6).any(|p| p.kind == Kind::Speech && p.span.end == self.pieces[first].span.start)
                && !previous(self.pieces, first).is_some_and(|p| self.pieces[p].kind.is_case(Case::Of))
        };
        if head.is_none() && before.is_none() && self.cases.has(Case::Of) && self.gap(i, self.at) == 0 && governed() {
            return (Case::Of, Origin::Here, "zh.owner-of-noun");
        }
        // X关于Y减持的公告: X only publishes.
        if before.is_none() && self.pieces[i..self.at].iter().any(|p| p.kind == Kind::Marker(Mark::About)) {
            // X关于控股股东减持的公告: whose shares they are.
            let kin = self.cases.has(Case::Object) && self.pieces[i..self.at].iter().any(|p| p.kind == Kind::Marker(Mark::Kin));
            return (if kin { Case::Object } else { Case::Subject }, Origin::Modifier, "zh.publisher");
        }
        // 以X股票作质押, X 5%股权遭冻结: whose shares they are, not who acts.
        if before.is_none() && self.cases.has(Case::Object) && (self.names_shares(i) || self.is_held(i)) {
            return (Case::Object, Origin::Here, "zh.issuer");
        }
        match before {
            // 把X位于台南的旧厂房卖给Y: X sells it.
            Some(Case::Object) if self.thing_of(i).is_some() => {
                (if self.cases.has(Case::From) { Case::From } else { Case::Subject }, Origin::Modifier, "zh.owner-of-thing")
            }
            Some(Case::Object) if self.cases.has(Case::Object) => (Case::Object, Origin::Here, "zh.ba"),
            None if self.speaks(i) => (Case::Subject, Origin::Speaker, "zh.speaker"),
            // 为X从Y借入的款项担保: X is helped, and borrows.
            Some(Case::For) if !self.cases.has(Case::For) && (self.is_relative() || self.object_ends_clause()) => (Case::Subject, Origin::Here, "zh.helped"),
            None if self.is_inner(first) || self.is_object_before(first) => (Case::Subject, Origin::Modifier, "zh.inner"),
            None if head.is_some() && self.acts_through(i) => (Case::Subject, Origin::Modifier, "zh.through"),
            Some(Case::In) if self.is_through(first) => (Case::Subject, Origin::Here, "zh.agent"),
            Some(Case::Object) | None => (Case::Subject, Origin::Here, "zh.subject"),
            Some(Case::To | Case::For) if self.is_clause_about(first, i) => (Case::Subject, Origin::Here, "zh.clause-about"),
            Some(Case::With) if !self.cases.has(Case::With) && self.is_spoken_of() => (self.other_side(), Origin::Here, "zh.spoken-with"),
            // 与X签署协议,受让Y的股权: with whom it is signed is the other side of what follows.
            Some(Case::With) if !self.cases.has(Case::With) && self.cases.has(Case::From) && self.signs_behind(i) => {
                (self.other_side(), Origin::Here, "zh.signed-with")
            }
            Some(case) => (case, Origin::Here, "zh.preposition"),
        }
    }

    /// 是, 为 or the like stands in the trigger's clause, or its figure; or who it is stands right behind it.
    fn has_copula(&self) -> bool {
        let end = self.pieces[self.at].span.end;
        if self.pieces[self.at + 1..].iter().take(8).any(|p| matches!(p.kind, Kind::Mention(_)) && p.span.start == end) {
            return true;
        }
        let clause = self.pieces[self.at].clause;
        let near = &self.pieces[self.at.saturating_sub(WINDOW)..self.pieces.len().min(self.at + WINDOW)];
        near.iter().any(|p| p.clause == clause && matches!(p.kind, Kind::Marker(Mark::Copula | Mark::Case(Case::For)) | Kind::Percent(_)))
    }

    /// 与 and another party follow the mention at `i`, and then 的 and the noun.
    fn with_owner(&self, i: usize) -> bool {
        let joined = next(self.pieces, i).filter(|&k| k < self.at && matches!(mark_at(self.pieces, k), Some(Mark::Case(Case::With) | Mark::WithAnd)));
        let other = joined.and_then(|k| next(self.pieces, k)).filter(|&k| k < self.at && matches!(self.pieces[k].kind, Kind::Mention(_)));
        let of = other.and_then(|k| next(self.pieces, k)).filter(|&k| k < self.at && self.pieces[k].kind.is_case(Case::Of));
        of.is_some_and(|k| next(self.pieces, k) == Some(self.at))
    }

    /// 对X收购Y,专家看好: what one speaks of is a clause, and X its subject.
    fn is_clause_about(&self, first: usize, i: usize) -> bool {
        let start = self.pieces[first].span.start;
        let about = self.pieces[first.saturating_sub(3)..first].iter().any(|p| p.kind == Kind::Marker(Mark::Give) && p.span.end == start && p.span.len() == 3);
        let trigger = self.pieces[self.at];
        let object = self.pieces[self.at + 1..].iter().take(12).any(|p| matches!(p.kind, Kind::Mention(_)) && p.span.start == trigger.span.end);
        about && object && self.cases.to_is_object && self.cases.has(Case::From) && trigger.span.start == self.pieces[i].span.end
    }

    /// 为X欠银行的贷款担保, 为X向银行申请的贷款担保: the verb behind X ends with 的, and 为 goes with the one after it.
    fn spans_clause(&self, i: usize) -> bool {
        let clause = self.pieces[i].clause;
        if !self.cases.has(Case::For) || clause != self.pieces[self.at].clause {
            return false;
        }
        let verb =
            self.pieces[i + 1..self.at].iter().rposition(|p| matches!(p.kind, Kind::Trigger(..)) && !p.noun && !p.span.overlaps(self.pieces[self.at].span));
        let Some(verb) = verb.map(|v| v + i + 1) else { return false };
        // The last verb may be the noun that 的 leads to: 欠银行的|贷款.
        self.pieces[i + 1..self.at].iter().any(|p| p.kind.is_case(Case::Of) && p.span.len() == 3 && p.span.start >= self.pieces[i].span.end)
            && self.pieces[verb].span.end <= self.pieces[self.at].span.start
    }

    /// 租予, 授权给: the verb ends with the word that says to whom.
    fn gives(&self) -> bool {
        let end = self.pieces[self.at].span.end;
        let near = &self.pieces[self.at.saturating_sub(4)..self.pieces.len().min(self.at + 5)];
        near.iter().any(|p| p.span.end == end && matches!(p.kind, Kind::Marker(Mark::Give | Mark::Case(Case::To | Case::In))))
    }

    /// 为X欠银行的贷款担保: the object, and 的 behind it.
    fn object_ends_clause(&self) -> bool {
        let object = next(self.pieces, self.at).filter(|&o| matches!(self.pieces[o].kind, Kind::Mention(_)));
        let of = object.and_then(|o| next(self.pieces, o).filter(|&n| self.pieces[n].span.start == self.pieces[o].span.end));
        of.is_some_and(|n| self.pieces[n].kind.is_case(Case::Of))
    }

    /// X正是Y参股12%的企业: what is Y's is X.
    fn is_predicated(&self, i: usize) -> bool {
        let copula = next(self.pieces, i).filter(|&n| n < self.at && self.pieces[n].kind == Kind::Marker(Mark::Copula));
        let Some(copula) = copula.filter(|_| self.cases.has(Case::Object) && self.is_relative()) else { return false };
        next(self.pieces, copula).is_some_and(|n| n < self.at && matches!(self.pieces[n].kind, Kind::Mention(_)))
    }

    /// 比亚迪还聘请了X,计划上市: in a clause before, another party stands first, with words between that are no 的.
    fn is_object_before(&self, i: usize) -> bool {
        const VERB: u32 = 6;
        let (clause, depth) = (self.pieces[i].clause, self.pieces[i].depth);
        if clause >= self.pieces[self.at].clause || self.copula_before(i) {
            return false;
        }
        let Some(before) = previous(self.pieces, i) else { return false };
        let subject = self.pieces[before];
        matches!(subject.kind, Kind::Mention(_))
            && subject.clause == clause
            && subject.depth == depth
            && self.gap(before, i) >= VERB
            && self.gap(before, i) <= VERB * 6
            && self.marker_before(self.first_of_list(before)).is_none()
    }

    /// A通过全资子公司X收购: X acts.
    fn is_through(&self, i: usize) -> bool {
        let Some(through) = previous(self.pieces, i).and_then(|p| if self.pieces[p].kind.is_case(Case::Of) { previous(self.pieces, p) } else { Some(p) })
        else {
            return false;
        };
        let start = self.pieces[i].span.start;
        let owned = |p: &Piece| (p.kind == Kind::Marker(Mark::Kin) || p.kind.is_case(Case::Of)) && p.span.end == start;
        mark_at(self.pieces, through) == Some(Mark::Through)
            && self.pieces[through].clause == self.pieces[self.at].clause
            && self.pieces[through + 1..i].iter().any(owned)
            && self.governors(i) == 0
    }

    /// Behind the mention at `i` another one acts for it.
    fn acts_through(&self, i: usize) -> bool {
        let clause = self.pieces[i].clause;
        let mut after = (i + 1..self.at).take_while(|&k| self.pieces[k].clause == clause);
        after.any(|k| matches!(self.pieces[k].kind, Kind::Mention(_)) && self.is_through(k))
    }

    /// 为X一笔5亿元的Y贷款担保: 的 before the name, and a preposition with a party before that in its clause.
    fn is_inner(&self, i: usize) -> bool {
        let bound = previous(self.pieces, i).is_some_and(|p| self.pieces[p].kind.is_case(Case::Of) && self.gap(p, i) <= 1);
        let clause = self.pieces[i].clause;
        let mut before = self.pieces[..i].iter().rev().take(WINDOW).take_while(|p| p.clause == clause).peekable();
        let mut party = false;
        bound
            && before.any(|p| {
                let led = party && matches!(p.kind, Kind::Marker(Mark::Case(Case::For | Case::To | Case::With)));
                party |= matches!(p.kind, Kind::Mention(_));
                led
            })
    }

    /// Right behind the mention, or behind a figure that follows it, stands a word for shares.
    fn names_shares(&self, i: usize) -> bool {
        let mut end = self.pieces[i].span.end;
        // 以X的股份作抵押
        end = self.pieces[i + 1..].iter().take(4).find(|p| p.kind.is_case(Case::Of) && p.span.start == end && p.span.len() == 3).map_or(end, |p| p.span.end);
        for piece in self.pieces[i + 1..].iter().take(8).filter(|p| p.span.start >= self.pieces[i].span.end) {
            match piece.kind {
                // 晋泓持股设质给X: a deal word too, unless the verb follows.
                Kind::Marker(Mark::Share) if self.is_deal_word(piece.span) => {
                    let verb = self.pieces[self.at].span;
                    return piece.span.start == end && !verb.overlaps(piece.span) && verb.start.saturating_sub(piece.span.end) <= 6;
                }
                Kind::Marker(Mark::Share) => return piece.span.start == end,
                Kind::Shares(_) | Kind::Percent(_) if piece.span.start == end => end = piece.span.end,
                // X60%的股权
                _ if piece.kind.is_case(Case::Of) && piece.span.start == end && piece.span.len() == 3 => end = piece.span.end,
                _ if piece.span.start > end => return false,
                _ => {}
            }
        }
        false
    }

    /// X持有的Y|500万股: whose shares X has, and how many of them right behind.
    fn is_held(&self, i: usize) -> bool {
        let (clause, end) = (self.pieces[i].clause, self.pieces[i].span.end);
        let counted = self.pieces[i + 1..].iter().take(4).any(|p| matches!(p.kind, Kind::Shares(_) | Kind::Percent(_)) && p.span.start == end);
        let holds = previous(self.pieces, i).and_then(|p| if self.pieces[p].kind.is_case(Case::Of) { previous(self.pieces, p) } else { Some(p) });
        let holds = holds.filter(|&h| counted && matches!(mark_at(self.pieces, h), Some(Mark::Holds | Mark::Suo)));
        // 持有 is a piece of 持有的.
        let holder = holds.and_then(|h| self.pieces[..h].iter().rev().find(|p| p.span.end <= self.pieces[h].span.start && !p.kind.is_transparent()));
        holder.is_some_and(|p| matches!(p.kind, Kind::Mention(_)) && p.clause == clause)
    }

    fn is_deal_word(&self, span: crate::doc::Span) -> bool {
        let at = self.pieces.partition_point(|p| p.span.start < span.start);
        self.pieces[at..].iter().take_while(|p| p.span.start == span.start).any(|p| p.span == span && matches!(p.kind, Kind::Trigger(..)))
    }

    /// A verb of saying follows before anything else: 游象贤昨日表示,公司将承租.
    fn speaks(&self, i: usize) -> bool {
        let depth = self.pieces[i].depth;
        let clause = self.pieces[i].clause;
        self.pieces[i + 1..self.at]
            .iter()
            .filter(|p| p.depth == depth)
            .take_while(|p| p.clause == clause && !matches!(p.kind, Kind::Mention(_) | Kind::Trigger(..)))
            .any(|p| p.kind == Kind::Speech)
    }

    /// 1 where a verb stands before the mention in its clause, so that the mention is rather its object; 0 for the head of a relative clause.
    fn governors(&self, i: usize) -> u8 {
        // 持股7%的股东X: the noun beside the name is passed over.
        let mut before = previous(self.pieces, i);
        for _ in 0..4 {
            before = before
                .filter(|&p| matches!(self.pieces[p].kind, Kind::Trigger(..)) && self.is_relation_noun(p))
                .and_then(|p| previous(self.pieces, p))
                .or(before);
        }
        if before.is_some_and(|p| self.pieces[p].kind.is_case(Case::Of)) {
            return 0;
        }
        let clause = self.pieces[i].clause;
        let verb = (i.saturating_sub(WINDOW)..i)
            .rev()
            .take_while(|&k| self.pieces[k].clause == clause)
            .any(|k| self.pieces[k].depth == self.pieces[i].depth && self.governs(k) && !self.is_relation_noun(k) && !self.describes_kin(k, i));
        u8::from(verb)
    }

    /// 持股5%以上股东X: with its percent the verb at `k` only says which shareholder the mention at `i` is.
    fn describes_kin(&self, k: usize, i: usize) -> bool {
        let (verb, name) = (self.pieces[k].span, self.pieces[i].span);
        let between = || self.pieces[k + 1..i].iter().filter(|p| p.span.start >= verb.end && p.span.end <= name.start);
        between().any(|p| p.kind == Kind::Marker(Mark::Kin) && p.span.end == name.start)
            && between().any(|p| matches!(p.kind, Kind::Percent(_)))
            && between().all(|p| {
                let is_kin = p.kind == Kind::Marker(Mark::Kin) || p.span.end == name.start;
                is_kin || matches!(p.kind, Kind::Percent(_) | Kind::Need(_) | Kind::Noun | Kind::Marker(Mark::Share | Mark::Own))
            })
    }

    /// A verb with parties of its own; 持有 is one where it makes no modifier.
    fn governs(&self, k: usize) -> bool {
        is_plain_trigger(self.pieces, k)
            || matches!(self.pieces[k].kind, Kind::Trigger(..))
                && mark_at(self.pieces, k) == Some(Mark::Holds)
                && !self.pieces[k + 1..].iter().take(4).any(|p| p.kind.is_case(Case::Of) && p.span.start == self.pieces[k].span.end)
    }

    /// 为X向银行申请的授信提供担保: 向 belongs to the loan, and X is who is helped.
    pub(super) fn drop_inner_source(&mut self) {
        let helped = self.out.iter().find(|c| c.case == Case::For && c.clauses == 0).map(|c| c.span.start);
        if let Some(helped) = helped.filter(|_| self.cases.has(Case::For)) {
            let verb_behind = |span: crate::doc::Span| {
                let between = self.pieces.iter().filter(|p| p.span.start >= span.end && p.span.end <= self.pieces[self.at].span.start);
                between.take(WINDOW).any(|p| matches!(p.kind, Kind::Trigger(..)))
            };
            let inner: Vec<_> = self.out.iter().filter(|c| c.case == Case::To && c.span.start >= helped && verb_behind(c.span)).map(|c| c.span).collect();
            self.out.retain(|c| c.case != Case::To || !inner.contains(&c.span));
        }
    }
}
