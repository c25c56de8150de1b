//! The tables, and the rows that an annotation becomes.

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::table::Kind::{Flag, Integer, Real, Text};
use super::table::{Cell, Column, Rows, Table};
use crate::graph::fx::Rates;
use crate::graph::merge::told::{Annotation, Deal, Entity, Quantity, Quote};

/// Every table. Money and other exact numbers are text, because no binary fraction holds them; `usd` is a whole number to compare and to add.
pub const TABLES: &[Table] = &[
    Table {
        name: "documents",
        about: "a document",
        key: &["document"],
        indexes: &["date"],
        columns: &[
            DOCUMENT,
            Column::some("id", Text, "id as it was given, a path where a file was read; JSON where it is no string"),
            Column::new("lang", Text, "main language: zh, en"),
            Column::some("date", Text, "day of the document, YYYY-MM-DD"),
            Column::some("title", Text, "headline"),
            Column::some("source", Text, "publisher"),
            Column::new("chars", Integer, "code points of the text"),
        ],
    },
    Table {
        name: "nodes",
        about: "an entity of a document; equal keys are the same entity in every document",
        key: &["document", "entity"],
        indexes: &["key"],
        columns: &[
            DOCUMENT,
            Column::new("entity", Text, "e1, e2, …"),
            Column::new("key", Text, "stable key"),
            Column::new("type", Text, "company, government, organization, person, product, index, location"),
            Column::new("name", Text, "best name in the document"),
            Column::some("name_zh", Text, "Chinese name"),
            Column::some("name_en", Text, "English name"),
            Column::new("tickers", Text, "EXCHANGE:CODE, several with |"),
            Column::new("mentions", Integer, "places that name it"),
        ],
    },
    Table {
        name: "deals",
        about: "a deal as a document tells it",
        key: &["document", "deal"],
        indexes: &["type"],
        columns: &[
            DOCUMENT,
            DEAL,
            Column::new("type", Text, "investment, acquisition, …"),
            Column::new("status", Text, "rumored, planned, announced, in_effect, completed, terminated, denied"),
            Column::new("hearsay", Flag, "the text itself gives it as report"),
            Column::some("currency", Text, "currency of the whole sum, ISO 4217"),
            Column::some("amount_min", Text, "smallest value of the whole sum, exact; null where open"),
            Column::some("amount_max", Text, "largest value of the whole sum, exact; null where open"),
            Column::some("amount_bound", Text, "exact, about, at_least, at_most, range, several"),
            Column::some("usd", Integer, "the whole sum in about so many US dollars"),
            Column::some("percent_min", Text, "percent of the whole that it concerns, exact"),
            Column::some("percent_max", Text, "the same, upper bound"),
            Column::some("shares_min", Text, "shares dealt in, exact"),
            Column::some("shares_max", Text, "the same, upper bound"),
            Column::some("round", Text, "funding round as written"),
            Column::some("date_from", Text, "first day of the deal, YYYY-MM-DD"),
            Column::some("date_to", Text, "last day of the deal"),
            Column::new("tags", Text, "vendor_financing and the like, several with |"),
            Column::new("confidence", Real, "0 to 1"),
        ],
    },
    Table {
        name: "parties",
        about: "a party of a deal",
        key: &["document", "deal", "ordinal"],
        indexes: &["key"],
        columns: &[
            DOCUMENT,
            DEAL,
            ORDINAL,
            Column::new("role", Text, "investor, target, supplier, …"),
            Column::some("entity", Text, "e1, …; null where the party is unnamed"),
            Column::some("key", Text, "stable key"),
            Column::some("name", Text, "best name"),
            Column::new("text", Text, "the words that fill the role"),
        ],
    },
    Table {
        name: "sums",
        about: "a sum of a deal",
        key: &["document", "deal", "ordinal"],
        indexes: &[],
        columns: &[
            DOCUMENT,
            DEAL,
            ORDINAL,
            Column::new("role", Text, "total, tranche, per_share, valuation, debt"),
            Column::new("currency", Text, "ISO 4217, XXX where the text does not tell"),
            Column::some("min", Text, "smallest value, exact; null where open"),
            Column::some("max", Text, "largest value, exact; null where open"),
            Column::new("bound", Text, "exact, about, at_least, at_most, range, several"),
            Column::some("usd", Integer, "about so many US dollars"),
            Column::new("text", Text, "as the document writes it"),
        ],
    },
    Table {
        name: "edges",
        about: "the way that money, shares, a loan or goods go between two parties",
        key: &["document", "edge"],
        indexes: &["from_key", "to_key"],
        columns: &[
            DOCUMENT,
            Column::new("edge", Text, "g1, g2, …"),
            DEAL,
            Column::new("from_key", Text, "stable key of the giver"),
            Column::new("from_name", Text, "its best name"),
            Column::new("to_key", Text, "stable key of the taker"),
            Column::new("to_name", Text, "its best name"),
            Column::new("flow", Text, "capital, ownership, debt, goods, alliance"),
            Column::new("type", Text, "the deal's type"),
            Column::new("status", Text, "the deal's status"),
            Column::some("usd", Integer, "the deal's whole sum in about so many US dollars; the same on every edge of the deal"),
        ],
    },
    Table {
        name: "quotes",
        about: "who says what",
        key: &["document", "quote"],
        indexes: &["speaker_key"],
        columns: &[
            DOCUMENT,
            Column::new("quote", Text, "q1, q2, …"),
            Column::new("kind", Text, "direct, indirect, mixed"),
            Column::new("content", Text, "the words; parts are joined by …"),
            Column::some("cue", Text, "the reporting word"),
            Column::some("speaker", Text, "best name, else the words for the speaker"),
            Column::some("speaker_class", Text, "person, organization, group, unnamed"),
            Column::some("speaker_key", Text, "stable key"),
            Column::some("title", Text, "title as the text gives it"),
            Column::some("affiliation_key", Text, "stable key of the employer"),
            Column::some("affiliation", Text, "name of the employer"),
            Column::new("analyst", Flag, "analyst, strategist or economist"),
            Column::new("stance", Text, "positive, negative, neutral, mixed"),
            Column::some("start_char", Integer, "first code point of the content"),
            Column::some("end_char", Integer, "one past its last"),
        ],
    },
    Table {
        name: "subjects",
        about: "an entity or a deal that a quotation speaks of",
        key: &["document", "quote", "ordinal"],
        indexes: &["key"],
        columns: &[
            DOCUMENT,
            Column::new("quote", Text, "q1, q2, …"),
            Column::new("ordinal", Integer, "place in the quotation's list, from 0"),
            Column::some("entity", Text, "e1, …; null for a deal"),
            Column::some("key", Text, "its stable key"),
            Column::some("name", Text, "its best name"),
            Column::some("deal", Text, "d1, …; null for an entity"),
        ],
    },
    Table {
        name: "evidence",
        about: "a place that tells a deal",
        key: &["document", "deal", "ordinal"],
        indexes: &[],
        columns: &[
            DOCUMENT,
            DEAL,
            ORDINAL,
            Column::new("start_char", Integer, "first code point of the clause or sentence"),
            Column::new("end_char", Integer, "one past its last"),
            Column::new("trigger_start", Integer, "first code point of the telling word"),
            Column::new("trigger_end", Integer, "one past its last"),
            Column::new("text", Text, "its words"),
            Column::new("rule", Text, "the rule that found it"),
        ],
    },
];

