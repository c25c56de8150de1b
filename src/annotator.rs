//! The corridor: the only file that names every room.

use crate::deal::{Frames, Kinds, Weights};
use crate::doc::{Document, Language};
use crate::lexicon::{Lexicon, LexiconError, Reader, Stored};
use crate::mention::{date::DateTables, name::NameTables, quantity::QuantityTables};
use crate::quote::QuoteTables;
use crate::sentence::SentenceTables;
use crate::{deal, entity, graph, mention, quote, read, segment, sentence};

/// Every file under `lexicons/`, embedded: name and text.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/lexicons.rs"));

/// What the build read out of them.
fn prepared() -> (Lexicon, Frames) {
    let numbers = include_bytes!(concat!(env!("OUT_DIR"), "/knowledge.bin"));
    let mut from = Reader { numbers, words: include_str!(concat!(env!("OUT_DIR"), "/knowledge.txt")) };
    (Lexicon::restore(&mut from), Frames::restore(&mut from))
}

/// What of the work that is not always wanted is done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Words, for which Chinese text loads a dictionary.
    pub tokens: Tokens,
}

/// Whether a document is cut into words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tokens {
    /// No: no other room needs them.
    #[default]
    Unwanted,
    /// Yes.
    Wanted,
}

/// All knowledge, immutable, shared by any number of workers; each brings its own [`Document`].
pub struct Annotator {
    lexicon: Lexicon,
    frames: Frames,
    weights: Weights,
    quantities: QuantityTables,
    dates: DateTables,
    names: NameTables,
    kinds: Kinds,
    speech: QuoteTables,
    stops: SentenceTables,
}

impl Annotator {
    /// The annotator with the lexicons that it was built with.
    ///
    /// # Errors
    /// If an embedded file breaks its form, which the tests rule out.
    pub fn new() -> Result<Self, LexiconError> {
        Self::with_lexicons(&[])
    }

    /// The same with lexicons (`.tsv`) and deal frames (`.toml`) of the user's, as (name, text); their names win over ours.
    ///
    /// # Errors
    /// At the first line that breaks the form.
    pub fn with_lexicons(user: &[(String, String)]) -> Result<Self, LexiconError> {
        let (lexicon, frames) = if user.is_empty() { prepared() } else { deal::read_knowledge(FILES, user)? };
        let own_weights = user.iter().rev().find(|(name, _)| deal::is_weights(name)).map(|(name, text)| (name.as_str(), text.as_str()));
        let (name, text) = own_weights.unwrap_or(("lexicons/deals/weights.toml", Self::weights_text()));
        let weights = Weights::parse(name, text)?;
        let stops = SentenceTables::new(&lexicon);
        let (quantities, dates, names) = (QuantityTables::new(&lexicon), DateTables::new(&lexicon), NameTables::new(&lexicon));
        let kinds = Kinds::new(&lexicon);
        let speech = QuoteTables::new(&lexicon);
        Ok(Annotator { lexicon, frames, weights, quantities, dates, names, kinds, stops, speech })
    }

    /// The numbers that candidates are scored with, as our file has them.
    pub fn weights_text() -> &'static str {
        FILES.iter().find(|(name, _)| name.ends_with("/weights.toml")).map_or("", |(_, text)| text)
    }

    /// Scores candidates with other numbers from now on.
    ///
    /// # Errors
    /// Where a number is missing or unknown.
    pub fn set_weights(&mut self, name: &str, text: &str) -> Result<(), LexiconError> {
        self.weights = Weights::parse(name, text)?;
        Ok(())
    }

    /// The lexicon.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// The deal frames.
    pub fn frames(&self) -> &Frames {
        &self.frames
    }

    /// Fills every column of `doc` from `doc.text.source` and `doc.meta`; whatever the columns held is dropped.
    pub fn annotate(&self, doc: &mut Document, options: Options) {
        self.annotate_observed(doc, options, &mut |_| {});
    }

    /// The same, and calls `after` with the name of each stage when it is done: for benchmarks and profiles.
    pub fn annotate_observed(&self, doc: &mut Document, options: Options, after: &mut dyn FnMut(&'static str)) {
        doc.clear_findings();
        doc.notes.extend_from_slice(&doc.meta.notes);
        read::fold(&mut doc.text, &mut doc.notes);
        doc.language = doc.meta.language.unwrap_or_else(|| detect_language(&doc.text.folded));
        after("fold");
        sentence::split(&self.stops, doc.language, &doc.text, &mut doc.sentences, &mut doc.notes);
        after("sentence");
        self.lexicon.find(&doc.text, &mut doc.hits);
        after("lexicon");
        mention::quantity::find(&self.quantities, doc);
        after("quantity");
        mention::date::find(&self.dates, doc);
        after("date");
        let marks = mention::name::find(&self.lexicon, &self.names, doc);
        after("name");
        entity::resolve(&self.lexicon, &self.names, &marks, doc);
        after("entity");
        deal::find(&self.lexicon, &self.frames, &self.kinds, &self.weights, doc);
        after("deal");
        quote::find(&self.lexicon, &self.speech, doc);
        after("quote");
        graph::build(&self.frames, doc);
        after("graph");
        if options.tokens == Tokens::Wanted {
            segment::tokenize(doc);
            after("segment");
        }
    }
}

/// Every file that knowledge comes from, ours and the user's: what an annotation depends on beside the program.
pub(crate) fn knowledge(user: &[(String, String)]) -> impl Iterator<Item = (&str, &str)> {
    FILES.iter().copied().chain(user.iter().map(|(name, text)| (name.as_str(), text.as_str())))
}

/// Chinese where a twentieth of the letters are Chinese: a Chinese article quotes Latin names freely, an English one hardly a Chinese word.
fn detect_language(text: &str) -> Language {
    if !read::has_han(text) {
        return Language::En;
    }
    let (mut han, mut letters) = (0usize, 0usize);
    for c in text.chars().take(20_000) {
        match c {
            _ if read::is_han(c) => han += 1,
            '\0'..='\x7f' => letters += usize::from(c.is_ascii_alphabetic()),
            _ => letters += usize::from(c.is_alphabetic()),
        }
    }
    if han > 0 && han * 19 >= letters { Language::Zh } else { Language::En }
}
