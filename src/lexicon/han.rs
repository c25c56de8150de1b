//! Finds surfaces with Chinese characters: from every character of the text, a walk through a trie over characters.

use std::sync::OnceLock;

use super::packed::Rows;
use super::stored::{Bytes, stored_fields};
use super::trie::{ROOT, Trie, matched, number, table};
use super::{Hit, Reader, Stored, Writer};
use crate::doc::Span;

/// The trie of the surfaces with a Chinese character, built at the first Chinese text if it is not part of the program.
#[derive(Default)]
pub(super) struct HanIndex(OnceLock<Walks>);

/// Characters of the basic plane.
const FIRSTS: u32 = 0x1_0000;

struct Walks {
    trie: Trie,
    /// The node of each character of the basic plane that a surface begins with, else the root.
    firsts: Bytes,
}

stored_fields! { Walks { trie firsts } }

impl Walks {
    fn new(rows: &Rows) -> Self {
        let trie = Trie::new(matched(rows, true), |surface, way| way.extend(surface.chars().map(u32::from)));
        let firsts = table((0..FIRSTS).map(|c| trie.next(ROOT, c).unwrap_or(ROOT)));
        Walks { trie, firsts }
    }

    #[inline]
    fn first(&self, c: char) -> u32 {
        let c = u32::from(c);
        if c < FIRSTS { number(&self.firsts, c as usize) } else { self.trie.next(ROOT, c).unwrap_or(ROOT) }
    }
}

impl HanIndex {
    #[allow(dead_code, reason = "called by the build script")]
    pub(super) fn store(&self, rows: &Rows, to: &mut Writer) {
        self.0.get_or_init(|| Walks::new(rows)).store(to);
    }

    pub(super) fn restore(from: &mut Reader) -> Self {
        HanIndex(OnceLock::from(Walks::restore(from)))
    }

    /// Appends every match in `text`, sorted by start, longer first, then by row.
    pub(super) fn find(&self, rows: &Rows, text: &str, out: &mut Vec<Hit>) {
        let walks = self.0.get_or_init(|| Walks::new(rows));
        // Nodes with rows on the way from one character, with their ends.
        let mut met: Vec<(u32, usize)> = Vec::new();
        for (start, c) in text.char_indices() {
            let mut node = walks.first(c);
            if node == ROOT {
                continue;
            }
            let mut end = start + c.len_utf8();
            let mut rest = text[end..].chars();
            loop {
                if Trie::has_rows(node) {
                    met.push((node, end));
                }
                let Some(next) = rest.next().and_then(|c| walks.trie.next(node, c as u32)) else { break };
                node = next;
                end = text.len() - rest.as_str().len();
            }
            while let Some((node, end)) = met.pop() {
                let span = Span::new(start, end);
                if !cuts_latin_word(text.as_bytes(), span) {
                    out.extend(walks.trie.rows(node).map(|row| Hit { span, row }));
                }
            }
        }
    }
}

/// A pattern such as `AI公司` or `X平台` must not begin or end within a Latin word.
fn cuts_latin_word(text: &[u8], span: Span) -> bool {
    let (start, end) = (span.start as usize, span.end as usize);
    let joined = |i: usize| i > 0 && i < text.len() && text[i - 1].is_ascii_alphanumeric() && text[i].is_ascii_alphanumeric();
    joined(start) || joined(end)
}
