//! The lexicon: every word that the rooms know, and one pass that finds them all.
//!
//! Surfaces with a Chinese character are found by a trie over the characters of the folded text, the others by a trie over words,
//! so that `to` is not found in `investor` and pure English text never touches the Chinese tables.

mod check;
mod class;
mod common;
mod concept;
mod error;
mod han;
pub mod import;
mod latin;
mod load;
mod lookup;
mod packed;
mod rows;
mod stored;
mod trie;

pub use check::Doubt;
pub use class::Class;
pub use concept::Concept;
pub use error::LexiconError;
pub use load::Builder;
pub use lookup::Hit;
pub use rows::{Lexicon, Row, Word};
pub(crate) use stored::{Reader, Stored, Writer, stored_choices, stored_fields};

/// A common Chinese word of two to four characters, none of them a name: a vote against strings that are made of such words.
pub(crate) fn is_common_chinese(words: &str) -> bool {
    common::contains(include_bytes!(concat!(env!("OUT_DIR"), "/common.bin")), words)
}
