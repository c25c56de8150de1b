//! What a date says before anything outside it is asked: year, part of the year, part of the month; and how the missing parts are filled in.

use jiff::civil::Date;

use super::calendar::{self, Period};
use crate::doc::Precision;

/// A date without a year is of the document's own year, unless it then lies this many days ahead: it was last year's.
const TOO_FAR_AHEAD: i32 = 194;
/// Or a day this many days behind: it is next year's.
const TOO_FAR_BEHIND: i32 = 300;

/// A holiday comes back into the papers earlier: New Year in October is the next one.
const FEAST_TOO_FAR_BEHIND: i32 = 240;

/// A day or period as told.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Expr {
    /// The year, where it is told or follows from a word such as 去年.
    pub(crate) year: Option<i32>,
    /// Which part of the year.
    pub(crate) within: Within,
    /// Which part of the month.
    pub(crate) day: DayPart,
    /// Settled already: yesterday, last week.
    pub(crate) fixed: Option<Period>,
    /// How fine.
    pub(crate) precision: Precision,
    /// The rule that read it.
    pub(crate) rule: &'static str,
}

/// A part of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Within {
    /// All of it, or not told.
    Whole,
    /// From one month to another, which may lie in the next year (12 to 14).
    Months(u8, u8),
    /// The week after ISO 8601; from the end where negative.
    Week(i32),
    /// A day that moves.
    Feast(Feast),
}

/// Holidays and the like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Feast {
    /// The same day every year.
    Fixed(u8, u8),
    /// Days after Easter.
    Easter(i16),
    /// A day of the Chinese calendar.
    Lunar(u8, u8),
    /// The n-th weekday of a month, from its end where negative, and days after it.
    Nth(u8, i8, u8, i8),
}

/// A part of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DayPart {
    /// All of it, or not told.
    Whole,
    /// A day.
    Day(u8),
    /// From one day to another; 31 is the end of any month.
    Days(u8, u8),
    /// The last days.
    Last(u8),
    /// A week, from the end where negative.
    Week(i8),
    /// The n-th weekday.
    Weekday(i8, u8),
}

/// What is known around a date.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Context {
    /// The day of the document.
    pub(crate) today: Option<Date>,
    /// The date before it in the text.
    pub(crate) last: Option<Period>,
    /// The day before it in the text.
    pub(crate) last_day: Option<Date>,
    /// The year told before it in the same sentence.
    pub(crate) year: Option<i32>,
    /// Month and year told before it in the same sentence.
    pub(crate) month: Option<(i32, u8)>,
    /// That year was told as "last August" tells it.
    pub(crate) year_is_relative: bool,
    /// A word before it says that it lies ahead: by March, until Friday.
    pub(crate) ahead: bool,
    /// A word before it says that it has passed: since July.
    pub(crate) behind: bool,
    /// Fiscal years run from April to March, as in India.
    pub(crate) april_fiscal: bool,
}

/// The days of an expression, or what is missing.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Resolved {
    /// Both days.
    Period(Period),
    /// Month, day or both without a year.
    Partial(String),
    /// Nothing is known of it: vague, or relative to a day that is not known.
    Open,
    /// There is no such day.
    Impossible,
}

impl Expr {
    /// An expression that is settled.
    pub(crate) fn fixed(period: Option<Period>, precision: Precision, rule: &'static str) -> Self {
        Expr { year: None, within: Within::Whole, day: DayPart::Whole, fixed: period, precision, rule }
    }

    /// A part of a year.
    pub(crate) fn of_year(year: Option<i32>, within: Within, precision: Precision, rule: &'static str) -> Self {
        Expr { year, within, day: DayPart::Whole, fixed: None, precision, rule }
    }

    /// A part of a month.
    pub(crate) fn of_month(year: Option<i32>, month: Option<u8>, day: DayPart, precision: Precision, rule: &'static str) -> Self {
        let within = month.map_or(Within::Whole, |month| Within::Months(month, month));
        Expr { year, within, day, fixed: None, precision, rule }
    }

    /// Nothing but a year.
    pub(crate) fn year(year: i32, rule: &'static str) -> Self {
        Expr::of_year(Some(year), Within::Whole, Precision::Year, rule)
    }

    /// The month, where it names one.
    pub(crate) fn month(&self) -> Option<u8> {
        match self.within {
            Within::Months(first, last) if first == last => Some(first),
            _ => None,
        }
    }

    /// Its days, with what is missing taken from the context.
    pub(crate) fn resolve(&self, context: &Context) -> Resolved {
        if self.precision == Precision::Vague {
            return Resolved::Open;
        }
        if let Some(period) = self.fixed {
            return Resolved::Period(period);
        }
        if let Some(year) = self.year.or_else(|| self.year_before(context)) {
            return self.in_year(year).map_or(Resolved::Impossible, Resolved::Period);
        }
        match (self.within, self.day) {
            (Within::Whole, DayPart::Day(day)) => self.bare_day(day, context),
            (Within::Whole, DayPart::Whole) => Resolved::Open,
            (Within::Whole, _) => match context.today {
                Some(today) => in_month(i32::from(today.year()), today.month() as u8, self.day).map_or(Resolved::Impossible, Resolved::Period),
                None => Resolved::Open,
            },
            _ => match context.today {
                Some(today) => self.nearest_year(today, context).map_or(Resolved::Impossible, Resolved::Period),
                None => self.partial(),
            },
        }
    }

