//! Names by their slot: what stands where a party is expected (收购|X|51%股权, X|拟减持, 由X|领投, 甲、X、乙), coined or not.
//!
//! Three witnesses are added up: the word before, the word after, and the weave of the string itself. None of them is enough alone.

use rustc_hash::FxHashSet;

use super::{Line, Place, edge, person, subject, texture};
use crate::doc::{EntityType, Span};
use crate::lexicon::Class;
use crate::mention::name::{
    Bits, CLOSES, COMPANY, CONCEPT, COUNTRY, Candidate, GENERIC, GRAMMAR, NO_NAME, NOMINAL, OPENS, PLACE, PRONOUN, SOFT, SPEECH, STOP, SUFFIX, SURE, Scan,
    TAKEN, TITLE, TRIGGER, WEAK,
};
use crate::read::is_han;

/// What a town before a coined word says for a name.
const TOWN: f32 = 0.34;
/// What marks about it say for a name, behind a noun for a party.
const CALLED: f32 = 0.3;
/// What a verb says for a name that only firms are the subject of.
const FIRMS: f32 = 0.14;
/// Words that no such name begins with.
const NO_START: Bits = STOP | SOFT | GRAMMAR | SPEECH | TITLE | NOMINAL | TAKEN | TRIGGER | NO_NAME | PRONOUN | CONCEPT;
/// Most characters of such a name.
const MOST: usize = 8;
/// Characters after a name in which the verb may stand that it is the subject of.
const VERB_REACH: usize = 6;

/// Reads a sentence; `first` is the first of its candidates in `out`.
pub(super) fn propose(scan: &Scan, line: &Line, first: usize, out: &mut Vec<Candidate>) {
    let ceiling = line.ceiling;
    let mut listed = Vec::new();
    let mut previous = None;
    for &Place { at, c, is_han, is_inside, starts, .. } in &line.places {
        let preceding = previous.replace(c);
        if is_han
            && !is_inside
            && starts & NO_START == 0
            && let Some((before, joins)) = before(scan, preceding, at)
            && let Some(candidate) = judge(scan, ceiling, at, before)
        {
            if candidate.score < SURE && (joins || joins_after(scan, candidate.span.end as usize)) {
                listed.push(out.len());
            }
            out.push(candidate);
        }
    }
    enlist(scan, first, &listed, out);
}

/// What the words before `at` say for a name that begins there, and whether they join it to another; `preceding` is the character before it, if the
/// sentence has one.
fn before(scan: &Scan, preceding: Option<char>, at: usize) -> Option<(f32, bool)> {
    let Some(c) = preceding else { return Some((0.16, false)) };
    if c == '、' {
        return Some((0.12, true));
    }
    if scan.ends(at, TAKEN) {
        return Some((0.12, false));
    }
    if !edge::is_name_char(c) {
        // 芯片公司「光子跃迁」
        let is_called = matches!(c, '“' | '「') && edge::follows_nominal(scan, at - c.len_utf8());
        return Some((if is_called { CALLED } else { 0.16 }, false));
    }
    if scan.ends(at, OPENS) {
        let start = at - c.len_utf8();
        let is_one = scan.ends(at, SOFT) && scan.starts(start, OPENS);
        if is_one && is_claimed(scan, start, at) {
            return None;
        }
        let joins = matches!(c, '和' | '及' | '与');
        if c == '由' {
            return Some((0.28, false));
        }
        return Some(if is_one { (0.2, joins) } else { (0.32, joins) });
    }
    if edge::follows_nominal(scan, at) {
        return Some((0.26, false));
    }
    if scan.ends(at, TITLE) {
        return Some((0.1, false));
    }
    scan.ends(at, STOP | SOFT | GRAMMAR).then_some((0.06, false))
}

/// 参|与: the character before makes one word with the marker.
fn is_claimed(scan: &Scan, start: usize, end: usize) -> bool {
    scan.before(start).filter(|&c| is_han(c)).is_some_and(|c| scan.tables.is_common(&scan.text[start - c.len_utf8()..end]))
}

