//! Names of the lexicon. A name that is also an everyday word counts only where something beside it says that the company is meant.

use rustc_hash::FxHashSet;

use super::{Bits, CONTEXT, Candidate, LEGAL, SPEECH, SUFFIX, Scan, TAKEN, TITLE, TRIGGER, WEAK};
use crate::doc::{Form, Rule, Span};
use crate::lexicon::{Class, Row};
use crate::read::is_han;

/// How far, in bytes, a word of context may stand from a name that needs it.
const REACH: usize = 24;

pub(super) fn find(scan: &Scan, out: &mut Vec<Candidate>) {
    let mut named: FxHashSet<u32> = FxHashSet::default();
    let mut doubtful = Vec::new();
    for hit in scan.hits {
        let row = scan.lexicon.row(hit.row);
        if row.class != Class::Concept || scan.ends(hit.span.end as usize, TAKEN) && scan.starts(hit.span.start as usize, TAKEN) || cuts_word(scan, hit.span) {
            continue;
        }
        if row.needs_context {
            doubtful.push(hit);
        } else {
            named.insert(row.index);
            push(scan, hit.span, hit.row, row, 0.9, out);
        }
    }
    for hit in doubtful {
        let row = scan.lexicon.row(hit.row);
        if named.contains(&row.index) {
            push(scan, hit.span, hit.row, row, 0.85, out);
        } else if has_context(scan, hit.span) {
            push(scan, hit.span, hit.row, row, 0.75, out);
        }
    }
}

fn push(scan: &Scan, span: Span, row_id: u32, row: &Row, score: f32, out: &mut Vec<Candidate>) {
    let Some(concept) = scan.lexicon.concept(row) else { return };
    let form = if &*row.value == "alias" { Form::Alias } else { Form::Name };
    out.push(Candidate { span, kind: concept.kind, form, score, rule: Rule::Row(row_id) });
}

/// A Chinese name of two characters inside a common word (平安 in 平安全 is 平+安全): the word after or before claims a character.
fn cuts_word(scan: &Scan, span: Span) -> bool {
    let (start, end) = (span.start as usize, span.end as usize);
    let words = scan.words(start, end);
    if !words.chars().next().is_some_and(is_han) || words.chars().count() > 2 {
        return false;
    }
    let Some(next) = scan.after(end).filter(|&c| is_han(c)) else { return false };
    let last = scan.before(end).map_or(0, char::len_utf8);
    let claimed = &scan.text[end - last..end + next.len_utf8()];
    scan.tables.is_common(claimed) && !scan.starts(end, !WEAK & !0)
}

/// A bracketed code, a legal form, or a word of context stands beside the name.
fn has_context(scan: &Scan, span: Span) -> bool {
    const AFTER: Bits = CONTEXT | LEGAL | SPEECH | TITLE | TRIGGER;
    let (start, end) = (span.start as usize, span.end as usize);
    if scan.starts(end, AFTER | SUFFIX & !WEAK) {
        return true;
    }
    let window = scan.text.floor_char_boundary((end + REACH).min(scan.text.len()));
    let after = &scan.text[end..window];
    let bracket = after.trim_start().strip_prefix('(').is_some_and(|rest| {
        let code: &str = rest.split(')').next().unwrap_or("");
        code.len() >= 2 && code.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || matches!(b, b'.' | b':' | b' '))
    });
    let is_latin = scan.after(start).is_some_and(|c| c.is_ascii_alphabetic());
    if bracket {
        return true;
    }
    if !is_latin {
        return false;
    }
    let possessive = after.strip_prefix("'s").map_or(end, |_| end + 2);
    let next = scan.text[possessive..].char_indices().find(|(_, c)| !c.is_whitespace()).map_or(possessive, |(i, _)| possessive + i);
    let begins_sentence = !scan.text[..start].trim_end().ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | '&' | '\'' | '-'));
    scan.starts(next, AFTER) && (!begins_sentence || scan.starts(next, CONTEXT | SPEECH))
}
