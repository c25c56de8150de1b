//! Jumps from one place where a number or date may begin to the next, in one pass over the bytes.

use super::charset::CharSet;

/// What a byte can begin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Other,
    Digit,
    Letter,
    /// First byte of a three-byte character that may be Chinese.
    Han,
}

const KINDS: [Kind; 256] = {
    let mut kinds = [Kind::Other; 256];
    let mut b = 0;
    while b < 256 {
        kinds[b] = match b as u8 {
            b'0'..=b'9' => Kind::Digit,
            b'a'..=b'z' | b'A'..=b'Z' => Kind::Letter,
            0xe2..=0xe9 => Kind::Han,
            _ => Kind::Other,
        };
        b += 1;
    }
    kinds
};

/// The sets of first characters and first letters; a digit always stops the scan.
pub(crate) struct Scanner {
    /// First characters of all words: the one question that most characters are asked.
    han_starts: CharSet,
    /// Words of one character.
    han: CharSet,
    /// A hash of the first two characters of longer words.
    han_pairs: Vec<u64>,
    /// Words of one run of letters, by its hash.
    letters: Runs,
    /// Words of more: their first runs, and their first two.
    heads: Runs,
    pairs: Runs,
}

/// A bit set over hashes of runs of letters.
struct Runs(Vec<u64>);

impl Runs {
    fn insert(&mut self, key: usize) {
        self.0[key >> 6] |= 1 << (key & 63);
    }

    fn contains(&self, key: usize) -> bool {
        self.0[key >> 6] >> (key & 63) & 1 == 1
    }
}

impl Default for Runs {
    fn default() -> Self {
        Runs(vec![0; HASHES / 64])
    }
}

impl Default for Scanner {
    fn default() -> Self {
        let (letters, heads, pairs) = (Runs::default(), Runs::default(), Runs::default());
        Scanner { han: CharSet::default(), han_starts: CharSet::default(), han_pairs: vec![0; PAIRS / 64], letters, heads, pairs }
    }
}

impl Scanner {
    /// Stops at places that may begin `word`.
    pub(crate) fn add_word(&mut self, word: &str) {
        let mut chars = word.chars();
        let Some(c) = chars.next() else { return };
        if c.is_ascii_alphabetic() {
            let (key, end) = letters(word.as_bytes(), 0);
            match second_run(word.as_bytes(), end) {
                Some(second) => {
                    self.heads.insert(key);
                    self.pairs.insert(both(key, second));
                }
                None => self.letters.insert(key),
            }
        } else if c >= '\u{2000}' {
            self.han_starts.insert(c);
            match chars.next() {
                None => self.han.insert(c),
                Some(second) => {
                    let bit = pair(c, second);
                    self.han_pairs[bit >> 6] |= 1 << (bit & 63);
                }
            }
        }
    }

    /// The next place at or after `from` where a number or word may begin.
    pub(crate) fn next(&self, text: &[u8], from: usize) -> Option<usize> {
        let mut at = from;
        while let Some(&b) = text.get(at) {
            match KINDS[b as usize] {
                Kind::Digit => return Some(at),
                Kind::Other => at += 1,
                Kind::Han => {
                    if let [_, second, third, ..] = text[at..] {
                        let code = u32::from(b & 0x0f) << 12 | u32::from(second & 0x3f) << 6 | u32::from(third & 0x3f);
                        if char::from_u32(code).is_some_and(|c| self.han_starts.contains(c) && (self.han.contains(c) || self.goes_on(c, text, at + 3))) {
                            return Some(at);
                        }
                    }
                    at += 3;
                }
                Kind::Letter => {
                    let (key, end) = letters(text, at);
                    // Words begin at words' edges.
                    let is_edge = at == 0 || KINDS[text[at - 1] as usize] != Kind::Letter;
                    let begins = || self.heads.contains(key) && second_run(text, end).is_some_and(|second| self.pairs.contains(both(key, second)));
                    if is_edge && (self.letters.contains(key) || begins()) {
                        return Some(at);
                    }
                    at = end;
                }
            }
        }
        None
    }
}

impl Scanner {
    /// The character at `at`, a blank of a spread-out layout left aside, may be the second of a word that begins with `first`.
    fn goes_on(&self, first: char, text: &[u8], at: usize) -> bool {
        match text.get(at..) {
            Some([a @ 0xe0..=0xef, b, c, ..]) => {
                let second = char::from_u32(u32::from(a & 0x0f) << 12 | u32::from(b & 0x3f) << 6 | u32::from(c & 0x3f));
                let bit = second.map_or(0, |second| pair(first, second));
                self.han_pairs[bit >> 6] >> (bit & 63) & 1 == 1
            }
            // A letter, digit or blank: left to the grammar.
            _ => true,
        }
    }
}

/// Values of the hash of two characters.
const PAIRS: usize = 1 << 13;

fn pair(first: char, second: char) -> usize {
    let mixed = (u64::from(first as u32) << 32 | u64::from(second as u32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 51) as usize & (PAIRS - 1)
}

/// Values of the hash; few enough to stay in the cache, enough to turn away most words that are not meant.
const HASHES: usize = 1 << 13;

/// The hash of the run of letters behind one blank or hyphen at `at`, as `Words` finds words of two runs.
fn second_run(text: &[u8], at: usize) -> Option<usize> {
    let parted = text.get(at).is_some_and(|b| b.is_ascii_whitespace() || *b == b'-');
    let (key, end) = letters(text, at + 1);
    (parted && end > at + 1).then_some(key)
}

fn both(first: usize, second: usize) -> usize {
    (first * 31 + second) & (HASHES - 1)
}

/// A hash of the run of letters at `at`, case apart, and its end.
fn letters(text: &[u8], at: usize) -> (usize, usize) {
    let mut hash: u32 = 0x811c_9dc5;
    let mut end = at;
    while let Some(&b) = text.get(end) {
        if KINDS[b as usize] != Kind::Letter {
            break;
        }
        hash = (hash ^ u32::from(b & 0x1f)).wrapping_mul(0x0100_0193);
        end += 1;
    }
    ((hash >> 16 ^ hash) as usize & (HASHES - 1), end)
}
