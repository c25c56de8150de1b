//! A corpus into a store, from outside: the same bytes for any number of threads, after any kill, around any broken document.

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

fn folder() -> TempDir {
    TempDir::new().expect("a temporary folder")
}

fn dealgraph(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dealgraph"));
    command.args(args);
    command
}

fn run(args: &[&str]) -> Output {
    dealgraph(args).output().expect("the program runs")
}

#[track_caller]
fn batch(input: &Path, out: &Path, more: &[&str]) -> i32 {
    let output = run(&[&["batch", &text(input), "--out", &text(out)], more].concat());
    let status = output.status.code().expect("no signal");
    assert!(status < 2, "{}", String::from_utf8_lossy(&output.stderr));
    status
}

fn text(path: &Path) -> String {
    path.display().to_string()
}

/// All files of a folder with their bytes, but for the lock.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry"));
    let files = entries.filter(|e| e.path().is_file()).map(|e| (e.file_name().to_string_lossy().into_owned(), fs::read(e.path()).expect("a file")));
    files.filter(|(name, _)| name != ".lock").collect()
}

fn names(folder: &Path) -> Vec<String> {
    contents(folder).into_keys().collect()
}

fn lines(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    text.lines().map(|l| serde_json::from_str(l).expect("one JSON a line")).collect()
}

fn document(i: usize) -> String {
    let text = format!("启澜资本{}日向远川科技投资{i}亿元。Aurora bought Qilan for ${i} million, it said.", i % 28 + 1);
    serde_json::json!({"id": i, "text": text, "date": "2025-10-14"}).to_string() + "\n"
}

fn corpus(folder: &Path, count: usize) -> PathBuf {
    let path = folder.join("news.jsonl");
    fs::write(&path, (0..count).map(document).collect::<String>()).expect("our own file");
    path
}

#[test]
fn every_kind_of_input_is_read() {
    let folder = folder();
    let input = folder.path().join("in");
    fs::create_dir_all(input.join("sub/.hidden")).expect("folders");
    let write = |name: &str, bytes: &[u8]| fs::write(input.join(name), bytes).expect("our own file");
    write("a.txt", "Aurora bought Qilan for $3 million.".as_bytes());
    write("b.html", "<html><body><p>启澜资本投资远川科技。</p></body></html>".as_bytes());
    write("c.csv", "ID,Body,Published\n7,\"Aurora, a firm, bought Qilan.\",2025-10-14\nx,启澜资本投资远川科技。,2025-10-15\n".as_bytes());
    write("d.tsv", &encoding_rs::GB18030.encode("ID\tBody\tPublished\n9\t启澜资本10月13日宣布，向远川科技投资3.2亿元，用于研发和生产，双方已经签约。\t\n").0);
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gz.write_all(b"{\"ID\": \"g\", \"Body\": \"Aurora bought Qilan.\"}\n").expect("memory");
    write("e.jsonl.gz", &gz.finish().expect("memory"));
    let zst = zstd::encode_all(&b"Aurora bought Qilan."[..], 1).expect("memory");
    write("sub/f.txt.zst", &zst);
    write("sub/.hidden/g.txt", b"Hidden bought Qilan.");
    write(".h.txt", b"Hidden bought Qilan.");
    let out = input.join("store");
    let fields = ["--text-field", "Body", "--id-field", "ID", "--date-field", "Published"];
    assert_eq!(batch(&input, &out, &fields), 0);
    let place = |name: &str| Value::String(text(&input.join(name)));
    let found: Vec<(Value, Value)> = lines(&out.join("annotations.jsonl")).into_iter().map(|a| (a["id"].clone(), a["date"].clone())).collect();
    let ids: Vec<Value> = found.iter().map(|f| f.0.clone()).collect();
    assert_eq!(ids, [place("a.txt"), place("b.html"), "7".into(), "x".into(), "9".into(), "g".into(), place("sub/f.txt.zst")]);
    assert_eq!((found[2].1.as_str(), found[4].1.as_str()), (Some("2025-10-14"), None));
    assert_eq!(lines(&out.join("annotations.jsonl"))[4]["amounts"][0]["text"], "3.2亿元");
    // Globs, and globs inside a folder; the store itself is passed over.
    let glob = text(&input.join("**/*.zst"));
    assert_eq!(batch(Path::new(&glob), &folder.path().join("glob"), &[]), 0);
    assert_eq!(lines(&folder.path().join("glob/annotations.jsonl")).len(), 1);
    batch(&input, &folder.path().join("some"), &["--include", "*.txt", "--include", "*.html", "--exclude", "a.*"]);
    assert_eq!(lines(&folder.path().join("some/annotations.jsonl")).iter().map(|a| a["id"].clone()).collect::<Vec<_>>(), [place("b.html")]);
    let nothing = run(&["batch", &text(&input.join("*.pdf")), "--out", &text(&folder.path().join("none"))]);
    assert_eq!(nothing.status.code(), Some(1));
}

