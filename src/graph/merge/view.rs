//! Clusters of tellings → the deals, edges and cycles of the corpus graph: everything side by side, and a best view of it.
//!
//! Most deals of a million are told once, so that short sorted lists stand where trees would, and words and ids are shared.

use std::sync::Arc;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::deals::Cluster;
use super::telling::{self, Money, Quantity};
use super::words::{Word, Words};
use super::{Merge, Origin, Told};
use crate::doc::{Flow, Status};
use crate::graph::corpus::{CorpusGraph, Cycle, Deal, Edge, Figure, GRAPH, Node, Party, Period, Span, StatusTold, Sum, Telling};
use crate::graph::cycles::{self, Hop};
use crate::graph::elementary::Limits;
use crate::graph::fx::Rates;
use crate::graph::hash::ContentHash;

/// Cycles of a corpus graph that are listed; `graph cycles` lists more where they are asked for.
const LIMITS: Limits = Limits { length: 6, cycles: 10_000, steps: 20_000_000 };

/// The graph of clustered tellings.
pub(super) fn graph(merge: Merge, leaders: &[u32], clusters: Vec<Cluster>, rates: &Rates) -> CorpusGraph {
    let Merge { words, keys, origins, tellings, .. } = merge;
    let (mut on_edge, mut is_party) = (vec![false; leaders.len()], vec![false; leaders.len()]);
    tellings.iter().flat_map(|t| &t.deal.edges).flat_map(|e| [e.0, e.1]).for_each(|node| on_edge[node as usize] = true);
    tellings.iter().flat_map(|t| &t.deal.roles).filter_map(|r| r.party).for_each(|node| is_party[node as usize] = true);
    let nodes = keys.nodes(&words, leaders, |leader| on_edge[leader as usize] || is_party[leader as usize]);
    drop(keys);
    let days = tellings.iter().filter_map(|t| t.day).map(|day| (day, Arc::default())).collect();
    let mut maker = Maker { words: &words, nodes: &nodes, origins: &origins, rates, names: names(), days };
    maker.days.iter_mut().for_each(|(day, words)| *words = day.to_string().into());
    let days = || origins.iter().filter_map(|o| o.date).map(|day| words.get(day));
    let mut graph = CorpusGraph {
        schema: GRAPH.to_owned(),
        documents: origins.len(),
        first: days().min().map(str::to_owned),
        last: days().max().map(str::to_owned),
        ..CorpusGraph::default()
    };
    // Order and ids first, so that each deal is made in its place and its tellings are freed at once: a million of both would be twice the memory.
    let ids = maker.ids(&tellings, &clusters);
    let mut tellings: Vec<Option<Told>> = tellings.into_iter().map(Some).collect();
    graph.deals.reserve_exact(clusters.len());
    for (place, id) in ids {
        let told: Vec<Told> = clusters[place as usize].iter().filter_map(|&p| tellings[p as usize].take()).collect();
        let told: Vec<&Told> = told.iter().collect();
        graph.edges.extend(maker.edges(&told, &id));
        graph.deals.push(maker.deal(&told, id));
    }
    graph.edges.shrink_to_fit();
    for (leader, node) in nodes.into_iter().enumerate() {
        let list = if on_edge[leader] { &mut graph.nodes } else { &mut graph.others };
        list.extend(node);
    }
    for list in [&mut graph.nodes, &mut graph.others] {
        list.sort_by(|a, b| a.id.cmp(&b.id));
    }
    if !add_cycles(&mut graph, LIMITS) {
        graph.notes.push(format!("more cycles than the {} that are listed", graph.cycles.len()));
    }
    graph
}

/// The names of statuses and flows, each in memory once.
fn names() -> FxHashMap<&'static str, Arc<str>> {
    Status::ALL.map(Status::name).into_iter().chain(Flow::ALL.map(Flow::name)).map(|name| (name, name.into())).collect()
}

/// Fills `graph.cycles`. Returns whether they are all there.
pub(crate) fn add_cycles(graph: &mut CorpusGraph, limits: Limits) -> bool {
    let places: FxHashMap<&str, u32> = graph.nodes.iter().enumerate().map(|(i, n)| (&*n.id, i as u32)).collect();
    let hop = |e: &Edge| Some((places.get(&*e.from).copied()?, places.get(&*e.to).copied()?, Flow::parse(&e.flow)?));
    let hops: Vec<Hop> = graph.edges.iter().map(|e| hop(e).map_or(Hop::NONE, |(from, to, flow)| Hop::new(from, to, flow))).collect();
    let (found, complete) = cycles::find(graph.nodes.len(), &hops, limits);
    let cycle = |c: cycles::Found| {
        let nodes: Vec<Arc<str>> = c.nodes.iter().map(|&n| graph.nodes[n as usize].id.clone()).collect();
        let mut hash = ContentHash::default();
        nodes.iter().for_each(|n| hash.add(&**n));
        let tags = if c.is_vendor_financing { vec!["vendor_financing".to_owned()] } else { Vec::new() };
        let edges = c.edges.iter().map(|&e| graph.edges[e].id.clone()).collect();
        Cycle { id: hash.id('c'), nodes, edges, kind: c.kind.name().to_owned(), tags }
    };
    graph.cycles = found.into_iter().map(cycle).collect();
    complete
}

struct Maker<'a> {
    words: &'a Words,
    /// At the places of their leaders.
    nodes: &'a [Option<Node>],
    origins: &'a [Origin],
    rates: &'a Rates,
    names: FxHashMap<&'static str, Arc<str>>,
    /// A corpus has few days and many deals.
    days: FxHashMap<Date, Arc<str>>,
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

impl Maker<'_> {
    fn node(&self, leader: u32) -> Option<&Node> {
        self.nodes[leader as usize].as_ref()
    }

    fn day(&self, date: Option<Date>) -> Option<Arc<str>> {
        date.and_then(|day| self.days.get(&day)).cloned()
    }

    fn name(&self, name: &'static str) -> Arc<str> {
        self.names.get(name).cloned().unwrap_or_else(|| name.into())
    }

    /// Place and id of each cluster, in the order of the graph: by first day. Two deals of one content (told by one document as two) get numbers.
    fn ids(&self, tellings: &[Told], clusters: &[Cluster]) -> Vec<(u32, Arc<str>)> {
        let id = |(place, cluster): (usize, &Cluster)| {
            let told: Vec<&Told> = cluster.iter().map(|&p| &tellings[p as usize]).collect();
            (told.iter().filter_map(|t| t.day).min(), self.deal_hash(told[0], &self.parties(&told)), place as u32)
        };
        let mut hashes: Vec<(Option<Date>, u64, u32)> = clusters.iter().enumerate().map(id).collect();
        hashes.sort_unstable();
        let mut met: FxHashMap<u64, usize> = FxHashMap::default();
        let numbered = |(_, hash, place): (_, u64, u32)| {
            let count = met.entry(hash).or_default();
            *count += 1;
            let id = ContentHash::name('d', hash);
            (place, if *count > 1 { format!("{id}-{count}").into() } else { id.into() })
        };
        hashes.into_iter().map(numbered).collect()
    }

    fn deal(&self, told: &[&Told], id: Arc<str>) -> Deal {
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
    fn deal_hash(&self, first: &Told, roles: &[Party]) -> u64 {
        let mut hash = ContentHash::default();
        hash.add(self.words.get(first.deal.kind));
        for party in roles {
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

    fn edges(&self, told: &[&Told], deal: &Arc<str>) -> Vec<Edge> {
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
