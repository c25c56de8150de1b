//! Which tellings are one deal.
//!
//! Tellings of one type that share a pair of parties in their roles are held against each other by day and sum. One document never tells one deal as two:
//! what it keeps apart stays apart. All comparisons are made on sorted tellings, so that the order of the documents does not show.

use std::collections::BTreeMap;

use jiff::civil::Date;
use petgraph::unionfind::UnionFind;
use rust_decimal::Decimal;
use rustc_hash::{FxHashMap, FxHashSet};

use super::words::Word;
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
    let sorted = sorted(merge);
    let mut ranks = vec![0; sorted.len()];
    sorted.iter().enumerate().for_each(|(rank, &place)| ranks[place as usize] = rank as u32);
    let all = All { merge, sorted, ranks, telling_roles: telling_roles(merge) };
    let mut sets = UnionFind::<u32>::new(merge.tellings.len());
    for bucket in all.buckets().chunk_by(|a, b| a.0 == b.0) {
        all.unite(bucket, &mut sets);
    }
    let mut clusters = all.split(all.groups(sets));
    all.attach(&mut clusters);
    clusters
}

/// The tellings by day, document and place there: content, not order of arrival.
fn sorted(merge: &Merge) -> Vec<u32> {
    let mut sorted: Vec<u32> = (0..merge.tellings.len() as u32).collect();
    sorted.sort_by_cached_key(|&i| {
        let told = &merge.tellings[i as usize];
        (told.day, merge.origins[told.document as usize].hash, number(merge.words.get(told.deal.id)))
    });
    sorted
}

/// `d12` → 12.
fn number(id: &str) -> u64 {
    id.trim_start_matches(|c: char| !c.is_ascii_digit()).parse().unwrap_or(u64::MAX)
}

fn telling_roles(merge: &Merge) -> FxHashMap<Word, Word> {
    let mut parties: FxHashMap<(Word, Word), FxHashSet<u32>> = FxHashMap::default();
    for deal in merge.tellings.iter().map(|t| &t.deal).filter(|d| d.edges.is_empty()) {
        for role in &deal.roles {
            parties.entry((deal.kind, role.role)).or_default().extend(role.party);
        }
    }
    let mut best: FxHashMap<Word, (Word, usize)> = FxHashMap::default();
    for ((kind, role), parties) in parties {
        let known = best.entry(kind).or_insert((role, parties.len()));
        // The first by spelling among equals.
        if (parties.len(), merge.words.get(known.0)) > (known.1, merge.words.get(role)) {
            *known = (role, parties.len());
        }
    }
    best.into_iter().map(|(kind, (role, _))| (kind, role)).collect()
}

/// What brings tellings together: a type, and a pair of parties or, where there is no pair, one party in its role.
type Bucket = (Word, Option<Word>, u32, u32);

/// What tells deals between the same parties apart.
#[derive(PartialEq, Eq, Hash)]
struct Mark {
    parties: Vec<(Word, Option<u32>)>,
    total: Option<(Word, Decimal)>,
    percent: Option<Decimal>,
    shares: Option<Decimal>,
    round: Option<Word>,
    /// Among those of one document that are equal in all that.
    number: usize,
}

struct All<'m> {
    merge: &'m Merge,
    /// Places of tellings by day, document and place there.
    sorted: Vec<u32>,
    /// For each telling its rank in that order.
    ranks: Vec<u32>,
    /// Of deals of one party or without a flow: the role that tells one deal of a type from another, which is the one with the most parties. Two issuers
    /// list on one exchange, and that does not make them one listing.
    telling_roles: FxHashMap<Word, Word>,
}

