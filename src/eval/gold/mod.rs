//! The parser of the gold notation (`corpus/GUIDE.md`). Every mistake is told with file and line, and with what was expected.

mod link;
mod record;
mod value;

use rustc_hash::FxHashSet;

use crate::deal::Frames;
use crate::doc::Span;
use crate::export::gold::{DealRecord, Gold, Party, QuoteRecord, Record, Target};

/// A gold file that cannot be used: `corpus/gold/zh/x.md:14: unknown role "byer"; roles are acquirer, target, seller`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {message}")]
pub struct GoldError {
    /// Which file.
    pub file: String,
    /// Which line, from 1.
    pub line: usize,
    /// What is wrong, and what was expected.
    pub message: String,
}

/// A line of the file that is wrong, before the file's name is known.
type Mistake = (usize, String);

const HEADER_KEYS: [&str; 6] = ["id", "lang", "date", "part", "kind", "invented"];

/// Reads a gold article. Deal types and roles are those of `frames`.
///
/// # Errors
/// At the first line that breaks the notation, uses a key without an `entity` record, or gives words that the article does not have.
pub fn parse(file: &str, text: &str, frames: &Frames) -> Result<Gold, GoldError> {
    parse_lines(text, frames).map_err(|(line, message)| GoldError { file: file.to_owned(), line, message })
}

fn parse_lines(text: &str, frames: &Frames) -> Result<Gold, Mistake> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines: Vec<&str> = text.lines().collect();
    if lines.first() != Some(&"---") {
        return Err((1, "expected the line --- that begins the header".into()));
    }
    let fence = |from: usize, what: &str| {
        let found = lines.iter().skip(from).position(|l| *l == "---").map(|i| i + from);
        found.ok_or_else(|| (lines.len(), format!("expected the line --- that ends the {what}")))
    };
    let header_end = fence(1, "header")?;
    let text_end = fence(header_end + 1, "text")?;
    let mut gold = Gold { header: header(&lines[1..header_end])?, ..Gold::default() };
    let (first, body) = trimmed(&lines, header_end + 1, text_end);
    gold.text_line = first + 1;
    gold.pieces = link::pieces(&body, first + 1)?;
    record::records(&lines, text_end + 1, frames, &mut gold)?;
    check_keys(&gold, &body, first + 1)?;
    place_quotes(&mut gold)?;
    Ok(gold)
}

fn header(lines: &[&str]) -> Result<Vec<(String, String)>, Mistake> {
    let mut header = Vec::with_capacity(lines.len());
    for (i, line) in lines.iter().enumerate() {
        let at = i + 2;
        let (key, value) = line.split_once(": ").ok_or_else(|| (at, format!("{line:?}: expected key: value")))?;
        if !HEADER_KEYS.contains(&key) {
            return Err((at, format!("unknown key {key:?}; keys are {}", HEADER_KEYS.join(", "))));
        }
        let closed: &[&str] = match key {
            "lang" => &["zh", "en"],
            "part" => &["dev", "test"],
            "kind" => &["news", "filing", "roundup", "funding", "wire", "nodeal"],
            _ => &[],
        };
        if !closed.is_empty() && !closed.contains(&value) {
            return Err((at, format!("unknown {key} {value:?}; expected one of {}", closed.join(", "))));
        }
        if key == "date" && crate::read::parse_date(value).is_none() {
            return Err((at, format!("date {value:?}; expected YYYY-MM-DD")));
        }
        header.push((key.to_owned(), value.to_owned()));
    }
    Ok(header)
}

/// The lines `from..to` without empty ones at the edges, as one text, and the index of the first.
fn trimmed(lines: &[&str], from: usize, to: usize) -> (usize, String) {
    let is_empty = |l: &&str| l.trim().is_empty();
    let lead = lines[from..to].iter().take_while(|l| is_empty(l)).count();
    let tail = lines[from + lead..to].iter().rev().take_while(|l| is_empty(l)).count();
    (from + lead, lines[from + lead..to - tail].join("\n"))
}

/// Every key of links and records has its `entity` record.
fn check_keys(gold: &Gold, body: &str, first_line: usize) -> Result<(), Mistake> {
    let keys: FxHashSet<&str> = gold.entities().map(|e| e.key.as_str()).collect();
    let known = |key: &str| keys.contains(key);
    for (_, surface, target) in gold.links() {
        if let Target::Entity(key, _) = target
            && !known(key)
        {
            let at = body.find(&format!("]({key}")).map_or(0, |at| body[..at].matches('\n').count());
            return Err((first_line + at, format!("[{surface}]({key}): expected a record \"entity {key} TYPE\"")));
        }
    }
    let of_deal = |deal: &DealRecord| deal.roles().flat_map(|(_, parties)| parties.to_vec()).map(|p| (deal.line, p)).collect::<Vec<_>>();
    let of_quote = |quote: &QuoteRecord| quote.speakers().iter().chain(quote.affiliation()).map(|p| (quote.line, p.clone())).collect::<Vec<_>>();
    for (line, party) in gold.deals().flat_map(of_deal).chain(gold.quotes().flat_map(of_quote)) {
        if let Party::Key(key) = &party
            && !known(key)
        {
            return Err((line, format!("unknown key {key:?}; expected one with a record \"entity {key} TYPE\", or words in quotation marks")));
        }
    }
    Ok(())
}

/// Finds the words of every quote in the article: from the quote before on, for records follow the text, else from the beginning.
fn place_quotes(gold: &mut Gold) -> Result<(), Mistake> {
    let plain = gold.plain();
    let mut from = 0;
    for record in &mut gold.records {
        let Record::Quote(quote) = record else { continue };
        let mut at = from;
        for (i, part) in quote.content.iter().enumerate() {
            let found = plain[at..].find(part.as_str()).map(|p| p + at).or_else(|| plain.find(part.as_str()));
            let start = found.ok_or_else(|| (quote.line + 1 + i, format!("{part:?} does not stand in the text; expected its exact words")))?;
            quote.spans.push(Span::new(start, start + part.len()));
            at = start + part.len();
        }
        from = quote.spans.first().map_or(from, |s| s.start as usize);
    }
    Ok(())
}
