//! Names in Latin letters within Chinese text: CoreWeave, Bokeh Capital Partners.

use super::{Line, Place, edge, slot};
use crate::doc::{EntityType, Span};
use crate::lexicon::Class;
use crate::mention::name::{
    CLOSES, COMPANY, Candidate, GIVEN, GRAMMAR, LEGAL, NO_NAME, NOMINAL, OPENS, PRODUCT, RARE_GIVEN, SOFT, SPEECH, STOP, SUFFIX, Scan, TAKEN, TITLE, TRIGGER,
    WEAK,
};
use crate::read::is_han;

pub(super) fn propose(scan: &Scan, line: &Line, out: &mut Vec<Candidate>) {
    let mut skip = 0;
    for &Place { at, c, .. } in line.places.iter().filter(|p| !p.is_han) {
        if at < skip {
            continue;
        }
        let begins = !is_mark(c) && c.is_alphabetic() && !scan.before(at).is_some_and(|b| b.is_alphanumeric() && !is_han(b));
        if begins {
            skip = run_end(scan, at, line.ceiling);
            out.extend(judge(scan, line.ceiling, at, skip));
        }
    }
}

/// The punctuation of Chinese text, which is most of what is neither Chinese nor a letter.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{206f}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}')
}

/// The end of a run of capitalised words with single spaces and joiners between them.
fn run_end(scan: &Scan, start: usize, ceiling: usize) -> usize {
    let mut end = word_end(scan, start, ceiling);
    loop {
        let rest = &scan.text[end..ceiling];
        let gap = if rest.starts_with(" & ") {
            3
        } else if rest.starts_with(' ') || rest.starts_with('&') {
            1
        } else {
            return end;
        };
        let next = end + gap;
        let joined = ["of ", "and ", "de ", "van ", "der ", "von ", "the ", "for "]
            .into_iter()
            .find(|j| scan.text[next..ceiling].starts_with(j))
            .map_or(next, |j| next + j.len());
        match scan.after(joined) {
            Some(c) if joined < ceiling && (c.is_uppercase() || c.is_ascii_digit() && gap == 1 && joined == next) => end = word_end(scan, joined, ceiling),
            _ => return end,
        }
    }
}

fn word_end(scan: &Scan, start: usize, ceiling: usize) -> usize {
    let is_word = |c: char| c.is_alphanumeric() && !is_han(c) || matches!(c, '\'' | '-' | '.' | '+');
    // Lumendo|100%: a figure that is a quantity begins another word.
    let words = scan.text[start..ceiling].char_indices().take_while(|&(i, c)| is_word(c) && !(i > 0 && scan.starts(start + i, TAKEN)));
    let length: usize = words.map(|(_, c)| c.len_utf8()).sum();
    let words = scan.text[start..start + length].trim_end_matches(['\'', '-', '+']);
    let words = words.strip_suffix('.').filter(|w| !w.ends_with("Inc") && !w.ends_with("Corp") && !w.ends_with("Ltd") && !w.ends_with("Co")).unwrap_or(words);
    start + words.len().max(1).min(length.max(1))
}

fn judge(scan: &Scan, ceiling: usize, start: usize, end: usize) -> Option<Candidate> {
    let words = scan.words(start, end);
    // 新創 Thermiq 的: the space that some papers set between scripts.
    let (left, right) = (scan.text[..start].trim_end_matches(' ').len(), end + usize::from(scan.text[end..].starts_with(' ')));
    let count = words.split(' ').count();
    let listed = scan.hits_at(start).any(|h| h.span.end as usize == end && scan.lexicon.class_of(h.row) == Class::NotName);
    let capital = words.chars().any(char::is_uppercase);
    if words.len() < 2
        || !capital
        || listed
        || scan.starts(start, NO_NAME) && count == 1
        || scan.starts(start, TAKEN)
        || scan.ends(end, TAKEN)
        || scan.starts(right, PRODUCT)
    {
        return None;
    }
    // H20, Walker S3: a model.
    let is_model = words.rsplit(' ').next().is_some_and(|last| last.contains(|c: char| c.is_ascii_digit()));
    if is_model && !scan.starts(right, TITLE | SPEECH) && !scan.ends(left, NOMINAL) {
        return None;
    }
    let is_firm = scan.ends(end, COMPANY | WEAK | LEGAL) && count > 1;
    let given = scan.starts(start, GIVEN) || scan.starts(start, RARE_GIVEN) && count > 1;
    if given && (2..=3).contains(&count) && !is_firm {
        return Some(Candidate::new(Span::new(start, end), EntityType::Person, 0.8, "name.zh.latin-person"));
    }
    let after = if scan.text[right..].starts_with('(') { scan.text[right..].find(')').map_or(end, |i| right + i + 1) } else { right };
    let all_caps = words.bytes().all(|b| b.is_ascii_uppercase());
    let mut score: f32 = if is_firm {
        0.85
    } else if count > 1 {
        0.5
    } else if all_caps {
        0.3
    } else {
        0.42
    };
    score += if scan.ends(left, NOMINAL) { 0.25 } else { 0.0 };
    score += if scan.starts(after, SPEECH | TITLE | CLOSES) {
        0.25
    } else if scan.starts(after, TRIGGER | GRAMMAR) {
        0.15
    } else if slot::verb_follows(scan, ceiling, after) {
        0.12
    } else {
        0.0
    };
    score += if scan.ends(left, OPENS) && !scan.ends(left, SOFT) {
        0.2
    } else if scan.ends(left, TRIGGER) {
        0.15
    } else if scan.ends(left, STOP | SOFT | GRAMMAR) {
        0.1
    } else if scan.before(left).is_none_or(|c| matches!(c, ',' | '。' | ';' | ':' | '\n')) {
        0.06
    } else {
        0.0
    };
    score += if scan.starts(after, SUFFIX) { 0.2 } else { 0.0 };
    // Lumendo|100%股权, Lumendo|剩余49%股权.
    let rest = ["剩余", "其余", "余下", "全部", "另外", "的"]
        .iter()
        .find_map(|word| scan.text[after..].strip_prefix(word))
        .map_or(after, |rest| scan.text.len() - rest.len());
    score += if scan.starts(rest, TAKEN) && edge::is_holding(scan, rest) { 0.3 } else { 0.0 };
    score += if scan.ends(left, TITLE) && count > 1 { 0.2 } else { 0.0 };
    let kind = if scan.ends(left, TITLE) && !scan.ends(left, NOMINAL) && count > 1 && !is_firm { EntityType::Person } else { EntityType::Company };
    Some(Candidate::new(Span::new(start, end), kind, score, "name.zh.latin"))
}
