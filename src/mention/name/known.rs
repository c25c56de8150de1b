//! Names of the lexicon. A name that is also an everyday word counts only where something beside it says that the company is meant.

use rustc_hash::{FxHashMap, FxHashSet};

use super::marks::ends_in_next;
use super::{Bits, CLOSES, CONCEPT, CONTEXT, COUNTRY, Candidate, EDGE, LEGAL, OPENS, PLACE, SOFT, SPEECH, SUFFIX, Scan, TAKEN, TITLE, TRIGGER, WEAK};
use crate::doc::{EntityType, Form, Rule, Span};
use crate::lexicon::{Class, Hit, Row};
use crate::read::is_han;

/// How far, in bytes, a word of context may stand from a name that needs it.
const REACH: usize = 24;

pub(super) fn find(scan: &Scan, out: &mut Vec<Candidate>) {
    let mut named: FxHashSet<u32> = FxHashSet::default();
    let mut doubtful = Vec::new();
    let mut sure = Edges::default();
    for hit in scan.hits {
        if scan.lexicon.class_of(hit.row) != Class::Concept {
            continue;
        }
        let row = scan.lexicon.row(hit.row);
        if scan.ends(hit.span.end as usize, TAKEN) && scan.starts(hit.span.start as usize, TAKEN)
            || cuts_word(scan, hit.span)
            || eats_verb(scan, hit.span)
            || ends_in_next(scan.text, hit.span)
        {
            continue;
        }
        if row.needs_context {
            doubtful.push(hit);
        } else {
            named.insert(row.index);
            sure.starts.insert(hit.span.start);
            sure.ends.insert(hit.span.end);
            push(scan, hit.span, hit.row, row, 0.9, out);
        }
    }
    for hit in doubtful {
        if is_glued(scan, hit.span) {
            continue;
        }
        let row = scan.lexicon.row(hit.row);
        if named.contains(&row.index) {
            push(scan, hit.span, hit.row, row, 0.85, out);
        } else if sure.lists(scan, hit.span) || has_context(scan, hit.span, scan.lexicon.concept(row).is_some_and(|c| c.kind == EntityType::Government)) {
            push(scan, hit.span, hit.row, row, 0.75, out);
        }
    }
}

/// Where names begin and end that need no context.
#[derive(Default)]
struct Edges {
    starts: FxHashSet<u32>,
    ends: FxHashSet<u32>,
}

impl Edges {
    /// A neighbour in an enumeration is a name: 长江存储、华虹; "Alstom, HP and Bosch".
    fn lists(&self, scan: &Scan, span: Span) -> bool {
        let joint = |c: &char| matches!(c, '、' | '和' | '与' | '及');
        let before = scan.before(span.start as usize).filter(joint).is_some_and(|c| self.ends.contains(&(span.start - c.len_utf8() as u32)));
        const JOINTS: [&str; 5] = [", and ", " , ", " and ", ", ", " & "];
        let (front, rest) = (&scan.text[..span.start as usize], &scan.text[span.end as usize..]);
        let english = || {
            let left = JOINTS.iter().find_map(|joint| front.strip_suffix(joint)).map(|front| front.trim_end().len() as u32);
            let right = JOINTS.iter().find(|joint| rest.starts_with(**joint)).map(|joint| span.end + joint.len() as u32);
            left.is_some_and(|at| self.ends.contains(&at)) || right.is_some_and(|at| self.starts.contains(&at))
        };
        before || english() || scan.after(span.end as usize).filter(joint).is_some_and(|c| self.starts.contains(&(span.end + c.len_utf8() as u32)))
    }
}

fn push(scan: &Scan, span: Span, row_id: u32, row: Row<'_>, score: f32, out: &mut Vec<Candidate>) {
    let Some(concept) = scan.lexicon.concept(row) else { return };
    let form = if row.value == "alias" { Form::Alias } else { Form::Name };
    out.push(Candidate { span, kind: concept.kind, form, score, rule: Rule::Row(row_id) });
}

