//! Columns of a terminal: a Chinese character takes two.

use super::visible::visible;

/// Columns that a character takes.
fn char_width(c: char) -> usize {
    match c {
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' => 0,
        c if c.is_control() => 0,
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{303e}' | '\u{3041}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' => 2,
        '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' | '\u{1f300}'..='\u{1faff}' | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    }
}

/// Columns that `text` takes.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(char_width).sum()
}

/// `text` on one line of at most `columns`, with `…` where it was cut. Line feeds and runs of spaces become one space.
pub(super) fn clip(text: &str, columns: usize) -> String {
    let mut line = String::new();
    let mut used = 0;
    for c in one_line(text) {
        let wide = char_width(c);
        if used + wide >= columns.max(2) {
            line.push('…');
            break;
        }
        line.push(c);
        used += wide;
    }
    line
}

/// `text` with spaces after it, so that it takes `columns`.
pub(super) fn pad(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// Lines of at most `columns`: broken at spaces, and between Chinese characters.
pub(super) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let (mut lines, mut line, mut used, mut previous) = (Vec::new(), String::new(), 0, ' ');
    // Where the line may be broken: bytes of it and columns used there.
    let mut chance = (0, 0);
    for c in one_line(text) {
        let wide = char_width(c);
        let is_joint = wide == 2 || char_width(previous) == 2 || previous == ' ';
        if is_joint && !is_closing(c) && !is_opening(previous) {
            chance = (line.len(), used);
        }
        if used + wide > columns.max(4) && !line.is_empty() {
            let (at, before) = if chance.0 > 0 { chance } else { (line.len(), used) };
            let rest = line.split_off(at);
            lines.push(line.trim_end().to_owned());
            line = rest;
            used -= before;
            chance = (0, 0);
        }
        previous = c;
        if c != ' ' || !line.is_empty() {
            line.push(c);
            used += wide;
        }
    }
    if !line.trim().is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// May not begin a line.
fn is_closing(c: char) -> bool {
    matches!(c, '，' | '。' | '、' | '；' | '：' | '！' | '？' | '）' | '」' | '』' | '》')
}

/// May not end a line.
fn is_opening(c: char) -> bool {
    matches!(c, '（' | '「' | '『' | '《')
}

fn one_line(text: &str) -> impl Iterator<Item = char> {
    let mut space = true;
    text.chars().filter_map(move |c| {
        let is_space = c.is_whitespace();
        // A document must not steer the terminal.
        let c = visible(c);
        let shown = if is_space { (!space).then_some(' ') } else { Some(c) };
        space = is_space;
        shown
    })
}

#[cfg(test)]
mod tests {
    use super::{clip, pad, width, wrap};

    #[test]
    fn chinese_takes_two_columns() {
        assert_eq!(width("英伟达 NVDA"), 11);
        assert_eq!(pad("英", 4), "英  ");
        assert_eq!(clip("英伟达投资", 6), "英伟…");
        assert_eq!(clip("a\n  b", 80), "a b");
        assert_eq!(wrap("one two three", 8), ["one two", "three"]);
        assert_eq!(wrap("英伟达投资，公司", 10), ["英伟达投", "资，公司"]);
        for line in wrap(&"资本word ".repeat(30), 17) {
            assert!(width(&line) <= 17, "{line}");
        }
    }
}