const DOCUMENT: Column = Column::new("document", Integer, "number of the annotation: line × shards + shard, so that no two shards share one");
const DEAL: Column = Column::new("deal", Text, "d1, d2, …");
const ORDINAL: Column = Column::new("ordinal", Integer, "place in the deal's list, from 0");

/// Rows of every table, in the order of [`TABLES`], of lines of annotations. `number` gives the document's number of a line.
///
/// # Errors
/// If a line is no annotation.
pub(super) fn of_lines(text: &[u8], number: impl Fn(u64) -> u64, rates: &Rates) -> Result<Vec<Rows>, String> {
    let mut rows = vec![Rows::default(); TABLES.len()];
    for (line, bytes) in text.split(|b| *b == b'\n').filter(|l| !l.is_empty()).enumerate() {
        let annotation: Annotation = serde_json::from_slice(bytes).map_err(|e| e.to_string())?;
        let [documents, nodes, deals, parties, sums, edges, quotes, subjects, evidence] = &mut rows[..] else { return Err("a table has no rows".into()) };
        let maker = Maker::new(&annotation, number(line as u64), rates);
        maker.document(documents);
        annotation.entities.iter().for_each(|e| maker.node(e, nodes));
        for deal in &annotation.deals {
            maker.deal(deal, deals);
            maker.parties(deal, parties);
            maker.sums(deal, sums);
            maker.evidence(deal, evidence);
        }
        maker.edges(edges);
        for quote in &annotation.quotes {
            maker.quote(quote, quotes);
            maker.subjects(quote, subjects);
        }
    }
    Ok(rows)
}

