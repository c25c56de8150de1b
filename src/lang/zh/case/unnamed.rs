//! Parties that have no name in the text: a common noun in the place of one.

use super::Walk;
use crate::doc::Span;
use crate::lang::{Candidate, Case, Kind, Mark, Origin, Piece, Shape, Voice, WINDOW};

/// Bytes of modifiers between an owner and the noun for what it owns: 宁德时代的[匈牙利]子公司.
const HEAD_REACH: u32 = 12;

impl Walk<'_> {
    /// X的海外子公司, X创始股东: the party is an unnamed one, and X only says whose.
    pub(super) fn head_noun(&self, i: usize) -> Option<Span> {
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

    /// 向互联网服务商提供贷款: a preposition with no name, but with a common noun for a party, before the trigger.
    pub(super) fn unnamed(&mut self, marker: usize, case: Case) {
        let thing = case == Case::Object && self.cases.assets;
        if !(thing || matches!(case, Case::To | Case::From | Case::With | Case::By | Case::For)) || !self.cases.has(case) {
            return;
        }
        let (mut start, mut end) = (self.pieces[marker].span.end, self.pieces[self.at].span.start);
        let mut noun_end = None;
        for piece in &self.pieces[marker + 1..self.at] {
            match piece.kind {
                // 把其旗下涂料业务卖给X: whose it is.
                Kind::Mention(_) if thing && noun_end.is_none() && piece.span.start - start <= 3 => start = piece.span.end,
                Kind::Mention(_) | Kind::Comma | Kind::Colon | Kind::Stop => return,
                Kind::Noun if !thing => noun_end = Some(piece.span.end),
                Kind::Marker(Mark::Asset) => noun_end = Some(piece.span.end),
                // 把位于屯门的旧厂房卖给X: what stands before 的 is where it lies.
                Kind::Marker(Mark::Case(Case::Of)) if thing => {}
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

    /// 一家互联网巨头曾想收购X, 公司累计回购1629万股: who does it has no name here.
    pub(super) fn unnamed_subject(&mut self) {
        let trigger = self.pieces[self.at];
        if !self.cases.has(Case::Subject) || self.out.iter().any(|c| c.case == Case::Subject && c.clauses == 0) {
            return;
        }
        let before = self.pieces[self.at.saturating_sub(WINDOW)..self.at].iter().rev().take_while(|p| p.clause == trigger.clause);
        let mut before = before.filter(|p| p.depth == trigger.depth && p.span.end <= trigger.span.start).peekable();
        while let Some(piece) = before.next() {
            let (mut span, is_own) = match piece.kind {
                // 控股股东 is a deal word too where a figure stands beside it.
                Kind::Trigger(..) if self.is_shareholder(piece.span) && !self.is_titled() => continue,
                Kind::Mention(_) | Kind::Trigger(..) => return,
                Kind::Marker(Mark::Case(Case::Of)) => {
                    // 公司的股票: whose it is, not who acts.
                    before.next();
                    continue;
                }
                Kind::Marker(Mark::Own) => (piece.span, true),
                // X公告,股东拟减持: at the head of its clause.
                Kind::Marker(Mark::Owner) if self.has_named_before() && self.heads_clause(piece.span) => (piece.span, true),
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
            // X公告,控股股东增持: a shareholder, and not X.
            let acts = is_own && self.is_shareholder(span) && self.cases.has(Case::Object) && !self.is_titled();
            if acts {
                for other in self.out.iter_mut().filter(|c| c.case == Case::Subject && c.clauses > 0) {
                    other.origin = Origin::Modifier;
                }
            }
            let origin = if some.is_some() || acts { Origin::Here } else { Origin::Modifier };
            let rule = if some.is_some() { "zh.unnamed-subject" } else { "zh.own" };
            self.out.push(Candidate::unnamed(span, Case::Subject, rule, origin));
            return;
        }
    }

    /// 控股股东: of a firm's own, and not the firm.
    fn is_shareholder(&self, span: Span) -> bool {
        let at = self.pieces.partition_point(|p| p.span.start < span.start);
        self.pieces[at..].iter().take_while(|p| p.span.start == span.start).any(|p| p.span == span && p.kind == Kind::Marker(Mark::Owner))
    }

    /// 关于控股股东质押的公告: what a title is about.
    fn is_titled(&self) -> bool {
        let clause = self.pieces[self.at].clause;
        self.pieces[..self.at].iter().rev().take(WINDOW).take_while(|p| p.clause == clause).any(|p| p.kind == Kind::Marker(Mark::About))
    }

    fn heads_clause(&self, span: Span) -> bool {
        let at = self.pieces.partition_point(|p| p.span.start < span.start);
        let before = self.pieces[..at].iter().rev().find(|p| !matches!(p.kind, Kind::Status(_) | Kind::Date(_)) && p.span.end <= span.start);
        before.is_none_or(|p| matches!(p.kind, Kind::Comma | Kind::Colon))
    }

    fn has_named_before(&self) -> bool {
        self.out.iter().any(|c| c.case == Case::Subject && c.clauses == 1 && c.mention.is_some())
    }

    /// X位于台南的旧厂房, X旗下涂料业务: the thing that belongs to the mention at `i`, where the trigger is done to things.
    pub(super) fn thing_of(&self, i: usize) -> Option<Span> {
        if !self.cases.assets || self.cases.relation {
            return None;
        }
        let owner = self.pieces[i].span;
        // 其苗栗厂: a name has more than one character.
        let (mut start, mut end, mut bound) = (owner.end, None, owner.len() <= 3);
        for piece in self.pieces[i + 1..].iter().take(WINDOW / 2).filter(|p| p.span.start >= owner.end && p.depth == self.pieces[i].depth) {
            match piece.kind {
                // X业务51%股权: whose they are is told all the same.
                Kind::Percent(_) | Kind::Shares(_) | Kind::Marker(Mark::Share) if end.is_some() => break,
                Kind::Marker(Mark::Asset) => end = Some(piece.span.end),
                Kind::Marker(Mark::Case(Case::Of) | Mark::Holds) if end.is_none() => {
                    start = if piece.span.start == start { piece.span.end } else { start };
                    bound = true;
                }
                Kind::Marker(Mark::Suo | Mark::Some | Mark::And | Mark::Case(Case::In)) | Kind::Noun | Kind::Need(_) | Kind::Quote => {}
                Kind::Trigger(..) if piece.noun || piece.mark == Some(Mark::Holds) => {}
                // 其涂料业务: 料 is part of another word.
                Kind::Status(_) | Kind::Speech if piece.span.len() == 3 && piece.span.start > owner.end => {}
                _ => break,
            }
        }
        let end = end.filter(|&end| end > start && end - owner.end <= 75)?;
        // 博智酒店: without a word between them it may all be a name.
        (bound || end - start > 9).then_some(Span { start, end })
    }

    /// 买下一座金矿: what follows the verb, up to the last noun for a thing of its clause.
    pub(super) fn thing(&mut self) {
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
            self.out.push(Candidate::unnamed(span, case, rule, origin));
        }
    }
}
