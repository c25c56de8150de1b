//! The rows of the lexicon, and the lexicon that holds them.

use std::borrow::Cow;

use super::{Class, Concept, Reader, Stored, Writer, han::HanIndex, latin::LatinIndex};
use crate::doc::Language;

/// A string of the lexicon: of our files it is a part of the program.
pub type Word = Cow<'static, str>;

/// A surface with what it means.
#[derive(Clone, Debug)]
pub struct Row {
    /// The words, folded.
    pub surface: Word,
    /// What it is for.
    pub class: Class,
    /// The third column; a concept's `form`.
    pub value: Word,
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
    pub(super) files: Vec<String>,
    pub(super) rows: Vec<Row>,
    /// The class of each row, close together: most rooms ask a hit for nothing else.
    classes: Vec<Class>,
    /// The rows of each class, in file order.
    by_class: Vec<Vec<u32>>,
    pub(super) concepts: Vec<Concept>,
    /// Stock codes without their exchanges, sorted, with the first concept of each.
    codes: Vec<(Word, u32)>,
    pub(super) han: HanIndex,
    pub(super) latin: LatinIndex,
}

impl Stored for Lexicon {
    fn store(&self, to: &mut Writer) {
        self.files.store(to);
        self.rows.store(to);
        self.concepts.store(to);
        self.codes.store(to);
        self.han.store(&self.rows, to);
        self.latin.store(to);
    }

    fn restore(from: &mut Reader) -> Self {
        let (files, rows, concepts) = (Stored::restore(from), Stored::restore(from), Stored::restore(from));
        Lexicon::new(files, rows, concepts, Stored::restore(from), HanIndex::restore(from), LatinIndex::restore(from))
    }
}

impl Lexicon {
    pub(super) fn new(files: Vec<String>, rows: Vec<Row>, concepts: Vec<Concept>, codes: Vec<(Word, u32)>, han: HanIndex, latin: LatinIndex) -> Self {
        let classes: Vec<Class> = rows.iter().map(|r| r.class).collect();
        let mut by_class = vec![Vec::new(); Class::ALL.len()];
        classes.iter().zip(0..).for_each(|(&class, row)| by_class[class as usize].push(row));
        Lexicon { files, classes, rows, by_class, concepts, codes, han, latin }
    }

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

    /// The concept that is listed under a stock code without its exchange.
    pub(crate) fn concept_of_ticker(&self, code: &str) -> Option<u32> {
        self.codes.binary_search_by(|(known, _)| (**known).cmp(code)).ok().map(|at| self.codes[at].1)
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
