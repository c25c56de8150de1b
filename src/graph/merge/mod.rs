//! Many documents → one graph: entities united, each deal once with all its tellings side by side, edges, cycles.
//!
//! Everything is decided when all documents are in, on sorted content, so that neither their order nor their sharding shows in the result.

mod deals;
mod entities;
mod settled;
mod telling;
pub(crate) mod told;
mod view;
mod words;

use std::sync::Arc;

use jiff::civil::Date;
use rustc_hash::FxHashSet;

pub use settled::Settled;
pub use telling::Source;
pub use told::{Annotation, Kind};

use super::corpus::CorpusGraph;
use super::fx::Rates;
use entities::Keys;
use telling::Telling;
use words::{Renumber, Word, Words};

/// What is kept of a document when its tellings are taken out.
struct Origin {
    hash: u128,
    id: Arc<str>,
    date: Option<Word>,
    lang: Word,
    source: Option<Word>,
}

/// A telling among all: parties are places of keys now.
struct Told {
    document: u32,
    day: Option<Date>,
    deal: Telling,
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
        let Source { hash, id, mut date, mut lang, source: mut publisher, entities, deals, words, .. } = source;
        let numbers = self.words.learn(&words);
        let new = Renumber(&numbers);
        new.each([&mut lang].into_iter().chain(&mut date).chain(&mut publisher));
        let mut known = |mut named: telling::Named| {
            named.renumber(&new);
            self.keys.add(named, document)
        };
        let places: Vec<u32> = entities.into_iter().map(&mut known).collect();
        for (mut deal, day) in deals.into_iter().zip(days) {
            deal.renumber(&new);
            deal.move_parties(&places);
            self.tellings.push(Told { document, day, deal });
        }
        self.origins.push(Origin { hash, id, date, lang, source: publisher });
    }

    /// Documents taken.
    pub fn documents(&self) -> usize {
        self.origins.len()
    }

    /// The graph of all of them.
    pub fn finish(self, rates: &Rates) -> CorpusGraph {
        self.settle(rates).into_graph()
    }

    /// The same with deals that are made when they are asked for.
    pub fn settle(mut self, rates: &Rates) -> Settled {
        self.seen = FxHashSet::default();
        self.words.close();
        let leaders = self.keys.unite(&self.words);
        for told in &mut self.tellings {
            told.deal.move_parties(&leaders);
            // Two keys of one document that are one entity after all deal with themselves no more.
            if told.deal.edges.iter().any(|e| e.0 == e.1) {
                told.deal.edges = told.deal.edges.iter().copied().filter(|e| e.0 != e.1).collect();
            }
        }
        let clusters = deals::cluster(&self);
        Settled::new(self, &leaders, clusters, rates)
    }
}
