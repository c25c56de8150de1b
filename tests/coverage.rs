//! What the gold articles cover does not fall: the floor, both parts, and the length of an article.

mod common;

use dealgraph::eval::Case;
use dealgraph::eval::coverage::{Coverage, count};

/// Characters of a Chinese article and words of an English one.
const LENGTHS: [(&str, std::ops::RangeInclusive<usize>); 2] = [("zh", 600..=2500), ("en", 150..=800)];

/// Tables whose rows both parts must have in both languages.
const IN_BOTH_PARTS: [&str; 4] = ["deal types", "statuses", "deal flags", "quotes"];

fn cases() -> Vec<Case> {
    common::golds().into_iter().map(|(name, _, gold)| Case::new(name, gold)).collect()
}

fn covered(coverage: &Coverage, table: &str, row: &str, language: &str) -> usize {
    coverage.get(table).and_then(|rows| rows.get(row)).and_then(|counts| counts.get(language)).copied().unwrap_or(0)
}

/// `*` stands for every row of a table.
#[test]
fn coverage_stays_above_the_floor() {
    let coverage = count(&cases(), common::ANNOTATOR.frames());
    let (name, text) = common::read(&common::path("corpus/gold/floor.tsv"));
    let mut failures = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, l)| !l.starts_with('#')).skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [table, row, floors @ ..] = fields.as_slice() else { panic!("{name}:{}: table, row, zh and en expected", number + 1) };
        let rows = coverage.get(table).into_iter().flatten().map(|(row, _)| row.as_str());
        let rows: Vec<&str> = if *row == "*" { rows.collect() } else { vec![row] };
        for (row, (language, floor)) in rows.into_iter().flat_map(|r| ["zh", "en"].into_iter().zip(floors).map(move |f| (r, f))) {
            let floor: usize = floor.parse().unwrap_or_else(|e| panic!("{name}:{}: {floor}: {e}", number + 1));
            let now = covered(&coverage, table, row, language);
            if now < floor {
                failures.push(format!("{name}:{}: {table}, {row}: {now} {language}, at least {floor} expected", number + 1));
            }
        }
    }
    common::none_of(&failures);
}

#[test]
fn both_parts_cover_all() {
    let (dev, test): (Vec<_>, Vec<_>) = cases().into_iter().partition(|case| case.gold.head("part") == Some("dev"));
    let mut failures = Vec::new();
    let all = [("dev", count(&dev, common::ANNOTATOR.frames())), ("test", count(&test, common::ANNOTATOR.frames()))];
    for table in IN_BOTH_PARTS {
        let rows = all.iter().flat_map(|(_, c)| c.get(table)).flat_map(|rows| rows.keys());
        for row in rows.collect::<std::collections::BTreeSet<_>>() {
            for (part, coverage) in &all {
                let lacking = ["zh", "en"].into_iter().filter(|language| covered(coverage, table, row, language) == 0);
                failures.extend(lacking.map(|language| format!("{part}: no {row} ({table}) in {language}")));
            }
        }
    }
    let share = dev.len() * 100 / (dev.len() + test.len());
    if !(55..=65).contains(&share) {
        failures.push(format!("{share}% of the articles are dev, about 60% expected"));
    }
    common::none_of(&failures);
}

#[test]
fn articles_have_their_length() {
    let mut failures = Vec::new();
    for (name, _, gold) in common::golds() {
        let plain = gold.plain();
        for (language, range) in LENGTHS.into_iter().filter(|(language, _)| gold.head("lang") == Some(language)) {
            let length = if language == "zh" { plain.chars().filter(|c| !c.is_whitespace()).count() } else { plain.split_whitespace().count() };
            if !range.contains(&length) {
                failures.push(format!("{name}: {length}, {range:?} expected"));
            }
        }
    }
    common::none_of(&failures);
}
