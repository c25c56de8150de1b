//! Triggers → frames → roles → status → merged deals.

mod aside;
mod attributes;
mod beside;
mod clauses;
mod composite;
mod frame;
mod inflect;
mod kinds;
mod merge;
mod modifier;
mod needs;
mod party;
mod roles;
mod scene;
mod setin;
mod settle;
mod sift;
mod state;
mod status;
mod topic;
mod weights;

pub use frame::{Becomes, Example, Frame, Frames, Need, Needs, RoleRule, Trigger};
pub(crate) use frame::{is_weights, read as read_knowledge};
pub use weights::Weights;

use attributes::Telling;
pub(crate) use kinds::Kinds;
use needs::{Helps, lay_down};
use scene::{Cursors, Scene};
use settle::{fill_from_purchase, prefer_names, retopic, settle_goods, settle_minority, settle_part, settle_types, upgrade, widen_unnamed};
use sift::{
    contradicts, directs, drop_adverbs, drop_holders_of_objects, drop_lesser, drop_light, drop_means, drop_objects, drop_pivots, drop_resulting_holdings,
    drop_sums, drop_told_as_more, drop_vaguer, is_object_of_told, is_said_by_led, is_tail, is_told_enough, leads_to, turn,
};
use topic::{Topic, label_of, main_company, own_topic, pair_of, topic_of};

use rustc_hash::FxHashSet;

use crate::doc::{Deal, DealType, Document, Entity, Evidence, Flow, Id, Language, Mention, Role, Rule};
use crate::lang::{Candidate, Case, Kind, Origin, Piece, Shape, WINDOW, en, zh};
use crate::lexicon::Lexicon;

/// Rumours that a sentence behind them may deny.
const RUMOURS: usize = 3;
/// Weight from which a trigger may take its subject from an earlier sentence.
const CARRYING_WEIGHT: f32 = 0.7;
/// Weight from which a trigger may lack a party that another deal has.
const LACKING_WEIGHT: f32 = 0.5;
/// Weight below which an English noun needs two parties or a figure.
const FAINT_NOUN: f32 = 0.85;
/// Bytes within which an English verb has the words that it needs: they belong to its object, or, of a participle, to its subject.
const NEED_REACH: u32 = 80;

