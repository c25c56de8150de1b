//! Embeds every file under `lexicons/` in the library, so that the binary is one file and needs no installation; and what they say, read by the
//! library's own code, so that the program does not read them at every start.

// Of the library's rooms only what reads lexicons is used.
#![allow(dead_code, unused_imports, unused_macros, unreachable_pub)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use lexicon::Stored;

#[path = "src/doc/mod.rs"]
mod doc;

#[path = "src/read"]
mod read {
    mod fold;
    pub(crate) use fold::*;
}

#[path = "src/lang"]
mod lang {
    mod cases;
    mod clause;
    pub(crate) use cases::Case;
    pub(crate) use clause::*;
}

#[path = "src/lexicon"]
mod lexicon {
    mod class;
    pub(crate) mod common;
    mod concept;
    mod error;
    mod han;
    mod latin;
    mod load;
    mod lookup;
    mod packed;
    mod rows;
    mod stored;
    mod trie;
    pub(crate) use class::Class;
    pub(crate) use concept::Concept;
    pub(crate) use error::LexiconError;
    pub(crate) use load::Builder;
    pub(crate) use lookup::Hit;
    pub(crate) use rows::{Lexicon, Row, Word};
    pub(crate) use stored::{Reader, Stored, Writer, stored_choices, stored_fields};
}

#[path = "src/deal"]
mod deal {
    pub(crate) mod frame;
    mod inflect;
}

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=lexicons");
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    collect(&root.join("lexicons"), &mut files)?;
    files.sort();
    let mut code = String::from("&[\n");
    let mut texts = Vec::new();
    for file in files {
        println!("cargo::rerun-if-changed={}", file.display());
        let name = file.strip_prefix(&root).expect("collected below the root").to_string_lossy().replace('\\', "/");
        writeln!(code, "    ({name:?}, include_str!({:?})),", file.display().to_string()).expect("a String takes every write");
        texts.push((name, fs::read_to_string(&file)?));
    }
    code.push_str("]\n");
    let texts: Vec<_> = texts.iter().map(|(name, text): &(String, String)| (name.as_str(), text.as_str())).collect();
    let mut knowledge = lexicon::Writer::default();
    // A mistake in a file is told with its place, and ends the build.
    let (lexicon, frames) = deal::frame::read(&texts, &[]).map_err(io::Error::other)?;
    lexicon.store(&mut knowledge);
    frames.store(&mut knowledge);
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets OUT_DIR"));
    fs::write(out.join("knowledge.bin"), knowledge.numbers)?;
    fs::write(out.join("knowledge.txt"), knowledge.words)?;
    fs::write(out.join("common.bin"), lexicon::common::table_of(&fs::read_to_string(root.join("lexicons/words/zh.txt"))?))?;
    fs::write(out.join("lexicons.rs"), code)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|e| e == "tsv" || e == "toml") {
            files.push(path);
        }
    }
    Ok(())
}
