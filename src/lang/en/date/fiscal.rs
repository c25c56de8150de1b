//! Parts of a year with the year behind them, calendar or fiscal: Q3 2025, the first half of last year, Q3FY27, nine months of fiscal 2026.

use super::*;

/// A fiscal year as told.
struct FiscalYear {
    end: usize,
    /// The year in which it ends.
    year: i32,
    /// It runs from April to March.
    from_april: bool,
}

impl Reader<'_> {
    /// FY2024, fiscal 2016, fiscal year 2008, FY26Q1, fiscal second quarter.
    pub(super) fn fiscal(&self, end: usize) -> Found {
        if let Some(found) = self.part_of_year_at(self.skip_marks(end)) {
            return Some(found);
        }
        let fiscal = self.fiscal_year(end)?;
        if let Some((end, part)) = self.part_behind_year(fiscal.end) {
            return Some((end, fiscal.part(part)));
        }
        let whole = Expr::of_year(None, Within::Months(1, 12), Precision::Year, "date.fiscal");
        Some((fiscal.end, if fiscal.from_april { fiscal.part(whole) } else { Expr::year(fiscal.year, "date.fiscal") }))
    }

    /// second quarter, Q2, first half behind "fiscal".
    fn part_of_year_at(&self, at: usize) -> Found {
        match self.words.at(self.text, at)? {
            (end, DateWord::Ordinal(n)) => self.ordinal(end, n),
            (end, DateWord::QuarterOf(quarter)) => Some(self.with_year(end, quarter_of(None, quarter))),
            (end, DateWord::HalfOf(half)) => Some(self.with_year(end, half_of(None, half))),
            _ => None,
        }
    }

    /// The part that follows its year: FY26Q1, fiscal 2026 second quarter, 2025 first-half.
    pub(super) fn part_behind_year(&self, end: usize) -> Found {
        let at = self.skip(end);
        if let Some(found) = self.letter_and_figure(at).filter(|(end, _)| !self.text[*end..].starts_with(|c: char| c.is_alphanumeric())) {
            return Some(found);
        }
        match self.words.at(self.text, at)? {
            (end, DateWord::QuarterOf(quarter)) => Some((end, quarter_of(None, quarter))),
            (end, DateWord::HalfOf(half)) => Some((end, half_of(None, half))),
            (end, DateWord::Ordinal(n)) => match self.unit(end)? {
                (end, Unit::Quarter) if n <= 4 => Some((end, quarter_of(None, n))),
                (end, Unit::Half) if n <= 2 => Some((end, half_of(None, n))),
                _ => None,
            },
            _ => None,
        }
    }

    /// Months of a year with the year that stands behind them, of whichever kind.
    pub(super) fn with_year(&self, end: usize, part: Expr) -> (usize, Expr) {
        if let Some(fiscal) = self.fiscal_year_behind(end) {
            return (fiscal.end, fiscal.part(part));
        }
        let (end, year) = self.any_year_behind(end);
        let (end, year) = self.short_year(end, year);
        (self.of_the_year(end), Expr { year, ..part })
    }

    fn fiscal_year_behind(&self, end: usize) -> Option<FiscalYear> {
        let at = self.skip(self.of(self.skip_marks(end)));
        // In 3QFY26 the word begins within a run of letters.
        let (length, _) = self.words.that(&self.text[at..], 0, |w| w == DateWord::Fiscal)?;
        self.fiscal_year(at + length)
    }

    /// The year behind "fiscal": 2026, year 2026, 26, 2025-26.
    fn fiscal_year(&self, end: usize) -> Option<FiscalYear> {
        let end = self.unit(end).filter(|(_, unit)| *unit == Unit::Year).map_or(end, |(end, _)| end);
        let at = self.skip_marks(end);
        let (end, year) = self.year_at(at).or_else(|| {
            let short = self.number(at).filter(|n| n.arabic && n.figures == 2 && !n.ordinal)?;
            Some((short.end, build::full_year(short.value, self.context)))
        })?;
        let from_april = self.context.april_fiscal;
        Some(match self.second_year(end, year) {
            Some(end) => FiscalYear { end, year: year + 1, from_april: true },
            None => FiscalYear { end, year, from_april },
        })
    }

    /// The end of 2024-25 or 2024/25 behind its first year.
    pub(super) fn second_year(&self, end: usize, year: i32) -> Option<usize> {
        let joint = self.text[end..].chars().next().filter(|c| matches!(c, '-' | '/' | '–'))?;
        let next = self.number(end + joint.len_utf8()).filter(|n| n.arabic && !n.ordinal && n.figures == 2 && n.value == (year + 1) % 100)?;
        let closed = !self.text[next.end..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '/' | '%'));
        closed.then_some(next.end)
    }

    /// Q3, 3Q, H1, 1H, 9M: its end and months.
    pub(super) fn letter_and_figure(&self, at: usize) -> Found {
        let (first, second) = (*self.text.as_bytes().get(at)?, *self.text.as_bytes().get(at + 1)?);
        let (letter, figure) = if first.is_ascii_digit() { (second, first) } else { (first, second) };
        let part = match (letter, figure) {
            (b'Q' | b'q', b'1'..=b'4') => quarter_of(None, figure - b'0'),
            (b'H' | b'h', b'1' | b'2') => half_of(None, figure - b'0'),
            // 9M25: 9M alone is nine million.
            (b'M', b'3' | b'6' | b'9') if first == figure => Expr::of_year(None, Within::Months(1, figure - b'0'), Precision::Range, "date.first-units"),
            _ => return None,
        };
        Some((at + 2, part))
    }
}

impl FiscalYear {
    /// Months of the fiscal year.
    fn part(&self, part: Expr) -> Expr {
        let Within::Months(first, last) = part.within else { return part };
        let (year, first, last) = match self.from_april {
            false => (self.year, first, last),
            true if first > 9 => (self.year, first - 9, last - 9),
            true => (self.year - 1, first + 3, last + 3),
        };
        Expr { year: Some(year), within: Within::Months(first, last), ..part }
    }
}
