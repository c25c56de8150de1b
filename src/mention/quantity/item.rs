//! One quantity of the text: an operand, or two of them as a range, with the words for its bounds.

use rust_decimal::Decimal;

use super::number::Numeral;
use super::operand::{Grammar, Operand, Unit};
use super::unit::{BoundWord, CurrencyWord, RangeWord};
use crate::doc::{Bound, Per, Range, Span};
use crate::mention::words::{skip_blanks, skip_blanks_back};
use crate::read::is_han;

/// How far before a sum 每股 may stand (每股发行价格为10.5元).
const PER_WINDOW: usize = 30;
/// Bounding words in a row (至少约).
const MAX_BOUND_WORDS: usize = 2;

/// A quantity found.
pub(crate) struct Item<'a> {
    pub(crate) span: Span,
    pub(crate) range: Range,
    pub(crate) unit: Unit<'a>,
    pub(crate) per: Option<Per>,
    /// A word before it says that it is the sum before in another currency.
    pub(crate) equals: bool,
    /// A word before it holds for the list that it begins.
    pub(crate) each: bool,
    /// Where its words begin, bounding words included.
    pub(crate) outer_start: usize,
    /// No currency word stood beside it: a neighbour or a word of money gave the unit.
    pub(crate) borrowed: bool,
}

/// What stands at a place where a number begins.
pub(crate) enum Read<'a> {
    /// Nothing: go on at this offset.
    Nothing(usize),
    /// A quantity.
    One(Item<'a>),
}

/// Reads the quantity at `at`; nothing before `floor` belongs to it.
pub(crate) fn read<'a>(grammar: &'a Grammar, text: &str, at: usize, floor: usize) -> Read<'a> {
    if let Some(next) = grammar.skip_bare(text, at) {
        return Read::Nothing(next);
    }
    let Some(first) = grammar.operand(text, at, floor) else { return Read::Nothing(at + text[at..].chars().next().map_or(1, char::len_utf8)) };
    if first.numeral.low.is_sign_negative() && first.unit.is_none() {
        return Read::Nothing(first.numeral.end);
    }
    if let Some((whole, bound)) = range(grammar, text, &first) {
        return Read::One(finish(grammar, text, &whole, Some(bound)));
    }
    if first.unit.is_some() {
        return Read::One(finish(grammar, text, &first, None));
    }
    if let Some(unit) = listed_unit(grammar, text, &first) {
        let mut item = finish(grammar, text, &Operand { unit: Some(unit), ..first }, None);
        item.borrowed = true;
        return Read::One(item);
    }
    match cued(grammar, text, &first) {
        Some(item) => Read::One(item),
        None => Read::Nothing(first.numeral.end),
    }
}

/// The number of a table, with the unit and value that its heading gives it.
pub(super) fn of_table<'a>(at: usize, numeral: Numeral, (low, high): (Decimal, Decimal), word: &'a CurrencyWord) -> Item<'a> {
    Item {
        span: Span::new(at, numeral.end),
        range: Range { min: Some(low.normalize()), max: Some(high.normalize()), bound: numeral.bound },
        unit: Unit::Money(word),
        per: None,
        equals: false,
        each: false,
        outer_start: at,
        borrowed: true,
    }
}

/// 500亿投资, 融资3亿: a scaled number beside a word of money, without a currency.
fn cued<'a>(grammar: &'a Grammar, text: &str, first: &Operand<'a>) -> Option<Item<'a>> {
    let cues = &grammar.units.money_cues;
    if !first.numeral.scaled() || !grammar.numbers.is_figure(text[..first.numeral.end].chars().next_back()?) {
        return None;
    }
    let behind = cues.all_starting(text, first.end).any(|(_, before)| !before);
    let around = bounds_around(grammar, text, first.start, first.end);
    let led = cues.all_ending(text, around.start).any(|(_, before)| *before);
    let closed = text[first.end..].chars().next().is_none_or(|c| !is_han(c) && !c.is_alphanumeric());
    let unit = Unit::Money(&grammar.units.unnamed);
    (behind || led && closed).then(|| Item { borrowed: true, ..finish(grammar, text, &Operand { unit: Some(unit), ..*first }, None) })
}

