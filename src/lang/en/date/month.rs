//! Month and day in either order: March 3, 2025; 3 March; 13 to 15 July; weekdays before and behind.

use super::*;

impl Reader<'_> {
    pub(super) fn month_at(&self, at: usize) -> Option<(usize, u8)> {
        match self.words.that(self.text, at, |w| matches!(w, DateWord::Month(..)))? {
            (end, DateWord::Month(month, _)) => {
                // An abbreviation may end in a point.
                let bytes = self.text.as_bytes();
                let end = if bytes.get(end) == Some(&b'.') && bytes[end..].iter().skip(1).take(2).find(|b| **b != b' ').is_some_and(u8::is_ascii_digit) {
                    end + 1
                } else {
                    end
                };
                Some((end, month))
            }
            _ => None,
        }
    }

    /// 3 March 2025, 20th of next month, 13 to 15 July.
    pub(super) fn day_first(&self, number: &Number) -> Found {
        if number.figures > 2 || !(1..=31).contains(&number.value) {
            return None;
        }
        let day = DayPart::Day(number.value as u8);
        let of = |year: Option<i32>, month: u8| Expr::of_month(year, Some(month), day, Precision::Day, "date.absolute");
        let at = self.skip_marks(number.end);
        let behind = self.is(at, DateWord::Of).map_or(at, |end| self.skip(end));
        let behind = self.unit(behind).filter(|(_, unit)| *unit == Unit::Day && number.ordinal).map_or(behind, |(end, _)| self.skip(self.of(end)));
        if let Some((end, month)) = self.month_at(behind) {
            // "One may ask" holds no date, "fifteen August" does.
            if !number.arabic && !number.ordinal && !self.text.as_bytes()[behind].is_ascii_uppercase() {
                return None;
            }
            // "Chapter 11 in September": no day.
            if !number.ordinal && self.text[at..behind].trim() == "in" {
                return None;
            }
            let (end, year) = self.any_year_behind(end);
            // 14-Oct-25 has its dash twice.
            let dashed = self.text[number.end..].starts_with('-') && self.text[end..].starts_with('-');
            let (end, year) = match (year, (number.ordinal || dashed).then(|| self.number(self.skip_marks(end))).flatten()) {
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
    pub(super) fn day_of_range(&self, number: &Number, at: usize) -> Found {
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

    pub(super) fn after_dash(&self, end: usize) -> usize {
        let at = self.skip(end);
        match self.text[at..].chars().next() {
            Some(c @ ('-' | '–' | '~')) => self.skip(at + c.len_utf8()),
            _ => at,
        }
    }

    /// October 14, 2025; Oct. 2; May 2020; March in 2019; June next year.
    pub(super) fn month_first(&self, at: usize) -> Found {
        let (end, month) = self.month_at(at)?;
        // July-end.
        if self.text[end..].starts_with('-')
            && let Some((after, DateWord::Part(Part::Late))) = self.words.that(self.text, end + 1, |w| w == DateWord::Part(Part::Late))
            && self.is_closed(after)
        {
            return Some((after, part_of_month(None, Some(month), Part::Late)));
        }
        let month_only = |year: Option<i32>| Expr::of_month(year, Some(month), DayPart::Whole, Precision::Month, "date.absolute");
        let at = self.skip_marks(end);
        let at = self.is(at, DateWord::The).map_or(at, |end| self.skip(end));
        let number = self.number(at).filter(|n| n.figures <= 2 && (1..=31).contains(&n.value));
        if let Some(day) = number
            && !self.is_time_or_part(day.end)
            && self.year_in_words(at).is_none()
            && (at != end || day.arabic)
            && (day.arabic || day.ordinal || !self.text[end..at].contains(','))
            && (!self.text[end..].starts_with(". ") || self.is_abbreviation(end))
        {
            let (end, year) = self.any_year_behind(day.end);
            let expr = Expr::of_month(year, Some(month), DayPart::Day(day.value as u8), Precision::Day, "date.absolute");
            return Some(match self.weekday_behind(end) {
                Some((end, weekday)) => (end, self.with_weekday(expr, weekday)),
                None => (end, expr),
            });
        }
        let (end, year) = self.any_year_behind(end);
        Some((end, month_only(year)))
    }

    /// A point behind a short month ends no sentence.
    pub(super) fn is_abbreviation(&self, end: usize) -> bool {
        self.text[..end].ends_with('.')
    }

    /// The number goes on: 10:30, 2.5, 15%, 20 million.
    pub(super) fn is_time_or_part(&self, end: usize) -> bool {
        let bytes = self.text.as_bytes();
        match bytes.get(end) {
            Some(b':' | b'%') => true,
            Some(b'.' | b',') => bytes.get(end + 1).is_some_and(u8::is_ascii_digit),
            Some(b'a'..=b'z' | b'A'..=b'Z') => true,
            Some(b' ') => {
                self.text[end + 1..].starts_with(['%'])
                    || self.words.numbers.words.starting(self.text, end + 1).is_some_and(|(_, w)| matches!(w, NumberWord::Big(_)))
            }
            _ => false,
        }
    }

    /// Jul 18, Fri.
    pub(super) fn weekday_behind(&self, end: usize) -> Option<(usize, u8)> {
        let at = self.skip(self.text[end..].starts_with(',').then_some(end + 1)?);
        match self.words.that(self.text, at, |w| matches!(w, DateWord::Weekday(..)))? {
            (after, DateWord::Weekday(weekday, _)) => Some((after, weekday)),
            _ => None,
        }
    }

    /// May and March are other words too, Jan and Mar names.
    pub(super) fn is_month_meant(&self, at: usize, end: usize, word: DateWord, expr: &Expr) -> bool {
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
        // The March Group and Company: a capital behind it makes it part of a name.
        let named = self.text[self.skip(end)..].starts_with(|c: char| c.is_uppercase()) && self.text[end..].starts_with(' ');
        let article = matches!(self.words.before(self.text, crate::mention::words::skip_blanks_back(self.text, at, 1)), Some((_, DateWord::The)));
        if named && article {
            return false;
        }
        let inside = before.is_some_and(|c| c.is_ascii_lowercase()) && !named;
        let joined = self.that(end, |w| matches!(w, DateWord::To)).is_some();
        if first.is_ascii_uppercase() {
            led || joined || (inside && end - at == 3 && !self.follows_name(at)) || (inside && end - at > 3)
        } else {
            led && end - at == 3 && self.is_closed(end) || self.is_led(at) && end - at > 3 && self.is_closed(end)
        }
    }

    /// The word before begins with a capital: Theresa May.
    pub(super) fn follows_name(&self, at: usize) -> bool {
        let before = self.text[..at].trim_end();
        let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        word.starts_with(|c: char| c.is_uppercase())
    }

    pub(super) fn weekday(&self, end: usize, weekday: u8, weak: bool, at: usize) -> Found {
        let context = self.context;
        // Every Thursday, on a Monday: none in particular.
        let blank = crate::mention::words::skip_blanks_back(self.text, at, 1);
        let general = matches!(self.words.before(self.text, blank), Some((_, DateWord::Every)))
            || matches!(self.words.numbers.words.ending(self.text, blank), Some((_, NumberWord::Article)));
        if general && blank < at {
            return None;
        }
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
        // Monday (Oct 13).
        if let Some(inner) = self.text[self.skip(end)..].strip_prefix('(').map(|rest| self.text.len() - rest.len())
            && let Some((close, expr)) = self.month_first(inner).or_else(|| self.number(inner).and_then(|n| self.day_first(&n)))
            && expr.precision == Precision::Day
            && self.text[close..].starts_with(')')
        {
            return Some((close + 1, self.with_weekday(expr, weekday)));
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
        let meant = !weak || full || point || self.text.as_bytes()[at].is_ascii_uppercase() && self.is_led(at) && self.is_closed(end);
        if !meant {
            return None;
        }
        let end = if point { end + 1 } else { end };
        let ahead = context.ahead || self.follows(at, DateWord::Ending(false));
        let day = context.today.and_then(|today| calendar::weekday_up_to(if ahead { calendar::plus_days(today, 6)? } else { today }, weekday));
        Some((end, Expr::fixed(day.map(Period::day), Precision::Day, "date.weekday")))
    }

    /// Fri, Jul 18: the year in which that day is a Friday, where none is told.
    pub(super) fn with_weekday(&self, expr: Expr, weekday: u8) -> Expr {
        let (Some(today), None, Some(month), DayPart::Day(day)) = (self.context.today, expr.year, expr.month(), expr.day) else { return expr };
        let this = i32::from(today.year());
        let year = [this, this - 1, this + 1]
            .into_iter()
            .find(|&year| calendar::date(year, month, day).is_some_and(|day| day.weekday().to_monday_one_offset() == weekday as i8));
        Expr { year: year.or(expr.year), ..expr }
    }

    /// The nearest day of the month on that weekday: Saturday the 23rd.
    pub(super) fn day_with_weekday(&self, day: u8, weekday: u8) -> Option<jiff::civil::Date> {
        let today = self.context.today?;
        (0..24).flat_map(|m| [-m, m]).find_map(|months| {
            let month = calendar::plus_months(today.first_of_month(), months)?;
            let found = calendar::date(i32::from(month.year()), month.month() as u8, day)?;
            (found.weekday().to_monday_one_offset() == weekday as i8).then_some(found)
        })
    }
}
