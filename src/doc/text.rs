//! The text of a document: as read, and folded for matching, with the map between them.

use super::Span;

/// A place where folded and source text stop running in parallel: from `folded` on, the source offset is `source + (offset - folded)`,
/// until the next break.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Break {
    /// Byte offset in the folded text.
    pub folded: u32,
    /// The byte offset of the source that it stands for.
    pub source: u32,
}

/// Source and folded twin. `read::fold` makes it; all rooms match on [`Text::folded`] and keep [`Span`]s of it.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// The text as read, after decoding and before any clean-up.
    pub source: String,
    /// The same text with full width, Traditional characters, separators and spaces folded; letters keep their case, which names need.
    pub folded: String,
    /// Sorted by both fields; empty where both texts are equal.
    pub breaks: Vec<Break>,
}

impl Text {
    /// The folded words of a span.
    pub fn get(&self, span: Span) -> &str {
        &self.folded[span.range()]
    }

    /// Source offset of a folded offset that lies on a character boundary of the folded text.
    pub fn source_offset(&self, folded: u32) -> u32 {
        match self.breaks.partition_point(|b| b.folded <= folded).checked_sub(1) {
            Some(i) => {
                let here = self.breaks[i];
                // Inside a folded character that is longer than its source, the next break bounds the offset.
                let limit = self.breaks.get(i + 1).map_or(self.source.len() as u32, |next| next.source);
                (here.source + (folded - here.folded)).min(limit)
            }
            None => folded,
        }
    }

    /// The span in bytes of the source, on character boundaries of the source.
    pub fn source_span(&self, span: Span) -> std::ops::Range<usize> {
        let start = self.source.floor_char_boundary(self.source_offset(span.start) as usize);
        let end = self.source.ceil_char_boundary(self.source_offset(span.end) as usize);
        start..end.max(start)
    }

    /// The words of a span as the source writes them.
    pub fn source_str(&self, span: Span) -> &str {
        &self.source[self.source_span(span)]
    }
}
