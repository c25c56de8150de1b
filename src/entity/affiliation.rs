//! Persons' titles and employers: Bokeh Capital Partners首席投资官金·福雷斯特; Kim Do-hyun, an analyst at Mirinae Securities.

use crate::doc::{Affiliation, Document, Entity, EntityType, Form, Id, Language, Mention, Rule, Span};
use crate::lang::{en, zh};
use crate::lexicon::{Class, Lexicon};
use crate::mention::name::{Marks, NameTables, Scan};

/// A title beside a person with where its employer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Post {
    /// The title's words, where the text gives one.
    pub(crate) title: Option<Span>,
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
    /// The longest title that ends at `at`, without words of a name: 瑞银证券|分析师 is no 证券分析师.
    pub(crate) fn title_before(&self, at: usize) -> Option<(Span, bool)> {
        let hits = self.scan.hits;
        let last = hits.partition_point(|h| (h.span.start as usize) < at);
        let first = hits.partition_point(|h| (h.span.start as usize) + 64 < at);
        let named = self.mentions.partition_point(|m| (m.span.start as usize) < at);
        let cuts_name = |span: Span| self.mentions[..named].iter().rev().take(2).any(|m| m.span.start < span.start && span.start < m.span.end);
        hits[first..last].iter().filter(|h| h.span.end as usize == at && !cuts_name(h.span)).find_map(|h| self.title_of(h))
    }

    /// The longest title that begins at `at`.
    pub(crate) fn title_at(&self, at: usize) -> Option<(Span, bool)> {
        self.scan.hits_at(at).find_map(|h| self.title_of(h))
    }

    /// The words are an officer's title.
    fn is_officer(&self, title: Span) -> bool {
        let from = self.scan.hits.partition_point(|h| h.span.start < title.start);
        self.scan.hits[from..].iter().take_while(|h| h.span.start < title.end).any(|h| {
            let row = self.scan.lexicon.row(h.row);
            row.class == Class::Title && row.value == "officer" && h.span.end <= title.end
        })
    }

    fn title_of(&self, hit: &crate::lexicon::Hit) -> Option<(Span, bool)> {
        let row = self.scan.lexicon.row(hit.row);
        (row.class == Class::Title && !matches!(row.value, "honorific" | "kind")).then_some((hit.span, row.value == "analyst"))
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

/// Gives persons the titles and employers that the text names beside them; an officer without one is of the company that the text speaks of.
pub(super) fn find(lexicon: &Lexicon, tables: &NameTables, marks: &Marks, doc: &mut Document) {
    let scan = Scan { text: &doc.text.folded, lexicon, tables, marks, hits: &doc.hits };
    let posts = Posts { scan: &scan, mentions: &doc.mentions };
    let find = if doc.language == Language::Zh { zh::title::find } else { en::title::find };
    let mut given: Vec<(Id<Entity>, Affiliation)> = Vec::new();
    let mut context = None;
    for (index, mention) in doc.mentions.iter().enumerate() {
        if mention.kind != EntityType::Person || !matches!(mention.form, Form::Name | Form::Alias) {
            continue;
        }
        let (Some(id), Some(post)) = (mention.entity, find(&posts, index)) else { continue };
        let employer = post.employer.and_then(|i| doc.mentions[i].entity).filter(|&employer| employer != id);
        let employer = employer.or_else(|| {
            let is_officer = post.title.is_some_and(|title| posts.is_officer(title));
            is_officer.then(|| context.get_or_insert_with(|| Context::new(doc)).spoken_of(doc, mention.span.start)).flatten()
        });
        let rule = Rule::Named(if post.employer.is_some() { "affiliation.beside" } else { "affiliation.context" });
        given.push((id, Affiliation { title: post.title, organization: employer, analyst: post.analyst, mention: Id::new(index), rule }));
    }
    for (id, affiliation) in given {
        doc.entities[id.index()].affiliations.push(affiliation);
    }
    for entity in &mut doc.entities {
        entity.affiliations.sort_by_key(|a| (a.organization.is_none(), a.rule != Rule::Named("affiliation.beside")));
    }
}

/// Mentions before a person among which the company is looked for that the text speaks of.
const REACH: usize = 30;

/// Mentions from which an English document speaks of a company.
const MAIN_TIMES: u16 = 4;

/// What the document speaks of.
pub(crate) struct Context {
    /// The company named most often.
    main: Option<Id<Entity>>,
    times: Vec<u16>,
}

impl Context {
    /// Counts what the document names.
    pub(crate) fn new(doc: &Document) -> Self {
        let mut times = vec![0u16; doc.entities.len()];
        for id in doc.mentions.iter().filter_map(|m| m.entity) {
            times[id.index()] = times[id.index()].saturating_add(1);
        }
        let companies = (0..doc.entities.len()).filter(|&i| doc.entities[i].kind == EntityType::Company && times[i] >= MAIN_TIMES);
        let main = companies.max_by_key(|&i| (times[i], std::cmp::Reverse(i))).map(Id::new);
        Context { main, times }
    }

    /// The company that the text speaks of at the byte `at` (whose officer a chairman is, whose paper a prospectus): the filing's own, else the
    /// best of those named before, by nearness, by how often the document names it, and by whether it opens its sentence.
    pub(crate) fn spoken_of(&self, doc: &Document, at: u32) -> Option<Id<Entity>> {
        if doc.owner.is_some() {
            return doc.owner;
        }
        let sentence_of = |at: u32| doc.sentences.partition_point(|s| s.span.start <= at).saturating_sub(1);
        let here = sentence_of(at);
        let index = doc.mentions.partition_point(|m| m.span.start < at);
        let paragraph = doc.sentences.get(here).map(|s| s.paragraph);
        let mut best: Option<(Id<Entity>, f32)> = None;
        let from = index.saturating_sub(REACH);
        for (position, mention) in doc.mentions[..index].iter().enumerate().skip(from) {
            let (Some(id), true) = (mention.entity, is_employer(mention)) else { continue };
            let sentence = sentence_of(mention.span.start);
            let opens = position == 0 || sentence_of(doc.mentions[position - 1].span.start) != sentence;
            let mut score = -0.25 * (here - sentence).min(8) as f32;
            score += if doc.sentences.get(sentence).map(|s| s.paragraph) == paragraph { 0.6 } else { 0.0 };
            score += if opens { 0.4 } else { 0.0 };
            score += 0.16 * f32::from(self.times[id.index()].min(8));
            score += if self.main == Some(id) { 0.3 } else { 0.0 };
            score -= if mention.kind == EntityType::Company { 0.0 } else { 0.5 };
            if best.is_none_or(|(_, s)| score >= s) {
                best = Some((id, score));
            }
        }
        best.map(|(id, _)| id)
    }
}
