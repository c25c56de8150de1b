//! Known entities.

use std::borrow::Cow;

use crate::doc::{EntityType, Language};

/// A known company, body or person.
#[derive(Clone, Debug)]
pub struct Concept<'a> {
    /// Stable key.
    pub key: Cow<'a, str>,
    /// What it is.
    pub kind: EntityType,
    /// ISO 3166-1 alpha-2, or empty.
    pub country: Cow<'a, str>,
    /// `NASDAQ:NVDA`; several are parted by `|`.
    pub tickers: Cow<'a, str>,
    /// Usual Chinese name.
    pub name_zh: Option<Cow<'a, str>>,
    /// Usual English name.
    pub name_en: Option<Cow<'a, str>>,
}

impl Concept<'_> {
    /// Its stock codes.
    pub fn tickers(&self) -> impl Iterator<Item = &str> {
        self.tickers.split('|').filter(|t| !t.is_empty())
    }

    /// The usual name in a language, else in the other.
    pub fn name(&self, language: Language) -> &str {
        let (first, second) = match language {
            Language::Zh => (&self.name_zh, &self.name_en),
            Language::En => (&self.name_en, &self.name_zh),
        };
        first.as_deref().or(second.as_deref()).unwrap_or(&self.key)
    }
}
