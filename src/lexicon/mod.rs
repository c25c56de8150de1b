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
mod trie;

pub use check::Doubt;
pub use class::Class;
pub(crate) use common::is_common_chinese;
pub use concept::Concept;
pub use error::LexiconError;
pub use load::Builder;
pub use lookup::Hit;

use crate::doc::Language;

/// A surface with what it means.
#[derive(Clone, Debug)]
pub struct Row {
    /// The words, folded.
    pub surface: Box<str>,
    /// What it is for.
    pub class: Class,
    /// The third column; a concept's `form`.
    pub value: Box<str>,
    /// Concept, trigger or word number, by class.
    pub index: u32,
    /// The language of the words.
    pub language: Language,
    /// Counts only where something beside it says that it is meant.
    pub needs_context: bool,
    /// Which file.
    pub(crate) file: u16,
    /// Which line of it, from 1.
    pub(crate) line: u32,
}

/// All rows with the tables that find them. Immutable; one is shared by all workers.
pub struct Lexicon {
    files: Vec<String>,
    rows: Vec<Row>,
    /// The class of each row, close together: most rooms ask a hit for nothing else.
    classes: Vec<Class>,
    /// The rows of each class, in file order.
    by_class: Vec<Vec<u32>>,
    concepts: Vec<Concept>,
    han: han::HanIndex,
    latin: latin::LatinIndex,
}

impl Lexicon {
    /// The row of a hit.
    #[inline]
    pub fn row(&self, row: u32) -> &Row {
        &self.rows[row as usize]
    }

    /// The class of a hit's row.
    #[inline]
    pub fn class_of(&self, row: u32) -> Class {
        self.classes[row as usize]
    }

    /// All rows; a hit's `row` is the index.
    pub(crate) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The concept that a [`Class::Concept`] row names.
    pub fn concept(&self, row: &Row) -> Option<&Concept> {
        (row.class == Class::Concept).then(|| &self.concepts[row.index as usize])
    }

    /// All concepts.
    pub fn concepts(&self) -> &[Concept] {
        &self.concepts
    }

    /// All rows of one class, in file order.
    pub fn rows_of(&self, class: Class) -> impl Iterator<Item = &Row> {
        self.by_class[class as usize].iter().map(|&row| self.row(row))
    }

    /// `file:line` of a row.
    pub fn place(&self, row: u32) -> String {
        let row = &self.rows[row as usize];
        format!("{}:{}", self.files[row.file as usize], row.line)
    }
}
