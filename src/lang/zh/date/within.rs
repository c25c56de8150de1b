//! What stands behind a year or a month: 2025年→三季度, 上月→底, 10月→14日.

use super::*;

impl Reader<'_> {
    pub(super) fn part(&self, at: usize) -> Option<(usize, Part)> {
        let at = self.of(at);
        match self.words.that(self.text, self.skip(at), |w| matches!(w, DateWord::Part(_) | DateWord::Guard))? {
            (end, DateWord::Part(part)) => Some((end, late_for_end(part))),
            _ => None,
        }
    }

    pub(super) fn part_behind(&self, end: usize, expr: Expr) -> (usize, Expr) {
        match self.part(end) {
            Some((after, part)) => match expr.fixed {
                None if expr.year.is_none() && self.context.today.is_none() => (after, expr),
                None => {
                    let period = match expr.resolve(self.context) {
                        Resolved::Period(period) => Some(period),
                        _ => None,
                    };
                    (after, part_of_period(self.context, Expr::fixed(period, expr.precision, expr.rule), part))
                }
                Some(_) => (after, part_of_period(self.context, expr, part)),
            },
            None => (end, expr),
        }
    }

    /// What follows a year.
    pub(super) fn in_year(&self, year: Expr, end: usize) -> (usize, Expr) {
        self.within_year(&year, end).unwrap_or((end, year))
    }

    pub(super) fn within_year(&self, expr: &Expr, end: usize) -> Found {
        let year = expr.year;
        let at = self.skip(self.of(end));
        // 2025年,10月 are two; 2025年10月 is one.
        if let Some(number) = self.number(at) {
            if let Some((end, unit)) = self.unit(number.end) {
                match unit {
                    Unit::Month => return self.month(number.value, year, end),
                    Unit::Quarter => {
                        let quarter = u8::try_from(number.value).ok().filter(|q| (1..=4).contains(q))?;
                        return Some(self.part_behind(end, quarter_of(year, quarter)));
                    }
                    _ => return None,
                }
            }
            return self.months_of(number, year);
        }
        let (after, word) = self.words.that(self.text, at, |_| true)?;
        match word {
            DateWord::Month(month, _) => self.month(i32::from(month), year, after),
            DateWord::HalfOf(half) if half > 0 => Some((after, half_of(year, half))),
            DateWord::QuarterOf(quarter) => Some(self.part_behind(after, quarter_of(year, quarter))),
            DateWord::Part(part) => Some((after, part_of_year(year, late_for_end(part)))),
            DateWord::Season(first, last) => Some((after, Expr::of_year(year, Within::Months(first, last), Precision::Quarter, "date.season"))),
            DateWord::Feast(feast) => Some((after, feast_of(year, feast))),
            DateWord::Nth => self.nth(after, year),
            DateWord::First => self.first(after, year),
            DateWord::Last | DateWord::Shift(1) => self.last(after, year?),
            DateWord::Whole => Some((after, *expr)),
            DateWord::Lunar => self.lunar(year, after),
            DateWord::Same => {
                let shift = self.context.today.zip(year).map_or(0, |(today, year)| year - i32::from(today.year()));
                Some((after, build::same_period(self.context, year, shift)))
            }
            DateWord::Unit(Unit::Year) => {
                let (after, part) = self.part(after)?;
                Some((after, part_of_year(year, part)))
            }
            // 去年本月十日, 去年同月.
            DateWord::Relative(Unit::Month, 0) => {
                let month = self.context.today?.month() as u8;
                self.month(i32::from(month), year, after)
            }
            _ => None,
        }
    }

    /// 2025年1-8月.
    pub(super) fn months_of(&self, number: Number, year: Option<i32>) -> Found {
        let (after, _) = self.words.that(self.text, self.skip(number.end), |w| w == DateWord::To)?;
        let second = self.number(after)?;
        let (_, unit) = self.unit(second.end)?;
        let month = u8::try_from(number.value).ok().filter(|m| (1..=12).contains(m) && second.value <= 12)?;
        (unit == Unit::Month).then(|| (number.end, Expr::of_month(year, Some(month), DayPart::Whole, Precision::Month, "date.absolute")))
    }

    pub(super) fn month(&self, month: i32, year: Option<i32>, end: usize) -> Found {
        let month = u8::try_from(month).ok().filter(|m| (1..=12).contains(m))?;
        let whole = Expr::of_month(year, Some(month), DayPart::Whole, Precision::Month, "date.absolute");
        Some(self.in_month(year, month, end, whole))
    }

    /// What follows a month: a day, a part, a week.
    pub(super) fn in_month(&self, year: Option<i32>, month: u8, end: usize, whole: Expr) -> (usize, Expr) {
        self.within_month(year, month, end).unwrap_or((end, whole))
    }

    pub(super) fn within_month(&self, year: Option<i32>, month: u8, end: usize) -> Found {
        let at = self.skip(self.of(end));
        let of = |day: DayPart, precision: Precision| Expr::of_month(year, Some(month), day, precision, "date.absolute");
        if let Some(number) = self.number(at) {
            let day = u8::try_from(number.value).ok().filter(|d| (1..=31).contains(d) && !number.more && number.figures <= 3)?;
            // No guard here: in 5月20日本公司 the day is meant.
            if let Some((end, _)) = self.words.that(self.text, self.skip(number.end), |w| w == DateWord::Unit(Unit::Day)) {
                return Some((end, of(DayPart::Day(day), Precision::Day)));
            }
            // 10月14日至15日 and 3月5-8日 share the unit; 十月31 lacks it.
            let shared = self.words.that(self.text, self.skip(number.end), |w| matches!(w, DateWord::To)).and_then(|(after, _)| {
                let second = self.number(after).filter(|n| n.value <= 31)?;
                self.unit(second.end).filter(|(_, unit)| *unit == Unit::Day)
            });
            let closed =
                self.text[number.end..].chars().next().is_none_or(|c| !is_han(c) && !c.is_alphanumeric() && !matches!(c, '.' | '%' | '-' | '/' | ':' | ','));
            let plain = number.arabic || number.figures > 1 && !number.row;
            return (shared.is_some() || closed && plain && at == end).then(|| (number.end, of(DayPart::Day(day), Precision::Day)));
        }
        let (after, word) = self.words.at(self.text, at)?;
        match word {
            // 三月初一: the first day.
            DateWord::Part(Part::Early) if self.figures(after).is_some_and(|n| (1..=10).contains(&n.value)) && self.text[at..after].chars().count() == 1 => {
                let number = self.figures(after)?;
                Some((number.end, of(DayPart::Day(number.value as u8), Precision::Day)))
            }
            DateWord::Part(part) => Some((after, part_of_month(year, Some(month), late_for_end(part)))),
            DateWord::Unit(Unit::Month) => {
                let (after, part) = self.part(after)?;
                Some((after, part_of_month(year, Some(month), part)))
            }
            DateWord::Nth => {
                let number = self.number(after).filter(|n| (1..=5).contains(&n.value))?;
                let nth = i8::try_from(number.value).ok()?;
                let at = self.is(number.end, DateWord::Classifier).unwrap_or(number.end);
                if let Some((end, DateWord::Weekday(weekday, _))) = self.word(at) {
                    return Some((end, of(DayPart::Weekday(nth, weekday), Precision::Day)));
                }
                let (end, unit) = self.unit(at)?;
                (unit == Unit::Week).then(|| (end, of(DayPart::Week(nth), Precision::Week)))
            }
            DateWord::First => {
                let number = self.number(after).filter(|n| (1..=31).contains(&n.value))?;
                let (end, unit) = self.unit(self.is(number.end, DateWord::Classifier).unwrap_or(number.end))?;
                (unit == Unit::Day).then(|| (end, of(DayPart::Days(1, number.value as u8), Precision::Range)))
            }
            DateWord::Last => {
                let number = self.number(after).filter(|n| (1..=31).contains(&n.value))?;
                let at = self.is(number.end, DateWord::Classifier).unwrap_or(number.end);
                if let Some((end, DateWord::Weekday(weekday, _))) = self.word(at).filter(|_| number.value == 1) {
                    return Some((end, of(DayPart::Weekday(-1, weekday), Precision::Day)));
                }
                match self.unit(at)? {
                    (end, Unit::Day) => Some((end, of(DayPart::Last(number.value as u8), Precision::Range))),
                    (end, Unit::Week) if number.value == 1 => Some((end, of(DayPart::Week(-1), Precision::Week))),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// 农历正月十五, 阴历8月23号.
    pub(super) fn lunar(&self, year: Option<i32>, end: usize) -> Found {
        let (at, month) = match self.words.that(self.text, self.skip(end), |w| matches!(w, DateWord::Month(..))) {
            Some((at, DateWord::Month(month, _))) => (at, month),
            _ => {
                let number = self.number(end)?;
                let (at, _) = self.unit(number.end).filter(|(_, unit)| *unit == Unit::Month)?;
                (at, u8::try_from(number.value).ok()?)
            }
        };
        let at = self.words.that(self.text, at, |w| w == DateWord::Part(Part::Early)).map_or(at, |(end, _)| end);
        let number = self.number(at).filter(|n| (1..=30).contains(&n.value))?;
        let end = self.unit(number.end).filter(|(_, unit)| *unit == Unit::Day).map_or(number.end, |(end, _)| end);
        Some((end, feast_of(year, Feast::Lunar(month, u8::try_from(number.value).ok()?))))
    }

    /// 上旬, 中旬 without a month are of the document's; 初 and 末 alone are nothing.
    pub(super) fn alone_part(&self, at: usize, end: usize, part: Part) -> Found {
        let long = self.text[at..end].ends_with('旬');
        let today = self.context.today?;
        long.then(|| (end, part_of_month(Some(i32::from(today.year())), Some(today.month() as u8), part)))
    }

    /// 2019年至今, 今年以来: to the document's day.
    pub(super) fn to_today(&self, end: usize, expr: Expr) -> (usize, Expr) {
        let Some((after, _)) = self.words.that(self.text, self.skip(end), |w| w == DateWord::Since) else { return (end, expr) };
        let period = match expr.resolve(self.context) {
            Resolved::Period(period) => period,
            _ => return (end, expr),
        };
        (after, build::to_date(self.context, Some(period)))
    }
}
