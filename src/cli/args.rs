//! The arguments as a table: parser, help, man page and completions are all made from it.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand};

use crate::batch::{ProgressForm, Shard};
use crate::doc::Language;
use crate::export::schema::SCHEMAS;
use crate::export::{self, Unit};
use crate::graph::analysis::{By, Count};
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
    Batch(BatchArgs),
    Graph(Box<GraphArgs>),
    Explain(ExplainArgs),
    Eval(EvalArgs),
    Lexicon(LexiconArgs),
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

/// What the commands take that read files one after the other.
#[derive(Args)]
pub(super) struct InputArgs {
    /// Files to read; `-` or none reads standard input
    #[arg(value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) read: ReadArgs,
}

/// How documents are read.
#[derive(Args)]
pub(super) struct ReadArgs {
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
    #[command(flatten)]
    pub(super) fields: FieldArgs,
    /// Lexicon (.tsv) or deal frames (.toml) of your own; may be given several times
    #[arg(long, value_name = "FILE")]
    pub(super) lexicon: Vec<PathBuf>,
    /// Threads; the output is the same for any number [default: one a core]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(super) jobs: Option<u16>,
}

/// Under which names the records of JSONL, CSV, TSV and Parquet hold what is read of them.
#[derive(Args)]
pub(super) struct FieldArgs {
    /// Column or key of the text
    #[arg(long, value_name = "NAME", default_value = "text", hide_short_help = true)]
    pub(super) text_field: String,
    /// Column or key of the id
    #[arg(long, value_name = "NAME", default_value = "id", hide_short_help = true)]
    pub(super) id_field: String,
    /// Column or key of the date (YYYY-MM-DD)
    #[arg(long, value_name = "NAME", default_value = "date", hide_short_help = true)]
    pub(super) date_field: String,
    /// Column or key of the headline
    #[arg(long, value_name = "NAME", default_value = "title", hide_short_help = true)]
    pub(super) title_field: String,
    /// Column or key of the publisher
    #[arg(long, value_name = "NAME", default_value = "source", hide_short_help = true)]
    pub(super) source_field: String,
    /// Column or key of the language
    #[arg(long, value_name = "NAME", default_value = "lang", hide_short_help = true)]
    pub(super) lang_field: String,
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

const BATCH_EXAMPLES: &str = "\
Examples:
  dealgraph batch news/ --out store --to jsonl,parquet,sqlite
      Every file of the folder and of those below; one store with annotations and tables.
  dealgraph batch 'archive/2025-*.jsonl.gz' --out store --to jsonl.zst --jobs 8
  dealgraph batch articles.csv --text-field body --date-field published --out store
  dealgraph batch news/ --out store --resume
      Goes on where a run was broken off; the result is the same as if it had not been.
  dealgraph batch news.jsonl --shard 2/4 --out store-2
      Every fourth document from the second on; four machines share one corpus.
  sqlite3 store/dealgraph.sqlite 'SELECT type, count(*) FROM deals GROUP BY type'
A document that cannot be read becomes a line of errors.jsonl, the others go on, and the exit status is 1.";

/// Annotate a corpus into one store: annotations, Parquet tables, SQLite; resumable
#[derive(Args)]
#[command(after_long_help = BATCH_EXAMPLES)]
pub(super) struct BatchArgs {
    /// Files, folders (with all below but hidden files), globs; `-` reads standard input
    #[arg(value_name = "PATH", required = true)]
    pub(super) paths: Vec<PathBuf>,
    /// Folder of the store; made where there is none
    #[arg(long, short, value_name = "DIR")]
    pub(super) out: PathBuf,
    /// What is written
    #[arg(long, value_name = "LIST", value_delimiter = ',', default_value = "jsonl")]
    pub(super) to: Vec<Target>,
    /// Go on with a run that was broken off
    #[arg(long)]
    pub(super) resume: bool,
    /// Begin again where a run is there; with --resume, go on though the configuration changed
    #[arg(long)]
    pub(super) force: bool,
    /// Only every N-th document from the i-th on
    #[arg(long, value_name = "i/N", default_value = "1/1", value_parser = parse_shard)]
    pub(super) shard: Shard,
    /// In folders only files that match; may be given several times
    #[arg(long, value_name = "GLOB")]
    pub(super) include: Vec<String>,
    /// In folders no files or folders that match; may be given several times
    #[arg(long, value_name = "GLOB")]
    pub(super) exclude: Vec<String>,
    /// How progress is shown on stderr
    #[arg(long, value_name = "FORM", default_value = "auto")]
    pub(super) progress: ProgressForm,
    /// Add the text that the offsets count
    #[arg(long)]
    pub(super) with_text: bool,
    /// What `start` and `end` count
    #[arg(long, value_name = "UNIT", default_value = "codepoint")]
    pub(super) offsets: Unit,
    /// Exchange rates of your own: currency, date, US dollars for one unit
    #[arg(long, value_name = "FILE")]
    pub(super) fx: Option<PathBuf>,
    #[command(flatten)]
    pub(super) read: ReadArgs,
}

fn parse_shard(words: &str) -> Result<Shard, String> {
    Shard::parse(words).ok_or_else(|| "expected i/N with i from 1 to N, e.g. 2/8".to_owned())
}

/// What a store holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Target {
    /// annotations.jsonl
    Jsonl,
    /// annotations.jsonl.zst
    #[value(name = "jsonl.zst")]
    JsonlZst,
    /// a Parquet file a table
    Parquet,
    /// dealgraph.sqlite
    Sqlite,
}

