//! How far a deal is, whether it is hearsay, and whether the words undo it: read from the words about its trigger.

use super::attributes::Telling;
use super::frame::{Frames, Trigger};
use super::state::{is_had, is_lasting, is_state};
use crate::doc::{Date, Deal, Document, Id, Span, Status};
use crate::lang::{Case, Kind, Mark, Piece, Shape, Stage, WINDOW, mark_at, next};

/// What the sentence says of a deal beside its parties.
pub(super) struct Standing {
    pub(super) status: Status,
    /// The word that says so; `None` for a default.
    pub(super) from: Option<(Span, Status)>,
    pub(super) hearsay: bool,
}

/// Bytes within which a negation reaches its verb.
const NEGATION_REACH: u32 = 20;
/// How far after the text's own day a date must be to be a plan's: a month without a year may well be last year's.
const MONTHS_AHEAD: jiff::SignedDuration = jiff::SignedDuration::from_hours(24 * 60);
/// How long before the text's own day a deal was told of first that is done by now.
const LONG_AGO: jiff::SignedDuration = jiff::SignedDuration::from_hours(24 * 270);
/// Bytes between "has" and the deal's own verb: "has also".
const ADJACENT: u32 = 8;
/// Bytes within which 方式 makes a trigger a manner.
const MANNER_REACH: u32 = 30;

