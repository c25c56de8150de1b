//! Values of the notation: what is written, and what it means.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::doc::{Bound, Language, Range};

/// A number with bounds, as written and as meant: `..3.2亿` keeps its words, so that a file is printed as it was.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// As written.
    pub words: String,
    /// As meant.
    pub range: Range,
}

/// A date or period, as written and as meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// As written.
    pub words: String,
    /// First day.
    pub from: Option<Date>,
    /// Last day, inclusive.
    pub to: Option<Date>,
}

/// Suffixes with their powers of ten; the Traditional forms are those of articles from Hong Kong and Taiwan.
const SUFFIXES: [(&str, u32); 8] = [("亿", 8), ("億", 8), ("万", 4), ("萬", 4), ("tn", 12), ("bn", 9), ("m", 6), ("k", 3)];

/// Length and power of ten of the suffix that `words` begin with.
pub(crate) fn suffix_power(words: &str) -> Option<(usize, u32)> {
    SUFFIXES.iter().find(|(suffix, _)| words.starts_with(suffix)).map(|&(suffix, power)| (suffix.len(), power))
}

impl Value {
    /// The value in the notation, with the suffixes of a language.
    pub(crate) fn from_range(range: &Range, language: Language) -> Self {
        let number = |v: Option<Decimal>| v.map(|v| short(v, language)).unwrap_or_default();
        let (min, max) = (number(range.min), number(range.max));
        let words = match range.bound {
            Bound::Exact => number(range.max.or(range.min)),
            Bound::About => format!("~{}", number(range.max.or(range.min))),
            Bound::AtLeast => format!("{min}.."),
            Bound::AtMost => format!("..{max}"),
            Bound::Range => format!("{min}..{max}"),
            Bound::Several => format!("~{min}..{max}"),
        };
        Value { words, range: *range }
    }
}

/// The number with the largest suffix that leaves at most three digits after the point.
fn short(value: Decimal, language: Language) -> String {
    let powers: &[(&str, u32)] = match language {
        Language::Zh => &[("万亿", 12), ("亿", 8), ("万", 4)],
        Language::En => &[("tn", 12), ("bn", 9), ("m", 6)],
    };
    for &(suffix, power) in powers {
        let unit = Decimal::from(10u64.pow(power));
        let Some(quotient) = value.checked_div(unit).map(|q| q.normalize()) else { continue };
        if value.abs() >= unit && quotient.scale() <= 3 {
            return format!("{quotient}{suffix}");
        }
    }
    value.normalize().to_string()
}

impl Period {
    /// The period in the notation: a whole year or month by its name.
    pub(crate) fn from_days(from: Option<Date>, to: Option<Date>, partial: Option<&str>) -> Self {
        let words = match (from, to) {
            (Some(a), Some(b)) if a == b => a.to_string(),
            (Some(a), Some(b)) if a == b.first_of_year() && b == a.last_of_year() => format!("{:04}", a.year()),
            (Some(a), Some(b)) if a == b.first_of_month() && b == a.last_of_month() => format!("{:04}-{:02}", a.year(), a.month()),
            (Some(a), Some(b)) => format!("{a}..{b}"),
            (Some(a), None) => format!("{a}.."),
            (None, Some(b)) => format!("..{b}"),
            (None, None) => partial.unwrap_or("?").to_owned(),
        };
        Period { words, from, to }
    }
}
