//! Speed by stage and end to end, one thread, Chinese and English, on the articles of `corpus/gold`; and start-up.
//!
//! `cargo bench` prints MB/s of UTF-8 source text: the median of the rounds. Stages are timed inside one run of the whole pipeline, so that their
//! shares add up; a machine's noise moves all of them alike.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use dealgraph::eval::gold;
use dealgraph::{Annotator, Document, Options};

/// Rounds over the whole text; the first warms up and is dropped.
const ROUNDS: usize = 9;

/// The parts of the gold corpus that are measured; `cargo bench -- zh` measures one.
const FOLDERS: [&str; 2] = ["zh", "en"];

fn main() {
    // `cargo test --benches` asks only whether it runs.
    if std::env::args().any(|a| a == "--test") {
        return;
    }
    let start = Instant::now();
    let annotator = Annotator::new().expect("the embedded lexicons are tested");
    println!("start-up: {:.1} ms for lexicons and frames", start.elapsed().as_secs_f64() * 1e3);
    let asked: Vec<String> = std::env::args().skip(1).filter(|a| FOLDERS.contains(&a.as_str())).collect();
    for folder in FOLDERS.iter().filter(|f| asked.is_empty() || asked.iter().any(|a| a == *f)) {
        measure(&annotator, folder);
    }
}

fn measure(annotator: &Annotator, folder: &str) {
    let articles = articles(annotator, &Path::new("corpus/gold").join(folder));
    let bytes: usize = articles.iter().map(String::len).sum();
    let mut rounds: BTreeMap<&str, Vec<Duration>> = BTreeMap::new();
    let mut order: Vec<&str> = Vec::new();
    let mut document = Document::default();
    for round in 0..ROUNDS {
        let mut times: BTreeMap<&str, Duration> = BTreeMap::new();
        let whole = Instant::now();
        for article in &articles {
            document.clear();
            document.text.source.push_str(article);
            let mut last = Instant::now();
            annotator.annotate_observed(&mut document, Options::default(), &mut |stage| {
                let now = Instant::now();
                *times.entry(stage).or_default() += now - last;
                if !order.contains(&stage) {
                    order.push(stage);
                }
                last = now;
            });
            black_box(&document);
        }
        times.insert("whole", whole.elapsed());
        if round > 0 {
            times.into_iter().for_each(|(stage, time)| rounds.entry(stage).or_default().push(time));
        }
    }
    println!("\n{folder}: {} articles, {:.2} MB", articles.len(), bytes as f64 / 1e6);
    for stage in order.into_iter().chain(["whole"]) {
        let times = rounds.get_mut(stage).expect("every stage ran");
        times.sort();
        let median = times[times.len() / 2].as_secs_f64();
        println!("  {stage:<10} {:>8.1} MB/s  {:>6.2} ms", bytes as f64 / 1e6 / median, median * 1e3);
    }
}

/// The plain texts of the gold articles in a folder.
fn articles(annotator: &Annotator, folder: &Path) -> Vec<String> {
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("run from the repository's root").map(|f| f.expect("a readable folder").path()).collect();
    files.sort();
    let plain = |file: &Path| {
        let text = std::fs::read_to_string(file).expect("a readable article");
        gold::parse(&file.to_string_lossy(), &text, annotator.frames()).expect("the corpus is tested").plain()
    };
    files.iter().map(|f| plain(f)).collect()
}
