//! Attributed speech.

use super::{Date, Deal, Entity, Id, Mention, Rule, Signs, Span};

/// How the words are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QuoteKind {
    /// In quotation marks.
    Direct,
    /// As a clause.
    Indirect,
    /// A clause that holds quoted words.
    Mixed,
}

impl QuoteKind {
    /// As it stands in the annotation.
    pub fn name(self) -> &'static str {
        match self {
            QuoteKind::Direct => "direct",
            QuoteKind::Indirect => "indirect",
            QuoteKind::Mixed => "mixed",
        }
    }
}

/// What sort of source speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SpeakerClass {
    /// A named or pronominal human being.
    Person,
    /// A company, body, paper or report.
    Organization,
    /// 分析师, analysts.
    Group,
    /// 知情人士, people familiar with the matter.
    Unnamed,
}

impl SpeakerClass {
    /// As it stands in the annotation.
    pub fn name(self) -> &'static str {
        match self {
            SpeakerClass::Person => "person",
            SpeakerClass::Organization => "organization",
            SpeakerClass::Group => "group",
            SpeakerClass::Unnamed => "unnamed",
        }
    }
}

/// How the words judge what they speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stance {
    /// In favour.
    Positive,
    /// Against, worried.
    Negative,
    /// Neither.
    Neutral,
    /// Both.
    Mixed,
}

impl Stance {
    /// As it stands in the annotation.
    pub fn name(self) -> &'static str {
        match self {
            Stance::Positive => "positive",
            Stance::Negative => "negative",
            Stance::Neutral => "neutral",
            Stance::Mixed => "mixed",
        }
    }
}

/// The word that reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cue {
    /// 表示, said.
    pub span: Span,
}

/// Who speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// What sort.
    pub class: SpeakerClass,
    /// The words that name the speaker there.
    pub span: Option<Span>,
    /// The mention among them, if any.
    pub mention: Option<Id<Mention>>,
    /// Whom they mean.
    pub entity: Option<Id<Entity>>,
    /// Title as the text gives it.
    pub title: Option<Span>,
    /// Employer.
    pub affiliation: Option<Id<Entity>>,
    /// Sell-side, research or independent analyst, strategist, economist.
    pub analyst: bool,
}

/// One attribution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// How.
    pub kind: QuoteKind,
    /// The words, without the outer marks; two parts or more where the cue splits them.
    pub content: Vec<Span>,
    /// The reporting word, where there is one.
    pub cue: Option<Cue>,
    /// Who; further speakers of a joint statement follow the first.
    pub speakers: Vec<Speaker>,
    /// When it was said.
    pub date: Option<Id<Date>>,
    /// Where: 在X平台发文, in a note to clients.
    pub medium: Option<Span>,
    /// Entities that the words speak of, but for the speakers.
    pub entities: Vec<Id<Entity>>,
    /// Deals that the words speak of.
    pub deals: Vec<Id<Deal>>,
    /// What the words make of their subject.
    pub stance: Stance,
    /// What that was judged by.
    pub signs: Signs,
    /// Why.
    pub rule: Rule,
}
