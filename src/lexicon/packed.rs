//! Rows and concepts as plain bytes: of our own lexicons they are part of the program, and nothing is made of them before it is asked for.

use std::borrow::Cow;

use super::stored::Bytes;
use super::{Class, Concept, Row, Word};
use crate::doc::{EntityType, Language};

/// Records of `SIZE` numbers, of which the first is where their words begin.
#[derive(Default)]
pub(super) struct Packed<const SIZE: usize> {
    numbers: Bytes,
    words: Word,
}

/// Words, lengths of surface and value, index, line, and file, class, language and whether it needs context in one.
pub(super) type Rows = Packed<6>;

/// Words, lengths of key, country, tickers, and of each name one more, type.
pub(super) type Concepts = Packed<7>;

impl<const SIZE: usize> super::Stored for Packed<SIZE> {
    fn store(&self, to: &mut super::Writer) {
        self.numbers.store(to);
        self.words.store(to);
    }

    fn restore(from: &mut super::Reader) -> Self {
        Packed { numbers: super::Stored::restore(from), words: super::Stored::restore(from) }
    }
}

impl<const SIZE: usize> Packed<SIZE> {
    pub(super) fn len(&self) -> u32 {
        (self.numbers.len() / (4 * SIZE)) as u32
    }

    #[inline]
    fn record(&self, at: u32) -> &[[u8; 4]; SIZE] {
        let (numbers, _) = self.numbers.as_chunks::<4>();
        numbers[at as usize * SIZE..].first_chunk().expect("a record that there is")
    }

    /// Cuts the next `length` bytes off the words at `at`.
    #[inline]
    fn cut(&self, at: &mut u32, length: u32) -> &str {
        let from = *at as usize;
        *at += length;
        &self.words[from..*at as usize]
    }

    fn push(&mut self, words: &[&str], record: [u32; SIZE]) {
        let numbers = self.numbers.to_mut();
        record.iter().for_each(|number| numbers.extend_from_slice(&number.to_le_bytes()));
        words.iter().for_each(|word| self.words.to_mut().push_str(word));
    }

    /// Where the words of the next record begin.
    fn next(&self) -> u32 {
        u32::try_from(self.words.len()).expect("lexicons of less than 4 GB")
    }
}

fn length(words: &str) -> u32 {
    words.len() as u32
}

impl Rows {
    #[inline]
    pub(super) fn get(&self, at: u32) -> Row<'_> {
        // Not mapped, as this is asked for at every other word of a text.
        let [from, surface, value, index, line, kind] = self.record(at);
        let (surface, value, kind) = (u32::from_le_bytes(*surface), u32::from_le_bytes(*value), u32::from_le_bytes(*kind));
        let mut from = u32::from_le_bytes(*from);
        Row {
            surface: self.cut(&mut from, surface),
            value: self.cut(&mut from, value),
            class: class_of(kind),
            index: u32::from_le_bytes(*index),
            language: if kind >> 24 & 1 == 0 { Language::Zh } else { Language::En },
            needs_context: kind >> 25 & 1 == 1,
            file: kind as u16,
            line: u32::from_le_bytes(*line),
        }
    }

    /// The surface alone.
    #[inline]
    pub(super) fn surface(&self, at: u32) -> &str {
        let [from, surface, ..] = self.record(at);
        self.cut(&mut u32::from_le_bytes(*from), u32::from_le_bytes(*surface))
    }

    /// The class alone.
    #[inline]
    pub(super) fn class(&self, at: u32) -> Class {
        class_of(u32::from_le_bytes(self.record(at)[5]))
    }

    /// Whether it needs context, alone.
    #[inline]
    pub(super) fn needs_context(&self, at: u32) -> bool {
        u32::from_le_bytes(self.record(at)[5]) >> 25 & 1 == 1
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.len()).map(|at| self.get(at))
    }

    pub(super) fn add(&mut self, row: Row<'_>) {
        let (language, context) = (u32::from(row.language == Language::En), u32::from(row.needs_context));
        let kind = u32::from(row.file) | u32::from(row.class as u8) << 16 | language << 24 | context << 25;
        self.push(&[row.surface, row.value], [self.next(), length(row.surface), length(row.value), row.index, row.line, kind]);
    }
}

#[inline]
fn class_of(kind: u32) -> Class {
    Class::ALL[(kind >> 16 & 0xff) as usize]
}

impl Concepts {
    pub(super) fn get(&self, at: u32) -> Concept<'_> {
        let [mut from, key, country, tickers, name_zh, name_en, kind] = self.record(at).map(u32::from_le_bytes);
        let mut next = |length| Cow::Borrowed(self.cut(&mut from, length));
        Concept {
            key: next(key),
            country: next(country),
            tickers: next(tickers),
            name_zh: name_zh.checked_sub(1).map(&mut next),
            name_en: name_en.checked_sub(1).map(&mut next),
            kind: EntityType::ALL[kind as usize],
        }
    }

    pub(super) fn add(&mut self, concept: &Concept<'_>) {
        let Concept { key, kind, country, tickers, name_zh, name_en } = concept;
        let kind = EntityType::ALL.iter().position(|k| k == kind).unwrap_or_default() as u32;
        let name = |name: &Option<Cow<'_, str>>| name.as_ref().map_or(0, |name| length(name) + 1);
        let record = [self.next(), length(key), length(country), length(tickers), name(name_zh), name(name_en), kind];
        self.push(&[key, country, tickers, name_zh.as_deref().unwrap_or_default(), name_en.as_deref().unwrap_or_default()], record);
    }
}
