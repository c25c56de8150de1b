//! The same article written another way names the same parties: mangled separators, other widths, Traditional characters, other line ends.

mod common;

use std::collections::HashMap;

use dealgraph::Options;

/// Articles in which a lost separator cannot be told from a question mark: 何塞?林 with one character behind it.
const UNSURE_WITHOUT_DOT: [&str; 1] = ["zh-21-biotech-round"];

#[test]
fn mangled_separators_change_no_entity() {
    same_entities(&|text| {
        let chars: Vec<char> = text.chars().collect();
        let is_han = |i: usize| chars.get(i).is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(c));
        let lost = |i: usize| chars[i] == '·' && i > 0 && is_han(i - 1) && is_han(i + 1);
        (0..chars.len()).map(|i| if lost(i) { '?' } else { chars[i] }).collect()
    });
}

#[test]
fn half_width_changes_no_entity() {
    same_entities(&|text| text.chars().map(narrow).collect());
}

#[test]
fn traditional_characters_change_no_entity() {
    let traditional = traditional();
    same_entities(&|text| {
        let is_chinese = text.chars().filter(|c| *c >= '\u{4e00}').count() * 4 > text.chars().count();
        if is_chinese { text.chars().map(|c| traditional.get(&c).copied().unwrap_or(c)).collect() } else { text.to_owned() }
    });
}

#[test]
fn line_ends_change_no_entity() {
    same_entities(&|text| text.replace('\n', "\r\n"));
}

fn narrow(c: char) -> char {
    if ('\u{ff01}'..='\u{ff5e}').contains(&c) { char::from_u32(c as u32 - 0xfee0).unwrap_or(c) } else { c }
}

/// A Traditional character for each Simplified one, by the table that folds them.
fn traditional() -> HashMap<char, char> {
    let mut table = HashMap::new();
    for line in include_str!("../lexicons/fold/traditional.tsv").lines().filter(|l| !l.starts_with('#')) {
        let Some((traditional, simplified)) = line.split_once('\t') else { continue };
        let (mut one, mut other) = (traditional.chars(), simplified.chars());
        if let (Some(t), None, Some(s), None) = (one.next(), one.next(), other.next(), other.next()) {
            table.entry(s).or_insert(t);
        }
    }
    table
}

/// Every gold article has the same mentions, as folded words with kind and form, before and after `change`.
fn same_entities(change: &dyn Fn(&str) -> String) {
    let mut failures = Vec::new();
    for (name, _, gold) in common::golds() {
        let plain = gold.plain();
        let changed = change(&plain);
        let is_unsure = changed.contains('?') && UNSURE_WITHOUT_DOT.iter().any(|id| name.contains(id));
        if changed == plain || is_unsure {
            continue;
        }
        let (before, after) = (mentions(&plain), mentions(&changed));
        let lost: Vec<_> = before.iter().filter(|m| !after.contains(m)).take(3).collect();
        let new: Vec<_> = after.iter().filter(|m| !before.contains(m)).take(3).collect();
        if before != after {
            failures.push(format!("{name}: lost {lost:?}, new {new:?}"));
        }
    }
    common::none_of(&failures);
}

fn mentions(text: &str) -> Vec<String> {
    let document = common::annotate(text, Options::default());
    let mut found: Vec<String> = document.mentions.iter().map(|m| format!("{} {:?} {:?}", document.text.get(m.span), m.kind, m.form)).collect();
    found.sort_unstable();
    found
}
