//! What a table is.

/// A table of the store.
#[derive(Debug)]
pub struct Table {
    /// Its name, and that of its Parquet file.
    pub name: &'static str,
    /// What a row is.
    pub about: &'static str,
    /// Columns that together are unique.
    pub key: &'static [&'static str],
    /// Columns that are looked up.
    pub indexes: &'static [&'static str],
    /// Its columns.
    pub columns: &'static [Column],
}

/// A column.
#[derive(Debug)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What its cells hold.
    pub kind: Kind,
    /// May be null.
    pub optional: bool,
    /// What it tells.
    pub about: &'static str,
}

/// What cells hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// UTF-8.
    Text,
    /// 64 bits with sign.
    Integer,
    /// A fraction.
    Real,
    /// True or false; 1 or 0 in SQLite.
    Flag,
}

impl Kind {
    /// For people.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Integer => "integer",
            Kind::Real => "real",
            Kind::Flag => "flag",
        }
    }
}

impl Column {
    /// A column that is always filled.
    pub const fn new(name: &'static str, kind: Kind, about: &'static str) -> Self {
        Column { name, kind, optional: false, about }
    }

    /// A column that may be null.
    pub const fn some(name: &'static str, kind: Kind, about: &'static str) -> Self {
        Column { name, kind, optional: true, about }
    }
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing is known.
    Null,
    /// Of [`Kind::Text`].
    Text(String),
    /// Of [`Kind::Integer`].
    Integer(i64),
    /// Of [`Kind::Real`].
    Real(f64),
    /// Of [`Kind::Flag`].
    Flag(bool),
}

impl From<&str> for Cell {
    fn from(words: &str) -> Self {
        Cell::Text(words.to_owned())
    }
}

impl From<Option<&str>> for Cell {
    fn from(words: Option<&str>) -> Self {
        words.map_or(Cell::Null, Cell::from)
    }
}

impl From<usize> for Cell {
    fn from(number: usize) -> Self {
        Cell::Integer(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<u64> for Cell {
    fn from(number: u64) -> Self {
        Cell::Integer(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<Option<u64>> for Cell {
    fn from(number: Option<u64>) -> Self {
        number.map_or(Cell::Null, Cell::from)
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Self {
        Cell::Real(number)
    }
}

impl From<bool> for Cell {
    fn from(flag: bool) -> Self {
        Cell::Flag(flag)
    }
}

/// Rows of one table, cell by cell.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// All cells, row after row.
    pub cells: Vec<Cell>,
}

impl Rows {
    /// Adds a row.
    pub fn add<const N: usize>(&mut self, row: [Cell; N]) {
        self.cells.extend(row);
    }
}
