//! The words of the date grammar, as rows of the lexicon say them.

use crate::doc::Language;
use crate::lexicon::{Class, Lexicon, Row};
use crate::mention::quantity::number::NumberWords;
use crate::mention::words::Words;

use super::expr::Feast;

/// A stretch of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Day,
    Workday,
    Week,
    Fortnight,
    Weekend,
    Month,
    Quarter,
    Half,
    Year,
    FiscalYear,
    Decade,
    Century,
}

/// A part of a month, year or decade.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// 初, 上旬, early, beginning of.
    Early,
    /// 中, 中旬, mid.
    Mid,
    /// 底, 末, 下旬, late.
    Late,
    /// "the end of": its last day.
    End,
    /// 中下旬.
    MidLate,
    /// 上中旬.
    EarlyMid,
    /// "earlier this year": up to the document's day.
    SoFar,
    /// "later this year": from the document's day on.
    Rest,
}

/// What a word says in a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DateWord {
    /// A unit that numbers count: 年, months.
    Unit(Unit),
    /// A unit away from the document's day: 昨日, 上周, yesterday.
    Relative(Unit, i32),
    /// The same with the day in brackets behind it: 昨(11)日.
    Open(i32),
    /// A unit away from the date told before: 次日, 同年.
    Anchor(Unit, i32),
    /// A month's name; `true` where it is another word or name as well.
    Month(u8, bool),
    /// A weekday, from Monday; `true` where it is another word as well.
    Weekday(u8, bool),
    /// 初, late, end of.
    Part(Part),
    /// 上半年, H1.
    HalfOf(u8),
    /// 首季, Q3.
    QuarterOf(u8),
    /// A season, by its months.
    Season(u8, u8),
    /// A season whose name is another word as well: fall.
    WeakSeason(u8, u8),
    /// A holiday.
    Feast(Feast),
    /// 日前, recently.
    Vague,
    /// last, this, next before a unit: how many units away.
    Shift(i32),
    /// 过去, past: before a count of units.
    Past,
    /// 未来, coming.
    Coming,
    /// Ago: behind a count of units.
    Ago,
    /// Later, hence, from now.
    Later,
    /// Later: behind a count of units, told from the date before.
    LaterOn,
    /// Earlier: behind a count of units, told from the date before.
    Earlier,
    /// 以来 behind a count of units (三年来): to the document's day.
    SinceCount,
    /// 至今: to the document's day.
    Since,
    /// 同期: the same period.
    Same,
    /// 民国: the year before its first.
    Era(i32),
    /// third, 首.
    Ordinal(u8),
    /// 第 before a number.
    Nth,
    /// 前 before a count: the first ones.
    First,
    /// 最后: the last ones.
    Last,
    /// of, 的.
    Of,
    /// the.
    The,
    /// 农历.
    Lunar,
    /// 全年, all of: nothing changes.
    Whole,
    /// Nineties: the tens of a decade.
    DecadeOf(u8),
    /// A fiscal year's prefix: FY.
    Fiscal,
    /// to date, so far: from the start of a unit.
    ToDate,
    /// A preposition before dates: in, on, since, by.
    Preposition,
    /// Joins two dates to a range: to, 至.
    To,
    /// and, 和: a range after between or before 之间.
    And,
    /// 之间, between.
    Between,
    /// A word that begins with a unit and is none: 月饼, 号线.
    Guard,
    /// few, several: a count of three.
    Few,
    /// 多, 几: more than the count.
    More,
    /// 个, that may stand between number and unit.
    Classifier,
    /// ending, ended, beginning: a period told by its last or first day.
    Ending(bool),
    /// by, until: what follows lies ahead.
    Until,
    /// since: what follows has passed.
    Behind,
    /// every, each: before a unit that is none in particular.
    Every,
    /// will, to: what follows is a verb.
    Verb,
    /// from, after: a count of units from the day behind it.
    After,
    /// before: a count of units up to the day behind it.
    Before,
    /// today, now: the document's day as the end of a range.
    Now,
}

/// The date words of one language, with its numbers.
pub(crate) struct DateWords {
    pub(crate) words: Words<DateWord>,
    pub(crate) numbers: NumberWords,
}

impl DateWords {
    /// Reads the rows `date-word` of a language.
    pub(crate) fn new(lexicon: &Lexicon, language: Language) -> Self {
        let rows = lexicon.rows_of(Class::DateWord).filter(|row| row.language == language);
        let words = Words::new(rows.filter_map(|row| Some((row.surface, meaning(row)?))));
        DateWords { words, numbers: NumberWords::new(lexicon, language) }
    }

    /// The longest word at `at`.
    pub(crate) fn at(&self, text: &str, at: usize) -> Option<(usize, DateWord)> {
        self.words.starting(text, at).map(|(end, word)| (end, *word))
    }

    /// The longest word at `at` that `fits`.
    pub(crate) fn that(&self, text: &str, at: usize, fits: impl Fn(DateWord) -> bool) -> Option<(usize, DateWord)> {
        self.words.all_starting(text, at).map(|(end, word)| (end, *word)).find(|(_, word)| fits(*word))
    }

