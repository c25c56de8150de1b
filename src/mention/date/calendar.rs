//! Days, weeks, months, quarters: arithmetic on the civil calendar that never fails on a date out of range but gives `None`.

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};

/// From one day to another, both inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Period {
    /// First day.
    pub(crate) from: Date,
    /// Last day.
    pub(crate) to: Date,
}

impl Period {
    /// A single day.
    pub(crate) fn day(day: Date) -> Self {
        Period { from: day, to: day }
    }

    /// The first day of the one to the last day of the other.
    pub(crate) fn cover(self, other: Period) -> Self {
        Period { from: self.from.min(other.from), to: self.to.max(other.to) }
    }

    /// The same period `years` years away; the end of a month stays the end of a month.
    pub(crate) fn plus_years(self, years: i32) -> Option<Self> {
        let from = plus_months(self.from, years.checked_mul(12)?)?;
        let to = plus_months(self.to, years.checked_mul(12)?)?;
        let to = if self.to == last_of_month(self.to) && self.from != self.to { last_of_month(to) } else { to };
        Some(Period { from, to })
    }
}

/// The day, where there is one.
pub(crate) fn date(year: i32, month: u8, day: u8) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// `days` days later.
pub(crate) fn plus_days(day: Date, days: i32) -> Option<Date> {
    day.checked_add(days.days()).ok()
}

/// The same day `months` months later, or the last of that month.
pub(crate) fn plus_months(day: Date, months: i32) -> Option<Date> {
    day.checked_add(months.months()).ok()
}

fn last_of_month(day: Date) -> Date {
    day.last_of_month()
}

/// Months `first` to `last` of a year; `last` may run into the next year (12 to 14: winter).
pub(crate) fn months(year: i32, first: u8, last: u8) -> Option<Period> {
    let from = date(year, first, 1)?;
    let end = plus_months(from, i32::from(last) - i32::from(first))?;
    Some(Period { from, to: last_of_month(end) })
}

/// A whole year.
pub(crate) fn year(year: i32) -> Option<Period> {
    months(year, 1, 12)
}

/// `count` years from `first` on.
pub(crate) fn years(first: i32, count: i32) -> Option<Period> {
    Some(Period { from: date(first, 1, 1)?, to: date(first.checked_add(count)?.checked_sub(1)?, 12, 31)? })
}

/// Monday to Sunday around `day`.
pub(crate) fn week(day: Date) -> Option<Period> {
    let monday = plus_days(day, -i32::from(day.weekday().to_monday_zero_offset()))?;
    Some(Period { from: monday, to: plus_days(monday, 6)? })
}

/// The weekend nearest to a holiday, with the holiday and what lies between, where only a working day or two do.
pub(crate) fn weekend_around(feast: Date) -> Option<Period> {
    let offset = i32::from(feast.weekday().to_monday_zero_offset());
    let weeks = if offset < 2 { -7 } else { 0 };
    let saturday = plus_days(feast, 5 - offset + weeks)?;
    let weekend = Period { from: saturday, to: plus_days(saturday, 1)? };
    // Labor Day is a Monday, Thanksgiving a Thursday; from Tuesday or Wednesday no bridge leads.
    Some(if matches!(offset, 1 | 2) { weekend } else { weekend.cover(Period::day(feast)) })
}

/// Week `number` of a year after ISO 8601.
pub(crate) fn iso_week(year: i32, number: i32) -> Option<Period> {
    let first = week(date(year, 1, 4)?)?;
    week(plus_days(first.from, (number - 1).checked_mul(7)?)?)
}

/// The last week of a year that ends in it.
pub(crate) fn last_iso_week(year: i32) -> Option<Period> {
    week(date(year, 12, 28)?)
}

/// Week `number` of a month: the one of its `number`-th Monday.
pub(crate) fn week_of_month(month: Period, number: i32) -> Option<Period> {
    let monday = nth_weekday(month, 1, number)?;
    week(monday)
}

