//! Who speaks: from the source's words and mentions to class, entity, title and employer.

use super::attribution::Source;
use super::reader::{Reader, WordHit};
use super::tables::Role;
use crate::doc::{Affiliation, Entity, EntityType, Form, Id, Language, Mention, Quote, Span, Speaker, SpeakerClass};
use crate::lexicon::Class;
use crate::read::{has_han, is_han};

/// How far back an officer is looked for whom 该负责人 means, in bytes.
const OFFICER_REACH: usize = 600;
/// Bytes of a department's name between a body and one of its people.
const DEPARTMENT: usize = 36;

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
        match named_before(r, mention.span).or_else(|| named_outside(r, mention.span, speaker.entity)) {
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

/// X接过话筒:“Y的数字不对。”他说: the pronoun means nobody who was last named within the marks, but whom the narrator named before.
fn named_outside(r: &Reader, pronoun: Span, taken: Option<Id<Entity>>) -> Option<Id<Entity>> {
    let at = pronoun.start as usize;
    let is_name = |m: &Mention| m.kind == EntityType::Person && matches!(m.form, Form::Name | Form::Alias);
    let named = || r.mentions_in(at.saturating_sub(OFFICER_REACH), at).rev().map(|(_, m)| m).filter(|m| is_name(m));
    let is_inside = |m: &Mention| r.region_around(m.span.start as usize).is_some();
    let last = named().find(|m| m.entity == taken)?;
    if !is_inside(last) {
        return None;
    }
    named().find(|m| !is_inside(m) && m.entity != taken).and_then(|m| m.entity)
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
    // 接近X的人士 is not of X.
    let knows = han && r.words(Language::Zh).prefix(text, Role::Acquainted) > 0;
    let is_of = |m: &Mention| m.kind != EntityType::Person && m.kind.is_party() && !(knows && r.slice(m.span.end as usize, phrase.end as usize).contains('的'));
    let organization = r.mentions_in(phrase.start as usize, phrase.end as usize).find(|(_, m)| is_of(m));
    let Some(head) = head else {
        // 公司, 法院, 警方: the last character says that it is a body.
        let is_body = text.ends_with(['司', '院', '方', '局', '会', '团', '社', '府', '行', '厂', '所']);
        if text.contains('·') || han && !is_body && (2..=3).contains(&text.chars().count()) {
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
        // 该分析师, "the analyst": one, of whom the text told.
        let first = text.split(' ').next().unwrap_or("");
        let is_one = title.is_some() && if han { text.starts_with(['该', '这']) || text.starts_with("上述") } else { first.eq_ignore_ascii_case("the") };
        if is_one && speaker.class == SpeakerClass::Group && title.is_some_and(|t| t.span.end == phrase.end) {
            speaker.class = SpeakerClass::Unnamed;
        }
        if let Some(title) = title.filter(|_| speaker.class == SpeakerClass::Unnamed) {
            speaker.title = Some(title.span);
            speaker.analyst |= r.row(title).value == "analyst";
        }
        if is_one && speaker.title.is_some() {
            take_up(r, &mut speaker, phrase, before);
        }
    }
    if head.class != Class::Pronoun && speaker.affiliation.is_none() {
        let is_paper = han && head.class == Class::DocumentSource;
        let of_document = || if is_paper { owner_before(r, phrase).or_else(|| owner_told(r, phrase, before)) } else { None };
        let of_company = || r.spoken_of(phrase.start).filter(|_| row.value == "officer" || row.value.ends_with("own"));
        let beside = organization.or_else(|| body_before(r, phrase)).and_then(|(_, m)| m.entity);
        speaker.affiliation = beside.or_else(of_document).or_else(of_company);
    }
    speaker
}

/// 该负责人: the unnamed officer who spoke last, else the last who did, else the last whom the text named.
fn take_up(r: &Reader, speaker: &mut Speaker, phrase: Span, before: &[Quote]) {
    let words = |title: Option<Span>| title.map(|span| &r.text[span.range()]);
    let last = before.last().and_then(|quote| quote.speakers.first());
    if let Some(last) = last.filter(|s| s.class == SpeakerClass::Unnamed && s.title.is_some() && words(s.title) == words(speaker.title)) {
        speaker.affiliation = last.affiliation;
        speaker.analyst |= last.analyst;
        return;
    }
    let class = std::mem::replace(&mut speaker.class, SpeakerClass::Person);
    carry(speaker, before);
    if speaker.entity.is_some() {
        return;
    }
    let at = phrase.start as usize;
    let mut officers = r.mentions_in(at.saturating_sub(OFFICER_REACH), at).rev().filter(|(_, m)| m.kind == EntityType::Person);
    let is_like = |a: &Affiliation| !speaker.analyst || a.analyst;
    let Some(entity) = officers.find_map(|(_, m)| m.entity.filter(|e| r.doc.entities[e.index()].affiliations.first().is_some_and(is_like))) else {
        speaker.class = class;
        return;
    };
    speaker.entity = Some(entity);
    let post = &r.doc.entities[entity.index()].affiliations[0];
    speaker.affiliation = post.organization;
    speaker.analyst |= post.analyst;
}

/// 欧盟委员会|一位官员, 启明创投的|一位副总裁, 证监会机构司|一位处长: the body whose name ends before the words, with at most a department between.
fn body_before<'a>(r: &Reader<'a>, phrase: Span) -> Option<(usize, &'a Mention)> {
    let front = r.window_before(phrase.start as usize, 200);
    let end = phrase.start as usize - (front.len() - front.trim_end_matches(['的', ' ']).len());
    let is_body = |m: &Mention| m.kind != EntityType::Person && m.kind.is_party();
    let touching = r.mention_ending(end.saturating_sub(200), end).filter(|(_, m)| is_body(m));
    touching.or_else(|| {
        let near = r.mentions_in(end.saturating_sub(200), end).next_back().filter(|(_, m)| is_body(m) && (m.span.end as usize) < end)?;
        let between = r.slice(near.1.span.end as usize, end);
        let is_department = between.len() <= DEPARTMENT && between.chars().all(is_han) && r.words(Language::Zh).suffix(between, Role::Department) > 0;
        is_department.then_some(near)
    })
}

/// X上周发布了报告。报告认为: the firm that the sentence before gives such a paper, or whose paper it was when it was last cited.
fn owner_told(r: &Reader, phrase: Span, before: &[Quote]) -> Option<Id<Entity>> {
    let at = phrase.start as usize;
    let head = |span: Span| r.text[span.range()].chars().next_back();
    let cited = before.iter().rev().take(3).filter_map(|quote| quote.speakers.first()).find(|s| {
        s.class == SpeakerClass::Organization && s.mention.is_none() && s.affiliation.is_some() && s.span.is_some_and(|span| head(span) == head(phrase))
    });
    let told = || {
        let index = r.doc.sentences.partition_point(|s| (s.span.start as usize) <= at).checked_sub(2)?;
        let start = (r.doc.sentences[index].span.start as usize).max(at.saturating_sub(OFFICER_REACH));
        let paper = r.sources_in(start, (r.doc.sentences[index].span.end as usize).max(start)).iter().find(|h| h.class == Class::DocumentSource)?;
        let firm = r.mentions_in(start, paper.span.start as usize).find(|(_, m)| m.kind.is_party() && m.kind != EntityType::Person)?;
        firm.1.entity
    };
    cited.and_then(|s| s.affiliation).or_else(told)
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