    /// The end of a word at `at` that means `wanted`.
    pub(crate) fn is(&self, text: &str, at: usize, wanted: DateWord) -> Option<usize> {
        self.that(text, at, |word| word == wanted).map(|(end, _)| end)
    }

    /// The longest word that ends at `at`.
    pub(crate) fn before(&self, text: &str, at: usize) -> Option<(usize, DateWord)> {
        self.words.ending(text, at).map(|(start, word)| (start, *word))
    }
}

fn unit(name: &str) -> Option<Unit> {
    Some(match name {
        "day" => Unit::Day,
        "workday" => Unit::Workday,
        "week" => Unit::Week,
        "fortnight" => Unit::Fortnight,
        "weekend" => Unit::Weekend,
        "month" => Unit::Month,
        "quarter" => Unit::Quarter,
        "half" => Unit::Half,
        "year" => Unit::Year,
        "fiscal" => Unit::FiscalYear,
        "decade" => Unit::Decade,
        "century" => Unit::Century,
        _ => return None,
    })
}

fn part(name: &str) -> Option<Part> {
    Some(match name {
        "early" => Part::Early,
        "mid" => Part::Mid,
        "late" => Part::Late,
        "end" => Part::End,
        "mid-late" => Part::MidLate,
        "early-mid" => Part::EarlyMid,
        "so-far" => Part::SoFar,
        "rest" => Part::Rest,
        _ => return None,
    })
}

fn feast(parts: &[&str]) -> Option<Feast> {
    let number = |i: usize| parts.get(i)?.parse::<i16>().ok();
    let small = |i: usize| u8::try_from(number(i)?).ok();
    let signed = |i: usize| i8::try_from(number(i)?).ok();
    Some(match *parts.first()? {
        "lunar" => Feast::Lunar(small(1)?, small(2)?),
        "easter" => Feast::Easter(number(1)?),
        "nth" => Feast::Nth(small(1)?, signed(2)?, small(3)?, signed(4).unwrap_or(0)),
        _ => Feast::Fixed(small(0)?, small(1)?),
    })
}

fn meaning(row: Row<'_>) -> Option<DateWord> {
    let parts: Vec<&str> = row.value.split(' ').collect();
    let number = |i: usize| parts.get(i)?.parse::<i32>().ok();
    let small = |i: usize| u8::try_from(number(i)?).ok();
    let weak = parts.last() == Some(&"weak");
    Some(match *parts.first()? {
        "unit" => DateWord::Unit(unit(parts.get(1)?)?),
        "relative" => DateWord::Relative(unit(parts.get(1)?)?, number(2)?),
        "open" => DateWord::Open(number(1)?),
        "anchor" => DateWord::Anchor(unit(parts.get(1)?)?, number(2)?),
        "month" => DateWord::Month(small(1)?, weak),
        "weekday" => DateWord::Weekday(small(1)?, weak),
        "part" => DateWord::Part(part(parts.get(1)?)?),
        "half" => DateWord::HalfOf(small(1)?),
        "quarter" => DateWord::QuarterOf(small(1)?),
        "season" if weak => DateWord::WeakSeason(small(1)?, small(2)?),
        "season" => DateWord::Season(small(1)?, small(2)?),
        "feast" => DateWord::Feast(feast(&parts[1..])?),
        "vague" => DateWord::Vague,
        "shift" => DateWord::Shift(number(1)?),
        "past" => DateWord::Past,
        "coming" => DateWord::Coming,
        "ago" => DateWord::Ago,
        "later" => DateWord::Later,
        "later-on" => DateWord::LaterOn,
        "earlier" => DateWord::Earlier,
        "since" => DateWord::Since,
        "same" => DateWord::Same,
        "era" => DateWord::Era(number(1)?),
        "ordinal" => DateWord::Ordinal(small(1)?),
        "nth" => DateWord::Nth,
        "first" => DateWord::First,
        "last" => DateWord::Last,
        "of" => DateWord::Of,
        "the" => DateWord::The,
        "lunar" => DateWord::Lunar,
        "whole" => DateWord::Whole,
        "decade" => DateWord::DecadeOf(small(1)?),
        "fiscal" => DateWord::Fiscal,
        "to-date" => DateWord::ToDate,
        "preposition" => DateWord::Preposition,
        "to" => DateWord::To,
        "and" => DateWord::And,
        "between" => DateWord::Between,
        "guard" => DateWord::Guard,
        "few" => DateWord::Few,
        "more" => DateWord::More,
        "classifier" => DateWord::Classifier,
        "ending" => DateWord::Ending(true),
        "beginning" => DateWord::Ending(false),
        "now" => DateWord::Now,
        "every" => DateWord::Every,
        "verb" => DateWord::Verb,
        "until" => DateWord::Until,
        "behind" => DateWord::Behind,
        "since-count" => DateWord::SinceCount,
        "after" => DateWord::After,
        "before" => DateWord::Before,
        _ => return None,
    })
}
