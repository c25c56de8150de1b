//! A corpus through the program: memory and rate of `batch`, what a second core brings, and the merging of a million edges.
//!
//! `cargo bench --bench corpus` runs all, `cargo bench --bench corpus -- merge` one of memory, cores, merge. The program runs as a process of its own, whose
//! memory is what `/proc` tells, so that this needs Linux.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use dealgraph::Annotator;
use dealgraph::eval::gold;

const PROGRAM: &str = env!("CARGO_BIN_EXE_dealgraph");

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    // `cargo test --benches` asks only whether it runs.
    if std::env::args().any(|a| a == "--test") {
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let is_wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|w| w == name);
    if is_wanted("memory") {
        memory(folder.path(), 100_000);
    }
    if is_wanted("cores") {
        cores(folder.path(), 10_000);
    }
    if is_wanted("merge") {
        merge(folder.path(), 250_000);
    }
}

/// Documents of 1,500 characters, cut out of the gold articles at ever other places.
fn corpus(path: &Path, count: usize) -> u64 {
    let annotator = Annotator::new().expect("the embedded lexicons are tested");
    let mut text: Vec<char> = Vec::new();
    for folder in ["zh", "en", "mixed"] {
        let mut files: Vec<PathBuf> = std::fs::read_dir(Path::new("corpus/gold").join(folder)).expect("the root").map(|f| f.expect("a file").path()).collect();
        files.sort();
        for file in files {
            let words = std::fs::read_to_string(&file).expect("a readable article");
            text.extend(gold::parse(&file.to_string_lossy(), &words, annotator.frames()).expect("the corpus is tested").plain().chars());
        }
    }
    let mut out = BufWriter::new(std::fs::File::create(path).expect("a temporary file"));
    for i in 0..count {
        let start = (i * 7919) % (text.len() - 1500);
        let article: String = text[start..start + 1500].iter().collect();
        let line = serde_json::json!({"id": i, "text": article, "date": "2025-10-14"});
        writeln!(out, "{line}").expect("a temporary file");
    }
    out.flush().expect("a temporary file");
    std::fs::metadata(path).expect("a temporary file").len()
}

/// Time and memory of a run of the program.
struct Measured {
    time: Duration,
    /// Resident kilobytes, ten times a second.
    resident: Vec<u64>,
    peak: u64,
}

fn measured(args: &[&str]) -> Measured {
    let begun = Instant::now();
    let mut child = Command::new(PROGRAM).args(args).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program runs");
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let (mut resident, mut peak) = (Vec::new(), 0);
    let ended = loop {
        if let Some(ended) = child.try_wait().expect("ours") {
            break ended;
        }
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let field = |name: &str| text.lines().find_map(|l| l.strip_prefix(name)).and_then(|l| l.trim().trim_end_matches(" kB").parse::<u64>().ok());
        resident.extend(field("VmRSS:"));
        peak = field("VmHWM:").unwrap_or(peak);
        std::thread::sleep(Duration::from_millis(100));
    };
    assert!(ended.success(), "{args:?}");
    Measured { time: begun.elapsed(), resident, peak }
}

fn path(folder: &Path, name: &str) -> String {
    folder.join(name).display().to_string()
}

fn memory(folder: &Path, count: usize) {
    let input = path(folder, "memory.jsonl");
    let bytes = corpus(Path::new(&input), count);
    for to in ["jsonl.zst", "jsonl.zst,parquet,sqlite"] {
        let out = path(folder, "memory");
        let run = measured(&["batch", &input, "--out", &out, "--force", "--progress", "none", "--to", to]);
        let third = |n: usize| {
            let mut part: Vec<u64> = run.resident.iter().skip(n * run.resident.len() / 3).take(run.resident.len() / 3).copied().collect();
            part.sort_unstable();
            part.get(part.len() / 2).copied().unwrap_or_default() / 1024
        };
        let seconds = run.time.as_secs_f64();
        println!(
            "batch --to {to}: {count} documents, {:.0} MB in {seconds:.0} s: {:.0} documents/s; resident peak {} MB, median of its thirds {} {} {} MB",
            bytes as f64 / 1e6,
            count as f64 / seconds,
            run.peak / 1024,
            third(0),
            third(1),
            third(2)
        );
    }
}

