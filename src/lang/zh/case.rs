//! Chinese case grammar: how each mention in a sentence stands to a trigger.
//!
//! Chinese marks case by prepositions before the party (向、与、由、被) or by order, and puts whatever modifies a noun before it with 的.

use crate::doc::Span;
use crate::lang::{Candidate, Case, CaseSet, Kind, Mark, Origin, Piece, Shape, Voice, WINDOW, is_plain_trigger, mark_at, next, previous};

/// Bytes of plain words that may stand between a preposition and its party: "向 其全资拥有的海外子公司 X".
const MARKER_REACH: u32 = 45;

/// Bytes of modifiers between an owner and the noun for what it owns: 宁德时代的[匈牙利]子公司.
const HEAD_REACH: u32 = 12;

/// Appends the candidates for the roles of the trigger at `at`.
pub(crate) fn candidates(pieces: &[Piece], at: usize, _shape: Shape, cases: CaseSet, out: &mut Vec<Candidate>) -> Voice {
    let clause = pieces[at].clause;
    let acted_on = pieces[at.saturating_sub(WINDOW)..at].iter().any(|p| p.clause == clause && p.kind.is_case(Case::By));
    let mut walk = Walk { pieces, at, cases, out, voice: Voice::Active, acted_on };
    if walk.is_agentless() {
        walk.voice = Voice::Passive;
    }
    walk.left();
    walk.drop_inner_source();
    walk.right();
    walk.unnamed_subject();
    walk.voice
}

struct Walk<'a> {
    pieces: &'a [Piece],
    at: usize,
    cases: CaseSet,
    out: &'a mut Vec<Candidate>,
    voice: Voice,
    /// 被, 获 or 由 stands in the trigger's clause: a 和 before it joins those acted on.
    acted_on: bool,
}

