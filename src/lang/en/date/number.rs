//! Counts, ordinals and years in digits and words.

use super::*;

impl Reader<'_> {
    pub(super) fn number(&self, at: usize) -> Option<Number> {
        let bytes = self.text.as_bytes();
        let digits = bytes.get(at..)?.iter().take(5).take_while(|b| b.is_ascii_digit()).count();
        if digits == 0 {
            return self.number_word(at);
        }
        if digits > 4 {
            return None;
        }
        let value = bytes[at..at + digits].iter().fold(0, |value, b| value * 10 + i32::from(b - b'0'));
        let end = at + digits;
        let suffix = self.text.get(end..end + 2).is_some_and(|s| ["st", "nd", "rd", "th"].iter().any(|x| s.eq_ignore_ascii_case(x)));
        let ordinal = suffix && !bytes.get(end + 2).is_some_and(u8::is_ascii_alphanumeric);
        Some(Number { end: if ordinal { end + 2 } else { end }, value, figures: digits, arabic: true, ordinal })
    }

    /// three, twenty-first, few, a.
    pub(super) fn number_word(&self, at: usize) -> Option<Number> {
        let whole = |end: usize, value: i32, ordinal: bool| Number { end, value, figures: 2, arabic: false, ordinal };
        match self.words.at(self.text, at) {
            Some((end, DateWord::Ordinal(n))) => return Some(whole(end, i32::from(n), true)),
            Some((end, DateWord::Few)) => return Some(whole(end, 3, false)),
            _ => {}
        }
        let (mut end, mut value) = self.figure(at)?;
        // Twenty-one; hundreds and thousands are years, which are read elsewhere.
        if value >= 20
            && value % 10 == 0
            && let Some((after, ones)) = self.figure(self.skip_marks(end)).filter(|(_, ones)| (1..10).contains(ones))
        {
            (end, value) = (after, value + ones);
        }
        // Twenty first, thirty-first.
        if value >= 20
            && value % 10 == 0
            && let Some((end, DateWord::Ordinal(n))) = self.words.at(self.text, self.skip_marks(end)).filter(|(_, w)| matches!(w, DateWord::Ordinal(1..=9)))
        {
            return Some(whole(end, value + i32::from(n), true));
        }
        Some(whole(end, value, false))
    }

    /// One number word below a hundred.
    pub(super) fn figure(&self, at: usize) -> Option<(usize, i32)> {
        match self.words.numbers.words.starting(self.text, at)? {
            (end, NumberWord::Figure(n)) => Some((end, n.to_i32()?)),
            _ => None,
        }
    }

    /// A number in words, hundreds and thousands included.
    pub(super) fn whole_number(&self, at: usize) -> Option<(usize, i32)> {
        let numeral = crate::lang::en::number::read(&self.words.numbers, self.text, at)?;
        let value = numeral.low.to_i32().filter(|v| (0..10_000).contains(v))?;
        (numeral.low == numeral.high && !numeral.form.digits).then_some((numeral.end, value))
    }

    /// A year in digits or words.
    pub(super) fn year_at(&self, at: usize) -> Option<(usize, i32)> {
        let bytes = self.text.as_bytes();
        if let Some(number) = self.number(at).filter(|n| n.arabic && n.figures == 4 && !n.ordinal && YEARS.contains(&n.value)) {
            let glued = bytes.get(number.end).is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'%')
                || bytes.get(number.end).is_some_and(|b| matches!(b, b'.' | b',')) && bytes.get(number.end + 1).is_some_and(u8::is_ascii_digit);
            return (!glued && !self.is_code(number.end, number.value)).then_some((number.end, number.value));
        }
        // '25 and of 87 are short; nineteen ninety nine, two thousand and five are long.
        if bytes.get(at) == Some(&b'\'') || self.text[at..].starts_with('’') || self.text[at..].starts_with('‘') {
            let start = at + self.text[at..].chars().next()?.len_utf8();
            let number = self.number(start).filter(|n| n.arabic && n.figures == 2 && !n.ordinal)?;
            return Some((number.end, build::full_year(number.value, self.context)));
        }
        self.year_in_words(at)
    }

    /// 2015-32 and 2010-2015-86 are codes; 2014-2018 and 1975-76 are years.
    pub(super) fn is_code(&self, end: usize, year: i32) -> bool {
        let bytes = self.text.as_bytes();
        let dash = match self.text[end..].strip_prefix(" - ") {
            Some(_) => end + 3,
            None if bytes.get(end) == Some(&b'-') => end + 1,
            None => return false,
        };
        let Some(next) = self.number(dash).filter(|n| n.arabic) else { return bytes.get(dash).is_some_and(u8::is_ascii_digit) };
        let years = next.figures == 4 && YEARS.contains(&next.value) || next.figures == 2 && next.value == (year + 1) % 100;
        !years || bytes.get(next.end) == Some(&b'-')
    }

    pub(super) fn year_in_words(&self, at: usize) -> Option<(usize, i32)> {
        if !self.text.as_bytes().get(at).is_some_and(u8::is_ascii_alphabetic) {
            return None;
        }
        // Nineteen …, twenty …, one thousand …, two thousand …
        self.figure(at).filter(|(_, first)| matches!(first, 1 | 2 | 15..=20))?;
        if let Some(found) = self.whole_number(at).filter(|(_, year)| (1500..2100).contains(year)) {
            return Some(found);
        }
        let first = self.number_word(at).filter(|n| !n.ordinal)?;
        if !(15..=20).contains(&first.value) {
            return None;
        }
        let second = self.number_word(self.skip_marks(first.end)).filter(|n| !n.ordinal && (10..100).contains(&n.value))?;
        Some((second.end, first.value * 100 + second.value))
    }

    /// A year behind a month or quarter: behind a comma, "of", "in", or a short one with an apostrophe.
    pub(super) fn year_behind(&self, end: usize) -> Option<(usize, i32)> {
        let at = self.skip_marks(end);
        if let Some(found) = self.year_at(at) {
            return Some(found);
        }
        let of = self.of(at);
        if of == at {
            return None;
        }
        let at = self.skip(of);
        if let Some(found) = self.year_at(at) {
            return Some(found);
        }
        if let Some(number) = self.number(at).filter(|n| n.arabic && n.figures == 2 && !n.ordinal && n.value > 31) {
            return Some((number.end, build::full_year(number.value, self.context)));
        }
        self.shifted_year(at)
    }

    /// "this year", "last year", "next year" behind a month or quarter.
    pub(super) fn shifted_year(&self, at: usize) -> Option<(usize, i32)> {
        let (end, DateWord::Shift(shift)) = self.that(at, |w| matches!(w, DateWord::Shift(_)))? else { return None };
        let (end, unit) = self.unit(end)?;
        let today = self.context.today?;
        matches!(unit, Unit::Year | Unit::FiscalYear).then(|| (end, i32::from(today.year()) + shift))
    }

    pub(super) fn any_year_behind(&self, end: usize) -> (usize, Option<i32>) {
        let found = self.year_behind(end).or_else(|| self.shifted_year(self.skip_marks(end)));
        found.map_or((end, None), |(end, year)| (end, Some(year)))
    }

    pub(super) fn short_year(&self, end: usize, year: Option<i32>) -> (usize, Option<i32>) {
        if year.is_some() || !self.text[end..].starts_with(|c: char| c.is_ascii_digit() || c == ' ') {
            return (end, year);
        }
        let glued = self.number(end).filter(|n| n.arabic && n.figures == 2 && !n.ordinal);
        glued.map_or((end, year), |n| (n.end, Some(build::full_year(n.value, self.context))))
    }
}
