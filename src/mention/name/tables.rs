//! The tables of the name grammar, built once from the lexicon.

use rustc_hash::{FxHashMap, FxHashSet};

use super::kinds::NameKinds;
use super::marks::RowMarks;
use crate::lexicon::{Class, Lexicon, is_common_chinese};
use crate::mention::charset::CharSet;

/// How readily a character is taken for a surname.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Surname {
    /// Hardly anything else.
    Plain,
    /// More often another word.
    Rare,
}

/// Where a word of address stands to the surname.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Address {
    /// 老段.
    Before,
    /// 何总.
    After,
}

/// Tables for the name grammar, built once from the lexicon.
pub(crate) struct NameTables {
    plain_surnames: CharSet,
    rare_surnames: CharSet,
    long_surnames: FxHashSet<Box<str>>,
    /// First characters of all of them.
    surname_starts: CharSet,
    addresses: FxHashMap<char, Address>,
    address_characters: CharSet,
    given_characters: CharSet,
    inner: FxHashSet<Box<str>>,
    common_words: FxHashSet<Box<str>>,
    /// Words that are no names where a capital may be the sentence's.
    opening_words: FxHashSet<Box<str>>,
    kinds: NameKinds,
    determiners: Vec<Box<str>>,
    determiner_starts: CharSet,
    pub(super) rows: Vec<RowMarks>,
}

impl NameTables {
    /// The kinds of firm that a noun means, as bits: carrier.
    pub(crate) fn kinds_of_noun(&self, noun: &str) -> Option<u64> {
        self.kinds.of_noun(noun)
    }

    /// The kinds of firm that the words of a name tell: Lakeland Air.
    pub(crate) fn kinds_of_name(&self, name: &str) -> u64 {
        self.kinds.of_name(name)
    }

    /// The kinds of firm that a key of the lexicon stands for: nvidia.
    pub(crate) fn kinds_of_key(&self, key: &str) -> u64 {
        self.kinds.of_key(key)
    }

    /// Reads the rows of the name classes.
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        /// The value of words that are no names only where a capital may be the sentence's.
        const OPENING: &str = "opening";
        let common = |opening: bool| {
            let rows = lexicon.rows_of(Class::CommonWord).filter(move |r| (r.value == OPENING) == opening);
            rows.map(|r| r.surface.to_lowercase().into()).collect()
        };
        let mut tables = NameTables {
            plain_surnames: CharSet::default(),
            rare_surnames: CharSet::default(),
            long_surnames: FxHashSet::default(),
            addresses: FxHashMap::default(),
            address_characters: CharSet::default(),
            surname_starts: lexicon.rows_of(Class::Surname).filter_map(|r| r.surface.chars().next()).collect(),
            given_characters: lexicon.rows_of(Class::GivenCharacter).flat_map(|r| r.surface.chars()).collect(),
            inner: lexicon.rows_of(Class::NotName).filter(|r| r.value.ends_with("inner")).map(|r| r.surface.into()).collect(),
            kinds: NameKinds::new(lexicon),
            common_words: common(false),
            opening_words: common(true),
            determiner_starts: lexicon.rows_of(Class::Determiner).filter_map(|r| r.surface.chars().next()).collect(),
            determiners: lexicon.rows_of(Class::Determiner).map(|r| r.surface.into()).collect(),
            rows: RowMarks::of_all(lexicon),
        };
        tables.determiners.sort_by_key(|d| std::cmp::Reverse(d.len()));
        for row in lexicon.rows_of(Class::Surname) {
            match (row.surface.chars().next(), row.value) {
                (Some(_), "compound" | "japanese") => drop(tables.long_surnames.insert(row.surface.into())),
                (Some(c), "address-before") => drop(tables.addresses.insert(c, Address::Before)),
                (Some(c), "address-after") => drop(tables.addresses.insert(c, Address::After)),
                (Some(c), "rare") => tables.rare_surnames.insert(c),
                (Some(c), _) => tables.plain_surnames.insert(c),
                (None, _) => {}
            }
        }
        tables.address_characters = tables.addresses.keys().copied().collect();
        tables
    }

    /// A surname may begin with `c`.
    #[inline]
    pub(crate) fn may_begin_surname(&self, c: char) -> bool {
        self.surname_starts.contains(c)
    }

    /// The surname that `c` is.
    #[inline]
    pub(crate) fn surname(&self, c: char) -> Option<Surname> {
        let plain = || self.plain_surnames.contains(c).then_some(Surname::Plain);
        if self.rare_surnames.contains(c) { Some(Surname::Rare) } else { plain() }
    }

    /// Where `c` stands to a surname that it makes an address with.
    pub(crate) fn address(&self, c: char) -> Option<Address> {
        self.address_characters.contains(c).then(|| self.addresses.get(&c).copied()).flatten()
    }

    /// The surname of an address of two characters (段 in 老段).
    pub(crate) fn addressed_surname<'t>(&self, words: &'t str) -> Option<&'t str> {
        let mut chars = words.chars();
        let (first, second) = (chars.next()?, chars.next()?);
        match (chars.next(), self.address(first), self.address(second)) {
            (None, Some(Address::Before), _) => Some(&words[first.len_utf8()..]),
            (None, _, Some(Address::After)) => Some(&words[..first.len_utf8()]),
            _ => None,
        }
    }

    /// The surname that a Chinese name of three or four characters begins with.
    pub(crate) fn surname_of<'t>(&self, words: &'t str) -> Option<&'t str> {
        let first = words.chars().next().filter(|&c| self.surname(c).is_some())?;
        (2..=4).contains(&words.chars().count()).then(|| &words[..first.len_utf8()])
    }

    /// A surname of two characters or more.
    pub(crate) fn is_long_surname(&self, words: &str) -> bool {
        self.long_surnames.contains(words)
    }

    /// A character that given names are written with.
    #[inline]
    pub(crate) fn is_given_character(&self, c: char) -> bool {
        self.given_characters.contains(c)
    }

    /// A word that ends names but may stand within a long one (联合 in 金龙联合汽车工业有限公司, 达 in 运达科技).
    pub(crate) fn is_inner(&self, words: &str) -> bool {
        self.inner.contains(words)
    }

    /// A common Chinese word.
    #[inline]
    pub(crate) fn is_common(&self, words: &str) -> bool {
        is_common_chinese(words)
    }

    /// An English word that is no name at the beginning of a sentence; `word` in any case.
    pub(crate) fn is_common_word(&self, word: &str) -> bool {
        self.common_words.contains(word) || self.common_words.contains(word.to_lowercase().as_str())
    }

    /// A word that is no name at the head of a sentence, or in a heading.
    pub(crate) fn is_opening_word(&self, word: &str) -> bool {
        self.is_common_word(word) || self.opening_words.contains(word.to_lowercase().as_str())
    }

    /// A determiner may begin with `c`.
    #[inline]
    pub(crate) fn may_begin_determiner(&self, c: char) -> bool {
        self.determiner_starts.contains(c)
    }

    /// The determiner that `text` begins with.
    pub(crate) fn determiner(&self, text: &str) -> Option<&str> {
        text.chars().next().filter(|&c| self.determiner_starts.contains(c))?;
        self.determiners.iter().map(|d| &**d).find(|d| text.starts_with(d))
    }
}
