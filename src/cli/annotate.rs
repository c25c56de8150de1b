//! `dealgraph annotate`.

use super::args::AnnotateArgs;
use super::outcome::{CliError, Outcome};
use super::{output, pipeline, setup};
use crate::export::{self, Format, View};
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
    let options = Options { tokens: if args.tokens { Tokens::Wanted } else { Tokens::Unwanted } };
    let work = |item: crate::read::Item, document: &mut Document, out: &mut Vec<u8>| match item {
        Ok(record) => {
            let view = View { with_text: args.with_text || record.is_extracted, ..view };
            record.load(args.input.read.date, args.input.read.lang, document);
            annotator.annotate(document, options);
            format.parts[0].write_document(&view, document, out).map(|()| true)
        }
        Err(failure) => report(&failure, format, out).map(|()| false),
    };
    let mut out = output::stdout();
    let failed = pipeline::run(&setup::files(&args.input), &setup::read_options(&args.input.read), args.input.read.jobs, &work, &mut out)?;
    super::outcome(failed)
}

fn chosen_format(args: &AnnotateArgs) -> Result<&'static Format, CliError> {
    let name = args.format.as_deref().unwrap_or(if output::is_terminal() { "text" } else { "json" });
    if args.pretty && name != "json" {
        return Err(CliError::Usage(format!("--pretty is for --format json, not for {name}")));
    }
    export::format(name).ok_or_else(|| CliError::Usage(format!("unknown format {name}")))
}

/// Tells a failure on stderr; one of a stream also keeps its place in the output.
fn report(failure: &Failure, format: &Format, out: &mut Vec<u8>) -> std::io::Result<()> {
    eprintln!("dealgraph: {}", failure.error);
    if failure.is_line && format.holds_failures { export::write_failure(failure, out) } else { Ok(()) }
}
