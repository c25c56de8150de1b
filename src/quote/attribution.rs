//! What a language finds: cue, source words and content, before the speaker is made out.

use super::cue::Kind;
use super::marks::Region;
use crate::doc::{QuoteKind, Span};

/// The words that name who speaks.
#[derive(Clone, Debug, Default)]
pub(crate) struct Source {
    /// The noun phrase.
    pub(crate) phrase: Span,
    /// Positions in `doc.mentions` of the speakers, in order; empty where none is named.
    pub(crate) mentions: Vec<usize>,
    /// From the phrase to the cue: where time and place of the utterance stand.
    pub(crate) zone: Span,
    /// The words that say by which medium.
    pub(crate) medium: Option<Span>,
}

/// One finding.
#[derive(Clone, Debug)]
pub(crate) struct Attribution {
    /// How the words are given.
    pub(crate) kind: QuoteKind,
    /// The words.
    pub(crate) content: Vec<Span>,
    /// The reporting word.
    pub(crate) cue: Option<Span>,
    /// What sort of saying the cue tells of.
    pub(crate) tone: Kind,
    /// Who; `None` takes over the speaker before.
    pub(crate) source: Option<Source>,
    /// Why.
    pub(crate) rule: &'static str,
}

/// Which regions are taken, and up to where the text is.
pub(crate) struct Claims {
    regions: Vec<bool>,
    /// End of the furthest content so far.
    pub(crate) end: usize,
}

impl Claims {
    /// Nothing taken of `regions` regions.
    pub(crate) fn new(regions: usize) -> Self {
        Claims { regions: vec![false; regions], end: 0 }
    }

    /// The region is no quote's yet.
    pub(crate) fn is_free(&self, region: usize) -> bool {
        !self.regions.get(region).copied().unwrap_or(true)
    }

    /// It is now.
    pub(crate) fn take(&mut self, region: usize) {
        if let Some(taken) = self.regions.get_mut(region) {
            *taken = true;
        }
    }

    /// Takes a region with the paragraphs after it that it goes on over, and adds their words.
    pub(crate) fn take_chain(&mut self, regions: &[Region], first: usize, parts: &mut Vec<Span>) {
        for (index, region) in regions.iter().enumerate().skip(first) {
            self.take(index);
            parts.push(region.inner);
            if !region.continues {
                return;
            }
        }
    }

    /// Takes a region with the paragraphs before it that go on in it, and adds their words.
    pub(crate) fn take_chain_back(&mut self, regions: &[Region], last: usize, parts: &mut Vec<Span>) {
        let mut first = last;
        while first > 0 && regions[first - 1].continues && self.is_free(first - 1) {
            first -= 1;
        }
        for (index, region) in regions.iter().enumerate().take(last + 1).skip(first) {
            self.take(index);
            parts.push(region.inner);
        }
    }
}
