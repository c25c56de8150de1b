//! House rules that a test can see: rooms flow one way, languages are twins, lexicons have their form, files stay small.

mod common;

use std::collections::BTreeSet;

/// The rooms in the order of the work; a room names those before it, and the ground on which all stand.
const ROOMS: [&str; 16] =
    ["doc", "read", "lexicon", "lang", "sentence", "mention", "entity", "deal", "quote", "graph", "segment", "export", "eval", "store", "batch", "cli"];

/// What is allowed against the order: `doc` keeps the hits of the lexicon; a file of `lang` speaks the types of the room that it serves.
fn is_allowed(room: &str, other: &str) -> bool {
    let place = |r: &str| ROOMS.iter().position(|x| *x == r);
    match (room, other) {
        ("doc", "lexicon") => true,
        ("lang", "sentence" | "mention" | "entity" | "deal" | "quote") => true,
        _ => place(other) <= place(room),
    }
}

#[test]
fn rooms_flow_one_way() {
    let mut failures = Vec::new();
    for path in common::files("src", "rs") {
        let (name, text) = common::read(&path);
        let Some((room, _)) = name.strip_prefix("src/").and_then(|n| n.split_once('/')) else { continue };
        if !ROOMS.contains(&room) {
            failures.push(format!("{name}: {room} is no room that this test knows"));
        }
        for (number, line) in text.lines().enumerate().filter(|(_, l)| !l.trim_start().starts_with("//")) {
            for other in line.split("crate::").skip(1).map(|r| r.split(|c: char| !c.is_ascii_lowercase() && c != '_').next().unwrap_or_default()) {
                if ROOMS.contains(&other) && !is_allowed(room, other) {
                    failures.push(format!("{name}:{}: {room} names {other}, which comes after it", number + 1));
                }
            }
        }
    }
    common::none_of(&failures);
}

/// Names of the functions that a file gives to others.
fn functions(text: &str) -> BTreeSet<String> {
    let public = text.lines().filter_map(|l| l.trim_start().strip_prefix("pub(crate) fn "));
    public.map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn languages_are_twins() {
    let mut failures = Vec::new();
    for (here, there) in [("zh", "en"), ("en", "zh")] {
        for path in common::files(&format!("src/lang/{here}"), "rs") {
            let (name, text) = common::read(&path);
            // Helpers of one language stand in a folder below: `zh/name/person.rs`.
            if name.matches('/').count() > 3 && !name.ends_with("/mod.rs") {
                continue;
            }
            let twin = name.replace(&format!("src/lang/{here}/"), &format!("src/lang/{there}/"));
            let twin_path = common::path(&twin);
            if !twin_path.exists() {
                failures.push(format!("{name}: expected its twin {twin}"));
                continue;
            }
            let other = functions(&common::read(&twin_path).1);
            failures.extend(functions(&text).iter().filter(|f| !other.contains(*f)).map(|f| format!("{name}: `{f}` has no twin in {twin}")));
        }
    }
    common::none_of(&failures);
}

#[test]
fn lexicons_name_source_and_licence() {
    const HEADERS: [&str; 5] =
        ["currency\tdate\tusd", "surface\tclass\tvalue", "key\tsurface\tlang\tform\ttype\tcountry\ttickers\tflags", "traditional\tsimplified", "characters"];
    let mut failures = Vec::new();
    for path in common::files("lexicons", "tsv") {
        let (name, text) = common::read(&path);
        let comments: Vec<_> = text.lines().take_while(|l| l.starts_with('#')).collect();
        for wanted in ["# Source: ", "# Licence: "] {
            if !comments.iter().any(|c| c.starts_with(wanted)) {
                failures.push(format!("{name}:1: expected a line {wanted:?}"));
            }
        }
        let header = text.lines().nth(comments.len()).unwrap_or_default();
        if !HEADERS.contains(&header) {
            failures.push(format!("{name}:{}: header {header:?}, expected one of {HEADERS:?}", comments.len() + 1));
        }
        failures.extend(text.lines().enumerate().filter(|(_, l)| l.ends_with(['\r', ' '])).map(|(i, _)| format!("{name}:{}: white space at the end", i + 1)));
    }
    common::none_of(&failures);
}

#[test]
fn files_are_small_and_say_what_they_are() {
    let mut failures = Vec::new();
    for path in common::files("src", "rs").into_iter().chain(common::files("tests", "rs")) {
        let (name, text) = common::read(&path);
        let lines = text.lines().count();
        if lines > 600 {
            failures.push(format!("{name}: {lines} lines; past 400 look for the second idea"));
        }
        if !text.starts_with("//!") {
            failures.push(format!("{name}:1: expected //! that says what the file is"));
        }
    }
    common::none_of(&failures);
}

#[test]
fn nothing_is_left_undone() {
    // Put together here, so that this file does not hold them.
    let marks = [["TO", "DO"], ["FIX", "ME"], ["todo", "!("], ["dbg", "!("]].map(|p| p.concat());
    let mut failures = Vec::new();
    for path in common::files("src", "rs") {
        let (name, text) = common::read(&path);
        let own = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (number, line) in own.lines().enumerate() {
            let is_comment = line.trim_start().starts_with("//");
            let found = marks.iter().find(|m| line.contains(m.as_str())).map(String::as_str);
            let found = found.or((!is_comment && line.contains(".unwrap()")).then_some("unwrap()"));
            failures.extend(found.map(|mark| format!("{name}:{}: {mark}", number + 1)));
        }
    }
    common::none_of(&failures);
}
