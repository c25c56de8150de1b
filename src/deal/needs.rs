//! What a deal word needs beside it, and what becomes of it where that is missing.

use super::NEED_REACH;
use super::frame::{Frames, Need, Trigger};
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
    let lacks = |pieces: &[Piece], i: usize| match pieces[i].kind {
        Kind::Trigger(index, Shape::Zh) => !has_needs(pieces, i, Language::Zh, frames.trigger(index)),
        // A Chinese noun of relation is a noun for somebody, whatever it needs to tell a deal.
        Kind::Trigger(index, shape) if shape != Shape::ZhRelation => !has_needs(pieces, i, Language::En, frames.trigger(index)),
        _ => false,
    };
    let english = !pieces.iter().any(|p| matches!(p.kind, Kind::Trigger(_, Shape::Zh)));
    let lacking: Vec<bool> = (0..pieces.len()).map(|i| lacks(pieces, i)).collect();
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

pub(super) fn has_needs(pieces: &[Piece], at: usize, language: Language, trigger: &Trigger) -> bool {
    let needs = &trigger.need[language as usize];
    needs.is_empty() || is_met(pieces, at, needs, trigger.head)
}

/// One of the needs is met by what stands in the trigger's clause; in Chinese, where commas part less, in the one before or behind it too. An English verb needs its object.
pub(super) fn is_met(pieces: &[Piece], at: usize, needs: &[Need], head: bool) -> bool {
    let here = pieces[at];
    let Kind::Trigger(_, shape) = here.kind else { return false };
    // 母公司X,20%的收入来自…: a noun for a relation has what it needs beside it.
    let reach = here.clause.saturating_add(u16::from(shape == Shape::Zh));
    let turned = matches!(shape, Shape::Past | Shape::Participle);
    let meets = |p: &Piece| {
        let need = match p.kind {
            Kind::Need(word) => Need::Word(word),
            Kind::Percent(_) => Need::Percent,
            Kind::Amount(_) => Need::Money,
            Kind::Shares(_) => Need::Shares,
            Kind::Marker(Mark::Copula) => Need::Copula,
            _ => return false,
        };
        let side = p.span.end > here.span.start || turned;
        (!shape.is_verb() || side && p.span.gap(here.span) <= NEED_REACH)
            && needs.binary_search(&need).is_ok()
            && !(head && matches!(need, Need::Word(_)) && modifies(pieces, p.span))
    };
    // "sold Tokiwa Optics, its lens-making unit": what the object is stands behind it.
    let apposed = shape.is_verb() && shape != Shape::Zh && {
        let comma = pieces[at..].iter().take(WINDOW).position(|p| p.kind == Kind::Comma && p.clause > here.clause).map(|i| at + i);
        comma.filter(|&c| c > at && matches!(pieces[c - 1].kind, Kind::Mention(_)) && pieces[c].span.gap(here.span) <= NEED_REACH).is_some_and(|c| {
            let inside = pieces[c + 1..].iter().take_while(|p| p.clause == pieces[c].clause && p.span.gap(pieces[c].span) <= APPOSED).take(8);
            !inside.clone().any(|p| p.kind.shape().is_some_and(Shape::is_verb) || matches!(p.kind, Kind::Marker(Mark::Relative | Mark::Whose)))
                && inside.clone().any(|p| matches!(p.kind, Kind::Need(word) if needs.binary_search(&Need::Word(word)).is_ok()))
        })
    };
    if apposed && !head {
        return true;
    }
    // "awarded Norvik, a maker of trains, a contract": what is set in parts nothing.
    let resumes = |p: &Piece| matches!(p.kind, Kind::Need(word) if needs.binary_search(&Need::Word(word)).is_ok()) || meets(p);
    if shape.is_verb() && shape != Shape::Zh && !head && behind_set_in(pieces, at).is_some_and(|rest| rest.iter().any(resumes)) {
        return true;
    }
    let from = here.clause.saturating_sub(u16::from(shape == Shape::Zh));
    // "Shares in A rose after it bought B": what another clause is about is no object.
    let parts = |p: &Piece| shape.is_verb() && p.kind == Kind::Marker(Mark::Then);
    let before = pieces[..at].iter().rev().take_while(|p| p.clause >= from && !parts(p));
    before.chain(pieces[at..].iter().take_while(|p| p.clause <= reach)).take(WINDOW * 2).any(meets)
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
