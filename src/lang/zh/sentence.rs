//! Chinese sentence bounds.

use crate::sentence::{Layout, SentenceTables, Stop};

/// `。`, `！` and `？` end a sentence, inside quotation marks too, so that a quotation of several sentences is several sentences. `……` is a pause
/// unless the quotation or the line ends with it; so is a full stop in ASCII between Chinese characters.
pub(crate) fn ends(_tables: &SentenceTables, stop: &Stop<'_>) -> bool {
    match stop.mark {
        '。' | '!' | '?' => true,
        // 【…】 heads an item of a round-up.
        '】' => stop.before.trim_start().starts_with('【'),
        _ => stop.is_closed || stop.after.chars().next().is_none_or(char::is_whitespace),
    }
}

/// A line feed ends a paragraph: Chinese is not wrapped by hand.
pub(crate) fn joins_lines(_layout: &Layout<'_>, _line: &str, _next: &str) -> bool {
    false
}
