//! The function words of the speech grammar, by language: adverbs between speaker and cue, prepositions, words that make a mark a scare quote.

use rustc_hash::FxHashMap;

use super::stance::StanceTables;
use crate::doc::Language;
use crate::lexicon::{Class, Lexicon};

macro_rules! roles {
    ($($(#[$doc:meta])* $variant:ident $name:literal,)*) => {
        /// What a word does around a reported utterance; the third column of `speech.tsv`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub(crate) enum Role { $($(#[$doc])* $variant,)* }

        impl Role {
            const ALL: &[(&str, Role)] = &[$(($name, Role::$variant),)*];
        }
    };
}

roles! {
    /// May stand between speaker and cue.
    Adverb "adverb",
    /// Opens a clause before its subject.
    Connective "connective",
    /// Begins a phrase that is no subject.
    Preposition "preposition",
    /// Begins a clause that only sets the scene.
    Topic "topic",
    /// Ends a phrase of time or place.
    Postposition "postposition",
    /// To whom it is told.
    Addressee "addressee",
    /// After 表示 a feeling rather than words.
    Attitude "attitude",
    /// After a cue it makes a noun of it.
    NotCueAfter "not-cue-after",
    /// Before a cue it says that nothing is said.
    NotCueBefore "not-cue-before",
    /// Before a mark: the words are a name or a term.
    ScareBefore "scare-before",
    /// After a mark: the words are a name or a term.
    ScareAfter "scare-after",
    /// After quoted words: the narrator goes on.
    Break "break",
    /// A clause that is the narrator's.
    DropAfter "drop-after",
    /// Begins an indefinite noun phrase.
    Quantifier "quantifier",
    /// Ends a noun, so that the words before a cue are no verb.
    NounEnd "noun-end",
    /// Asks in an interview.
    Reporter "reporter",
    /// Answers in an interview.
    Answer "answer",
    /// Joins two speakers.
    Joiner "joiner",
    /// Puts out a report: 发表报告指.
    Publishes "publishes",
    /// A statement, report, call or platform.
    Medium "medium",
    /// What may follow a medium: to clients.
    MediumTail "medium-tail",
    /// Makes a cue say nothing: did not, declined to.
    Negator "negator",
    /// A verb that shows that the words before it are a subject.
    Auxiliary "auxiliary",
    /// Begins what follows the head of a noun phrase.
    Postmodifier "postmodifier",
    /// Ends a noun phrase after the cue.
    StopAfter "stop-after",
    /// Begins a clause.
    Conjunction "conjunction",
    /// A day or other time word.
    Weekday "weekday",
    /// Article or number.
    Determiner "determiner",
    /// Begins a phrase before the subject.
    Fronted "fronted",
    /// Begins a phrase of what somebody knows or does: 接近X的人士.
    Acquainted "acquainted",
    /// Ends the name of a department: 机构司.
    Department "department",
    /// Begins as a preposition does and is none: 经济, 对手.
    NoPreposition "no-preposition",
}

/// Words of one language with the roles that they may have.
#[derive(Default)]
pub(crate) struct Words {
    roles: FxHashMap<Box<str>, u32>,
    by_first: FxHashMap<char, Outline>,
    by_last: FxHashMap<char, Outline>,
    longest: usize,
}

/// What the words that begin, or end, with one character have in common.
#[derive(Clone, Copy, Default)]
struct Outline {
    /// Roles that any of them has.
    roles: u32,
    /// Their lengths in bytes, one bit each; what is longer shares the last bit.
    lengths: u64,
}

impl Outline {
    fn add(&mut self, word: &str, role: Role) {
        self.roles |= 1 << role as u8;
        self.lengths |= 1 << word.len().min(63);
    }

    /// Some word of this many bytes may have the role.
    fn may_be(self, length: usize) -> bool {
        self.lengths >> length.min(63) & 1 == 1
    }
}

impl Words {
    fn add(&mut self, surface: Box<str>, role: Role) {
        self.longest = self.longest.max(surface.chars().count());
        let mut ends = surface.chars();
        if let Some(first) = ends.next() {
            self.by_first.entry(first).or_default().add(&surface, role);
            self.by_last.entry(ends.next_back().unwrap_or(first)).or_default().add(&surface, role);
        }
        *self.roles.entry(surface).or_insert(0) |= 1 << role as u8;
    }

    /// `word` has the role; for Latin words any case.
    pub(crate) fn is(&self, word: &str, role: Role) -> bool {
        let bits = match self.roles.get(word) {
            Some(&bits) => bits,
            None if word.len() <= 40 && word.bytes().any(|b| b.is_ascii_uppercase()) => {
                self.roles.get(word.to_ascii_lowercase().as_str()).copied().unwrap_or(0)
            }
            None => 0,
        };
        bits >> role as u8 & 1 == 1
    }

    fn outline(&self, table: &FxHashMap<char, Outline>, c: Option<char>, role: Role) -> Option<Outline> {
        table.get(&c?.to_ascii_lowercase()).copied().filter(|outline| outline.roles >> role as u8 & 1 == 1)
    }

    /// Length in bytes of the longest word with the role that `text` begins with; 0 if none.
    pub(crate) fn prefix(&self, text: &str, role: Role) -> usize {
        let Some(outline) = self.outline(&self.by_first, text.chars().next(), role) else { return 0 };
        let ends = text.char_indices().skip(1).map(|(i, _)| i).chain([text.len()]).take(self.longest);
        ends.filter(|&end| outline.may_be(end) && self.is(&text[..end], role)).last().unwrap_or(0)
    }

    /// The same where words are parted by blanks: the match ends at a word's end.
    pub(crate) fn prefix_word(&self, text: &str, role: Role) -> usize {
        let Some(outline) = self.outline(&self.by_first, text.chars().next(), role) else { return 0 };
        let mut longest = 0;
        for (i, c) in text.char_indices().chain([(text.len(), ' ')]).take(self.longest + 1) {
            if !c.is_alphanumeric() && c != '\'' && c != '-' && i > 0 && outline.may_be(i) && self.is(&text[..i], role) {
                longest = i;
            }
        }
        longest
    }

    /// Length in bytes of the longest word with the role that `text` ends with; 0 if none.
    pub(crate) fn suffix(&self, text: &str, role: Role) -> usize {
        let Some(outline) = self.outline(&self.by_last, text.chars().next_back(), role) else { return 0 };
        let starts = text.char_indices().rev().map(|(i, _)| i).take(self.longest);
        starts.filter(|&start| outline.may_be(text.len() - start) && self.is(&text[start..], role)).last().map_or(0, |start| text.len() - start)
    }
}

/// Everything that the room needs beside the lexicon, built once.
pub(crate) struct QuoteTables {
    zh: Words,
    en: Words,
    stance: StanceTables,
}

impl QuoteTables {
    /// Reads the rows of [`Class::SpeechWord`].
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        let mut tables = QuoteTables { zh: Words::default(), en: Words::default(), stance: StanceTables::new(lexicon) };
        for row in lexicon.rows_of(Class::SpeechWord) {
            let Some(&(_, role)) = Role::ALL.iter().find(|(name, _)| *name == row.value) else { continue };
            let words = match row.language {
                Language::Zh => &mut tables.zh,
                Language::En => &mut tables.en,
            };
            let surface = if row.surface.is_ascii() { row.surface.to_ascii_lowercase() } else { row.surface.to_owned() };
            words.add(surface.into(), role);
        }
        tables
    }

    /// What stances are judged by.
    pub(super) fn stance(&self) -> &StanceTables {
        &self.stance
    }

    /// The words of a language.
    pub(crate) fn words(&self, language: Language) -> &Words {
        match language {
            Language::Zh => &self.zh,
            Language::En => &self.en,
        }
    }
}
