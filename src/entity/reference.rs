//! Nominals and pronouns: 该公司, the chipmaker, 其, it.

use crate::doc::Document;
use crate::lexicon::Lexicon;
use crate::mention::name::Marks;

/// Adds the nominals and pronouns that have an antecedent.
pub(super) fn find(_lexicon: &Lexicon, _marks: &Marks, _doc: &mut Document) {}
