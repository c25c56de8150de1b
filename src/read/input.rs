//! Files and standard input → documents, one at a time, in their order.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU64;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use serde_json::Value;

use super::decode::{OnInvalid, decode};
use super::error::{MAX_BYTES, ReadError, ReadErrorKind};
use super::fields::FieldNames;
use super::raw::{Raw, RawForm};
use super::records::Record;
use super::stream::{Counted, opened};
use super::table;

/// What a file holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum InputKind {
    /// By the file's ending, else by its first bytes.
    #[default]
    Auto,
    /// One document: plain text.
    Text,
    /// One document: a web page.
    Html,
    /// One document a line: {"id": …, "text": …, "date": …}.
    Jsonl,
    /// One document, or a list of them, as JSON over any number of lines.
    Json,
    /// One document a row, columns by the names in the first row.
    Csv,
    /// The same with tabs.
    Tsv,
    /// One document a row of an Apache Parquet file.
    Parquet,
}

/// How files are read.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// What they hold.
    pub kind: InputKind,
    /// Their encoding, where the user knows it.
    pub encoding: Option<&'static Encoding>,
    /// What becomes of bytes that are no text.
    pub on_invalid: OnInvalid,
    /// Under which names records hold text, id, date, …
    pub fields: FieldNames,
}

/// A document that could not be read.
#[derive(Debug)]
pub struct Failure {
    /// Its id, where that could be read.
    pub id: Option<Value>,
    /// Why.
    pub error: ReadError,
    /// One of many documents of a stream, whose place in the output has to be kept.
    pub is_line: bool,
}

/// A document or why there is none.
pub type Item = Result<Record, Failure>;

/// Gives `sink` every document of `paths`; `-` is standard input. A failure takes the place of its document, and the others go on.
pub fn read_documents(paths: &[PathBuf], options: &ReadOptions, sink: &mut dyn FnMut(Item) -> ControlFlow<()>) -> ControlFlow<()> {
    for path in paths {
        read_raw(path, options, None, &mut |raw| sink(raw.parse(options)))?;
    }
    ControlFlow::Continue(())
}

/// Gives `sink` the documents of one file, or of standard input for `-`, before they are decoded. `count` is told how many bytes were read.
pub fn read_raw(path: &Path, options: &ReadOptions, count: Option<&AtomicU64>, sink: Sink<'_>) -> ControlFlow<()> {
    let name = if is_stdin(path) { "stdin".to_owned() } else { path.display().to_string() };
    let outcome = if is_stdin(path) {
        read_stream(Counted::new(io::stdin().lock(), count), None, &name, options, sink)
    } else {
        read_file(path, &name, options, count, sink)
    };
    match outcome {
        Ok(flow) => flow,
        Err(kind) => sink(Raw { place: name, form: RawForm::Failed(file_id(path), kind) }),
    }
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// A file's document has the path as its id; standard input has none.
fn file_id(path: &Path) -> Option<Value> {
    (!is_stdin(path)).then(|| Value::String(path.display().to_string()))
}

/// What takes the documents.
pub(super) type Sink<'a> = &'a mut dyn FnMut(Raw) -> ControlFlow<()>;
/// Whether more is wanted, or why there is no more.
pub(super) type Outcome = Result<ControlFlow<()>, ReadErrorKind>;

fn read_file(path: &Path, name: &str, options: &ReadOptions, count: Option<&AtomicU64>, sink: Sink<'_>) -> Outcome {
    let file = File::open(path)?;
    // Opening a folder succeeds on Unix, and reading it then fails with a message that says little.
    if file.metadata()?.is_dir() {
        return Err(ReadErrorKind::Directory);
    }
    let is_parquet = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("parquet"));
    if options.kind == InputKind::Parquet || (options.kind == InputKind::Auto && is_parquet) {
        return read_parquet(file, name, options, count, sink);
    }
    read_stream(Counted::new(BufReader::with_capacity(1 << 16, file), count), Some(path), name, options, sink)
}

#[cfg(feature = "parquet")]
fn read_parquet(file: File, name: &str, options: &ReadOptions, count: Option<&AtomicU64>, sink: Sink<'_>) -> Outcome {
    super::parquet::read(file, name, options, count, sink)
}

#[cfg(not(feature = "parquet"))]
fn read_parquet(_: File, _: &str, _: &ReadOptions, _: Option<&AtomicU64>, _: Sink<'_>) -> Outcome {
    Err(ReadErrorKind::Unsupported("is a Parquet file, which this build cannot read: the cargo feature `parquet` is off".into()))
}

