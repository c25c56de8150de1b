//! Sentence and paragraph bounds.

use crate::doc::{Sentence, Span, Text};

/// Appends the sentences of `text` in order; they cover it but for the white space between them.
pub(crate) fn split(text: &Text, sentences: &mut Vec<Sentence>) {
    let folded = &text.folded;
    let mut paragraph = 0;
    let mut start = 0;
    let mut chars = folded.char_indices().peekable();
    let push = |start: usize, end: usize, paragraph: u32, sentences: &mut Vec<Sentence>| {
        let words = folded[start..end].trim_end();
        let lead = words.len() - words.trim_start().len();
        if !words.trim().is_empty() {
            sentences.push(Sentence { span: Span::new(start + lead, start + words.len()), paragraph });
        }
    };
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        let next = chars.peek().map_or('\n', |&(_, c)| c);
        let ends = match c {
            '\n' | '。' | '!' | '?' => true,
            '.' => next.is_whitespace() && folded[end..].trim_start().chars().next().is_none_or(|c| !c.is_lowercase()),
            _ => false,
        };
        if !ends {
            continue;
        }
        let mut end = end;
        while c != '\n'
            && let Some(&(at, c)) = chars.peek()
            && matches!(c, '”' | '’' | '」' | '』' | '"' | ')' | '。' | '!' | '?')
        {
            end = at + c.len_utf8();
            chars.next();
        }
        push(start, end, paragraph, sentences);
        start = end;
        paragraph += u32::from(c == '\n');
    }
    push(start, folded.len(), paragraph, sentences);
}
