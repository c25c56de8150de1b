//! The tables of a store as they are documented, and a store that `tests/interop` opens with the tools that it is for.

mod common;

use std::path::Path;
use std::process::Command;

/// Names that a table, a query or a spreadsheet may stumble over, beside plain ones in both languages.
const DOCUMENTS: [&str; 3] = [
    "远川科技宣布以3亿元收购瑞石医药51%股权。远川科技董事长林岳表示:“这是好事。”",
    "Norvik agreed to buy Tessaly for $300 million, Norvik said on Monday.",
    "O'Brien & Söhne AG acquired \"Quote's\" Robotics Inc; DROP TABLE deals.\u{202e} =1+1 invested $5 million in Norvik.",
];

#[test]
fn a_store_is_written_for_other_tools() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("interop");
    std::fs::create_dir_all(&folder).expect("the target folder");
    let input = folder.join("store.jsonl");
    let line = |(i, text): (usize, &&str)| serde_json::json!({"id": i.to_string(), "text": text, "date": "2025-10-14"}).to_string() + "\n";
    std::fs::write(&input, DOCUMENTS.iter().enumerate().map(line).collect::<String>()).expect("the target folder");
    let out = folder.join("store");
    let to = if cfg!(all(feature = "parquet", feature = "sqlite")) { "jsonl,parquet,sqlite" } else { "jsonl" };
    let mut command = Command::new(env!("CARGO_BIN_EXE_dealgraph"));
    let run = command.arg("batch").arg(&input).args(["--force", "--progress", "none", "--to", to, "--out"]).arg(&out).output().expect("the program runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let lines = std::fs::read_to_string(out.join("annotations.jsonl")).expect("the annotations");
    assert_eq!(lines.lines().count(), DOCUMENTS.len());
}

#[test]
fn the_tables_are_documented_as_they_are() {
    let path = common::path("STORE.md");
    let (_, text) = common::read(&path);
    let (before, tables) = text.split_once("<!-- tables -->\n\n").expect("the mark before the tables");
    let described = dealgraph::store::describe();
    if std::env::var("INSTA_UPDATE").is_ok_and(|v| v == "always") {
        std::fs::write(&path, format!("{before}<!-- tables -->\n\n{described}")).expect("our own file");
    } else {
        assert!(tables == described, "STORE.md is not what the tables are: INSTA_UPDATE=always cargo test --test store writes it");
    }
}
