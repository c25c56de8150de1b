//! Jumps from one place where a number may begin to the next, in one pass over the bytes.

use super::number::{NumberWord, NumberWords};

/// What a byte can begin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Other,
    Digit,
    Letter,
    /// First byte of a three-byte character that may be Chinese.
    Han,
}

/// Byte classes and the sets of first characters.
pub(crate) struct Scanner {
    kinds: [Kind; 256],
    /// Bit set over the basic multilingual plane: characters that numbers begin with.
    han: Vec<u64>,
    /// Bit set over the first three letters of number words, five bits each.
    letters: Vec<u64>,
}

impl Scanner {
    /// Builds the sets from the number words of all languages.
    pub(crate) fn new(languages: &[&NumberWords]) -> Self {
        let mut kinds = [Kind::Other; 256];
        for b in 0..=255u8 {
            kinds[b as usize] = match b {
                b'0'..=b'9' => Kind::Digit,
                b'a'..=b'z' | b'A'..=b'Z' => Kind::Letter,
                0xe2..=0xe9 => Kind::Han,
                _ => Kind::Other,
            };
        }
        let mut scanner = Scanner { kinds, han: vec![0; 1024], letters: vec![0; 512] };
        let begins = |word: NumberWord| {
            !matches!(word, NumberWord::Point | NumberWord::More | NumberWord::Of | NumberWord::And | NumberWord::Article | NumberWord::Letter(_))
        };
        for words in languages {
            for (&c, &word) in &words.chars {
                if begins(word)
                    && let Ok(code) = u16::try_from(c as u32)
                {
                    scanner.han[usize::from(code >> 6)] |= 1 << (code & 63);
                }
            }
            for (word, &meaning) in words.words.iter() {
                if begins(meaning)
                    && let Some(key) = trigram(word.as_bytes())
                {
                    scanner.letters[key >> 6] |= 1 << (key & 63);
                }
            }
        }
        scanner
    }

    /// The next place at or after `from` where a number may begin.
    pub(crate) fn next(&self, text: &[u8], from: usize) -> Option<usize> {
        let mut at = from;
        while let Some(&b) = text.get(at) {
            match self.kinds[b as usize] {
                Kind::Digit => return Some(at),
                Kind::Other => at += 1,
                Kind::Han => {
                    if let [_, second, third, ..] = text[at..] {
                        let code = usize::from(b & 0x0f) << 12 | usize::from(second & 0x3f) << 6 | usize::from(third & 0x3f);
                        if self.han[code >> 6] >> (code & 63) & 1 == 1 {
                            return Some(at);
                        }
                    }
                    at += 3;
                }
                Kind::Letter => {
                    // A number in words begins with a word.
                    if (at == 0 || self.kinds[text[at - 1] as usize] != Kind::Letter)
                        && let Some(key) = trigram(&text[at..])
                        && self.letters[key >> 6] >> (key & 63) & 1 == 1
                    {
                        return Some(at);
                    }
                    at += 1;
                    while text.get(at).is_some_and(|&b| self.kinds[b as usize] == Kind::Letter) {
                        at += 1;
                    }
                }
            }
        }
        None
    }
}

/// The first three letters in five bits each; `None` where there are fewer.
fn trigram(word: &[u8]) -> Option<usize> {
    let [a, b, c, ..] = *word else { return None };
    let letters = a.is_ascii_alphabetic() && b.is_ascii_alphabetic() && c.is_ascii_alphabetic();
    let five = |b: u8| usize::from(b & 0x1f);
    letters.then(|| five(a) << 10 | five(b) << 5 | five(c))
}