/// The `number`-th weekday (1 Monday … 7 Sunday) of a period; counted from its end where `number` is negative.
pub(crate) fn nth_weekday(period: Period, weekday: u8, number: i32) -> Option<Date> {
    let wanted = Weekday::from_monday_one_offset(i8::try_from(weekday).ok()?).ok()?;
    let found = if number > 0 {
        let ahead = i32::from(period.from.weekday().until(wanted));
        plus_days(period.from, ahead + (number - 1).checked_mul(7)?)?
    } else {
        let back = i32::from(period.to.weekday().since(wanted));
        plus_days(period.to, -back + (number + 1).checked_mul(7)?)?
    };
    (period.from <= found && found <= period.to).then_some(found)
}

/// The latest such weekday up to `day`.
pub(crate) fn weekday_up_to(day: Date, weekday: u8) -> Option<Date> {
    let behind = i32::from(day.weekday().to_monday_one_offset()) - i32::from(weekday);
    plus_days(day, -behind.rem_euclid(7))
}

/// That weekday of the week `weeks` weeks away.
pub(crate) fn weekday_of_week(day: Date, weeks: i32, weekday: u8) -> Option<Date> {
    let monday = week(day)?.from;
    plus_days(monday, weeks.checked_mul(7)?.checked_add(i32::from(weekday) - 1)?)
}

/// The quarter, counted from 0, that a day lies in.
pub(crate) fn quarter_index(day: Date) -> i32 {
    i32::from(day.year()) * 4 + (i32::from(day.month()) - 1) / 3
}

/// A quarter by its index.
pub(crate) fn quarter(index: i32) -> Option<Period> {
    let first = u8::try_from(index.rem_euclid(4)).ok()? * 3 + 1;
    months(index.div_euclid(4), first, first + 2)
}

/// A half year by its index, counted as two a year.
pub(crate) fn half(index: i32) -> Option<Period> {
    let first = u8::try_from(index.rem_euclid(2)).ok()? * 6 + 1;
    months(index.div_euclid(2), first, first + 5)
}

/// Western Easter Sunday.
pub(crate) fn easter(year: i32) -> Option<Date> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    date(year, u8::try_from(n / 31).ok()?, u8::try_from(n % 31 + 1).ok()?)
}

