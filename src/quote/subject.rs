//! What the words of a quotation speak of: the entities that they name, and the deals that they tell or whose parties they name.

use crate::doc::{Deal, Document, Entity, Id, Quote, Span};

/// Parties of a deal by whose names the words speak of it.
const PARTIES: usize = 2;

/// Fills what each quotation of the document is about. Deals and entities are settled by then.
pub(super) fn find(doc: &mut Document) {
    let mut quotes = std::mem::take(&mut doc.quotes);
    for quote in &mut quotes {
        quote.entities = entities(doc, quote);
        quote.deals = deals(doc, quote);
    }
    doc.quotes = quotes;
}

/// The entities that the words name, but for the speakers, each once.
fn entities(doc: &Document, quote: &Quote) -> Vec<Id<Entity>> {
    let mut found = Vec::new();
    for &content in &quote.content {
        let first = doc.mentions.partition_point(|m| m.span.start < content.start);
        let inside = doc.mentions[first..].iter().take_while(|m| m.span.start < content.end);
        for entity in inside.filter(|m| content.contains(m.span)).filter_map(|m| m.entity) {
            if !found.contains(&entity) && !quote.speakers.iter().any(|s| s.entity == Some(entity)) {
                found.push(entity);
            }
        }
    }
    found
}

/// The deals that the words tell, or whose parties they name.
fn deals(doc: &Document, quote: &Quote) -> Vec<Id<Deal>> {
    let inside = |span: Span| quote.content.iter().any(|content| content.contains(span));
    let is_told = |deal: &Deal| deal.evidence.iter().any(|evidence| inside(evidence.trigger));
    let names = |deal: &Deal| deal.roles.iter().filter(|party| party.entity.is_some_and(|entity| quote.entities.contains(&entity))).count() >= PARTIES;
    doc.deals.iter().enumerate().filter(|(_, deal)| is_told(deal) || names(deal)).map(|(index, _)| Id::new(index)).collect()
}
