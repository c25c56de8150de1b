//! What merging reads of an annotation, in its wire form: the same for one made a moment ago and one that was stored years before.
//!
//! Words stay where the line has them: most are looked at once, and of a million lines each copy would be felt.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// Words of a line; a copy only where an escape stands in them. (serde borrows no `Cow` inside an `Option` or a list.)
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Text<'a>(Cow<'a, str>);

impl Text<'_> {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Borrows;
        impl<'de> Visitor<'de> for Borrows {
            type Value = Text<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_borrowed_str<E: Error>(self, words: &'de str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Borrowed(words)))
            }

            fn visit_str<E: Error>(self, words: &str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Owned(words.to_owned())))
            }
        }
        deserializer.deserialize_str(Borrows)
    }
}

/// An annotation, or the line of a document that had failed.
#[derive(Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub struct Annotation<'a> {
    pub(crate) schema: Option<Text<'a>>,
    pub(crate) id: Option<Value>,
    #[serde(default)]
    pub(crate) lang: Text<'a>,
    pub(crate) date: Option<Text<'a>>,
    pub(crate) title: Option<Text<'a>>,
    pub(crate) source: Option<Text<'a>>,
    #[serde(default)]
    pub(crate) chars: usize,
    #[serde(default)]
    pub(crate) entities: Vec<Entity<'a>>,
    #[serde(default)]
    pub(crate) amounts: Vec<Quantity<'a>>,
    #[serde(default)]
    pub(crate) percents: Vec<Quantity<'a>>,
    #[serde(default)]
    pub(crate) shares: Vec<Quantity<'a>>,
    #[serde(default)]
    pub(crate) dates: Vec<Date<'a>>,
    #[serde(default)]
    pub(crate) deals: Vec<Deal<'a>>,
    #[serde(default)]
    pub(crate) quotes: Vec<Quote<'a>>,
    #[serde(default)]
    pub(crate) graph: Graph<'a>,
    error: Option<serde::de::IgnoredAny>,
}

/// What a JSON value turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An annotation of the version that we read.
    Annotation,
    /// A document that could not be annotated.
    Failure,
    /// Something else: most likely a document.
    Other,
}

impl Annotation<'_> {
    /// What it is.
    pub fn kind(&self) -> Kind {
        match &self.schema {
            Some(schema) if &**schema == "dealgraph.annotation/1" => Kind::Annotation,
            None if self.error.is_some() => Kind::Failure,
            _ => Kind::Other,
        }
    }

    /// The version that it names.
    pub fn schema(&self) -> Option<&str> {
        self.schema.as_deref()
    }
}

#[derive(Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub(crate) struct Entity<'a> {
    pub(crate) id: Text<'a>,
    pub(crate) key: Text<'a>,
    pub(crate) r#type: Text<'a>,
    pub(crate) name: Text<'a>,
    #[serde(default)]
    pub(crate) names: Names<'a>,
    #[serde(default)]
    pub(crate) tickers: Vec<Text<'a>>,
    #[serde(default)]
    pub(crate) mentions: Vec<Mention<'a>>,
}

#[derive(Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub(crate) struct Names<'a> {
    pub(crate) zh: Option<Text<'a>>,
    pub(crate) en: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub(crate) struct Mention<'a> {
    pub(crate) text: Text<'a>,
    pub(crate) form: Text<'a>,
    #[serde(default)]
    pub(crate) rule: Text<'a>,
}

#[derive(Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub(crate) struct Quantity<'a> {
    pub(crate) id: Text<'a>,
    #[serde(default)]
    pub(crate) currency: Option<Text<'a>>,
    pub(crate) min: Option<Text<'a>>,
    pub(crate) max: Option<Text<'a>>,
    pub(crate) bound: Text<'a>,
    #[serde(default)]
    pub(crate) text: Text<'a>,
}

#[derive(Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub(crate) struct Date<'a> {
    pub(crate) id: Text<'a>,
    pub(crate) from: Option<Text<'a>>,
    pub(crate) to: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub(crate) struct Deal<'a> {
    pub(crate) id: Text<'a>,
    pub(crate) r#type: Text<'a>,
    pub(crate) status: Text<'a>,
    #[serde(default)]
    pub(crate) hearsay: bool,
    #[serde(default)]
    pub(crate) roles: Vec<Role<'a>>,
    #[serde(default)]
    pub(crate) amounts: Vec<DealAmount<'a>>,
    pub(crate) percent: Option<Text<'a>>,
    pub(crate) shares: Option<Text<'a>>,
    pub(crate) round: Option<Text<'a>>,
    #[serde(default)]
    pub(crate) dates: Vec<Text<'a>>,
    #[serde(default)]
    pub(crate) tags: Vec<Text<'a>>,
    #[serde(default)]
    pub(crate) evidence: Vec<Evidence<'a>>,
    #[serde(default)]
    pub(crate) confidence: f64,
}

#[derive(Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub(crate) struct Role<'a> {
    pub(crate) role: Text<'a>,
    pub(crate) entity: Option<Text<'a>>,
    #[serde(default)]
    pub(crate) text: Text<'a>,
}

#[derive(Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub(crate) struct DealAmount<'a> {
    pub(crate) amount: Text<'a>,
    pub(crate) role: Text<'a>,
}

#[derive(Clone, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub(crate) struct Evidence<'a> {
    pub(crate) start: usize,
    pub(crate) end: usize,
    #[serde(default)]
    pub(crate) text: Text<'a>,
    #[serde(default)]
    pub(crate) trigger: Span,
    #[serde(default)]
    pub(crate) rule: Text<'a>,
}

#[derive(Clone, Copy, Default, Deserialize)]
pub(crate) struct Span {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

#[derive(Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub(crate) struct Quote<'a> {
    pub(crate) id: Text<'a>,
    #[serde(default)]
    pub(crate) kind: Text<'a>,
    #[serde(default)]
    pub(crate) content: Vec<Words<'a>>,
    pub(crate) cue: Option<Words<'a>>,
    pub(crate) speaker: Option<Speaker<'a>>,
    #[serde(default)]
    pub(crate) about: Vec<Text<'a>>,
    #[serde(default)]
    pub(crate) stance: Text<'a>,
}

#[derive(Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub(crate) struct Words<'a> {
    #[serde(default)]
    pub(crate) start: usize,
    #[serde(default)]
    pub(crate) end: usize,
    #[serde(default)]
    pub(crate) text: Text<'a>,
}

#[derive(Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub(crate) struct Speaker<'a> {
    #[serde(default)]
    pub(crate) class: Text<'a>,
    pub(crate) entity: Option<Text<'a>>,
    pub(crate) text: Option<Text<'a>>,
    pub(crate) name: Option<Text<'a>>,
    pub(crate) title: Option<Text<'a>>,
    pub(crate) affiliation: Option<Text<'a>>,
    #[serde(default)]
    pub(crate) analyst: bool,
}

#[derive(Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub(crate) struct Graph<'a> {
    #[serde(default)]
    pub(crate) edges: Vec<Edge<'a>>,
}

#[derive(Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub(crate) struct Edge<'a> {
    #[serde(default)]
    pub(crate) id: Text<'a>,
    pub(crate) from: Text<'a>,
    pub(crate) to: Text<'a>,
    pub(crate) flow: Text<'a>,
    pub(crate) deal: Text<'a>,
}
