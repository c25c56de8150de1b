//! A small table of words that a grammar asks for at one place of the text: the longest word that starts, or ends, there.
//!
//! The tries of the lexicon find words everywhere; a grammar that has found a number only wants to know what stands beside it, so these words are
//! not matched all over the text but looked up by their first or last characters.

use rustc_hash::FxHashMap;

use crate::mention::charset::CharSet;
use crate::read::is_han;

/// How many spaces may stand between two Chinese characters of a word that a layout has spread out.
const MAX_SPREAD: usize = 3;

/// Words with what each means. A word that begins or ends with Latin letters is found by its first or last run of them, or two where a blank parts
/// them; any other by its first or last two characters.
pub(crate) struct Words<T> {
    entries: Vec<Entry<T>>,
    by_start: Keys,
    by_end: Keys,
    /// These turn most places away at once.
    firsts: CharSet,
    lasts: CharSet,
    first_letters: Letters,
    last_letters: Letters,
}

struct Entry<T> {
    word: Box<str>,
    meaning: T,
    form: Form,
}

/// How a word is compared.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Of ASCII characters without a blank or a `$`: byte by byte.
    Plain,
    /// The same with blanks, for which a hyphen or line break may stand.
    Blanks,
    /// Character by character, with what a layout may do to them.
    Any,
}

/// Stands for the second character of a word that has but one.
const NONE: char = '\0';

/// Lists of entries by the key of their first or last characters.
#[derive(Default)]
struct Keys {
    lists: FxHashMap<u64, Vec<u32>>,
    /// Which keys there are, by a hash: most places of a text have none.
    bits: Vec<u64>,
}

/// Bits of [`Keys::bits`].
const KEY_BITS: usize = 1 << 13;

impl Keys {
    fn add(&mut self, key: u64, entry: u32) {
        self.bits.resize(KEY_BITS / 64, 0);
        let bit = spread(key);
        self.bits[bit >> 6] |= 1 << (bit & 63);
        self.lists.entry(key).or_default().push(entry);
    }

    fn list(&self, key: u64) -> Option<&[u32]> {
        let bit = spread(key);
        let known = self.bits.get(bit >> 6).is_some_and(|word| word >> (bit & 63) & 1 == 1);
        if known { self.lists.get(&key).map(Vec::as_slice) } else { None }
    }

    /// Words of two runs or more before those of one.
    fn lists_of(&self, (one, two): (u64, Option<u64>)) -> [Option<&[u32]>; 4] {
        [two.and_then(|key| self.list(key)), self.list(one), None, None]
    }
}

fn spread(key: u64) -> usize {
    (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - KEY_BITS.trailing_zeros())) as usize
}

fn pair_key(first: char, second: char) -> u64 {
    u64::from(first as u32) << 32 | u64::from(second as u32)
}

/// Takes one more letter, case apart, to the hash of a run.
fn hashed(hash: u64, letter: u8) -> u64 {
    (hash ^ u64::from(letter | 0x20)).wrapping_mul(0x0100_0000_01b3)
}

/// The keys of the run of letters that `size` bytes begin with, alone and with the run behind the blank after it; `byte` gives them in their order.
#[inline]
fn run_keys(size: usize, byte: impl Fn(usize) -> u8) -> (u64, Option<u64>) {
    const SEED: u64 = 0xcbf2_9ce4_8422_2325;
    const RUN: u64 = 1 << 63;
    let is_letter = |at: usize| at < size && byte(at).is_ascii_alphabetic();
    let run = |mut at: usize| {
        let mut hash = SEED;
        while is_letter(at) {
            hash = hashed(hash, byte(at));
            at += 1;
        }
        (RUN | hash, at)
    };
    let (first, end) = run(0);
    let parted = end < size && same_byte(b' ', byte(end)) && is_letter(end + 1);
    (first, parted.then(|| run(end + 1).0.rotate_left(17) ^ first))
}

fn keys_after(text: &str, at: usize) -> (u64, Option<u64>) {
    let bytes = &text.as_bytes()[at..];
    run_keys(bytes.len(), |i| bytes[i])
}

fn keys_before(text: &str, at: usize) -> (u64, Option<u64>) {
    let bytes = &text.as_bytes()[..at];
    run_keys(at, |i| bytes[at - 1 - i])
}

/// The first two letters that runs begin with, case apart, as a set: most runs of a text are turned away by it unhashed.
#[derive(Default)]
struct Letters([u64; 16]);

impl Letters {
    fn bit(first: u8, second: Option<u8>) -> usize {
        let second = second.filter(u8::is_ascii_alphabetic).map_or(0, |b| b & 0x1f);
        usize::from(first & 0x1f) << 5 | usize::from(second)
    }

    fn insert(&mut self, first: u8, second: Option<u8>) {
        let bit = Self::bit(first, second);
        self.0[bit >> 6] |= 1 << (bit & 63);
    }

