//! Which of the tellings of a sentence are deals of their own: one word may tell what another tells better, or too little.

use rustc_hash::FxHashSet;

use super::attributes::Telling;
use super::frame::Frames;
use super::roles;
use super::status;
use crate::doc::{DealType, Document, Entity, Filler, Flow, Id, Language, Role, Rule, Span, Status};
use crate::lang::{Case, Kind, Mark, Piece, Shape, WINDOW, mark_at};

/// A deal between two sides with one of them unsaid, and no sum, share or percent, is a word in passing: 现时借贷成本高企.
pub(super) fn is_told_enough(frames: &Frames, telling: &Telling) -> bool {
    let deal = &telling.deal;
    let frame = frames.frame(deal.kind);
    // A holding of the firm that the text is about is told with its size.
    if !frame.money && deal.percent.is_none() && deal.shares.is_none() && deal.roles.iter().any(|f| f.case == "topic") {
        return false;
    }
    // 交易完成后X将持有Y 14.9%股权: what a deal will bring about is no holding yet.
    if !frame.money && !telling.english && deal.status == Status::Planned {
        return false;
    }
    let sides = frame.roles.iter().filter(|r| !r.topic).count();
    // A拟出售B股权: who sells what, and to whom is left open.
    let is_here = |f: &Filler| f.entity.is_some() && !matches!(f.case, roles::TOPIC | "carried-subject" | "zh.owner");
    let is_told_here = |f: &&Filler| !frame.role_rule(f.role).topic || !telling.english && is_here(f);
    let filled = deal.roles.iter().filter(is_told_here).map(|f| f.role).collect::<FxHashSet<_>>().len();
    let measured = !deal.amounts.is_empty() || deal.percent.is_some() || deal.shares.is_some() || deal.round.is_some();
    // A与B合资建厂: a relation has two ends, and these are they.
    let partners = |role: Role| deal.roles.iter().filter(|f| f.role == role && f.entity.is_some() && f.case != roles::TOPIC).count();
    if frame.flow.is_some_and(|(_, from, to)| from == to && partners(from) > 1) {
        return true;
    }
    // 被X终止合作: with whom is left unsaid.
    if !telling.english && frame.flow.is_some_and(|(_, from, to)| from == to) && deal.roles.len() < 2 {
        return false;
    }
    // "a partner at Acme", "the merger".
    if telling.english && frame.flow.is_some_and(|(_, from, to)| from == to) {
        return frame.flow.is_some_and(|(_, role, _)| deal.roles.iter().filter(|f| f.role == role).count() > 1);
    }
    // A float has an issuer; on which exchange is told or not.
    if (telling.english || telling.explicit) && frame.flow.is_none() {
        return frame.roles.iter().enumerate().all(|(i, rule)| !rule.required || deal.roles.iter().any(|f| usize::from(f.role.0) == i));
    }
    // 收购X: what is done to a party that is named is told, though not who does it.
    let has_object = deal.roles.iter().any(|f| f.entity.is_some() && matches!(f.case, "zh.object" | "zh.ba"));
    sides < 2 || filled >= 2 || measured || telling.strong && (telling.explicit || has_object)
}

/// "signed a licensing pact with X": a faint word for a relation, where another word of the clause says which between the same parties.
pub(super) fn drop_vaguer(frames: &Frames, pieces: &[Piece], tellings: &mut Vec<Telling>) {
    const FAINT: f32 = 0.6;
    let weight = |t: &Telling| match t.deal.evidence.first().map(|e| e.rule) {
        Some(Rule::Trigger(index)) => frames.trigger(index).weight,
        _ => 1.0,
    };
    let parties = |t: &Telling| t.deal.roles.iter().filter_map(|f| f.entity).collect::<Vec<_>>();
    let all: Vec<_> = tellings.iter().map(|t| (t.deal.kind, pieces[t.at].clause, weight(t), parties(t))).collect();
    tellings.retain(|t| {
        let symmetric = frames.frame(t.deal.kind).flow.is_some_and(|(_, from, to)| from == to);
        let says_more = |(kind, clause, other, theirs): &(DealType, u16, f32, Vec<Id<Entity>>)| {
            let beside = !t.english || *clause == pieces[t.at].clause;
            *kind != t.deal.kind && beside && *other > weight(t) && parties(t).iter().all(|p| theirs.contains(p))
        };
        !(symmetric && weight(t) < FAINT && all.iter().any(says_more))
    });
}

