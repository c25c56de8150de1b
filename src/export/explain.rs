//! Why each finding was made: its rule with file and line, its evidence, and for deals the cases and scores of the parties and of the candidates
//! that lost.

use std::io::{self, Write};

use super::View;
use super::columns::{clip, pad};
use crate::doc::{Deal, Document, Evidence, Quote, Rule, Span};

/// Columns before the words of a line.
const INDENT: usize = 14;

/// Writes the explanation of a document.
pub fn write(view: &View<'_>, document: &Document, out: &mut dyn Write) -> io::Result<()> {
    let explanation = Explanation { view, document };
    if let Some(id) = &document.meta.id {
        writeln!(out, "{}", id.as_str().map_or_else(|| id.to_string(), str::to_owned))?;
    }
    document.deals.iter().enumerate().try_for_each(|(i, deal)| explanation.deal(out, i, deal))?;
    document.quotes.iter().enumerate().try_for_each(|(i, quote)| explanation.quote(out, i, quote))?;
    explanation.cycles(out)?;
    explanation.entities(out)?;
    explanation.quantities(out)?;
    for note in &document.notes {
        explanation.line(out, note.code.name(), &explanation.with_place(note.span, &note.message))?;
    }
    writeln!(out)
}

struct Explanation<'v, 'a> {
    view: &'v View<'a>,
    document: &'v Document,
}

impl Explanation<'_, '_> {
    fn line(&self, out: &mut dyn Write, head: &str, words: &str) -> io::Result<()> {
        writeln!(out, "  {}{}", pad(head, INDENT), clip(words, self.view.width.saturating_sub(INDENT + 2).max(20)))
    }

    /// Words that no terminal cuts: rules and places are searched for and copied.
    fn whole_line(&self, out: &mut dyn Write, head: &str, words: &str) -> io::Result<()> {
        writeln!(out, "  {}{words}", pad(head, INDENT))
    }

    fn words(&self, span: Span) -> &str {
        self.document.text.source_str(span)
    }

    /// Code points of the source, as the annotation gives them.
    fn with_place(&self, span: Span, words: &str) -> String {
        if span.is_empty() { words.to_owned() } else { format!("“{}” {words}", self.words(span)) }
    }

    /// The rule's name, and its file and line where it is a row or a trigger.
    fn rule(&self, rule: Rule) -> String {
        let name = self.view.rule_name(rule, self.document.language);
        match rule {
            Rule::Trigger(trigger) => format!("{name} · {}", self.view.frames.place(trigger)),
            Rule::Named(_) | Rule::Row(_) => name,
        }
    }

    fn deal(&self, out: &mut dyn Write, index: usize, deal: &Deal) -> io::Result<()> {
        let frame = self.view.frames.frame(deal.kind);
        let hearsay = if deal.hearsay { ", hearsay" } else { "" };
        writeln!(out, "\nd{} {} · {}{hearsay} · confidence {:.2}", index + 1, frame.name, deal.status.name(), deal.confidence)?;
        for filler in &deal.roles {
            let name = filler.entity.map_or("(unnamed)", |e| &self.document.entities[e.index()].name);
            let words = self.words(filler.span);
            let said = if words == name { String::new() } else { format!(" “{words}”") };
            self.line(out, &frame.role_rule(filler.role).name, &format!("{name}{said} · case {} · score {:.2}", filler.case, filler.score))?;
        }
        for part in &deal.amounts {
            let amount = &self.document.amounts[part.amount.index()];
            self.line(out, "amount", &format!("“{}” as {} · {}", self.words(amount.span), part.role.name(), self.rule(amount.rule)))?;
        }
        if !deal.tags.is_empty() {
            self.line(out, "tags", &deal.tags.join(", "))?;
        }
        deal.evidence.iter().try_for_each(|e| self.evidence(out, e))
    }

