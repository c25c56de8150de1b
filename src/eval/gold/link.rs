//! Links: `[surface](target)`.

use super::{Mistake, value};
use crate::doc::{Currency, Form};
use crate::export::gold::{Piece, Target};

/// Cuts the text into plain words and links. `line` is the number of its first line.
pub(super) fn pieces(body: &str, mut line: usize) -> Result<Vec<Piece>, Mistake> {
    let mut pieces = Vec::new();
    let mut words = String::new();
    let mut chars = body.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => words.push(chars.next().ok_or_else(|| (line, "a backslash at the end; expected \\[, \\] or \\\\".to_owned()))?),
            '[' => {
                if !words.is_empty() {
                    pieces.push(Piece::Text(std::mem::take(&mut words)));
                }
                let surface = until(&mut chars, ']', line)?;
                if chars.next() != Some('(') {
                    return Err((line, format!("[{surface}]: expected (target) after it, or \\[ for a bracket")));
                }
                let words = until(&mut chars, ')', line)?;
                let target = target(&words).map_err(|m| (line, format!("[{surface}]({words}): {m}")))?;
                line += surface.matches('\n').count();
                pieces.push(Piece::Link(surface, target));
            }
            ']' => return Err((line, "] without [; expected \\] for a bracket".into())),
            _ => {
                line += usize::from(c == '\n');
                words.push(c);
            }
        }
    }
    if !words.is_empty() {
        pieces.push(Piece::Text(words));
    }
    Ok(pieces)
}

fn until(chars: &mut std::str::Chars<'_>, end: char, line: usize) -> Result<String, Mistake> {
    let mut words = String::new();
    while let Some(c) = chars.next() {
        match c {
            _ if c == end => return Ok(words),
            '\\' => words.extend(chars.next()),
            '[' if end == ']' => break,
            _ => words.push(c),
        }
    }
    Err((line, format!("[{}: expected {end} at its end", words.chars().take(20).collect::<String>())))
}

fn target(words: &str) -> Result<Target, String> {
    if let Some(value) = words.strip_prefix("% ") {
        return Ok(Target::Percent(value::value(value)?));
    }
    if let Some(value) = words.strip_prefix("# ") {
        return Ok(Target::Shares(value::value(value)?));
    }
    if let Some(period) = value::period(words) {
        return Ok(Target::Date(period));
    }
    let (first, rest) = words.split_once(' ').map_or((words, None), |(a, b)| (a, Some(b)));
    if let (Some(currency), Some(value)) = (Currency::parse(first), rest) {
        return Ok(Target::Money(currency, value::value(value)?));
    }
    let form = match rest {
        None => Form::Name,
        Some("nominal") => Form::Nominal,
        Some("pronoun") => Form::Pronoun,
        Some("ticker") => Form::Ticker,
        Some(other) => {
            return Err(format!("unknown form {other:?}; expected nominal, pronoun or ticker, or a value such as USD 20亿, % 7, # 500万, 2025-10-14"));
        }
    };
    if is_key(first) { Ok(Target::Entity(first.to_owned(), form)) } else { Err(format!("{first:?} is no key; expected lower-case letters and hyphens")) }
}

/// Keys that the tool makes from Chinese names hold Chinese characters, those of the guide are ASCII.
pub(super) fn is_key(words: &str) -> bool {
    !words.is_empty() && words.chars().all(|c| (c.is_alphanumeric() && !c.is_uppercase()) || matches!(c, '-' | '·' | '.' | '_' | '&' | '\''))
}
