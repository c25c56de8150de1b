//! What the deals of one sentence say of each other: whose loan is guaranteed, who invests in the same round, which unit it is that goes public.

use rustc_hash::FxHashSet;

use super::attributes::Telling;
use super::frame::{Beside, Frames};
use crate::doc::{AmountRole, Deal, DealAmount, DealType, Document, Entity, Filler, Flow, Id, Role, Status};
use crate::lang::{Case, Kind, Mark, Piece, WINDOW};

/// Fills what a telling leaves unsaid from the others of its sentence, else from the deal told last (`before`), and drops those that lack a party then.
pub(super) fn complete(frames: &Frames, doc: &Document, pieces: &[Piece], tellings: &mut Vec<Telling>, before: Option<&mut (Deal, bool)>) {
    for i in 0..tellings.len() {
        for rule in &frames.frame(tellings[i].deal.kind).beside {
            let own = &tellings[i].deal;
            let fits = |deal: &Deal| frames.frame(deal.kind).name == rule.kind && (!rule.agree || agree(frames, rule, own, deal));
            let at = tellings[i].at;
            let nearest = (0..tellings.len())
                .filter(|&j| j != i && tellings[j].missing == 0 && fits(&tellings[j].deal) && goes_with(pieces, rule, tellings, i, j))
                .min_by_key(|&j| tellings[j].at.abs_diff(at));
            let near = nearest.map(|j| tellings[j].deal.clone());
            let partner = near.as_ref().or_else(|| before.as_ref().map(|(deal, _)| deal).filter(|d| fits(d)));
            if let Some(partner) = partner {
                let partner = partner.clone();
                take_over(frames, pieces, &mut tellings[i], rule, &partner, near.is_some());
            }
        }
    }
    drop_helped(frames, pieces, tellings, true);
    join_rounds(frames, doc, tellings, before);
    join_shares(frames, tellings);
    tellings.retain(|t| t.missing == 0);
    drop_parents(frames, tellings);
    drop_ended(frames, pieces, tellings);
    drop_helped(frames, pieces, tellings, false);
}

/// The deals share a party in roles that the rule makes one.
fn agree(frames: &Frames, rule: &Beside, own: &Deal, partner: &Deal) -> bool {
    let has = |deal: &Deal, role: Role, entity: Option<Id<Entity>>| deal.roles.iter().any(|f| f.role == role && f.entity == entity);
    rule.roles.iter().any(|(theirs, ours)| {
        let theirs = frames.frame(partner.kind).role(theirs);
        partner.roles.iter().any(|f| Some(f.role) == theirs && f.entity.is_some() && has(own, *ours, f.entity))
    })
}

/// What is guaranteed stands beside the guarantee.
fn goes_with(pieces: &[Piece], rule: &Beside, tellings: &[Telling], i: usize, j: usize) -> bool {
    let apart = pieces[tellings[i].at].clause.abs_diff(pieces[tellings[j].at].clause);
    tellings[i].english || !rule.same_sum || apart <= 1
}

/// Gives a telling without a sum that of the deal which it goes with.
pub(super) fn share_sums(frames: &Frames, pieces: &[Piece], tellings: &mut [Telling]) {
    let total = |d: &Deal| d.amounts.iter().find(|a| a.role == AmountRole::Total).copied();
    for i in 0..tellings.len() {
        for rule in frames.frame(tellings[i].deal.kind).beside.iter().filter(|b| b.same_sum) {
            let at = tellings[i].at;
            let near = (0..tellings.len())
                .filter(|&j| j != i && frames.frame(tellings[j].deal.kind).name == rule.kind && goes_with(pieces, rule, tellings, i, j))
                .min_by_key(|&j| tellings[j].at.abs_diff(at));
            if let Some(sum) = near.and_then(|j| total(&tellings[j].deal)).filter(|_| total(&tellings[i].deal).is_none()) {
                tellings[i].deal.amounts.push(sum);
            }
        }
    }
}

/// 分拆旗下业务上市: with the unit unnamed, its parent is not who goes public.
fn drop_parents(frames: &Frames, tellings: &mut Vec<Telling>) {
    let splits: Vec<Deal> =
        tellings.iter().filter(|t| !t.english).map(|t| t.deal.clone()).filter(|d| matches!(frames.frame(d.kind).flow, Some((Flow::Ownership, ..)))).collect();
    if splits.is_empty() || tellings.len() < 2 {
        return;
    }
    tellings.retain(|t| {
        let frame = frames.frame(t.deal.kind);
        !frame.beside.iter().filter(|b| !b.same_sum).any(|rule| {
            splits.iter().filter(|s| frames.frame(s.kind).name == rule.kind).any(|split| {
                rule.roles.iter().any(|(theirs, ours)| {
                    let theirs = frames.frame(split.kind).role(theirs);
                    let unnamed = split.roles.iter().all(|f| Some(f.role) != theirs || f.entity.is_none());
                    unnamed && t.deal.roles.iter().any(|f| f.role == *ours && f.entity.is_some() && split.roles.iter().any(|s| s.entity == f.entity))
                })
            })
        })
    });
}

