//! What English sets in between commas and the main clause goes on behind: "Norvik, the Danish paint maker, bought", "its bigger rival, Norvik, to".
//! It tells nothing of the deal, so it is laid deeper, as if in brackets, and parts no clauses.

use std::cell::OnceCell;

use super::frame::Frames;
use super::needs::Helps;
use crate::doc::{Document, Flow, Form, Mention};
use crate::lang::{Case, Kind, Mark, Piece, Shape, Stage};

/// Pieces within which the comma that closes is looked for.
const PIECES: usize = 12;
/// Bytes of what is set in.
const REACH: u32 = 120;
/// Bytes between a preposition and its party: "of the privately held ".
const GOVERNED: u32 = 24;

/// A run of pieces to be laid deeper, both ends included.
type Run = (usize, usize);

/// Lays deeper what is set in.
pub(super) fn hide(frames: &Frames, doc: &Document, pieces: &mut [Piece]) {
    let runs = runs_of(&View { frames, doc, pieces, helps: OnceCell::new() });
    lay_deeper(pieces, &runs);
}

/// A sentence, and what its deal words need, found out where somebody asks.
struct View<'a> {
    frames: &'a Frames,
    doc: &'a Document,
    pieces: &'a [Piece],
    helps: OnceCell<Helps>,
}

impl View<'_> {
    /// What a piece is to the grammar: a deal word that lacks what it needs is a plain word, and so is a supply of nobody's.
    fn kind(&self, at: usize, named: bool) -> Kind {
        let Kind::Trigger(index, shape) = self.pieces[at].kind else { return self.pieces[at].kind };
        let trigger = self.frames.trigger(index);
        let of_goods = matches!(self.frames.frame(trigger.kind).flow, Some((Flow::Goods, ..)));
        let lacks = || !self.helps.get_or_init(|| Helps::of(self.pieces)).meet(self.pieces, at, trigger);
        if of_goods && !named || lacks() { Kind::Word(shape) } else { self.pieces[at].kind }
    }
}

fn runs_of(view: &View<'_>) -> Vec<Run> {
    let View { doc, pieces, .. } = *view;
    let mut runs: Vec<Run> = Vec::new();
    let mut i = 1;
    while i < pieces.len() {
        if is_of_place(doc, pieces, i) {
            runs.push((i, i));
        } else if let Some((open, close)) = beaten_behind(pieces, i) {
            runs.push((open, close));
            i = close;
        } else if let Some((open, close)) = named_behind(doc, pieces, i) {
            runs.push((open, open));
            runs.extend((close > open).then_some((close, close)));
            i = close;
        } else if let Some(run) = run_at(view, i, runs.last().copied()) {
            runs.push(run);
            // The comma that closes may open what is set in next.
            i = run.1.max(i + 1);
            continue;
        }
        i += 1;
    }
    runs
}

fn lay_deeper(pieces: &mut [Piece], runs: &[Run]) {
    let (mut next, mut parted) = (0, 0u16);
    for at in 0..pieces.len() {
        while runs.get(next).is_some_and(|run| run.1 < at) {
            next += 1;
        }
        let before = at.checked_sub(1).map_or(0, |b| pieces[b].clause);
        pieces[at].clause = pieces[at].clause.saturating_sub(parted);
        if runs.get(next).is_some_and(|run| run.0 <= at) {
            parted = parted.saturating_add(pieces[at].clause.saturating_sub(before));
            (pieces[at].clause, pieces[at].depth) = (before, pieces[at].depth.saturating_add(1));
        }
    }
}

fn run_at(view: &View<'_>, open: usize, last: Option<Run>) -> Option<Run> {
    let View { doc, pieces, .. } = *view;
    let comma = pieces[open];
    if comma.kind != Kind::Comma || comma.depth != 0 {
        return None;
    }
    if is_noun_before(pieces, open) {
        return None;
    }
    // "Norvik, a paint maker, based in Oslo,"
    let anchor = match last {
        Some((start, end)) if end == open => pieces[..start].iter().rposition(|p| matches!(p.kind, Kind::Mention(_)))?,
        _ => pieces[..open].iter().rposition(|p| !matches!(p.kind, Kind::Noun)).filter(|&b| pieces[b].span.gap(comma.span) <= 1)?,
    };
    let Kind::Mention(named) = pieces[anchor].kind else { return None };
    let close = closing(pieces, open)?;
    if !is_aside(view, (open, close), &doc.mentions[named.index()]) {
        return None;
    }
    // "Norvik, a paint maker, Halden and Tessaly": the comma parts the members of a list too.
    let lists = pieces.get(close + 1).is_some_and(|p| matches!(p.kind, Kind::Mention(_)) && p.span.gap(pieces[close].span) <= 1);
    let run = if lists { (open, close - 1) } else { (open, close) };
    // The comma that closed the last one opens this.
    Some(if last.is_some_and(|last| last.1 == open) { (open + 1, run.1) } else { run }).filter(|run| run.0 <= run.1)
}