    fn contains(&self, first: u8, second: Option<u8>) -> bool {
        let bit = Self::bit(first, second);
        self.0[bit >> 6] >> (bit & 63) & 1 == 1
    }
}

impl<T> Words<T> {
    /// A table of `words`; of equal words the first counts.
    pub(crate) fn new<'w>(words: impl IntoIterator<Item = (&'w str, T)>) -> Self {
        let entries: Vec<Entry<T>> =
            words.into_iter().filter(|(word, _)| !word.is_empty()).map(|(word, meaning)| Entry { form: Form::of(word), word: word.into(), meaning }).collect();
        let (firsts, lasts) = (CharSet::default(), CharSet::default());
        let (first_letters, last_letters) = (Letters::default(), Letters::default());
        let mut table = Words { entries, by_start: Keys::default(), by_end: Keys::default(), firsts, lasts, first_letters, last_letters };
        table.by_start.lists.reserve(table.entries.len());
        table.by_end.lists.reserve(table.entries.len());
        for (i, entry) in table.entries.iter().enumerate() {
            let word = &*entry.word;
            let (first, last) = (word.bytes().next().unwrap_or(0), word.bytes().next_back().unwrap_or(0));
            let pair = |chars: &mut dyn Iterator<Item = char>| (chars.next().map_or(NONE, lower), chars.next().map_or(NONE, lower));
            let (start, end) = (pair(&mut word.chars()), pair(&mut word.chars().rev()));
            table.firsts.insert(start.0);
            table.lasts.insert(end.0);
            let of_runs = |(one, two): (u64, Option<u64>)| two.unwrap_or(one);
            let bytes = word.as_bytes();
            let start = if first.is_ascii_alphabetic() {
                table.first_letters.insert(first, bytes.get(1).copied());
                of_runs(keys_after(word, 0))
            } else {
                pair_key(start.0, start.1)
            };
            let end = if last.is_ascii_alphabetic() {
                table.last_letters.insert(last, bytes.len().checked_sub(2).map(|i| bytes[i]));
                of_runs(keys_before(word, word.len()))
            } else {
                pair_key(end.0, end.1)
            };
            table.by_start.add(start, i as u32);
            table.by_end.add(end, i as u32);
        }
        for list in table.by_start.lists.values_mut().chain(table.by_end.lists.values_mut()) {
            list.sort_by_key(|&i| std::cmp::Reverse(table.entries[i as usize].word.len()));
        }
        table
    }

    /// The longest word that starts at `at`: its end and meaning.
    #[inline]
    pub(crate) fn starting(&self, text: &str, at: usize) -> Option<(usize, &T)> {
        let lists = self.lists_after(text, at)?;
        lists.into_iter().flatten().flatten().find_map(|&i| self.forward(text, at, i))
    }

    /// All words that start at `at`, longest first.
    pub(crate) fn all_starting<'a, 't>(&'a self, text: &'t str, at: usize) -> impl Iterator<Item = (usize, &'a T)> + use<'a, 't, T> {
        let lists = self.lists_after(text, at).unwrap_or([None; 4]);
        lists.into_iter().flatten().flatten().filter_map(move |&i| self.forward(text, at, i))
    }

    /// The longest word that ends at `at`: its start and meaning.
    #[inline]
    pub(crate) fn ending(&self, text: &str, at: usize) -> Option<(usize, &T)> {
        let lists = self.lists_before(text, at)?;
        lists.into_iter().flatten().flatten().find_map(|&i| self.backward(text, at, i))
    }

    /// All words that end at `at`, longest first.
    pub(crate) fn all_ending<'a, 't>(&'a self, text: &'t str, at: usize) -> impl Iterator<Item = (usize, &'a T)> + use<'a, 't, T> {
        let lists = self.lists_before(text, at).unwrap_or([None; 4]);
        lists.into_iter().flatten().flatten().filter_map(move |&i| self.backward(text, at, i))
    }

    /// The lists in which the words stand that may start at `at`.
    #[inline]
    fn lists_after(&self, text: &str, at: usize) -> Option<[Option<&[u32]>; 4]> {
        let bytes = text.as_bytes();
        let b = *bytes.get(at)?;
        if b.is_ascii_alphabetic() {
            let known = self.first_letters.contains(b, bytes.get(at + 1).copied()) && !cuts_word(text, at);
            return known.then(|| self.by_start.lists_of(keys_after(text, at)));
        }
        lists(&self.by_start, &self.firsts, text.get(at..)?.chars())
    }

    /// The lists in which the words stand that may end at `at`.
    #[inline]
    fn lists_before(&self, text: &str, at: usize) -> Option<[Option<&[u32]>; 4]> {
        let bytes = text.as_bytes();
        let b = *bytes.get(at.checked_sub(1)?)?;
        if b.is_ascii_alphabetic() {
            let known = self.last_letters.contains(b, at.checked_sub(2).map(|i| bytes[i])) && !cuts_word(text, at);
            return known.then(|| self.by_end.lists_of(keys_before(text, at)));
        }
        lists(&self.by_end, &self.lasts, text.get(..at)?.chars().rev())
    }

    /// The entry, where it stands in the text from `at`: its end and meaning.
    fn forward(&self, text: &str, at: usize, entry: u32) -> Option<(usize, &T)> {
        let entry = &self.entries[entry as usize];
        let end = match entry.form {
            Form::Plain => plain_forward(text, at, &entry.word)?,
            Form::Blanks => blanks_forward(text, at, &entry.word)?,
            Form::Any => match_forward(text, at, &entry.word)?,
        };
        (!cuts_word(text, at) && !cuts_word(text, end)).then_some((end, &entry.meaning))
    }

    /// The entry, where it stands in the text up to `at`: its start and meaning.
    fn backward(&self, text: &str, at: usize, entry: u32) -> Option<(usize, &T)> {
        let entry = &self.entries[entry as usize];
        let start = match entry.form {
            Form::Plain => plain_backward(text, at, &entry.word)?,
            Form::Blanks => blanks_backward(text, at, &entry.word)?,
            Form::Any => match_backward(text, at, &entry.word)?,
        };
        (!cuts_word(text, at) && !cuts_word(text, start)).then_some((start, &entry.meaning))
    }

    /// A word may start with `c`.
    pub(crate) fn may_start_with(&self, c: char) -> bool {
        self.firsts.contains(lower(c))
    }

    /// A word may end with `c`.
    pub(crate) fn may_end_with(&self, c: char) -> bool {
        self.lasts.contains(lower(c))
    }

    /// The words themselves.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.entries.iter().map(|entry| (&*entry.word, &entry.meaning))
    }
}

