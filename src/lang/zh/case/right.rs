//! What stands behind the trigger: objects, the head of a relative clause, prepositions after the verb.

use super::{MARKER_REACH, Walk};
use crate::doc::Span;
use crate::lang::{Candidate, Case, Kind, Mark, Origin, Piece, Shape, Stage, Voice, WINDOW, is_plain_trigger, mark_at, next, previous};

impl Walk<'_> {
    pub(super) fn right(&mut self) {
        let trigger = self.pieces[self.at];
        let (mut mentions, mut triggers) = (0u8, 0u8);
        let mut last_trigger = trigger.span;
        // 投资网络, 收购方案: as part of a noun the trigger has no object.
        if self.pieces[self.at + 1..].iter().take(3).any(|p| p.kind == Kind::Marker(Mark::Tail) && p.span.start == trigger.span.end) {
            return;
        }
        let relative = self.is_relative();
        let head = if relative { None } else { self.head_of_clause() };
        let spoken = self.is_spoken_of();
        let mut said = false;
        let mut objects: Vec<usize> = Vec::new();
        for i in self.at + 1..self.pieces.len().min(self.at + WINDOW) {
            let piece = self.pieces[i];
            if piece.depth != trigger.depth {
                continue;
            }
            match piece.kind {
                // 收购三家零部件厂商:A、B和C.
                Kind::Colon if objects.is_empty() => {}
                // 就采购X,A与B进行洽谈.
                Kind::Comma if spoken && piece.clause == trigger.clause + 1 => said = true,
                // 投资方包括A、B,以及C.
                Kind::Comma if !objects.is_empty() && self.list_goes_on(i) => {}
                Kind::Comma | Kind::Colon | Kind::Stop => break,
                Kind::Mention(mention) if said => {
                    let with = self.marker_after_trigger(self.first_of_list(i)) == Some(Case::With);
                    let (case, rule, origin) = (if with { self.other_side() } else { Case::Subject }, "zh.spoken-with", Origin::Here);
                    self.out.push(Candidate { clauses: 1, ..Candidate::new(piece.span, Some(mention), case, rule, origin, i as u32) });
                }
                Kind::Trigger(..) if !piece.span.overlaps(last_trigger) && is_plain_trigger(self.pieces, i) => {
                    triggers = triggers.saturating_add(1);
                    last_trigger = piece.span;
                }
                Kind::Mention(_) if relative && mentions > 0 => break,
                Kind::Mention(mention) if head == Some(i) => {
                    let (case, rule, origin) = (Case::Subject, "zh.relative-head", Origin::Here);
                    self.out.push(Candidate { mentions, triggers, ..Candidate::new(piece.span, Some(mention), case, rule, origin, i as u32) });
                    break;
                }
                // 卖给A旗下B, 入股由P创办的B: A and P only say which B.
                Kind::Mention(mention) if !self.cases.relation && self.owns_next(i).is_some() => {
                    let sells = self.owns_next(i).is_some_and(|o| o.owns) && self.cases.has(Case::From);
                    if sells && self.marker_after_trigger(self.first_of_list(i)).is_none_or(|c| c == Case::Of) {
                        let (case, rule, origin) = (Case::From, "zh.owner-of-object", Origin::Modifier);
                        self.out.push(Candidate { mentions, triggers, ..Candidate::new(piece.span, Some(mention), case, rule, origin, i as u32) });
                    }
                }
                Kind::Mention(mention) => {
                    let first = self.first_of_list(i);
                    // 贷款由X担保: the preposition goes with the next verb.
                    if matches!(self.marker_after_trigger(first), Some(Case::By)) && self.verb_follows(i) {
                        continue;
                    }
                    let (case, rule) = match self.marker_after_trigger(first) {
                        Some(Case::With) if spoken && !self.cases.has(Case::With) => (self.other_side(), "zh.spoken-with"),
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
                        // 向X购买Y开发案中的大楼: the seller is told, and Y only says which.
                        _ if let Some(span) = self.thing_of(i) => {
                            let sold = self.out.iter().any(|c| c.clauses == 0 && matches!(c.case, Case::To | Case::From));
                            let (case, rule, origin) = (Case::Object, "zh.thing", Origin::Here);
                            self.out.push(Candidate { mentions, triggers, ..Candidate::unnamed(span, case, rule, origin) });
                            if sold {
                                break;
                            }
                            (Case::From, "zh.owner-of-thing")
                        }
                        // 收购X所持的49%股份: whose shares they are is left unsaid.
                        _ if self.cases.has(Case::From) && self.holds_only(i) => (Case::From, "zh.holder"),
                        _ => {
                            objects.push(self.out.len());
                            (Case::Object, "zh.object")
                        }
                    };
                    let (span, mention) = self.head_noun(i).map_or((piece.span, Some(mention)), |noun| (noun, None));
                    self.out.push(Candidate { mentions, triggers, ..Candidate::new(span, mention, case, rule, Origin::Here, first as u32) });
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

    /// 持有Y 5%股份的X昨日宣布减持, 为Y配套座椅的X: the trigger with all that belongs to it stands before 的, and who does it behind.
    fn head_of_clause(&self) -> Option<usize> {
        let trigger = self.pieces[self.at];
        let same = |p: &&Piece| p.clause == trigger.clause;
        if self.cases.relation || self.has_subject() || self.voice == Voice::Passive {
            return None;
        }
        // 拟收购…: the verb of the sentence.
        let mut before = self.pieces[self.at.saturating_sub(WINDOW)..self.at].iter().rev().take_while(same).filter(|p| p.span.end <= trigger.span.start);
        if before.any(|p| matches!(p.kind, Kind::Status(stage) if stage != Stage::Perfect) || matches!(p.kind, Kind::Speech | Kind::Marker(Mark::Then))) {
            return None;
        }
        let marked = self.out.iter().any(|c| c.clauses == 0 && matches!(c.case, Case::For | Case::To | Case::From));
        let (mut whole, mut last, mut of) = (marked, trigger.span, None);
        for (i, piece) in self.pieces.iter().enumerate().skip(self.at + 1).take(WINDOW / 2).filter(|(_, p)| p.span.start >= trigger.span.end) {
            match piece.kind {
                _ if piece.depth != trigger.depth => {}
                _ if piece.clause != trigger.clause => return None,
                Kind::Mention(_) if of.is_some_and(|of: Span| piece.span.start - of.end <= 1) => {
                    // Something is said of the head.
                    let after = next(self.pieces, i)?;
                    let says = matches!(
                        self.pieces[after].kind,
                        Kind::Trigger(..) | Kind::Date(_) | Kind::Marker(Mark::Case(Case::In | Case::To | Case::With | Case::Object | Case::For))
                    );
                    let speaks = self.pieces[i + 1..=after].iter().any(|p| matches!(p.kind, Kind::Speech | Kind::Status(_)));
                    // 持有Y 5%股份的X投了反对票: words of which nothing is known.
                    let end = self.pieces[i + 1..]
                        .iter()
                        .take(WINDOW)
                        .find(|p| p.clause != trigger.clause || matches!(p.kind, Kind::Comma | Kind::Colon | Kind::Stop));
                    let is_share =
                        |p: &Piece| matches!(p.kind, Kind::Percent(_) | Kind::Shares(_) | Kind::Marker(Mark::Share | Mark::Kin | Mark::And | Mark::WithAnd));
                    let counted = self.pieces[i + 1..].iter().take(4).any(|p| p.span.start == piece.span.end && is_share(p));
                    // 受让Z持有的Y部分股权: the object of the trigger itself.
                    let held =
                        (self.at + 1..i).any(|k| matches!(mark_at(self.pieces, k), Some(Mark::Holds | Mark::Suo))) || self.pieces[after].kind.is_case(Case::Of);
                    let goes_on =
                        end.is_some_and(|p| p.span.start >= piece.span.end + 6) && !counted && !held && !self.out.iter().any(|c| c.case == Case::Subject);
                    return (whole && (self.pieces[after].clause == trigger.clause && (says || speaks) || goes_on)).then_some(i);
                }
                Kind::Mention(_) if of.is_none() => (whole, last) = (true, piece.span),
                Kind::Percent(_) | Kind::Shares(_) if of.is_none() => (whole, last) = (true, piece.span),
                // X的Y: whose it is.
                _ if piece.kind.is_case(Case::Of) && of.is_none() => {
                    let owns = piece.span.start - last.end < 6
                        && self.pieces.iter().skip(self.at).take(WINDOW).any(|p| p.span == last && matches!(p.kind, Kind::Mention(_)));
                    if owns || piece.span.len() > 3 {
                        return None;
                    }
                    of = Some(piece.span);
                }
                Kind::Trigger(..) if is_plain_trigger(self.pieces, i) => return None,
                Kind::Stop | Kind::Comma | Kind::Colon => return None,
                _ => {}
            }
        }
        None
    }

    /// A joiner of names stands right behind the comma, and a name or a noun for one right behind that.
    fn list_goes_on(&self, comma: usize) -> bool {
        let joins = |p: &&Piece| p.kind == Kind::Marker(Mark::And) && p.span.start == self.pieces[comma].span.end;
        let Some(joiner) = self.pieces[comma + 1..].iter().take(3).find(joins) else { return false };
        self.pieces[comma + 1..].iter().take(8).any(|p| matches!(p.kind, Kind::Mention(_)) && p.span.start.saturating_sub(joiner.span.end) <= 12)
    }

    /// 所持 stands right behind the mention at `i`, and no other one in the clause.
    fn holds_only(&self, i: usize) -> bool {
        let end = self.pieces[i].span.end;
        let mut after = self.pieces[i + 1..].iter().take(WINDOW / 2).take_while(|p| p.clause == self.pieces[i].clause && p.kind != Kind::Stop);
        let holds = after.clone().take(6).any(|p| p.span.start == end && (p.kind == Kind::Marker(Mark::Holds) || p.mark == Some(Mark::Holds)));
        holds && !after.any(|p| matches!(p.kind, Kind::Mention(_)) && p.span.start >= end)
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
            // 收购A控股的B
            let controls =
                |p: &Piece| matches!(p.kind, Kind::Trigger(_, Shape::ZhRelation)) && p.span.start == a.span.end && p.span.end == b.span.start && !p.noun;
            let owns = between.clone().any(|p| matches!(p.kind, Kind::Marker(Mark::Holds)) || p.kind.is_case(Case::Of) || controls(p));
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
    pub(super) fn is_coordinated_noun(&self) -> bool {
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
            // 转让至X: the last character of the verb.
            Kind::Marker(Mark::Case(Case::In)) if self.pieces[before].span.end == self.pieces[self.at].span.end && self.cases.has(Case::To) => Some(Case::To),
            Kind::Marker(Mark::Case(case)) if self.gap(before, i) <= MARKER_REACH => Some(case),
            Kind::Marker(Mark::Through) if self.gap(before, i) <= MARKER_REACH => Some(Case::In),
            Kind::Marker(Mark::Give) if self.gap(before, i) <= MARKER_REACH => Some(self.give(before)),
            Kind::Marker(Mark::WithAnd) if self.gap(before, i) <= MARKER_REACH => Some(Case::With),
            _ => None,
        }
    }
}
