//! The report for people at a terminal: deals, quotes, cycles, entities, notes, in the language of the document.

pub(crate) mod labels;
pub(crate) mod quotes;

use std::io::{self, Write};

use labels::Labels;

use super::View;
use super::columns::{clip, pad, width, wrap};
use crate::deal::Frame;
use crate::doc::{Bound, Deal, Document, Entity, Id, Language, Quote, Range, Role, Span, Speaker};

/// Columns before the text of a finding: two, its number, a space.
const INDENT: usize = 7;

/// Writes the report.
pub(crate) fn write(view: &View<'_>, document: &Document, out: &mut dyn Write) -> io::Result<()> {
    let report = Report { view, document, labels: Labels::of(document.language) };
    report.head(out)?;
    if document.deals.is_empty() && document.quotes.is_empty() {
        writeln!(out, "\n{}", report.labels.nothing)?;
    }
    report.section(out, report.labels.deals, &document.deals, |out, i, d| report.deal(out, i, d))?;
    report.section(out, report.labels.cycles, &document.graph.cycles, |out, i, c| report.cycle(out, i, c))?;
    report.section(out, report.labels.quotes, &document.quotes, |out, i, q| report.quote(out, i, q))?;
    report.entities(out)?;
    report.section(out, report.labels.notes, &document.notes, |out, _, note| {
        let place = if note.span.is_empty() { String::new() } else { format!("…{}… ", report.around(note.span)) };
        let words = format!("{}: {place}{}", note.code.name(), note.message);
        writeln!(out, "  {}", clip(&words, view.width.saturating_sub(2)))
    })?;
    writeln!(out)
}

struct Report<'v, 'a> {
    view: &'v View<'a>,
    document: &'v Document,
    labels: &'static Labels,
}

impl Report<'_, '_> {
    fn head(&self, out: &mut dyn Write) -> io::Result<()> {
        let meta = &self.document.meta;
        let source = self.document.text.source.as_str();
        let first_line = source.lines().map(str::trim).find(|l| !l.is_empty()).unwrap_or_default();
        writeln!(out, "{}", clip(meta.title.as_deref().unwrap_or(first_line), self.view.width))?;
        let mut facts = Vec::new();
        facts.extend(meta.id.as_ref().map(|id| id.as_str().map_or_else(|| id.to_string(), str::to_owned)));
        facts.push(self.document.language.name().to_owned());
        facts.extend(meta.date.map(|d| d.to_string()));
        facts.push(format!("{} {}", source.chars().count(), self.labels.characters));
        writeln!(out, "{}", facts.join(" · "))
    }

    fn section<T>(&self, out: &mut dyn Write, title: &str, items: &[T], write: impl Fn(&mut dyn Write, usize, &T) -> io::Result<()>) -> io::Result<()> {
        if items.is_empty() {
            return Ok(());
        }
        writeln!(out, "\n{title} ({})", items.len())?;
        items.iter().enumerate().try_for_each(|(i, item)| write(out, i, item))
    }

    fn deal(&self, out: &mut dyn Write, index: usize, deal: &Deal) -> io::Result<()> {
        let frame = self.view.frames.frame(deal.kind);
        let mut status = self.labels.status(deal.status).to_owned();
        if deal.hearsay {
            status = format!("{status}, {}", self.labels.hearsay);
        }
        let label = match self.document.language {
            Language::Zh => format!("{} {}", frame.label_zh, frame.label_en),
            Language::En => frame.label_en.clone(),
        };
        writeln!(out, "{}{} · {label} · {status}", pad(&format!("  d{}", index + 1), INDENT), self.parties(frame, deal))?;
        let facts = self.facts(deal);
        if !facts.is_empty() {
            writeln!(out, "{}{}", " ".repeat(INDENT), clip(&facts.join(" · "), self.view.width.saturating_sub(INDENT)))?;
        }
        match deal.evidence.first() {
            Some(evidence) => {
                let more = if deal.evidence.len() > 1 { format!(" (+{})", deal.evidence.len() - 1) } else { String::new() };
                let words = clip(self.words(evidence.span), self.view.width.saturating_sub(INDENT + 2 + more.len()));
                writeln!(out, "{}“{words}”{more}", " ".repeat(INDENT))
            }
            None => Ok(()),
        }
    }

