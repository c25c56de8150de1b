//! `dealgraph explain`.

use super::args::ExplainArgs;
use super::outcome::{CliError, Outcome};
use super::{output, pipeline, setup};
use crate::export::{View, explain};
use crate::{Document, Options};

/// Annotates every document and tells why each finding was made.
pub(super) fn run(args: &ExplainArgs) -> Result<Outcome, CliError> {
    let annotator = setup::annotator(&args.input.read.lexicon)?;
    let view = View { width: output::width(), ..View::new(annotator.lexicon(), annotator.frames()) };
    let work = |item: crate::read::Item, document: &mut Document, out: &mut Vec<u8>| match item {
        Ok(record) => {
            record.load(args.input.read.date, args.input.read.lang, document);
            annotator.annotate(document, Options::default());
            explain::write(&view, document, out).map(|()| true)
        }
        Err(failure) => {
            eprintln!("dealgraph: {}", failure.error);
            Ok(false)
        }
    };
    let mut out = output::stdout();
    let failed = pipeline::run(&setup::files(&args.input), &setup::read_options(&args.input.read), args.input.read.jobs, &work, &mut out)?;
    super::outcome(failed)
}
