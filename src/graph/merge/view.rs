//! A cluster of tellings → a deal of the corpus graph and its edges: everything side by side, and a best view of it.
//!
//! Most deals of a million are told once, so that short sorted lists stand where trees would, and words and ids are shared.

use std::sync::Arc;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::telling::{self, Money, Quantity};
use super::words::{Word, Words};
use super::{Origin, Told};
use crate::doc::{Flow, Status};
use crate::graph::corpus::{Deal, Edge, Figure, Party, Period, Span, StatusTold, Sum, Telling};
use crate::graph::fx::Rates;
use crate::graph::hash::ContentHash;

/// The names of statuses and flows, each in memory once.
fn names() -> FxHashMap<&'static str, Arc<str>> {
    Status::ALL.map(Status::name).into_iter().chain(Flow::ALL.map(Flow::name)).map(|name| (name, name.into())).collect()
}

/// What is known when deals are made.
pub(super) struct Maker {
    words: Words,
    /// Id and name of each node, at the place of its leader.
    nodes: Vec<Option<Called>>,
    origins: Vec<Origin>,
    rates: Rates,
    names: FxHashMap<&'static str, Arc<str>>,
    /// A corpus has few days and many deals.
    days: FxHashMap<Date, Arc<str>>,
}

/// What a node is called.
pub(super) struct Called {
    pub(super) id: Arc<str>,
    pub(super) name: Arc<str>,
}

/// Documents and days that say something.
struct Support {
    documents: usize,
    first: Option<Date>,
    last: Option<Date>,
}

impl Support {
    fn of<'t>(told: impl Iterator<Item = &'t Told>) -> Self {
        let (mut documents, mut first, mut last) = (Vec::new(), None, None);
        for told in told {
            documents.push(told.document);
            first = first.into_iter().chain(told.day).min();
            last = last.max(told.day);
        }
        Support { documents: in_order(documents).len(), first, last }
    }
}

impl Maker {
    pub(super) fn new(words: Words, nodes: Vec<Option<Called>>, origins: Vec<Origin>, tellings: &[Told], rates: Rates) -> Self {
        let mut days: FxHashMap<Date, Arc<str>> = tellings.iter().filter_map(|t| t.day).map(|day| (day, Arc::default())).collect();
        days.iter_mut().for_each(|(day, words)| *words = day.to_string().into());
        Maker { words, nodes, origins, rates, names: names(), days }
    }

    fn node(&self, leader: u32) -> Option<&Called> {
        self.nodes[leader as usize].as_ref()
    }

    fn day(&self, date: Option<Date>) -> Option<Arc<str>> {
        date.and_then(|day| self.days.get(&day)).cloned()
    }

    fn name(&self, name: &'static str) -> Arc<str> {
        self.names.get(name).cloned().unwrap_or_else(|| name.into())
    }

    pub(super) fn deal(&self, told: &[&Told], id: Arc<str>) -> Deal {
        let first = told[0];
        let all = Support::of(told.iter().copied());
        let amounts = self.sums(told, all.last);
        let origin = |t: &Told| &self.origins[t.document as usize];
        let days = in_order(told.iter().flat_map(|t| &t.deal.dates).copied().collect());
        let evidence = told.iter().flat_map(|t| t.deal.evidence.iter().map(|e| self.evidence(t, e)));
        Deal {
            id,
            r#type: self.words.shared(first.deal.kind),
            status: self.name(best_status(told).name()),
            hearsay: told.iter().all(|t| t.deal.hearsay),
            amount: best_sum(&amounts),
            amounts,
            percents: self.figures(told, |t| t.deal.percent.as_deref()),
            shares: self.figures(told, |t| t.deal.shares.as_deref()),
            rounds: self.each(told.iter().filter_map(|t| t.deal.round)),
            statuses: self.statuses(told),
            dates: days.into_iter().map(|d| Period { from: d.0.to_string(), to: d.1.to_string() }).collect(),
            first: self.day(all.first),
            last: self.day(all.last),
            documents: all.documents,
            sources: self.each(told.iter().filter_map(|t| origin(t).source)),
            languages: self.each(told.iter().map(|t| origin(t).lang)),
            tags: self.each(told.iter().flat_map(|t| t.deal.tags.iter().copied())),
            confidence: told.iter().map(|t| t.deal.confidence).fold(0.0, f64::max),
            evidence: exact(evidence),
            roles: self.parties(told),
        }
    }

