//! Sums of money, percents, share counts and dates: right where they overlap and mean the same.

use std::ops::Range;

use super::Sheet;
use crate::doc::{Currency, Span};
use crate::eval::compare::{overlap, same_bounds};
use crate::eval::pairing::pair;
use crate::eval::tally::Layer;
use crate::export::gold::{Period, Target, Value};

/// A place and what it is said to mean; for an error, in the notation.
struct Finding {
    range: Range<usize>,
    meaning: Meaning,
}

enum Meaning {
    Money(Currency, Value),
    Number(Value),
    Days(Period),
}

impl Meaning {
    fn is_same(&self, other: &Meaning) -> bool {
        match (self, other) {
            (Meaning::Money(a, x), Meaning::Money(b, y)) => a == b && same_bounds(&x.range, &y.range),
            (Meaning::Number(x), Meaning::Number(y)) => same_bounds(&x.range, &y.range),
            (Meaning::Days(a), Meaning::Days(b)) => a.from == b.from && a.to == b.to,
            _ => false,
        }
    }

    fn words(&self) -> String {
        match self {
            Meaning::Money(currency, value) => format!("{} {}", currency.code(), value.words),
            Meaning::Number(value) => value.words.clone(),
            Meaning::Days(period) => period.words.clone(),
        }
    }
}

pub(super) fn score(sheet: &mut Sheet<'_>) {
    let document = sheet.document;
    let language = document.language;
    let finding = |span: Span, meaning| Finding { range: document.text.source_span(span), meaning };
    let amounts = document.amounts.iter().map(|a| finding(a.span, Meaning::Money(a.currency, Value::from_range(&a.range, language)))).collect();
    let percents = document.percents.iter().map(|p| finding(p.span, Meaning::Number(Value::from_range(&p.range, language)))).collect();
    let shares = document.shares.iter().map(|s| finding(s.span, Meaning::Number(Value::from_range(&s.range, language)))).collect();
    let days = document.dates.iter().map(|d| finding(d.span, Meaning::Days(Period::from_days(d.from, d.to, d.partial.as_deref())))).collect();
    for (layer, found) in [(Layer::Amounts, amounts), (Layer::Percents, percents), (Layer::Shares, shares), (Layer::Dates, days)] {
        score_layer(sheet, layer, found);
    }
}

fn golds(sheet: &Sheet<'_>, layer: Layer) -> Vec<Finding> {
    let meaning = |target: &Target| match (layer, target) {
        (Layer::Amounts, Target::Money(currency, value)) => Some(Meaning::Money(*currency, value.clone())),
        (Layer::Percents, Target::Percent(value)) | (Layer::Shares, Target::Shares(value)) => Some(Meaning::Number(value.clone())),
        (Layer::Dates, Target::Date(period)) => Some(Meaning::Days(period.clone())),
        _ => None,
    };
    sheet.case.gold.links().filter_map(|(span, _, target)| Some(Finding { range: span.range(), meaning: meaning(target)? })).collect()
}

fn score_layer(sheet: &mut Sheet<'_>, layer: Layer, found: Vec<Finding>) {
    let golds = golds(sheet, layer);
    let case = sheet.case;
    let pairs = pair(&golds, &found, |g, f| overlap(&g.range, &f.range));
    let hits = pairs.iter().filter(|&&(i, j)| golds[i].meaning.is_same(&found[j].meaning)).count();
    sheet.tally.add(layer, hits, found.len(), golds.len());
    let show = |f: &Finding| format!("{:?} ({})", &case.plain[f.range.clone()], f.meaning.words());
    for (i, gold) in golds.iter().enumerate() {
        match pairs.iter().find(|p| p.0 == i) {
            None => sheet.miss_at(layer, gold.range.start, format!("missed {}", show(gold))),
            Some(&(_, j)) if !gold.meaning.is_same(&found[j].meaning) => {
                sheet.miss_at(layer, gold.range.start, format!("{} found as {}", show(gold), show(&found[j])));
            }
            Some(_) => {}
        }
    }
    for (_, wrong) in found.iter().enumerate().filter(|(j, _)| !pairs.iter().any(|p| p.1 == *j)) {
        sheet.miss_at(layer, wrong.range.start, format!("wrong {}", show(wrong)));
    }
}
