//! What stances are judged by: words of everyday grammar, words of titles, and what each sign counts for.

use rustc_hash::FxHashMap;

use crate::doc::{Language, Sign, Signs, Stance};
use crate::lexicon::{Class, Lexicon};

/// Longest Latin word that is looked up.
const LONGEST_WORD: usize = 24;

/// The stances that are scored; neutral is what they are measured against.
const SCORED: [Stance; 3] = [Stance::Positive, Stance::Negative, Stance::Mixed];

/// Built once from the rows of [`Class::ToneWord`] and [`Class::StanceWeight`].
#[derive(Default)]
pub(crate) struct StanceTables {
    /// Words with their signs: Latin ones whole and in lower case, Chinese ones by their characters.
    words: FxHashMap<Box<str>, Sign>,
    /// Bytes of the Chinese words that begin with a character, one bit for each three.
    lengths: FxHashMap<char, u8>,
    onlookers: Vec<Box<str>>,
    weights: Vec<[i32; SCORED.len()]>,
}

/// Signs under which words in favour may speak against, and words against in favour.
const TURNS: [Sign; 14] = [
    Sign::GoodTurned,
    Sign::BadTurned,
    Sign::Not,
    Sign::Restricted,
    Sign::Condition,
    Sign::Contrast,
    Sign::Asking,
    Sign::Denies,
    Sign::Warns,
    Sign::Blames,
    Sign::Disclaims,
    Sign::Norm,
    Sign::Compares,
    Sign::FramedBad,
];

impl StanceTables {
    /// Reads the rows.
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        let named = |name: &str| Sign::ALL.iter().copied().find(|sign| sign.name() == name);
        let mut tables = StanceTables { weights: vec![[0; SCORED.len()]; Sign::ALL.len()], ..Self::default() };
        for row in lexicon.rows_of(Class::ToneWord) {
            if row.value == Sign::Onlooker.name() {
                tables.onlookers.push(row.surface.into());
            } else if let Some(sign) = named(row.value) {
                tables.add_word(row.surface, sign);
            }
        }
        for row in lexicon.rows_of(Class::StanceWeight) {
            let Some(sign) = named(row.surface) else { continue };
            let numbers = row.value.split(' ').filter_map(|number| number.parse().ok());
            for (weight, number) in tables.weights[sign as usize].iter_mut().zip(numbers) {
                *weight = number;
            }
        }
        tables
    }

    fn add_word(&mut self, surface: &str, sign: Sign) {
        if let Some(first) = surface.chars().next().filter(|c| !c.is_ascii()) {
            *self.lengths.entry(first).or_default() |= 1 << (surface.len() / 3).min(7);
        }
        self.words.insert(surface.to_ascii_lowercase().into(), sign);
    }

    /// Whether the title is that of one who looks on.
    pub(super) fn is_onlooker(&self, title: &str) -> bool {
        self.onlookers.iter().any(|word| title.contains(&**word))
    }

    /// Adds the signs of the words in `text`.
    pub(super) fn read(&self, text: &str, language: Language, signs: &mut Signs) {
        match language {
            Language::Zh => self.read_characters(text, signs),
            Language::En => self.read_words(text, signs),
        }
    }

    fn read_characters(&self, text: &str, signs: &mut Signs) {
        let mut after = 0;
        for (at, first) in text.char_indices() {
            let Some(&lengths) = self.lengths.get(&first).filter(|_| at >= after) else { continue };
            let longest = (1..8).rev().filter(|length| lengths >> length & 1 == 1).find_map(|length| {
                let word = text.get(at..at + 3 * length)?;
                self.words.get(word).map(|&sign| (sign, at + word.len()))
            });
            if let Some((sign, end)) = longest {
                signs.add(sign);
                after = end;
            }
        }
    }

    fn read_words(&self, text: &str, signs: &mut Signs) {
        let mut lower = [0; LONGEST_WORD];
        for word in text.split(|c: char| !c.is_ascii_alphabetic() && c != '\'') {
            let word = word.trim_matches('\'');
            let Some(room) = lower.get_mut(..word.len()).filter(|room| !room.is_empty()) else { continue };
            room.copy_from_slice(word.as_bytes());
            room.make_ascii_lowercase();
            if let Some(&sign) = std::str::from_utf8(room).ok().and_then(|word| self.words.get(word)) {
                signs.add(sign);
            }
        }
    }

    /// The stance that the signs count most for.
    pub(super) fn judge(&self, signs: Signs) -> Stance {
        let mut scores = [0; SCORED.len()];
        for sign in signs.iter() {
            for (score, weight) in scores.iter_mut().zip(self.weights[sign as usize]) {
                *score += weight;
            }
        }
        let is_plain = !TURNS.into_iter().any(|sign| signs.has(sign));
        // Words of one side, and nothing that turns them, do not speak for the other, whatever such speakers mostly say.
        let may = |stance: Stance| match stance {
            Stance::Negative => !(is_plain && signs.has(Sign::Good) && !signs.has(Sign::Bad)),
            Stance::Positive => !(is_plain && signs.has(Sign::Bad) && !signs.has(Sign::Good)),
            _ => true,
        };
        let best = SCORED.into_iter().zip(scores).filter(|&(stance, score)| score > 0 && may(stance)).rev().max_by_key(|&(_, score)| score);
        best.map_or(Stance::Neutral, |(stance, _)| stance)
    }
}