    /// Each word once, by spelling.
    fn each(&self, words: impl Iterator<Item = Word>) -> Vec<Arc<str>> {
        exact(in_order(words.map(|w| self.words.shared(w)).collect()).into_iter())
    }

    fn figures(&self, told: &[&Told], of: impl Fn(&Told) -> Option<&Quantity>) -> Vec<Figure> {
        let mut by_value: Vec<(&Told, &Quantity)> = told.iter().filter_map(|&t| Some((t, of(t)?))).collect();
        by_value.sort_by_key(|(_, q)| self.bounds(q));
        let figure = |tellings: &[(&Told, &Quantity)]| {
            let (quantity, support) = (tellings[0].1, Support::of(tellings.iter().map(|t| t.0)));
            Figure {
                min: quantity.min.map(|w| self.words.shared(w)),
                max: quantity.max.map(|w| self.words.shared(w)),
                bound: self.words.shared(quantity.bound),
                text: self.shortest(tellings.iter().map(|t| t.1.text)),
                documents: support.documents,
                first: self.day(support.first),
                last: self.day(support.last),
            }
        };
        let mut figures: Vec<Figure> = exact(by_value.chunk_by(|a, b| self.bounds(a.1) == self.bounds(b.1)).map(figure));
        figures.sort_by(|a, b| b.documents.cmp(&a.documents).then_with(|| b.last.cmp(&a.last)));
        figures
    }

    /// What makes two quantities one.
    fn bounds(&self, quantity: &Quantity) -> [Option<&str>; 3] {
        [quantity.min, quantity.max, Some(quantity.bound)].map(|word| word.map(|w| self.words.get(w)))
    }

    fn statuses(&self, told: &[&Told]) -> Vec<StatusTold> {
        let mut by_status: Vec<&Told> = told.to_vec();
        by_status.sort_by_key(|t| t.deal.status);
        let status = |tellings: &[&Told]| {
            let support = Support::of(tellings.iter().copied());
            StatusTold {
                status: self.name(tellings[0].deal.status.name()),
                documents: support.documents,
                first: self.day(support.first),
                last: self.day(support.last),
            }
        };
        exact(by_status.chunk_by(|a, b| a.deal.status == b.deal.status).map(status))
    }

    /// By content: type, parties, and the first telling, which tells two deals of the same parties apart.
    pub(super) fn deal_hash(&self, told: &[&Told]) -> u64 {
        let first = told[0];
        let mut hash = ContentHash::default();
        hash.add(self.words.get(first.deal.kind));
        for party in self.parties(told) {
            hash.add(&*party.role);
            hash.add(party.node.as_deref().unwrap_or(&party.name));
        }
        let origin = &self.origins[first.document as usize];
        hash.add(origin.hash.to_le_bytes());
        for evidence in &first.deal.evidence {
            hash.add(evidence.start.to_le_bytes());
            hash.add(evidence.end.to_le_bytes());
            hash.add(self.words.get(evidence.rule));
        }
        hash.short()
    }

    /// Named parties, each once a role; words for unnamed ones only where no document names the role.
    fn parties(&self, told: &[&Told]) -> Vec<Party> {
        let roles = || told.iter().flat_map(|t| &t.deal.roles);
        let named = roles().filter_map(|r| Some((r.role, self.node(r.party?)?)));
        let mut parties: Vec<Party> = named.map(|(r, n)| Party { role: self.words.shared(r), node: Some(n.id.clone()), name: n.name.clone() }).collect();
        let mut filled: Vec<Word> = roles().filter(|r| r.party.is_some()).map(|r| r.role).collect();
        for role in roles().filter(|r| r.party.is_none()) {
            // The first words for it stand for it.
            if !filled.contains(&role.role) {
                filled.push(role.role);
                parties.push(Party { role: self.words.shared(role.role), node: None, name: self.words.shared(role.text) });
            }
        }
        exact(in_order(parties).into_iter())
    }

