//! Expressions out of parts that any language names: units away from a day, parts of months, years and decades, counts of units.

use jiff::civil::Date;

use super::calendar::{self, Period};
use super::expr::{Context, DayPart, Expr, Resolved, Within};
use super::word::{Part, Unit};
use crate::doc::Precision;

/// The unit that lies `shift` units away from the one that holds `base`.
pub(crate) fn shifted(base: Date, unit: Unit, shift: i32) -> Option<Period> {
    let year = i32::from(base.year());
    match unit {
        Unit::Day | Unit::Workday => calendar::plus_days(base, shift).map(Period::day),
        Unit::Week => calendar::week(calendar::plus_days(base, shift.checked_mul(7)?)?),
        Unit::Fortnight => {
            let week = calendar::week(calendar::plus_days(base, shift.checked_mul(14)?)?)?;
            Some(Period { from: week.from, to: calendar::plus_days(week.to, 7)? })
        }
        Unit::Weekend => {
            let week = calendar::week(calendar::plus_days(base, shift.checked_mul(7)?)?)?;
            Some(Period { from: calendar::plus_days(week.from, 5)?, to: week.to })
        }
        Unit::Month => {
            let first = calendar::plus_months(base.first_of_month(), shift)?;
            Some(Period { from: first, to: first.last_of_month() })
        }
        Unit::Quarter => calendar::quarter(calendar::quarter_index(base).checked_add(shift)?),
        Unit::Half => calendar::half(year * 2 + i32::from(base.month() > 6) + shift),
        Unit::Year | Unit::FiscalYear => calendar::year(year.checked_add(shift)?),
        Unit::Decade => calendar::years((year.div_euclid(10) + shift).checked_mul(10)?, 10),
        Unit::Century => calendar::years((year.div_euclid(100) + shift).checked_mul(100)?, 100),
    }
}

/// How fine a unit is.
pub(crate) fn precision(unit: Unit) -> Precision {
    match unit {
        Unit::Day | Unit::Workday => Precision::Day,
        Unit::Week | Unit::Fortnight | Unit::Weekend => Precision::Week,
        Unit::Month => Precision::Month,
        Unit::Quarter => Precision::Quarter,
        Unit::Half => Precision::Half,
        Unit::Year | Unit::FiscalYear => Precision::Year,
        Unit::Decade | Unit::Century => Precision::Years,
    }
}

/// A unit away from the document's day.
pub(crate) fn relative(context: &Context, unit: Unit, shift: i32) -> Expr {
    if unit == Unit::Year || unit == Unit::FiscalYear {
        let year = context.today.map(|today| i32::from(today.year()) + shift);
        return Expr { fixed: None, ..Expr::of_year(year, Within::Whole, Precision::Year, "date.relative") };
    }
    Expr::fixed(context.today.and_then(|today| shifted(today, unit, shift)), precision(unit), "date.relative")
}

/// A unit away from the date told before, or else from the document's day.
pub(crate) fn anchored(context: &Context, unit: Unit, shift: i32) -> Expr {
    let base = match unit {
        Unit::Day => context.last_day.or(context.today),
        // The year before a planned one is not what "the previous year" means.
        _ => context.last.map(|last| last.from).filter(|day| context.today.is_none_or(|today| *day <= today)).or(context.today),
    };
    if unit == Unit::Year {
        let year = base.map(|base| i32::from(base.year()) + shift);
        return Expr::of_year(year, Within::Whole, Precision::Year, "date.anchored");
    }
    Expr::fixed(base.and_then(|base| shifted(base, unit, shift)), precision(unit), "date.anchored")
}

