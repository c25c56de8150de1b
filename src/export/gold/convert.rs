//! What the tool found in a document → the notation.

use std::io::{self, Write};

use rustc_hash::FxHashSet;

use super::{DealField, DealRecord, EntityRecord, Gold, Party, Period, Piece, QuoteField, QuoteRecord, Record, Target, Value};
use crate::doc::{Deal, Document, Entity, Id, Quote, Span};
use crate::export::View;

/// Writes the document in the notation.
pub(crate) fn write(view: &View<'_>, document: &Document, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{}", gold(view, document))
}

fn gold(view: &View<'_>, document: &Document) -> Gold {
    let links = links(document);
    let mut used = vec![false; document.entities.len()];
    let mut mark = |entity: Option<Id<Entity>>| {
        if let Some(slot) = entity.and_then(|e| used.get_mut(e.index())) {
            *slot = true;
        }
    };
    links.iter().for_each(|l| mark(l.entity));
    document.deals.iter().flat_map(|d| &d.roles).for_each(|r| mark(r.entity));
    document.quotes.iter().flat_map(|q| &q.speakers).for_each(|s| {
        mark(s.entity);
        mark(s.affiliation);
    });
    // Two entities of one key would be one to whoever reads the file.
    let mut keys = FxHashSet::default();
    let entities = document.entities.iter().zip(&used).filter(|(e, used)| **used && keys.insert(notation_key(&e.key)));
    let entities = entities.map(|(e, _)| Record::Entity(EntityRecord { key: notation_key(&e.key), kind: e.kind }));
    let deals = document.deals.iter().map(|d| Record::Deal(deal_record(view, document, d)));
    let quotes = document.quotes.iter().map(|q| Record::Quote(quote_record(document, q)));
    Gold { header: header(document), text_line: 0, pieces: pieces(document, links), records: entities.chain(deals).chain(quotes).collect() }
}

fn header(document: &Document) -> Vec<(String, String)> {
    let meta = &document.meta;
    let id = meta.id.as_ref().map(|id| id.as_str().map_or_else(|| id.to_string(), str::to_owned)).unwrap_or_default();
    let stem = id.rsplit(['/', '\\']).next().unwrap_or(&id).split('.').next().unwrap_or(&id).to_owned();
    let date = meta.date.map(|d| d.to_string()).unwrap_or_default();
    [("id", stem), ("lang", document.language.name().to_owned()), ("date", date), ("part", "dev".to_owned()), ("kind", "news".to_owned())]
        .map(|(key, value)| (key.to_owned(), value))
        .to_vec()
}

/// A finding on its way to become a link.
struct Link {
    span: Span,
    target: Target,
    entity: Option<Id<Entity>>,
}

/// All findings by their start; of two that overlap the longer stays, for links do not nest.
fn links(document: &Document) -> Vec<Link> {
    let language = document.language;
    let plain = |span, target| Link { span, target, entity: None };
    let mut links: Vec<Link> = Vec::new();
    for mention in &document.mentions {
        let Some(entity) = mention.entity else { continue };
        let target = Target::Entity(notation_key(&document.entities[entity.index()].key), mention.form);
        links.push(Link { span: mention.span, target, entity: Some(entity) });
    }
    links.extend(document.amounts.iter().map(|a| plain(a.span, Target::Money(a.currency, Value::from_range(&a.range, language)))));
    links.extend(document.percents.iter().map(|p| plain(p.span, Target::Percent(Value::from_range(&p.range, language)))));
    links.extend(document.shares.iter().map(|s| plain(s.span, Target::Shares(Value::from_range(&s.range, language)))));
    links.extend(document.dates.iter().map(|d| plain(d.span, Target::Date(Period::from_days(d.from, d.to, d.partial.as_deref())))));
    links.sort_by_key(|l| (l.span.start, std::cmp::Reverse(l.span.end)));
    let mut end = 0;
    links.retain(|l| {
        let free = l.span.start >= end && !l.span.is_empty();
        end = if free { l.span.end } else { end };
        free
    });
    links
}

