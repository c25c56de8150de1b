//! Gives each sum, percent, share count, date and round of a sentence to the deal that it belongs to.

use rust_decimal::Decimal;

use super::frame::Frames;
use crate::doc::{Amount, AmountRole, Deal, DealAmount, DealType, Document, Entity, Filler, Flow, Id, Language, Per, Role, Span, Status};
use crate::lang::{Case, Kind, Mark, Piece, Shape, Stage};

/// A deal told in the scene, with the place of its trigger among the pieces.
#[derive(Clone)]
pub(super) struct Telling {
    pub(super) deal: Deal,
    pub(super) at: usize,
    /// The status comes from a word, not from a default.
    pub(super) explicit: bool,
    /// Its trigger is a noun for a lasting relation, which has no price.
    pub(super) relation: bool,
    /// Its trigger hardly means anything else.
    pub(super) strong: bool,
    /// Its trigger says what is spent, and leaves the deal to a later verb.
    pub(super) means: bool,
    /// Each of several parties in a role is told of for itself.
    pub(super) rivals: bool,
    /// Told in English.
    pub(super) english: bool,
    /// Of a type that has no price: a holding.
    pub(super) holding: bool,
    /// How many parties it lacks that its type must have; it stays only if another deal gives them, or takes what it has.
    pub(super) missing: u8,
}

/// How far, in clauses, an attribute may stand from its trigger.
const CLAUSE_REACH: u16 = 2;
/// The same for a sum that a word gives to the deal's type: 租金.
const NAMED_REACH: u16 = 5;
/// Bytes within which a cue (市值, a share) says what an amount is.
const CUE_BEFORE: u32 = 40;
const CUE_AFTER: u32 = 14;
/// Bytes of 的.
const OF: u32 = 3;

/// An attribute as far away as this many bytes more yields to one with "for" or "at" before it.
const PRICED: u32 = 400;
/// What "after", "which" and the like between an attribute and a trigger count, in bytes.
const PARTED: u32 = 300;

/// Attaches the attributes of a scene to its tellings: of each sort the nearest.
pub(super) fn attach(frames: &Frames, doc: &Document, pieces: &[Piece], tellings: &mut Vec<Telling>) {
    if tellings.is_empty() {
        return;
    }
    let mut owned: Vec<(usize, u32, usize)> = Vec::new();
    for i in (0..pieces.len()).filter(|&i| is_attribute(pieces[i].kind)) {
        if let Some((cost, owner)) = owner(frames, pieces, i, tellings) {
            owned.push((owner, cost, i));
        }
    }
    owned.sort_unstable();
    for &(owner, _, i) in &owned {
        let deal = &mut tellings[owner].deal;
        match pieces[i].kind {
            Kind::Amount(_) => add_amount(frames, doc, pieces, i, deal),
            Kind::Percent(id) if deal.percent.is_none() && cue(pieces, i) != Cue::Other && !is_level_before(pieces, i) => deal.percent = Some(id),
            Kind::Shares(id) if deal.shares.is_none() => deal.shares = Some(id),
            Kind::Date(id) if deal.dates.is_empty() => deal.dates.push(id),
            Kind::Round if deal.round.is_none() => deal.round = Some(pieces[i].span),
            _ => {}
        }
    }
    for telling in tellings.iter_mut() {
        telling.deal.amounts.sort_by_key(|a| a.amount);
    }
    split_each(frames, doc, pieces, tellings);
}

fn is_attribute(kind: Kind) -> bool {
    matches!(kind, Kind::Amount(_) | Kind::Percent(_) | Kind::Shares(_) | Kind::Date(_) | Kind::Round)
}

