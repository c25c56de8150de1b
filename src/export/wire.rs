//! The types of the annotation as they are serialised. The wire format lives here alone: the rooms' own types may change, these may only grow.

use std::borrow::Cow;

use rust_decimal::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

/// The version that an annotation names.
pub const ANNOTATION: &str = "dealgraph.annotation/1";

/// All that was found in one document.
#[derive(Serialize, JsonSchema)]
pub struct Annotation<'a> {
    /// Always `dealgraph.annotation/1`.
    pub schema: &'static str,
    /// As it was given; the file's name where a file had none.
    pub id: Option<&'a serde_json::Value>,
    /// Main language.
    #[schemars(schema_with = "super::names::languages")]
    pub lang: &'static str,
    /// The day that relative dates were resolved against.
    pub date: Option<String>,
    /// Headline, where it was given apart from the text.
    pub title: Option<&'a str>,
    /// Publisher, where it was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<&'a str>,
    /// Unit of every `start` and `end`.
    #[schemars(schema_with = "super::names::units")]
    pub offsets: &'static str,
    /// Length of the text in code points.
    pub chars: usize,
    /// The text that the offsets count; with `--with-text` and for HTML.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<&'a str>,
    /// They cover the text but for white space.
    pub sentences: Vec<Sentence>,
    /// With `--tokens`: they tile each sentence but for white space.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tokens: Option<Vec<Token>>,
    /// Parties, persons, products, places.
    pub entities: Vec<Entity<'a>>,
    /// Sums of money.
    pub amounts: Vec<Amount<'a>>,
    /// Percents, in percent.
    pub percents: Vec<Quantity<'a>>,
    /// Numbers of shares.
    pub shares: Vec<Quantity<'a>>,
    /// Dates and periods.
    pub dates: Vec<Date<'a>>,
    /// Who deals with whom.
    pub deals: Vec<Deal<'a>>,
    /// Who says what.
    pub quotes: Vec<Quote<'a>>,
    /// The deals as a graph.
    pub graph: Graph,
    /// What was repaired, guessed or left out.
    pub notes: Vec<Note<'a>>,
}

/// What stands in the place of a document that could not be read.
#[derive(Serialize, JsonSchema)]
pub struct Failure<'a> {
    /// As it was given; null where it could not be read either.
    pub id: Option<&'a serde_json::Value>,
    /// What went wrong.
    pub error: FailureBody<'a>,
}

/// What went wrong.
#[derive(Serialize, JsonSchema)]
pub struct FailureBody<'a> {
    /// Stable name.
    pub code: &'a str,
    /// For people.
    pub message: String,
}

/// Reference to a finding: a letter for its column and its number from 1.
#[derive(Clone, Copy)]
pub struct Key(pub char, pub usize);

impl Serialize for Key {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{}{}", self.0, self.1 + 1))
    }
}

impl JsonSchema for Key {
    fn schema_name() -> Cow<'static, str> {
        "Key".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "pattern": "^[eapstdqgc][1-9][0-9]*$",
            "description": "Reference to a finding: e entity, a amount, p percent, s shares, t date, d deal, q quote, g edge, c cycle."
        })
    }
}

/// An exact decimal, as a string without exponent and trailing zeros.
#[derive(Clone, Copy)]
pub struct Exact(pub Decimal);

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0.normalize())
    }
}

impl JsonSchema for Exact {
    fn schema_name() -> Cow<'static, str> {
        "Decimal".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^-?[0-9]+(\\.[0-9]*[1-9])?$", "description": "An exact decimal without exponent and trailing zeros." })
    }
}

/// A sentence.
#[derive(Serialize, JsonSchema)]
pub struct Sentence {
    /// First unit.
    pub start: usize,
    /// One past the last unit.
    pub end: usize,
    /// Number of its paragraph, from 0.
    pub paragraph: u32,
}

/// A token.
#[derive(Serialize, JsonSchema)]
pub struct Token {
    /// First unit.
    pub start: usize,
    /// One past the last unit.
    pub end: usize,
    /// Part of speech; not told by this version.
    pub pos: Option<&'static str>,
}

/// A party, person, product or place of the document.
#[derive(Serialize, JsonSchema)]
pub struct Entity<'a> {
    /// `e1`, `e2`, …
    pub id: Key,
    /// The lexicon's stable key, or one derived from the name; equal keys are one node in a corpus graph.
    pub key: &'a str,
    /// What it is.
    #[schemars(schema_with = "super::names::entity_types")]
    pub r#type: &'static str,
    /// The best name.
    pub name: &'a str,
    /// Names by language, where known.
    pub names: Names<'a>,
    /// `EXCHANGE:CODE`.
    pub tickers: &'a [String],
    /// Titles and employers that the text gives a person.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub affiliations: Vec<Affiliation<'a>>,
    /// Where it is named, in order of the text.
    pub mentions: Vec<Mention<'a>>,
}