/// 向英特尔|投资50亿美元: where a sum or another object follows, a name that ends with a verb yields to the name without it.
fn eats_verb(scan: &Scan, span: Span) -> bool {
    let (start, end) = (span.start as usize, span.end as usize);
    let is = |h: &Hit, class: Class| scan.lexicon.class_of(h.row) == class;
    let verb_at = |at: usize| scan.hits_at(at).any(|h| is(h, Class::Trigger) && h.span.end == span.end);
    let shorter = |h: &Hit| h.span.end < span.end && is(h, Class::Concept) && verb_at(h.span.end as usize);
    // 腾讯|投资了一家工作室.
    let has_object = scan.starts(end, TAKEN) || scan.text[end..].starts_with(['了', '过']);
    has_object && scan.hits_at(start).any(shorter)
}

/// 海棠|生物股份: a Chinese name of two meanings right behind characters that no edge parts from it is the end of a longer one.
fn is_glued(scan: &Scan, span: Span) -> bool {
    let start = span.start as usize;
    let both = scan.before(start).is_some_and(is_han) && scan.after(start).is_some_and(is_han);
    both && !scan.ends(start, EDGE | SOFT | OPENS | CLOSES | COUNTRY | PLACE | CONCEPT)
}

/// A short Chinese name inside a common word (平安 in 平安全, 中海外 in 其中海外): a neighbour claims one of its characters.
fn cuts_word(scan: &Scan, span: Span) -> bool {
    let (start, end) = (span.start as usize, span.end as usize);
    let words = scan.words(start, end);
    let (first, last) = (words.chars().next(), words.chars().next_back());
    if !first.is_some_and(is_han) || words.chars().count() > 3 {
        return false;
    }
    let pair = |at: usize, a: Option<char>, b: Option<char>| match (a, b) {
        (Some(a), Some(b)) if is_han(a) && is_han(b) => scan.tables.is_common(&scan.text[at..at + a.len_utf8() + b.len_utf8()]),
        _ => false,
    };
    // 京东|方面
    let faces = scan.text[end..].starts_with("方面");
    let before = scan.before(start);
    // 高盛|大宗商品 at the head of a clause: the neighbour begins a word of its own.
    let is_word = |next: char| pair(end, Some(next), scan.after(end + next.len_utf8()));
    let opens = !before.is_some_and(is_han) || scan.ends(start, EDGE | SOFT);
    let apart = faces || opens && scan.after(end).is_some_and(is_word);
    let claimed_right = !apart && pair(end - last.map_or(0, char::len_utf8), last, scan.after(end)) && !scan.starts(end, EDGE | SOFT | SUFFIX);
    let claimed_left = pair(start - before.map_or(0, char::len_utf8), before, first) && !scan.ends(start, EDGE | SOFT);
    claimed_right || claimed_left
}

/// A bracketed code, a legal form, or a word of context stands beside the name.
fn has_context(scan: &Scan, span: Span, is_body: bool) -> bool {
    const AFTER: Bits = CONTEXT | LEGAL | SPEECH | TITLE | TRIGGER;
    let (start, end) = (span.start as usize, span.end as usize);
    // Meta|一名|发言人: somebody of the house.
    let counted = ["一名", "一位", "的一名", "的一位", "某"].iter().find(|count| scan.text[end..].starts_with(**count));
    if scan.starts(end, AFTER | SUFFIX & !WEAK) || counted.is_some_and(|count| scan.starts(end + count.len(), TITLE)) {
        return true;
    }
    let window = scan.text.floor_char_boundary((end + REACH).min(scan.text.len()));
    let after = &scan.text[end..window];
    let bracket = after.trim_start().strip_prefix('(').is_some_and(|rest| {
        let code: &str = rest.split(')').next().unwrap_or("");
        code.len() >= 2 && code.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || matches!(b, b'.' | b':' | b' '))
    });
    let is_latin = scan.after(start).is_some_and(|c| c.is_ascii_alphabetic());
    // 《金融时报》; 入股了寒武纪.
    let is_titled = scan.before(start) == Some('《') && scan.after(end) == Some('》');
    let is_slot = scan.ends(start, OPENS) && !scan.ends(start, SOFT) || scan.starts(end, CLOSES);
    if bracket || is_titled || is_slot {
        return true;
    }
    if is_body && !is_latin {
        return scan.before(start).is_none_or(|c| !is_han(c)) || scan.ends(start, EDGE | SOFT);
    }
    if !is_latin {
        return false;
    }
    let possessive = after.strip_prefix("'s").map_or(end, |_| end + 2);
    let next = scan.text[possessive..].char_indices().find(|(_, c)| !c.is_whitespace()).map_or(possessive, |(i, _)| possessive + i);
    let begins_sentence = !scan.text[..start].trim_end().ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | '&' | '\'' | '-'));
    if begins_sentence {
        return scan.starts(next, CONTEXT | SPEECH) || acts(scan, next);
    }
    scan.starts(next, AFTER) || stands_alone(scan, start, next)
}

