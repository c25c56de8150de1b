//! Persons' titles and employers.

use crate::doc::Document;
use crate::lexicon::Lexicon;
use crate::mention::name::Marks;

/// Gives persons the titles and employers that the text names beside them.
pub(super) fn find(_lexicon: &Lexicon, _marks: &Marks, _doc: &mut Document) {}
