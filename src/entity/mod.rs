//! Mentions → entities.

use crate::doc::Document;
use crate::lexicon::Lexicon;

/// Links every named mention of `doc.mentions` to an entity, adds nominals and pronouns, and gives persons their titles and employers.
pub(crate) fn resolve(_lexicon: &Lexicon, _doc: &mut Document) {}
