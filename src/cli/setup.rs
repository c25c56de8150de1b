//! From arguments to the annotator and the reading options.

use std::path::{Path, PathBuf};

use super::args::InputArgs;
use super::outcome::CliError;
use crate::Annotator;
use crate::read::ReadOptions;

/// The annotator with the user's lexicons.
pub(super) fn annotator(lexicons: &[PathBuf]) -> Result<Annotator, CliError> {
    let mut user = Vec::with_capacity(lexicons.len());
    for path in lexicons {
        let text = std::fs::read_to_string(path).map_err(|e| CliError::Usage(format!("lexicon {}: {e}", path.display())))?;
        user.push((path.display().to_string(), text));
    }
    Ok(Annotator::with_lexicons(&user)?)
}

/// The files to read; standard input where none is named.
pub(super) fn files(args: &InputArgs) -> Vec<PathBuf> {
    if args.files.is_empty() { vec![Path::new("-").to_owned()] } else { args.files.clone() }
}

/// How they are read.
pub(super) fn read_options(args: &InputArgs) -> ReadOptions {
    ReadOptions { kind: args.input, encoding: args.encoding, on_invalid: args.on_invalid }
}
