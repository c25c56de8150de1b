//! Parquet: one document a row, columns by their names.

use std::fs::File;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::record::Field as Value;
use parquet::schema::types::Type;

use super::error::ReadErrorKind;
use super::input::{Outcome, ReadOptions, Sink};
use super::raw::{Raw, RawForm};

/// Gives `sink` every row. Only the columns that hold a field are read.
pub(super) fn read(file: File, name: &str, options: &ReadOptions, count: Option<&AtomicU64>, sink: Sink<'_>) -> Outcome {
    let size = file.metadata()?.len();
    let reader = SerializedFileReader::new(file).map_err(broken)?;
    let metadata = reader.metadata().file_metadata();
    let schema = metadata.schema();
    let names: Vec<String> = schema.get_fields().iter().map(|f| f.name().to_owned()).collect();
    let columns = options.fields.columns(names.iter().map(String::as_str)).map_err(ReadErrorKind::BadTable)?;
    // Row groups are decoded one after the other, so that a large file needs the memory of its largest group.
    let wanted = projection(schema, &columns)?;
    let order: Vec<usize> = wanted.get_fields().iter().filter_map(|f| names.iter().position(|n| n == f.name())).collect();
    let rows = u64::try_from(metadata.num_rows()).unwrap_or_default().max(1);
    let mut told = 0;
    for (number, row) in reader.get_row_iter(Some(wanted)).map_err(broken)?.enumerate() {
        let row = row.map_err(broken)?;
        let mut fields: [Option<Vec<u8>>; 6] = Default::default();
        for ((_, value), place) in row.into_columns().into_iter().zip(&order) {
            for (slot, _) in fields.iter_mut().zip(&columns).filter(|(_, column)| **column == Some(*place)) {
                *slot = bytes_of(&value);
            }
        }
        if let Some(count) = count {
            let read = u64::try_from(u128::from(size) * (number as u128 + 1) / u128::from(rows)).unwrap_or(size);
            count.fetch_add(read.saturating_sub(told), Ordering::Relaxed);
            told = read.max(told);
        }
        let raw = Raw { place: format!("{name}:{}", number + 1), form: RawForm::Row(Box::new(fields)) };
        if sink(raw).is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(ControlFlow::Continue(()))
}

fn projection(schema: &Type, columns: &[Option<usize>; 6]) -> Result<Type, ReadErrorKind> {
    let is_wanted = |place: usize| columns.contains(&Some(place));
    let fields: Vec<Arc<Type>> = schema.get_fields().iter().enumerate().filter(|(i, _)| is_wanted(*i)).map(|(_, f)| Arc::clone(f)).collect();
    if let Some(nested) = fields.iter().find(|f| !f.is_primitive()) {
        return Err(ReadErrorKind::BadTable(format!("column {:?} is nested, expected plain values", nested.name())));
    }
    Type::group_type_builder(schema.name()).with_fields(fields).build().map_err(broken)
}

fn bytes_of(value: &Value) -> Option<Vec<u8>> {
    match value {
        Value::Null => None,
        Value::Str(words) => Some(words.clone().into_bytes()),
        Value::Bytes(bytes) => Some(bytes.data().to_vec()),
        // `2025-10-14 00:00:00 +00:00`: the reader of dates takes the day.
        other => Some(other.to_string().into_bytes()),
    }
}

fn broken(error: ParquetError) -> ReadErrorKind {
    ReadErrorKind::BadTable(error.to_string())
}
