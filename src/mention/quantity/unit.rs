//! Units beside a number: currencies, percents, shares; and the small words around them.

use rust_decimal::Decimal;

use crate::doc::{Bound, Currency, Per};
use crate::lexicon::{Class, Lexicon, Row};
use crate::mention::words::{Words, cuts_word, skip_blanks, skip_blanks_back};

/// A word for a currency.
#[derive(Clone, Debug)]
pub(crate) struct CurrencyWord {
    /// Its code; for a word that several countries use, what it means where nothing tells.
    pub(crate) code: Currency,
    /// The family of a word that several countries use (dollar, yuan).
    pub(crate) family: Option<Box<str>>,
    /// Plain units in one of it: 0.01 for cents.
    pub(crate) worth: Decimal,
    /// It may stand before the number.
    pub(crate) before: bool,
    /// It may stand after the number.
    pub(crate) after: bool,
    /// Only in capitals, since its letters are a word as well (ALL, TRY).
    pub(crate) capitals: bool,
    /// Has no cents, so that a point and three digits are a thousand.
    pub(crate) whole: bool,
    /// Means other things as well (块, 角, 分, c), so that it needs a neighbour that is money or nothing beside it.
    pub(crate) loose: bool,
    /// Three letters of ISO 4217, which take M, K and the like before them (MUSD).
    pub(crate) iso: bool,
    /// Does not stand behind a single figure (李四人民币兑换 holds no sum).
    pub(crate) formal: bool,
    /// A sign, not a word.
    pub(crate) sign: bool,
}

impl CurrencyWord {
    pub(crate) fn is_formal(&self) -> bool {
        self.formal
    }

    /// "dollars", which people follow up with their cents.
    pub(crate) fn is_word(&self) -> bool {
        !self.sign
    }

    /// It is a hundredth, tenth or thousandth of its currency.
    pub(crate) fn is_minor(&self) -> bool {
        self.worth < Decimal::ONE
    }
}

/// Where a bounding word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BoundWord {
    /// What it says; `None` for words that tie two sums (约合, equivalent to).
    pub(crate) bound: Option<Bound>,
    pub(crate) before: bool,
    pub(crate) after: bool,
    /// Says also that a sum is the same in another currency.
    pub(crate) equals: bool,
    /// May have an article behind it: "up to a $5 billion".
    pub(crate) article: bool,
    /// Tells the end of a move as well: "crept up to".
    pub(crate) path: bool,
    /// Holds for every sum of the list that it leads: 分别不低于3亿元、4亿元和5亿元.
    pub(crate) each: bool,
}

/// A percent sign or word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PercentWord {
    /// What one is worth, in percent.
    pub(crate) worth: Decimal,
    /// It stands before the number (百分之).
    pub(crate) before: bool,
}

/// A word of a share count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ShareWord {
    /// 股, shares.
    Unit,
    /// 张: a thousand shares, in Taiwan.
    Lot,
    /// May stand between number and unit: ordinary, new, Class A.
    Filler,
}

/// What joins two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RangeWord {
    /// 至, to, a dash.
    To,
    /// "and" of "between … and", 和: a range after "between", a list otherwise.
    And,
    /// "between", 介于: stands before.
    Between,
    /// "from", 从: stands before; two full sums after it are a move, no range.
    From,
    /// A minus before a number.
    Minus,
    /// A verb before the step that it tells: "rose $2 to $70".
    Move,
}

/// What a rate is counted by.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PerWord {
    pub(crate) per: Per,
    pub(crate) before: bool,
}

/// All unit words, built once from the lexicon.
pub(crate) struct Units {
    pub(crate) currencies: Words<CurrencyWord>,
    pub(crate) percents: Words<PercentWord>,
    pub(crate) shares: Words<ShareWord>,
    pub(crate) bounds: Words<BoundWord>,
    pub(crate) ranges: Words<RangeWord>,
    pub(crate) pers: Words<PerWord>,
    /// Longer words that begin with a unit and take its meaning away: 元旦, 股东, 成本.
    pub(crate) guards: Words<()>,
    /// Words that begin within a phrase; value: what must stand before them (冰山|一角).
    pub(crate) phrases: Words<Box<str>>,
    /// Nouns and verbs of money beside a number without a currency; value: it stands before the number.
    pub(crate) money_cues: Words<bool>,
    /// Words that lead to the unit of a table.
    pub(crate) table_heads: Vec<memchr::memmem::Finder<'static>>,
    /// Stands for the currency that a sum does not name.
    pub(crate) unnamed: CurrencyWord,
}

