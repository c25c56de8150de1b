//! A number as the text says it, in digits or words, before any unit.

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use crate::doc::{Bound, Language};
use crate::lang;
use crate::lexicon::{Class, Lexicon, Row};
use crate::mention::words::Words;

/// Characters of a number below ten thousand (九千九百九十九).
const MAX_SMALL: usize = 7;

/// A number read from the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Numeral {
    /// One past its last byte.
    pub(crate) end: usize,
    /// Smallest value.
    pub(crate) low: Decimal,
    /// Largest value.
    pub(crate) high: Decimal,
    /// What the words of the number themselves say: 数十亿 is several, 二百余万 at least, 八九亿 a range.
    pub(crate) bound: Bound,
    /// The ten, hundred or thousand that multiplies its only figure (九百亿: 100).
    pub(crate) small: Decimal,
    /// The scale that multiplies all of it (九百亿: 10^8, 5 million: 10^6); 1 where there is none or a figure follows it.
    pub(crate) big: Decimal,
    /// Where it ends if the blanks inside it part numbers, with its value then.
    pub(crate) unspaced: Option<(usize, Decimal)>,
    /// How it is written.
    pub(crate) form: Form,
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Form {
    /// It has a digit 0-9.
    pub(crate) digits: bool,
    /// A point and three digits, which is a thousand where the currency has no cents.
    pub(crate) dot_and_three: bool,
    /// It has a decimal fraction.
    pub(crate) fraction: bool,
    /// Words such as "billions", after which "of" leads to the unit.
    pub(crate) plural: bool,
    /// Figures in words: how many characters, so that 四 alone is not trusted.
    pub(crate) figures: u8,
}

impl Numeral {
    /// All factors of the number.
    pub(crate) fn scaled(&self) -> bool {
        self.big > Decimal::ONE
    }
}

/// What a character or word says in a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NumberWord {
    /// A figure: 一, seven, twenty.
    Figure(Decimal),
    /// Ten, hundred or thousand: multiplies the figure before it.
    Small(Decimal),
    /// 万, million: multiplies all before it.
    Big(Decimal),
    /// A scale that stands directly behind digits only: `5m`.
    Letter(Decimal),
    /// "tens", "billions".
    Plural(Decimal),
    /// 点, point.
    Point,
    /// 数, 几, several: one to ten.
    Several,
    /// 余, 多: and some more.
    More,
    /// 上 before a scale: that much at least.
    From,
    /// A half.
    Half,
    /// A quarter.
    Quarter,
    /// "a", "an".
    Article,
    /// "and".
    And,
    /// "of".
    Of,
    /// "couple".
    Couple,
}

/// The number words of one language.
pub(crate) struct NumberWords {
    /// Words, for a language that is written with spaces.
    pub(crate) words: Words<NumberWord>,
    /// Single characters, for one that is not.
    pub(crate) chars: FxHashMap<char, NumberWord>,
}

impl NumberWords {
    /// Reads the rows `digit` and `scale` of a language.
    pub(crate) fn new(lexicon: &Lexicon, language: Language) -> Self {
        let rows = lexicon.rows_of(Class::Digit).chain(lexicon.rows_of(Class::Scale)).filter(|r| r.language == language);
        let all: Vec<_> = rows.filter_map(|row| Some((row.surface, meaning(row)?))).collect();
        let single = |word: &str| word.chars().next().filter(|c| word.len() == c.len_utf8());
        let chars = all.iter().filter_map(|(word, meaning)| Some((single(word)?, *meaning))).collect();
        NumberWords { words: Words::new(all), chars }
    }
}

fn meaning(row: Row<'_>) -> Option<NumberWord> {
    let mut parts = row.value.split(' ');
    let (first, flag) = (parts.next()?, parts.next().unwrap_or(""));
    let number = first.parse::<Decimal>().ok();
    Some(match (row.class, first, number) {
        (Class::Scale, _, Some(n)) if flag == "letter" => NumberWord::Letter(n),
        (Class::Scale, _, Some(n)) if flag == "plural" => NumberWord::Plural(n),
        (Class::Scale, _, Some(n)) if n < Decimal::from(10_000) && flag == "small" => NumberWord::Small(n),
        (Class::Scale, _, Some(n)) => NumberWord::Big(n),
        (_, _, Some(n)) => NumberWord::Figure(n),
        (_, "point", _) => NumberWord::Point,
        (_, "several", _) => NumberWord::Several,
        (_, "more", _) => NumberWord::More,
        (_, "from", _) => NumberWord::From,
        (_, "half", _) => NumberWord::Half,
        (_, "quarter", _) => NumberWord::Quarter,
        (_, "article", _) => NumberWord::Article,
        (_, "and", _) => NumberWord::And,
        (_, "of", _) => NumberWord::Of,
        (_, "couple", _) => NumberWord::Couple,
        _ => return None,
    })
}

