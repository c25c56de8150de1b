//! The parts of the page that a document has and a graph has not: quotations, quantities, parties with their positions, deals of one party.

use rustc_hash::FxHashSet;

use super::records::{Card, List, Party, exact};
use super::words::{Words, escaped, isolated, quote_kind, speaker_class, stance};
use crate::doc::{Document, Entity, Id, Quote, Range, Speaker};
use crate::export::View;
use crate::export::graph::{self, Interval, document_id};

/// Id, language, day.
pub(super) fn facts(document: &Document) -> Vec<String> {
    let mut facts = vec![isolated(&document_id(document))];
    facts.extend(document.meta.source.as_deref().map(isolated));
    facts.extend(document.meta.date.map(|d| d.to_string()));
    facts.retain(|f| f != "<bdi></bdi>");
    facts
}

/// All deals, with and without edges.
pub(super) fn cards(view: &View<'_>, document: &Document) -> Vec<Card> {
    let circular: FxHashSet<usize> = document.graph.cycles.iter().flat_map(|c| &c.edges).map(|&e| document.graph.edges[e].deal.index()).collect();
    let card = |(i, deal): (usize, &crate::doc::Deal)| {
        let frame = view.frames.frame(deal.kind);
        let in_role = |role| -> Vec<Party> { deal.roles.iter().filter(|f| f.role == role).map(|f| filler(document, f)).collect() };
        let mut kinds: Vec<_> = deal.roles.iter().map(|f| f.role).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let heading = match frame.flow {
            Some((_, from, to)) if from != to => (or_nobody(in_role(from)), or_nobody(in_role(to))),
            Some((_, role, _)) => (or_nobody(in_role(role)), Vec::new()),
            None => (or_nobody(kinds.first().map(|&r| in_role(r)).unwrap_or_default()), Vec::new()),
        };
        Card {
            id: format!("d{}", i + 1),
            facts: graph::facts(view, document, Id::new(i)),
            roles: kinds.iter().map(|&r| (frame.role_rule(r).name.clone(), in_role(r))).collect(),
            heading,
            is_circular: circular.contains(&i),
            in_text: true,
        }
    };
    document.deals.iter().enumerate().map(card).collect()
}

fn or_nobody(parties: Vec<Party>) -> Vec<Party> {
    if parties.is_empty() { vec![Party { name: "?".to_owned(), ..Party::default() }] } else { parties }
}

fn filler(document: &Document, filler: &crate::doc::Filler) -> Party {
    match filler.entity {
        Some(entity) => party(document, entity),
        None => Party { name: document.text.source_str(filler.span).to_owned(), ..Party::default() },
    }
}

fn party(document: &Document, entity: Id<Entity>) -> Party {
    let Entity { name, name_zh, name_en, .. } = &document.entities[entity.index()];
    Party::new(name, name_zh.as_deref(), name_en.as_deref(), format!("e{}", entity.index() + 1))
}

/// Every entity, the most often named first.
pub(super) fn parties(words: &Words, document: &Document) -> String {
    let mut counts = vec![0usize; document.entities.len()];
    document.mentions.iter().filter_map(|m| m.entity).for_each(|e| counts[e.index()] += 1);
    let mut order: Vec<usize> = (0..counts.len()).collect();
    order.sort_by_key(|&i| (std::cmp::Reverse(counts[i]), i));
    order.into_iter().map(|i| entity(words, document, i, counts[i])).collect()
}

