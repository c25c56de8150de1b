//! Who speaks: from the source's words and mentions to class, entity, title and employer.

use super::attribution::Source;
use super::reader::{Reader, WordHit};
use super::tables::Role;
use crate::doc::{Affiliation, EntityType, Form, Id, Language, Quote, Span, Speaker, SpeakerClass};
use crate::lexicon::Class;
use crate::read::has_han;

/// The speakers of one attribution; without a source, those of the quote before.
pub(super) fn speakers(r: &Reader, source: Option<&Source>, before: &[Quote]) -> Vec<Speaker> {
    let Some(source) = source else {
        return before.last().map(|quote| quote.speakers.clone()).unwrap_or_default();
    };
    if source.mentions.is_empty() {
        return vec![unnamed(r, source.phrase, before)];
    }
    source.mentions.iter().map(|&mention| named(r, mention, before)).collect()
}

fn named(r: &Reader, index: usize, before: &[Quote]) -> Speaker {
    let mention = &r.doc.mentions[index];
    let is_person = mention.kind == EntityType::Person;
    let class = if is_person { SpeakerClass::Person } else { SpeakerClass::Organization };
    let mut speaker =
        Speaker { class, span: Some(mention.span), mention: Some(Id::new(index)), entity: mention.entity, title: None, affiliation: None, analyst: false };
    if speaker.entity.is_none() && mention.form == Form::Pronoun {
        carry(&mut speaker, before);
    }
    if !is_person {
        speaker.analyst = is_research(r, mention.span);
        return speaker;
    }
    if let Some(entity) = speaker.entity {
        from_affiliations(&mut speaker, &r.doc.entities[entity.index()].affiliations, index);
    }
    if speaker.title.is_none() {
        beside(r, &mut speaker, mention.span);
    }
    speaker
}

/// Title and employer that the document gives the person: those beside this mention first, then the nearest before, then any.
fn from_affiliations(speaker: &mut Speaker, affiliations: &[Affiliation], mention: usize) {
    let here = affiliations.iter().find(|a| a.mention.index() == mention);
    let earlier = affiliations.iter().filter(|a| a.mention.index() <= mention).max_by_key(|a| a.mention.index());
    let chosen = [here, earlier, affiliations.first()];
    speaker.title = chosen.iter().flatten().find_map(|a| a.title).or_else(|| affiliations.iter().find_map(|a| a.title));
    speaker.affiliation = chosen.iter().flatten().find_map(|a| a.organization).or_else(|| affiliations.iter().find_map(|a| a.organization));
    speaker.analyst = affiliations.iter().any(|a| a.analyst);
}

/// The title that touches the name, where the entity room gives none.
fn beside(r: &Reader, speaker: &mut Speaker, name: Span) {
    let start = name.start as usize;
    let end = r.back_over_blanks(start);
    let title = r.source_ending(start.saturating_sub(60), end, &[Class::Title]).or_else(|| {
        let after = name.end as usize;
        let rest = r.window_after(after, 8);
        let from = after + rest.len() - rest.trim_start_matches([',', ' ']).trim_start_matches("the ").trim_start_matches("an ").trim_start_matches("a ").len();
        (rest.starts_with(',') && from <= after + 6).then(|| r.sources_in(from, from + 30).iter().find(|h| h.class == Class::Title)).flatten()
    });
    let Some(title) = title.filter(|t| &*r.row(t).value != "honorific") else { return };
    speaker.title = Some(title.span);
    speaker.analyst |= &*r.row(title).value == "analyst";
}

/// A broker's house as speaker of its research.
fn is_research(r: &Reader, span: Span) -> bool {
    ["证券", "研究", "投顾", "Research", "Securities"].iter().any(|w| r.text[span.range()].ends_with(w))
}

