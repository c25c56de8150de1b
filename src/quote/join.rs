//! Words in marks that no cue reports: the speaker goes on, a colon introduces them, or the speaker's name follows.

use super::attribution::{Attribution, Claims, Source};
use super::cue::Kind;
use super::reader::Reader;
use super::tables::Role;
use crate::doc::{EntityType, Form, Language, QuoteKind, Span};
use crate::lang::{en, zh};
use crate::read::has_han;

/// How far a quote's sentence may run on behind its words before the next mark, in bytes.
const REACH: usize = 320;

/// Gives every free region that is an utterance to the quote before it, or makes it one of its own. `found` is in order of the text.
pub(super) fn uncued(r: &Reader, claims: &mut Claims, found: &mut Vec<Attribution>) {
    let mut new: Vec<Attribution> = Vec::new();
    let mut next = 0;
    // The quote that ends last before the region: its place among the old ones or the new.
    let mut last: Option<Last> = None;
    for region in 0..r.regions.len() {
        let outer = r.regions[region].outer;
        while next < found.len() && found[next].content[0].start <= outer.start {
            last = Some(Last { place: Place::Found(next), end: reach(&found[next]), open: breaks_off(r, &found[next]) });
            next += 1;
        }
        if !claims.is_free(region) || r.regions[region].is_title || !is_utterance(r, region) {
            continue;
        }
        let joined = last.as_ref().and_then(|last| how_joined(r, last.end, outer.start as usize, last.open));
        let after_comma = r.text[r.regions[region].inner.range()].ends_with([',', '、']);
        let named = if after_comma { of_verb(r, outer.end as usize) } else { None };
        if let (Some(gap), None, Some(last)) = (joined, &named, last.as_mut()) {
            let target = match last.place {
                Place::Found(i) => &mut found[i],
                Place::New(i) => &mut new[i],
            };
            if gap == Gap::Paragraph && !is_alone(r, region) {
                continue;
            }
            if target.kind == QuoteKind::Direct {
                claims.take_chain(r.regions, region, &mut target.content);
                last.end = target.content.last().map_or(last.end, |c| c.end as usize).max(outer.end as usize);
                last.open = after_comma;
                continue;
            }
            if gap == Gap::Sentence {
                let source = target.source.clone();
                let mut content = Vec::new();
                claims.take_chain(r.regions, region, &mut content);
                new.push(Attribution { kind: QuoteKind::Direct, content, cue: None, tone: Kind::Say, source, rule: "quote.goes-on" });
                *last = Last { place: Place::New(new.len() - 1), end: outer.end as usize, open: after_comma };
            }
            continue;
        }
        // `他拿起文件晃了晃,“…。”`: a gesture of the last speaker, then his words.
        if let Some(last) = last.as_mut()
            && !after_comma
            && is_gesture(r, last.end, outer.start as usize)
        {
            let target = match last.place {
                Place::Found(i) => &mut found[i],
                Place::New(i) => &mut new[i],
            };
            if target.kind == QuoteKind::Direct {
                claims.take_chain(r.regions, region, &mut target.content);
                last.end = outer.end as usize;
                last.open = false;
                continue;
            }
        }
        let source = named.map(|s| (s, "quote.gesture")).or_else(|| of_colon(r, outer.start as usize).map(|s| (s, "quote.colon")));
        if let Some((source, rule)) = source {
            let mut content = Vec::new();
            claims.take_chain(r.regions, region, &mut content);
            new.push(Attribution { kind: QuoteKind::Direct, content, cue: None, tone: Kind::Say, source: Some(source), rule });
            last = Some(Last { place: Place::New(new.len() - 1), end: outer.end as usize, open: after_comma });
        }
    }
    interview(r, &mut new);
    found.append(&mut new);
}

struct Last {
    place: Place,
    end: usize,
    /// Its words break off at a comma.
    open: bool,
}

fn breaks_off(r: &Reader, a: &Attribution) -> bool {
    a.content.last().is_some_and(|c| r.text[c.range()].trim_end().ends_with([',', '、']))
}

enum Place {
    Found(usize),
    New(usize),
}

/// Where the words that tell of the quote end: its content, cue and source.
fn reach(a: &Attribution) -> usize {
    let ends = a.content.iter().map(|c| c.end).chain(a.cue.map(|c| c.end)).chain(a.source.as_ref().map(|s| s.phrase.end));
    ends.max().unwrap_or(0) as usize
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    /// In the same paragraph, the sentence before it being the quote's.
    Sentence,
    /// It opens the next paragraph.
    Paragraph,
}

