//! The arguments as a table: parser, help, man page and completions are all made from it.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand};

use crate::doc::Language;
use crate::export::schema::SCHEMAS;
use crate::export::{self, Unit};
use crate::read::{InputKind, OnInvalid};

/// Reads Chinese and English financial news and gives back who deals with whom.
///
/// Entities, amounts, percents, dates, typed deals with their parties and status, attributed quotations, and the deal graph in which circular
/// financing shows: each finding with its place in the text and the rule that made it.
#[derive(Parser)]
#[command(name = "dealgraph", version, propagate_version = true, max_term_width = 110, after_help = "`dealgraph help COMMAND` shows examples.")]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Subcommand)]
pub(super) enum Command {
    Annotate(AnnotateArgs),
    Explain(ExplainArgs),
    Eval(EvalArgs),
    Schema(SchemaArgs),
    Completions(CompletionsArgs),
    Man(ManArgs),
}

const ANNOTATE_EXAMPLES: &str = "\
Examples:
  dealgraph annotate article.txt --date 2025-10-14
      A readable report on the terminal; JSON when piped.
  curl -s https://example.com/story.html | dealgraph annotate --format json --pretty
  dealgraph annotate corpus.jsonl --format jsonl > annotations.jsonl
      One document a line: {\"id\": …, \"text\": …, \"date\": \"2025-10-14\"}. A broken line becomes
      {\"id\": …, \"error\": …} in its place, the others go on, and the exit status is 1.
  dealgraph annotate --format html article.txt > report.html
      A page to look at: the article with its findings, the deal graph, the quotations.
  dealgraph annotate --format graphml article.txt > deals.graphml
      The deal graph of one document, for networkx, Gephi, yEd.
  dealgraph annotate --format brat --out brat/ *.txt
      A file a document, and the configuration that brat reads them with.
  dealgraph annotate --lexicon my-companies.tsv article.txt
      Own names and words; `lexicons/README.md` tells their form.";

/// Annotate documents: entities, amounts, dates, deals, quotations, deal graph
#[derive(Args)]
#[command(after_long_help = ANNOTATE_EXAMPLES)]
pub(super) struct AnnotateArgs {
    #[command(flatten)]
    pub(super) input: InputArgs,
    /// Output format [default: text on a terminal, json elsewhere]
    #[arg(long, short, value_name = "FORMAT", value_parser = PossibleValuesParser::new(export::FORMATS.iter().map(|f| clap::builder::PossibleValue::new(f.name).help(f.help()))))]
    pub(super) format: Option<String>,
    /// Write a file a document into this folder, with the files that the format has beside them
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// What becomes of CSV cells that a spreadsheet would run
    #[arg(long, value_name = "WHAT", default_value = "guard")]
    pub(super) formulas: export::Formulas,
    /// Indent JSON
    #[arg(long)]
    pub(super) pretty: bool,
    /// Add the tokens
    #[arg(long)]
    pub(super) tokens: bool,
    /// Add the text that the offsets count
    #[arg(long)]
    pub(super) with_text: bool,
    /// What `start` and `end` count
    #[arg(long, value_name = "UNIT", default_value = "codepoint")]
    pub(super) offsets: Unit,
}

/// What every command that reads documents takes.
#[derive(Args)]
pub(super) struct InputArgs {
    /// Files to read; `-` or none reads standard input
    #[arg(value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    /// What the files hold
    #[arg(long, value_name = "KIND", default_value = "auto")]
    pub(super) input: InputKind,
    /// The day that relative dates ("last week", "上月底") are resolved against, where a document has none
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_date)]
    pub(super) date: Option<jiff::civil::Date>,
    /// Language of the documents, where they do not tell [default: detected]
    #[arg(long, value_name = "zh|en", value_parser = parse_language)]
    pub(super) lang: Option<Language>,
    /// Encoding of the files (utf-8, gb18030, big5, utf-16le, …) [default: by mark, declaration or detection]
    #[arg(long, value_name = "NAME", value_parser = parse_encoding)]
    pub(super) encoding: Option<&'static encoding_rs::Encoding>,
    /// What becomes of bytes that are not valid in the encoding
    #[arg(long, value_name = "POLICY", default_value = "replace")]
    pub(super) on_invalid: OnInvalid,
    /// Lexicon (.tsv) or deal frames (.toml) of your own; may be given several times
    #[arg(long, value_name = "FILE")]
    pub(super) lexicon: Vec<PathBuf>,
    /// Threads; the output is the same for any number [default: one a core]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(super) jobs: Option<u16>,
}

