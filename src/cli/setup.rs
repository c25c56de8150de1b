//! From arguments to the annotator and the reading options.

use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

use super::args::{FieldArgs, InputArgs, ReadArgs};
use super::outcome::CliError;
use crate::Annotator;
use crate::graph::fx::Rates;
use crate::read::{Field, FieldNames, ReadOptions};

/// The annotator with the user's lexicons. It is not taken apart at the end, as the program ends with it.
pub(super) fn annotator(lexicons: &[PathBuf]) -> Result<ManuallyDrop<Annotator>, CliError> {
    Ok(ManuallyDrop::new(Annotator::with_lexicons(&user_lexicons(lexicons)?)?))
}

/// The user's lexicons, by name and text.
pub(super) fn user_lexicons(paths: &[PathBuf]) -> Result<Vec<(String, String)>, CliError> {
    let read = |path: &PathBuf| {
        let text = std::fs::read_to_string(path).map_err(|e| CliError::Usage(format!("lexicon {}: {e}", path.display())))?;
        Ok((path.display().to_string(), text))
    };
    paths.iter().map(read).collect()
}

/// The exchange rates of a file, or our own.
pub(super) fn rates(path: Option<&Path>) -> Result<Rates, CliError> {
    let Some(path) = path else { return Rates::new().map_err(|e| CliError::Usage(e.to_string())) };
    let text = std::fs::read_to_string(path).map_err(|e| CliError::Usage(format!("exchange rates {}: {e}", path.display())))?;
    Rates::parse(&path.display().to_string(), &text).map_err(|e| CliError::Usage(e.to_string()))
}

/// Threads: as asked for, else one a core.
pub(super) fn jobs(asked: Option<u16>) -> usize {
    asked.map_or_else(|| std::thread::available_parallelism().map_or(1, usize::from), usize::from)
}

/// The files to read; standard input where none is named.
pub(super) fn files(args: &InputArgs) -> Vec<PathBuf> {
    if args.files.is_empty() { vec![Path::new("-").to_owned()] } else { args.files.clone() }
}

/// How they are read.
pub(super) fn read_options(args: &ReadArgs) -> ReadOptions {
    ReadOptions { kind: args.input, encoding: args.encoding, on_invalid: args.on_invalid, fields: fields(&args.fields) }
}

/// Each field with the name that records have for it.
pub(super) fn field_names(args: &FieldArgs) -> [(Field, &str); 6] {
    let told = [&args.text_field, &args.id_field, &args.date_field, &args.title_field, &args.source_field, &args.lang_field];
    [0, 1, 2, 3, 4, 5].map(|i| (Field::ALL[i], told[i].as_str()))
}

fn fields(args: &FieldArgs) -> FieldNames {
    let mut names = FieldNames::default();
    for (field, name) in field_names(args) {
        names.set(field, name);
    }
    names
}
