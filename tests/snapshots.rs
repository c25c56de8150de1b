//! Whole outputs for the articles of `corpus/articles`, kept in `corpus/snap`: what a change does to them is read in review.
//!
//! After a wanted change: `INSTA_UPDATE=always cargo test --test snapshots`, and read the difference.

mod common;

use dealgraph::export::{View, annotation};
use dealgraph::{Document, Options};

#[test]
fn annotations_are_what_they_were() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(common::path("corpus/snap"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for path in common::files("corpus/articles", "txt") {
            let (_, text) = common::read(&path);
            let document: Document = common::annotate(&text, Options::default());
            let view = View::new(common::ANNOTATOR.lexicon(), common::ANNOTATOR.frames());
            // Lexicon lines move with every word that is added above them.
            let json = serde_json::to_string(&annotation(&view, &document)).expect("annotations serialise");
            let mut value: serde_json::Value = serde_json::from_str(&json).expect("what was just written");
            drop_lexicon_lines(&mut value);
            let name = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
            insta::assert_json_snapshot!(name, value);
        }
    });
}

fn drop_lexicon_lines(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Array(list) => list.iter_mut().for_each(drop_lexicon_lines),
        serde_json::Value::Object(map) => {
            for (key, value) in map {
                match value.as_str().and_then(|s| s.split_once(".tsv:")) {
                    Some((file, _)) if key == "rule" => *value = format!("{file}.tsv").into(),
                    _ => drop_lexicon_lines(value),
                }
            }
        }
        _ => {}
    }
}
