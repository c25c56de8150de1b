//! Lists of others made into a lexicon of ours: the company tickers of the SEC, the golden copy of GLEIF, an exchange's table.
//!
//! Each gives [`Entry`]s, which print as the lines of a concept file (`lexicons/README.md`). Nothing is guessed: a list that does not tell the
//! exchange of a symbol gives it as `US:AAPL`, and a name of one everyday word gets the flag `context`.

mod gleif;
mod sec;
mod table;

use rustc_hash::{FxHashMap, FxHashSet};

pub use gleif::gleif;
pub use sec::sec;
pub use table::{Columns, table};

use super::{Class, Lexicon};
use crate::doc::{EntityType, Language};
use crate::read::is_han;

/// The columns of a concept file.
pub const HEADER: &str = "key\tsurface\tlang\tform\ttype\tcountry\ttickers\tflags";

/// One name of a concept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key of the concept; entries of one key are its names.
    pub key: String,
    /// As printed.
    pub surface: String,
    /// `name`, `full` or `alias`.
    pub form: &'static str,
    /// What it is.
    pub kind: EntityType,
    /// ISO 3166-1 alpha-2, or empty.
    pub country: String,
    /// `SSE:600519`, several parted by `|`, or empty.
    pub tickers: String,
    /// An everyday word, so that it needs something beside it.
    pub context: bool,
}

/// A list that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ImportError(pub(crate) String);

/// Lower-case letters, digits and hyphens of a name; empty where it has none.
pub fn key_of(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            key.push(c.to_ascii_lowercase());
        } else if !key.is_empty() && !key.ends_with('-') && c != '\'' && c != '.' {
            key.push('-');
        }
    }
    key.trim_end_matches('-').to_owned()
}

/// Prints entries as a concept file, those of a key together, in their order; a surface that comes twice in a key is printed once.
pub fn print(entries: &[Entry], source: &str) -> String {
    let mut by_key: FxHashMap<&str, Vec<&Entry>> = FxHashMap::default();
    let mut order = Vec::new();
    for entry in entries {
        let group = by_key.entry(&entry.key).or_default();
        if group.is_empty() {
            order.push(&*entry.key);
        }
        if !group.iter().any(|e| e.surface == entry.surface) {
            group.push(entry);
        }
    }
    let mut out = format!("# Source: {source}\n# Licence: that of the source\n{HEADER}\n");
    for key in order {
        let mut named: FxHashSet<Language> = FxHashSet::default();
        for (i, entry) in by_key[key].iter().enumerate() {
            let language = language(&entry.surface);
            // One name a language: a second one is an alias.
            let form = if entry.form == "name" && !named.insert(language) { "alias" } else { entry.form };
            let flag = if entry.context { "context" } else { "" };
            let (kind, country, tickers) = if i == 0 { (entry.kind.name(), &*entry.country, &*entry.tickers) } else { ("", "", "") };
            let line = format!("{key}\t{}\t{}\t{form}\t{kind}\t{country}\t{tickers}\t{flag}", entry.surface, language.name());
            out.push_str(line.trim_end_matches('\t'));
            out.push('\n');
        }
    }
    out
}

/// Chinese where a Chinese character stands in it.
pub(crate) fn language(surface: &str) -> Language {
    if surface.chars().any(is_han) { Language::Zh } else { Language::En }
}

/// The names of a company that is known by its full one: that, and the one without its legal form.
fn names(lexicon: &Lexicon, full: &str, entry: impl Fn(String, &'static str, bool) -> Entry) -> Vec<Entry> {
    let full = full.split_whitespace().collect::<Vec<_>>().join(" ");
    let short = without_legal_form(lexicon, &full);
    let mut out = Vec::new();
    if short.chars().count() >= 2 && short != full {
        let is_everyday = language(short) == Language::En && !short.contains(' ') && lexicon.is_everyday(short);
        out.push(entry(short.to_owned(), "name", is_everyday || short.chars().count() <= 3 && short.is_ascii()));
    }
    out.push(entry(full.clone(), "full", false));
    out
}

/// Apple Inc. → Apple; 远川科技股份有限公司 → 远川科技.
fn without_legal_form<'t>(lexicon: &Lexicon, full: &'t str) -> &'t str {
    let mut rest = full;
    loop {
        let bare = rest.trim_end_matches(['.', ',', ' ', ')']);
        let ends_with = |form: &str| {
            let cut = bare.len().checked_sub(form.len()).filter(|&cut| cut > 0 && bare.is_char_boundary(cut))?;
            let is_whole = !form.is_ascii() || bare.as_bytes()[cut - 1] == b' ' || bare.as_bytes()[cut - 1] == b',';
            (bare[cut..].eq_ignore_ascii_case(form) && is_whole).then_some(cut)
        };
        let forms = lexicon.rows_of(Class::LegalForm).filter_map(|row| ends_with(row.surface.trim_end_matches('.')));
        match forms.min() {
            Some(cut) => rest = bare[..cut].trim_end_matches(['.', ',', ' ', '(', '&']),
            None => return rest,
        }
    }
}