    /// The year told before it in the sentence. "Last August …, and said in February": a month that would lie before that one is of the year after,
    /// unless that is yet to come.
    fn year_before(&self, context: &Context) -> Option<i32> {
        let year = context.year.filter(|_| self.within != Within::Whole)?;
        let lies_before = |last: Period| self.in_year(year).is_some_and(|own| own.to < last.from);
        let has_come = |today: Date| self.in_year(year + 1).is_some_and(|next| next.from <= today);
        let goes_on = context.year_is_relative && context.last.is_some_and(lies_before) && context.today.is_some_and(has_come);
        Some(if goes_on { year + 1 } else { year })
    }

    fn in_year(&self, year: i32) -> Option<Period> {
        match self.within {
            Within::Months(first, last) => {
                if first == last && self.day != DayPart::Whole {
                    return in_month(year, first, self.day);
                }
                calendar::months(year, first, last)
            }
            Within::Week(number) if number > 0 => calendar::iso_week(year, number),
            Within::Week(number) => {
                let last = calendar::last_iso_week(year)?;
                calendar::week(calendar::plus_days(last.from, (number + 1) * 7)?)
            }
            Within::Feast(feast) => feast.day(year).map(Period::day),
            Within::Whole => calendar::year(year),
        }
    }

    /// Where no year is told: the document's own, unless the day then lies far ahead (last year's) or far behind (next year's).
    fn nearest_year(&self, today: Date, context: &Context) -> Option<Period> {
        let this = i32::from(today.year());
        if context.ahead {
            return [this, this + 1].into_iter().filter_map(|year| self.in_year(year)).find(|period| period.to >= today);
        }
        if context.behind {
            return [this, this - 1].into_iter().filter_map(|year| self.in_year(year)).find(|period| period.from <= today);
        }
        let days = |day: Date| today.until(day).map_or(0, |span| span.get_days());
        if let Some(own) = self.in_year(this) {
            return match () {
                () if days(own.from) > TOO_FAR_AHEAD => self.in_year(this - 1),
                () if matches!(self.within, Within::Feast(_)) && -days(own.to) > FEAST_TOO_FAR_BEHIND => self.in_year(this + 1),
                () if self.precision == Precision::Day && -days(own.to) > TOO_FAR_BEHIND => self.in_year(this + 1),
                () => Some(own),
            };
        }
        // A day that exists in some years only (29 February) takes the nearest of them.
        let years = [this - 1, this + 1, this - 2, this + 2, this - 3, this + 3, this - 4];
        years.into_iter().find_map(|year| self.in_year(year))
    }

    /// 29日: of the month told before, else the nearest to the document's day.
    fn bare_day(&self, day: u8, context: &Context) -> Resolved {
        if let Some((year, month)) = context.month
            && let Some(found) = calendar::date(year, month, day)
        {
            return Resolved::Period(Period::day(found));
        }
        let Some(today) = context.today else { return Resolved::Partial(format!("---{day:02}")) };
        let first = today.first_of_month();
        let months = [0, -1, 1].into_iter().filter_map(|months| calendar::plus_months(first, months));
        let days = months.filter_map(|m| calendar::date(i32::from(m.year()), m.month() as u8, day));
        let own = |d: &Date| if d.month() == today.month() { 2 } else { 0 };
        let nearest = days.min_by_key(|d| today.until(*d).map_or(i32::MAX, |span| span.get_days().abs() - own(d)));
        nearest.map_or(Resolved::Impossible, |found| Resolved::Period(Period::day(found)))
    }

    fn partial(&self) -> Resolved {
        match (self.within, self.day) {
            (Within::Months(first, last), DayPart::Day(day)) if first == last => {
                // 2000 has a 29 February.
                calendar::date(2000, first, day).map_or(Resolved::Impossible, |_| Resolved::Partial(format!("--{first:02}-{day:02}")))
            }
            (Within::Months(first, last), DayPart::Whole) if first == last => Resolved::Partial(format!("--{first:02}")),
            (Within::Feast(Feast::Fixed(month, day)), _) => Resolved::Partial(format!("--{month:02}-{day:02}")),
            _ => Resolved::Open,
        }
    }
}

fn in_month(year: i32, month: u8, part: DayPart) -> Option<Period> {
    let whole = calendar::months(year, month, month)?;
    Some(match part {
        DayPart::Whole => whole,
        DayPart::Day(day) => Period::day(calendar::date(year, month, day)?),
        DayPart::Days(first, last) => {
            let end = u8::try_from(whole.to.day()).ok()?.min(last);
            Period { from: calendar::date(year, month, first)?, to: calendar::date(year, month, end)? }
        }
        DayPart::Last(days) => Period { from: calendar::plus_days(whole.to, 1 - i32::from(days))?, to: whole.to },
        DayPart::Week(number) if number > 0 => calendar::week_of_month(whole, i32::from(number))?,
        // The last week has most of its days in the month, as in ISO 8601.
        DayPart::Week(number) => calendar::week(calendar::nth_weekday(whole, 4, i32::from(number))?)?,
        DayPart::Weekday(number, weekday) => Period::day(calendar::nth_weekday(whole, weekday, i32::from(number))?),
    })
}

impl Feast {
    fn day(self, year: i32) -> Option<Date> {
        match self {
            Feast::Fixed(month, day) => calendar::date(year, month, day),
            Feast::Easter(days) => calendar::plus_days(calendar::easter(year)?, i32::from(days)),
            Feast::Lunar(month, day) => calendar::lunar(year, month, day),
            Feast::Nth(month, number, weekday, days) => {
                let day = calendar::nth_weekday(calendar::months(year, month, month)?, weekday, i32::from(number))?;
                calendar::plus_days(day, i32::from(days))
            }
        }
    }
}
