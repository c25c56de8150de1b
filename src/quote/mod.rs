//! Attributed speech: source, cue, content.

use crate::doc::Document;
use crate::lexicon::Lexicon;

/// Fills `doc.quotes`, in order of their first content.
pub(crate) fn find(_lexicon: &Lexicon, _doc: &mut Document) {}