/// The family of [`Units::unnamed`].
pub(crate) const UNNAMED: &str = "unnamed";

impl Units {
    /// Reads the rows of the quantity classes.
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        let of = |class| lexicon.rows_of(class);
        let flag = |row: Row<'_>, flag: &str| row.value.split(' ').any(|f| f == flag);
        Units {
            currencies: Words::new(of(Class::Currency).filter_map(|row| Some((row.surface, currency(row)?)))),
            percents: Words::new(of(Class::PercentUnit).filter_map(|row| {
                let worth = row.value.split(' ').next()?.parse().ok()?;
                Some((row.surface, PercentWord { worth, before: flag(row, "before") }))
            })),
            shares: Words::new(of(Class::ShareUnit).map(|row| {
                let word = match row.value {
                    "filler" => ShareWord::Filler,
                    "lot" => ShareWord::Lot,
                    _ => ShareWord::Unit,
                };
                (row.surface, word)
            })),
            bounds: Words::new(of(Class::Bound).filter_map(|row| Some((row.surface, bound(row)?)))),
            ranges: Words::new(of(Class::RangeWord).filter_map(|row| Some((row.surface, range(row)?)))),
            pers: Words::new(of(Class::PerWord).filter_map(|row| {
                let per = match row.value.split(' ').next()? {
                    "share" => Per::Share,
                    "year" => Per::Year,
                    _ => Per::Unit,
                };
                Some((row.surface, PerWord { per, before: flag(row, "before") }))
            })),
            guards: Words::new(of(Class::QuantityGuard).filter(|row| row.value.is_empty()).map(|row| (row.surface, ()))),
            phrases: Words::new(of(Class::QuantityGuard).filter(|row| !row.value.is_empty()).map(|row| {
                // `=`: the number itself begins the phrase (三元锂).
                let before = if row.value == "=" { "" } else { row.value };
                (row.surface.strip_prefix(before).unwrap_or(row.surface), before.into())
            })),
            unnamed: CurrencyWord {
                code: Currency::UNKNOWN,
                family: Some(UNNAMED.into()),
                worth: Decimal::ONE,
                before: false,
                after: false,
                capitals: false,
                whole: false,
                loose: false,
                iso: false,
                formal: false,
                sign: false,
            },
            table_heads: of(Class::MoneyCue)
                .filter(|row| flag(*row, "table"))
                .map(|row| memchr::memmem::Finder::new(row.surface.as_bytes()).into_owned())
                .collect(),
            money_cues: Words::new(of(Class::MoneyCue).filter(|row| !flag(*row, "table")).map(|row| (row.surface, flag(row, "before")))),
        }
    }

    /// `c` may begin a word behind a number.
    pub(crate) fn may_follow(&self, c: char) -> bool {
        self.currencies.may_start_with(c) || self.percents.may_start_with(c) || self.shares.may_start_with(c) || self.ranges.may_start_with(c)
    }

    /// The currency word after the number that ends at `at`, behind one blank or hyphen: its start, end, itself, and the factor of a letter before
    /// its code (MUSD).
    pub(crate) fn currency_after<'a>(&'a self, text: &str, at: usize, of: bool) -> Option<Placed<'a>> {
        let mut starts = [at, at, at];
        let blank = skip_blanks(text, at, 3);
        starts[1] = blank;
        let bytes = text.as_bytes();
        starts[2] = if bytes.get(at) == Some(&b'-') || bytes.get(at) == Some(&b'\n') { at + 1 } else { blank };
        if of && text[blank..].starts_with("of ") {
            starts[2] = blank + 3;
        }
        if text[at..].starts_with(" - ") {
            starts[2] = at + 3;
        }
        // `50,- Kč`.
        if text[at..].starts_with(",-") {
            starts[2] = skip_blanks(text, at + 2, 1);
        }
        starts.into_iter().find_map(|start| self.currency_at(text, start, |word| word.after))
    }

    /// The currency word that starts at `start` and fits.
    pub(crate) fn currency_at<'a>(&'a self, text: &str, start: usize, fits: impl Fn(&CurrencyWord) -> bool) -> Option<Placed<'a>> {
        let plain = self.currencies.all_starting(text, start).find(|(end, word)| fits(word) && is_case_right(word, &text[start..*end]));
        if let Some((end, word)) = plain {
            return Some(Placed { start, end, word, factor: Decimal::ONE });
        }
        let (letter, factor) = match text.as_bytes().get(start)? {
            b'M' => (1, Decimal::from(1_000_000)),
            b'K' | b'k' => (1, Decimal::from(1000)),
            b'B' => (1, Decimal::from(1_000_000_000)),
            _ => return None,
        };
        // `MUSD`: the letter belongs to the code, so the word's own edge is inside.
        let inner = &text[start + letter..];
        let (end, word) =
            self.currencies.all_starting(inner, 0).find(|(end, word)| word.iso && fits(word) && inner[..*end].bytes().all(|b| b.is_ascii_uppercase()))?;
        let end = start + letter + end;
        (!cuts_word(text, start)).then_some(Placed { start, end, word, factor })
    }

    /// The currency word before the number that starts at `at`.
    pub(crate) fn currency_before<'a>(&'a self, text: &str, at: usize) -> Option<Placed<'a>> {
        let end = skip_blanks_back(text, at, 2);
        if let Some((start, word)) = self.currencies.ending(text, end)
            && word.before
            && is_case_right(word, &text[start..end])
        {
            return Some(Placed { start, end: at, word, factor: Decimal::ONE });
        }
        let code = end.checked_sub(4)?;
        if !text.as_bytes()[code..end].iter().all(u8::is_ascii_uppercase) {
            return None;
        }
        let placed = self.currency_at(text, code, |word| word.iso)?;
        (placed.end == end && placed.factor > Decimal::ONE).then_some(Placed { end: at, ..placed })
    }

    /// The guard word that starts at `at`, where there is one.
    pub(crate) fn is_guarded(&self, text: &str, at: usize) -> bool {
        self.guards.starting(text, at).is_some()
    }

    /// The number at `at` is part of a phrase that is no quantity.
    pub(crate) fn is_phrase(&self, text: &str, at: usize) -> bool {
        self.phrases.all_starting(text, at).any(|(_, before)| text[..at].ends_with(&**before))
    }
}

