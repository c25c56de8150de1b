//! English verb and noun forms, so that frames list lemmas.

use rustc_hash::FxHashMap;

use crate::lang::Shape;
use crate::lexicon::Row;

/// Makes the forms of a lemma.
pub(super) struct Inflector {
    /// Lemma → past and participle.
    irregular: FxHashMap<String, (String, String)>,
}

impl Inflector {
    /// With the irregular verbs of the lexicon.
    pub(super) fn new<'a>(rows: impl Iterator<Item = Row<'a>>) -> Self {
        let irregular =
            rows.filter_map(|r| r.value.split_once(' ').map(|(past, participle)| (r.surface.to_string(), (past.to_owned(), participle.to_owned())))).collect();
        Inflector { irregular }
    }

    /// All forms of `words`: of a verb its first word inflects ("take over" → "took over"), of a noun its last.
    pub(super) fn forms(&self, words: &str, shape: Shape) -> Vec<(String, Shape)> {
        match shape {
            Shape::Base => {
                let (verb, rest) = words.split_once(' ').map_or((words, String::new()), |(verb, rest)| (verb, format!(" {rest}")));
                let (past, participle) = self.past(verb);
                let mut forms = vec![
                    (format!("{verb}{rest}"), Shape::Base),
                    (format!("{}{rest}", plural(verb)), Shape::Third),
                    (format!("{past}{rest}"), Shape::Past),
                    (format!("{}{rest}", gerund(verb)), Shape::Gerund),
                ];
                if participle != past {
                    forms.push((format!("{participle}{rest}"), Shape::Participle));
                }
                // "cut" is past where no "to" or "will" stands before it.
                if past == verb {
                    forms.remove(0);
                }
                forms.dedup_by(|a, b| a.0 == b.0);
                forms
            }
            Shape::Noun => {
                let (rest, noun) = words.rsplit_once(' ').map_or((String::new(), words), |(rest, noun)| (format!("{rest} "), noun));
                vec![(words.to_owned(), Shape::Noun), (format!("{rest}{}", plural(noun)), Shape::Noun)]
            }
            _ => vec![(words.to_owned(), shape)],
        }
    }

    fn past(&self, verb: &str) -> (String, String) {
        if let Some(forms) = self.irregular.get(verb) {
            return forms.clone();
        }
        let regular = match verb {
            _ if verb.ends_with('e') => format!("{verb}d"),
            _ if ends_in_consonant_y(verb) => format!("{}ied", &verb[..verb.len() - 1]),
            _ if doubles(verb) => format!("{verb}{}ed", &verb[verb.len() - 1..]),
            _ => format!("{verb}ed"),
        };
        (regular.clone(), regular)
    }
}

fn gerund(verb: &str) -> String {
    match verb {
        _ if verb.ends_with("ie") => format!("{}ying", &verb[..verb.len() - 2]),
        _ if verb.ends_with('e') && !verb.ends_with("ee") => format!("{}ing", &verb[..verb.len() - 1]),
        _ if doubles(verb) || matches!(verb, "transfer" | "prefer") => format!("{verb}{}ing", &verb[verb.len() - 1..]),
        _ => format!("{verb}ing"),
    }
}

/// Plural of a noun and third person of a verb are made alike.
fn plural(word: &str) -> String {
    match word {
        _ if ends_in_consonant_y(word) => format!("{}ies", &word[..word.len() - 1]),
        _ if ["s", "x", "z", "ch", "sh"].iter().any(|end| word.ends_with(end)) || word == "go" => format!("{word}es"),
        _ => format!("{word}s"),
    }
}

fn is_vowel(b: u8) -> bool {
    matches!(b, b'a' | b'e' | b'i' | b'o' | b'u')
}

fn ends_in_consonant_y(word: &str) -> bool {
    matches!(word.as_bytes(), [.., before, b'y'] if !is_vowel(*before))
}

/// A word of one syllable that ends consonant, vowel, consonant doubles the last: trim, trimmed; but not back, mix, own.
fn doubles(word: &str) -> bool {
    let bytes = word.as_bytes();
    let vowels = bytes.windows(2).filter(|w| !is_vowel(w[0]) && is_vowel(w[1])).count() + usize::from(bytes.first().is_some_and(|&b| is_vowel(b)));
    matches!(bytes, [.., a, b, c] if !is_vowel(*a) && is_vowel(*b) && !is_vowel(*c) && !matches!(c, b'w' | b'x' | b'y')) && vowels == 1
}
