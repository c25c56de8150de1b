//! What is found once with good evidence is found everywhere in the document, in its short forms too.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{CLOSES, Candidate, OPENS, SPEECH, SURE, Scan, TAKEN, TITLE, TRIGGER};
use crate::doc::{EntityType, Form, Rule, Sentence, Span};
use crate::lang::{en, zh};
use crate::mention::charset::CharSet;
use crate::read::is_han;

struct Learnt<'a> {
    words: &'a str,
    kind: EntityType,
    form: Form,
    rule: Rule,
    score: f32,
}

impl Learnt<'_> {
    /// The short form of a person who is told as one.
    fn is_surname(&self) -> bool {
        self.kind == EntityType::Person && self.form == Form::Alias && self.score >= SURE
    }
}

impl Learnt<'_> {
    /// A Chinese short form that is an everyday word (蜂巢 of 蜂巢能源) counts only where a name is expected: where it opens a clause or follows what names
    /// follow, and what parties do comes next.
    fn is_expected(&self, scan: &Scan, at: usize) -> bool {
        const GO_ON: [&str; 11] = ["也", "亦", "则", "已", "将", "拟", "还", "曾", "正", "此次", "起初"];
        let is_everyday = self.words.starts_with(is_han) && self.words.chars().count() == 2 && scan.tables.is_common(self.words);
        if self.form != Form::Alias || !is_everyday {
            return true;
        }
        let end = at + self.words.len();
        let opens = scan.ends(at, OPENS) || scan.before(at).is_none_or(|c| !(is_han(c) || c.is_alphanumeric()));
        let closes = scan.starts(end, SPEECH | CLOSES | TRIGGER | TAKEN | TITLE) || GO_ON.iter().any(|word| scan.text[end..].starts_with(word));
        opens && closes
    }
}

/// More names than this in one document are a list, and lists repeat nothing.
const MOST: usize = 4000;

pub(super) fn find(scan: &Scan, sentences: &[Sentence], candidates: &mut Vec<Candidate>) {
    let mut learnt: FxHashMap<&str, Learnt> = FxHashMap::default();
    // Firms that bear a person's surname: named before the person, or in full.
    let mut firms: FxHashSet<&str> = FxHashSet::default();
    for c in candidates.iter().filter(|c| c.score >= SURE && c.form != Form::Ticker).take(MOST) {
        let words = scan.words(c.span.start as usize, c.span.end as usize);
        if c.kind == EntityType::Company && !learnt.get(words).is_some_and(Learnt::is_surname) {
            firms.insert(words);
        }
        if !c.is_known() {
            let entry = learnt.entry(words).or_insert(Learnt { words, kind: c.kind, form: c.form, rule: Rule::Named("name.repeated"), score: c.score });
            // A surname that was learnt is no company for standing alone with a capital.
            if c.score > entry.score && !entry.is_surname() {
                (entry.kind, entry.score) = (c.kind, c.score);
            }
        }
        let mut short = |form: &'_ str, at: usize| {
            let words = &scan.text[at..at + form.len()];
            let rule = if c.is_known() { c.rule } else { Rule::Named("name.short") };
            let learn = Learnt { words, kind: c.kind, form: Form::Alias, rule, score: c.score * 0.9 };
            let entry = learnt.entry(words).or_insert(learn);
            if c.kind == EntityType::Person && entry.kind == EntityType::Company && entry.form == Form::Name && !c.is_known() {
                (entry.kind, entry.form, entry.rule, entry.score) = (c.kind, Form::Alias, rule, c.score * 0.9);
            }
        };
        let base = c.span.start as usize;
        let is_chinese = words.chars().any(is_han);
        let forms =
            if is_chinese { zh::name::short_forms(scan.tables, scan, c.span, c.kind) } else { en::name::short_forms(scan.tables, scan, c.span, c.kind) };
        for (from, to) in forms {
            if from >= base && to <= c.span.end as usize && from < to {
                if c.kind == EntityType::Company {
                    firms.insert(&scan.text[from..to]);
                }
                short(&scan.text[from..to], from);
            }
        }
    }
    let mut firsts = CharSet::default();
    let mut by_first: FxHashMap<char, Vec<&Learnt>> = FxHashMap::default();
    for name in learnt.values() {
        let Some(first) = name.words.chars().next() else { continue };
        // A surname's particle opens a sentence with a capital (van Houten, Van Houten).
        let also = Some(first.to_ascii_uppercase()).filter(|&upper| upper != first && name.kind == EntityType::Person);
        for first in [Some(first), also].into_iter().flatten() {
            firsts.insert(first);
            by_first.entry(first).or_default().push(name);
        }
    }
    for names in by_first.values_mut() {
        names.sort_unstable_by(|a, b| (b.words.len(), a.words).cmp(&(a.words.len(), b.words)));
    }
    let mut found = Vec::new();
    let mut skip = 0;
    for (at, c) in scan.text.char_indices() {
        if at < skip {
            continue;
        }
        let Some(names) = Some(c).filter(|&c| firsts.contains(c)).and_then(|c| by_first.get(&c)) else { continue };
        let Some(name) = names.iter().find(|n| is_here(scan, at, n.words) && stands_alone(scan, at, at + n.words.len()) && n.is_expected(scan, at)) else {
            continue;
        };
        let span = Span::new(at, at + name.words.len());
        found.push(Candidate { span, kind: name.kind, form: name.form, score: name.score.max(SURE), rule: name.rule });
        skip = at + name.words.len();
    }
    in_capitals(scan, sentences, &learnt, &mut found);
    let is_surname = |words: &str| !firms.contains(words) && learnt.get(words).is_some_and(Learnt::is_surname);
    candidates.retain(|c| {
        let doubtful = !c.is_known() && c.kind != EntityType::Person;
        c.score >= SURE && !(doubtful && is_surname(scan.words(c.span.start as usize, c.span.end as usize)))
    });
    candidates.append(&mut found);
}