/// The day that lies `count` units away from `base`; a negative count lies before it.
pub(crate) fn moved(base: Date, unit: Unit, count: i32) -> Option<Date> {
    match unit {
        Unit::Day | Unit::Workday => calendar::plus_days(base, count),
        Unit::Week | Unit::Weekend => calendar::plus_days(base, count.checked_mul(7)?),
        Unit::Fortnight => calendar::plus_days(base, count.checked_mul(14)?),
        Unit::Month => calendar::plus_months(base, count),
        Unit::Quarter => calendar::plus_months(base, count.checked_mul(3)?),
        Unit::Half => calendar::plus_months(base, count.checked_mul(6)?),
        Unit::Year | Unit::FiscalYear => calendar::plus_months(base, count.checked_mul(12)?),
        Unit::Decade => calendar::plus_months(base, count.checked_mul(120)?),
        Unit::Century => calendar::plus_months(base, count.checked_mul(1200)?),
    }
}

/// The past or coming `count` units: days, weeks and months run to (from) today, greater units are whole ones.
pub(crate) fn stretch(context: &Context, unit: Unit, count: i32, past: bool) -> Expr {
    let period = context.today.and_then(|today| match unit {
        Unit::Quarter | Unit::Decade | Unit::Half => {
            let (first, last) = if past { (-count, -1) } else { (1, count) };
            Some(shifted(today, unit, first)?.cover(shifted(today, unit, last)?))
        }
        _ if past => Some(Period { from: moved(today, unit, -count)?, to: today }),
        Unit::Workday => workdays(today, count),
        _ => Some(Period { from: calendar::plus_days(today, 1)?, to: moved(today, unit, count)? }),
    });
    Expr::fixed(period, Precision::Range, "date.stretch")
}

fn workdays(today: Date, count: i32) -> Option<Period> {
    let from = calendar::plus_days(today, 1)?;
    let (mut day, mut left) = (today, count.min(400));
    while left > 0 {
        day = calendar::plus_days(day, 1)?;
        left -= i32::from(day.weekday().to_monday_zero_offset() < 5);
    }
    Some(Period { from, to: day })
}

/// `count` whole units before or after the one that holds today.
pub(crate) fn whole_units(context: &Context, unit: Unit, count: i32, past: bool) -> Expr {
    let period = context.today.and_then(|today| {
        let (first, last) = if past { (-count, -1) } else { (1, count) };
        Some(shifted(today, unit, first)?.cover(shifted(today, unit, last)?))
    });
    Expr::fixed(period, Precision::Range, "date.stretch")
}

/// From the start of `period` to the document's day.
pub(crate) fn to_date(context: &Context, period: Option<Period>) -> Expr {
    let period = period.zip(context.today).map(|(period, today)| Period { from: period.from, to: today.max(period.from) });
    Expr::fixed(period, Precision::Range, "date.to-date")
}

/// A part of a month.
pub(crate) fn part_of_month(year: Option<i32>, month: Option<u8>, part: Part) -> Expr {
    let days = match part {
        Part::Early => DayPart::Days(1, 10),
        Part::Mid => DayPart::Days(11, 20),
        Part::Late => DayPart::Days(21, 31),
        Part::MidLate => DayPart::Days(11, 31),
        Part::EarlyMid => DayPart::Days(1, 20),
        Part::SoFar | Part::Rest => DayPart::Whole,
        Part::End => DayPart::Last(1),
    };
    let precision = if part == Part::End { Precision::Day } else { Precision::PartOfMonth };
    Expr::of_month(year, month, days, precision, "date.part-of-month")
}

/// A part of a year.
pub(crate) fn part_of_year(year: Option<i32>, part: Part) -> Expr {
    let (first, last) = match part {
        Part::Early => (1, 3),
        Part::Mid => (6, 6),
        Part::Late => (10, 12),
        Part::MidLate => (6, 12),
        Part::EarlyMid => (1, 6),
        Part::SoFar | Part::Rest => (1, 12),
        Part::End => return Expr { day: DayPart::Last(1), ..Expr::of_year(year, Within::Months(12, 12), Precision::Day, "date.part-of-year") },
    };
    Expr::of_year(year, Within::Months(first, last), Precision::PartOfYear, "date.part-of-year")
}

