//! Sentence and paragraph bounds. One scan over the folded text; what a mark or a line feed means is said by `lang/<xx>/sentence.rs`.

mod layout;
mod tables;

pub(crate) use layout::{Layout, is_list_item};
pub(crate) use tables::{Abbreviation, SentenceTables};

use crate::doc::{Language, Note, NoteCode, Sentence, Span, Text};
use crate::lang::{en, zh};
use crate::read::is_han;

/// A mark that may end a sentence, with what stands around it.
pub(crate) struct Stop<'a> {
    /// The paragraph up to the mark.
    pub(crate) before: &'a str,
    /// The first mark of a run (`?!`, `...`).
    pub(crate) mark: char,
    /// Marks in the run.
    pub(crate) count: usize,
    /// A quotation mark or bracket closed after the run.
    pub(crate) is_closed: bool,
    /// The text after run and closing marks.
    pub(crate) after: &'a str,
}

/// Bytes that no sentence of a person has. Longer ones are cut, so that what a later room does for each sentence stays small for any text.
const LONGEST: usize = 3_000;

/// Appends the sentences of `text` in order; they cover it but for the white space between them.
pub(crate) fn split(tables: &SentenceTables, language: Language, text: &Text, sentences: &mut Vec<Sentence>, notes: &mut Vec<Note>) {
    let folded = text.folded.as_str();
    let layout = Layout::new(folded);
    let mut paragraph = Paragraph { text: folded, number: 0, start: 0, sentence: 0, quotes: 0, sentences, has_cut: false };
    let mut at = 0;
    while let Some(next) = folded[at..].find(is_candidate).map(|p| p + at) {
        let mark = folded[next..].chars().next().unwrap_or('\n');
        at = next + mark.len_utf8();
        match mark {
            '\n' => {
                let (line, after) = (layout.line_before(next), layout.line_after(at));
                let joins = match language {
                    Language::Zh => zh::sentence::joins_lines(&layout, line, after),
                    Language::En => en::sentence::joins_lines(&layout, line, after),
                };
                if !joins {
                    paragraph.end(at);
                }
            }
            '"' => paragraph.quotes += 1,
            _ => {
                let run = folded[next..].chars().take_while(|&c| is_mark(c)).count();
                let (end, quotes) = run_end(folded, next, paragraph.quotes);
                let stop = Stop {
                    before: &folded[paragraph.sentence..next],
                    mark,
                    count: run,
                    is_closed: folded[..end].chars().next_back().is_some_and(is_closing_mark),
                    after: &folded[end..],
                };
                at = end;
                paragraph.quotes = quotes;
                if ends_sentence(tables, language, &stop) {
                    paragraph.end_sentence(end);
                }
            }
        }
    }
    paragraph.end(folded.len());
    if paragraph.has_cut {
        notes.push(Note { code: NoteCode::Capped, span: Span::default(), message: format!("sentences of more than {LONGEST} bytes were cut") });
    }
}

/// Where a sentence without an end is cut: after the last comma or space that keeps it short enough, else anywhere.
fn cut(text: &str, start: usize) -> usize {
    let end = text.floor_char_boundary(start + LONGEST);
    let from = text.floor_char_boundary(start + LONGEST / 2);
    text[from..end].rfind(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '、')).map_or(end, |p| text.ceil_char_boundary(from + p + 1))
}

/// The script before the mark says whose rule it is; `!` and `?` after Latin letters are the document's.
fn ends_sentence(tables: &SentenceTables, language: Language, stop: &Stop<'_>) -> bool {
    let previous = stop.before.chars().next_back().unwrap_or(' ');
    let is_chinese = is_han(previous) || matches!(stop.mark, '。' | '】') || (language == Language::Zh && stop.mark != '.');
    if is_chinese { zh::sentence::ends(tables, stop) } else { en::sentence::ends(tables, stop) }
}

fn is_candidate(c: char) -> bool {
    is_mark(c) || matches!(c, '\n' | '"')
}

fn is_mark(c: char) -> bool {
    matches!(c, '。' | '!' | '?' | '.' | '…' | '】')
}

fn is_closing_mark(c: char) -> bool {
    matches!(c, '”' | '’' | '」' | '』' | '"' | ')' | ']' | '》' | '\'')
}

/// One past the run of marks at `start` and the closing marks after it, and the straight quotes seen so far: a `"` closes only where one is open.
fn run_end(text: &str, start: usize, mut quotes: usize) -> (usize, usize) {
    let mut end = start;
    for c in text[start..].chars() {
        let is_straight = c == '"';
        let belongs = is_mark(c) || (is_closing_mark(c) && (!is_straight || quotes % 2 == 1));
        if !belongs {
            break;
        }
        quotes += usize::from(is_straight);
        end += c.len_utf8();
    }
    (end, quotes)
}

/// The paragraph that is being read.
struct Paragraph<'a> {
    text: &'a str,
    /// Its number.
    number: u32,
    /// Where it begins.
    start: usize,
    /// Where its next sentence begins.
    sentence: usize,
    /// Straight quotation marks in it so far.
    quotes: usize,
    sentences: &'a mut Vec<Sentence>,
    /// A sentence was longer than any is.
    has_cut: bool,
}

impl Paragraph<'_> {
    fn end_sentence(&mut self, end: usize) {
        while end - self.sentence > LONGEST {
            self.push(cut(self.text, self.sentence));
            self.has_cut = true;
        }
        self.push(end);
    }

    fn push(&mut self, end: usize) {
        let words = self.text[self.sentence..end].trim_end();
        let lead = words.len() - words.trim_start().len();
        if lead < words.len() {
            let span = Span::new(self.sentence + lead, self.sentence + words.len());
            self.sentences.push(Sentence { span, paragraph: self.number });
        }
        self.sentence = end;
    }

    fn end(&mut self, end: usize) {
        self.end_sentence(end);
        // Empty lines have no number.
        let has_sentence = self.sentences.last().is_some_and(|s| s.span.start as usize >= self.start);
        self.number += u32::from(has_sentence);
        (self.start, self.quotes) = (end, 0);
    }
}
