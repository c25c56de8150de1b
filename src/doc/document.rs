//! The document: columns that the rooms fill.

use super::{Amount, Date, Deal, Entity, Graph, Id, Mention, Note, Percent, Quote, Sentence, ShareCount, Text, Token};
use crate::lexicon::Hit;

/// The language that a document is mostly written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// Chinese, Simplified or Traditional.
    #[default]
    Zh,
    /// English.
    En,
}

impl Language {
    /// As it stands in the annotation.
    pub fn name(self) -> &'static str {
        match self {
            Language::Zh => "zh",
            Language::En => "en",
        }
    }

    /// Reads `zh`, `en` and tags that begin with them (`zh-Hant`, `en-GB`, `Chinese`, `English`).
    pub fn parse(tag: &str) -> Option<Self> {
        let tag = tag.to_ascii_lowercase();
        if tag.starts_with("zh") || tag.starts_with("chinese") {
            Some(Language::Zh)
        } else if tag.starts_with("en") {
            Some(Language::En)
        } else {
            None
        }
    }
}

/// What is known of a document beside its text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Meta {
    /// Carried through to the annotation.
    pub id: Option<serde_json::Value>,
    /// The day that relative dates are resolved against.
    pub date: Option<jiff::civil::Date>,
    /// Headline, where it is given apart from the text.
    pub title: Option<String>,
    /// Publisher.
    pub source: Option<String>,
    /// As declared; detected where it is `None`.
    pub language: Option<Language>,
    /// Doubts from the time before the rooms: what decoding and HTML made of the file.
    pub notes: Vec<Note>,
}

/// A document and all that was found in it. A worker owns one and reuses it: [`Document::clear`] keeps the buffers.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// What came with the text.
    pub meta: Meta,
    /// Main language.
    pub language: Language,
    /// Source and folded text.
    pub text: Text,
    /// By `sentence`.
    pub sentences: Vec<Sentence>,
    /// By `segment`.
    pub tokens: Vec<Token>,
    /// Lexicon hits sorted by start, longer first; by `lexicon`.
    pub hits: Vec<Hit>,
    /// By `mention`.
    pub amounts: Vec<Amount>,
    /// By `mention`.
    pub percents: Vec<Percent>,
    /// By `mention`.
    pub shares: Vec<ShareCount>,
    /// By `mention`.
    pub dates: Vec<Date>,
    /// Names by `mention`; nominals and pronouns by `entity`. Sorted by start when `entity` is done.
    pub mentions: Vec<Mention>,
    /// By `entity`.
    pub entities: Vec<Entity>,
    /// Whose paper the document is, where it is a filing or announcement. By `entity`.
    pub owner: Option<Id<Entity>>,
    /// By `deal`.
    pub deals: Vec<Deal>,
    /// By `quote`.
    pub quotes: Vec<Quote>,
    /// By `graph`.
    pub graph: Graph,
    /// By every room.
    pub notes: Vec<Note>,
}

impl Document {
    /// Empties every column and keeps its memory.
    pub fn clear(&mut self) {
        self.meta = Meta::default();
        self.language = Language::default();
        self.text.source.clear();
        self.text.folded.clear();
        self.text.breaks.clear();
        self.clear_findings();
    }

    /// Empties what the rooms found and keeps text and meta.
    pub fn clear_findings(&mut self) {
        self.sentences.clear();
        self.tokens.clear();
        self.hits.clear();
        self.amounts.clear();
        self.percents.clear();
        self.shares.clear();
        self.dates.clear();
        self.mentions.clear();
        self.entities.clear();
        self.owner = None;
        self.deals.clear();
        self.quotes.clear();
        self.graph.nodes.clear();
        self.graph.edges.clear();
        self.graph.cycles.clear();
        self.notes.clear();
    }
}
