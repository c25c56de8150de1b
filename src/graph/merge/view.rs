//! Clusters of tellings → the deals, edges and cycles of the corpus graph: everything side by side, and a best view of it.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;
use rustc_hash::{FxHashMap, FxHashSet};

use super::deals::Cluster;
use super::telling::{Money, Quantity};
use super::{Merge, Origin, Told, told};
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
    let Merge { keys, origins, tellings, .. } = merge;
    let on_edge: FxHashSet<u32> = tellings.iter().flat_map(|t| &t.deal.edges).flat_map(|e| [e.0, e.1]).collect();
    let parties: FxHashSet<u32> = tellings.iter().flat_map(|t| &t.deal.roles).filter_map(|r| r.1).collect();
    let nodes = keys.nodes(leaders, |leader| on_edge.contains(&leader) || parties.contains(&leader));
    let maker = Maker { nodes: &nodes, origins: &origins, rates, names: names(), days: RefCell::default() };
    let days = || origins.iter().filter_map(|o| o.date.as_deref());
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
    for (_, id, place) in ids {
        let told: Vec<Told> = clusters[place].iter().filter_map(|&p| tellings[p as usize].take()).collect();
        let told: Vec<&Told> = told.iter().collect();
        graph.edges.extend(maker.edges(&told, &id));
        graph.deals.push(maker.deal(&told, id));
    }
    let (mut with, mut without): (Vec<_>, Vec<_>) = nodes.into_iter().partition(|(leader, _)| on_edge.contains(leader));
    for (list, into) in [(&mut with, &mut graph.nodes), (&mut without, &mut graph.others)] {
        into.extend(list.drain(..).map(|(_, node)| node));
        into.sort_by(|a: &Node, b: &Node| a.id.cmp(&b.id));
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
    let places: FxHashMap<&str, u32> = graph.nodes.iter().enumerate().map(|(i, n)| (n.id.as_str(), i as u32)).collect();
    let hop = |e: &Edge| Some((places.get(e.from.as_str()).copied()?, places.get(e.to.as_str()).copied()?, Flow::parse(&e.flow)?));
    let hops: Vec<Hop> = graph.edges.iter().map(|e| hop(e).map_or(Hop::NONE, |(from, to, flow)| Hop::new(from, to, flow))).collect();
    let (found, complete) = cycles::find(graph.nodes.len(), &hops, limits);
    let cycle = |c: cycles::Found| {
        let nodes: Vec<String> = c.nodes.iter().map(|&n| graph.nodes[n as usize].id.clone()).collect();
        let mut hash = ContentHash::default();
        nodes.iter().for_each(|n| hash.add(n));
        let tags = if c.is_vendor_financing { vec!["vendor_financing".to_owned()] } else { Vec::new() };
        let edges = c.edges.iter().map(|&e| graph.edges[e].id.clone()).collect();
        Cycle { id: hash.id('c'), nodes, edges, kind: c.kind.name().to_owned(), tags }
    };
    graph.cycles = found.into_iter().map(cycle).collect();
    complete
}

struct Maker<'a> {
    nodes: &'a BTreeMap<u32, Node>,
    origins: &'a [Origin],
    rates: &'a Rates,
    names: FxHashMap<&'static str, Arc<str>>,
    /// A corpus has few days and many deals.
    days: RefCell<FxHashMap<Date, Arc<str>>>,
}

/// Documents and days that say something.
#[derive(Default)]
struct Support {
    documents: BTreeSet<u32>,
    first: Option<Date>,
    last: Option<Date>,
    words: BTreeSet<Arc<str>>,
}

impl Support {
    fn add(&mut self, told: &Told) {
        self.documents.insert(told.document);
        self.first = self.first.into_iter().chain(told.day).min();
        self.last = self.last.max(told.day);
    }
}