/// 分别为A和B提供2亿元和8000万元贷款: as many sums as parties in one role make as many deals; of those who give together (A、B分别认缴2亿元、1亿元) each
/// sum is a part of one.
fn split_each(frames: &Frames, doc: &Document, pieces: &[Piece], tellings: &mut Vec<Telling>) {
    for i in 0..tellings.len() {
        let clause = pieces[tellings[i].at].clause;
        let is_each = |p: &Piece| p.clause.abs_diff(clause) <= 1 && p.kind == Kind::Marker(Mark::Each);
        if tellings[i].english || !pieces.iter().any(is_each) {
            continue;
        }
        let deal = &tellings[i].deal;
        let Some(first) = deal.amounts.iter().find(|a| a.role == AmountRole::Total).map(|a| a.amount) else { continue };
        let is_sum = |p: &&Piece| matches!(p.kind, Kind::Amount(id) if doc.amounts[id.index()].per.is_none() && doc.amounts[id.index()].same_as.is_none());
        let clause = pieces.iter().find(|p| p.kind == Kind::Amount(first)).map_or(clause, |p| p.clause);
        let sums: Vec<_> = pieces.iter().filter(|p| p.clause == clause).filter(is_sum).collect();
        let several = |role: Role| deal.roles.iter().filter(|f| f.role == role && f.entity.is_some()).count() == sums.len();
        let Some(role) = deal.roles.iter().map(|f| f.role).find(|&role| sums.len() > 1 && several(role)) else { continue };
        let parties: Vec<Filler> = deal.roles.iter().filter(|f| f.role == role).copied().collect();
        if frames.frame(deal.kind).flow.is_some_and(|(flow, from, _)| flow == Flow::Capital && from == role) {
            let parts: Vec<_> = sums.iter().filter_map(|p| if let Kind::Amount(amount) = p.kind { Some(amount) } else { None }).collect();
            let deal = &mut tellings[i].deal;
            deal.amounts.retain(|a| a.role != AmountRole::Total && !parts.contains(&a.amount));
            deal.amounts.extend(parts.into_iter().map(|amount| DealAmount { amount, role: AmountRole::Tranche }));
            continue;
        }
        let whole = tellings[i].clone();
        for (n, (party, sum)) in parties.iter().zip(sums).enumerate() {
            let Kind::Amount(amount) = sum.kind else { continue };
            let mut one = whole.clone();
            one.deal.roles.retain(|f| f.role != role || f.entity == party.entity);
            one.deal.amounts.retain(|a| a.role != AmountRole::Total);
            one.deal.amounts.push(DealAmount { amount, role: AmountRole::Total });
            if n == 0 { tellings[i] = one } else { tellings.push(one) }
        }
    }
}

fn add_amount(frames: &Frames, doc: &Document, pieces: &[Piece], at: usize, deal: &mut Deal) {
    let Kind::Amount(id) = pieces[at].kind else { return };
    if deal.amounts.iter().any(|a| a.amount == id) {
        return;
    }
    let amount = &doc.amounts[id.index()];
    let is_share = frames.frame(deal.kind).shares && doc.language == Language::En;
    // "11.3 billion riyals ($3.1 billion)": the same sum in another currency.
    let same = |a: &&DealAmount| amount.same_as == Some(a.amount) || doc.amounts[a.amount.index()].same_as == Some(id);
    if let Some(role) = deal.amounts.iter().find(same).map(|a| a.role) {
        deal.amounts.push(DealAmount { amount: id, role });
        return;
    }
    let role = match cue(pieces, at) {
        _ if amount.per == Some(Per::Share) || is_price(pieces, at) => Some(AmountRole::PerShare),
        Cue::Is(AmountRole::PerShare) => Some(AmountRole::PerShare),
        // "for $310 million a year": what goes on is paid by the year.
        Cue::None | Cue::Is(AmountRole::Total) if frames.frame(deal.kind).lasting => Some(AmountRole::Total),
        _ if amount.per.is_some() => None,
        Cue::None | Cue::Is(AmountRole::Total) if is_share && is_price_of_one(amount) => Some(AmountRole::PerShare),
        Cue::Is(role) => Some(role),
        Cue::None => Some(AmountRole::Total),
        // 注册资本5亿元 is no price, but what a venture costs.
        Cue::Other if doc.language == Language::Zh && sum_kinds(pieces, at).contains(&Some(deal.kind)) => Some(AmountRole::Total),
        Cue::Other => None,
    };
    if let Some(role) = role.filter(|r| *r == AmountRole::Tranche || deal.amounts.iter().all(|a| a.role != *r)) {
        deal.amounts.push(DealAmount { amount: id, role });
    }
}

