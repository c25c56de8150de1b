//! A name in the other script in brackets after a name: 科尔万(Korvane), Huayue Securities (华岳证券).

use super::{Candidate, NO_NAME, NOMINAL, Scan, TAKEN};
use crate::doc::{Form, Rule, Span};
use crate::read::is_han;

/// Longest translation in bytes.
const LONGEST: usize = 80;

pub(super) fn find(scan: &Scan, candidates: &mut Vec<Candidate>) {
    let mut found = Vec::new();
    for c in candidates.iter().filter(|c| c.form != Form::Ticker && c.score >= super::SURE) {
        let end = c.span.end as usize;
        let rest = &scan.text[end..scan.text.floor_char_boundary((end + LONGEST).min(scan.text.len()))];
        let Some(inside) = rest.strip_prefix(" (").or_else(|| rest.strip_prefix('(')) else { continue };
        let open = end + rest.len() - inside.len();
        let Some(length) = inside.find([')', ',', ';', ':']) else { continue };
        let words = inside[..length].trim_end();
        let name_is_chinese = scan.before(end).is_some_and(is_han);
        let span = Span::new(open, open + words.len());
        if is_translation(words, name_is_chinese) && !scan.starts(open, TAKEN | NOMINAL | NO_NAME) {
            found.push(Candidate { span, kind: c.kind, form: Form::Alias, score: 0.8, rule: Rule::Named("name.translation") });
        }
    }
    // Both lists are sorted: what overlaps a translation in part gives way to it.
    let mut next = found.iter().peekable();
    candidates.retain(|c| {
        while next.next_if(|f| f.span.end <= c.span.start).is_some() {}
        c.is_known() || c.form == Form::Ticker || !next.peek().is_some_and(|f| f.span.overlaps(c.span) && f.span != c.span)
    });
    candidates.append(&mut found);
    super::candidate::settle(candidates);
}

/// The whole of `words` is a name in the other script.
fn is_translation(words: &str, name_is_chinese: bool) -> bool {
    if name_is_chinese {
        let capital = words.starts_with(char::is_uppercase) && words.chars().any(char::is_lowercase) && words.split(' ').count() <= 7;
        capital && words.chars().all(|c| c.is_alphabetic() && !is_han(c) || c.is_ascii_digit() || matches!(c, ' ' | '.' | '&' | '-' | '\''))
    } else {
        (2..=24).contains(&words.chars().count()) && words.chars().all(|c| is_han(c) || matches!(c, '·' | '(' | ')'))
    }
}
