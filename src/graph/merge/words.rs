//! Words as numbers. Documents repeat each other's names, sums and rules, and a million tellings with a string for each would not fit in memory.
//!
//! A worker numbers the words of its document, each once ([`Glossary`]); the merge numbers those of all documents ([`Words`]) and so looks each word of a
//! document up once. Which number a word has depends on the order of the documents: nothing may be sorted by it that shows in the result.

use std::sync::Arc;

use rustc_hash::FxHashMap;

/// The number of a word: in its document's glossary until the merge has taken the document, then among all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Word(u32);

/// The words of a document, one after the other.
#[derive(Default)]
pub(super) struct Glossary {
    text: String,
    ends: Vec<usize>,
}

impl Glossary {
    pub(super) fn get(&self, word: Word) -> &str {
        let place = word.0 as usize;
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[place]]
    }
}

/// Makes a glossary of words that live elsewhere.
#[derive(Default)]
pub(super) struct Glossing<'a> {
    pub(super) glossary: Glossary,
    places: FxHashMap<&'a str, Word>,
}

impl<'a> Glossing<'a> {
    pub(super) fn word(&mut self, word: &'a str) -> Word {
        *self.places.entry(word).or_insert_with(|| {
            self.glossary.text.push_str(word);
            self.glossary.ends.push(self.glossary.text.len());
            Word(self.glossary.ends.len() as u32 - 1)
        })
    }
}

/// The words of all documents, each in memory once.
#[derive(Default)]
pub(super) struct Words {
    all: Vec<Arc<str>>,
    places: FxHashMap<Arc<str>, Word>,
}

impl Words {
    /// Takes the words of a document and gives for each number there the number here.
    pub(super) fn learn(&mut self, glossary: &Glossary) -> Vec<Word> {
        (0..glossary.ends.len() as u32).map(|place| self.word(glossary.get(Word(place)))).collect()
    }

    fn word(&mut self, word: &str) -> Word {
        if let Some(known) = self.places.get(word) {
            return *known;
        }
        let (shared, number) = (Arc::from(word), Word(self.all.len() as u32));
        self.all.push(Arc::clone(&shared));
        self.places.insert(shared, number);
        number
    }

    /// No more documents will come.
    pub(super) fn close(&mut self) {
        self.places = FxHashMap::default();
    }

    pub(super) fn get(&self, word: Word) -> &str {
        &self.all[word.0 as usize]
    }

    pub(super) fn shared(&self, word: Word) -> Arc<str> {
        self.all[word.0 as usize].clone()
    }
}

/// What one document numbered becomes numbers among all.
pub(super) struct Renumber<'w>(pub(super) &'w [Word]);

impl Renumber<'_> {
    pub(super) fn each<'a>(&self, words: impl IntoIterator<Item = &'a mut Word>) {
        words.into_iter().for_each(|word| *word = self.0[word.0 as usize]);
    }
}
