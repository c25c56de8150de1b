//! English nominals and pronouns: the chipmaker, the Seattle-based retailer, it, he, the latter.

use crate::doc::{EntityType, Form, Span};
use crate::entity::reference::{Anaphor, Seeks};
use crate::lexicon::Class;
use crate::mention::name::Scan;

/// Words between "the" and its noun.
const MODIFIERS: usize = 3;

/// Proposes the nominals and pronouns of a sentence.
pub(crate) fn propose(scan: &Scan, range: Span, out: &mut Vec<Anaphor>) {
    let (floor, ceiling) = (range.start as usize, range.end as usize);
    let mut quoted = false;
    let mut at = floor;
    while at < ceiling {
        let Some(c) = scan.after(at) else { break };
        match c {
            '“' => quoted = true,
            '”' => quoted = false,
            '"' => quoted = !quoted,
            _ => {}
        }
        if !c.is_alphabetic() {
            at += c.len_utf8();
            continue;
        }
        let end = word_end(scan, at, ceiling);
        let word = &scan.text[at..end];
        let found = match word.len() {
            2 | 3 if word.is_ascii() => determined(scan, ceiling, at, end, word).or_else(|| pronoun(scan, ceiling, at, quoted)),
            4 if matches!(word, "that" | "That" | "this" | "This") => pointed(scan, at, end),
            _ => None,
        };
        match found {
            Some(anaphor) => {
                at = anaphor.span.end as usize;
                out.push(anaphor);
            }
            None => at = end,
        }
    }
}

fn word_end(scan: &Scan, at: usize, ceiling: usize) -> usize {
    let plain = scan.text.as_bytes()[at..ceiling].iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b'-').count();
    if plain > 0 && scan.text.as_bytes().get(at + plain).is_none_or(u8::is_ascii) {
        return at + plain;
    }
    let length: usize = scan.text[at..ceiling].chars().take_while(|&c| c.is_alphanumeric() || c == '-').map(char::len_utf8).sum();
    at + length.max(1)
}

fn pronoun(scan: &Scan, ceiling: usize, at: usize, quoted: bool) -> Option<Anaphor> {
    let hit = scan.hits_at(at).find(|h| scan.lexicon.class_of(h.row) == Class::Pronoun)?;
    let (seeks, form) = match scan.lexicon.row(hit.row).value {
        "former" => (Seeks::Former, Form::Nominal),
        "latter" => (Seeks::Latter, Form::Nominal),
        "person" if !quoted => (Seeks::Person, Form::Pronoun),
        "thing" if !quoted && !is_expletive(&scan.text[hit.span.end as usize..ceiling]) => (Seeks::Thing, Form::Pronoun),
        _ => return None,
    };
    Some(Anaphor { span: hit.span, noun: hit.span, seeks, form })
}

/// "it is unclear whether", "it takes years": nobody is meant.
fn is_expletive(rest: &str) -> bool {
    const IMPERSONAL: [&str; 12] =
        ["seems", "appears", "takes", "took", "turns", "turned", "follows", "comes", "makes sense", "would be", "may be", "could be"];
    const JUDGING: [&str; 16] = [
        "unclear",
        "clear",
        "likely",
        "unlikely",
        "possible",
        "impossible",
        "important",
        "hard",
        "difficult",
        "easy",
        "too",
        "not",
        "time",
        "expected",
        "thought",
        "understood",
    ];
    let rest = rest.trim_start();
    let after_be = ["is ", "was ", "isn't ", "wasn't "].iter().find_map(|b| rest.strip_prefix(b));
    IMPERSONAL.iter().any(|w| rest.starts_with(w)) || after_be.is_some_and(|r| JUDGING.iter().any(|w| r.starts_with(w)))
}

/// "that company": a noun for a party right behind.
fn pointed(scan: &Scan, at: usize, end: usize) -> Option<Anaphor> {
    let start = end + 1;
    let hit = scan.text[end..].starts_with(' ').then(|| scan.hits_at(start).find(|h| scan.lexicon.class_of(h.row) == Class::Nominal)).flatten()?;
    noun(scan, at, hit.span, scan.lexicon.row(hit.row).value).filter(|a| matches!(a.seeks, Seeks::Kind(EntityType::Company)))
}

/// "the" with up to three modifiers and a noun for a party.
fn determined(scan: &Scan, ceiling: usize, at: usize, end: usize, word: &str) -> Option<Anaphor> {
    if !word.eq_ignore_ascii_case("the") {
        return None;
    }
    if let Some(hit) = scan.hits_at(at).find(|h| scan.lexicon.class_of(h.row) == Class::Pronoun) {
        let seeks = if scan.lexicon.row(hit.row).value == "latter" { Seeks::Latter } else { Seeks::Former };
        return Some(Anaphor { span: hit.span, noun: hit.span, seeks, form: Form::Nominal });
    }
    let mut from = end;
    for _ in 0..=MODIFIERS {
        let start = from + (scan.text[from..ceiling].len() - scan.text[from..ceiling].trim_start().len());
        let is_function = ["of ", "a ", "an ", "to ", "in ", "on ", "for ", "and ", "by ", "with ", "at ", "from ", "the ", "its ", "is ", "has ", "as "]
            .iter()
            .any(|w| scan.text[start..].starts_with(w));
        if start == from || is_function || !scan.after(start).is_some_and(char::is_alphanumeric) || start >= ceiling {
            return None;
        }
        if let Some(hit) = scan.hits_at(start).find(|h| scan.lexicon.class_of(h.row) == Class::Nominal) {
            return noun(scan, at, hit.span, scan.lexicon.row(hit.row).value);
        }
        from = word_end(scan, start, ceiling);
        // "the Plano, Texas-based retailer"
        let based = scan.text[from..ceiling].strip_prefix(", ").and_then(|rest| rest.split_once("-based ")).filter(|(place, _)| place.len() < 24);
        if let Some((place, _)) =
            based.filter(|(place, _)| place.starts_with(char::is_uppercase) && place.bytes().all(|b| b.is_ascii_alphabetic() || b == b' ' || b == b'.'))
        {
            from += 2 + place.len() + "-based".len();
        }
    }
    None
}

fn noun(scan: &Scan, at: usize, noun: Span, value: &str) -> Option<Anaphor> {
    let kind = EntityType::parse(value)?;
    // "the Financial Courier" is a name that was not known, "is the anchor shareholder" says what somebody is.
    let words = &scan.text[noun.range()];
    let is_name = words.starts_with(char::is_uppercase)
        && scan.text[..noun.start as usize].trim_end().ends_with(|c: char| c.is_alphanumeric())
        && noun.start as usize > at + 4;
    let is_predicate = [" is ", " was ", " are ", " were ", " as ", " become ", " became ", " remains "].iter().any(|w| scan.text[..at].ends_with(w));
    if is_name || is_predicate {
        return None;
    }
    let rest = &scan.text[noun.end as usize..];
    let next = rest.trim_start();
    let goes_on =
        rest.starts_with(['s', '-']) || next.starts_with("of ") || next.starts_with("that ") || next.starts_with("which ") || next.starts_with("behind ");
    let modifies = next.starts_with(|c: char| c.is_lowercase())
        && scan.starts(noun.end as usize + (rest.len() - next.len()), crate::mention::name::NOMINAL)
        && !rest.starts_with("'");
    let seeks = if matches!(&scan.text[noun.range()], "Company" | "Group" | "Registrant") { Seeks::Own } else { Seeks::Kind(kind) };
    (!goes_on && !modifies).then(|| Anaphor { span: Span::new(at, noun.end as usize), noun, seeks, form: Form::Nominal })
}
