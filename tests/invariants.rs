//! What holds for every text: no panic, spans on character boundaries, sentences and tokens that tile, the same words in every unit, a rule for
//! every finding, and the same result from a reused document.

mod common;

use std::time::{Duration, Instant};

use dealgraph::doc::{Form, Rule, Span};
use dealgraph::export::{Unit, View, annotation, explain};
use dealgraph::{Document, Options, Tokens};
use proptest::prelude::*;
use serde_json::Value;

const WITH_TOKENS: Options = Options { tokens: Tokens::Wanted };

fn json(document: &Document, unit: Unit) -> Value {
    let view = View { unit, tokens: true, ..View::new(common::ANNOTATOR.lexicon(), common::ANNOTATOR.frames()) };
    serde_json::to_value(annotation(&view, document)).expect("annotations serialise")
}

/// Checks everything that holds for any document.
fn check(text: &str) -> Document {
    let document = common::annotate(text, WITH_TOKENS);
    sentences_and_tokens_tile(&document);
    let (points, bytes, utf16) = (json(&document, Unit::Codepoint), json(&document, Unit::Bytes), json(&document, Unit::Utf16));
    let chars: Vec<char> = text.chars().collect();
    let units: Vec<u16> = text.encode_utf16().collect();
    units_select_the_same(&points, &|start, end| chars[start..end].iter().collect());
    units_select_the_same(&bytes, &|start, end| text[start..end].to_owned());
    units_select_the_same(&utf16, &|start, end| String::from_utf16(&units[start..end]).expect("on character boundaries"));
    findings_have_rules(&document, &points);
    let view = View::new(common::ANNOTATOR.lexicon(), common::ANNOTATOR.frames());
    explain::write(&view, &document, &mut std::io::sink()).expect("a sink takes everything");
    document
}

fn sentences_and_tokens_tile(document: &Document) {
    let folded = &document.text.folded;
    let blank = |from: u32, to: u32| assert!(folded[from as usize..to as usize].trim().is_empty(), "words between {from} and {to} of {folded:?}");
    let mut at = 0;
    let mut tokens = document.tokens.iter().peekable();
    for sentence in &document.sentences {
        let Span { start, end } = sentence.span;
        assert!(start < end, "an empty sentence in {folded:?}");
        blank(at, start);
        let mut inside = start;
        while let Some(token) = tokens.next_if(|t| t.span.start < end) {
            assert!(token.span.start < token.span.end && token.span.end <= end, "token {:?} of sentence {:?}", token.span, sentence.span);
            blank(inside, token.span.start);
            inside = token.span.end;
        }
        blank(inside, end);
        at = end;
    }
    blank(at, folded.len() as u32);
    assert!(tokens.next().is_none(), "a token behind the last sentence");
}

/// Wherever a `text` stands beside `start` and `end`, it is that slice.
fn units_select_the_same(value: &Value, slice: &dyn Fn(usize, usize) -> String) {
    match value {
        Value::Array(list) => list.iter().for_each(|v| units_select_the_same(v, slice)),
        Value::Object(map) => {
            if let (Some(start), Some(end)) = (map.get("start").and_then(Value::as_u64), map.get("end").and_then(Value::as_u64)) {
                let words = slice(start as usize, end as usize);
                if let Some(text) = map.get("text").and_then(Value::as_str) {
                    assert_eq!(words, text);
                }
            }
            map.values().for_each(|v| units_select_the_same(v, slice));
        }
        _ => {}
    }
}

fn findings_have_rules(document: &Document, value: &Value) {
    for column in ["amounts", "percents", "shares", "dates", "quotes"] {
        for finding in value[column].as_array().expect("a column") {
            assert!(finding["rule"].as_str().is_some_and(|r| !r.is_empty()), "{column}: {finding}");
        }
    }
    for deal in value["deals"].as_array().expect("a column") {
        let evidence = deal["evidence"].as_array().expect("a list");
        assert!(!evidence.is_empty() && evidence.iter().all(|e| e["rule"].as_str().is_some_and(|r| !r.is_empty())), "{deal}");
        assert!(!deal["roles"].as_array().expect("a list").is_empty(), "{deal}");
    }
    for mention in &document.mentions {
        // A word like "it" may refer to nobody that the text names; a name names somebody.
        let refers = matches!(mention.form, Form::Pronoun | Form::Nominal);
        assert!(mention.entity.map_or(refers, |e| e.index() < document.entities.len()), "a mention without an entity: {mention:?}");
        assert!(!matches!(mention.rule, Rule::Named("")), "{mention:?}");
    }
}