/// 为X的2亿元贷款提供担保: with one side unsaid the loan is only what is guaranteed.
/// With `only_lacking` those that lack a party, before they join an earlier deal.
fn drop_helped(frames: &Frames, pieces: &[Piece], tellings: &mut Vec<Telling>, only_lacking: bool) {
    let named = |t: &Telling| t.deal.roles.iter().filter(|f| f.entity.is_some() && !matches!(f.case, "topic" | "carried-subject" | "beside")).count();
    let is_here = |t: &Telling| t.deal.roles.iter().any(|f| f.entity.is_some() && is_of_clause(pieces, t.at, f));
    // Whoever helps, by the type that is helped.
    let mut helpers: Vec<(&str, Vec<Id<Entity>>)> = Vec::new();
    for telling in tellings.iter().filter(|t| !t.english) {
        for rule in frames.frame(telling.deal.kind).beside.iter().filter(|b| b.same_sum) {
            let is_helped = |role: Role| rule.roles.iter().any(|(_, ours)| *ours == role);
            helpers.push((
                &rule.kind,
                telling.deal.roles.iter().filter(|f| !is_helped(f.role) && is_of_clause(pieces, telling.at, f)).filter_map(|f| f.entity).collect(),
            ));
        }
    }
    if helpers.is_empty() {
        return;
    }
    let helps = |t: &Telling, who: &[Id<Entity>]| t.deal.roles.iter().any(|f| f.entity.is_some_and(|e| who.contains(&e)));
    tellings.retain(|t| {
        let kind = &frames.frame(t.deal.kind).name;
        frames.frame(t.deal.kind).flow.is_none()
            || only_lacking && t.missing == 0
            || !helpers.iter().any(|(helped, who)| helped == kind && (named(t) < 2 || !is_here(t) || helps(t, who)))
    });
}

/// "Mehra's pledge of 3m shares was released", "redeemed the shares pledged with Halden": what is ended is no deal of its own.
fn drop_ended(frames: &Frames, pieces: &[Piece], tellings: &mut Vec<Telling>) {
    let mut ended: Vec<(&str, usize)> = Vec::new();
    for telling in tellings.iter() {
        let kinds = frames.frame(telling.deal.kind).beside.iter().filter(|b| b.ended).map(|b| b.kind.as_str());
        ended.extend(kinds.map(|kind| (kind, telling.at)));
    }
    // 解除X 500万股的质押, 将质押给Z的500万股解除质押: in Chinese 的 binds the two.
    let bound = |a: usize, b: usize| a.abs_diff(b) <= WINDOW && a != b && pieces[a.min(b) + 1..a.max(b)].iter().any(|p| p.kind.is_case(Case::Of));
    tellings.retain(|t| {
        let is_ended = |at: usize| pieces[at].clause == pieces[t.at].clause && (t.english || bound(at, t.at));
        !ended.iter().any(|(kind, at)| *kind == frames.frame(t.deal.kind).name && is_ended(*at))
    });
}

/// The filler stands in the clause of the trigger at `at`.
fn is_of_clause(pieces: &[Piece], at: usize, filler: &Filler) -> bool {
    let clause = pieces[at].clause;
    pieces[at.saturating_sub(WINDOW)..pieces.len().min(at + WINDOW)].iter().any(|p| p.clause == clause && p.span == filler.span)
}

