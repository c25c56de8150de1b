//! Chinese dates: from the coarse to the fine, each part with its unit behind it (2025年10月14日, 去年三季度, 上月底, 三周前).

use rust_decimal::prelude::ToPrimitive as _;

use crate::doc::Precision;
use crate::mention::date::build::{self, anchored, part_of_decade, part_of_month, part_of_period, part_of_year, relative, shifted};
use crate::mention::date::calendar::{self, Period};
use crate::mention::date::expr::{Context, DayPart, Expr, Feast, Within};
use crate::mention::date::numeric::{self, Order};
use crate::mention::date::word::{DateWord, DateWords, Part, Unit};
use crate::mention::quantity::number::NumberWord;
use crate::mention::words::skip_blanks;
use crate::read::is_han;

/// Day before month only where the month would be none.
const ORDER: Order = Order { month_first: true, year_first: true };
/// Figures of a year, and a bound for any number in a date.
const MAX_FIGURES: usize = 8;

/// A whole number in a date.
#[derive(Clone, Copy)]
struct Number {
    end: usize,
    value: i32,
    figures: usize,
    arabic: bool,
    /// Figures in a row without 十 (二零二五).
    row: bool,
    /// 几, 多: and some more.
    more: bool,
}

type Found = Option<(usize, Expr)>;

/// What the grammar reads with.
struct Reader<'a> {
    words: &'a DateWords,
    text: &'a str,
    context: &'a Context,
}

/// Reads the date that starts at `at`.
pub(crate) fn read(words: &DateWords, text: &str, at: usize, context: &Context) -> Found {
    let reader = Reader { words, text, context };
    let (end, expr) = match reader.number(at) {
        Some(number) => reader.from_number(at, number).or_else(|| reader.from_word(at))?,
        None => reader.from_word(at)?,
    };
    Some(reader.to_today(end, expr))
}

/// Reads what may stand for the end of a range that begins with `first`: a date, or a number that takes the unit of the first.
pub(crate) fn read_end(words: &DateWords, text: &str, at: usize, context: &Context, _first: &Expr) -> Found {
    read(words, text, at, context)
}

