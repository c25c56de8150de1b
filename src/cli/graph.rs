//! `dealgraph graph`: many annotations or documents → one graph, and what can be asked of it.

mod input;

use std::io::Write;

use self::input::Input;
use super::args::{Analysis, GraphArgs, ReportFormat};
use super::outcome::{CliError, Outcome};
use super::{output, setup};

use crate::export::{self, Format, GraphStyle, Stream, corpus};
use crate::graph::analysis::{self, AskError, Asked};
use crate::graph::corpus::CorpusGraph;
use crate::graph::elementary::Limits;

/// Formats of the merged graph that are none of a document.
pub(super) const OWN: [(&str, &str); 3] =
    [("text", "a short report"), ("json", "the graph as one JSON object"), ("jsonl", "the graph, a node, deal, edge or cycle a line")];

/// Merges and prints, or analyses.
pub(super) fn run(args: &GraphArgs) -> Result<Outcome, CliError> {
    if let Some(analysis) = &args.analysis {
        return analyse(analysis);
    }
    let name = args.format.as_deref().unwrap_or(if output::is_terminal() && args.out.is_none() { "text" } else { "json" });
    let format = export::format(name).filter(|f| f.holds_graphs() && OWN.iter().all(|o| o.0 != f.name));
    let is_folder = format.is_some_and(|f| f.stream == Stream::Folder);
    if is_folder && args.out.is_none() {
        return Err(CliError::Usage(format!("{name} is several files: say --out DIR")));
    }
    let (input, failed) = input::read(&args.input)?;
    match format {
        Some(format) => write_format(args, format, &input.into_graph())?,
        None => match &args.out {
            Some(folder) => {
                let suffix = if name == "text" { "txt" } else { name };
                in_folder(folder, &format!("graph.{suffix}"), |out| write_own(name, args, input, out))?;
            }
            None => {
                let mut out = output::stdout();
                write_own(name, args, input, &mut out)?;
                out.flush()?;
            }
        },
    }
    super::outcome(failed)
}

fn write_own(name: &str, args: &GraphArgs, input: Input, out: &mut dyn Write) -> std::io::Result<()> {
    let jobs = setup::jobs(args.input.read.jobs);
    match name {
        "text" => corpus::write_text(&input.into_graph(), out),
        "json" if args.pretty => corpus::write_pretty(&input.into_graph(), out),
        _ => {
            let (graph, deals) = input.parts();
            let write = if name == "jsonl" { corpus::write_jsonl } else { corpus::write_json };
            write(graph, deals, jobs, out)?;
            // The program is about to end, and to give back a million tellings one by one takes seconds.
            std::mem::forget(input);
            Ok(())
        }
    }
}

/// Writes it in a format of the table, which needs the names of deal types.
fn write_format(args: &GraphArgs, format: &Format, graph: &CorpusGraph) -> Result<(), CliError> {
    let annotator = setup::annotator(&args.input.read.lexicon)?;
    let view = export::graph::of_corpus(annotator.frames(), graph);
    let style = GraphStyle { formulas: args.formulas };
    match &args.out {
        Some(folder) => format.parts.iter().try_for_each(|part| in_folder(folder, &format!("graph{}", part.suffix), |out| part.write_graph(&view, style, out))),
        None => {
            let mut out = output::stdout();
            format.parts[0].write_graph(&view, style, &mut out)?;
            Ok(out.flush()?)
        }
    }
}

fn in_folder(folder: &std::path::Path, name: &str, write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> Result<(), CliError> {
    let path = folder.join(name);
    let all = || -> std::io::Result<()> {
        std::fs::create_dir_all(folder)?;
        let mut out = std::io::BufWriter::new(std::fs::File::create(&path)?);
        write(&mut out)?;
        out.flush()
    };
    all().map_err(|e| CliError::Usage(format!("{}: {e}", path.display())))
}

fn analyse(analysis: &Analysis) -> Result<Outcome, CliError> {
    let (Analysis::Cycles { asked, .. }
    | Analysis::Exposure { asked, .. }
    | Analysis::Path { asked, .. }
    | Analysis::Timeline { asked, .. }
    | Analysis::Top { asked, .. }) = analysis;
    let (input, failed) = input::read(&asked.input)?;
    let graph = input.into_graph();
    let is_text = asked.format.map_or_else(output::is_terminal, |f| f == ReportFormat::Text);
    let columns = output::width();
    let mut out = output::stdout();
    let answer = Answer { is_text, out: &mut out };
    let view = || Asked::new(&graph, asked.count);
    match analysis {
        Analysis::Cycles { max_length, limit, .. } => {
            let limits = Limits { length: usize::from(*max_length), cycles: *limit, steps: CYCLE_STEPS };
            let report = analysis::cycles(&view(), limits);
            if !report.complete {
                output::tell("not all cycles are listed: --max-length and --limit bound the search");
            }
            answer.print(&report, |out| export::analysis::cycles(&report, columns, out))?;
        }
        Analysis::Exposure { company, .. } => {
            let report = analysis::exposure(&view(), company).map_err(unknown)?;
            answer.print(&report, |out| export::analysis::exposure(&report, columns, out))?;
        }
        Analysis::Path { from, to, directed, limit, .. } => {
            let report = analysis::paths(&view(), from, to, *directed, *limit).map_err(unknown)?;
            answer.print(&report, |out| export::analysis::paths(&report, columns, out))?;
        }
        Analysis::Timeline { company, .. } => {
            let report = analysis::timeline(&graph, asked.count, company.as_deref()).map_err(unknown)?;
            answer.print(&report, |out| export::analysis::timeline(&report, columns, out))?;
        }
        Analysis::Top { by, limit, .. } => {
            let report = analysis::top(&view(), *by, *limit);
            answer.print(&report, |out| export::analysis::top(&report, out))?;
        }
    }
    out.flush()?;
    super::outcome(failed)
}

/// Steps of a search for cycles that was asked for: some ten seconds.
const CYCLE_STEPS: usize = 500_000_000;

fn unknown(error: AskError) -> CliError {
    CliError::Usage(error.to_string())
}

struct Answer<'o> {
    is_text: bool,
    out: &'o mut dyn Write,
}

impl Answer<'_> {
    fn print(self, report: &impl serde::Serialize, text: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> std::io::Result<()> {
        if self.is_text {
            return text(self.out);
        }
        serde_json::to_writer_pretty(&mut *self.out, report)?;
        self.out.write_all(b"\n")
    }
}
