//! The gold articles: each parses, prints back to the same text, shares no sentence with another, and the scores do not fall.

mod common;

use std::collections::HashMap;

use dealgraph::Options;
use dealgraph::eval::gold::parse;
use dealgraph::eval::{self, Case};
use dealgraph::export::{self, View};

/// Bytes of a sentence that two articles hardly share by chance; shorter are formulas (By order of the Board).
const LONG_ENOUGH: usize = 36;

#[test]
fn every_article_parses_and_prints_back() {
    let mut failures = Vec::new();
    for (name, text, gold) in common::golds() {
        let printed = gold.to_string();
        if printed != text {
            let line = printed.lines().zip(text.lines()).position(|(a, b)| a != b).unwrap_or(0);
            let show = |t: &str| t.lines().nth(line).unwrap_or("(end)").chars().take(120).collect::<String>();
            failures.push(format!("{name}:{}: printed {:?}, expected {:?}", line + 1, show(&printed), show(&text)));
        }
        let stem = name.rsplit('/').next().and_then(|n| n.strip_suffix(".md")).unwrap_or_default();
        if gold.head("id") != Some(stem) {
            failures.push(format!("{name}:2: id {:?}, expected {stem}", gold.head("id")));
        }
        failures
            .extend(["lang", "date", "part", "kind", "invented"].iter().filter(|k| gold.head(k).is_none()).map(|k| format!("{name}: no {k} in the header")));
    }
    common::none_of(&failures);
}

#[test]
fn no_two_articles_share_a_sentence() {
    let mut owner: HashMap<String, String> = HashMap::new();
    let mut failures = Vec::new();
    for (name, _, gold) in common::golds() {
        let plain = gold.plain();
        for sentence in plain.split(['。', '\n']).flat_map(|p| p.split(". ")).map(str::trim).filter(|s| s.len() >= LONG_ENOUGH) {
            if let Some(other) = owner.insert(sentence.to_owned(), name.clone())
                && other != name
            {
                failures.push(format!("{name} and {other}: {sentence}"));
            }
        }
    }
    common::none_of(&failures);
}

#[test]
fn scores_do_not_fall() {
    let path = common::path("corpus/gold/baseline.json");
    let baseline = std::fs::read_to_string(&path).expect("corpus/gold/baseline.json");
    let baseline = serde_json::from_str(&baseline).expect("what `dealgraph eval corpus/gold --format json` prints");
    let cases: Vec<_> = common::golds().into_iter().map(|(name, _, gold)| Case::new(name, gold)).collect();
    let scores = eval::report(&eval::score(&common::ANNOTATOR, &cases));
    common::none_of(&eval::baseline::fallen(&baseline, &scores));
}

#[test]
fn what_the_tool_prints_parses_again() {
    let view = View::new(common::ANNOTATOR.lexicon(), common::ANNOTATOR.frames());
    let format = export::format("gold").expect("it is in the table");
    let mut failures = Vec::new();
    for (name, _, gold) in common::golds() {
        let plain = gold.plain();
        let document = common::annotate(&plain, Options::default());
        let mut printed = Vec::new();
        format.parts[0].write_document(&view, &document, &mut printed).expect("a Vec takes every write");
        let printed = String::from_utf8(printed).expect("the notation is UTF-8");
        match parse(&name, &printed, common::ANNOTATOR.frames()) {
            Err(error) => failures.push(format!("{error}: {:?}", printed.lines().nth(error.line.saturating_sub(1)).unwrap_or_default())),
            Ok(again) if again.plain() != plain => failures.push(format!("{name}: another text")),
            Ok(_) => {}
        }
    }
    common::none_of(&failures);
}
