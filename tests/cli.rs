//! The program from outside: streams, exit status, and every kind of bad input.

mod common;

use std::io::{Read as _, Write as _};
use std::process::Stdio;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

fn dealgraph(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dealgraph"));
    command.args(args);
    command
}

/// Status, stdout and stderr of a run.
struct Ran {
    status: i32,
    out: String,
    err: String,
}

fn run(args: &[&str], stdin: &[u8]) -> Ran {
    let output = dealgraph(args).write_stdin(stdin).output().expect("the program runs");
    Ran {
        status: output.status.code().expect("no signal ended it"),
        out: String::from_utf8(output.stdout).expect("results are UTF-8"),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

fn one(ran: &Ran) -> Value {
    serde_json::from_str(&ran.out).unwrap_or_else(|e| panic!("{e}: {:?} {:?}", ran.out, ran.err))
}

fn lines(ran: &Ran) -> Vec<Value> {
    ran.out.lines().map(|l| serde_json::from_str(l).expect("one JSON a line")).collect()
}

/// Codes of the notes that reading makes; the rooms have their own tests.
fn note_codes(annotation: &Value) -> Vec<&str> {
    const OF_READING: [&str; 3] = ["invalid-bytes", "guessed-encoding", "deep-html"];
    let codes = annotation["notes"].as_array().expect("notes").iter().filter_map(|n| n["code"].as_str());
    codes.filter(|c| OF_READING.contains(c)).collect()
}

fn file(folder: &TempDir, name: &str, bytes: &[u8]) -> String {
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("a temporary file");
    path.display().to_string()
}

#[test]
fn an_article_becomes_one_annotation() {
    let ran = run(&["annotate", "--date", "2025-10-14"], "启澜资本向远川科技投资3.2亿元。".as_bytes());
    let annotation = one(&ran);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    assert_eq!(annotation["schema"], "dealgraph.annotation/1");
    assert_eq!((annotation["date"].as_str(), annotation["lang"].as_str(), annotation["chars"].as_u64()), (Some("2025-10-14"), Some("zh"), Some(17)));
    let keys = ["id", "title", "offsets", "sentences", "entities", "amounts", "percents", "shares", "dates", "deals", "quotes", "graph", "notes"];
    assert!(keys.iter().all(|k| annotation.get(k).is_some()), "{annotation}");
    assert!(annotation.get("tokens").is_none() && annotation.get("text").is_none());
    let full = one(&run(&["annotate", "--tokens", "--with-text", "--pretty", "--offsets", "utf16", "-"], "AI投资。".as_bytes()));
    assert!(full["tokens"].as_array().is_some_and(|t| t.len() >= 3) && full["text"] == "AI投资。" && full["offsets"] == "utf16");
}

#[test]
fn json_lines_keep_their_order_and_the_broken_ones_their_place() {
    let input = concat!(
        "\u{feff}{\"id\": \"a\", \"text\": \"启澜资本投资远川科技。\", \"date\": \"2025-10-14\", \"title\": \"标题\", \"source\": \"某报\"}\n",
        "{broken\n",
        "\n",
        "{\"id\": 7, \"text\": \"\\ud800\"}\n",
        "{\"id\": [1], \"title\": \"no text\"}\n",
        "{\"id\": \"d\", \"text\": \"x\", \"date\": \"14.10.2025\"}\n",
        "[]\n",
        "{\"id\": {\"k\": 1}, \"text\": \"Aurora bought Qilan.\", \"date\": \"2025-10-14T08:00:00Z\"}"
    );
    let ran = run(&["annotate", "--input", "jsonl", "--format", "jsonl"], input.as_bytes());
    let lines = lines(&ran);
    assert_eq!(ran.status, 1);
    let codes: Vec<_> = lines.iter().map(|l| l["error"]["code"].as_str().unwrap_or("-")).collect();
    assert_eq!(codes, ["-", "bad-json", "bad-json", "bad-record", "bad-date", "bad-record", "-"]);
    let ids: Vec<_> = lines.iter().map(|l| l["id"].to_string()).collect();
    assert_eq!(ids, ["\"a\"", "null", "7", "[1]", "\"d\"", "null", "{\"k\":1}"]);
    assert_eq!((lines[0]["title"].as_str(), lines[0]["date"].as_str(), lines[6]["date"].as_str()), (Some("标题"), Some("2025-10-14"), Some("2025-10-14")));
    assert!(ran.err.contains("stdin:2: not JSON"), "{}", ran.err);
}

#[test]
fn any_number_of_jobs_gives_the_same_bytes() {
    let line = |i: usize| format!("{{\"id\": {i}, \"text\": \"启澜资本{i}日向远川科技投资{i}亿元。Aurora bought Qilan for ${i} million.\"}}\n");
    let input: String = (0..400).map(line).collect();
    let single = run(&["annotate", "--jobs", "1", "--tokens"], input.as_bytes());
    assert_eq!(single.out.lines().count(), 400);
    for jobs in ["2", "3", "8"] {
        assert_eq!(run(&["annotate", "--jobs", jobs, "--tokens"], input.as_bytes()).out, single.out);
    }
}

#[test]
fn odd_texts_are_annotated() {
    for (what, bytes) in
        [("empty", &b""[..]), ("one byte", b"x"), ("white space", b" \n\t\r\n "), ("a mark alone", "。".as_bytes()), ("a byte order mark", b"\xef\xbb\xbf")]
    {
        let ran = run(&["annotate"], bytes);
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{what}");
        assert!(one(&ran)["deals"].as_array().is_some_and(Vec::is_empty), "{what}");
    }
    let nuls = one(&run(&["annotate"], "启澜资本\0向远川科技投资3.2亿元，这是一句够长的话。".as_bytes()));
    assert_eq!(note_codes(&nuls), ["invalid-bytes"]);
}

#[test]
fn invalid_bytes_are_replaced_or_refused() {
    let bytes = [&b"Aurora bought Qilan for "[..], b"\xff\xfe", b" billion, as the filing of the company says."].concat();
    let replaced = one(&run(&["annotate", "--encoding", "utf-8", "--with-text"], &bytes));
    assert!(replaced["text"].as_str().is_some_and(|t| t.contains("for \u{fffd}\u{fffd} billion")), "{replaced}");
    assert_eq!(note_codes(&replaced), ["invalid-bytes"]);
    let refused = run(&["annotate", "--encoding", "utf-8", "--on-invalid", "error"], &bytes);
    assert_eq!((refused.status, refused.out.as_str()), (1, ""));
    assert!(refused.err.contains("byte 24 is not valid UTF-8"), "{}", refused.err);
    let line = [&b"{\"id\": 1, \"text\": \"a\xffb\"}\n"[..], b"{\"id\": 2, \"text\": \"ok\"}\n"].concat();
    let ran = run(&["annotate", "--input", "jsonl", "--on-invalid", "error"], &line);
    assert_eq!((ran.status, lines(&ran)[0]["error"]["code"].as_str(), lines(&ran)[1]["id"].as_u64()), (1, Some("invalid-bytes"), Some(2)));
}

#[test]
fn encodings_are_detected() {
    let text = "启澜资本10月13日宣布，向远川科技投资3.2亿元，用于研发。林岳表示：“我们会继续投入。”";
    let utf16 = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let with_mark = [vec![0xff, 0xfe], utf16(u16::to_le_bytes)].concat();
    let gb18030 = encoding_rs::GB18030.encode(text).0.into_owned();
    for (what, bytes) in [("gb18030", gb18030.clone()), ("utf-16le", utf16(u16::to_le_bytes)), ("utf-16be", utf16(u16::to_be_bytes)), ("mark", with_mark)] {
        let annotation = one(&run(&["annotate", "--with-text"], &bytes));
        assert_eq!(annotation["text"].as_str(), Some(text), "{what}");
    }
    let traditional = "啟瀾資本10月13日宣布，向遠川科技投資3.2億元，用於研發，將在台北設立公司。";
    let big5 = encoding_rs::BIG5.encode(traditional).0.into_owned();
    assert_eq!(one(&run(&["annotate", "--with-text"], &big5))["text"].as_str(), Some(traditional));
    let english = "Aurora bought Qilan.".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    assert_eq!(one(&run(&["annotate", "--with-text"], &english))["text"].as_str(), Some("Aurora bought Qilan."));
    // Declared as UTF-8, and it is not.
    let page = [&b"<html><head><meta charset=utf-8></head><body><p>"[..], &gb18030, b"</p></body></html>"].concat();
    let annotation = one(&run(&["annotate"], &page));
    assert_eq!(annotation["text"].as_str(), Some(text));
    assert_eq!(note_codes(&annotation), ["guessed-encoding"]);
    let forced = one(&run(&["annotate", "--with-text", "--encoding", "gbk"], &gb18030));
    assert_eq!((forced["text"].as_str(), note_codes(&forced).len()), (Some(text), 0));
}

#[test]
fn files_that_cannot_be_read_are_told_and_the_others_go_on() {
    let folder = TempDir::new().expect("a temporary folder");
    let good = file(&folder, "good.txt", "Aurora bought Qilan.".as_bytes());
    let png = file(&folder, "image.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    let noise = file(&folder, "noise.bin", &(0..4000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect::<Vec<_>>());
    let missing = folder.path().join("missing.txt").display().to_string();
    let directory = folder.path().display().to_string();
    let ran = run(&["annotate", "--format", "jsonl", &missing, &good, &png, &directory, &noise, &good], b"");
    assert_eq!(ran.status, 1);
    assert_eq!(lines(&ran).iter().map(|l| l["id"].as_str() == Some(&good)).collect::<Vec<_>>(), [true, true]);
    for message in ["missing.txt: cannot be read", "image.txt: is a binary file (PNG image)", "is a directory, expected a file", "noise.bin: is a binary file"]
    {
        assert!(ran.err.contains(message), "{message} in {}", ran.err);
    }
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_is_told() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = TempDir::new().expect("a temporary folder");
    let closed = file(&folder, "closed.txt", b"x");
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o000)).expect("our own file");
    // The superuser reads everything.
    if std::fs::read(&closed).is_err() {
        let ran = run(&["annotate", &closed], b"");
        assert_eq!(ran.status, 1);
        assert!(ran.err.contains("closed.txt: cannot be read"), "{}", ran.err);
    }
}

#[test]
fn wrong_usage_ends_with_status_2() {
    let folder = TempDir::new().expect("a temporary folder");
    let lexicon = file(&folder, "words.tsv", b"# Source: me\nsurface\tclass\tvalue\nfoo\tnonsense\tx\n");
    let concepts = file(&folder, "companies.tsv", b"key\tsurface\tlang\tform\ttype\nfoo\tFoo\ten\tname\tplanet\n");
    let frame = file(
        &folder,
        "swap.toml",
        b"type = \"swap\"\nlabel = { zh = \"x\", en = \"swap\" }\n[roles]\nparty = { types = [\"company\"] }\n\n[[trigger]]\nverb = [\"swap\"]\nroles = { subject = \"byer\" }\n",
    );
    let missing = folder.path().join("none.tsv").display().to_string();
    let table: [(&[&str], &str); 10] = [
        (&["annotate", "--date", "2025-02-30"], "YYYY-MM-DD"),
        (&["annotate", "--date", "yesterday"], "YYYY-MM-DD"),
        (&["annotate", "--encoding", "klingon"], "unknown encoding"),
        (&["annotate", "--lang", "fr"], "expected zh or en"),
        (&["annotate", "--format", "nonsense"], "invalid value"),
        (&["annotate", "--pretty", "--format", "jsonl"], "--pretty"),
        (&["annotate", "--lexicon", &lexicon], "words.tsv:3: unknown class \"nonsense\"; expected one of"),
        (&["annotate", "--lexicon", &concepts], "companies.tsv:2: unknown type \"planet\""),
        (&["annotate", "--lexicon", &frame], "swap.toml:6: unknown role \"byer\"; roles are party"),
        (&["annotate", "--lexicon", &missing], "none.tsv"),
    ];
    for (args, message) in table {
        let ran = run(args, b"x");
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{args:?}");
        assert!(ran.err.contains(message), "{args:?}: {}", ran.err);
    }
    assert_eq!(run(&[], b"").status, 2);
    assert_eq!(run(&["dance"], b"").status, 2);
}

#[test]
fn a_users_lexicon_is_used() {
    let folder = TempDir::new().expect("a temporary folder");
    let lexicon = file(&folder, "mine.tsv", "key\tsurface\tlang\tform\ttype\nzhuque-arts\t朱雀艺术\tzh\tname\tcompany\n".as_bytes());
    let annotation = one(&run(&["annotate", "--lexicon", &lexicon], "朱雀艺术向远川科技投资3.2亿元。".as_bytes()));
    let keys: Vec<_> = annotation["entities"].as_array().expect("entities").iter().filter_map(|e| e["key"].as_str()).collect();
    assert!(keys.contains(&"zhuque-arts"), "{keys:?}");
}

#[test]
fn a_page_becomes_its_article() {
    let page = "<html><head><title>启澜资本投资远川科技</title><meta name=\"pubdate\" content=\"2025-10-14\"></head><body><div>".to_owned()
        + "<p>启澜资本10月13日宣布，向远川科技投资3.2亿元，用于研发与扩产。</p></div></body></html>";
    let annotation = one(&run(&["annotate"], page.as_bytes()));
    assert_eq!(annotation["text"], "启澜资本投资远川科技\n\n启澜资本10月13日宣布，向远川科技投资3.2亿元，用于研发与扩产。");
    assert_eq!((annotation["title"].as_str(), annotation["date"].as_str()), (Some("启澜资本投资远川科技"), Some("2025-10-14")));
    let deep = format!("<html><body>{}启澜资本投资远川科技。{}</body></html>", "<div>".repeat(3000), "</div>".repeat(3000));
    let annotation = one(&run(&["annotate"], deep.as_bytes()));
    assert_eq!((annotation["text"].as_str(), note_codes(&annotation)), (Some("启澜资本投资远川科技。"), vec!["deep-html"]));
}

#[test]
fn a_closed_pipe_is_quiet() {
    let line = "{\"text\": \"Aurora bought Qilan for $3.2 billion.\"}\n";
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_dealgraph"))
        .args(["annotate", "--input", "jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut stdin = child.stdin.take().expect("piped");
    let feeder = std::thread::spawn(move || {
        for _ in 0..20_000 {
            if stdin.write_all(line.as_bytes()).is_err() {
                break;
            }
        }
    });
    let mut first = [0u8; 64];
    let mut stdout = child.stdout.take().expect("piped");
    stdout.read_exact(&mut first).expect("an annotation");
    drop(stdout);
    let output = child.wait_with_output().expect("it ends");
    feeder.join().expect("the feeder ends");
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}

#[test]
fn a_document_that_arrives_alone_is_answered() {
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_dealgraph"))
        .args(["annotate", "--input", "jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut stdin = child.stdin.take().expect("piped");
    let mut stdout = child.stdout.take().expect("piped");
    for _ in 0..3 {
        stdin.write_all(b"{\"text\": \"x\"}\n").expect("it reads");
        let mut first = [0u8; 1];
        while first[0] != b'\n' {
            stdout.read_exact(&mut first).expect("an answer before the next document");
        }
    }
    drop(stdin);
    assert!(child.wait().expect("it ends").success());
}

#[test]
fn every_format_and_command_prints_something() {
    let text = "启澜资本10月13日宣布，向远川科技投资3.2亿元。林岳表示：“资金将用于研发。”";
    for format in ["text", "json", "jsonl", "gold", "html", "brat", "label-studio", "doccano", "web-annotation", "spacy", "xmi", "graphml", "csv", "turtle"] {
        let ran = run(&["annotate", "--format", format, "--date", "2025-10-14"], text.as_bytes());
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{format}");
        assert!(ran.out.contains("3.2亿"), "{format}: {}", ran.out);
    }
    let explained = run(&["explain", "--date", "2025-10-14"], text.as_bytes());
    assert!(explained.status == 0 && explained.out.contains("3.2亿元"), "{}", explained.out);
    for args in [&["schema"][..], &["schema", "annotation"], &["schema", "failure"], &["schema", "eval"]] {
        assert!(one(&run(args, b"")).is_object(), "{args:?}");
    }
    for args in [&["completions", "bash"][..], &["completions", "zsh"], &["completions", "fish"], &["man"], &["man", "annotate"], &["--version"]] {
        let ran = run(args, b"");
        assert!(ran.status == 0 && ran.out.contains("dealgraph"), "{args:?}: {}", ran.err);
    }
    for command in ["annotate", "batch", "graph", "explain", "eval", "schema", "completions", "man"] {
        let ran = run(&["help", command], b"");
        assert!(ran.status == 0 && ran.out.contains("Examples:"), "{command}");
    }
}

#[test]
fn formats_of_one_document_refuse_a_second() {
    let lines = "{\"text\": \"Aurora bought Qilan.\"}\n{\"text\": \"Qilan bought Aurora.\"}\n";
    let ran = run(&["annotate", "--input", "jsonl", "--format", "graphml"], lines.as_bytes());
    assert!(ran.status == 2 && ran.err.contains("`dealgraph graph` makes one graph of all"), "{}", ran.err);
    let ran = run(&["annotate", "--format", "neo4j"], b"Aurora bought Qilan.");
    assert!(ran.status == 2 && ran.err.contains("say --out DIR"), "{}", ran.err);
    let tasks: Value = one(&run(&["annotate", "--input", "jsonl", "--format", "label-studio"], lines.as_bytes()));
    assert_eq!(tasks.as_array().map(Vec::len), Some(2));
    assert_eq!(run(&["annotate", "--input", "jsonl", "--format", "label-studio"], b"").out, "[]\n");
}

#[test]
fn a_folder_has_a_file_a_document() {
    let folder = TempDir::new().expect("a temporary folder");
    let out = folder.path().join("out");
    let names = |out: &std::path::Path| {
        let mut names: Vec<_> = std::fs::read_dir(out).expect("it is made").flatten().map(|e| e.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    };
    let lines = "{\"id\": \"a/../b.txt\", \"text\": \"Aurora bought Qilan.\"}\n{\"id\": \"B\", \"text\": \"Qilan bought Aurora.\"}\n{\"text\": \"x\"}\n";
    let ran = run(&["annotate", "--input", "jsonl", "--format", "brat", "--out", &out.display().to_string()], lines.as_bytes());
    assert_eq!((ran.status, ran.out.as_str()), (0, ""), "{}", ran.err);
    assert_eq!(names(&out), ["B-2.ann", "B-2.txt", "annotation.conf", "b.ann", "b.txt", "document.ann", "document.txt", "visual.conf"]);
    // The text of brat would take the place of the article.
    let article = file(&folder, "article.txt", "启澜资本投资远川科技。".as_bytes());
    let ran = run(&["annotate", "--format", "brat", "--out", &folder.path().display().to_string(), &article], b"");
    assert!(ran.status == 2 && ran.err.contains("choose another folder"), "{}", ran.err);
}

#[test]
fn the_annotation_fits_its_schema() {
    let schema = one(&run(&["schema", "annotation"], b""));
    let properties = schema["properties"].as_object().expect("an object");
    let annotation = one(&run(&["annotate", "--tokens", "--with-text"], "启澜资本投资远川科技。".as_bytes()));
    for key in annotation.as_object().expect("an object").keys() {
        assert!(properties.contains_key(key), "{key} is not in the schema");
    }
    let required: Vec<_> = schema["required"].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
    assert!(["schema", "offsets", "entities", "deals", "quotes", "graph", "notes"].iter().all(|k| required.contains(k)), "{required:?}");
}

#[test]
fn gold_articles_are_scored() {
    let folder = TempDir::new().expect("a temporary folder");
    let gold = common::path("corpus/gold").display().to_string();
    let ran = run(&["eval", &gold, "--format", "json"], b"");
    assert_eq!(ran.status, 0, "{}", ran.err);
    let scores = one(&ran);
    let figure = scores["groups"][0]["layers"]["amounts"]["value"].as_f64().expect("a figure");
    let same = file(&folder, "same.json", ran.out.as_bytes());
    assert_eq!(run(&["eval", &gold, "--baseline", &same], b"").status, 0);
    let higher = file(&folder, "higher.json", ran.out.replace(&format!("\"value\": {figure}"), "\"value\": 1.01").as_bytes());
    let fallen = run(&["eval", &gold, "--baseline", &higher], b"");
    assert!(fallen.status == 1 && fallen.err.contains("all amounts: "), "{}", fallen.err);
    let coverage = run(&["eval", &gold, "--coverage"], b"");
    assert!(coverage.status == 0 && coverage.out.contains("deal types") && coverage.out.contains("acquisition"));
    let broken = file(&folder, "broken.md", "---\nid: broken\nlang: zh\n---\n\n[远川](yuan chuan)\n\n---\n".as_bytes());
    let ran = run(&["eval", &broken], b"");
    assert!(ran.status == 1 && ran.err.contains("broken.md:6: [远川](yuan chuan): unknown form \"chuan\"; expected"), "{}", ran.err);
    let misses = run(&["eval", &gold, "--errors", "--part", "dev", "--lang", "en"], b"");
    assert!(misses.status == 0 && misses.out.lines().next().is_some_and(|l| l.contains(".md:")), "{}", misses.out);
}
