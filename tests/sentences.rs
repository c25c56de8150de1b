//! `corpus/spec/sentences.txt`: where sentences end.

mod common;

use dealgraph::{Document, Language, Options};

#[test]
fn sentences_end_where_the_table_says() {
    let (name, table) = common::read(&common::path("corpus/spec/sentences.txt"));
    let mut failures = Vec::new();
    for (number, line) in table.lines().enumerate().filter(|(_, l)| !l.is_empty() && !l.starts_with('#')) {
        let (language, words) = line.split_once('\t').expect("a language and a tab");
        let words = words.replace('⏎', "\n");
        let expected: Vec<&str> = words.split('|').map(str::trim).filter(|s| !s.is_empty()).collect();
        let mut document = Document::default();
        document.text.source = words.replace('|', "");
        document.meta.language = Language::parse(language);
        common::ANNOTATOR.annotate(&mut document, Options::default());
        let got: Vec<&str> = document.sentences.iter().map(|s| document.text.source_str(s.span)).collect();
        if got != expected {
            failures.push(format!("{name}:{}: got {got:?}", number + 1));
        }
    }
    common::none_of(&failures);
}
