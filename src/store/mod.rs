//! Tables of a corpus, for SQL and data frames. One definition of the columns ([`TABLES`]) feeds Parquet, SQLite and the documentation.
//!
//! Rows are made from annotations as they are stored, so that a store can be made again without the documents.

#[cfg(feature = "parquet")]
mod parquet;
mod rows;
#[cfg(feature = "sqlite")]
mod sqlite;
mod table;

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, BufRead as _, BufReader};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

pub use rows::TABLES;
pub use table::{Cell, Column, Kind, Rows, Table};

use crate::graph::fx::Rates;
use crate::queue::{self, Task};

/// The database.
const DATABASE: &str = "dealgraph.sqlite";
/// Bytes of annotations that a worker makes rows of at once.
const CHUNK: usize = 1 << 20;
/// Rows, each cell on its own, take some times the memory of the text that they are made of, and wait until the database has written those before.
const ROWS_TO_TEXT: usize = 6;

/// In what the tables are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tables {
    /// A Parquet file a table.
    pub parquet: bool,
    /// `dealgraph.sqlite`.
    pub sqlite: bool,
}

/// The number of the document of a line, from 0.
pub type Number<'a> = &'a (dyn Fn(u64) -> u64 + Sync);

/// A table that cannot be written.
#[derive(Debug, thiserror::Error)]
#[error("{}: {what}", path.display())]
pub struct StoreError {
    path: PathBuf,
    what: String,
}

impl StoreError {
    /// Makes errors of a file.
    fn at<E: std::fmt::Display>(path: &Path) -> impl Fn(E) -> StoreError + '_ {
        move |error| StoreError { path: path.to_owned(), what: error.to_string() }
    }
}

/// What takes the rows of all tables.
trait Sink {
    fn add(&mut self, rows: &[Rows]) -> Result<(), StoreError>;
    fn finish(self: Box<Self>) -> Result<(), StoreError>;
}

/// The tables as Markdown: `STORE.md` holds it, and a test compares.
pub fn describe() -> String {
    let mut text = String::new();
    for table in TABLES {
        let list = |names: &[&str]| names.iter().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", ");
        let indexes = if table.indexes.is_empty() { String::new() } else { format!("; index on {}", list(table.indexes)) };
        let _ = write!(text, "## {}\n\nA row is {}. Key: {}{indexes}.\n\n| column | type | tells |\n|---|---|---|\n", table.name, table.about, list(table.key));
        for column in table.columns {
            let null = if column.optional { ", may be null" } else { "" };
            let _ = writeln!(text, "| `{}` | {}{null} | {} |", column.name, column.kind.name(), column.about.replace('|', "\\|"));
        }
        text.push('\n');
    }
    text.truncate(text.trim_end().len());
    text + "\n"
}

/// Names of all files that a store may have beside annotations, errors and manifest.
pub fn file_names() -> impl Iterator<Item = String> {
    TABLES.iter().map(|t| format!("{}.parquet", t.name)).chain([DATABASE.to_owned()])
}

/// Makes the tables of a file of annotations, under hidden names, and gives their names. `number` gives each line's document its number.
///
/// # Errors
/// Where a file cannot be read or written, or this build lacks the format.
pub fn write(annotations: &Path, folder: &Path, tables: Tables, jobs: usize, number: Number<'_>, rates: &Rates) -> Result<Vec<String>, StoreError> {
    let mut names = Vec::new();
    let mut sinks: Vec<Box<dyn Sink>> = Vec::new();
    if tables.parquet {
        names.extend(TABLES.iter().map(|t| format!("{}.parquet", t.name)));
        sinks.push(parquet_sink(folder)?);
    }
    if tables.sqlite {
        names.push(DATABASE.to_owned());
        sinks.push(sqlite_sink(folder)?);
    }
    if sinks.is_empty() {
        return Ok(names);
    }
    let at = StoreError::at(annotations);
    let mut broken = None;
    let source = |feed: queue::Feed<'_, Chunk>| broken = read_chunks(annotations, feed).err();
    let work = |(): &mut (), chunk: Chunk| rows::of_lines(&chunk.text, |line| number(chunk.first + line), rates);
    queue::ordered(
        jobs,
        source,
        || (),
        work,
        |rows| {
            let rows = rows.map_err(&at)?;
            sinks.iter_mut().try_for_each(|sink| sink.add(&rows))
        },
    )?;
    if let Some(error) = broken {
        return Err(at(error.to_string()));
    }
    for sink in sinks {
        sink.finish()?;
    }
    Ok(names)
}

/// Whole lines, and the number of the first.
struct Chunk {
    text: Vec<u8>,
    first: u64,
}

fn read_chunks(path: &Path, feed: queue::Feed<'_, Chunk>) -> io::Result<()> {
    let mut file = BufReader::with_capacity(1 << 16, File::open(path)?);
    let is_packed = file.fill_buf()?.starts_with(b"\x28\xb5\x2f\xfd");
    let mut stream: Box<dyn io::BufRead> =
        if is_packed { Box::new(BufReader::with_capacity(1 << 16, zstd::stream::read::Decoder::with_buffer(file)?)) } else { Box::new(file) };
    let (mut text, mut first, mut lines) = (Vec::new(), 0, 0);
    loop {
        let is_end = stream.read_until(b'\n', &mut text)? == 0;
        lines += u64::from(!is_end);
        if (is_end && !text.is_empty()) || text.len() >= CHUNK {
            let bytes = text.len() * ROWS_TO_TEXT;
            let chunk = Chunk { text: std::mem::take(&mut text), first };
            first = lines;
            if feed(Task { item: chunk, bytes }) == ControlFlow::Break(()) {
                return Ok(());
            }
        }
        if is_end {
            return Ok(());
        }
    }
}

#[cfg(feature = "parquet")]
fn parquet_sink(folder: &Path) -> Result<Box<dyn Sink>, StoreError> {
    Ok(Box::new(parquet::ParquetSink::new(folder)?))
}

#[cfg(feature = "sqlite")]
fn sqlite_sink(folder: &Path) -> Result<Box<dyn Sink>, StoreError> {
    Ok(Box::new(sqlite::SqliteSink::new(folder)?))
}

#[cfg(not(feature = "parquet"))]
fn parquet_sink(folder: &Path) -> Result<Box<dyn Sink>, StoreError> {
    Err(StoreError { path: folder.to_owned(), what: "this build writes no Parquet: the cargo feature `parquet` is off".into() })
}

#[cfg(not(feature = "sqlite"))]
fn sqlite_sink(folder: &Path) -> Result<Box<dyn Sink>, StoreError> {
    Err(StoreError { path: folder.to_owned(), what: "this build writes no SQLite: the cargo feature `sqlite` is off".into() })
}
