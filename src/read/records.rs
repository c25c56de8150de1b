//! JSONL: one document a line.

use serde::Deserialize;
use serde_json::Value;

use super::error::ReadErrorKind;
use super::fields::{Field, FieldNames};
use crate::doc::{Document, Language, Meta};

/// A document as it was read.
#[derive(Debug, Default)]
pub struct Record {
    /// What came with the text.
    pub meta: Meta,
    /// The text, decoded.
    pub text: String,
    /// The text is not what the file holds (HTML), so that offsets mean nothing without it.
    pub is_extracted: bool,
}

impl Record {
    /// Becomes the document; what it does not tell comes from the arguments.
    pub fn load(self, date: Option<jiff::civil::Date>, language: Option<Language>, document: &mut Document) {
        document.clear();
        document.text.source = self.text;
        document.meta = self.meta;
        document.meta.date = document.meta.date.or(date);
        document.meta.language = document.meta.language.or(language);
    }
}

/// The six fields as a line or row tells them.
#[derive(Deserialize)]
#[serde(expecting = "an object")]
pub(super) struct Told {
    pub(super) id: Option<Value>,
    pub(super) text: Option<String>,
    pub(super) date: Option<String>,
    pub(super) title: Option<String>,
    pub(super) source: Option<String>,
    pub(super) lang: Option<String>,
}

/// Reads one line. On failure the id is given too, if it could be read.
pub(super) fn parse(line: &str, names: &FieldNames) -> Result<Record, (Option<Value>, ReadErrorKind)> {
    if *names == FieldNames::default() {
        return record(serde_json::from_str(line).map_err(|e| (id_of(line), explain(&e)))?);
    }
    let mut keys: serde_json::Map<String, Value> = serde_json::from_str(line).map_err(|e| (None, explain(&e)))?;
    let mut take = |field: Field| keys.get_mut(names.get(field)).map(Value::take).filter(|v| !v.is_null());
    let id = take(Field::Id);
    let mut words = |field: Field| match take(field) {
        None => Ok(None),
        Some(Value::String(words)) => Ok(Some(words)),
        Some(other) => Err((id.clone(), ReadErrorKind::BadRecord(format!("the field {:?} is {other}, expected a string", names.get(field))))),
    };
    let (text, date, title, source, lang) = (words(Field::Text)?, words(Field::Date)?, words(Field::Title)?, words(Field::Source)?, words(Field::Lang)?);
    if text.is_none() {
        return Err((id, ReadErrorKind::BadRecord(format!("the field {:?} is missing", names.get(Field::Text)))));
    }
    record(Told { id, text, date, title, source, lang })
}

/// The record of what was told; without a text there is none.
pub(super) fn record(told: Told) -> Result<Record, (Option<Value>, ReadErrorKind)> {
    let Some(text) = told.text else {
        return Err((told.id, ReadErrorKind::BadRecord("the field \"text\" is missing".into())));
    };
    let date = match told.date.as_deref().map(str::trim).filter(|d| !d.is_empty()) {
        None => None,
        Some(words) => match parse_date(words) {
            Some(date) => Some(date),
            None => return Err((told.id, ReadErrorKind::BadDate(words.to_owned()))),
        },
    };
    let language = told.lang.as_deref().and_then(Language::parse);
    let meta = Meta { id: told.id, date, title: told.title, source: told.source, language, ..Meta::default() };
    Ok(Record { meta, text, is_extracted: false })
}

/// `2025-10-14`, also with a time after it.
pub fn parse_date(words: &str) -> Option<jiff::civil::Date> {
    let (day, rest) = words.split_at_checked(10)?;
    (rest.is_empty() || rest.starts_with(['T', ' '])).then(|| day.parse().ok()).flatten()
}

/// The id of a line of which other fields are broken: serde_json skips those without a look at their escapes.
fn id_of(line: &str) -> Option<Value> {
    #[derive(Deserialize)]
    struct IdOnly {
        id: Option<Value>,
    }
    serde_json::from_str::<IdOnly>(line).ok().and_then(|r| r.id)
}

/// serde_json's message with the column; its line is always 1.
fn explain(error: &serde_json::Error) -> ReadErrorKind {
    let message = error.to_string();
    let what = message.split(" at line ").next().unwrap_or(&message);
    // serde_json's words for \ud800 without its second half.
    let hint = if what.contains("hex escape") { ", a surrogate without its other half" } else { "" };
    let message = format!("{what}{hint} (column {})", error.column());
    if error.is_data() { ReadErrorKind::BadRecord(message) } else { ReadErrorKind::BadJson(message) }
}
