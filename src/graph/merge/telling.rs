//! A document made ready to be merged: its entities by key, and each of its deals with all that its references meant.

use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;
use serde_json::Value;

use super::told::{self, Annotation};
use crate::doc::{EntityType, Flow, Status};
use crate::graph::hash::ContentHash;

/// A document, without its references.
pub struct Source {
    /// Hash of all that merging sees of it; the same document given twice has the same.
    pub(super) hash: u128,
    pub(super) id: Arc<str>,
    pub(super) date: Option<Arc<str>>,
    pub(super) day: Option<Date>,
    pub(super) lang: Arc<str>,
    pub(super) source: Option<Arc<str>>,
    pub(super) entities: Vec<Named>,
    pub(super) deals: Vec<Telling>,
}

/// An entity of the document.
pub(super) struct Named {
    pub(super) key: Arc<str>,
    pub(super) kind: EntityType,
    pub(super) name: Arc<str>,
    pub(super) zh: Option<Arc<str>>,
    pub(super) en: Option<Arc<str>>,
    pub(super) tickers: Vec<Arc<str>>,
    /// Names and short forms in the text.
    pub(super) forms: Vec<Arc<str>>,
    pub(super) mentions: usize,
    /// A row of a lexicon names it, so that its key is stable.
    pub(super) is_known: bool,
}

/// A deal as the document tells it. Parties are places in [`Source::entities`].
pub(super) struct Telling {
    pub(super) id: Arc<str>,
    pub(super) kind: Arc<str>,
    pub(super) status: Status,
    pub(super) hearsay: bool,
    pub(super) confidence: f64,
    pub(super) roles: Vec<(Arc<str>, Option<u32>, Arc<str>)>,
    pub(super) amounts: Vec<Money>,
    pub(super) percent: Option<Box<Quantity>>,
    pub(super) shares: Option<Box<Quantity>>,
    pub(super) round: Option<Arc<str>>,
    pub(super) dates: Vec<(Date, Date)>,
    pub(super) tags: Vec<Arc<str>>,
    pub(super) evidence: Vec<told::Evidence>,
    pub(super) edges: Vec<(u32, u32, Flow)>,
}

/// Bounds as written; text compares as number because the wire form has no trailing zeros.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Quantity {
    pub(super) min: Option<Arc<str>>,
    pub(super) max: Option<Arc<str>>,
    pub(super) bound: Arc<str>,
    /// As the text writes it; empty where only the value counts.
    pub(super) text: Arc<str>,
}

impl Quantity {
    /// One number that stands for it: the largest known bound.
    pub(super) fn value(&self) -> Option<Decimal> {
        self.max.as_deref().or(self.min.as_deref())?.parse().ok()
    }
}

/// A sum in its role.
#[derive(Clone, Debug)]
pub(super) struct Money {
    pub(super) role: Arc<str>,
    pub(super) currency: Arc<str>,
    pub(super) quantity: Quantity,
}

impl Telling {
    /// The whole sum, as currency and number.
    pub(super) fn total(&self) -> Option<(&str, Decimal)> {
        let total = self.amounts.iter().find(|a| &*a.role == "total")?;
        Some((&total.currency, total.quantity.value()?))
    }

    /// The day of the deal's own dates, the last where they are several.
    fn own_day(&self) -> Option<Date> {
        self.dates.iter().map(|d| d.1).max()
    }
}