/// 卖方同意出售而买方同意收购X: shares sold are told as a purchase beside it, with all parties.
pub(super) fn drop_told_as_more(frames: &Frames, tellings: &mut Vec<Telling>) {
    if tellings.len() < 2 {
        return;
    }
    let parties = |t: &Telling| t.deal.roles.iter().filter_map(|f| f.entity).collect::<Vec<_>>();
    let all: Vec<_> = tellings.iter().map(|t| (t.deal.kind, parties(t))).collect();
    tellings.retain(|t| {
        let Some(upgrade) = &frames.frame(t.deal.kind).upgrade else { return true };
        let ours = parties(t);
        let is_more = |kind: DealType| frames.frame(kind).name == upgrade.to.kind;
        ours.len() < 2 || !all.iter().any(|(kind, theirs)| is_more(*kind) && ours.iter().all(|p| theirs.contains(p)))
    });
}

/// "bags order", "a $5bn order", "its order": the word behind a verb, a figure or an owner is the noun, though it looks like a verb.
pub(super) fn is_noun_form(doc: &Document, pieces: &[Piece], at: usize, shape: Shape) -> bool {
    let here = pieces[at].span;
    // "agreed to lend": the infinitive is what is agreed.
    let is_infinitive = || pieces[at + 1..].iter().take(8).any(|p| p.span.start == here.end + 1 && p.kind.shape() == Some(Shape::Base));
    if shape.is_verb() && doc.text.get(here).ends_with(" to") && is_infinitive() {
        return true;
    }
    let before = pieces[..at].iter().rev().find(|p| !p.span.overlaps(here) && p.kind != Kind::Noun).filter(|p| p.span.gap(here) <= 1);
    // "Norvik's listed cement arm", "its pledged shares"
    let is_participle = matches!(shape, Shape::Past | Shape::Participle) && doc.text.get(here).ends_with("ed");
    if is_participle && before.is_some_and(|p| p.kind.is_case(Case::Poss)) {
        return true;
    }
    // "its bid for Norvik": the past of "bid" looks the same.
    let is_owned = before.is_some_and(|p| p.kind.is_case(Case::Poss));
    shape == Shape::Past && is_owned && doc.text.get(here).starts_with("bid")
        || shape == Shape::Base
            && before.is_some_and(|p| match p.kind {
                Kind::Amount(_) | Kind::Percent(_) | Kind::Marker(Mark::Case(Case::Poss)) => true,
                kind => matches!(kind.shape(), Some(Shape::Third | Shape::Past | Shape::Gerund)),
            })
}

/// 通过询价转让减持1.5亿股, 处分持股,把X股权售予Y: shares told with less than another word of the sentence tells of the same party.
pub(super) fn drop_lesser(frames: &Frames, doc: &Document, pieces: &[Piece], tellings: &mut Vec<Telling>) {
    if tellings.len() < 2 {
        return;
    }
    let told_here = |t: &Telling| {
        let clause = pieces[t.at].clause;
        let near = &pieces[t.at.saturating_sub(WINDOW)..pieces.len().min(t.at + WINDOW)];
        near.iter().filter(|p| p.clause == clause && matches!(p.kind, Kind::Mention(_)) && t.deal.roles.iter().any(|f| f.span == p.span)).count()
    };
    let parties = |t: &Telling| t.deal.roles.iter().filter(|f| f.case != roles::TOPIC).filter_map(|f| f.entity).collect::<Vec<_>>();
    let of_shares = |kind: DealType| frames.frame(kind).role("issuer").is_some() || matches!(frames.frame(kind).flow, Some((Flow::Ownership, ..)));
    let all: Vec<_> = tellings.iter().map(|t| (t.deal.kind, t.at, parties(t))).collect();
    tellings.retain(|t| {
        let ours = parties(t);
        let lacks = frames.frame(t.deal.kind).without.iter().find(|(role, _)| t.deal.roles.iter().all(|f| f.role != *role));
        let is_told = |(kind, at, theirs): &(DealType, usize, Vec<Id<Entity>>)| {
            *at != t.at
                && *kind != t.deal.kind
                && ours.iter().all(|p| theirs.contains(p))
                && match lacks {
                    Some((_, becomes)) => frames.frame(*kind).name == becomes.kind,
                    // 出让X 12%股权,套现5000万元: of the firm only the clause before tells.
                    None => {
                        let follows = pieces[t.at].clause == pieces[*at].clause + 1 && told_here(t) == 0;
                        (ours.len() == 1 || follows) && theirs.len() > 2 && of_shares(*kind) && frames.frame(t.deal.kind).role("holder").is_some()
                    }
                }
        };
        // "buys 38% of X from Halden, which is exiting"
        let holds = frames.frame(t.deal.kind).role("holder").is_some();
        let is_sold = |(kind, _, theirs): &(DealType, usize, Vec<Id<Entity>>)| {
            let sells = frames.frame(*kind).role("transferor").or(frames.frame(*kind).role("seller")).is_some();
            sells && theirs.len() > ours.len().max(2) && ours.iter().all(|p| theirs.contains(p))
        };
        if doc.language == Language::En {
            return ours.is_empty() || !holds || !all.iter().any(is_sold);
        }
        ours.is_empty() || !of_shares(t.deal.kind) || !all.iter().any(is_told)
    });
}

