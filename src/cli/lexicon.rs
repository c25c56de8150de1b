//! `dealgraph lexicon`: check a lexicon of one's own, add a name to it, make one of a public list.

use std::io::Write as _;
use std::path::Path;

use super::args::{AddArgs, ImportArgs, LexiconArgs, LexiconCommand, ListKind};
use super::outcome::{CliError, Outcome};
use super::output;
use super::setup;
use crate::Annotator;
use crate::lexicon::import::{self, Entry, HEADER};

/// Runs the command.
pub(super) fn run(args: &LexiconArgs) -> Result<Outcome, CliError> {
    match &args.command {
        LexiconCommand::Check { files } => check(files),
        LexiconCommand::Add(add) => self::add(add),
        LexiconCommand::Import(import) => self::import(import),
    }
}

/// Reads each file as the annotator would, and tells mistakes and doubts.
fn check(files: &[std::path::PathBuf]) -> Result<Outcome, CliError> {
    let ours = Annotator::new()?;
    let mut failed = 0;
    let mut out = output::stdout();
    for (name, text) in setup::user_lexicons(files)? {
        match Annotator::with_lexicons(&[(name.clone(), text)]) {
            Err(mistake) => {
                failed += 1;
                writeln!(out, "{mistake}")?;
            }
            Ok(with) => {
                let doubts = with.lexicon().doubts(&name, ours.lexicon());
                for doubt in &doubts {
                    writeln!(out, "{name}:{}: {}", doubt.line, doubt.message)?;
                }
                let concepts = with.lexicon().concepts().len() - ours.lexicon().concepts().len();
                writeln!(out, "{name}: no mistake, {} doubts, {concepts} new concepts", doubts.len())?;
            }
        }
    }
    out.flush()?;
    super::outcome(failed)
}

/// Appends a concept, or a further name of one, and keeps the file as it was where the result has a mistake.
fn add(args: &AddArgs) -> Result<Outcome, CliError> {
    let ours = Annotator::new()?;
    let before = match std::fs::read_to_string(&args.file) {
        Ok(text) => text,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => format!("# Source: our own.\n{HEADER}\n"),
        Err(e) => return Err(usage(&args.file, &e)),
    };
    let first = args.names.first().map(String::as_str).unwrap_or_default();
    let key = args.key.clone().or_else(|| args.names.iter().map(|n| import::key_of(n)).find(|k| k.len() > 1));
    let key = key.ok_or_else(|| CliError::Usage(format!("{first:?} has no Latin letters to make a key of: give one with --key")))?;
    let is_new = !before.lines().any(|l| l.split('\t').next() == Some(&*key)) && !ours.lexicon().concepts().any(|c| *c.key == *key);
    let mut after = before.trim_end().to_owned() + "\n";
    for (i, name) in args.names.iter().enumerate() {
        let same_language_before = args.names[..i].iter().any(|n| n.is_ascii() == name.is_ascii());
        let form = if same_language_before || !is_new { "alias" } else { "name" };
        let tag = if name.is_ascii() { "en" } else { "zh" };
        let flag = if ours.lexicon().is_everyday(name) { "context" } else { "" };
        let (kind, country, tickers) = if i == 0 { (&*args.kind, &*args.country, args.ticker.join("|")) } else { ("", "", String::new()) };
        let line = format!("{key}\t{name}\t{tag}\t{form}\t{kind}\t{country}\t{tickers}\t{flag}");
        after.push_str(line.trim_end_matches('\t'));
        after.push('\n');
    }
    Annotator::with_lexicons(&[(args.file.display().to_string(), after.clone())])?;
    std::fs::write(&args.file, after).map_err(|e| usage(&args.file, &e))?;
    Ok(Outcome::Done)
}

/// Prints a public list as a lexicon.
fn import(args: &ImportArgs) -> Result<Outcome, CliError> {
    let annotator = Annotator::new()?;
    let text = std::fs::read_to_string(&args.file).map_err(|e| usage(&args.file, &e))?;
    let entries: Result<Vec<Entry>, _> = match args.from {
        ListKind::Sec => import::sec(annotator.lexicon(), &text),
        ListKind::Gleif => import::gleif(annotator.lexicon(), &text),
        ListKind::Table => {
            let columns = args.columns.clone().ok_or_else(|| CliError::Usage("--from table needs --columns, e.g. name=证券简称,code=证券代码".to_owned()))?;
            import::table(annotator.lexicon(), &text, &columns, &args.exchange, &args.country)
        }
    };
    let entries = entries.map_err(|e| CliError::Usage(format!("{}: {e}", args.file.display())))?;
    let name = args.file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let mut out = output::stdout();
    out.write_all(import::print(&entries, &name).as_bytes())?;
    out.flush()?;
    Ok(Outcome::Done)
}

fn usage(path: &Path, error: &std::io::Error) -> CliError {
    CliError::Usage(format!("{}: {error}", path.display()))
}
