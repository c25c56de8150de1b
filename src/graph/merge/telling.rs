//! A document made ready to be merged: its entities by key, and each of its deals with all that its references meant.

use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;
use serde_json::Value;

use super::told::{self, Annotation};
use super::words::{Glossary, Glossing, Renumber, Word};
use crate::doc::{EntityType, Flow, Status};
use crate::graph::hash::ContentHash;

/// A document, without its references.
pub struct Source {
    /// Hash of all that merging sees of it; the same document given twice has the same.
    pub(super) hash: u128,
    pub(super) id: Arc<str>,
    pub(super) date: Option<Word>,
    pub(super) day: Option<Date>,
    pub(super) lang: Word,
    pub(super) source: Option<Word>,
    pub(super) entities: Vec<Named>,
    pub(super) deals: Vec<Telling>,
    pub(super) words: Glossary,
}

/// An entity of the document.
pub(super) struct Named {
    pub(super) key: Word,
    pub(super) kind: EntityType,
    pub(super) name: Word,
    pub(super) zh: Option<Word>,
    pub(super) en: Option<Word>,
    pub(super) tickers: Vec<Word>,
    /// Names and short forms in the text.
    pub(super) forms: Vec<Word>,
    pub(super) mentions: usize,
    /// A row of a lexicon names it, so that its key is stable.
    pub(super) is_known: bool,
}

/// A deal as the document tells it. A million of them are kept until all documents are in, so that its lists have no room to spare.
pub(super) struct Telling {
    pub(super) id: Word,
    pub(super) kind: Word,
    pub(super) status: Status,
    pub(super) hearsay: bool,
    pub(super) round: Option<Word>,
    pub(super) confidence: f64,
    pub(super) roles: Box<[Role]>,
    pub(super) amounts: Box<[Money]>,
    pub(super) percent: Option<Box<Quantity>>,
    pub(super) shares: Option<Box<Quantity>>,
    pub(super) dates: Box<[(Date, Date)]>,
    pub(super) tags: Box<[Word]>,
    pub(super) evidence: Box<[Evidence]>,
    /// From whom to whom.
    pub(super) edges: Box<[(u32, u32, Flow)]>,
}

/// Who or what fills a role.
pub(super) struct Role {
    pub(super) role: Word,
    /// A place in [`Source::entities`]; among the keys of all documents once the document is taken.
    pub(super) party: Option<u32>,
    pub(super) text: Word,
}

/// Bounds as written; text compares as number because the wire form has no trailing zeros.
#[derive(Clone, Debug)]
pub(super) struct Quantity {
    pub(super) min: Option<Word>,
    pub(super) max: Option<Word>,
    pub(super) bound: Word,
    /// As the text writes it.
    pub(super) text: Word,
    /// One number that stands for it: the largest known bound.
    pub(super) value: Option<Decimal>,
}

/// A sum in its role.
#[derive(Clone, Debug)]
pub(super) struct Money {
    pub(super) role: Word,
    pub(super) is_total: bool,
    pub(super) currency: Word,
    pub(super) quantity: Quantity,
}

/// A place that tells the deal. Its words are its own: no other place has them.
pub(super) struct Evidence {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) trigger: told::Span,
    pub(super) text: Arc<str>,
    pub(super) rule: Word,
}

impl Named {
    pub(super) fn renumber(&mut self, new: &Renumber<'_>) {
        new.each([&mut self.key, &mut self.name].into_iter().chain(&mut self.zh).chain(&mut self.en).chain(&mut self.tickers).chain(&mut self.forms));
    }
}

impl Telling {
    /// The whole sum, as currency and number.
    pub(super) fn total(&self) -> Option<(Word, Decimal)> {
        let total = self.amounts.iter().find(|a| a.is_total)?;
        Some((total.currency, total.quantity.value?))
    }

    /// The day of the deal's own dates, the last where they are several.
    fn own_day(&self) -> Option<Date> {
        self.dates.iter().map(|d| d.1).max()
    }

    /// Gives each party its new place.
    pub(super) fn move_parties(&mut self, places: &[u32]) {
        self.roles.iter_mut().filter_map(|r| r.party.as_mut()).for_each(|party| *party = places[*party as usize]);
        for edge in &mut self.edges {
            (edge.0, edge.1) = (places[edge.0 as usize], places[edge.1 as usize]);
        }
    }

