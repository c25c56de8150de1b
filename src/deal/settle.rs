//! Second looks at a deal that is told: its type by its percent and parties, its topic by other deals, its parties by their names.

use rust_decimal::Decimal;
use rustc_hash::FxHashSet;

use super::frame::{Becomes, Frames};
use super::{merge, roles};
use crate::doc::{AmountRole, Deal, Document, Entity, EntityType, Filler, Form, Id, Language, Percent, Role, Span};

/// Gives a deal the type that its percent makes it: 51% of the shares sold is an acquisition.
pub(super) fn upgrade(frames: &Frames, doc: &Document, deal: &mut Deal) {
    let Some(rule) = &frames.frame(deal.kind).upgrade else { return };
    if deal.percent.is_some_and(|p| doc.percents[p.index()].range.representative() > rule.over) {
        turn_into(frames, &rule.to, deal);
    }
}

/// Bytes between a verb and the percent that is its object.
const OBJECT_REACH: u32 = 16;

/// Gives a deal told in English the type that a part of a firm makes it: "bought 4.1% of Norvik".
pub(super) fn settle_minority(frames: &Frames, doc: &Document, deal: &mut Deal) {
    let Some(becomes) = &frames.frame(deal.kind).minority else { return };
    let trigger = deal.evidence.first().map_or(Span::default(), |e| e.trigger);
    let is_object = |percent: Span| percent.start >= trigger.end && percent.start - trigger.end <= OBJECT_REACH;
    let is_part = |p: Id<Percent>| is_object(doc.percents[p.index()].span) && doc.percents[p.index()].range.representative() < Decimal::from(50);
    if deal.percent.is_some_and(is_part) {
        turn_into(frames, becomes, deal);
    }
}

/// 申请破产,负债14亿元: of the sums beside a deal without a price, what is owed.
pub(super) fn keep_debts(doc: &Document, deal: &mut Deal) {
    const OWED: [&str; 12] = ["负债", "债务", "欠", "债权", "负有", "debt", "owe", "owing", "liabilit", "claims", "creditor", "borrowings"];
    const BEFORE: usize = 36;
    const AFTER: usize = 24;
    let text = &doc.text.folded;
    deal.amounts.retain_mut(|amount| {
        let span = doc.amounts[amount.amount.index()].span;
        let (start, end) = (span.start as usize, span.end as usize);
        let before = text[text.ceil_char_boundary(start.saturating_sub(BEFORE))..start].rsplit(['。', '.', ';']).next().unwrap_or_default();
        let after = text[end..text.floor_char_boundary(end + AFTER)].split(['。', '.', ',', ';']).next().unwrap_or_default();
        let is_owed = amount.role == AmountRole::Debt || OWED.iter().any(|word| before.contains(word) || after.contains(word));
        amount.role = if is_owed { AmountRole::Debt } else { amount.role };
        is_owed
    });
}

/// "A and B are vying for Norvik": each of them for itself, so a deal for each.
pub(super) fn part_rivals(deal: Deal) -> Vec<Deal> {
    let named = |role: Role| deal.roles.iter().filter(move |f| f.role == role && f.entity.is_some());
    let Some(role) = deal.roles.iter().map(|f| f.role).find(|&role| named(role).count() > 1) else { return vec![deal] };
    let alone = |rival: &Filler| {
        let roles = deal.roles.iter().filter(|f| f.role != role || f.span == rival.span).copied().collect();
        Deal { roles, ..deal.clone() }
    };
    named(role).map(alone).collect()
}

/// Gives a deal told in English the type that goods make it: "has been buying plates from Halden". What stands behind the verb without a determiner
/// is no firm.
pub(super) fn settle_goods(frames: &Frames, doc: &Document, deal: &mut Deal) {
    /// What is bought and sold in the plural and is capital, or no thing at all.
    const NO_GOODS: [&str; 36] = [
        "shares",
        "stock",
        "stocks",
        "stakes",
        "interests",
        "control",
        "assets",
        "bonds",
        "notes",
        "debt",
        "debts",
        "loans",
        "claims",
        "warrants",
        "rights",
        "land",
        "sites",
        "stores",
        "shops",
        "plants",
        "mines",
        "hotels",
        "hospitals",
        "properties",
        "buildings",
        "pubs",
        "brands",
        "businesses",
        "units",
        "companies",
        "firms",
        "operations",
        "licences",
        "licenses",
        "patents",
        "sole",
    ];
    let Some(becomes) = &frames.frame(deal.kind).goods else { return };
    let trigger = deal.evidence.first().map_or(Span::default(), |e| e.trigger);
    let rest = &doc.text.folded[trigger.end as usize..];
    let Some(end) = [" from ", " to "].iter().filter_map(|word| rest.find(word)).min().filter(|&end| end <= OBJECT_REACH as usize * 2) else { return };
    let mut words = rest[..end].split_whitespace();
    let is_plain = |word: &str| word.len() > 3 && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') && !NO_GOODS.contains(&word);
    let is_bare = words.clone().count() <= 3 && words.next().is_some_and(|first| is_plain(first) && !DETERMINERS.contains(&first)) && words.all(is_plain);
    if is_bare && rest.starts_with(' ') {
        turn_into(frames, becomes, deal);
    }
}