/// The range that `first` begins, with its unit: one operand from the first byte to the last.
fn range<'a>(grammar: &'a Grammar, text: &str, first: &Operand<'a>) -> Option<(Operand<'a>, Bound)> {
    // 18.36元/股至20.02元/股.
    let unit_end = grammar.units.pers.starting(text, first.end).filter(|(_, word)| !word.before).map_or(first.end, |(end, _)| end);
    let from = skip_note(text, skip_blanks(text, unit_end, 2));
    let (end, word) = grammar.units.ranges.starting(text, from)?;
    let before = word_before(grammar, text, first.start);
    match word {
        RangeWord::To => {}
        RangeWord::And if before == Some(RangeWord::Between) => {}
        _ => return None,
    }
    let second = grammar.operand_from(text, end)?;
    let unit = second.unit.or(first.unit.filter(|unit| matches!(unit, Unit::Money(_))))?;
    let second_number = second.numeral.end;
    // In "in 2015 to $19 billion" the sign belongs to the second number alone.
    if first.unit.is_none() && second.end == second_number && matches!(second.unit, Some(Unit::Money(_))) {
        return None;
    }
    // "from $5m to $7m" tells a move between two sums.
    let both = first.unit.is_some() && second.unit.is_some();
    if both && before == Some(RangeWord::From) && !is_dash(text, from) {
        return None;
    }
    let same = match (first.unit, second.unit) {
        (Some(Unit::Money(a)), Some(Unit::Money(b))) => is_same_money(a, b),
        (Some(Unit::Percent(a)), Some(Unit::Percent(b))) => a == b,
        (Some(a), Some(b)) => std::mem::discriminant(&a) == std::mem::discriminant(&b),
        _ => true,
    };
    if !same || second.start != skip_blanks(text, end, 2) {
        return None;
    }
    let (low, high) = bounds_of(first, &second, unit)?;
    let moved = both && matches!(unit, Unit::Money(_)) && !is_dash(text, from) && is_move(before, low, high);
    (low <= high && !moved).then_some((Operand { start: first.start, end: second.end, numeral: second.numeral, low, high, unit: Some(unit) }, Bound::Range))
}

/// "rose $2 to $70" tells a step and where it led.
fn is_move(before: Option<RangeWord>, low: Decimal, high: Decimal) -> bool {
    before == Some(RangeWord::Move) || low.checked_mul(Decimal::TEN).is_some_and(|ten| ten < high)
}

fn is_same_money(a: &CurrencyWord, b: &CurrencyWord) -> bool {
    a.worth == b.worth && (a.code == b.code || a.family.is_some() || b.family.is_some())
}

/// Low and high of a range, where the first number may lack the scale of the second (8-10亿, 八到九百亿, $2 to $3 billion).
fn bounds_of(first: &Operand<'_>, second: &Operand<'_>, unit: Unit<'_>) -> Option<(Decimal, Decimal)> {
    let worth = match unit {
        Unit::Money(word) => word.worth,
        Unit::Percent(worth) => worth,
        Unit::Shares => Decimal::ONE,
        Unit::Lots => Decimal::ONE_THOUSAND,
    };
    let (a, b) = (&first.numeral, &second.numeral);
    let low = if first.unit.is_some() { first.low } else { first.low.checked_mul(worth)? };
    let high = if second.unit.is_some() { second.high } else { second.high.checked_mul(worth)? };
    let scale = high.checked_div(b.high.max(Decimal::new(1, 6)).checked_mul(worth)?)?.max(Decimal::ONE);
    let mut factor = Decimal::ONE;
    if !a.scaled() {
        let whole = b.big.checked_mul(b.small)?.max(scale);
        let plain = b.high.checked_div(b.big)?;
        if a.small == Decimal::ONE && b.small > Decimal::ONE && a.low < plain.checked_div(b.small)? {
            factor = whole;
        } else if a.low < plain {
            factor = b.big.max(scale);
        }
    }
    Some((low.checked_mul(factor)?, high))
}

/// 1万(含)-5万元: the note in brackets.
fn skip_note(text: &str, at: usize) -> usize {
    match text[at..].strip_prefix('(').and_then(|rest| rest.bytes().take(10).position(|b| b == b')')) {
        Some(end) => at + end + 2,
        None => at,
    }
}

fn is_dash(text: &str, at: usize) -> bool {
    matches!(text[at..].chars().next(), Some('-' | '–' | '—' | '~' | '～'))
}

/// "between" or "from" before `start`.
fn word_before(grammar: &Grammar, text: &str, start: usize) -> Option<RangeWord> {
    let end = skip_blanks_back(text, start, 2);
    grammar.units.ranges.ending(text, end).map(|(_, word)| *word).filter(|word| matches!(word, RangeWord::Between | RangeWord::From | RangeWord::Move))
}

