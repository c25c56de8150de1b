//! corpus/spec/entities.txt: which words of a text mean one party. One line a case, the parties first.

mod common;

use std::collections::{BTreeMap, BTreeSet};

use dealgraph::Options;
use dealgraph::doc::Form;

#[test]
fn parties_of_the_spec() {
    let mut wrong = Vec::new();
    let lines = include_str!("../corpus/spec/entities.txt").lines().enumerate();
    for (number, line) in lines.filter(|(_, l)| !l.is_empty() && !l.starts_with('#')) {
        let (expected, text) = line.split_once('\t').expect("parties, a tab, the text");
        let found = parties(text);
        let wanted: BTreeSet<BTreeSet<String>> = expected.split(" | ").map(|party| party.split(" = ").map(str::to_owned).collect()).collect();
        if found != wanted {
            wrong.push(format!("line {}: {text}\n    expected {wanted:?}\n    found    {found:?}", number + 1));
        }
    }
    assert!(wrong.is_empty(), "{} lines differ:\n{}", wrong.len(), wrong.join("\n"));
}

/// The distinct words for each party, tickers apart.
fn parties(text: &str) -> BTreeSet<BTreeSet<String>> {
    let document = common::annotate(text, Options::default());
    let mut words: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    for mention in document.mentions.iter().filter(|m| m.kind.is_party() && m.form != Form::Ticker) {
        if let Some(id) = mention.entity {
            words.entry(id.index()).or_default().insert(document.text.get(mention.span).to_owned());
        }
    }
    words.into_values().collect()
}
