//! The data model: a [`Document`] is a set of columns that the rooms fill from left to right. Types only, no behaviour beyond access.
//!
//! Every [`Span`] counts bytes of the *folded* text ([`Text::folded`]); [`Text::source_span`] maps it to the text as read, once, at export.

mod amount;
mod date;
mod deal;
mod document;
mod entity;
mod graph;
mod id;
mod note;
mod quote;
mod rule;
mod sign;
mod span;
mod text;
mod token;

pub use amount::{Amount, Bound, Currency, Per, Percent, Range, ShareCount};
pub use date::{Date, Precision};
pub use deal::{AmountRole, Deal, DealAmount, DealType, Evidence, Filler, Loser, Role, Status};
pub use document::{Document, Language, Meta};
pub use entity::{Affiliation, Entity, EntityType, Form, Mention};
pub use graph::{Cycle, CycleKind, Edge, Flow, Graph};
pub use id::Id;
pub use note::{Note, NoteCode};
pub use quote::{Cue, Quote, QuoteKind, Speaker, SpeakerClass, Stance};
pub use rule::Rule;
pub use sign::{Sign, Signs};
pub use span::Span;
pub use text::{Break, Text};
pub use token::{Sentence, Token};
