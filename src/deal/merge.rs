//! One deal, once: tellings of the same deal over the document become one with several pieces of evidence.

use rustc_hash::FxHashSet;

use super::frame::{Frame, Frames};
use super::roles::{OWN, TOPIC};
use crate::doc::{AmountRole, Deal, DealAmount, Document, Entity, Filler, Id, Language, Role, Status};

/// How many earlier deals a telling is held against; a round-up of thousands of deals stays linear.
const LOOK_BACK: usize = 64;

/// Adds a telling to `deals`: to an earlier deal where it tells the same one, else as a new one. `explicit` says that its status has a word of its own.
/// Returns the place of the deal.
pub(super) fn add(doc: &Document, frames: &Frames, deals: &mut Vec<(Deal, bool)>, telling: Deal, explicit: bool, headlines: &FxHashSet<u32>) -> usize {
    let frame = frames.frame(telling.kind);
    let start = deals.len().saturating_sub(LOOK_BACK);
    // 去年入股了X…X正寻求新一轮融资: what is looked for by parties yet unnamed is no part of what is done.
    let is_sought = explicit && matches!(telling.status, Status::Planned | Status::Rumored);
    let lacks = |done: &Deal, role: Role| entities(&telling, role).is_empty() && !entities(done, role).is_empty();
    let is_next = |done: &Deal, was_explicit: bool| {
        is_sought && was_explicit && done.status == Status::Completed && (0..frame.roles.len()).any(|i| lacks(done, Role(i as u8)))
    };
    let same = deals[start..].iter().rposition(|(d, explicit)| d.kind == telling.kind && !is_next(d, *explicit) && is_same(doc, frame, d, &telling));
    match same {
        Some(i) => {
            let (deal, was_explicit) = &mut deals[start + i];
            join(doc, deal, was_explicit, telling, (explicit, frame.lasting), headlines);
            start + i
        }
        None => {
            deals.push((telling, explicit));
            deals.len() - 1
        }
    }
}

fn is_same(doc: &Document, frame: &Frame, a: &Deal, b: &Deal) -> bool {
    let mut shared = false;
    let mut disjoint_many = false;
    for (i, rule) in frame.roles.iter().enumerate() {
        let role = Role(i as u8);
        let (left, right) = (entities(a, role), entities(b, role));
        if left.is_empty() || right.is_empty() {
            shared |= is_own(a, role) && is_own(b, role);
            continue;
        }
        let subset = left.iter().all(|e| right.contains(e)) || right.iter().all(|e| left.contains(e));
        // A party that no clause brought is a guess, and parts nothing.
        if is_guess(a, role) != is_guess(b, role) {
            shared |= subset;
            continue;
        }
        if subset {
            shared = true;
        } else if rule.many && !frame.roles.iter().all(|r| r.many) {
            disjoint_many = true;
        } else {
            return false;
        }
    }
    if conflicting(doc, a, b) {
        return false;
    }
    // 由X领投,Y跟投: the second investor names no investee and stands beside the first.
    if disjoint_many {
        let lacks = (0..frame.roles.len()).map(|i| Role(i as u8)).any(|role| entities(b, role).is_empty() && !entities(a, role).is_empty());
        return lacks && is_beside(a, b);
    }
    shared
}

/// All that fills the role is what the sentence seems to be about.
fn is_guess(deal: &Deal, role: Role) -> bool {
    deal.roles.iter().filter(|r| r.role == role).all(|r| r.case == TOPIC)
}

/// The firm that the text is about, unnamed, fills the role.
fn is_own(deal: &Deal, role: Role) -> bool {
    deal.roles.iter().any(|r| r.role == role && r.case == OWN)
}

/// Bytes between the triggers of two tellings that stand beside each other.
const BESIDE: u32 = 120;

fn is_beside(a: &Deal, b: &Deal) -> bool {
    match (a.evidence.last(), b.evidence.first()) {
        (Some(x), Some(y)) => x.trigger.gap(y.trigger) < BESIDE,
        _ => false,
    }
}

fn entities(deal: &Deal, role: Role) -> Vec<Id<Entity>> {
    deal.roles.iter().filter(|r| r.role == role).filter_map(|r| r.entity).collect()
}

/// Two sums of the same currency, two percents or two rounds that differ: two deals.
fn conflicting(doc: &Document, a: &Deal, b: &Deal) -> bool {
    let total = |d: &Deal| d.amounts.iter().find(|x| x.role == AmountRole::Total).map(|x| &doc.amounts[x.amount.index()]);
    if let (Some(x), Some(y)) = (total(a), total(b))
        && x.currency == y.currency
        && x.range.representative() != y.range.representative()
    {
        return true;
    }
    if let (Some(x), Some(y)) = (a.round, b.round)
        && doc.text.get(x) != doc.text.get(y)
    {
        return true;
    }
    if let (Some(x), Some(y)) = (a.percent, b.percent)
        && doc.percents[x.index()].range.representative() != doc.percents[y.index()].range.representative()
    {
        return true;
    }
    false
}

