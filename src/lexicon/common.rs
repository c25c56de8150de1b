//! Common Chinese words, of which names are not made.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

/// Common Chinese words of two to four characters, none of them a name: a vote against strings that are made of such words.
static COMMON: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| include_str!("../../lexicons/words/zh.txt").lines().filter(|l| !l.starts_with('#')).flat_map(|l| l.split(' ')).collect());

/// A common Chinese word of two to four characters.
pub(crate) fn is_common_chinese(words: &str) -> bool {
    COMMON.contains(words)
}
