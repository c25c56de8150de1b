//! The wire format: the one place that turns a document into JSON or a report. One file a format, all listed in [`FORMATS`]: reports and
//! annotations here, formats of graph tools in `graph`, of annotation tools in `standoff`, the page for people in `html`.

pub mod analysis;
mod columns;
pub mod corpus;
pub mod explain;
mod formats;
pub mod gold;
pub mod graph;
mod html;
mod json;
pub(crate) mod names;
mod offsets;
pub mod schema;
pub mod scores;
mod standoff;
mod text;
mod visible;
pub mod wire;
mod xml;

pub use formats::{Beside, Counts, DocumentWriter, FORMATS, Format, Formulas, GraphStyle, GraphWriter, Part, Stream, Writer, format};
pub(crate) use json::write as write_annotation;
pub use json::{annotation, write_failure};
pub(crate) use offsets::Offsets;
pub use offsets::Unit;

use crate::deal::Frames;
use crate::doc::{Language, Rule};
use crate::lexicon::Lexicon;

/// How documents are shown, and the knowledge that their findings point into.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// Where rules of lexicon rows have their places.
    pub lexicon: &'a Lexicon,
    /// Names of deal types and roles.
    pub frames: &'a Frames,
    /// What offsets count.
    pub unit: Unit,
    /// Indented JSON.
    pub pretty: bool,
    /// With the text itself.
    pub with_text: bool,
    /// With the tokens.
    pub tokens: bool,
    /// Columns of the terminal, for reports.
    pub width: usize,
    /// How graphs are written.
    pub style: GraphStyle,
}

impl<'a> View<'a> {
    /// Code points, compact, neither text nor tokens.
    pub fn new(lexicon: &'a Lexicon, frames: &'a Frames) -> Self {
        View { lexicon, frames, unit: Unit::Codepoint, pretty: false, with_text: false, tokens: false, width: 100, style: GraphStyle::default() }
    }

    /// The rule's stable name; for a lexicon row the place of the row, which is what names it.
    pub fn rule_name(&self, rule: Rule, language: Language) -> String {
        match rule {
            Rule::Named(name) => name.to_owned(),
            Rule::Row(row) => self.lexicon.place(row),
            Rule::Trigger(trigger) => self.frames.rule_name(trigger, language),
        }
    }
}
