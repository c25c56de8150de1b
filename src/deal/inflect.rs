//! English verb and noun forms, so that frames list lemmas.

use rustc_hash::FxHashMap;

use crate::lang::Shape;
use crate::lexicon::Row;

/// Forms that a lexicon tells.
#[derive(Clone)]
struct Irregular {
    past: String,
    participle: String,
    gerund: Option<String>,
}

/// Makes the forms of a lemma.
pub(super) struct Inflector {
    /// Lemma → past, participle and, where it is not made by rule, the form in -ing.
    irregular: FxHashMap<String, Irregular>,
}

impl Inflector {
    /// With the irregular verbs of the lexicon.
    pub(super) fn new<'a>(rows: impl Iterator<Item = Row<'a>>) -> Self {
        let told = |r: Row<'_>| {
            let mut forms = r.value.split(' ').map(str::to_owned);
            let (past, participle) = (forms.next()?, forms.next()?);
            Some((r.surface.to_string(), Irregular { past, participle, gerund: forms.next() }))
        };
        Inflector { irregular: rows.filter_map(told).collect() }
    }

    /// All forms of `words`: of a verb its first word inflects ("take over" → "took over"), of a noun its last.
    pub(super) fn forms(&self, words: &str, shape: Shape) -> Vec<(String, Shape)> {
        match shape {
            Shape::Base => {
                let (verb, rest) = words.split_once(' ').map_or((words, String::new()), |(verb, rest)| (verb, format!(" {rest}")));
                let Irregular { past, participle, gerund } = self.verb(verb);
                let mut forms = vec![
                    (format!("{verb}{rest}"), Shape::Base),
                    (format!("{}{rest}", plural(verb)), Shape::Third),
                    (format!("{past}{rest}"), Shape::Past),
                    (format!("{}{rest}", gerund.unwrap_or_else(|| regular_gerund(verb))), Shape::Gerund),
                ];
                // British "cancelled", American "canceled".
                if doubles_l(verb) && past.ends_with("led") {
                    forms.extend([(format!("{verb}led{rest}"), Shape::Past), (format!("{verb}ling{rest}"), Shape::Gerund)]);
                }
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

    fn verb(&self, verb: &str) -> Irregular {
        if let Some(forms) = self.irregular.get(verb) {
            // "committed" has "committing" beside it.
            let doubled = forms.past.strip_suffix("ed").filter(|stem| stem.len() == verb.len() + 1 && stem.starts_with(verb)).map(|stem| format!("{stem}ing"));
            return Irregular { gerund: forms.gerund.clone().or(doubled), ..forms.clone() };
        }
        let past = match verb {
            _ if verb.ends_with('e') => format!("{verb}d"),
            _ if ends_in_consonant_y(verb) => format!("{}ied", &verb[..verb.len() - 1]),
            _ if doubles(verb) => format!("{verb}{}ed", &verb[verb.len() - 1..]),
            _ => format!("{verb}ed"),
        };
        Irregular { participle: past.clone(), past, gerund: None }
    }
}

fn regular_gerund(verb: &str) -> String {
    match verb {
        _ if verb.ends_with("ie") => format!("{}ying", &verb[..verb.len() - 2]),
        _ if verb.ends_with('e') && !verb.ends_with("ee") => format!("{}ing", &verb[..verb.len() - 1]),
        _ if doubles(verb) => format!("{verb}{}ing", &verb[verb.len() - 1..]),
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

/// "cancel", "funnel": more than one syllable, and a last one without stress.
fn doubles_l(verb: &str) -> bool {
    verb.len() > 4 && verb.ends_with("el") && !verb.ends_with("eel")
}

/// A word of one syllable that ends consonant, vowel, consonant doubles the last: trim, trimmed; but not back, mix, own.
fn doubles(word: &str) -> bool {
    let bytes = word.as_bytes();
    let vowels = bytes.windows(2).filter(|w| !is_vowel(w[0]) && is_vowel(w[1])).count() + usize::from(bytes.first().is_some_and(|&b| is_vowel(b)));
    matches!(bytes, [.., a, b, c] if !is_vowel(*a) && is_vowel(*b) && !is_vowel(*c) && !matches!(c, b'w' | b'x' | b'y')) && vowels == 1
}
