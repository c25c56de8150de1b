//! Units beside the present one, and parts of periods: last week, next Friday, early 2019, the end of March.

use super::*;

impl Reader<'_> {
    /// last week, this quarter, next 3 days, last Tuesday, this winter.
    pub(super) fn shifted_unit(&self, at: usize) -> Found {
        let (end, DateWord::Shift(shift)) = self.that(at, |w| matches!(w, DateWord::Shift(_)))? else { return None };
        let context = self.context;
        // this past Wednesday, this upcoming Friday.
        let doubled = shift == 0 && self.that(end, |w| matches!(w, DateWord::Shift(s) if s != 0)).is_some();
        let (end, shift) = match self.that(end, |w| matches!(w, DateWord::Shift(_))) {
            Some((end, DateWord::Shift(second))) if shift == 0 => (end, second),
            _ => (end, shift),
        };
        let at = self.skip(end);
        if doubled && let Some((end, DateWord::Weekday(weekday, _))) = self.words.that(self.text, at, |w| matches!(w, DateWord::Weekday(..))) {
            // The nearest one on that side of the document's day.
            let day = context.today.and_then(|today| calendar::weekday_up_to(calendar::plus_days(today, if shift < 0 { -1 } else { 7 })?, weekday));
            return Some((end, Expr::fixed(day.map(Period::day), Precision::Day, "date.weekday")));
        }
        if let Some((end, word)) = self.words.that(self.text, at, |w| {
            matches!(w, DateWord::Weekday(..) | DateWord::Month(..) | DateWord::Season(..) | DateWord::WeakSeason(..) | DateWord::Feast(_))
        }) {
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

    pub(super) fn shifted_tail(&self, end: usize, unit: Unit, shift: i32) -> (usize, Expr) {
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
                && let Some((after, inner)) = self.ordinal(after, n)
                && inner.within != Within::Whole
            {
                return (after, Expr { year: context.today.map(|t| i32::from(t.year()) + shift), ..inner });
            }
        }
        (end, relative(context, unit, shift))
    }

    pub(super) fn shifted_name(&self, end: usize, word: DateWord, shift: i32, at: usize) -> Found {
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
            DateWord::Month(_, true) if self.text.as_bytes()[at].is_ascii_lowercase() && !self.is_closed(end) => None,
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
            // "this fall in prices" falls.
            DateWord::WeakSeason(..) if self.is(end, DateWord::Of).is_some() => None,
            DateWord::Season(first, last) | DateWord::WeakSeason(first, last) => {
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

    /// early May, late 2019, the end of the year, mid next week, early last month.
    pub(super) fn part(&self, end: usize, part: Part) -> Found {
        let end = if self.text.as_bytes().get(end) == Some(&b'-') { end + 1 } else { end };
        let at = self.skip(self.of(end));
        if let Some((end, month)) = self.month_at(at) {
            let (end, year) = self.any_year_behind(end);
            return Some((end, part_of_month(year, Some(month), part)));
        }
        if let Some((end, expr)) = self.number(at).and_then(|n| self.decade(&n)).or_else(|| self.decade_word(at)) {
            return Some((end, part_of_period(self.context, expr, part)));
        }
        if let Some((end, year)) = self.year_at(at) {
            return Some((end, part_of_period(self.context, Expr::year(year, "date.year"), part)));
        }
        if let Some((end, expr)) = self.shifted_unit(at).or_else(|| self.anchored(at)) {
            return Some((end, part_of_period(self.context, expr, part)));
        }
        if let Some((end, unit)) = self.unit(at).filter(|(_, unit)| matches!(unit, Unit::Month | Unit::Year | Unit::Week | Unit::Quarter | Unit::Decade)) {
            return Some((end, part_of_period(self.context, relative(self.context, unit, 0), part)));
        }
        match self.words.that(self.text, at, |w| matches!(w, DateWord::QuarterOf(_) | DateWord::Ordinal(_) | DateWord::Season(..)))? {
            (end, DateWord::QuarterOf(quarter)) => {
                let (end, expr) = self.with_year(end, quarter_of(None, quarter));
                let period = self.period(&expr);
                Some((end, part_of_period(self.context, Expr::fixed(period, Precision::Quarter, "date.quarter"), part)))
            }
            (end, DateWord::Ordinal(n)) => {
                let (end, expr) = self.ordinal(end, n).filter(|(_, e)| matches!(e.precision, Precision::Quarter | Precision::Half))?;
                Some((end, part_of_period(self.context, Expr::fixed(self.period(&expr), expr.precision, expr.rule), part)))
            }
            (_, _) => None,
        }
    }

    pub(super) fn period(&self, expr: &Expr) -> Option<Period> {
        match expr.resolve(self.context) {
            Resolved::Period(period) => Some(period),
            _ => None,
        }
    }

    pub(super) fn decade_word(&self, at: usize) -> Found {
        match self.words.that(self.text, at, |w| matches!(w, DateWord::DecadeOf(_)))? {
            (end, DateWord::DecadeOf(tens)) => Some((end, part_of_decade(if tens < 30 { 2000 } else { 1900 } + i32::from(tens), None))),
            _ => None,
        }
    }

    pub(super) fn anchored(&self, at: usize) -> Found {
        match self.words.that(self.text, at, |w| matches!(w, DateWord::Anchor(..)))? {
            (end, DateWord::Anchor(unit, shift)) => Some((end, anchored(self.context, unit, shift))),
            _ => None,
        }
    }

    /// the same period last year, the year-ago quarter.
    pub(super) fn same(&self, end: usize) -> Found {
        let at = self.skip(self.of(end));
        if let Some((end, year)) = self.shifted_year(at).or_else(|| self.year_at(at)) {
            return Some((end, build::same_period(self.context, Some(year), 0)));
        }
        if let Some((end, _)) = self.that(end, |w| matches!(w, DateWord::Earlier)) {
            return Some((end, build::same_period(self.context, None, -1)));
        }
        None
    }
}
