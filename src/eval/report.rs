//! Scores as a table or as JSON, and the misses.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::tally::{Layer, Measure, Tally};
use super::{Miss, Scored};
use crate::export::scores::{Group, LayerScore, SCORES, Scores};

/// Scores of all articles, of each language, and of each part of a language.
pub fn report(scored: &[Scored]) -> Scores {
    let languages: BTreeSet<&str> = scored.iter().map(|s| s.language.as_str()).collect();
    let parts: BTreeSet<(&str, &str)> = scored.iter().map(|s| (s.language.as_str(), s.part.as_str())).collect();
    let mut groups = vec![group("all", scored.iter())];
    groups.extend(languages.iter().map(|&l| group(l, scored.iter().filter(|s| s.language == l))));
    groups.extend(parts.iter().map(|&(l, p)| group(&format!("{l} {p}"), scored.iter().filter(|s| s.language == l && s.part == p))));
    Scores { schema: SCORES.to_owned(), groups }
}

fn group<'a>(name: &str, scored: impl Iterator<Item = &'a Scored>) -> Group {
    let (mut tally, mut articles) = (Tally::default(), 0);
    for one in scored {
        tally.merge(&one.tally);
        articles += 1;
    }
    Group { name: name.to_owned(), articles, layers: Layer::ALL.iter().map(|&l| (l.name().to_owned(), layer_score(&tally, l))).collect() }
}

fn layer_score(tally: &Tally, layer: Layer) -> LayerScore {
    let figure = tally.figure(layer);
    let round = |v: Option<f64>| v.map(|v| (v * 10_000.0).round() / 10_000.0);
    let value = round(figure.value(layer.measure()));
    match layer.measure() {
        Measure::F1 => LayerScore { value, precision: round(figure.precision()), recall: round(figure.recall()), gold: figure.gold, found: Some(figure.found) },
        Measure::Accuracy => LayerScore { value, precision: None, recall: None, gold: figure.gold, found: None },
    }
}

/// A table for people: one block a group.
pub fn write_text(scores: &Scores, out: &mut dyn Write) -> io::Result<()> {
    let number = |v: Option<f64>| v.map_or("    -".to_owned(), |v| format!("{v:5.3}"));
    for (i, group) in scores.groups.iter().enumerate() {
        if i > 0 {
            writeln!(out)?;
        }
        let name = format!("{} ({} articles)", group.name, group.articles);
        writeln!(out, "{name:<24} {:>5}  {:>5}  {:>5}  {:>6} {:>6}", "F1", "P", "R", "gold", "found")?;
        for &layer in Layer::ALL {
            let Some(score) = group.layers.get(layer.name()) else { continue };
            let found = score.found.map_or("-".to_owned(), |f| f.to_string());
            writeln!(
                out,
                "  {:<22} {}  {}  {}  {:>6} {found:>6}",
                layer.name(),
                number(score.value),
                number(score.precision),
                number(score.recall),
                score.gold
            )?;
        }
    }
    writeln!(out, "\nF1 of layers without P and R is the share of right answers over findings that were paired.")
}

/// One line a miss: `file:line: layer: what`.
pub fn write_misses<'a>(misses: impl Iterator<Item = &'a Miss>, out: &mut dyn Write) -> io::Result<()> {
    for miss in misses {
        writeln!(out, "{}:{}: {}: {}", miss.file, miss.line, miss.layer.name(), miss.what.replace('\n', " "))?;
    }
    Ok(())
}