/// "Mistral raised", "Shell is in early talks to take over": a finite verb of a deal, or an auxiliary and a deal word in the same breath.
fn acts(scan: &Scan, at: usize) -> bool {
    const BREATH: usize = 32;
    let is_finite = |h: &Hit| {
        let row = scan.lexicon.row(h.row);
        row.class == Class::Trigger && matches!(row.value, "past" | "third")
    };
    if scan.hits_at(at).any(is_finite) {
        return true;
    }
    let ceiling = scan.text.floor_char_boundary((at + BREATH).min(scan.text.len()));
    let words = scan.text[at..ceiling].char_indices().take_while(|&(_, c)| c.is_ascii_lowercase() || matches!(c, ' ' | '-'));
    let is_auxiliary = |h: &Hit| {
        let row = scan.lexicon.row(h.row);
        row.class == Class::Status || row.class == Class::Marker && row.value == "be"
    };
    scan.hits_at(at).any(is_auxiliary) && words.map(|(i, _)| at + i).any(|place| scan.starts(place, TRIGGER))
}

/// "borrowed from Apollo": a capital amid small letters, with no article before it and no other name beside it.
fn stands_alone(scan: &Scan, start: usize, next: usize) -> bool {
    let before = scan.text[..start].trim_end();
    let word = before.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or("");
    let is_small = !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase()) && start - before.len() == 1;
    let is_article = |h: &Hit| {
        let row = scan.lexicon.row(h.row);
        row.class == Class::Marker && row.value == "article"
    };
    let goes_on = scan.after(next).is_some_and(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    is_small && !goes_on && !scan.hits_at(before.len() - word.len()).any(is_article)
}

/// Drops an unknown candidate that is a known name with common words or a place before it (登录上海证券交易所).
pub(super) fn prefer(scan: &Scan, candidates: &mut Vec<Candidate>) {
    let known: FxHashMap<u32, u32> = candidates.iter().filter(|c| c.is_known()).map(|c| (c.span.end, c.span.start)).collect();
    candidates.retain(|c| {
        if c.is_known() {
            return true;
        }
        let Some(&start) = known.get(&c.span.end).filter(|&&start| start > c.span.start) else { return true };
        let front = &scan.text[c.span.start as usize..start as usize];
        let is_country = scan.starts(c.span.start as usize, COUNTRY) && scan.marks.place_after(c.span.start as usize) == Some(start as usize);
        if is_country {
            return false;
        }
        let is_word = front.chars().any(is_han) && (scan.tables.is_common(front) || front.chars().count() == 1);
        !is_word
    });
}

/// 中国凌霄浮空 where 凌霄浮空 stands elsewhere too: the country is no part of the name.
pub(super) fn without_country(scan: &Scan, candidates: &mut [Candidate]) {
    let words: FxHashSet<&str> = candidates.iter().map(|c| &scan.text[c.span.range()]).collect();
    for c in candidates.iter_mut().filter(|c| !c.is_known() && scan.starts(c.span.start as usize, COUNTRY)) {
        if let Some(after) = scan.marks.place_after(c.span.start as usize).filter(|&after| after < c.span.end as usize)
            && scan.before(after).is_some_and(is_han)
            && words.contains(scan.words(after, c.span.end as usize))
        {
            c.span.start = after as u32;
        }
    }
}
