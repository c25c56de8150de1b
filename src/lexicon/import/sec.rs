//! The SEC's lists of company tickers: `company_tickers.json` (no exchanges) and `company_tickers_exchange.json`.

use serde_json::Value;

use super::{Entry, ImportError, names};
use crate::doc::EntityType;
use crate::lexicon::Lexicon;

/// Reads either list.
///
/// # Errors
/// Where the text is neither.
pub fn sec(lexicon: &Lexicon, text: &str) -> Result<Vec<Entry>, ImportError> {
    let unknown = || ImportError("expected company_tickers.json or company_tickers_exchange.json of the SEC".to_owned());
    let value: Value = serde_json::from_str(text).map_err(|e| ImportError(format!("no JSON: {e}")))?;
    let object = value.as_object().ok_or_else(unknown)?;
    let mut out = Vec::new();
    if let (Some(fields), Some(rows)) = (object.get("fields").and_then(Value::as_array), object.get("data").and_then(Value::as_array)) {
        let place = |name: &str| fields.iter().position(|f| f.as_str() == Some(name)).ok_or_else(unknown);
        let (cik, name, ticker, exchange) = (place("cik")?, place("name")?, place("ticker")?, place("exchange")?);
        for row in rows.iter().filter_map(Value::as_array) {
            let cell = |i: usize| row.get(i).and_then(Value::as_str).unwrap_or("");
            company(lexicon, row.get(cik).and_then(Value::as_u64), cell(name), cell(ticker), cell(exchange), &mut out);
        }
    } else {
        for row in object.values() {
            let cell = |key: &str| row.get(key).and_then(Value::as_str).unwrap_or("");
            company(lexicon, row.get("cik_str").and_then(Value::as_u64), cell("title"), cell("ticker"), "", &mut out);
        }
    }
    if out.is_empty() { Err(unknown()) } else { Ok(out) }
}

fn company(lexicon: &Lexicon, cik: Option<u64>, name: &str, ticker: &str, exchange: &str, out: &mut Vec<Entry>) {
    let Some(cik) = cik.filter(|_| !name.is_empty()) else { return };
    let exchange = match exchange.to_ascii_uppercase().as_str() {
        "NASDAQ" => "NASDAQ",
        "NYSE" => "NYSE",
        "NYSE AMERICAN" | "AMEX" => "AMEX",
        _ => "US",
    };
    let key = format!("cik-{cik}");
    // A company with several symbols stands once for each.
    if let Some(known) = out.iter_mut().find(|e| e.key == key && !e.tickers.is_empty()).filter(|_| !ticker.is_empty()) {
        known.tickers = format!("{}|{exchange}:{ticker}", known.tickers);
        return;
    }
    let tickers = if ticker.is_empty() { String::new() } else { format!("{exchange}:{ticker}") };
    let entry = |surface, form, context| Entry {
        key: key.clone(),
        surface,
        form,
        kind: EntityType::Company,
        country: String::new(),
        tickers: tickers.clone(),
        context,
    };
    out.extend(names(lexicon, &title_case(name), entry));
}

/// The lists print many names in capitals: APPLE INC is Apple Inc; short words may be initials and stay.
fn title_case(name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let word = |word: &str| {
        let is_initials = word.len() <= 3 && !matches!(word, "INC" | "LTD" | "CO" | "PLC" | "THE" | "AND" | "OF") || word.contains(['&', '/', '.']);
        if is_initials {
            return word.to_owned();
        }
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| first.to_string() + &letters.as_str().to_lowercase())
    };
    name.split(' ').map(word).collect::<Vec<_>>().join(" ")
}
