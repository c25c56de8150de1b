//! Numbers written with digits: thousands and decimal separators of either kind, Indian and Swiss grouping, groups parted by spaces.

use rust_decimal::Decimal;

/// More groups than any number has; bounds the look-ahead.
const MAX_GROUPS: usize = 12;
/// More digits than a [`Decimal`] holds.
const MAX_DIGITS: usize = 28;

/// A number in digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Literal {
    /// One past its last byte.
    pub(crate) end: usize,
    /// Its value; `None` where it is longer than a [`Decimal`] can hold.
    pub(crate) value: Option<Decimal>,
    /// Where it would end, and its value, if the spaces between its groups part numbers (`2025 100`).
    pub(crate) unspaced: Option<(usize, Decimal)>,
    /// Written with exactly one dot and three digits after it (`12.500`), which some currencies read as thousands.
    pub(crate) dot_and_three: bool,
    /// Holds a decimal point or comma.
    pub(crate) fraction: bool,
}

/// Reads the number that starts at `at`, on a digit or on a point before one. `None` where none does.
pub(crate) fn read(text: &[u8], at: usize) -> Option<Literal> {
    let first = run(text, at);
    if first == at {
        let starts = matches!(text.get(at), Some(b'.')) && text.get(at + 1).is_some_and(u8::is_ascii_digit);
        let end = if starts { run(text, at + 1) } else { return None };
        return Some(literal(text, at, end, Some(at), false));
    }
    if let Some((end, point)) = grouped(text, at, first) {
        return Some(literal(text, at, end, point, false));
    }
    if let Some(spaced) = spaced(text, at, first) {
        let (end, point) = decimals(text, spaced, b".,");
        let mut long = literal(text, at, end, point, false);
        long.unspaced = value(text, at, first, None).map(|value| (first, value));
        return Some(long);
    }
    let (end, point) = match decimals(text, first, b".,") {
        // `USD118 .89`, as tokenised text has it.
        (end, None) if text[end..].starts_with(b" .") => match decimals(text, end + 1, b"..") {
            (parted, Some(point)) => (parted, Some(point)),
            _ => (end, None),
        },
        found => found,
    };
    let three = point.is_some_and(|p| text[p] == b'.' && end - p == 4);
    Some(literal(text, at, end, point, three))
}

fn literal(text: &[u8], at: usize, end: usize, point: Option<usize>, dot_and_three: bool) -> Literal {
    Literal { end, value: value(text, at, end, point), unspaced: None, dot_and_three, fraction: point.is_some() }
}

/// One past the digits that start at `at`.
fn run(text: &[u8], at: usize) -> usize {
    at + text[at..].iter().take_while(|b| b.is_ascii_digit()).count()
}

/// Groups of three (or, in India, of two and a last one of three) after one separator: the end, and the decimal point where there is one.
fn grouped(text: &[u8], at: usize, first: usize) -> Option<(usize, Option<usize>)> {
    if first - at > 3 {
        return None;
    }
    let separator = *text.get(first).filter(|b| matches!(b, b',' | b'.' | b'\''))?;
    let (mut end, mut groups, mut last) = (first, 0, 0);
    while text.get(end) == Some(&separator) && groups < MAX_GROUPS {
        let next = run(text, end + 1);
        last = next - end - 1;
        if !matches!(last, 2 | 3) {
            last = 3;
            break;
        }
        (end, groups) = (next, groups + 1);
    }
    // `1.234` is a decimal fraction, `1.234.567` and `1.234,50` are not.
    let single = separator == b'.' && groups < 2 && decimals(text, end, b",,").1.is_none();
    if last != 3 || groups == 0 || single || !groups_fit(text, first, end, separator) {
        return None;
    }
    // A group of the wrong length after the last: no grouping at all (`1,234,5`).
    let (end, point) = decimals(text, end, if separator == b',' { b".." } else { b",," });
    Some((end, point))
}

/// All groups have three digits, or all but the last have two.
fn groups_fit(text: &[u8], first: usize, end: usize, separator: u8) -> bool {
    let mut lengths = text[first + 1..end].split(|&b| b == separator).map(<[u8]>::len).peekable();
    let indian = lengths.peek() == Some(&2);
    while let Some(length) = lengths.next() {
        let wanted = if indian && lengths.peek().is_some() { 2 } else { 3 };
        if length != wanted {
            return false;
        }
    }
    true
}

/// Groups of three parted by single spaces: their end.
fn spaced(text: &[u8], at: usize, first: usize) -> Option<usize> {
    if first - at > 3 {
        return None;
    }
    let mut end = first;
    for _ in 0..MAX_GROUPS {
        if text.get(end) != Some(&b' ') || run(text, end + 1) != end + 4 {
            break;
        }
        end += 4;
    }
    (end > first).then_some(end)
}

/// A decimal point out of `points` at `end` with its digits: the new end and the place of the point.
fn decimals(text: &[u8], end: usize, points: &[u8; 2]) -> (usize, Option<usize>) {
    let Some(&point) = text.get(end).filter(|b| points.contains(b)) else { return (end, None) };
    let fraction = run(text, end + 1);
    let digits = fraction - end - 1;
    // A comma parts decimals only as prices have them: one or two, and no list of numbers.
    let more = text.get(fraction) == Some(&point) && text.get(fraction + 1).is_some_and(u8::is_ascii_digit);
    let fits = digits > 0 && !more && (point == b'.' || digits <= 2);
    if fits { (fraction, Some(end)) } else { (end, None) }
}

fn value(text: &[u8], at: usize, end: usize, point: Option<usize>) -> Option<Decimal> {
    let (whole, fraction) = text[at..end].split_at(point.map_or(end - at, |p| p - at));
    let digits = |part: &[u8]| part.iter().filter(|b| b.is_ascii_digit()).count();
    if digits(whole) > MAX_DIGITS {
        return None;
    }
    let mut number: i128 = 0;
    let mut scale = 0;
    for b in whole.iter().filter(|b| b.is_ascii_digit()) {
        number = number * 10 + i128::from(b - b'0');
    }
    for b in fraction.iter().filter(|b| b.is_ascii_digit()).take(MAX_DIGITS - digits(whole)) {
        number = number * 10 + i128::from(b - b'0');
        scale += 1;
    }
    Decimal::try_from_i128_with_scale(number, scale).ok()
}

#[cfg(test)]
mod tests {
    #[test]
    fn reads_every_way_to_write_digits() {
        let table: &[(&str, usize, &str)] = &[
            ("1234", 4, "1234"),
            ("1,234,567.89", 12, "1234567.89"),
            ("1.234.567,89", 12, "1234567.89"),
            ("12,34,567", 9, "1234567"),
            ("1'049,95", 8, "1049.95"),
            ("1 139,00 €", 8, "1139.00"),
            ("45,00", 5, "45.00"),
            ("3541.07万元", 7, "3541.07"),
            (".75", 3, "0.75"),
            ("9,9,9,9", 1, "9"),
            ("610, ", 3, "610"),
            ("2025,2026", 4, "2025"),
            ("100,000", 7, "100000"),
            ("202107211321363588510367", 24, "202107211321363588510367"),
        ];
        for &(text, end, value) in table {
            let read = super::read(text.as_bytes(), 0).expect("starts with a digit");
            assert_eq!((read.end, read.value.map(|v| v.to_string())), (end, Some(value.to_owned())), "{text}");
        }
    }
}
