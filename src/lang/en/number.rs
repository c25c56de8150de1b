//! English numbers: digits with a scale (1.5 million, 5bn, 19 mln), and words (half a billion, tens of millions, three hundred and five).

use rust_decimal::Decimal;

use crate::doc::Bound;
use crate::mention::quantity::digits;
use crate::mention::quantity::number::{Form, NumberWord, NumberWords, Numeral};

/// Words of one number; longer ones are read in part.
const MAX_WORDS: usize = 16;

/// Reads the number that starts at `at`.
pub(crate) fn read(words: &NumberWords, text: &str, at: usize) -> Option<Numeral> {
    match text.as_bytes().get(at)? {
        b'0'..=b'9' | b'.' => after_digits(words, text, at),
        b if b.is_ascii_alphabetic() => in_words(words, text, at),
        _ => None,
    }
}

fn form(digits: bool) -> Form {
    Form { digits, dot_and_three: false, fraction: false, plural: false, figures: u8::from(!digits) }
}

/// Digits and up to two scales behind them (1.5 lakh crore).
fn after_digits(words: &NumberWords, text: &str, at: usize) -> Option<Numeral> {
    let literal = digits::read(text.as_bytes(), at)?;
    let mut form = Form { dot_and_three: literal.dot_and_three, fraction: literal.fraction, ..form(true) };
    let nothing = Numeral {
        end: literal.end,
        low: Decimal::NEGATIVE_ONE,
        high: Decimal::NEGATIVE_ONE,
        bound: Bound::Exact,
        small: Decimal::ONE,
        big: Decimal::ONE,
        unspaced: None,
        form,
    };
    let Some(value) = literal.value else { return Some(Numeral { form: Form { digits: false, ..form }, ..nothing }) };
    let (mut end, mut scale) = (literal.end, Decimal::ONE);
    for _ in 0..2 {
        let Some((after, factor, attached)) = scale_at(words, text, end) else { break };
        if attached && end != literal.end {
            break;
        }
        (end, scale) = (after, scale.checked_mul(factor)?);
    }
    let value = value.checked_mul(scale)?;
    form.digits = true;
    let unspaced = literal.unspaced.filter(|_| end == literal.end);
    Some(Numeral { end, low: value, high: value, big: scale, unspaced, form, ..nothing })
}

/// A scale at `end`, behind at most one blank or hyphen: its end, factor, and whether it may only stand directly behind digits.
fn scale_at(words: &NumberWords, text: &str, end: usize) -> Option<(usize, Decimal, bool)> {
    if let Some((after, NumberWord::Letter(factor))) = words.words.starting(text, end) {
        return Some((after, *factor, true));
    }
    let bytes = text.as_bytes();
    let gap = usize::from(matches!(bytes.get(end), Some(b' ' | b'-' | b'\n')));
    // `5 - million` as tokenised text has it.
    let gap = if text[end..].starts_with(" - ") { 3 } else { gap };
    match words.words.starting(text, end + gap)? {
        (after, NumberWord::Big(factor) | NumberWord::Small(factor)) => Some((after, *factor, false)),
        _ => None,
    }
}

/// What has been read of a number in words.
#[derive(Default)]
struct State {
    total: Decimal,
    group: Option<Decimal>,
    /// Set by "several", "few" and plurals: the upper end is ten times the lower.
    several: bool,
    about: bool,
    plural: bool,
    last: Option<NumberWord>,
    big: Decimal,
    fraction: Option<Decimal>,
    leads: u8,
}

fn in_words(words: &NumberWords, text: &str, at: usize) -> Option<Numeral> {
    let mut state = State { big: Decimal::ONE, ..State::default() };
    let mut end = at;
    let mut from = at;
    for _ in 0..MAX_WORDS {
        let Some((after, &word)) = words.words.starting(text, from) else { break };
        let next = next_word(text, after);
        let following = next.and_then(|next| words.words.starting(text, next)).map(|(after, &word)| (after, word));
        if !state.take(word, following.map(|f| f.1), following.and_then(|f| word_at(words, text, f.0))) {
            break;
        }
        if !matches!(word, NumberWord::And | NumberWord::Of | NumberWord::Article) {
            end = after;
        }
        match next {
            Some(next) => from = next,
            None => break,
        }
    }
    state.finish(at, end)
}

fn word_at(words: &NumberWords, text: &str, end: usize) -> Option<NumberWord> {
    words.words.starting(text, next_word(text, end)?).map(|(_, &word)| word)
}

/// The start of the word behind one blank or hyphen.
fn next_word(text: &str, end: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    (matches!(bytes.get(end), Some(b' ' | b'-' | b'\n')) && bytes.get(end + 1).is_some_and(u8::is_ascii_alphabetic)).then_some(end + 1)
}

