//! Nodes, edges and cycles from the deals.

use crate::deal::Frames;
use crate::doc::Document;

/// Fills `doc.graph` from `doc.deals`.
pub(crate) fn build(_frames: &Frames, _doc: &mut Document) {}
