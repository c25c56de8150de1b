//! A folder with the files of every document, and those that the format has beside them.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashSet;

use super::outcome::CliError;
use crate::Document;
use crate::export::{Format, Stream, View};

/// Characters of a name.
const MAX_NAME: usize = 80;

/// Where the files go.
pub(super) struct Folder {
    path: PathBuf,
    format: &'static Format,
    names: Mutex<FxHashSet<String>>,
    /// What is read, which no file may take the place of.
    inputs: Vec<PathBuf>,
}

impl Folder {
    /// Makes the folder and the files that stand once in it.
    pub(super) fn new(path: &Path, format: &'static Format, view: &View<'_>, inputs: &[PathBuf]) -> Result<Self, CliError> {
        let usage = |e: io::Error| CliError::Usage(format!("{}: {e}", path.display()));
        fs::create_dir_all(path).map_err(usage)?;
        let inputs = inputs.iter().filter_map(|i| fs::canonicalize(i).ok()).collect();
        for beside in format.beside {
            let mut bytes = Vec::new();
            (beside.write)(view, &mut bytes)?;
            fs::write(path.join(beside.name), bytes).map_err(usage)?;
        }
        Ok(Folder { path: path.to_owned(), format, names: Mutex::default(), inputs })
    }

    /// Writes the files of a document.
    pub(super) fn write(&self, view: &View<'_>, document: &Document) -> io::Result<()> {
        let id = document.meta.id.as_ref().map(|id| id.as_str().map_or_else(|| id.to_string(), str::to_owned));
        let name = self.free_name(&plain_name(&id.unwrap_or_default()));
        for part in self.format.parts {
            let mut bytes = Vec::new();
            if self.format.stream == Stream::Array {
                bytes.push(b'[');
            }
            part.write_document(view, document, &mut bytes)?;
            if self.format.stream == Stream::Array {
                bytes.extend_from_slice(b"]\n");
            }
            let path = self.path.join(format!("{name}{}", part.suffix));
            self.refuse_input(&path)?;
            fs::File::create(&path).and_then(|mut f| f.write_all(&bytes)).map_err(|e| io::Error::new(e.kind(), format!("{}: {e}", path.display())))?;
        }
        Ok(())
    }

    /// brat's text of `article.txt` is called `article.txt` too.
    fn refuse_input(&self, path: &Path) -> io::Result<()> {
        let is_input = fs::canonicalize(path).is_ok_and(|p| self.inputs.iter().any(|i| p == *i || (i.is_dir() && p.starts_with(i))));
        let refusal = || io::Error::new(io::ErrorKind::InvalidInput, format!("{} is read from: choose another folder for --out", path.display()));
        if is_input { Err(refusal()) } else { Ok(()) }
    }

    /// The name, or it with a number where another document has it; some file systems do not tell capitals apart.
    fn free_name(&self, name: &str) -> String {
        let mut names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        let mut free = name.to_owned();
        let mut number = 1;
        while !names.insert(free.to_lowercase()) {
            number += 1;
            free = format!("{name}-{number}");
        }
        free
    }
}

/// A file name of a document's id: its last part without ending, and of that only letters, digits and marks that no system gives a meaning. An id is
/// never a path.
fn plain_name(id: &str) -> String {
    let last = id.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = last.rsplit_once('.').map_or(last, |(stem, ending)| if ending.len() <= 5 && !stem.is_empty() { stem } else { last });
    let plain: String = stem.chars().take(MAX_NAME).map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_') { c } else { '-' }).collect();
    let plain = plain.trim_matches('-');
    if plain.is_empty() { "document".to_owned() } else { plain.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::plain_name;

    #[test]
    fn an_id_is_never_a_path() {
        let table =
            [("corpus/a.txt", "a"), ("../../etc/passwd", "passwd"), ("", "document"), ("..", "document"), ("a b:c", "a-b-c"), ("新闻 1.html", "新闻-1")];
        for (id, name) in table {
            assert_eq!(plain_name(id), name);
        }
    }
}