    fn evidence(&self, out: &mut dyn Write, evidence: &Evidence) -> io::Result<()> {
        self.line(out, "evidence", &format!("“{}”", self.words(evidence.span)))?;
        self.whole_line(out, "  rule", &format!("{} · trigger “{}”", self.rule(evidence.rule), self.words(evidence.trigger)))?;
        if let Some((span, status)) = evidence.status_from {
            self.line(out, "  status", &format!("{} by “{}”", status.name(), self.words(span)))?;
        }
        let Rule::Trigger(trigger) = evidence.rule else { return Ok(()) };
        // They wanted a role of the type that the trigger tells; what the deal became since may have others.
        let told = self.view.frames.frame(self.view.frames.trigger(trigger).kind);
        for loser in &evidence.losers {
            let role = &told.role_rule(loser.role).name;
            self.line(out, "  lost", &format!("“{}” for {role} · case {} · score {:.2} · {}", self.words(loser.span), loser.case, loser.score, loser.why))?;
        }
        Ok(())
    }

    fn quote(&self, out: &mut dyn Write, index: usize, quote: &Quote) -> io::Result<()> {
        writeln!(out, "\nq{} {} · {}", index + 1, quote.kind.name(), quote.stance.name())?;
        for &part in &quote.content {
            self.line(out, "content", &format!("“{}”", self.words(part)))?;
        }
        if let Some(cue) = quote.cue {
            self.line(out, "cue", self.words(cue.span))?;
        }
        for speaker in &quote.speakers {
            let said = speaker.span.map_or("", |s| self.words(s));
            let name = speaker.entity.map_or("(no entity)", |e| &self.document.entities[e.index()].name);
            let title = speaker.title.map(|t| format!(" · title “{}”", self.words(t))).unwrap_or_default();
            let employer = speaker.affiliation.map(|a| format!(" · of {}", self.document.entities[a.index()].name)).unwrap_or_default();
            self.line(out, "speaker", &format!("{name} “{said}” · {}{title}{employer}", speaker.class.name()))?;
        }
        let signs: Vec<&str> = quote.signs.iter().map(crate::doc::Sign::name).collect();
        self.whole_line(out, "stance", &format!("{} by {}", quote.stance.name(), signs.join(", ")))?;
        self.whole_line(out, "rule", &self.rule(quote.rule))
    }

    fn cycles(&self, out: &mut dyn Write) -> io::Result<()> {
        let graph = &self.document.graph;
        let name = |e: crate::doc::Id<crate::doc::Entity>| self.document.entities[e.index()].name.as_str();
        for (i, cycle) in graph.cycles.iter().enumerate() {
            writeln!(out, "\nc{} {}", i + 1, cycle.kind.name())?;
            for edge in cycle.edges.iter().filter_map(|&e| graph.edges.get(e)) {
                self.line(out, "hop", &format!("{} → {} · {} · d{}", name(edge.from), name(edge.to), edge.flow.name(), edge.deal.index() + 1))?;
            }
        }
        Ok(())
    }

    fn entities(&self, out: &mut dyn Write) -> io::Result<()> {
        for (i, entity) in self.document.entities.iter().enumerate() {
            writeln!(out, "\ne{} {} · {} · {}", i + 1, entity.name, entity.kind.name(), entity.key)?;
            for mention in self.document.mentions.iter().filter(|m| m.entity.is_some_and(|e| e.index() == i)) {
                let form = super::names::form(mention.form);
                self.whole_line(out, form, &format!("“{}” · {} · score {:.2}", self.words(mention.span), self.rule(mention.rule), mention.score))?;
            }
            for affiliation in &entity.affiliations {
                let title = affiliation.title.map_or("", |t| self.words(t));
                let employer = affiliation.organization.map_or("-", |o| &self.document.entities[o.index()].name);
                self.line(out, "affiliation", &format!("“{title}” of {employer} · {}", self.rule(affiliation.rule)))?;
            }
        }
        Ok(())
    }

    fn quantities(&self, out: &mut dyn Write) -> io::Result<()> {
        let document = self.document;
        let amounts = document.amounts.iter().map(|a| ("amount", a.span, a.rule));
        let percents = document.percents.iter().map(|p| ("percent", p.span, p.rule));
        let shares = document.shares.iter().map(|s| ("shares", s.span, s.rule));
        let dates = document.dates.iter().map(|d| ("date", d.span, d.rule));
        let mut rows: Vec<_> = amounts.chain(percents).chain(shares).chain(dates).collect();
        rows.sort_by_key(|(_, span, _)| *span);
        if !rows.is_empty() {
            writeln!(out)?;
        }
        rows.into_iter().try_for_each(|(head, span, rule)| self.whole_line(out, head, &format!("“{}” · {}", self.words(span), self.rule(rule))))
    }
}