/// The words between a quote's end and a mark leave the speaker as he is.
fn how_joined(r: &Reader, end: usize, start: usize, open: bool) -> Option<Gap> {
    if start < end || start - end > REACH {
        return None;
    }
    let gap = r.slice(end, start).trim_end_matches(' ');
    let body = gap.trim_end_matches(['。', '.', '\n', '\r', ' ', '”', '"', '」', '』', '’', '“', '「', '!', '?']);
    if body.trim_start_matches(['”', '"', '」', '』', '’']).contains(['。', '\n', '!', '?', '“', '「', '"', ':']) || body.contains(". ") && !body.contains(", ")
    {
        return None;
    }
    if open && gap.ends_with(',') && !gap.contains('\n') && gap.len() <= 120 {
        return Some(Gap::Sentence);
    }
    let stops = gap.contains(['。', '.', '”', '"', '」', '’', '!', '?']) || gap.is_empty();
    if gap.contains('\n') {
        let blank = body.is_empty();
        return (stops && blank).then_some(Gap::Paragraph);
    }
    (stops || gap.trim().is_empty()).then_some(Gap::Sentence)
}

/// After the quote's sentence one more of its speaker, a pronoun, that a comma ends before the mark.
fn is_gesture(r: &Reader, end: usize, start: usize) -> bool {
    let gap = r.slice(end, start).trim_end();
    if start < end || gap.len() > REACH || !gap.ends_with([',', ':']) || gap.contains(['\n', '“', '「']) {
        return false;
    }
    let Some(stop) = gap.rfind(['。', '.']) else { return false };
    let from = end + stop + gap[stop..].chars().next().map_or(1, char::len_utf8);
    let from = r.skip_blanks(from);
    gap[..stop].matches(['。', '.']).count() == 0
        && r.mentions_in(from, from + 1).next().is_some_and(|(_, m)| m.kind == EntityType::Person && m.form == Form::Pronoun)
}

/// The words end as a sentence does.
fn is_utterance(r: &Reader, region: usize) -> bool {
    let inner = r.text[r.regions[region].inner.range()].trim_end();
    let ends = inner.ends_with(['。', '!', '?', '…', '.', ',']) || r.regions[region].continues;
    let size = if has_han(inner) { inner.chars().count() >= 6 } else { inner.split_whitespace().count() >= 3 };
    ends && size
}

/// The region is its whole paragraph.
fn is_alone(r: &Reader, region: usize) -> bool {
    let end = r.regions[region].outer.end as usize;
    r.text[end..].trim_start_matches([' ', '\r']).chars().next().is_none_or(|c| c == '\n') || r.regions[region].continues
}

fn of_verb(r: &Reader, end: usize) -> Option<Source> {
    match r.doc.language {
        Language::Zh => zh::speech::of_verb(r, end),
        Language::En => en::speech::of_verb(r, end),
    }
}

/// The subject of the clause before a colon before the mark.
fn of_colon(r: &Reader, start: usize) -> Option<Source> {
    let at = r.back_over_blanks(start);
    if r.before(at) != Some(':') {
        return None;
    }
    let colon = at - 1;
    match r.doc.language {
        Language::Zh => zh::speech::of_colon(r, colon),
        Language::En => en::speech::of_colon(r, colon),
    }
}

/// Questions and answers, each a paragraph that a name and a colon open: at least one asks and one answers.
fn interview(r: &Reader, new: &mut Vec<Attribution>) {
    let words = r.words(r.doc.language);
    let mut asks = false;
    let mut answers: Vec<Attribution> = Vec::new();
    let mut start = 0;
    for line in r.text.split_inclusive('\n') {
        let at = start;
        start += line.len();
        let head = &line[..line.floor_char_boundary(48.min(line.len()))];
        let Some(colon) = head.find(':') else { continue };
        let label = head[..colon].trim();
        let body = line[colon + 1..].trim();
        if label.is_empty() || body.starts_with(['“', '"', '「', '/']) {
            continue;
        }
        if words.is(label, Role::Reporter) {
            asks = true;
            continue;
        }
        let label_at = at + line[..colon].find(label).unwrap_or(0);
        let mention =
            r.mentions_in(label_at, label_at + 1).next().filter(|(_, m)| m.kind == EntityType::Person && m.span.end as usize == label_at + label.len());
        if (mention.is_none() && !words.is(label, Role::Answer)) || body.chars().count() < 4 {
            continue;
        }
        let from = at + colon + 1 + (line[colon + 1..].len() - line[colon + 1..].trim_start().len());
        let phrase = Span::new(label_at, label_at + label.len());
        let source = mention.map(|(index, _)| Source { phrase, mentions: vec![index], zone: Span::new(phrase.end as usize, from), medium: None });
        answers.push(Attribution {
            kind: QuoteKind::Direct,
            content: vec![Span::new(from, from + body.len())],
            cue: None,
            tone: Kind::Say,
            source,
            rule: "quote.interview",
        });
    }
    if asks || answers.len() >= 3 {
        new.append(&mut answers);
    }
}
