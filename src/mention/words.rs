//! A small table of words that a grammar asks for at one place of the text: the longest word that starts, or ends, there.
//!
//! The big automaton finds words everywhere; a grammar that has found a number only wants to know what stands beside it, so these words are
//! not matched all over the text but looked up by their first or last character.

use rustc_hash::FxHashMap;

use crate::read::is_han;

/// How many spaces may stand between two Chinese characters of a word that a layout has spread out.
const MAX_SPREAD: usize = 3;

/// Words with what each means, found by their first or last character.
pub(crate) struct Words<T> {
    entries: Vec<(Box<str>, T)>,
    by_first: FxHashMap<char, Vec<u32>>,
    by_last: FxHashMap<char, Vec<u32>>,
}

impl<T> Words<T> {
    /// A table of `words`; of equal words the first counts.
    pub(crate) fn new(words: impl IntoIterator<Item = (Box<str>, T)>) -> Self {
        let mut table = Words { entries: words.into_iter().collect(), by_first: FxHashMap::default(), by_last: FxHashMap::default() };
        for (i, (word, _)) in table.entries.iter().enumerate() {
            let mut chars = word.chars();
            if let Some(first) = chars.next() {
                let last = chars.next_back().unwrap_or(first);
                table.by_first.entry(lower(first)).or_default().push(i as u32);
                table.by_last.entry(lower(last)).or_default().push(i as u32);
            }
        }
        for list in table.by_first.values_mut().chain(table.by_last.values_mut()) {
            list.sort_by_key(|&i| std::cmp::Reverse(table.entries[i as usize].0.len()));
        }
        table
    }

    /// The longest word that starts at `at`: its end and meaning.
    pub(crate) fn starting(&self, text: &str, at: usize) -> Option<(usize, &T)> {
        self.all_starting(text, at).next()
    }

    /// All words that start at `at`, longest first.
    pub(crate) fn all_starting<'a, 't>(&'a self, text: &'t str, at: usize) -> impl Iterator<Item = (usize, &'a T)> + use<'a, 't, T> {
        let list = text.get(at..).and_then(|rest| rest.chars().next()).and_then(|c| self.by_first.get(&lower(c)));
        list.into_iter().flatten().filter_map(move |&i| {
            let (word, meaning) = &self.entries[i as usize];
            let end = match_forward(text, at, word)?;
            (!cuts_word(text, at) && !cuts_word(text, end)).then_some((end, meaning))
        })
    }

    /// The longest word that ends at `at`: its start and meaning.
    pub(crate) fn ending(&self, text: &str, at: usize) -> Option<(usize, &T)> {
        let list = self.by_last.get(&lower(text.get(..at)?.chars().next_back()?))?;
        list.iter().find_map(|&i| {
            let (word, meaning) = &self.entries[i as usize];
            let start = match_backward(text, at, word)?;
            (!cuts_word(text, at) && !cuts_word(text, start)).then_some((start, meaning))
        })
    }

    /// The words themselves.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.entries.iter().map(|(word, meaning)| (&**word, meaning))
    }
}

fn lower(c: char) -> char {
    if c.is_ascii() { c.to_ascii_lowercase() } else { c.to_lowercase().next().unwrap_or(c) }
}

/// `at` stands between two letters of one script that is written with spaces; a digit beside a letter is no such place (`USD5`, `5bn`).
pub(crate) fn cuts_word(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    if at == 0 || at >= bytes.len() {
        return false;
    }
    if bytes[at - 1] < 0x80 && bytes[at] < 0x80 {
        return bytes[at - 1].is_ascii_alphabetic() && bytes[at].is_ascii_alphabetic();
    }
    let spaced = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() && c < '\u{2e80}');
    spaced(text[..at].chars().next_back()) && spaced(text[at..].chars().next())
}

/// `US $` and `C $` are one sign; `a $` is an article before a sum.
fn sign_may_part(word: &str) -> bool {
    word.len() > 2 || word == "C$"
}

/// Same letter, a blank of the word for any blank or a hyphen of the text.
fn same(word: char, text: char) -> bool {
    word == text || (word == ' ' && (text.is_whitespace() || text == '-')) || lower(word) == lower(text)
}

fn match_forward(text: &str, at: usize, word: &str) -> Option<usize> {
    let mut rest = text[at..].chars();
    let mut last = ' ';
    for expected in word.chars() {
        let before = rest.clone();
        let mut found = rest.next()?;
        // A Chinese word may be spread out, and a sign set off from its letters (`US $`).
        if found == ' ' && expected != ' ' && (is_han(expected) && is_han(last) || expected == '$' && sign_may_part(word)) {
            let mut spaces = 1;
            rest = before;
            rest.next();
            found = rest.next()?;
            while found == ' ' && spaces < MAX_SPREAD {
                spaces += 1;
                found = rest.next()?;
            }
        }
        if !same(expected, found) {
            return None;
        }
        last = expected;
    }
    Some(text.len() - rest.as_str().len())
}

fn match_backward(text: &str, at: usize, word: &str) -> Option<usize> {
    let mut rest = text[..at].chars();
    let mut last = ' ';
    for expected in word.chars().rev() {
        let mut found = rest.next_back()?;
        if found == ' ' && expected != ' ' && (is_han(expected) && is_han(last) || last == '$' && sign_may_part(word)) {
            let mut spaces = 1;
            found = rest.next_back()?;
            while found == ' ' && spaces < MAX_SPREAD {
                spaces += 1;
                found = rest.next_back()?;
            }
        }
        if !same(expected, found) {
            return None;
        }
        last = expected;
    }
    Some(rest.as_str().len())
}

/// The offset after at most `limit` blanks from `at`.
pub(crate) fn skip_blanks(text: &str, at: usize, limit: usize) -> usize {
    let blanks = text.as_bytes()[at..].iter().take(limit).take_while(|b| matches!(b, b' ' | b'\t')).count();
    at + blanks
}

/// The offset before at most `limit` blanks that end at `at`.
pub(crate) fn skip_blanks_back(text: &str, at: usize, limit: usize) -> usize {
    let blanks = text.as_bytes()[..at].iter().rev().take(limit).take_while(|b| matches!(b, b' ' | b'\t')).count();
    at - blanks
}
