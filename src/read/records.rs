//! JSONL: one document a line.

use serde::Deserialize;
use serde_json::Value;

use super::error::ReadErrorKind;
use crate::doc::{Language, Meta};

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

#[derive(Deserialize)]
struct Line {
    id: Option<Value>,
    text: Option<String>,
    date: Option<String>,
    title: Option<String>,
    source: Option<String>,
    lang: Option<String>,
}

/// Reads one line. On failure the id is given too, if it could be read.
pub(super) fn parse(line: &str) -> Result<Record, (Option<Value>, ReadErrorKind)> {
    let parsed: Line = serde_json::from_str(line).map_err(|e| (id_of(line), explain(&e)))?;
    let Some(text) = parsed.text else {
        return Err((parsed.id, ReadErrorKind::BadRecord("the field \"text\" is missing".into())));
    };
    let date = match parsed.date.as_deref().map(str::trim).filter(|d| !d.is_empty()) {
        None => None,
        Some(words) => match parse_date(words) {
            Some(date) => Some(date),
            None => return Err((parsed.id, ReadErrorKind::BadDate(words.to_owned()))),
        },
    };
    let language = parsed.lang.as_deref().and_then(Language::parse);
    let meta = Meta { id: parsed.id, date, title: parsed.title, source: parsed.source, language, ..Meta::default() };
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
