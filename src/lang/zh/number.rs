//! Chinese numbers: figures and digits mixed with 十百千万亿 (1.2亿, 三十几万, 二百余万, 200亿零四千230).

use rust_decimal::Decimal;

use crate::doc::Bound;
use crate::mention::quantity::digits;
use crate::mention::quantity::number::{Form, NumberWord, NumberWords, Numeral};

/// Blanks that a layout may put between the characters of one number.
const MAX_SPREAD: usize = 3;
/// More figures in a row than a [`Decimal`] holds.
const MAX_FIGURES: usize = 28;

/// A value that may be a range: 几 is 1 to 10, 八九 is 8 to 9.
#[derive(Clone, Copy)]
struct Pair(Decimal, Decimal);

impl Pair {
    const ZERO: Pair = Pair(Decimal::ZERO, Decimal::ZERO);

    fn one(value: Decimal) -> Self {
        Pair(value, value)
    }

    fn plus(self, other: Pair) -> Option<Pair> {
        Some(Pair(self.0.checked_add(other.0)?, self.1.checked_add(other.1)?))
    }

    fn times(self, factor: Decimal) -> Option<Pair> {
        Some(Pair(self.0.checked_mul(factor)?, self.1.checked_mul(factor)?))
    }
}

/// What has been read of a number.
struct State {
    end: usize,
    /// Done with: multiplied by 万 or more.
    total: Pair,
    /// Below 万, multiplied by its 十百千.
    section: Pair,
    /// Figures that no unit has multiplied yet.
    current: Option<Pair>,
    /// The current figure is one character, follows a unit directly, and so may be short for its tenths (三万五).
    short_tail: bool,
    smallest: Option<Decimal>,
    last_big: Option<Decimal>,
    last_unit: Option<Decimal>,
    bound: Bound,
    more: bool,
    /// How many separate figures were read.
    leads: u8,
    small: Decimal,
    form: Form,
    /// Too long for a decimal: read to its end, but without a value.
    overflow: bool,
}

/// Reads the number that starts at `at`.
pub(crate) fn read(words: &NumberWords, text: &str, at: usize) -> Option<Numeral> {
    let form = Form { digits: false, dot_and_three: false, fraction: false, plural: false, figures: 0 };
    let mut state = State {
        end: at,
        total: Pair::ZERO,
        section: Pair::ZERO,
        current: None,
        short_tail: false,
        smallest: None,
        last_big: None,
        last_unit: None,
        bound: Bound::Exact,
        more: false,
        leads: 0,
        small: Decimal::ONE,
        form,
        overflow: false,
    };
    let mut from_scale = false;
    let mut unspaced = None;
    while let Some((start, c)) = next_char(text, state.end, at).or_else(|| scale_behind_blank(words, text, state.end)) {
        if c.is_ascii_digit() || (c == '.' && start == at) {
            let Some(end) = state.literal(words, text, start, &mut unspaced) else { break };
            state.end = end;
            continue;
        }
        let Some(&word) = words.chars.get(&c) else { break };
        let end = start + c.len_utf8();
        if state.more && !matches!(word, NumberWord::Big(_)) {
            break;
        }
        let done = match word {
            NumberWord::Figure(figure) => state.figures(words, text, start, figure),
            NumberWord::Small(unit) => state.small_unit(unit, start == at || from_scale).map(|()| end),
            NumberWord::Big(unit) => state.big_unit(unit, from_scale).map(|()| end),
            NumberWord::Several => state.several(words, text, end).then_some(end),
            NumberWord::Point => state.point(words, text, end),
            NumberWord::More if state.last_unit.is_some() || state.form.digits => {
                state.more = true;
                state.bound = Bound::AtLeast;
                Some(end)
            }
            NumberWord::From if start == at && is_unit(words, text, end) => {
                from_scale = true;
                state.bound = Bound::AtLeast;
                Some(end)
            }
            _ => None,
        };
        match done {
            Some(end) => state.end = end,
            None => break,
        }
        if !matches!(word, NumberWord::From) {
            from_scale = false;
        }
    }
    state.finish(at, unspaced)
}

/// The character at `from`; blanks are skipped inside a number whose neighbours are both no digits.
fn next_char(text: &str, from: usize, start: usize) -> Option<(usize, char)> {
    let c = text[from..].chars().next()?;
    if c != ' ' || from == start {
        return Some((from, c));
    }
    let blanks = text[from..].bytes().take(MAX_SPREAD + 1).take_while(|&b| b == b' ').count();
    let next = text[from + blanks..].chars().next()?;
    let before = text.as_bytes()[from - 1];
    (blanks <= MAX_SPREAD && !next.is_ascii() && before >= 0x80).then_some((from + blanks, next))
}