#[test]
fn annotations_are_those_of_annotate_and_of_any_number_of_jobs() {
    let folder = folder();
    let input = corpus(folder.path(), 1500);
    let annotated = run(&["annotate", "--format", "jsonl", &text(&input)]).stdout;
    let first = folder.path().join("1");
    batch(&input, &first, &["--jobs", "1", "--to", "jsonl,sqlite,parquet"]);
    assert!(fs::read(first.join("annotations.jsonl")).expect("there") == annotated);
    for jobs in ["2", "5"] {
        let out = folder.path().join(jobs);
        batch(&input, &out, &["--jobs", jobs, "--to", "jsonl,sqlite,parquet"]);
        assert!(contents(&out) == contents(&first), "--jobs {jobs}");
    }
    let packed = folder.path().join("packed");
    batch(&input, &packed, &["--to", "jsonl.zst"]);
    let unpacked = zstd::decode_all(&fs::read(packed.join("annotations.jsonl.zst")).expect("there")[..]).expect("zstd");
    assert!(unpacked == annotated);
}

#[test]
fn poisoned_documents_leave_the_others_alone() {
    let folder = folder();
    let clean: Vec<String> = (0..600).map(document).collect();
    let inner = folder.path().join("a/b");
    fs::create_dir_all(&inner).expect("folders");
    let poison = [
        "{broken\n",
        "{\"id\": 7, \"text\": \"\\ud800\"}\n",
        "{\"id\": \"../../x\"}\n",
        "[]\n",
        "{\"id\": 1, \"text\": \"x\", \"date\": \"never\"}\n",
        "\0\0\0\n",
    ];
    let mut mixed = clean.clone();
    for (i, bad) in poison.iter().enumerate() {
        mixed.insert(i * 90 + 5, (*bad).to_owned());
    }
    let (good, bad) = (folder.path().join("good.jsonl"), folder.path().join("bad.jsonl"));
    fs::write(&good, clean.concat()).expect("our own file");
    fs::write(&bad, mixed.concat()).expect("our own file");
    let (one, two) = (inner.join("one"), inner.join("two"));
    assert_eq!((batch(&good, &one, &[]), batch(&bad, &two, &[])), (0, 1));
    assert!(fs::read(one.join("annotations.jsonl")).expect("there") == fs::read(two.join("annotations.jsonl")).expect("there"));
    let errors = lines(&two.join("errors.jsonl"));
    let codes: Vec<&str> = errors.iter().filter_map(|e| e["error"]["code"].as_str()).collect();
    assert_eq!(codes, ["bad-json", "bad-json", "bad-record", "bad-record", "bad-date", "bad-json"]);
    assert_eq!((errors[0]["place"].as_str(), errors[1]["id"].as_u64()), (Some(format!("{}:6", text(&bad)).as_str()), Some(7)));
    assert_eq!(names(&two), ["annotations.jsonl", "errors.jsonl", "manifest.json"]);
    let manifest: Value = serde_json::from_slice(&fs::read(two.join("manifest.json")).expect("there")).expect("JSON");
    assert_eq!((manifest["documents"].as_u64(), manifest["failed"].as_u64(), manifest["state"].as_str()), (Some(606), Some(6), Some("done")));
    assert_eq!((names(&inner).len(), names(&folder.path().join("a")).len(), names(folder.path()).len()), (0, 0, 2));
}

