//! Quotation marks: which opens, which closes, and what they hold.
//!
//! One pass with a bounded stack, emptied at every paragraph, so that thousands of marks without a partner cost no more than any other text.
//! Only the outermost pair is a region; what stands nested in it belongs to its words.

use crate::doc::{Note, NoteCode, Span};
use crate::read::is_han;

/// Words between marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Region {
    /// With the marks.
    pub(crate) outer: Span,
    /// Without them.
    pub(crate) inner: Span,
    /// 《》: a title, never speech.
    pub(crate) is_title: bool,
    /// The next paragraph opens with the mark again and goes on.
    pub(crate) continues: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pair {
    Double,
    Ascii,
    Corner,
    White,
    Angle,
    Single,
    AsciiSingle,
    Title,
}

impl Pair {
    /// An unclosed one is told as a doubt; the others have uses of their own (apostrophes).
    fn is_main(self) -> bool {
        matches!(self, Pair::Double | Pair::Ascii | Pair::Corner | Pair::White | Pair::Angle)
    }

    /// A closing mark of `other` may close this one.
    fn closes_with(self, other: Pair) -> bool {
        self == other || matches!((self, other), (Pair::Double, Pair::Ascii) | (Pair::Ascii, Pair::Double) | (Pair::Corner, Pair::White))
    }
}

enum Side {
    Open,
    Close,
}

/// Marks deeper than this belong to the words of the outer ones.
const DEEPEST: usize = 16;

struct Open {
    pair: Pair,
    at: usize,
    width: usize,
}

struct Pairing<'a> {
    text: &'a str,
    stack: Vec<Open>,
    found: Vec<Region>,
    notes: &'a mut Vec<Note>,
}

/// Appends the outermost regions of `text` in order, and notes marks without a partner.
pub(crate) fn pair(text: &str, regions: &mut Vec<Region>, notes: &mut Vec<Note>) {
    let mut pairing = Pairing { text, stack: Vec::with_capacity(DEEPEST), found: Vec::new(), notes };
    let mut previous = '\n';
    for (at, c) in text.char_indices() {
        if c == '\n' {
            pairing.end_paragraph(at, regions);
        } else if matches!(c, '"' | '\'' | '\u{ab}'..='\u{303f}') {
            pairing.mark(at, c, previous);
        }
        previous = c;
    }
    pairing.end_paragraph(text.len(), regions);
}

