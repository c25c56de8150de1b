//! What kind of firm a noun means and a name tells: "the carrier" is Lakeland Air.

use rustc_hash::FxHashMap;

use crate::lexicon::{Class, Lexicon};

/// Kinds of firm, a bit each.
#[derive(Default)]
pub(super) struct NameKinds {
    /// By the noun for such a firm, in lower case.
    nouns: FxHashMap<Box<str>, u64>,
    /// By a word of such a firm's name, in lower case, and of Chinese names by a part of them.
    words: FxHashMap<Box<str>, u64>,
    parts: Vec<(Box<str>, u64)>,
    /// By the key of a firm in the lexicon.
    keys: FxHashMap<Box<str>, u64>,
}

impl NameKinds {
    /// Reads the rows of [`Class::NameKind`].
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        let mut found = NameKinds::default();
        let mut names: Vec<&str> = Vec::new();
        for row in lexicon.rows_of(Class::NameKind) {
            let Some((side, kinds)) = row.value.split_once(' ') else { continue };
            let mut bits = 0u64;
            for kind in kinds.split(' ') {
                let at = names.iter().position(|n| *n == kind).unwrap_or_else(|| {
                    names.push(kind);
                    names.len() - 1
                });
                bits |= 1 << (at & 63);
            }
            match side {
                "key" => *found.keys.entry(row.surface.into()).or_default() |= bits,
                "noun" => *found.nouns.entry(row.surface.to_lowercase().into()).or_default() |= bits,
                _ if row.surface.is_ascii() => *found.words.entry(row.surface.to_lowercase().into()).or_default() |= bits,
                _ => found.parts.push((row.surface.into(), bits)),
            }
        }
        found
    }

    /// The kinds that a noun means.
    pub(super) fn of_noun(&self, noun: &str) -> Option<u64> {
        let noun = noun.to_lowercase();
        self.nouns.get(noun.as_str()).or_else(|| self.nouns.get(noun.rsplit(' ').next()?)).copied()
    }

    /// The kinds that the words of a name tell.
    pub(super) fn of_name(&self, name: &str) -> u64 {
        let words = name.split([' ', '-', '.', ',']).map(|word| self.words.get(word.to_lowercase().as_str()).copied().unwrap_or(0));
        // The parts are Chinese.
        let parts = if name.is_ascii() { &[][..] } else { &self.parts };
        let parts = parts.iter().filter(|(part, _)| name.contains(&**part)).map(|(_, bits)| *bits);
        words.chain(parts).fold(0, |all, bits| all | bits)
    }

    /// The kinds that the lexicon's key of a firm stands for.
    pub(super) fn of_key(&self, key: &str) -> u64 {
        self.keys.get(key).copied().unwrap_or(0)
    }
}
