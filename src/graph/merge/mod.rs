//! Many documents → one graph: entities united, each deal once with all its tellings side by side, edges, cycles.
//!
//! Everything is decided when all documents are in, on sorted content, so that neither their order nor their sharding shows in the result.

mod deals;
mod entities;
mod telling;
pub(crate) mod told;
mod view;

use std::sync::Arc;

use jiff::civil::Date;
use rustc_hash::FxHashSet;

pub use telling::Source;
pub use told::{Annotation, Kind};

use super::corpus::CorpusGraph;
use super::fx::Rates;
use entities::Keys;
use telling::{Quantity, Telling};

/// What is kept of a document when its tellings are taken out.
struct Origin {
    hash: u128,
    id: Arc<str>,
    date: Option<Arc<str>>,
    lang: Arc<str>,
    source: Option<Arc<str>>,
}

/// A telling among all: parties are places of keys now.
struct Told {
    document: u32,
    day: Option<Date>,
    deal: Telling,
}

/// Words that many tellings share, each in memory once.
#[derive(Default)]
struct Words(FxHashSet<Arc<str>>);

impl Words {
    fn share(&mut self, word: &mut Arc<str>) {
        match self.0.get(word) {
            Some(known) => *word = known.clone(),
            None => drop(self.0.insert(word.clone())),
        }
    }

    fn share_quantity(&mut self, quantity: &mut Quantity) {
        let Quantity { min, max, bound, text } = quantity;
        min.iter_mut().chain(max).chain([bound, text]).for_each(|word| self.share(word));
    }

    /// All but the words of the evidence, of which each is different.
    fn share_all(&mut self, deal: &mut Telling) {
        [&mut deal.id, &mut deal.kind].into_iter().chain(&mut deal.round).chain(&mut deal.tags).for_each(|word| self.share(word));
        deal.roles.iter_mut().flat_map(|r| [&mut r.0, &mut r.2]).for_each(|word| self.share(word));
        deal.evidence.iter_mut().for_each(|e| self.share(&mut e.rule));
        deal.percent.iter_mut().chain(&mut deal.shares).for_each(|q| self.share_quantity(q));
        for money in &mut deal.amounts {
            self.share(&mut money.role);
            self.share(&mut money.currency);
            self.share_quantity(&mut money.quantity);
        }
    }
}

/// Takes documents in any order and gives their graph.
#[derive(Default)]
pub struct Merge {
    words: Words,
    keys: Keys,
    origins: Vec<Origin>,
    tellings: Vec<Told>,
    seen: FxHashSet<u128>,
}

impl Merge {
    /// Takes a document; one that was given before counts once.
    pub fn add(&mut self, source: Source) {
        if !self.seen.insert(source.hash) {
            return;
        }
        let document = self.origins.len() as u32;
        let days: Vec<Option<Date>> = source.deals.iter().map(|d| source.day_of(d)).collect();
        let places: Vec<u32> = source.entities.into_iter().map(|e| self.keys.add(e, document)).collect();
        for (mut deal, day) in source.deals.into_iter().zip(days) {
            deal.roles.iter_mut().filter_map(|r| r.1.as_mut()).for_each(|party| *party = places[*party as usize]);
            for edge in &mut deal.edges {
                (edge.0, edge.1) = (places[edge.0 as usize], places[edge.1 as usize]);
            }
            self.words.share_all(&mut deal);
            self.tellings.push(Told { document, day, deal });
        }
        let Source { hash, id, mut date, mut lang, source: mut publisher, .. } = Source { entities: Vec::new(), deals: Vec::new(), ..source };
        date.iter_mut().chain([&mut lang]).chain(&mut publisher).for_each(|word| self.words.share(word));
        self.origins.push(Origin { hash, id, date, lang, source: publisher });
    }

    /// Documents taken.
    pub fn documents(&self) -> usize {
        self.origins.len()
    }

    /// The graph of all of them.
    pub fn finish(mut self, rates: &Rates) -> CorpusGraph {
        self.seen = FxHashSet::default();
        self.words = Words::default();
        let leaders = self.keys.unite();
        for told in &mut self.tellings {
            told.deal.roles.iter_mut().filter_map(|r| r.1.as_mut()).for_each(|party| *party = leaders[*party as usize]);
            for edge in &mut told.deal.edges {
                (edge.0, edge.1) = (leaders[edge.0 as usize], leaders[edge.1 as usize]);
            }
            // Two keys of one document that are one entity after all deal with themselves no more.
            told.deal.edges.retain(|e| e.0 != e.1);
        }
        let clusters = deals::cluster(&self);
        view::graph(self, &leaders, clusters, rates)
    }
}
