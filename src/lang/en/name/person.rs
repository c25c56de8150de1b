//! Whether a sequence of capitalised words is a person: given names, initials, Pinyin, and what is said of people only.

use super::judge::Around;
use super::words::{Shape, Word};
use crate::mention::name::{Bits, CONCEPT, GIVEN, GRAMMAR, NOMINAL, PRODUCT, RARE_GIVEN, STOP, SUFFIX, Scan, TRIGGER};

/// Kinds of word that few surnames are.
const EVERYDAY: Bits = STOP | NOMINAL | TRIGGER | GRAMMAR | PRODUCT | SUFFIX;

/// Given name, initials, honorific or title tell a person.
pub(super) fn person(scan: &Scan, words: &[Word], around: &Around) -> Option<f32> {
    if scan.starts(words[0].start, CONCEPT) {
        return None;
    }
    let names = words.iter().filter(|w| w.is_capital()).count();
    let first = words[0];
    let given = scan.starts(first.start, GIVEN) && scan.ends(first.end, GIVEN)
        || scan.words(first.start, first.end).split('-').next().is_some_and(|_| scan.starts(first.start, GIVEN));
    // "Kendall Square" is as like as not a place, "Alma Lending" a firm.
    let last = words[words.len() - 1];
    let everyday = scan.tables.is_common_word(scan.words(last.start, last.end)) || scan.ends(last.end, EVERYDAY) && scan.starts(last.start, EVERYDAY);
    // "moved to offices in Kendall Row", "a partner at Clifton Marsh"
    let front = &scan.text[..first.start];
    let located = [" in ", " at ", " near ", " outside ", " across ", " around "].iter().any(|word| front.ends_with(word));
    let rare = scan.starts(first.start, RARE_GIVEN) || everyday || located;
    let initials = first.shape == Shape::Initial || words.iter().skip(1).any(|w| w.shape == Shape::Initial);
    let ampersand = words.windows(2).any(|pair| scan.words(pair[0].end, pair[1].start).contains('&'));
    if ampersand || names > 5 || words.iter().any(|w| scan.words(w.start, w.end) == "and") {
        return None;
    }
    if around.honorific {
        return Some(0.9);
    }
    let romanised =
        words.len() == 2 && scan.words(words[1].start, words[1].end).split_once('-').is_some_and(|(_, tail)| tail.starts_with(|c: char| c.is_lowercase()));
    let evidence = around.title_before || around.title_after || around.human;
    match names {
        2 if is_pinyin(scan, words) => Some(0.75),
        2..=4 if given && !rare => Some(0.85),
        2 if romanised => Some(0.8),
        2..=4 if rare && (evidence || around.speech) => Some(0.8),
        2..=4 if initials && (evidence || around.speech || first.shape == Shape::Initial) => Some(0.75),
        2..=4 if around.title_before => Some(0.75),
        2..=4 if around.title_after => Some(0.72),
        2..=3 if around.human && words.iter().all(|w| w.shape == Shape::Capital) => Some(0.7),
        // "Kerry Dunstan, who founded": nobody but a person, unless the firm's people are meant.
        2..=3 if around.who && words.iter().all(|w| w.shape != Shape::Upper && !scan.tables.is_common_word(scan.words(w.start, w.end))) => Some(0.75),
        2 if around.employed && first.opens && words.iter().all(|w| w.shape == Shape::Capital && !scan.tables.is_common_word(scan.words(w.start, w.end))) => {
            Some(0.62)
        }
        2..=3 if around.speech && !around.declines && !around.nominal_before && words.iter().all(|w| w.shape == Shape::Capital) => Some(0.62),
        1 if around.title_before && around.speech => Some(0.65),
        _ => None,
    }
}

/// "Li Wenqiang": a Chinese surname before a given name of two syllables, both as Pinyin writes them.
fn is_pinyin(scan: &Scan, words: &[Word]) -> bool {
    const SURNAMES: [&str; 100] = [
        "Li", "Wang", "Zhang", "Liu", "Chen", "Yang", "Zhao", "Huang", "Zhou", "Wu", "Xu", "Sun", "Hu", "Zhu", "Gao", "Lin", "He", "Guo", "Ma", "Luo", "Liang",
        "Song", "Zheng", "Xie", "Han", "Tang", "Feng", "Yu", "Dong", "Xiao", "Cheng", "Cao", "Yuan", "Deng", "Fu", "Shen", "Zeng", "Peng", "Lu", "Su", "Jiang",
        "Cai", "Jia", "Ding", "Wei", "Xue", "Ye", "Yan", "Pan", "Du", "Dai", "Xia", "Zhong", "Tian", "Ren", "Fan", "Fang", "Shi", "Yao", "Tan", "Liao", "Zou",
        "Xiong", "Jin", "Hao", "Kong", "Bai", "Cui", "Kang", "Mao", "Qiu", "Qin", "Gu", "Hou", "Shao", "Meng", "Long", "Wan", "Duan", "Lei", "Qian", "Yin",
        "Yi", "Chang", "Wen", "Niu", "Ge", "Xing", "An", "Qi", "Fei", "Mu", "Pang", "Qu", "Ou", "Nie", "Zhuang", "Lan", "Ning", "Bao",
    ];
    let (surname, given) = (scan.words(words[0].start, words[0].end), scan.words(words[1].start, words[1].end));
    words.len() == 2 && SURNAMES.contains(&surname) && given.starts_with(char::is_uppercase) && syllables(&given.to_ascii_lowercase()) == Some(2)
}

/// How many syllables of Pinyin a word is made of.
fn syllables(mut rest: &str) -> Option<usize> {
    const INITIALS: [&str; 23] = ["zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r", "z", "c", "s", "y", "w"];
    const FINALS: [&str; 33] = [
        "iang", "iong", "uang", "ang", "eng", "ing", "ong", "uai", "iao", "ian", "uan", "ai", "ei", "ui", "ao", "ou", "iu", "ie", "ue", "er", "an", "en", "in",
        "un", "ia", "ua", "uo", "a", "o", "e", "i", "u", "v",
    ];
    let mut count = 0;
    while !rest.is_empty() {
        rest = INITIALS.iter().find_map(|initial| rest.strip_prefix(initial)).unwrap_or(rest);
        // "jianan", "wenan": the longest end behind which a syllable can begin.
        rest = FINALS.iter().filter_map(|end| rest.strip_prefix(end)).find(|rest| rest.is_empty() || !rest.starts_with(['a', 'e', 'i', 'o', 'u']))?;
        count += 1;
    }
    Some(count)
}
