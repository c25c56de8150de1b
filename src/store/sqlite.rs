//! SQLite: one file, strict tables with primary keys, indexes made last.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, ToSql, params_from_iter};

use super::table::{Cell, Kind, Rows, Table};
use super::{DATABASE, Sink, StoreError, TABLES};

/// A database that grows under a hidden name.
pub(super) struct SqliteSink {
    path: PathBuf,
    connection: Connection,
    inserts: Vec<String>,
}

impl SqliteSink {
    pub(super) fn new(folder: &Path) -> Result<Self, StoreError> {
        let path = folder.join(format!(".{DATABASE}.part"));
        let at = StoreError::at(&path);
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(at(error.to_string())),
            _ => {}
        }
        let at = StoreError::at(&path);
        let connection = Connection::open(&path).map_err(&at)?;
        // The file counts only when it is whole and has its name, so that nothing is lost by writing it without a journal.
        connection.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -32000; BEGIN;").map_err(&at)?;
        for table in TABLES {
            connection.execute_batch(&create(table)).map_err(&at)?;
        }
        let insert = |t: &Table| format!("INSERT INTO {} VALUES ({})", t.name, vec!["?"; t.columns.len()].join(", "));
        Ok(SqliteSink { path: path.clone(), connection, inserts: TABLES.iter().map(insert).collect() })
    }
}

/// The statement that makes a table, with what its columns tell.
fn create(table: &Table) -> String {
    let mut sql = format!("CREATE TABLE {} ( -- {}\n", table.name, table.about);
    for column in table.columns {
        let kind = match column.kind {
            Kind::Text => "TEXT",
            Kind::Integer | Kind::Flag => "INTEGER",
            Kind::Real => "REAL",
        };
        let null = if column.optional { "" } else { " NOT NULL" };
        let _ = writeln!(sql, "  \"{}\" {kind}{null}, -- {}", column.name, column.about);
    }
    let key = table.key.iter().map(|k| format!("\"{k}\"")).collect::<Vec<_>>().join(", ");
    let _ = write!(sql, "  PRIMARY KEY ({key})");
    if table.name != "documents" {
        let _ = write!(sql, ",\n  FOREIGN KEY (\"document\") REFERENCES documents (\"document\")");
    }
    sql + "\n) STRICT;"
}

impl Sink for SqliteSink {
    fn add(&mut self, rows: &[Rows]) -> Result<(), StoreError> {
        let at = StoreError::at(&self.path);
        for ((table, insert), rows) in TABLES.iter().zip(&self.inserts).zip(rows) {
            let mut statement = self.connection.prepare_cached(insert).map_err(&at)?;
            for row in rows.cells.chunks_exact(table.columns.len()) {
                statement.execute(params_from_iter(row)).map_err(&at)?;
            }
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<(), StoreError> {
        let at = StoreError::at(&self.path);
        for table in TABLES {
            for column in table.indexes {
                let sql = format!("CREATE INDEX {0}_{column} ON {0} (\"{column}\")", table.name);
                self.connection.execute_batch(&sql).map_err(&at)?;
            }
        }
        self.connection.execute_batch("COMMIT; PRAGMA user_version = 1;").map_err(&at)?;
        self.connection.close().map_err(|(_, error)| at(error))
    }
}

impl ToSql for Cell {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Cell::Null => ToSqlOutput::Owned(Value::Null),
            Cell::Text(words) => ToSqlOutput::Borrowed(ValueRef::Text(words.as_bytes())),
            Cell::Integer(number) => ToSqlOutput::Owned(Value::Integer(*number)),
            Cell::Real(number) => ToSqlOutput::Owned(Value::Real(*number)),
            Cell::Flag(flag) => ToSqlOutput::Owned(Value::Integer(i64::from(*flag))),
        })
    }
}
