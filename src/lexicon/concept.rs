//! Known entities.

use crate::doc::{EntityType, Language};

/// A known company, body or person.
#[derive(Clone, Debug)]
pub struct Concept {
    /// Stable key.
    pub key: Box<str>,
    /// What it is.
    pub kind: EntityType,
    /// ISO 3166-1 alpha-2, or empty.
    pub country: Box<str>,
    /// `NASDAQ:NVDA`.
    pub tickers: Vec<Box<str>>,
    /// Usual Chinese name.
    pub name_zh: Option<Box<str>>,
    /// Usual English name.
    pub name_en: Option<Box<str>>,
}

impl Concept {
    /// The usual name in a language, else in the other.
    pub fn name(&self, language: Language) -> &str {
        let (first, second) = match language {
            Language::Zh => (&self.name_zh, &self.name_en),
            Language::En => (&self.name_en, &self.name_zh),
        };
        first.as_deref().or(second.as_deref()).unwrap_or(&self.key)
    }
}
