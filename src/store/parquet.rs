//! Parquet: a file a table, zstd, row groups of bounded size.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical, ZstdLevel};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::Type;

use super::table::{Cell, Column, Kind, Rows, Table};
use super::{Sink, StoreError, TABLES};

/// Rows of a row group.
const GROUP: usize = 16_384;

/// Files that grow under hidden names.
pub(super) struct ParquetSink {
    files: Vec<TableFile>,
}

struct TableFile {
    table: &'static Table,
    path: PathBuf,
    writer: SerializedFileWriter<File>,
    cells: Vec<Cell>,
}

impl ParquetSink {
    pub(super) fn new(folder: &Path) -> Result<Self, StoreError> {
        Ok(ParquetSink { files: TABLES.iter().map(|t| TableFile::new(folder, t)).collect::<Result<_, _>>()? })
    }
}

impl Sink for ParquetSink {
    fn add(&mut self, rows: &[Rows]) -> Result<(), StoreError> {
        self.files.iter_mut().zip(rows).try_for_each(|(file, rows)| file.add(&rows.cells))
    }

    fn finish(self: Box<Self>) -> Result<(), StoreError> {
        for mut file in self.files {
            file.flush(1)?;
            let TableFile { path, writer, .. } = file;
            writer.close().map_err(StoreError::at(&path))?;
        }
        Ok(())
    }
}

impl TableFile {
    fn new(folder: &Path, table: &'static Table) -> Result<Self, StoreError> {
        let path = folder.join(format!(".{}.parquet.part", table.name));
        let open = || -> Result<_, ParquetError> {
            let fields = table.columns.iter().map(|c| field(c).map(Arc::new)).collect::<Result<_, _>>()?;
            let schema = Type::group_type_builder(table.name).with_fields(fields).build()?;
            let level = ZstdLevel::try_new(3)?;
            let properties = WriterProperties::builder().set_compression(Compression::ZSTD(level)).set_created_by("dealgraph".to_owned()).build();
            SerializedFileWriter::new(File::create(&path)?, Arc::new(schema), Arc::new(properties))
        };
        let writer = open().map_err(StoreError::at(&path))?;
        Ok(TableFile { table, path, writer, cells: Vec::new() })
    }

    fn add(&mut self, cells: &[Cell]) -> Result<(), StoreError> {
        self.cells.extend_from_slice(cells);
        self.flush(GROUP)
    }

    /// Writes row groups while there are at least so many rows.
    fn flush(&mut self, least: usize) -> Result<(), StoreError> {
        let width = self.table.columns.len();
        while self.cells.len() / width >= least {
            let rows = (self.cells.len() / width).min(GROUP);
            let group = &self.cells[..rows * width];
            group_of(&mut self.writer, self.table, group).map_err(StoreError::at(&self.path))?;
            self.cells.drain(..rows * width);
        }
        Ok(())
    }
}

fn field(column: &Column) -> Result<Type, ParquetError> {
    let physical = match column.kind {
        Kind::Text => Physical::BYTE_ARRAY,
        Kind::Integer => Physical::INT64,
        Kind::Real => Physical::DOUBLE,
        Kind::Flag => Physical::BOOLEAN,
    };
    let repetition = if column.optional { Repetition::OPTIONAL } else { Repetition::REQUIRED };
    let logical = (column.kind == Kind::Text).then_some(LogicalType::String);
    Type::primitive_type_builder(column.name, physical).with_repetition(repetition).with_logical_type(logical).build()
}

fn group_of(writer: &mut SerializedFileWriter<File>, table: &Table, cells: &[Cell]) -> Result<(), ParquetError> {
    let mut group = writer.next_row_group()?;
    for (place, column) in table.columns.iter().enumerate() {
        let cells: Vec<&Cell> = cells.iter().skip(place).step_by(table.columns.len()).collect();
        let levels: Option<Vec<i16>> = column.optional.then(|| cells.iter().map(|c| i16::from(!matches!(c, Cell::Null))).collect());
        let Some(writer) = group.next_column()? else { break };
        column_of(writer, column.kind, &cells, levels.as_deref())?;
    }
    group.close()?;
    Ok(())
}

fn column_of(mut writer: SerializedColumnWriter<'_>, kind: Kind, cells: &[&Cell], levels: Option<&[i16]>) -> Result<(), ParquetError> {
    match kind {
        Kind::Text => {
            let values: Vec<ByteArray> = cells.iter().filter_map(|c| if let Cell::Text(words) = c { Some(words.as_str().into()) } else { None }).collect();
            writer.typed::<ByteArrayType>().write_batch(&values, levels, None)?;
        }
        Kind::Integer => {
            let values: Vec<i64> = cells.iter().filter_map(|c| if let Cell::Integer(number) = c { Some(*number) } else { None }).collect();
            writer.typed::<Int64Type>().write_batch(&values, levels, None)?;
        }
        Kind::Real => {
            let values: Vec<f64> = cells.iter().filter_map(|c| if let Cell::Real(number) = c { Some(*number) } else { None }).collect();
            writer.typed::<DoubleType>().write_batch(&values, levels, None)?;
        }
        Kind::Flag => {
            let values: Vec<bool> = cells.iter().filter_map(|c| if let Cell::Flag(flag) = c { Some(*flag) } else { None }).collect();
            writer.typed::<BoolType>().write_batch(&values, levels, None)?;
        }
    }
    writer.close()
}