/// 63 亿: a blank behind digits is skipped before a scale.
fn scale_behind_blank(words: &NumberWords, text: &str, end: usize) -> Option<(usize, char)> {
    let c = text[end..].strip_prefix(' ')?.chars().next()?;
    let digit = end > 0 && text.as_bytes()[end - 1].is_ascii_digit();
    (digit && matches!(words.chars.get(&c), Some(NumberWord::Big(_)))).then_some((end + 1, c))
}

fn is_unit(words: &NumberWords, text: &str, at: usize) -> bool {
    let next = text[at..].chars().next().and_then(|c| words.chars.get(&c));
    matches!(next, Some(NumberWord::Small(_) | NumberWord::Big(_)))
}

impl State {
    /// Digits: at the start, or behind a unit where a Chinese word goes on (1万600元, 200亿零四千230元).
    fn literal(&mut self, words: &NumberWords, text: &str, at: usize, unspaced: &mut Option<(usize, Decimal)>) -> Option<usize> {
        if self.current.is_some() || self.more {
            return None;
        }
        let literal = digits::read(text.as_bytes(), at)?;
        let behind_unit = self.last_unit.is_some();
        if behind_unit {
            let next = text[literal.end..].chars().next()?;
            // 5亿2025年: the year is no part of the sum.
            let goes_on = crate::read::is_han(next) && !matches!(next, '年' | '月' | '日' | '号' | '时' | '点' | '个' | '家' | '名');
            let fits = literal.value.is_some_and(|v| Some(v) < self.last_unit);
            if !goes_on || literal.fraction || !fits {
                return None;
            }
        }
        let Some(value) = literal.value else {
            self.overflow = true;
            return Some(literal.end);
        };
        self.current = Some(Pair::one(value));
        self.leads = self.leads.saturating_add(1);
        self.short_tail = false;
        self.form.digits = true;
        self.form.fraction |= literal.fraction;
        self.form.dot_and_three |= literal.dot_and_three;
        if !behind_unit && !is_unit(words, text, literal.end) {
            *unspaced = literal.unspaced;
        }
        Some(literal.end)
    }

    /// One figure, two neighbours as a range (八九亿), or a row of them read digit by digit (一七二零).
    fn figures(&mut self, words: &NumberWords, text: &str, at: usize, first: Decimal) -> Option<usize> {
        if self.current.is_some() {
            return None;
        }
        let mut values = [first; MAX_FIGURES];
        let (mut count, mut end) = (0, at);
        while let Some((start, c)) = next_char(text, end, at) {
            let Some(NumberWord::Figure(figure)) = words.chars.get(&c) else { break };
            if count < MAX_FIGURES {
                values[count] = *figure;
            }
            count += 1;
            end = start + c.len_utf8();
        }
        self.form.figures = self.form.figures.saturating_add(count.min(9) as u8);
        self.leads = self.leads.saturating_add(1);
        let lead_zero = first.is_zero() && count > 1 && self.last_unit.is_some();
        let row = &values[usize::from(lead_zero)..count.min(MAX_FIGURES)];
        self.short_tail = row.len() == 1 && !lead_zero && !first.is_zero() && self.last_unit.is_some();
        if first.is_zero() && count == 1 && self.last_unit.is_some() {
            // 零 between units only says that a place is empty.
            self.leads -= 1;
            self.smallest = None;
            self.last_unit = None;
            return Some(end);
        }
        self.current = Some(match *row {
            [tens, one] if tens >= Decimal::TEN => Pair::one(tens + one),
            [one] => Pair::one(one),
            [low, high] if is_neighbour(low, high) && (self.last_unit.is_some() || is_unit(words, text, end) || low.is_zero() == high.is_zero()) => {
                self.bound = Bound::Range;
                Pair(low, high)
            }
            _ if count > MAX_FIGURES || self.last_unit.is_some() => {
                self.overflow = true;
                Pair::ZERO
            }
            _ => Pair::one(row.iter().fold(Decimal::ZERO, |sum, &figure| sum * Decimal::TEN + figure)),
        });
        Some(end)
    }

    fn small_unit(&mut self, unit: Decimal, bare: bool) -> Option<()> {
        if self.smallest.is_some_and(|smallest| unit >= smallest) || (self.current.is_none() && !bare && unit > Decimal::from(100)) {
            return None;
        }
        let figure = self.current.take().unwrap_or(Pair::one(Decimal::ONE));
        self.section = self.section.plus(figure.times(unit)?)?;
        self.leads = self.leads.max(1);
        self.small = unit;
        self.smallest = Some(unit);
        self.last_unit = Some(unit);
        Some(())
    }

