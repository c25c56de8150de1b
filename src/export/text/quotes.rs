//! The quotations of a document as a list for people: who speaks, what they are, when and where, the words, about whom, and what they make of it.

use std::borrow::Cow;
use std::io::{self, Write};

use super::{INDENT, Labels, Report};
use crate::doc::{Document, Quote, QuoteKind};
use crate::export::View;
use crate::export::columns::{pad, wrap};

/// Writes the list.
pub(crate) fn write(view: &View<'_>, document: &Document, out: &mut dyn Write) -> io::Result<()> {
    let report = Report { view, document, labels: Labels::of(document.language) };
    report.head(out)?;
    if document.quotes.is_empty() {
        writeln!(out, "\n{}", report.labels.no_quotes)?;
    }
    for (i, quote) in document.quotes.iter().enumerate() {
        writeln!(out)?;
        lines(&report, out, &format!("  q{}", i + 1), &speakers(&report, quote))?;
        lines(&report, out, "", &words(&report, quote))?;
        lines(&report, out, "", &facts(&report, quote).join(" · "))?;
    }
    writeln!(out)
}

fn lines(report: &Report<'_, '_>, out: &mut dyn Write, lead: &str, text: &str) -> io::Result<()> {
    let lines = wrap(text, report.view.width.saturating_sub(INDENT));
    lines.iter().enumerate().try_for_each(|(i, line)| writeln!(out, "{}{line}", pad(if i == 0 { lead } else { "" }, INDENT)))
}

fn speakers(report: &Report<'_, '_>, quote: &Quote) -> String {
    let speakers: Vec<_> = quote.speakers.iter().map(|s| report.speaker(s)).collect();
    if speakers.is_empty() { report.labels.nobody.to_owned() } else { speakers.join("; ") }
}

fn words(report: &Report<'_, '_>, quote: &Quote) -> String {
    let marks = if quote.kind == QuoteKind::Direct { ("“", "”") } else { ("", "") };
    let parts: Vec<_> = quote.content.iter().map(|&c| format!("{}{}{}", marks.0, report.words(c), marks.1)).collect();
    parts.join(" … ")
}

/// Reporting word, time, place, whom it is about, kind, stance.
fn facts(report: &Report<'_, '_>, quote: &Quote) -> Vec<String> {
    let document = report.document;
    let mut facts = Vec::new();
    facts.extend(quote.cue.map(|c| report.words(c.span).to_owned()));
    facts.extend(quote.date.map(|d| {
        let date = &document.dates[d.index()];
        let day = date.from.map(|d| format!(" ({d})")).unwrap_or_default();
        format!("{}{day}", report.words(date.span))
    }));
    facts.extend(quote.medium.map(|m| report.words(m).to_owned()));
    let deals = quote.deals.iter().map(|d| format!("d{}", d.index() + 1).into());
    let names: Vec<Cow<'_, str>> = quote.entities.iter().map(|&e| report.name(e).into()).chain(deals).collect();
    if !names.is_empty() {
        facts.push(format!("{} {}", report.labels.about, names.join(report.labels.comma)));
    }
    facts.push(report.labels.quote(quote.kind).to_owned());
    facts.push(report.labels.stance(quote.stance).to_owned());
    facts
}