/// "three new shares for every ten at 88p": no company and no stake in one costs so little.
fn is_price_of_one(amount: &Amount) -> bool {
    amount.range.representative() < Decimal::from(5_000)
}

/// "sold 400,000 shares at £9.12".
fn is_price(pieces: &[Piece], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).filter(|&b| pieces[b].kind.is_case(Case::In) && pieces[b].span.gap(pieces[at].span) <= 1) else { return false };
    pieces[..before].iter().rev().take(12).take_while(|p| p.clause == pieces[at].clause).any(|p| matches!(p.kind, Kind::Shares(_)))
}

/// "The deal, worth $2bn, was completed in May": a sentence that tells no deal of its own goes on with the last one.
pub(super) fn go_on(frames: &Frames, doc: &Document, pieces: &[Piece], (deal, explicit): &mut (Deal, bool)) {
    let again = || pieces.iter().position(|p| tells_again(frames, doc, pieces, p, deal));
    let Some(at) = pieces.iter().position(|p| p.kind == Kind::Marker(Mark::Deal)).or_else(again) else { return };
    // "the loan" is no acquisition.
    let kinds: Vec<_> = pieces
        .iter()
        .filter(|p| pieces[at].span.contains(p.span))
        .filter_map(|p| match p.kind {
            Kind::Trigger(index, _) => Some(frames.trigger(index).kind),
            _ => None,
        })
        .collect();
    if !kinds.is_empty() && !kinds.contains(&deal.kind) {
        return;
    }
    let near = |p: &Piece| p.clause.abs_diff(pieces[at].clause) <= CLAUSE_REACH;
    if frames.frame(deal.kind).money {
        for i in (0..pieces.len()).filter(|&i| near(&pieces[i])) {
            add_amount(frames, doc, pieces, i, deal);
        }
    }
    let unsure = |p: &Piece| {
        matches!(p.kind, Kind::Negation | Kind::Conditional | Kind::Status(Stage::Future | Stage::Is(Status::Planned | Status::Rumored | Status::Announced)))
    };
    if pieces.iter().any(unsure) {
        return;
    }
    let done = pieces[at..].iter().filter(|p| p.clause == pieces[at].clause).find_map(|p| match p.kind {
        Kind::Status(Stage::Is(status @ (Status::Completed | Status::Terminated))) => Some(status),
        _ => None,
    });
    if let Some(status) = done.filter(|s| *s > deal.status) {
        (deal.status, *explicit) = (status, true);
    }
}

/// 其持股比例降至6.4%,套现2.7亿元: a word of the deal's own type, in a sentence that names nobody else.
fn tells_again(frames: &Frames, doc: &Document, pieces: &[Piece], piece: &Piece, deal: &Deal) -> bool {
    let is_party = |entity: Option<Id<Entity>>| entity.is_some() && deal.roles.iter().any(|f| f.entity == entity);
    doc.language == Language::Zh
        && matches!(piece.kind, Kind::Trigger(index, _) if frames.trigger(index).kind == deal.kind)
        && pieces.iter().all(|p| !matches!(p.kind, Kind::Mention(mention) if !is_party(doc.mentions[mention.index()].entity)))
}

