//! What lasts: relations told as they are, and how things stand on a day.

use crate::doc::Document;
use crate::lang::{Case, Kind, Mark, Piece, Shape, Stage};

/// "has a joint venture with", "is a joint venture of", "is working with": what lasts is told by "has" and "is" as verbs of their own.
pub(super) fn is_had(doc: &Document, pieces: &[Piece], at: usize, shape: Shape) -> bool {
    const REACH: u32 = 24;
    let here = pieces[at].span;
    let before = pieces[..at].iter().rev().filter(|p| !p.span.overlaps(here) && !matches!(p.kind, Kind::Need(_) | Kind::Noun | Kind::Word(_)));
    let Some(verb) = before.take(1).find(|p| p.span.gap(here) <= REACH) else { return false };
    let word = doc.text.get(verb.span);
    match (verb.kind, shape) {
        (Kind::Status(Stage::Perfect), Shape::Noun) => matches!(word, "has" | "have"),
        (Kind::Marker(Mark::Be), Shape::Noun | Shape::Gerund) => matches!(word, "is" | "are"),
        _ => false,
    }
}

/// "supplies", "is guaranteed by", "notes, guaranteed by": the present, and a participle without a verb that makes it an act, tell what goes on.
pub(super) fn is_lasting(doc: &Document, pieces: &[Piece], at: usize, shape: Shape) -> bool {
    let here = pieces[at].span;
    let before = pieces[..at].iter().rev().find(|p| !p.span.overlaps(here) && !matches!(p.kind, Kind::Need(_) | Kind::Noun));
    let be = before.filter(|p| p.kind == Kind::Marker(Mark::Be) && p.span.gap(here) <= 24);
    match shape {
        Shape::Base | Shape::Third => true,
        Shape::Past | Shape::Participle if be.is_some() => be.is_some_and(|p| matches!(doc.text.get(p.span), "is" | "are")),
        Shape::Past | Shape::Participle => {
            let reduced = before.is_none_or(|p| !matches!(p.kind, Kind::Mention(_) | Kind::Status(_) | Kind::Marker(Mark::And)) || p.span.gap(here) > 24);
            let follows = pieces[at + 1..].iter().find(|p| !p.span.overlaps(here));
            reduced && follows.is_some_and(|p| (p.kind.is_case(Case::By) || p.kind.is_case(Case::From)) && p.span.gap(here) <= 2)
        }
        _ => false,
    }
}

/// 截至本公告披露日,累计质押…, 担保余额为…: how things stand on a day.
pub(super) fn is_state(doc: &Document, pieces: &[Piece], at: usize) -> bool {
    const BALANCE: u32 = 30;
    const REACH: usize = 300;
    let trigger = pieces[at].span;
    let sentence = doc.sentences.partition_point(|s| s.span.start <= trigger.start).checked_sub(1);
    let reach = doc.text.folded.floor_char_boundary((trigger.start as usize).saturating_sub(REACH));
    let before = sentence.map_or("", |i| &doc.text.folded[reach.max(doc.sentences[i].span.start as usize)..trigger.start as usize]);
    let ceiling = doc.text.folded.floor_char_boundary(((trigger.end + BALANCE) as usize).min(doc.text.folded.len()));
    let after = &doc.text.folded[trigger.end as usize..ceiling];
    ["截至", "截止"].iter().any(|word| before.contains(word)) || after.starts_with("余额") || after.starts_with("的余额")
}
