//! Which keys of the documents are one entity: equal keys always; beyond that keys whose names or stock codes meet, where no document knows them apart.
//!
//! The result must not depend on the order of the documents, so that nothing is united while they come in: at the end all links are known, the strongest
//! are taken first, and among equals the words decide.

use std::collections::BTreeMap;

use petgraph::unionfind::UnionFind;
use rustc_hash::{FxHashMap, FxHashSet};

use super::telling::Named;
use super::words::{Word, Words};
use crate::doc::EntityType;
use crate::graph::corpus::{Names, Node};

/// Aliases that a node shows.
const MAX_ALIASES: usize = 24;

/// Keys of one name that are all linked with each other.
const MAX_PAIRED: usize = 16;

/// How often each of some words was met.
type Counts = FxHashMap<Word, u32>;

/// All that documents tell of a key.
#[derive(Default)]
pub(super) struct Key {
    key: Word,
    kinds: [u32; EntityType::ALL.len()],
    names: Counts,
    zh: Counts,
    en: Counts,
    tickers: Counts,
    forms: Counts,
    /// Documents in order of their coming, for the question whether one knows two keys apart.
    documents: Vec<u32>,
    mentions: usize,
    is_known: bool,
}

/// Every key met.
#[derive(Default)]
pub(super) struct Keys {
    all: Vec<Key>,
    places: FxHashMap<Word, u32>,
}