fn parse_date(words: &str) -> Result<jiff::civil::Date, String> {
    let is_plain = words.len() == 10;
    crate::read::parse_date(words).filter(|_| is_plain).ok_or_else(|| "expected a day of the calendar as YYYY-MM-DD, e.g. 2025-10-14".to_owned())
}

fn parse_language(tag: &str) -> Result<Language, String> {
    Language::parse(tag).ok_or_else(|| "expected zh or en".to_owned())
}

fn parse_encoding(name: &str) -> Result<&'static encoding_rs::Encoding, String> {
    crate::read::encoding_named(name).ok_or_else(|| "unknown encoding, expected a name such as utf-8, gb18030, big5, utf-16le".to_owned())
}

const EVAL_EXAMPLES: &str = "\
Examples:
  dealgraph eval corpus/gold
      Precision, recall and F1 by layer, for all articles and by language and part.
  dealgraph eval corpus/gold --part dev --lang zh --errors
      Each miss with its file, line and words first.
  dealgraph eval corpus/gold --format json > baseline.json
  dealgraph eval corpus/gold --baseline baseline.json
      Exit status 1 where a figure fell.
  dealgraph annotate --format gold article.txt > article.md
      A new gold article: correct what the tool found. `corpus/GUIDE.md` tells how.";

/// Score against gold articles: precision, recall and F1 by layer
#[derive(Args)]
#[command(after_long_help = EVAL_EXAMPLES)]
pub(super) struct EvalArgs {
    /// Gold articles (*.md), or folders of them
    #[arg(value_name = "GOLD", required = true)]
    pub(super) gold: Vec<PathBuf>,
    /// Only articles of this part
    #[arg(long, value_name = "dev|test", value_parser = ["dev", "test"])]
    pub(super) part: Option<String>,
    /// Only articles of this language
    #[arg(long, value_name = "zh|en", value_parser = parse_language)]
    pub(super) lang: Option<Language>,
    /// Print each miss with its file, line and words
    #[arg(long)]
    pub(super) errors: bool,
    /// How the scores are printed
    #[arg(long, short, value_name = "FORMAT", default_value = "text")]
    pub(super) format: ReportFormat,
    /// Scores (JSON) below which no figure may fall
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
    /// Count what the articles cover instead: deal types, statuses, quotes, currencies, dates
    #[arg(long, conflicts_with_all = ["errors", "baseline"])]
    pub(super) coverage: bool,
    /// Lexicon (.tsv) or deal frames (.toml) of your own; may be given several times
    #[arg(long, value_name = "FILE")]
    pub(super) lexicon: Vec<PathBuf>,
}

/// How scores are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum ReportFormat {
    /// Tables.
    Text,
    /// One JSON object, `dealgraph schema eval`.
    Json,
}

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  dealgraph explain article.txt --date 2025-10-14 | less
  echo 'Aurora bought Qilan for $3.2 billion.' | dealgraph explain
      The rule of the deal with its file and line, the case and score of each party, and the
      candidates that lost with the reason.";

/// Tell why each finding was made: rule with file and line, evidence, scores
#[derive(Args)]
#[command(after_long_help = EXPLAIN_EXAMPLES)]
pub(super) struct ExplainArgs {
    #[command(flatten)]
    pub(super) input: InputArgs,
}

const SCHEMA_EXAMPLES: &str = "\
Examples:
  dealgraph schema annotation > annotation.schema.json
  dealgraph schema | jq keys";

/// Print the JSON Schemas of what the commands print
#[derive(Args)]
#[command(after_long_help = SCHEMA_EXAMPLES)]
pub(super) struct SchemaArgs {
    /// Which one [default: all, by name]
    #[arg(value_name = "NAME", value_parser = PossibleValuesParser::new(SCHEMAS.iter().map(|s| clap::builder::PossibleValue::new(s.name).help(s.about))))]
    pub(super) name: Option<String>,
}

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  dealgraph completions bash > ~/.local/share/bash-completion/completions/dealgraph
  dealgraph completions zsh > ~/.zfunc/_dealgraph";

/// Print the completions of a shell
#[derive(Args)]
#[command(after_long_help = COMPLETIONS_EXAMPLES)]
pub(super) struct CompletionsArgs {
    /// Which shell
    #[arg(value_name = "SHELL")]
    pub(super) shell: clap_complete::Shell,
}

const MAN_EXAMPLES: &str = "\
Examples:
  dealgraph man > dealgraph.1
  dealgraph man annotate | man -l -";

/// Print the manual page of the program or of a command
#[derive(Args)]
#[command(after_long_help = MAN_EXAMPLES)]
pub(super) struct ManArgs {
    /// Which command [default: the program]
    #[arg(value_name = "COMMAND")]
    pub(super) command: Option<String>,
}