/// Gives a telling the parties that it shares with `partner`.
fn take_over(frames: &Frames, pieces: &[Piece], telling: &mut Telling, rule: &Beside, partner: &Deal, here: bool) {
    let frame = frames.frame(partner.kind);
    // Whose shares are pledged is no side of the loan.
    let is_side = |role: Role| frame.flow.is_none_or(|(_, from, to)| role == from || role == to);
    for (theirs, ours) in &rule.roles {
        let Some(theirs) = frame.role(theirs) else { continue };
        let own: Vec<Filler> = telling.deal.roles.iter().filter(|f| is_of_clause(pieces, telling.at, f)).copied().collect();
        let is_own = |f: &Filler| own.iter().any(|o| o.role == f.role && o.span == f.span);
        let deal = &mut telling.deal;
        // The lender that is read as the one helped, or a party that came from afar, gives way.
        let is_other =
            |f: &Filler| partner.roles.iter().any(|p| p.role != theirs && (is_side(p.role) || !is_own(f)) && p.entity.is_some() && p.entity == f.entity);
        let is_faint = |f: &Filler| matches!(f.case, "topic" | "carried-subject") || f.entity.is_none();
        let gives_way = |f: &Filler| f.role == *ours && (is_other(f) || here && is_faint(f));
        if deal.roles.iter().any(|f| f.role == *ours && !gives_way(f)) {
            continue;
        }
        let new: Vec<Filler> = partner
            .roles
            .iter()
            .filter(|p| p.role == theirs && p.entity.is_some() && deal.roles.iter().all(|f| f.entity != p.entity || gives_way(f)))
            .map(|p| Filler { role: *ours, case: "beside", ..*p })
            .collect();
        if new.is_empty() {
            continue;
        }
        if deal.roles.iter().all(|f| f.role != *ours) {
            telling.missing = telling.missing.saturating_sub(1);
        }
        deal.roles.retain(|f| f.role != *ours);
        deal.roles.extend(new);
        deal.roles.sort_by_key(|f| (f.role, f.span.start));
    }
    let total = |d: &Deal| d.amounts.iter().find(|a| a.role == AmountRole::Total).copied();
    if rule.same_sum && telling.missing == 0 && total(&telling.deal).is_none() {
        telling.deal.amounts.extend(total(partner));
    }
    // 该笔贷款由X担保: the guarantee stands as the loan does.
    if rule.same_sum && !telling.explicit && telling.deal.status == Status::Completed {
        telling.deal.status = partner.status;
    }
}

/// 由X领投,Y跟投: whoever takes the same part in a deal told beside joins it; a sum of theirs is a part of the whole.
fn join_rounds(frames: &Frames, doc: &Document, tellings: &mut [Telling], before: Option<&mut (Deal, bool)>) {
    let mut before = before.map(|(deal, _)| deal);
    for i in 0..tellings.len() {
        let sole = {
            let deal = &tellings[i].deal;
            let bare = deal.amounts.is_empty() && deal.percent.is_none() && deal.shares.is_none();
            bare && if tellings[i].english { joins_round(frames, deal) } else { deal.roles.len() == 1 }
        };
        if tellings[i].missing == 0 && !sole {
            continue;
        }
        let (kind, at) = (tellings[i].deal.kind, tellings[i].at);
        let nearest =
            (0..tellings.len()).filter(|&j| j != i && tellings[j].missing == 0 && tellings[j].deal.kind == kind).min_by_key(|&j| tellings[j].at.abs_diff(at));
        let deal = tellings[i].deal.clone();
        let host = match (nearest, before.as_deref_mut()) {
            (Some(j), _) => &mut tellings[j].deal,
            (None, Some(earlier)) if earlier.kind == kind && (tellings[i].missing > 0 || tellings[i].english) => earlier,
            _ => continue,
        };
        // A持股27%,B持股13%: of the same firm, but each a deal of its own; A轮由X领投;B轮由Y领投 likewise.
        let other_round = deal.round.is_some_and(|ours| host.round.is_some_and(|theirs| doc.text.get(ours) != doc.text.get(theirs)));
        if deal.percent.is_some() || deal.shares.is_some() || other_round {
            let lent: Vec<Filler> = host
                .roles
                .iter()
                .filter(|h| deal.roles.iter().all(|f| f.role != h.role && (h.entity.is_none() || f.entity != h.entity)))
                .map(|h| Filler { case: "beside", ..*h })
                .collect();
            let telling = &mut tellings[i];
            telling.deal.roles.extend(lent);
            telling.deal.roles.sort_by_key(|f| (f.role, f.span.start));
            telling.missing = 0;
            continue;
        }
        let open = |role: Role, host: &Deal| frames.frame(kind).role_rule(role).many || host.roles.iter().all(|h| h.role != role);
        let is_new =
            |f: &Filler, host: &Deal| host.roles.iter().all(|h| h.entity.is_none() && doc.text.get(h.span) != doc.text.get(f.span) || h.entity != f.entity);
        let fillers: Vec<Filler> =
            deal.roles.iter().filter(|f| open(f.role, host) && f.case != "topic" && f.case != "carried-subject" && is_new(f, host)).copied().collect();
        if fillers.is_empty() {
            // 成为X的新股东,投资5000万元: nothing new but what it cost.
            if !tellings[i].english && nearest.is_some() && deal.amounts.iter().all(|a| a.role == AmountRole::Total) && host.amounts.is_empty() {
                host.amounts.extend(deal.amounts.iter().copied());
            }
            // 双方已签署股份转让协议: nothing new but how far it is.
            if tellings[i].explicit && host.status == Status::Planned && deal.status > Status::Planned {
                host.status = deal.status;
            }
            // "Halden led, with Pinecrest chipping in": two words for the same.
            if sole && tellings[i].english {
                tellings[i].missing = u8::MAX;
            }
            continue;
        }
        host.roles.extend(fillers);
        host.roles.sort_by_key(|f| (f.role, f.span.start));
        let tranches = deal.amounts.iter().filter(|a| a.role == AmountRole::Total).map(|a| DealAmount { role: AmountRole::Tranche, ..*a });
        host.amounts.extend(tranches);
        host.evidence.extend(deal.evidence);
        tellings[i].missing = u8::MAX;
    }
}

