//! Triggers → frames → roles → status → merged deals.

mod frame;
mod inflect;

pub use frame::{Frame, Frames};

use crate::doc::Document;
use crate::lexicon::Lexicon;

/// Fills `doc.deals`, in order of their first evidence.
pub(crate) fn find(_lexicon: &Lexicon, _frames: &Frames, _doc: &mut Document) {}
