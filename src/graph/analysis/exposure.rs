//! What a party pays and is paid, by whom, and how much hangs on single ones.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::{AskError, Asked, Behind, Who, usd};

/// The dealings of a party.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Exposure {
    /// Who was asked for.
    pub company: Who,
    /// Deals with a counterparty.
    pub deals: usize,
    /// Money that it pays, by deal type.
    pub pays: Vec<Total>,
    /// Money that it is paid.
    pub receives: Vec<Total>,
    /// With whom, the largest first.
    pub counterparties: Vec<Counterparty>,
    /// Sum of the squares of the shares of its counterparties in all its dollars, 0 to 1: 1 is one counterparty alone. Null where no sum is known.
    pub concentration: Option<f64>,
    /// Whom its counterparties deal with, and through whom.
    pub second: Vec<Neighbour>,
}

/// Deals of one type.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct Total {
    /// The type.
    pub r#type: String,
    /// How many.
    pub deals: usize,
    /// How many of them without a sum.
    pub without_sum: usize,
    /// About so many dollars, of those with a sum.
    pub usd: u64,
}

/// A party on the other side.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Counterparty {
    /// Who.
    pub who: Who,
    /// Dollars paid to it.
    pub usd_out: u64,
    /// Dollars it pays.
    pub usd_in: u64,
    /// Its share in all dollars that the company pays and is paid; null where no sum is known.
    pub share: Option<f64>,
    /// The deals.
    pub deals: Vec<Behind>,
}

/// A neighbour of a neighbour.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Neighbour {
    /// Who.
    pub who: Who,
    /// The counterparties that link the two.
    pub through: Vec<Who>,
    /// The edges between those and the neighbour.
    pub edges: Vec<String>,
}

/// The dealings of a party.
///
/// # Errors
/// If nobody or several are called so.
pub fn exposure(asked: &Asked<'_>, company: &str) -> Result<Exposure, AskError> {
    let own = asked.find(company)?;
    let mut parties: BTreeMap<u32, Counterparty> = BTreeMap::new();
    let (mut pays, mut receives): (BTreeMap<&str, Total>, BTreeMap<&str, Total>) = Default::default();
    let (mut met, mut counted, mut deals) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for hand in asked.edges.iter().filter(|h| h.from == own || h.to == own) {
        let other = if hand.from == own { hand.to } else { hand.from };
        deals.insert(&hand.deal.id);
        let party = parties.entry(other).or_insert_with(|| Counterparty { who: asked.who(other), usd_out: 0, usd_in: 0, share: None, deals: Vec::new() });
        if met.insert((other, &hand.deal.id)) {
            party.deals.push(Behind::new(hand.edge, hand.deal));
        }
        let Some((payer, _)) = hand.money() else { continue };
        // A deal of many parties has one sum, and each way it counts once; between pairs its parts are not known, so that each pair shows the whole.
        let (totals, sum) = if payer == own { (&mut pays, &mut party.usd_out) } else { (&mut receives, &mut party.usd_in) };
        *sum += usd(hand.deal).unwrap_or_default();
        if counted.insert((&hand.deal.id, payer == own)) {
            let total = totals.entry(&*hand.deal.r#type).or_default();
            total.deals += 1;
            match usd(hand.deal) {
                Some(usd) => total.usd += usd,
                None => total.without_sum += 1,
            }
        }
    }
    let all: u64 = parties.values().map(|p| p.usd_in + p.usd_out).sum();
    let share = |p: &Counterparty| (p.usd_in + p.usd_out) as f64 / all as f64;
    let concentration = (all > 0).then(|| rounded(parties.values().map(|p| share(p).powi(2)).sum()));
    for party in parties.values_mut() {
        party.share = (all > 0).then(|| rounded((party.usd_in + party.usd_out) as f64 / all as f64));
    }
    let second = second(asked, own, &parties.keys().copied().collect());
    let mut counterparties: Vec<Counterparty> = parties.into_values().collect();
    counterparties
        .sort_by(|a, b| (b.usd_in + b.usd_out).cmp(&(a.usd_in + a.usd_out)).then(b.deals.len().cmp(&a.deals.len())).then_with(|| a.who.id.cmp(&b.who.id)));
    let list = |totals: BTreeMap<&str, Total>| {
        let mut list: Vec<Total> = totals.into_iter().map(|(kind, total)| Total { r#type: kind.to_owned(), ..total }).collect();
        list.sort_by(|a, b| b.usd.cmp(&a.usd).then_with(|| a.r#type.cmp(&b.r#type)));
        list
    };
    Ok(Exposure { company: asked.who(own), deals: deals.len(), pays: list(pays), receives: list(receives), counterparties, concentration, second })
}

fn second(asked: &Asked<'_>, own: u32, first: &BTreeSet<u32>) -> Vec<Neighbour> {
    let mut found: BTreeMap<u32, (BTreeSet<u32>, Vec<String>)> = BTreeMap::new();
    for hand in &asked.edges {
        for (near, far) in [(hand.from, hand.to), (hand.to, hand.from)] {
            if first.contains(&near) && far != own && !first.contains(&far) {
                let (through, edges) = found.entry(far).or_default();
                through.insert(near);
                edges.push(hand.edge.id.to_string());
            }
        }
    }
    let neighbour = |(far, (through, edges)): (u32, (BTreeSet<u32>, Vec<String>))| Neighbour {
        who: asked.who(far),
        through: through.into_iter().map(|n| asked.who(n)).collect(),
        edges,
    };
    let mut list: Vec<Neighbour> = found.into_iter().map(neighbour).collect();
    list.sort_by(|a, b| b.through.len().cmp(&a.through.len()).then_with(|| a.who.id.cmp(&b.who.id)));
    list
}

/// Three places after the point.
pub(super) fn rounded(share: f64) -> f64 {
    (share * 1000.0).round() / 1000.0
}