/// Words of four letters and more that determine a noun, or stand for one.
const DETERMINERS: [&str; 26] = [
    "this",
    "that",
    "these",
    "those",
    "their",
    "both",
    "another",
    "some",
    "most",
    "half",
    "part",
    "parts",
    "much",
    "many",
    "several",
    "back",
    "into",
    "itself",
    "everything",
    "them",
    "outright",
    "only",
    "directly",
    "mainly",
    "mostly",
    "heavily",
];

/// The same in Chinese, where the percent stands behind whose it is: 买下X 9%的股份 is shares that a holder sells, or that nobody is said to sell.
pub(super) fn settle_part(frames: &Frames, doc: &Document, deal: &mut Deal) {
    let Some(becomes) = &frames.frame(deal.kind).minority else { return };
    let Some(percent) = deal.percent.map(|p| &doc.percents[p.index()]).filter(|p| p.range.representative() < Decimal::from(50)) else { return };
    let trigger = deal.evidence.first().map_or(Span::default(), |e| e.trigger);
    let kind = deal.kind;
    let target = frames.frame(kind).flow.map(|(_, from, _)| from);
    let is_object = |f: &Filler| {
        Some(f.role) == target && f.span.start >= trigger.end && percent.span.start >= f.span.end && percent.span.start - f.span.end <= OBJECT_REACH
    };
    if deal.roles.iter().any(is_object) {
        turn_into(frames, becomes, deal);
        if deal.kind != kind {
            settle_type(frames, deal);
        }
    }
}

/// Settles the types of deals told with too few parties; what comes out the same as another deal joins it.
pub(super) fn settle_types(doc: &Document, frames: &Frames, deals: Vec<(Deal, bool)>) -> Vec<(Deal, bool)> {
    if deals.iter().all(|(deal, _)| frames.frame(deal.kind).without.is_empty()) {
        return deals;
    }
    let mut settled = Vec::with_capacity(deals.len());
    for (mut deal, explicit) in deals {
        settle_type(frames, &mut deal);
        merge::add(doc, frames, &mut settled, deal, explicit, &FxHashSet::default());
    }
    drop_parts(doc, frames, &mut settled);
    settled
}

/// "sold 4% of Norvik, cutting its stake to 9%": the same change of a holding, told of its holder alone.
fn drop_parts(doc: &Document, frames: &Frames, deals: &mut Vec<(Deal, bool)>) {
    let sides = |deal: &Deal| deal.roles.iter().filter_map(|r| r.entity.map(|e| (r.role, e))).collect::<Vec<_>>();
    let sentence = |deal: &Deal| deal.evidence.first().map(|e| doc.sentences.partition_point(|s| s.span.end <= e.trigger.start));
    let of_shares = |deal: &Deal| frames.frame(deal.kind).role("issuer").is_some() && frames.frame(deal.kind).role("holder").is_some();
    let wholes: Vec<_> = deals.iter().filter(|(deal, _)| of_shares(deal)).map(|(deal, _)| (deal.kind, sentence(deal), sides(deal))).collect();
    deals.retain(|(deal, _)| {
        let (here, ours) = (sentence(deal), sides(deal));
        let is_part = |(kind, there, whole): &(_, _, Vec<_>)| {
            *kind == deal.kind && *there == here && whole.len() > ours.len() && ours.iter().all(|side| whole.contains(side))
        };
        deal.evidence.len() > 1 || !wholes.iter().any(is_part)
    });
}

/// "will acquire control of Sahyadri. It would buy 38% from Halden": shares bought of a holder, of the firm that the buyer was just told to buy.
pub(super) fn fill_from_purchase(frames: &Frames, deals: &[(Deal, bool)], deal: &mut Deal) {
    const BACK: usize = 3;
    let frame = frames.frame(deal.kind);
    let (Some(issuer), Some(buyer), Some(_)) = (frame.role("issuer"), frame.role("transferee"), frame.role("transferor")) else { return };
    let filled = |role: Role| deal.roles.iter().find(|f| f.role == role).and_then(|f| f.entity);
    let Some(buyer) = filled(buyer).filter(|_| filled(issuer).is_none() && (deal.percent.is_some() || deal.shares.is_some())) else { return };
    let bought = deals.iter().rev().take(BACK).find_map(|(earlier, _)| {
        let frame = frames.frame(earlier.kind);
        let is_buyer = |f: &Filler| f.entity == Some(buyer) && matches!(&*frame.role_rule(f.role).name, "acquirer" | "transferee" | "holder");
        let is_bought = |f: &&Filler| f.entity.is_some() && matches!(&*frame.role_rule(f.role).name, "target" | "issuer");
        earlier.roles.iter().find(is_bought).filter(|_| earlier.roles.iter().any(is_buyer)).copied()
    });
    if let Some(bought) = bought.filter(|b| deal.roles.iter().all(|f| f.entity != b.entity)) {
        deal.roles.push(Filler { role: issuer, case: roles::TOPIC, ..bought });
        deal.roles.sort_by_key(|f| f.role);
    }
}