impl Walk<'_> {
    fn left(&mut self) {
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
                    let (case, origin, rule) = self.left_case(i, first, head);
                    let head_noun = self.head_noun(i);
                    let clauses = (trigger.clause - piece.clause).min(250) as u8;
                    if case == Case::By && clauses == 0 && triggers == 0 {
                        self.voice = Voice::Passive;
                    }
                    // A subject is kept from its verb by no other verb, unless it is the object of that one.
                    let triggers = if case == Case::Subject { self.governors(first) } else { triggers };
                    // A preposition goes with the next verb; past one it says nothing of this.
                    if triggers > 0 && matches!(case, Case::By | Case::To | Case::From | Case::For) {
                        mentions = mentions.saturating_add(u8::from(first == i));
                        continue;
                    }
                    // X的控股股东增持: X is not who does it, but whose shares they are.
                    if head_noun.is_some() && case == Case::Subject {
                        let (origin, rule, group) = (Origin::Modifier, "zh.owner", u32::MAX - 2);
                        self.out.push(Candidate { span: piece.span, mention: Some(mention), case, rule, origin, group, clauses, mentions, triggers });
                    }
                    let (span, mention) = head_noun.map_or((piece.span, Some(mention)), |noun| (noun, None));
                    self.out.push(Candidate { span, mention, case, rule, origin, group: first as u32, clauses, mentions, triggers });
                    mentions = mentions.saturating_add(u8::from(first == i));
                    head = Some(i);
                }
                Kind::Marker(Mark::Case(case)) if piece.clause == trigger.clause && triggers == 0 => self.unnamed(i, case),
                Kind::Marker(Mark::Give) if piece.clause == trigger.clause && triggers == 0 => self.unnamed(i, self.give()),
                _ => {}
            }
        }
    }

    /// X的海外子公司, X创始股东: the party is an unnamed one, and X only says whose.
    fn head_noun(&self, i: usize) -> Option<Span> {
        let mention = self.pieces[i];
        let after = self.pieces[i + 1..].iter().take(8).filter(|p| p.depth == mention.depth).skip_while(|p| p.span.start < mention.span.end);
        // X|出售|控股子公司: a verb between them.
        let after = after.take_while(|p| !matches!(p.kind, Kind::Trigger(_, Shape::Zh)) || p.noun || p.mark.is_some());
        let is_kin = |p: &Piece| p.kind == Kind::Marker(Mark::Kin);
        let mut after = after.filter(|p| !matches!(p.kind, Kind::Noun | Kind::Need(_) | Kind::Speech | Kind::Trigger(..)));
        let first = after.next()?;
        let (start, noun) =
            if first.kind.is_case(Case::Of) && first.span.start == mention.span.end { (first.span.end, after.next()?) } else { (mention.span.end, first) };
        if !is_kin(noun) || noun.span.start < start || noun.span.start - start > HEAD_REACH || self.cases.relation || self.is_coordinated_noun() {
            return None;
        }
        // 子公司X: the noun says what X is.
        let apposed = self.pieces[i + 1..]
            .iter()
            .take(12)
            .any(|p| matches!(p.kind, Kind::Mention(_)) && p.span.start >= noun.span.end && p.span.start - noun.span.end <= 1);
        (!apposed).then_some(Span { start, end: noun.span.end })
    }

    /// 分别被增持: 被 right before the trigger, and nobody that does it.
    fn is_agentless(&self) -> bool {
        let start = self.pieces[self.at].span.start;
        self.pieces[self.at.saturating_sub(6)..self.at].iter().any(|p| p.kind.is_case(Case::By) && p.span.end == start)
    }

    /// X正是Y参股12%的企业: what is Y's is X.
    fn is_predicated(&self, i: usize) -> bool {
        let copula = next(self.pieces, i).filter(|&n| n < self.at && self.pieces[n].kind == Kind::Marker(Mark::Copula));
        let Some(copula) = copula.filter(|_| self.cases.has(Case::Object) && self.is_relative()) else { return false };
        next(self.pieces, copula).is_some_and(|n| n < self.at && matches!(self.pieces[n].kind, Kind::Mention(_)))
    }

    /// 的 makes the trigger, with a percent after it or not, a modifier.
    fn is_relative(&self) -> bool {
        let after = self.pieces.get(self.at + 1..).unwrap_or_default().iter().take(6).filter(|p| !p.span.overlaps(self.pieces[self.at].span));
        let mut end = self.pieces[self.at].span.end + 3;
        for piece in after {
            match piece.kind {
                Kind::Percent(_) if piece.span.start <= end + 6 => end = piece.span.end,
                _ if piece.kind.is_case(Case::Of) => return piece.span.start <= end,
                Kind::Need(_) | Kind::Status(_) => {}
                _ => return false,
            }
        }
        false
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
            return (if self.cases.has(Case::From) { Case::From } else { Case::Subject }, Origin::Modifier, "zh.holder");
        }
        // X是Y第一大股东; 其客户.
        if relation && next(self.pieces, i) == Some(self.at) && (before == Some(Case::For) || self.copula_before(first) || self.gap(i, self.at) == 0) {
            return (Case::Of, Origin::Here, "zh.relation-owner");
        }
        // 收到X定点通知书, 签下X订单: a name between a needed verb and the noun says whose.
        let governed =
            || self.pieces[..first].iter().rev().take(6).any(|p| matches!(p.kind, Kind::Need(_)) && !p.noun && p.span.end == self.pieces[first].span.start);
        if head.is_none() && before.is_none() && self.cases.has(Case::Of) && self.gap(i, self.at) == 0 && governed() {
            return (Case::Of, Origin::Here, "zh.owner-of-noun");
        }
        // X关于Y减持的公告: X only publishes.
        if before.is_none() && self.pieces[i..self.at].iter().any(|p| p.kind == Kind::Marker(Mark::About)) {
            return (Case::Subject, Origin::Modifier, "zh.publisher");
        }
        // 以X股票作质押, X 5%股权遭冻结: whose shares they are, not who acts.
        if before.is_none() && self.cases.has(Case::Object) && self.names_shares(i) {
            return (Case::Object, Origin::Here, "zh.issuer");
        }
        match before {
            Some(Case::Object) if self.cases.has(Case::Object) => (Case::Object, Origin::Here, "zh.ba"),
            None if self.speaks(i) => (Case::Subject, Origin::Speaker, "zh.speaker"),
            // 为X从Y借入的款项担保: X is helped, and borrows.
            Some(Case::For) if !self.cases.has(Case::For) && self.is_relative() => (Case::Subject, Origin::Here, "zh.helped"),
            None if self.is_inner(first) => (Case::Subject, Origin::Modifier, "zh.inner"),
            Some(Case::Object) | None => (Case::Subject, Origin::Here, "zh.subject"),
            Some(case) => (case, Origin::Here, "zh.preposition"),
        }
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
        for piece in self.pieces[i + 1..].iter().take(8).filter(|p| p.span.start >= self.pieces[i].span.end) {
            match piece.kind {
                Kind::Marker(Mark::Share) => return piece.span.start == end,
                Kind::Shares(_) | Kind::Percent(_) if piece.span.start == end => end = piece.span.end,
                _ if piece.span.start > end => return false,
                _ => {}
            }
        }
        false
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
            .any(|k| self.pieces[k].depth == self.pieces[i].depth && self.governs(k) && !self.is_relation_noun(k));
        u8::from(verb)
    }

    /// A verb with parties of its own; 持有 is one where it makes no modifier.
    fn governs(&self, k: usize) -> bool {
        is_plain_trigger(self.pieces, k)
            || matches!(self.pieces[k].kind, Kind::Trigger(..))
                && mark_at(self.pieces, k) == Some(Mark::Holds)
                && !self.pieces[k + 1..].iter().take(4).any(|p| p.kind.is_case(Case::Of) && p.span.start == self.pieces[k].span.end)
    }

    /// A noun that stands beside a name (客户X, 子公司X) governs nothing.
    fn is_relation_noun(&self, k: usize) -> bool {
        let span = self.pieces[k].span;
        let relation = |p: &Piece| matches!(p.kind, Kind::Trigger(_, Shape::ZhRelation) | Kind::Noun) && p.span == span;
        self.pieces[k.saturating_sub(4)..].iter().take(9).any(relation)
            && self.pieces[k + 1..].iter().take(10).any(|p| matches!(p.kind, Kind::Mention(_)) && span.end == p.span.start)
    }

    fn right(&mut self) {
        let trigger = self.pieces[self.at];
        let (mut mentions, mut triggers) = (0u8, 0u8);
        let mut last_trigger = trigger.span;
        // 投资网络, 收购方案: as part of a noun the trigger has no object.
        if self.pieces[self.at + 1..].iter().take(3).any(|p| p.kind == Kind::Marker(Mark::Tail) && p.span.start == trigger.span.end) {
            return;
        }
        let relative = self.is_relative();
        let mut objects: Vec<usize> = Vec::new();
        for i in self.at + 1..self.pieces.len().min(self.at + WINDOW) {
            let piece = self.pieces[i];
            if piece.depth != trigger.depth {
                continue;
            }
            match piece.kind {
                // 收购三家零部件厂商:A、B和C.
                Kind::Colon if objects.is_empty() => {}
                Kind::Comma | Kind::Colon | Kind::Stop => break,
                Kind::Trigger(..) if !piece.span.overlaps(last_trigger) && is_plain_trigger(self.pieces, i) => {
                    triggers = triggers.saturating_add(1);
                    last_trigger = piece.span;
                }
                Kind::Mention(_) if relative && mentions > 0 => break,
                Kind::Mention(mention) => {
                    let first = self.first_of_list(i);
                    // 贷款由X担保: the preposition goes with the next verb.
                    if matches!(self.marker_after_trigger(first), Some(Case::By)) && self.verb_follows(i) {
                        continue;
                    }
                    let (case, rule) = match self.marker_after_trigger(first) {
                        Some(case) if case != Case::Of => (case, "zh.preposition-after"),
                        // X最大股东、持股18%的Y: both say what Y is.
                        _ if relative && self.is_coordinated_noun() => {
                            for owner in self.out.iter_mut().filter(|c| c.case == Case::Subject) {
                                (owner.case, owner.rule) = (Case::Object, "zh.owner-of-apposition");
                            }
                            (Case::Subject, "zh.relative-head")
                        }
                        _ if relative => (if self.has_subject() { Case::Object } else { Case::Subject }, "zh.relative-head"),
                        // 客户X: the noun in apposition says what X is.
                        _ if self.cases.relation => {
                            if self.gap(self.at, i) > 3 {
                                continue;
                            }
                            self.owners();
                            (Case::Subject, "zh.apposition")
                        }
                        _ => {
                            objects.push(self.out.len());
                            (Case::Object, "zh.object")
                        }
                    };
                    let (span, mention) = self.head_noun(i).map_or((piece.span, Some(mention)), |noun| (noun, None));
                    self.out.push(Candidate { span, mention, case, rule, origin: Origin::Here, group: first as u32, clauses: 0, mentions, triggers });
                    mentions = mentions.saturating_add(u8::from(first == i));
                }
                _ => {}
            }
        }
        if objects.is_empty() && self.cases.assets && self.cases.has(Case::Object) && !relative {
            self.thing();
        }
        self.settle_chain(&objects);
        // 向X收购Y: with an object of its own, 向 says from whom.
        if self.cases.to_is_object && self.cases.has(Case::From) && self.out.iter().any(|c| c.case == Case::Object && c.clauses == 0 && c.triggers == 0) {
            for candidate in self.out.iter_mut().filter(|c| c.case == Case::To && c.clauses == 0) {
                candidate.case = Case::From;
                candidate.rule = "zh.source";
            }
        }
    }

    /// Another trigger of the clause comes next behind the list that the mention at `i` is in.
    fn verb_follows(&self, i: usize) -> bool {
        let clause = self.pieces[i].clause;
        let mut after = self.pieces[i + 1..].iter().take(WINDOW).take_while(|p| p.clause == clause);
        after
            .find(|p| !matches!(p.kind, Kind::Mention(_) | Kind::Noun | Kind::Marker(Mark::And | Mark::WithAnd)) && !p.kind.is_case(Case::Of))
            .is_some_and(|p| matches!(p.kind, Kind::Trigger(..)))
    }

    /// Of "收购A持有的B股权" B is the object and A the seller; of "收购A旗下B" likewise; "投资B的A" (no subject before) makes A the subject.
    fn settle_chain(&mut self, objects: &[usize]) {
        for pair in objects.windows(2) {
            let (a, b) = (self.out[pair[0]], self.out[pair[1]]);
            if a.group == b.group {
                continue;
            }
            let between = self.pieces.iter().skip(self.at).take(WINDOW).filter(|p| p.span.start >= a.span.end && p.span.end <= b.span.start);
            let owns = between.clone().any(|p| matches!(p.kind, Kind::Marker(Mark::Holds))) || between.clone().any(|p| p.kind.is_case(Case::Of));
            if owns {
                for candidate in self.out.iter_mut().filter(|c| c.group == a.group && c.case == Case::Object) {
                    candidate.case = Case::From;
                    candidate.origin = Origin::Modifier;
                    candidate.rule = "zh.owner-of-object";
                }
                self.out[pair[1]].mentions = 0;
            }
        }
    }

    /// 、 stands before the trigger, and a noun for somebody of a firm before that.
    fn is_coordinated_noun(&self) -> bool {
        let Some(joint) = previous(self.pieces, self.at).filter(|&j| self.pieces[j].kind == Kind::Marker(Mark::And) && self.gap(j, self.at) == 0) else {
            return false;
        };
        let end = self.pieces[joint].span.start;
        self.pieces[joint.saturating_sub(8)..joint].iter().any(|p| p.kind == Kind::Marker(Mark::Kin) && p.span.end == end)
    }

    /// With a noun in apposition the clause's subject, or whoever 的 or 其 names before the noun, is the other side of the relation.
    fn owners(&mut self) {
        for candidate in self.out.iter_mut().filter(|c| c.span.end <= self.pieces[self.at].span.start) {
            if candidate.case == Case::Subject {
                candidate.case = Case::Of;
                candidate.rule = "zh.owner-of-apposition";
            }
        }
    }

    /// 为X向银行申请的授信提供担保: 向 belongs to the loan, and X is who is helped.
    fn drop_inner_source(&mut self) {
        let helped = self.out.iter().find(|c| c.case == Case::For && c.clauses == 0).map(|c| c.span.start);
        if let Some(helped) = helped.filter(|_| self.cases.has(Case::For)) {
            self.out.retain(|c| c.case != Case::To || c.span.start < helped);
        }
    }

    fn has_subject(&self) -> bool {
        self.out.iter().any(|c| c.case == Case::Subject && c.clauses == 0 && c.origin == Origin::Here)
    }

    /// First mention of the list that ends with the one at `i`: A、B及C. 与 and 和 join only where the trigger has no use for "with".
    fn first_of_list(&self, mut i: usize) -> usize {
        for _ in 0..16 {
            let Some(joiner) = previous(self.pieces, i).filter(|&j| self.gap(j, i) <= MARKER_REACH) else { break };
            let joins = match self.pieces[joiner].kind {
                Kind::Marker(Mark::And) => true,
                Kind::Marker(Mark::Case(Case::With)) => !self.cases.has(Case::With),
                Kind::Marker(Mark::WithAnd) => !self.cases.has(Case::With) || self.acted_on || self.with_after(i),
                _ => false,
            };
            if !joins || joiner == self.at {
                break;
            }
            match previous(self.pieces, joiner).filter(|&k| matches!(self.pieces[k].kind, Kind::Mention(_)) && self.gap(k, joiner) <= 24) {
                Some(k) if k != self.at && (k > self.at) == (i > self.at) => i = k,
                _ => break,
            }
        }
        i
    }

    /// The case of 给.
    fn give(&self) -> Case {
        if self.cases.has(Case::For) { Case::For } else { Case::To }
    }

    /// A和B正与C商讨: 与 says with whom, so that 和 joins.
    fn with_after(&self, i: usize) -> bool {
        let clause = self.pieces[i].clause;
        i < self.at && self.pieces[i + 1..self.at].iter().any(|p| p.clause == clause && p.kind.is_case(Case::With))
    }

    /// The case that the preposition before a mention gives it.
    fn marker_before(&self, i: usize) -> Option<Case> {
        let mut at = i;
        // 将其持有的X股份, 向其客户X: owners and what binds them to X stand between.
        for _ in 0..5 {
            let before = previous(self.pieces, at)?;
            let piece = self.pieces[before];
            if piece.clause != self.pieces[i].clause || self.gap(before, at) > MARKER_REACH {
                return None;
            }
            match mark_at(self.pieces, before) {
                Some(Mark::Holds | Mark::Suo | Mark::Case(Case::Of)) => {}
                // 与来自韩国的X: the outer preposition counts.
                Some(Mark::Case(Case::From)) if self.touching_preposition(before).is_some() => return self.touching_preposition(before),
                Some(Mark::Case(case)) => return Some(case),
                Some(Mark::Give) => return Some(self.give()),
                Some(Mark::WithAnd) => return Some(Case::With),
                // 与[an unknown name]及X.
                Some(Mark::And) if !previous(self.pieces, before).is_some_and(|p| matches!(self.pieces[p].kind, Kind::Mention(_))) => {}
                Some(_) => return None,
                None if matches!(piece.kind, Kind::Mention(_)) => {
                    // An owner right before is one only where something binds it to X: 向其客户X; but not 甲将乙X.
                    let bound = self.pieces[before + 1..i]
                        .iter()
                        .any(|p| matches!(p.kind, Kind::Marker(Mark::Holds | Mark::Case(Case::Of)) | Kind::Noun | Kind::Trigger(..)));
                    if !bound {
                        return None;
                    }
                }
                // 向客户X: the noun says what X is.
                None if self.is_relation_noun(before) => {}
                // 与新加坡上市的X: a relative clause stands between.
                None if self.pieces[at].kind.is_case(Case::Of) && matches!(piece.kind, Kind::Trigger(..)) && self.gap(before, at) <= 1 => {}
                None => return None,
            }
            at = before;
        }
        None
    }

    fn touching_preposition(&self, i: usize) -> Option<Case> {
        let start = self.pieces[i].span.start;
        self.pieces[i.saturating_sub(3)..i].iter().find(|p| p.span.end == start).and_then(|p| match p.kind {
            Kind::Marker(Mark::Case(case @ (Case::With | Case::To | Case::For))) => Some(case),
            Kind::Marker(Mark::WithAnd) => Some(Case::With),
            Kind::Marker(Mark::Give) => Some(self.give()),
            _ => None,
        })
    }

    /// The same right of the trigger, where the preposition must not be the trigger's own left context.
    fn marker_after_trigger(&self, i: usize) -> Option<Case> {
        let mut before = previous(self.pieces, i).filter(|&b| b > self.at)?;
        // 转给阿布扎比的X: the place is nothing here.
        if self.pieces[before].kind.is_case(Case::Of)
            && let Some(outer) = previous(self.pieces, before).filter(|&o| o > self.at && !matches!(self.pieces[o].kind, Kind::Mention(_)))
        {
            before = outer;
        }
        match self.pieces[before].kind {
            Kind::Marker(Mark::Case(case)) if self.gap(before, i) <= MARKER_REACH => Some(case),
            Kind::Marker(Mark::Give) if self.gap(before, i) <= MARKER_REACH => Some(self.give()),
            Kind::Marker(Mark::WithAnd) if self.gap(before, i) <= MARKER_REACH => Some(Case::With),
            _ => None,
        }
    }

    fn copula_before(&self, i: usize) -> bool {
        previous(self.pieces, i).is_some_and(|p| self.pieces[p].kind == Kind::Marker(Mark::Copula))
    }

    fn only_attributes(&self, from: usize, to: usize) -> bool {
        from <= to
            && self.pieces[from..to].iter().all(|p| {
                matches!(
                    p.kind,
                    Kind::Amount(_)
                        | Kind::Percent(_)
                        | Kind::Shares(_)
                        | Kind::Need(_)
                        | Kind::Noun
                        | Kind::Round
                        | Kind::AmountCue(_)
                        | Kind::SumCue(_)
                        | Kind::Marker(Mark::Case(Case::Of))
                )
            })
    }

    fn gap(&self, a: usize, b: usize) -> u32 {
        self.pieces[a].span.gap(self.pieces[b].span)
    }

    /// 一家互联网巨头曾想收购X, 公司累计回购1629万股: who does it has no name here.
    fn unnamed_subject(&mut self) {
        let trigger = self.pieces[self.at];
        if !self.cases.has(Case::Subject) || self.out.iter().any(|c| c.case == Case::Subject && c.clauses == 0) {
            return;
        }
        let before = self.pieces[self.at.saturating_sub(WINDOW)..self.at].iter().rev().take_while(|p| p.clause == trigger.clause);
        let mut before = before.filter(|p| p.depth == trigger.depth && p.span.end <= trigger.span.start).peekable();
        while let Some(piece) = before.next() {
            let (mut span, is_own) = match piece.kind {
                Kind::Mention(_) | Kind::Trigger(..) => return,
                Kind::Marker(Mark::Case(Case::Of)) => {
                    // 公司的股票: whose it is, not who acts.
                    before.next();
                    continue;
                }
                Kind::Marker(Mark::Own) => (piece.span, true),
                Kind::Noun => (piece.span, false),
                _ => continue,
            };
            let some = before.peek().copied().filter(|p| p.kind == Kind::Marker(Mark::Some) && span.start - p.span.end <= HEAD_REACH * 2);
            match some {
                Some(some) => span.start = some.span.start,
                None if is_own => {}
                None => continue,
            }
            let is_marked = before.peek().is_some_and(|p| matches!(p.kind, Kind::Marker(Mark::Case(_))) && p.span.end == span.start);
            if is_marked {
                continue;
            }
            let (rule, origin) = if some.is_some() { ("zh.unnamed-subject", Origin::Here) } else { ("zh.own", Origin::Modifier) };
            self.out.push(Candidate { span, mention: None, case: Case::Subject, rule, origin, group: u32::MAX, clauses: 0, mentions: 0, triggers: 0 });
            return;
        }
    }

    /// 买下一座金矿: what follows the verb, up to the last noun for a thing of its clause.
    fn thing(&mut self) {
        let trigger = self.pieces[self.at];
        let (mut start, mut end) = (trigger.span.end, None);
        for piece in self.pieces[self.at + 1..].iter().take(WINDOW).filter(|p| p.span.start >= trigger.span.end) {
            match piece.kind {
                Kind::Mention(_) | Kind::Trigger(..) | Kind::Comma | Kind::Colon | Kind::Stop => break,
                Kind::Amount(_) | Kind::Percent(_) | Kind::Shares(_) if end.is_none() => start = piece.span.end,
                Kind::Marker(Mark::Asset) => end = Some(piece.span.end),
                _ => {}
            }
        }
        if let Some(end) = end.filter(|&end| end - start <= 60) {
            let (span, case, rule, origin) = (Span { start, end }, Case::Object, "zh.thing", Origin::Here);
            self.out.push(Candidate { span, mention: None, case, rule, origin, group: u32::MAX, clauses: 0, mentions: 0, triggers: 0 });
        }
    }

    /// 向互联网服务商提供贷款: a preposition with no name, but with a common noun for a party, before the trigger.
    fn unnamed(&mut self, marker: usize, case: Case) {
        let thing = case == Case::Object && self.cases.assets;
        if !(thing || matches!(case, Case::To | Case::From | Case::With | Case::By | Case::For)) || !self.cases.has(case) {
            return;
        }
        let (start, mut end) = (self.pieces[marker].span.end, self.pieces[self.at].span.start);
        let mut noun_end = None;
        for piece in &self.pieces[marker + 1..self.at] {
            match piece.kind {
                Kind::Mention(_) | Kind::Comma | Kind::Colon | Kind::Stop => return,
                Kind::Noun if !thing => noun_end = Some(piece.span.end),
                Kind::Marker(Mark::Asset) => noun_end = Some(piece.span.end),
                Kind::Amount(_) | Kind::Percent(_) | Kind::Shares(_) | Kind::Date(_) | Kind::Marker(Mark::Case(Case::Of)) => end = end.min(piece.span.start),
                _ => {}
            }
        }
        if let Some(noun_end) = noun_end.filter(|&n| n <= end && n > start && n - start <= 60) {
            let span = Span { start, end: noun_end };
            // 将被某上市公司收购.
            if case == Case::By {
                self.voice = Voice::Passive;
            }
            self.out.push(Candidate {
                span,
                mention: None,
                case,
                rule: "zh.unnamed",
                origin: Origin::Here,
                group: u32::MAX,
                clauses: 0,
                mentions: 0,
                triggers: 0,
            });
        }
    }
}
