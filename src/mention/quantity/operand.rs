//! One number with the units around it: the currency before or after, the percent sign, the unit of shares, and the cents behind the dollars.

use rust_decimal::Decimal;

use super::number::{Numbers, Numeral};
use super::unit::{CurrencyWord, Placed, RangeWord, ShareWord, Units};
use crate::mention::words::{skip_blanks, skip_blanks_back};
use crate::read::is_han;

/// Half of a tenth, in percent.
const FIVE: Decimal = Decimal::from_parts(5, 0, 0, false, 0);
/// Words that may stand between a number and "shares".
const MAX_FILLERS: usize = 4;

/// A unit of a number.
#[derive(Clone, Copy)]
pub(crate) enum Unit<'a> {
    /// Money in this currency.
    Money(&'a CurrencyWord),
    /// What one is worth, in percent.
    Percent(Decimal),
    /// Shares.
    Shares,
    /// Lots of a thousand shares, as Taiwan counts them.
    Lots,
}

/// A number with its unit.
#[derive(Clone, Copy)]
pub(crate) struct Operand<'a> {
    /// First byte, of the currency where it stands before.
    pub(crate) start: usize,
    /// One past the last byte of number or unit.
    pub(crate) end: usize,
    /// The number.
    pub(crate) numeral: Numeral,
    /// Value in plain units.
    pub(crate) low: Decimal,
    pub(crate) high: Decimal,
    /// `None` for a bare number.
    pub(crate) unit: Option<Unit<'a>>,
}

/// Number words and unit words.
pub(crate) struct Grammar {
    pub(crate) numbers: Numbers,
    pub(crate) units: Units,
}

impl Grammar {
    /// Where digits or Chinese figures at `at` that have nothing beside them that could be a unit end: most numbers of a text, turned away without
    /// being read.
    pub(crate) fn skip_bare(&self, text: &str, at: usize) -> Option<usize> {
        let bytes = text.as_bytes();
        let chinese = !bytes[at].is_ascii();
        let end = if chinese { self.numbers.small_figures(text, at) } else { at + bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count() };
        let before = text[..skip_blanks_back(text, at, 3)].chars().next_back();
        if end == at || before.is_some_and(|c| self.units.currencies.may_end_with(c) || self.units.percents.may_end_with(c) || c == '.') {
            return None;
        }
        let after = text[skip_blanks(text, end, 3)..].chars().next();
        let goes_on = match after {
            None => false,
            Some('.' | ',' | '\'') if !chinese => bytes.get(end + 1).is_some_and(|b| b.is_ascii_digit() || *b == b'-') && !self.is_list(bytes, at, end),
            Some(c) => c.is_ascii_digit() || matches!(c, '(' | '\n') || self.units.may_follow(c) || self.numbers.may_continue(c),
        };
        (!goes_on).then_some(end)
    }

    /// `9,9,9`: a single figure, comma, figure, comma is no grouping.
    fn is_list(&self, bytes: &[u8], at: usize, end: usize) -> bool {
        end == at + 1 && matches!(bytes[end..], [b',', next, b',', ..] if next.is_ascii_digit())
    }