/// The standing of the deal whose trigger is at `at`; `None` where it is negated or only supposed.
pub(super) fn standing(
    doc: &Document,
    pieces: &[Piece],
    at: usize,
    shape: Shape,
    (trigger, usual): (&Trigger, Option<Status>),
    (is_prose, lasting, is_bond): (bool, bool, bool),
) -> Option<Standing> {
    let here = pieces[at];
    let window = segment(pieces, at);
    if is_manner(pieces, at) {
        return None;
    }
    // 将分拆X,并在港上市: what 并 joins has one future.
    let then = pieces[..at].iter().rev().take(WINDOW).take_while(|p| p.clause == here.clause && p.kind != Kind::Comma).last();
    let then = then.is_some_and(|p| p.kind == Kind::Marker(Mark::Then)) && shape.is_zh();
    let mut found = Found::default();
    // "has agreed a lease": the verb itself tells no more than that.
    let agrees = pieces[at.saturating_sub(4)..].iter().take(9).any(|p| p.span.overlaps(here.span) && p.kind == Kind::Status(Stage::Is(Status::Announced)));
    let is_passive = pieces[..at].iter().rev().take(3).any(|p| p.kind == Kind::Marker(Mark::Be) && p.span.gap(here.span) <= 24);
    let mut negation: Option<Span> = None;
    // "signed a lease and bought": what the verb before tells is another matter.
    let joined = pieces[..at].iter().rev().find(|p| !p.span.overlaps(here.span)).filter(|p| p.kind == Kind::Marker(Mark::And) && p.span.gap(here.span) <= 2);
    let joined = joined.filter(|_| matches!(shape, Shape::Past | Shape::Third)).map(|p| p.span.start);
    // "plans to sell it to Halden, which owns 12%": what stands before the relative clause is said of another verb.
    let relative = relative_before(doc, pieces, at, shape);
    for (i, piece) in pieces[window.clone()].iter().enumerate().map(|(i, p)| (i + window.start, p)) {
        let before = piece.span.start < here.span.start;
        let same = piece.clause == here.clause || then && piece.kind == Kind::Status(Stage::Future) && piece.clause + 1 == here.clause;
        match piece.kind {
            Kind::Conditional if before && here.clause - piece.clause <= 1 => return None,
            // 合并若成真
            Kind::Conditional if shape.is_zh() && piece.clause == here.clause && piece.span.gap(here.span) <= 6 => return None,
            Kind::Negation if before && same && piece.span.gap(here.span) <= NEGATION_REACH => negation = Some(piece.span),
            // 将所持股份质押给X: 将 is 把 here, and says nothing of the future.
            // "was wound up": the word says how far the deal is, and ends nothing.
            Kind::Status(_) if shape != Shape::Zh && trigger.status.is_some() && here.span.contains(piece.span) => {}
            // "collapsed into administration": the deal's own verb.
            Kind::Status(Stage::Is(Status::Terminated)) if shape.is_verb() && piece.span.start == here.span.start && here.span.contains(piece.span) => {}
            // 正与X商谈,把工厂卖给后者: what the talks are about stands in the clause behind.
            Kind::Status(stage @ Stage::Is(Status::Rumored)) if shape.is_zh() && piece.clause + 1 == here.clause && !has_trigger(pieces, i) => {
                found.add(stage, piece.span, true, true);
            }
            Kind::Status(Stage::Is(Status::Rumored | Status::Planned | Status::Announced) | Stage::Future)
                if before && relative.is_some_and(|relative| piece.span.start < relative) => {}
            // "Under the deal, X will pay": what is agreed.
            Kind::Status(Stage::Future) if before && !shape.is_zh() && (is_under_deal(pieces, i) || is_jointly_told(doc, piece.span)) => {
                found.here[Status::Announced as usize] = Some(piece.span);
            }
            Kind::Status(Stage::Future) if before && (is_object_marker(pieces, i) || shape.is_zh() && is_object_of_giving(pieces, i, at)) => {}
            Kind::Status(Stage::Is(Status::Announced | Status::Completed)) if before && joined.is_some_and(|and| piece.span.start < and) => {}
            // "bought Norvik and plans to sell Halden": what the second verb says how far it is.
            Kind::Status(Stage::Is(Status::Rumored | Status::Planned) | Stage::Future)
                if shape == Shape::Past && !is_passive && piece.span.start >= here.span.end && is_second(pieces, at, i) => {}
            // "will pay $500m and could pay more": said of another verb.
            Kind::Status(Stage::Is(Status::Rumored | Status::Planned)) if !shape.is_zh() && piece.span.start >= here.span.end && is_of_next(pieces, i) => {}
            // "bought it under a programme authorised in May": said of something else.
            Kind::Status(Stage::Is(Status::Announced)) if piece.span.start >= here.span.end && shape == Shape::Past && !is_passive => {}
            // A与B的重组将在年内完成
            Kind::Status(Stage::Future) if shape.is_zh() && !before && same && is_to_be_done(pieces, i) => found.future = Some(piece.span),
            Kind::Status(stage) => {
                let stage = match (stage, negation) {
                    // 尚未完成: not done, but under way.
                    (Stage::Is(Status::Completed) | Stage::Perfect, Some(n)) if n.gap(piece.span) <= 3 => {
                        negation = None;
                        Stage::Is(Status::Announced)
                    }
                    _ => stage,
                };
                // 今年3月完成交割: a clause behind, of no other deal, says that it is done.
                if shape.is_zh() && stage == Stage::Is(Status::Completed) && piece.clause == here.clause + 1 && is_done_behind(pieces, i) {
                    found.here[Status::Completed as usize] = Some(piece.span);
                }
                found.signed |= stage == Stage::Is(Status::Announced) && piece.clause + 1 == here.clause && is_deal_word(pieces, piece.span);
                // What ends another verb's deal does not end this one.
                let is_end = matches!(stage, Stage::Is(Status::Terminated | Status::Denied));
                found.done |= stage == Stage::Perfect && !agrees && before && same && shape.is_verb() && piece.span.gap(here.span) <= ADJACENT;
                if same || !is_end || !has_trigger(pieces, i) {
                    found.add(stage, piece.span, same || is_told_of(pieces, at, piece), before);
                }
            }
            _ => {}
        }
    }
    // "has built a stake and wants it to sell Halden": "has" is no word of the infinitive's.
    if shape == Shape::Base && !found.done && is_infinitive(pieces, at) {
        found.perfect = None;
    }
    let (mut status, from) = found.settle(shape, trigger, lasting);
    if from.is_none() && trigger.status.is_none() {
        let infinitive = is_infinitive(pieces, at);
        // 借款由X担保: who does it, told of a lasting relation.
        let mut here_before = pieces[..at].iter().rev().take(WINDOW).take_while(|p| p.clause == here.clause);
        let by_agent = shape.is_zh() && lasting && here_before.any(|p| p.kind.is_case(Case::By) && doc.text.get(p.span) == "由");
        let lasts = by_agent || is_prose && lasting && !infinitive && is_lasting(doc, pieces, at, shape);
        status = match (lasts, infinitive, usual) {
            (true, ..) => Status::InEffect,
            (_, _, Some(usual)) if shape.is_zh() => usual,
            // "has a joint venture with", "is working with"
            _ if is_prose && is_had(doc, pieces, at, shape) && is_bond => Status::InEffect,
            _ if shape == Shape::Phrase && is_past_passive(doc, pieces, at) => Status::Completed,
            _ if shape == Shape::Past && is_under_way(doc, pieces[at].span) => Status::Announced,
            // "Acme to buy Norvik": a headline's infinitive tells what is agreed.
            (_, true, _) if !is_prose && is_headline_infinitive(pieces, at) => Status::Announced,
            _ => default_status(shape, infinitive),
        };
    }
    if negation.is_some() && status != Status::Denied && status != Status::Terminated {
        return None;
    }
    let hearsay = pieces.iter().any(|p| p.kind == Kind::Hearsay);
    Some(Standing { status, from, hearsay })
}

