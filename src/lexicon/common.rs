//! Common Chinese words, of which names are not made.

/// What is common, of two to four characters: the table of the words in `text`, made by the build.
#[allow(dead_code, reason = "called by the build script")]
pub(crate) fn table_of(text: &str) -> Vec<u8> {
    let mut table = vec![0; SIZE];
    for key in text.lines().filter(|l| !l.starts_with('#')).flat_map(|l| l.split(' ')).filter_map(pack) {
        let hash = spread(key);
        table[(hash >> (67 - BITS)) as usize] |= 1 << (hash >> (64 - BITS) & 7);
        let at = place(&table, key, hash);
        table[at..at + 8].copy_from_slice(&key.to_le_bytes());
    }
    table
}

/// `words` is in the table.
pub(super) fn contains(table: &[u8], words: &str) -> bool {
    let is_key = |key: u64| {
        let hash = spread(key);
        table[(hash >> (67 - BITS)) as usize] >> (hash >> (64 - BITS) & 7) & 1 == 1 && key_at(table, place(table, key, hash)) == key
    };
    pack(words).is_some_and(is_key)
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

/// The table begins with a bit for each word, as most strings that are asked for are none; then numbered words by their hash, each at the first
/// free place from there on. Both counts as powers of two; the list fills half of the places.
const BITS: u32 = 20;
const PLACES: u32 = 17;
/// Where the places begin, and where they end.
const FIRST: usize = 1 << (BITS - 3);
const SIZE: usize = FIRST + (8 << PLACES);

fn key_at(table: &[u8], at: usize) -> u64 {
    table[at..].first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes))
}

/// Where `key` stands, or would.
fn place(table: &[u8], key: u64, hash: u64) -> usize {
    let mut at = FIRST + (hash >> (64 - PLACES)) as usize * 8;
    while key_at(table, at) != key && key_at(table, at) != 0 {
        at = if at + 8 < SIZE { at + 8 } else { FIRST };
    }
    at
}

fn spread(key: u64) -> u64 {
    let mixed = (key ^ key >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed ^ mixed >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9)
}
