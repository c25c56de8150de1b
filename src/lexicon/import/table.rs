//! An exchange's list of companies as CSV or TSV, by a mapping of its columns.

use super::{Entry, ImportError, key_of, names};
use crate::doc::EntityType;
use crate::lexicon::Lexicon;

/// Which column holds what: `name=证券简称,code=证券代码,full=公司全称,en=英文名称`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// The usual name.
    pub name: Option<String>,
    /// The full name.
    pub full: Option<String>,
    /// The English name.
    pub en: Option<String>,
    /// The code under which it is listed.
    pub code: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
}

impl Columns {
    /// Reads `field=column,field=column`.
    ///
    /// # Errors
    /// At a field that is unknown, or a mapping without a name.
    pub fn parse(words: &str) -> Result<Self, String> {
        let mut columns = Columns::default();
        for pair in words.split(',').filter(|p| !p.trim().is_empty()) {
            let (field, column) = pair.split_once('=').ok_or_else(|| format!("{pair:?}: expected field=column"))?;
            let slot = match field.trim() {
                "name" => &mut columns.name,
                "full" => &mut columns.full,
                "en" => &mut columns.en,
                "code" => &mut columns.code,
                "country" => &mut columns.country,
                other => return Err(format!("unknown field {other:?}; fields are name, full, en, code, country")),
            };
            *slot = Some(column.trim().to_owned());
        }
        if columns.name.is_none() && columns.full.is_none() {
            return Err("expected a column for name or full".to_owned());
        }
        Ok(columns)
    }
}

/// Reads a table whose codes are of `exchange`, its companies of `country` where no column tells.
///
/// # Errors
/// Where it is no table, or lacks a column that is mapped.
pub fn table(lexicon: &Lexicon, text: &str, columns: &Columns, exchange: &str, country: &str) -> Result<Vec<Entry>, ImportError> {
    let text = text.trim_start_matches('\u{feff}');
    let delimiter = if text.lines().next().unwrap_or("").contains('\t') { b'\t' } else { b',' };
    let mut reader = csv::ReaderBuilder::new().flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let headers = reader.headers().map_err(|e| ImportError(e.to_string()))?.clone();
    let find = |column: &Option<String>| match column {
        None => Ok(None),
        Some(name) => headers.iter().position(|h| h.trim() == name).map(Some).ok_or_else(|| {
            let known: Vec<&str> = headers.iter().map(str::trim).collect();
            ImportError(format!("no column {name:?}; columns are {}", known.join(", ")))
        }),
    };
    let (name, full, en, code, of) = (find(&columns.name)?, find(&columns.full)?, find(&columns.en)?, find(&columns.code)?, find(&columns.country)?);
    let mut out = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|e| ImportError(e.to_string()))?;
        let cell = |place: Option<usize>| place.and_then(|i| record.get(i)).unwrap_or("").trim();
        let symbol = cell(code);
        let base = [cell(en), cell(name), cell(full)].iter().map(|n| key_of(n)).find(|k| k.len() > 1).unwrap_or_default();
        let key = if symbol.is_empty() { base } else { key_of(&format!("{exchange}-{symbol}")) };
        if key.is_empty() {
            continue;
        }
        let entry = |surface: String, form, context| Entry {
            key: key.clone(),
            surface,
            form,
            kind: EntityType::Company,
            country: if cell(of).is_empty() { country.to_owned() } else { cell(of).to_owned() },
            tickers: if symbol.is_empty() { String::new() } else { format!("{exchange}:{symbol}") },
            context,
        };
        // 万 科A and 平安银行 are printed with blanks to one width; within Chinese they mean nothing.
        let short: String = if cell(name).is_ascii() { cell(name).to_owned() } else { cell(name).chars().filter(|c| !c.is_whitespace()).collect() };
        if !short.is_empty() {
            let is_short = short.chars().count() < 2 || lexicon.is_everyday(&short);
            out.push(entry(short, "name", is_short));
        }
        if !cell(full).is_empty() {
            let all = names(lexicon, cell(full), entry);
            out.extend(all.into_iter().map(|e| if name.is_some() && e.form == "name" { Entry { form: "alias", ..e } } else { e }));
        }
        if !cell(en).is_empty() {
            out.extend(names(lexicon, cell(en), entry));
        }
    }
    Ok(out)
}