/// The words stand at `at`; the case of the first letter has been looked at.
fn is_here(scan: &Scan, at: usize, words: &str) -> bool {
    let here = &scan.text.as_bytes()[at..];
    here.len() >= words.len() && here[0].eq_ignore_ascii_case(&words.as_bytes()[0]) && here[1..words.len()] == words.as_bytes()[1..]
}

/// Headlines of old wires are in capitals: WALBROOK-DREXEL TO MERGE WITH PACIFIC STANDARD.
fn in_capitals(scan: &Scan, sentences: &[Sentence], learnt: &FxHashMap<&str, Learnt>, found: &mut Vec<Candidate>) {
    let mut upper: Vec<(String, &Learnt)> = Vec::new();
    for sentence in sentences {
        let line = &scan.text[sentence.span.range()];
        let is_upper = line.len() > 12 && line.contains(' ') && !line.chars().any(|c| is_han(c) || c.is_lowercase()) && line.chars().any(char::is_alphabetic);
        if !is_upper {
            continue;
        }
        if upper.is_empty() {
            upper = learnt.values().filter(|n| n.words.len() > 3 && n.words.chars().any(char::is_lowercase)).map(|n| (n.words.to_uppercase(), n)).collect();
            upper.sort_unstable_by(|a, b| (b.0.len(), &a.0).cmp(&(a.0.len(), &b.0)));
            upper.truncate(200);
        }
        let from = found.len();
        for (words, name) in &upper {
            for (offset, _) in line.match_indices(words.as_str()) {
                let start = sentence.span.start as usize + offset;
                let span = Span::new(start, start + words.len());
                if stands_alone(scan, start, start + words.len()) && !found[from..].iter().any(|f| f.span.overlaps(span)) {
                    found.push(Candidate { span, kind: name.kind, form: name.form, score: name.score.max(SURE), rule: name.rule });
                }
            }
        }
    }
}

/// Not a part of a longer word.
fn stands_alone(scan: &Scan, start: usize, end: usize) -> bool {
    if scan.ends(end, TAKEN) && scan.starts(start, TAKEN) {
        return false;
    }
    let words = scan.words(start, end);
    let (first, last) = (words.chars().next(), words.chars().next_back());
    let joined =
        |a: Option<char>, b: Option<char>| matches!((a, b), (Some(a), Some(b)) if a.is_alphanumeric() && b.is_alphanumeric() && !is_han(a) && !is_han(b));
    if joined(scan.before(start), first) || joined(last, scan.after(end)) {
        return false;
    }
    if words.chars().count() > 2 || !first.is_some_and(is_han) {
        return true;
    }
    let pair = |from: usize, a: Option<char>, b: Option<char>| match (a, b) {
        (Some(a), Some(b)) if is_han(a) && is_han(b) => scan.tables.is_common(&scan.text[from..from + a.len_utf8() + b.len_utf8()]),
        _ => false,
    };
    let before = scan.before(start);
    let claimed_left = pair(start - before.map_or(0, char::len_utf8), before, first) && !scan.ends(start, super::EDGE);
    let claimed_right = pair(end - last.map_or(0, char::len_utf8), last, scan.after(end)) && !scan.starts(end, super::EDGE);
    !claimed_left && !claimed_right
}