/// The telling whose trigger stands nearest, and how far away: in the same clause before any other, else within reach.
fn owner(frames: &Frames, pieces: &[Piece], at: usize, tellings: &[Telling]) -> Option<(u32, usize)> {
    let piece = pieces[at];
    let is_money = matches!(piece.kind, Kind::Amount(_));
    let is_share = matches!(piece.kind, Kind::Percent(_) | Kind::Shares(_));
    // 持股7.62%的股东: what touches a trigger that tells no deal belongs to no other.
    let touching =
        at.checked_sub(1).map(|i| pieces[i]).filter(|p| matches!(p.kind, Kind::Trigger(..)) && p.mark != Some(Mark::Holds) && p.span.gap(piece.span) <= 3);
    // 出资1.5亿元,取得6%的股权: another word of the same deal.
    let is_same = |t: &Piece| {
        let words = pieces[at.saturating_sub(12)..at].iter().filter(|p| p.span == t.span);
        words.into_iter().any(|p| matches!(p.kind, Kind::Trigger(index, Shape::Zh) if tellings.iter().any(|o| o.deal.kind == frames.trigger(index).kind)))
    };
    if touching.is_some_and(|t| tellings.iter().all(|o| !pieces[o.at].span.overlaps(t.span)) && !is_same(&t)) && matches!(piece.kind, Kind::Percent(_)) {
        return None;
    }
    let mut kinds = sum_kinds(pieces, at);
    if tellings.iter().all(|t| !kinds.contains(&Some(t.deal.kind))) {
        kinds = [None; 4];
    }
    tellings
        .iter()
        .enumerate()
        .filter(|(_, t)| !is_money || kinds.iter().all(Option::is_none) || kinds.contains(&Some(t.deal.kind)))
        .filter(|(_, t)| {
            // X的新东家是Y,后者付出20亿元: a noun for a party of something done.
            let lasts = t.relation && (t.english || t.deal.status == Status::InEffect);
            !is_money || frames.frame(t.deal.kind).money && !lasts
        })
        .filter(|(_, t)| !is_share || frames.frame(t.deal.kind).shares)
        .filter_map(|(i, t)| {
            let trigger = pieces[t.at];
            let clauses = u32::from(piece.clause.abs_diff(trigger.clause));
            let between = &pieces[at.min(t.at)..at.max(t.at)];
            let parted = between.iter().any(|p| p.kind == Kind::Stop);
            let told = kinds.contains(&Some(t.deal.kind));
            // "Norvik, founded in 1822, bought"
            if t.english && matches!(piece.kind, Kind::Date(_)) && piece.depth > trigger.depth {
                return None;
            }
            (clauses <= u32::from(if told { NAMED_REACH } else { CLAUSE_REACH }) && (told || !parted)).then(|| {
                let gap = piece.span.gap(trigger.span);
                let aside = t.english && between.iter().any(|p| matches!(p.kind, Kind::Marker(Mark::Then | Mark::Relative | Mark::Whose)));
                // "sold A for $600m and bought B": the price is that of the verb before.
                let passed = t.english && at < t.at && has_price_marker(pieces, at);
                let aside = aside || passed;
                // "pledged its shares for a $300m loan": the sum right before the noun is the noun's.
                if is_money && t.english && trigger.span.start >= piece.span.end && trigger.span.start - piece.span.end <= 1 {
                    return (0, i);
                }
                let priced = t.english && at > t.at && has_price_marker(pieces, at);
                ((clauses * PARTED * 8 + gap + PRICED + if aside { PARTED } else { 0 }) - if priced { gap.min(PRICED) / 2 } else { 0 }, i)
            })
        })
        .min()
}

/// "for $340 million", "at $41 a share".
fn has_price_marker(pieces: &[Piece], at: usize) -> bool {
    at.checked_sub(1).is_some_and(|b| matches!(pieces[b].kind, Kind::Marker(Mark::Case(Case::For))) && pieces[b].span.gap(pieces[at].span) <= 16)
}

/// The types that the words right before a sum give it to: 租金 to a lease, 合同金额 to a supply or an award.
fn sum_kinds(pieces: &[Piece], at: usize) -> [Option<DealType>; 4] {
    let mut kinds = [None; 4];
    let here = pieces[at];
    let is_number = |p: &Piece| matches!(p.kind, Kind::Amount(_) | Kind::Percent(_) | Kind::Shares(_));
    let cues = pieces[..at].iter().rev().take(8).take_while(|p| !is_number(p) && p.clause == here.clause && p.span.gap(here.span) <= CUE_BEFORE);
    for (slot, kind) in kinds.iter_mut().zip(cues.filter_map(|p| if let Kind::SumCue(kind) = p.kind { Some(kind) } else { None })) {
        *slot = Some(kind);
    }
    kinds
}