    /// `giver → taker`, with the other roles in brackets; partners with a dash between them.
    fn parties(&self, frame: &Frame, deal: &Deal) -> String {
        let of_role = |role: Role| {
            let names: Vec<_> = deal.roles.iter().filter(|f| f.role == role).map(|f| self.party(f.entity, f.span)).collect();
            if names.is_empty() { "?".to_owned() } else { names.join(", ") }
        };
        let (mut line, shown) = match frame.flow {
            Some((_, from, to)) if from != to => (format!("{} → {}", of_role(from), of_role(to)), vec![from, to]),
            _ => {
                let first = deal.roles.first().map_or(Role(0), |f| f.role);
                let names = of_role(first);
                (if frame.flow.is_some() { names.replace(", ", " – ") } else { names }, vec![first])
            }
        };
        let mut others: Vec<Role> = deal.roles.iter().map(|f| f.role).filter(|r| !shown.contains(r)).collect();
        others.sort_unstable();
        others.dedup();
        for role in others {
            line.push_str(&format!(" ({}: {})", frame.role_rule(role).name, of_role(role)));
        }
        line
    }

    /// Sums, percent, shares, round, dates, tags.
    fn facts(&self, deal: &Deal) -> Vec<String> {
        let document = self.document;
        let mut facts = Vec::new();
        for part in &deal.amounts {
            let amount = &document.amounts[part.amount.index()];
            let role = if part.role == crate::doc::AmountRole::Total { String::new() } else { format!(" ({})", part.role.name().replace('_', " ")) };
            facts.push(format!("{}{}{role}", bound_sign(&amount.range), self.words(amount.span)));
        }
        facts.extend(deal.percent.map(|p| &document.percents[p.index()]).map(|p| format!("{}{}", bound_sign(&p.range), self.words(p.span))));
        facts.extend(deal.shares.map(|s| &document.shares[s.index()]).map(|s| format!("{}{}", bound_sign(&s.range), self.words(s.span))));
        facts.extend(deal.round.map(|r| self.words(r).to_owned()));
        for date in deal.dates.iter().map(|d| &document.dates[d.index()]) {
            let days = match (date.from, date.to) {
                (Some(from), Some(to)) if from == to => format!(" ({from})"),
                (Some(from), Some(to)) => format!(" ({from}..{to})"),
                _ => String::new(),
            };
            facts.push(format!("{}{days}", self.words(date.span)));
        }
        facts.extend(deal.tags.iter().map(|t| t.replace('_', " ")));
        facts
    }

    fn cycle(&self, out: &mut dyn Write, index: usize, cycle: &crate::doc::Cycle) -> io::Result<()> {
        let mut names: Vec<&str> = cycle.nodes.iter().map(|&n| self.name(n)).collect();
        names.extend(names.first().copied());
        let number = pad(&format!("  c{}", index + 1), INDENT);
        writeln!(out, "{number}{} · {}", names.join(" → "), self.labels.cycle(cycle.kind))?;
        let edges = cycle.edges.iter().filter_map(|&e| self.document.graph.edges.get(e));
        let hops: Vec<_> = edges.map(|e| format!("{} → {} {} (d{})", self.name(e.from), self.name(e.to), e.flow.name(), e.deal.index() + 1)).collect();
        writeln!(out, "{}{}", " ".repeat(INDENT), clip(&hops.join(", "), self.view.width.saturating_sub(INDENT)))
    }

