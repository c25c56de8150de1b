//! Tokens for formats that have nothing below them: cut where a mark begins or ends, so that every mark is made of whole tokens.

use std::ops::Range;

use super::Layer;
use crate::doc::Document;

/// Bytes of the source of every token, in order.
pub(super) fn cut(document: &Document, layer: &Layer) -> Vec<Range<usize>> {
    let mut edges: Vec<usize> = layer.marks.iter().flat_map(|m| [m.range.start, m.range.end]).collect();
    edges.extend(document.sentences.iter().flat_map(|s| [document.text.source_span(s.span).start, document.text.source_span(s.span).end]));
    edges.sort_unstable();
    edges.dedup();
    let mut tokens: Vec<Range<usize>> = Vec::with_capacity(document.tokens.len());
    for token in &document.tokens {
        let range = document.text.source_span(token.span);
        // Two folded characters of one source character are one token.
        let mut at = range.start.max(tokens.last().map_or(0, |t| t.end));
        let first = edges.partition_point(|&e| e <= at);
        for &edge in edges[first..].iter().take_while(|&&e| e < range.end) {
            tokens.push(at..edge);
            at = edge;
        }
        if at < range.end {
            tokens.push(at..range.end);
        }
    }
    tokens
}

/// The words of the marks of the given kinds that do not overlap, longest first where they compete, by start.
pub(super) fn apart<'a>(marks: impl Iterator<Item = &'a super::Mark>) -> Vec<&'a super::Mark> {
    let mut marks: Vec<_> = marks.filter(|m| !m.range.is_empty()).collect();
    marks.sort_by_key(|m| (m.range.start, std::cmp::Reverse(m.range.end)));
    let mut end = 0;
    marks.retain(|m| {
        let free = m.range.start >= end;
        if free {
            end = m.range.end;
        }
        free
    });
    marks
}
