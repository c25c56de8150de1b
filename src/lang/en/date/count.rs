//! Counted units: two weeks ago, a year earlier, 12 months to March, three weeks from tomorrow.

use super::*;

impl Reader<'_> {
    /// two weeks ago, a year earlier, three months from now, 12 months to March.
    pub(super) fn counted(&self, number: &Number) -> Found {
        if number.ordinal || number.value > 500 {
            return None;
        }
        let at = self.skip(number.end);
        // 10 previous weeks, 5 upcoming years.
        if let Some((end, word)) = self.words.that(self.text, at, |w| matches!(w, DateWord::Shift(_)))
            && let Some((_, _)) = self.unit(end)
            && word != DateWord::Shift(0)
        {
            return self.stretch_of(&Number { end, ..*number }, word == DateWord::Shift(-1));
        }
        if let Some(found) = self.counted_weekdays(number.value, at) {
            return Some(found);
        }
        let at = self.words.is(self.text, at, DateWord::More).map_or(at, |end| self.skip(end));
        let (mut end, unit) = self.unit(at)?;
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
        if let Some(found) = self.ended(end, parts[0]).or_else(|| self.started(end, parts[0])).or_else(|| self.away_from_day(end, &parts)) {
            return Some(found);
        }
        let (after, word) = self.that(end, |w| matches!(w, DateWord::Ago | DateWord::Later | DateWord::LaterOn | DateWord::Earlier))?;
        let exact = parts[1].1 != 0 || word == DateWord::Later;
        let sign = if matches!(word, DateWord::Later | DateWord::LaterOn) { 1 } else { -1 };
        let base = match word {
            DateWord::Earlier | DateWord::LaterOn => self.context.last.map(|last| last.from).or(self.context.today),
            _ => self.context.today,
        };
        // Two months ago is that month, three weeks ago that week.
        if !exact && word == DateWord::Ago && matches!(unit, Unit::Month | Unit::Week | Unit::Fortnight) {
            return Some((after, Expr::fixed(base.and_then(|base| shifted(base, unit, -number.value)), build::precision(unit), "date.count-ago")));
        }
        // A year ago is the year, a year earlier the same period of it.
        if !exact && matches!(unit, Unit::Year | Unit::Decade | Unit::Quarter) {
            let years = if unit == Unit::Decade { 10 } else { 1 } * number.value * sign;
            if word == DateWord::Earlier && unit == Unit::Year && self.context.last.is_some() {
                return Some((after, build::same_period(self.context, None, years)));
            }
            if unit == Unit::Quarter {
                return Some((after, Expr::fixed(base.and_then(|base| shifted(base, unit, number.value * sign)), Precision::Quarter, "date.count-ago")));
            }
            return Some((after, Expr::of_year(base.map(|base| i32::from(base.year()) + years), Within::Whole, Precision::Year, "date.count-ago")));
        }
        // A month earlier than a month is a month.
        let whole = self.context.last.filter(|last| shifted(last.from, unit, 0) == Some(*last) && last.from != last.to);
        if matches!(word, DateWord::Earlier | DateWord::LaterOn) && !exact && whole.is_some() {
            return Some((after, Expr::fixed(base.and_then(|base| shifted(base, unit, number.value * sign)), build::precision(unit), "date.count-ago")));
        }
        let day = base.and_then(|base| parts.iter().try_fold(base, |day, (unit, count)| build::moved(day, *unit, count * sign)));
        Some((after, Expr::fixed(day.map(Period::day), Precision::Day, "date.count-ago")))
    }

    /// three Fridays from now, two Mondays ago: weekdays counted from the document's day, which is none of them.
    fn counted_weekdays(&self, count: i32, at: usize) -> Found {
        let run = self.text.as_bytes()[at..].iter().take_while(|b| b.is_ascii_alphabetic()).count();
        let name = self.text[at..at + run].strip_suffix('s').unwrap_or(&self.text[at..at + run]);
        let (_, DateWord::Weekday(weekday, false)) = self.words.that(name, 0, |w| matches!(w, DateWord::Weekday(..)))? else { return None };
        let (after, word) = self.that(at + run, |w| matches!(w, DateWord::Ago | DateWord::Later))?;
        let (edge, weeks) = if word == DateWord::Later { (7, count - 1) } else { (-1, 1 - count) };
        let first = self.context.today.and_then(|today| calendar::weekday_up_to(calendar::plus_days(today, edge)?, weekday));
        let day = first.and_then(|first| calendar::plus_days(first, weeks.checked_mul(7)?));
        Some((after, Expr::fixed(day.map(Period::day), Precision::Day, "date.weekday")))
    }

    /// 2 weeks starting May 20th.
    pub(super) fn started(&self, end: usize, (unit, count): (Unit, i32)) -> Found {
        let (after, _) = self.that(end, |w| w == DateWord::Ending(false))?;
        let (after, first) = self.plain_day(self.of(after))?;
        let Resolved::Period(period) = first.resolve(self.context) else { return None };
        let to = calendar::plus_days(build::moved(period.from, unit, count)?, -1)?;
        Some((after, Expr::fixed(Some(Period { from: period.from, to }), Precision::Range, "date.started")))
    }

    /// three weeks from tomorrow, two weeks before May 13 1999.
    pub(super) fn away_from_day(&self, end: usize, parts: &[(Unit, i32)]) -> Found {
        let (after, word) = self.that(end, |w| matches!(w, DateWord::After | DateWord::Before))?;
        let sign = if word == DateWord::After { 1 } else { -1 };
        // "two days after Tuesday" looks back as often as ahead.
        let (after, base) = self.plain_day(after).filter(|(_, base)| base.rule != "date.weekday")?;
        let Resolved::Period(period) = base.resolve(self.context) else { return None };
        let day = parts.iter().try_fold(period.from, |day, (unit, count)| build::moved(day, *unit, count * sign));
        Some((after, Expr::fixed(day.map(Period::day), Precision::Day, "date.count-from")))
    }

    /// A day that is told in itself; no count of units, so that no chain of them can nest.
    pub(super) fn plain_day(&self, at: usize) -> Found {
        let at = self.skip(at);
        let found = match self.words.at(self.text, at) {
            Some((end, DateWord::Relative(Unit::Day, shift))) => Some((end, relative(self.context, Unit::Day, shift))),
            Some((end, DateWord::Feast(feast))) => {
                let (end, year) = self.any_year_behind(end);
                Some((end, Expr::of_year(year, Within::Feast(feast), Precision::Day, "date.feast")))
            }
            Some((_, DateWord::Month(..))) => self.month_first(at),
            Some((end, DateWord::Weekday(weekday, false))) => {
                // "starting Friday" means the next one.
                let day = self.context.today.and_then(|today| calendar::weekday_up_to(calendar::plus_days(today, 6)?, weekday));
                Some((end, Expr::fixed(day.map(Period::day), Precision::Day, "date.weekday")))
            }
            _ => numeric::read(self.text, at, self.context, ORDER, true).or_else(|| self.number(at).and_then(|n| self.day_first(&n))),
        };
        found.filter(|(_, expr)| expr.precision == Precision::Day)
    }

    /// The 12 months to March, three months ended June 30: the units up to the end that is told.
    pub(super) fn ended(&self, end: usize, (unit, count): (Unit, i32)) -> Found {
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

    /// past three months, coming week.
    pub(super) fn stretch(&self, end: usize, past: bool) -> Found {
        if let Some((end, unit)) = self.unit(end) {
            return Some((end, relative(self.context, unit, if past { -1 } else { 1 })));
        }
        let number = self.number(self.skip(end)).filter(|n| !n.ordinal && (1..1000).contains(&n.value))?;
        self.stretch_of(&number, past)
    }

    pub(super) fn stretch_of(&self, number: &Number, past: bool) -> Found {
        let (end, unit) = self.unit(self.skip(number.end))?;
        Some((end, build::stretch(self.context, unit, number.value, past)))
    }

    /// the week of April 10, the week ended Aug 11, week 31, the year to March 2026, year to date.
    pub(super) fn unit_first(&self, at: usize, end: usize, unit: Unit) -> Found {
        if let Some(found) = self.ended(end, (unit, 1)) {
            return Some(found);
        }
        // "a year earlier", "a week from Tuesday".
        if self.is_counted_by_article(at) {
            return self.counted(&Number { end: at, value: 1, figures: 1, arabic: false, ordinal: false });
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
}
