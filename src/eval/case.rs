//! A gold article made ready for comparison.

use rustc_hash::{FxHashMap, FxHashSet};

use super::compare::{bare, contains};
use crate::doc::{Document, Entity, EntityType, Form, Id, Span};
use crate::export::gold::{Gold, Party, Target};

/// A gold article with its plain text and the names of its parties.
pub struct Case {
    /// Its file.
    pub file: String,
    /// As parsed.
    pub gold: Gold,
    /// What the tool is given.
    pub plain: String,
    /// Comparison forms of the names by key.
    surfaces: FxHashMap<String, FxHashSet<String>>,
    types: FxHashMap<String, EntityType>,
}

impl Case {
    /// Prepares a parsed article.
    pub fn new(file: String, gold: Gold) -> Self {
        let plain = gold.plain();
        let mut surfaces: FxHashMap<String, FxHashSet<String>> = FxHashMap::default();
        for (_, surface, target) in gold.links() {
            if let Target::Entity(key, Form::Name | Form::Alias | Form::Ticker) = target {
                surfaces.entry(key.clone()).or_default().insert(bare(surface));
            }
        }
        let types = gold.entities().map(|e| (e.key.clone(), e.kind)).collect();
        Case { file, gold, plain, surfaces, types }
    }

    /// Line of the gold file in which a place of the plain text stands.
    pub(super) fn line(&self, at: usize) -> usize {
        self.gold.text_line + self.plain[..at.min(self.plain.len())].matches('\n').count()
    }

    /// The type of a key.
    pub(super) fn entity_type(&self, key: &str) -> Option<EntityType> {
        self.types.get(key).copied()
    }

    /// The text names the party somewhere.
    pub(super) fn is_named(&self, party: &Party) -> bool {
        matches!(party, Party::Key(key) if self.surfaces.contains_key(key))
    }

    /// One of the texts means the party: its name, or words that hold the party's words where it has none.
    pub(super) fn is_party(&self, party: &Party, texts: &Texts) -> bool {
        match party {
            Party::Key(key) => self.surfaces.get(key).is_some_and(|names| texts.bare.iter().any(|t| names.contains(t))),
            Party::Words(words) => texts.plain.iter().any(|t| contains(words, t)),
        }
    }
}

/// What a found party is called: its own words first, then every mention and name of its entity.
#[derive(Clone, Debug, Default)]
pub(super) struct Texts {
    pub(super) plain: Vec<String>,
    bare: FxHashSet<String>,
}

impl Texts {
    pub(super) fn new(document: &Document, own: Option<Span>, entity: Option<Id<Entity>>) -> Self {
        let words = |span: Span| document.text.source_str(span).to_owned();
        let mut plain: Vec<String> = own.map(words).into_iter().collect();
        if let Some(id) = entity {
            let entity = &document.entities[id.index()];
            plain.extend(document.mentions.iter().filter(|m| m.entity == Some(id)).map(|m| words(m.span)));
            plain.push(entity.name.clone());
            plain.extend(entity.name_zh.iter().chain(&entity.name_en).cloned());
        }
        plain.retain(|t| !t.is_empty());
        let bare = plain.iter().map(|t| bare(t)).collect();
        Texts { plain, bare }
    }

    /// What it is called first.
    pub(super) fn first(&self) -> &str {
        self.plain.first().map_or("?", String::as_str)
    }
}
