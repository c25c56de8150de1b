//! `dealgraph batch`.

use super::args::{BatchArgs, Target};
use super::outcome::{CliError, Outcome};
use super::{output, setup};
use crate::batch::{self, Existing, Inputs, Job, Packing, Targets};
use crate::store::Tables;

/// Annotates a corpus into a store.
pub(super) fn run(args: &BatchArgs) -> Result<Outcome, CliError> {
    let user = setup::user_lexicons(&args.read.lexicon)?;
    let annotator = crate::Annotator::with_lexicons(&user)?;
    let job = Job {
        inputs: Inputs { paths: args.paths.clone(), include: args.include.clone(), exclude: args.exclude.clone(), except: None },
        read: setup::read_options(&args.read),
        date: args.read.date,
        language: args.read.lang,
        with_text: args.with_text,
        unit: args.offsets,
        out: args.out.clone(),
        targets: targets(args)?,
        shard: args.shard,
        jobs: setup::jobs(args.read.jobs),
        existing: match (args.resume, args.force) {
            (false, false) => Existing::Refuse,
            (true, false) => Existing::Resume,
            (true, true) => Existing::ResumeForced,
            (false, true) => Existing::Replace,
        },
        progress: args.progress,
        configuration: configuration(args, &user),
        rates: setup::rates(args.fx.as_deref())?,
    };
    let summary = batch::run(&annotator, &job)?;
    if args.progress != batch::ProgressForm::Json {
        let resumed = if summary.resumed > 0 { format!(", {} of them done before", summary.resumed) } else { String::new() };
        let failed = if summary.failed > 0 { format!(", {} failed: {}", summary.failed, args.out.join("errors.jsonl").display()) } else { String::new() };
        output::tell(&format!("{} documents{resumed}{failed}; {}", summary.documents, args.out.display()));
    }
    super::outcome(usize::try_from(summary.failed).unwrap_or(usize::MAX))
}

fn targets(args: &BatchArgs) -> Result<Targets, CliError> {
    let has = |target: Target| args.to.contains(&target);
    let annotations = match (has(Target::Jsonl), has(Target::JsonlZst)) {
        (true, true) => return Err(CliError::Usage("--to: jsonl or jsonl.zst, not both".into())),
        (true, false) => Some(Packing::Plain),
        (false, true) => Some(Packing::Zstd),
        (false, false) => None,
    };
    Ok(Targets { annotations, tables: Tables { parquet: has(Target::Parquet), sqlite: has(Target::Sqlite) } })
}

/// Everything that shows in the result beside the documents, so that a run is not gone on with under other rules.
fn configuration(args: &BatchArgs, user: &[(String, String)]) -> batch::Configuration {
    let mut hash = crate::graph::hash::ContentHash::default();
    for (name, text) in crate::annotator::knowledge(user) {
        hash.add(name);
        hash.add(text);
    }
    let read = &args.read;
    let mut options = vec![format!("--input {:?}", read.input).to_lowercase(), format!("--on-invalid {:?}", read.on_invalid).to_lowercase()];
    let mut add = |name: &str, value: Option<String>| options.extend(value.map(|v| format!("--{name} {v}")));
    add("date", read.date.map(|d| d.to_string()));
    add("lang", read.lang.map(|l| l.name().to_owned()));
    add("encoding", read.encoding.map(|e| e.name().to_owned()));
    for (field, name) in super::setup::field_names(&read.fields) {
        add(&format!("{}-field", field.name()), (name != field.name()).then(|| name.to_owned()));
    }
    add("include", (!args.include.is_empty()).then(|| args.include.join(",")));
    add("exclude", (!args.exclude.is_empty()).then(|| args.exclude.join(",")));
    add("shard", Some(format!("{}/{}", args.shard.index, args.shard.count)));
    add("to", Some(Target::ALL.iter().filter(|t| args.to.contains(t)).map(|t| t.name()).collect::<Vec<_>>().join(",")));
    add("offsets", Some(args.offsets.name().to_owned()));
    add("fx", args.fx.as_ref().map(|f| f.display().to_string()));
    if args.with_text {
        options.push("--with-text".to_owned());
    }
    let inputs = args.paths.iter().map(|p| p.display().to_string()).collect();
    batch::Configuration { version: env!("CARGO_PKG_VERSION").to_owned(), knowledge: hash.hex(), inputs, options }
}