/// A part of a decade that begins with `first`.
pub(crate) fn part_of_decade(first: i32, part: Option<Part>) -> Expr {
    let (skip, count) = match part {
        None => (0, 10),
        Some(Part::Early) => (0, 3),
        Some(Part::Mid) => (3, 4),
        Some(Part::Late | Part::End) => (7, 3),
        Some(Part::MidLate) => (3, 7),
        Some(Part::EarlyMid) => (0, 7),
        Some(Part::SoFar | Part::Rest) => (0, 10),
    };
    Expr::fixed(first.checked_add(skip).and_then(|first| calendar::years(first, count)), Precision::Years, "date.decade")
}

/// A part of a settled period: of a week its first, middle or last three days; of a month or year as such.
pub(crate) fn part_of_period(context: &Context, expr: Expr, part: Part) -> Expr {
    if let (Part::SoFar | Part::Rest, Some(today)) = (part, context.today) {
        let Resolved::Period(period) = expr.resolve(context) else { return expr };
        // "later that year" of a year that is over says no more than the year.
        let cut = match part {
            _ if today < period.from || period.to < today => period,
            Part::SoFar => Period { to: today, ..period },
            _ => Period { from: today, ..period },
        };
        return Expr::fixed(Some(cut), Precision::Range, "date.part-to-day");
    }
    let Some(period) = expr.fixed else {
        return match expr.month() {
            Some(month) => part_of_month(expr.year, Some(month), part),
            None if expr.within == Within::Whole => part_of_year(expr.year, part),
            None => expr,
        };
    };
    let (year, month) = (i32::from(period.from.year()), period.from.month() as u8);
    match expr.precision {
        Precision::Month => part_of_month(Some(year), Some(month), part),
        Precision::Year => part_of_year(Some(year), part),
        Precision::Week => {
            let (first, last) = match part {
                Part::Early | Part::EarlyMid => (0, 2),
                Part::SoFar | Part::Rest => (0, 6),
                Part::Mid => (1, 4),
                Part::Late | Part::End | Part::MidLate => (4, 6),
            };
            let days = calendar::plus_days(period.from, first).zip(calendar::plus_days(period.from, last));
            Expr::fixed(days.map(|(from, to)| Period { from, to }), Precision::Range, "date.part-of-week")
        }
        Precision::Years => part_of_decade(year, Some(part)),
        Precision::Quarter | Precision::Half => {
            let edge = match part {
                Part::Early | Part::EarlyMid => calendar::months(year, month, month),
                Part::SoFar | Part::Rest => Some(period),
                Part::End => Some(Period::day(period.to)),
                Part::Mid => calendar::months(year, month + 1, month + 1),
                Part::Late | Part::MidLate => shifted(period.to, Unit::Month, 0),
            };
            Expr::fixed(edge, Precision::PartOfYear, "date.part-of-quarter")
        }
        _ => expr,
    }
}

/// Two digits of a year in full: 70 to 99 are of the last century.
pub(crate) fn full_year(short: i32, context: &Context) -> i32 {
    match short {
        100.. => short,
        _ => {
            let today = context.today.map_or(2025, |today| i32::from(today.year()));
            let century = today.div_euclid(100) * 100;
            if short > today.rem_euclid(100) + 20 { century - 100 + short } else { century + short }
        }
    }
}

/// 去年同期, a year earlier: the period told before, moved into `year`; the whole year where none was told.
pub(crate) fn same_period(context: &Context, year: Option<i32>, shift: i32) -> Expr {
    let period = match (context.last, year) {
        (Some(last), Some(year)) => last.plus_years(year - i32::from(last.from.year())),
        (None, Some(year)) => calendar::year(year),
        (Some(last), None) => last.plus_years(shift),
        (None, None) => None,
    };
    let whole_year = period.is_some_and(|p| calendar::year(i32::from(p.from.year())) == Some(p));
    Expr::fixed(period, if whole_year { Precision::Year } else { Precision::Range }, "date.same-period")
}
