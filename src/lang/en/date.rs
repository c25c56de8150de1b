//! English dates: month and day in either order with the year behind (March 3, 2025; 3 March), counted and shifted units (last week, three
//! months ago), ordinals (the third quarter of 2016), parts (late 2019, the end of March).

mod count;
mod fiscal;
mod month;
mod number;
mod ordinal;
mod shift;

use rust_decimal::prelude::ToPrimitive as _;

use crate::doc::Precision;
use crate::mention::date::build::{self, anchored, part_of_decade, part_of_month, part_of_period, part_of_year, relative, shifted};
use crate::mention::date::calendar::{self, Period};
use crate::mention::date::expr::{Context, DayPart, Expr, Feast, Resolved, Within};
use crate::mention::date::numeric::{self, Order};
use crate::mention::date::word::{DateWord, DateWords, Part, Unit};
use crate::mention::quantity::number::NumberWord;

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
        b'0'..=b'9' => reader.number_first(at),
        _ => reader.word_first(at),
    }?;
    Some(reader.tail(found))
}

/// Reads what may stand for the end of a range that begins with `first`: a date, or a bare day of its month (July 13 to 15).
pub(crate) fn read_end(words: &DateWords, text: &str, at: usize, context: &Context, first: &Expr) -> Found {
    let reader = Reader { words, text, context };
    let at = reader.is(at, DateWord::The).map_or(at, |end| reader.skip(end));
    let found = read(words, text, at, context);
    // Monday to Friday: the weekday after the first.
    if let (Some((end, DateWord::Weekday(weekday, _))), Some(start)) = (words.that(text, at, |w| matches!(w, DateWord::Weekday(..))), first.fixed)
        && first.rule == "date.weekday"
        && found.as_ref().is_some_and(|(_, expr)| expr.rule == "date.weekday")
    {
        let day = calendar::weekday_up_to(calendar::plus_days(start.from, 7)?, weekday);
        return Some((end, Expr::fixed(day.map(Period::day), Precision::Day, "date.weekday")));
    }
    let DayPart::Day(_) = first.day else { return found };
    // A day alone, which no month follows.
    if found.as_ref().is_some_and(|(_, expr)| expr.rule != "date.year" && expr.rule != "date.day") {
        return found;
    }
    let number = reader.number(at).filter(|n| (1..=31).contains(&n.value) && n.figures <= 2)?;
    let (end, year) = reader.year_behind(number.end).map_or((number.end, first.year), |(end, year)| (end, Some(year)));
    // "4 to 22 this month": what the first day took its month from.
    let behind = reader.skip(reader.of(end));
    let end = reader.shifted_unit(behind).filter(|(_, expr)| expr.precision == Precision::Month).map_or(end, |(end, _)| end);
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
        let end = self.is(at, DateWord::Of).unwrap_or(at);
        self.is(end, DateWord::The).unwrap_or(end)
    }

    fn number_first(&self, at: usize) -> Found {
        let led = self.is_led(at);
        if let Some(found) = numeric::read(self.text, at, self.context, ORDER, led) {
            return Some(found);
        }
        let number = self.number(at)?;
        if let Some(found) = self.quarter_after(at, &number) {
            return Some(found);
        }
        if number.ordinal
            && let Some(found) = u8::try_from(number.value).ok().and_then(|n| self.ordinal(number.end, n))
        {
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
            return self.year_first(at);
        }
        // the 21st, on 24th: nothing else may follow.
        if number.ordinal && led && (1..=31).contains(&number.value) && self.is_closed(number.end) {
            return Some((number.end, Expr::of_month(None, None, DayPart::Day(number.value as u8), Precision::Day, "date.day")));
        }
        None
    }

    /// A preposition or article that leads to a date stands before.
    fn is_led(&self, at: usize) -> bool {
        let end = crate::mention::words::skip_blanks_back(self.text, at, 4);
        matches!(self.words.before(self.text, end), Some((_, DateWord::Preposition | DateWord::Of | DateWord::The | DateWord::Between)))
    }

    /// The word before `at` means `wanted`.
    fn follows(&self, at: usize, wanted: DateWord) -> bool {
        let end = crate::mention::words::skip_blanks_back(self.text, at, 1);
        end < at && self.words.words.all_ending(self.text, end).any(|(_, word)| *word == wanted)
    }

    /// "a" or "one" stands before `at`.
    fn is_counted_by_article(&self, at: usize) -> bool {
        let end = crate::mention::words::skip_blanks_back(self.text, at, 1);
        end < at && matches!(self.words.numbers.words.ending(self.text, end), Some((_, NumberWord::Article)))
    }

    fn is_closed(&self, end: usize) -> bool {
        self.text[self.skip(end)..].chars().next().is_none_or(|c| !c.is_alphanumeric())
            || self.word(end).is_some_and(|(_, w)| matches!(w, DateWord::Preposition))
    }

    /// 3Q16, 1H 2025, 3QFY26, 9M25.
    fn quarter_after(&self, at: usize, number: &Number) -> Found {
        let part = (number.figures == 1 && number.end == at + 1).then(|| self.letter_and_figure(at)).flatten();
        let Some((end, part)) = part else { return self.year_then_quarter(at, number) };
        let (end, expr) = self.with_year(end, part);
        let bytes = self.text.as_bytes();
        let million = bytes[at + 1] == b'M' && expr.year.is_none();
        (!million && !bytes.get(end).is_some_and(u8::is_ascii_alphanumeric)).then_some((end, expr))
    }

    /// 18q4, 2016H2, 2017-q1.
    fn year_then_quarter(&self, at: usize, number: &Number) -> Found {
        let (year, end) = match number.figures {
            4 if YEARS.contains(&number.value) => (number.value, number.end),
            2 if self.text[number.end..].starts_with(['q', 'Q', 'H']) => (build::full_year(number.value, self.context), number.end),
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

    /// A bare year, or a year with its month behind.
    fn year_first(&self, at: usize) -> Found {
        let (end, year) = self.year_at(at)?;
        // 2024-25, 2024/25.
        if let Some(end) = self.second_year(end, year) {
            return Some((end, Expr::fixed(calendar::years(year, 2), Precision::Years, "date.year")));
        }
        if let Some((end, part)) = self.part_behind_year(end) {
            return Some((end, Expr { year: Some(year), ..part }));
        }
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
            || self.text[..at].ends_with(['£', '€', '¥', '₹', '№', '〔']);
        // The Act of 1934.
        let blank = crate::mention::words::skip_blanks_back(self.text, at, 1);
        if matches!(self.words.before(self.text, blank), Some((_, DateWord::Every))) {
            return None;
        }
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

    fn word_first(&self, at: usize) -> Found {
        let context = self.context;
        let Some((end, word)) = self.words.at(self.text, at) else {
            self.words.numbers.words.starting(self.text, at)?;
            return self.number_word_first(at);
        };
        match word {
            DateWord::Month(..) => self.month_first(at).filter(|(_, expr)| self.is_month_meant(at, end, word, expr)),
            DateWord::Weekday(weekday, weak) => self.weekday(end, weekday, weak, at),
            DateWord::Relative(unit, shift) => Some((end, relative(context, unit, shift))),
            // "the day before the first approach" leads to a clause.
            DateWord::Anchor(Unit::Day, shift) if shift != 0 && self.text[at..end].starts_with("day") && !self.is_closed(end) => None,
            // "a year before" counts, "the year before" names one.
            DateWord::Anchor(unit, _) if self.is_counted_by_article(at) => {
                let (end, _) = self.unit(at)?;
                self.unit_first(at, end, unit)
            }
            DateWord::Anchor(unit, shift) => Some((end, anchored(context, unit, shift))),
            DateWord::Shift(_) => self.shifted_unit(at),
            DateWord::Past | DateWord::Coming => self.stretch(end, word == DateWord::Past),
            DateWord::Part(part) => self.part(end, part),
            DateWord::Ordinal(n) => self.ordinal(end, n),
            // "will last two weeks" is a verb.
            DateWord::Last if self.number(self.skip(end)).is_some_and(|n| !n.ordinal) && self.follows(at, DateWord::Verb) => None,
            DateWord::Last => self.last_of(end),
            DateWord::QuarterOf(quarter) => Some(self.with_year(end, quarter_of(None, quarter))),
            DateWord::HalfOf(half) => Some(self.with_year(end, half_of(None, half))),
            DateWord::Fiscal => self.fiscal(end),
            DateWord::Season(first, last) => {
                // A mild winter is none in particular, the winter is.
                let (end, year) = self.any_year_behind(end);
                let led = matches!(self.words.before(self.text, crate::mention::words::skip_blanks_back(self.text, at, 1)), Some((_, DateWord::The)));
                (led || year.is_some()).then(|| (end, Expr::of_year(year, Within::Months(first, last), Precision::Quarter, "date.season")))
            }
            // The fall of 2025 is a season, a fall in prices is none.
            DateWord::WeakSeason(first, last) => {
                let (end, year) = self.any_year_behind(end);
                year?;
                Some((end, Expr::of_year(year, Within::Months(first, last), Precision::Quarter, "date.season")))
            }
            DateWord::Feast(feast) => Some(self.feast(end, feast)),
            // "royalties in the low twenties" are no years.
            DateWord::DecadeOf(_) if !self.follows(at, DateWord::The) => None,
            DateWord::DecadeOf(tens) => Some((end, part_of_decade(if tens < 30 { 2000 } else { 1900 } + i32::from(tens), None))),
            DateWord::Vague => Some((end, Expr::fixed(None, Precision::Vague, "date.vague"))),
            DateWord::ToDate => Some((end, build::to_date(context, context.today.and_then(|today| shifted(today, Unit::Year, 0))))),
            DateWord::Same => self.same(end),
            DateWord::Unit(unit) => self.unit_first(at, end, unit),
            _ => self.number_word_first(at),
        }
    }

    /// Christmas 2025, Labor Day weekend, Thanksgiving 2024 weekend.
    fn feast(&self, end: usize, feast: Feast) -> (usize, Expr) {
        let (end, year) = self.any_year_behind(end);
        let day = Expr::of_year(year, Within::Feast(feast), Precision::Day, "date.feast");
        let Some((after, Unit::Weekend)) = self.unit(end).filter(|(after, _)| *after > end) else { return (end, day) };
        let (after, year) = if year.is_some() { (after, year) } else { self.any_year_behind(after) };
        let Some(feast) = self.period(&Expr { year, ..day }) else { return (end, day) };
        (after, Expr::fixed(calendar::weekend_around(feast.from), Precision::Range, "date.feast-weekend"))
    }

    fn number_word_first(&self, at: usize) -> Found {
        if self.is_led(at)
            && let Some((end, year)) = self.year_in_words(at)
        {
            return Some((end, Expr::year(year, "date.year")));
        }
        let number = self.number_word(at)?;
        self.day_first(&number).or_else(|| self.counted(&number))
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