impl<'m> All<'m> {
    fn told(&self, place: u32) -> &'m Told {
        &self.merge.tellings[place as usize]
    }

    fn sort(&self, places: &mut [u32]) {
        places.sort_unstable_by_key(|&p| self.ranks[p as usize]);
    }

    /// Buckets with the ranks of their tellings, sorted. One list and no map of lists: most buckets hold one telling.
    fn buckets(&self) -> Vec<(Bucket, u32)> {
        let mut buckets: Vec<(Bucket, u32)> = Vec::new();
        for (told, &rank) in self.merge.tellings.iter().zip(&self.ranks) {
            let kind = told.deal.kind;
            buckets.extend(told.deal.edges.iter().map(|e| ((kind, None, e.0, e.1), rank)));
            if told.deal.edges.is_empty()
                && let Some(&telling) = self.telling_roles.get(&kind)
            {
                let parties = told.deal.roles.iter().filter(|r| r.role == telling).filter_map(|r| r.party);
                buckets.extend(parties.map(|p| ((kind, Some(telling), p, p), rank)));
            }
        }
        buckets.sort_unstable();
        buckets.dedup();
        buckets
    }

    /// Unites the tellings of a bucket that are one deal.
    fn unite(&self, bucket: &[(Bucket, u32)], sets: &mut UnionFind<u32>) {
        if bucket.len() < 2 {
            return;
        }
        for part in self.by_round(bucket.iter().map(|b| self.sorted[b.1 as usize]).collect()) {
            let mut documents = FxHashSet::default();
            if part.iter().all(|&p| documents.insert(self.told(p).document)) {
                self.unite_by_day(&part, sets);
            } else {
                self.unite_by_mark(&part, sets);
            }
        }
    }

    /// The sets as clusters, in the order of their first tellings.
    fn groups(&self, sets: UnionFind<u32>) -> Vec<Cluster> {
        let labels = sets.into_labeling();
        let mut places: Vec<Option<u32>> = vec![None; labels.len()];
        let mut clusters: Vec<Cluster> = Vec::new();
        for &telling in &self.sorted {
            let place = *places[labels[telling as usize] as usize].get_or_insert(clusters.len() as u32) as usize;
            match clusters.get_mut(place) {
                Some(cluster) => cluster.push(telling),
                None => clusters.push(vec![telling]),
            }
        }
        clusters
    }

    /// Two rounds of funding are two deals; what names no round goes with the round of its sum.
    fn by_round(&self, bucket: Vec<u32>) -> Vec<Vec<u32>> {
        let round = |p: u32| self.told(p).deal.round;
        let rounds: FxHashSet<Word> = bucket.iter().filter_map(|&p| round(p)).collect();
        if rounds.len() < 2 {
            return vec![bucket];
        }
        let mut of_sum: FxHashMap<(Word, Decimal), Option<Word>> = FxHashMap::default();
        for &place in &bucket {
            if let (Some(round), Some(total)) = (round(place), self.told(place).deal.total()) {
                of_sum.entry(total).and_modify(|known| *known = known.filter(|k| *k == round)).or_insert(Some(round));
            }
        }
        // What names no round, and whose sum names none, is a part of its own.
        let mut parts: BTreeMap<Option<Word>, Vec<u32>> = BTreeMap::new();
        for place in bucket {
            let by_sum = || self.told(place).deal.total().and_then(|t| of_sum.get(&t).copied().flatten());
            parts.entry(round(place).or_else(by_sum)).or_default().push(place);
        }
        parts.into_values().collect()
    }

    /// Neighbours by day, and neighbours by day of one sum.
    fn unite_by_day(&self, sorted: &[u32], sets: &mut UnionFind<u32>) {
        let mut last_of_sum: FxHashMap<(Word, Decimal), u32> = FxHashMap::default();
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
        let is_vague = |t: &Told| t.deal.edges.is_empty() && t.deal.roles.iter().any(|r| r.party.is_none());
        match (a.deal.total(), b.deal.total()) {
            // One party and somebody: that alone is no reason to think of the same deal.
            _ if is_vague(a) || is_vague(b) => false,
            (Some(x), Some(y)) if x.0 == y.0 && x.1 != y.1 => within(a.day, b.day, OTHER_SUM_DAYS),
            _ => within(a.day, b.day, NO_SUM_DAYS),
        }
    }

    /// Where one document tells several deals between the same parties, only what is told alike is the same.
    fn unite_by_mark(&self, sorted: &[u32], sets: &mut UnionFind<u32>) {
        let mut last: FxHashMap<Mark, u32> = FxHashMap::default();
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

    fn mark(&self, place: u32, with_parties: bool, counter: &mut Counter) -> Mark {
        let Told { document, deal, .. } = self.told(place);
        let mut parties: Vec<_> = if with_parties { deal.roles.iter().map(|r| (r.role, r.party)).collect() } else { Vec::new() };
        parties.sort_unstable();
        let value = |q: &Option<Box<super::telling::Quantity>>| q.as_ref().and_then(|q| q.value);
        let (percent, shares, round) = (value(&deal.percent), value(&deal.shares), deal.round);
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
            if cluster.len() == 1 || cluster.iter().all(|&p| documents.insert(self.told(p).document)) {
                result.push(cluster);
                continue;
            }
            let mut parts: FxHashMap<Mark, Cluster> = FxHashMap::default();
            let mut counter = Counter::default();
            for &place in &cluster {
                parts.entry(self.mark(place, true, &mut counter)).or_default().push(place);
            }
            result.extend(parts.into_values());
        }
        result.sort_by_key(|c| self.ranks[c[0] as usize]);
        result
    }

    /// "Qilan raised $30 million" belongs to "Aurora put $30 million into Qilan": a cluster without a pair joins the only one that has its sum and party.
    fn attach(&self, clusters: &mut Vec<Cluster>) {
        let has_edge = |c: &Cluster| c.iter().any(|&p| !self.told(p).deal.edges.is_empty());
        let mut by_party: FxHashMap<(Word, Word, u32, Word, Decimal), Vec<usize>> = FxHashMap::default();
        let keys = |cluster: &Cluster| {
            let keys = cluster.iter().flat_map(|&p| {
                let deal = &self.told(p).deal;
                let parties = deal.roles.iter().filter_map(|r| Some((r.role, r.party?)));
                deal.total().into_iter().flat_map(move |t| parties.clone().map(move |(role, party)| (deal.kind, role, party, t.0, t.1)))
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
    let parties = |t: &Told, role: Word| t.deal.roles.iter().filter(|r| r.role == role).filter_map(|r| r.party).collect::<Vec<u32>>();
    a.deal.roles.iter().map(|r| r.role).any(|role| {
        let (left, right) = (parties(a, role), parties(b, role));
        !left.is_empty() && !right.is_empty() && left.iter().all(|p| !right.contains(p))
    })
}

/// How many tellings of a document were equal so far.
#[derive(Default)]
struct Counter(#[allow(clippy::type_complexity)] FxHashMap<(u32, Option<(Word, Decimal)>, Option<Decimal>, Option<Decimal>, Option<Word>), usize>);

/// An unknown day is near every day.
fn within(a: Option<Date>, b: Option<Date>, days: i64) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.duration_until(b).as_hours().abs() <= days * 24,
        _ => true,
    }
}
