//! The rows of the lexicon, and the lexicon that holds them.

use std::borrow::Cow;

use super::packed::{Concepts, Rows};
use super::stored::Bytes;
use super::trie::{number, table};
use super::{Class, Concept, Reader, Stored, Writer, han::HanIndex, latin::LatinIndex};
use crate::doc::Language;

/// A string of the lexicon: of our files it is a part of the program.
pub type Word = Cow<'static, str>;

/// A surface with what it means.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// The words, folded.
    pub surface: &'a str,
    /// What it is for.
    pub class: Class,
    /// The third column; a concept's `form`.
    pub value: &'a str,
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
    pub(super) rows: Rows,
    /// The class of each row, close together: most rooms ask a hit for nothing else.
    classes: Vec<Class>,
    /// The rows sorted by class, in file order.
    sorted: Bytes,
    pub(super) concepts: Concepts,
    /// Stock codes without their exchanges, sorted, with the first concept of each.
    codes: Vec<(Word, u32)>,
    pub(super) han: HanIndex,
    pub(super) latin: LatinIndex,
}

impl Stored for Lexicon {
    fn store(&self, to: &mut Writer) {
        self.files.store(to);
        self.rows.store(to);
        self.sorted.store(to);
        self.concepts.store(to);
        self.codes.store(to);
        self.han.store(&self.rows, to);
        self.latin.store(to);
    }

    fn restore(from: &mut Reader) -> Self {
        let (files, rows) = (Stored::restore(from), Rows::restore(from));
        Lexicon {
            files,
            classes: classes(&rows),
            rows,
            sorted: Stored::restore(from),
            concepts: Stored::restore(from),
            codes: Stored::restore(from),
            han: HanIndex::restore(from),
            latin: LatinIndex::restore(from),
        }
    }
}

fn classes(rows: &Rows) -> Vec<Class> {
    (0..rows.len()).map(|row| rows.class(row)).collect()
}

impl Lexicon {
    pub(super) fn new(files: Vec<String>, rows: Rows, all: &[Concept<'_>]) -> Self {
        let mut sorted: Vec<u32> = (0..rows.len()).collect();
        sorted.sort_by_key(|&row| rows.class(row));
        let code = |ticker: &str| Word::from(ticker.rsplit(':').next().unwrap_or(ticker).to_owned());
        let mut codes: Vec<(Word, u32)> = all.iter().zip(0..).flat_map(|(c, index)| c.tickers().map(move |t| (code(t), index))).collect();
        codes.sort_unstable();
        codes.dedup_by(|later, first| later.0 == first.0);
        let mut concepts = Concepts::default();
        all.iter().for_each(|concept| concepts.add(concept));
        let (han, latin) = (HanIndex::default(), LatinIndex::new(&rows));
        Lexicon { files, classes: classes(&rows), rows, sorted: table(sorted.into_iter()), concepts, codes, han, latin }
    }

    /// The row of a hit.
    #[inline]
    pub fn row(&self, row: u32) -> Row<'_> {
        self.rows.get(row)
    }

    /// The class of a hit's row.
    #[inline]
    pub fn class_of(&self, row: u32) -> Class {
        self.classes[row as usize]
    }

    /// The classes of all rows; a hit's `row` is the index.
    pub(crate) fn classes(&self) -> &[Class] {
        &self.classes
    }

    /// [`Row::needs_context`] alone.
    pub(crate) fn needs_context(&self, row: u32) -> bool {
        self.rows.needs_context(row)
    }

    /// The concept that a [`Class::Concept`] row names.
    pub fn concept(&self, row: Row<'_>) -> Option<Concept<'_>> {
        (row.class == Class::Concept).then(|| self.concepts.get(row.index))
    }

    /// The concept that is listed under a stock code without its exchange.
    pub(crate) fn concept_of_ticker(&self, code: &str) -> Option<u32> {
        self.codes.binary_search_by(|(known, _)| (**known).cmp(code)).ok().map(|at| self.codes[at].1)
    }

    /// All concepts.
    pub fn concepts(&self) -> impl ExactSizeIterator<Item = Concept<'_>> {
        (0..self.concepts.len()).map(|index| self.concepts.get(index))
    }

    /// All rows of one class, in file order.
    pub fn rows_of(&self, class: Class) -> impl Iterator<Item = Row<'_>> {
        let at = |place: usize| number(&self.sorted, place);
        let count = self.classes.len();
        let from = partition_point(count, |place| self.class_of(at(place)) < class);
        (from..count).map(at).take_while(move |&row| self.class_of(row) == class).map(|row| self.row(row))
    }

    /// `file:line` of a row.
    pub fn place(&self, row: u32) -> String {
        let row = self.row(row);
        format!("{}:{}", self.files[usize::from(row.file)], row.line)
    }
}

/// The first of `count` places that is not `before`.
fn partition_point(count: usize, before: impl Fn(usize) -> bool) -> usize {
    let (mut from, mut to) = (0, count);
    while from < to {
        let middle = from.midpoint(to);
        if before(middle) { from = middle + 1 } else { to = middle }
    }
    from
}
