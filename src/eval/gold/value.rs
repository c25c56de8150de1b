//! Numbers and dates of the notation.

use jiff::civil::{Date, date};
use rust_decimal::Decimal;

use crate::doc::{Bound, Range};
use crate::export::gold::{Period, Value, suffix_power};

/// `5`, `~5`, `5..`, `..5`, `3..5`, `~10亿..100亿`.
pub(super) fn value(words: &str) -> Result<Value, String> {
    let (about, rest) = words.strip_prefix('~').map_or((false, words), |rest| (true, rest));
    let range = match (rest.split_once(".."), about) {
        (None, false) => Range::exact(number(rest)?),
        (None, true) => Range { bound: Bound::About, ..Range::exact(number(rest)?) },
        (Some((min, "")), false) => Range { min: Some(number(min)?), max: None, bound: Bound::AtLeast },
        (Some(("", max)), false) => Range { min: None, max: Some(number(max)?), bound: Bound::AtMost },
        (Some((min, max)), _) => {
            let bound = if about { Bound::Several } else { Bound::Range };
            Range { min: Some(number(min)?), max: Some(number(max)?), bound }
        }
    };
    if let (Some(min), Some(max)) = (range.min, range.max)
        && min > max
    {
        return Err(format!("{words:?} runs backwards; expected the smaller value first"));
    }
    Ok(Value { words: words.to_owned(), range })
}

/// Digits with an optional point and suffixes, which multiply.
fn number(words: &str) -> Result<Decimal, String> {
    let wrong = || format!("{words:?} is no number; expected digits with an optional . and the suffixes 万 亿 万亿 k m bn tn");
    let digits = words.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-')).unwrap_or(words.len());
    let (digits, mut suffixes) = words.split_at(digits);
    let mut value: Decimal = digits.parse().map_err(|_| wrong())?;
    while !suffixes.is_empty() {
        let (length, power) = suffix_power(suffixes).ok_or_else(wrong)?;
        value = value.checked_mul(Decimal::from(10u64.pow(power))).ok_or_else(|| format!("{words:?} is too large"))?;
        suffixes = &suffixes[length..];
    }
    Ok(value)
}

/// `2025-10-14`, `2025-10`, `2025`, two of them with `..` between, one side open, `--10-14`, `?`. `None`: something else.
pub(super) fn period(words: &str) -> Option<Period> {
    let made = |from, to| Some(Period { words: words.to_owned(), from, to });
    if words == "?" || is_partial(words) {
        return made(None, None);
    }
    match words.split_once("..") {
        None => days(words).and_then(|(from, to)| made(Some(from), Some(to))),
        Some((from, "")) => made(Some(days(from)?.0), None),
        Some(("", to)) => made(None, Some(days(to)?.1)),
        Some((from, to)) => {
            let (from, to) = (days(from)?.0, days(to)?.1);
            (from <= to).then(|| made(Some(from), Some(to))).flatten()
        }
    }
}

fn is_partial(words: &str) -> bool {
    words.strip_prefix("--").is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit() || b == b'-'))
}

/// First and last day of a day, month or year.
fn days(words: &str) -> Option<(Date, Date)> {
    let two = |part: &str| (part.len() == 2).then(|| part.parse::<i8>().ok()).flatten();
    let mut parts = words.split('-');
    let year = parts.next().filter(|y| y.len() == 4 && y.bytes().all(|b| b.is_ascii_digit()))?.parse().ok()?;
    let first = date(year, 1, 1);
    let days = match (parts.next(), parts.next(), parts.next()) {
        (None, None, None) => (first, first.last_of_year()),
        (Some(month), None, None) => {
            let first = Date::new(year, two(month)?, 1).ok()?;
            (first, first.last_of_month())
        }
        (Some(month), Some(day), None) => {
            let day = Date::new(year, two(month)?, two(day)?).ok()?;
            (day, day)
        }
        _ => return None,
    };
    Some(days)
}

#[cfg(test)]
mod tests {
    use super::{period, value};

    #[test]
    fn values_mean_what_the_guide_says() {
        let table = [
            ("5", "5", "5"),
            ("~3.2亿", "320000000", "320000000"),
            ("100亿..", "10000000000", "-"),
            ("..30bn", "-", "30000000000"),
            ("3..5", "3", "5"),
            ("~10亿..100亿", "1000000000", "10000000000"),
            ("1.2万亿", "1200000000000", "1200000000000"),
            ("9億", "900000000", "900000000"),
            ("2.25m", "2250000", "2250000"),
        ];
        for (words, min, max) in table {
            let range = value(words).expect(words).range;
            let show = |v: Option<rust_decimal::Decimal>| v.map_or("-".to_owned(), |v| v.normalize().to_string());
            assert_eq!((show(range.min).as_str(), show(range.max).as_str()), (min, max), "{words}");
        }
        for wrong in ["", "x", "5x", "..", "5..3", "1,000", "~"] {
            assert!(value(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn periods_mean_what_the_guide_says() {
        let table = [
            ("2025-10-14", "2025-10-14..2025-10-14"),
            ("2025-09", "2025-09-01..2025-09-30"),
            ("2025", "2025-01-01..2025-12-31"),
            ("2025-09-21..2025-09-30", "2025-09-21..2025-09-30"),
            ("2019..", "2019-01-01..-"),
            ("--10-14", "-..-"),
            ("?", "-..-"),
        ];
        for (words, days) in table {
            let period = period(words).expect(words);
            let show = |d: Option<jiff::civil::Date>| d.map_or("-".to_owned(), |d| d.to_string());
            assert_eq!(format!("{}..{}", show(period.from), show(period.to)), days, "{words}");
        }
        for wrong in ["2025-13", "2025-02-30", "20", "3m", "2025-10-14..2025-10-01", "aurora", "--"] {
            assert!(period(wrong).is_none(), "{wrong}");
        }
    }
}