struct Maker<'a> {
    annotation: &'a Annotation<'a>,
    number: Cell,
    rates: &'a Rates,
    day: Option<Date>,
    entities: FxHashMap<&'a str, &'a Entity<'a>>,
}

impl<'a> Maker<'a> {
    fn new(annotation: &'a Annotation<'a>, number: u64, rates: &'a Rates) -> Self {
        let day = annotation.date.as_deref().and_then(|d| d.parse().ok());
        let entities = annotation.entities.iter().map(|e| (e.id.as_str(), e)).collect();
        Maker { annotation, number: number.into(), rates, day, entities }
    }

    fn document(&self, rows: &mut Rows) {
        let a = self.annotation;
        let id = a.id.as_ref().filter(|i| !i.is_null()).map(|i| i.as_str().map_or_else(|| i.to_string(), str::to_owned));
        let (date, title, source) = (a.date.as_deref(), a.title.as_deref(), a.source.as_deref());
        rows.add([self.number.clone(), id.map_or(Cell::Null, Cell::Text), a.lang.as_str().into(), date.into(), title.into(), source.into(), a.chars.into()]);
    }

    fn node(&self, entity: &Entity, rows: &mut Rows) {
        rows.add([
            self.number.clone(),
            entity.id.as_str().into(),
            (*entity.key).into(),
            entity.r#type.as_str().into(),
            (*entity.name).into(),
            entity.names.zh.as_deref().into(),
            entity.names.en.as_deref().into(),
            joined(entity.tickers.iter().map(|t| &**t), "|"),
            entity.mentions.len().into(),
        ]);
    }

    fn entity(&self, id: Option<&str>) -> Option<&'a Entity<'a>> {
        self.entities.get(id?).copied()
    }

    fn amount(&self, id: &str) -> Option<&'a Quantity<'a>> {
        self.annotation.amounts.iter().find(|a| *a.id == *id)
    }

    fn usd(&self, amount: &Quantity) -> Option<u64> {
        let value = amount.max.as_deref().or(amount.min.as_deref())?.parse().ok()?;
        self.rates.usd(amount.currency.as_deref()?, value, self.day)
    }

    fn total(&self, deal: &Deal) -> Option<&'a Quantity<'a>> {
        deal.amounts.iter().find(|a| &*a.role == "total").and_then(|a| self.amount(&a.amount))
    }

    fn deal(&self, deal: &Deal, rows: &mut Rows) {
        let total = self.total(deal);
        let find = |list: &'a [Quantity<'a>], id: Option<&str>| id.and_then(|id| list.iter().find(|q| *q.id == *id));
        let percent = find(&self.annotation.percents, deal.percent.as_deref());
        let shares = find(&self.annotation.shares, deal.shares.as_deref());
        let dates = || deal.dates.iter().filter_map(|id| self.annotation.dates.iter().find(|d| d.id == *id));
        let min = |q: Option<&'a Quantity>| Cell::from(q.and_then(|q| q.min.as_deref()));
        let max = |q: Option<&'a Quantity>| Cell::from(q.and_then(|q| q.max.as_deref()));
        rows.add([
            self.number.clone(),
            (*deal.id).into(),
            (*deal.r#type).into(),
            deal.status.as_str().into(),
            deal.hearsay.into(),
            total.and_then(|t| t.currency.as_deref()).into(),
            min(total),
            max(total),
            total.map(|t| &*t.bound).into(),
            total.and_then(|t| self.usd(t)).into(),
            min(percent),
            max(percent),
            min(shares),
            max(shares),
            deal.round.as_deref().into(),
            dates().filter_map(|d| d.from.as_deref()).min().into(),
            dates().filter_map(|d| d.to.as_deref()).max().into(),
            joined(deal.tags.iter().map(|t| &**t), "|"),
            deal.confidence.into(),
        ]);
    }

