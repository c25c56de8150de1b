//! Deals in the order in which documents tell of them.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;

use super::{AskError, Asked, Behind, Count, Who};
use crate::graph::corpus::{CorpusGraph, Deal, Edge, Party, Period};

/// Deals by day.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Timeline {
    /// Whose deals; null for all.
    pub company: Option<Who>,
    /// In order of their days; those without a day last.
    pub events: Vec<Event>,
}

/// A status that a deal has for the first time.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Event {
    /// Day of the first document that tells it.
    pub date: Option<Arc<str>>,
    /// The status.
    pub status: String,
    /// It is the deal's first.
    pub is_first: bool,
    /// The parties.
    pub roles: Vec<Party>,
    /// Days of the deal itself.
    pub dates: Vec<Period>,
    /// The deal, with the evidence of this status alone.
    pub deal: Behind,
}

/// The deals of the graph, or those of one party.
///
/// # Errors
/// If nobody or several are called so.
pub fn timeline(graph: &CorpusGraph, count: Count, company: Option<&str>) -> Result<Timeline, AskError> {
    let asked = Asked::new(graph, count);
    let own = company.map(|c| asked.find(c)).transpose()?.map(|place| asked.who(place));
    let is_own = |d: &&Deal| own.as_ref().is_none_or(|who| d.roles.iter().any(|r| r.node.as_deref() == Some(&who.id)));
    let mut events: Vec<Event> = asked.graph.deals.iter().filter(|d| count.holds(d)).filter(is_own).flat_map(of_deal).collect();
    events.sort_by(|a, b| {
        let day = |e: &Event| (e.date.is_none(), e.date.clone());
        day(a).cmp(&day(b)).then_with(|| a.deal.deal.cmp(&b.deal.deal)).then(b.is_first.cmp(&a.is_first)).then_with(|| a.status.cmp(&b.status))
    });
    Ok(Timeline { company: own, events })
}

fn of_deal(deal: &Deal) -> Vec<Event> {
    // The status that was told first; where several were on one day, the one that is listed first.
    let first = deal.statuses.iter().min_by_key(|s| (s.first.is_none(), s.first.clone())).map(|s| s.status.clone());
    let event = |told: &crate::graph::corpus::StatusTold| {
        let mut behind = Behind::new(&Edge::default(), deal);
        behind.evidence.retain(|e| e.status == told.status);
        Event {
            date: told.first.clone(),
            status: told.status.to_string(),
            is_first: Some(&told.status) == first.as_ref(),
            roles: deal.roles.clone(),
            dates: deal.dates.clone(),
            deal: behind,
        }
    };
    deal.statuses.iter().map(event).collect()
}
