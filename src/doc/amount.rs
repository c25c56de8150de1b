//! Sums of money, percents and share counts: exact decimals between two bounds.

use rust_decimal::Decimal;

use super::{Id, Rule, Span};

/// How the bounds are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// Both bounds are the value.
    Exact,
    /// 约, about: both bounds are the value that is named.
    About,
    /// 逾, more than: no upper bound.
    AtLeast,
    /// 高达, up to: no lower bound.
    AtMost,
    /// 8至10亿, between 8 and 10 bn.
    Range,
    /// 数十亿, tens of billions: the power of ten and the next.
    Several,
}

/// Closed interval; an open side is `None`. At least one side is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// Smallest value.
    pub min: Option<Decimal>,
    /// Largest value.
    pub max: Option<Decimal>,
    /// How the text says it.
    pub bound: Bound,
}

impl Range {
    /// `value` itself.
    pub fn exact(value: Decimal) -> Self {
        Range { min: Some(value), max: Some(value), bound: Bound::Exact }
    }

    /// One number that stands for the range where a single one is needed: the largest known bound.
    pub fn representative(&self) -> Decimal {
        self.max.or(self.min).unwrap_or_default()
    }
}

/// ISO 4217 code, upper case; `XXX` where the text does not tell.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency(pub [u8; 3]);

impl Currency {
    /// No currency known.
    pub const UNKNOWN: Currency = Currency(*b"XXX");

    /// Reads an upper-case three-letter code.
    pub fn parse(code: &str) -> Option<Self> {
        let bytes: [u8; 3] = code.as_bytes().try_into().ok()?;
        bytes.iter().all(u8::is_ascii_uppercase).then_some(Currency(bytes))
    }

    /// The code.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }
}

impl std::fmt::Debug for Currency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

/// What a rate is counted by ("10 yuan per share").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Per {
    /// Per share.
    Share,
    /// Per year.
    Year,
    /// Per month, day, tonne, barrel or other unit.
    Unit,
}

/// A sum of money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// Number, scale and currency, without the word for the bound.
    pub span: Span,
    /// The value in plain units of the currency.
    pub range: Range,
    /// Its currency.
    pub currency: Currency,
    /// Where it is a rate.
    pub per: Option<Per>,
    /// The same sum told before in another currency ("8800万美元（约合6.3亿元人民币）").
    pub same_as: Option<Id<Amount>>,
    /// Why.
    pub rule: Rule,
}

/// A percent, percentage points or basis points, in percent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Percent {
    /// Number and sign.
    pub span: Span,
    /// In percent: 7% is 7, 25个基点 is 0.25.
    pub range: Range,
    /// Why.
    pub rule: Rule,
}

/// A number of shares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShareCount {
    /// Number, scale and unit.
    pub span: Span,
    /// How many shares.
    pub range: Range,
    /// Why.
    pub rule: Rule,
}
