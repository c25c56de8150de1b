//! How the lines of a document are laid out: hard-wrapped, or a paragraph a line.

/// Longer lines are no wrapped ones: mail, wires and filings wrap at 60 to 100 columns.
const WIDEST: usize = 120;

/// The lines of the text.
pub(crate) struct Layout<'a> {
    text: &'a str,
    /// Bytes of the longest line where lines are wrapped.
    wrapped_at: Option<usize>,
}

impl<'a> Layout<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let longest = text.lines().map(str::len).max().unwrap_or(0);
        let full = text.lines().filter(|l| l.len() * 10 >= longest * 7).count();
        let wrapped_at = (full >= 2 && (40..=WIDEST).contains(&longest)).then_some(longest);
        Layout { text, wrapped_at }
    }

    /// The line that ends at `at`, no more of it than a wrapped line has.
    pub(super) fn line_before(&self, at: usize) -> &'a str {
        let from = self.text.floor_char_boundary(at.saturating_sub(2 * WIDEST));
        let words = &self.text[from..at];
        words.rsplit('\n').next().unwrap_or(words)
    }

    /// The line that begins at `at`, no more of it than a wrapped line has.
    pub(super) fn line_after(&self, at: usize) -> &'a str {
        let to = self.text.floor_char_boundary((at + 2 * WIDEST).min(self.text.len()));
        let words = &self.text[at..to];
        words.split('\n').next().unwrap_or(words)
    }

    /// The line is as full as a wrapped one is before its next word.
    pub(crate) fn is_full(&self, line: &str) -> bool {
        self.wrapped_at.is_some_and(|width| line.len() * 10 >= width * 7)
    }
}

/// The line begins with the mark or number of a list item.
pub(crate) fn is_list_item(line: &str) -> bool {
    let line = line.trim_start();
    if line.starts_with(['•', '●', '■', '▪', '·', '*', '◆', '–', '—']) || line.starts_with("- ") {
        return true;
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    (1..=2).contains(&digits) && (line[digits..].starts_with(". ") || line[digits..].starts_with(") "))
}
