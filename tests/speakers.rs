//! corpus/spec/speakers.txt: office and house of who speaks. One line a case, title and affiliation first.

mod common;

use dealgraph::Options;

#[test]
fn titles_and_affiliations_of_the_spec() {
    let mut wrong = Vec::new();
    let lines = include_str!("../corpus/spec/speakers.txt").lines().enumerate();
    for (number, line) in lines.filter(|(_, l)| !l.is_empty() && !l.starts_with('#')) {
        let (expected, text) = line.split_once('\t').expect("title and affiliation, a tab, the text");
        let found = post(text);
        if found != expected {
            wrong.push(format!("line {}: {text}\n    expected {expected}\n    found    {found}", number + 1));
        }
    }
    assert!(wrong.is_empty(), "{} lines differ:\n{}", wrong.len(), wrong.join("\n"));
}

/// Title and affiliation of the last quotation's first speaker, as the lines of the spec give them.
fn post(text: &str) -> String {
    let document = common::annotate(text, Options::default());
    let Some(speaker) = document.quotes.last().and_then(|quote| quote.speakers.first()) else { return "no quotation".to_owned() };
    let title = speaker.title.map_or("-", |span| document.text.get(span));
    let house = speaker.affiliation.map_or("-", |entity| document.entities[entity.index()].name.as_str());
    format!("{title} | {house}")
}