/// A currency word with its place.
#[derive(Clone, Copy)]
pub(crate) struct Placed<'a> {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) word: &'a CurrencyWord,
    /// From a letter before the code.
    pub(crate) factor: Decimal,
}

fn is_case_right(word: &CurrencyWord, found: &str) -> bool {
    !word.capitals || !found.bytes().any(|b| b.is_ascii_lowercase())
}

/// `USD`, `~dollar=USD`, and flags: before, after (both where none of them is given), capitals, whole, loose, iso, worth=0.01.
fn currency(row: Row<'_>) -> Option<CurrencyWord> {
    let mut parts = row.value.split(' ');
    let name = parts.next()?;
    let (family, code) = match name.strip_prefix('~').and_then(|n| n.split_once('=')) {
        Some((family, code)) => (Some(family.into()), code),
        None => (None, name),
    };
    let flags: Vec<&str> = parts.collect();
    let has = |flag: &str| flags.contains(&flag);
    let worth = flags.iter().find_map(|f| f.strip_prefix("worth="));
    let either = has("before") || has("after");
    Some(CurrencyWord {
        code: Currency::parse(code)?,
        family,
        worth: worth.map_or(Some(Decimal::ONE), |w| w.parse().ok())?,
        before: has("before") || !either,
        after: has("after") || !either,
        capitals: has("capitals"),
        whole: has("whole"),
        loose: has("loose"),
        iso: has("iso"),
        formal: has("formal"),
        sign: !row.surface.chars().next_back()?.is_alphabetic(),
    })
}

fn bound(row: Row<'_>) -> Option<BoundWord> {
    let has = |flag: &str| row.value.split(' ').any(|f| f == flag);
    let bound = match row.value.split(' ').next()? {
        "about" => Some(Bound::About),
        "at_least" => Some(Bound::AtLeast),
        "at_most" => Some(Bound::AtMost),
        _ => None,
    };
    Some(BoundWord { bound, before: !has("after"), after: has("after"), equals: has("equals"), article: has("article"), path: has("path"), each: has("each") })
}

fn range(row: Row<'_>) -> Option<RangeWord> {
    Some(match row.value {
        "to" => RangeWord::To,
        "and" => RangeWord::And,
        "between" => RangeWord::Between,
        "from" => RangeWord::From,
        "minus" => RangeWord::Minus,
        "move" => RangeWord::Move,
        _ => return None,
    })
}
