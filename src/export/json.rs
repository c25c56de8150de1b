//! A document as the annotation of the wire format.

use std::io::{self, Write};

use super::{Offsets, View, names, wire};
use crate::doc::{Document, Evidence, Id, Range, Rule, Span, Speaker};
use crate::read::Failure;

/// Writes the annotation as one JSON object and a line feed.
pub(crate) fn write(view: &View<'_>, document: &Document, out: &mut dyn Write) -> io::Result<()> {
    let annotation = annotation(view, document);
    if view.pretty {
        serde_json::to_writer_pretty(&mut *out, &annotation)?
    } else {
        serde_json::to_writer(&mut *out, &annotation)?
    }
    out.write_all(b"\n")
}

/// The same on one line, whatever else was asked for.
pub(crate) fn write_line(view: &View<'_>, document: &Document, out: &mut dyn Write) -> io::Result<()> {
    write(&View { pretty: false, ..*view }, document, out)
}

/// Writes what stands in the place of a document that could not be read.
pub fn write_failure(failure: &Failure, out: &mut dyn Write) -> io::Result<()> {
    let error = wire::FailureBody { code: failure.error.kind.code(), message: failure.error.to_string() };
    serde_json::to_writer(&mut *out, &wire::Failure { id: failure.id.as_ref(), error })?;
    out.write_all(b"\n")
}

/// The annotation of a document that [`crate::Annotator::annotate`] has filled.
pub fn annotation<'a>(view: &View<'a>, document: &'a Document) -> wire::Annotation<'a> {
    let source = &document.text.source;
    let maker = Maker { view, document, offsets: Offsets::new(source, view.unit) };
    let meta = &document.meta;
    wire::Annotation {
        schema: wire::ANNOTATION,
        id: meta.id.as_ref(),
        lang: document.language.name(),
        date: meta.date.map(|d| d.to_string()),
        title: meta.title.as_deref(),
        source: meta.source.as_deref(),
        offsets: view.unit.name(),
        chars: source.chars().count(),
        text: view.with_text.then_some(source),
        sentences: document.sentences.iter().map(|s| maker.sentence(s)).collect(),
        tokens: view.tokens.then(|| document.tokens.iter().map(|t| maker.token(t)).collect()),
        entities: maker.entities(),
        amounts: document.amounts.iter().enumerate().map(|(i, a)| maker.amount(i, a)).collect(),
        percents: document.percents.iter().enumerate().map(|(i, p)| maker.quantity(wire::Key('p', i), p.span, &p.range, p.rule)).collect(),
        shares: document.shares.iter().enumerate().map(|(i, s)| maker.quantity(wire::Key('s', i), s.span, &s.range, s.rule)).collect(),
        dates: document.dates.iter().enumerate().map(|(i, d)| maker.date(i, d)).collect(),
        deals: document.deals.iter().enumerate().map(|(i, d)| maker.deal(i, d)).collect(),
        quotes: document.quotes.iter().enumerate().map(|(i, q)| maker.quote(i, q)).collect(),
        graph: maker.graph(),
        notes: document.notes.iter().map(|n| maker.note(n)).collect(),
    }
}

fn key<T>(letter: char, id: Id<T>) -> wire::Key {
    wire::Key(letter, id.index())
}

struct Maker<'v, 'a> {
    view: &'v View<'a>,
    document: &'a Document,
    offsets: Offsets<'a>,
}