/// 30万和45万元: the unit of the next number of a list, for a number with a scale and without a unit.
fn listed_unit<'a>(grammar: &'a Grammar, text: &str, first: &Operand<'a>) -> Option<Unit<'a>> {
    let great = first.numeral.low >= Decimal::ONE_THOUSAND;
    if !first.numeral.scaled() && !great {
        return None;
    }
    let from = skip_blanks(text, first.end, 2);
    let (end, _) = grammar.units.ranges.starting(text, from).filter(|(_, word)| **word == RangeWord::And)?;
    let second = grammar.operand_from(text, end)?;
    let next = second.start == skip_blanks(text, end, 2);
    second.unit.filter(|unit| match unit {
        Unit::Money(_) => next && first.numeral.scaled() && second.numeral.scaled(),
        Unit::Shares => next && second.numeral.low >= Decimal::ONE_THOUSAND,
        _ => false,
    })
}

/// Adds what the words around it say.
fn finish<'a>(grammar: &'a Grammar, text: &str, operand: &Operand<'a>, range_bound: Option<Bound>) -> Item<'a> {
    let mut start = operand.start;
    if let Some(article) = grammar.numbers.article_before(text, start).filter(|_| !operand.numeral.form.digits && operand.numeral.form.figures > 0) {
        start = article;
    }
    let words = bounds_around(grammar, text, start, operand.end);
    let own = range_bound.unwrap_or(operand.numeral.bound);
    let mut range = Range { min: Some(operand.low.normalize()), max: Some(operand.high.normalize()), bound: own };
    match words.bound {
        Some(Bound::AtLeast) => (range.max, range.bound) = (None, Bound::AtLeast),
        Some(Bound::AtMost) => (range.min, range.bound) = (None, Bound::AtMost),
        Some(bound) if own == Bound::Exact => range.bound = bound,
        _ => {}
    }
    if range.bound == Bound::AtLeast {
        range.max = None;
    }
    Item {
        span: Span::new(start, operand.end),
        range,
        unit: operand.unit.unwrap_or(Unit::Shares),
        per: per(grammar, text, words.start, operand.end),
        equals: words.equals,
        each: words.each,
        outer_start: words.start,
        borrowed: false,
    }
}

struct Around {
    bound: Option<Bound>,
    equals: bool,
    each: bool,
    start: usize,
}

/// The bounding words before and after.
fn bounds_around(grammar: &Grammar, text: &str, start: usize, end: usize) -> Around {
    let mut around = Around { bound: None, equals: false, each: false, start };
    for _ in 0..MAX_BOUND_WORDS {
        let before = skip_blanks_back(text, around.start, 2);
        let before = if before == around.start && text[..before].ends_with('\n') { before - 1 } else { before };
        // "up to a $5 billion", but "under a $5 billion facility".
        let article = grammar.numbers.article_before(text, around.start).map(|article| skip_blanks_back(text, article, 2));
        let Some((from, word)) =
            grammar.units.bounds.ending(text, article.unwrap_or(before)).filter(|(_, word)| word.before && (word.article || article.is_none()))
        else {
            break;
        };
        // "crept up to $5 billion" tells where it went.
        if word.path && word_before(grammar, text, from) == Some(RangeWord::Move) {
            break;
        }
        around.take(word);
        around.start = from;
    }
    let after = skip_blanks(text, end, 1);
    if let Some((_, word)) = grammar.units.bounds.starting(text, after).filter(|(_, word)| word.after) {
        around.take(word);
    }
    around
}

impl Around {
    fn take(&mut self, word: &BoundWord) {
        self.equals |= word.equals;
        self.each |= word.each;
        if self.bound.is_none_or(|bound| bound == Bound::About) {
            self.bound = word.bound.or(self.bound);
        }
    }
}

/// What the sum is counted by.
fn per(grammar: &Grammar, text: &str, start: usize, end: usize) -> Option<Per> {
    let mut after = skip_blanks(text, end, 1);
    if text.as_bytes().get(after) == Some(&b'-') {
        after += 1;
    }
    if let Some((_, word)) = grammar.units.pers.starting(text, after).filter(|(_, word)| !word.before) {
        return Some(word.per);
    }
    let low = text.floor_char_boundary(start.saturating_sub(PER_WINDOW));
    let mut at = start;
    while at > low {
        if let Some((_, word)) = grammar.units.pers.ending(text, at).filter(|(_, word)| word.before) {
            return Some(word.per);
        }
        let c = text[..at].chars().next_back()?;
        if matches!(c, ',' | '。' | ';' | '.' | '\n' | '、' | ')') || c.is_ascii_digit() {
            return None;
        }
        at -= c.len_utf8();
    }
    None
}
