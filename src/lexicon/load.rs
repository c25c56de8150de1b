//! Reads the TSV files into rows.

use rustc_hash::FxHashMap;

use super::packed::Rows;
use super::{Class, Concept, Lexicon, LexiconError, Row, Word};
use crate::doc::{EntityType, Language};
use crate::read::{fold_words, is_han};

const CONCEPT_COLUMNS: [&str; 8] = ["key", "surface", "lang", "form", "type", "country", "tickers", "flags"];
const WORD_COLUMNS: [&str; 3] = ["surface", "class", "value"];

/// Collects files and single words, then builds the [`Lexicon`].
#[derive(Default)]
pub struct Builder {
    files: Vec<String>,
    rows: Rows,
    concepts: Vec<Concept<'static>>,
    /// The class of the word before.
    last: Option<Class>,
    keys: FxHashMap<Word, u32>,
    /// Surfaces of the user's concepts with the concept that they mean: ours of the same surface give way.
    user_surfaces: FxHashMap<String, u32>,
    /// The user's files.
    user_files: Vec<u16>,
}

impl Builder {
    /// Takes in a file's text. `name` is told in errors and by `explain`; its folder (`lexicons/zh/…`) tells the language of its words.
    ///
    /// # Errors
    /// At the first line that breaks the form.
    pub fn add_file(&mut self, name: &str, text: &str) -> Result<(), LexiconError> {
        self.add_lines(name, text, false)
    }

    /// Takes in a user's file, whose names win over ours.
    ///
    /// # Errors
    /// At the first line that breaks the form.
    pub fn add_user_file(&mut self, name: &str, text: &str) -> Result<(), LexiconError> {
        self.add_lines(name, text, true)
    }

    /// Registers a file that is read elsewhere (a deal frame), so that rows can tell it as their place.
    pub(crate) fn add_place(&mut self, name: &str) -> u16 {
        self.files.push(name.to_owned());
        u16::try_from(self.files.len() - 1).expect("fewer than 65536 lexicon files")
    }

    /// Adds one word of a derived class.
    pub(crate) fn add_word(&mut self, surface: &str, class: Class, value: &str, index: u32, language: Language, place: (u16, u32)) {
        let surface = &*fold_words(surface);
        self.rows.add(Row { surface, class, value, index, language, needs_context: false, file: place.0, line: place.1 });
    }

