//! Units told once for many numbers: 单位：万元 above a table, （亿元） behind the head of a column.

use rust_decimal::Decimal;

use super::item::{self, Item};
use super::operand::Grammar;
use super::unit::CurrencyWord;
use crate::mention::words::{skip_blanks, skip_blanks_back};

/// A table ends after this many bytes at the latest.
const MAX_TABLE: usize = 8000;
/// The line of a heading may have this much behind the unit (币种:人民币).
const MAX_HEAD: usize = 60;
/// Lesser whole numbers are rows' numbers and counts.
const LEAST_CELL: Decimal = Decimal::ONE_HUNDRED;

/// A unit with the stretch of text that it holds for.
pub(super) struct Heading<'a> {
    word: &'a CurrencyWord,
    factor: Decimal,
    from: usize,
    to: usize,
}

/// The headings of a text, in order.
pub(super) fn headings<'a>(grammar: &'a Grammar, text: &str) -> Vec<Heading<'a>> {
    let led = grammar.units.table_heads.iter().flat_map(|head| head.find_iter(text.as_bytes()).map(|at| (at, at + head.needle().len())));
    let mut found: Vec<Heading<'a>> = led.filter_map(|(at, end)| above(grammar, text, at, end)).collect();
    found.extend(memchr::memchr_iter(b'(', text.as_bytes()).filter_map(|at| in_brackets(grammar, text, at)));
    found.sort_by_key(|heading| heading.from);
    for i in 1..found.len() {
        let next = found[i].from;
        found[i - 1].to = found[i - 1].to.min(next);
    }
    found
}

/// 单位:万元, 金额单位为人民币亿元: for the lines that follow.
fn above<'a>(grammar: &'a Grammar, text: &str, at: usize, end: usize) -> Option<Heading<'a>> {
    let at_line = text[..at].trim_end_matches([' ', '\t', '(']).chars().next_back().is_none_or(|c| !c.is_ascii_digit());
    let unit = skip_blanks(text, end, 2);
    let unit = text[unit..].strip_prefix([':', '为', '是']).map_or(unit, |rest| skip_blanks(text, text.len() - rest.len(), 2));
    let (end, word, factor) = unit_at(grammar, text, unit).filter(|_| at_line && unit > end)?;
    below(text, end, word, factor)
}

/// (亿元) on a line of its own, for the lines that follow, or behind the name of a number, for that number.
fn in_brackets<'a>(grammar: &'a Grammar, text: &str, at: usize) -> Option<Heading<'a>> {
    let (end, word, factor) = unit_at(grammar, text, at + 1)?;
    let end = text[end..].strip_prefix(')').map(|rest| text.len() - rest.len())?;
    if text[..at].trim_end_matches([' ', '\t']).ends_with('\n') || at == 0 {
        return below(text, end, word, factor);
    }
    let number = skip_blanks(text, end, 2);
    let number = text[number..].strip_prefix([':', '\n']).map_or(number, |rest| skip_blanks(text, text.len() - rest.len(), 2));
    text.as_bytes().get(number).is_some_and(u8::is_ascii_digit).then_some(Heading { word, factor, from: number, to: number + 1 })
}

/// From the next line to the next sentence.
fn below<'a>(text: &str, end: usize, word: &'a CurrencyWord, factor: Decimal) -> Option<Heading<'a>> {
    let near = &text[end..text.ceil_char_boundary((end + MAX_HEAD).min(text.len()))];
    let line = end + near.find('\n')?;
    let rest = &text[line..text.floor_char_boundary((line + MAX_TABLE).min(text.len()))];
    // A full stop shows that the text goes on, from the line before it.
    let prose = rest.find('。').and_then(|stop| rest[..stop].rfind('\n')).unwrap_or(rest.len());
    Some(Heading { word, factor, from: line, to: line + prose })
}

/// 万元, 人民币百万元, 亿美元: its end, currency and factor.
fn unit_at<'a>(grammar: &'a Grammar, text: &str, at: usize) -> Option<(usize, &'a CurrencyWord, Decimal)> {
    let before = grammar.units.currency_at(text, at, |word| word.before && !word.sign);
    let mut at = before.map_or(at, |placed| skip_blanks(text, placed.end, 1));
    let mut factor = Decimal::ONE;
    while let Some((c, scale)) = text[at..].chars().next().and_then(|c| Some((c, grammar.numbers.factor(c)?))) {
        factor = factor.checked_mul(scale)?;
        at += c.len_utf8();
    }
    let placed = grammar.units.currency_at(text, at, |word| word.after && !word.is_minor())?;
    let word = before.map(|before| before.word).filter(|_| placed.word.family.is_some()).unwrap_or(placed.word);
    Some((placed.end, word, factor))
}

/// The sum at `at`, where the number there stands alone in its cell.
pub(super) fn cell<'a>(grammar: &'a Grammar, text: &str, at: usize, headings: &[Heading<'a>]) -> Option<Item<'a>> {
    let heading = headings[..headings.partition_point(|heading| heading.from <= at)].last().filter(|heading| at < heading.to)?;
    let numeral = grammar.numbers.read(text, at).filter(|numeral| numeral.form.digits && !numeral.scaled())?;
    let named = heading.from == at;
    let edge = |c: char| c.is_whitespace() || c == '|';
    let opens = text[..at].chars().next_back().is_some_and(edge);
    let closes = text[numeral.end..].chars().next().is_none_or(|c| edge(c) || named && matches!(c, ',' | ';' | '。' | '、' | ')'));
    let grouped = text[at..numeral.end].contains([',', '.']);
    let year = !grouped && numeral.low >= Decimal::from(1900) && numeral.low <= Decimal::from(2100);
    let told = named || opens && !year && (grouped || numeral.low >= LEAST_CELL) && !is_per_share(grammar, text, at);
    let sum = |value: Decimal| value.checked_mul(heading.factor)?.checked_mul(heading.word.worth);
    if !told || !closes {
        return None;
    }
    Some(item::of_table(at, numeral, (sum(numeral.low)?, sum(numeral.high)?), heading.word))
}

/// 每股收益 0.35 has its own unit.
fn is_per_share(grammar: &Grammar, text: &str, at: usize) -> bool {
    let line = text[..at].rfind('\n').map_or(0, |i| i + 1).max(text.floor_char_boundary(at.saturating_sub(200)));
    let end = skip_blanks_back(text, at, 3);
    text[line..end].char_indices().any(|(i, _)| grammar.units.pers.starting(text, line + i).is_some_and(|(_, word)| word.before))
}
