//! About how many US dollars a sum is: one figure to compare and to add, never in place of the sum as it was told.

use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use rustc_hash::FxHashMap;

/// The rates that the program comes with.
const OWN: (&str, &str) = ("lexicons/common/fx.tsv", include_str!("../../lexicons/common/fx.tsv"));
/// The columns of a table of rates.
pub const HEADER: &str = "currency\tdate\tusd";

/// A mistake in a table of rates.
#[derive(Debug, thiserror::Error)]
#[error("{place}: {what}")]
pub struct RateError {
    place: String,
    what: String,
}

/// Dollars for one unit of each currency, by day.
#[derive(Clone, Debug)]
pub struct Rates {
    by_currency: FxHashMap<String, Vec<(Date, Decimal)>>,
}

impl Rates {
    /// Our own: yearly averages, to three figures.
    ///
    /// # Errors
    /// If the embedded table breaks its form, which the tests rule out.
    pub fn new() -> Result<Self, RateError> {
        Self::parse(OWN.0, OWN.1)
    }

    /// Reads a table: comment lines, `currency⇥date⇥usd`, a line a rate.
    ///
    /// # Errors
    /// At the first line that breaks the form.
    pub fn parse(name: &str, text: &str) -> Result<Self, RateError> {
        let mut by_currency: FxHashMap<String, Vec<(Date, Decimal)>> = FxHashMap::default();
        let lines = text.lines().enumerate().filter(|(_, l)| !l.starts_with('#') && !l.trim().is_empty());
        for (i, (number, line)) in lines.enumerate() {
            let error = |what: String| RateError { place: format!("{name}:{}", number + 1), what };
            if i == 0 {
                if line != HEADER {
                    return Err(error(format!("header {line:?}, expected {HEADER:?}")));
                }
                continue;
            }
            let [currency, date, usd] = line.split('\t').collect::<Vec<_>>()[..] else {
                return Err(error("expected three columns: currency, date, US dollars for one unit".into()));
            };
            if currency.len() != 3 || !currency.bytes().all(|b| b.is_ascii_uppercase()) {
                return Err(error(format!("currency {currency:?}, expected an ISO 4217 code such as EUR")));
            }
            let date = date.parse().map_err(|_| error(format!("date {date:?}, expected YYYY-MM-DD")))?;
            let usd = usd.parse().ok().filter(|u: &Decimal| u.is_sign_positive() && !u.is_zero());
            let usd = usd.ok_or_else(|| error("expected a number of US dollars over zero".into()))?;
            by_currency.entry(currency.to_owned()).or_default().push((date, usd));
        }
        by_currency.values_mut().for_each(|rates| rates.sort_unstable());
        Ok(Rates { by_currency })
    }

    /// The sum in dollars, by the last rate of the day or before, else by the first after it. None for a currency without a rate.
    pub fn usd(&self, currency: &str, value: Decimal, day: Option<Date>) -> Option<u64> {
        if currency == "USD" {
            return value.round().to_u64();
        }
        let rates = self.by_currency.get(currency)?;
        let after = day.map_or(rates.len(), |day| rates.partition_point(|r| r.0 <= day));
        let rate = rates[after.saturating_sub(1)].1;
        // Three figures: more would claim to know the day's rate.
        value.checked_mul(rate)?.round_sf(3)?.round().to_u64()
    }
}

#[cfg(test)]
mod tests {
    use super::Rates;
    use jiff::civil::date;

    #[test]
    fn rates_are_found_by_day() {
        let rates = Rates::parse("t", "# x\ncurrency\tdate\tusd\nEUR\t2023-07-01\t1.08\nEUR\t2024-07-01\t1.10\n").expect("a table");
        let usd = |day| rates.usd("EUR", 100.into(), day);
        assert_eq!(usd(Some(date(2023, 1, 1))), Some(108));
        assert_eq!(usd(Some(date(2023, 8, 1))), Some(108));
        assert_eq!((usd(Some(date(2025, 1, 1))), usd(None)), (Some(110), Some(110)));
        assert_eq!((rates.usd("USD", 7.into(), None), rates.usd("XXX", 7.into(), None)), (Some(7), None));
        assert!(Rates::new().is_ok());
        let error = Rates::parse("t", "currency\tdate\tusd\nEUR\t2023\t1").expect_err("no day").to_string();
        assert_eq!(error, "t:2: date \"2023\", expected YYYY-MM-DD");
    }
}
