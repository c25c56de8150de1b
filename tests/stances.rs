//! corpus/spec/stances.txt: what the words make of their subject. One line a case, the stance first.

mod common;

use dealgraph::Options;

#[test]
fn stances_of_the_spec() {
    let mut wrong = Vec::new();
    let lines = include_str!("../corpus/spec/stances.txt").lines().enumerate();
    for (number, line) in lines.filter(|(_, l)| !l.is_empty() && !l.starts_with('#')) {
        let (expected, text) = line.split_once('\t').expect("a stance, a tab, the text");
        let document = common::annotate(text, Options::default());
        let found = document.quotes.last().map_or("no quotation", |quote| quote.stance.name());
        if found != expected {
            let signs: Vec<_> = document.quotes.iter().flat_map(|quote| quote.signs.iter()).map(|sign| sign.name()).collect();
            wrong.push(format!("line {}: {text}\n    expected {expected}, found {found} by {}", number + 1, signs.join(", ")));
        }
    }
    assert!(wrong.is_empty(), "{} lines differ:\n{}", wrong.len(), wrong.join("\n"));
}
