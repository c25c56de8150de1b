//! `corpus/spec/quotes.txt`: every text gives just the quotations that stand above it.

mod common;

use dealgraph::{Document, Options};

struct Case {
    line: usize,
    value: String,
    text: String,
    known_failure: bool,
}

fn cases() -> Vec<Case> {
    let mut value = String::new();
    let mut cases = Vec::new();
    let (_, table) = common::read(&common::path("corpus/spec/quotes.txt"));
    for (at, line) in table.lines().enumerate() {
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        match line.strip_prefix("    ").or_else(|| line.strip_prefix("!   ")) {
            Some(text) => cases.push(Case { line: at + 1, value: value.clone(), text: text.replace("\\n", "\n"), known_failure: line.starts_with('!') }),
            None => value = line.trim().to_owned(),
        }
    }
    cases
}

/// The quotations as a value line tells them, in folded words; several joined by ` & `.
fn told(document: &Document) -> String {
    let text = |span| document.text.get(span).to_owned();
    let quotes = document.quotes.iter().map(|quote| {
        let speaker = quote.speakers.first().and_then(|s| s.span).map_or("-".to_owned(), text);
        let cue = quote.cue.map_or("-".to_owned(), |cue| text(cue.span));
        let content: Vec<String> = quote.content.iter().map(|&part| text(part)).collect();
        format!("{} | {speaker} | {cue} | {}", quote.kind.name(), content.join(" … "))
    });
    let all: Vec<String> = quotes.collect();
    if all.is_empty() { "none".to_owned() } else { all.join(" & ") }
}

#[test]
fn texts_give_their_quotations() {
    let mut document = Document::default();
    let mut wrong = Vec::new();
    for case in cases() {
        document.clear();
        document.text.source.clone_from(&case.text);
        common::ANNOTATOR.annotate(&mut document, Options::default());
        let found = told(&document);
        if (found == case.value) == case.known_failure {
            wrong.push(format!(
                "quotes.txt:{}: {}\n  expected {}{}\n  found    {found}",
                case.line,
                case.text,
                if case.known_failure { "not " } else { "" },
                case.value
            ));
        }
    }
    common::none_of(&wrong);
}

/// Marks without a partner, nested marks and cues by the thousand: no panic, and a content for no mark twice.
#[test]
fn any_text_is_read() {
    let mut document = Document::default();
    let pieces = [
        "“",
        "”",
        "\"",
        "'",
        "‘",
        "’",
        "「",
        "」",
        "林岳说",
        ",",
        ":",
        "。",
        ". ",
        " said ",
        "Ann Reed",
        "\n",
        "—",
        "é",
        "据",
        "告诉",
        "that ",
        "according to ",
        "told ",
        "的",
        "(",
        "?",
    ];
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    for _ in 0..300 {
        document.clear();
        for _ in 0..60 {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            document.text.source.push_str(pieces[(state % pieces.len() as u64) as usize]);
        }
        common::ANNOTATOR.annotate(&mut document, Options::default());
        let mut spans: Vec<_> = document.quotes.iter().flat_map(|q| q.content.iter().copied()).collect();
        spans.sort();
        assert!(spans.iter().all(|s| document.text.folded.get(s.range()).is_some()), "{:?}", document.text.source);
    }
    for piece in ["“", "“‘", "他说:“", "\"", "said \"", "「", "X said, "] {
        document.clear();
        document.text.source = piece.repeat(20_000);
        common::ANNOTATOR.annotate(&mut document, Options::default());
    }
}
