//! Which tellings are one deal.
//!
//! Tellings of one type that share a pair of parties in their roles are held against each other by day and sum. One document never tells one deal as two:
//! what it keeps apart stays apart. All comparisons are made on sorted tellings, so that the order of the documents does not show.

use std::collections::BTreeMap;

use jiff::civil::Date;
use petgraph::unionfind::UnionFind;
use rust_decimal::Decimal;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Merge, Told};
use crate::doc::Status;

/// Days within which the same sum between the same parties is the same deal.
const SAME_SUM_DAYS: i64 = 365;
/// Days within which tellings are one deal where one of them names no sum.
const NO_SUM_DAYS: i64 = 120;
/// Days within which different sums are a conflict about one deal, and not two deals.
const OTHER_SUM_DAYS: i64 = 30;

/// Places of tellings that are one deal.
pub(super) type Cluster = Vec<u32>;

/// The deals, in no certain order, each with its tellings sorted by day and document.
pub(super) fn cluster(merge: &Merge) -> Vec<Cluster> {
    let all = All { merge, order: order(merge), telling_roles: telling_roles(merge) };
    let mut sets = UnionFind::<u32>::new(merge.tellings.len());
    for bucket in all.buckets().into_values() {
        all.unite(bucket, &mut sets);
    }
    let mut clusters = all.split(groups(&all, &mut sets));
    all.attach(&mut clusters);
    clusters
}

/// For each telling its rank by day, document and place there: content, not order of arrival.
fn order(merge: &Merge) -> Vec<u32> {
    let mut sorted: Vec<u32> = (0..merge.tellings.len() as u32).collect();
    let key = |&i: &u32| {
        let told = &merge.tellings[i as usize];
        (told.day, merge.origins[told.document as usize].hash, number(&told.deal.id))
    };
    sorted.sort_by_cached_key(key);
    let mut ranks = vec![0; sorted.len()];
    for (rank, &place) in sorted.iter().enumerate() {
        ranks[place as usize] = rank as u32;
    }
    ranks
}

/// `d12` → 12.
fn number(id: &str) -> u64 {
    id.trim_start_matches(|c: char| !c.is_ascii_digit()).parse().unwrap_or(u64::MAX)
}

fn telling_roles(merge: &Merge) -> FxHashMap<&str, &str> {
    let mut parties: BTreeMap<(&str, &str), FxHashSet<u32>> = BTreeMap::new();
    for deal in merge.tellings.iter().map(|t| &t.deal).filter(|d| d.edges.is_empty()) {
        for (role, party, _) in &deal.roles {
            parties.entry((&deal.kind, role)).or_default().extend(party);
        }
    }
    let mut best: FxHashMap<&str, (&str, usize)> = FxHashMap::default();
    for ((kind, role), parties) in parties {
        let known = best.entry(kind).or_insert((role, parties.len()));
        if parties.len() > known.1 {
            *known = (role, parties.len());
        }
    }
    best.into_iter().map(|(kind, (role, _))| (kind, role)).collect()
}

fn groups(all: &All<'_>, sets: &mut UnionFind<u32>) -> Vec<Cluster> {
    let mut groups: FxHashMap<u32, Cluster> = FxHashMap::default();
    for place in 0..all.merge.tellings.len() as u32 {
        groups.entry(sets.find_mut(place)).or_default().push(place);
    }
    let mut clusters: Vec<Cluster> = groups.into_values().collect();
    clusters.iter_mut().for_each(|c| all.sort(c));
    clusters.sort_by_key(|c| all.order[c[0] as usize]);
    clusters
}

/// What brings tellings together: a type, and a pair of parties or, where there is no pair, one party in its role.
type Bucket<'a> = (&'a str, &'a str, u32, u32);

/// What tells deals between the same parties apart.
#[derive(PartialEq, Eq, Hash)]
struct Mark<'a> {
    parties: Vec<(&'a str, Option<u32>)>,
    total: Option<(&'a str, Decimal)>,
    percent: Option<Decimal>,
    shares: Option<Decimal>,
    round: Option<&'a str>,
    /// Among those of one document that are equal in all that.
    number: usize,
}

struct All<'m> {
    merge: &'m Merge,
    order: Vec<u32>,
    /// Of deals of one party or without a flow: the role that tells one deal of a type from another, which is the one with the most parties. Two issuers
    /// list on one exchange, and that does not make them one listing.
    telling_roles: FxHashMap<&'m str, &'m str>,
}