    fn parties(&self, deal: &Deal, rows: &mut Rows) {
        for (ordinal, role) in deal.roles.iter().enumerate() {
            let entity = self.entity(role.entity.as_deref());
            rows.add([
                self.number.clone(),
                (*deal.id).into(),
                ordinal.into(),
                (*role.role).into(),
                role.entity.as_deref().into(),
                entity.map(|e| &*e.key).into(),
                entity.map(|e| &*e.name).into(),
                (*role.text).into(),
            ]);
        }
    }

    fn sums(&self, deal: &Deal, rows: &mut Rows) {
        for (ordinal, part) in deal.amounts.iter().enumerate() {
            let Some(amount) = self.amount(&part.amount) else { continue };
            rows.add([
                self.number.clone(),
                (*deal.id).into(),
                ordinal.into(),
                (*part.role).into(),
                amount.currency.as_deref().unwrap_or("XXX").into(),
                amount.min.as_deref().into(),
                amount.max.as_deref().into(),
                (*amount.bound).into(),
                self.usd(amount).into(),
                (*amount.text).into(),
            ]);
        }
    }

    fn edges(&self, rows: &mut Rows) {
        for edge in &self.annotation.graph.edges {
            let ends = (self.entities.get(edge.from.as_str()), self.entities.get(edge.to.as_str()));
            let ((Some(from), Some(to)), Some(deal)) = (ends, self.annotation.deals.iter().find(|d| *d.id == *edge.deal)) else { continue };
            rows.add([
                self.number.clone(),
                edge.id.as_str().into(),
                edge.deal.as_str().into(),
                (*from.key).into(),
                (*from.name).into(),
                (*to.key).into(),
                (*to.name).into(),
                edge.flow.as_str().into(),
                (*deal.r#type).into(),
                deal.status.as_str().into(),
                self.total(deal).and_then(|t| self.usd(t)).into(),
            ]);
        }
    }

    fn quote(&self, quote: &Quote, rows: &mut Rows) {
        let speaker = quote.speaker.as_ref();
        let employer = speaker.and_then(|s| self.entity(s.affiliation.as_deref()));
        rows.add([
            self.number.clone(),
            quote.id.as_str().into(),
            quote.kind.as_str().into(),
            joined(quote.content.iter().map(|c| c.text.as_str()), " … "),
            quote.cue.as_ref().map(|c| c.text.as_str()).into(),
            speaker.and_then(|s| s.name.as_deref().or(s.text.as_deref())).into(),
            speaker.map(|s| s.class.as_str()).into(),
            speaker.and_then(|s| self.entity(s.entity.as_deref())).map(|e| &*e.key).into(),
            speaker.and_then(|s| s.title.as_deref()).into(),
            employer.map(|e| &*e.key).into(),
            employer.map(|e| &*e.name).into(),
            speaker.is_some_and(|s| s.analyst).into(),
            quote.stance.as_str().into(),
            quote.content.iter().map(|c| c.start as u64).min().into(),
            quote.content.iter().map(|c| c.end as u64).max().into(),
        ]);
    }

    fn subjects(&self, quote: &Quote, rows: &mut Rows) {
        for (ordinal, subject) in quote.about.iter().enumerate() {
            let entity = self.entity(Some(subject.as_str()));
            let deal = self.annotation.deals.iter().find(|d| *d.id == **subject);
            rows.add([
                self.number.clone(),
                quote.id.as_str().into(),
                ordinal.into(),
                entity.map(|_| subject.as_str()).into(),
                entity.map(|e| &*e.key).into(),
                entity.map(|e| &*e.name).into(),
                deal.map(|d| &*d.id).into(),
            ]);
        }
    }

    fn evidence(&self, deal: &Deal, rows: &mut Rows) {
        for (ordinal, evidence) in deal.evidence.iter().enumerate() {
            rows.add([
                self.number.clone(),
                (*deal.id).into(),
                ordinal.into(),
                evidence.start.into(),
                evidence.end.into(),
                evidence.trigger.start.into(),
                evidence.trigger.end.into(),
                (*evidence.text).into(),
                (*evidence.rule).into(),
            ]);
        }
    }
}

fn joined<'w>(words: impl Iterator<Item = &'w str>, between: &str) -> Cell {
    Cell::Text(words.collect::<Vec<_>>().join(between))
}