impl Source {
    /// Resolves the references of an annotation. What points nowhere is left out: the file may have been edited.
    pub fn new(annotation: Annotation) -> Self {
        let Annotation { id, lang, date, source, chars, entities, amounts, percents, shares, dates, deals, graph, title, .. } = annotation;
        let places: FxHashMap<&str, u32> = entities.iter().enumerate().map(|(i, e)| (e.id.as_str(), i as u32)).collect();
        let find = |list: &[told::Quantity], id: &str| {
            let found = list.iter().find(|q| q.id == id)?;
            Some((found.currency.clone(), Quantity { min: found.min.clone(), max: found.max.clone(), bound: found.bound.clone(), text: found.text.clone() }))
        };
        let period = |id: &String| {
            let date = dates.iter().find(|d| d.id == *id)?;
            let day = |words: &Option<String>| words.as_deref().and_then(|w| w.parse::<Date>().ok());
            Some((day(&date.from)?, day(&date.to)?))
        };
        let edges_of = |deal: &str| {
            let ends = graph.edges.iter().filter(|e| e.deal == deal);
            ends.filter_map(|e| Some((*places.get(e.from.as_str())?, *places.get(e.to.as_str())?, Flow::parse(&e.flow)?))).collect()
        };
        let telling = |deal: &told::Deal| Telling {
            id: deal.id.clone(),
            kind: deal.r#type.clone(),
            status: Status::parse(&deal.status).unwrap_or(Status::Announced),
            hearsay: deal.hearsay,
            confidence: deal.confidence,
            roles: deal.roles.iter().map(|r| (r.role.clone(), r.entity.as_deref().and_then(|e| places.get(e).copied()), r.text.clone())).collect(),
            amounts: (deal.amounts.iter())
                .filter_map(|a| {
                    find(&amounts, &a.amount).map(|(c, quantity)| Money { role: a.role.clone(), currency: c.unwrap_or_else(|| "XXX".into()), quantity })
                })
                .collect(),
            percent: deal.percent.as_deref().and_then(|p| find(&percents, p)).map(|q| Box::new(q.1)),
            shares: deal.shares.as_deref().and_then(|s| find(&shares, s)).map(|q| Box::new(q.1)),
            round: deal.round.clone(),
            dates: deal.dates.iter().filter_map(period).collect(),
            tags: deal.tags.clone(),
            evidence: deal.evidence.clone(),
            edges: edges_of(&deal.id),
        };
        let mut deals: Vec<Telling> = deals.iter().map(telling).collect();
        // Filters do not know how much they let through and take room for four; a million tellings are kept until all are in.
        for deal in &mut deals {
            deal.amounts.shrink_to_fit();
            deal.edges.shrink_to_fit();
            deal.dates.shrink_to_fit();
        }
        let day = date.as_deref().and_then(|d| d.parse().ok());
        let entities: Vec<Named> = entities.into_iter().map(named).collect();
        let id = id.filter(|i| !i.is_null()).map(|i| if let Value::String(words) = i { words } else { i.to_string() });
        let mut source =
            Source { hash: 0, id: Arc::default(), date: date.map(Arc::from), day, lang: lang.into(), source: source.map(Arc::from), entities, deals };
        source.hash = source.content(id.as_deref(), title.as_deref(), chars);
        source.id = id.map_or_else(|| format!("#{:016x}", (source.hash >> 64) as u64).into(), Arc::from);
        source
    }

    /// The day under which a deal is sorted: the document's, else the deal's own.
    pub(super) fn day_of(&self, deal: &Telling) -> Option<Date> {
        self.day.or_else(|| deal.own_day())
    }

    fn content(&self, id: Option<&str>, title: Option<&str>, chars: usize) -> u128 {
        let mut hash = ContentHash::default();
        for part in [id, title, self.date.as_deref(), Some(&*self.lang), self.source.as_deref()] {
            hash.add(part.unwrap_or("\0"));
        }
        hash.add(chars.to_le_bytes());
        for entity in &self.entities {
            hash.add(&*entity.key);
            hash.add(entity.mentions.to_le_bytes());
        }
        for deal in &self.deals {
            hash.add(&*deal.kind);
            hash.add(deal.status.name());
            for (role, party, words) in &deal.roles {
                hash.add(&**role);
                hash.add(party.map_or(u32::MAX, |p| p).to_le_bytes());
                hash.add(&**words);
            }
            for evidence in &deal.evidence {
                hash.add(evidence.start.to_le_bytes());
                hash.add(evidence.end.to_le_bytes());
                hash.add(&*evidence.text);
                hash.add(&*evidence.rule);
            }
            for money in &deal.amounts {
                hash.add(&*money.currency);
                hash.add(money.quantity.max.as_deref().unwrap_or_default());
                hash.add(money.quantity.min.as_deref().unwrap_or_default());
            }
        }
        hash.wide()
    }
}

fn named(entity: told::Entity) -> Named {
    let told::Entity { key, r#type, name, names, tickers, mentions, .. } = entity;
    let is_known = mentions.iter().any(|m| m.rule.contains(".tsv:"));
    let mut forms: Vec<Arc<str>> = mentions.iter().filter(|m| matches!(m.form.as_str(), "name" | "alias")).map(|m| m.text.clone()).collect();
    forms.sort_unstable();
    forms.dedup();
    let kind = EntityType::parse(&r#type).unwrap_or(EntityType::Company);
    Named { key, kind, name, zh: names.zh, en: names.en, tickers, forms, mentions: mentions.len(), is_known }
}
