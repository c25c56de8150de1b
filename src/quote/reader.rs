//! The view that both languages read: text, marks, cues, and what earlier rooms found, each reached by binary search.

use std::cell::OnceCell;

use super::cue::CueHit;
use super::marks::Region;
use super::tables::{QuoteTables, Words};
use crate::doc::{Date, Document, Entity, Id, Language, Mention, Span};
use crate::entity::affiliation::Context;
use crate::lexicon::{Class, Lexicon, Row};

/// A lexicon hit that may be, or stand beside, a source.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WordHit {
    /// Where.
    pub(crate) span: Span,
    /// What for.
    pub(crate) class: Class,
    /// Its row.
    pub(crate) row: u32,
}

/// All that is read and never written.
pub(crate) struct Reader<'a> {
    /// Folded text.
    pub(crate) text: &'a str,
    /// The document up to this room.
    pub(crate) doc: &'a Document,
    /// Rows of the hits.
    pub(crate) lexicon: &'a Lexicon,
    /// Function words.
    pub(crate) tables: &'a QuoteTables,
    /// Outermost quotation marks.
    pub(crate) regions: &'a [Region],
    /// Reporting words outside of marks, in order.
    pub(crate) cues: &'a [CueHit],
    /// Sources, titles, pronouns, nominals, by start.
    pub(crate) sources: &'a [WordHit],
    /// Which company the text speaks of, counted where it is first asked for.
    pub(crate) context: OnceCell<Context>,
}