#[test]
fn a_killed_run_goes_on_to_the_same_bytes() {
    let folder = folder();
    let input = corpus(folder.path(), 9000);
    let (whole, broken) = (folder.path().join("whole"), folder.path().join("broken"));
    let to = ["--to", "jsonl.zst,sqlite,parquet", "--progress", "none"];
    batch(&input, &whole, &to);
    // Ten kills at moments that differ, whatever the run does at them; a run that came to its end before its kill is begun anew, and killed sooner.
    let (mut kills, mut patience) = (0, 1.0);
    for round in 0..40u64 {
        let mut command = dealgraph(&[&["batch", &text(&input), "--out", &text(&broken), "--resume"], &to[..]].concat());
        let mut child = command.stderr(Stdio::null()).spawn().expect("the program runs");
        std::thread::sleep(Duration::from_millis(120 + (round * 7919) % 600).mul_f64(patience));
        let is_done = child.try_wait().expect("ours").is_some();
        child.kill().expect("ours");
        child.wait().expect("ours");
        if is_done {
            assert!(contents(&whole) == contents(&broken), "after {kills} kills");
            fs::remove_dir_all(&broken).expect("ours");
            patience *= 0.8;
        } else {
            kills += 1;
        }
        if kills == 10 {
            break;
        }
    }
    assert_eq!(kills, 10);
    batch(&input, &broken, &[&["--resume"], &to[..]].concat());
    assert!(contents(&whole) == contents(&broken), "after {kills} kills");
    // A finished run is left as it is.
    batch(&input, &broken, &[&["--resume"], &to[..]].concat());
    assert!(contents(&whole) == contents(&broken));
}

