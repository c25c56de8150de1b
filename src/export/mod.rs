//! The wire format: the one place that turns a document into JSON or a report. One file a format, all listed in [`FORMATS`].

mod columns;
pub mod explain;
pub mod gold;
mod json;
pub(crate) mod names;
mod offsets;
pub mod schema;
pub mod scores;
mod text;
pub mod wire;

use std::io::{self, Write};

pub use json::{annotation, write_failure};
pub(crate) use offsets::Offsets;
pub use offsets::Unit;

use crate::deal::Frames;
use crate::doc::{Document, Language, Rule};
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
}

impl<'a> View<'a> {
    /// Code points, compact, neither text nor tokens.
    pub fn new(lexicon: &'a Lexicon, frames: &'a Frames) -> Self {
        View { lexicon, frames, unit: Unit::Codepoint, pretty: false, with_text: false, tokens: false, width: 100 }
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

/// A format that `--format` names.
pub struct Format {
    /// Its name.
    pub name: &'static str,
    /// One line for `--help`.
    pub about: &'static str,
    /// Writes one document.
    pub write: fn(&View<'_>, &Document, &mut dyn Write) -> io::Result<()>,
    /// A document that could not be read is told in the output itself.
    pub holds_failures: bool,
}

/// Every format; the command line and its help are made from this list.
pub const FORMATS: &[Format] = &[
    Format { name: "text", about: "a readable report", write: text::write, holds_failures: false },
    Format { name: "json", about: "the annotation, one JSON object a document", write: json::write, holds_failures: true },
    Format { name: "jsonl", about: "the same, always one line a document", write: json::write_line, holds_failures: true },
    Format { name: "gold", about: "the notation of gold articles, to be corrected by hand", write: gold::write, holds_failures: false },
];

/// The format of a name.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|f| f.name == name)
}
