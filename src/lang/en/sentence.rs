//! English sentence bounds.

use crate::sentence::{Abbreviation, Layout, SentenceTables, Stop, is_list_item};

/// A stop ends a sentence where white space and something that may begin one follow, unless it belongs to an abbreviation, initial or list number.
pub(crate) fn ends(tables: &SentenceTables, stop: &Stop<'_>) -> bool {
    let rest = stop.after.trim_start_matches([' ', '\t', '\r', '\n']);
    let first = rest.trim_start_matches(['"', '“', '‘', '\'', '(', '[', '「']).chars().next();
    let Some(first) = first else { return true };
    let is_spaced = rest.len() < stop.after.len() || crate::read::is_han(first) || rest.starts_with(['“', '‘', '「']);
    if !is_spaced {
        return stop.count == 1 && stop.mark == '.' && !stop.is_closed && is_lost_space(stop.before, rest);
    }
    if first.is_lowercase() {
        return false;
    }
    if stop.mark != '.' || stop.count > 1 || stop.is_closed {
        return true;
    }
    let word = last_word(stop.before);
    let next: String = rest.chars().take_while(|c| c.is_alphabetic()).take(16).collect();
    match tables.abbreviation(word) {
        Some(Abbreviation::Never) => false,
        Some(Abbreviation::May) => tables.is_starter(&next) || opens_apposition(rest),
        None if is_initials(word) => tables.is_starter(&next) || is_letter_of_series(stop.before, word),
        None => !is_list_number(stop.before, word),
    }
}

/// "Acme Ltd. Norvik Outdoor, a tent maker, has": a name with its apposition begins a sentence.
fn opens_apposition(rest: &str) -> bool {
    const MOST: usize = 3;
    let mut at = 0;
    for _ in 0..MOST {
        let word: usize = rest[at..].chars().take_while(|c| c.is_alphanumeric() || matches!(c, '-' | '\'' | '&')).map(char::len_utf8).sum();
        if word == 0 || !rest[at..].starts_with(char::is_uppercase) {
            return false;
        }
        at += word;
        if rest[at..].starts_with(", ") {
            return [", a ", ", an ", ", the ", ", which ", ", whose "].iter().any(|opening| rest[at..].starts_with(opening));
        }
        if !rest[at..].starts_with(' ') {
            return false;
        }
        at += 1;
    }
    false
}

/// A single line feed is a space where the lines are wrapped: the line is full or the next goes on in lower case, and is no list item.
pub(crate) fn joins_lines(layout: &Layout<'_>, line: &str, next: &str) -> bool {
    let (line, next) = (line.trim_end(), next.trim());
    if next.is_empty() || line.trim().is_empty() || is_list_item(next) {
        return false;
    }
    let goes_on = next.starts_with(char::is_lowercase) && line.len() >= 30 && !line.ends_with(['.', '!', '?', ':', '"', '”']);
    goes_on || layout.is_full(line)
}

/// `ended.The`: scraping lost the space between two ordinary words.
fn is_lost_space(before: &str, rest: &str) -> bool {
    let tail = before.chars().rev().take_while(|c| c.is_lowercase()).take(4).count();
    let mut next = rest.chars();
    let upper = next.next().is_some_and(char::is_uppercase);
    let lower = next.next().is_some_and(char::is_lowercase);
    tail >= 3 && upper && lower && !rest.starts_with("Com") && rest.trim_start_matches(char::is_alphanumeric).starts_with([' ', ','])
}

/// The word before a stop, with the stops and apostrophes in it: `U.S`, `Int'l`.
fn last_word(before: &str) -> &str {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '\'' | '/');
    let length: usize = before.chars().rev().take(16).take_while(|&c| is_part(c)).map(char::len_utf8).sum();
    &before[before.len() - length..]
}

/// `J`, `J.T`, `U.S.A`: single capitals with stops between them.
fn is_initials(word: &str) -> bool {
    !word.is_empty() && word.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_uppercase))
}

/// `Series B`, `term loan B`: the letter counts, and is nobody's initial.
fn is_letter_of_series(before: &str, word: &str) -> bool {
    let noun = before[..before.len() - word.len()].trim_end().rsplit([' ', '\n']).next().unwrap_or("");
    word.len() == 1 && matches!(noun, "Series" | "series" | "Class" | "class" | "loan" | "Loan" | "Tranche" | "tranche" | "Schedule" | "Appendix" | "Phase")
}

/// `1` at the beginning of its line.
fn is_list_number(before: &str, word: &str) -> bool {
    let is_number = !word.is_empty() && word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit());
    is_number && before[..before.len() - word.len()].trim_end_matches([' ', '\t']).chars().next_back().is_none_or(|c| c == '\n')
}
