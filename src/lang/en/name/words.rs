//! A line of English cut into words with their capitals.

use crate::doc::Span;
use crate::mention::name::{HONORIFIC, LEGAL, NO_NAME, Scan, TAKEN};

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// No capital.
    Lower,
    /// A capital first, or anywhere (iPhone, xAI).
    Capital,
    /// All capitals, two letters or more.
    Upper,
    /// One capital letter: an initial.
    Initial,
    /// A figure.
    Number,
}

/// A word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) shape: Shape,
    /// `'s` or `'` follows.
    pub(super) possessive: bool,
    /// Begins the sentence, a quotation or what follows a colon.
    pub(super) opens: bool,
}

/// The words of a sentence and what its capitals are worth.
pub(super) struct Line {
    pub(super) words: Vec<Word>,
    /// Headline: most words are capitalised, so capitals say little.
    pub(super) title_case: bool,
    /// All words are in capitals.
    pub(super) upper_case: bool,
}

/// Cuts a sentence.
pub(super) fn cut(scan: &Scan, range: Span) -> Line {
    let (floor, ceiling) = (range.start as usize, range.end as usize);
    let mut words: Vec<Word> = Vec::with_capacity((ceiling - floor) / 6 + 1);
    let mut at = floor;
    let mut opens = true;
    while at < ceiling {
        // Between words there is a blank, nearly always.
        if scan.text.as_bytes()[at] == b' ' {
            at += 1;
            continue;
        }
        let Some(c) = scan.after(at) else { break };
        if !c.is_alphanumeric() {
            opens |= matches!(c, '“' | '"' | ':' | '‘' | '•' | '\n');
            at += c.len_utf8();
            continue;
        }
        let word = word_at(scan, at, ceiling, opens);
        at = word.end + possessive_length(&scan.text[word.end..ceiling]);
        words.push(word);
        opens = false;
    }
    let letters = words.iter().filter(|w| w.shape != Shape::Number && w.end - w.start > 3);
    let (mut long, mut capital, mut upper) = (0, 0, 0);
    for word in letters {
        long += 1;
        capital += usize::from(word.shape != Shape::Lower);
        upper += usize::from(word.shape == Shape::Upper);
    }
    let upper_case = long >= 3 && upper * 10 >= long * 9;
    Line { title_case: long >= 4 && capital * 10 >= long * 7, upper_case, words }
}

fn word_at(scan: &Scan, start: usize, ceiling: usize, opens: bool) -> Word {
    let bytes = scan.text.as_bytes();
    let mut end = start;
    loop {
        end += bytes[end..ceiling].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
        let Some(c) = scan.after(end).filter(|_| end < ceiling) else { break };
        let inner = matches!(c, '\'' | '-' | '.' | '&' | '’') && end + 1 < ceiling && scan.after(end + c.len_utf8()).is_some_and(char::is_alphanumeric);
        if !c.is_alphanumeric() && (!inner || is_possessive(&scan.text[end..ceiling])) {
            break;
        }
        end += c.len_utf8();
    }
    let mut end = if end == start { start + scan.after(start).map_or(1, char::len_utf8) } else { end };
    let (mut word, mut rest) = (&scan.text[start..end], &scan.text[end..ceiling]);
    // Nothing but a blank stands behind most words.
    if !rest.starts_with(' ') {
        end += slashed(rest, word) + owned_by_many(rest, word);
        (word, rest) = (&scan.text[start..end], &scan.text[end..ceiling]);
    }
    let shape = shape(word);
    let with_stop = end + 1;
    let dotted = bytes.get(end) == Some(&b'.')
        && with_stop <= ceiling
        && (shape == Shape::Initial && scan.after(with_stop) == Some(' ')
            || scan.ends(with_stop, LEGAL | HONORIFIC | NO_NAME)
            || word.contains('.') && end - start <= 5);
    if dotted {
        end = with_stop;
        rest = &scan.text[end..ceiling];
    }
    Word { start, end, shape, possessive: is_possessive(rest), opens }
}

/// Bytes of the rest of "A/S", "S/A", "K/S" behind its first letter.
fn slashed(rest: &str, letter: &str) -> usize {
    let is_form = letter.len() == 1 && matches!(rest.as_bytes(), [b'/', b'A'..=b'Z', ..]) && !rest[2..].starts_with(char::is_alphanumeric);
    if is_form && letter.starts_with(|c: char| c.is_ascii_uppercase()) { 2 } else { 0 }
}

/// Bytes of the mark behind a word for many people that stands within a name: People's Court, Teachers' Pension Plan.
fn owned_by_many(rest: &str, word: &str) -> usize {
    const MANY: [&str; 12] =
        ["People", "Peoples", "Men", "Women", "Children", "Teachers", "Workers", "Farmers", "Employees", "Veterans", "Students", "Firefighters"];
    // Only few words have such a mark behind them.
    if !rest.starts_with(['\'', '’']) || !MANY.contains(&word) {
        return 0;
    }
    let length = ["'s", "’s", "'", "’"].iter().find(|mark| rest.starts_with(**mark)).map_or(0, |mark| mark.len());
    let goes_on = rest[length..].strip_prefix(' ').is_some_and(|next| next.starts_with(char::is_uppercase));
    if goes_on { length } else { 0 }
}

fn is_possessive(rest: &str) -> bool {
    possessive_length(rest) > 0
}

/// Bytes of `'s` or a closing apostrophe at the front of `rest`.
fn possessive_length(rest: &str) -> usize {
    if !matches!(rest.as_bytes(), [b'\'', ..] | [b' ', b'\'', ..] | [0xe2, ..]) {
        return 0;
    }
    for mark in ["'s", "’s", "' s ", " 's"] {
        if rest.starts_with(mark) && !rest[mark.len()..].starts_with(|c: char| c.is_alphanumeric()) {
            return mark.len();
        }
    }
    0
}

fn shape(word: &str) -> Shape {
    let (upper, lower, has_upper) = if word.is_ascii() {
        let upper = word.bytes().filter(u8::is_ascii_uppercase).count();
        (upper, word.bytes().filter(u8::is_ascii_lowercase).count(), upper > 0)
    } else {
        let letters = || word.chars().filter(|c| c.is_alphabetic());
        (letters().filter(|c| c.is_uppercase()).count(), letters().filter(|c| !c.is_uppercase()).count(), word.contains(char::is_uppercase))
    };
    match (upper, lower) {
        _ if !has_upper && word.starts_with(|c: char| c.is_ascii_digit()) => Shape::Number,
        (0, _) => Shape::Lower,
        (1, 0) => Shape::Initial,
        (_, 0) => Shape::Upper,
        _ if word.starts_with(char::is_uppercase) || !word.starts_with(char::is_lowercase) => Shape::Capital,
        _ if word.chars().skip(1).take(2).any(char::is_uppercase) => Shape::Capital,
        // Nadia el-Khoury
        _ if word.starts_with("el-") || word.starts_with("al-") => Shape::Capital,
        _ => Shape::Lower,
    }
}

impl Word {
    /// Written with a capital.
    pub(super) fn is_capital(&self) -> bool {
        !matches!(self.shape, Shape::Lower | Shape::Number)
    }

    /// Part of an amount or date.
    pub(super) fn is_taken(&self, scan: &Scan) -> bool {
        scan.starts(self.start, TAKEN) || scan.ends(self.end, TAKEN)
    }
}