    fn add_lines(&mut self, name: &str, text: &str, user: bool) -> Result<(), LexiconError> {
        let file = self.add_place(name);
        if user {
            self.user_files.push(file);
        }
        let mut lines = text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty() && !l.starts_with("# ") && *l != "#");
        let Some((at, header)) = lines.next() else {
            return Ok(());
        };
        let columns: Vec<&str> = header.trim_start_matches('\u{feff}').trim_end_matches('\r').split('\t').collect();
        let is_concepts = columns == CONCEPT_COLUMNS[..columns.len().min(8)] && columns.len() >= 4;
        if !is_concepts && columns != WORD_COLUMNS {
            let expected = format!("expected the columns {} or {}, parted by tabs", CONCEPT_COLUMNS.join(" "), WORD_COLUMNS.join(" "));
            return Err(LexiconError::new(name, at + 1, expected));
        }
        for (at, line) in lines {
            // A set of one, as looking for a tab far ahead costs more than it finds in short cells.
            let mut cells = line.trim_end_matches('\r').split(['\t']).map(str::trim);
            let place = (file, at as u32 + 1);
            let result = if is_concepts { self.concept_line(&mut cells, place, user) } else { self.word_line(&mut cells, name, place) };
            result.map_err(|message| LexiconError::new(name, at + 1, message))?;
        }
        Ok(())
    }

    fn concept_line<'a>(&mut self, cells: &mut impl Iterator<Item = &'a str>, (file, line): (u16, u32), user: bool) -> Result<(), String> {
        let mut next = || cells.next().unwrap_or("");
        let (key, surface, lang, form, kind, country, tickers, flags) = (next(), next(), next(), next(), next(), next(), next(), next());
        if cells.next().is_some() {
            return Err("more than 8 columns".into());
        }
        if key.is_empty() || !key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
            return Err(format!("key {key:?}: expected lower-case letters, digits and hyphens"));
        }
        if surface.is_empty() {
            return Err("empty surface".into());
        }
        let language = match lang {
            "zh" => Language::Zh,
            "en" => Language::En,
            other => return Err(format!("unknown lang {other:?}; expected zh or en")),
        };
        if !matches!(form, "name" | "full" | "alias") {
            return Err(format!("unknown form {form:?}; expected name, full or alias"));
        }
        if !matches!(flags, "" | "context") {
            return Err(format!("unknown flag {flags:?}; expected context or nothing"));
        }
        let index = match self.keys.get(key) {
            Some(&index) => index,
            None => {
                let names = EntityType::ALL.map(EntityType::name).join(", ");
                let kind = EntityType::parse(kind).ok_or_else(|| format!("unknown type {kind:?} on the first line of {key:?}; expected one of {names}"))?;
                let index = self.concepts.len() as u32;
                let [key, country, tickers] = [key, country, tickers].map(|words| Word::from(words.to_owned()));
                self.concepts.push(Concept { key: key.clone(), kind, country, tickers, name_zh: None, name_en: None });
                self.keys.insert(key, index);
                index
            }
        };
        let concept = &mut self.concepts[index as usize];
        let name = match language {
            Language::Zh => &mut concept.name_zh,
            Language::En => &mut concept.name_en,
        };
        if form == "name" || name.is_none() {
            *name = Some(surface.to_owned().into());
        }
        let surface = &*fold_words(surface);
        if user {
            self.user_surfaces.insert(surface.to_owned(), index);
        }
        self.rows.add(Row { surface, class: Class::Concept, value: form, index, language, needs_context: flags == "context", file, line });
        Ok(())
    }

    fn word_line<'a>(&mut self, cells: &mut impl Iterator<Item = &'a str>, name: &str, (file, line): (u16, u32)) -> Result<(), String> {
        let (surface, class, value) = (cells.next().unwrap_or(""), cells.next().unwrap_or(""), cells.next().unwrap_or(""));
        if cells.next().is_some() {
            return Err("more than 3 columns".into());
        }
        if surface.is_empty() {
            return Err("empty surface".into());
        }
        // Most rows are of the class of the row before.
        let same = self.last.filter(|last| last.name() == class);
        let Some(class) = same.or_else(|| Class::parse(class)).filter(|c| !c.is_derived()) else {
            let names: Vec<_> = Class::ALL.iter().filter(|c| !c.is_derived()).map(|c| c.name()).collect();
            return Err(format!("unknown class {class:?}; expected one of {}", names.join(", ")));
        };
        self.last = Some(class);
        let language = if name.contains("/en/") || !(name.contains("/zh/") || surface.chars().any(is_han)) { Language::En } else { Language::Zh };
        let surface = &*fold_words(surface);
        self.rows.add(Row { surface, class, value, index: 0, language, needs_context: false, file, line });
        Ok(())
    }

    /// The rows of one class so far.
    pub(crate) fn rows_of(&self, class: Class) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().filter(move |r| r.class == class)
    }

    /// Builds the automata.
    pub fn build(self) -> Lexicon {
        let Builder { files, rows: all, concepts, user_surfaces, user_files, .. } = self;
        let yields = |row: &Row<'_>| user_surfaces.get(row.surface).is_some_and(|&owner| owner != row.index);
        let mut rows = Rows::default();
        let kept = all.iter().filter(|r| r.class != Class::Concept || user_files.contains(&r.file) || !yields(r));
        kept.for_each(|row| rows.add(row));
        Lexicon::new(files, rows, &concepts)
    }
}