/// 拟定增募资7亿元,控股股东认购1亿元: who takes a part of what is raised in the same sentence joins the whole, which named nobody.
fn join_shares(frames: &Frames, tellings: &mut [Telling]) {
    for i in 1..tellings.len() {
        let kind = tellings[i].deal.kind;
        let Some((Flow::Capital, giver, taker)) = frames.frame(kind).flow.filter(|_| !tellings[i].english && tellings[i].missing == 0) else { continue };
        let of = |t: &Telling, role: Role| t.deal.roles.iter().filter(|f| f.role == role).filter_map(|f| f.entity).collect::<Vec<_>>();
        let (who, whose) = (of(&tellings[i], giver), of(&tellings[i], taker));
        let is_whole = |t: &Telling| {
            let sums = t.deal.amounts.iter().any(|a| a.role == AmountRole::Total);
            t.deal.kind == kind && t.missing == 0 && sums && !t.deal.roles.iter().any(|f| f.role == giver) && of(t, taker) == whose
        };
        let Some(host) = (0..i).find(|&j| is_whole(&tellings[j])).filter(|_| !who.is_empty()) else { continue };
        let part = tellings[i].deal.clone();
        tellings[i].missing = u8::MAX;
        let deal = &mut tellings[host].deal;
        deal.roles.extend(part.roles.into_iter().filter(|f| f.role == giver));
        deal.roles.sort_by_key(|f| (f.role, f.span.start));
        deal.amounts.extend(part.amounts.into_iter().filter(|a| a.role == AmountRole::Total).map(|a| DealAmount { role: AmountRole::Tranche, ..a }));
        deal.evidence.extend(part.evidence);
    }
}

/// "Halden led, with Pinecrest chipping in": who puts up money for a firm that only the topic gives.
fn joins_round(frames: &Frames, deal: &Deal) -> bool {
    let Some((Flow::Capital, giver, taker)) = frames.frame(deal.kind).flow else { return false };
    let is_faint = |f: &Filler| matches!(f.case, "topic" | "carried-subject");
    deal.roles.iter().all(|f| f.role == giver || f.role == taker && is_faint(f)) && deal.roles.iter().any(|f| f.role == giver && !is_faint(f))
}

