//! Triggers → frames → roles → status → merged deals.

mod attributes;
mod frame;
mod inflect;
mod merge;
mod roles;
mod scene;
mod status;
mod weights;

pub use frame::{Example, Frame, Frames, Need, RoleRule, Trigger};
pub use weights::Weights;

use attributes::Telling;
use scene::{Cursors, Scene};

use rustc_hash::FxHashSet;

use crate::doc::{Deal, Document, Entity, Evidence, Flow, Id, Language, Mention, Role, Rule, Sentence};
use crate::lang::{Candidate, Case, Kind, Origin, Piece, Shape, en, zh};
use crate::lexicon::Lexicon;

/// The subject that a sentence hands on to the next.
#[derive(Clone, Copy)]
struct Topic {
    mention: Id<Mention>,
    paragraph: u32,
}

/// Fills `doc.deals`, in order of their first evidence.
pub(crate) fn find(lexicon: &Lexicon, frames: &Frames, weights: &Weights, doc: &mut Document) {
    let mut deals: Vec<(Deal, bool)> = Vec::new();
    let mut scene = Scene::default();
    let mut cursors = Cursors::default();
    let mut topic: Option<Topic> = None;
    for sentence in &doc.sentences {
        if scene.build(lexicon, frames, doc, sentence.span, &mut cursors) {
            let knowledge = Knowledge { frames, weights };
            let mut tellings = tell(&knowledge, doc, &scene, topic.filter(|t| t.paragraph + 1 >= sentence.paragraph));
            attributes::attach(doc, &scene.pieces, &mut tellings);
            for mut telling in tellings {
                for evidence in &mut telling.deal.evidence {
                    evidence.span = attributes::evidence_span(&telling.deal.roles, evidence.trigger, sentence.span);
                }
                merge::add(doc, frames, &mut deals, telling.deal, telling.explicit);
            }
        }
        topic = topic_of(doc, sentence, topic);
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

struct Knowledge<'a> {
    frames: &'a Frames,
    weights: &'a Weights,
}

/// The deals that a scene tells: for each trigger word the frame that fits best.
fn tell(knowledge: &Knowledge<'_>, doc: &Document, scene: &Scene, topic: Option<Topic>) -> Vec<Telling> {
    let mut tellings: Vec<Telling> = Vec::new();
    let mut candidates = Vec::new();
    let pieces = &scene.pieces;
    let mut at = 0;
    while at < pieces.len() {
        let Kind::Trigger(..) = pieces[at].kind else {
            at += 1;
            continue;
        };
        // Frames that claim the same words stand side by side.
        let mut best: Option<(f32, Telling)> = None;
        let span = pieces[at].span;
        while at < pieces.len() && pieces[at].span == span {
            if let Kind::Trigger(index, shape) = pieces[at].kind
                && let Some((score, telling)) = frame_at(knowledge, doc, pieces, (at, index, shape), topic, &mut candidates)
                && best.as_ref().is_none_or(|b| score > b.0)
            {
                best = Some((score, telling));
            }
            at += 1;
        }
        tellings.extend(best.map(|(_, telling)| telling));
    }
    tellings
}

/// The deal that one frame makes of the trigger at `at`, with its score.
fn frame_at(knowledge: &Knowledge<'_>, doc: &Document, pieces: &[Piece], (at, index, shape): (usize, u32, Shape), topic: Option<Topic>, candidates: &mut Vec<Candidate>) -> Option<(f32, Telling)> {
    let Knowledge { frames, weights } = *knowledge;
    let trigger = frames.trigger(index);
    let language = if shape == Shape::Zh { Language::Zh } else { Language::En };
    let needs = &trigger.need[language as usize];
    if !needs.is_empty() && !needs.iter().any(|&need| is_met(pieces, at, need)) {
        return None;
    }
    let standing = status::standing(pieces, at, shape, trigger)?;
    candidates.clear();
    let cases = trigger.case_set();
    let voice = match language {
        Language::Zh => zh::case::candidates(pieces, at, shape, cases, candidates),
        Language::En => en::case::candidates(pieces, at, shape, cases, candidates),
    };
    if let Some(topic) = topic {
        let span = doc.mentions[topic.mention.index()].span;
        let carried = Candidate { span, mention: Some(topic.mention), case: Case::Subject, rule: "carried-subject", origin: Origin::Carried, group: u32::MAX - 1, clauses: 0, mentions: 0, triggers: 0 };
        candidates.push(carried);
    }
    let assignment = roles::assign(doc, frames, weights, trigger, voice, candidates);
    let score = assignment.score + trigger.weight + if needs.is_empty() { 0.0 } else { weights.deal.need };
    if !assignment.holds || score < weights.deal.minimum_deal {
        return None;
    }
    let evidence = Evidence { span: pieces[at].span, trigger: pieces[at].span, rule: Rule::Trigger(index), status_from: standing.from, losers: assignment.losers };
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
    Some((score, Telling { deal, at, explicit: standing.from.is_some() }))
}

/// A need is met by what stands in the trigger's clause or the next one.
fn is_met(pieces: &[Piece], at: usize, need: Need) -> bool {
    let clause = pieces[at].clause;
    let near = pieces[..at].iter().rev().take_while(|p| p.clause == clause).chain(pieces[at..].iter().take_while(|p| p.clause <= clause + 1));
    let mut near = near.take(crate::lang::WINDOW * 2);
    match need {
        Need::Word(word) => near.any(|p| p.kind == Kind::Need(word)),
        Need::Percent => near.any(|p| matches!(p.kind, Kind::Percent(_))),
        Need::Money => near.any(|p| matches!(p.kind, Kind::Amount(_))),
        Need::Shares => near.any(|p| matches!(p.kind, Kind::Shares(_))),
    }
}

/// Score to a number between 0 and 1, in hundredths: the logistic function, at one half where a deal is just accepted.
fn confidence(score: f32) -> f32 {
    let p = 1.0 / (1.0 + (1.1 - score).exp());
    (p * 100.0).round() / 100.0
}

/// The first party of the sentence is what the next ones may leave unsaid.
fn topic_of(doc: &Document, sentence: &Sentence, before: Option<Topic>) -> Option<Topic> {
    let from = doc.mentions.partition_point(|m| m.span.start < sentence.span.start);
    let first = doc.mentions[from..].iter().take_while(|m| m.span.end <= sentence.span.end).position(|m| m.kind.is_party());
    match first {
        Some(i) if doc.mentions[from + i].span.start < sentence.span.start + 60 => Some(Topic { mention: Id::new(from + i), paragraph: sentence.paragraph }),
        _ => before,
    }
}
