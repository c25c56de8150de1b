//! What a deal word needs beside it, and what becomes of it where that is missing.

use super::NEED_REACH;
use super::frame::{Frames, Need, Needs, Trigger};
use crate::doc::{Language, Span};
use crate::lang::{Case, Kind, Mark, Piece, Shape, WINDOW};

/// Bytes of an apposition in which what a verb needs is looked for.
const APPOSED: u32 = 48;

/// Makes plain words of the deal words that lack what they need, so that "completed the sale of X" has one deal word.
pub(super) fn lay_down(frames: &Frames, pieces: &mut Vec<Piece>) {
    // Chinese deal words stay what they are.
    let mut shapes = pieces.iter().filter(|p| matches!(p.kind, Kind::Trigger(..))).filter_map(|p| p.kind.shape()).peekable();
    if shapes.peek().is_some() && shapes.all(|shape| shape == Shape::Zh) {
        return;
    }
    let helps = Helps::of(pieces);
    let lacks = |i: usize| match pieces[i].kind {
        // A Chinese noun of relation is a noun for somebody, whatever it needs to tell a deal.
        Kind::Trigger(index, shape) if shape != Shape::ZhRelation => !helps.meet(pieces, i, frames.trigger(index)),
        _ => false,
    };
    let english = !pieces.iter().any(|p| matches!(p.kind, Kind::Trigger(_, Shape::Zh)));
    let lacking: Vec<bool> = (0..pieces.len()).map(lacks).collect();
    // The same words may be a deal word of several types.
    let mut kept: Option<Span> = None;
    let mut at = 0;
    let met: Vec<Span> = pieces.iter().zip(&lacking).filter(|(p, lacks)| matches!(p.kind, Kind::Trigger(..)) && !**lacks).map(|(p, _)| p.span).collect();
    pieces.retain_mut(|piece| {
        let lacks = lacking[at];
        at += 1;
        // Needs have done their work; to the grammar they are nothing.
        if !lacks {
            return !(english && matches!(piece.kind, Kind::Need(_)));
        }
        let Kind::Trigger(_, shape) = piece.kind else { return true };
        if kept == Some(piece.span) || met.binary_search_by_key(&piece.span.start, |s| s.start).is_ok() {
            return false;
        }
        (kept, piece.kind) = (Some(piece.span), Kind::Word(shape));
        true
    });
}

/// What a piece is to a deal word that needs something.
fn need_of(kind: Kind) -> Option<Need> {
    Some(match kind {
        Kind::Need(word) => Need::Word(word),
        Kind::Percent(_) => Need::Percent,
        Kind::Amount(_) => Need::Money,
        Kind::Shares(_) => Need::Shares,
        Kind::Marker(Mark::Copula) => Need::Copula,
        _ => return None,
    })
}

/// The pieces of a sentence that some deal word may need, in order.
pub(super) struct Helps {
    /// Where they stand, and what they are.
    all: Vec<(usize, Need)>,
}

impl Helps {
    pub(super) fn of(pieces: &[Piece]) -> Self {
        Helps { all: pieces.iter().enumerate().filter_map(|(i, p)| Some((i, need_of(p.kind)?))).collect() }
    }

    /// The deal word at `at` needs nothing, or has it in its clause; in Chinese, where commas part less, in the one before or behind it too. An English
    /// verb needs its object.
    pub(super) fn meet(&self, pieces: &[Piece], at: usize, trigger: &Trigger) -> bool {
        let here = pieces[at];
        let Kind::Trigger(_, shape) = here.kind else { return false };
        let needs = &trigger.need[if shape.is_zh() { Language::Zh } else { Language::En } as usize];
        if needs.is_empty() {
            return true;
        }
        // 母公司X,20%的收入来自…: a noun for a relation has what it needs beside it.
        let reach = here.clause.saturating_add(u16::from(shape == Shape::Zh));
        let from = here.clause.saturating_sub(u16::from(shape == Shape::Zh));
        let floor = at.saturating_sub(WINDOW * 2);
        let first = floor + pieces[floor..at].partition_point(|p| p.clause < from);
        let last = first + WINDOW * 2;
        let turned = matches!(shape, Shape::Past | Shape::Participle);
        // "Shares in A rose after it bought B": what another clause is about is no object.
        let parted = |i: usize| shape.is_verb() && i < at && pieces[i..at].iter().any(|p| p.kind == Kind::Marker(Mark::Then));
        let meets = |p: &Piece, need: Need| {
            let side = p.span.end > here.span.start || turned;
            (!shape.is_verb() || side && p.span.gap(here.span) <= NEED_REACH)
                && needs.contains(need)
                && !(trigger.head && matches!(need, Need::Word(_)) && modifies(pieces, p.span))
        };
        // "Norvik, the maker of valves, was bought": what is set in says nothing of what is done; behind the verb it may say what its object is.
        let set_in = |i: usize| shape.is_verb() && !shape.is_zh() && pieces[i].depth > here.depth && (i < at || trigger.head);
        let near = self.all[self.all.partition_point(|(i, _)| *i < first)..].iter().take_while(|(i, _)| *i < last && pieces[*i].clause <= reach);
        near.into_iter().any(|&(i, need)| meets(&pieces[i], need) && !parted(i) && !set_in(i))
            || shape == Shape::ZhRelation && needs.contains(Need::Copula) && is_predicate(pieces, at)
            || !trigger.head && shape.is_verb() && shape != Shape::Zh && (is_met_by_apposition(pieces, at, needs) || is_met_behind(pieces, at, needs))
    }
}

