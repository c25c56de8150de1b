//! Finds surfaces without Chinese characters: a trie over words, so that a match always ends at a word's edge.
//!
//! Text is cut into atoms: runs of letters and digits, and single other signs; white space is skipped, so `AT&T`, `AT & T` and a name broken
//! over two lines are the same.

use rustc_hash::FxHashMap;

use super::{Class, Hit, Row};
use crate::doc::Span;
use crate::read::is_han;

/// One word or sign of the text.
#[derive(Clone, Copy)]
struct Atom {
    span: Span,
    hash: u32,
}

/// Words of the bit set: 64 Ki bits for some ten thousand first atoms.
const BEGINS: usize = 1024;

/// Trie nodes are numbers, 0 the root; an edge is keyed by its node and the hash of the atom.
pub(super) struct LatinIndex {
    edges: FxHashMap<(u32, u32), u32>,
    /// Which atoms begin a surface, by the low bits of their hash: most words of a text begin none, and need no look into `edges`.
    begins: Box<[u64; BEGINS]>,
    /// Rows that end at a node, with their surface for the check against hash collisions.
    ends: FxHashMap<u32, Vec<End>>,
}

struct End {
    row: u32,
    surface: Box<str>,
    /// A name: its letters' case counts.
    is_name: bool,
}

impl LatinIndex {
    pub(super) fn new<'a>(rows: impl Iterator<Item = (u32, &'a Row)>) -> Self {
        let mut index = LatinIndex { edges: FxHashMap::default(), begins: Box::new([0; BEGINS]), ends: FxHashMap::default() };
        let mut nodes = 1u32;
        let mut atoms = Vec::new();
        for (row, Row { surface, class, .. }) in rows {
            atoms.clear();
            cut(surface, &mut atoms);
            let mut node = 0;
            if let Some(first) = atoms.first() {
                index.begins[first.hash as usize / 64 % BEGINS] |= 1 << (first.hash % 64);
            }
            for atom in &atoms {
                node = *index.edges.entry((node, atom.hash)).or_insert_with(|| {
                    nodes += 1;
                    nodes - 1
                });
            }
            if node != 0 {
                index.ends.entry(node).or_default().push(End { row, surface: surface.clone(), is_name: *class == Class::Concept });
            }
        }
        index
    }

    /// Appends every match in `text`, in order of their starts, shorter first.
    pub(super) fn find(&self, text: &str, out: &mut Vec<Hit>) {
        let mut atoms = Vec::with_capacity(text.len() / 5);
        cut(text, &mut atoms);
        for first in 0..atoms.len() {
            let hash = atoms[first].hash;
            if self.begins[hash as usize / 64 % BEGINS] & (1 << (hash % 64)) == 0 {
                continue;
            }
            let mut node = 0;
            for atom in &atoms[first..] {
                match self.edges.get(&(node, atom.hash)) {
                    Some(&next) => node = next,
                    None => break,
                }
                if let Some(ends) = self.ends.get(&node) {
                    let span = Span { start: atoms[first].span.start, end: atom.span.end };
                    let words = &text[span.range()];
                    out.extend(ends.iter().filter(|end| end.fits(words)).map(|end| Hit { span, row: end.row }));
                }
            }
        }
    }
}

impl End {
    fn fits(&self, words: &str) -> bool {
        let same = words.eq_ignore_ascii_case(&self.surface) || plain(words).eq(plain(&self.surface));
        same && (!self.is_name || name_case_fits(&self.surface, words))
    }
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
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if c.is_whitespace() {
            continue;
        }
        let mut end = start + c.len_utf8();
        if is_han(c) {
            while let Some((at, c)) = chars.next_if(|&(_, c)| is_han(c)) {
                end = at + c.len_utf8();
            }
            atoms.push(Atom { span: Span::new(start, end), hash: 0 });
            continue;
        }
        let mut hash = step(0x811c_9dc5, c);
        if is_word(c) {
            while let Some(&(at, c)) = chars.peek() {
                if !is_word(c) {
                    break;
                }
                hash = step(hash, c);
                end = at + c.len_utf8();
                chars.next();
            }
        }
        atoms.push(Atom { span: Span::new(start, end), hash });
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
