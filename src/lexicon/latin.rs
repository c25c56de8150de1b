//! Finds surfaces without Chinese characters: a trie over words, so that a match always ends at a word's edge.
//!
//! Text is cut into atoms: runs of letters and digits, and single other signs; white space is skipped, so `AT&T`, `AT & T` and a name broken
//! over two lines are the same.

use super::packed::Rows;
use super::stored::{Bytes, stored_fields};
use super::trie::{ROOT, Trie, matched};
use super::{Class, Hit};
use crate::doc::Span;
use crate::read::is_han;

/// One word or sign of the text.
#[derive(Clone, Copy)]
struct Atom {
    span: Span,
    hash: u32,
}

/// Bytes of the bit set: 64 Ki bits for some ten thousand first atoms.
const BEGINS: usize = 8192;

/// The trie of the surfaces without a Chinese character, labelled by the hashes of their atoms.
pub(super) struct LatinIndex {
    trie: Trie,
    /// Which atoms begin a surface, by the low bits of their hash: most words of a text begin none, and need no look into the trie.
    begins: Bytes,
}

stored_fields! { LatinIndex { trie begins } }

impl LatinIndex {
    pub(super) fn new(rows: &Rows) -> Self {
        let mut begins = vec![0; BEGINS];
        let mut atoms = Vec::new();
        let trie = Trie::new(matched(rows, false), |surface, way| {
            atoms.clear();
            cut(surface, &mut atoms);
            way.extend(atoms.iter().map(|a| a.hash));
            if let Some(first) = atoms.first() {
                begins[first.hash as usize / 8 % BEGINS] |= 1 << (first.hash % 8);
            }
        });
        LatinIndex { trie, begins: begins.into() }
    }

    /// Appends every match in `text`, sorted by start, longer first, then by row.
    pub(super) fn find(&self, rows: &Rows, text: &str, out: &mut Vec<Hit>) {
        let mut atoms = Vec::with_capacity(text.len() / 5);
        cut(text, &mut atoms);
        // Nodes with rows on the way from one atom, with the last atoms of their words.
        let mut met: Vec<(u32, u32)> = Vec::new();
        for (at, first) in atoms.iter().enumerate() {
            if self.begins[first.hash as usize / 8 % BEGINS] & (1 << (first.hash % 8)) == 0 {
                continue;
            }
            let mut node = ROOT;
            for atom in &atoms[at..] {
                let Some(next) = self.trie.next(node, atom.hash) else { break };
                node = next;
                if Trie::has_rows(node) {
                    met.push((node, atom.span.end));
                }
            }
            while let Some((node, end)) = met.pop() {
                let span = Span { start: first.span.start, end };
                let words = &text[span.range()];
                let fitting = self.trie.rows(node).filter(|&row| fits(rows, row, words));
                out.extend(fitting.map(|row| Hit { span, row }));
            }
        }
    }
}

/// The words are the row's and not others of the same hash, and a name has the case of a name.
fn fits(rows: &Rows, row: u32, words: &str) -> bool {
    let surface = rows.surface(row);
    let same = words.eq_ignore_ascii_case(surface) || plain(words).eq(plain(surface));
    same && (rows.class(row) != Class::Concept || name_case_fits(surface, words))
}

/// The characters that count when words are compared: no white space, lower case.
fn plain(words: &str) -> impl Iterator<Item = char> {
    words.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase)
}

/// A name is not its lower-case homonym (Target, target), and a short name in capitals is not the word (SEC, sec.; ARM, arm).
fn name_case_fits(name: &str, words: &str) -> bool {
    let is_upper = |c: char| c.is_uppercase();
    if name.len() <= 5 && name.chars().filter(|c| c.is_alphabetic()).all(is_upper) {
        return words.chars().filter(|c| c.is_alphabetic()).all(is_upper);
    }
    match (name.chars().find(|c| c.is_alphabetic()), words.chars().find(|c| c.is_alphabetic())) {
        (Some(expected), Some(found)) => !expected.is_uppercase() || found.is_uppercase(),
        _ => true,
    }
}

/// Cuts `text` into atoms. A trie of Latin surfaces has no use for Chinese characters: a run of them is one atom that matches nothing.
fn cut(text: &str, atoms: &mut Vec<Atom>) {
    let mut at = 0;
    while let Some(c) = char_at(text, at) {
        let start = at;
        at += c.len_utf8();
        if c.is_whitespace() {
            continue;
        }
        if is_han(c) {
            at = skip_han(text, at);
            atoms.push(Atom { span: Span::new(start, at), hash: 0 });
            continue;
        }
        let mut hash = step(0x811c_9dc5, c);
        if is_word(c) {
            while let Some(c) = char_at(text, at).filter(|&c| is_word(c)) {
                hash = step(hash, c);
                at += c.len_utf8();
            }
        }
        atoms.push(Atom { span: Span::new(start, at), hash });
    }
}

#[inline]
fn char_at(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(at) {
        Some(&b) if b < 0x80 => Some(char::from(b)),
        Some(_) => text[at..].chars().next(),
        None => None,
    }
}

/// Where the run of Chinese characters ends that goes on at `at`.
fn skip_han(text: &str, mut at: usize) -> usize {
    loop {
        // First bytes of U+4000 to U+9FFF, which are Chinese all of them.
        while let Some(0xe4..=0xe9) = text.as_bytes().get(at) {
            at += 3;
        }
        match text[at..].chars().next() {
            Some(c) if is_han(c) => at += c.len_utf8(),
            _ => return at,
        }
    }
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || (c > '\u{7f}' && c < '\u{2000}' && c.is_alphanumeric())
}

/// One step of FNV-1a over the lower-case character.
fn step(hash: u32, c: char) -> u32 {
    let lower = if c.is_ascii() { c.to_ascii_lowercase() } else { c.to_lowercase().next().unwrap_or(c) };
    (hash ^ lower as u32).wrapping_mul(0x0100_0193)
}
