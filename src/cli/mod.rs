//! The command line: one file a command.

mod annotate;
mod args;
mod batch;
mod eval;
mod explain;
mod folder;
mod graph;
mod lexicon;
mod outcome;
mod output;
mod pipeline;
mod schema;
mod setup;

use std::process::ExitCode;

use clap::Parser as _;

use args::{Arguments, Command};
use outcome::{CliError, Outcome};

/// Runs the program.
pub fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Annotate(args) => annotate::run(&args),
        Command::Batch(args) => batch::run(&args),
        Command::Graph(args) => graph::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Eval(args) => eval::run(&args),
        Command::Lexicon(args) => lexicon::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Completions(args) => schema::completions(&args),
        Command::Man(args) => schema::man(&args),
    };
    match result {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::SomeFailed) => ExitCode::from(1),
        Err(error) if error.is_closed_pipe() => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("dealgraph: {error}");
            ExitCode::from(2)
        }
    }
}

/// The exit status of a run, told by its documents.
fn outcome(failed: usize) -> Result<Outcome, CliError> {
    Ok(if failed == 0 { Outcome::Done } else { Outcome::SomeFailed })
}