impl Maker<'_> {
    fn id(&self, leader: u32) -> &str {
        &self.nodes[&leader].id
    }

    fn day(&self, date: Option<Date>) -> Option<Arc<str>> {
        date.map(|d| self.days.borrow_mut().entry(d).or_insert_with(|| d.to_string().into()).clone())
    }

    fn name(&self, name: &'static str) -> Arc<str> {
        self.names.get(name).cloned().unwrap_or_else(|| name.into())
    }

    /// First day, id and place of each cluster, in the order of the graph. Two deals of one content (told by one document as two) get numbers.
    fn ids(&self, tellings: &[Told], clusters: &[Cluster]) -> Vec<(Option<Date>, String, usize)> {
        let id = |(place, cluster): (usize, &Cluster)| {
            let told: Vec<&Told> = cluster.iter().map(|&p| &tellings[p as usize]).collect();
            (told.iter().filter_map(|t| t.day).min(), self.deal_id(told[0], &self.parties(&told)), place)
        };
        let mut ids: Vec<_> = clusters.iter().enumerate().map(id).collect();
        ids.sort_unstable();
        let mut met: FxHashMap<String, usize> = FxHashMap::default();
        for (_, id, _) in &mut ids {
            let count = met.entry(id.clone()).or_default();
            *count += 1;
            if *count > 1 {
                *id = format!("{id}-{count}");
            }
        }
        ids
    }

    fn deal(&self, told: &[&Told], id: String) -> Deal {
        let first = told[0];
        let mut all = Support::default();
        told.iter().for_each(|t| all.add(t));
        let amounts = self.sums(told, all.last);
        let collect = |of: &dyn Fn(&Told) -> Vec<Arc<str>>| told.iter().flat_map(|t| of(t)).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>();
        let origin = |t: &Told| &self.origins[t.document as usize];
        let periods: BTreeSet<Period> = told.iter().flat_map(|t| &t.deal.dates).map(|d| Period { from: d.0.to_string(), to: d.1.to_string() }).collect();
        // `flat_map` does not know how many there will be and takes room for four.
        let mut evidence: Vec<Telling> = told.iter().flat_map(|t| self.evidence(t)).collect();
        evidence.shrink_to_fit();
        Deal {
            id,
            r#type: first.deal.kind.clone(),
            status: self.name(best_status(told).name()),
            hearsay: told.iter().all(|t| t.deal.hearsay),
            amount: best_sum(&amounts),
            amounts,
            percents: self.figures(told, |t| t.deal.percent.as_deref()),
            shares: self.figures(told, |t| t.deal.shares.as_deref()),
            rounds: collect(&|t| t.deal.round.iter().cloned().collect()),
            statuses: self.statuses(told),
            dates: periods.into_iter().collect(),
            first: self.day(all.first),
            last: self.day(all.last),
            documents: all.documents.len(),
            sources: collect(&|t| origin(t).source.iter().cloned().collect()),
            languages: collect(&|t| vec![origin(t).lang.clone()]),
            tags: collect(&|t| t.deal.tags.clone()),
            confidence: told.iter().map(|t| t.deal.confidence).fold(0.0, f64::max),
            evidence,
            roles: self.parties(told),
        }
    }

    fn figures(&self, told: &[&Told], of: impl Fn(&Told) -> Option<&Quantity>) -> Vec<Figure> {
        let mut by_value: BTreeMap<Quantity, Support> = BTreeMap::new();
        for told in told {
            if let Some(quantity) = of(told) {
                let support = by_value.entry(Quantity { text: Arc::default(), ..quantity.clone() }).or_default();
                support.add(told);
                support.words.insert(quantity.text.clone());
            }
        }
        let figure = |(quantity, s): (Quantity, Support)| Figure {
            min: quantity.min,
            max: quantity.max,
            bound: quantity.bound,
            text: shortest(&s.words),
            documents: s.documents.len(),
            first: self.day(s.first),
            last: self.day(s.last),
        };
        let mut figures: Vec<Figure> = by_value.into_iter().map(figure).collect();
        figures.sort_by(|a, b| b.documents.cmp(&a.documents).then_with(|| b.last.cmp(&a.last)));
        figures
    }

    fn statuses(&self, told: &[&Told]) -> Vec<StatusTold> {
        let mut by_status: BTreeMap<Status, Support> = BTreeMap::new();
        told.iter().for_each(|t| by_status.entry(t.deal.status).or_default().add(t));
        let status = |(status, s): (Status, Support)| StatusTold {
            status: self.name(status.name()),
            documents: s.documents.len(),
            first: self.day(s.first),
            last: self.day(s.last),
        };
        by_status.into_iter().map(status).collect()
    }

    /// By content: type, parties, and the first telling, which tells two deals of the same parties apart.
    fn deal_id(&self, first: &Told, roles: &[Party]) -> String {
        let mut hash = ContentHash::default();
        hash.add(&*first.deal.kind);
        for party in roles {
            hash.add(&*party.role);
            hash.add(party.node.as_deref().unwrap_or(&party.name));
        }
        let origin = &self.origins[first.document as usize];
        hash.add(origin.hash.to_le_bytes());
        for evidence in &first.deal.evidence {
            hash.add(evidence.start.to_le_bytes());
            hash.add(evidence.end.to_le_bytes());
            hash.add(&*evidence.rule);
        }
        hash.id('d')
    }

    /// Named parties, each once a role; words for unnamed ones only where no document names the role.
    fn parties(&self, told: &[&Told]) -> Vec<Party> {
        let mut parties: BTreeSet<Party> = BTreeSet::new();
        let mut unnamed: BTreeMap<&Arc<str>, &Arc<str>> = BTreeMap::new();
        for (role, party, words) in told.iter().flat_map(|t| &t.deal.roles) {
            match party.map(|p| &self.nodes[&p]) {
                Some(node) => drop(parties.insert(Party { role: role.clone(), node: Some(node.id.clone()), name: node.name.as_str().into() })),
                None => drop(unnamed.entry(role).or_insert(words)),
            }
        }
        let filled: FxHashSet<Arc<str>> = parties.iter().map(|p| p.role.clone()).collect();
        let of_role = unnamed.into_iter().filter(|(role, _)| !filled.contains(*role));
        parties.extend(of_role.map(|(role, words)| Party { role: role.clone(), node: None, name: words.clone() }));
        parties.into_iter().collect()
    }

    fn sums(&self, told: &[&Told], last: Option<Date>) -> Vec<Sum> {
        let mut by_money: BTreeMap<_, (&Money, Support)> = BTreeMap::new();
        for told in told {
            for money in &told.deal.amounts {
                let Quantity { min, max, bound, .. } = &money.quantity;
                let (_, support) = by_money.entry((&money.role, &money.currency, min, max, bound)).or_insert_with(|| (money, Support::default()));
                support.add(told);
                support.words.insert(money.quantity.text.clone());
            }
        }
        let sum = |(money, support): (&Money, Support)| Sum {
            role: money.role.clone(),
            currency: money.currency.clone(),
            min: money.quantity.min.clone(),
            max: money.quantity.max.clone(),
            bound: money.quantity.bound.clone(),
            text: shortest(&support.words),
            usd: money.quantity.value().and_then(|v: Decimal| self.rates.usd(&money.currency, v, support.last.or(last))),
            documents: support.documents.len(),
            first: self.day(support.first),
            last: self.day(support.last),
        };
        let mut sums: Vec<Sum> = by_money.into_values().map(sum).collect();
        // What stands for the deal comes first; a price per share is none of its size.
        let rank = |s: &Sum| ["total", "tranche", "debt", "valuation", "per_share"].iter().position(|r| *r == &*s.role);
        sums.sort_by(|a, b| rank(a).cmp(&rank(b)).then(b.documents.cmp(&a.documents)).then_with(|| b.last.cmp(&a.last)));
        sums
    }

    fn edges(&self, told: &[&Told], deal: &str) -> Vec<Edge> {
        let mut ends: BTreeSet<(&str, &str, &'static str)> = BTreeSet::new();
        for told in told {
            ends.extend(told.deal.edges.iter().map(|e| (self.id(e.0), self.id(e.1), e.2.name())));
        }
        let kind = &told[0].deal.kind;
        let edge = |(from, to, flow): (&str, &str, &'static str)| {
            let mut hash = ContentHash::default();
            [deal, from, to, flow].iter().for_each(|part| hash.add(part));
            Edge { id: hash.id('g'), from: from.to_owned(), to: to.to_owned(), flow: self.name(flow), r#type: kind.clone(), deal: deal.to_owned() }
        };
        ends.into_iter().map(edge).collect()
    }

    fn evidence(&self, told: &Told) -> Vec<Telling> {
        let origin = &self.origins[told.document as usize];
        let status = self.name(told.deal.status.name());
        let telling = |e: &told::Evidence| Telling {
            document: origin.id.clone(),
            deal: told.deal.id.clone(),
            date: origin.date.clone(),
            status: status.clone(),
            hearsay: told.deal.hearsay,
            start: e.start,
            end: e.end,
            text: e.text.clone(),
            trigger: Span { start: e.trigger.start, end: e.trigger.end },
            rule: e.rule.clone(),
        };
        told.deal.evidence.iter().map(telling).collect()
    }
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

/// The words that tell a figure, the shortest and first by spelling of them.
fn shortest(words: &BTreeSet<Arc<str>>) -> Arc<str> {
    words.iter().min_by_key(|w| w.chars().count()).cloned().unwrap_or_default()
}

/// The total that most documents tell; the latest among equals, which the order of the sums has brought to the front.
fn best_sum(sums: &[Sum]) -> Option<Sum> {
    sums.iter().find(|s| &*s.role == "total").cloned()
}
