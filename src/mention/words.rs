//! A small table of words that a grammar asks for at one place of the text: the longest word that starts, or ends, there.
//!
//! The big automaton finds words everywhere; a grammar that has found a number only wants to know what stands beside it, so these words are
//! not matched all over the text but looked up by their first or last character.

use rustc_hash::FxHashMap;

use crate::read::is_han;

/// How many spaces may stand between two Chinese characters of a word that a layout has spread out.
const MAX_SPREAD: usize = 3;

/// Words with what each means, found by their first or last two characters.
pub(crate) struct Words<T> {
    entries: Vec<Entry<T>>,
    by_start: FxHashMap<(char, char), Vec<u32>>,
    by_end: FxHashMap<(char, char), Vec<u32>>,
    /// Bit sets over the basic multilingual plane, which turn most places away at once.
    firsts: Vec<u64>,
    lasts: Vec<u64>,
}

struct Entry<T> {
    word: Box<str>,
    meaning: T,
    /// Of ASCII characters without a blank or a `$`: compared byte by byte.
    plain: bool,
}

/// Stands for the second character of a word that has but one.
const NONE: char = '\0';

impl<T> Words<T> {
    /// A table of `words`; of equal words the first counts.
    pub(crate) fn new(words: impl IntoIterator<Item = (Box<str>, T)>) -> Self {
        let entries: Vec<Entry<T>> = words
            .into_iter()
            .filter(|(word, _)| !word.is_empty())
            .map(|(word, meaning)| Entry { plain: word.bytes().all(|b| b.is_ascii() && b != b' ' && b != b'$'), word, meaning })
            .collect();
        let mut table = Words { entries, by_start: FxHashMap::default(), by_end: FxHashMap::default(), firsts: vec![0; 1024], lasts: vec![0; 1024] };
        for (i, entry) in table.entries.iter().enumerate() {
            let key = |chars: &mut dyn Iterator<Item = char>| (chars.next().map_or(NONE, lower), chars.next().map_or(NONE, lower));
            let (start, end) = (key(&mut entry.word.chars()), key(&mut entry.word.chars().rev()));
            set(&mut table.firsts, start.0);
            set(&mut table.lasts, end.0);
            table.by_start.entry(start).or_default().push(i as u32);
            table.by_end.entry(end).or_default().push(i as u32);
        }
        for list in table.by_start.values_mut().chain(table.by_end.values_mut()) {
            list.sort_by_key(|&i| std::cmp::Reverse(table.entries[i as usize].word.len()));
        }
        table
    }

    /// The longest word that starts at `at`: its end and meaning.
    pub(crate) fn starting(&self, text: &str, at: usize) -> Option<(usize, &T)> {
        self.all_starting(text, at).next()
    }

    /// All words that start at `at`, longest first.
    pub(crate) fn all_starting<'a, 't>(&'a self, text: &'t str, at: usize) -> impl Iterator<Item = (usize, &'a T)> + use<'a, 't, T> {
        let lists = lists(&self.by_start, &self.firsts, text.get(at..).unwrap_or("").chars());
        lists.into_iter().flatten().flatten().filter_map(move |&i| {
            let entry = &self.entries[i as usize];
            let end = if entry.plain { plain_forward(text, at, &entry.word)? } else { match_forward(text, at, &entry.word)? };
            (!cuts_word(text, at) && !cuts_word(text, end)).then_some((end, &entry.meaning))
        })
    }

    /// The longest word that ends at `at`: its start and meaning.
    pub(crate) fn ending(&self, text: &str, at: usize) -> Option<(usize, &T)> {
        self.all_ending(text, at).next()
    }

    /// All words that end at `at`, longest first.
    pub(crate) fn all_ending<'a, 't>(&'a self, text: &'t str, at: usize) -> impl Iterator<Item = (usize, &'a T)> + use<'a, 't, T> {
        let lists = lists(&self.by_end, &self.lasts, text.get(..at).unwrap_or("").chars().rev());
        lists.into_iter().flatten().flatten().filter_map(move |&i| {
            let entry = &self.entries[i as usize];
            let start = if entry.plain { plain_backward(text, at, &entry.word)? } else { match_backward(text, at, &entry.word)? };
            (!cuts_word(text, at) && !cuts_word(text, start)).then_some((start, &entry.meaning))
        })
    }

    /// A word may start with `c`.
    pub(crate) fn may_start_with(&self, c: char) -> bool {
        get(&self.firsts, lower(c))
    }

    /// A word may end with `c`.
    pub(crate) fn may_end_with(&self, c: char) -> bool {
        get(&self.lasts, lower(c))
    }

    /// The words themselves.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.entries.iter().map(|entry| (&*entry.word, &entry.meaning))
    }
}

/// The lists of words that may fit the first two of `chars`: with the second as it stands, as a blank, behind blanks, and with one character only.
fn lists<'a>(table: &'a FxHashMap<(char, char), Vec<u32>>, set: &[u64], mut chars: impl Iterator<Item = char>) -> [Option<&'a [u32]>; 4] {
    let Some(first) = chars.next().map(lower).filter(|&c| get(set, c)) else { return [None; 4] };
    let list = |second: char| table.get(&(first, second)).map(Vec::as_slice);
    let second = chars.next().map_or(NONE, lower);
    let blank = second.is_whitespace();
    let as_blank = if blank && second != ' ' || second == '-' { list(' ') } else { None };
    let behind = if second == ' ' { chars.take(MAX_SPREAD).map(lower).find(|&c| c != ' ').and_then(list) } else { None };
    let own = if second == NONE { None } else { list(second) };
    [own, as_blank, behind, list(NONE)]
}

fn set(bits: &mut [u64], c: char) {
    if let Some(word) = bits.get_mut(c as usize >> 6) {
        *word |= 1 << (c as u32 & 63);
    }
}

fn get(bits: &[u64], c: char) -> bool {
    bits.get(c as usize >> 6).is_some_and(|word| word >> (c as u32 & 63) & 1 == 1)
}

fn plain_forward(text: &str, at: usize, word: &str) -> Option<usize> {
    let end = at + word.len();
    text.as_bytes().get(at..end)?.eq_ignore_ascii_case(word.as_bytes()).then_some(end)
}

fn plain_backward(text: &str, at: usize, word: &str) -> Option<usize> {
    let start = at.checked_sub(word.len())?;
    text.as_bytes()[start..at].eq_ignore_ascii_case(word.as_bytes()).then_some(start)
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