    fn big_unit(&mut self, unit: Decimal, bare: bool) -> Option<()> {
        let value = match self.current.take() {
            Some(current) => self.section.plus(current)?,
            None => self.section,
        };
        let raises = self.last_big.is_some_and(|last| unit > last);
        let empty = value.1.is_zero();
        if empty && bare {
            self.total = Pair::one(unit);
        } else if raises {
            self.total = self.total.plus(value)?.times(unit)?;
        } else if !empty && self.last_big != Some(unit) {
            self.total = self.total.plus(value.times(unit)?)?;
        } else if !empty || self.last_big.is_some() {
            // 万万: the same scale again multiplies.
            self.total = self.total.plus(value)?.times(unit)?;
        } else {
            return None;
        }
        self.section = Pair::ZERO;
        self.leads = self.leads.max(1);
        self.smallest = None;
        self.last_big = Some(self.last_big.filter(|_| raises && empty).map_or(unit, |last| last.checked_mul(unit).unwrap_or(unit)));
        self.last_unit = Some(unit);
        Some(())
    }

    /// 几, 数: at the start from one to ten, behind a ten up to the next.
    fn several(&mut self, words: &NumberWords, text: &str, end: usize) -> bool {
        if self.current.is_some() || !(is_unit(words, text, end) || self.last_unit.is_some()) {
            return false;
        }
        self.current = Some(Pair(if self.last_unit.is_some() { Decimal::ZERO } else { Decimal::ONE }, Decimal::TEN));
        self.bound = Bound::Several;
        self.short_tail = false;
        self.leads = self.leads.saturating_add(1);
        true
    }

    /// 点 and the figures or digits behind it.
    fn point(&mut self, words: &NumberWords, text: &str, at: usize) -> Option<usize> {
        if self.current.is_none() && self.last_unit.is_none() || self.form.fraction || self.bound != Bound::Exact {
            return None;
        }
        let (mut end, mut number, mut scale) = (at, Decimal::ZERO, Decimal::ONE);
        while let Some((start, c)) = next_char(text, end, usize::MAX) {
            let figure = match c.to_digit(10) {
                Some(digit) => Decimal::from(digit),
                None => match words.chars.get(&c) {
                    Some(NumberWord::Figure(figure)) => *figure,
                    _ => break,
                },
            };
            end = start + c.len_utf8();
            scale = scale.checked_div(Decimal::TEN)?;
            number = number.checked_add(figure.checked_mul(scale)?)?;
        }
        if end == at {
            return None;
        }
        let whole = self.current.take().unwrap_or(Pair::ZERO).plus(self.section)?;
        self.section = Pair::ZERO;
        self.current = Some(whole.plus(Pair::one(number))?);
        self.short_tail = false;
        self.form.fraction = true;
        Some(end)
    }

    fn finish(mut self, at: usize, unspaced: Option<(usize, Decimal)>) -> Option<Numeral> {
        if self.end == at || (self.leads == 0 && !self.overflow) {
            return None;
        }
        let mut tail = self.current.unwrap_or(Pair::ZERO);
        if let (true, Some(unit)) = (self.short_tail && self.current.is_some(), self.last_unit)
            && unit >= Decimal::from(100)
        {
            tail = tail.times(unit / Decimal::TEN)?;
        }
        let value = self.total.plus(self.section).and_then(|v| v.plus(tail));
        let Some(Pair(low, high)) = value.filter(|_| !self.overflow) else {
            // Consumed as one number that has no value, so that none of its digits is read again.
            let form = Form { figures: 0, digits: false, ..self.form };
            let nothing = Decimal::NEGATIVE_ONE;
            return Some(Numeral {
                end: self.end,
                low: nothing,
                high: nothing,
                bound: Bound::Exact,
                small: Decimal::ONE,
                big: Decimal::ONE,
                unspaced: None,
                form,
            });
        };
        let ends_in_big = self.section.1.is_zero() && self.current.is_none();
        let big = self.last_big.filter(|_| ends_in_big && self.leads <= 1 + u8::from(self.bound != Bound::Exact)).unwrap_or(Decimal::ONE);
        let small = if self.leads <= 1 { self.small } else { Decimal::ONE };
        // 几 and 多 with nothing to count: 几 alone is a question word.
        if low == high && self.bound == Bound::Several {
            self.bound = Bound::Exact;
        }
        Some(Numeral { end: self.end, low, high, bound: self.bound, small, big, unspaced, form: self.form })
    }
}

/// 八九, 三五: two figures that stand for a range.
fn is_neighbour(low: Decimal, high: Decimal) -> bool {
    let three_five = low == Decimal::from(3) && high == Decimal::from(5);
    (low + Decimal::ONE == high && low >= Decimal::ONE && high < Decimal::TEN) || three_five
}