impl Form {
    fn of(word: &str) -> Form {
        match word.bytes().all(|b| b.is_ascii() && b != b'$') {
            true if word.contains(' ') => Form::Blanks,
            true => Form::Plain,
            false => Form::Any,
        }
    }
}

/// The lists of words that may fit the first two of `chars`: with the second as it stands, as a blank, behind blanks, and with one character only.
fn lists<'a>(table: &'a Keys, set: &CharSet, mut chars: impl Iterator<Item = char>) -> Option<[Option<&'a [u32]>; 4]> {
    let first = chars.next().map(lower).filter(|&c| set.contains(c))?;
    let list = |second: char| table.list(pair_key(first, second));
    let second = chars.next().map_or(NONE, lower);
    let blank = second.is_whitespace();
    let as_blank = if blank && second != ' ' || second == '-' { list(' ') } else { None };
    let behind = if second == ' ' { chars.take(MAX_SPREAD).map(lower).find(|&c| c != ' ').and_then(list) } else { None };
    let own = if second == NONE { None } else { list(second) };
    Some([own, as_blank, behind, list(NONE)])
}

fn plain_forward(text: &str, at: usize, word: &str) -> Option<usize> {
    let end = at + word.len();
    text.as_bytes().get(at..end)?.eq_ignore_ascii_case(word.as_bytes()).then_some(end)
}

fn plain_backward(text: &str, at: usize, word: &str) -> Option<usize> {
    let start = at.checked_sub(word.len())?;
    text.as_bytes()[start..at].eq_ignore_ascii_case(word.as_bytes()).then_some(start)
}

/// Same letter, a blank of the word for any white space or a hyphen of the text.
fn same_byte(word: u8, text: u8) -> bool {
    word.eq_ignore_ascii_case(&text) || word == b' ' && (text.is_ascii_whitespace() || text == b'-')
}

fn blanks_forward(text: &str, at: usize, word: &str) -> Option<usize> {
    let end = at + word.len();
    let bytes = text.as_bytes().get(at..end)?;
    word.bytes().zip(bytes).all(|(w, &t)| same_byte(w, t)).then_some(end)
}

fn blanks_backward(text: &str, at: usize, word: &str) -> Option<usize> {
    let start = at.checked_sub(word.len())?;
    let bytes = &text.as_bytes()[start..at];
    word.bytes().rev().zip(bytes.iter().rev()).all(|(w, &t)| same_byte(w, t)).then_some(start)
}

fn lower(c: char) -> char {
    match c {
        '\0'..='\x7f' => c.to_ascii_lowercase(),
        UNSPACED.. => c,
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}

/// From here on stand the scripts without case, which are written without spaces.
const UNSPACED: char = '\u{2e80}';

/// `at` stands between two letters of one script that is written with spaces; a digit beside a letter is no such place (`USD5`, `5bn`).
pub(crate) fn cuts_word(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    if at == 0 || at >= bytes.len() {
        return false;
    }
    if bytes[at - 1] < 0x80 && bytes[at] < 0x80 {
        return bytes[at - 1].is_ascii_alphabetic() && bytes[at].is_ascii_alphabetic();
    }
    let spaced = |c: Option<char>| c.is_some_and(|c| c < UNSPACED && c.is_alphabetic());
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