    fn sums(&self, told: &[&Told], last: Option<Date>) -> Vec<Sum> {
        let what = |m: &Money| (self.words.get(m.role), self.words.get(m.currency), self.bounds(&m.quantity));
        let mut by_money: Vec<(&Told, &Money)> = told.iter().flat_map(|&t| t.deal.amounts.iter().map(move |m| (t, m))).collect();
        by_money.sort_by_key(|(_, money)| what(money));
        let sum = |tellings: &[(&Told, &Money)]| {
            let (Money { role, currency, quantity, .. }, support) = (tellings[0].1, Support::of(tellings.iter().map(|t| t.0)));
            Sum {
                role: self.words.shared(*role),
                currency: self.words.shared(*currency),
                min: quantity.min.map(|w| self.words.shared(w)),
                max: quantity.max.map(|w| self.words.shared(w)),
                bound: self.words.shared(quantity.bound),
                text: self.shortest(tellings.iter().map(|t| t.1.quantity.text)),
                usd: quantity.value.and_then(|v| self.rates.usd(self.words.get(*currency), v, support.last.or(last))),
                documents: support.documents,
                first: self.day(support.first),
                last: self.day(support.last),
            }
        };
        let mut sums: Vec<Sum> = exact(by_money.chunk_by(|a, b| what(a.1) == what(b.1)).map(sum));
        // What stands for the deal comes first; a price per share is none of its size.
        let rank = |s: &Sum| ["total", "tranche", "debt", "valuation", "per_share"].iter().position(|r| *r == &*s.role);
        sums.sort_by(|a, b| rank(a).cmp(&rank(b)).then(b.documents.cmp(&a.documents)).then_with(|| b.last.cmp(&a.last)));
        sums
    }

    /// The words that tell a figure, the shortest and first by spelling of them.
    fn shortest(&self, words: impl Iterator<Item = Word>) -> Arc<str> {
        let length = |word: &Word| (self.words.get(*word).chars().count(), self.words.get(*word));
        words.min_by_key(length).map(|w| self.words.shared(w)).unwrap_or_default()
    }

    pub(super) fn edges(&self, told: &[&Told], deal: &Arc<str>) -> Vec<Edge> {
        let id = |party: u32| self.node(party).map(|n| &n.id);
        let ends = told.iter().flat_map(|t| &t.deal.edges).filter_map(|e| Some((id(e.0)?, id(e.1)?, e.2.name())));
        let kind = told[0].deal.kind;
        let edge = |(from, to, flow): (&Arc<str>, &Arc<str>, &'static str)| {
            let mut hash = ContentHash::default();
            [deal, from, to, flow].iter().for_each(|part| hash.add(part));
            Edge { id: hash.id('g').into(), from: from.clone(), to: to.clone(), flow: self.name(flow), r#type: self.words.shared(kind), deal: deal.clone() }
        };
        in_order(ends.collect()).into_iter().map(edge).collect()
    }

    fn evidence(&self, told: &Told, evidence: &telling::Evidence) -> Telling {
        let origin = &self.origins[told.document as usize];
        Telling {
            document: origin.id.clone(),
            deal: self.words.shared(told.deal.id),
            date: origin.date.map(|d| self.words.shared(d)),
            status: self.name(told.deal.status.name()),
            hearsay: told.deal.hearsay,
            start: evidence.start,
            end: evidence.end,
            text: evidence.text.clone(),
            trigger: Span { start: evidence.trigger.start, end: evidence.trigger.end },
            rule: self.words.shared(evidence.rule),
        }
    }
}

/// Each once, in order.
fn in_order<T: Ord>(mut list: Vec<T>) -> Vec<T> {
    list.sort_unstable();
    list.dedup();
    list
}

/// A list without room to spare: one of unknown length takes room for four, and a million deals have eight lists each.
fn exact<T>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut list: Vec<T> = items.collect();
    list.shrink_to_fit();
    list
}

/// The furthest status that was told; a deal that was called off or denied is alive again where a later document, not from hearsay, says so.
fn best_status(told: &[&Told]) -> Status {
    let mut best = told[0].deal.status;
    let mut since = told[0].day;
    for told in &told[1..] {
        let status = told.deal.status;
        let revives = best >= Status::Terminated && status >= Status::Announced && !told.deal.hearsay && told.day > since;
        if status >= best || revives {
            (best, since) = (status, told.day);
        }
    }
    best
}

/// The total that most documents tell; the latest among equals, which the order of the sums has brought to the front.
fn best_sum(sums: &[Sum]) -> Option<Sum> {
    sums.iter().find(|s| &*s.role == "total").cloned()
}