/// "repaid a $40m bank loan", "redeemed its notes": an old debt ends, and no new one is told.
pub(super) fn is_settled(pieces: &[Piece], at: usize) -> bool {
    const REACH: u32 = 64;
    let here = pieces[at];
    let near = pieces[..at].iter().rev().take(16).take_while(|p| p.clause == here.clause && p.span.gap(here.span) <= REACH);
    let near =
        near.take_while(|p| matches!(p.kind, Kind::Marker(Mark::Settles)) || !p.kind.shape().is_some_and(Shape::is_verb) || p.mark == Some(Mark::Settles));
    near.clone().any(|p| p.kind == Kind::Marker(Mark::Settles))
}

/// 用于偿还公司发行的债券: what is paid back was issued before, and no deal of the sentence.
pub(super) fn is_repaid(doc: &Document, pieces: &[Piece], at: usize) -> bool {
    const REACH: u32 = 64;
    let here = pieces[at];
    let of = doc.text.get(here.span).contains('的') || doc.text.folded[here.span.end as usize..].starts_with('的');
    let before = pieces[..at].iter().rev().take(WINDOW).take_while(|p| p.clause == here.clause && p.span.gap(here.span) <= REACH);
    of && before.into_iter().any(|p| p.kind == Kind::Marker(Mark::Settles))
}

/// "The company denied it.", "There is no such plan.": the sentence after a rumour or a plan ends it.
pub(super) fn deny(pieces: &[Piece], (deal, explicit): &mut (Deal, bool)) {
    let denied = pieces.iter().any(|p| p.kind == Kind::Status(Stage::Is(Status::Denied)));
    if denied && (deal.hearsay || matches!(deal.status, Status::Rumored | Status::Planned)) {
        deal.hearsay |= deal.status == Status::Rumored;
        (deal.status, *explicit) = (Status::Denied, true);
    }
}

/// "Under the terms of the deal, X will": the sentence begins with the deal.
fn is_under_deal(pieces: &[Piece], i: usize) -> bool {
    let clause = pieces[i].clause;
    let opening = pieces.iter().take(6).take_while(|p| p.clause == 0 && clause > 0 && p.kind != Kind::Comma);
    let mut opening = opening.filter(|p| !matches!(p.kind, Kind::Need(_)));
    let of_deal = opening.clone().any(|p| p.kind == Kind::Marker(Mark::Deal));
    of_deal && clause <= 2 && !opening.any(|p| matches!(p.kind, Kind::Mention(_) | Kind::Trigger(..) | Kind::Marker(Mark::Then | Mark::Be)))
}

/// The pieces about `at` up to the semicolons.
fn segment(pieces: &[Piece], at: usize) -> std::ops::Range<usize> {
    let (low, high) = (at.saturating_sub(WINDOW), pieces.len().min(at + WINDOW));
    let start = (low..at).rev().find(|&i| matches!(pieces[i].kind, Kind::Stop)).map_or(low, |i| i + 1);
    let end = (at..high).find(|&i| matches!(pieces[i].kind, Kind::Stop)).unwrap_or(high);
    start..end
}