    fn quote(&self, out: &mut dyn Write, index: usize, quote: &Quote) -> io::Result<()> {
        let marks = if quote.kind == crate::doc::QuoteKind::Direct { ("“", "”") } else { ("", "") };
        let words: Vec<_> = quote.content.iter().map(|&c| format!("{}{}{}", marks.0, self.words(c), marks.1)).collect();
        let lines = wrap(&words.join(" … "), self.view.width.saturating_sub(INDENT));
        for (i, line) in lines.iter().enumerate() {
            let lead = if i == 0 { format!("  q{}", index + 1) } else { String::new() };
            writeln!(out, "{}{line}", pad(&lead, INDENT))?;
        }
        let speakers: Vec<_> = quote.speakers.iter().map(|s| self.speaker(s)).collect();
        let who = if speakers.is_empty() { self.labels.nobody.to_owned() } else { speakers.join("; ") };
        let cue = quote.cue.map(|c| format!(" · {}", self.words(c.span))).unwrap_or_default();
        writeln!(out, "{}— {who}{cue} · {} · {}", " ".repeat(INDENT), self.labels.quote(quote.kind), self.labels.stance(quote.stance))
    }

    fn speaker(&self, speaker: &Speaker) -> String {
        let words = speaker.span.map(|s| self.words(s)).unwrap_or(self.labels.nobody);
        let mut parts = vec![speaker.entity.map_or(words, |e| self.name(e)).to_owned()];
        parts.extend(speaker.title.map(|t| self.words(t).to_owned()));
        parts.extend(speaker.affiliation.map(|a| self.name(a).to_owned()));
        if speaker.entity.is_none() {
            parts.push(self.labels.class(speaker.class).to_owned());
        }
        // 首席分析师 says it already.
        if speaker.analyst && !parts.iter().any(|p| p.to_lowercase().contains(self.labels.analyst)) {
            parts.push(self.labels.analyst.to_owned());
        }
        parts.dedup();
        parts.join(", ")
    }

    /// One entity a line, the most often named first.
    fn entities(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut counts = vec![0usize; self.document.entities.len()];
        for entity in self.document.mentions.iter().filter_map(|m| m.entity) {
            if let Some(count) = counts.get_mut(entity.index()) {
                *count += 1;
            }
        }
        let mut rows: Vec<(usize, &Entity)> = counts.into_iter().zip(&self.document.entities).collect();
        rows.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        let column = rows.iter().map(|(_, e)| width(&e.name)).max().unwrap_or(0).min(40);
        self.section(out, self.labels.entities, &rows, |out, _, (count, entity)| {
            let other = [&entity.name_zh, &entity.name_en].into_iter().flatten().find(|n| **n != entity.name);
            let mut facts = vec![entity.kind.name().to_owned(), format!("×{count}")];
            facts.extend(other.cloned());
            facts.extend(entity.tickers.iter().cloned());
            writeln!(out, "  {}  {}", pad(&entity.name, column), facts.join(" · "))
        })
    }

    fn party(&self, entity: Option<Id<Entity>>, span: Span) -> String {
        match entity {
            Some(entity) => self.name(entity).to_owned(),
            None => clip(self.words(span), 40),
        }
    }

    fn name(&self, entity: Id<Entity>) -> &str {
        &self.document.entities[entity.index()].name
    }

    /// The words of a span with some beside them, which say where it stands.
    fn around(&self, span: Span) -> &str {
        let source = &self.document.text.source;
        let range = self.document.text.source_span(span);
        let start = source.floor_char_boundary(range.start.saturating_sub(12));
        let end = source.ceil_char_boundary((range.end + 12).min(source.len()));
        source[start..end].trim()
    }

    fn words(&self, span: Span) -> &str {
        self.document.text.source_str(span)
    }
}

fn bound_sign(range: &Range) -> &'static str {
    match range.bound {
        Bound::About => "≈",
        Bound::AtLeast => "≥",
        Bound::AtMost => "≤",
        Bound::Exact | Bound::Range | Bound::Several => "",
    }
}
