//! corpus/spec/names.txt: what a text names. One line a case, the names first.

mod common;

use dealgraph::Options;
use dealgraph::doc::{EntityType, Form};

#[test]
fn names_of_the_spec() {
    let mut wrong = Vec::new();
    let lines = include_str!("../corpus/spec/names.txt").lines().enumerate();
    for (number, line) in lines.filter(|(_, l)| !l.is_empty() && !l.starts_with('#')) {
        let (expected, text) = line.split_once('\t').expect("names, a tab, the text");
        let (fails, expected) = expected.strip_prefix('?').map_or((false, expected), |rest| (true, rest));
        let found = names(text);
        let mut wanted: Vec<&str> = expected.split(" | ").filter(|name| *name != "x").collect();
        wanted.sort_unstable();
        if (found == wanted) == fails {
            wrong.push(format!(
                "line {}: {text}\n    expected {wanted:?}\n    found    {found:?}{}",
                number + 1,
                if fails { " (a known failure that holds now)" } else { "" }
            ));
        }
    }
    assert!(wrong.is_empty(), "{} lines differ:\n{}", wrong.len(), wrong.join("\n"));
}

/// Every distinct name with the letter of its kind.
fn names(text: &str) -> Vec<String> {
    let document = common::annotate(text, Options::default());
    let mut found: Vec<String> = document.mentions.iter().filter_map(|m| Some(format!("{}{}", letter(m.form, m.kind)?, document.text.get(m.span)))).collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn letter(form: Form, kind: EntityType) -> Option<char> {
    match (form, kind) {
        (Form::Nominal | Form::Pronoun, _) => None,
        (Form::Ticker, _) => Some('t'),
        (_, EntityType::Company) => Some('c'),
        (_, EntityType::Government) => Some('g'),
        (_, EntityType::Organization) => Some('o'),
        (_, EntityType::Person) => Some('p'),
        _ => None,
    }
}