/// 将 right before a party, a holding or a number of shares is 把; 将此前质押给X的500万股 too.
fn is_object_marker(pieces: &[Piece], i: usize) -> bool {
    mark_at(pieces, i) == Some(Mark::Case(Case::Object))
        && next(pieces, i).is_some_and(|n| {
            let owned = matches!(pieces[n].kind, Kind::Mention(_) | Kind::Shares(_)) || matches!(mark_at(pieces, n), Some(Mark::Holds | Mark::Suo));
            owned && pieces[i].span.gap(pieces[n].span) <= 6
        })
        || mark_at(pieces, i) == Some(Mark::Case(Case::Object)) && is_object_of_shares(pieces, i)
}

/// "Nvidia will put $4 billion into Halyard, the companies said": what both sides tell is agreed.
fn is_jointly_told(doc: &Document, will: Span) -> bool {
    const BOTH: [&str; 10] = [
        "the companies",
        "both companies",
        "the two companies",
        "the two",
        "the pair",
        "the firms",
        "both sides",
        "both firms",
        "the two groups",
        "the two sides",
    ];
    const TELL: [&str; 4] = [" said", " announced", " disclosed", " told"];
    let sentence = doc.sentences.partition_point(|s| s.span.end <= will.start);
    let text = doc.sentences.get(sentence).map_or("", |s| doc.text.get(s.span));
    BOTH.iter().any(|both| text.match_indices(both).any(|(i, _)| TELL.iter().any(|tell| text[i + both.len()..].starts_with(tell))))
}

/// 将海外权益授权给X: 将 leads what is given, where the verb ends with the word for to whom, and no more than the thing stands between.
fn is_object_of_giving(pieces: &[Piece], i: usize, at: usize) -> bool {
    let (word, verb) = (pieces[i].span, pieces[at].span);
    let gives = |p: &Piece| p.span.end == verb.end && matches!(p.kind, Kind::Marker(Mark::Give | Mark::Case(Case::To | Case::In)));
    let parts = |p: &Piece| {
        matches!(
            p.kind,
            Kind::Marker(Mark::Case(Case::To | Case::With | Case::In | Case::For | Case::By | Case::From) | Mark::Then) | Kind::Date(_) | Kind::Comma
        )
    };
    mark_at(pieces, i) == Some(Mark::Case(Case::Object))
        && word.gap(verb) >= 9
        && pieces[at.saturating_sub(4)..].iter().take(WINDOW / 2).take_while(|p| p.span.start < verb.end).any(gives)
        && !pieces[i + 1..at].iter().any(|p| p.span.start >= word.end && p.span.end <= verb.start && parts(p))
}

/// 将[其中]的300万股, 将11%的股份, 将此前质押给X的500万股: a number of shares soon behind it, of which 将 makes an object.
fn is_object_of_shares(pieces: &[Piece], i: usize) -> bool {
    let span = pieces[i].span;
    let near = pieces[i + 1..].iter().take(12).take_while(|p| p.clause == pieces[i].clause && p.span.gap(span) <= 75);
    // 将|在上市首日以发行价的九成转让: a preposition right behind it, and no object.
    let prepositional = |p: &Piece| matches!(p.kind, Kind::Marker(Mark::Case(Case::In | Case::To | Case::With | Case::By)));
    if near.clone().any(|p| p.span.start == span.end && prepositional(p)) {
        return false;
    }
    let owned = near.clone().find(|p| matches!(p.kind, Kind::Shares(_) | Kind::Percent(_) | Kind::Amount(_)));
    owned.is_some_and(|owned| {
        let shares = matches!(owned.kind, Kind::Shares(_) | Kind::Percent(_));
        let soon = owned.span.gap(span) <= 21;
        // Further off only where a relative clause ends right before it.
        let bound = |start: u32| near.clone().any(|p| p.kind.is_case(Case::Of) && p.span.end == start);
        let whose = near.clone().find(|p| matches!(p.kind, Kind::Mention(_)) && p.span.end == owned.span.start);
        // 将收购X 51%股权, 将把X 5%股权卖给Y: the verb or the word for the object stands before the shares.
        let governs =
            |p: &Piece| matches!(p.kind, Kind::Trigger(..)) && p.mark.is_none() && !p.noun || p.kind.is_case(Case::Object) && p.span.start >= span.end;
        let verb = near.clone().take_while(|p| p.span.start < owned.span.start).any(governs);
        shares && (soon && !verb || bound(owned.span.start) || whose.is_some_and(|p| bound(p.span.start)))
    })
}

