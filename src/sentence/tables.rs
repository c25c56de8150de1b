//! The words that decide over full stops.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::lexicon::{Class, Lexicon};

/// What the stop of an abbreviation means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Abbreviation {
    /// Something always follows: Mr., No.
    Never,
    /// May stand at the end of a sentence: Inc., U.S.
    May,
}

/// Abbreviations and words that begin a sentence.
pub(crate) struct SentenceTables {
    abbreviations: FxHashMap<Box<str>, Abbreviation>,
    starters: FxHashSet<Box<str>>,
}

impl SentenceTables {
    /// Reads the rows of the classes `abbreviation` and `sentence-starter`.
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        let kind = |value: &str| if value == "never" { Abbreviation::Never } else { Abbreviation::May };
        let abbreviations = lexicon.rows_of(Class::Abbreviation).map(|r| (r.surface.trim_end_matches('.').into(), kind(r.value)));
        let starters = lexicon.rows_of(Class::SentenceStarter).map(|r| r.surface.into());
        SentenceTables { abbreviations: abbreviations.collect(), starters: starters.collect() }
    }

    /// What the word before a stop is; `word` without the stop.
    pub(crate) fn abbreviation(&self, word: &str) -> Option<Abbreviation> {
        self.abbreviations.get(word).copied()
    }

    /// The word commonly begins a sentence, and hardly a name.
    pub(crate) fn is_starter(&self, word: &str) -> bool {
        self.starters.contains(word)
    }
}
