//! The sentences of the frame files: every `[[example]]` gives its deal, no `[[counter]]` gives a deal of its type, and what is marked `fails`
//! does fail.

mod common;

use dealgraph::deal::Frame;
use dealgraph::doc::{Deal, DealType, Filler};
use dealgraph::{Document, Options};

#[test]
fn examples_give_their_deals_and_counters_none() {
    let mut failures = Vec::new();
    for (kind, frame) in common::ANNOTATOR.frames().iter() {
        for (example, is_counter) in frame.examples.iter().map(|e| (e, false)).chain(frame.counters.iter().map(|c| (c, true))) {
            let document = common::annotate(&example.text, Options::default());
            let wrong = if is_counter { counter(&document, kind, frame) } else { positive(&document, kind, frame, &example.deal) };
            let place = format!("{}:{}", frame.file, example.line);
            match (wrong, example.fails) {
                (Some(what), false) => failures.push(format!("{place}: {what}\n    {}", example.text)),
                (None, true) => failures.push(format!("{place}: is marked `fails` and passes: take the mark away\n    {}", example.text)),
                _ => {}
            }
        }
    }
    common::none_of(&failures);
}

/// What is wrong with the deals of a counter-example.
fn counter(document: &Document, kind: DealType, frame: &Frame) -> Option<String> {
    let deal = document.deals.iter().find(|d| d.kind == kind)?;
    Some(format!("expected no {}, found {}", frame.name, show(document, frame, deal)))
}

/// What is missing: the complaint about the deal that comes nearest.
fn positive(document: &Document, kind: DealType, frame: &Frame, expected: &[(String, Vec<String>)]) -> Option<String> {
    let of_type = document.deals.iter().filter(|d| d.kind == kind);
    let missing = |deal: &Deal| {
        expected.iter().filter(|(key, values)| !values.iter().all(|v| has(document, frame, deal, key, v))).map(|(key, _)| key.clone()).collect::<Vec<_>>()
    };
    match of_type.map(|d| (missing(d), d)).min_by_key(|(missing, _)| missing.len()) {
        None => {
            let others: Vec<_> = document.deals.iter().map(|d| common::ANNOTATOR.frames().frame(d.kind).name.clone()).collect();
            Some(format!("no {} found; found {others:?}", frame.name))
        }
        Some((missing, _)) if missing.is_empty() => None,
        Some((missing, deal)) => Some(format!("wrong {}: found {}", missing.join(", "), show(document, frame, deal))),
    }
}

fn has(document: &Document, frame: &Frame, deal: &Deal, key: &str, value: &str) -> bool {
    match key {
        "status" => deal.status.name() == value,
        "amount" => deal.amounts.iter().any(|a| {
            let amount = &document.amounts[a.amount.index()];
            let sides = [amount.range.min, amount.range.max];
            sides.iter().flatten().any(|v| format!("{} {}", amount.currency.code(), v.normalize()) == value)
        }),
        "percent" => deal.percent.is_some_and(|p| {
            let range = document.percents[p.index()].range;
            [range.min, range.max].iter().flatten().any(|v| v.normalize().to_string() == value)
        }),
        role => frame.role(role).is_some_and(|role| deal.roles.iter().any(|f| f.role == role && names(document, f).iter().any(|n| bare(n) == bare(value)))),
    }
}

/// Everything that a party is called.
fn names<'a>(document: &'a Document, filler: &Filler) -> Vec<&'a str> {
    let mut names = vec![document.text.source_str(filler.span)];
    if let Some(id) = filler.entity {
        let entity = &document.entities[id.index()];
        names.push(&entity.name);
        names.extend(entity.name_zh.iter().chain(&entity.name_en).map(String::as_str));
        names.extend(document.mentions.iter().filter(|m| m.entity == Some(id)).map(|m| document.text.source_str(m.span)));
    }
    names
}

fn bare(words: &str) -> String {
    dealgraph::read::fold_words(words).chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

fn show(document: &Document, frame: &Frame, deal: &Deal) -> String {
    let mut parts: Vec<_> = deal.roles.iter().map(|f| format!("{}={}", frame.role_rule(f.role).name, document.text.source_str(f.span))).collect();
    parts.extend(deal.amounts.iter().map(|a| format!("amount={}", document.text.source_str(document.amounts[a.amount.index()].span))));
    parts.extend(deal.percent.map(|p| format!("percent={}", document.text.source_str(document.percents[p.index()].span))));
    format!("{} {}({})", deal.status.name(), frame.name, parts.join(", "))
}
