//! Persons' titles and employers: Bokeh Capital Partners首席投资官金·福雷斯特; Kim Do-hyun, an analyst at Mirinae Securities.

use crate::doc::{Affiliation, Document, Entity, EntityType, Form, Id, Language, Mention, Rule, Span};
use crate::lang::{en, zh};
use crate::lexicon::{Class, Lexicon};
use crate::mention::name::{Marks, NameTables, Scan};

/// A title beside a person with where its employer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Post {
    /// The title's words.
    pub(crate) title: Span,
    /// The employer among the document's mentions.
    pub(crate) employer: Option<usize>,
    /// An analyst, strategist or economist.
    pub(crate) analyst: bool,
}

/// What the languages' rules read.
pub(crate) struct Posts<'a> {
    /// Text, marks and lexicon.
    pub(crate) scan: &'a Scan<'a>,
    /// All mentions, sorted.
    pub(crate) mentions: &'a [Mention],
}

impl Posts<'_> {
    /// The longest title that ends at `at`.
    pub(crate) fn title_before(&self, at: usize) -> Option<(Span, bool)> {
        let hits = self.scan.hits;
        let last = hits.partition_point(|h| (h.span.start as usize) < at);
        let first = hits.partition_point(|h| (h.span.start as usize) + 64 < at);
        hits[first..last].iter().filter(|h| h.span.end as usize == at).find_map(|h| self.title_of(h))
    }

    /// The longest title that begins at `at`.
    pub(crate) fn title_at(&self, at: usize) -> Option<(Span, bool)> {
        self.scan.hits_at(at).find_map(|h| self.title_of(h))
    }

    fn title_of(&self, hit: &crate::lexicon::Hit) -> Option<(Span, bool)> {
        let row = self.scan.lexicon.row(hit.row);
        (row.class == Class::Title && &*row.value != "honorific").then_some((hit.span, &*row.value == "analyst"))
    }

    /// The party that ends last before `at` and at or after `floor`.
    pub(crate) fn employer_before(&self, at: usize, floor: usize) -> Option<usize> {
        let end = self.mentions.partition_point(|m| (m.span.start as usize) < at);
        (0..end).rev().take(4).find(|&i| {
            let m = &self.mentions[i];
            m.span.start as usize >= floor && m.span.end as usize <= at && is_employer(m)
        })
    }

    /// The party that begins first at or after `at` and before `ceiling`.
    pub(crate) fn employer_after(&self, at: usize, ceiling: usize) -> Option<usize> {
        let first = self.mentions.partition_point(|m| (m.span.start as usize) < at);
        (first..self.mentions.len()).take(3).find(|&i| (self.mentions[i].span.start as usize) < ceiling && is_employer(&self.mentions[i]))
    }
}

fn is_employer(mention: &Mention) -> bool {
    matches!(mention.kind, EntityType::Company | EntityType::Government | EntityType::Organization) && mention.form != Form::Ticker
}

/// Gives persons the titles and employers that the text names beside them.
pub(super) fn find(lexicon: &Lexicon, tables: &NameTables, marks: &Marks, doc: &mut Document) {
    let scan = Scan { text: &doc.text.folded, lexicon, tables, marks, hits: &doc.hits };
    let posts = Posts { scan: &scan, mentions: &doc.mentions };
    let find = if doc.language == Language::Zh { zh::title::find } else { en::title::find };
    let mut given: Vec<(Id<Entity>, Affiliation)> = Vec::new();
    for (index, mention) in doc.mentions.iter().enumerate() {
        if mention.kind != EntityType::Person || !matches!(mention.form, Form::Name | Form::Alias) {
            continue;
        }
        let (Some(id), Some(post)) = (mention.entity, find(&posts, index)) else { continue };
        let employer = post.employer.and_then(|i| doc.mentions[i].entity).or_else(|| spoken_of(doc, index, &post));
        let rule = Rule::Named(if post.employer.is_some() { "affiliation.beside" } else { "affiliation.context" });
        given.push((id, Affiliation { title: Some(post.title), organization: employer, analyst: post.analyst, mention: Id::new(index), rule }));
    }
    for (id, affiliation) in given {
        doc.entities[id.index()].affiliations.push(affiliation);
    }
    for entity in &mut doc.entities {
        entity.affiliations.sort_by_key(|a| a.organization.is_none());
    }
}

/// 首席财务官凯萨·霍尔姆 without an employer is an officer of the company that the text speaks of.
fn spoken_of(doc: &Document, index: usize, post: &Post) -> Option<Id<Entity>> {
    let words = &doc.text.folded[post.title.range()];
    if post.analyst || !is_officer(words) {
        return None;
    }
    let start = doc.mentions[index].span.start;
    let sentence = doc.sentences.partition_point(|s| s.span.start <= start).saturating_sub(1);
    let floor = doc.sentences.get(sentence.saturating_sub(3)).map_or(0, |s| s.span.start);
    doc.mentions[..index]
        .iter()
        .rev()
        .take_while(|m| m.span.start >= floor)
        .find(|m| m.kind == EntityType::Company && m.form != Form::Ticker)
        .and_then(|m| m.entity)
}

/// A title that companies give.
fn is_officer(words: &str) -> bool {
    [
        "首席",
        "董事",
        "总裁",
        "总经理",
        "创始",
        "董秘",
        "CEO",
        "CFO",
        "COO",
        "CTO",
        "chief",
        "chairman",
        "chairwoman",
        "president",
        "founder",
        "finance director",
        "managing director",
    ]
    .iter()
    .any(|w| words.to_lowercase().contains(&w.to_lowercase()))
}