impl Pairing<'_> {
    fn mark(&mut self, at: usize, c: char, previous: char) {
        let width = c.len_utf8();
        let next = || self.text[at + width..].chars().next().unwrap_or('\n');
        let (pair, side) = match c {
            '“' | '„' | '‟' => {
                (Pair::Double, if self.top_is(Pair::Double) && is_after_words(previous) && ends_here(next()) { Side::Close } else { Side::Open })
            }
            '”' => {
                let opens = !self.holds(Pair::Double) && !is_after_words(previous) && !ends_here(next());
                (Pair::Double, if opens { Side::Open } else { Side::Close })
            }
            '"' => {
                let next = next();
                let looks_open = !is_after_words(previous) && !ends_here(next);
                let is_inch = previous.is_ascii_digit() && !self.holds(Pair::Ascii) && !self.holds(Pair::Double);
                if is_inch && !is_han(next) {
                    return;
                }
                let holds = self.holds(Pair::Ascii) || self.holds(Pair::Double);
                let opens = if is_han(previous) || is_han(next) { !holds } else { looks_open || (!holds && !ends_here(next)) };
                (Pair::Ascii, if opens { Side::Open } else { Side::Close })
            }
            '「' => (Pair::Corner, Side::Open),
            '」' => (Pair::Corner, Side::Close),
            '『' => (Pair::White, Side::Open),
            '』' => (Pair::White, Side::Close),
            '«' => (Pair::Angle, Side::Open),
            '»' => (Pair::Angle, Side::Close),
            '《' | '〈' => (Pair::Title, Side::Open),
            '》' | '〉' => (Pair::Title, Side::Close),
            '‘' => (Pair::Single, Side::Open),
            '’' if self.holds(Pair::Single) => (Pair::Single, Side::Close),
            '\'' if self.holds(Pair::AsciiSingle) && !next().is_alphanumeric() && !previous.is_whitespace() => (Pair::AsciiSingle, Side::Close),
            '\'' if !is_after_words(previous) && next().is_alphanumeric() => (Pair::AsciiSingle, Side::Open),
            _ => return,
        };
        match side {
            Side::Open if self.stack.len() < DEEPEST => self.stack.push(Open { pair, at, width }),
            Side::Open => {}
            Side::Close => self.close(pair, at, width),
        }
    }

    fn top_is(&self, pair: Pair) -> bool {
        self.stack.last().is_some_and(|open| open.pair == pair)
    }

    fn holds(&self, pair: Pair) -> bool {
        self.stack.iter().any(|open| open.pair == pair)
    }

    fn close(&mut self, pair: Pair, at: usize, width: usize) {
        let exact = self.stack.iter().rposition(|open| open.pair == pair);
        let Some(index) = exact.or_else(|| self.stack.iter().rposition(|open| open.pair.closes_with(pair))) else {
            if pair.is_main() {
                self.note(at, width, "closes nothing");
            }
            return;
        };
        if self.stack[index].pair != pair {
            self.note(at, width, "closes a mark of another kind");
        }
        let open = &self.stack[index];
        let (start, inner) = (open.at, open.at + open.width);
        let is_title = open.pair == Pair::Title;
        self.stack.truncate(index);
        self.found.push(Region { outer: Span::new(start, at + width), inner: Span::new(inner, at), is_title, continues: false });
    }

    fn note(&mut self, at: usize, width: usize, what: &str) {
        // Thousands of marks without a partner are one doubt, not thousands.
        const MOST: usize = 100;
        if self.notes.iter().rev().take(MOST).filter(|n| n.code == NoteCode::UnbalancedQuote).count() < MOST {
            let message = format!("the quotation mark {} {what}", &self.text[at..at + width]);
            self.notes.push(Note { code: NoteCode::UnbalancedQuote, span: Span::new(at, at + width), message });
        }
    }

    /// Closes what the paragraph leaves open, and hands over its outermost regions.
    fn end_paragraph(&mut self, end: usize, regions: &mut Vec<Region>) {
        if let Some(open) = self.stack.iter().find(|open| open.pair.is_main()) {
            let (pair, at, inner) = (open.pair, open.at, open.at + open.width);
            let continues = opens_with(&self.text[end..], pair);
            if !continues {
                let width = inner - at;
                self.note(at, width, "has no partner in its paragraph");
            }
            let stop = if continues { end } else { self.stop_of_unclosed(inner, end) };
            let trimmed = inner + self.text[inner..stop].trim_end().len();
            if trimmed > inner {
                self.found.push(Region { outer: Span::new(at, trimmed), inner: Span::new(inner, trimmed), is_title: false, continues });
            }
        }
        self.stack.clear();
        self.found.sort_unstable_by_key(|r| (r.outer.start, std::cmp::Reverse(r.outer.end)));
        let mut covered = 0;
        for region in self.found.drain(..) {
            if region.outer.start >= covered {
                covered = region.outer.end;
                regions.push(region);
            }
        }
    }

    /// Where the words of a mark without a partner end: before the sentence in which the next mark stands, else with the paragraph.
    fn stop_of_unclosed(&self, inner: usize, end: usize) -> usize {
        let next = self.found.iter().map(|r| r.outer.start as usize).filter(|&start| start > inner).min();
        let Some(next) = next else { return end };
        let words = &self.text[inner..next];
        words.rfind(['。', '!', '?']).map_or(next, |i| inner + i + words[i..].chars().next().map_or(1, char::len_utf8))
    }
}

/// The next paragraph begins with an opening mark of the pair.
fn opens_with(rest: &str, pair: Pair) -> bool {
    let first = rest.trim_start().chars().next();
    matches!(
        (pair, first),
        (Pair::Double, Some('“')) | (Pair::Ascii, Some('"')) | (Pair::Corner, Some('「')) | (Pair::White, Some('『')) | (Pair::Angle, Some('«'))
    )
}

/// Before a mark it says that the mark closes.
fn is_after_words(previous: char) -> bool {
    !(previous.is_whitespace() || matches!(previous, '(' | '[' | '—' | '–' | '-' | ':' | ',' | '“' | '‘' | '"' | '「' | '/'))
}

/// After a mark it says that the mark closes.
fn ends_here(next: char) -> bool {
    next.is_whitespace() || matches!(next, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '。' | '、' | '”' | '’' | '—')
}
