//! The reporting words of a document: leftmost, longest, outside of quotation marks, with what their rows say of them.

use super::marks::Region;
use crate::doc::{Language, Span};
use crate::lexicon::{Class, Hit, Lexicon};

/// What a reporting word needs around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Needs {
    /// Nothing: the content may follow at once.
    Bare,
    /// A comma, a colon or a mark before the content (zh).
    Comma,
    /// `that`, or content before it (en).
    That,
    /// `that`, or a subject with an infinitive: expects margins to fall (en).
    Infinitive,
    /// A name for something in quotation marks: called it "a steal" (en).
    Naming,
    /// The same behind `as`: described it as "a steal" (en).
    NamingAs,
    /// Quotation marks.
    Mark,
    /// One to whom it is told.
    Addressee,
    /// A document as its source.
    Document,
    /// 据 or `according to`: the source stands on its other side.
    From,
    /// A document and a comma after it: 根据公告, …
    Opens,
}

impl Needs {
    fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "bare" => Needs::Bare,
            "comma" => Needs::Comma,
            "that" => Needs::That,
            "infinitive" => Needs::Infinitive,
            "naming" => Needs::Naming,
            "naming-as" => Needs::NamingAs,
            "mark" => Needs::Mark,
            "to" => Needs::Addressee,
            "doc" => Needs::Document,
            "from" => Needs::From,
            "opens" => Needs::Opens,
            _ => return None,
        })
    }
}

/// What sort of saying a cue tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Says.
    Say,
    /// Shows, discloses: what a document or an insider does.
    Report,
    /// Believes, finds.
    Think,
    /// Expects, estimates: of a company a plan rather than an opinion.
    Expect,
    /// Denies: the words are against something.
    Deny,
    /// Warns, fears.
    Warn,
    /// Criticises, complains.
    Blame,
    /// Praises.
    Praise,
    /// Asks, urges.
    Ask,
    /// Promises.
    Promise,
    /// Insists, stresses, answers.
    Defend,
    /// Admits.
    Admit,
    /// Jokes, compares, calls.
    Quip,
}

impl Kind {
    fn parse(value: &str) -> Self {
        match value.split(' ').next().unwrap_or("") {
            "think" => Kind::Think,
            "expect" => Kind::Expect,
            "deny" => Kind::Deny,
            "warn" => Kind::Warn,
            "blame" => Kind::Blame,
            "praise" => Kind::Praise,
            "report" => Kind::Report,
            "ask" => Kind::Ask,
            "promise" => Kind::Promise,
            "defend" => Kind::Defend,
            "admit" => Kind::Admit,
            "quip" => Kind::Quip,
            _ => Kind::Say,
        }
    }
}

/// A reporting word in the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CueHit {
    /// Where; neighbours that make one word (回应称) are one.
    pub(crate) span: Span,
    /// What sort of saying.
    pub(crate) kind: Kind,
    /// What its last part needs.
    pub(crate) needs: Needs,
    /// What it needs in another of its rows: `披露` reports of a company with a comma, of a filing without.
    pub(crate) or_needs: Option<Needs>,
    /// Whose grammar it follows.
    pub(crate) language: Language,
}

/// Appends the reporting words of `hits` to `cues`.
pub(crate) fn collect(lexicon: &Lexicon, hits: &[Hit], text: &str, regions: &[Region], cues: &mut Vec<CueHit>) {
    // Words that cover a reporting word and mean something else, until their end.
    let mut veto_end = 0;
    let mut region = 0;
    for hit in hits {
        if lexicon.class_of(hit.row) != Class::Cue {
            continue;
        }
        let row = lexicon.row(hit.row);
        while regions.get(region).is_some_and(|r| r.outer.end <= hit.span.start) {
            region += 1;
        }
        if regions.get(region).is_some_and(|r| r.outer.start < hit.span.end) {
            continue;
        }
        if row.value == "none" {
            drop_covered(cues, hit.span);
            veto_end = veto_end.max(hit.span.end);
            continue;
        }
        let Some(needs) = row.value.split(' ').nth(1).and_then(Needs::parse) else { continue };
        // 数据 holds no 据.
        let is_tail = needs == Needs::Opens && text[..hit.span.start as usize].chars().next_back().is_some_and(char::is_alphanumeric);
        if hit.span.end <= veto_end || is_tail {
            continue;
        }
        add(cues, CueHit { span: hit.span, kind: Kind::parse(row.value), needs, or_needs: None, language: row.language }, text);
    }
}

/// A veto may start after the word that it covers the end of (被称 and 称为), so the last words are looked at again.
fn drop_covered(cues: &mut Vec<CueHit>, veto: Span) {
    while let Some(last) = cues.last()
        && last.span.overlaps(veto)
        && veto.len() > last.span.len()
    {
        cues.pop();
    }
}

fn add(cues: &mut Vec<CueHit>, cue: CueHit, text: &str) {
    if let Some(last) = cues.last_mut() {
        if last.span == cue.span {
            last.or_needs = last.or_needs.or(Some(cue.needs));
            return;
        }
        if cue.span.start < last.span.end {
            // Leftmost and longest wins, but a chain may go on past it: 补充说 + 说明.
            return;
        }
        let touches = last.span.end == cue.span.start;
        let is_chain = touches && last.needs != Needs::Opens && cue.language == Language::Zh && text[last.span.range()].len() <= 12;
        if is_chain {
            last.span = last.span.cover(cue.span);
            // 道 after a verb of saying (解释道) adds nothing to what it needs.
            if cue.needs != Needs::Mark {
                last.needs = cue.needs;
                last.or_needs = None;
            }
            if last.kind == Kind::Say {
                last.kind = cue.kind;
            }
            return;
        }
    }
    cues.push(cue);
}