fn judge(scan: &Scan, ceiling: usize, start: usize, before: f32) -> Option<Candidate> {
    let (end, size) = edge::right(scan, ceiling, start, MOST)?;
    let acts = size == 2 && scan.after(start).is_some_and(|c| subject::VERBS.contains(c));
    if size < 2 || acts || !edge::ends_here(scan, end) || is_no_name(scan, start, end) || edge::inside_slot(scan, start) {
        return None;
    }
    let mut after = after(scan, ceiling, end);
    let weave = texture::of(scan, start, end);
    // 恒皓|复牌: a coined word, and what only firms do.
    if weave.coined == size && size <= 4 && is_firms(scan, end) {
        after += FIRMS;
    }
    // 无锡|润泰, 上海|福来: a town and a coined word.
    let town = scan.marks.place_after(start).filter(|&after| after < end && !scan.starts(start, COUNTRY));
    let coined = town.map(|after| texture::of(scan, after, end)).filter(|rest| matches!(rest.size, 2 | 3) && rest.coined == rest.size);
    // 蓝海|航运: what an ending of firms' names stands behind is no person.
    let is_stem = scan.starts(end, SUFFIX) && !scan.starts(end, TITLE | SPEECH | TRIGGER);
    let person = if is_stem { 0.0 } else { person::likeness(scan, start, end) };
    let titled = scan.ends(start, TITLE) && size <= 4 && scan.marks.place_after(start).is_none() && person::has_surname(scan, start) && !scan.ends(end, SUFFIX);
    let before = if titled { 0.3 } else { before };
    let weight = if coined.is_some() { TOWN } else { weave.weight() };
    let mut score = before + after + weight.max(if person >= 0.2 { 0.0 } else { ending(scan, start, end) }) + person;
    score -= if texture::is_torn(scan, start, end) || splits_word(scan, start) { 0.3 } else { 0.0 };
    let kind = if person >= 0.12 || titled { EntityType::Person } else { EntityType::Company };
    (score > 0.3).then(|| Candidate::new(Span::new(start, end), kind, score.min(0.9), "name.zh.slot"))
}

/// What only firms do begins at `at`.
pub(super) fn is_firms(scan: &Scan, at: usize) -> bool {
    let is_firms = |row: crate::lexicon::Row<'_>| row.class == Class::NameSlot && row.value == "closes firm";
    scan.starts(at, CLOSES) && scan.hits_at(at).any(|h| is_firms(scan.lexicon.row(h.row)))
}

/// 约|定灵枢: the function word of one character before it is the front of a common word.
fn splits_word(scan: &Scan, start: usize) -> bool {
    let (Some(a), Some(b)) = (scan.before(start), scan.after(start)) else { return false };
    let front = start - a.len_utf8();
    let is_one = is_han(a) && scan.ends(start, SOFT | STOP | SPEECH) && scan.starts(front, SOFT | STOP | SPEECH);
    is_one && scan.tables.is_common(&scan.text[front..start + b.len_utf8()])
}

/// What an ending of company names says against a weave of common words (合纵科技, 水晶光电).
fn ending(scan: &Scan, start: usize, end: usize) -> f32 {
    let Some(tail) = scan.marks.suffix_before(end).filter(|&tail| tail > start) else { return -1.0 };
    match scan.words(start, tail).chars().count() {
        2..=4 if scan.ends(end, COMPANY) => 0.14,
        2 | 3 if scan.ends(end, WEAK) => 0.0,
        _ => -1.0,
    }
}

/// What the words after a name that ends at `end` say for it.
fn after(scan: &Scan, ceiling: usize, end: usize) -> f32 {
    if end >= ceiling {
        return 0.04;
    }
    if scan.starts(end, CLOSES | SPEECH) {
        return 0.3;
    }
    if scan.starts(end, TITLE) {
        return 0.2;
    }
    if scan.starts(end, TRIGGER) {
        return 0.26;
    }
    let Some(c) = scan.after(end) else { return 0.0 };
    match c {
        // 「星动纪元」|完成: the verb stands behind the mark.
        '”' | '」' => after(scan, ceiling, end + c.len_utf8()),
        ':' => 0.2,
        '(' if is_code(scan, end) => 0.35,
        '、' => 0.1,
        '的' => 0.06,
        '等' => 0.16,
        // 收购海棠生物51%股权.
        _ if scan.starts(end, TAKEN) && edge::is_holding(scan, end) => 0.3,
        _ if scan.starts(end, TAKEN) => 0.16,
        _ if !is_han(c) => 0.06,
        _ if verb_follows(scan, ceiling, end) => 0.24,
        _ => 0.08,
    }
}