/// A role that only the topic fills goes to the company that an earlier deal of the same party is about, or to the party's employer.
pub(super) fn retopic(frames: &Frames, doc: &Document, deals: &[(Deal, bool)], deal: &mut Deal) {
    const BACK: usize = 4;
    const NEAR: u32 = 320;
    let Some(guess) = deal.roles.iter().position(|f| f.case == roles::TOPIC) else { return };
    let of = |role: Role| &frames.frame(deal.kind).role_rule(role).name;
    let others: Vec<Id<Entity>> = deal.roles.iter().filter(|f| f.case != roles::TOPIC).filter_map(|f| f.entity).collect();
    let trigger = deal.evidence.first().map_or(0, |e| e.trigger.start);
    let is_near = |earlier: &Deal| earlier.evidence.last().is_some_and(|e| trigger.saturating_sub(e.trigger.end) < NEAR);
    // What the sentences right before are about, in a round-up of many companies.
    let about = || {
        let (earlier, _) = deals.iter().rev().take(1).find(|(earlier, _)| is_near(earlier))?;
        let required =
            |f: &&Filler| frames.frame(earlier.kind).role_rule(f.role).required || matches!(&*frames.frame(earlier.kind).role_rule(f.role).name, "issuer");
        let free = |f: &&Filler| f.entity.is_some_and(|e| !others.contains(&e) && doc.entities[e.index()].kind == EntityType::Company);
        let mut fitting = earlier.roles.iter().filter(required).filter(free);
        let first = fitting.next()?;
        fitting.next().is_none().then_some(*first)
    };
    // "Halden holds 7% of Norvik. Pinecrest, which has a stake of 3%": the guess is a holder itself, and not whose shares these are.
    let name = &frames.frame(deal.kind).role_rule(deal.roles[guess].role).name;
    let guessed = deal.roles[guess].entity;
    let same_side = || {
        deals.iter().rev().take(BACK).find_map(|(earlier, _)| {
            let other_side =
                earlier.roles.iter().any(|f| frames.frame(earlier.kind).role_rule(f.role).name != *name && f.entity.is_some() && f.entity == guessed);
            let same = |f: &&Filler| frames.frame(earlier.kind).role_rule(f.role).name == *name && f.entity.is_some_and(|e| !others.contains(&e));
            earlier.roles.iter().filter(|_| other_side && doc.language == Language::En).find(same).copied()
        })
    };
    let told = deals.iter().rev().take(BACK).find_map(|(earlier, _)| {
        let shares_party = earlier.roles.iter().any(|f| f.case != roles::TOPIC && f.entity.is_some_and(|e| others.contains(&e)));
        let same_name = |f: &&Filler| frames.frame(earlier.kind).role_rule(f.role).name == *of(deal.roles[guess].role);
        earlier
            .roles
            .iter()
            .filter(|_| shares_party)
            .find(|f| same_name(f) && f.case != roles::TOPIC && f.entity.is_some_and(|e| !others.contains(&e)))
            .copied()
    });
    let employer = || {
        let person = others.iter().map(|e| &doc.entities[e.index()]).find(|e| e.kind == EntityType::Person)?;
        let company = person.affiliations.iter().find_map(|a| a.organization).filter(|e| !others.contains(e))?;
        let mention = doc.mentions.iter().position(|m| m.entity == Some(company))?;
        Some((Id::new(mention), company))
    };
    let about = about();
    let told = told.or_else(same_side);
    let filler = &mut deal.roles[guess];
    if let Some(told) = told {
        (filler.mention, filler.entity, filler.span) = (told.mention, told.entity, told.span);
    } else if let Some((mention, company)) = employer() {
        (filler.mention, filler.entity, filler.span) = (Some(mention), Some(company), doc.mentions[mention.index()].span);
    } else if let Some(told) = about {
        (filler.mention, filler.entity, filler.span) = (told.mention, told.entity, told.span);
    }
}