impl Target {
    pub(super) const ALL: [Target; 4] = [Target::Jsonl, Target::JsonlZst, Target::Parquet, Target::Sqlite];

    /// As it is written on the command line.
    pub(super) fn name(self) -> &'static str {
        match self {
            Target::Jsonl => "jsonl",
            Target::JsonlZst => "jsonl.zst",
            Target::Parquet => "parquet",
            Target::Sqlite => "sqlite",
        }
    }
}

const GRAPH_EXAMPLES: &str = "\
Examples:
  dealgraph graph store/ --format graphml > deals.graphml
      The merged graph of a corpus that `dealgraph batch` annotated.
  dealgraph graph annotations.jsonl > graph.json
  dealgraph annotate *.txt | dealgraph graph --format text
  dealgraph graph cycles store/ --max-length 5
      Money that comes back: circular and vendor financing, mutual holdings, with the evidence of every hop.
  dealgraph graph exposure NVIDIA graph.json
      Money in and out, by type and counterparty; on whom it depends; whom its partners deal with.
  dealgraph graph path OpenAI Oracle graph.json
  dealgraph graph timeline graph.json --company CoreWeave
  dealgraph graph top graph.json --by pagerank
Sums in other currencies are compared in approximate US dollars; --fx FILE takes your rates.";

/// Merge annotations or documents into one deal graph, and ask it
#[derive(Args)]
#[command(after_long_help = GRAPH_EXAMPLES, args_conflicts_with_subcommands = true)]
pub(super) struct GraphArgs {
    #[command(subcommand)]
    pub(super) analysis: Option<Analysis>,
    #[command(flatten)]
    pub(super) input: GraphInput,
    /// Output format [default: text on a terminal, json elsewhere]
    #[arg(long, short, value_name = "FORMAT", value_parser = PossibleValuesParser::new(graph_formats()))]
    pub(super) format: Option<String>,
    /// Write the files of the format into this folder
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// What becomes of CSV cells that a spreadsheet would run
    #[arg(long, value_name = "WHAT", default_value = "guard")]
    pub(super) formulas: export::Formulas,
    /// Indent JSON
    #[arg(long)]
    pub(super) pretty: bool,
}

fn graph_formats() -> Vec<clap::builder::PossibleValue> {
    let own = super::graph::OWN.iter().map(|(name, about)| clap::builder::PossibleValue::new(name).help(*about));
    let others = export::FORMATS.iter().filter(|f| f.holds_graphs() && super::graph::OWN.iter().all(|o| o.0 != f.name));
    own.chain(others.map(|f| clap::builder::PossibleValue::new(f.name).help(f.about))).collect()
}

/// What a graph is made of.
#[derive(Args)]
pub(super) struct GraphInput {
    /// Annotations, stores of `dealgraph batch`, a graph in JSON, or documents; `-` or none reads standard input
    #[arg(value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    /// Exchange rates of your own: currency, date, US dollars for one unit
    #[arg(long, value_name = "FILE")]
    pub(super) fx: Option<PathBuf>,
    #[command(flatten)]
    pub(super) read: ReadArgs,
}

/// What is asked of the graph.
#[derive(Subcommand)]
pub(super) enum Analysis {
    /// Money that comes back: circular and vendor financing, mutual holdings
    Cycles {
        /// Hops of the longest cycle
        #[arg(long, value_name = "N", default_value_t = 6, value_parser = clap::value_parser!(u8).range(2..=32))]
        max_length: u8,
        /// Cycles listed
        #[arg(long, value_name = "N", default_value_t = 10_000)]
        limit: usize,
        #[command(flatten)]
        asked: AnalysisArgs,
    },
    /// Money in and out of a company, by type and counterparty
    Exposure {
        /// Id, name or ticker
        company: String,
        #[command(flatten)]
        asked: AnalysisArgs,
    },
    /// The shortest ways from one party to another
    Path {
        /// Id, name or ticker
        from: String,
        /// Id, name or ticker
        to: String,
        /// Along the money only
        #[arg(long)]
        directed: bool,
        /// Ways listed
        #[arg(long, value_name = "N", default_value_t = 10)]
        limit: usize,
        #[command(flatten)]
        asked: AnalysisArgs,
    },
    /// Deals in the order in which documents tell of them
    Timeline {
        /// Only those of this party: id, name or ticker
        #[arg(long, value_name = "NAME")]
        company: Option<String>,
        #[command(flatten)]
        asked: AnalysisArgs,
    },
    /// Who matters most
    Top {
        /// By what
        #[arg(long, value_name = "FIGURE", default_value = "usd")]
        by: By,
        /// Parties listed
        #[arg(long, value_name = "N", default_value_t = 20)]
        limit: usize,
        #[command(flatten)]
        asked: AnalysisArgs,
    },
}