/// A source that no mention names: its words say of which class it is.
fn unnamed(r: &Reader, phrase: Span, before: &[Quote]) -> Speaker {
    let mut speaker =
        Speaker { class: SpeakerClass::Organization, span: Some(phrase), mention: None, entity: None, title: None, affiliation: None, analyst: false };
    let text = &r.text[phrase.range()];
    let han = has_han(text);
    let hits = r.sources_in(phrase.start as usize, phrase.end as usize).iter().filter(|h| h.span.end <= phrase.end);
    let head = if han { head_zh(hits, phrase) } else { head_en(hits) };
    let organization = r.mentions_in(phrase.start as usize, phrase.end as usize).find(|(_, m)| m.kind != EntityType::Person && m.kind.is_party());
    let Some(head) = head else {
        if text.contains('·') || han && (2..=3).contains(&text.chars().count()) {
            speaker.class = SpeakerClass::Person;
        }
        return speaker;
    };
    let row = r.row(head);
    speaker.analyst = &*row.value == "analyst";
    match head.class {
        Class::GroupSource => speaker.class = SpeakerClass::Group,
        Class::UnnamedSource => speaker.class = SpeakerClass::Unnamed,
        Class::Pronoun => {
            if matches!(&*row.value, "person" | "plural") {
                speaker.class = SpeakerClass::Person;
            }
            carry(&mut speaker, before);
        }
        Class::Title => speaker.class = SpeakerClass::Unnamed,
        _ => {}
    }
    if matches!(head.class, Class::UnnamedSource | Class::Title | Class::GroupSource) {
        let title = r.sources_in(phrase.start as usize, phrase.end as usize).iter().find(|h| h.class == Class::Title && h.span.end <= phrase.end);
        if let Some(title) = title.filter(|_| speaker.class == SpeakerClass::Unnamed) {
            speaker.title = Some(title.span);
            speaker.analyst |= &*r.row(title).value == "analyst";
        }
        let definite = r.words(if han { Language::Zh } else { Language::En });
        let first = text.split(' ').next().unwrap_or("");
        let is_one =
            if han { text.starts_with(['该', '这']) && speaker.title.is_some() } else { first.eq_ignore_ascii_case("the") && speaker.title.is_some() };
        if is_one && definite.is(first, Role::Determiner) | han {
            speaker.class = SpeakerClass::Person;
            carry(&mut speaker, before);
        }
    }
    if head.class != Class::Pronoun && speaker.affiliation.is_none() {
        speaker.affiliation = organization.and_then(|(_, m)| m.entity);
    }
    speaker
}

/// The last word heads a Chinese noun phrase.
fn head_zh<'a>(hits: impl Iterator<Item = &'a WordHit>, phrase: Span) -> Option<&'a WordHit> {
    let rank = |class: Class| match class {
        Class::Pronoun => 0,
        Class::UnnamedSource | Class::GroupSource => 1,
        Class::DocumentSource => 2,
        Class::Title => 3,
        _ => 4,
    };
    hits.filter(|h| h.span.end == phrase.end && h.class != Class::Nominal).min_by_key(|h| (std::cmp::Reverse(h.span.end - h.span.start), rank(h.class)))
}

/// The first word of a source heads an English one, before of, at, who.
fn head_en<'a>(hits: impl Iterator<Item = &'a WordHit>) -> Option<&'a WordHit> {
    let rank = |class: Class| match class {
        Class::Pronoun => 0,
        Class::GroupSource | Class::UnnamedSource => 1,
        Class::DocumentSource => 2,
        _ => 3,
    };
    hits.filter(|h| h.class != Class::Nominal).min_by_key(|h| (h.span.start, rank(h.class)))
}

/// He is the person who spoke last.
fn carry(speaker: &mut Speaker, before: &[Quote]) {
    let last = before.iter().rev().take(4).flat_map(|q| q.speakers.first()).find(|s| s.class == SpeakerClass::Person);
    if let Some(last) = last {
        speaker.entity = last.entity;
        speaker.title = speaker.title.or(last.title);
        speaker.affiliation = last.affiliation;
        speaker.analyst |= last.analyst;
    }
}