/// The number words of all languages.
pub(crate) struct Numbers {
    zh: NumberWords,
    en: NumberWords,
}

impl Numbers {
    /// Reads the number words of all languages.
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        Numbers { zh: NumberWords::new(lexicon, Language::Zh), en: NumberWords::new(lexicon, Language::En) }
    }

    /// The longest number that starts at `at` in any language.
    pub(crate) fn read(&self, text: &str, at: usize) -> Option<Numeral> {
        let zh = || lang::zh::number::read(&self.zh, text, at);
        let en = || lang::en::number::read(&self.en, text, at);
        let first = *text.as_bytes().get(at)?;
        // What begins with a letter or a Chinese figure is of one language; digits may go on in either.
        if first.is_ascii_alphabetic() {
            return en();
        }
        if !first.is_ascii() {
            return zh();
        }
        match (zh(), en()) {
            (Some(zh), Some(en)) if en.end > zh.end => Some(en),
            (zh, en) => zh.or(en),
        }
    }

    /// `c` may go on with a number in digits: a scale or a figure.
    pub(crate) fn may_continue(&self, c: char) -> bool {
        self.zh.chars.contains_key(&c) || (c.is_ascii() && self.en.words.may_start_with(c)) || c == '-'
    }

    /// The figure that a character stands for.
    pub(crate) fn figure(&self, c: char) -> Option<Decimal> {
        match self.zh.chars.get(&c) {
            Some(NumberWord::Figure(n)) => Some(*n),
            _ => None,
        }
    }

    /// Past the characters of a number that no scale makes great: 一, 三十, 几百.
    pub(crate) fn small_figures(&self, text: &str, at: usize) -> usize {
        let small = |c: &char| matches!(self.zh.chars.get(c), Some(NumberWord::Figure(_) | NumberWord::Small(_) | NumberWord::Several));
        at + text[at..].chars().take(MAX_SMALL).take_while(small).map(char::len_utf8).sum::<usize>()
    }

    /// What a character multiplies by: 百, 万.
    pub(crate) fn factor(&self, c: char) -> Option<Decimal> {
        match self.zh.chars.get(&c) {
            Some(NumberWord::Small(n) | NumberWord::Big(n)) => Some(*n),
            _ => None,
        }
    }

    /// The character is a figure or a unit of one.
    pub(crate) fn is_figure(&self, c: char) -> bool {
        matches!(self.zh.chars.get(&c), Some(NumberWord::Figure(_) | NumberWord::Small(_) | NumberWord::Big(_) | NumberWord::Several))
    }

    /// A half at `at` (五成半): its end.
    pub(crate) fn half(&self, text: &str, at: usize) -> Option<usize> {
        self.zh.words.starting(text, at).filter(|(_, word)| **word == NumberWord::Half).map(|(end, _)| end)
    }

    /// The scale word at `at`: its end and factor.
    pub(crate) fn scale(&self, text: &str, at: usize) -> Option<(usize, Decimal)> {
        self.languages().into_iter().find_map(|words| match words.words.starting(text, at) {
            Some((end, NumberWord::Big(n))) => Some((end, *n)),
            _ => None,
        })
    }

    /// The article before the number at `at` ("a million"): its start.
    pub(crate) fn article_before(&self, text: &str, at: usize) -> Option<usize> {
        let end = at.checked_sub(1).filter(|&end| text.as_bytes()[end] == b' ')?;
        self.languages().into_iter().find_map(|words| match words.words.ending(text, end) {
            Some((start, NumberWord::Article)) => Some(start),
            _ => None,
        })
    }

    /// The tables by language.
    pub(crate) fn languages(&self) -> [&NumberWords; 2] {
        [&self.zh, &self.en]
    }
}
