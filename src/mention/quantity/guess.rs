//! The currency of a word that several countries use (元, dollar, ¥), by the document that it stands in.

use rustc_hash::FxHashMap;

use crate::doc::{Currency, Document, Note, NoteCode, Span};
use crate::lexicon::{Class, Lexicon};
use crate::mention::words::cuts_word;
use crate::read::count_traditional;

/// Longer documents are judged by their beginning.
const MAX_LOOKED_AT: usize = 50_000;
/// The script shows in few characters.
const MAX_SCRIPT: usize = 1500;

/// Words that tell where a document is at home, with what the families mean there.
pub(crate) struct Cues {
    rows: Vec<Cue>,
}

struct Cue {
    word: Box<str>,
    finder: memchr::memmem::Finder<'static>,
    meanings: Vec<(Box<str>, Currency)>,
    /// Counts only in text in Traditional characters: a mainland article on Hong Kong still means yuan by 元.
    traditional: bool,
}

impl Cues {
    /// Reads the rows `currency-cue`: 港交所 with `yuan=HKD dollar=HKD`.
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        let meanings = |value: &str| {
            let pairs = value.split(' ').filter_map(|pair| pair.split_once('='));
            pairs.filter_map(|(family, code)| Some((family.into(), Currency::parse(code)?))).collect()
        };
        Cues {
            rows: lexicon
                .rows_of(Class::CurrencyCue)
                .map(|row| Cue {
                    word: row.surface.into(),
                    finder: memchr::memmem::Finder::new(row.surface.as_bytes()).into_owned(),
                    meanings: meanings(row.value),
                    traditional: row.value.split(' ').any(|flag| flag == "traditional"),
                })
                .collect(),
        }
    }
}

/// The family of 元.
const YUAN: &str = "yuan";

/// What has been settled for the current document.
#[derive(Default)]
pub(crate) struct Guesses {
    settled: FxHashMap<Box<str>, Currency>,
}

impl Guesses {
    /// The currency of `family`, whose default is `default`; notes at its first use what was settled.
    pub(crate) fn settle(&mut self, cues: &Cues, doc: &mut Document, family: &str, default: Currency, span: Span) -> Currency {
        if let Some(&known) = self.settled.get(family) {
            return known;
        }
        let (code, reason) = guess(cues, doc, family, default);
        self.settled.insert(family.into(), code);
        let message = format!("{:?} read as {} here and below, {reason}", doc.text.source_str(span), code.code());
        doc.notes.push(Note { code: NoteCode::GuessedCurrency, span, message });
        code
    }
}

/// The meaning that most cues of the document speak for.
fn guess(cues: &Cues, doc: &Document, family: &str, default: Currency) -> (Currency, String) {
    let text = &doc.text.folded[..doc.text.folded.floor_char_boundary(MAX_LOOKED_AT)];
    let mut votes: FxHashMap<Currency, (usize, &str)> = FxHashMap::default();
    let traditional = is_traditional(&doc.text.source);
    let mut apart = None;
    for cue in cues.rows.iter().filter(|cue| traditional || !cue.traditional) {
        let Some((_, code)) = cue.meanings.iter().find(|(f, _)| **f == *family) else { continue };
        // Papers in Traditional characters write 人民币 where they mean it: a bare 元 is their own.
        if traditional && family == YUAN && *code == default {
            continue;
        }
        let count =
            cue.finder.find_iter(text.as_bytes()).take(200).filter(|&at| !cuts_word(text, at) && !cuts_word(text, at + cue.word.len())).take(20).count();
        if *code == Currency::UNKNOWN {
            apart = Some(apart.unwrap_or(false) || count > 0);
        } else if count > 0 {
            let vote = votes.entry(*code).or_insert((0, &cue.word));
            vote.0 += count;
        }
    }
    // A bare $ is another dollar only where the text sets the usual one apart as US$.
    if apart == Some(false) {
        return (default, "the usual meaning".to_owned());
    }
    // Equal votes fall to the default, then to the lesser code, so that the order of a map never shows.
    let best = votes.into_iter().max_by_key(|(code, (count, _))| (*count, *code == default, std::cmp::Reverse(code.0)));
    match best {
        Some((code, (_, word))) => (code, format!("as {word:?} speaks for it")),
        None => (default, "the usual meaning".to_owned()),
    }
}

/// A fiftieth of the Chinese characters are Traditional.
pub(super) fn is_traditional(source: &str) -> bool {
    let (han, traditional) = count_traditional(&source[..source.floor_char_boundary(MAX_SCRIPT)]);
    traditional * 50 > han
}