impl Keys {
    /// Takes what a document tells of an entity and gives the place of its key.
    pub(super) fn add(&mut self, named: Named, document: u32) -> u32 {
        let place = *self.places.entry(named.key).or_insert_with(|| {
            self.all.push(Key { key: named.key, ..Key::default() });
            self.all.len() as u32 - 1
        });
        let key = &mut self.all[place as usize];
        if key.documents.last() != Some(&document) {
            key.documents.push(document);
        }
        key.kinds[EntityType::ALL.iter().position(|k| *k == named.kind).unwrap_or_default()] += 1;
        key.mentions += named.mentions;
        key.is_known |= named.is_known;
        let mut count = |counts: fn(&mut Key) -> &mut Counts, word: Word| *counts(key).entry(word).or_default() += 1;
        count(|k| &mut k.names, named.name);
        named.zh.into_iter().for_each(|n| count(|k| &mut k.zh, n));
        named.en.into_iter().for_each(|n| count(|k| &mut k.en, n));
        named.tickers.into_iter().for_each(|n| count(|k| &mut k.tickers, n));
        named.forms.into_iter().for_each(|n| count(|k| &mut k.forms, n));
        place
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// For each key the key that stands for its entity.
    pub(super) fn unite(&self, words: &Words) -> Vec<u32> {
        let spelt: Vec<&str> = self.all.iter().map(|k| words.get(k.key)).collect();
        let spelling = |link: &Link| {
            let (a, b) = (spelt[link.one as usize], spelt[link.other as usize]);
            (a.min(b), a.max(b))
        };
        let mut links = self.links(words, &spelt);
        links.sort_by(|a, b| a.strength.cmp(&b.strength).then_with(|| spelling(a).cmp(&spelling(b))));
        let mut union = Union::new(self);
        for link in &links {
            union.join(self, link.one, link.other);
        }
        union.leaders(self, &spelt)
    }

    /// Keys that meet in a word: both are named so, or one is named and the other called so for short.
    fn links(&self, words: &Words, spelt: &[&str]) -> Vec<Link> {
        let mut by_ticker: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        let mut by_name: BTreeMap<(EntityType, String), Vec<u32>> = BTreeMap::new();
        let mut by_form: FxHashMap<(EntityType, String), Vec<u32>> = FxHashMap::default();
        for (place, key) in self.all.iter().enumerate() {
            let place = place as u32;
            let kind = key.kind();
            key.tickers.keys().for_each(|t| by_ticker.entry(words.get(*t)).or_default().push(place));
            let names: FxHashSet<String> = key.names.keys().chain(key.zh.keys()).chain(key.en.keys()).map(|n| plain(words.get(*n))).collect();
            // A short form in one document of many is more likely a mistake than a name.
            let forms: FxHashSet<String> = key.forms.keys().map(|n| plain(words.get(*n))).filter(|n| !names.contains(n) && n.chars().count() > 1).collect();
            names.into_iter().for_each(|n| by_name.entry((kind, n)).or_default().push(place));
            forms.into_iter().for_each(|n| by_form.entry((kind, n)).or_default().push(place));
        }
        let mut links = Vec::new();
        by_ticker.into_values().for_each(|places| link_all(places, spelt, Strength::Ticker, &mut links));
        for (name, places) in &by_name {
            link_all(places.clone(), spelt, Strength::Name, &mut links);
            // An alias of two says nothing of a third; persons of one surname are legion.
            if let Some([alias]) = by_form.get(name).map(Vec::as_slice)
                && name.0 != EntityType::Person
            {
                links.extend(places.iter().map(|&p| Link { strength: Strength::Alias, one: p, other: *alias }));
            }
        }
        links
    }

    /// Nodes of entities, each at the place of its leader: what its keys tell together. `wanted` picks leaders.
    pub(super) fn nodes(&self, words: &Words, leaders: &[u32], wanted: impl Fn(u32) -> bool) -> Vec<Option<Node>> {
        let mut groups: Vec<Vec<u32>> = vec![Vec::new(); leaders.len()];
        for (place, &leader) in leaders.iter().enumerate() {
            if wanted(leader) {
                groups[leader as usize].push(place as u32);
            }
        }
        groups.iter().enumerate().map(|(leader, places)| (!places.is_empty()).then(|| self.node(words, leader, places))).collect()
    }

    fn node(&self, words: &Words, leader: usize, places: &[u32]) -> Node {
        let keys = || places.iter().map(|&p| &self.all[p as usize]);
        let spelt = |counts: &Counts| counts.iter().map(|(word, count)| (words.get(*word), *count)).collect::<Vec<_>>();
        let all = |counts: fn(&Key) -> &Counts| {
            let mut sum: BTreeMap<&str, u32> = BTreeMap::new();
            keys().flat_map(|k| spelt(counts(k))).for_each(|(words, count)| *sum.entry(words).or_default() += count);
            sum
        };
        let own = &self.all[leader];
        // A known entity's names are the lexicon's; of an unknown one most documents decide.
        let name = if own.is_known { most(&spelt(&own.names).into_iter().collect()) } else { most(&all(|k| &k.names)) };
        let (zh, en) = (most(&all(|k| &k.zh)), most(&all(|k| &k.en)));
        let name = name.unwrap_or_default();
        let shown = [Some(&name), zh.as_ref(), en.as_ref()];
        let mut aliases: Vec<(&str, u32)> =
            all(|k| &k.forms).into_iter().chain(all(|k| &k.names)).filter(|(w, _)| shown.iter().flatten().all(|s| s != w)).collect();
        aliases.sort_by(|a, b| a.0.cmp(b.0).then(b.1.cmp(&a.1)));
        aliases.dedup_by(|a, b| a.0 == b.0);
        aliases.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        let mut aliases: Vec<String> = aliases.into_iter().take(MAX_ALIASES).map(|(w, _)| w.to_owned()).collect();
        aliases.sort_unstable();
        let mut kinds = [0; EntityType::ALL.len()];
        keys().for_each(|k| kinds.iter_mut().zip(k.kinds).for_each(|(sum, count)| *sum += count));
        let mut documents: Vec<u32> = keys().flat_map(|k| k.documents.iter().copied()).collect();
        documents.sort_unstable();
        documents.dedup();
        let mut names: Vec<String> = keys().map(|k| words.get(k.key).to_owned()).collect();
        names.sort_unstable();
        Node {
            id: words.shared(own.key),
            r#type: kind_of(&kinds).name().to_owned(),
            name: name.into(),
            names: Names { zh, en },
            tickers: all(|k| &k.tickers).into_keys().map(str::to_owned).collect(),
            aliases,
            keys: names,
            documents: documents.len(),
            mentions: keys().map(|k| k.mentions).sum(),
        }
    }
}

impl Key {
    fn kind(&self) -> EntityType {
        kind_of(&self.kinds)
    }
}

/// What most documents say; the first of the list among equals.
fn kind_of(counts: &[u32; EntityType::ALL.len()]) -> EntityType {
    let best = counts.iter().copied().max().unwrap_or_default();
    EntityType::ALL[counts.iter().position(|c| *c == best).unwrap_or_default()]
}

/// The words met most often; the first by spelling among equals.
fn most(counts: &BTreeMap<&str, u32>) -> Option<String> {
    let best = counts.values().max()?;
    counts.iter().find(|(_, count)| *count == best).map(|(words, _)| (*words).to_owned())
}

/// A name without what differs by house style: case, spaces, dots.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Links every two of the keys; of many only neighbours by spelling, which keeps the work linear.
fn link_all(mut places: Vec<u32>, spelt: &[&str], strength: Strength, links: &mut Vec<Link>) {
    places.sort_by_key(|&p| spelt[p as usize]);
    let reach = if places.len() <= MAX_PAIRED { places.len() } else { 2 };
    for (i, &one) in places.iter().enumerate() {
        links.extend(places[i + 1..].iter().take(reach - 1).map(|&other| Link { strength, one, other }));
    }
}

/// How sure a link is; the surest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    Ticker,
    Name,
    Alias,
}

