//! Jumps from one place where a number or date may begin to the next, in one pass over the bytes.

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
    /// Bit set over the basic multilingual plane.
    han: Vec<u64>,
    /// Bit set over the first three letters of words, five bits each; 0 for a letter that is not there.
    letters: Vec<u64>,
}

impl Default for Scanner {
    fn default() -> Self {
        Scanner { han: vec![0; 1024], letters: vec![0; 512] }
    }
}

impl Scanner {
    /// Stops at places that may begin `word`.
    pub(crate) fn add_word(&mut self, word: &str) {
        let Some(c) = word.chars().next() else { return };
        if c.is_ascii_alphabetic() {
            let key = key(word.as_bytes());
            self.letters[key >> 6] |= 1 << (key & 63);
        } else if let Ok(code) = u16::try_from(c as u32)
            && code >= 0x2000
        {
            self.han[usize::from(code >> 6)] |= 1 << (code & 63);
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
                        let code = usize::from(b & 0x0f) << 12 | usize::from(second & 0x3f) << 6 | usize::from(third & 0x3f);
                        if self.han[code >> 6] >> (code & 63) & 1 == 1 {
                            return Some(at);
                        }
                    }
                    at += 3;
                }
                Kind::Letter => {
                    // Words begin at words' edges.
                    if at == 0 || KINDS[text[at - 1] as usize] != Kind::Letter {
                        let key = key(&text[at..]);
                        if self.letters[key >> 6] >> (key & 63) & 1 == 1 {
                            return Some(at);
                        }
                    }
                    at += 1;
                    while text.get(at).is_some_and(|&b| KINDS[b as usize] == Kind::Letter) {
                        at += 1;
                    }
                }
            }
        }
        None
    }
}

/// The first three letters in five bits each.
fn key(word: &[u8]) -> usize {
    let letter = |i: usize| word.get(i).filter(|b| b.is_ascii_alphabetic()).map_or(0, |b| usize::from(b & 0x1f));
    let (a, b) = (letter(0), letter(1));
    let c = if b == 0 { 0 } else { letter(2) };
    a << 10 | b << 5 | c
}
