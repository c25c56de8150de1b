//! Who speaks: from the source's words and mentions to class, entity, title and employer.

use super::attribution::Source;
use super::reader::{Reader, WordHit};
use super::tables::Role;
use crate::doc::{Affiliation, Entity, EntityType, Form, Id, Language, Mention, Quote, Span, Speaker, SpeakerClass};
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
    if mention.form == Form::Pronoun && is_person {
        match named_before(r, mention.span) {
            Some(entity) => speaker.entity = Some(entity),
            None if speaker.entity.is_none() => carry(&mut speaker, before),
            None => {}
        }
    }
    if !is_person {
        speaker.analyst = is_research(r, mention.span);
        return speaker;
    }
    if let Some(entity) = speaker.entity {
        from_affiliations(r, &mut speaker, &r.doc.entities[entity.index()].affiliations, index);
    }
    if speaker.title.is_none() {
        beside(r, &mut speaker, mention.span);
    }
    speaker
}

/// Title and employer that the document gives the person: those beside this mention first, then the nearest before, then any.
fn from_affiliations(r: &Reader, speaker: &mut Speaker, affiliations: &[Affiliation], mention: usize) {
    let here = affiliations.iter().find(|a| a.mention.index() == mention);
    let earlier = affiliations.iter().filter(|a| a.mention.index() <= mention).max_by_key(|a| a.mention.index());
    let chosen = [here, earlier, affiliations.first()];
    speaker.title = chosen.iter().flatten().find_map(|a| a.title).or_else(|| affiliations.iter().find_map(|a| a.title));
    speaker.affiliation = chosen.iter().flatten().find_map(|a| a.organization).or_else(|| affiliations.iter().find_map(|a| a.organization));
    speaker.analyst = affiliations.iter().any(|a| a.analyst);
    if speaker.affiliation.is_none()
        && let Some(title) = speaker.title
    {
        speaker.affiliation = employer(r, title);
    }
}

/// Whom a pronoun means that follows a name in its own sentence: `当X被问及…时,他称`.
fn named_before(r: &Reader, pronoun: Span) -> Option<Id<Entity>> {
    let at = pronoun.start as usize;
    let index = r.doc.sentences.partition_point(|s| (s.span.start as usize) <= at).checked_sub(1)?;
    let start = (r.doc.sentences[index].span.start as usize).max(at.saturating_sub(400));
    let persons = r.mentions_in(start, at).filter(|(_, m)| m.kind == EntityType::Person && matches!(m.form, Form::Name | Form::Alias));
    let mut free = persons.filter(|(_, m)| r.region_around(m.span.start as usize).is_none()).map(|(_, m)| m.entity);
    free.next_back().flatten()
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
    let Some(title) = title.filter(|t| r.row(t).value != "honorific") else { return };
    speaker.title = Some(title.span);
    speaker.analyst |= r.row(title).value == "analyst";
    if speaker.affiliation.is_none() {
        speaker.affiliation = employer(r, title.span);
    }
}

/// The organization that a title is held at: right before it, or after of, at, for.
fn employer(r: &Reader, title: Span) -> Option<Id<Entity>> {
    let start = title.start as usize;
    let before = r.back_over_blanks(start);
    let before = before - if r.window_before(before, 2) == "'s" { 2 } else { 0 };
    let is_firm = |m: &&crate::doc::Mention| m.kind.is_party() && m.kind != EntityType::Person;
    let left = r.mention_ending(before.saturating_sub(120), before).map(|(_, m)| m).filter(is_firm);
    let after = title.end as usize;
    let rest = r.window_after(after, 12);
    let right = [" of the ", " at the ", " of ", " at ", " for ", " with "].iter().find(|w| rest.starts_with(**w)).and_then(|w| {
        let from = after + w.len();
        r.mentions_in(from, from + 1).next().map(|(_, m)| m).filter(is_firm)
    });
    left.or(right).and_then(|m| m.entity)
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
    speaker.analyst = row.value == "analyst";
    match head.class {
        Class::GroupSource => speaker.class = SpeakerClass::Group,
        Class::UnnamedSource => speaker.class = SpeakerClass::Unnamed,
        Class::Pronoun => {
            if matches!(row.value, "person" | "plural") {
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
            speaker.analyst |= r.row(title).value == "analyst";
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
        let of_document = || owner_before(r, phrase).filter(|_| han && head.class == Class::DocumentSource);
        let of_company = || r.spoken_of(phrase.start).filter(|_| row.value == "officer" || row.value.ends_with("own"));
        let beside = organization.or_else(|| body_before(r, phrase)).and_then(|(_, m)| m.entity);
        speaker.affiliation = beside.or_else(of_document).or_else(of_company);
    }
    speaker
}

/// 欧盟委员会|一位官员, 启明创投的|一位副总裁: the body whose name ends right before the words.
fn body_before<'a>(r: &Reader<'a>, phrase: Span) -> Option<(usize, &'a Mention)> {
    let front = r.window_before(phrase.start as usize, 200);
    let end = phrase.start as usize - (front.len() - front.trim_end_matches(['的', ' ']).len());
    r.mention_ending(end.saturating_sub(200), end).filter(|(_, m)| m.kind != EntityType::Person && m.kind.is_party())
}

/// Whose a document is: the first firm of its clause (X公布的报告).
fn owner_before(r: &Reader, phrase: Span) -> Option<Id<Entity>> {
    let end = phrase.start as usize;
    let window = r.window_before(end, 150);
    let start = end - window.rfind(['。', ',', '\n', ';', ':', '”']).map_or(window.len(), |i| window.len() - i);
    let firm = r.mentions_in(start, end).find(|(_, m)| m.kind.is_party() && m.kind != EntityType::Person);
    firm.and_then(|(_, m)| m.entity)
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