/// A sum told with a lasting supply is that of a contract; what is dated after the text is planned.
pub(super) fn settle_by_attributes(frames: &Frames, doc: &Document, pieces: &[Piece], tellings: &mut [Telling]) {
    for telling in tellings.iter_mut().filter(|t| t.english && !t.explicit && !t.relation) {
        let deal = &mut telling.deal;
        let day = deal.dates.first().and_then(|d| doc.dates[d.index()].to);
        let long_ago = day.is_some_and(|day| doc.meta.date.is_some_and(|today| day.saturating_add(LONG_AGO) < today));
        // "its 2019 purchase of Norvik"
        if long_ago && deal.status == Status::Announced && !frames.frame(deal.kind).lasting {
            deal.status = Status::Completed;
        }
    }
    for telling in tellings.iter_mut().filter(|t| !t.english && t.deal.status == Status::Completed) {
        if frames.frame(telling.deal.kind).stands && is_state(doc, pieces, telling.at) {
            telling.deal.status = Status::InEffect;
        }
    }
    for telling in tellings.iter_mut().filter(|t| !t.english && t.deal.status == Status::Announced) {
        telling.deal.status = frames.frame(telling.deal.kind).declared.unwrap_or(Status::Announced);
    }
    for telling in tellings.iter_mut().filter(|t| !t.english && !t.explicit) {
        let deal = &mut telling.deal;
        let frame = frames.frame(deal.kind);
        if let Some(priced) = frame.priced.filter(|_| deal.status == Status::InEffect && !telling.relation && !deal.amounts.is_empty()) {
            deal.status = priced;
        }
        // 订造一艘船,预计2027年交付: the date of another clause is not its own.
        let clause = pieces[telling.at].clause;
        let is_own = |d: Id<Date>| pieces.iter().any(|p| p.kind == Kind::Date(d) && p.clause == clause);
        let day = deal.dates.first().filter(|d| is_own(**d)).and_then(|d| doc.dates[d.index()].from);
        if matches!(deal.status, Status::Completed | Status::Announced)
            && day.is_some_and(|day| doc.meta.date.is_some_and(|today| day > today.saturating_add(MONTHS_AHEAD)))
        {
            deal.status = Status::Planned;
        }
    }
}

/// The clause of the piece at `i` tells of no party and no deal, and no plan.
fn is_done_behind(pieces: &[Piece], i: usize) -> bool {
    let clause = pieces[i].clause;
    let from = pieces[..i].iter().rposition(|p| p.clause < clause).map_or(0, |at| at + 1);
    let words = pieces[from..].iter().take(WINDOW).take_while(|p| p.clause == clause);
    !has_trigger(pieces, i)
        && !words.clone().any(|p| {
            matches!(p.kind, Kind::Mention(_) | Kind::Negation | Kind::Conditional)
                || matches!(p.kind, Kind::Status(stage) if !matches!(stage, Stage::Is(Status::Completed) | Stage::Perfect))
        })
}

/// A deal word stands on the same words.
fn is_deal_word(pieces: &[Piece], span: Span) -> bool {
    let at = pieces.partition_point(|p| p.span.start < span.start);
    pieces[at..].iter().take_while(|p| p.span.start == span.start).any(|p| matches!(p.kind, Kind::Trigger(..)) && p.span.overlaps(span))
}

/// Behind 将 the clause says that it is done, and tells no other deal.
fn is_to_be_done(pieces: &[Piece], i: usize) -> bool {
    let clause = pieces[i].clause;
    let mut after = pieces[i + 1..].iter().take(WINDOW / 2).take_while(|p| p.clause == clause && !matches!(p.kind, Kind::Trigger(..) | Kind::Mention(_)));
    after.any(|p| p.kind == Kind::Status(Stage::Is(Status::Completed)))
}

