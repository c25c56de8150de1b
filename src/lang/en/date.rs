//! English dates: month and day in either order with the year behind (March 3, 2025; 3 March), counted and shifted units (last week, three
//! months ago), ordinals (the third quarter of 2016), parts (late 2019, the end of March).

use rust_decimal::prelude::ToPrimitive as _;

use crate::doc::Precision;
use crate::mention::date::build::{self, anchored, part_of_decade, part_of_month, part_of_period, part_of_year, relative, shifted};
use crate::mention::date::calendar::{self, Period};
use crate::mention::date::expr::{Context, DayPart, Expr, Resolved, Within};
use crate::mention::date::numeric::{self, Order};
use crate::mention::date::word::{DateWord, DateWords, Part, Unit};

/// The American order; a first number over 12 shows the other.
const ORDER: Order = Order { month_first: true, year_first: false };
/// Years that a bare number may be.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2099;

type Found = Option<(usize, Expr)>;

/// A whole number in a date.
#[derive(Clone, Copy)]
struct Number {
    end: usize,
    value: i32,
    figures: usize,
    /// Written with digits.
    arabic: bool,
    /// With st, nd, rd, th, or an ordinal word.
    ordinal: bool,
}

struct Reader<'a> {
    words: &'a DateWords,
    text: &'a str,
    context: &'a Context,
}

/// Reads the date that starts at `at`.
pub(crate) fn read(words: &DateWords, text: &str, at: usize, context: &Context) -> Found {
    let reader = Reader { words, text, context };
    let found = match text.as_bytes().get(at)? {
        b'0'..=b'9' => reader.from_number(at),
        _ => reader.from_word(at),
    }?;
    Some(reader.tail(found))
}

/// Reads what may stand for the end of a range that begins with `first`: a date, or a bare day of its month (July 13 to 15).
pub(crate) fn read_end(words: &DateWords, text: &str, at: usize, context: &Context, first: &Expr) -> Found {
    let reader = Reader { words, text, context };
    let at = reader.is(at, DateWord::The).map_or(at, |end| reader.skip(end));
    let found = read(words, text, at, context);
    let DayPart::Day(_) = first.day else { return found };
    // A day alone, which no month follows.
    if found.as_ref().is_some_and(|(_, expr)| expr.rule != "date.year" && expr.rule != "date.day") {
        return found;
    }
    let number = reader.number(at).filter(|n| (1..=31).contains(&n.value) && n.figures <= 2)?;
    let (end, year) = reader.year_behind(number.end).map_or((number.end, first.year), |(end, year)| (end, Some(year)));
    let closed = !text[end..].starts_with(|c: char| c.is_alphanumeric() || c == '%');
    closed.then(|| (end, Expr::of_month(year, first.month(), DayPart::Day(number.value as u8), Precision::Day, "date.absolute")))
}

