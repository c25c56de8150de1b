//! Parties that stand outside the words of the deal: before a bracket, behind a copula, at the head of the next clause.

use super::{MARKER_REACH, Walk};
use crate::lang::{Candidate, Case, Kind, Mark, Origin, Piece, Voice, WINDOW, next};

impl Walk<'_> {
    /// X(持有Y 12%股份), Y(由X持股12%): whom a bracket speaks of stands right before it, as what the bracket itself leaves unsaid.
    pub(super) fn bracketed(&mut self) {
        let here = self.pieces[self.at];
        let lacks = |case: Case| self.cases.has(case) && !self.out.iter().any(|c| c.case == case);
        if here.depth == 0 || self.cases.relation {
            return;
        }
        let open = (self.at.saturating_sub(WINDOW)..self.at).rev().find(|&k| self.pieces[k].kind == Kind::Bracket && self.pieces[k].depth == 0);
        let Some(owner) = open.and_then(|o| o.checked_sub(1)).filter(|&k| self.pieces[k].span.end == self.pieces[k + 1].span.start) else { return };
        let Kind::Mention(mention) = self.pieces[owner].kind else { return };
        let acts = self.voice == Voice::Active && lacks(Case::Subject);
        let case = if acts || self.voice == Voice::Passive { Case::Subject } else { Case::Object };
        if lacks(case) {
            let (span, rule, origin, group) = (self.pieces[owner].span, "zh.before-bracket", Origin::Here, owner as u32);
            self.out.push(Candidate::new(span, Some(mention), case, rule, origin, group));
        }
    }

    /// 为X供货的是Y, 买下X的,是Y: who does it stands behind 的 and the copula.
    pub(super) fn cleft(&mut self) {
        let here = self.pieces[self.at];
        if self.cases.relation || !self.cases.has(Case::Subject) || self.voice == Voice::Passive {
            return;
        }
        let after = || self.pieces[self.at + 1..].iter().enumerate().take(WINDOW / 2).filter(|(_, p)| p.span.start >= here.span.end && p.depth == here.depth);
        let Some((copula, is)) = after().find(|(_, p)| p.kind == Kind::Marker(Mark::Copula)).map(|(k, p)| (k + self.at + 1, *p)) else { return };
        let mut of = self.pieces[self.at + 1..copula]
            .iter()
            .rev()
            .filter(|p| p.span.end <= is.span.start && p.kind != Kind::Comma && !matches!(p.kind, Kind::Status(_)));
        let bound = of.next().is_some_and(|p| p.kind.is_case(Case::Of) && p.span.len() == 3 && is.span.start - p.span.end <= 4);
        let parted = self.pieces[self.at + 1..copula]
            .iter()
            .any(|p| matches!(p.kind, Kind::Stop | Kind::Colon) || matches!(p.kind, Kind::Trigger(..)) && !p.span.overlaps(here.span) && !p.noun);
        let Some(k) = next(self.pieces, copula).filter(|_| bound && !parted) else { return };
        if let Kind::Mention(mention) = self.pieces[k].kind
            && self.gap(copula, k) <= MARKER_REACH
        {
            let (span, case, rule, origin, group) = (self.pieces[k].span, Case::Subject, "zh.cleft", Origin::Here, k as u32);
            // 买下X的是Y: X is no owner of Y.
            for object in self.out.iter_mut().filter(|c| c.rule == "zh.owner-of-object" && c.span.end <= is.span.start) {
                (object.case, object.origin, object.rule) = (Case::Object, Origin::Here, "zh.object");
            }
            self.out.retain(|c| c.span != span && (c.case != Case::Subject || c.clauses == 0));
            self.out.push(Candidate::new(span, Some(mention), case, rule, origin, group));
        }
    }

    /// 被X收购后,Y更换了管理层; 作为X的供应商,Y大涨: the sentence opens with a clause whose subject is that of the next.
    pub(super) fn subject_behind(&mut self) {
        let here = self.pieces[self.at];
        if here.depth > 0 || !self.cases.has(Case::Subject) || self.out.iter().any(|c| c.case == Case::Subject && !matches!(c.origin, Origin::Carried)) {
            return;
        }
        let opens = self.pieces[self.at.saturating_sub(WINDOW)..self.at].iter().rev().find(|p| p.clause < here.clause).is_none_or(|p| p.kind == Kind::Stop);
        let comma = self.pieces[self.at..].iter().take(WINDOW / 2).position(|p| p.kind == Kind::Comma && p.depth == 0).map(|k| k + self.at);
        let Some(comma) = comma.filter(|&k| opens && !self.pieces[self.at..k].iter().any(|p| matches!(p.kind, Kind::Stop | Kind::Colon))) else { return };
        let led = self.pieces[comma + 1..].iter().take(WINDOW).find(|p| !p.kind.is_transparent()).copied();
        if let Some(Piece { kind: Kind::Mention(mention), span, .. }) = led
            && span.start - self.pieces[comma].span.end <= 3
        {
            let (case, rule, origin, group) = (Case::Subject, "zh.main-clause", Origin::Here, u32::MAX - 3);
            self.out.push(Candidate { clauses: 1, ..Candidate::new(span, Some(mention), case, rule, origin, group) });
        }
    }
}
