//! The tables of a store as they are documented.

mod common;

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