/// 回购89.6万股,本年度累计回购600亿港元: what adds up the deals of a party is no further deal beside one of them.
pub(super) fn drop_sums(pieces: &[Piece], tellings: &mut Vec<Telling>) {
    const NEAR: u32 = 6;
    let adds = |t: &Telling| {
        let here = pieces[t.at].span;
        let before = &pieces[t.at.saturating_sub(6)..pieces.len().min(t.at + 4)];
        !t.english && before.iter().any(|p| p.kind == Kind::Marker(Mark::Sum) && p.span.start <= here.start && here.start.saturating_sub(p.span.end) <= NEAR)
    };
    let parties = |t: &Telling| t.deal.roles.iter().filter_map(|f| f.entity).collect::<Vec<_>>();
    let others: Vec<_> = tellings.iter().filter(|t| !adds(t)).map(|t| (t.deal.kind, parties(t))).collect();
    tellings.retain(|t| !adds(t) || !others.iter().any(|(kind, theirs)| *kind == t.deal.kind && parties(t).iter().all(|p| theirs.contains(p))));
}

/// 联手向X注资: with a preposition or an adverb's place before another verb, the word says only that they act together.
pub(super) fn drop_adverbs(frames: &Frames, pieces: &[Piece], tellings: &mut Vec<Telling>) {
    let parties = |t: &Telling| t.deal.roles.iter().filter_map(|f| f.entity).collect::<Vec<_>>();
    let verbs: Vec<_> = tellings.iter().map(|t| (t.at, t.deal.kind, parties(t))).collect();
    tellings.retain(|t| {
        let here = pieces[t.at];
        // A携手B收购C: both are parties of the deal.
        let ours = parties(t);
        let done = |(at, kind, theirs): &(usize, DealType, Vec<Id<Entity>>)| {
            *at > t.at && *kind != t.deal.kind && pieces[*at].clause == here.clause && ours.iter().all(|p| theirs.contains(p))
        };
        if !t.english && here.mark == Some(Mark::Case(Case::With)) && verbs.iter().any(done) {
            return false;
        }
        let symmetric = frames.frame(t.deal.kind).flow.is_some_and(|(_, from, to)| from == to);
        if t.english || !symmetric || here.mark != Some(Mark::Case(Case::With)) {
            return true;
        }
        let mut after = pieces[t.at + 1..].iter().take(WINDOW).filter(|p| p.span.start >= here.span.end).take_while(|p| p.clause == here.clause);
        let adverb = after.clone().find(|p| !matches!(p.kind, Kind::Need(_))).is_some_and(|p| {
            p.span.start - here.span.end <= 3
                && (matches!(p.kind, Kind::Marker(Mark::Case(Case::To | Case::For | Case::Object)))
                    || matches!(p.kind, Kind::Trigger(index, _) if frames.trigger(index).kind != t.deal.kind))
        });
        !(adverb && after.any(|p| matches!(p.kind, Kind::Trigger(index, _) if frames.trigger(index).kind != t.deal.kind)))
    });
}

