//! `dealgraph annotate`.

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use super::args::AnnotateArgs;
use super::folder::Folder;
use super::outcome::{CliError, Outcome};
use super::{output, pipeline, setup};
use crate::export::{self, Format, GraphStyle, Stream, View};
use crate::read::Failure;
use crate::{Document, Options, Tokens};

/// Annotates every document and writes it in the format.
pub(super) fn run(args: &AnnotateArgs) -> Result<Outcome, CliError> {
    let format = chosen_format(args)?;
    let annotator = setup::annotator(&args.input.read.lexicon)?;
    let mut view = View::new(annotator.lexicon(), annotator.frames());
    view.unit = args.offsets;
    view.pretty = args.pretty;
    view.tokens = args.tokens;
    view.width = output::width();
    view.style = GraphStyle { formulas: args.formulas };
    let options = Options { tokens: if args.tokens || format.tokens { Tokens::Wanted } else { Tokens::Unwanted } };
    let folder = args.out.as_deref().map(|path| Folder::new(path, format, &view, &args.input.files)).transpose()?;
    let is_taken = AtomicBool::new(false);
    let work = |item: crate::read::Item, document: &mut Document, out: &mut Vec<u8>| match item {
        Ok(record) => {
            let view = View { with_text: args.with_text || record.is_extracted, ..view };
            record.load(args.input.read.date, args.input.read.lang, document);
            annotator.annotate(document, options);
            match &folder {
                Some(folder) => folder.write(&view, document)?,
                None if format.stream == Stream::One && is_taken.swap(true, Ordering::Relaxed) => return Err(one_only(format)),
                None => {
                    if format.stream == Stream::Array {
                        out.extend_from_slice(b",\n");
                    }
                    format.parts[0].write_document(&view, document, out)?;
                }
            }
            Ok(true)
        }
        Err(failure) => report(&failure, format, out).map(|()| false),
    };
    // Files of a folder are named in input order.
    let jobs = if folder.is_some() { Some(1) } else { args.input.read.jobs };
    let mut out = Sink { out: output::stdout(), is_array: folder.is_none() && format.stream == Stream::Array, is_empty: true };
    let failed = pipeline::run(&setup::files(&args.input), &setup::read_options(&args.input.read), jobs, &work, &mut out).map_err(told)?;
    out.end()?;
    super::outcome(failed)
}

fn chosen_format(args: &AnnotateArgs) -> Result<&'static Format, CliError> {
    let name = args.format.as_deref().unwrap_or(if output::is_terminal() && args.out.is_none() { "text" } else { "json" });
    let usage = |what: String| Err(CliError::Usage(what));
    if args.pretty && name != "json" {
        return usage(format!("--pretty is for --format json, not for {name}"));
    }
    let Some(format) = export::format(name) else { return usage(format!("unknown format {name}")) };
    match format.stream {
        Stream::Folder if args.out.is_none() => usage(format!("{name} is several files: say --out DIR")),
        Stream::One if args.out.is_none() && args.input.files.len() > 1 => Err(told(one_only(format))),
        _ => Ok(format),
    }
}

/// A second document in a stream that holds one.
fn one_only(format: &Format) -> io::Error {
    let merge = if format.holds_graphs() { ", `dealgraph graph` makes one graph of all" } else { "" };
    let message = format!("{} holds one document, and there are several: `--out DIR` writes a file each{merge}", format.name);
    io::Error::new(io::ErrorKind::InvalidInput, message)
}

/// What the user asked for cannot be done, as against what could not be written.
fn told(error: io::Error) -> CliError {
    if error.kind() == io::ErrorKind::InvalidInput { CliError::Usage(error.to_string()) } else { CliError::Output(error) }
}

/// Tells a failure on stderr; one of a stream also keeps its place in the output.
fn report(failure: &Failure, format: &Format, out: &mut Vec<u8>) -> io::Result<()> {
    eprintln!("dealgraph: {}", failure.error);
    if failure.is_line && format.holds_failures { export::write_failure(failure, out) } else { Ok(()) }
}

/// Standard output, where an array's elements come with a comma before them: that of the first becomes the bracket.
struct Sink<W> {
    out: W,
    is_array: bool,
    is_empty: bool,
}

impl<W: Write> Sink<W> {
    fn end(&mut self) -> io::Result<()> {
        if self.is_array {
            self.out.write_all(if self.is_empty { b"[]\n" } else { b"\n]\n" })?;
        }
        self.out.flush()
    }
}

impl<W: Write> Write for Sink<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.is_array && self.is_empty && !bytes.is_empty() {
            self.is_empty = false;
            self.out.write_all(b"[")?;
            return Ok(1);
        }
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