    pub(super) fn renumber(&mut self, new: &Renumber<'_>) {
        new.each([&mut self.id, &mut self.kind].into_iter().chain(&mut self.round).chain(&mut self.tags));
        self.roles.iter_mut().for_each(|r| new.each([&mut r.role, &mut r.text]));
        self.evidence.iter_mut().for_each(|e| new.each([&mut e.rule]));
        for money in &mut self.amounts {
            new.each([&mut money.role, &mut money.currency]);
            money.quantity.renumber(new);
        }
        self.percent.iter_mut().chain(&mut self.shares).for_each(|q| q.renumber(new));
    }
}

impl Quantity {
    fn renumber(&mut self, new: &Renumber<'_>) {
        new.each(self.min.iter_mut().chain(&mut self.max).chain([&mut self.bound, &mut self.text]));
    }
}

impl Source {
    /// Resolves the references of an annotation. What points nowhere is left out: the file may have been edited.
    pub fn new(annotation: &Annotation<'_>) -> Self {
        let places = annotation.entities.iter().enumerate().map(|(i, e)| (&*e.id, i as u32)).collect();
        let mut reader = Reader { annotation, places, words: Glossing::default() };
        let mut source = Source {
            hash: 0,
            id: Arc::default(),
            date: annotation.date.as_deref().map(|d| reader.words.word(d)),
            day: annotation.date.as_deref().and_then(|d| d.parse().ok()),
            lang: reader.words.word(&annotation.lang),
            source: annotation.source.as_deref().map(|s| reader.words.word(s)),
            entities: annotation.entities.iter().map(|e| reader.named(e)).collect(),
            deals: annotation.deals.iter().map(|d| reader.telling(d)).collect(),
            words: Glossary::default(),
        };
        source.words = reader.words.glossary;
        let id = annotation.id.as_ref().filter(|i| !i.is_null()).map(|i| if let Value::String(words) = i { words.clone() } else { i.to_string() });
        source.hash = source.content(id.as_deref(), annotation.title.as_deref(), annotation.chars);
        source.id = id.map_or_else(|| format!("#{:016x}", (source.hash >> 64) as u64).into(), Arc::from);
        source
    }

    /// The day under which a deal is sorted: the document's, else the deal's own.
    pub(super) fn day_of(&self, deal: &Telling) -> Option<Date> {
        self.day.or_else(|| deal.own_day())
    }

    fn content(&self, id: Option<&str>, title: Option<&str>, chars: usize) -> u128 {
        let word = |word: Word| self.words.get(word);
        let mut hash = ContentHash::default();
        for part in [id, title, self.date.map(word), Some(word(self.lang)), self.source.map(word)] {
            hash.add(part.unwrap_or("\0"));
        }
        hash.add(chars.to_le_bytes());
        for entity in &self.entities {
            hash.add(word(entity.key));
            hash.add(entity.mentions.to_le_bytes());
        }
        for deal in &self.deals {
            hash.add(word(deal.kind));
            hash.add(deal.status.name());
            for role in &deal.roles {
                hash.add(word(role.role));
                hash.add(role.party.map_or(u32::MAX, |p| p).to_le_bytes());
                hash.add(word(role.text));
            }
            for evidence in &deal.evidence {
                hash.add(evidence.start.to_le_bytes());
                hash.add(evidence.end.to_le_bytes());
                hash.add(&*evidence.text);
                hash.add(word(evidence.rule));
            }
            for money in &deal.amounts {
                hash.add(word(money.currency));
                hash.add(money.quantity.max.map(word).unwrap_or_default());
                hash.add(money.quantity.min.map(word).unwrap_or_default());
            }
        }
        hash.wide()
    }
}

/// Reads an annotation whose references are known.
struct Reader<'a> {
    annotation: &'a Annotation<'a>,
    /// Entities by their ids.
    places: FxHashMap<&'a str, u32>,
    words: Glossing<'a>,
}