struct Link {
    strength: Strength,
    one: u32,
    other: u32,
}

/// Sets of keys that are one entity.
struct Union {
    sets: UnionFind<u32>,
    /// Of each set, by its representative: its documents, and whether a lexicon knows it.
    documents: FxHashMap<u32, FxHashSet<u32>>,
    known: Vec<bool>,
}

impl Union {
    fn new(keys: &Keys) -> Self {
        Union { sets: UnionFind::new(keys.len()), documents: FxHashMap::default(), known: keys.all.iter().map(|k| k.is_known).collect() }
    }

    fn join(&mut self, keys: &Keys, one: u32, other: u32) {
        let (a, b) = (self.sets.find_mut(one), self.sets.find_mut(other));
        // Two keys of lexicons are two entities, and so are two that one document tells apart.
        if a == b || (self.known[a as usize] && self.known[b as usize]) {
            return;
        }
        let (left, right) = (self.documents_of(keys, a), self.documents_of(keys, b));
        let (small, large) = if left.len() <= right.len() { (&left, &right) } else { (&right, &left) };
        if small.iter().any(|d| large.contains(d)) {
            self.documents.insert(a, left);
            self.documents.insert(b, right);
            return;
        }
        let (mut large, small) = if left.len() <= right.len() { (right, left) } else { (left, right) };
        large.extend(small);
        self.sets.union(a, b);
        let both = self.sets.find_mut(a);
        self.known[both as usize] = self.known[a as usize] || self.known[b as usize];
        self.documents.insert(both, large);
    }

    fn documents_of(&mut self, keys: &Keys, set: u32) -> FxHashSet<u32> {
        self.documents.remove(&set).unwrap_or_else(|| keys.all[set as usize].documents.iter().copied().collect())
    }

    /// The key that stands for each set: the lexicon's, else the first by spelling.
    fn leaders(mut self, keys: &Keys, spelt: &[&str]) -> Vec<u32> {
        let mut best: FxHashMap<u32, u32> = FxHashMap::default();
        for place in 0..keys.len() as u32 {
            let rank = |p: u32| (!keys.all[p as usize].is_known, spelt[p as usize]);
            let leader = best.entry(self.sets.find_mut(place)).or_insert(place);
            if rank(place) < rank(*leader) {
                *leader = place;
            }
        }
        (0..keys.len() as u32).map(|place| best[&self.sets.find_mut(place)]).collect()
    }
}