/// A folder as a run leaves it that was killed after its first piece.
fn broken_off(input: &Path, out: &Path) {
    let mut child = dealgraph(&["batch", &text(input), "--out", &text(out), "--jobs", "1"]).stderr(Stdio::null()).spawn().expect("the program runs");
    while fs::metadata(out.join(".journal.jsonl")).map_or(0, |m| m.len()) == 0 {
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().expect("ours");
    child.wait().expect("ours");
}

#[test]
fn other_configurations_and_inputs_are_refused() {
    let folder = folder();
    let input = corpus(folder.path(), 20_000);
    let out = folder.path().join("out");
    broken_off(&input, &out);
    let told = |more: &[&str]| {
        let output = run(&[&["batch", &text(&input), "--out", &text(&out)], more].concat());
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (status, message) = told(&[]);
    assert!(status == Some(2) && message.contains("holds a run that was broken off; --resume goes on"), "{message}");
    let (status, message) = told(&["--resume", "--lang", "en"]);
    assert!(status == Some(2) && message.contains("another configuration") && message.contains("--lang en"), "{message}");
    let whole = fs::read_to_string(&input).expect("our own file");
    fs::write(&input, whole.replacen("Aurora", "Borealis", 1)).expect("our own file");
    let (status, message) = told(&["--resume"]);
    assert!(status == Some(2) && message.contains("the input changed") && message.contains("document 1024"), "{message}");
    fs::write(&input, (0..40).map(document).collect::<String>()).expect("our own file");
    assert_eq!(told(&["--resume"]).0, Some(2));
    let (status, message) = told(&["--force"]);
    assert!(status == Some(0) && lines(&out.join("annotations.jsonl")).len() == 40, "{message}");
    assert!(told(&[]).1.contains("holds a finished run"));
    assert_eq!(told(&["--resume", "--force", "--lang", "en"]).0, Some(0));
    // What is not ours is not replaced.
    fs::remove_file(out.join("manifest.json")).expect("our own file");
    assert!(told(&[]).1.contains("no manifest; --force replaces") && told(&["--resume"]).0 == Some(2) && told(&["--force"]).0 == Some(0));
}

#[test]
fn two_runs_do_not_write_one_folder() {
    let folder = folder();
    let input = corpus(folder.path(), 3);
    let out = folder.path().join("out");
    fs::create_dir(&out).expect("a folder");
    let lock = fs::File::create(out.join(".lock")).expect("our own file");
    lock.try_lock().expect("nobody else has it");
    let refused = run(&["batch", &text(&input), "--out", &text(&out)]);
    assert!(refused.status.code() == Some(2) && String::from_utf8_lossy(&refused.stderr).contains("another run writes this folder"));
    drop(lock);
    assert_eq!(batch(&input, &out, &[]), 0);
}

#[test]
fn shards_share_a_corpus() {
    let folder = folder();
    let input = corpus(folder.path(), 50);
    let shard = |i: usize| {
        let out = folder.path().join(format!("{i}"));
        batch(&input, &out, &["--shard", &format!("{i}/3"), "--to", "jsonl,sqlite"]);
        lines(&out.join("annotations.jsonl")).into_iter()
    };
    let mut shards = [shard(1), shard(2), shard(3)];
    let together: Vec<Value> = (0..50).map(|i| shards[i % 3].next().expect("one more")).collect();
    assert_eq!(together.iter().map(|a| a["id"].as_u64()).collect::<Vec<_>>(), (0..50).map(Some).collect::<Vec<_>>());
    let graph = |paths: &[String]| run(&[&["graph", "--format", "json"], &paths.iter().map(String::as_str).collect::<Vec<_>>()[..]].concat()).stdout;
    let folders = |order: [usize; 3]| order.map(|i| text(&folder.path().join(format!("{i}"))));
    let whole = graph(&[text(&input)]);
    assert!(!whole.is_empty() && graph(&folders([3, 1, 2])) == whole && graph(&folders([1, 2, 3])) == whole);
    for wrong in ["0/3", "4/3", "1", "a/b"] {
        assert_eq!(run(&["batch", &text(&input), "--out", "x", "--shard", wrong]).status.code(), Some(2), "{wrong}");
    }
    #[cfg(feature = "sqlite")]
    {
        let mut numbers: Vec<i64> = Vec::new();
        for i in 1..=3 {
            let database = rusqlite::Connection::open(folder.path().join(format!("{i}/dealgraph.sqlite"))).expect("a database");
            let mut statement = database.prepare("SELECT document FROM documents").expect("SQL");
            numbers.extend(statement.query_map([], |row| row.get::<_, i64>(0)).expect("rows").map(|n| n.expect("a number")));
        }
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=50).collect::<Vec<_>>());
    }
}