    /// Reads number and units at `at`, where a number begins; nothing before `floor` belongs to it.
    pub(crate) fn operand<'a>(&'a self, text: &str, at: usize, floor: usize) -> Option<Operand<'a>> {
        let at = point_before(text, at, floor);
        let mut numeral = self.numbers.read(text, at)?;
        let bare = |numeral: Numeral| Operand { start: at, end: numeral.end, numeral, low: numeral.low, high: numeral.high, unit: None };
        if numeral.low.is_sign_negative() {
            return Some(bare(numeral));
        }
        let before = self.units.currency_before(text, at).filter(|b| b.start >= floor);
        let glued = at > 0 && text.as_bytes()[at - 1].is_ascii_alphanumeric() && before.is_none();
        // 收购Lumendo|100%股权: a share of what a Latin name stands for.
        let owned = || text[numeral.end..].strip_prefix('%').is_some_and(|rest| rest.trim_start_matches('的').starts_with(['股', '权']));
        let glued = glued && !(text.as_bytes()[at - 1].is_ascii_alphabetic() && owned());
        if glued || self.units.is_phrase(text, at) {
            return Some(Operand { numeral: Numeral { big: Decimal::ONE, ..numeral }, ..bare(numeral) });
        }
        let mut after = self.currency_after(text, &numeral, before.is_some());
        if let Some((end, value)) = numeral.unspaced
            && after.is_none()
            && before.is_none_or(|b| !b.word.iso)
        {
            numeral = Numeral { end, low: value, high: value, unspaced: None, ..numeral };
            after = self.currency_after(text, &numeral, before.is_some());
        }
        let operand = self.percent(text, at, numeral).or_else(|| self.money(text, at, numeral, before, after)).or_else(|| self.shares(text, at, numeral));
        Some(operand.unwrap_or_else(|| bare(numeral)))
    }

    /// The operand at `from`, which may begin with its currency.
    pub(crate) fn operand_from<'a>(&'a self, text: &str, from: usize) -> Option<Operand<'a>> {
        let at = skip_blanks(text, from, 2);
        let number = match self.units.currency_at(text, at, |word| word.before) {
            Some(placed) => skip_blanks(text, placed.end, 2),
            None => match self.units.percents.starting(text, at) {
                Some((end, word)) if word.before => skip_blanks(text, end, 3),
                _ => at,
            },
        };
        self.operand(text, number, from).filter(|operand| operand.start <= number && operand.start >= at)
    }

    fn currency_after<'a>(&'a self, text: &str, numeral: &Numeral, has_before: bool) -> Option<Placed<'a>> {
        let placed = self.units.currency_after(text, numeral.end, numeral.form.plural || numeral.scaled())?;
        let bytes = text.as_bytes();
        let next = bytes.get(placed.end).copied().unwrap_or(b' ');
        let after_blank = bytes.get(skip_blanks(text, placed.end, 2)).copied().unwrap_or(b' ');
        // In `3 USD50` and `$5 $6` the sign belongs to the number after it.
        let belongs_to_next = placed.word.before && (next.is_ascii_digit() || (has_before && after_blank.is_ascii_digit()));
        // 李四人民币: one figure before the formal name is the end of another word.
        let name_end = numeral.form.figures == 1 && !numeral.form.digits && !numeral.scaled() && placed.word.is_formal();
        (!belongs_to_next && !name_end && !self.units.is_guarded(text, placed.start)).then_some(placed)
    }

    fn percent<'a>(&'a self, text: &str, at: usize, numeral: Numeral) -> Option<Operand<'a>> {
        let bytes = text.as_bytes();
        let sign_end = skip_blanks_back(text, at, 3);
        let before = self.units.percents.ending(text, sign_end).filter(|(_, word)| word.before);
        if let Some((start, word)) = before {
            // 五百分之: the sign is cut out of another number.
            let cut = text[..start].chars().next_back().is_some_and(|c| self.numbers.is_figure(c));
            let end = numeral.end;
            return (!cut).then(|| Operand { start, ..with_unit(at, end, numeral, word.worth, Unit::Percent(word.worth)) });
        }
        let gap = usize::from(bytes.get(numeral.end) == Some(&b'-'));
        let unit_at = if gap == 1 { numeral.end + 1 } else { skip_blanks(text, numeral.end, 3) };
        let (end, word) = self.units.percents.all_starting(text, unit_at).find(|(_, word)| !word.before)?;
        let sign = bytes[end - 1] == b'%';
        let escaped = sign && (bytes.get(end).is_some_and(u8::is_ascii_alphanumeric) || (at > 0 && bytes[at - 1] == b'%'));
        if escaped || self.units.is_guarded(text, unit_at) {
            return None;
        }
        let mut operand = with_unit(at, end, numeral, word.worth, Unit::Percent(word.worth));
        if word.worth == Decimal::TEN {
            self.tenth(text, &mut operand);
        }
        if let Some(start) = self.minus_before(text, at) {
            operand = Operand { start, low: -operand.high, high: -operand.low, ..operand };
        }
        Some(operand)
    }

    /// 七成六: the figure behind the tenths.
    fn tenth(&self, text: &str, operand: &mut Operand<'_>) {
        if let Some(end) = self.numbers.half(text, operand.end) {
            (operand.low, operand.high, operand.end) = (operand.low + FIVE, operand.high + FIVE, end);
            return;
        }
        let at = skip_blanks(text, operand.end, 2);
        let Some(figure) = text[at..].chars().next().filter(|&c| is_han(c)) else { return };
        if let Some(value) = self.numbers.figure(figure)
            && !text[at + figure.len_utf8()..].chars().next().is_some_and(|c| self.numbers.is_figure(c) || matches!(c, '成' | '个'))
        {
            operand.low += value;
            operand.high += value;
            operand.end = at + figure.len_utf8();
        }
    }

    /// A minus that is no dash of a range: its start.
    fn minus_before(&self, text: &str, at: usize) -> Option<usize> {
        let end = skip_blanks_back(text, at, 1);
        let (start, word) = self.units.ranges.ending(text, end)?;
        if *word != RangeWord::Minus && &text[start..end] != "-" {
            return None;
        }
        let joined = text[..start].chars().next_back().is_some_and(|c| c.is_alphanumeric() && text.as_bytes()[start] == b'-' || matches!(c, '%'));
        (!joined).then_some(start)
    }

    fn money<'a>(&'a self, text: &str, at: usize, numeral: Numeral, before: Option<Placed<'a>>, after: Option<Placed<'a>>) -> Option<Operand<'a>> {
        let after = after.filter(|placed| before.is_some() || !placed.word.loose || is_alone(text, at, numeral, *placed));
        let mut end = numeral.end;
        let mut worth = Decimal::ONE;
        let word = match (before, after) {
            (Some(before), None) => {
                worth = before.factor;
                before.word
            }
            (None, Some(after)) => {
                end = after.end;
                worth = after.factor;
                after.word
            }
            (Some(before), Some(after)) if before.word.family.is_some() && after.word.family.is_none() => {
                end = after.end;
                after.word
            }
            (Some(before), Some(after)) => {
                if after.word.family.is_some() || after.word.code == before.word.code {
                    end = after.end;
                }
                before.word
            }
            (None, None) => return None,
        };
        worth *= word.worth;
        if word.whole && numeral.form.dot_and_three && !numeral.scaled() {
            worth *= Decimal::ONE_THOUSAND;
        }
        let start = before.map_or(at, |b| b.start);
        let mut operand = Operand { start, ..with_unit(at, end, numeral, worth, Unit::Money(word)) };
        if end > numeral.end {
            self.second_currency(text, &mut operand);
            self.scale_behind(text, &mut operand);
        }
        self.cents(text, &mut operand);
        Some(operand)
    }

    /// 2亿元人民币, 三万元欧元: a second word that says which.
    fn second_currency<'a>(&'a self, text: &str, operand: &mut Operand<'a>) {
        let Some(Unit::Money(word)) = operand.unit else { return };
        if word.family.is_none() || word.is_minor() {
            return;
        }
        let gap = if word.iso { 0 } else { 1 };
        let at = skip_blanks(text, operand.end, gap);
        if let Some(placed) = self.units.currency_at(text, at, |word| word.after && word.family.is_none() && !word.is_minor())
            && !text.as_bytes().get(skip_blanks(text, placed.end, 1)).is_some_and(u8::is_ascii_digit)
        {
            operand.end = placed.end;
            operand.unit = Some(Unit::Money(placed.word));
        }
    }

    /// 75 USD million.
    fn scale_behind(&self, text: &str, operand: &mut Operand<'_>) {
        if operand.numeral.scaled() || text.as_bytes().get(operand.end) != Some(&b' ') {
            return;
        }
        if let Some((end, factor)) = self.numbers.scale(text, operand.end + 1) {
            let scaled = operand.low.checked_mul(factor).zip(operand.high.checked_mul(factor));
            if let Some((low, high)) = scaled {
                (operand.low, operand.high, operand.end) = (low, high, end);
            }
        }
    }

    /// 五元六角七分, 3 dollars and 50 cents, 三块五, 15 dollars 50.
    fn cents<'a>(&'a self, text: &str, operand: &mut Operand<'a>) {
        let Some(Unit::Money(word)) = operand.unit else { return };
        if operand.numeral.scaled() || operand.numeral.form.fraction || operand.low != operand.high {
            return;
        }
        let mut worth = word.worth;
        for _ in 0..2 {
            let Some((end, value, next_worth)) = self.cents_at(text, operand.end, worth, word) else { break };
            operand.low += value;
            operand.high += value;
            operand.end = end;
            worth = next_worth;
        }
    }

    fn cents_at(&self, text: &str, end: usize, worth: Decimal, word: &CurrencyWord) -> Option<(usize, Decimal, Decimal)> {
        let mut at = skip_blanks(text, end, 1);
        let mut blank = at > end;
        if let Some((after, RangeWord::And)) = self.units.ranges.starting(text, at)
            && text.as_bytes().get(after) == Some(&b' ')
        {
            at = after + 1;
            blank = true;
        }
        let numeral = self.numbers.read(text, at).filter(|n| n.low == n.high && !n.scaled() && !n.low.is_sign_negative())?;
        let numeral = match numeral.unspaced {
            Some((end, value)) => Numeral { end, low: value, high: value, ..numeral },
            None => numeral,
        };
        if let Some(placed) = self.units.currency_after(text, numeral.end, false)
            && placed.word.is_minor()
            && placed.word.worth < worth
            && !self.units.is_guarded(text, placed.start)
        {
            return Some((placed.end, numeral.low * placed.word.worth, placed.word.worth));
        }
        let next = text[numeral.end..].chars().next();
        let closed = next.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '%' | '-' | '/'));
        let point = next == Some('.') && text.as_bytes().get(numeral.end + 1).is_some_and(u8::is_ascii_alphanumeric);
        if !closed || point || numeral.form.fraction {
            return None;
        }
        if blank {
            // 15 dollars 50.
            let last = text[skip_blanks(text, numeral.end, 1)..].chars().next().is_none_or(|c| !c.is_alphanumeric());
            let two = numeral.low < Decimal::ONE_HUNDRED && numeral.low >= Decimal::TEN && word.is_word() && last;
            return two.then(|| (numeral.end, numeral.low * Decimal::new(1, 2), Decimal::ZERO));
        }
        // 三块五 is 3.5, 三块零四 is 3.04.
        let figure = numeral.low < Decimal::TEN && numeral.form.figures > 0 && word.loose;
        let zero = numeral.form.figures == 2;
        let tenth = worth / if zero { Decimal::ONE_HUNDRED } else { Decimal::TEN };
        figure.then(|| (numeral.end, numeral.low * tenth, Decimal::ZERO))
    }

    fn shares<'a>(&'a self, text: &str, at: usize, numeral: Numeral) -> Option<Operand<'a>> {
        let mut end = skip_blanks(text, numeral.end, 1);
        if numeral.form.plural && text[end..].starts_with("of ") {
            end += 3;
        }
        for _ in 0..=MAX_FILLERS {
            let Some((after, word)) = self.units.shares.starting(text, end) else {
                // 85 million Coolgarrah shares: a name.
                end = skip_blanks(text, name_at(text, end).filter(|_| numeral.scaled() || numeral.low >= Decimal::ONE_THOUSAND)?, 1);
                continue;
            };
            match word {
                ShareWord::Filler => end = skip_blanks(text, after, 1),
                _ if self.units.is_guarded(text, end) => return None,
                ShareWord::Unit => return is_count(&numeral).then(|| with_unit(at, after, numeral, Decimal::ONE, Unit::Shares)),
                ShareWord::Lot => return is_count(&numeral).then(|| with_unit(at, after, numeral, Decimal::ONE_THOUSAND, Unit::Lots)),
            }
        }
        None
    }
}