fn cores(folder: &Path, count: usize) {
    let input = path(folder, "cores.jsonl");
    corpus(Path::new(&input), count);
    let seconds = |jobs: &str| {
        let run = || measured(&["batch", &input, "--out", &path(folder, "cores"), "--force", "--progress", "none", "--jobs", jobs]).time.as_secs_f64();
        // The better of two: what else the machine does only ever slows.
        run().min(run())
    };
    let (one, two) = (seconds("1"), seconds("2"));
    println!("batch: {count} documents, one job {one:.1} s, two {two:.1} s: {:.2} times as fast", one / two);
}

/// Documents of four deals between fifty thousand companies.
fn merge(folder: &Path, documents: usize) {
    let input = path(folder, "edges.jsonl");
    let mut out = BufWriter::new(std::fs::File::create(&input).expect("a temporary file"));
    let mut state = 88_172_645_463_325_252_u64;
    let mut draw = |below: u64| {
        // xorshift64
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % below
    };
    for i in 0..documents {
        writeln!(out, "{}", annotation(i, &mut draw)).expect("a temporary file");
    }
    out.flush().expect("a temporary file");
    let run = measured(&["graph", &input, "--format", "json"]);
    println!("graph: {} edges of {documents} documents in {:.1} s, resident peak {} MB", documents * 4, run.time.as_secs_f64(), run.peak / 1024);
}

fn annotation(i: usize, draw: &mut dyn FnMut(u64) -> u64) -> serde_json::Value {
    use serde_json::json;
    // A few companies are in many deals, most in few.
    let mut companies = Vec::new();
    while companies.len() < 5 {
        let company = draw(50_000) * draw(50_000) / 50_000;
        if !companies.contains(&company) {
            companies.push(company);
        }
    }
    let entity = |(n, company): (usize, &u64)| {
        let name = format!("Company {company}");
        let mentions = json!([{"start": n * 40, "end": n * 40 + 9, "text": name, "form": "name", "rule": "name.en.suffix"}]);
        json!({"id": format!("e{}", n + 1), "key": format!("company-{company}"), "type": "company", "name": name, "names": {"en": name}, "tickers": [], "mentions": mentions})
    };
    let amount = |n: usize, value: u64| {
        json!({"id": format!("a{n}"), "start": 0, "end": 9, "text": format!("${value} million"), "currency": "USD",
        "min": format!("{value}000000"), "max": format!("{value}000000"), "bound": "exact", "rule": "amount.en"})
    };
    let deal = |n: usize| {
        let text = format!("Company {} said on Thursday that it would invest in Company {}, as part of a wider agreement.", companies[n - 1], companies[n]);
        json!({"id": format!("d{n}"), "type": "investment", "status": "announced", "hearsay": false,
            "roles": [{"role": "investor", "entity": format!("e{n}"), "start": 0, "end": 9, "text": "it"}, {"role": "investee", "entity": format!("e{}", n + 1), "start": 40, "end": 49, "text": "it"}],
            "amounts": [{"amount": format!("a{n}"), "role": "total"}], "percent": null, "shares": null, "round": null, "dates": [], "tags": [],
            "evidence": [{"start": 0, "end": text.len(), "text": text, "trigger": {"start": 40, "end": 46}, "rule": "investment.en.1"}], "confidence": 0.9})
    };
    let edge = |n: usize| json!({"id": format!("g{n}"), "from": format!("e{n}"), "to": format!("e{}", n + 1), "flow": "capital", "type": "investment", "deal": format!("d{n}")});
    let day = format!("2025-{:02}-{:02}", draw(12) + 1, draw(28) + 1);
    let amounts: Vec<_> = (1..5).map(|n| amount(n, draw(900) + 1)).collect();
    json!({"schema": "dealgraph.annotation/1", "id": i, "lang": "en", "date": day, "offsets": "codepoint", "chars": 900, "sentences": [],
        "entities": companies.iter().enumerate().map(entity).collect::<Vec<_>>(), "amounts": amounts, "percents": [], "shares": [], "dates": [],
        "deals": (1..5).map(deal).collect::<Vec<_>>(), "quotes": [], "graph": {"nodes": [], "edges": (1..5).map(edge).collect::<Vec<_>>(), "cycles": []}, "notes": []})
}