/// Fills `doc.deals`, in order of their first evidence.
pub(crate) fn find(lexicon: &Lexicon, frames: &Frames, kinds: &Kinds, weights: &Weights, doc: &mut Document) {
    let mut deals: Vec<(Deal, bool)> = Vec::new();
    let mut scene = Scene::default();
    let mut cursors = Cursors::default();
    let mut topic: Option<Topic> = None;
    let main = main_company(doc);
    let first_mentions = first_mentions(doc);
    let outlets: Vec<bool> = doc.entities.iter().map(|e| kinds.is_outlet(&e.name)).collect();
    // Where deals were told in headlines, which are short: the text below them knows better.
    let mut headlines: FxHashSet<u32> = FxHashSet::default();
    // The deal told last, with its paragraph.
    let mut last: Option<(usize, u32)> = None;
    let mut pair: Option<([Id<Mention>; 2], u32)> = None;
    for sentence in &doc.sentences {
        scene.both = pair.filter(|(_, paragraph)| paragraph + 1 >= sentence.paragraph).map(|(pair, _)| pair);
        if scene.build(lexicon, frames, kinds, doc, sentence.span, &mut cursors) {
            if doc.language == Language::En {
                setin::hide(frames, doc, &mut scene.pieces);
            }
            lay_down(frames, &mut scene.pieces);
            let knowledge = Knowledge { frames, weights, first_mentions: &first_mentions, outlets: &outlets, is_prose: scene.is_prose };
            let label = label_of(doc, &scene.pieces);
            let (topic, main) = match label {
                Some(mention) => (Some(Topic { mention, paragraph: sentence.paragraph }), doc.mentions[mention.index()].entity),
                None => {
                    let told = last.filter(|l| l.1 == sentence.paragraph).map(|l| &deals[l.0].0);
                    let spends = told.and_then(|deal| topic::spender(doc, frames, sentence, deal));
                    (spends.or(topic.filter(|t| t.paragraph == sentence.paragraph)), main)
                }
            };
            let asks = doc.language == Language::En && doc.text.get(sentence.span).trim_end_matches([' ', '”', '"', '\n', ')']).ends_with('?');
            let mut tellings = if asks { Vec::new() } else { tell(&knowledge, doc, &scene, topic, main) };
            let near = last.filter(|(_, paragraph)| paragraph + 1 >= sentence.paragraph);
            party::seat(frames, doc, &scene.pieces, &mut tellings, near.and_then(|(index, _)| deals.get_mut(index)).map(|(deal, _)| deal));
            drop_told_as_more(frames, &mut tellings);
            attributes::attach(frames, doc, &scene.pieces, &mut tellings);
            let all = tellings.len();
            status::settle_by_attributes(frames, doc, &scene.pieces, &mut tellings);
            let reach = u32::from(doc.language == Language::En);
            beside::complete(
                frames,
                doc,
                &scene.pieces,
                &mut tellings,
                last.filter(|l| l.1 + reach >= sentence.paragraph).and_then(|(index, _)| deals.get_mut(index)),
            );
            if let Some((index, _)) = last.filter(|(_, paragraph)| tellings.is_empty() && paragraph + 1 >= sentence.paragraph) {
                attributes::go_on(frames, doc, &scene.pieces, &mut deals[index]);
                if doc.language == Language::Zh {
                    // Of the rumours told last the one whose party denies it.
                    deals[..=index].iter_mut().rev().take(RUMOURS).any(|deal| attributes::deny(doc, &scene.pieces, deal));
                } else {
                    status::deny(&scene.pieces, &mut deals[index]);
                }
            }
            // 由X领投,Y跟投: the second names no investee, and joins the first.
            let kinds: Vec<DealType> = tellings.iter().map(|t| t.deal.kind).collect();
            tellings.retain(|t| is_told_enough(frames, t) || kinds.iter().filter(|k| **k == t.deal.kind).count() > 1);
            if tellings.len() < all {
                // What those held that fell away belongs to the others.
                attributes::attach(frames, doc, &scene.pieces, &mut tellings);
                beside::share_sums(frames, &scene.pieces, &mut tellings);
            }
            for mut telling in tellings {
                if frames.frame(telling.deal.kind).debts {
                    settle::keep_debts(doc, &mut telling.deal);
                }
                upgrade(frames, doc, &mut telling.deal);
                if telling.english {
                    settle_minority(frames, doc, &mut telling.deal);
                    settle_goods(frames, doc, &mut telling.deal);
                } else {
                    settle_part(frames, doc, &mut telling.deal);
                }
                if telling.english && !telling.relation {
                    settle::fill_from_main(doc, frames, sentence.span, main, &mut telling.deal);
                }
                if label.is_none() {
                    retopic(frames, doc, &deals, &mut telling.deal);
                }
                fill_from_purchase(frames, &deals, &mut telling.deal);
                if telling.english {
                    widen_unnamed(doc, sentence.span, &mut telling.deal.roles);
                }
                prefer_names(doc, sentence.span, &mut telling.deal.roles);
                for evidence in &mut telling.deal.evidence {
                    evidence.span = attributes::evidence_span(&telling.deal.roles, evidence.trigger, sentence.span);
                }
                let told = last.filter(|l| l.1 == sentence.paragraph).map(|(index, _)| &deals[index].0);
                if telling.holding && told.is_some_and(|deal| beside::brings_about(frames, deal, &telling)) {
                    continue;
                }
                if !scene.is_prose || scene.pieces[telling.at].depth > 0 {
                    headlines.extend(telling.deal.evidence.iter().map(|e| e.trigger.start));
                }
                let relation = telling.relation;
                let parts = if telling.rivals { settle::part_rivals(telling.deal) } else { vec![telling.deal] };
                for deal in parts {
                    let index = merge::add(doc, frames, &mut deals, deal, telling.explicit, &headlines);
                    last = if relation { last } else { Some((index, sentence.paragraph)) };
                }
            }
        }
        pair = pair_of(doc, sentence, last.filter(|l| l.1 == sentence.paragraph).map(|l| &deals[l.0].0)).or(pair);
        topic = topic_of(doc, sentence, &outlets, topic);
    }
    if doc.language == Language::En {
        deals = settle_types(doc, frames, deals);
    } else {
        beside::drop_gained_holdings(frames, &mut deals);
    }
    doc.deals = deals.into_iter().map(|(deal, _)| deal).collect();
    tag_vendor_financing(frames, &mut doc.deals);
}