/// "guaranteed a $50m bank loan": the noun with hardly a party is what the verb's deal is about.
pub(super) fn drop_objects(frames: &Frames, pieces: &[Piece], tellings: &mut Vec<Telling>) {
    const REACH: u32 = 48;
    let named = |t: &Telling| t.deal.roles.iter().filter(|f| f.entity.is_some() && f.case != roles::TOPIC).map(|f| f.role).collect::<FxHashSet<_>>().len();
    let is_verb = |t: &Telling| pieces[t.at].kind.shape().is_some_and(Shape::is_verb);
    let parties = |t: &Telling| t.deal.roles.iter().filter_map(|f| f.entity).collect::<FxHashSet<_>>();
    // A guarantee is given for a loan.
    let speaks_of = |kind: DealType, of: DealType| frames.frame(kind).beside.iter().any(|b| b.kind == frames.frame(of).name);
    let verbs: Vec<_> = tellings.iter().filter(|t| t.english && is_verb(t)).map(|t| (t.at, t.deal.kind, parties(t))).collect();
    tellings.retain(|t| {
        let few = named(t) < 2;
        let governed = |&(at, kind, ref others): &(usize, DealType, FxHashSet<_>)| {
            at < t.at
                && kind != t.deal.kind
                && (few || speaks_of(kind, t.deal.kind) && parties(t).is_subset(others))
                && pieces[at].clause == pieces[t.at].clause
                && pieces[at].span.gap(pieces[t.at].span) <= REACH
                && !(at..t.at).any(|i| matches!(pieces[i].kind, Kind::Mention(_)) && !pieces.get(i + 1).is_some_and(|p| p.kind.is_case(Case::Poss)))
        };
        !(t.english && !is_verb(t) && verbs.iter().any(governed))
    });
}

/// "provided a $50m guarantee for X": the verb of a supply says no more than that the noun's deal is done.
pub(super) fn drop_light(frames: &Frames, pieces: &[Piece], tellings: &mut Vec<Telling>) {
    const REACH: u32 = 40;
    const AWARD: u32 = 64;
    if tellings.len() < 2 || !tellings[0].english {
        return;
    }
    let parties = |t: &Telling| t.deal.roles.iter().filter_map(|f| f.entity).collect::<FxHashSet<_>>();
    let is_verb = |t: &Telling| pieces[t.at].kind.shape().is_some_and(Shape::is_verb);
    let of_goods = |kind: DealType| matches!(frames.frame(kind).flow, Some((Flow::Goods, ..)));
    let nouns: Vec<_> = tellings.iter().filter(|t| !is_verb(t) && !t.relation && !of_goods(t.deal.kind)).map(|t| (t.at, t.deal.kind, parties(t))).collect();
    tellings.retain(|t| {
        let says_it = |&(at, kind, ref others): &(usize, DealType, FxHashSet<_>)| {
            at > t.at
                && kind != t.deal.kind
                && pieces[at].clause == pieces[t.at].clause
                && pieces[at].span.gap(pieces[t.at].span) <= REACH
                && !pieces[t.at..at].iter().any(|p| matches!(p.kind, Kind::Mention(_) | Kind::Marker(Mark::Case(_) | Mark::And)))
                && parties(t).len() > 1
                && parties(t).is_subset(others)
        };
        !(is_verb(t) && of_goods(t.deal.kind) && nouns.iter().any(says_it))
    });
    // "won a $50m contract to build a bridge for X", "awarded X a contract to make chips": what is won is awarded.
    let has = |kind: DealType, role: &str| frames.frame(kind).role(role).is_some();
    let won: Vec<_> = tellings.iter().filter(|t| is_verb(t) && has(t.deal.kind, "winner")).map(|t| (t.at, parties(t))).collect();
    tellings.retain(|t| {
        let is_won = |(at, others): &(usize, FxHashSet<_>)| {
            *at < t.at && pieces[*at].clause == pieces[t.at].clause && pieces[*at].span.gap(pieces[t.at].span) <= AWARD && parties(t).is_subset(others)
        };
        !((!is_verb(t) || status::is_infinitive(pieces, t.at)) && has(t.deal.kind, "supplier") && won.iter().any(is_won))
    });
}