/// `$.75`: a number that begins with its point.
fn point_before(text: &str, at: usize, floor: usize) -> usize {
    match text.as_bytes()[floor.min(at)..at] {
        [.., before, b'.'] if !before.is_ascii_alphanumeric() && before != b'.' => at - 1,
        [b'.'] => at - 1,
        _ => at,
    }
}

/// One share, two shares of a ratio are no holding; digits, scales and greater numbers are.
fn is_count(numeral: &Numeral) -> bool {
    let whole = numeral.scaled() || numeral.low.fract().is_zero();
    let told = numeral.form.digits || numeral.scaled() || numeral.high >= Decimal::ONE_HUNDRED;
    whole && told && numeral.high >= Decimal::ONE
}

/// A word with a capital at `at`: its end.
fn name_at(text: &str, at: usize) -> Option<usize> {
    let rest = text.as_bytes().get(at..)?;
    let length = rest.iter().take(24).take_while(|b| b.is_ascii_alphanumeric()).count();
    (rest.first().is_some_and(u8::is_ascii_uppercase) && length > 2).then_some(at + length)
}

fn with_unit(start: usize, end: usize, numeral: Numeral, worth: Decimal, unit: Unit<'_>) -> Operand<'_> {
    let times = |value: Decimal| value.checked_mul(worth);
    match times(numeral.low).zip(times(numeral.high)) {
        Some((low, high)) => Operand { start, end, numeral, low, high, unit: Some(unit) },
        None => Operand { start, end, numeral, low: numeral.low, high: numeral.high, unit: None },
    }
}

/// A loose word counts as money where nothing that could give it another meaning stands beside it: `245p`, 5角。, 三块五.
fn is_alone(text: &str, at: usize, numeral: Numeral, placed: Placed<'_>) -> bool {
    let next = text[placed.end..].chars().next();
    let latin = text.as_bytes()[placed.start].is_ascii();
    if latin {
        let lower = text.as_bytes()[placed.start].is_ascii_lowercase() || placed.end - placed.start > 1;
        let screen = matches!(numeral.low.to_string().as_str(), "480" | "720" | "1080" | "1440" | "2160");
        let spaced = placed.start > numeral.end && next.is_some();
        return lower && !screen && numeral.form.digits && !spaced;
    }
    let free = |c: Option<char>| c.is_none_or(|c| !is_han(c) && !c.is_alphanumeric());
    let worth_tail =
        next.is_some_and(|c| "一二两三四五六七八九零".contains(c) || c.is_ascii_digit() || matches!(c, '钱' | '以' | '左' | '的' | '每' | '到' | '至'));
    let digits = numeral.form.digits && placed.word.worth >= Decimal::ONE;
    (free(text[..at].chars().next_back()) && (free(next) || worth_tail)) || worth_tail && placed.word.worth > Decimal::new(1, 2) || (digits && free(next))
}
