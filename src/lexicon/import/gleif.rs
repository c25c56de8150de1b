//! The golden copy of GLEIF (CSV): legal entities of the world with their identifiers.

use super::{Entry, ImportError, names};
use crate::doc::EntityType;
use crate::lexicon::Lexicon;

/// Reads the CSV with the columns of the golden copy, level 1.
///
/// # Errors
/// Where it is no CSV, or lacks the columns of the identifier and the legal name.
pub fn gleif(lexicon: &Lexicon, text: &str) -> Result<Vec<Entry>, ImportError> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let headers = reader.headers().map_err(|e| ImportError(e.to_string()))?.clone();
    let find = |name: &str| headers.iter().position(|h| h.trim() == name);
    let need = |name: &str| find(name).ok_or_else(|| ImportError(format!("no column {name:?}, expected the golden copy of GLEIF as CSV")));
    let (lei, name) = (need("LEI")?, need("Entity.LegalName")?);
    let country = find("Entity.LegalAddress.Country");
    let others: Vec<usize> = (1..=5).filter_map(|n| find(&format!("Entity.OtherEntityNames.OtherEntityName.{n}"))).collect();
    let status = find("Entity.EntityStatus");
    let mut out = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|e| ImportError(e.to_string()))?;
        let cell = |i: usize| record.get(i).unwrap_or("").trim();
        let is_active = status.is_none_or(|i| cell(i) != "INACTIVE");
        let key = cell(lei).to_ascii_lowercase();
        if key.is_empty() || cell(name).is_empty() || !is_active {
            continue;
        }
        let entry = |surface, form, context| Entry {
            key: key.clone(),
            surface,
            form,
            kind: EntityType::Company,
            country: country.map_or("", cell).to_owned(),
            tickers: String::new(),
            context,
        };
        out.extend(names(lexicon, cell(name), entry));
        out.extend(others.iter().map(|&i| cell(i)).filter(|n| !n.is_empty()).map(|n| entry(n.to_owned(), "alias", false)));
    }
    Ok(out)
}