/// "will provide up to $250 million": what is given is money, unless it is the worth of something ("delivered $2bn of chips").
pub(super) fn gives_money(doc: &Document, pieces: &[Piece], at: usize, shape: Shape) -> bool {
    const NEAR: u32 = 12;
    let verb = pieces[at].span;
    let mut after = pieces[at + 1..].iter().take(12).filter(|p| p.span.start >= verb.end);
    let sum = after.find(|p| matches!(p.kind, Kind::Amount(_) | Kind::Mention(_) | Kind::Comma | Kind::Trigger(..)));
    let Some(sum) = sum.filter(|p| matches!(p.kind, Kind::Amount(_)) && p.span.gap(verb) <= NEAR && shape.is_verb()) else { return false };
    let rest = doc.text.folded[sum.span.end as usize..].trim_start();
    const OF: [&str; 5] = ["of ", "worth", "in ", "contract", "order"];
    !OF.iter().any(|word| rest.starts_with(word)) && !rest.starts_with('-')
}

/// 授权B使用, 委托B建造: the second verb, right behind the object of the first, tells no more of the same parties.
pub(super) fn drop_pivots(pieces: &[Piece], tellings: &mut Vec<Telling>) {
    let parties = |t: &Telling| t.deal.roles.iter().filter_map(|f| f.entity).collect::<FxHashSet<_>>();
    let object = |t: &Telling| t.deal.roles.iter().find(|f| f.case == "zh.object").map(|f| f.span);
    let firsts: Vec<_> = tellings.iter().filter(|t| !t.english).map(|t| (t.at, object(t), parties(t))).collect();
    tellings.retain(|t| {
        let start = pieces[t.at].span.start;
        let mut before = pieces[..t.at].iter().rev().take(WINDOW / 2);
        let Some(pivot) = before.find(|p| matches!(p.kind, Kind::Mention(_)) && p.span.end <= start).filter(|p| p.span.end == start) else { return true };
        let governs = |&(at, object, ref others): &(usize, Option<Span>, FxHashSet<_>)| {
            pieces[at].span.end == pivot.span.start && object == Some(pivot.span) && parties(t).is_subset(others)
        };
        t.english || !firsts.iter().any(governs)
    });
}

/// "emerged from bankruptcy", "completed the placement": the noun is the object of a verb that tells the deal.
pub(super) fn is_object_of_told(frames: &Frames, pieces: &[Piece], at: usize, tellings: &[Telling]) -> bool {
    const REACH: u32 = 48;
    let Kind::Trigger(index, Shape::Noun) = pieces[at].kind else { return false };
    let kind = frames.trigger(index).kind;
    let told = tellings.iter().rev().find(|t| t.deal.kind == kind && t.english && pieces[t.at].clause == pieces[at].clause);
    told.is_some_and(|t| {
        let is_verb = pieces[t.at].kind.shape().is_some_and(Shape::is_verb);
        is_verb && t.at < at && pieces[t.at].span.gap(pieces[at].span) <= REACH && !pieces[t.at..at].iter().any(|p| matches!(p.kind, Kind::Mention(_)))
    })
}

/// "raised $30m in a round led by X": the verb before tells the deal, and "led by" is a case of it.
pub(super) fn is_said_by_led(frames: &Frames, pieces: &[Piece], at: usize) -> bool {
    let kind = |p: &Piece| match p.kind {
        Kind::Trigger(index, _) => Some(frames.trigger(index).kind),
        _ => None,
    };
    let here = pieces[at].span;
    let led = pieces[at..].iter().take(8).any(|p| p.kind.is_case(Case::LedBy) && p.span.overlaps(here));
    led && pieces[at.saturating_sub(WINDOW)..at].iter().any(|p| !p.span.overlaps(here) && kind(p) == kind(&pieces[at]))
}

