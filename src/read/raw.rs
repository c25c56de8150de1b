//! A document before it is decoded: what one thread cuts off a file, and any other thread can make a record of.

use encoding_rs::UTF_8;
use serde_json::Value;

use super::decode::decode;
use super::error::ReadErrorKind;
use super::fields::Field;
use super::html;
use super::input::{Failure, Item, ReadOptions};
use super::records::{self, Record};

/// A document as bytes, with its place.
#[derive(Debug)]
pub struct Raw {
    /// File, and line in it where there are many documents.
    pub place: String,
    /// The bytes, and what they are.
    pub form: RawForm,
}

/// What the bytes of a document are.
#[derive(Debug)]
pub enum RawForm {
    /// A line of JSON.
    Line(Vec<u8>),
    /// A file of plain text.
    Text(Option<Value>, Vec<u8>),
    /// A web page.
    Html(Option<Value>, Vec<u8>),
    /// The six fields of a row, in the order of [`Field::ALL`].
    Row(Box<[Option<Vec<u8>>; 6]>),
    /// Bytes that could not be had.
    Failed(Option<Value>, ReadErrorKind),
}

impl Raw {
    /// Bytes that the document takes.
    pub fn len(&self) -> usize {
        match &self.form {
            RawForm::Line(bytes) | RawForm::Text(_, bytes) | RawForm::Html(_, bytes) => bytes.len(),
            RawForm::Row(fields) => fields.iter().flatten().map(Vec::len).sum(),
            RawForm::Failed(..) => 0,
        }
    }

    /// Holds no byte.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Calls `sink` with each piece of the content, so that it can be hashed.
    pub fn each_part(&self, sink: &mut dyn FnMut(&[u8])) {
        match &self.form {
            RawForm::Line(bytes) => sink(bytes),
            RawForm::Text(id, bytes) | RawForm::Html(id, bytes) => {
                sink(id.as_ref().map(Value::to_string).unwrap_or_default().as_bytes());
                sink(bytes);
            }
            RawForm::Row(fields) => fields.iter().for_each(|f| sink(f.as_deref().unwrap_or_default())),
            RawForm::Failed(_, kind) => sink(kind.code().as_bytes()),
        }
    }

    /// Decodes and reads it.
    #[allow(clippy::result_large_err, reason = "an item is a document or a failure of one, and both are large")]
    pub fn parse(self, options: &ReadOptions) -> Item {
        let Raw { place, form } = self;
        let is_line = matches!(form, RawForm::Line(_) | RawForm::Row(_));
        let parsed = match form {
            RawForm::Line(bytes) => line_record(&bytes, options),
            RawForm::Text(id, bytes) => with_id(id, text_record(bytes, options)),
            RawForm::Html(id, bytes) => with_id(id, html_record(bytes, options)),
            RawForm::Row(fields) => row_record(*fields, options),
            RawForm::Failed(id, kind) => Err((id, kind)),
        };
        parsed.map_err(|(id, kind)| Failure { id, error: kind.at(place), is_line })
    }
}

type Parsed = Result<Record, (Option<Value>, ReadErrorKind)>;

fn with_id(id: Option<Value>, record: Result<Record, ReadErrorKind>) -> Parsed {
    match record {
        Ok(mut record) => {
            record.meta.id = id;
            Ok(record)
        }
        Err(kind) => Err((id, kind)),
    }
}

fn text_record(bytes: Vec<u8>, options: &ReadOptions) -> Result<Record, ReadErrorKind> {
    let (text, notes) = decode(bytes, options.encoding, None, options.on_invalid)?;
    let mut record = Record { text, ..Record::default() };
    record.meta.notes = notes;
    Ok(record)
}

fn html_record(bytes: Vec<u8>, options: &ReadOptions) -> Result<Record, ReadErrorKind> {
    let declared = html::declared_encoding(&bytes);
    let (page, notes) = decode(bytes, options.encoding, declared, options.on_invalid)?;
    let mut record = html::article(&page);
    record.meta.notes.splice(0..0, notes);
    Ok(record)
}

fn line_record(bytes: &[u8], options: &ReadOptions) -> Parsed {
    match std::str::from_utf8(bytes) {
        Ok(line) => records::parse(line, &options.fields),
        // JSON is UTF-8 by its definition, so that nothing is detected here.
        Err(_) => {
            let (line, notes) = decode(bytes.to_vec(), Some(UTF_8), None, options.on_invalid).map_err(|kind| (None, kind))?;
            let mut record = records::parse(&line, &options.fields)?;
            record.meta.notes = notes;
            Ok(record)
        }
    }
}

/// The fields of a row are decoded together, since a short one alone would not show its encoding. A form feed stands between them: it is the same in
/// every encoding, and no sign of a binary file.
fn row_record(fields: [Option<Vec<u8>>; 6], options: &ReadOptions) -> Parsed {
    const BETWEEN: char = '\u{c}';
    let is_there = [0, 1, 2, 3, 4, 5].map(|i| fields[i].is_some());
    let mut bytes = Vec::with_capacity(fields.iter().flatten().map(Vec::len).sum::<usize>() + 8);
    for field in fields {
        bytes.extend(field.unwrap_or_default().into_iter().map(|b| if b == BETWEEN as u8 { b' ' } else { b }));
        bytes.push(BETWEEN as u8);
    }
    let (row, notes) = decode(bytes, options.encoding, None, options.on_invalid).map_err(|kind| (None, kind))?;
    let mut parts = row.split(BETWEEN);
    let mut next = |field: Field| parts.next().filter(|_| is_there[field as usize]).map(str::to_owned);
    let [text, id, date, title, source, lang] = Field::ALL.map(&mut next);
    let id = id.filter(|i| !i.is_empty()).map(Value::String);
    let mut record = records::record(records::Told { id, text, date, title, source, lang })?;
    record.meta.notes = notes;
    Ok(record)
}
