//! `dealgraph schema`, `completions`, `man`: what is made from the program's own tables.

use std::io::Write as _;

use clap::CommandFactory as _;

use super::args::{Arguments, CompletionsArgs, ManArgs, SchemaArgs};
use super::outcome::{CliError, Outcome};
use super::output;
use crate::export::schema::SCHEMAS;

/// Prints one schema, or all of them by name.
pub(super) fn run(args: &SchemaArgs) -> Result<Outcome, CliError> {
    let mut out = output::stdout();
    let chosen = SCHEMAS.iter().find(|s| Some(s.name) == args.name.as_deref());
    let value = match chosen {
        Some(published) => (published.schema)().to_value(),
        None => SCHEMAS.iter().map(|s| (s.name.to_owned(), (s.schema)().to_value())).collect::<serde_json::Map<_, _>>().into(),
    };
    serde_json::to_writer_pretty(&mut out, &value).map_err(std::io::Error::from)?;
    out.write_all(b"\n")?;
    out.flush()?;
    Ok(Outcome::Done)
}

/// Prints the completions of a shell.
pub(super) fn completions(args: &CompletionsArgs) -> Result<Outcome, CliError> {
    // clap_complete panics where its writer fails, so it writes to memory first.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Arguments::command(), "dealgraph", &mut script);
    print(&script)
}

/// Prints the man page of the program or of a command.
pub(super) fn man(args: &ManArgs) -> Result<Outcome, CliError> {
    let mut command = Arguments::command();
    command.build();
    let page = match &args.command {
        None => command,
        Some(name) => command.find_subcommand(name).ok_or_else(|| CliError::Usage(format!("no command {name:?}")))?.clone(),
    };
    let mut text = Vec::new();
    clap_mangen::Man::new(page).render(&mut text)?;
    print(&text)
}

fn print(bytes: &[u8]) -> Result<Outcome, CliError> {
    let mut out = output::stdout();
    out.write_all(bytes)?;
    out.flush()?;
    Ok(Outcome::Done)
}
