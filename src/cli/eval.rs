//! `dealgraph eval`.

use std::io::Write as _;

use super::args::{EvalArgs, ReportFormat};
use super::outcome::{CliError, Outcome};
use super::{output, setup};
use crate::eval::{self, Case};
use crate::export::scores::Scores;

/// Scores gold articles, or counts what they cover.
pub(super) fn run(args: &EvalArgs) -> Result<Outcome, CliError> {
    let baseline = args.baseline.as_deref().map(read_baseline).transpose()?;
    let mut annotator = setup::annotator(&args.lexicon)?;
    let (cases, failed) = read_cases(args, annotator.frames());
    let mut out = output::stdout();
    if args.documents {
        for case in &cases {
            let head = |key: &str| case.gold.head(key);
            let document = serde_json::json!({"id": head("id"), "text": case.gold.plain(), "date": head("date"), "lang": head("lang")});
            writeln!(out, "{document}")?;
        }
        out.flush()?;
        return super::outcome(failed);
    }
    if args.coverage {
        let coverage = eval::coverage::count(&cases, annotator.frames());
        match args.format {
            ReportFormat::Text => eval::coverage::write_text(&coverage, &mut out)?,
            ReportFormat::Json => write_json(&coverage, &mut out)?,
        }
        out.flush()?;
        return super::outcome(failed);
    }
    if args.sweep {
        let user = setup::user_lexicons(&args.lexicon)?;
        let weights = user.iter().rev().find(|(name, _)| name.ends_with("weights.toml")).map_or(crate::Annotator::weights_text(), |(_, text)| text);
        let moves = eval::sweep::sweep(&mut annotator, weights, &cases)?;
        eval::sweep::write_text(&moves, &mut out)?;
        out.flush()?;
        return super::outcome(failed);
    }
    let scored = eval::score(&annotator, &cases);
    if args.errors {
        eval::write_misses(scored.iter().flat_map(|s| &s.misses), &mut out)?;
        writeln!(out)?;
    }
    let scores = eval::report(&scored);
    match args.format {
        ReportFormat::Text => eval::write_text(&scores, &mut out)?,
        ReportFormat::Json => write_json(&scores, &mut out)?,
    }
    out.flush()?;
    let fallen = baseline.map(|b| eval::baseline::fallen(&b, &scores)).unwrap_or_default();
    for line in &fallen {
        eprintln!("dealgraph: below the baseline: {line}");
    }
    super::outcome(failed + fallen.len())
}

/// The articles of the part and language asked for; those that cannot be read are told and counted.
fn read_cases(args: &EvalArgs, frames: &crate::deal::Frames) -> (Vec<Case>, usize) {
    let mut failed = 0;
    let mut cases = Vec::new();
    for case in eval::read(&args.gold, frames) {
        match case {
            Ok(case) => {
                let is = |key: &str, wanted: Option<&str>| wanted.is_none_or(|w| case.gold.head(key) == Some(w));
                if is("part", args.part.as_deref()) && is("lang", args.lang.map(crate::Language::name)) {
                    cases.push(case);
                }
            }
            Err(error) => {
                eprintln!("dealgraph: {error}");
                failed += 1;
            }
        }
    }
    (cases, failed)
}

fn read_baseline(path: &std::path::Path) -> Result<Scores, CliError> {
    let usage = |what: String| CliError::Usage(format!("baseline {}: {what}", path.display()));
    let text = std::fs::read_to_string(path).map_err(|e| usage(e.to_string()))?;
    serde_json::from_str(&text).map_err(|e| usage(format!("{e}; expected what `dealgraph eval --format json` prints")))
}

fn write_json(value: &impl serde::Serialize, out: &mut impl std::io::Write) -> std::io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    out.write_all(b"\n")
}
