//! Deals, their parties, status, sums. Side mentions of the gold count neither way.

use rustc_hash::FxHashSet;

use super::Sheet;
use crate::deal::Frames;
use crate::doc::{Deal, Document};
use crate::eval::case::{Case, Texts};
use crate::eval::compare::{same_bounds, same_money};
use crate::eval::pairing::pair;
use crate::eval::tally::Layer;
use crate::export::gold::{DealRecord, Party};

/// Types between which a reader may well waver: a lenient score takes one for the other.
const FAMILIES: [&[&str]; 4] = [
    &["acquisition", "share_transfer", "investment"],
    &["supply", "contract_award", "lease", "licence"],
    &["loan", "debt_issue", "guarantee"],
    &["partnership", "joint_venture", "merger"],
];

fn is_same_family(a: &str, b: &str) -> bool {
    a == b || FAMILIES.iter().any(|f| f.contains(&a) && f.contains(&b))
}

/// A deal that was found, with all that its parties are called.
struct Found<'a> {
    deal: &'a Deal,
    kind: &'a str,
    /// Role, names, and whether it is an entity.
    parties: Vec<(&'a str, Texts, bool)>,
}

impl<'a> Found<'a> {
    fn new(frames: &'a Frames, document: &Document, deal: &'a Deal) -> Self {
        let frame = frames.frame(deal.kind);
        let party = |f: &crate::doc::Filler| (frame.role_rule(f.role).name.as_str(), Texts::new(document, Some(f.span), f.entity), f.entity.is_some());
        Found { deal, kind: &frame.name, parties: deal.roles.iter().map(party).collect() }
    }

    fn words(&self) -> String {
        let parties: Vec<_> = self.parties.iter().map(|(role, texts, _)| format!("{role}={}", texts.first())).collect();
        format!("{}({})", self.kind, parties.join(", "))
    }
}

/// Same type, every named party in its role, and no further entity in a role.
fn is_strict(case: &Case, gold: &DealRecord, found: &Found<'_>) -> bool {
    let stands = |role: &str, party: &Party| found.parties.iter().any(|(r, texts, _)| *r == role && case.is_party(party, texts));
    let wanted = |role: &str, texts: &Texts| gold.roles().any(|(r, parties)| r == role && parties.iter().any(|p| case.is_party(p, texts)));
    gold.kind == found.kind
        && gold.roles().all(|(role, parties)| parties.iter().all(|p| !case.is_named(p) || stands(role, p)))
        && found.parties.iter().all(|(role, texts, is_entity)| !is_entity || wanted(role, texts))
}

/// Same family, and one named party of each of two roles; all that the gold has where it has fewer.
fn is_lenient(case: &Case, gold: &DealRecord, found: &Found<'_>) -> bool {
    if !is_same_family(&gold.kind, found.kind) {
        return false;
    }
    let (mut sides, mut sides_found, mut named, mut hits) = (FxHashSet::default(), FxHashSet::default(), 0, 0);
    for (role, party) in gold.roles().flat_map(|(role, parties)| parties.iter().map(move |p| (role, p))).filter(|(_, p)| case.is_named(p)) {
        sides.insert(role);
        named += 1;
        if found.parties.iter().any(|(_, texts, _)| case.is_party(party, texts)) {
            sides_found.insert(role);
            hits += 1;
        }
    }
    hits > 0 && if sides.len() >= 2 { sides_found.len() >= 2 } else { hits >= named.min(2) }
}