/// Marks capital and loans that a supplier gives to its own customer.
fn tag_vendor_financing(frames: &Frames, deals: &mut [Deal]) {
    let pairs = |deal: &Deal, wanted: &[Flow]| -> Vec<(Id<Entity>, Id<Entity>)> {
        let Some((_, from, to)) = frames.frame(deal.kind).flow.filter(|(flow, ..)| wanted.contains(flow)) else { return Vec::new() };
        let parties = |role: Role| deal.roles.iter().filter(move |r| r.role == role).filter_map(|r| r.entity);
        parties(from).take(16).flat_map(|a| parties(to).take(16).map(move |b| (a, b))).collect()
    };
    let supplied: FxHashSet<_> = deals.iter().flat_map(|d| pairs(d, &[Flow::Goods])).collect();
    for deal in deals {
        if pairs(deal, &[Flow::Capital, Flow::Debt]).iter().any(|pair| supplied.contains(pair)) && !deal.tags.contains(&"vendor_financing") {
            deal.tags.push("vendor_financing");
        }
    }
}

/// The first mention of each entity.
fn first_mentions(doc: &Document) -> Vec<Option<Id<Mention>>> {
    let mut firsts = vec![None; doc.entities.len()];
    for (i, mention) in doc.mentions.iter().enumerate().rev() {
        if let Some(entity) = mention.entity {
            firsts[entity.index()] = Some(Id::new(i));
        }
    }
    firsts
}

struct Knowledge<'a> {
    frames: &'a Frames,
    weights: &'a Weights,
    first_mentions: &'a [Option<Id<Mention>>],
    /// Which entities report deals.
    outlets: &'a [bool],
    /// The sentence is no headline.
    is_prose: bool,
}

/// The deals that a scene tells: for each trigger word the frame that fits best.
fn tell(knowledge: &Knowledge<'_>, doc: &Document, scene: &Scene, topic: Option<Topic>, main: Option<Id<Entity>>) -> Vec<Telling> {
    let mut tellings: Vec<Telling> = Vec::new();
    let mut candidates = Vec::new();
    let mut scores: Vec<f32> = Vec::new();
    let pieces = &scene.pieces;
    let helps = Helps::of(pieces);
    let mut at = 0;
    let named = |t: &Telling| t.deal.roles.iter().filter(|f| f.entity.is_some()).count();
    while at < pieces.len() {
        let Kind::Trigger(..) = pieces[at].kind else {
            at += 1;
            continue;
        };
        // Frames that claim the same words stand side by side.
        let mut best: Option<(f32, Telling)> = None;
        let better = |score: f32, telling: &Telling, best: &(f32, Telling)| (best.1.missing, score) > (telling.missing, best.0);
        let span = pieces[at].span;
        while at < pieces.len() && pieces[at].span == span {
            if is_said_by_led(knowledge.frames, pieces, at) || is_object_of_told(knowledge.frames, pieces, at, &tellings) {
                at += 1;
                continue;
            }
            if let Kind::Trigger(index, shape) = pieces[at].kind
                // English words that lack what they need were laid down before.
                && (!shape.is_zh() || helps.meet(pieces, at, knowledge.frames.trigger(index)))
                && let Some((score, telling)) = frame_at(knowledge, doc, pieces, (at, index, shape), (topic, main), &mut candidates)
                && best.as_ref().is_none_or(|b| better(score, &telling, b))
            {
                best = Some((score, telling));
            }
            at += 1;
        }
        let Some((score, telling)) = best else { continue };
        match tellings.iter().position(|t| contradicts(pieces, t, &telling)) {
            Some(i) if directs(knowledge.frames, pieces, &tellings[i], &telling) => {
                if named(&telling) < named(&tellings[i]) {
                    turn(knowledge.frames, &mut tellings[i]);
                } else {
                    (tellings[i], scores[i]) = (telling, score);
                }
            }
            Some(i) if is_tail(pieces, &tellings[i], &telling) => (tellings[i], scores[i]) = (telling, score),
            Some(i) if scores[i] >= score || leads_to(pieces, &tellings[i], &telling) => {}
            Some(i) => (tellings[i], scores[i]) = (telling, score),
            None => {
                tellings.push(telling);
                scores.push(score);
            }
        }
    }
    drop_vaguer(knowledge.frames, pieces, &mut tellings);
    drop_light(knowledge.frames, pieces, &mut tellings);
    drop_objects(knowledge.frames, pieces, &mut tellings);
    drop_pivots(pieces, &mut tellings);
    drop_holders_of_objects(pieces, &mut tellings);
    drop_means(pieces, &mut tellings);
    drop_adverbs(knowledge.frames, pieces, &mut tellings);
    drop_sums(pieces, &mut tellings);
    drop_lesser(knowledge.frames, doc, pieces, &mut tellings);
    drop_resulting_holdings(knowledge.frames, &mut tellings);
    beside::drop_bare_holdings(knowledge.frames, pieces, &mut tellings);
    tellings
}

