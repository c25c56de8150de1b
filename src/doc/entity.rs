//! Mentions and the entities that they name.

use super::{Id, Rule, Span};

/// What kind of thing an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntityType {
    /// Any firm: bank, fund, exchange, broker, agency.
    Company,
    /// Ministries, regulators, central banks, courts, states.
    Government,
    /// Universities, media, unions, associations.
    Organization,
    /// A human being.
    Person,
    /// A product or brand.
    Product,
    /// A stock index.
    Index,
    /// A place.
    Location,
}

impl EntityType {
    /// All of them.
    pub const ALL: [EntityType; 7] = [
        EntityType::Company,
        EntityType::Government,
        EntityType::Organization,
        EntityType::Person,
        EntityType::Product,
        EntityType::Index,
        EntityType::Location,
    ];

    /// As it stands in the annotation and the lexicons.
    pub fn name(self) -> &'static str {
        match self {
            EntityType::Company => "company",
            EntityType::Government => "government",
            EntityType::Organization => "organization",
            EntityType::Person => "person",
            EntityType::Product => "product",
            EntityType::Index => "index",
            EntityType::Location => "location",
        }
    }

    /// Reads [`EntityType::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|t| t.name() == name)
    }

    /// May be a party of a deal.
    pub fn is_party(self) -> bool {
        matches!(self, EntityType::Company | EntityType::Government | EntityType::Organization | EntityType::Person)
    }
}

/// How a mention names its entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// Its usual or full name.
    Name,
    /// A short, former or translated name.
    Alias,
    /// A stock code.
    Ticker,
    /// 该公司, the chipmaker.
    Nominal,
    /// 他, 其, it.
    Pronoun,
}

/// A place in the text that names an entity.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Its words.
    pub span: Span,
    /// What the words say that it is.
    pub kind: EntityType,
    /// How it names.
    pub form: Form,
    /// Whom it names; every mention has one when the entity room is done.
    pub entity: Option<Id<Entity>>,
    /// How sure, 0 to 1.
    pub score: f32,
    /// Why.
    pub rule: Rule,
}

/// One party, thing or place of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// The lexicon's key or one derived from the name; equal keys are one node in a corpus graph.
    pub key: String,
    /// What it is.
    pub kind: EntityType,
    /// The best name.
    pub name: String,
    /// Chinese name, where known.
    pub name_zh: Option<String>,
    /// English name, where known.
    pub name_en: Option<String>,
    /// `NASDAQ:NVDA`.
    pub tickers: Vec<String>,
    /// Titles and employers that the text gives a person.
    pub affiliations: Vec<Affiliation>,
}

/// A person's title and employer with the words that say so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Affiliation {
    /// 首席执行官, chief executive, analyst.
    pub title: Option<Span>,
    /// The employer.
    pub organization: Option<Id<Entity>>,
    /// Title is that of an analyst, strategist or economist.
    pub analyst: bool,
    /// The name that it stands beside.
    pub mention: Id<Mention>,
    /// Why.
    pub rule: Rule,
}
