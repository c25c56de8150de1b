//! The files that paths, folders and globs mean, in an order that is always the same. Nothing is kept: a folder of a million files is walked as it is read.

use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};
use walkdir::{DirEntry, WalkDir};

use super::BatchError;

/// What is read.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// Files, folders, globs, `-`.
    pub paths: Vec<PathBuf>,
    /// In folders only files that one of them matches; every file where there is none.
    pub include: Vec<String>,
    /// In folders no file or folder that one of them matches.
    pub exclude: Vec<String>,
    /// A folder that is passed over: the one that is written.
    pub except: Option<PathBuf>,
}

/// A file, or why there is none.
pub(crate) enum Found<'a> {
    File(&'a Path),
    Failed(String, io::Error),
}

/// What takes the files.
pub(crate) type Visit<'a> = &'a mut dyn FnMut(Found<'_>) -> ControlFlow<()>;

/// Inputs with their globs read.
pub(crate) struct Walk {
    inputs: Inputs,
    include: GlobSet,
    exclude: GlobSet,
}

impl Walk {
    pub(crate) fn new(mut inputs: Inputs) -> Result<Self, BatchError> {
        let set = |globs: &[String]| -> Result<GlobSet, BatchError> {
            let mut builder = GlobSetBuilder::new();
            for glob in globs {
                builder.add(Glob::new(glob).map_err(|e| BatchError::Usage(e.to_string()))?);
            }
            builder.build().map_err(|e| BatchError::Usage(e.to_string()))
        };
        let (include, exclude) = (set(&inputs.include)?, set(&inputs.exclude)?);
        inputs.except = inputs.except.and_then(|folder| folder.canonicalize().ok());
        Ok(Walk { inputs, include, exclude })
    }

    /// Visits every file.
    pub(crate) fn each(&self, visit: Visit<'_>) -> ControlFlow<()> {
        for path in &self.inputs.paths {
            if path.as_os_str() != "-" && !path.exists() && is_glob(path) {
                self.glob(path, visit)?;
            } else if path.is_dir() {
                self.folder(path, &|_| true, visit)?;
            } else {
                visit(Found::File(path))?;
            }
        }
        ControlFlow::Continue(())
    }

    /// Bytes of all files, as far as their sizes are known.
    pub(crate) fn bytes(&self) -> u64 {
        let mut sum = 0;
        let _ = self.each(&mut |found| {
            if let Found::File(path) = found {
                sum += path.metadata().map_or(0, |m| m.len());
            }
            ControlFlow::Continue(())
        });
        sum
    }

    fn folder(&self, root: &Path, is_wanted: &dyn Fn(&Path) -> bool, visit: Visit<'_>) -> ControlFlow<()> {
        let below = |entry: &DirEntry| entry.path().strip_prefix(root).unwrap_or(entry.path()).to_owned();
        let is_open = |entry: &DirEntry| {
            let hidden = entry.file_name().to_str().is_some_and(|n| n.starts_with('.'));
            entry.depth() == 0 || !(hidden || self.exclude.is_match(below(entry)) || self.exclude.is_match(entry.file_name()) || self.is_own(entry))
        };
        for entry in WalkDir::new(root).follow_links(true).sort_by_file_name().into_iter().filter_entry(is_open) {
            match entry {
                Ok(entry) if entry.file_type().is_file() => {
                    let included = self.inputs.include.is_empty() || self.include.is_match(below(&entry)) || self.include.is_match(entry.file_name());
                    if included && is_wanted(entry.path()) {
                        visit(Found::File(entry.path()))?;
                    }
                }
                Ok(_) => {}
                Err(error) => {
                    let place = error.path().unwrap_or(root).display().to_string();
                    let kind = error.into_io_error().unwrap_or_else(|| io::Error::other("links form a loop"));
                    visit(Found::Failed(place, kind))?;
                }
            }
        }
        ControlFlow::Continue(())
    }

    fn is_own(&self, entry: &DirEntry) -> bool {
        entry.file_type().is_dir() && self.inputs.except.as_deref().is_some_and(|own| entry.path().canonicalize().is_ok_and(|p| p == own))
    }

    /// `news/**/*.html`: walks from the last folder that has no sign of a glob.
    fn glob(&self, pattern: &Path, visit: Visit<'_>) -> ControlFlow<()> {
        let words = pattern.display().to_string();
        let matcher = match GlobBuilder::new(&words).literal_separator(true).build() {
            Ok(glob) => glob.compile_matcher(),
            Err(error) => return visit(Found::Failed(words, io::Error::other(error))),
        };
        let mut root: PathBuf = pattern.components().take_while(|c| !is_glob(Path::new(c.as_os_str()))).collect();
        let is_here = root.as_os_str().is_empty();
        if is_here {
            root = PathBuf::from(".");
        }
        let mut matched = false;
        let is_wanted = |path: &Path| matcher.is_match(if is_here { path.strip_prefix(".").unwrap_or(path) } else { path });
        self.folder(&root, &is_wanted, &mut |found| {
            matched |= matches!(found, Found::File(_));
            visit(found)
        })?;
        if matched { ControlFlow::Continue(()) } else { visit(Found::Failed(words, io::Error::other("no file matches"))) }
    }
}

fn is_glob(path: &Path) -> bool {
    path.to_string_lossy().contains(['*', '?', '[', '{'])
}
