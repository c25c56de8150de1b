//! Stock codes in brackets after a name: (NVDA), (NASDAQ: NVDA), (600519.SH), <AURA.L>.

use super::{Candidate, Scan};
use crate::doc::{EntityType, Form, Rule, Span};
use crate::lexicon::Class;
use crate::read::is_han;

/// Longest code with its exchange, in bytes.
const LONGEST: usize = 40;

pub(super) fn find(scan: &Scan, out: &mut Vec<Candidate>) {
    labelled(scan, out);
    let bytes = scan.text.as_bytes();
    for open in memchr::memchr2_iter(b'(', b'<', bytes) {
        let close = if bytes[open] == b'(' { b')' } else { b'>' };
        let limit = bytes.len().min(open + LONGEST);
        let Some(length) = bytes[open + 1..limit].iter().position(|&b| b == close) else { continue };
        let inside = &scan.text[open + 1..open + 1 + length];
        for (offset, part) in parts(inside) {
            if let Some(score) = judge(scan, part, open, offset) {
                let start = open + 1 + offset;
                let span = Span::new(start, start + part.len());
                out.push(Candidate { span, kind: EntityType::Company, form: Form::Ticker, score, rule: Rule::Named("name.ticker") });
            }
        }
    }
}

/// 证券代码:603744, without a bracket.
fn labelled(scan: &Scan, out: &mut Vec<Candidate>) {
    for hit in scan.hits {
        if scan.lexicon.class_of(hit.row) != Class::Definition || scan.lexicon.row(hit.row).value != "code" {
            continue;
        }
        let after = hit.span.end as usize;
        let rest = &scan.text[after..];
        let start = after + (rest.len() - rest.trim_start_matches([':', ' ', '为']).len());
        let length = scan.text[start..].bytes().take_while(|b| b.is_ascii_digit()).count();
        if (4..=6).contains(&length) && start > after {
            let span = Span::new(start, start + length);
            out.push(Candidate { span, kind: EntityType::Company, form: Form::Ticker, score: 0.95, rule: Rule::Named("name.ticker.labelled") });
        }
    }
}

/// The codes between the brackets, parted by commas, semicolons and slashes, without what introduces them; with their offsets.
fn parts(inside: &str) -> impl Iterator<Item = (usize, &str)> {
    inside.split([',', ';', '/', '、', '|']).filter_map(move |part| {
        let labelled = if part.is_ascii() { part } else { part.rsplit([':', ' ']).next().unwrap_or(part) };
        let code = labelled.trim();
        (!code.is_empty()).then(|| (code.as_ptr() as usize - inside.as_ptr() as usize, code))
    })
}

/// How surely `code` is a stock code.
fn judge(scan: &Scan, code: &str, open: usize, offset: usize) -> Option<f32> {
    let (exchange, symbol) = match code.split_once(':') {
        Some((exchange, symbol)) => (Some(exchange.trim()), symbol.trim()),
        None => (None, code),
    };
    let is_symbol = |s: &str, longest: usize| {
        !s.is_empty() && s.len() <= longest && s.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-'))
    };
    if let Some(exchange) = exchange {
        let named = exchange.len() >= 2
            && exchange.len() <= 20
            && exchange.bytes().all(|b| b.is_ascii_alphabetic() || b == b' ')
            && exchange.starts_with(|c: char| c.is_ascii_uppercase());
        return (named && is_symbol(symbol, 9)).then_some(0.95);
    }
    if !is_symbol(symbol, 9) {
        return None;
    }
    let labelled = scan.text[open + 1..open + 1 + offset].ends_with([':', ' ']);
    let (stem, suffix) = symbol.split_once('.').unwrap_or((symbol, ""));
    if stem.bytes().all(|b| b.is_ascii_digit()) {
        let listed = matches!(suffix, "SH" | "SZ" | "BJ" | "HK" | "SS" | "T" | "KS" | "KQ" | "TW" | "TWO" | "SR") && (3..=6).contains(&stem.len());
        let mainland = suffix.is_empty() && stem.len() == 6 && matches!(stem.as_bytes()[0], b'0' | b'3' | b'6' | b'8' | b'4' | b'9');
        let hong_kong = suffix.is_empty() && (4..=5).contains(&stem.len()) && (labelled || stem.len() == 5 && stem.starts_with('0'));
        let taiwan = suffix.is_empty() && stem.len() == 4 && !matches!(&stem[..2], "19" | "20") && scan.before(open).is_some_and(is_han);
        return (listed || mainland || hong_kong || taiwan).then_some(0.95);
    }
    if !suffix.is_empty() {
        return (suffix.len() <= 3 && stem.len() <= 6 && suffix.bytes().all(|b| b.is_ascii_uppercase())).then_some(0.9);
    }
    if scan.lexicon.concept_of_ticker(symbol).is_some() && symbol.len() >= 2 {
        return Some(0.85);
    }
    None
}