/// Words that set the rooms to work, thrown together.
fn newsy() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "英伟达",
        "向",
        "OpenAI",
        "投资",
        "1000亿美元",
        "高达",
        "。",
        "，",
        "“",
        "”",
        "「",
        "」",
        "？",
        "?",
        "·",
        "他",
        "表示",
        "：",
        "\n",
        "10月14日",
        "上周",
        "7%",
        "持有",
        "股权",
        "收购",
        "据报道",
        "，将",
        "金?福雷斯特",
        "Nvidia",
        " ",
        "said",
        "\"",
        "acquired",
        "Corp.",
        "for",
        "$3.2 billion",
        "5 percent",
        "on Monday",
        "(NVDA)",
        "'s",
        "its",
        "the chipmaker",
        "500万股",
        "至",
        "10",
        "亿",
        "-",
        "—",
        "…",
        "１２３",
        "㈱",
        "½",
        "\u{200b}",
        "\u{feff}",
        "𠮷",
        "é",
        "👍🏽",
        "\r\n",
        "\t",
        "\0",
        "（",
        "）",
        "將",
        "億",
        "It",
        "the firm",
        "该公司",
        "其",
        "股东",
        "Inc",
        "and",
        "、",
        "%股权",
        "首席执行官",
        "according to",
    ]);
    prop::collection::vec(pieces, 0..60).prop_map(|p| p.concat())
}

proptest! {
    #![proptest_config(common::property_tests(96))]

    #[test]
    fn any_text_is_annotated(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn any_newsy_text_is_annotated(text in newsy()) {
        check(&text);
    }
}

#[test]
fn the_articles_hold_at_every_truncation() {
    for (_, _, gold) in common::golds() {
        check(&gold.plain());
    }
    for path in common::files("corpus/articles", "txt") {
        let (_, text) = common::read(&path);
        let mut document = Document::default();
        for (end, _) in text.char_indices().step_by(3) {
            document.text.source.clear();
            document.text.source.push_str(&text[..end]);
            common::ANNOTATOR.annotate(&mut document, Options::default());
        }
        check(&text);
    }
}

#[test]
fn a_reused_document_gives_the_same() {
    let mut reused = Document::default();
    for path in common::files("corpus/articles", "txt") {
        let (_, text) = common::read(&path);
        reused.clear();
        reused.text.source.push_str(&text);
        reused.meta.date = Some(jiff::civil::date(2025, 10, 14));
        common::ANNOTATOR.annotate(&mut reused, WITH_TOKENS);
        let first = json(&reused, Unit::Codepoint);
        common::ANNOTATOR.annotate(&mut reused, WITH_TOKENS);
        assert_eq!(json(&reused, Unit::Codepoint), first);
        assert_eq!(json(&common::annotate(&text, WITH_TOKENS), Unit::Codepoint), first);
    }
}

/// Large inputs of the kinds that turn careless code quadratic; the limit is what the slowest machine may take in a debug build.
#[test]
fn large_and_broken_texts_take_linear_time() {
    let clause = "启澜资本向远川科技投资3.2亿元，林岳表示“很好”，据报道10月14日持有7%股权，";
    let english = "Aurora said it would buy Qilan for $3.2 billion and its holding of 7% on Monday, ";
    let sentence = |clause: &str| clause.chars().cycle().take(1_000_000).collect::<String>();
    let inputs = [
        ("a sentence of a million characters", sentence(clause)),
        ("an English one", sentence(english)),
        ("unclosed quotation marks", "“他说".repeat(20_000)),
        ("nested quotation marks", format!("{}他说{}", "「".repeat(20_000), "」".repeat(20_000))),
        ("straight quotation marks", "\"said ".repeat(20_000)),
        ("brackets", "(".repeat(50_000)),
        ("digits", "1".repeat(200_000)),
        ("numbers", "1,000.5亿".repeat(20_000)),
        ("question marks", "金?".repeat(50_000)),
        ("names", "英伟达、".repeat(20_000)),
        ("initials", "A. ".repeat(50_000)),
        ("line feeds", "\n".repeat(200_000)),
        ("one word", "a".repeat(500_000)),
    ];
    for (what, text) in inputs {
        let started = Instant::now();
        common::annotate(&text, Options::default());
        assert!(started.elapsed() < Duration::from_secs(120), "{what} took {:?}", started.elapsed());
    }
}