fn pieces(document: &Document, links: Vec<Link>) -> Vec<Piece> {
    let text = &document.text;
    let source = text.source.as_str();
    let edge = source.trim_end_matches(['\n', '\r']).len();
    let mut at = source.len() - source.trim_start_matches(['\n', '\r']).len();
    let mut pieces = Vec::with_capacity(links.len() * 2 + 1);
    for link in links {
        let range = text.source_span(link.span);
        if range.start > at {
            pieces.push(Piece::Text(source[at..range.start].to_owned()));
        }
        pieces.push(Piece::Link(source[range.clone()].to_owned(), link.target));
        at = range.end;
    }
    if at < edge {
        pieces.push(Piece::Text(source[at..edge].to_owned()));
    }
    pieces
}

/// A key as the notation has it: without spaces, capitals and signs, which would end or change it.
fn notation_key(key: &str) -> String {
    let kept = |c: char| if c.is_alphanumeric() { c } else { '-' };
    key.to_lowercase().chars().map(kept).collect()
}

fn party(document: &Document, entity: Option<Id<Entity>>, span: Option<Span>) -> Party {
    match entity {
        Some(entity) => Party::Key(notation_key(&document.entities[entity.index()].key)),
        None => Party::Words(span.map(|s| document.text.source_str(s).replace(['"', '\n'], " ")).unwrap_or_default()),
    }
}

fn deal_record(view: &View<'_>, document: &Document, deal: &Deal) -> DealRecord {
    let language = document.language;
    let frame = view.frames.frame(deal.kind);
    let mut fields: Vec<DealField> = Vec::new();
    for filler in &deal.roles {
        let name = &frame.role_rule(filler.role).name;
        let party = party(document, filler.entity, Some(filler.span));
        match fields.iter_mut().find_map(|f| if let DealField::Role(n, parties) = f { (n == name).then_some(parties) } else { None }) {
            Some(parties) => parties.push(party),
            None => fields.push(DealField::Role(name.clone(), vec![party])),
        }
    }
    let amounts: Vec<_> = deal.amounts.iter().map(|a| (&document.amounts[a.amount.index()], a.role)).collect();
    if !amounts.is_empty() {
        fields.push(DealField::Amount(amounts.iter().map(|(a, role)| (a.currency, Value::from_range(&a.range, language), *role)).collect()));
    }
    fields.extend(deal.percent.map(|p| DealField::Percent(vec![Value::from_range(&document.percents[p.index()].range, language)])));
    fields.extend(deal.shares.map(|s| DealField::Shares(vec![Value::from_range(&document.shares[s.index()].range, language)])));
    fields.extend(deal.round.map(|r| DealField::Round(document.text.source_str(r).to_owned())));
    let dates: Vec<_> = deal.dates.iter().map(|d| &document.dates[d.index()]).collect();
    if !dates.is_empty() {
        fields.push(DealField::Date(dates.iter().map(|d| Period::from_days(d.from, d.to, d.partial.as_deref())).collect()));
    }
    if !deal.tags.is_empty() {
        fields.push(DealField::Tags(deal.tags.iter().map(|&t| t.to_owned()).collect()));
    }
    DealRecord { kind: frame.name.clone(), status: deal.status, hearsay: deal.hearsay, side: false, fields, line: 0 }
}

fn quote_record(document: &Document, quote: &Quote) -> QuoteRecord {
    let words = |span: Span| document.text.source_str(span).replace('\n', " ");
    let mut fields = Vec::new();
    if !quote.speakers.is_empty() {
        fields.push(QuoteField::Speaker(quote.speakers.iter().map(|s| party(document, s.entity, s.span)).collect()));
    }
    fields.extend(quote.cue.map(|c| QuoteField::Cue(words(c.span).replace(";", ","))));
    if let Some(speaker) = quote.speakers.first() {
        fields.extend(speaker.title.map(|t| QuoteField::Title(words(t).replace(';', ","))));
        fields.extend(speaker.affiliation.map(|a| QuoteField::Affiliation(vec![party(document, Some(a), None)])));
        if speaker.analyst {
            fields.push(QuoteField::Analyst(true));
        }
    }
    fields.push(QuoteField::Stance(quote.stance));
    // A line of content is a line: words that run over a line feed are given in parts.
    let content = quote.content.iter().flat_map(|&c| document.text.source_str(c).lines().map(str::to_owned).collect::<Vec<_>>());
    QuoteRecord { kind: quote.kind, fields, content: content.filter(|l| !l.trim().is_empty()).collect(), spans: Vec::new(), line: 0 }
}