/// X为Y的控股股东: 为 before the noun, which ends its clause.
fn is_predicate(pieces: &[Piece], at: usize) -> bool {
    let here = pieces[at];
    let ends = pieces[at + 1..]
        .iter()
        .find(|p| p.span.start >= here.span.end)
        .is_none_or(|p| matches!(p.kind, Kind::Comma | Kind::Stop) && p.span.start == here.span.end);
    let mut before = pieces[..at].iter().rev().take(16).take_while(|p| p.clause == here.clause);
    ends && before.any(|p| p.kind.is_case(Case::For))
}

/// "sold Tokiwa Optics, its lens-making unit": what the object is stands behind it.
fn is_met_by_apposition(pieces: &[Piece], at: usize, needs: &Needs) -> bool {
    let here = pieces[at];
    let Some(comma) = pieces[at..].iter().take(WINDOW).position(|p| p.kind == Kind::Comma && p.clause > here.clause).map(|i| at + i) else { return false };
    let open = pieces[comma];
    if !matches!(pieces[comma - 1].kind, Kind::Mention(_)) || open.span.gap(here.span) > NEED_REACH {
        return false;
    }
    let inside = pieces[comma + 1..].iter().take_while(|p| p.clause == open.clause && p.span.gap(open.span) <= APPOSED).take(8);
    !inside.clone().any(|p| p.kind.shape().is_some_and(Shape::is_verb) || matches!(p.kind, Kind::Marker(Mark::Relative | Mark::Whose)))
        && inside.clone().any(|p| matches!(p.kind, Kind::Need(word) if needs.contains(Need::Word(word))))
}

/// "awarded Norvik, a maker of trains, a contract": what is set in parts nothing.
fn is_met_behind(pieces: &[Piece], at: usize, needs: &Needs) -> bool {
    behind_set_in(pieces, at).is_some_and(|rest| rest.iter().filter_map(|p| need_of(p.kind)).any(|need| needs.contains(need)))
}

/// What goes on with the trigger's clause behind a phrase that commas set in after its object.
fn behind_set_in(pieces: &[Piece], at: usize) -> Option<&[Piece]> {
    const SET_IN: u32 = 120;
    let here = pieces[at];
    let open = pieces[at..].iter().take(WINDOW).position(|p| p.kind == Kind::Comma && p.clause > here.clause)? + at;
    let object = matches!(pieces[open - 1].kind, Kind::Mention(_) | Kind::Noun) && pieces[open].span.gap(here.span) <= NEED_REACH;
    let close = pieces[open + 1..].iter().take(16).position(|p| p.kind == Kind::Comma && p.depth == here.depth)? + open + 1;
    let rest = &pieces[close + 1..pieces.len().min(close + 8)];
    let case = |kind: Kind| matches!(kind, Kind::Marker(Mark::Case(Case::To | Case::From | Case::By | Case::With)) | Kind::Amount(_) | Kind::Percent(_));
    let goes_on = rest.iter().find(|p| !matches!(p.kind, Kind::Need(_))).is_some_and(|p| case(p.kind) && p.span.gap(pieces[close].span) <= 4);
    let end = rest.iter().position(|p| matches!(p.kind, Kind::Comma | Kind::Stop)).unwrap_or(rest.len());
    (object && goes_on && pieces[open].span.gap(pieces[close].span) <= SET_IN).then_some(&rest[..end])
}

/// A name or a common noun stands right behind the words, or they are part of one.
pub(super) fn modifies(pieces: &[Piece], words: Span) -> bool {
    let from = pieces.partition_point(|p| p.span.start < words.start);
    let near = pieces[from.saturating_sub(2)..].iter().take(8);
    near.filter(|p| matches!(p.kind, Kind::Noun | Kind::Mention(_))).any(|p| p.span.overlaps(words) || p.span.start >= words.end && p.span.gap(words) <= 1)
}