fn join(doc: &Document, deal: &mut Deal, was_explicit: &mut bool, telling: Deal, (explicit, frame_lasts): (bool, bool), headlines: &FxHashSet<u32>) {
    let beside = is_beside(deal, &telling);
    // 英伟达对客户的投资: a telling that leaves a party unsaid says nothing new of how far the deal is.
    let vague = deal.roles.iter().any(|r| r.entity.is_some() && entities(&telling, r.role).is_empty());
    // A telling of more parties than the deal has adds none to a role that is filled, but for lists told one after the other.
    for filler in telling.roles {
        if filler.case != TOPIC && is_guess(deal, filler.role) {
            deal.roles.retain(|r| r.role != filler.role);
        }
        if beside && filler.case != TOPIC || deal.roles.iter().all(|r| r.role != filler.role || r.entity.is_none()) {
            add_filler(doc, deal, filler);
        }
    }
    add_amounts(doc, deal, &telling.amounts);
    deal.percent = deal.percent.or(telling.percent);
    deal.shares = deal.shares.or(telling.shares);
    deal.round = deal.round.or(telling.round);
    if deal.dates.is_empty() {
        deal.dates = telling.dates;
    }
    for tag in telling.tags {
        if !deal.tags.contains(&tag) {
            deal.tags.push(tag);
        }
    }
    // A word outweighs a default; of two words the one further on in a deal's life.
    // A headline is short: the text below it knows better.
    let only_headline = deal.evidence.iter().all(|e| headlines.contains(&e.trigger.start));
    // 与客户X签订供货协议: the news is what was signed.
    if doc.language == Language::Zh && frame_lasts && beside && !vague && deal.status == Status::InEffect && telling.status == Status::Announced {
        deal.status = Status::Announced;
    }
    // 占销售额的12%: what goes on says nothing of the contract that was signed.
    let lasts = doc.language == Language::Zh && telling.status == Status::InEffect && deal.status == Status::Announced && frame_lasts;
    if explicit && !vague && !lasts && (!*was_explicit || telling.status > deal.status || only_headline) {
        deal.status = telling.status;
        *was_explicit = true;
    }
    // Who denies a rumour leaves it one.
    if only_headline && !vague {
        deal.hearsay |= telling.hearsay;
    } else {
        deal.hearsay &= telling.hearsay || vague || telling.status == Status::Denied;
    }
    deal.confidence = deal.confidence.max(telling.confidence);
    deal.evidence.extend(telling.evidence);
}

/// Adds the sums of a further telling: those of a role that the deal has none for, and the same sum in another currency.
fn add_amounts(doc: &Document, deal: &mut Deal, told: &[DealAmount]) {
    let is_equal = |a: &DealAmount, b: &DealAmount| {
        let (x, y) = (&doc.amounts[a.amount.index()], &doc.amounts[b.amount.index()]);
        x.currency == y.currency && x.range.representative() == y.range.representative()
    };
    let known = deal.amounts.clone();
    for amount in told {
        let is_new = known.iter().all(|a| a.role != amount.role);
        let other = told
            .iter()
            .filter(|t| doc.amounts[t.amount.index()].same_as == Some(amount.amount) || doc.amounts[amount.amount.index()].same_as == Some(t.amount));
        let is_twin = !known.iter().any(|a| is_equal(a, amount)) && other.clone().any(|t| known.iter().any(|a| is_equal(a, t)));
        if (is_new || is_twin) && deal.amounts.iter().all(|a| a.amount != amount.amount) {
            deal.amounts.push(*amount);
        }
    }
}

fn add_filler(doc: &Document, deal: &mut Deal, filler: Filler) {
    let known = deal.roles.iter().any(|r| match (r.entity, filler.entity) {
        (Some(a), Some(b)) => a == b,
        (None, None) => r.role == filler.role && doc.text.get(r.span) == doc.text.get(filler.span),
        _ => false,
    });
    // A name for a party that was unnamed before takes its place.
    if !known && (filler.entity.is_some() || deal.roles.iter().all(|r| r.role != filler.role)) {
        deal.roles.retain(|r| r.role != filler.role || r.entity.is_some() || filler.entity.is_none());
        deal.roles.push(filler);
        deal.roles.sort_by_key(|r| (r.role, r.span.start));
    }
}
