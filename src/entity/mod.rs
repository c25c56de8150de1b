//! Mentions → entities: one entity for all that names the same party.
//!
//! `cluster` joins names, `called` reads what else the document calls them, `reference` adds nominals and pronouns, `affiliation` gives persons their
//! titles and employers.

pub(crate) mod affiliation;
mod around;
mod called;
mod cluster;
pub(crate) mod reference;
mod salience;

use crate::doc::Document;
use crate::lexicon::Lexicon;
use crate::mention::name::{Marks, NameTables};

/// Links every named mention of `doc.mentions` to an entity, adds nominals and pronouns, and gives persons their titles and employers.
pub(crate) fn resolve(lexicon: &Lexicon, tables: &NameTables, marks: &Marks, doc: &mut Document) {
    doc.entities.clear();
    if doc.mentions.is_empty() {
        return;
    }
    cluster::join(lexicon, tables, marks, doc);
    reference::find(lexicon, tables, marks, doc);
    affiliation::find(lexicon, tables, marks, doc);
}