fn entity(words: &Words, document: &Document, index: usize, count: usize) -> String {
    let entity = &document.entities[index];
    let mut list = List::new(words);
    list.row("ui.type", &words.get(&format!("type.{}", entity.kind.name())));
    let names: Vec<_> = [&entity.name_zh, &entity.name_en].into_iter().flatten().filter(|n| **n != entity.name).map(|n| isolated(n)).collect();
    list.some("ui.names", (!names.is_empty()).then(|| names.join(" · ")));
    list.some("ui.tickers", (!entity.tickers.is_empty()).then(|| isolated(&entity.tickers.join(", "))));
    let position = |a: &crate::doc::Affiliation| {
        let title = a.title.map(|t| isolated(document.text.source_str(t)));
        [title, a.organization.map(|o| party(document, o).html())].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    let mut positions: Vec<_> = entity.affiliations.iter().map(position).filter(|p| !p.is_empty()).collect();
    positions.dedup();
    list.some("ui.position", (!positions.is_empty()).then(|| positions.join("<br>")));
    list.row("ui.mentions", &format!("<a class=\"text\" href=\"#at-e{}\">{count}</a>", index + 1));
    let deals = document.deals.iter().enumerate().filter(|(_, d)| d.roles.iter().any(|r| r.entity.is_some_and(|e| e.index() == index)));
    let quotes = document.quotes.iter().enumerate().filter(|(_, q)| q.speakers.iter().any(|s| s.entity.is_some_and(|e| e.index() == index)));
    let links = |letter: char, numbers: Vec<usize>| {
        let links: Vec<_> = numbers.iter().map(|n| format!("<a class=\"to\" href=\"#{letter}{n}\">{letter}{n}</a>")).collect();
        (!links.is_empty()).then(|| links.join(" "))
    };
    list.some("ui.deals", links('d', deals.map(|(i, _)| i + 1).collect()));
    list.some("ui.quotes", links('q', quotes.map(|(i, _)| i + 1).collect()));
    let kind = entity.kind.name();
    format!("<li class=\"record entity {kind}\" id=\"e{}\"><h3>{}</h3>{}</li>\n", index + 1, party(document, Id::new(index)).words(), list.end())
}

/// The quotations, gathered by speaker in the order in which they first speak.
pub(super) fn quotes(words: &Words, document: &Document) -> String {
    let mut groups: Vec<(String, Vec<usize>)> = Vec::new();
    for (i, quote) in document.quotes.iter().enumerate() {
        let speaker = who(words, document, quote);
        match groups.iter_mut().find(|(name, _)| *name == speaker) {
            Some((_, list)) => list.push(i),
            None => groups.push((speaker, vec![i])),
        }
    }
    let group = |(speaker, list): &(String, Vec<usize>)| {
        let quotes: String = list.iter().map(|&i| quote(words, document, i)).collect();
        let position = document.quotes[list[0]].speakers.first().map(|s| position(document, s)).unwrap_or_default();
        format!("<section class=\"speaker\"><h3>{speaker}</h3>{position}<ul>{quotes}</ul></section>\n")
    };
    groups.iter().map(group).collect()
}

fn who(words: &Words, document: &Document, quote: &Quote) -> String {
    let name = |s: &Speaker| match (s.entity, s.span) {
        (Some(entity), _) => party(document, entity).html(),
        (None, Some(span)) => isolated(document.text.source_str(span)),
        (None, None) => words.get("ui.unnamed"),
    };
    let names: Vec<_> = quote.speakers.iter().map(name).collect();
    if names.is_empty() { words.get("ui.unnamed") } else { names.join(" · ") }
}

fn position(document: &Document, speaker: &Speaker) -> String {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(speaker.title.map(|t| isolated(document.text.source_str(t))));
    parts.extend(speaker.affiliation.map(|a| party(document, a).html()));
    if speaker.entity.is_none() {
        parts.push(speaker_class(speaker.class));
    }
    if parts.is_empty() { String::new() } else { format!("<p class=\"position\">{}</p>", parts.join(" · ")) }
}

fn quote(words: &Words, document: &Document, index: usize) -> String {
    let quote = &document.quotes[index];
    let said: Vec<_> = quote.content.iter().map(|&c| escaped(document.text.source_str(c))).collect();
    let mut facts = vec![format!("<span class=\"chip {}\">{}</span>", quote.stance.name(), stance(quote.stance)), quote_kind(quote.kind)];
    facts.extend(quote.cue.map(|c| isolated(document.text.source_str(c.span))));
    facts.extend(quote.date.map(|d| isolated(document.text.source_str(document.dates[d.index()].span))));
    facts.extend(quote.medium.map(|m| isolated(document.text.source_str(m))));
    let deals = quote.deals.iter().map(|d| format!("<a class=\"to\" href=\"#d{0}\">d{0}</a>", d.index() + 1));
    let about: Vec<_> = quote.entities.iter().map(|&e| party(document, e).html()).chain(deals).collect();
    if !about.is_empty() {
        facts.push(format!("{} {}", words.get("ui.about"), about.join(", ")));
    }
    facts.push(format!("<a class=\"text\" href=\"#at-q{}-words\">{}</a>", index + 1, words.get("ui.in-text")));
    let kind = quote.kind.name();
    format!(
        "<li class=\"record quote {kind}\" id=\"q{}\"><p class=\"by\">{}</p><blockquote dir=\"auto\">{}</blockquote><p class=\"facts\">{}</p></li>\n",
        index + 1,
        who(words, document, quote),
        said.join(" … "),
        facts.join(" · ")
    )
}

/// Amounts, percents, share counts and dates.
pub(super) fn quantities(words: &Words, document: &Document) -> String {
    let text = |span| document.text.source_str(span);
    let deals = |uses: &dyn Fn(&crate::doc::Deal) -> bool| {
        let links = document.deals.iter().enumerate().filter(|(_, d)| uses(d)).map(|(i, _)| format!("<a class=\"to\" href=\"#d{}\">d{}</a>", i + 1, i + 1));
        links.collect::<Vec<_>>().join(" ")
    };
    let row = |id: String, words_there: &str, value: String, deals: String| {
        let mut list = List::new(words);
        list.row("ui.value", &value);
        list.some("ui.deals", (!deals.is_empty()).then_some(deals));
        let link = format!("<p><a class=\"text\" href=\"#at-{id}\">{}</a></p>", words.get("ui.in-text"));
        format!("<li class=\"record quantity\" id=\"{id}\"><h3>{}</h3>{}{link}</li>\n", isolated(words_there), list.end())
    };
    let interval = |r: &Range| exact(&Interval { min: r.min, max: r.max, bound: r.bound });
    let mut html = String::new();
    for (i, a) in document.amounts.iter().enumerate() {
        let value = format!("{} {}", escaped(a.currency.code()), interval(&a.range));
        html.push_str(&row(format!("a{}", i + 1), text(a.span), value, deals(&|d| d.amounts.iter().any(|x| x.amount.index() == i))));
    }
    for (i, p) in document.percents.iter().enumerate() {
        let value = format!("{} %", interval(&p.range));
        html.push_str(&row(format!("p{}", i + 1), text(p.span), value, deals(&|d| d.percent.is_some_and(|x| x.index() == i))));
    }
    for (i, s) in document.shares.iter().enumerate() {
        html.push_str(&row(format!("s{}", i + 1), text(s.span), interval(&s.range), deals(&|d| d.shares.is_some_and(|x| x.index() == i))));
    }
    for (i, t) in document.dates.iter().enumerate() {
        let value = match (t.from, t.to) {
            (Some(from), Some(to)) if from != to => format!("{from} – {to}"),
            (Some(day), _) | (None, Some(day)) => day.to_string(),
            (None, None) => escaped(t.partial.as_deref().unwrap_or("?")),
        };
        html.push_str(&row(format!("t{}", i + 1), text(t.span), value, deals(&|d| d.dates.iter().any(|x| x.index() == i))));
    }
    html
}
