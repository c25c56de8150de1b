//! Finds surfaces with Chinese characters: a charwise double-array Aho-Corasick automaton, all overlapping matches.

use std::sync::OnceLock;

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder};
use rustc_hash::FxHashMap;

use super::{Hit, Row};
use crate::doc::Span;

/// Automaton and the rows of each of its patterns.
pub(super) struct HanIndex {
    patterns: Vec<Box<str>>,
    rows: Vec<Vec<u32>>,
    /// Built at the first Chinese text.
    automaton: OnceLock<Option<CharwiseDoubleArrayAhoCorasick<u32>>>,
}

impl HanIndex {
    pub(super) fn new<'a>(rows: impl Iterator<Item = (u32, &'a Row)>) -> Self {
        let mut index = HanIndex { patterns: Vec::new(), rows: Vec::new(), automaton: OnceLock::new() };
        let mut seen: FxHashMap<&str, usize> = FxHashMap::default();
        for (id, row) in rows {
            let at = *seen.entry(&row.surface).or_insert_with(|| {
                index.patterns.push(row.surface.clone());
                index.rows.push(Vec::new());
                index.rows.len() - 1
            });
            index.rows[at].push(id);
        }
        index
    }

    /// Appends every match in `text`, in order of their ends.
    pub(super) fn find(&self, text: &str, out: &mut Vec<Hit>) {
        // An automaton over no pattern cannot be built, and one over distinct non-empty patterns always can.
        let automaton = self.automaton.get_or_init(|| {
            let numbered =
                self.patterns.iter().enumerate().map(|(i, p)| (p.as_bytes(), i as u32)).map(|(p, i)| (std::str::from_utf8(p).unwrap_or_default(), i));
            CharwiseDoubleArrayAhoCorasickBuilder::new().build_with_values(numbered).ok()
        });
        let Some(automaton) = automaton else { return };
        for found in automaton.find_overlapping_iter(text) {
            let span = Span::new(found.start(), found.end());
            if cuts_latin_word(text.as_bytes(), span) {
                continue;
            }
            out.extend(self.rows[found.value() as usize].iter().map(|&row| Hit { span, row }));
        }
    }
}

/// A pattern such as `AI公司` or `X平台` must not begin or end within a Latin word.
fn cuts_latin_word(text: &[u8], span: Span) -> bool {
    let (start, end) = (span.start as usize, span.end as usize);
    let joined = |i: usize| i > 0 && i < text.len() && text[i - 1].is_ascii_alphanumeric() && text[i].is_ascii_alphanumeric();
    joined(start) || joined(end)
}
