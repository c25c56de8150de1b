//! What the gold articles cover: counts that show which phenomena still lack examples.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::Case;
use crate::deal::Frames;
use crate::export::gold::{DealField, Target};

/// Table → row → counts by language.
pub type Coverage = BTreeMap<&'static str, BTreeMap<String, BTreeMap<String, usize>>>;

/// Counts of the articles. Every deal type has a row, so that a zero shows.
pub fn count(cases: &[Case], frames: &Frames) -> Coverage {
    let mut coverage = Coverage::new();
    for (_, frame) in frames.iter() {
        coverage.entry("deal types").or_default().entry(frame.name.clone()).or_default();
    }
    for case in cases {
        let language = case.gold.head("lang").unwrap_or("?");
        let mut add = |table: &'static str, row: &str| {
            *coverage.entry(table).or_default().entry(row.to_owned()).or_default().entry(language.to_owned()).or_default() += 1;
        };
        add("articles", case.gold.head("kind").unwrap_or("?"));
        add("parts", case.gold.head("part").unwrap_or("?"));
        for entity in case.gold.entities() {
            add("entities", entity.kind.name());
        }
        for (_, _, target) in case.gold.links() {
            match target {
                Target::Money(currency, value) => {
                    add("currencies", currency.code());
                    add("bounds", crate::export::names::bound(value.range.bound));
                }
                Target::Date(period) => add("dates", date_form(&period.words)),
                Target::Entity(_, form) => add("mentions", crate::export::names::form(*form)),
                Target::Percent(_) => add("mentions", "percent"),
                Target::Shares(_) => add("mentions", "share count"),
            }
        }
        for deal in case.gold.deals() {
            add("deal types", &deal.kind);
            add("statuses", deal.status.name());
            for (row, is) in [("hearsay", deal.hearsay), ("side", deal.side), ("neither", !deal.hearsay && !deal.side)] {
                if is {
                    add("deal flags", row);
                }
            }
            for field in &deal.fields {
                match field {
                    DealField::Amount(amounts) => amounts.iter().for_each(|a| add("amount roles", a.2.name())),
                    DealField::Tags(tags) => tags.iter().for_each(|t| add("tags", t)),
                    DealField::Round(_) => add("deal flags", "round"),
                    _ => {}
                }
            }
        }
        for quote in case.gold.quotes() {
            add("quotes", quote.kind.name());
            if quote.content.len() > 1 {
                add("quotes", "split");
            }
        }
    }
    coverage
}

/// How a date is given in the notation.
fn date_form(words: &str) -> &'static str {
    match words {
        "?" => "vague",
        w if w.starts_with("--") => "partial",
        w if w.contains("..") => "period",
        w if w.len() == 4 => "year",
        w if w.len() == 7 => "month",
        _ => "day",
    }
}

/// A block a table, a column a language.
pub fn write_text(coverage: &Coverage, out: &mut dyn Write) -> io::Result<()> {
    for (table, rows) in coverage {
        writeln!(out, "{table:<24} {:>6} {:>6}", "zh", "en")?;
        for (row, counts) in rows {
            let of = |language: &str| counts.get(language).copied().unwrap_or(0);
            writeln!(out, "  {row:<22} {:>6} {:>6}", of("zh"), of("en"))?;
        }
        writeln!(out)?;
    }
    Ok(())
}