impl State {
    /// Takes one word; `false` where the number ends before it.
    fn take(&mut self, word: NumberWord, next: Option<NumberWord>, after: Option<NumberWord>) -> bool {
        use NumberWord::{And, Article, Big, Couple, Figure, Half, Of, Plural, Quarter, Several, Small};
        let taken = match word {
            Figure(n) => self.figure(n),
            Small(n) => self.small(n),
            Big(n) => self.big(n),
            Plural(n) if self.last.is_none() || matches!(self.last, Some(Of | Several)) || self.group.is_some() => self.plural(n),
            Half if self.group.is_none() && self.total.is_zero() => self.part(Decimal::new(5, 1)),
            Half if matches!(self.last, Some(Article)) && self.group.is_some() => self.part(Decimal::new(5, 1)),
            Quarter if self.fraction.is_none() => match self.group.take() {
                Some(n) => self.part(n * Decimal::new(25, 2)),
                None => self.part(Decimal::new(25, 2)),
            },
            Several if self.last.is_none_or(|w| w == Article) => {
                self.several = true;
                self.group = Some(Decimal::ONE);
                matches!(next, Some(Small(_) | Big(_) | Plural(_)))
            }
            Couple if self.last.is_none_or(|w| w == Article) => {
                self.about = true;
                self.group = Some(Decimal::TWO);
                true
            }
            Article => matches!(next, Some(Small(_) | Big(_) | Half | Quarter | Several | Couple)) && (self.group.is_none() || self.last == Some(And)),
            // "one hundred and five", "one and a half million"; not "between one hundred and two hundred".
            And => match (self.last, next) {
                (Some(Small(_) | Big(_)), Some(Figure(_))) => !matches!(after, Some(Small(_) | Big(_) | Plural(_))),
                (Some(Figure(_)), Some(Article)) => matches!(after, Some(Half)),
                _ => false,
            },
            Of => matches!(self.last, Some(Plural(_) | Couple | Quarter | Half)) && matches!(next, Some(Big(_) | Small(_) | Plural(_) | Article)),
            _ => false,
        };
        self.last = Some(word);
        taken
    }

    fn figure(&mut self, n: Decimal) -> bool {
        let hundred = Decimal::from(100);
        let fits = match self.group {
            None => true,
            // Twenty-one, three hundred five; but nineteen ninety are two numbers.
            Some(group) => {
                let rest = group % hundred;
                (rest.is_zero() && n < hundred && group >= hundred) || (n < Decimal::TEN && rest >= Decimal::from(20) && (rest % Decimal::TEN).is_zero())
            }
        };
        if fits {
            self.group = Some(self.group.unwrap_or_default() + n);
            self.leads = self.leads.saturating_add(1);
        }
        fits
    }

    fn small(&mut self, n: Decimal) -> bool {
        let factor = self.fraction.take().or(self.group);
        self.group = factor.unwrap_or(Decimal::ONE).checked_mul(n);
        self.group.is_some()
    }

    fn big(&mut self, n: Decimal) -> bool {
        let factor = match (self.fraction.take(), self.group.take()) {
            (Some(part), None) => part,
            (Some(part), Some(whole)) => whole + part,
            (None, Some(group)) => group,
            (None, None) if self.last.is_none() || matches!(self.last, Some(NumberWord::Article)) => Decimal::ONE,
            (None, None) => {
                // Hundred thousand million.
                let Some(total) = self.total.checked_mul(n) else { return false };
                self.total = total;
                self.big = self.big.checked_mul(n).unwrap_or(self.big);
                return true;
            }
        };
        let Some(total) = factor.checked_mul(n).and_then(|v| v.checked_add(self.total)) else { return false };
        self.big = if self.total.is_zero() { n } else { Decimal::ONE };
        self.total = total;
        true
    }

    /// "Tens of millions": from one to ten times what they multiply to.
    fn plural(&mut self, n: Decimal) -> bool {
        self.several |= self.group.is_none();
        self.plural = true;
        let Some(product) = self.group.unwrap_or(Decimal::ONE).checked_mul(n) else { return false };
        self.group = Some(product);
        true
    }

    fn part(&mut self, part: Decimal) -> bool {
        self.fraction = Some(part);
        true
    }

    fn finish(mut self, at: usize, end: usize) -> Option<Numeral> {
        // A half or a quarter of nothing is no number here: "half the shares".
        if end == at || (self.total.is_zero() && self.group.is_none()) {
            return None;
        }
        if let Some(part) = self.fraction.take() {
            self.group = Some(self.group? + part);
        }
        let low = self.total.checked_add(self.group.unwrap_or_default())?;
        let high = if self.several { low.checked_mul(Decimal::TEN)? } else { low };
        let bound = match (self.several, self.about) {
            (true, _) => Bound::Several,
            (_, true) => Bound::About,
            _ => Bound::Exact,
        };
        let big = if self.group.is_none() { self.big } else { Decimal::ONE };
        let form = Form { plural: self.plural, ..form(false) };
        Some(Numeral { end, low, high, bound, small: Decimal::ONE, big, unspaced: None, form })
    }
}