/// The deal that one frame makes of the trigger at `at`, with its score.
fn frame_at(
    knowledge: &Knowledge<'_>,
    doc: &Document,
    pieces: &[Piece],
    (at, index, shape): (usize, u32, Shape),
    (topic, main): (Option<Topic>, Option<Id<Entity>>),
    candidates: &mut Vec<Candidate>,
) -> Option<(f32, Telling)> {
    let Knowledge { frames, weights, first_mentions, outlets, is_prose } = *knowledge;
    let trigger = frames.trigger(index);
    let language = if shape.is_zh() { Language::Zh } else { Language::En };
    let needs = &trigger.need[language as usize];
    let frame = frames.frame(trigger.kind);
    if sift::is_noun_form(doc, pieces, at, shape) {
        return None;
    }
    if shape == Shape::Noun && frame.flow.is_none_or(|(flow, ..)| flow == Flow::Debt) && status::is_settled(pieces, at) {
        return None;
    }
    let gives = |role: Option<Role>| role.is_some() && role == trigger.role_of(Case::Subject);
    if !shape.is_zh() && gives(frame.role("supplier")) && sift::gives_money(doc, pieces, at, shape) {
        return None;
    }
    if shape.is_zh() && matches!(frame.flow, Some((Flow::Debt, ..))) && status::is_repaid(doc, pieces, at) {
        return None;
    }
    let is_bond = frame.flow.is_some_and(|(flow, from, to)| from == to && flow == Flow::Alliance);
    let standing = status::standing(doc, pieces, at, shape, (trigger, frame.usual), (is_prose, frame.lasting, is_bond))?;
    candidates.clear();
    let cases = trigger.case_set();
    let voice = match language {
        Language::Zh => zh::case::candidates(pieces, at, shape, cases, candidates),
        Language::En => en::case::candidates(pieces, at, shape, cases, candidates),
    };
    // An English word amid Chinese (IPO的照明企业) has no space behind it.
    for candidate in candidates.iter_mut().filter(|c| c.mention.is_none() && !doc.text.folded.is_char_boundary(c.span.start as usize)) {
        candidate.span.start -= 1;
    }
    // 买下了|一座金矿, 旗下的|芯片业务.
    for candidate in candidates.iter_mut().filter(|c| c.mention.is_none()) {
        let words = doc.text.get(candidate.span);
        candidate.span.start += (words.len() - words.trim_start_matches("旗下").trim_start_matches(['了', '的']).len()) as u32;
    }
    aside::drop(doc, pieces, (pieces[at].span, shape, trigger.relation), outlets, candidates);
    for candidate in candidates.iter_mut().filter(|c| c.origin == Origin::Speaker) {
        aside::speak_for_employer(doc, first_mentions, candidate);
    }
    // A weak word does not reach for the subject of an earlier sentence.
    let topic = own_topic(doc, pieces, at).or(topic.map(|t| t.mention)).filter(|_| language == Language::Zh || !has_party_before(pieces, at));
    let has_subject = language == Language::En && candidates.iter().any(|c| c.case == Case::Subject && c.origin == Origin::Here);
    if let Some(topic) = topic.filter(|_| trigger.weight >= CARRYING_WEIGHT && !trigger.relation && !has_subject) {
        let span = doc.mentions[topic.index()].span;
        let carried = Candidate {
            span,
            mention: Some(topic),
            case: Case::Subject,
            rule: "carried-subject",
            origin: Origin::Carried,
            group: u32::MAX - 1,
            clauses: 0,
            mentions: 0,
            triggers: 0,
        };
        candidates.push(carried);
    }
    let is_measured = pieces.iter().any(|p| matches!(p.kind, Kind::Amount(_) | Kind::Shares(_)) && p.clause == pieces[at].clause);
    let assignment = roles::assign(doc, frames, weights, trigger, voice, candidates, (topic, main, is_measured));
    let score = assignment.score + trigger.weight + if needs.is_empty() { 0.0 } else { weights.deal.need };
    let named = assignment.fillers.iter().filter(|f| f.entity.is_some()).count();
    // A Chinese deal that lacks a party is told with another one: 由X领投,Y跟投; 质押给银行,换取贷款.
    let missing = if assignment.holds { 0 } else { assignment.missing.max(1) };
    if missing > 0
        && (language == Language::En || trigger.relation || trigger.weight < LACKING_WEIGHT || missing > 1 && frames.frame(trigger.kind).beside.is_empty())
    {
        return None;
    }
    let lacking = f32::from(missing) * weights.deal.missing_required;
    if (trigger.relation && named < 2) || score - lacking < weights.deal.minimum_deal {
        return None;
    }
    if language == Language::En
        && named < 2
        && !(shape == Shape::Noun && assignment.fillers.len() > 1)
        && frame.flow.is_some()
        && is_faint(pieces, at, shape, trigger)
    {
        return None;
    }
    // "Orders topped €5bn": a noun with nobody beside it.
    let is_lone = shape == Shape::Noun && assignment.fillers.iter().all(|f| f.case == roles::TOPIC || f.case == "carried-subject");
    if language == Language::En && is_lone {
        return None;
    }
    let evidence =
        Evidence { span: pieces[at].span, trigger: pieces[at].span, rule: Rule::Trigger(index), status_from: standing.from, losers: assignment.losers };
    let deal = Deal {
        kind: trigger.kind,
        status: standing.status,
        hearsay: standing.hearsay,
        roles: assignment.fillers,
        amounts: Vec::new(),
        percent: None,
        shares: None,
        round: None,
        dates: Vec::new(),
        tags: trigger.tags.clone(),
        evidence: vec![evidence],
        confidence: confidence(score),
    };
    Some((
        score,
        Telling {
            deal,
            at,
            explicit: standing.from.is_some(),
            relation: trigger.relation,
            means: trigger.means,
            rivals: trigger.rivals,
            strong: trigger.weight >= 1.0,
            english: language == Language::En,
            holding: !frames.frame(trigger.kind).money,
            missing,
        },
    ))
}