#[cfg(all(feature = "sqlite", feature = "parquet"))]
#[test]
fn tables_hold_what_the_annotations_tell() {
    use parquet::file::reader::FileReader as _;
    let folder = folder();
    let input = corpus(folder.path(), 300);
    let out = folder.path().join("out");
    batch(&input, &out, &["--to", "jsonl,sqlite,parquet"]);
    let annotations = lines(&out.join("annotations.jsonl"));
    let database = rusqlite::Connection::open(out.join("dealgraph.sqlite")).expect("a database");
    let one = |sql: &str| database.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap_or_else(|e| panic!("{sql}: {e}"));
    let told = |path: &str| annotations.iter().map(|a| a.pointer(path).and_then(Value::as_array).map_or(0, Vec::len) as i64).sum::<i64>();
    for (table, path) in [("nodes", "/entities"), ("deals", "/deals"), ("edges", "/graph/edges"), ("quotes", "/quotes")] {
        assert_eq!(one(&format!("SELECT count(*) FROM {table}")), told(path), "{table}");
    }
    assert!(told("/deals") > 0 && told("/quotes") > 0);
    assert_eq!(one("SELECT count(*) FROM deals JOIN documents USING (document)"), told("/deals"));
    assert_eq!(one("SELECT count(*) FROM evidence WHERE text = ''"), 0);
    assert_eq!(one("SELECT usd FROM deals JOIN documents USING (document) WHERE id = '100' AND currency = 'USD'"), 100_000_000);
    for table in dealgraph::store::TABLES {
        let file = fs::File::open(out.join(format!("{}.parquet", table.name))).expect("a table");
        let reader = parquet::file::reader::SerializedFileReader::new(file).expect("Parquet");
        let metadata = reader.metadata().file_metadata();
        assert_eq!(metadata.num_rows(), one(&format!("SELECT count(*) FROM {}", table.name)), "{}", table.name);
        assert_eq!(metadata.schema().get_fields().len(), table.columns.len());
        let keys = table.key.iter().map(|k| format!("\"{k}\"")).collect::<Vec<_>>().join(", ");
        assert_eq!(one(&format!("SELECT count(*) FROM (SELECT DISTINCT {keys} FROM {})", table.name)), metadata.num_rows(), "{}", table.name);
    }
    // A table is also an input: its text column is what is annotated.
    let again = folder.path().join("again");
    batch(&out.join("evidence.parquet"), &again, &["--id-field", "deal"]);
    assert_eq!(lines(&again.join("annotations.jsonl")).len() as i64, one("SELECT count(*) FROM evidence"));
    let missing = run(&["batch", &text(&out.join("evidence.parquet")), "--out", &text(&folder.path().join("x")), "--text-field", "body"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(lines(&folder.path().join("x/errors.jsonl"))[0]["error"]["message"].as_str().is_some_and(|m| m.contains("columns are document, deal")));
}

#[test]
fn progress_is_for_machines_too() {
    let folder = folder();
    let input = corpus(folder.path(), 30);
    let output = run(&["batch", &text(&input), "--out", &text(&folder.path().join("out")), "--progress", "json"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    let last: Value = serde_json::from_str(told.lines().last().expect("a line")).unwrap_or_else(|e| panic!("{e}: {told}"));
    assert_eq!((last["documents"].as_u64(), last["failed"].as_u64()), (Some(30), Some(0)));
    assert_eq!(last["bytes"].as_u64(), Some(fs::metadata(&input).expect("our own file").len()));
    let quiet = run(&["batch", &text(&input), "--out", &text(&folder.path().join("quiet")), "--progress", "none"]);
    assert_eq!(String::from_utf8_lossy(&quiet.stderr).lines().count(), 1);
}

#[test]
fn the_graph_command_takes_what_there_is() {
    let folder = folder();
    let input = corpus(folder.path(), 12);
    let out = folder.path().join("out");
    batch(&input, &out, &["--to", "jsonl.zst"]);
    let graph = |args: &[&str]| {
        let output = run(&[&["graph"], args].concat());
        assert_eq!(output.status.code(), Some(0), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    };
    let whole = graph(&[&text(&input), "--format", "json"]);
    assert!(graph(&[&text(&out), "--format", "json", "--jobs", "3"]) == whole);
    let pretty = run(&["annotate", "--format", "json", "--pretty", &text(&input)]).stdout;
    let file = folder.path().join("pretty.json");
    fs::write(&file, pretty).expect("our own file");
    assert!(graph(&[&text(&file)]) == whole);
    let printed = folder.path().join("graph.json");
    fs::write(&printed, &whole).expect("our own file");
    assert!(graph(&[&text(&printed)]) == whole);
    for format in ["text", "jsonl", "graphml", "csv", "node-link"] {
        assert!(!graph(&[&text(&printed), "--format", format]).is_empty(), "{format}");
    }
    for args in [&["cycles"][..], &["exposure", "Aurora"], &["path", "Aurora", "Qilan"], &["timeline"], &["top", "--by", "pagerank"]] {
        for format in ["text", "json"] {
            assert!(!graph(&[args, &[&text(&printed), "--format", format]].concat()).is_empty(), "{args:?}");
        }
    }
    let unknown = run(&["graph", "exposure", "Auror", &text(&printed)]);
    assert!(unknown.status.code() == Some(2) && String::from_utf8_lossy(&unknown.stderr).contains("nobody is called"));
    let twice = run(&["graph", &text(&printed), &text(&out)]);
    assert!(twice.status.code() == Some(1) && String::from_utf8_lossy(&twice.stderr).contains("read alone"));
}
