//! What the test files share.

#![allow(dead_code, unreachable_pub)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use dealgraph::eval::gold::parse;
use dealgraph::export::gold::Gold;
use dealgraph::{Annotator, Document, Options};
use proptest::test_runner::{Config as ProptestConfig, RngSeed};

/// One annotator for all tests of a file: building it takes longer than most of them.
pub static ANNOTATOR: LazyLock<Annotator> = LazyLock::new(|| Annotator::new().expect("the lexicons have their form"));

/// The annotated document of a text.
pub fn annotate(text: &str, options: Options) -> Document {
    let mut document = Document::default();
    document.text.source = text.to_owned();
    document.meta.date = Some(jiff::civil::date(2025, 10, 14));
    ANNOTATOR.annotate(&mut document, options);
    document
}

/// Property tests over the same `cases` texts in every run, so that a run that fails can be run again; PROPTEST_RNG_SEED and PROPTEST_CASES try others.
pub fn property_tests(cases: u32) -> ProptestConfig {
    let mut config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if config.rng_seed == RngSeed::Random {
        config.rng_seed = RngSeed::Fixed(20_251_014);
    }
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = cases;
    }
    config
}

/// A path of the repository.
pub fn path(below: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(below)
}

/// All files of an ending below a folder of the repository, sorted.
pub fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    fn collect(folder: &Path, ending: &str, files: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                collect(&path, ending, files);
            } else if path.extension().is_some_and(|e| e == ending) {
                files.push(path);
            }
        }
    }
    let mut found = Vec::new();
    collect(&path(folder), ending, &mut found);
    found.sort();
    found
}

/// A file's text and its name below the repository.
pub fn read(path: &Path) -> (String, String) {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let name = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap_or(path).display().to_string();
    (name, text)
}

/// The gold articles with their names and texts; a mistake in the notation fails the test that asks for them.
pub fn golds() -> Vec<(String, String, Gold)> {
    let read = files("corpus/gold", "md").into_iter().map(|p| read(&p));
    let parsed = read.map(|(name, text)| {
        let gold = parse(&name, &text, ANNOTATOR.frames());
        gold.map(|g| (name, text, g)).map_err(|e| e.to_string())
    });
    let (good, bad): (Vec<_>, Vec<_>) = parsed.partition(Result::is_ok);
    none_of(&bad.into_iter().filter_map(Result::err).collect::<Vec<_>>());
    good.into_iter().filter_map(Result::ok).collect()
}

/// Fails with all messages together, so that one run shows everything.
#[track_caller]
pub fn none_of(failures: &[String]) {
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
}
