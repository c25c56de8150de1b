//! What the grammars of names read: the text, its marks, and the tables.

use super::{Bits, Marks, NameTables, TAKEN};
use crate::lexicon::{Class, Hit, Lexicon};

/// A text under the eyes of the name rules.
pub(crate) struct Scan<'a> {
    /// The folded text.
    pub(crate) text: &'a str,
    /// The lexicon of its hits.
    pub(crate) lexicon: &'a Lexicon,
    /// The tables of names.
    pub(crate) tables: &'a NameTables,
    /// What begins and ends where.
    pub(crate) marks: &'a Marks,
    /// The lexicon's hits, sorted by start.
    pub(crate) hits: &'a [Hit],
}

impl<'a> Scan<'a> {
    /// The character that ends at `at`.
    #[inline]
    pub(crate) fn before(&self, at: usize) -> Option<char> {
        self.text[..at].chars().next_back()
    }

    /// The character that begins at `at`.
    #[inline]
    pub(crate) fn after(&self, at: usize) -> Option<char> {
        self.text[at..].chars().next()
    }

    /// A word of one of these kinds begins at `at`.
    #[inline]
    pub(crate) fn starts(&self, at: usize, bits: Bits) -> bool {
        self.marks.starts(at) & bits != 0
    }

    /// A word of one of these kinds ends at `at`.
    #[inline]
    pub(crate) fn ends(&self, at: usize, bits: Bits) -> bool {
        self.marks.ends(at) & bits != 0
    }

    /// `at` is the edge of an amount or date, or of the text.
    #[inline]
    pub(crate) fn is_taken_edge(&self, at: usize) -> bool {
        self.ends(at, TAKEN) || self.starts(at, TAKEN)
    }

    /// The hits that begin at `at`, longest first.
    #[inline]
    pub(crate) fn hits_at(&self, at: usize) -> impl Iterator<Item = &'a Hit> {
        let first = self.marks.first_hit(at).unwrap_or(self.hits.len());
        self.hits[first..].iter().take_while(move |h| h.span.start as usize == at)
    }

    /// A row of this class covers exactly `start..end`, whatever longer words stand over it.
    #[inline]
    pub(crate) fn is_listed(&self, start: usize, end: usize, class: Class) -> bool {
        self.hits_at(start).any(|h| h.span.end as usize == end && self.lexicon.class_of(h.row) == class)
    }

    /// The words of `start..end`.
    #[inline]
    pub(crate) fn words(&self, start: usize, end: usize) -> &'a str {
        &self.text[start..end]
    }
}