fn closing(pieces: &[Piece], open: usize) -> Option<usize> {
    let rest = pieces[open + 1..].iter().take(PIECES).take_while(|p| p.span.gap(pieces[open].span) <= REACH && !matches!(p.kind, Kind::Stop | Kind::Colon));
    rest.clone().position(|p| p.kind == Kind::Comma && p.depth == 0).map(|at| open + 1 + at)
}

/// The words between the commas say who the party before them is, and no deal.
fn is_aside(view: &View<'_>, (open, close): Run, named: &Mention) -> bool {
    let View { doc, pieces, .. } = *view;
    let names = pieces[open + 1..close].iter().any(|p| matches!(p.kind, Kind::Mention(_)));
    let told = (open + 1..close).filter(|&k| !matches!(pieces[k].kind, Kind::Need(_))).map(|k| Piece { kind: view.kind(k, names), ..pieces[k] });
    let inner: Vec<Piece> = told.collect();
    let inner = inner.as_slice();
    let start = pieces[open].span.end;
    let relative = inner.first().is_some_and(|p| matches!(p.kind, Kind::Marker(Mark::Relative | Mark::Whose)) && p.span.start <= start + 1);
    let words = &doc.text.folded[start as usize..pieces[close].span.start as usize];
    // "which A, B and C bought": a list begins.
    let list = relative && inner.len() == 2 && matches!(inner[1].kind, Kind::Mention(_));
    !list && relative && !inner[1..].iter().any(|p| tells(p.kind)) || opens(inner, words, start) && (0..inner.len()).all(|k| is_said_of(doc, inner, k, named))
}

/// "the", "a", "based", "46", "in Oslo": no subject, no list and no clause begins here.
fn opens(inner: &[Piece], words: &str, start: u32) -> bool {
    let words = words.trim_start();
    let first = words.split([' ', ',', '-']).next().unwrap_or_default();
    let piece = inner.first().filter(|p| p.span.start <= start + 1);
    let named = inner.iter().any(|p| matches!(p.kind, Kind::Mention(_)));
    match piece.map(|p| p.kind) {
        Some(Kind::Marker(Mark::Case(Case::In))) => !named,
        Some(Kind::Marker(Mark::Case(Case::Poss))) => true,
        Some(Kind::Marker(_)) => false,
        Some(Kind::Mention(_)) => true,
        Some(Kind::Word(shape)) => matches!(shape, Shape::Past | Shape::Participle),
        Some(Kind::Noun | Kind::Date(_)) => true,
        Some(Kind::AmountCue(_)) | None => is_article(first) || first.ends_with("ed") || first.starts_with(|c: char| c.is_ascii_digit()),
        Some(_) => false,
    }
}

/// Articles are no pieces.
fn is_article(word: &str) -> bool {
    matches!(word, "a" | "an" | "the")
}

/// A piece that a noun with its complements may hold.
fn is_said_of(doc: &Document, inner: &[Piece], k: usize, named: &Mention) -> bool {
    let piece = inner[k];
    match piece.kind {
        Kind::Mention(mention) => {
            let mention = &doc.mentions[mention.index()];
            let owns = inner.get(k + 1).is_some_and(|p| p.kind.is_case(Case::Poss) && p.span.gap(piece.span) <= 1);
            let same = mention.form == Form::Nominal && mention.entity == named.entity;
            let governed = inner[..k]
                .iter()
                .rev()
                .find(|p| !matches!(p.kind, Kind::Noun))
                .is_some_and(|p| matches!(p.kind, Kind::Marker(Mark::Case(case)) if case != Case::Poss) && p.span.gap(piece.span) <= GOVERNED);
            owns || same || governed
        }
        Kind::Marker(Mark::And) => !inner.get(k + 1).is_some_and(|p| matches!(p.kind, Kind::Mention(_)) && p.span.gap(piece.span) <= GOVERNED),
        Kind::Marker(Mark::Be | Mark::Relative | Mark::Whose | Mark::Such | Mark::Deal | Mark::Then) | Kind::Quote => false,
        Kind::Status(_) | Kind::Negation | Kind::Conditional | Kind::Amount(_) | Kind::Percent(_) | Kind::Shares(_) | Kind::Round => false,
        Kind::Word(shape) => !matches!(shape, Shape::Third | Shape::Base),
        kind => !tells(kind),
    }
}