/// 斥资3亿元收购X: the later verb tells the deal.
pub(super) fn drop_means(pieces: &[Piece], tellings: &mut Vec<Telling>) {
    let main: Vec<_> = tellings.iter().filter(|t| !t.means && !t.relation).map(|t| (pieces[t.at].clause, t.at)).collect();
    // 将X股权售予Y,后者为此支付3亿元: the clause before tells it of the same party.
    let parties = |t: &Telling| t.deal.roles.iter().filter_map(|f| f.entity).collect::<Vec<_>>();
    let told: Vec<_> = tellings.iter().filter(|t| !t.means && !t.relation && !t.english && !t.holding).map(|t| (pieces[t.at].clause, parties(t))).collect();
    tellings.retain(|t| {
        let clause = pieces[t.at].clause;
        let ours = parties(t);
        let paid = t.means && !t.english && told.iter().any(|(before, theirs)| *before + 1 == clause && ours.iter().all(|p| theirs.contains(p)));
        !paid && (!t.means || !main.iter().any(|&(clause, at)| clause == pieces[t.at].clause && at > t.at))
    });
}

/// "raised its stake in X to 9%", "sold the 6% of X that it held": the holding before or after is part of the deal that changes it.
pub(super) fn drop_resulting_holdings(frames: &Frames, tellings: &mut Vec<Telling>) {
    let flow = |t: &Telling| frames.frame(t.deal.kind).flow.map(|(flow, ..)| flow);
    // "plans to raise its stake": the stake that it has is planned no more than it is news.
    let is_held = |t: &Telling| t.holding && matches!(t.deal.status, Status::Planned | Status::Rumored);
    let lasting = |t: &Telling| t.english && !t.relation && (t.deal.status == Status::InEffect || is_held(t));
    let parties = |t: &Telling| t.deal.roles.iter().filter_map(|r| r.entity).collect::<Vec<_>>();
    let of_shares = |t: &Telling| frames.frame(t.deal.kind).role("issuer").is_some();
    let results = |t: &Telling| t.english && t.relation && of_shares(t) && t.deal.status == Status::InEffect;
    // Who merges keeps what he holds of others.
    let merges = |t: &Telling| frames.frame(t.deal.kind).flow.is_some_and(|(_, from, to)| from == to);
    let changes: Vec<_> = tellings.iter().filter(|t| !lasting(t) && !results(t) && !merges(t)).map(|t| (flow(t), of_shares(t), parties(t), t.at)).collect();
    tellings.retain(|t| {
        // "took a 3% stake in X": the stake is what the money bought.
        let ours = parties(t);
        let bought = |kind: Option<Flow>, others: &[Id<Entity>]| kind == Some(Flow::Capital) && ours.len() > 1 && ours.iter().all(|p| others.contains(p));
        let is_result = |at: usize| lasting(t) && of_shares(t) || results(t) && at < t.at;
        if changes.iter().any(|(kind, _, others, at)| is_result(*at) && bought(*kind, others)) {
            return false;
        }
        let same = |kind: Option<Flow>, shares: bool| kind.is_some() && kind == flow(t) || shares && of_shares(t);
        // "sold a plant to X, which owns 12% of Y": a holding in another firm is another matter.
        let issuer = frames.frame(t.deal.kind).role("issuer").and_then(|role| t.deal.roles.iter().find(|r| r.role == role)?.entity);
        let told = changes.iter().any(|(kind, shares, others, _)| {
            same(*kind, *shares) && ours.iter().any(|p| others.contains(p)) && issuer.is_none_or(|issuer| others.contains(&issuer))
        });
        !(lasting(t) && told)
    });
}

/// Two words of one or the next clause that tell the same type between the same parties the other way round: 向B提供授信 and 授信. One of them is misread.
pub(super) fn contradicts(pieces: &[Piece], a: &Telling, b: &Telling) -> bool {
    // 股权转让|给: two words that share characters tell one deal.
    let overlap = pieces[a.at].span.overlaps(pieces[b.at].span);
    a.deal.kind == b.deal.kind
        && pieces[a.at].clause.abs_diff(pieces[b.at].clause) <= 1
        && !(is_whole(pieces, a) && is_whole(pieces, b))
        && (overlap && !a.english || b.deal.roles.iter().any(|r| r.entity.is_some() && a.deal.roles.iter().any(|q| q.entity == r.entity && q.role != r.role)))
}