/// "A promoter trims stake; Norvik merger gets nod": behind the semicolon somebody else is named.
fn has_party_before(pieces: &[Piece], at: usize) -> bool {
    let before = pieces[..at].iter().rev().take(WINDOW);
    let stop = before.clone().position(|p| p.kind == Kind::Stop && p.depth == 0);
    stop.is_some_and(|stop| before.take(stop).any(|p| matches!(p.kind, Kind::Mention(_)) && p.depth == 0))
}

/// A lone "loan" or "contract" of one party, without a figure, is hardly a deal.
fn is_faint(pieces: &[Piece], at: usize, shape: Shape, trigger: &Trigger) -> bool {
    let figure = |p: &Piece| matches!(p.kind, Kind::Amount(_) | Kind::Percent(_) | Kind::Shares(_)) && p.clause == pieces[at].clause;
    let window = &pieces[at.saturating_sub(crate::lang::WINDOW)..pieces.len().min(at + crate::lang::WINDOW)];
    trigger.weight < if shape.is_verb() { CARRYING_WEIGHT } else { FAINT_NOUN } && !window.iter().any(figure)
}

/// Score to a number between 0 and 1, in hundredths: the logistic function, at one half where a deal is just accepted.
fn confidence(score: f32) -> f32 {
    let p = 1.0 / (1.0 + (1.1 - score).exp());
    (p * 100.0).round() / 100.0
}
