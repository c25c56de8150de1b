//! What is doubtful in a user's lexicon though its form is right.

use rustc_hash::FxHashMap;

use super::{Class, Lexicon};

/// A doubt, with the line that it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// Which line of the file, from 1.
    pub line: usize,
    /// What is doubtful, and what may be done.
    pub message: String,
}

impl Lexicon {
    /// Words that are everyday words in either language, so that a name of them needs something beside it.
    pub fn is_everyday(&self, surface: &str) -> bool {
        let lower = surface.to_lowercase();
        let is_common = |class: Class| self.rows_of(class).any(|row| *row.surface == *lower || *row.surface == *surface);
        super::is_common_chinese(surface) || is_common(Class::CommonWord)
    }

    /// Doubts about the concepts of `file`: a surface of two keys, an everyday word without the flag `context`, a surface that ours has under
    /// another key.
    pub fn doubts(&self, file: &str, ours: &Lexicon) -> Vec<Doubt> {
        let known: FxHashMap<&str, u32> = ours.rows_of(Class::Concept).map(|row| (row.surface, row.index)).collect();
        let mut first: FxHashMap<&str, (u32, u32)> = FxHashMap::default();
        let mut doubts = Vec::new();
        for row in self.rows_of(Class::Concept).filter(|row| self.files[row.file as usize] == file) {
            let mut doubt = |message: String| doubts.push(Doubt { line: row.line as usize, message });
            match first.get(row.surface) {
                Some(&(index, line)) if index != row.index => doubt(format!("{:?} stands in line {line} under another key", row.surface)),
                Some(_) => {}
                None => drop(first.insert(row.surface, (row.index, row.line))),
            }
            if !row.needs_context && self.is_everyday(row.surface) {
                doubt(format!("{:?} is an everyday word: give it the flag context", row.surface));
            }
            if row.surface.chars().count() < 2 {
                doubt(format!("{:?} is a single character, which is found in every other word", row.surface));
            }
            let key = self.concepts.get(row.index).key;
            if let Some(&index) = known.get(row.surface)
                && ours.concepts.get(index).key != *key
            {
                doubt(format!("{:?} is ours under the key {:?}, which gives way", row.surface, ours.concepts.get(index).key));
            }
        }
        doubts
    }
}
