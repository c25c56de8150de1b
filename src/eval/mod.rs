//! Scoring against gold articles: precision, recall and F1 by layer, language and part.

pub mod baseline;
mod case;
mod compare;
pub mod coverage;
pub mod gold;
mod layers;
mod pairing;
mod report;
pub mod sweep;
mod tally;

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

pub use case::Case;
pub use report::{report, write_misses, write_text};
pub use tally::{Figure, Layer, Miss, Tally};

use crate::deal::Frames;
use crate::{Annotator, Document, Language, Options};
use gold::GoldError;

/// A gold file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum EvalError {
    /// Missing or unreadable.
    #[error("{file}: {error}")]
    Io {
        /// Which file.
        file: String,
        /// Why.
        error: std::io::Error,
    },
    /// A mistake in the notation.
    #[error(transparent)]
    Gold(#[from] GoldError),
    /// A folder without gold articles.
    #[error("{0}: no gold article (*.md) in it")]
    Empty(String),
}

/// What one article scored.
pub struct Scored {
    /// `zh`, `en`.
    pub language: String,
    /// `dev`, `test`.
    pub part: String,
    /// Its counts.
    pub tally: Tally,
    /// What was missed or wrong.
    pub misses: Vec<Miss>,
}

/// Reads gold articles: files, and all `*.md` with a header below folders, in the order of their paths.
pub fn read(paths: &[PathBuf], frames: &Frames) -> Vec<Result<Case, EvalError>> {
    let mut files = Vec::new();
    let mut cases = Vec::new();
    for path in paths {
        let before = files.len();
        match collect(path, &mut files) {
            Ok(()) if files.len() == before => cases.push(Err(EvalError::Empty(path.display().to_string()))),
            Ok(()) => {}
            Err(error) => cases.push(Err(EvalError::Io { file: path.display().to_string(), error })),
        }
    }
    files.sort();
    files.dedup();
    cases.extend(files.iter().map(|file| read_one(file, frames)));
    cases
}

fn read_one(path: &Path, frames: &Frames) -> Result<Case, EvalError> {
    let file = path.display().to_string();
    let text = fs::read_to_string(path).map_err(|error| EvalError::Io { file: file.clone(), error })?;
    Ok(Case::new(file.clone(), gold::parse(&file, &text, frames)?))
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    if !fs::metadata(path)?.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    for entry in fs::read_dir(path)? {
        let path = entry?.path();
        if path.is_dir() || path.extension().is_some_and(|e| e == "md") {
            collect(&path, files)?;
        }
    }
    Ok(())
}

/// Annotates the plain text of every article and scores what comes out.
pub fn score(annotator: &Annotator, cases: &[Case]) -> Vec<Scored> {
    let one = |document: &mut Document, case: &Case| {
        document.clear();
        document.text.source.push_str(&case.plain);
        document.meta.date = case.gold.head("date").and_then(crate::read::parse_date);
        document.meta.language = case.gold.head("lang").and_then(Language::parse);
        annotator.annotate(document, Options::default());
        let (mut tally, mut misses) = (Tally::default(), Vec::new());
        layers::score(annotator.frames(), case, document, &mut tally, &mut misses);
        misses.sort_by_key(|m| (m.layer, m.line));
        let head = |key: &str| case.gold.head(key).unwrap_or("?").to_owned();
        Scored { language: head("lang"), part: head("part"), tally, misses }
    };
    cases.par_iter().map_init(Document::default, one).collect()
}
