//! Common Chinese words, of which names are not made.

use std::sync::LazyLock;

/// Common Chinese words of two to four characters, none of them a name: a vote against strings that are made of such words.
static COMMON: LazyLock<WordSet> = LazyLock::new(|| {
    let lines = include_str!("../../lexicons/words/zh.txt").lines().filter(|l| !l.starts_with('#'));
    // A set of one, as looking for a sign far ahead costs more than it finds in words of two characters.
    WordSet::new(lines.flat_map(|l| l.split([' '])))
});

/// A common Chinese word of two to four characters.
pub(crate) fn is_common_chinese(words: &str) -> bool {
    pack(words).is_some_and(|key| COMMON.contains(key))
}

/// Two to four characters of three bytes, as all Chinese ones of the basic plane have, in one number; the set holds it in place of the word.
#[inline]
fn pack(word: &str) -> Option<u64> {
    if !matches!(word.len(), 6 | 9 | 12) {
        return None;
    }
    word.as_bytes().chunks_exact(3).try_fold(0, |key, bytes| {
        let [first @ 0xe0..=0xef, second, third] = *bytes else { return None };
        Some(key << 16 | u64::from(first & 0x0f) << 12 | u64::from(second & 0x3f) << 6 | u64::from(third & 0x3f))
    })
}

/// Numbered words by their hash, each at the first free place from there on; and a bit for each, as most strings that are asked for are none.
struct WordSet {
    bits: Box<[u64]>,
    keys: Box<[u64]>,
}

/// Bits of [`WordSet::bits`] and places of [`WordSet::keys`], as powers of two.
const BITS: u32 = 20;
const PLACES: u32 = 17;

impl WordSet {
    fn new<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let mut set = WordSet { bits: vec![0; 1 << (BITS - 6)].into(), keys: vec![0; 1 << PLACES].into() };
        for key in words.filter_map(pack) {
            let hash = spread(key);
            set.bits[(hash >> (70 - BITS)) as usize] |= 1 << (hash >> (64 - BITS) & 63);
            let place = set.place(key, hash);
            set.keys[place] = key;
        }
        set
    }

    fn contains(&self, key: u64) -> bool {
        let hash = spread(key);
        self.bits[(hash >> (70 - BITS)) as usize] >> (hash >> (64 - BITS) & 63) & 1 == 1 && self.keys[self.place(key, hash)] == key
    }

    /// Where `key` stands, or would. The list fills half of the places.
    fn place(&self, key: u64, hash: u64) -> usize {
        let mut place = (hash >> (64 - PLACES)) as usize;
        while self.keys[place] != key && self.keys[place] != 0 {
            place = (place + 1) % self.keys.len();
        }
        place
    }
}

fn spread(key: u64) -> u64 {
    let mixed = (key ^ key >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed ^ mixed >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9)
}
