//! Dates in digits alone: 2015-03-03, 2015/3/3, 10/31/1974, 31.10.1974, 20200701, 2/15.

use super::build::full_year;
use super::expr::{Context, DayPart, Expr};
use crate::doc::Precision;

/// How a language writes day and month.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Order {
    /// 3/4 is the fourth of March.
    pub(crate) month_first: bool,
    /// 12-11-10 begins with the year.
    pub(crate) year_first: bool,
}

struct Run {
    value: i32,
    digits: usize,
    end: usize,
}

/// Reads the date in digits that starts at `at`; `led` says that a word before it leads to a date.
pub(crate) fn read(text: &str, at: usize, context: &Context, order: Order, led: bool) -> Option<(usize, Expr)> {
    let bytes = text.as_bytes();
    let joined = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'/' | b':' | b'$' | b'_' | b',' | b'#' | b'=' | b'+');
    if at > 0
        && joined(bytes[at - 1])
        && !(bytes[at - 1] == b'=' || bytes[at - 1] == b',' && bytes.get(at.wrapping_sub(2)).is_some_and(|b| !b.is_ascii_digit()))
    {
        return None;
    }
    let first = run(bytes, at)?;
    if first.digits == 8 {
        let whole = !bytes.get(first.end).is_some_and(|b| b.is_ascii_alphanumeric());
        let (year, month, day) = (first.value / 10_000, first.value / 100 % 100, first.value % 100);
        return (whole && (1900..=2100).contains(&year)).then(|| dated(year, month, day, first.end))?;
    }
    let separator = *bytes.get(first.end).filter(|b| matches!(b, b'-' | b'/' | b'.'))?;
    let second = run(bytes, first.end + 1)?;
    let third = (bytes.get(second.end) == Some(&separator)).then(|| run(bytes, second.end + 1)).flatten();
    let end = third.as_ref().map_or(second.end, |third| third.end);
    let goes_on = bytes.get(end).is_some_and(|&b| b.is_ascii_alphabetic() || matches!(b, b'%' | b'/'))
        || bytes.get(end).is_some_and(|b| matches!(b, b'.' | b'-' | b':')) && bytes.get(end + 1).is_some_and(u8::is_ascii_digit) && bytes[end] != b'-';
    if goes_on || text[end..].starts_with(['万', '亿', '元']) {
        return None;
    }
    match third {
        Some(third) => three(&first, &second, &third, separator, context, order),
        None => two(text, at, &first, &second, separator, order, led),
    }
}

fn run(bytes: &[u8], at: usize) -> Option<Run> {
    let digits = bytes.get(at..)?.iter().take(9).take_while(|b| b.is_ascii_digit()).count();
    let value = bytes[at..at + digits].iter().fold(0, |value, b| value * 10 + i32::from(b - b'0'));
    (1..=8).contains(&digits).then_some(Run { value, digits, end: at + digits })
}

fn dated(year: i32, month: i32, day: i32, end: usize) -> Option<(usize, Expr)> {
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    super::calendar::date(year, month, day)?;
    Some((end, Expr::of_month(Some(year), Some(month), DayPart::Day(day), Precision::Day, "date.numeric")))
}

fn three(first: &Run, second: &Run, third: &Run, separator: u8, context: &Context, order: Order) -> Option<(usize, Expr)> {
    let end = third.end;
    if first.digits == 4 && second.digits <= 2 && third.digits <= 2 {
        return dated(first.value, second.value, third.value, end);
    }
    let full = third.digits == 4;
    // Short years with points are section and version numbers.
    if first.digits > 2 || second.digits > 2 || !(full || third.digits == 2 && separator != b'.') {
        return None;
    }
    let year = full_year(third.value, context);
    if !full && order.year_first && separator == b'-' && first.digits == 2 {
        return dated(full_year(first.value, context), second.value, third.value, end);
    }
    let month_day = || dated(year, first.value, second.value, end);
    let day_month = || dated(year, second.value, first.value, end);
    if order.month_first { month_day().or_else(day_month) } else { day_month().or_else(month_day) }
}

fn two(text: &str, at: usize, first: &Run, second: &Run, separator: u8, order: Order, led: bool) -> Option<(usize, Expr)> {
    let end = second.end;
    let month = |value: i32| u8::try_from(value).ok().filter(|m| (1..=12).contains(m));
    let whole = |year: i32, m: i32| {
        let month = month(m).filter(|_| (1900..=2100).contains(&year))?;
        Some((end, Expr::of_month(Some(year), Some(month), DayPart::Whole, Precision::Month, "date.numeric")))
    };
    if first.digits == 4 && second.digits <= 2 {
        let point = separator == b'.' && !led;
        return (!point && (second.digits == 2 || separator != b'-')).then(|| whole(first.value, second.value))?;
    }
    if second.digits == 4 && first.digits <= 2 {
        return (separator != b'.').then(|| whole(second.value, first.value))?;
    }
    let alone = at == 0 && end == text.len();
    if separator == b'.' {
        return None;
    }
    let told = alone
        || (led && separator == b'/')
        || (separator == b'-' && text[..at].ends_with("on "))
        || (separator == b'/' && (first.value > 12) != (second.value > 12) && first.digits + second.digits == 4);
    if first.digits > 2 || second.digits > 2 || !told || (first.digits == 1 && text[at..].starts_with('0')) {
        return None;
    }
    let (m, d) = if first.value > 12 || (!order.month_first && second.value <= 12) { (second.value, first.value) } else { (first.value, second.value) };
    let day = u8::try_from(d).ok().filter(|d| (1..=31).contains(d))?;
    Some((end, Expr::of_month(None, Some(month(m)?), DayPart::Day(day), Precision::Day, "date.numeric")))
}