/// 公司控股股东X增持: a holding that only a noun tells, or that another deal brings about or draws on, is part of that one.
pub(super) fn drop_bare_holdings(frames: &Frames, pieces: &[Piece], tellings: &mut Vec<Telling>) {
    // 把合共持有的X股权售予Y
    let is_modifier = |t: &Telling| pieces[t.at + 1..].iter().take(4).any(|p| p.kind.is_case(Case::Of) && p.span.start == pieces[t.at].span.end);
    let is_holding = |t: &Telling| !t.english && t.holding && (t.relation || t.deal.status == Status::InEffect || is_modifier(t));
    let parties = |t: &Telling| t.deal.roles.iter().filter_map(|r| r.entity).collect::<Vec<_>>();
    let events: Vec<_> = tellings.iter().filter(|t| !is_holding(t) && is_of_shares(frames, t.deal.kind)).map(|t| (pieces[t.at].clause, parties(t))).collect();
    // 持股比例由5%升至8%: the verb of the clause tells it.
    let moves = |t: &Telling| frames.frame(t.deal.kind).role("holder").is_some() && frames.frame(t.deal.kind).money;
    let moved: Vec<_> = tellings.iter().filter(|t| moves(t)).map(|t| (pieces[t.at].clause, parties(t))).collect();
    // 合资设立X,双方分别持股六成及四成: the shares of the venture.
    let founded = |t: &Telling| matches!(frames.frame(t.deal.kind).flow, Some((Flow::Alliance, ..))) && frames.frame(t.deal.kind).roles.len() > 1;
    let founders: Vec<_> = tellings.iter().filter(|t| founded(t)).map(|t| (t.at, parties(t))).collect();
    // X持有Y 5000万股,累计质押900万股: told with its size in a clause before, it is news of its own.
    let is_stated = |t: &Telling, clause: u16| {
        let here = pieces[t.at];
        let size = |p: &Piece| p.clause == here.clause && p.span.start >= here.span.end && matches!(p.kind, Kind::Shares(_) | Kind::Percent(_));
        let modifies = |p: &Piece| p.kind.is_case(Case::Of) && p.span.start == here.span.end;
        let after = &pieces[t.at + 1..pieces.len().min(t.at + WINDOW)];
        !t.relation && here.clause < clause && here.mark == Some(Mark::Holds) && after.iter().any(size) && !after.iter().take(4).any(modifies)
    };
    tellings.retain(|t| {
        let ours = parties(t);
        let shared = |theirs: &Vec<Id<Entity>>| ours.iter().filter(|p| theirs.contains(p)).count();
        let of_venture = founders.iter().any(|(at, theirs)| *at < t.at && ours.iter().any(|p| theirs.contains(p)));
        let is_moved = moved.iter().any(|(clause, theirs)| *clause == pieces[t.at].clause && ours.iter().any(|p| theirs.contains(p)));
        !(is_holding(t) && !t.relation && is_moved)
            && !(is_holding(t) && of_venture && !t.english)
            && !(is_holding(t) && events.iter().any(|(clause, e)| shared(e) >= if t.relation { 1 } else { 2 } && !is_stated(t, *clause)))
    });
}

/// 增持完成后,X持股38%: the holding of both parties of the deal told just before is what that deal brought about.
pub(super) fn brings_about(frames: &Frames, deal: &Deal, holding: &Telling) -> bool {
    let parties = holding.deal.roles.iter().filter_map(|r| r.entity);
    is_of_shares(frames, deal.kind)
        && !holding.english
        && !holding.relation
        && !matches!(deal.status, Status::InEffect | Status::Planned | Status::Rumored)
        && parties.clone().count() > 1
        && parties.clone().all(|p| deal.roles.iter().any(|r| r.entity == Some(p)))
}

/// 交易完成后X将持有Y 14.9%的股份: a holding of whom another deal of the text gave the shares is part of that deal.
pub(super) fn drop_gained_holdings(frames: &Frames, deals: &mut Vec<(Deal, bool)>) {
    let is_holding = |deal: &Deal| !frames.frame(deal.kind).money;
    if !deals.iter().any(|(deal, _)| is_holding(deal)) {
        return;
    }
    let mut gained: FxHashSet<(Id<Entity>, Id<Entity>)> = FxHashSet::default();
    for (deal, _) in deals.iter().filter(|(d, _)| !is_holding(d) && !matches!(d.status, Status::Terminated | Status::Denied)) {
        let Some((flow, from, to)) =
            frames.frame(deal.kind).flow.filter(|(flow, from, to)| (from != to || *flow == Flow::Alliance) && frames.frame(deal.kind).role("holder").is_none())
        else {
            continue;
        };
        // Who comes to hold, by what goes from whom to whom.
        let gains = |role: Role| match flow {
            Flow::Capital | Flow::Alliance => role == from,
            Flow::Ownership => role == to || frames.frame(deal.kind).roles.len() == 2 && role == from,
            _ => false,
        };
        let parties = || deal.roles.iter().filter_map(|f| Some((f.role, f.entity?))).take(16);
        for (_, holder) in parties().filter(|(role, _)| gains(*role)) {
            gained.extend(parties().filter(|(role, held)| !gains(*role) && *held != holder).map(|(_, held)| (holder, held)));
        }
    }
    deals.retain(|(deal, _)| {
        let Some((_, from, to)) = frames.frame(deal.kind).flow.filter(|_| is_holding(deal)) else { return true };
        let named = |role: Role| deal.roles.iter().filter(move |f| f.role == role).filter_map(|f| f.entity);
        !named(to).any(|holder| named(from).any(|held| gained.contains(&(holder, held))))
    });
}

/// Deals of this type leave somebody with shares, or are made with shares: a partnership or an order does not.
fn is_of_shares(frames: &Frames, kind: DealType) -> bool {
    let frame = frames.frame(kind);
    frame.role("issuer").is_some() || matches!(frame.flow, Some((Flow::Capital | Flow::Ownership, ..)))
}
