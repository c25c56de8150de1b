//! Dates and periods.

use super::{Rule, Span};

/// How fine the text tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Precision {
    /// One day.
    Day,
    /// A week.
    Week,
    /// 上旬, early May, month-end.
    PartOfMonth,
    /// A month.
    Month,
    /// A quarter.
    Quarter,
    /// A half year.
    Half,
    /// 年初, year-end, late 2019.
    PartOfYear,
    /// A year.
    Year,
    /// Several years, part of a decade.
    Years,
    /// From one date to another.
    Range,
    /// 日前, recently.
    Vague,
}

impl Precision {
    /// As it stands in the annotation.
    pub fn name(self) -> &'static str {
        match self {
            Precision::Day => "day",
            Precision::Week => "week",
            Precision::PartOfMonth => "part_of_month",
            Precision::Month => "month",
            Precision::Quarter => "quarter",
            Precision::Half => "half",
            Precision::PartOfYear => "part_of_year",
            Precision::Year => "year",
            Precision::Years => "years",
            Precision::Range => "range",
            Precision::Vague => "vague",
        }
    }
}

/// A date or period with the days that it runs over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Date {
    /// Its words.
    pub span: Span,
    /// First day.
    pub from: Option<jiff::civil::Date>,
    /// Last day, inclusive.
    pub to: Option<jiff::civil::Date>,
    /// How fine.
    pub precision: Precision,
    /// `--MM-DD` or `--MM` or `---DD` where no year resolves it.
    pub partial: Option<String>,
    /// Why.
    pub rule: Rule,
}
