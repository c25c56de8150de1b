//! Chinese case grammar: how each mention in a sentence stands to a trigger.
//!
//! Chinese marks case by prepositions before the party (向、与、由、被) or by order, and puts whatever modifies a noun before it with 的.

mod elsewhere;
mod left;
mod owner;
mod right;
mod unnamed;

use crate::doc::Status;
use crate::lang::{Candidate, Case, CaseSet, Kind, Mark, Origin, Piece, Shape, Stage, Voice, WINDOW, mark_at, next, previous};

/// Bytes of plain words that may stand between a preposition and its party: "向 其全资拥有的海外子公司 X".
const MARKER_REACH: u32 = 45;

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
    walk.bracketed();
    walk.cleft();
    walk.subject_behind();
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
    /// 分别被增持: 被 right before the trigger, and nobody that does it.
    fn is_agentless(&self) -> bool {
        let (start, clause) = (self.pieces[self.at].span.start, self.pieces[self.at].clause);
        // X所持Y股权已被质押: what X holds is acted on, and X did it.
        let held = (self.at.saturating_sub(WINDOW)..self.at)
            .any(|k| self.pieces[k].clause == clause && matches!(mark_at(self.pieces, k), Some(Mark::Holds | Mark::Suo)));
        !held && self.pieces[self.at.saturating_sub(6)..self.at].iter().any(|p| p.kind.is_case(Case::By) && p.span.end == start)
    }

    /// 的 makes the trigger, with a percent after it or not, a modifier.
    fn is_relative(&self) -> bool {
        let after = self.pieces.get(self.at + 1..).unwrap_or_default().iter().take(6).filter(|p| !p.span.overlaps(self.pieces[self.at].span));
        let mut end = self.pieces[self.at].span.end + 3;
        for piece in after {
            match piece.kind {
                Kind::Percent(_) if piece.span.start <= end + 6 => end = piece.span.end,
                // 转让旗下业务: 旗下 belongs to what follows.
                _ if piece.kind.is_case(Case::Of) => return piece.span.start <= end && piece.span.len() == 3,
                Kind::Need(_) | Kind::Status(_) => {}
                _ => return false,
            }
        }
        false
    }

    /// A noun that stands beside a name (客户X, 子公司X) governs nothing.
    fn is_relation_noun(&self, k: usize) -> bool {
        let span = self.pieces[k].span;
        let relation = |p: &Piece| matches!(p.kind, Kind::Trigger(_, Shape::ZhRelation) | Kind::Noun) && p.span == span;
        self.pieces[k.saturating_sub(4)..].iter().take(9).any(relation)
            && self.pieces[k + 1..].iter().take(10).any(|p| matches!(p.kind, Kind::Mention(_)) && span.end == p.span.start)
    }

    fn has_subject(&self) -> bool {
        self.out.iter().any(|c| c.case == Case::Subject && c.clauses == 0 && c.origin == Origin::Here)
    }

    /// First mention of the list that ends with the one at `i`: A、B及C. 与 and 和 join only where the trigger has no use for "with".
    fn first_of_list(&self, mut i: usize) -> usize {
        for _ in 0..16 {
            i = self.owner_of(i).map_or(i, |owner| owner.start);
            let Some(joiner) = previous(self.pieces, i).filter(|&j| self.gap(j, i) <= MARKER_REACH) else { break };
            let joins = match self.pieces[joiner].kind {
                Kind::Marker(Mark::And) => true,
                Kind::Marker(Mark::Case(Case::With)) => !self.cases.has(Case::With),
                Kind::Marker(Mark::WithAnd) => {
                    !self.cases.has(Case::With) || self.acted_on || self.with_after(i) || self.object_after(i) || self.ends_list(joiner)
                }
                // A携手B收购C
                Kind::Trigger(..) => i < self.at && mark_at(self.pieces, joiner) == Some(Mark::Case(Case::With)) && !self.cases.has(Case::With),
                _ => false,
            };
            let over = !matches!(self.pieces[joiner].kind, Kind::Marker(Mark::And))
                && i < self.at
                && (self.is_spoken_of() && self.clause_speaks(i) || self.signs_behind(i));
            if !joins || joiner == self.at || over {
                break;
            }
            match self.item_before(joiner) {
                Some(k) if k != self.at && (k > self.at) == (i > self.at) => i = k,
                _ => break,
            }
        }
        i
    }

    /// 由A、B和C发放: behind the trigger, and after a list, 和 brings its last member.
    fn ends_list(&self, joiner: usize) -> bool {
        let item = previous(self.pieces, joiner).filter(|&k| k > self.at && matches!(self.pieces[k].kind, Kind::Mention(_)));
        item.and_then(|k| previous(self.pieces, k).filter(|&a| self.gap(a, k) == 0)).is_some_and(|a| self.pieces[a].kind == Kind::Marker(Mark::And))
    }

    /// The mention that ends right before the joiner, with its own share between them or not: A 60%股权及B 40%股权.
    fn item_before(&self, joiner: usize) -> Option<usize> {
        const OWN_SHARE: u32 = 36;
        const BRACKET: u32 = 150;
        let is_mention = |k: usize| matches!(self.pieces[k].kind, Kind::Mention(_));
        // 携手 is a marker and a deal word.
        let mut at = previous(self.pieces, joiner)?;
        while self.pieces[at].span == self.pieces[joiner].span && !is_mention(at) {
            at = previous(self.pieces, at)?;
        }
        // 微屿创投(以下简称“微屿”)及: a bracket parts no list.
        let deeper = |k: usize| self.pieces[k + 1..joiner].iter().any(|p| p.depth > self.pieces[k].depth);
        let bracketed = is_mention(at) && self.gap(at, joiner) <= BRACKET && deeper(at);
        if self.gap(at, joiner) > 24 && !bracketed {
            return None;
        }
        // A、B,以及C
        if self.pieces[at].kind == Kind::Comma && self.gap(at, joiner) == 0 {
            at = previous(self.pieces, at).filter(|&k| is_mention(k) && self.gap(k, at) == 0)?;
        }
        for _ in 0..4 {
            match self.pieces[at].kind {
                Kind::Mention(_) => return (bracketed || self.gap(at, joiner) <= OWN_SHARE).then_some(at),
                Kind::Percent(_) | Kind::Shares(_) => {}
                kind if kind.is_case(Case::Of) && self.pieces[at].span.len() == 3 => {}
                _ => return None,
            }
            at = previous(self.pieces, at).filter(|&k| self.pieces[k].span.end == self.pieces[at].span.start || !is_mention(k))?;
        }
        None
    }

    /// A和B将所持股份质押给C: 将 leads an object, so that 和 joins who acts.
    fn object_after(&self, i: usize) -> bool {
        let clause = self.pieces[i].clause;
        let object = (i + 1..self.at).find(|&k| self.pieces[k].clause == clause && mark_at(self.pieces, k) == Some(Mark::Case(Case::Object)));
        let led = object.filter(|_| i < self.at).and_then(|k| next(self.pieces, k));
        led.is_some_and(|n| {
            n < self.at && (matches!(self.pieces[n].kind, Kind::Mention(_)) || matches!(mark_at(self.pieces, n), Some(Mark::Holds | Mark::Suo)))
        })
    }

    /// 就采购X与Y洽谈: 就 before the trigger makes it what two parties speak of.
    fn is_spoken_of(&self) -> bool {
        let trigger = self.pieces[self.at];
        let before = self.pieces[..self.at]
            .iter()
            .rev()
            .take(12)
            .take_while(|p| p.clause == trigger.clause && trigger.span.start.saturating_sub(p.span.end) <= MARKER_REACH);
        before.filter(|p| p.span.end <= trigger.span.start).any(|p| p.kind == Kind::Marker(Mark::Over))
    }

    /// 就 stands behind the mention at `i` in its clause: A与B就采购X达成协议.
    fn clause_speaks(&self, i: usize) -> bool {
        let clause = self.pieces[i].clause;
        self.pieces[i + 1..self.at].iter().any(|p| p.clause == clause && p.kind == Kind::Marker(Mark::Over))
    }

    /// A与B签署协议: what one signs with another stands behind the mention at `i`, in its clause and before any other party. Of talks only where A
    /// stands apart: A正与B洽谈, but A与B正洽谈出售C.
    fn signs_behind(&self, i: usize) -> bool {
        let clause = self.pieces[i].clause;
        let mut after = self.pieces[i + 1..].iter().take(WINDOW / 2).take_while(|p| p.clause == clause && !matches!(p.kind, Kind::Mention(_)));
        let Some(signs) = after.find(|p| p.kind == Kind::Marker(Mark::Signs)) else { return false };
        let is_talk = |p: &Piece| p.span == signs.span && p.kind == Kind::Status(Stage::Is(Status::Rumored));
        !self.pieces[i + 1..].iter().take(WINDOW / 2).any(is_talk) || self.stands_apart(i)
    }

    /// 正, 日前 or the like stands between the party before and the preposition of the mention at `i`.
    fn stands_apart(&self, i: usize) -> bool {
        let Some(joiner) = previous(self.pieces, i) else { return false };
        let bracketed = joiner > 0 && self.pieces[joiner - 1].kind == Kind::Bracket;
        previous(self.pieces, joiner).is_none_or(|p| !matches!(self.pieces[p].kind, Kind::Mention(_)) || self.gap(p, joiner) > 0) && !bracketed
    }

    /// With whom one speaks of a deal is its other side.
    fn other_side(&self) -> Case {
        if self.cases.has(Case::With) {
            Case::With
        } else if self.cases.has(Case::To) && !self.cases.to_is_object {
            Case::To
        } else {
            Case::From
        }
    }

    /// The case of 给 and 对 at `marker`.
    fn give(&self, marker: usize) -> Case {
        let here = self.pieces[self.at];
        let before = marker < self.at && self.pieces[marker].clause == here.clause;
        if self.cases.has(Case::For) || self.cases.to_is_source && before { Case::For } else { Case::To }
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
                Some(Mark::Through) => return Some(Case::In),
                Some(Mark::Give) => return Some(self.give(before)),
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
            Kind::Marker(Mark::Give) => Some(self.give(i)),
            _ => None,
        })
    }

    fn copula_before(&self, i: usize) -> bool {
        previous(self.pieces, i).is_some_and(|p| mark_at(self.pieces, p) == Some(Mark::Copula))
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
}