/// A code of a stock or a definition stands in the bracket at `open`.
fn is_code(scan: &Scan, open: usize) -> bool {
    let inside = &scan.text[open + 1..];
    inside.bytes().take_while(u8::is_ascii_digit).count() >= 4 || inside.starts_with("下称") || inside.starts_with("以下简称") || inside.starts_with("简称")
}

/// After adverbs and markers, a verb of a deal or of speech.
pub(super) fn verb_follows(scan: &Scan, ceiling: usize, end: usize) -> bool {
    let mut places = scan.text[end..ceiling].char_indices().take(VERB_REACH).take_while(|&(_, c)| is_han(c)).map(|(i, _)| end + i);
    places.any(|at| scan.starts(at, TRIGGER | SPEECH | CLOSES))
}

/// A place, a quantity, endings alone, or a word that no name holds.
fn is_no_name(scan: &Scan, start: usize, end: usize) -> bool {
    let words = scan.words(start, end);
    if scan.marks.place_after(start).is_some_and(|after| after >= end) {
        return true;
    }
    // 在微信上: where something is done.
    if scan.text[..start].ends_with('在') && words.ends_with(['上', '里', '中', '内', '外']) {
        return true;
    }
    let has_figure = edge::is_counted(words) || words.chars().any(|c| c.is_ascii_digit() || matches!(c, '两' | '第' | '个' | '些' | '么'));
    let country = scan.starts(start, COUNTRY) && scan.marks.place_after(start).is_some_and(|after| scan.words(after, end).chars().count() < 2);
    let holds_place = words.char_indices().skip(1).any(|(i, _)| scan.starts(start + i, PLACE));
    let generic = scan.starts(start, GENERIC) && scan.ends(end, GENERIC);
    // 越南|厂工程: an everyday ending wants more than one character before it.
    let stem = scan.marks.suffix_before(end).map_or(2, |tail| scan.words(start, tail.max(start)).chars().count());
    let bare = scan.ends(end, WEAK) && !scan.ends(end, COMPANY) && stem == 1;
    bare || has_figure || country || holds_place || generic || scan.ends(end, NOMINAL) || super::is_suffixes(scan, start, end)
}

/// 、, 和 or 及 begins at `at`.
fn joins_after(scan: &Scan, at: usize) -> bool {
    scan.text[at..].starts_with(['、', '和', '及', '与'])
}

/// A doubtful member of a list of which a neighbour is a name: one more witness, from left to right and back.
fn enlist(scan: &Scan, first: usize, listed: &[usize], out: &mut [Candidate]) {
    if listed.is_empty() {
        return;
    }
    let sure = |c: &&Candidate| c.score >= SURE;
    let mut ends: FxHashSet<usize> = out[first..].iter().filter(sure).map(|c| c.span.end as usize).collect();
    let mut starts: FxHashSet<usize> = out[first..].iter().filter(sure).map(|c| c.span.start as usize).collect();
    let (mut forward, mut backward) = (listed.iter(), listed.iter().rev());
    let mut weigh = |index: usize, is_forward: bool, out: &mut [Candidate]| {
        let span = out[index].span;
        let neighbour = if is_forward {
            joint_before(scan, span.start as usize).is_some_and(|at| ends.contains(&at) || scan.ends(at, CONCEPT))
        } else {
            joint_after(scan, span.end as usize).is_some_and(|at| starts.contains(&at) || scan.starts(at, CONCEPT))
        };
        if neighbour && out[index].score < SURE {
            out[index].score += 0.24;
            if out[index].score >= SURE {
                ends.insert(span.end as usize);
                starts.insert(span.start as usize);
            }
        }
    };
    for &index in forward.by_ref() {
        weigh(index, true, out);
    }
    for &index in backward.by_ref() {
        weigh(index, false, out);
    }
}

/// The end of the list member before the joint that ends at `at`.
fn joint_before(scan: &Scan, at: usize) -> Option<usize> {
    let c = scan.before(at).filter(|c| matches!(c, '、' | '和' | '及' | '与'))?;
    let end = at - c.len_utf8();
    Some(if scan.text[..end].ends_with('以') && c == '及' { end - '以'.len_utf8() } else { end })
}

/// The beginning of the list member after the joint at `at`.
fn joint_after(scan: &Scan, at: usize) -> Option<usize> {
    let c = scan.after(at)?;
    if scan.text[at..].starts_with("以及") {
        return Some(at + "以及".len());
    }
    matches!(c, '、' | '和' | '及' | '与').then(|| at + c.len_utf8())
}