impl<'a> Reader<'a> {
    fn named(&mut self, entity: &'a told::Entity<'a>) -> Named {
        let mut word = |word: &'a told::Text<'a>| self.words.word(word);
        let mentions = &entity.mentions;
        let mut forms: Vec<Word> = mentions.iter().filter(|m| matches!(&*m.form, "name" | "alias")).map(|m| word(&m.text)).collect();
        forms.sort_unstable();
        forms.dedup();
        Named {
            key: word(&entity.key),
            kind: EntityType::parse(&entity.r#type).unwrap_or(EntityType::Company),
            name: word(&entity.name),
            zh: entity.names.zh.as_ref().map(&mut word),
            en: entity.names.en.as_ref().map(&mut word),
            tickers: entity.tickers.iter().map(&mut word).collect(),
            forms,
            mentions: mentions.len(),
            is_known: mentions.iter().any(|m| m.rule.contains(".tsv:")),
        }
    }

    fn telling(&mut self, deal: &'a told::Deal<'a>) -> Telling {
        let (amounts, graph) = (&self.annotation.amounts, &self.annotation.graph);
        let quantity = |reader: &mut Self, id: &Option<told::Text<'a>>, list: &'a [told::Quantity<'a>]| {
            let found = list.iter().find(|q| Some(&q.id) == id.as_ref())?;
            Some(Box::new(reader.quantity(found)))
        };
        Telling {
            id: self.words.word(&deal.id),
            kind: self.words.word(&deal.r#type),
            status: Status::parse(&deal.status).unwrap_or(Status::Announced),
            hearsay: deal.hearsay,
            round: deal.round.as_ref().map(|r| self.words.word(r)),
            confidence: deal.confidence,
            roles: deal.roles.iter().map(|r| self.role(r)).collect(),
            amounts: deal.amounts.iter().filter_map(|a| Some(self.money(a, amounts.iter().find(|q| q.id == a.amount)?))).collect(),
            percent: quantity(self, &deal.percent, &self.annotation.percents),
            shares: quantity(self, &deal.shares, &self.annotation.shares),
            dates: deal.dates.iter().filter_map(|d| self.period(d)).collect(),
            tags: deal.tags.iter().map(|t| self.words.word(t)).collect(),
            evidence: deal.evidence.iter().map(|e| self.evidence(e)).collect(),
            edges: graph.edges.iter().filter(|e| e.deal == deal.id).filter_map(|e| self.edge(e)).collect(),
        }
    }

    fn role(&mut self, role: &'a told::Role<'a>) -> Role {
        let party = role.entity.as_deref().and_then(|e| self.places.get(e).copied());
        Role { role: self.words.word(&role.role), party, text: self.words.word(&role.text) }
    }

    fn money(&mut self, part: &'a told::DealAmount<'a>, amount: &'a told::Quantity<'a>) -> Money {
        Money {
            role: self.words.word(&part.role),
            is_total: &*part.role == "total",
            currency: self.words.word(amount.currency.as_deref().unwrap_or("XXX")),
            quantity: self.quantity(amount),
        }
    }

    fn quantity(&mut self, told: &'a told::Quantity<'a>) -> Quantity {
        Quantity {
            min: told.min.as_ref().map(|m| self.words.word(m)),
            max: told.max.as_ref().map(|m| self.words.word(m)),
            bound: self.words.word(&told.bound),
            text: self.words.word(&told.text),
            value: told.max.as_deref().or(told.min.as_deref()).and_then(|v| v.parse().ok()),
        }
    }

    fn period(&self, id: &str) -> Option<(Date, Date)> {
        let date = self.annotation.dates.iter().find(|d| *d.id == *id)?;
        Some((date.from.as_deref()?.parse().ok()?, date.to.as_deref()?.parse().ok()?))
    }

    fn evidence(&mut self, told: &'a told::Evidence<'a>) -> Evidence {
        Evidence { start: told.start, end: told.end, trigger: told.trigger, text: Arc::from(&*told.text), rule: self.words.word(&told.rule) }
    }

    fn edge(&self, edge: &told::Edge<'a>) -> Option<(u32, u32, Flow)> {
        Some((*self.places.get(&*edge.from)?, *self.places.get(&*edge.to)?, Flow::parse(&edge.flow)?))
    }
}