impl Reader<'_> {
    fn skip(&self, at: usize) -> usize {
        skip_blanks(self.text, at, 2)
    }

    fn word(&self, at: usize) -> Option<(usize, DateWord)> {
        self.words.at(self.text, self.skip(at))
    }

    fn is(&self, at: usize, wanted: DateWord) -> Option<usize> {
        self.words.is(self.text, self.skip(at), wanted)
    }

    fn unit(&self, at: usize) -> Option<(usize, Unit)> {
        match self.words.that(self.text, self.skip(at), |w| matches!(w, DateWord::Unit(_) | DateWord::Guard))? {
            (end, DateWord::Unit(unit)) => Some((end, unit)),
            _ => None,
        }
    }

    /// The end behind an optional 的.
    fn of(&self, at: usize) -> usize {
        self.is(at, DateWord::Of).unwrap_or(at)
    }

    fn number(&self, at: usize) -> Option<Number> {
        let at = self.skip(at);
        let rest = &self.text.as_bytes()[at..];
        let digits = rest.iter().take(MAX_FIGURES + 1).take_while(|b| b.is_ascii_digit()).count();
        if digits > MAX_FIGURES {
            return None;
        }
        if digits > 0 {
            let value = rest[..digits].iter().fold(0, |value, b| value * 10 + i32::from(b - b'0'));
            return Some(self.more(Number { end: at + digits, value, figures: digits, arabic: true, row: true, more: false }));
        }
        self.figures(at)
    }

    fn more(&self, number: Number) -> Number {
        match self.words.that(self.text, number.end, |w| w == DateWord::More) {
            Some((end, _)) => Number { end, more: true, ..number },
            None => number,
        }
    }

    /// 二零二五, 十二, 廿三, 两千零四.
    fn figures(&self, at: usize) -> Option<Number> {
        let (mut end, mut figures) = (at, 0);
        let (mut row, mut total, mut current, mut units) = (0i32, 0i32, None, false);
        let mut few = false;
        for (i, c) in self.text[at..].char_indices().take(MAX_FIGURES + 2) {
            match self.words.numbers.chars.get(&c) {
                Some(NumberWord::Figure(n)) => {
                    let n = n.to_i32()?;
                    row = row.checked_mul(10)?.checked_add(n)?;
                    current = Some(current.filter(|_| units && n < 10).map_or(n, |tens: i32| tens + n));
                    units |= n >= 20;
                }
                Some(NumberWord::Small(n)) => {
                    total += current.take().unwrap_or(1).checked_mul(n.to_i32()?)?;
                    units = true;
                }
                Some(NumberWord::Several) => {
                    few = true;
                    if figures == 0 {
                        current = Some(3);
                    }
                }
                _ => break,
            }
            figures += 1;
            end = at + i + c.len_utf8();
        }
        if figures == 0 || figures > MAX_FIGURES {
            return None;
        }
        let value = if units { total + current.unwrap_or(0) } else { current.filter(|_| figures == 1).unwrap_or(row) };
        Some(self.more(Number { end, value, figures, arabic: false, row: !units && figures > 1, more: few }))
    }

    // ---- what begins with a number

    fn from_number(&self, at: usize, number: Number) -> Found {
        if number.arabic
            && let Some(found) = numeric::read(self.text, at, self.context, ORDER, false)
        {
            return Some(found);
        }
        let after = self.skip(number.end);
        if let Some((end, unit)) = self.unit(after).or_else(|| self.is(after, DateWord::Classifier).and_then(|classifier| self.unit(classifier))) {
            let counted = self.is(after, DateWord::Classifier).is_some();
            return self.counted(number, unit, end).or_else(|| if counted { None } else { self.numbered(number, unit, end) });
        }
        self.shared_unit(number)
    }

    /// 三周前, 5年后, 三年来.
    fn counted(&self, number: Number, unit: Unit, end: usize) -> Found {
        if number.value >= 1000 || (number.arabic && number.figures == 2 && unit == Unit::Year && number.value > 50) {
            return None;
        }
        let (end, half) = match self.words.that(self.text, end, |w| w == DateWord::HalfOf(0)) {
            Some((end, _)) => (end, true),
            None => (end, false),
        };
        let end = self.is(end, DateWord::More).unwrap_or(end);
        let (after, word) = self.words.that(self.text, self.skip(end), |w| matches!(w, DateWord::Ago | DateWord::Later | DateWord::Since))?;
        // 3日前 is three days ago only where no month stands before it; 3月前 is before March.
        if unit == Unit::Month && self.is(number.end, DateWord::Classifier).is_none() {
            return None;
        }
        let today = self.context.today;
        let count = if word == DateWord::Later { number.value } else { -number.value };
        let expr = match word {
            DateWord::Since => {
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

    /// 2025年…, 10月…, 29日, 三季度, 90年代.
    fn numbered(&self, number: Number, unit: Unit, end: usize) -> Found {
        if number.more {
            return None;
        }
        match unit {
            Unit::Year | Unit::FiscalYear => {
                let year = self.year_of(number, end)?;
                Some(self.in_year(Expr::year(year, "date.absolute"), end))
            }
            Unit::Month => self.month(number.value, None, end),
            Unit::Day => self.bare_day(number, end),
            Unit::Quarter => {
                let quarter = u8::try_from(number.value).ok().filter(|q| (1..=4).contains(q))?;
                Some(self.part_behind(end, quarter_of(None, quarter)))
            }
            Unit::Decade => {
                let decade = number.value;
                let first = match number.figures {
                    4 => decade,
                    _ if (0..100).contains(&decade) && decade % 10 == 0 => {
                        if decade < 30 {
                            2000 + decade
                        } else {
                            1900 + decade
                        }
                    }
                    _ => return None,
                };
                let (end, part) = self.part(end).map_or((end, None), |(end, part)| (end, Some(part)));
                Some((end, part_of_decade(first, part)))
            }
            Unit::Century => self.century((number.value - 1).checked_mul(100)?, end),
            _ => None,
        }
    }

    fn year_of(&self, number: Number, end: usize) -> Option<i32> {
        match number.figures {
            4 if number.row || !number.arabic => Some(number.value).filter(|y| (1000..2200).contains(y)),
            // 98年4月: a short year needs more behind it; 零八年 shows by its form.
            2 if number.arabic || number.row => {
                let full = build::full_year(number.value, self.context);
                let shown = number.row && !number.arabic;
                (shown || self.goes_on(end)).then_some(full)
            }
            _ if !number.arabic && number.value >= 1000 => Some(number.value),
            _ => None,
        }
    }

    /// A month, quarter or part of a year follows.
    fn goes_on(&self, end: usize) -> bool {
        let (_, expr) = self.in_year(Expr::year(2000, ""), end);
        expr.precision != Precision::Year
    }

    /// 29日: but no 5日均线, 3号线.
    fn bare_day(&self, number: Number, end: usize) -> Found {
        let day = u8::try_from(number.value).ok().filter(|d| (1..=31).contains(d) && !number.more)?;
        let free = self.text[end..].chars().next().is_none_or(|c| c != '的' || true);
        free.then(|| (end, Expr::of_month(None, None, DayPart::Day(day), Precision::Day, "date.absolute")))
    }

    /// 1999至2001年: the unit of the second number is the first one's too.
    fn shared_unit(&self, number: Number) -> Found {
        let joint = self.skip(number.end);
        let (after, _) = self.words.that(self.text, joint, |w| matches!(w, DateWord::To | DateWord::And))?;
        let second = self.number(after)?;
        let (end, unit) = self.unit(second.end)?;
        let joined = self.words.is(self.text, joint, DateWord::To).is_some();
        if number.more || second.more || !number.arabic && number.figures == 0 || (!joined && unit != Unit::Year) {
            return None;
        }
        let expr = match unit {
            Unit::Year if number.figures == 4 && second.figures == 4 => Expr::year(number.value, "date.absolute"),
            Unit::Month if number.value <= 12 && second.value <= 12 => {
                let month = u8::try_from(number.value).ok().filter(|m| *m > 0)?;
                Expr::of_month(None, Some(month), DayPart::Whole, Precision::Month, "date.absolute")
            }
            Unit::Day if number.value <= 31 && second.value <= 31 && self.context.month.is_some() => self.bare_day(number, end)?.1,
            _ => return None,
        };
        Some((number.end, expr))
    }

    // ---- what begins with a word

    fn from_word(&self, at: usize) -> Found {
        let (end, word) = self.words.at(self.text, at)?;
        let context = self.context;
        match word {
            DateWord::Relative(unit, shift) => self.relative(unit, shift, end, relative(context, unit, shift)),
            DateWord::Open(shift) => {
                let number = self.number(end)?;
                let close = self.text[number.end..].strip_prefix(')')?;
                let day = close.strip_prefix('日').or_else(|| close.strip_prefix('天')).or_else(|| close.strip_prefix('晚'))?;
                Some((self.text.len() - day.len(), relative(context, Unit::Day, shift)))
            }
            DateWord::Anchor(unit, shift) => self.relative(unit, shift, end, anchored(context, unit, shift)),
            DateWord::Weekday(weekday, _) => Some((end, weekday_of(context, weekday))),
            DateWord::HalfOf(half) if half > 0 => Some((end, half_of(None, half))),
            DateWord::QuarterOf(quarter) => Some(self.part_behind(end, quarter_of(None, quarter))),
            DateWord::Season(first, last) => Some((end, Expr::of_year(None, Within::Months(first, last), Precision::Quarter, "date.season"))),
            DateWord::Feast(feast) => Some((end, feast_of(None, feast))),
            DateWord::Vague => Some((end, Expr::fixed(None, Precision::Vague, "date.vague"))),
            DateWord::Past | DateWord::Coming => self.stretch(end, word == DateWord::Past),
            DateWord::First => self.first(end, None).or_else(|| self.units_before(end, true)),
            DateWord::Shift(shift) => self.units_before(end, shift < 0),
            DateWord::Last => None,
            DateWord::Era(before_first) => self.era(before_first, end),
            DateWord::Nth => self.nth(end, None),
            DateWord::Lunar => self.lunar(None, end),
            DateWord::Part(part) => self.alone_part(at, end, part),
            DateWord::Same => Some((end, build::anchored_same(context, 0))),
            DateWord::Unit(Unit::Year) => {
                // 年初, 年底, 年中, 年内.
                let (end, part) = self.words.that(self.text, end, |w| matches!(w, DateWord::Part(_)))?;
                let DateWord::Part(part) = part else { return None };
                let year = context.today.map(|today| i32::from(today.year()));
                Some((end, part_of_year(year, late_for_end(part))))
            }
            DateWord::Unit(Unit::Month) => {
                let (end, part) = self.words.that(self.text, end, |w| matches!(w, DateWord::Part(_)))?;
                let DateWord::Part(part) = part else { return None };
                let today = context.today?;
                Some((end, part_of_month(Some(i32::from(today.year())), Some(today.month() as u8), late_for_end(part))))
            }
            DateWord::Month(month, _) => self.month(i32::from(month), None, end),
            _ => None,
        }
    }

    /// 去年…, 上周五, 上月底, 本季度末.
    fn relative(&self, unit: Unit, shift: i32, end: usize, expr: Expr) -> Found {
        Some(match unit {
            Unit::Year | Unit::FiscalYear => self.in_year(expr, end),
            Unit::Month => {
                let month = expr.fixed.map(|p| (i32::from(p.from.year()), p.from.month() as u8));
                match month {
                    Some((year, month)) => self.in_month(Some(year), month, end, expr),
                    None => (self.part(end).map_or(end, |(end, _)| end), expr),
                }
            }
            Unit::Week => {
                let named = self.weekday_number(end);
                match (named, self.context.today) {
                    (Some((end, weekday)), Some(today)) => {
                        let day = calendar::weekday_of_week(today, shift, weekday);
                        (end, Expr::fixed(day.map(Period::day), Precision::Day, "date.weekday"))
                    }
                    (Some((end, _)), None) => (end, Expr { precision: Precision::Day, ..expr }),
                    _ => self.part_behind(end, expr),
                }
            }
            Unit::Decade => {
                let (end, part) = self.part(end).map_or((end, None), |(end, part)| (end, Some(part)));
                (end, part.map_or(expr, |part| part_of_period(expr, part)))
            }
            Unit::Century => {
                let first = expr.fixed.map_or(2000, |p| i32::from(p.from.year()));
                self.century(first, end).unwrap_or((end, expr))
            }
            Unit::Quarter | Unit::Half => self.part_behind(end, expr),
            _ => (end, expr),
        })
    }

    /// 一 to 六, 日, 天 behind 上周.
    fn weekday_number(&self, at: usize) -> Option<(usize, u8)> {
        let c = self.text[at..].chars().next()?;
        let weekday = match c {
            '日' | '天' => 7,
            _ => match self.words.numbers.chars.get(&c)? {
                NumberWord::Figure(n) => n.to_u8().filter(|n| (1..=6).contains(n))?,
                _ => return None,
            },
        };
        let end = at + c.len_utf8();
        // 上周三家公司: a weekday is not followed by what is counted.
        let counted = self.text[end..].starts_with(['家', '个', '次', '笔', '十', '百', '千', '万', '只', '款', '名', '位', '起', '连']);
        (!counted || weekday == 7).then_some((end, weekday))
    }

    /// 过去三个月, 近五年, 未来两天.
    fn stretch(&self, end: usize, past: bool) -> Found {
        let number = self.number(end)?;
        let at = self.is(number.end, DateWord::Classifier).unwrap_or(number.end);
        let (end, unit) = self.unit(at)?;
        let end = self.is(end, DateWord::Since).unwrap_or(end);
        if number.value == 0 || number.value > 1000 {
            return None;
        }
        Some((end, build::stretch(self.context, unit, number.value, past)))
    }

    /// 前三季度, 前9个月, 前两天 of a year.
    fn first(&self, end: usize, year: Option<i32>) -> Found {
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
        (1..=12).contains(&last).then(|| (end, Expr::of_year(year, Within::Months(1, last), Precision::Range, "date.first-units")))
    }

    /// 最后三周, 最后五天, 后三月 of a year.
    fn last(&self, end: usize, year: i32) -> Found {
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
    fn units_before(&self, end: usize, past: bool) -> Found {
        let number = self.number(end).filter(|n| (1..100).contains(&n.value))?;
        let at = self.is(number.end, DateWord::Classifier).unwrap_or(number.end);
        let (end, unit) = self.unit(at)?;
        Some((end, build::whole_units(self.context, unit, number.value, past)))
    }

    /// 民国114年, 康熙20年9月.
    fn era(&self, before_first: i32, end: usize) -> Found {
        let number = self.number(end).filter(|n| !n.more)?;
        let (end, _) = self.unit(number.end).filter(|(_, unit)| *unit == Unit::Year)?;
        let year = before_first.checked_add(number.value)?;
        Some(self.in_year(Expr::year(year, "date.era"), end))
    }

    /// 第三季度, 第52周, 第8个月 (of a year).
    fn nth(&self, end: usize, year: Option<i32>) -> Found {
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

    fn century(&self, first: i32, end: usize) -> Found {
        let at = self.of(end);
        if let Some(number) = self.number(at)
            && let Some((end, Unit::Decade)) = self.unit(number.end)
        {
            let (end, part) = self.part(end).map_or((end, None), |(end, part)| (end, Some(part)));
            return Some((end, part_of_decade(first.checked_add(number.value)?, part)));
        }
        let (end, part) = self.part(end).map_or((end, None), |(end, part)| (end, Some(part)));
        let (skip, count) = match part {
            Some(Part::Early) => (0, 20),
            Some(Part::Late | Part::End) => (80, 20),
            Some(Part::Mid) => (40, 20),
            _ => (0, 100),
        };
        Some((end, Expr::fixed(calendar::years(first.checked_add(skip)?, count), Precision::Years, "date.century")))
    }

    // ---- parts behind a year or month

    fn part(&self, at: usize) -> Option<(usize, Part)> {
        let at = self.of(at);
        match self.words.that(self.text, self.skip(at), |w| matches!(w, DateWord::Part(_)))? {
            (end, DateWord::Part(part)) => Some((end, late_for_end(part))),
            _ => None,
        }
    }

    fn part_behind(&self, end: usize, expr: Expr) -> (usize, Expr) {
        match self.part(end) {
            Some((after, part)) => match expr.fixed {
                None if expr.year.is_none() && self.context.today.is_none() => (after, expr),
                None => {
                    let period = match expr.resolve(self.context) {
                        crate::mention::date::expr::Resolved::Period(period) => Some(period),
                        _ => None,
                    };
                    (after, part_of_period(Expr::fixed(period, expr.precision, expr.rule), part))
                }
                Some(_) => (after, part_of_period(expr, part)),
            },
            None => (end, expr),
        }
    }

    /// What follows a year.
    fn in_year(&self, year: Expr, end: usize) -> (usize, Expr) {
        self.within_year(&year, end).unwrap_or((end, year))
    }

    fn within_year(&self, expr: &Expr, end: usize) -> Found {
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
            DateWord::Last => self.last(after, year?),
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
    fn months_of(&self, number: Number, year: Option<i32>) -> Found {
        let (after, _) = self.words.that(self.text, self.skip(number.end), |w| w == DateWord::To)?;
        let second = self.number(after)?;
        let (_, unit) = self.unit(second.end)?;
        let month = u8::try_from(number.value).ok().filter(|m| (1..=12).contains(m) && second.value <= 12)?;
        (unit == Unit::Month).then(|| (number.end, Expr::of_month(year, Some(month), DayPart::Whole, Precision::Month, "date.absolute")))
    }

    fn month(&self, month: i32, year: Option<i32>, end: usize) -> Found {
        let month = u8::try_from(month).ok().filter(|m| (1..=12).contains(m))?;
        let whole = Expr::of_month(year, Some(month), DayPart::Whole, Precision::Month, "date.absolute");
        Some(self.in_month(year, month, end, whole))
    }

    /// What follows a month: a day, a part, a week.
    fn in_month(&self, year: Option<i32>, month: u8, end: usize, whole: Expr) -> (usize, Expr) {
        self.within_month(year, month, end).unwrap_or((end, whole))
    }

    fn within_month(&self, year: Option<i32>, month: u8, end: usize) -> Found {
        let at = self.skip(self.of(end));
        let of = |day: DayPart, precision: Precision| Expr::of_month(year, Some(month), day, precision, "date.absolute");
        if let Some(number) = self.number(at) {
            let day = u8::try_from(number.value).ok().filter(|d| (1..=31).contains(d) && !number.more && number.figures <= 3)?;
            if let Some((end, Unit::Day)) = self.unit(number.end) {
                return Some((end, of(DayPart::Day(day), Precision::Day)));
            }
            // 10月14日至15日 and 3月5-8日 share the unit; 十月31 lacks it.
            let shared = self.words.that(self.text, self.skip(number.end), |w| matches!(w, DateWord::To)).and_then(|(after, _)| {
                let second = self.number(after).filter(|n| n.value <= 31)?;
                self.unit(second.end).filter(|(_, unit)| *unit == Unit::Day)
            });
            let closed =
                self.text[number.end..].chars().next().is_none_or(|c| !is_han(c) && !c.is_alphanumeric() && !matches!(c, '.' | '%' | '-' | '/' | ':' | ','));
            return (shared.is_some() || closed && number.arabic && at == end).then(|| (number.end, of(DayPart::Day(day), Precision::Day)));
        }
        let (after, word) = self.words.at(self.text, at)?;
        match word {
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
    fn lunar(&self, year: Option<i32>, end: usize) -> Found {
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
    fn alone_part(&self, at: usize, end: usize, part: Part) -> Found {
        let long = end - at >= 6;
        let today = self.context.today?;
        long.then(|| (end, part_of_month(Some(i32::from(today.year())), Some(today.month() as u8), part)))
    }

    /// 2019年至今, 今年以来: to the document's day.
    fn to_today(&self, end: usize, expr: Expr) -> (usize, Expr) {
        let Some((after, _)) = self.words.that(self.text, self.skip(end), |w| w == DateWord::Since) else { return (end, expr) };
        let period = match expr.resolve(self.context) {
            crate::mention::date::expr::Resolved::Period(period) => period,
            _ => return (end, expr),
        };
        (after, build::to_date(self.context, Some(period)))
    }
}

/// 年底 and 月末 are the last part, not the last day.
fn late_for_end(part: Part) -> Part {
    if part == Part::End { Part::Late } else { part }
}

fn quarter_of(year: Option<i32>, quarter: u8) -> Expr {
    Expr::of_year(year, Within::Months(quarter * 3 - 2, quarter * 3), Precision::Quarter, "date.quarter")
}

fn half_of(year: Option<i32>, half: u8) -> Expr {
    Expr::of_year(year, Within::Months(half * 6 - 5, half * 6), Precision::Half, "date.half")
}

fn feast_of(year: Option<i32>, feast: Feast) -> Expr {
    Expr::of_year(year, Within::Feast(feast), Precision::Day, "date.feast")
}

fn weekday_of(context: &Context, weekday: u8) -> Expr {
    let day = context.today.and_then(|today| calendar::weekday_up_to(today, weekday));
    Expr::fixed(day.map(Period::day), Precision::Day, "date.weekday")
}