impl<'a> Maker<'_, 'a> {
    /// Start, end and words of a span, as the source has them.
    fn words(&self, span: Span) -> wire::Words<'a> {
        let range = self.document.text.source_span(span);
        wire::Words { start: self.offsets.at(range.start), end: self.offsets.at(range.end), text: &self.document.text.source[range] }
    }

    fn place(&self, span: Span) -> wire::Place {
        let range = self.document.text.source_span(span);
        wire::Place { start: self.offsets.at(range.start), end: self.offsets.at(range.end) }
    }

    fn text(&self, span: Span) -> &'a str {
        self.document.text.source_str(span)
    }

    fn rule(&self, rule: Rule) -> String {
        self.view.rule_name(rule, self.document.language)
    }

    fn sentence(&self, sentence: &crate::doc::Sentence) -> wire::Sentence {
        let wire::Place { start, end } = self.place(sentence.span);
        wire::Sentence { start, end, paragraph: sentence.paragraph }
    }

    fn token(&self, token: &crate::doc::Token) -> wire::Token {
        let wire::Place { start, end } = self.place(token.span);
        wire::Token { start, end, pos: None }
    }

    fn entities(&self) -> Vec<wire::Entity<'a>> {
        let mut entities: Vec<_> = self.document.entities.iter().enumerate().map(|(i, e)| self.entity(i, e)).collect();
        for mention in &self.document.mentions {
            let Some(entity) = mention.entity.and_then(|id| entities.get_mut(id.index())) else { continue };
            let wire::Words { start, end, text } = self.words(mention.span);
            entity.mentions.push(wire::Mention { start, end, text, form: names::form(mention.form), rule: self.rule(mention.rule) });
        }
        entities
    }

    fn entity(&self, index: usize, entity: &'a crate::doc::Entity) -> wire::Entity<'a> {
        let affiliations = entity.affiliations.iter().map(|a| wire::Affiliation {
            title: a.title.map(|t| self.text(t)),
            organization: a.organization.map(|o| key('e', o)),
            analyst: a.analyst,
            rule: self.rule(a.rule),
        });
        wire::Entity {
            id: wire::Key('e', index),
            key: &entity.key,
            r#type: entity.kind.name(),
            name: &entity.name,
            names: wire::Names { zh: entity.name_zh.as_deref(), en: entity.name_en.as_deref() },
            tickers: &entity.tickers,
            affiliations: affiliations.collect(),
            mentions: Vec::new(),
        }
    }

    fn amount(&self, index: usize, amount: &crate::doc::Amount) -> wire::Amount<'a> {
        let wire::Words { start, end, text } = self.words(amount.span);
        wire::Amount {
            id: wire::Key('a', index),
            start,
            end,
            text,
            currency: amount.currency.code().to_owned(),
            min: amount.range.min.map(wire::Exact),
            max: amount.range.max.map(wire::Exact),
            bound: names::bound(amount.range.bound),
            per: amount.per.map(names::per_name),
            same_as: amount.same_as.map(|a| key('a', a)),
            rule: self.rule(amount.rule),
        }
    }

    fn quantity(&self, id: wire::Key, span: Span, range: &Range, rule: Rule) -> wire::Quantity<'a> {
        let wire::Words { start, end, text } = self.words(span);
        let (min, max) = (range.min.map(wire::Exact), range.max.map(wire::Exact));
        wire::Quantity { id, start, end, text, min, max, bound: names::bound(range.bound), rule: self.rule(rule) }
    }

    fn date(&self, index: usize, date: &'a crate::doc::Date) -> wire::Date<'a> {
        let wire::Words { start, end, text } = self.words(date.span);
        wire::Date {
            id: wire::Key('t', index),
            start,
            end,
            text,
            from: date.from.map(|d| d.to_string()),
            to: date.to.map(|d| d.to_string()),
            precision: date.precision.name(),
            partial: date.partial.as_deref(),
            rule: self.rule(date.rule),
        }
    }

    fn deal(&self, index: usize, deal: &'a crate::doc::Deal) -> wire::Deal<'a> {
        let frame = self.view.frames.frame(deal.kind);
        let role = |filler: &crate::doc::Filler| {
            let wire::Words { start, end, text } = self.words(filler.span);
            wire::Role { role: &frame.role_rule(filler.role).name, entity: filler.entity.map(|e| key('e', e)), start, end, text }
        };
        wire::Deal {
            id: wire::Key('d', index),
            r#type: &frame.name,
            status: deal.status.name(),
            hearsay: deal.hearsay,
            roles: deal.roles.iter().map(role).collect(),
            amounts: deal.amounts.iter().map(|a| wire::DealAmount { amount: key('a', a.amount), role: a.role.name() }).collect(),
            percent: deal.percent.map(|p| key('p', p)),
            shares: deal.shares.map(|s| key('s', s)),
            round: deal.round.map(|r| self.text(r)),
            dates: deal.dates.iter().map(|&d| key('t', d)).collect(),
            tags: &deal.tags,
            evidence: deal.evidence.iter().map(|e| self.evidence(e)).collect(),
            confidence: two_places(deal.confidence),
        }
    }

    fn evidence(&self, evidence: &Evidence) -> wire::Evidence<'a> {
        let wire::Words { start, end, text } = self.words(evidence.span);
        wire::Evidence { start, end, text, trigger: self.place(evidence.trigger), rule: self.rule(evidence.rule) }
    }

    fn quote(&self, index: usize, quote: &'a crate::doc::Quote) -> wire::Quote<'a> {
        let speakers: Vec<_> = if quote.speakers.len() > 1 { quote.speakers.iter().map(|s| self.speaker(s)).collect() } else { Vec::new() };
        wire::Quote {
            id: wire::Key('q', index),
            kind: quote.kind.name(),
            content: quote.content.iter().map(|&c| self.words(c)).collect(),
            cue: quote.cue.map(|c| self.words(c.span)),
            speaker: quote.speakers.first().map(|s| self.speaker(s)),
            speakers,
            date: quote.date.map(|d| key('t', d)),
            medium: quote.medium.map(|m| self.words(m)),
            about: quote.entities.iter().map(|&e| key('e', e)).chain(quote.deals.iter().map(|&d| key('d', d))).collect(),
            stance: quote.stance.name(),
            rule: self.rule(quote.rule),
        }
    }

    fn speaker(&self, speaker: &Speaker) -> wire::Speaker<'a> {
        let words = speaker.span.map(|s| self.words(s));
        wire::Speaker {
            class: speaker.class.name(),
            entity: speaker.entity.map(|e| key('e', e)),
            start: words.as_ref().map(|w| w.start),
            end: words.as_ref().map(|w| w.end),
            text: words.map(|w| w.text),
            name: speaker.entity.map(|e| self.document.entities[e.index()].name.as_str()),
            title: speaker.title.map(|t| self.text(t)),
            affiliation: speaker.affiliation.map(|a| key('e', a)),
            analyst: speaker.analyst,
        }
    }

    fn graph(&self) -> wire::Graph {
        let graph = &self.document.graph;
        let edge = |(i, e): (usize, &crate::doc::Edge)| wire::Edge {
            id: wire::Key('g', i),
            from: key('e', e.from),
            to: key('e', e.to),
            flow: e.flow.name(),
            r#type: self.view.frames.frame(e.kind).name.clone(),
            deal: key('d', e.deal),
        };
        let cycle = |(i, c): (usize, &crate::doc::Cycle)| wire::Cycle {
            id: wire::Key('c', i),
            nodes: c.nodes.iter().map(|&n| key('e', n)).collect(),
            edges: c.edges.iter().map(|&e| wire::Key('g', e)).collect(),
            kind: c.kind.name(),
        };
        wire::Graph {
            nodes: graph.nodes.iter().map(|&n| key('e', n)).collect(),
            edges: graph.edges.iter().enumerate().map(edge).collect(),
            cycles: graph.cycles.iter().enumerate().map(cycle).collect(),
        }
    }

    fn note(&self, note: &'a crate::doc::Note) -> wire::Note<'a> {
        let wire::Place { start, end } = self.place(note.span);
        wire::Note { code: note.code.name(), start, end, message: &note.message }
    }
}

/// Two places after the point: more would be noise, and binary fractions (0.930000007) would show.
fn two_places(confidence: f32) -> f64 {
    (f64::from(confidence) * 100.0).round() / 100.0
}