fn read_stream<'s>(stream: impl BufRead + 's, path: Option<&Path>, name: &str, options: &ReadOptions, sink: Sink<'_>) -> Outcome {
    let id = path.and_then(file_id);
    let (head, mut stream, path) = opened(stream, path)?;
    let kind = match options.kind {
        InputKind::Auto => guess_kind(path.as_deref(), &head),
        kind => kind,
    };
    let has_utf16_mark = head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]);
    match kind {
        InputKind::Jsonl if !has_utf16_mark && options.encoding.is_none_or(|e| e == UTF_8) => read_lines(stream, name, sink),
        InputKind::Jsonl => {
            let (text, _) = decode(read_whole(stream)?, options.encoding, None, options.on_invalid)?;
            read_lines(text.as_bytes(), name, sink)
        }
        InputKind::Json => {
            let (text, _) = decode(read_whole(stream)?, options.encoding, None, options.on_invalid)?;
            Ok(read_values(&text, name, sink))
        }
        InputKind::Csv | InputKind::Tsv => {
            let delimiter = if kind == InputKind::Tsv { b'\t' } else { b',' };
            if has_utf16_mark || options.encoding.is_some_and(|e| e == UTF_16LE || e == UTF_16BE) {
                let (text, _) = decode(read_whole(stream)?, options.encoding, None, options.on_invalid)?;
                return table::read(&mut text.as_bytes(), delimiter, name, options, sink);
            }
            table::read(&mut stream, delimiter, name, options, sink)
        }
        InputKind::Parquet => Err(ReadErrorKind::Unsupported("a Parquet file is read from its end: give it as a file, not as a stream".into())),
        InputKind::Html | InputKind::Text | InputKind::Auto => {
            let bytes = read_whole(stream)?;
            let form = if kind == InputKind::Html { RawForm::Html(id, bytes) } else { RawForm::Text(id, bytes) };
            Ok(sink(Raw { place: name.to_owned(), form }))
        }
    }
}

fn guess_kind(path: Option<&Path>, head: &[u8]) -> InputKind {
    let ending = path.and_then(Path::extension).map(|e| e.to_string_lossy().to_ascii_lowercase());
    match ending.as_deref() {
        Some("jsonl" | "ndjson") => return InputKind::Jsonl,
        Some("html" | "htm" | "xhtml") => return InputKind::Html,
        Some("csv") => return InputKind::Csv,
        Some("tsv" | "tab") => return InputKind::Tsv,
        Some("txt" | "md") => return InputKind::Text,
        _ => {}
    }
    let plain: Vec<u8> = head.iter().copied().filter(|b| *b != 0).take(512).collect();
    let text = String::from_utf8_lossy(&plain).trim_start_matches(['\u{feff}', '\u{fffd}']).trim_start().to_ascii_lowercase();
    let is_html =
        ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| text.starts_with(tag)) || (text.starts_with("<?xml") && text.contains("<html"));
    let is_json = text.strip_prefix('{').is_some_and(|rest| rest.trim_start().starts_with(['"', '}']));
    let first_line = text.lines().next().unwrap_or_default().trim();
    let is_list = first_line == "[" || text.strip_prefix('[').is_some_and(|rest| rest.trim_start().starts_with('{'));
    if is_html {
        InputKind::Html
    } else if is_list || (is_json && first_line == "{") || (first_line == "{" && is_json_name(path)) {
        InputKind::Json
    } else if is_json {
        InputKind::Jsonl
    } else {
        InputKind::Text
    }
}

/// A brace alone may be anything; in a file of that name it opens an object.
fn is_json_name(path: Option<&Path>) -> bool {
    path.and_then(Path::extension).is_none_or(|e| e.eq_ignore_ascii_case("json"))
}

/// Objects one after the other or in a list, each put on one line.
fn read_values(text: &str, name: &str, sink: Sink<'_>) -> ControlFlow<()> {
    let raw = |form| Raw { place: name.to_owned(), form };
    let line = |value: Value| raw(RawForm::Line(value.to_string().into_bytes()));
    for value in serde_json::Deserializer::from_str(text.trim_start_matches('\u{feff}')).into_iter::<Value>() {
        match value {
            Ok(Value::Array(list)) => list.into_iter().try_for_each(|v| sink(line(v)))?,
            Ok(value) => sink(line(value))?,
            Err(error) => return sink(raw(RawForm::Failed(None, ReadErrorKind::BadJson(error.to_string())))),
        }
    }
    ControlFlow::Continue(())
}

fn read_whole(stream: impl Read) -> Result<Vec<u8>, ReadErrorKind> {
    let mut bytes = Vec::new();
    stream.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_BYTES { Err(ReadErrorKind::TooLarge(bytes.len() as u64)) } else { Ok(bytes) }
}

fn read_lines(mut stream: impl BufRead, name: &str, sink: Sink<'_>) -> Outcome {
    for number in 1.. {
        let mut line = Vec::new();
        if stream.by_ref().take(MAX_BYTES + 1).read_until(b'\n', &mut line)? == 0 {
            break;
        }
        let place = format!("{name}:{number}");
        if line.len() as u64 > MAX_BYTES {
            let length = line.len() as u64;
            drop(line);
            stream.skip_until(b'\n')?;
            if sink(Raw { place, form: RawForm::Failed(None, ReadErrorKind::TooLarge(length)) }).is_break() {
                return Ok(ControlFlow::Break(()));
            }
            continue;
        }
        if number == 1 && line.starts_with(b"\xef\xbb\xbf") {
            line.drain(..3);
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        if sink(Raw { place, form: RawForm::Line(line) }).is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(ControlFlow::Continue(()))
}