/// 顺丰认购极兔8亿股,极兔则认购顺丰2亿股: both sides stand about the verb, in its own clause.
fn is_whole(pieces: &[Piece], t: &Telling) -> bool {
    let clause = pieces[t.at].clause;
    let near = &pieces[t.at.saturating_sub(WINDOW)..pieces.len().min(t.at + WINDOW)];
    let here = |f: &Filler| near.iter().any(|p| p.clause == clause && p.span == f.span && matches!(p.kind, Kind::Mention(_)));
    let roles: FxHashSet<Role> =
        t.deal.roles.iter().filter(|f| f.entity.is_some() && matches!(f.case, "zh.subject" | "zh.object" | "zh.issuer") && here(f)).map(|f| f.role).collect();
    !t.english && roles.len() > 1
}

/// 科创板上市|辅导: of two words that share characters the last one is the head.
pub(super) fn is_tail(pieces: &[Piece], first: &Telling, last: &Telling) -> bool {
    let (a, b) = (pieces[first.at].span, pieces[last.at].span);
    !last.english && a.overlaps(b) && b.start > a.start && b.end > a.end && last.missing <= first.missing
}

/// A借给B的10亿元委托贷款: the noun that the verb's relative clause leads to tells nothing of its own.
pub(super) fn leads_to(pieces: &[Piece], verb: &Telling, noun: &Telling) -> bool {
    verb.at < noun.at
        && !verb.english
        && pieces[verb.at].clause == pieces[noun.at].clause
        && pieces[verb.at..noun.at].iter().any(|p| p.kind.is_case(Case::Of) && p.span.start >= pieces[verb.at].span.end)
}

/// A与B签署合同,后者供应X: the contract has two sides, and the verb behind it says which is which.
pub(super) fn directs(frames: &Frames, pieces: &[Piece], contract: &Telling, verb: &Telling) -> bool {
    let sided = |t: &Telling| match t.deal.evidence.first().map(|e| e.rule) {
        Some(Rule::Trigger(index)) => {
            let trigger = frames.trigger(index);
            trigger.role_of(Case::With).is_some() && trigger.role_of(Case::With) != trigger.role_of(Case::Subject)
        }
        _ => false,
    };
    let clause = pieces[verb.at].clause;
    let told_here = |f: &Filler| f.entity.is_some() && pieces.iter().any(|p| p.span == f.span && p.clause == clause && matches!(p.kind, Kind::Mention(_)));
    let turned = |f: &Filler| contract.deal.roles.iter().any(|c| c.entity == f.entity && c.role != f.role);
    // Each side has its party.
    let both = frames
        .frame(contract.deal.kind)
        .flow
        .is_some_and(|(_, from, to)| [from, to].iter().all(|r| contract.deal.roles.iter().any(|f| f.role == *r && f.entity.is_some())));
    // 与X签署股权转让协议,受让X持有的Y: one side alone is told by a mere preposition.
    let both = both || contract.deal.roles.iter().filter(|f| f.entity.is_some()).count() == 1;
    !verb.english && both && sided(contract) && !sided(verb) && verb.at > contract.at && verb.deal.roles.iter().any(|f| told_here(f) && turned(f))
}

/// The two sides change places.
pub(super) fn turn(frames: &Frames, telling: &mut Telling) {
    let Some((_, from, to)) = frames.frame(telling.deal.kind).flow else { return };
    for filler in &mut telling.deal.roles {
        filler.role = if filler.role == from {
            to
        } else if filler.role == to {
            from
        } else {
            filler.role
        };
    }
    telling.deal.roles.sort_by_key(|f| (f.role, f.span.start));
}

/// 收购A持有的B股权: the holding only says whose B is; the deal that takes B is told.
pub(super) fn drop_holders_of_objects(pieces: &[Piece], tellings: &mut Vec<Telling>) {
    let holds = |t: &Telling| mark_at(pieces, t.at) == Some(Mark::Holds);
    let parties = |t: &Telling| t.deal.roles.iter().filter_map(|r| r.entity).collect::<Vec<_>>();
    let others: Vec<_> = tellings.iter().filter(|t| !holds(t)).map(|t| (pieces[t.at].clause, parties(t))).collect();
    if !others.is_empty() {
        tellings
            .retain(|t| !holds(t) || !others.iter().any(|(clause, others)| *clause == pieces[t.at].clause && parties(t).iter().any(|p| others.contains(p))));
    }
}