/// Names by language.
#[derive(Serialize, JsonSchema)]
pub struct Names<'a> {
    /// Chinese.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zh: Option<&'a str>,
    /// English.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub en: Option<&'a str>,
}

/// A person's title and employer.
#[derive(Serialize, JsonSchema)]
pub struct Affiliation<'a> {
    /// As the text gives it.
    pub title: Option<&'a str>,
    /// The employer's entity.
    pub organization: Option<Key>,
    /// The title is that of an analyst, strategist or economist.
    pub analyst: bool,
    /// Why.
    pub rule: String,
}

/// A place that names an entity.
#[derive(Serialize, JsonSchema)]
pub struct Mention<'a> {
    /// First unit.
    pub start: usize,
    /// One past the last unit.
    pub end: usize,
    /// The words.
    pub text: &'a str,
    /// How it names.
    #[schemars(schema_with = "super::names::forms")]
    pub form: &'static str,
    /// Why.
    pub rule: String,
}

/// A sum of money.
#[derive(Serialize, JsonSchema)]
pub struct Amount<'a> {
    /// `a1`, `a2`, …
    pub id: Key,
    /// First unit.
    pub start: usize,
    /// One past the last unit.
    pub end: usize,
    /// Number, scale and currency; the word for the bound stays outside.
    pub text: &'a str,
    /// ISO 4217, `XXX` where the text does not tell.
    pub currency: String,
    /// Smallest value in plain units; null where it is open.
    pub min: Option<Exact>,
    /// Largest value in plain units; null where it is open.
    pub max: Option<Exact>,
    /// How the bounds are meant.
    #[schemars(schema_with = "super::names::bounds")]
    pub bound: &'static str,
    /// Where the sum is a rate: what it is counted by.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "super::names::per")]
    pub per: Option<&'static str>,
    /// The same sum told before in another currency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub same_as: Option<Key>,
    /// Why.
    pub rule: String,
}

/// A percent or a number of shares.
#[derive(Serialize, JsonSchema)]
pub struct Quantity<'a> {
    /// `p1`, `s1`, …
    pub id: Key,
    /// First unit.
    pub start: usize,
    /// One past the last unit.
    pub end: usize,
    /// Number and unit.
    pub text: &'a str,
    /// Smallest value; null where it is open.
    pub min: Option<Exact>,
    /// Largest value; null where it is open.
    pub max: Option<Exact>,
    /// How the bounds are meant.
    #[schemars(schema_with = "super::names::bounds")]
    pub bound: &'static str,
    /// Why.
    pub rule: String,
}

/// A date or period.
#[derive(Serialize, JsonSchema)]
pub struct Date<'a> {
    /// `t1`, `t2`, …
    pub id: Key,
    /// First unit.
    pub start: usize,
    /// One past the last unit.
    pub end: usize,
    /// Its words.
    pub text: &'a str,
    /// First day.
    pub from: Option<String>,
    /// Last day, inclusive.
    pub to: Option<String>,
    /// How fine the text tells it.
    #[schemars(schema_with = "super::names::precisions")]
    pub precision: &'static str,
    /// `--MM-DD` and the like, where no year resolves it.
    pub partial: Option<&'a str>,
    /// Why.
    pub rule: String,
}

/// A deal between parties.
#[derive(Serialize, JsonSchema)]
pub struct Deal<'a> {
    /// `d1`, `d2`, …
    pub id: Key,
    /// A deal type: `investment`, `acquisition`, …
    pub r#type: &'a str,
    /// How far it has come.
    #[schemars(schema_with = "super::names::statuses")]
    pub status: &'static str,
    /// The text itself gives it as report.
    pub hearsay: bool,
    /// The parties.
    pub roles: Vec<Role<'a>>,
    /// Its sums.
    pub amounts: Vec<DealAmount>,
    /// The part of the whole that it concerns.
    pub percent: Option<Key>,
    /// The shares dealt in.
    pub shares: Option<Key>,
    /// Funding round, as written.
    pub round: Option<&'a str>,
    /// When.
    pub dates: Vec<Key>,
    /// `vendor_financing` and the like.
    pub tags: &'a [&'static str],
    /// Every telling, in order of the text.
    pub evidence: Vec<Evidence<'a>>,
    /// 0 to 1.
    pub confidence: f64,
}

