//! Chinese dates: from the coarse to the fine, each part with its unit behind it (2025年10月14日, 去年三季度, 上月底, 三周前).

mod count;
mod within;

use rust_decimal::prelude::ToPrimitive as _;

use crate::doc::Precision;
use crate::mention::date::build::{self, anchored, part_of_decade, part_of_month, part_of_period, part_of_year, relative, shifted};
use crate::mention::date::calendar::{self, Period};
use crate::mention::date::expr::{Context, DayPart, Expr, Feast, Resolved, Within};
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
        Some(number) => reader.number_first(at, number).or_else(|| reader.word_first(at))?,
        None => reader.word_first(at)?,
    };
    Some(reader.to_today(end, expr))
}

/// Reads what may stand for the end of a range that begins with `first`: a date, or a number that takes the unit of the first.
pub(crate) fn read_end(words: &DateWords, text: &str, at: usize, context: &Context, first: &Expr) -> Found {
    let found = read(words, text, at, context);
    // 周一至周五: the weekday after the first.
    if let (Some((end, DateWord::Weekday(weekday, _))), Some(start)) = (words.at(text, at), first.fixed)
        && first.rule == "date.weekday"
    {
        let day = calendar::weekday_up_to(calendar::plus_days(start.from, 7)?, weekday);
        return Some((end, Expr::fixed(day.map(Period::day), Precision::Day, "date.weekday")));
    }
    found
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

    /// A figure or a half stands before `at`.
    fn is_counted(&self, at: usize) -> bool {
        let before = self.text[..at].chars().next_back();
        before.is_some_and(|c| c.is_ascii_digit() || self.words.numbers.chars.contains_key(&c) || matches!(c, '个'))
    }

    /// No Chinese character stands before `at`.
    fn is_free(&self, at: usize) -> bool {
        !self.text[..at].chars().next_back().is_some_and(is_han)
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

    fn number_first(&self, at: usize, number: Number) -> Found {
        if number.arabic
            && let Some(found) = numeric::read(self.text, at, self.context, ORDER, false)
        {
            return Some(found);
        }
        let after = self.skip(number.end);
        if let Some((end, unit)) = self.unit(after).or_else(|| self.is(after, DateWord::Classifier).and_then(|classifier| self.unit(classifier))) {
            let counted = self.is(after, DateWord::Classifier).is_some();
            return self.counted(number, unit, end).or_else(|| if counted { None } else { self.numbered(at, number, unit, end) });
        }
        self.shared_unit(number)
    }

    /// 2025年…, 10月…, 29日, 三季度, 90年代.
    fn numbered(&self, at: usize, number: Number, unit: Unit, end: usize) -> Found {
        if number.more {
            return None;
        }
        match unit {
            Unit::Year | Unit::FiscalYear => {
                let year = self.year_of(number, end)?;
                Some(self.in_year(Expr::year(year, "date.absolute"), end))
            }
            // 两月 counts months, 一日 is any day.
            Unit::Month if self.text[at..].starts_with('两') => None,
            Unit::Month => self.month(number.value, None, end),
            Unit::Day if !number.arabic && number.figures == 1 => None,
            // 三天 counts days; 三日 and 三号 may name one.
            Unit::Day if !self.text[..end].ends_with('天') => self.bare_day(number, end),
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
        Some((end, Expr::of_month(None, None, DayPart::Day(day), Precision::Day, "date.absolute")))
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

    fn word_first(&self, at: usize) -> Found {
        let (end, word) = self.words.at(self.text, at)?;
        let context = self.context;
        // 交割日前, 交易日内 and 历史同期 end like a date and name none.
        if self.words.words.all_ending(self.text, end).any(|(start, word)| start < at && *word == DateWord::Guard) {
            return None;
        }
        match word {
            // 三年内, 十五日内 are durations.
            DateWord::Relative(Unit::Year, 0) | DateWord::Vague if self.is_counted(at) => None,
            DateWord::Relative(unit, shift) => self.relative(unit, shift, end, relative(context, unit, shift)),
            DateWord::Open(shift) => {
                let number = self.number(end)?;
                let close = self.text[number.end..].strip_prefix(')')?;
                let day = close.strip_prefix('日').or_else(|| close.strip_prefix('天')).or_else(|| close.strip_prefix('晚'))?;
                Some((self.text.len() - day.len(), relative(context, Unit::Day, shift)))
            }
            // 签约前一天 leans on an event as well.
            DateWord::Anchor(Unit::Day, shift) if shift < 0 && !self.is_free(at) => None,
            DateWord::Anchor(unit, shift) => self.relative(unit, shift, end, anchored(context, unit, shift)),
            DateWord::Same => context.last.map(|_| (end, build::same_period(context, None, 0))),
            DateWord::Weekday(weekday, _) => Some((end, weekday_of(context, weekday))),
            DateWord::HalfOf(half) if half > 0 => Some((end, half_of(None, half))),
            DateWord::QuarterOf(quarter) => Some(self.part_behind(end, quarter_of(None, quarter))),
            // 秋 alone is part of names; 秋季 is not.
            DateWord::Season(first, last) if self.text[at..end].chars().count() > 1 => {
                Some((end, Expr::of_year(None, Within::Months(first, last), Precision::Quarter, "date.season")))
            }
            DateWord::Feast(feast) => Some((end, feast_of(None, feast))),
            DateWord::Vague => Some((end, Expr::fixed(None, Precision::Vague, "date.vague"))),
            DateWord::Past | DateWord::Coming => self.stretch(end, word == DateWord::Past),
            // 签约前两周, 停牌后三天 lean on an event.
            DateWord::First => self.first(end, None).or_else(|| self.units_before(end, true).filter(|_| self.is_free(at))),
            DateWord::Shift(shift) => self.units_before(end, shift < 0).filter(|_| self.is_free(at)),
            DateWord::Last => None,
            DateWord::Era(before_first) => self.era(before_first, end),
            DateWord::Nth => self.nth(end, None),
            DateWord::Lunar => self.lunar(None, end),
            DateWord::Part(part) => self.alone_part(at, end, part),
            DateWord::Unit(Unit::Year) => {
                // 年初, 年底, 年中, 年内.
                let (end, part) = self.part(end)?;
                let year = context.today.map(|today| i32::from(today.year()));
                Some((end, part_of_year(year, part)))
            }
            DateWord::Unit(Unit::Month) => {
                let (end, part) = self.part(end)?;
                let today = context.today?;
                Some((end, part_of_month(Some(i32::from(today.year())), Some(today.month() as u8), part)))
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
                (end, part.map_or(expr, |part| part_of_period(self.context, expr, part)))
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

    /// 民国114年, 康熙20年9月.
    fn era(&self, before_first: i32, end: usize) -> Found {
        let number = self.number(end).filter(|n| !n.more)?;
        let (end, _) = self.unit(number.end).filter(|(_, unit)| *unit == Unit::Year)?;
        let year = before_first.checked_add(number.value)?;
        Some(self.in_year(Expr::year(year, "date.era"), end))
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