/// Years 1900 to 2100 of the Chinese calendar: bits 0-3 the leap month, 4-15 which months have 30 days (bit 15 the first), bit 16 the leap month's.
const LUNAR: [u32; 201] = [
    0x04bd8, 0x04ae0, 0x0a570, 0x054d5, 0x0d260, 0x0d950, 0x16554, 0x056a0, 0x09ad0, 0x055d2, 0x04ae0, 0x0a5b6, 0x0a4d0, 0x0d250, 0x1d255, 0x0b540, 0x0d6a0,
    0x0ada2, 0x095b0, 0x14977, 0x04970, 0x0a4b0, 0x0b4b5, 0x06a50, 0x06d40, 0x1ab54, 0x02b60, 0x09570, 0x052f2, 0x04970, 0x06566, 0x0d4a0, 0x0ea50, 0x16a95,
    0x05ad0, 0x02b60, 0x186e3, 0x092e0, 0x1c8d7, 0x0c950, 0x0d4a0, 0x1d8a6, 0x0b550, 0x056a0, 0x1a5b4, 0x025d0, 0x092d0, 0x0d2b2, 0x0a950, 0x0b557, 0x06ca0,
    0x0b550, 0x15355, 0x04da0, 0x0a5b0, 0x14573, 0x052b0, 0x0a9a8, 0x0e950, 0x06aa0, 0x0aea6, 0x0ab50, 0x04b60, 0x0aae4, 0x0a570, 0x05260, 0x0f263, 0x0d950,
    0x05b57, 0x056a0, 0x096d0, 0x04dd5, 0x04ad0, 0x0a4d0, 0x0d4d4, 0x0d250, 0x0d558, 0x0b540, 0x0b6a0, 0x195a6, 0x095b0, 0x049b0, 0x0a974, 0x0a4b0, 0x0b27a,
    0x06a50, 0x06d40, 0x0af46, 0x0ab60, 0x09570, 0x04af5, 0x04970, 0x064b0, 0x074a3, 0x0ea50, 0x06b58, 0x05ac0, 0x0ab60, 0x096d5, 0x092e0, 0x0c960, 0x0d954,
    0x0d4a0, 0x0da50, 0x07552, 0x056a0, 0x0abb7, 0x025d0, 0x092d0, 0x0cab5, 0x0a950, 0x0b4a0, 0x0baa4, 0x0ad50, 0x055d9, 0x04ba0, 0x0a5b0, 0x15176, 0x052b0,
    0x0a930, 0x07954, 0x06aa0, 0x0ad50, 0x05b52, 0x04b60, 0x0a6e6, 0x0a4e0, 0x0d260, 0x0ea65, 0x0d530, 0x05aa0, 0x076a3, 0x096d0, 0x04afb, 0x04ad0, 0x0a4d0,
    0x1d0b6, 0x0d250, 0x0d520, 0x0dd45, 0x0b5a0, 0x056d0, 0x055b2, 0x049b0, 0x0a577, 0x0a4b0, 0x0aa50, 0x1b255, 0x06d20, 0x0ada0, 0x14b63, 0x09370, 0x049f8,
    0x04970, 0x064b0, 0x168a6, 0x0ea50, 0x06b20, 0x1a6c4, 0x0aae0, 0x092e0, 0x0d2e3, 0x0c960, 0x0d557, 0x0d4a0, 0x0da50, 0x05d55, 0x056a0, 0x0a6d0, 0x055d4,
    0x052d0, 0x0a9b8, 0x0a950, 0x0b4a0, 0x0b6a6, 0x0ad50, 0x055a0, 0x0aba4, 0x0a5b0, 0x052b0, 0x0b273, 0x06930, 0x07337, 0x06aa0, 0x0ad50, 0x14b55, 0x04b60,
    0x0a570, 0x054e4, 0x0d160, 0x0e968, 0x0d520, 0x0daa0, 0x16aa6, 0x056d0, 0x04ae0, 0x0a9d4, 0x0a2d0, 0x0d150, 0x0f252, 0x0d520,
];

/// The day of the Chinese calendar in the year that begins in `year`; day 0 is the eve of the month.
pub(crate) fn lunar(year: i32, month: u8, day: u8) -> Option<Date> {
    if !(1..=12).contains(&month) || day > 30 {
        return None;
    }
    let mut days = 0;
    for y in 1900..year {
        let info = *LUNAR.get(usize::try_from(y - 1900).ok()?)?;
        days += (1..=12).map(|m| lunar_month(info, m)).sum::<i32>() + leap_month(info);
    }
    let info = *LUNAR.get(usize::try_from(year - 1900).ok()?)?;
    for m in 1..month {
        days += lunar_month(info, m);
        days += if info & 0xf == u32::from(m) { leap_month(info) } else { 0 };
    }
    plus_days(date(1900, 1, 31)?, days + i32::from(day) - 1)
}

fn lunar_month(info: u32, month: u8) -> i32 {
    if info & (0x10000 >> month) == 0 { 29 } else { 30 }
}

fn leap_month(info: u32) -> i32 {
    match info & 0xf {
        0 => 0,
        _ if info & 0x10000 == 0 => 29,
        _ => 30,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn movable_feasts_fall_where_they_should() {
        for (year, month, day) in [(2019, 4, 21), (2024, 3, 31), (2025, 4, 20), (2026, 4, 5)] {
            assert_eq!(easter(year), date(year, month, day), "{year}");
        }
        for (year, day) in [(2012, (1, 23)), (2020, (1, 25)), (2024, (2, 10)), (2025, (1, 29)), (2026, (2, 17))] {
            assert_eq!(lunar(year, 1, 1), date(year, day.0, day.1), "{year}");
        }
        assert_eq!(lunar(2020, 8, 15), date(2020, 10, 1));
        assert_eq!(lunar(2025, 8, 15), date(2025, 10, 6));
    }
}
