//! Counted units: 三周前, 过去三个月, 前三季度, 最后三周, 第52周.

use super::*;

/// More of them (前九个月) are always the first ones of a year.
const MAX_PAST_MONTHS: u8 = 3;
/// Figures for a month come out when it ends, never this many days before.
const MAX_DAYS_LEFT: i32 = 7;

impl Reader<'_> {
    /// 三周前, 5年后, 三年来.
    pub(super) fn counted(&self, number: Number, unit: Unit, end: usize) -> Found {
        if number.value >= 1000 || (number.arabic && number.figures == 2 && unit == Unit::Year && number.value > 50) {
            return None;
        }
        let (end, half) = match self.words.that(self.text, end, |w| w == DateWord::HalfOf(0)) {
            Some((end, _)) => (end, true),
            None => (end, false),
        };
        let end = self.is(end, DateWord::More).unwrap_or(end);
        let (after, word) =
            self.words.that(self.text, self.skip(end), |w| matches!(w, DateWord::Ago | DateWord::Later | DateWord::Since | DateWord::SinceCount))?;
        // 三年后 and 十年来 lean on something told before, and name no date that a reader could give.
        if matches!(word, DateWord::SinceCount) || word == DateWord::Later && matches!(unit, Unit::Year | Unit::Month | Unit::Decade | Unit::Workday) {
            return None;
        }
        // 3日前 is three days ago only where no month stands before it; 3月前 is before March.
        if unit == Unit::Month && self.is(number.end, DateWord::Classifier).is_none() {
            return None;
        }
        let today = if word == DateWord::Later && unit == Unit::Day { self.context.last_day.or(self.context.today) } else { self.context.today };
        let count = if word == DateWord::Later { number.value } else { -number.value };
        let expr = match word {
            DateWord::Since | DateWord::SinceCount => {
                let from = today.and_then(|today| build::moved(today, unit, count));
                build::to_date(self.context, from.map(Period::day))
            }
            _ => {
                let base = today.and_then(|today| if half { calendar::plus_months(today, 6 * count.signum()) } else { Some(today) });
                Expr::fixed(base.and_then(|base| shifted(base, unit, count)), build::precision(unit), "date.count-ago")
            }
        };
        Some((after, expr))
    }

    /// 过去三个月, 近五年, 未来两天.
    pub(super) fn stretch(&self, end: usize, past: bool) -> Found {
        let Some(number) = self.number(end) else {
            // 近半年 runs up to the day, as 近六个月 does.
            let (end, _) = self.unit(end).filter(|(_, unit)| *unit == Unit::Half)?;
            return Some((self.is(end, DateWord::SinceCount).unwrap_or(end), build::stretch(self.context, Unit::Month, 6, past)));
        };
        let at = self.is(number.end, DateWord::Classifier).unwrap_or(number.end);
        let (end, unit) = self.unit(at)?;
        let end = self.is(end, DateWord::SinceCount).unwrap_or(end);
        if number.value == 0 || number.value > 1000 {
            return None;
        }
        Some((end, build::stretch(self.context, unit, number.value, past)))
    }

    /// 前三季度, 前9个月, 前两天 of a year.
    pub(super) fn first(&self, end: usize, year: Option<i32>) -> Found {
        let number = self.number(end)?;
        let at = self.is(number.end, DateWord::Classifier).unwrap_or(number.end);
        let (end, unit) = self.unit(at)?;
        let last = match unit {
            Unit::Month => u8::try_from(number.value).ok()?,
            Unit::Quarter => u8::try_from(number.value.checked_mul(3)?).ok()?,
            Unit::Week => {
                let first = calendar::iso_week(year?, 1)?;
                let last = calendar::iso_week(year?, number.value)?;
                return Some((end, Expr::fixed(Some(first.cover(last)), Precision::Range, "date.first-units")));
            }
            Unit::Day if year.is_some() => {
                let first = calendar::date(year?, 1, 1)?;
                let last = calendar::plus_days(first, number.value - 1)?;
                return Some((end, Expr::fixed(Some(Period { from: first, to: last }), Precision::Range, "date.first-units")));
            }
            _ => return None,
        };
        if year.is_none() && unit == Unit::Month && self.is_far_from_over(last) {
            return Some((end, build::whole_units(self.context, unit, number.value, true)));
        }
        (1..=12).contains(&last).then(|| (end, Expr::of_year(year, Within::Months(1, last), Precision::Range, "date.first-units")))
    }

    /// In the middle of February 前两个月 cannot be the first two of the year: they are the last two.
    fn is_far_from_over(&self, month: u8) -> bool {
        let Some(today) = self.context.today else { return false };
        let left = calendar::date(i32::from(today.year()), month, 1).and_then(|first| today.until(first.last_of_month()).ok());
        month <= MAX_PAST_MONTHS && left.is_some_and(|left| left.get_days() > MAX_DAYS_LEFT)
    }

    /// 最后三周, 最后五天, 后三月 of a year.
    pub(super) fn last(&self, end: usize, year: i32) -> Found {
        let number = self.number(end)?;
        let at = self.is(number.end, DateWord::Classifier).unwrap_or(number.end);
        let (end, unit) = self.unit(at)?;
        let all = calendar::year(year)?;
        let period = match unit {
            Unit::Month => calendar::months(year, u8::try_from(13 - number.value).ok()?, 12)?,
            Unit::Quarter => calendar::months(year, u8::try_from(13 - number.value * 3).ok()?, 12)?,
            Unit::Day => Period { from: calendar::plus_days(all.to, 1 - number.value)?, to: all.to },
            Unit::Week => {
                let last = calendar::last_iso_week(year)?;
                Period { from: calendar::plus_days(last.from, (1 - number.value) * 7)?, to: last.to }
            }
            _ => return None,
        };
        Some((end, Expr::fixed(Some(period), Precision::Range, "date.last-units")))
    }

    /// 前两天, 上两周, 下三个月: whole units beside the present one.
    pub(super) fn units_before(&self, end: usize, past: bool) -> Found {
        let number = self.number(end).filter(|n| (1..100).contains(&n.value))?;
        let at = self.is(number.end, DateWord::Classifier).unwrap_or(number.end);
        let (end, unit) = self.unit(at)?;
        // 前三年, 首三年 are mostly the first ones of something.
        if past && unit == Unit::Year {
            return None;
        }
        Some((end, build::whole_units(self.context, unit, number.value, past)))
    }

    /// 第三季度, 第52周, 第8个月 (of a year).
    pub(super) fn nth(&self, end: usize, year: Option<i32>) -> Found {
        let number = self.number(end).filter(|n| !n.more && n.value > 0)?;
        let at = self.is(number.end, DateWord::Classifier).unwrap_or(number.end);
        let (end, unit) = self.unit(at)?;
        let value = u8::try_from(number.value).ok()?;
        Some(match unit {
            Unit::Quarter if value <= 4 => self.part_behind(end, quarter_of(year, value)),
            Unit::Week if year.is_some() => (end, Expr::of_year(year, Within::Week(i32::from(value)), Precision::Week, "date.week")),
            Unit::Month if year.is_some() && value <= 12 => (end, Expr::of_month(year, Some(value), DayPart::Whole, Precision::Month, "date.absolute")),
            _ => return None,
        })
    }
}