/// Gives a deal told in English the type that it has without one of its parties: shares sold by nobody in particular are an investment.
pub(super) fn settle_type(frames: &Frames, deal: &mut Deal) {
    let lacks = |role: Role| deal.roles.iter().all(|f| f.role != role);
    if let Some((_, becomes)) = frames.frame(deal.kind).without.iter().find(|(role, _)| lacks(*role)) {
        turn_into(frames, becomes, deal);
    }
}

/// Makes a deal one of another type, where all its parties have a role in that.
pub(super) fn turn_into(frames: &Frames, becomes: &Becomes, deal: &mut Deal) {
    let Some(kind) = frames.parse(&becomes.kind) else { return };
    let roles: Option<Vec<Filler>> = deal
        .roles
        .iter()
        .map(|f| {
            let (_, theirs) = becomes.roles.iter().find(|(ours, _)| *ours == f.role)?;
            frames.frame(kind).role(theirs).map(|role| Filler { role, ..*f })
        })
        .collect();
    if let Some(mut roles) = roles {
        roles.sort_by_key(|f| (f.role, f.span.start));
        (deal.kind, deal.roles) = (kind, roles);
    }
}

/// An unnamed party with its article: "the lender", "a group of banks".
pub(super) fn widen_unnamed(doc: &Document, sentence: Span, fillers: &mut [Filler]) {
    const WORDS: usize = 4;
    for filler in fillers.iter_mut().filter(|f| f.mention.is_none()) {
        if ["the ", "a ", "an ", "its ", "his ", "her ", "their "].iter().any(|w| doc.text.get(filler.span).to_ascii_lowercase().starts_with(w)) {
            continue;
        }
        let before = &doc.text.folded[sentence.start as usize..filler.span.start as usize];
        let mut start = before.len();
        for _ in 0..WORDS {
            let word = before[..start].trim_end().rsplit(' ').next().unwrap_or("");
            let begin = before[..start].trim_end().len() - word.len();
            let joins = ["into", "to", "of", "for", "in", "by", "from", "with", "and", "on", "at", "or", "as"].contains(&word);
            if word.is_empty() || joins || !word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
                break;
            }
            start = begin;
            if matches!(word.to_ascii_lowercase().as_str(), "the" | "a" | "an" | "its" | "his" | "her" | "their") {
                filler.span.start = sentence.start + start as u32;
                break;
            }
        }
    }
}

/// "The steel will be supplied by Halden": the side that an English sentence leaves unsaid is the company that the text is about, where the sentence
/// does not speak of it otherwise.
pub(super) fn fill_from_main(doc: &Document, frames: &Frames, sentence: Span, main: Option<Id<Entity>>, deal: &mut Deal) {
    let frame = frames.frame(deal.kind);
    let Some((main, (_, from, to))) = main.zip(frame.flow).filter(|(_, (_, from, to))| from != to) else { return };
    let is_filled = |role: Role| deal.roles.iter().any(|f| f.role == role);
    let role = match (is_filled(from), is_filled(to)) {
        (true, false) => to,
        (false, true) => from,
        _ => return,
    };
    let rule = frame.role_rule(role);
    let first = doc.mentions.partition_point(|m| m.span.start < sentence.start);
    let is_here = doc.mentions[first..].iter().take_while(|m| m.span.start < sentence.end).any(|m| m.entity == Some(main));
    if is_here || !rule.required || !rule.types.contains(&doc.entities[main.index()].kind) || deal.roles.iter().any(|f| f.entity.is_none()) {
        return;
    }
    let Some(mention) = doc.mentions.iter().position(|m| m.entity == Some(main)) else { return };
    let span = doc.mentions[mention].span;
    deal.roles.push(Filler { role, mention: Some(Id::new(mention)), entity: Some(main), span, case: "topic", score: 0.0 });
    deal.roles.sort_by_key(|f| (f.role, f.span.start));
}

/// A party that the sentence names too is shown by its name, not by 公司, 其 or 双方.
pub(super) fn prefer_names(doc: &Document, sentence: Span, fillers: &mut [Filler]) {
    for filler in fillers {
        // 双方 stands for two: each is shown as it was named.
        if let Some(named) = filler.mention.map(|m| doc.mentions[m.index()].span).filter(|&named| !named.overlaps(filler.span)) {
            filler.span = named;
        }
        let Some(mention) = filler.mention.map(|m| &doc.mentions[m.index()]).filter(|m| matches!(m.form, Form::Nominal | Form::Pronoun)) else { continue };
        let from = doc.mentions.partition_point(|m| m.span.start < sentence.start);
        let named = doc.mentions[from..]
            .iter()
            .take_while(|m| m.span.start < sentence.end)
            .position(|m| m.entity == mention.entity && matches!(m.form, Form::Name | Form::Alias));
        if let Some(i) = named {
            filler.mention = Some(Id::new(from + i));
            filler.span = doc.mentions[from + i].span;
        }
    }
}