impl<'m> All<'m> {
    fn told(&self, place: u32) -> &'m Told {
        &self.merge.tellings[place as usize]
    }

    fn sort(&self, places: &mut [u32]) {
        places.sort_unstable_by_key(|&p| self.order[p as usize]);
    }

    fn buckets(&self) -> FxHashMap<Bucket<'m>, Vec<u32>> {
        let mut buckets: FxHashMap<Bucket<'m>, Vec<u32>> = FxHashMap::default();
        for (place, told) in self.merge.tellings.iter().enumerate() {
            let mut put = |bucket| buckets.entry(bucket).or_default().push(place as u32);
            let kind = &*told.deal.kind;
            told.deal.edges.iter().for_each(|e| put((kind, "", e.0, e.1)));
            if told.deal.edges.is_empty() {
                let of_role = |role: &&str| told.deal.roles.iter().filter_map(|r| r.1.filter(|_| *r.0 == **role)).collect::<Vec<_>>();
                let role = self.telling_roles.get(kind).copied().unwrap_or_default();
                of_role(&role).into_iter().for_each(|p| put((kind, role, p, p)));
            }
        }
        buckets
    }

    /// Unites the tellings of a bucket that are one deal.
    fn unite(&self, mut bucket: Vec<u32>, sets: &mut UnionFind<u32>) {
        self.sort(&mut bucket);
        bucket.dedup();
        for part in self.by_round(bucket) {
            let mut documents = FxHashSet::default();
            if part.iter().all(|&p| documents.insert(self.told(p).document)) {
                self.unite_by_day(&part, sets);
            } else {
                self.unite_by_mark(&part, sets);
            }
        }
    }

    /// Two rounds of funding are two deals; what names no round goes with the round of its sum.
    fn by_round(&self, bucket: Vec<u32>) -> Vec<Vec<u32>> {
        let round = |p: u32| self.told(p).deal.round.as_deref();
        let rounds: FxHashSet<&str> = bucket.iter().filter_map(|&p| round(p)).collect();
        if rounds.len() < 2 {
            return vec![bucket];
        }
        let mut of_sum: FxHashMap<(&str, Decimal), Option<&str>> = FxHashMap::default();
        for &place in &bucket {
            if let (Some(round), Some(total)) = (round(place), self.told(place).deal.total()) {
                of_sum.entry(total).and_modify(|known| *known = known.filter(|k| *k == round)).or_insert(Some(round));
            }
        }
        let mut parts: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for place in bucket {
            let by_sum = || self.told(place).deal.total().and_then(|t| of_sum.get(&t).copied().flatten());
            parts.entry(round(place).or_else(by_sum).unwrap_or_default()).or_default().push(place);
        }
        parts.into_values().collect()
    }

    /// Neighbours by day, and neighbours by day of one sum.
    fn unite_by_day(&self, sorted: &[u32], sets: &mut UnionFind<u32>) {
        let mut last_of_sum: FxHashMap<(&str, Decimal), u32> = FxHashMap::default();
        for (i, &place) in sorted.iter().enumerate() {
            let told = self.told(place);
            if let Some(&before) = i.checked_sub(1).and_then(|b| sorted.get(b))
                && self.are_near(self.told(before), told)
            {
                sets.union(before, place);
            }
            if let Some(before) = told.deal.total().and_then(|total| last_of_sum.insert(total, place))
                && !differ(self.told(before), told)
                && within(self.told(before).day, told.day, SAME_SUM_DAYS)
            {
                sets.union(before, place);
            }
        }
    }

    fn are_near(&self, a: &Told, b: &Told) -> bool {
        // A holding or a partnership lasts, and each telling of it is about the same one.
        if a.deal.status == Status::InEffect && b.deal.status == Status::InEffect {
            return true;
        }
        if differ(a, b) {
            return false;
        }
        let is_vague = |t: &Told| t.deal.edges.is_empty() && t.deal.roles.iter().any(|r| r.1.is_none());
        match (a.deal.total(), b.deal.total()) {
            // One party and somebody: that alone is no reason to think of the same deal.
            _ if is_vague(a) || is_vague(b) => false,
            (Some(x), Some(y)) if x.0 == y.0 && x.1 != y.1 => within(a.day, b.day, OTHER_SUM_DAYS),
            _ => within(a.day, b.day, NO_SUM_DAYS),
        }
    }

    /// Where one document tells several deals between the same parties, only what is told alike is the same.
    fn unite_by_mark(&self, sorted: &[u32], sets: &mut UnionFind<u32>) {
        let mut last: FxHashMap<Mark<'m>, u32> = FxHashMap::default();
        let mut counter = Counter::default();
        for &place in sorted {
            let mark = self.mark(place, false, &mut counter);
            let days = if mark.total.is_some() { SAME_SUM_DAYS } else { NO_SUM_DAYS };
            if let Some(before) = last.insert(mark, place)
                && within(self.told(before).day, self.told(place).day, days)
            {
                sets.union(before, place);
            }
        }
    }

    fn mark(&self, place: u32, with_parties: bool, counter: &mut Counter<'m>) -> Mark<'m> {
        let Told { document, deal, .. } = self.told(place);
        let mut parties: Vec<_> = if with_parties { deal.roles.iter().map(|r| (&*r.0, r.1)).collect() } else { Vec::new() };
        parties.sort_unstable();
        let value = |q: &Option<Box<super::telling::Quantity>>| q.as_ref().and_then(|q| q.value());
        let (percent, shares, round) = (value(&deal.percent), value(&deal.shares), deal.round.as_deref());
        let mut mark = Mark { parties, total: deal.total(), percent, shares, round, number: 0 };
        let alike = counter.0.entry((*document, mark.total, percent, shares, round)).or_default();
        mark.number = *alike;
        *alike += 1;
        mark
    }

    /// Takes apart what came together over other pairs of parties though one document tells it as two.
    fn split(&self, clusters: Vec<Cluster>) -> Vec<Cluster> {
        let mut result = Vec::with_capacity(clusters.len());
        for cluster in clusters {
            let mut documents = FxHashSet::default();
            if cluster.iter().all(|&p| documents.insert(self.told(p).document)) {
                result.push(cluster);
                continue;
            }
            let mut parts: FxHashMap<Mark<'m>, Cluster> = FxHashMap::default();
            let mut counter = Counter::default();
            for &place in &cluster {
                parts.entry(self.mark(place, true, &mut counter)).or_default().push(place);
            }
            result.extend(parts.into_values());
        }
        result.sort_by_key(|c| self.order[c[0] as usize]);
        result
    }

    /// "Qilan raised $30 million" belongs to "Aurora put $30 million into Qilan": a cluster without a pair joins the only one that has its sum and party.
    fn attach(&self, clusters: &mut Vec<Cluster>) {
        let has_edge = |c: &Cluster| c.iter().any(|&p| !self.told(p).deal.edges.is_empty());
        let mut by_party: FxHashMap<(&str, &str, u32, &str, Decimal), Vec<usize>> = FxHashMap::default();
        let keys = |cluster: &Cluster| {
            let keys = cluster.iter().flat_map(|&p| {
                let deal = &self.told(p).deal;
                let parties = deal.roles.iter().filter_map(|(role, party, _)| Some((&**role, (*party)?)));
                deal.total().into_iter().flat_map(move |t| parties.clone().map(move |(role, party)| (&*deal.kind, role, party, t.0, t.1)))
            });
            keys.collect::<FxHashSet<_>>()
        };
        // Guests are few, and only what they could join need be found again.
        for cluster in clusters.iter().filter(|c| !has_edge(c)) {
            by_party.extend(keys(cluster).into_iter().map(|key| (key, Vec::new())));
        }
        if by_party.is_empty() {
            return;
        }
        for (i, cluster) in clusters.iter().enumerate().filter(|(_, c)| has_edge(c)) {
            for key in keys(cluster) {
                by_party.entry(key).and_modify(|homes| homes.push(i));
            }
        }
        let mut homes: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (i, cluster) in clusters.iter().enumerate().filter(|(_, c)| !has_edge(c)) {
            let found: FxHashSet<usize> = keys(cluster).iter().filter_map(|k| by_party.get(k)).flatten().copied().collect();
            let near: Vec<usize> = found.into_iter().filter(|&home| self.could_join(cluster, &clusters[home])).collect();
            if let [home] = near[..] {
                homes.entry(home).or_default().push(i);
            }
        }
        let mut moved = FxHashSet::default();
        for (home, guests) in homes {
            let mut documents = FxHashSet::default();
            let everybody = || std::iter::once(&home).chain(&guests).flat_map(|&c| &clusters[c]);
            if everybody().all(|&p| documents.insert(self.told(p).document)) {
                let mut joined: Cluster = everybody().copied().collect();
                self.sort(&mut joined);
                moved.extend(guests);
                clusters[home] = joined;
            }
        }
        let mut place = 0;
        clusters.retain(|_| {
            place += 1;
            !moved.contains(&(place - 1))
        });
    }

    fn could_join(&self, guest: &Cluster, home: &Cluster) -> bool {
        let days = |c: &Cluster| (c.iter().filter_map(|&p| self.told(p).day).min(), c.iter().filter_map(|&p| self.told(p).day).max());
        let ((from, to), (first, last)) = (days(guest), days(home));
        // Both periods, each made longer, overlap.
        from.is_none() || first.is_none() || (from <= last || within(from, last, NO_SUM_DAYS)) && (first <= to || within(first, to, NO_SUM_DAYS))
    }
}

/// A role is filled in both, and by nobody who is in both: the same seller and buyer, and shares of another company.
fn differ(a: &Told, b: &Told) -> bool {
    let parties = |t: &'_ Told, role: &str| t.deal.roles.iter().filter(|r| *r.0 == *role).filter_map(|r| r.1).collect::<Vec<u32>>();
    a.deal.roles.iter().any(|(role, _, _)| {
        let (left, right) = (parties(a, role), parties(b, role));
        !left.is_empty() && !right.is_empty() && left.iter().all(|p| !right.contains(p))
    })
}

/// How many tellings of a document were equal so far.
#[derive(Default)]
struct Counter<'a>(#[allow(clippy::type_complexity)] FxHashMap<(u32, Option<(&'a str, Decimal)>, Option<Decimal>, Option<Decimal>, Option<&'a str>), usize>);

/// An unknown day is near every day.
fn within(a: Option<Date>, b: Option<Date>, days: i64) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.duration_until(b).as_hours().abs() <= days * 24,
        _ => true,
    }
}