impl<'a> Reader<'a> {
    /// The function words of a language.
    pub(crate) fn words(&self, language: Language) -> &'a Words {
        self.tables.words(language)
    }

    /// The company that the text speaks of at `at`.
    pub(crate) fn spoken_of(&self, at: u32) -> Option<Id<Entity>> {
        self.context.get_or_init(|| Context::new(self.doc)).spoken_of(self.doc, at)
    }

    /// The text between two offsets; empty where they run backwards.
    pub(crate) fn slice(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or("")
    }

    /// At most `bytes` of text after `at`.
    pub(crate) fn window_after(&self, at: usize, bytes: usize) -> &'a str {
        let at = self.text.ceil_char_boundary(at.min(self.text.len()));
        &self.text[at..self.text.ceil_char_boundary((at + bytes).min(self.text.len()))]
    }

    /// At most `bytes` of text before `at`.
    pub(crate) fn window_before(&self, at: usize, bytes: usize) -> &'a str {
        let at = self.text.floor_char_boundary(at);
        &self.text[self.text.floor_char_boundary(at.saturating_sub(bytes))..at]
    }

    /// The row of a hit.
    pub(crate) fn row(&self, hit: &WordHit) -> Row<'a> {
        self.lexicon.row(hit.row)
    }

    /// The character that ends at `at`.
    pub(crate) fn before(&self, at: usize) -> Option<char> {
        self.text.get(..at)?.chars().next_back()
    }

    /// The character that starts at `at`.
    pub(crate) fn after(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    /// The text from an offset on; from the next character where it cuts one.
    pub(crate) fn rest(&self, at: usize) -> &'a str {
        &self.text[self.text.ceil_char_boundary(at.min(self.text.len()))..]
    }

    /// `at`, past blanks but not past a line's end.
    pub(crate) fn skip_blanks(&self, at: usize) -> usize {
        at + self.text.as_bytes().iter().skip(at).take_while(|&&b| b == b' ' || b == b'\t').count()
    }

    /// `at`, back over blanks but not over a line's start.
    pub(crate) fn back_over_blanks(&self, at: usize) -> usize {
        at - self.text.as_bytes()[..at.min(self.text.len())].iter().rev().take_while(|&&b| b == b' ' || b == b'\t').count()
    }

    /// The region that `at` lies inside of, marks included.
    pub(crate) fn region_around(&self, at: usize) -> Option<usize> {
        let index = self.regions.partition_point(|r| (r.outer.start as usize) <= at).checked_sub(1)?;
        (at < self.regions[index].outer.end as usize).then_some(index)
    }

    /// The region of speech that opens at `at`.
    pub(crate) fn opening_at(&self, at: usize) -> Option<usize> {
        let index = self.regions.binary_search_by_key(&at, |r| r.outer.start as usize).ok()?;
        (!self.regions[index].is_title).then_some(index)
    }

    /// The region of speech that closes at `at`.
    pub(crate) fn closing_at(&self, at: usize) -> Option<usize> {
        let index = self.regions.binary_search_by_key(&at, |r| r.outer.end as usize).ok()?;
        (!self.regions[index].is_title).then_some(index)
    }

    /// Any region that closes at `at`.
    pub(crate) fn any_closing_at(&self, at: usize) -> Option<usize> {
        self.regions.binary_search_by_key(&at, |r| r.outer.end as usize).ok()
    }

    /// Regions that lie within.
    pub(crate) fn regions_in(&self, start: usize, end: usize) -> std::ops::Range<usize> {
        let first = self.regions.partition_point(|r| (r.outer.start as usize) < start);
        let last = self.regions.partition_point(|r| (r.outer.end as usize) <= end);
        first..last.max(first)
    }

    /// Mentions that start within, with their index.
    pub(crate) fn mentions_in(&self, start: usize, end: usize) -> impl DoubleEndedIterator<Item = (usize, &'a Mention)> + use<'a> {
        let mentions = &self.doc.mentions;
        let first = mentions.partition_point(|m| (m.span.start as usize) < start);
        let last = mentions.partition_point(|m| (m.span.start as usize) < end).max(first);
        mentions[first..last].iter().enumerate().map(move |(i, m)| (first + i, m))
    }

    /// The last mention within the bounds that ends at `end`.
    pub(crate) fn mention_ending(&self, start: usize, end: usize) -> Option<(usize, &'a Mention)> {
        self.mentions_in(start, end).rev().take(6).find(|(_, m)| m.span.end as usize == end)
    }

    /// The mention that covers `at` without starting there.
    pub(crate) fn inside_mention(&self, at: usize) -> bool {
        let index = self.doc.mentions.partition_point(|m| (m.span.start as usize) < at);
        self.doc.mentions[..index].iter().rev().take(2).any(|m| at < m.span.end as usize)
    }

    /// The date that ends at `end`.
    pub(crate) fn date_ending(&self, end: usize) -> Option<&'a Date> {
        let index = self.doc.dates.partition_point(|d| (d.span.start as usize) < end);
        self.doc.dates[..index].iter().rev().take(3).find(|d| d.span.end as usize == end)
    }

    /// The date that starts at `start`.
    pub(crate) fn date_starting(&self, start: usize) -> Option<&'a Date> {
        let index = self.doc.dates.partition_point(|d| (d.span.start as usize) < start);
        self.doc.dates.get(index).filter(|d| d.span.start as usize == start)
    }

    /// Index of the first date that starts within.
    pub(crate) fn date_in(&self, start: usize, end: usize) -> Option<usize> {
        let index = self.doc.dates.partition_point(|d| (d.span.start as usize) < start);
        self.doc.dates.get(index).filter(|d| (d.span.end as usize) <= end).map(|_| index)
    }

    /// Source words that start within.
    pub(crate) fn sources_in(&self, start: usize, end: usize) -> &'a [WordHit] {
        let first = self.sources.partition_point(|h| (h.span.start as usize) < start);
        let last = self.sources.partition_point(|h| (h.span.start as usize) < end).max(first);
        &self.sources[first..last]
    }

    /// The longest source word of one of the classes that ends at `end` and starts at `start` or later.
    pub(crate) fn source_ending(&self, start: usize, end: usize, classes: &[Class]) -> Option<&'a WordHit> {
        let near = start.max(end.saturating_sub(90));
        self.sources_in(near, end).iter().find(|h| h.span.end as usize == end && classes.contains(&h.class))
    }

    /// The first cue at or after an offset.
    pub(crate) fn cue_from(&self, at: usize) -> usize {
        self.cues.partition_point(|c| (c.span.start as usize) < at)
    }
}
