//! Whose a named party is, where the words before its name say so: A旗下B, A子公司B, A控股的B, 由P创办的B, A的竞争对手B.

use super::Walk;
use crate::lang::{Case, Kind, Mark, Shape, mark_at};

/// Bytes of modifiers between an owner and the noun for what it owns: A德国子公司B.
const MODIFIERS: u32 = 12;

/// Bytes of a noun that says what a party is: 收购的[户储品牌]B.
const DESCRIPTION: u32 = 18;

/// Bytes of what may follow a verb before 的: 分拆[出来]的.
const ENDING: u32 = 6;

/// Who stands before a name to say whose it is.
#[derive(Clone, Copy)]
pub(super) struct Owner {
    /// Where the mention of the owner stands.
    pub(super) at: usize,
    /// Where the whole noun phrase begins.
    pub(super) start: usize,
    /// Has it for its own, and does not only come into a relative clause.
    pub(super) owns: bool,
}

impl Walk<'_> {
    /// Who the words right before the mention at `i` say that it belongs to; `None` too where the trigger itself is among them.
    pub(super) fn owner_of(&self, i: usize) -> Option<Owner> {
        let here = self.pieces[i];
        if !matches!(here.kind, Kind::Mention(_)) {
            return None;
        }
        let (mut start, mut kin, mut of, mut verb, mut rival) = (here.span.start, false, false, false, false);
        for at in (i.saturating_sub(12)..i).rev() {
            let piece = self.pieces[at];
            if piece.clause != here.clause || piece.depth != here.depth {
                return None;
            }
            let touches = piece.span.end == start;
            match piece.kind {
                // Several pieces may stand on the same words.
                _ if piece.span.end > start => {}
                Kind::Mention(_) => {
                    let near = touches || kin && !verb && start - piece.span.end <= MODIFIERS;
                    let is_inside = self.at > at && self.at < i;
                    let begin = if verb { self.agent_marker(at) } else { at };
                    return (near && !is_inside && (kin || verb || rival)).then_some(Owner { at, start: begin, owns: kin && !rival });
                }
                // 由P创办的涂料厂B: what B is.
                kind if kind.is_case(Case::Of) && (touches || start == here.span.start && start - piece.span.end <= DESCRIPTION) => {
                    (start, of, kin) = (piece.span.start, piece.span.len() == 3, kin || piece.span.len() > 3);
                }
                Kind::Marker(Mark::Kin) if touches => (start, kin) = (piece.span.start, true),
                // A的竞争对手B
                Kind::Marker(Mark::Rival) if touches => (start, rival) = (piece.span.start, true),
                Kind::Trigger(_, Shape::ZhRelation) if touches => {
                    // A控股的B: the word is a verb too.
                    (start, kin, verb) = (piece.span.start, true, verb || of);
                }
                // A分拆出来的B, A收购过的B
                Kind::Trigger(_, Shape::Zh) if of && !verb && start - piece.span.end <= ENDING && !kin && mark_at(self.pieces, at).is_none() => {
                    (start, verb) = (piece.span.start, true);
                }
                kind if kind.is_transparent() => {}
                _ => return None,
            }
        }
        None
    }

    /// 由P创办的B, 为A配套的B, 获A投资的B: the noun phrase begins with the preposition.
    fn agent_marker(&self, owner: usize) -> usize {
        let (start, from) = (self.pieces[owner].span.start, owner.saturating_sub(3));
        let led = self.pieces[from..owner].iter().rposition(|p| (p.kind.is_case(Case::By) || p.kind.is_case(Case::For)) && p.span.end == start);
        led.map_or(owner, |k| k + from)
    }

    /// The mention at `i` only says whose the next one is.
    pub(super) fn owns_next(&self, i: usize) -> Option<Owner> {
        let j = (i + 1..self.pieces.len().min(i + 13)).find(|&j| matches!(self.pieces[j].kind, Kind::Mention(_)))?;
        self.owner_of(j).filter(|owner| owner.at == i)
    }
}