/// A party in a role.
#[derive(Serialize, JsonSchema)]
pub struct Role<'a> {
    /// A role of the deal's type.
    pub role: &'a str,
    /// Who; null where the party is unnamed.
    pub entity: Option<Key>,
    /// First unit.
    pub start: usize,
    /// One past the last unit.
    pub end: usize,
    /// The words.
    pub text: &'a str,
}

/// A sum of a deal.
#[derive(Serialize, JsonSchema)]
pub struct DealAmount {
    /// Which.
    pub amount: Key,
    /// As what.
    #[schemars(schema_with = "super::names::amount_roles")]
    pub role: &'static str,
}

/// One telling of a deal.
#[derive(Serialize, JsonSchema)]
pub struct Evidence<'a> {
    /// First unit.
    pub start: usize,
    /// One past the last unit.
    pub end: usize,
    /// The words, so that a corpus graph can show them without the text.
    pub text: &'a str,
    /// The word that tells it.
    pub trigger: Place,
    /// Why.
    pub rule: String,
}

/// A place in the text.
#[derive(Serialize, JsonSchema)]
pub struct Place {
    /// First unit.
    pub start: usize,
    /// One past the last unit.
    pub end: usize,
}

/// A place in the text with its words.
#[derive(Serialize, JsonSchema)]
pub struct Words<'a> {
    /// First unit.
    pub start: usize,
    /// One past the last unit.
    pub end: usize,
    /// The words.
    pub text: &'a str,
}

/// An attribution.
#[derive(Serialize, JsonSchema)]
pub struct Quote<'a> {
    /// `q1`, `q2`, …
    pub id: Key,
    /// How the words are given.
    #[schemars(schema_with = "super::names::quote_kinds")]
    pub kind: &'static str,
    /// The words without the outer marks; several parts where the cue splits them.
    pub content: Vec<Words<'a>>,
    /// The reporting word.
    pub cue: Option<Words<'a>>,
    /// Who says it.
    pub speaker: Option<Speaker<'a>>,
    /// All who say it, where they are several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub speakers: Vec<Speaker<'a>>,
    /// When it was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Key>,
    /// Where: in a note to clients.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub medium: Option<Words<'a>>,
    /// Entities and deals that the words speak of, but for the speaker; a deal where they tell it or name two of its parties.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<Key>,
    /// What the words make of their subject.
    #[schemars(schema_with = "super::names::stances")]
    pub stance: &'static str,
    /// Why.
    pub rule: String,
}

/// Who speaks.
#[derive(Serialize, JsonSchema)]
pub struct Speaker<'a> {
    /// What sort of source.
    #[schemars(schema_with = "super::names::speaker_classes")]
    pub class: &'static str,
    /// Whom the words mean.
    pub entity: Option<Key>,
    /// First unit; null where nothing names the speaker.
    pub start: Option<usize>,
    /// One past the last unit.
    pub end: Option<usize>,
    /// The words that name the speaker there.
    pub text: Option<&'a str>,
    /// The best name of the entity.
    pub name: Option<&'a str>,
    /// Title as the text gives it.
    pub title: Option<&'a str>,
    /// Employer.
    pub affiliation: Option<Key>,
    /// Analyst, strategist or economist.
    pub analyst: bool,
}

/// The deals as a graph.
#[derive(Serialize, JsonSchema)]
pub struct Graph {
    /// Entities with an edge.
    pub nodes: Vec<Key>,
    /// In order of their deals.
    pub edges: Vec<Edge>,
    /// Closed walks in which value comes back, shortest first.
    pub cycles: Vec<Cycle>,
}

/// A directed edge.
#[derive(Serialize, JsonSchema)]
pub struct Edge {
    /// `g1`, `g2`, …
    pub id: Key,
    /// From whom the money, shares, loan or goods go.
    pub from: Key,
    /// To whom.
    pub to: Key,
    /// What goes.
    #[schemars(schema_with = "super::names::flows")]
    pub flow: &'static str,
    /// The deal's type.
    pub r#type: String,
    /// Its deal, which holds the evidence.
    pub deal: Key,
}

/// A closed walk.
#[derive(Serialize, JsonSchema)]
pub struct Cycle {
    /// `c1`, `c2`, …
    pub id: Key,
    /// In order of the walk.
    pub nodes: Vec<Key>,
    /// One or more a hop.
    pub edges: Vec<Key>,
    /// What it means.
    #[schemars(schema_with = "super::names::cycle_kinds")]
    pub kind: &'static str,
}

/// A doubt.
#[derive(Serialize, JsonSchema)]
pub struct Note<'a> {
    /// Stable name.
    pub code: &'static str,
    /// First unit; 0 to 0 where it concerns the whole text.
    pub start: usize,
    /// One past the last unit.
    pub end: usize,
    /// For people.
    pub message: &'a str,
}
