//! Ordinals: the third quarter of 2016, first nine months, first week of October, last Friday in May.

use super::*;

impl Reader<'_> {
    /// third quarter of 2016, first half, first nine months of 2024, first week of October, first Monday in May, fourth of July.
    pub(super) fn ordinal(&self, end: usize, n: u8) -> Found {
        let next = self.skip_marks(end);
        // twenty-first is one ordinal; here first, second … tenth stand alone.
        if let Some((end, DateWord::Unit(unit))) = self.words.that(self.text, next, |w| matches!(w, DateWord::Unit(_))) {
            return self.ordinal_unit(end, unit, n);
        }
        if let Some((end, DateWord::Weekday(weekday, _))) = self.words.that(self.text, next, |w| matches!(w, DateWord::Weekday(..))) {
            return self.nth_in_month(end, DayPart::Weekday(i8::try_from(n).ok()?, weekday), Precision::Day);
        }
        if let Some(last) = self.words.is(self.text, next, DateWord::Last)
            && let Some((end, unit)) = self.unit(last)
        {
            return self.nth_last(end, unit, n);
        }
        if n == 1
            && let Some(count) = self.number(next).filter(|c| !c.ordinal)
            && let Some((end, unit)) = self.unit(self.skip(count.end))
        {
            return self.first_units(end, unit, count.value);
        }
        let number = Number { end, value: i32::from(n), figures: 2, arabic: false, ordinal: true };
        self.day_first(&number)
    }

    pub(super) fn ordinal_unit(&self, end: usize, unit: Unit, n: u8) -> Found {
        match unit {
            Unit::Quarter if n <= 4 => Some(self.with_year(end, quarter_of(None, n))),
            Unit::Half if n <= 2 => Some(self.with_year(end, half_of(None, n))),
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

    /// the second last week of October, the third last day of 2018.
    fn nth_last(&self, end: usize, unit: Unit, n: u8) -> Found {
        let back = i8::try_from(n).ok()?;
        let year = self.of(end);
        let year = (year > end).then(|| self.year_at(self.skip(year)).or_else(|| self.shifted_year(self.skip(year)))).flatten();
        match (unit, year) {
            (Unit::Week, Some((end, year))) => Some((end, Expr::of_year(Some(year), Within::Week(-i32::from(n)), Precision::Week, "date.week"))),
            (Unit::Week, None) => self.nth_in_month(end, DayPart::Week(-back), Precision::Week),
            (Unit::Day, _) => {
                let (end, whole) = match year {
                    Some((end, year)) => (end, Expr::year(year, "date.nth")),
                    None => self.nth_in_month(end, DayPart::Whole, Precision::Month)?,
                };
                let day = self.period(&whole).and_then(|period| calendar::plus_days(period.to, 1 - i32::from(n)));
                Some((end, Expr::fixed(day.map(Period::day), Precision::Day, "date.nth")))
            }
            _ => None,
        }
    }

    pub(super) fn of_the_year(&self, end: usize) -> usize {
        let of = self.of(end);
        match self.unit(of) {
            Some((after, Unit::Year)) if of > end => after,
            _ => end,
        }
    }

    /// A day or week of the month behind it: "in October", "of next month", "of this month".
    pub(super) fn nth_in_month(&self, end: usize, day: DayPart, precision: Precision) -> Found {
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
    pub(super) fn first_units(&self, end: usize, unit: Unit, count: i32) -> Found {
        let count = u8::try_from(count).ok().filter(|c| *c > 0)?;
        match unit {
            Unit::Month | Unit::Quarter => {
                let last = if unit == Unit::Quarter { count.checked_mul(3)? } else { count };
                (last <= 12).then(|| self.with_year(end, Expr::of_year(None, Within::Months(1, last), Precision::Range, "date.first-units")))
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
    pub(super) fn last_of(&self, end: usize) -> Found {
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
    pub(super) fn shifted_as_last(&self, at: usize) -> Found {
        if let Some((end, word)) = self.words.that(self.text, at, |w| {
            matches!(w, DateWord::Weekday(..) | DateWord::Month(..) | DateWord::Season(..) | DateWord::WeakSeason(..) | DateWord::Feast(_))
        }) {
            return self.shifted_name(end, word, -1, at);
        }
        if let Some((end, unit)) = self.unit(at) {
            return Some(self.shifted_tail(end, unit, -1));
        }
        let number = self.number(at).filter(|n| !n.ordinal && (1..1000).contains(&n.value))?;
        self.stretch_of(&number, true)
    }
}