/// What every analysis takes.
#[derive(Args)]
pub(super) struct AnalysisArgs {
    #[command(flatten)]
    pub(super) input: GraphInput,
    /// Which deals count
    #[arg(long, value_name = "WHICH", default_value = "live")]
    pub(super) count: Count,
    /// How the answer is printed [default: text on a terminal, json elsewhere]
    #[arg(long, short, value_name = "FORMAT")]
    pub(super) format: Option<ReportFormat>,
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
  dealgraph eval corpus/gold --documents | dealgraph batch - --out store --to jsonl,sqlite
      The articles as plain documents, here as a corpus to try things on.
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
    /// Print the articles as documents instead: a line of JSON each, with the text without its notation
    #[arg(long, conflicts_with_all = ["errors", "baseline", "coverage"])]
    pub(super) documents: bool,
    /// Score with each weight of deals moved up and down instead, and tell what it gains, in all and in how many of five folds
    #[arg(long, conflicts_with_all = ["errors", "baseline", "coverage", "documents"])]
    pub(super) sweep: bool,
    /// Lexicon (.tsv), deal frames (.toml) or weights (weights.toml) of your own; may be given several times
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

const LEXICON_EXAMPLES: &str = "\
Examples:
  dealgraph lexicon check ours.tsv
      Mistakes with file and line, and doubts: an everyday word without the flag context, a surface of two keys.
  dealgraph lexicon add ours.tsv 远川科技 \"Yuanchuan Technology\" --ticker SZSE:300999 --country CN
  dealgraph lexicon import --from sec company_tickers_exchange.json > us.tsv
  dealgraph lexicon import --from gleif lei2-golden-copy.csv > lei.tsv
  dealgraph lexicon import --from table --columns name=证券简称,code=证券代码,full=公司全称 --exchange SZSE --country CN list.csv > szse.tsv
  dealgraph annotate --lexicon ours.tsv --lexicon szse.tsv article.txt";

/// Check a lexicon of your own, add to it, or make one of a public list
#[derive(Args)]
#[command(after_long_help = LEXICON_EXAMPLES)]
pub(super) struct LexiconArgs {
    #[command(subcommand)]
    pub(super) command: LexiconCommand,
}

/// What is done with a lexicon.
#[derive(Subcommand)]
pub(super) enum LexiconCommand {
    /// Tell mistakes and doubts
    Check {
        /// Lexicons (.tsv) or deal frames (.toml)
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
    },
    Add(AddArgs),
    Import(ImportArgs),
}

/// Append a company, body or person, or further names of one
#[derive(Args)]
pub(super) struct AddArgs {
    /// The lexicon; made where there is none
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// Its names; the first of a language is the usual one
    #[arg(value_name = "NAME", required = true)]
    pub(super) names: Vec<String>,
    /// Its key, ours to give it further names [default: made of a name in Latin letters]
    #[arg(long)]
    pub(super) key: Option<String>,
    /// What it is
    #[arg(long = "type", value_name = "TYPE", default_value = "company", value_parser = PossibleValuesParser::new(crate::doc::EntityType::ALL.map(crate::doc::EntityType::name)))]
    pub(super) kind: String,
    /// ISO 3166-1 alpha-2
    #[arg(long, value_name = "CC", default_value = "")]
    pub(super) country: String,
    /// EXCHANGE:CODE; may be given several times
    #[arg(long, value_name = "TICKER")]
    pub(super) ticker: Vec<String>,
}

/// Print a public list as a lexicon
#[derive(Args)]
pub(super) struct ImportArgs {
    /// The list
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// Whose list it is
    #[arg(long, value_name = "LIST")]
    pub(super) from: ListKind,
    /// Which column of a table holds what: name, full, en, code, country
    #[arg(long, value_name = "FIELD=COLUMN,…", value_parser = crate::lexicon::import::Columns::parse)]
    pub(super) columns: Option<crate::lexicon::import::Columns>,
    /// The exchange of a table's codes
    #[arg(long, value_name = "EXCHANGE", default_value = "SSE")]
    pub(super) exchange: String,
    /// The country of a table's companies
    #[arg(long, value_name = "CC", default_value = "")]
    pub(super) country: String,
}

/// Lists that can be taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum ListKind {
    /// company_tickers.json or company_tickers_exchange.json of the SEC
    Sec,
    /// the golden copy of GLEIF, CSV
    Gleif,
    /// a CSV or TSV table, by --columns
    Table,
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
