//! Triggers → frames → roles → status → merged deals.

mod attributes;
mod beside;
mod frame;
mod inflect;
mod merge;
mod roles;
mod scene;
mod status;
mod weights;

pub use frame::{Becomes, Example, Frame, Frames, Need, RoleRule, Trigger};
pub use weights::Weights;

use attributes::Telling;
pub(crate) use scene::Kinds;
use scene::{Cursors, Scene};

use rustc_hash::FxHashSet;

use crate::doc::{Deal, DealType, Document, Entity, EntityType, Evidence, Filler, Flow, Form, Id, Language, Mention, Role, Rule, Sentence, Span, Status};
use crate::lang::{Candidate, Case, Kind, Mark, Origin, Piece, Shape, WINDOW, en, mark_at, zh};
use crate::lexicon::Lexicon;

/// The subject that a sentence hands on to the next.
#[derive(Clone, Copy)]
struct Topic {
    mention: Id<Mention>,
    paragraph: u32,
}

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
    // Where deals were told in headlines, which are short: the text below them knows better.
    let mut headlines: FxHashSet<u32> = FxHashSet::default();
    // The deal told last, with its paragraph.
    let mut last: Option<(usize, u32)> = None;
    let mut pair: Option<([Id<Mention>; 2], u32)> = None;
    for sentence in &doc.sentences {
        scene.both = pair.filter(|(_, paragraph)| paragraph + 1 >= sentence.paragraph).map(|(pair, _)| pair);
        if scene.build(lexicon, frames, kinds, doc, sentence.span, &mut cursors) {
            lay_down(frames, &mut scene.pieces);
            let knowledge = Knowledge { frames, weights, first_mentions: &first_mentions, is_prose: scene.is_prose };
            let mut tellings = tell(&knowledge, doc, &scene, topic.filter(|t| t.paragraph == sentence.paragraph), main);
            attributes::attach(frames, doc, &scene.pieces, &mut tellings);
            status::settle_by_attributes(frames, doc, &mut tellings);
            beside::complete(frames, doc, &mut tellings, last.filter(|l| l.1 == sentence.paragraph).and_then(|(index, _)| deals.get_mut(index)));
            if let Some((index, _)) = last.filter(|(_, paragraph)| tellings.is_empty() && paragraph + 1 >= sentence.paragraph) {
                attributes::go_on(frames, doc, &scene.pieces, &mut deals[index]);
                if doc.language == Language::Zh {
                    attributes::deny(doc, &scene.pieces, &mut deals[index]);
                } else {
                    status::deny(&scene.pieces, &mut deals[index]);
                }
            }
            // 由X领投,Y跟投: the second names no investee, and joins the first.
            let kinds: Vec<DealType> = tellings.iter().map(|t| t.deal.kind).collect();
            tellings.retain(|t| is_told_enough(frames, t) || kinds.iter().filter(|k| **k == t.deal.kind).count() > 1);
            for mut telling in tellings {
                upgrade(frames, doc, &mut telling.deal);
                retopic(frames, doc, &deals, &mut telling.deal);
                if telling.english {
                    widen_unnamed(doc, sentence.span, &mut telling.deal.roles);
                }
                prefer_names(doc, sentence.span, &mut telling.deal.roles);
                for evidence in &mut telling.deal.evidence {
                    evidence.span = attributes::evidence_span(&telling.deal.roles, evidence.trigger, sentence.span);
                }
                let told = last.filter(|l| l.1 == sentence.paragraph).map(|(index, _)| &deals[index].0);
                if telling.holding && told.is_some_and(|deal| beside::brings_about(deal, &telling)) {
                    continue;
                }
                if !scene.is_prose || scene.pieces[telling.at].depth > 0 {
                    headlines.extend(telling.deal.evidence.iter().map(|e| e.trigger.start));
                }
                let relation = telling.relation;
                let index = merge::add(doc, frames, &mut deals, telling.deal, telling.explicit, &headlines);
                last = if relation { last } else { Some((index, sentence.paragraph)) };
            }
        }
        pair = pair_of(doc, sentence, last.filter(|l| l.1 == sentence.paragraph).map(|l| &deals[l.0].0)).or(pair);
        topic = topic_of(doc, sentence, topic);
    }
    if doc.language == Language::En {
        deals = settle_types(doc, frames, deals);
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

/// A deal between two sides with one of them unsaid, and no sum, share or percent, is a word in passing: 现时借贷成本高企.
fn is_told_enough(frames: &Frames, telling: &Telling) -> bool {
    let deal = &telling.deal;
    let frame = frames.frame(deal.kind);
    // A holding of the firm that the text is about is told with its size.
    if !frame.money && !telling.english && deal.percent.is_none() && deal.shares.is_none() && deal.roles.iter().any(|f| f.case == "topic") {
        return false;
    }
    let sides = frame.roles.iter().filter(|r| !r.topic).count();
    let filled = deal.roles.iter().filter(|f| !frame.role_rule(f.role).topic).map(|f| f.role).collect::<FxHashSet<_>>().len();
    let measured = !deal.amounts.is_empty() || deal.percent.is_some() || deal.shares.is_some() || deal.round.is_some();
    // "a partner at Acme", "the merger": a relation has two ends.
    if telling.english && frame.flow.is_some_and(|(_, from, to)| from == to) {
        return frame.flow.is_some_and(|(_, role, _)| deal.roles.iter().filter(|f| f.role == role).count() > 1);
    }
    // A float has an issuer; on which exchange is told or not.
    if telling.english && frame.flow.is_none() {
        return frame.roles.iter().enumerate().all(|(i, rule)| !rule.required || deal.roles.iter().any(|f| usize::from(f.role.0) == i));
    }
    // 收购X: what is done to a party that is named is told, though not who does it.
    let has_object = deal.roles.iter().any(|f| f.entity.is_some() && matches!(f.case, "zh.object" | "zh.ba"));
    sides < 2 || filled >= 2 || measured || telling.strong && (telling.explicit || has_object)
}

/// Gives a deal the type that its percent makes it: 51% of the shares sold is an acquisition.
fn upgrade(frames: &Frames, doc: &Document, deal: &mut Deal) {
    let Some(rule) = &frames.frame(deal.kind).upgrade else { return };
    if deal.percent.is_some_and(|p| doc.percents[p.index()].range.representative() > rule.over) {
        turn_into(frames, &rule.to, deal);
    }
}

/// Settles the types of deals told with too few parties; what comes out the same as another deal joins it.
fn settle_types(doc: &Document, frames: &Frames, deals: Vec<(Deal, bool)>) -> Vec<(Deal, bool)> {
    if deals.iter().all(|(deal, _)| frames.frame(deal.kind).without.is_empty()) {
        return deals;
    }
    let mut settled = Vec::with_capacity(deals.len());
    for (mut deal, explicit) in deals {
        settle_type(frames, &mut deal);
        merge::add(doc, frames, &mut settled, deal, explicit, &FxHashSet::default());
    }
    settled
}

/// A role that only the topic fills goes to the company that an earlier deal of the same party is about, or to the party's employer.
fn retopic(frames: &Frames, doc: &Document, deals: &[(Deal, bool)], deal: &mut Deal) {
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
fn settle_type(frames: &Frames, deal: &mut Deal) {
    let lacks = |role: Role| deal.roles.iter().all(|f| f.role != role);
    if let Some((_, becomes)) = frames.frame(deal.kind).without.iter().find(|(role, _)| lacks(*role)) {
        turn_into(frames, becomes, deal);
    }
}

/// Makes a deal one of another type, where all its parties have a role in that.
fn turn_into(frames: &Frames, becomes: &Becomes, deal: &mut Deal) {
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
fn widen_unnamed(doc: &Document, sentence: Span, fillers: &mut [Filler]) {
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

/// A party that the sentence names too is shown by its name, not by 公司 or 其.
fn prefer_names(doc: &Document, sentence: Span, fillers: &mut [Filler]) {
    for filler in fillers {
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

/// Whom 双方 in the next sentences means: the parties of the deal told in this one, else the first two firms that it names.
fn pair_of(doc: &Document, sentence: &Sentence, told: Option<&Deal>) -> Option<([Id<Mention>; 2], u32)> {
    let from = doc.mentions.partition_point(|m| m.span.start < sentence.span.start);
    let named = doc.mentions[from..].iter().take_while(|m| m.span.end <= sentence.span.end).enumerate().map(|(i, _)| Id::new(from + i));
    let parties = told.map(|deal| deal.roles.iter().filter_map(|r| r.mention));
    let pair = parties.and_then(|p| scene::pair_in(doc, p)).or_else(|| scene::pair_in(doc, named))?;
    Some((pair, sentence.paragraph))
}

struct Knowledge<'a> {
    frames: &'a Frames,
    weights: &'a Weights,
    first_mentions: &'a [Option<Id<Mention>>],
    /// The sentence is no headline.
    is_prose: bool,
}

/// The deals that a scene tells: for each trigger word the frame that fits best.
fn tell(knowledge: &Knowledge<'_>, doc: &Document, scene: &Scene, topic: Option<Topic>, main: Option<Id<Entity>>) -> Vec<Telling> {
    let mut tellings: Vec<Telling> = Vec::new();
    let mut candidates = Vec::new();
    let mut scores: Vec<f32> = Vec::new();
    let pieces = &scene.pieces;
    let mut at = 0;
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
                && let Some((score, telling)) = frame_at(knowledge, doc, pieces, (at, index, shape), (topic, main), &mut candidates)
                && best.as_ref().is_none_or(|b| better(score, &telling, b))
            {
                best = Some((score, telling));
            }
            at += 1;
        }
        let Some((score, telling)) = best else { continue };
        match tellings.iter().position(|t| contradicts(pieces, t, &telling)) {
            Some(i) if scores[i] >= score => {}
            Some(i) => (tellings[i], scores[i]) = (telling, score),
            None => {
                tellings.push(telling);
                scores.push(score);
            }
        }
    }
    drop_objects(pieces, &mut tellings);
    drop_holders_of_objects(pieces, &mut tellings);
    drop_means(pieces, &mut tellings);
    drop_resulting_holdings(knowledge.frames, &mut tellings);
    beside::drop_bare_holdings(&mut tellings);
    tellings
}

/// "guaranteed a $50m bank loan": the noun with hardly a party is what the verb's deal is about.
fn drop_objects(pieces: &[Piece], tellings: &mut Vec<Telling>) {
    const REACH: u32 = 48;
    let named = |t: &Telling| t.deal.roles.iter().filter(|f| f.entity.is_some() && f.case != roles::TOPIC).count();
    let is_verb = |t: &Telling| pieces[t.at].kind.shape().is_some_and(Shape::is_verb);
    let verbs: Vec<(usize, DealType)> = tellings.iter().filter(|t| t.english && is_verb(t)).map(|t| (t.at, t.deal.kind)).collect();
    tellings.retain(|t| {
        let governed = |&(at, kind): &(usize, DealType)| {
            at < t.at
                && kind != t.deal.kind
                && pieces[at].clause == pieces[t.at].clause
                && pieces[at].span.gap(pieces[t.at].span) <= REACH
                && !pieces[at..t.at].iter().any(|p| matches!(p.kind, Kind::Mention(_)))
        };
        !(t.english && !is_verb(t) && named(t) < 2 && verbs.iter().any(governed))
    });
}

/// "emerged from bankruptcy", "completed the placement": the noun is the object of a verb that tells the deal.
fn is_object_of_told(frames: &Frames, pieces: &[Piece], at: usize, tellings: &[Telling]) -> bool {
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
fn is_said_by_led(frames: &Frames, pieces: &[Piece], at: usize) -> bool {
    let kind = |p: &Piece| match p.kind {
        Kind::Trigger(index, _) => Some(frames.trigger(index).kind),
        _ => None,
    };
    let here = pieces[at].span;
    let led = pieces[at..].iter().take(8).any(|p| p.kind.is_case(Case::LedBy) && p.span.overlaps(here));
    led && pieces[at.saturating_sub(WINDOW)..at].iter().any(|p| !p.span.overlaps(here) && kind(p) == kind(&pieces[at]))
}

/// 斥资3亿元收购X: the later verb tells the deal.
fn drop_means(pieces: &[Piece], tellings: &mut Vec<Telling>) {
    let main: Vec<_> = tellings.iter().filter(|t| !t.means && !t.relation).map(|t| (pieces[t.at].clause, t.at)).collect();
    tellings.retain(|t| !t.means || !main.iter().any(|&(clause, at)| clause == pieces[t.at].clause && at > t.at));
}

/// "raised its stake in X to 9%", "sold the 6% of X that it held": the holding before or after is part of the deal that changes it.
fn drop_resulting_holdings(frames: &Frames, tellings: &mut Vec<Telling>) {
    let flow = |t: &Telling| frames.frame(t.deal.kind).flow.map(|(flow, ..)| flow);
    let lasting = |t: &Telling| t.english && !t.relation && t.deal.status == Status::InEffect;
    let parties = |t: &Telling| t.deal.roles.iter().filter_map(|r| r.entity).collect::<Vec<_>>();
    let of_shares = |t: &Telling| frames.frame(t.deal.kind).roles.iter().any(|r| r.name == "issuer");
    let changes: Vec<_> = tellings.iter().filter(|t| !lasting(t)).map(|t| (flow(t), of_shares(t), parties(t))).collect();
    tellings.retain(|t| {
        let same = |kind: Option<Flow>, shares: bool| kind.is_some() && kind == flow(t) || shares && of_shares(t);
        let told = changes.iter().any(|(kind, shares, others)| same(*kind, *shares) && parties(t).iter().any(|p| others.contains(p)));
        !(lasting(t) && told)
    });
}

/// Two words of one or the next clause that tell the same type between the same parties the other way round: 向B提供授信 and 授信. One of them is misread.
fn contradicts(pieces: &[Piece], a: &Telling, b: &Telling) -> bool {
    a.deal.kind == b.deal.kind
        && pieces[a.at].clause.abs_diff(pieces[b.at].clause) <= 1
        && b.deal.roles.iter().any(|r| r.entity.is_some() && a.deal.roles.iter().any(|q| q.entity == r.entity && q.role != r.role))
}

/// 收购A持有的B股权: the holding only says whose B is; the deal that takes B is told.
fn drop_holders_of_objects(pieces: &[Piece], tellings: &mut Vec<Telling>) {
    let holds = |t: &Telling| mark_at(pieces, t.at) == Some(Mark::Holds);
    let parties = |t: &Telling| t.deal.roles.iter().filter_map(|r| r.entity).collect::<Vec<_>>();
    let others: Vec<_> = tellings.iter().filter(|t| !holds(t)).map(|t| (pieces[t.at].clause, parties(t))).collect();
    if !others.is_empty() {
        tellings
            .retain(|t| !holds(t) || !others.iter().any(|(clause, others)| *clause == pieces[t.at].clause && parties(t).iter().any(|p| others.contains(p))));
    }
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
    let Knowledge { frames, weights, first_mentions, is_prose } = *knowledge;
    let trigger = frames.trigger(index);
    let language = if shape.is_zh() { Language::Zh } else { Language::En };
    let needs = &trigger.need[language as usize];
    if language == Language::Zh && !has_needs(pieces, at, language, trigger) {
        return None;
    }
    let frame = frames.frame(trigger.kind);
    let standing = status::standing(doc, pieces, at, shape, (trigger, frame.usual), (is_prose, frame.lasting))?;
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
    for candidate in candidates.iter_mut().filter(|c| c.origin == Origin::Speaker) {
        speak_for_employer(doc, first_mentions, candidate);
    }
    // A weak word does not reach for the subject of an earlier sentence.
    let topic = own_topic(doc, pieces, at).or(topic.map(|t| t.mention));
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
    let is_measured = pieces.iter().any(|p| matches!(p.kind, Kind::Amount(_)) && p.clause == pieces[at].clause);
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
    if language == Language::En && named < 2 && frame.flow.is_some() && is_faint(pieces, at, shape, trigger) {
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
            strong: trigger.weight >= 1.0,
            english: language == Language::En,
            holding: !frames.frame(trigger.kind).money,
            missing,
        },
    ))
}

/// 游象贤透露,…承租: a person that speaks does so for the firm.
fn speak_for_employer(doc: &Document, first_mentions: &[Option<Id<Mention>>], candidate: &mut Candidate) {
    let Some(entity) = candidate.mention.and_then(|m| doc.mentions[m.index()].entity) else { return };
    let employer = doc.entities[entity.index()].affiliations.iter().filter(|a| !a.analyst).find_map(|a| a.organization);
    if let Some(mention) = employer.and_then(|e| first_mentions[e.index()]) {
        candidate.mention = Some(mention);
        candidate.span = doc.mentions[mention.index()].span;
        candidate.rule = "speaker's employer";
    }
}

/// The first party of the sentence, where a semicolon parts it from the trigger: "A以3亿元买下B;又与C出资设立D".
fn own_topic(doc: &Document, pieces: &[Piece], at: usize) -> Option<Id<Mention>> {
    let parted = pieces[at.saturating_sub(WINDOW)..at].iter().rposition(|p| p.kind == Kind::Stop)? + at.saturating_sub(WINDOW);
    pieces[parted.saturating_sub(WINDOW)..parted].iter().filter(|p| p.depth == 0).find_map(|p| match p.kind {
        Kind::Mention(mention) if doc.mentions[mention.index()].kind.is_party() => Some(mention),
        _ => None,
    })
}

/// A lone "loan" or "contract" of one party, without a figure, is hardly a deal.
fn is_faint(pieces: &[Piece], at: usize, shape: Shape, trigger: &Trigger) -> bool {
    let figure = |p: &Piece| matches!(p.kind, Kind::Amount(_) | Kind::Percent(_) | Kind::Shares(_)) && p.clause == pieces[at].clause;
    let window = &pieces[at.saturating_sub(crate::lang::WINDOW)..pieces.len().min(at + crate::lang::WINDOW)];
    trigger.weight < if shape.is_verb() { CARRYING_WEIGHT } else { FAINT_NOUN } && !window.iter().any(figure)
}

/// Makes plain words of the English deal words that lack what they need, so that "completed the sale of X" has one deal word.
fn lay_down(frames: &Frames, pieces: &mut Vec<Piece>) {
    let lacks = |pieces: &[Piece], i: usize| match pieces[i].kind {
        Kind::Trigger(index, shape) if shape != Shape::Zh => !has_needs(pieces, i, Language::En, frames.trigger(index)),
        _ => false,
    };
    let english = !pieces.iter().any(|p| matches!(p.kind, Kind::Trigger(_, Shape::Zh)));
    let lacking: Vec<bool> = (0..pieces.len()).map(|i| lacks(pieces, i)).collect();
    // The same words may be a deal word of several types.
    let mut kept: Option<Span> = None;
    let mut at = 0;
    let met: Vec<Span> = pieces.iter().zip(&lacking).filter(|(p, lacks)| matches!(p.kind, Kind::Trigger(..)) && !**lacks).map(|(p, _)| p.span).collect();
    pieces.retain_mut(|piece| {
        let lacks = lacking[at];
        at += 1;
        // Needs have done their work; to the grammar they are nothing.
        if !lacks {
            return !(english && matches!(piece.kind, Kind::Need(_)));
        }
        let Kind::Trigger(_, shape) = piece.kind else { return true };
        if kept == Some(piece.span) || met.binary_search_by_key(&piece.span.start, |s| s.start).is_ok() {
            return false;
        }
        (kept, piece.kind) = (Some(piece.span), Kind::Word(shape));
        true
    });
}

fn has_needs(pieces: &[Piece], at: usize, language: Language, trigger: &Trigger) -> bool {
    let needs = &trigger.need[language as usize];
    needs.is_empty() || is_met(pieces, at, needs, trigger.head)
}

/// One of the needs is met by what stands in the trigger's clause; in Chinese, where commas part less, in the next one too. An English verb needs its object.
fn is_met(pieces: &[Piece], at: usize, needs: &[Need], head: bool) -> bool {
    let here = pieces[at];
    let Kind::Trigger(_, shape) = here.kind else { return false };
    let reach = here.clause.saturating_add(u16::from(shape.is_zh()));
    let turned = matches!(shape, Shape::Past | Shape::Participle);
    let meets = |p: &Piece| {
        let need = match p.kind {
            Kind::Need(word) => Need::Word(word),
            Kind::Percent(_) => Need::Percent,
            Kind::Amount(_) => Need::Money,
            Kind::Shares(_) => Need::Shares,
            _ => return false,
        };
        let side = p.span.end > here.span.start || turned;
        (!shape.is_verb() || side && p.span.gap(here.span) <= NEED_REACH)
            && needs.contains(&need)
            && !(head && matches!(need, Need::Word(_)) && modifies(pieces, p.span))
    };
    let before = pieces[..at].iter().rev().take_while(|p| p.clause == here.clause);
    before.chain(pieces[at..].iter().take_while(|p| p.clause <= reach)).take(WINDOW * 2).any(meets)
}

/// A name or a common noun stands right behind the words, or they are part of one.
fn modifies(pieces: &[Piece], words: Span) -> bool {
    let from = pieces.partition_point(|p| p.span.start < words.start);
    let near = pieces[from.saturating_sub(2)..].iter().take(8);
    near.filter(|p| matches!(p.kind, Kind::Noun | Kind::Mention(_))).any(|p| p.span.overlaps(words) || p.span.start >= words.end && p.span.gap(words) <= 1)
}

/// Score to a number between 0 and 1, in hundredths: the logistic function, at one half where a deal is just accepted.
fn confidence(score: f32) -> f32 {
    let p = 1.0 / (1.0 + (1.1 - score).exp());
    (p * 100.0).round() / 100.0
}

/// Mentions from which a company is what a document is about.
const MAIN_MENTIONS: u32 = 4;

/// The company that the document is about: the one named most often, if it stands in the first lines. A filing leaves it unsaid.
fn main_company(doc: &Document) -> Option<Id<Entity>> {
    let opening = doc.sentences.get(3).or(doc.sentences.last())?.span.end;
    let mut counts = vec![0u32; doc.entities.len()];
    for mention in &doc.mentions {
        if let Some(entity) = mention.entity {
            counts[entity.index()] += 1;
        }
    }
    let candidates = doc.mentions.iter().take_while(|m| m.span.start < opening).filter(|m| m.kind == EntityType::Company).filter_map(|m| m.entity);
    let best = candidates.filter(|e| counts[e.index()] >= MAIN_MENTIONS).max_by_key(|e| (counts[e.index()], std::cmp::Reverse(e.index())))?;
    (counts[best.index()] * 4 >= counts.iter().copied().max()? * 3).then_some(best)
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
