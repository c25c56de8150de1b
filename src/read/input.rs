//! Files and standard input → documents, one at a time, in their order.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use encoding_rs::{Encoding, UTF_8};
use serde_json::Value;

use super::decode::{OnInvalid, decode};
use super::error::{MAX_BYTES, ReadError, ReadErrorKind};
use super::html;
use super::records::{self, Record};

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
}

/// How files are read.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReadOptions {
    /// What they hold.
    pub kind: InputKind,
    /// Their encoding, where the user knows it.
    pub encoding: Option<&'static Encoding>,
    /// What becomes of bytes that are no text.
    pub on_invalid: OnInvalid,
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
        let name = if is_stdin(path) { "stdin".to_owned() } else { path.display().to_string() };
        let outcome = if is_stdin(path) { read_stream(io::stdin().lock(), None, &name, options, sink) } else { read_file(path, &name, options, sink) };
        match outcome {
            Ok(flow) => flow?,
            Err(kind) => sink(Err(Failure { id: file_id(path), error: kind.at(name), is_line: false }))?,
        }
    }
    ControlFlow::Continue(())
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// A file's document has the path as its id; standard input has none.
fn file_id(path: &Path) -> Option<Value> {
    (!is_stdin(path)).then(|| Value::String(path.display().to_string()))
}

type Outcome = Result<ControlFlow<()>, ReadErrorKind>;

fn read_file(path: &Path, name: &str, options: &ReadOptions, sink: &mut dyn FnMut(Item) -> ControlFlow<()>) -> Outcome {
    let file = File::open(path)?;
    // Opening a folder succeeds on Unix, and reading it then fails with a message that says little.
    if file.metadata()?.is_dir() {
        return Err(ReadErrorKind::Directory);
    }
    read_stream(BufReader::with_capacity(1 << 16, file), Some(path), name, options, sink)
}

fn read_stream(mut stream: impl BufRead, path: Option<&Path>, name: &str, options: &ReadOptions, sink: &mut dyn FnMut(Item) -> ControlFlow<()>) -> Outcome {
    let head = peek(&mut stream)?;
    let kind = match options.kind {
        InputKind::Auto => guess_kind(path, &head),
        kind => kind,
    };
    let has_utf16_mark = head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]);
    let stream = head.as_slice().chain(stream);
    match kind {
        InputKind::Jsonl if !has_utf16_mark && options.encoding.is_none_or(|e| e == UTF_8) => read_lines(BufReader::new(stream), name, options, sink),
        InputKind::Jsonl => {
            let (text, _) = decode(read_whole(stream)?, options.encoding, None, options.on_invalid)?;
            read_lines(text.as_bytes(), name, options, sink)
        }
        kind => {
            let bytes = read_whole(stream)?;
            let id = path.and_then(file_id);
            let item = if kind == InputKind::Html { html_record(bytes, options) } else { text_record(bytes, options) };
            Ok(sink(match item {
                Ok(mut record) => {
                    record.meta.id = id;
                    Ok(record)
                }
                Err(kind) => Err(Failure { id, error: kind.at(name), is_line: false }),
            }))
        }
    }
}

/// The first bytes, up to the first line feed or 4 KB: enough to see what the file holds, little enough for a pipe that waits for our answer.
fn peek(stream: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    while head.len() < 4096 && !head.contains(&b'\n') {
        let available = match stream.fill_buf() {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if available.is_empty() {
            break;
        }
        let taken = available.len();
        head.extend_from_slice(available);
        stream.consume(taken);
    }
    Ok(head)
}

fn guess_kind(path: Option<&Path>, head: &[u8]) -> InputKind {
    let ending = path.and_then(Path::extension).map(|e| e.to_string_lossy().to_ascii_lowercase());
    match ending.as_deref() {
        Some("jsonl" | "ndjson") => return InputKind::Jsonl,
        Some("html" | "htm" | "xhtml") => return InputKind::Html,
        Some("txt" | "md") => return InputKind::Text,
        _ => {}
    }
    let plain: Vec<u8> = head.iter().copied().filter(|b| *b != 0).take(512).collect();
    let text = String::from_utf8_lossy(&plain).trim_start_matches(['\u{feff}', '\u{fffd}']).trim_start().to_ascii_lowercase();
    let is_html =
        ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| text.starts_with(tag)) || (text.starts_with("<?xml") && text.contains("<html"));
    let is_json = text.strip_prefix('{').is_some_and(|rest| rest.trim_start().starts_with(['"', '}']));
    if is_html {
        InputKind::Html
    } else if is_json {
        InputKind::Jsonl
    } else {
        InputKind::Text
    }
}

fn read_whole(stream: impl Read) -> Result<Vec<u8>, ReadErrorKind> {
    let mut bytes = Vec::new();
    stream.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_BYTES { Err(ReadErrorKind::TooLarge(bytes.len() as u64)) } else { Ok(bytes) }
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

fn read_lines(mut stream: impl BufRead, name: &str, options: &ReadOptions, sink: &mut dyn FnMut(Item) -> ControlFlow<()>) -> Outcome {
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        if stream.by_ref().take(MAX_BYTES + 1).read_until(b'\n', &mut line)? == 0 {
            break;
        }
        if line.len() as u64 > MAX_BYTES {
            return Err(ReadErrorKind::TooLarge(line.len() as u64));
        }
        let bytes = line.strip_prefix(b"\xef\xbb\xbf").filter(|_| number == 1).unwrap_or(&line);
        if bytes.trim_ascii().is_empty() {
            continue;
        }
        let item = line_record(bytes, options).map_err(|(id, kind)| Failure { id, error: kind.at(format!("{name}:{number}")), is_line: true });
        if sink(item).is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(ControlFlow::Continue(()))
}

fn line_record(bytes: &[u8], options: &ReadOptions) -> Result<Record, (Option<Value>, ReadErrorKind)> {
    match std::str::from_utf8(bytes) {
        Ok(line) => records::parse(line),
        // JSON is UTF-8 by its definition, so that nothing is detected here.
        Err(_) => {
            let (line, notes) = decode(bytes.to_vec(), Some(UTF_8), None, options.on_invalid).map_err(|kind| (None, kind))?;
            let mut record = records::parse(&line)?;
            record.meta.notes = notes;
            Ok(record)
        }
    }
}