/// Where the relative clause of an English verb begins: "which", "whose". "That" may open what is said or planned, and "in which", "under
/// which" goes back to the deal itself.
fn relative_before(doc: &Document, pieces: &[Piece], at: usize, shape: Shape) -> Option<u32> {
    let here = pieces[at];
    let is_led = |p: &Piece| [" in ", " under ", " by ", " through "].iter().any(|word| doc.text.folded[..p.span.start as usize].ends_with(word));
    let clause = pieces[..at].iter().rev().take(WINDOW).take_while(|p| p.clause == here.clause);
    let mut relatives =
        clause.filter(|p| p.depth == here.depth && matches!(p.kind, Kind::Marker(Mark::Relative | Mark::Whose)) && doc.text.get(p.span) != "that");
    if matches!(shape, Shape::Third | Shape::Past | Shape::Base) { relatives.next().filter(|p| !is_led(p)).map(|p| p.span.start) } else { None }
}

/// "and" stands between the trigger and the word at `i`.
fn is_second(pieces: &[Piece], at: usize, i: usize) -> bool {
    pieces[at + 1..i].iter().any(|p| p.kind == Kind::Marker(Mark::And) && p.span.start >= pieces[at].span.end)
}

/// "and" stands right before the word at `i`.
fn is_of_next(pieces: &[Piece], i: usize) -> bool {
    let near = pieces[..i].iter().rev().take(4).filter(|p| p.span.end <= pieces[i].span.start && p.span.gap(pieces[i].span) <= 1);
    near.into_iter().any(|p| p.kind == Kind::Marker(Mark::And))
}

/// The clause of the piece at `i` has a trigger of its own.
fn has_trigger(pieces: &[Piece], i: usize) -> bool {
    let clause = pieces[i].clause;
    // 均已解除: the word itself may be a deal word too.
    let trigger = |p: &Piece| matches!(p.kind, Kind::Trigger(..)) && !p.span.overlaps(pieces[i].span);
    pieces[..i].iter().rev().take(16).take_while(|p| p.clause == clause).any(trigger)
        || pieces[i..].iter().take(16).take_while(|p| p.clause == clause).any(trigger)
}

/// "its purchase of X, which was completed in May": the relative clause right behind tells how far the deal is.
fn is_told_of(pieces: &[Piece], at: usize, word: &Piece) -> bool {
    let follows = word.span.start > pieces[at].span.start && word.clause == pieces[at].clause + 1;
    let done = matches!(word.kind, Kind::Status(Stage::Is(Status::Completed | Status::Terminated)));
    follows
        && done
        && pieces[at..].iter().take(WINDOW).find(|p| p.clause == word.clause && p.kind != Kind::Comma).is_some_and(|p| p.kind == Kind::Marker(Mark::Relative))
}

/// 以发行股份的方式收购: the first trigger says how the second is done.
fn is_manner(pieces: &[Piece], at: usize) -> bool {
    let here = pieces[at];
    let mut later = pieces[at + 1..].iter().take(WINDOW).take_while(|p| p.clause == here.clause);
    later.any(|p| p.kind == Kind::Marker(Mark::Manner) && here.span.gap(p.span) <= MANNER_REACH) && later.any(|p| matches!(p.kind, Kind::Trigger(..)))
}

/// The stage words about a trigger: the last one in its clause, and the last one in an earlier clause, of each sort.
#[derive(Default)]
struct Found {
    here: [Option<Span>; 7],
    before: [Option<Span>; 7],
    future: Option<Span>,
    perfect: Option<Span>,
    disclosed: bool,
    /// "has" stands right before the deal's own verb.
    done: bool,
    /// Another deal word of the clause before says that it is signed.
    signed: bool,
}

impl Found {
    fn add(&mut self, stage: Stage, span: Span, same_clause: bool, before: bool) {
        match stage {
            Stage::Is(status) if same_clause => self.here[status as usize] = Some(span),
            Stage::Is(status) if before => self.before[status as usize] = Some(span),
            Stage::Is(status @ (Status::Terminated | Status::Denied)) => self.before[status as usize] = Some(span),
            Stage::Is(_) => {}
            Stage::Future if same_clause && before => self.future = Some(span),
            Stage::Perfect if same_clause => self.perfect = Some(span),
            Stage::Disclosed => self.disclosed |= before,
            Stage::Future | Stage::Perfect => {}
        }
    }