/// 中信金发布声明否认: a sentence without a deal of its own in which a party of the deal told last, or nobody, denies.
pub(super) fn deny(doc: &Document, pieces: &[Piece], (deal, explicit): &mut (Deal, bool)) -> bool {
    let denied = pieces.iter().any(|p| matches!(p.kind, Kind::Status(Stage::Is(Status::Denied))));
    if !denied || !(deal.hearsay || deal.status == Status::Rumored) {
        return false;
    }
    let is_party = |entity: Id<Entity>| deal.roles.iter().any(|r| r.entity == Some(entity));
    let mut named = pieces.iter().filter_map(|p| if let Kind::Mention(m) = p.kind { doc.mentions[m.index()].entity } else { None }).peekable();
    let by_party =
        named.peek().is_none() || named.any(|e| is_party(e) || doc.entities[e.index()].affiliations.iter().any(|a| a.organization.is_some_and(is_party)));
    if by_party {
        (deal.status, *explicit) = (Status::Denied, true);
    }
    by_party
}

/// 由6.99%降至4.99%, from 7% to 5%: the first is what was before.
fn is_level_before(pieces: &[Piece], at: usize) -> bool {
    let before = pieces[..at].iter().rev().take(4).find(|p| !matches!(p.kind, Kind::Need(_)));
    let directly = before.is_some_and(|p| p.kind.is_case(Case::From) && p.span.gap(pieces[at].span) <= 2);
    let from = before.is_some_and(|p| matches!(p.kind, Kind::Marker(Mark::Case(Case::By | Case::From))) && p.span.gap(pieces[at].span) <= 4);
    directly || from && pieces[at + 1..].iter().take(4).any(|p| matches!(p.kind, Kind::Percent(_)))
}

#[derive(PartialEq)]
enum Cue {
    None,
    Is(AmountRole),
    Other,
}

/// What the words beside a sum say that it is.
fn cue(pieces: &[Piece], at: usize) -> Cue {
    let span = pieces[at].span;
    let mut best: Option<(u32, Option<AmountRole>)> = None;
    // "$50m from a share placing": the words are part of a deal word.
    let is_part = |piece: &Piece| {
        let from = pieces.partition_point(|p| p.span.start < piece.span.start).saturating_sub(3);
        let holds = |p: &&Piece| matches!(p.kind, Kind::Trigger(_, Shape::Noun)) && p.span.contains(piece.span) && p.span.len() > piece.span.len();
        pieces[from..].iter().take(8).any(|p| holds(&p))
    };
    let mut take = |piece: &Piece, reach: u32| {
        if is_part(piece) {
            return;
        }
        // "the first tranche, worth $5bn": that it is worth so much says the least.
        let says_least = piece.kind == Kind::AmountCue(Some(AmountRole::Total));
        let gap = piece.span.gap(span) + if says_least { reach } else { 0 };
        let reach = if says_least { reach * 2 } else { reach };
        if let Kind::AmountCue(role) = piece.kind
            && gap <= reach
            && best.is_none_or(|b| gap < b.0)
        {
            best = Some((gap, role));
        }
    };
    let is_number = |p: &Piece| matches!(p.kind, Kind::Amount(_) | Kind::Percent(_) | Kind::Shares(_));
    for (i, piece) in pieces[..at].iter().enumerate().rev().take(8).take_while(|(_, p)| !is_number(p) && p.clause == pieces[at].clause) {
        // 以20亿美元的估值融资1亿美元: the cue belongs to the sum before it.
        let follows = !piece.kind.is_case(Case::Of) && pieces[..i].iter().rev().take(2).any(|p| is_number(p) && p.span.gap(piece.span) <= OF);
        if !follows {
            take(piece, CUE_BEFORE);
        }
    }
    for (i, piece) in pieces.iter().enumerate().skip(at + 1).take(4).take_while(|(_, p)| !is_number(p) && p.clause == pieces[at].clause) {
        // "$2bn at a valuation of $20bn": the cue belongs to the sum behind it.
        let leads = pieces[i + 1..].iter().take(3).any(|p| is_number(p) && p.span.gap(piece.span) <= 6);
        if !leads {
            take(piece, CUE_AFTER);
        }
    }
    match best {
        None => Cue::None,
        Some((_, Some(role))) => Cue::Is(role),
        Some((_, None)) => Cue::Other,
    }
}

/// The part of a sentence that a telling's evidence covers: from the first to the last of its trigger and parties.
pub(super) fn evidence_span(roles: &[Filler], trigger: Span, sentence: Span) -> Span {
    roles.iter().map(|r| r.span).filter(|s| sentence.contains(*s)).fold(trigger, Span::cover)
}
