//! The value-first tables of `corpus/spec`: each value with every surface that means it, and surfaces that mean nothing.

mod common;

use dealgraph::Document;
use dealgraph::doc::{Bound, Range, Span};

/// What a table is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Amounts,
    Percents,
    Shares,
    Dates,
    /// Numbers, tried with a currency behind them.
    Numbers,
}

/// The findings of a kind: span, and value in the notation of the tables.
fn findings(kind: Kind, document: &Document) -> Vec<(Span, String)> {
    match kind {
        Kind::Amounts => document.amounts.iter().map(|a| (a.span, format!("{} {}", a.currency.code(), value(&a.range)))).collect(),
        Kind::Numbers => document.amounts.iter().map(|a| (a.span, value(&a.range))).collect(),
        Kind::Percents => document.percents.iter().map(|p| (p.span, value(&p.range))).collect(),
        Kind::Shares => document.shares.iter().map(|s| (s.span, value(&s.range))).collect(),
        Kind::Dates => document.dates.iter().map(|d| (d.span, days(d))).collect(),
    }
}

fn value(range: &Range) -> String {
    let side = |side: Option<rust_decimal::Decimal>| side.map(|s| s.normalize().to_string()).unwrap_or_default();
    let (name, single) = match range.bound {
        Bound::Exact => ("", true),
        Bound::About => (" about", true),
        Bound::AtLeast => (" at_least", false),
        Bound::AtMost => (" at_most", false),
        Bound::Range => (" range", false),
        Bound::Several => (" several", false),
    };
    if single { format!("{}{name}", side(range.min)) } else { format!("{}..{}{name}", side(range.min), side(range.max)) }
}

fn days(date: &dealgraph::doc::Date) -> String {
    match (date.from, date.to, &date.partial) {
        (Some(from), Some(to), _) if from == to => from.to_string(),
        (Some(from), Some(to), _) => format!("{from}..{to}"),
        (_, _, Some(partial)) => partial.clone(),
        _ => "?".to_owned(),
    }
}

/// What is wrong with a surface; `None` where it is right.
fn judge(kind: Kind, line: &str, wanted: Option<&str>, day: Option<jiff::civil::Date>) -> Option<String> {
    let line = &line.replace("\\n", "\n");
    let (open, close) = (line.find('['), line.find(']'));
    let text: String = line.chars().filter(|c| !matches!(c, '[' | ']')).collect();
    let text = match kind {
        Kind::Numbers if text.is_ascii() => format!("{text} dollars"),
        Kind::Numbers => format!("{text}美元"),
        _ => text,
    };
    let mut document = Document::default();
    document.text.source = text.clone();
    document.meta.date = day;
    common::ANNOTATOR.annotate(&mut document, dealgraph::Options::default());
    let found = findings(kind, &document);
    let shown = || found.iter().map(|(span, value)| format!("{:?} = {value}", document.text.source_str(*span))).collect::<Vec<_>>().join("; ");
    let Some(wanted) = wanted else { return (!found.is_empty()).then(|| format!("{line:?} should give nothing, gives {}", shown())) };
    let [(span, value)] = found.as_slice() else { return Some(format!("{line:?} should give {wanted}, gives [{}]", shown())) };
    let span = document.text.source_str(*span);
    let whole = match (open, close) {
        (Some(open), Some(close)) => span == &line[open + 1..close],
        _ => true,
    };
    (value != wanted || !whole).then(|| format!("{line:?} should give {wanted}, gives {}", shown()))
}

fn check(kind: Kind, file: &str) {
    let (name, table) = common::read(&common::path(file));
    let known_day = jiff::civil::date(2025, 10, 14);
    let (mut wanted, mut day) = (String::new(), Some(known_day));
    let mut failures = Vec::new();
    for (number, line) in table.lines().enumerate().filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#')) {
        let (known, line) = line.strip_prefix("! ").map_or((false, line), |rest| (true, rest));
        if let Some(value) = line.strip_prefix("= ") {
            wanted = value.trim().to_owned();
            continue;
        }
        if let Some(name) = line.strip_prefix("@ ") {
            day = name.trim().parse().ok();
            continue;
        }
        let wrong = match line.strip_prefix("x ") {
            Some(nothing) => judge(kind, nothing, None, day),
            None => judge(kind, line.trim_end(), Some(&wanted), day),
        };
        match wrong {
            Some(wrong) if !known => failures.push(format!("{name}:{}: {wrong}", number + 1)),
            None if known => failures.push(format!("{name}:{}: passes now; take the mark away", number + 1)),
            _ => {}
        }
    }
    common::none_of(&failures);
}

#[test]
fn amounts() {
    check(Kind::Amounts, "corpus/spec/amounts.txt");
}

#[test]
fn percents() {
    check(Kind::Percents, "corpus/spec/percents.txt");
}

#[test]
fn shares() {
    check(Kind::Shares, "corpus/spec/shares.txt");
}

#[test]
fn dates() {
    check(Kind::Dates, "corpus/spec/dates.txt");
}

#[test]
fn numbers() {
    check(Kind::Numbers, "corpus/spec/numbers.txt");
}