    fn settle(&self, shape: Shape, trigger: &Trigger, lasting: bool) -> (Status, Option<(Span, Status)>) {
        use Status::{Announced, Completed, Denied, InEffect, Planned, Rumored, Terminated};
        let here = |s: Status| self.here[s as usize].map(|span| (span, s));
        let before = |s: Status| self.before[s as usize].map(|span| (span, s));
        let announced = || here(Announced).or_else(|| before(Announced));
        let future = || self.future.map(|span| (span, if announced().is_some() || self.disclosed { Announced } else { Planned }));
        let perfect = || self.perfect.filter(|_| shape != Shape::Noun).map(|span| (span, Completed));
        let word = here(Denied)
            .or_else(|| before(Denied))
            .or_else(|| here(Terminated))
            .or_else(|| before(Terminated))
            .or_else(|| here(Rumored))
            .or_else(|| here(Planned))
            .or_else(future)
            .or_else(|| here(Completed))
            // "announces that it has acquired"
            .or_else(|| perfect().filter(|_| self.done))
            .or_else(|| here(Announced))
            .or_else(perfect)
            .or_else(|| before(Planned))
            .or_else(|| if matches!(shape, Shape::Past) { None } else { before(Announced) });
        // A word such as 中标 or 持有 says by itself how far the deal is; what is done or told of it makes no odds.
        match (word, trigger.status) {
            // 与X签约,由后者供应Y: what is signed is not yet in effect.
            (Some((span, Announced)), Some(InEffect)) if shape == Shape::Zh && lasting && self.signed => (Announced, Some((span, Announced))),
            // 宣布将减持: announced, and not yet done.
            (Some((span, Announced)), Some(Completed)) if self.future.is_some() => (Planned, Some((span, Planned))),
            (Some((_, Announced | Completed | InEffect)) | None, Some(status)) => (status, None),
            // "ended its pursuit of X, whose board had rejected it"
            (Some((_, Planned | Rumored)), Some(status @ (Terminated | Denied))) => (status, None),
            (Some((span, status)), _) => (status, Some((span, status))),
            (None, None) => (default_status(shape, false), None),
        }
    }
}

/// Without a word for it: a past or plain Chinese verb tells what is done, a headline's present and a noun what is made known, an infinitive a plan.
fn default_status(shape: Shape, infinitive: bool) -> Status {
    match shape {
        Shape::Base | Shape::Past if infinitive => Status::Planned,
        Shape::Zh | Shape::ZhRelation | Shape::Past | Shape::Participle => Status::Completed,
        Shape::Base | Shape::Third | Shape::Noun | Shape::Phrase | Shape::Gerund => Status::Announced,
    }
}

/// "was spun off from".
fn is_past_passive(doc: &Document, pieces: &[Piece], at: usize) -> bool {
    let be = pieces[..at].iter().rev().take(3).find(|p| p.kind == Kind::Marker(Mark::Be) && p.span.gap(pieces[at].span) <= 12);
    be.is_some_and(|p| matches!(doc.text.get(p.span), "was" | "were" | "been"))
}

/// "is being bought": not done yet.
fn is_under_way(doc: &Document, verb: Span) -> bool {
    doc.text.folded[..verb.start as usize].ends_with("being ")
}

/// Nothing but the parties stands before "to buy".
fn is_headline_infinitive(pieces: &[Piece], at: usize) -> bool {
    let here = pieces[at].span;
    let before = pieces[..at].iter().rev().filter(|p| !p.span.overlaps(here)).nth(1);
    before.is_some_and(|p| matches!(p.kind, Kind::Mention(_) | Kind::Noun))
}

/// "to buy".
pub(super) fn is_infinitive(pieces: &[Piece], at: usize) -> bool {
    let here = pieces[at].span;
    let before = pieces[..at].iter().rev().find(|p| !p.span.overlaps(here));
    before.is_some_and(|p| p.kind.is_case(Case::To) && p.span.gap(here) <= 20)
}
