//! Why a finding was made.

use std::fmt;

/// The rule behind a finding: a stable dotted name for grammar in code, or the place of the lexicon or frame row that fired.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rule {
    /// A rule written in code, e.g. `amount.zh.number-unit`.
    Named(&'static str),
    /// A row of a lexicon: index into the lexicon's rows; `Lexicon::place` gives file and line.
    Row(u32),
    /// A trigger of a deal frame: index into the frames' triggers; `Frames::place` gives file and line.
    Trigger(u32),
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Rule::Named(name) => f.write_str(name),
            Rule::Row(row) => write!(f, "lexicon.{row}"),
            Rule::Trigger(trigger) => write!(f, "frame.{trigger}"),
        }
    }
}