impl Reader<'_> {
    /// Blanks, or one line break.
    fn skip(&self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        at + bytes[at.min(bytes.len())..].iter().take(2).take_while(|b| matches!(b, b' ' | b'\n')).count()
    }

    /// Blanks and the marks that stand between the parts of one date.
    fn skip_marks(&self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        at + bytes[at.min(bytes.len())..].iter().take(3).take_while(|b| matches!(b, b' ' | b',' | b'-' | b'/' | b'.' | b'\n')).count()
    }

    fn word(&self, at: usize) -> Option<(usize, DateWord)> {
        self.words.at(self.text, self.skip(at))
    }

    fn is(&self, at: usize, wanted: DateWord) -> Option<usize> {
        self.words.is(self.text, self.skip(at), wanted)
    }

    fn that(&self, at: usize, fits: impl Fn(DateWord) -> bool) -> Option<(usize, DateWord)> {
        self.words.that(self.text, self.skip(at), fits)
    }

    fn unit(&self, at: usize) -> Option<(usize, Unit)> {
        let bytes = self.text.as_bytes();
        let at = if bytes.get(at) == Some(&b'-') { at + 1 } else { at };
        match self.that(at, |w| matches!(w, DateWord::Unit(_)))? {
            (end, DateWord::Unit(unit)) => Some((end, unit)),
            _ => None,
        }
    }

    /// "of", "in", "of the", "the" between parts.
    fn of(&self, at: usize) -> usize {
        let end = self.that(at, |w| matches!(w, DateWord::Of | DateWord::Preposition)).map_or(at, |(end, _)| end);
        self.is(end, DateWord::The).unwrap_or(end)
    }

    fn month_at(&self, at: usize) -> Option<(usize, u8)> {
        match self.words.that(self.text, at, |w| matches!(w, DateWord::Month(..)))? {
            (end, DateWord::Month(month, _)) => {
                // An abbreviation may end in a point.
                let bytes = self.text.as_bytes();
                let end =
                    if bytes.get(end) == Some(&b'.') && bytes.get(end + 1).is_some_and(|b| matches!(b, b' ' | b',' | b'0'..=b'9')) { end + 1 } else { end };
                Some((end, month))
            }
            _ => None,
        }
    }

    fn number(&self, at: usize) -> Option<Number> {
        let bytes = self.text.as_bytes();
        let digits = bytes.get(at..)?.iter().take(5).take_while(|b| b.is_ascii_digit()).count();
        if digits == 0 {
            return self.number_word(at);
        }
        if digits > 4 {
            return None;
        }
        let value = bytes[at..at + digits].iter().fold(0, |value, b| value * 10 + i32::from(b - b'0'));
        let end = at + digits;
        let suffix = self.text.get(end..end + 2).is_some_and(|s| ["st", "nd", "rd", "th"].iter().any(|x| s.eq_ignore_ascii_case(x)));
        let ordinal = suffix && !bytes.get(end + 2).is_some_and(u8::is_ascii_alphanumeric);
        Some(Number { end: if ordinal { end + 2 } else { end }, value, figures: digits, arabic: true, ordinal })
    }

    /// three, twenty-first, few, a.
    fn number_word(&self, at: usize) -> Option<Number> {
        let whole = |end: usize, value: i32, ordinal: bool| Number { end, value, figures: 2, arabic: false, ordinal };
        match self.words.at(self.text, at) {
            Some((end, DateWord::Ordinal(n))) => return Some(whole(end, i32::from(n), true)),
            Some((end, DateWord::Few)) => return Some(whole(end, 3, false)),
            _ => {}
        }
        let numeral = super::number::read(&self.words.numbers, self.text, at)?;
        if numeral.low != numeral.high {
            return None;
        }
        let value = numeral.low.to_i32().filter(|v| (0..10_000).contains(v))?;
        // Twenty first, thirty-first.
        if value >= 20
            && value % 10 == 0
            && let Some((end, DateWord::Ordinal(n))) =
                self.words.at(self.text, self.skip_marks(numeral.end)).filter(|(_, w)| matches!(w, DateWord::Ordinal(1..=9)))
        {
            return Some(whole(end, value + i32::from(n), true));
        }
        Some(whole(numeral.end, value, false))
    }

    /// A year in digits or words.
    fn year_at(&self, at: usize) -> Option<(usize, i32)> {
        let bytes = self.text.as_bytes();
        if let Some(number) = self.number(at).filter(|n| n.arabic && n.figures == 4 && !n.ordinal && YEARS.contains(&n.value)) {
            let glued = bytes.get(number.end).is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'%')
                || bytes.get(number.end).is_some_and(|b| matches!(b, b'.' | b',')) && bytes.get(number.end + 1).is_some_and(u8::is_ascii_digit);
            return (!glued).then_some((number.end, number.value));
        }
        // '25 and of 87 are short; nineteen ninety nine, two thousand and five are long.
        if bytes.get(at) == Some(&b'\'') || self.text[at..].starts_with('’') || self.text[at..].starts_with('‘') {
            let start = at + self.text[at..].chars().next()?.len_utf8();
            let number = self.number(start).filter(|n| n.arabic && n.figures == 2 && !n.ordinal)?;
            return Some((number.end, build::full_year(number.value, self.context)));
        }
        self.year_in_words(at)
    }

    fn year_in_words(&self, at: usize) -> Option<(usize, i32)> {
        if !self.text.as_bytes().get(at).is_some_and(u8::is_ascii_alphabetic) {
            return None;
        }
        let first = self.number_word(at).filter(|n| !n.ordinal)?;
        if YEARS.contains(&first.value) || (1500..2100).contains(&first.value) {
            return Some((first.end, first.value));
        }
        if !(15..=20).contains(&first.value) {
            return None;
        }
        let second = self.number_word(self.skip_marks(first.end)).filter(|n| !n.ordinal && (10..100).contains(&n.value))?;
        Some((second.end, first.value * 100 + second.value))
    }

    /// A year behind a month or quarter: behind a comma, "of", "in", or a short one with an apostrophe.
    fn year_behind(&self, end: usize) -> Option<(usize, i32)> {
        let at = self.skip_marks(end);
        if let Some(found) = self.year_at(at) {
            return Some(found);
        }
        let of = self.of(at);
        if of == at {
            return None;
        }
        let at = self.skip(of);
        if let Some(found) = self.year_at(at) {
            return Some(found);
        }
        if let Some(number) = self.number(at).filter(|n| n.arabic && n.figures == 2 && !n.ordinal && n.value > 31) {
            return Some((number.end, build::full_year(number.value, self.context)));
        }
        self.shifted_year(at)
    }

    /// "this year", "last year", "next year" behind a month or quarter.
    fn shifted_year(&self, at: usize) -> Option<(usize, i32)> {
        let (end, DateWord::Shift(shift)) = self.that(at, |w| matches!(w, DateWord::Shift(_)))? else { return None };
        let (end, unit) = self.unit(end)?;
        let today = self.context.today?;
        matches!(unit, Unit::Year | Unit::FiscalYear).then(|| (end, i32::from(today.year()) + shift))
    }

    fn any_year_behind(&self, end: usize) -> (usize, Option<i32>) {
        let found = self.year_behind(end).or_else(|| self.shifted_year(self.skip_marks(end)));
        found.map_or((end, None), |(end, year)| (end, Some(year)))
    }

    // ---- what begins with digits

    fn from_number(&self, at: usize) -> Found {
        let led = self.is_led(at);
        if let Some(found) = numeric::read(self.text, at, self.context, ORDER, led) {
            return Some(found);
        }
        let bytes = self.text.as_bytes();
        let number = self.number(at)?;
        let next = bytes.get(number.end).copied().unwrap_or(b' ');
        if let Some(found) = self.quarter_after(at, &number) {
            return Some(found);
        }
        if let Some(found) = self.decade(&number) {
            return Some(found);
        }
        if let Some(found) = self.day_first(&number) {
            return Some(found);
        }
        if let Some(found) = self.counted(&number) {
            return Some(found);
        }
        if number.figures == 4 && YEARS.contains(&number.value) {
            return self.from_year(at, &number);
        }
        // the 21st, on 24th: nothing else may follow.
        if number.ordinal && led && (1..=31).contains(&number.value) && self.is_closed(number.end) {
            return Some((number.end, Expr::of_month(None, None, DayPart::Day(number.value as u8), Precision::Day, "date.day")));
        }
        let _ = next;
        None
    }

    /// A preposition or article that leads to a date stands before.
    fn is_led(&self, at: usize) -> bool {
        let end = crate::mention::words::skip_blanks_back(self.text, at, 4);
        matches!(self.words.before(self.text, end), Some((_, DateWord::Preposition | DateWord::The | DateWord::Between)))
    }

    fn is_closed(&self, end: usize) -> bool {
        self.text[self.skip(end)..].chars().next().is_none_or(|c| !c.is_alphanumeric())
            || self.word(end).is_some_and(|(_, w)| matches!(w, DateWord::Preposition))
    }

    /// 3Q16, 1H 2025, 4th qtr 2018.
    fn quarter_after(&self, at: usize, number: &Number) -> Found {
        let bytes = self.text.as_bytes();
        let letter = *bytes.get(at + 1)?;
        if number.figures != 1 || !(1..=4).contains(&number.value) || !matches!(letter, b'Q' | b'q' | b'H' | b'h') || number.end != at + 1 {
            return self.year_then_quarter(at, number);
        }
        let end = at + 2;
        let short = self.number(end).filter(|n| n.arabic && n.figures == 2 && !n.ordinal);
        let (end, year) = match short {
            Some(short) => (short.end, Some(build::full_year(short.value, self.context))),
            None => self.any_year_behind(end),
        };
        if bytes.get(end).is_some_and(u8::is_ascii_alphanumeric) {
            return None;
        }
        let n = number.value as u8;
        if letter.eq_ignore_ascii_case(&b'q') { Some((end, quarter_of(year, n))) } else { (n <= 2).then(|| (end, half_of(year, n))) }
    }

    /// 18q4, 2016H2, 2017-q1.
    fn year_then_quarter(&self, at: usize, number: &Number) -> Found {
        let (year, end) = match number.figures {
            4 if YEARS.contains(&number.value) => (number.value, number.end),
            2 if self.text[number.end..].starts_with(['q', 'Q']) => (build::full_year(number.value, self.context), number.end),
            _ => return None,
        };
        if number.end == at || number.ordinal {
            return None;
        }
        // The letter may follow the digits directly, where no word begins for the table.
        let rest = &self.text[self.skip_marks(end)..];
        let from = self.text.len() - rest.len();
        let mut chars = rest.chars();
        let (letter, digit) = (chars.next()?.to_ascii_lowercase(), chars.next()?.to_digit(10)?);
        let n = u8::try_from(digit).ok()?;
        if chars.next().is_some_and(|c| c.is_ascii_alphanumeric()) {
            return None;
        }
        match letter {
            'q' if (1..=4).contains(&n) => Some((from + 2, quarter_of(Some(year), n))),
            'h' if (1..=2).contains(&n) => Some((from + 2, half_of(Some(year), n))),
            _ => None,
        }
    }

    /// 1990s, 90s, 1990 s, 90's.
    fn decade(&self, number: &Number) -> Found {
        let rest = &self.text[number.end..];
        let marks = ["s", "'s", " s", "’s"];
        let mark = marks.into_iter().find(|mark| rest.starts_with(mark))?;
        let end = number.end + mark.len();
        if self.text[end..].starts_with(|c: char| c.is_alphanumeric()) || number.value % 10 != 0 || number.ordinal {
            return None;
        }
        let first = match number.figures {
            4 if (1500..2100).contains(&number.value) => number.value,
            2 if mark != " s" || self.text.len() == end || !self.text[end..].starts_with(' ') => {
                if number.value < 30 {
                    2000 + number.value
                } else {
                    1900 + number.value
                }
            }
            _ => return None,
        };
        Some((end, part_of_decade(first, None)))
    }

    /// 3 March 2025, 20th of next month, 13 to 15 July.
    fn day_first(&self, number: &Number) -> Found {
        if number.figures > 2 || !(1..=31).contains(&number.value) {
            return None;
        }
        let day = DayPart::Day(number.value as u8);
        let of = |year: Option<i32>, month: u8| Expr::of_month(year, Some(month), day, Precision::Day, "date.absolute");
        let at = self.skip_marks(number.end);
        let behind = self.is(at, DateWord::Of).map_or(at, |end| self.skip(end));
        let behind = self.unit(behind).filter(|(_, unit)| *unit == Unit::Day && number.ordinal).map_or(behind, |(end, _)| self.skip(self.of(end)));
        if let Some((end, month)) = self.month_at(behind) {
            if !number.arabic && !number.ordinal && !self.text[end..].starts_with([' ', ',', '.']) && end != self.text.len() {
                return None;
            }
            let (end, year) = self.any_year_behind(end);
            let (end, year) = match (year, number.ordinal.then(|| self.number(self.skip_marks(end))).flatten()) {
                // 14th April 15.
                (None, Some(short)) if short.arabic && short.figures == 2 && self.is_closed(short.end) => {
                    (short.end, Some(build::full_year(short.value, self.context)))
                }
                _ => (end, year),
            };
            return Some((end, of(year, month)));
        }
        // 20th of next month, 20 of this month.
        if behind > at || number.ordinal {
            let from = self.is(behind, DateWord::The).unwrap_or(behind);
            if let Some((end, expr)) = self.shifted_unit(from)
                && expr.precision == Precision::Month
            {
                let period = expr.fixed?;
                return Some((end, Expr { year: Some(i32::from(period.from.year())), ..of(None, period.from.month() as u8) }));
            }
        }
        self.day_of_range(number, at)
    }

    /// The first day of "13 to 15 July" or "4 to 22 this month": its month stands behind the second.
    fn day_of_range(&self, number: &Number, at: usize) -> Found {
        let joint = self.that(number.end, |w| matches!(w, DateWord::To | DateWord::And));
        let dash = self.text[self.skip(number.end)..].starts_with(['-', '–', '~']);
        let from = match joint {
            Some((end, _)) => self.skip(end),
            None if dash => self.skip_marks(number.end.max(at.min(number.end + 3))).max(self.after_dash(number.end)),
            None => return None,
        };
        let from = self.is(from, DateWord::The).map_or(from, |end| self.skip(end));
        // 4 to January 22.
        if let Some((end, month)) = self.month_at(from) {
            let second = self.number(self.skip(end)).filter(|n| (1..=31).contains(&n.value) && n.figures <= 2)?;
            let (_, year) = self.any_year_behind(second.end);
            return Some((number.end, Expr::of_month(year, Some(month), DayPart::Day(number.value as u8), Precision::Day, "date.absolute")));
        }
        let second = self.number(from).filter(|n| n.figures <= 2 && (1..=31).contains(&n.value))?;
        let behind = self.skip(self.of(second.end));
        if let Some((end, month)) = self.month_at(behind) {
            let (_, year) = self.any_year_behind(end);
            return Some((number.end, Expr::of_month(year, Some(month), DayPart::Day(number.value as u8), Precision::Day, "date.absolute")));
        }
        let (_, expr) = self.shifted_unit(behind).filter(|(_, expr)| expr.precision == Precision::Month)?;
        let period = expr.fixed?;
        let (year, month) = (i32::from(period.from.year()), period.from.month() as u8);
        Some((number.end, Expr::of_month(Some(year), Some(month), DayPart::Day(number.value as u8), Precision::Day, "date.absolute")))
    }

    fn after_dash(&self, end: usize) -> usize {
        let at = self.skip(end);
        match self.text[at..].chars().next() {
            Some(c @ ('-' | '–' | '~')) => self.skip(at + c.len_utf8()),
            _ => at,
        }
    }

    /// A bare year, or a year with its month behind.
    fn from_year(&self, at: usize, number: &Number) -> Found {
        let (end, year) = self.year_at(at)?;
        let behind = self.skip_marks(end);
        if let Some((month_end, month)) = self.month_at(behind) {
            let weak = matches!(self.words.at(self.text, behind), Some((_, DateWord::Month(_, true))));
            let day = self
                .number(self.skip_marks(month_end))
                .filter(|n| n.arabic && n.figures <= 2 && (1..=31).contains(&n.value) && behind == end + 1 && self.text.as_bytes()[end] != b' ');
            if let Some(day) = day {
                return Some((day.end, Expr::of_month(Some(year), Some(month), DayPart::Day(day.value as u8), Precision::Day, "date.absolute")));
            }
            if !weak || self.is_closed(month_end) {
                return Some((month_end, Expr::of_month(Some(year), Some(month), DayPart::Whole, Precision::Month, "date.absolute")));
            }
        }
        let bytes = self.text.as_bytes();
        let before = at.checked_sub(1).map(|i| bytes[i]);
        let sign = before.is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'$' | b'#' | b'.' | b',' | b'/' | b':' | b'_' | b'+' | b'&'))
            || self.text[..at].ends_with(['£', '€', '¥', '₹', '№']);
        let _ = number;
        // 2000 shares, 2025 tonnes: counted things.
        let counted = self.word(end).is_some_and(|(_, w)| matches!(w, DateWord::Guard)) || self.is_counted(end);
        (!sign && !counted).then(|| (end, Expr::year(year, "date.year")))
    }

    /// A plural noun follows where no preposition leads to the number.
    fn is_counted(&self, end: usize) -> bool {
        let rest = &self.text[self.skip(end)..];
        let word = rest.bytes().take_while(u8::is_ascii_lowercase).count();
        let plural = word > 3 && rest.as_bytes()[word - 1] == b's' && rest.as_bytes()[word - 2] != b's' && self.text.as_bytes().get(end) == Some(&b' ');
        let after = rest[word..].chars().next().unwrap_or(' ');
        let at = end.saturating_sub(4);
        plural && !after.is_alphanumeric() && !self.is_led(at)
    }

    // ---- counted units

    /// two weeks ago, a year earlier, three months from now, 12 months to March.
    fn counted(&self, number: &Number) -> Found {
        if number.ordinal || number.value > 500 {
            return None;
        }
        let at = self.skip(number.end);
        let at = self.words.is(self.text, at, DateWord::More).map_or(at, |end| self.skip(end));
        let (mut end, unit) = self.unit(at).or_else(|| self.named_unit(at))?;
        let mut parts = [(unit, number.value), (Unit::Day, 0), (Unit::Day, 0)];
        // 1 month and 21 days ago.
        for part in parts.iter_mut().skip(1) {
            let joint = self.skip_marks(end);
            let joint = self.is(joint, DateWord::And).map_or(joint, |end| self.skip(end));
            let Some(next) = self.number(joint).filter(|n| !n.ordinal) else { break };
            let Some((after, unit)) = self.unit(self.skip(next.end)) else { break };
            *part = (unit, next.value);
            end = after;
        }
        if let Some(found) = self.ended(end, parts[0]) {
            return Some(found);
        }
        let (after, word) = self.that(end, |w| matches!(w, DateWord::Ago | DateWord::Later | DateWord::Earlier))?;
        let compound = parts[1].1 != 0;
        let sign = if word == DateWord::Later { 1 } else { -1 };
        let base = match word {
            DateWord::Earlier => self.context.last.map(|last| last.from).or(self.context.today),
            DateWord::Later if self.text[..after].ends_with("later") => self.context.last.map(|last| last.from).or(self.context.today),
            _ => self.context.today,
        };
        // A year ago is the year, a year earlier the same period of it.
        if !compound && matches!(unit, Unit::Year | Unit::Decade | Unit::Quarter) {
            let years = if unit == Unit::Decade { 10 } else { 1 } * number.value * sign;
            if word == DateWord::Earlier && unit == Unit::Year && self.context.last.is_some() {
                return Some((after, build::same_period(self.context, None, years)));
            }
            if unit == Unit::Quarter {
                return Some((after, Expr::fixed(base.and_then(|base| shifted(base, unit, number.value * sign)), Precision::Quarter, "date.count-ago")));
            }
            return Some((after, Expr::of_year(base.map(|base| i32::from(base.year()) + years), Within::Whole, Precision::Year, "date.count-ago")));
        }
        let day = base.and_then(|base| parts.iter().try_fold(base, |day, (unit, count)| build::moved(day, *unit, count * sign)));
        Some((after, Expr::fixed(day.map(Period::day), Precision::Day, "date.count-ago")))
    }

    /// "four tuesdays from now" counts weeks.
    fn named_unit(&self, at: usize) -> Option<(usize, Unit)> {
        let _ = at;
        None
    }

    /// The 12 months to March, three months ended June 30: the units up to the end that is told.
    fn ended(&self, end: usize, (unit, count): (Unit, i32)) -> Found {
        let (after, _) = self.that(end, |w| matches!(w, DateWord::Ending(true) | DateWord::To))?;
        let after = self.that(after, |w| matches!(w, DateWord::Preposition)).map_or(after, |(end, _)| end);
        let (after, last) = self.month_first(self.skip(after)).or_else(|| self.number(self.skip(after)).and_then(|n| self.day_first(&n)))?;
        let Resolved::Period(period) = last.resolve(self.context) else { return None };
        let first = build::moved(period.to, unit, -count)?;
        let from = calendar::plus_days(first, 1)?;
        // Months end with their last day, so the first day is a first as well.
        let from = if matches!(unit, Unit::Week | Unit::Day) || period.to != period.to.last_of_month() {
            from
        } else {
            calendar::plus_months(period.to.first_of_month(), 1 - months_of(unit, count))?
        };
        Some((after, Expr::fixed(Some(Period { from, to: period.to }), Precision::Range, "date.ended")))
    }

    // ---- what begins with a word

    fn from_word(&self, at: usize) -> Found {
        let context = self.context;
        let Some((end, word)) = self.words.at(self.text, at) else { return self.from_number_word(at) };
        match word {
            DateWord::Month(..) => self.month_first(at).filter(|(_, expr)| self.is_month_meant(at, end, word, expr)),
            DateWord::Weekday(weekday, weak) => self.weekday(end, weekday, weak, at),
            DateWord::Relative(unit, shift) => Some((end, relative(context, unit, shift))),
            DateWord::Anchor(unit, shift) => {
                let expr = anchored(context, unit, shift);
                Some((end, expr))
            }
            DateWord::Shift(_) => self.shifted_unit(at),
            DateWord::Past | DateWord::Coming => self.stretch(end, word == DateWord::Past),
            DateWord::Part(part) => self.part(end, part),
            DateWord::Ordinal(n) => self.ordinal(at, end, n),
            DateWord::Last => self.last_of(end),
            DateWord::QuarterOf(quarter) => {
                let (end, year) = self.any_year_behind(end);
                let (end, year) = self.short_year(end, year);
                Some((end, quarter_of(year, quarter)))
            }
            DateWord::HalfOf(half) => {
                let (end, year) = self.any_year_behind(end);
                let (end, year) = self.short_year(end, year);
                Some((end, half_of(year, half)))
            }
            DateWord::Fiscal => self.fiscal(end),
            DateWord::Season(first, last) => {
                let (end, year) = self.any_year_behind(end);
                Some((end, Expr::of_year(year, Within::Months(first, last), Precision::Quarter, "date.season")))
            }
            DateWord::Feast(feast) => {
                let (end, year) = self.any_year_behind(end);
                Some((end, Expr::of_year(year, Within::Feast(feast), Precision::Day, "date.feast")))
            }
            DateWord::DecadeOf(tens) => Some((end, part_of_decade(if tens < 30 { 2000 } else { 1900 } + i32::from(tens), None))),
            DateWord::Vague => Some((end, Expr::fixed(None, Precision::Vague, "date.vague"))),
            DateWord::ToDate => Some((end, build::to_date(context, context.today.and_then(|today| shifted(today, Unit::Year, 0))))),
            DateWord::Same => self.same(end),
            DateWord::Unit(unit) => self.unit_first(at, end, unit),
            _ => self.from_number_word(at),
        }
    }

    fn short_year(&self, end: usize, year: Option<i32>) -> (usize, Option<i32>) {
        if year.is_some() || !self.text[end..].starts_with(|c: char| c.is_ascii_digit() || c == ' ') {
            return (end, year);
        }
        let glued = self.number(end).filter(|n| n.arabic && n.figures == 2 && !n.ordinal);
        glued.map_or((end, year), |n| (n.end, Some(build::full_year(n.value, self.context))))
    }

    fn from_number_word(&self, at: usize) -> Found {
        let number = self.number_word(at)?;
        if number.ordinal || number.value >= 1000 || (15..=20).contains(&number.value) {
            if let Some((end, year)) = self.year_in_words(at).filter(|_| self.is_led(at)) {
                return Some((end, Expr::year(year, "date.year")));
            }
        }
        self.day_first(&number).or_else(|| self.counted(&number))
    }

    /// October 14, 2025; Oct. 2; May 2020; March in 2019; June next year.
    fn month_first(&self, at: usize) -> Found {
        let (end, month) = self.month_at(at)?;
        let month_only = |year: Option<i32>| Expr::of_month(year, Some(month), DayPart::Whole, Precision::Month, "date.absolute");
        let at = self.skip_marks(end);
        let at = self.is(at, DateWord::The).map_or(at, |end| self.skip(end));
        let number = self.number(at).filter(|n| n.figures <= 2 && (1..=31).contains(&n.value));
        if let Some(day) = number
            && !self.is_time_or_part(day.end)
            && self.year_in_words(at).is_none()
            && (at != end || day.arabic)
            && !(self.text[end..].starts_with(". ") && !self.is_abbreviation(end))
        {
            let (end, year) = self.any_year_behind(day.end);
            let end = self.weekday_behind(end);
            return Some((end, Expr::of_month(year, Some(month), DayPart::Day(day.value as u8), Precision::Day, "date.absolute")));
        }
        let (end, year) = self.any_year_behind(end);
        Some((end, month_only(year)))
    }

    /// A point behind a short month ends no sentence.
    fn is_abbreviation(&self, end: usize) -> bool {
        self.text[..end].ends_with('.')
    }

    /// The number goes on: 10:30, 2.5, 15%, 20 million.
    fn is_time_or_part(&self, end: usize) -> bool {
        let bytes = self.text.as_bytes();
        match bytes.get(end) {
            Some(b':' | b'%') => true,
            Some(b'.' | b',') => bytes.get(end + 1).is_some_and(u8::is_ascii_digit),
            Some(b'a'..=b'z' | b'A'..=b'Z') => true,
            Some(b' ') => {
                self.text[end + 1..].starts_with(['%'])
                    || self
                        .words
                        .numbers
                        .words
                        .starting(self.text, end + 1)
                        .is_some_and(|(_, w)| matches!(w, crate::mention::quantity::number::NumberWord::Big(_)))
            }
            _ => false,
        }
    }

    /// Jul 18, Fri.
    fn weekday_behind(&self, end: usize) -> usize {
        let at = self.skip_marks(end);
        match self.words.that(self.text, at, |w| matches!(w, DateWord::Weekday(..))) {
            Some((after, _)) if self.text[end..].starts_with([',', '(']) => after,
            _ => end,
        }
    }

    /// May and March are other words too, Jan and Mar names.
    fn is_month_meant(&self, at: usize, end: usize, word: DateWord, expr: &Expr) -> bool {
        let DateWord::Month(_, weak) = word else { return false };
        let first = self.text.as_bytes()[at];
        if expr.day != DayPart::Whole || expr.year.is_some() {
            // "may 5 million" was sorted out with the day.
            return !weak || first.is_ascii_uppercase() || expr.day != DayPart::Whole;
        }
        if !weak {
            return first.is_ascii_uppercase() || end - at > 3 || self.is_led(at);
        }
        let led = self.is_led(at)
            || self
                .words
                .before(self.text, crate::mention::words::skip_blanks_back(self.text, at, 2))
                .is_some_and(|(_, w)| matches!(w, DateWord::To | DateWord::And | DateWord::Of | DateWord::Shift(_) | DateWord::Part(_)));
        let before = self.text[..at].trim_end().chars().next_back();
        let inside = before.is_some_and(|c| c.is_ascii_lowercase());
        let joined = self.that(end, |w| matches!(w, DateWord::To)).is_some();
        if first.is_ascii_uppercase() {
            led || joined || (inside && end - at == 3 && !self.follows_name(at)) || (inside && end - at > 3)
        } else {
            led && end - at == 3 && self.is_closed(end) || self.is_led(at) && end - at > 3 && self.is_closed(end)
        }
    }

    /// The word before begins with a capital: Theresa May.
    fn follows_name(&self, at: usize) -> bool {
        let before = self.text[..at].trim_end();
        let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        word.starts_with(|c: char| c.is_uppercase())
    }

    fn weekday(&self, end: usize, weekday: u8, weak: bool, at: usize) -> Found {
        let context = self.context;
        // Fri. and Sat. keep their point.
        let point = weak && self.text.as_bytes().get(end) == Some(&b'.');
        let behind = self.skip_marks(end);
        let behind = self.is(behind, DateWord::The).map_or(behind, |end| self.skip(end));
        // Monday, Feb 18; Saturday the 23rd; Sunday 31.
        if let Some((end, expr)) = self.month_first(behind).or_else(|| self.number(behind).filter(|n| n.arabic || n.ordinal).and_then(|n| self.day_first(&n)))
            && expr.precision == Precision::Day
        {
            return Some((end, self.with_weekday(expr, weekday)));
        }
        if let Some(number) = self.number(behind).filter(|n| n.figures <= 2 && (n.ordinal || n.arabic) && (1..=31).contains(&n.value) && self.is_closed(n.end))
            && (number.ordinal || behind == end + 1)
            && !self.text[number.end..].starts_with([':', '-', '%'])
            && let Some(day) = self.day_with_weekday(number.value as u8, weekday)
        {
            return Some((number.end, Expr::fixed(Some(Period::day(day)), Precision::Day, "date.weekday")));
        }
        if let Some((end, _)) = numeric_behind(self, behind) {
            return Some(end).zip(numeric_behind(self, behind).map(|f| f.1));
        }
        // Wednesday of next week, Tuesday last week.
        let of = self.of(end);
        if let Some((end, DateWord::Shift(shift))) = self.that(of, |w| matches!(w, DateWord::Shift(_) | DateWord::Past))
            && let Some((end, Unit::Week)) = self.unit(end)
        {
            let day = context.today.and_then(|today| calendar::weekday_of_week(today, shift, weekday));
            return Some((end, Expr::fixed(day.map(Period::day), Precision::Day, "date.weekday")));
        }
        // Monday two weeks from now.
        if let Some((end, expr)) = self.number(behind).and_then(|n| self.counted(&n))
            && let Some(period) = expr.fixed
        {
            let day = calendar::weekday_of_week(period.from, 0, weekday);
            return Some((end, Expr::fixed(day.map(Period::day), Precision::Day, "date.weekday")));
        }
        let full = at == 0 && (end == self.text.len() || point && end + 1 == self.text.len());
        if weak && !full && !(self.is_led(at) && self.is_closed(end)) && !point {
            return None;
        }
        let end = if point { end + 1 } else { end };
        let day = context.today.and_then(|today| calendar::weekday_up_to(today, weekday));
        Some((end, Expr::fixed(day.map(Period::day), Precision::Day, "date.weekday")))
    }

    /// Fri, Jul 18: the year in which that day is a Friday, where none is told.
    fn with_weekday(&self, expr: Expr, weekday: u8) -> Expr {
        let (Some(today), None, Some(month), DayPart::Day(day)) = (self.context.today, expr.year, expr.month(), expr.day) else { return expr };
        let this = i32::from(today.year());
        let year = [this, this - 1, this + 1]
            .into_iter()
            .find(|&year| calendar::date(year, month, day).is_some_and(|day| day.weekday().to_monday_one_offset() == weekday as i8));
        Expr { year: year.or(expr.year), ..expr }
    }

    /// The nearest day of the month on that weekday: Saturday the 23rd.
    fn day_with_weekday(&self, day: u8, weekday: u8) -> Option<jiff::civil::Date> {
        let today = self.context.today?;
        (0..24).flat_map(|m| [-m, m]).find_map(|months| {
            let month = calendar::plus_months(today.first_of_month(), months)?;
            let found = calendar::date(i32::from(month.year()), month.month() as u8, day)?;
            (found.weekday().to_monday_one_offset() == weekday as i8).then_some(found)
        })
    }

    /// last week, this quarter, next 3 days, last Tuesday, this winter.
    fn shifted_unit(&self, at: usize) -> Found {
        let (end, DateWord::Shift(shift)) = self.that(at, |w| matches!(w, DateWord::Shift(_)))? else { return None };
        let context = self.context;
        // this past Wednesday, this upcoming Friday.
        let (end, shift) = match self.that(end, |w| matches!(w, DateWord::Shift(_))) {
            Some((end, DateWord::Shift(second))) if shift == 0 => (end, second),
            _ => (end, shift),
        };
        let at = self.skip(end);
        if let Some((end, word)) =
            self.words.that(self.text, at, |w| matches!(w, DateWord::Weekday(..) | DateWord::Month(..) | DateWord::Season(..) | DateWord::Feast(_)))
        {
            return self.shifted_name(end, word, shift, at);
        }
        if let Some((end, unit)) = self.unit(at) {
            return Some(self.shifted_tail(end, unit, shift));
        }
        if let Some((end, DateWord::QuarterOf(quarter))) = self.words.that(self.text, at, |w| matches!(w, DateWord::QuarterOf(_))) {
            return Some((end, quarter_of(context.today.map(|t| i32::from(t.year()) + shift), quarter)));
        }
        let number = self.number(at).filter(|n| !n.ordinal && (1..1000).contains(&n.value))?;
        if shift == 0 {
            return None;
        }
        self.stretch_of(&number, shift < 0)
    }

    fn shifted_tail(&self, end: usize, unit: Unit, shift: i32) -> (usize, Expr) {
        let context = self.context;
        if unit == Unit::Week {
            // last week Sunday, next week's Tuesday.
            let at = ["'s ", "’s ", " - ", " on ", " "].into_iter().find(|gap| self.text[end..].starts_with(gap)).map_or(end, |gap| end + gap.len());
            if at > end
                && let Some((end, DateWord::Weekday(weekday, _))) = self.words.that(self.text, at, |w| matches!(w, DateWord::Weekday(..)))
            {
                let day = context.today.and_then(|today| calendar::weekday_of_week(today, shift, weekday));
                return (end, Expr::fixed(day.map(Period::day), Precision::Day, "date.weekday"));
            }
        }
        if matches!(unit, Unit::Year | Unit::FiscalYear) {
            // next year's first quarter.
            let at = ["'s ", "’s "].into_iter().find(|gap| self.text[end..].starts_with(gap)).map(|gap| end + gap.len());
            if let Some((after, DateWord::Ordinal(n))) = at.and_then(|at| self.words.at(self.text, at))
                && let Some((after, inner)) = self.ordinal(after, after, n)
                && inner.within != Within::Whole
            {
                return (after, Expr { year: context.today.map(|t| i32::from(t.year()) + shift), ..inner });
            }
        }
        (end, relative(context, unit, shift))
    }

    fn shifted_name(&self, end: usize, word: DateWord, shift: i32, at: usize) -> Found {
        let today = self.context.today;
        match word {
            DateWord::Weekday(weekday, _) => {
                let day = today.and_then(|today| match shift {
                    // The latest before the document's day.
                    -1 => calendar::weekday_up_to(calendar::plus_days(today, -1)?, weekday),
                    _ => calendar::weekday_of_week(today, shift, weekday),
                });
                let behind = self.skip_marks(end);
                let exact = self.month_first(behind).filter(|(_, expr)| expr.precision == Precision::Day);
                let end = exact.map_or(end, |(end, _)| end);
                let day = exact
                    .and_then(|(_, expr)| match self.with_weekday(expr, weekday).resolve(self.context) {
                        Resolved::Period(period) => Some(period.from),
                        _ => None,
                    })
                    .or(day);
                Some((end, Expr::fixed(day.map(Period::day), Precision::Day, "date.weekday")))
            }
            DateWord::Month(month, _) => {
                let (end, expr) = self.month_first(at)?;
                let year = expr.year.or_else(|| {
                    today.map(|today| {
                        let (this, now) = (i32::from(today.year()), today.month() as u8);
                        match shift {
                            -1 => {
                                if month < now {
                                    this
                                } else {
                                    this - 1
                                }
                            }
                            1 => {
                                if month > now {
                                    this
                                } else {
                                    this + 1
                                }
                            }
                            _ => this,
                        }
                    })
                });
                Some((end, Expr { year, ..expr }))
            }
            DateWord::Season(first, last) => {
                let year = today.map(|today| {
                    let (this, now) = (i32::from(today.year()), today.month() as u8);
                    match shift {
                        -1 => {
                            if last < now {
                                this
                            } else {
                                this - 1
                            }
                        }
                        1 => {
                            if first > now {
                                this
                            } else {
                                this + 1
                            }
                        }
                        _ => {
                            if last > 12 && now + 12 <= last {
                                this - 1
                            } else {
                                this
                            }
                        }
                    }
                });
                Some((end, Expr::of_year(year, Within::Months(first, last), Precision::Quarter, "date.season")))
            }
            DateWord::Feast(feast) => {
                let of = |year: i32| Expr::of_year(Some(year), Within::Feast(feast), Precision::Day, "date.feast");
                let today = today?;
                let this = i32::from(today.year());
                let past = matches!(of(this).resolve(self.context), Resolved::Period(period) if period.from < today);
                let year = match shift {
                    -1 => {
                        if past {
                            this
                        } else {
                            this - 1
                        }
                    }
                    1 => {
                        if past {
                            this + 1
                        } else {
                            this
                        }
                    }
                    _ => this,
                };
                Some((end, of(year)))
            }
            _ => None,
        }
    }

    /// past three months, coming week.
    fn stretch(&self, end: usize, past: bool) -> Found {
        if let Some((end, unit)) = self.unit(end) {
            return Some((end, relative(self.context, unit, if past { -1 } else { 1 })));
        }
        let number = self.number(self.skip(end)).filter(|n| !n.ordinal && (1..1000).contains(&n.value))?;
        self.stretch_of(&number, past)
    }

    fn stretch_of(&self, number: &Number, past: bool) -> Found {
        let (end, unit) = self.unit(self.skip(number.end))?;
        Some((end, build::stretch(self.context, unit, number.value, past)))
    }

    /// early May, late 2019, the end of the year, mid next week, early last month.
    fn part(&self, end: usize, part: Part) -> Found {
        let end = if self.text.as_bytes().get(end) == Some(&b'-') { end + 1 } else { end };
        let at = self.skip(self.of(end));
        if let Some((end, month)) = self.month_at(at) {
            let (end, year) = self.any_year_behind(end);
            return Some((end, part_of_month(year, Some(month), part)));
        }
        if let Some((end, expr)) = self.number(at).and_then(|n| self.decade(&n)).or_else(|| self.decade_word(at)) {
            return Some((end, part_of_period(expr, part)));
        }
        if let Some((end, year)) = self.year_at(at) {
            return Some((end, part_of_year(Some(year), part)));
        }
        if let Some((end, expr)) = self.shifted_unit(at).or_else(|| self.anchored(at)) {
            return Some((end, part_of_period(expr, part)));
        }
        if let Some((end, unit)) = self.unit(at).filter(|(_, unit)| matches!(unit, Unit::Month | Unit::Year | Unit::Week | Unit::Quarter | Unit::Decade)) {
            return Some((end, part_of_period(relative(self.context, unit, 0), part)));
        }
        match self.words.that(self.text, at, |w| matches!(w, DateWord::QuarterOf(_) | DateWord::Ordinal(_) | DateWord::Season(..)))? {
            (end, DateWord::QuarterOf(quarter)) => {
                let (end, year) = self.any_year_behind(end);
                let period = self.period(&quarter_of(year, quarter));
                Some((end, part_of_period(Expr::fixed(period, Precision::Quarter, "date.quarter"), part)))
            }
            (end, DateWord::Ordinal(n)) => {
                let (end, expr) = self.ordinal(at, end, n).filter(|(_, e)| matches!(e.precision, Precision::Quarter | Precision::Half))?;
                Some((end, part_of_period(Expr::fixed(self.period(&expr), expr.precision, expr.rule), part)))
            }
            (_, _) => None,
        }
    }

    fn period(&self, expr: &Expr) -> Option<Period> {
        match expr.resolve(self.context) {
            Resolved::Period(period) => Some(period),
            _ => None,
        }
    }

    fn decade_word(&self, at: usize) -> Found {
        match self.words.that(self.text, at, |w| matches!(w, DateWord::DecadeOf(_)))? {
            (end, DateWord::DecadeOf(tens)) => Some((end, part_of_decade(if tens < 30 { 2000 } else { 1900 } + i32::from(tens), None))),
            _ => None,
        }
    }

    fn anchored(&self, at: usize) -> Found {
        match self.words.that(self.text, at, |w| matches!(w, DateWord::Anchor(..)))? {
            (end, DateWord::Anchor(unit, shift)) => Some((end, anchored(self.context, unit, shift))),
            _ => None,
        }
    }

    /// third quarter of 2016, first half, first nine months of 2024, first week of October, first Monday in May, fourth of July.
    fn ordinal(&self, at: usize, end: usize, n: u8) -> Found {
        let next = self.skip_marks(end);
        // twenty-first is one ordinal; here first, second … tenth stand alone.
        if let Some((end, DateWord::Unit(unit))) = self.words.that(self.text, next, |w| matches!(w, DateWord::Unit(_))) {
            return self.ordinal_unit(end, unit, n);
        }
        if let Some((end, DateWord::Weekday(weekday, _))) = self.words.that(self.text, next, |w| matches!(w, DateWord::Weekday(..))) {
            return self.nth_in_month(end, DayPart::Weekday(i8::try_from(n).ok()?, weekday), Precision::Day);
        }
        if n == 1
            && let Some(count) = self.number(next).filter(|c| !c.ordinal)
            && let Some((end, unit)) = self.unit(self.skip(count.end))
        {
            return self.first_units(end, unit, count.value);
        }
        let number = Number { end, value: i32::from(n), figures: 2, arabic: false, ordinal: true };
        let _ = at;
        let (end, expr) = self.day_first(&number)?;
        Some((end, expr))
    }

    fn ordinal_unit(&self, end: usize, unit: Unit, n: u8) -> Found {
        match unit {
            Unit::Quarter if n <= 4 => {
                let (end, year) = self.any_year_behind(end);
                let end = self.of_the_year(end);
                Some((end, quarter_of(year, n)))
            }
            Unit::Half if n <= 2 => {
                let (end, year) = self.any_year_behind(end);
                let end = self.of_the_year(end);
                Some((end, half_of(year, n)))
            }
            Unit::Week => {
                let at = self.skip(self.of(end));
                if at == self.skip(end) && self.month_at(at).is_none() {
                    return None;
                }
                if let Some((end, year)) = self.year_at(at) {
                    return Some((end, Expr::of_year(Some(year), Within::Week(i32::from(n)), Precision::Week, "date.week")));
                }
                if let Some((end, year)) = self.shifted_year(at) {
                    return Some((end, Expr::of_year(Some(year), Within::Week(i32::from(n)), Precision::Week, "date.week")));
                }
                self.nth_in_month(end, DayPart::Week(i8::try_from(n).ok()?), Precision::Week)
            }
            Unit::Day => self.nth_in_month(end, DayPart::Day(n), Precision::Day),
            Unit::Century => Some((end, Expr::fixed(calendar::years((i32::from(n) - 1) * 100, 100), Precision::Years, "date.century"))),
            _ => None,
        }
    }

    fn of_the_year(&self, end: usize) -> usize {
        let of = self.of(end);
        match self.unit(of) {
            Some((after, Unit::Year)) if of > end => after,
            _ => end,
        }
    }

    /// A day or week of the month behind it: "in October", "of next month", "of this month".
    fn nth_in_month(&self, end: usize, day: DayPart, precision: Precision) -> Found {
        let at = self.skip(self.of(end));
        let of = |year: Option<i32>, month: u8| Expr::of_month(year, Some(month), day, precision, "date.nth");
        if let Some((end, month)) = self.month_at(at) {
            let (end, year) = self.any_year_behind(end);
            return Some((end, of(year, month)));
        }
        let month = self.shifted_unit(at).or_else(|| {
            let (end, unit) = self.unit(at)?;
            (at > self.skip(end.min(at)) || unit == Unit::Month).then(|| (end, relative(self.context, unit, 0)))
        });
        let (end, expr) = month.filter(|(_, expr)| expr.precision == Precision::Month)?;
        let period = expr.fixed?;
        Some((end, of(Some(i32::from(period.from.year())), period.from.month() as u8)))
    }

    /// first nine months of 2024, first two weeks of February, first ten days of last year.
    fn first_units(&self, end: usize, unit: Unit, count: i32) -> Found {
        let count = u8::try_from(count).ok().filter(|c| *c > 0)?;
        match unit {
            Unit::Month | Unit::Quarter => {
                let last = if unit == Unit::Quarter { count.checked_mul(3)? } else { count };
                let (end, year) = self.any_year_behind(end);
                (last <= 12).then(|| (self.of_the_year(end), Expr::of_year(year, Within::Months(1, last), Precision::Range, "date.first-units")))
            }
            Unit::Day | Unit::Week => {
                let days = if unit == Unit::Week { count.checked_mul(7)? } else { count };
                let at = self.skip(self.of(end));
                if let Some((end, month)) = self.month_at(at) {
                    let (end, year) = self.any_year_behind(end);
                    return Some((end, Expr::of_month(year, Some(month), DayPart::Days(1, days.min(31)), Precision::Range, "date.first-units")));
                }
                let (end, year) = self.year_at(at).or_else(|| self.shifted_year(at))?;
                let first = calendar::date(year, 1, 1)?;
                let last = calendar::plus_days(first, i32::from(days) - 1)?;
                Some((end, Expr::fixed(Some(Period { from: first, to: last }), Precision::Range, "date.first-units")))
            }
            _ => None,
        }
    }

    /// last day of October 2015, last week of 2019, last Friday in October: 'last' with its noun behind "of".
    fn last_of(&self, end: usize) -> Found {
        let next = self.skip(end);
        if let Some((end, DateWord::Weekday(weekday, _))) = self.words.that(self.text, next, |w| matches!(w, DateWord::Weekday(..))) {
            return self
                .nth_in_month(end, DayPart::Weekday(-1, weekday), Precision::Day)
                .or_else(|| self.shifted_name(end, DateWord::Weekday(weekday, false), -1, next));
        }
        let whole = self.unit(next).and_then(|(end, unit)| {
            let at = self.skip(self.of(end));
            if at == self.skip(end) {
                return None;
            }
            let year = self.year_at(at).or_else(|| self.shifted_year(at));
            match (unit, year) {
                (Unit::Week, Some((end, year))) => Some((end, Expr::of_year(Some(year), Within::Week(-1), Precision::Week, "date.week"))),
                (Unit::Day, Some((end, year))) => Some((end, part_of_year(Some(year), Part::End))),
                (Unit::Quarter, Some((end, year))) => Some((end, quarter_of(Some(year), 4))),
                (Unit::Week, None) => self.nth_in_month(end, DayPart::Week(-1), Precision::Week),
                (Unit::Day, None) => self.nth_in_month(end, DayPart::Last(1), Precision::Day),
                _ => None,
            }
        });
        whole.or_else(|| self.shifted_as_last(next))
    }

    /// "last" as a shift.
    fn shifted_as_last(&self, at: usize) -> Found {
        if let Some((end, word)) =
            self.words.that(self.text, at, |w| matches!(w, DateWord::Weekday(..) | DateWord::Month(..) | DateWord::Season(..) | DateWord::Feast(_)))
        {
            return self.shifted_name(end, word, -1, at);
        }
        if let Some((end, unit)) = self.unit(at) {
            return Some(self.shifted_tail(end, unit, -1));
        }
        let number = self.number(at).filter(|n| !n.ordinal && (1..1000).contains(&n.value))?;
        self.stretch_of(&number, true)
    }

    /// FY2024, fiscal 2016, fiscal year 2008, fiscal second quarter.
    fn fiscal(&self, end: usize) -> Found {
        let end = self.unit(end).filter(|(_, unit)| *unit == Unit::Year).map_or(end, |(end, _)| end);
        let at = self.skip_marks(end);
        if let Some((end, DateWord::Ordinal(n))) = self.words.at(self.text, at) {
            return self.ordinal(at, end, n);
        }
        let (end, year) = self.year_at(at).or_else(|| {
            let short = self.number(at).filter(|n| n.arabic && n.figures == 2 && !n.ordinal)?;
            Some((short.end, build::full_year(short.value, self.context)))
        })?;
        if self.context.april_fiscal {
            return Some((end, Expr::of_year(Some(year - 1), Within::Months(4, 15), Precision::Year, "date.fiscal")));
        }
        Some((end, Expr::year(year, "date.fiscal")))
    }

    /// the same period last year, the year-ago quarter.
    fn same(&self, end: usize) -> Found {
        let at = self.skip(self.of(end));
        if let Some((end, year)) = self.shifted_year(at).or_else(|| self.year_at(at)) {
            return Some((end, build::same_period(self.context, Some(year), 0)));
        }
        if let Some((end, _)) = self.that(end, |w| matches!(w, DateWord::Earlier)) {
            return Some((end, build::same_period(self.context, None, -1)));
        }
        None
    }

    /// the week of April 10, the week ended Aug 11, week 31, the year to March 2026, year to date.
    fn unit_first(&self, at: usize, end: usize, unit: Unit) -> Found {
        if let Some(found) = self.ended(end, (unit, 1)) {
            return Some(found);
        }
        if unit == Unit::Week {
            let of = self
                .that(end, |w| matches!(w, DateWord::Of | DateWord::Ending(false)))
                .map(|(end, _)| self.that(end, |w| matches!(w, DateWord::Preposition)).map_or(end, |(end, _)| end));
            if let Some((after, expr)) =
                of.and_then(|of| self.month_first(self.skip(of)).or_else(|| self.number(self.skip(of)).and_then(|n| self.day_first(&n))))
                && let Some(period) = self.period(&expr)
            {
                return Some((after, Expr::fixed(calendar::week(period.from), Precision::Week, "date.week")));
            }
            if let Some(number) = self.number(self.skip(end)).filter(|n| n.arabic && !n.ordinal && (1..=53).contains(&n.value) && end + 1 == self.skip(end)) {
                let (end, year) = self.any_year_behind(number.end);
                let year = year.or(self.context.today.map(|today| i32::from(today.year())));
                return Some((end, Expr::of_year(year, Within::Week(number.value), Precision::Week, "date.week")));
            }
        }
        if unit == Unit::Year
            && let Some((end, year)) = self.year_at(self.skip(end))
        {
            return Some((end, Expr::year(year, "date.year")));
        }
        // "the week", "the month" stand for the present one where nothing tells another.
        let led = matches!(self.words.before(self.text, crate::mention::words::skip_blanks_back(self.text, at, 1)), Some((_, DateWord::The)));
        let plain = led && self.is_closed(end) && matches!(unit, Unit::Quarter | Unit::Week | Unit::Month | Unit::Year);
        if !plain {
            return None;
        }
        let base = self.context.last.filter(|last| Some(*last) == shifted(last.from, unit, 0)).or(self.context.today.and_then(|today| shifted(today, unit, 0)));
        Some((end, Expr::fixed(base, build::precision(unit), "date.this-unit")))
    }

    /// "so far this year", "… to date" behind a date.
    fn tail(&self, (end, expr): (usize, Expr)) -> (usize, Expr) {
        match self.that(end, |w| matches!(w, DateWord::Since | DateWord::ToDate)) {
            Some((after, _)) if expr.precision != Precision::Day => {
                let period = self.period(&expr);
                match period.zip(self.context.today) {
                    Some((period, today)) if period.from <= today => (after, build::to_date(self.context, Some(period))),
                    _ => (end, expr),
                }
            }
            _ => (end, expr),
        }
    }
}

fn numeric_behind(reader: &Reader<'_>, at: usize) -> Found {
    numeric::read(reader.text, at, reader.context, ORDER, true)
}

fn months_of(unit: Unit, count: i32) -> i32 {
    match unit {
        Unit::Month => count,
        Unit::Quarter => count * 3,
        Unit::Half => count * 6,
        _ => count * 12,
    }
}

fn quarter_of(year: Option<i32>, quarter: u8) -> Expr {
    Expr::of_year(year, Within::Months(quarter * 3 - 2, quarter * 3), Precision::Quarter, "date.quarter")
}

fn half_of(year: Option<i32>, half: u8) -> Expr {
    Expr::of_year(year, Within::Months(half * 6 - 5, half * 6), Precision::Half, "date.half")
}
