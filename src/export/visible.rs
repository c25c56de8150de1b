//! Characters that a format cannot hold, made visible: XML 1.0 and terminals know no control characters but tab, line feed and carriage return.
//!
//! Each becomes its picture (U+0007 → ␇), one character for one of the same UTF-16 length, so that no offset moves; a reader sees what was there.

use std::borrow::Cow;

/// `text` without characters that are illegal in XML 1.0.
pub(crate) fn for_xml(text: &str) -> Cow<'_, str> {
    replace(text, |c| !matches!(c, '\t' | '\n' | '\r'))
}

/// `text` on one line, without control characters at all: for notations whose lines are their structure.
pub(crate) fn for_line(text: &str) -> Cow<'_, str> {
    match text.contains(['\t', '\n', '\r', '\u{2028}', '\u{2029}', '\u{85}']) {
        true => replace(text, |_| true).replace(['␉', '␊', '␍', '\u{2028}', '\u{2029}'], " ").into(),
        false => replace(text, |_| true),
    }
}

fn replace(text: &str, unwanted: fn(char) -> bool) -> Cow<'_, str> {
    let is_bad = |c: char| (c.is_control() && unwanted(c)) || matches!(c, '\u{fffe}' | '\u{ffff}');
    if text.contains(is_bad) { text.chars().map(|c| if is_bad(c) { picture(c) } else { c }).collect::<String>().into() } else { text.into() }
}

/// A character as a terminal may show it.
pub(crate) fn visible(c: char) -> char {
    if c.is_control() && !c.is_whitespace() { picture(c) } else { c }
}

/// The picture of a control character.
fn picture(c: char) -> char {
    match c {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}'),
        '\u{7f}' => '␡',
        '\u{85}' => ' ',
        _ => '\u{fffd}',
    }
}

#[cfg(test)]
mod tests {
    use super::{for_line, for_xml};

    #[test]
    fn control_characters_show() {
        assert_eq!(for_xml("a\0b\u{7}c\td\ne\u{7f}\u{fffe}\u{9f}"), "a␀b␇c\td\ne␡\u{fffd}\u{fffd}");
        assert_eq!(for_line("a\nb\u{1b}[0m\u{2028}c"), "a b␛[0m c");
        assert_eq!(for_xml("英伟达"), "英伟达");
    }
}