fn tells(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Trigger(..) | Kind::Party(..) | Kind::Stop | Kind::Colon | Kind::Amount(_) | Kind::Percent(_) | Kind::Shares(_) | Kind::Status(Stage::Is(_))
    )
}

/// "Halden edged out Norvik and Tessaly to buy": whom a party beat has no part in what it does.
fn beaten_behind(pieces: &[Piece], at: usize) -> Option<Run> {
    const RIVAL: u32 = 16;
    if pieces[at].kind != Kind::Marker(Mark::Beats) {
        return None;
    }
    let is_name = |i: usize, before: usize| pieces.get(i).is_some_and(|p| matches!(p.kind, Kind::Mention(_)) && p.span.gap(pieces[before].span) <= RIVAL);
    let first = (at + 1..pieces.len().min(at + PIECES)).find(|&i| is_name(i, at))?;
    let mut last = first;
    while pieces.get(last + 1).is_some_and(|p| p.kind == Kind::Marker(Mark::And)) && is_name(last + 2, last + 1) {
        last += 2;
    }
    // "outbid Halden for a contract": the verb tells the deal itself.
    let tells = pieces[at.saturating_sub(2)..first].iter().any(|p| p.span == pieces[at].span && matches!(p.kind, Kind::Trigger(..)));
    Some((if tells { first } else { at }, last))
}

/// "Norvik of Denmark": "of" brings in no party.
fn is_of_place(doc: &Document, pieces: &[Piece], at: usize) -> bool {
    const ARTICLE: u32 = 5;
    let of = pieces[at];
    if !of.kind.is_case(Case::Of) || !matches!(pieces[at - 1].kind, Kind::Mention(_)) || pieces[at - 1].span.gap(of.span) > 1 {
        return false;
    }
    let place = doc.text.folded[of.span.end as usize..].trim_start().trim_start_matches("the ");
    let is_named = pieces.get(at + 1).is_some_and(|p| matches!(p.kind, Kind::Mention(_)) && p.span.gap(of.span) <= ARTICLE);
    place.starts_with(|c: char| c.is_uppercase()) && !is_named
}

/// A common noun ends right before the comma.
fn is_noun_before(pieces: &[Piece], comma: usize) -> bool {
    let beside = pieces[..comma].iter().rev().take(4).filter(|p| p.span.end == pieces[comma].span.start);
    beside.into_iter().any(|p| matches!(p.kind, Kind::Noun | Kind::Trigger(_, Shape::Noun) | Kind::Word(Shape::Noun)))
}

/// "its bigger rival, Norvik, to": the commas about a name that says whom the noun means. A phrase that opens the sentence ends with a comma too
/// ("After talks with the bank, Norvik, which").
fn named_behind(doc: &Document, pieces: &[Piece], open: usize) -> Option<Run> {
    if pieces[open].kind != Kind::Comma || pieces[open].depth != 0 || !is_noun_before(pieces, open) {
        return None;
    }
    let name = pieces.get(open + 1).filter(|p| p.span.gap(pieces[open].span) <= 1)?;
    let Kind::Mention(mention) = name.kind else { return None };
    let is_name = matches!(doc.mentions[mention.index()].form, Form::Name | Form::Alias);
    // "a loan from its rival, Norvik."
    if pieces[open + 1..].iter().all(|p| p.span.overlaps(name.span)) && is_name {
        return Some((open, open));
    }
    let close = pieces.get(open + 2).filter(|p| p.kind == Kind::Comma && p.span.gap(name.span) <= 1)?;
    let fronted = pieces[..open].iter().find(|p| !matches!(p.kind, Kind::Noun | Kind::Quote));
    let fronted = fronted.is_some_and(|p| matches!(p.kind, Kind::Marker(Mark::Then | Mark::Case(_))) && p.mark != Some(Mark::Case(Case::Poss)));
    let goes_on = !pieces
        .get(open + 3)
        .is_some_and(|p| p.span.gap(close.span) <= 1 && matches!(p.kind, Kind::Mention(_) | Kind::Marker(Mark::Relative | Mark::Whose) | Kind::Quote));
    (is_name && !fronted && goes_on && close.depth == 0).then_some((open, open + 2))
}