pub(super) fn score(frames: &Frames, sheet: &mut Sheet<'_>) {
    let (case, document) = (sheet.case, sheet.document);
    let golds: Vec<&DealRecord> = case.gold.deals().collect();
    let found: Vec<Found<'_>> = document.deals.iter().map(|d| Found::new(frames, document, d)).collect();
    // Of several candidates the best: strict before lenient, told outright before in passing, same type, same status.
    let rank = |g: &DealRecord, f: &Found<'_>| {
        let bonus = |is: bool, points: f64| if is { points } else { 0.0 };
        1.0 + bonus(is_strict(case, g, f), 8.0) + bonus(!g.side, 4.0) + bonus(g.kind == f.kind, 2.0) + bonus(g.status == f.deal.status, 1.0)
    };
    let lenient = pair(&golds, &found, |g, f| if is_lenient(case, g, f) { rank(g, f) } else { 0.0 });
    let strict = pair(&golds, &found, |g, f| if is_strict(case, g, f) { rank(g, f) } else { 0.0 });
    let core = golds.iter().filter(|g| !g.side).count();
    for (layer, pairs) in [(Layer::DealsLenient, &lenient), (Layer::DealsStrict, &strict)] {
        let hits: FxHashSet<usize> = pairs.iter().filter(|p| !golds[p.0].side).map(|p| p.1).collect();
        let aside: FxHashSet<usize> = lenient.iter().chain(pairs).filter(|p| golds[p.0].side && !hits.contains(&p.1)).map(|p| p.1).collect();
        sheet.tally.add(layer, hits.len(), found.len() - aside.len(), core);
    }
    score_parties(sheet, &golds, &found, &lenient);
    for &(i, j) in &lenient {
        details(sheet, golds[i], &found[j]);
    }
    for &(i, j) in lenient.iter().filter(|p| !strict.contains(p) && !golds[p.0].side) {
        sheet.miss(Layer::DealsStrict, golds[i].line, format!("{} found as {}", golds[i], found[j].words()));
    }
    for (i, gold) in golds.iter().enumerate() {
        if !gold.side && !lenient.iter().any(|p| p.0 == i) {
            sheet.miss(Layer::DealsLenient, gold.line, format!("missed {gold}"));
        }
    }
    for (j, wrong) in found.iter().enumerate() {
        if !lenient.iter().any(|p| p.1 == j) {
            let at = wrong.deal.evidence.first().map_or(0, |e| document.text.source_span(e.trigger).start);
            let words = wrong.deal.evidence.first().map_or("", |e| document.text.source_str(e.trigger));
            sheet.miss_at(Layer::DealsLenient, at, format!("wrong {} by {words:?}", wrong.words()));
        }
    }
}

/// Named parties in their roles, over the deals told outright and what was found for them.
fn score_parties(sheet: &mut Sheet<'_>, golds: &[&DealRecord], found: &[Found<'_>], pairs: &[(usize, usize)]) {
    let case = sheet.case;
    let entities = |f: &Found<'_>| f.parties.iter().filter(|p| p.2).count();
    for (i, gold) in golds.iter().enumerate().filter(|(_, g)| !g.side) {
        let named: Vec<_> = gold.roles().flat_map(|(role, parties)| parties.iter().map(move |p| (role, p))).filter(|(_, p)| case.is_named(p)).collect();
        let paired = pairs.iter().find(|p| p.0 == i).map(|p| &found[p.1]);
        let stands = |role: &str, party: &Party| paired.is_some_and(|f| f.parties.iter().any(|(r, t, is)| *is && *r == role && case.is_party(party, t)));
        let hits = named.iter().filter(|(role, party)| stands(role, party)).count();
        sheet.tally.add(Layer::Parties, hits, 0, named.len());
    }
    for (j, f) in found.iter().enumerate() {
        let is_aside = pairs.iter().any(|p| p.1 == j && golds[p.0].side);
        sheet.tally.add(Layer::Parties, 0, if is_aside { 0 } else { entities(f) }, 0);
    }
}

/// Status, hearsay, sums and percent of a deal found.
fn details(sheet: &mut Sheet<'_>, gold: &DealRecord, found: &Found<'_>) {
    let document = sheet.document;
    let mut judge = |layer, is_right: bool, what: String| {
        sheet.tally.judge(layer, is_right);
        if !is_right {
            sheet.miss(layer, gold.line, format!("{}: {what}", found.words()));
        }
    };
    let deal = found.deal;
    judge(Layer::Status, gold.status == deal.status, format!("{}, found {}", gold.status.name(), deal.status.name()));
    judge(Layer::Hearsay, gold.hearsay == deal.hearsay, format!("{}, found {}", gold.hearsay, deal.hearsay));
    let sums: Vec<_> = deal.amounts.iter().map(|a| &document.amounts[a.amount.index()]).collect();
    if !gold.amounts().is_empty() || !sums.is_empty() {
        let is_same = |g: &(_, crate::export::gold::Value, _), s: &crate::doc::Amount| same_money((g.0, &g.1.range), (s.currency, &s.range));
        let all_found = gold.amounts().iter().all(|g| sums.iter().any(|s| is_same(g, s)));
        let none_wrong = sums.iter().all(|s| gold.amounts().iter().any(|g| is_same(g, s)));
        let words: Vec<_> = sums.iter().map(|s| document.text.source_str(s.span)).collect();
        judge(Layer::AmountAttached, all_found && none_wrong, format!("found {words:?}"));
    }
    let percent = deal.percent.map(|p| &document.percents[p.index()]);
    if !gold.percents().is_empty() || percent.is_some() {
        let is_right = percent.is_some_and(|p| gold.percents().iter().any(|g| same_bounds(&g.range, &p.range)));
        judge(Layer::PercentAttached, is_right, format!("found {:?}", percent.map_or("", |p| document.text.source_str(p.span))));
    }
}
