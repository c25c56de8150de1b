//! Whom a sentence is about, and whom the next ones may leave unsaid.

use super::frame::Frames;
use super::scene::pair_in;
use crate::doc::{Deal, Document, Entity, EntityType, Flow, Id, Language, Mention, Sentence};
use crate::lang::{Kind, Piece, WINDOW};

/// The subject that a sentence hands on to the next.
#[derive(Clone, Copy)]
pub(super) struct Topic {
    pub(super) mention: Id<Mention>,
    pub(super) paragraph: u32,
}

/// The first party of the sentence is what the next ones may leave unsaid.
pub(super) fn topic_of(doc: &Document, sentence: &Sentence, outlets: &[bool], before: Option<Topic>) -> Option<Topic> {
    let from = doc.mentions.partition_point(|m| m.span.start < sentence.span.start);
    let first = doc.mentions[from..]
        .iter()
        .take_while(|m| m.span.end <= sentence.span.end)
        .position(|m| m.kind.is_party() && !m.entity.is_some_and(|e| outlets[e.index()]));
    // "The issue is underwritten by Halden and Norvik": nothing is said of them.
    let is_agent = |i: usize| doc.text.folded[sentence.span.start as usize..doc.mentions[from + i].span.start as usize].ends_with(" by ");
    let first = first.filter(|&i| doc.language == Language::Zh || !is_agent(i));
    match first {
        Some(i) if doc.mentions[from + i].span.start < sentence.span.start + 60 => Some(Topic { mention: Id::new(from + i), paragraph: sentence.paragraph }),
        _ => before,
    }
}

/// The first party of the sentence, where a semicolon parts it from the trigger: "A以3亿元买下B;又与C出资设立D".
pub(super) fn own_topic(doc: &Document, pieces: &[Piece], at: usize) -> Option<Id<Mention>> {
    let parted = pieces[at.saturating_sub(WINDOW)..at].iter().rposition(|p| p.kind == Kind::Stop)? + at.saturating_sub(WINDOW);
    pieces[parted.saturating_sub(WINDOW)..parted].iter().filter(|p| p.depth == 0).find_map(|p| match p.kind {
        Kind::Mention(mention) if doc.mentions[mention.index()].kind.is_party() => Some(mention),
        _ => None,
    })
}

/// The firm at the head of an item, before a colon (远川科技:股东拟减持): the item is about it.
pub(super) fn label_of(doc: &Document, pieces: &[Piece]) -> Option<Id<Mention>> {
    let mut firsts = pieces.iter().filter(|p| p.depth == 0 && p.kind != Kind::Bracket);
    let (first, second) = (firsts.next()?, firsts.next()?);
    match (first.kind, second.kind) {
        (Kind::Mention(mention), Kind::Colon) if doc.mentions[mention.index()].kind == EntityType::Company => Some(mention),
        _ => None,
    }
}

/// Mentions from which a company is what a document is about.
const MAIN_MENTIONS: u32 = 4;

/// The company that the document is about: the one named most often, if it stands in the first lines. A filing leaves it unsaid.
pub(super) fn main_company(doc: &Document) -> Option<Id<Entity>> {
    if doc.owner.is_some() {
        return doc.owner;
    }
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

/// Whom 双方 in the next sentences means: the parties of the deal told in this one, else the first two firms that it names.
pub(super) fn pair_of(doc: &Document, sentence: &Sentence, told: Option<&Deal>) -> Option<([Id<Mention>; 2], u32)> {
    let from = doc.mentions.partition_point(|m| m.span.start < sentence.span.start);
    let named = doc.mentions[from..].iter().take_while(|m| m.span.end <= sentence.span.end).enumerate().map(|(i, _)| Id::new(from + i));
    let parties = told.map(|deal| deal.roles.iter().filter_map(|r| r.mention));
    let pair = parties.and_then(|p| pair_in(doc, p)).or_else(|| pair_in(doc, named))?;
    Some((pair, sentence.paragraph))
}

/// 这笔钱将用于收购: who spends the money of a deal told just before, its borrower, issuer or investee.
pub(super) fn spender(doc: &Document, frames: &Frames, sentence: &Sentence, told: &Deal) -> Option<Topic> {
    const MONEY: [&str; 12] = ["这笔", "该笔", "此笔", "上述资金", "上述贷款", "上述款项", "所得款", "所得资金", "募集资金", "募得资金", "融资所得", "款项"];
    const SPENT: [&str; 4] = ["用于", "用以", "用作", "用来"];
    let text = doc.text.get(sentence.span);
    let is_spent = MONEY.iter().any(|money| text.starts_with(money)) && SPENT.iter().any(|spent| text.contains(spent));
    let frame = frames.frame(told.kind);
    let receives = match frame.flow {
        Some((Flow::Capital | Flow::Debt, _, to)) => Some(to),
        Some(_) => None,
        None => frame.role("issuer"),
    };
    let receiver = receives.filter(|_| is_spent).and_then(|role| told.roles.iter().find(|f| f.role == role))?;
    receiver.mention.map(|mention| Topic { mention, paragraph: sentence.paragraph })
}
