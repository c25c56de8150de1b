//! CSV and TSV: one document a row, columns by the names in the first row.

use std::cell::Cell;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::rc::Rc;

use super::error::{MAX_BYTES, ReadErrorKind};
use super::input::{Outcome, ReadOptions, Sink};
use super::raw::{Raw, RawForm};

/// Gives `sink` every row. Bytes stay bytes until [`Raw::parse`]: commas, quotes and line feeds are the same in every encoding but UTF-16.
pub(super) fn read(stream: &mut dyn Read, delimiter: u8, name: &str, options: &ReadOptions, sink: Sink<'_>) -> Outcome {
    let left = Rc::new(Cell::new(MAX_BYTES));
    let limited = Limited { inner: stream, left: Rc::clone(&left) };
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).buffer_capacity(1 << 16).from_reader(limited);
    let header = reader.byte_headers().map_err(|e| broken(&e))?;
    let names: Vec<String> = header.iter().map(|n| String::from_utf8_lossy(n).into_owned()).collect();
    let columns = options.fields.columns(names.iter().map(String::as_str)).map_err(ReadErrorKind::BadTable)?;
    let mut record = csv::ByteRecord::new();
    loop {
        left.set(MAX_BYTES);
        match reader.read_byte_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return Ok(ControlFlow::Continue(())),
            Err(error) => return Err(broken(&error)),
        }
        let line = record.position().map_or(0, csv::Position::line);
        let field = |place: Option<usize>| place.and_then(|p| record.get(p)).map(<[u8]>::to_vec);
        let raw = Raw { place: format!("{name}:{line}"), form: RawForm::Row(Box::new(columns.map(field))) };
        if sink(raw).is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
}

fn broken(error: &csv::Error) -> ReadErrorKind {
    ReadErrorKind::BadTable(error.to_string())
}

/// Ends a row that a missing quotation mark makes endless, before it fills the memory.
struct Limited<R> {
    inner: R,
    left: Rc<Cell<u64>>,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        match self.left.get().checked_sub(read as u64) {
            Some(left) => self.left.set(left),
            None => return Err(io::Error::other(format!("a row is longer than {MAX_BYTES} bytes; a quotation mark may lack its partner"))),
        }
        Ok(read)
    }
}
