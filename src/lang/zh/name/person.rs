//! Persons: a transliterated name with a dot, or a surname with one or two more characters and a title or a verb of speech beside it.

use super::{Line, Place, edge, texture};
use crate::doc::{EntityType, Form, Span};
use crate::lang::zh::title;
use crate::mention::name::{
    Address, CONCEPT, Candidate, EDGE, HONORIFIC, NOMINAL, OPENS, PLACE, SOFT, SPEECH, STOP, SUFFIX, SURE, Scan, Surname, TAKEN, TITLE, TRIGGER,
};
use crate::read::{is_han, is_transliteration};

/// What it says for a person that the clause which the name opens goes on with a deal.
const DEALS: f32 = 0.26;
/// Characters between a subject and its verb: 频繁进行.
const ADVERBS: usize = 6;
/// What says for a person that an office follows: 贺明远是海晟科技的董事长.
const HOLDS_OFFICE: f32 = 0.25;
/// What a colon behind the name at a line's head says for a person.
const ANSWERS: f32 = 0.22;
/// Adverbs and prepositions of one character that stand between a name and a verb of speech.
const ADVERB: [char; 36] = [
    '则', '也', '还', '都', '就', '又', '再', '均', '亦', '已', '曾', '并', '却', '仍', '将', '在', '对', '向', '于', '称', '说', '会', '能', '可', '应', '须',
    '以', '从', '只', '更', '便', '才', '皆', '刚', '先', '后',
];
/// Those of them that hardly any given name ends with.
const HARDLY: [char; 16] = ['将', '则', '也', '还', '已', '曾', '在', '对', '向', '说', '称', '就', '都', '却', '仍', '会'];

/// Verbs of speech that given names hold, and hardly ever stand alone behind a surname.
const GIVEN: [char; 4] = ['道', '云', '谈', '言'];

pub(super) fn propose(scan: &Scan, line: &Line, out: &mut Vec<Candidate>) {
    let Line { floor, ceiling, .. } = *line;
    let mut skip = floor;
    for &Place { at, c, is_inside, .. } in &line.places {
        if at < skip {
            continue;
        }
        if c == '·' {
            if let Some(found) = dotted(scan, floor, ceiling, at) {
                skip = found.span.end as usize;
                out.push(found);
            }
        } else if let Some(found) = foreign(scan, floor, ceiling, at) {
            out.push(found);
        } else if !is_inside && scan.tables.may_begin_surname(c) {
            out.extend(by_surname(scan, floor, ceiling, at, c));
            out.extend(addressed(scan, floor, ceiling, at, c));
        }
    }
}

/// How many characters before the dot may all be such as transliterations seldom use.
const RARE: usize = 3;

/// 金·福雷斯特, 让-吕克·博蒙, J·D·万斯: the full run of transliteration characters on both sides.
fn dotted(scan: &Scan, floor: usize, ceiling: usize, dot: usize) -> Option<Candidate> {
    let is_part = |c: char| is_transliteration(c) || c.is_ascii_alphabetic() || matches!(c, '-' | '·' | '.');
    let mut start = dot;
    while start > floor
        && let Some(c) = scan.before(start)
        && is_part(c)
        && !(start < dot && scan.ends(start, EDGE & !SUFFIX))
        && scan.text[start..dot].chars().count() < 8
    {
        start -= c.len_utf8();
    }
    let mut end = dot + '·'.len_utf8();
    let mut since_dot = 0;
    while end < ceiling
        && let Some(c) = scan.after(end)
        && (is_part(c) || since_dot <= 1 && is_han(c) && scan.text[end + c.len_utf8()..].chars().next().is_some_and(is_transliteration))
        && !(since_dot >= 2 && scan.starts(end, EDGE & !SUFFIX))
        && since_dot < 9
    {
        since_dot = if c == '·' { 0 } else { since_dot + 1 };
        end += c.len_utf8();
    }
    // 浩司·田中: and where the name ends.
    let closes = |at: usize| at == ceiling || scan.starts(at, EDGE) || scan.after(at).is_some_and(|c| !is_han(c));
    if since_dot <= 1
        && end < ceiling
        && let Some(c) = scan.after(end).filter(|&c| is_han(c) && !scan.starts(end, EDGE | SOFT) && closes(end + c.len_utf8()))
    {
        since_dot += 1;
        end += c.len_utf8();
    }
    if scan.text[start..].starts_with('-') {
        // 让-吕克: a hyphen joins the character before it whatever else that means.
        start = scan.before(start).filter(|&c| start > floor && is_han(c)).map_or(start + 1, |c| start - c.len_utf8());
    } else if !(start < dot && scan.ends(start, EDGE | SOFT)) {
        let rare = if start == dot { RARE } else { 1 };
        let before = scan.text[floor..start].char_indices().rev().take(rare).take_while(|&(_, c)| is_han(c)).map(|(i, _)| floor + i);
        start = before.into_iter().find(|&from| starts_after_edge(scan, floor, from)).unwrap_or(start);
    }
    let words = scan.words(start, end).trim_end_matches(['-', '.', '·']);
    let end = start + words.len();
    if start == dot || since_dot == 0 || end <= dot + '·'.len_utf8() {
        return None;
    }
    let is_firm = scan.starts(end, SUFFIX) && !scan.starts(end, TITLE | SPEECH);
    let kind = if is_firm { EntityType::Company } else { EntityType::Person };
    let end = if is_firm { firm_end(scan, end) } else { end };
    Some(Candidate::new(Span::new(start, end), kind, 0.9, "name.zh.dotted"))
}

/// A title, another edge or a mark stands before `at`: characters that transliterations seldom use still belong to the name (何塞·林, 麦可·林).
fn starts_after_edge(scan: &Scan, floor: usize, at: usize) -> bool {
    at == floor || scan.ends(at, EDGE | SOFT) || scan.before(at).is_some_and(|c| !is_han(c))
}

fn firm_end(scan: &Scan, from: usize) -> usize {
    let ends = scan.text[from..].char_indices().take(8).map(|(i, c)| from + i + c.len_utf8());
    ends.filter(|&e| scan.ends(e, SUFFIX) && scan.marks.suffix_before(e).is_some_and(|s| s <= from)).last().unwrap_or(from)
}

/// 老段, 小林, 何总, 黎叔: a surname with a word of address.
fn addressed(scan: &Scan, floor: usize, ceiling: usize, at: usize, first: char) -> Option<Candidate> {
    let opens = at == floor || scan.ends(at, EDGE | SOFT) || scan.before(at).is_some_and(|c| !edge::is_name_char(c));
    if !opens {
        return None;
    }
    let second_at = at + first.len_utf8();
    let second = scan.after(second_at).filter(|&c| is_han(c))?;
    let end = second_at + second.len_utf8();
    let (surname, score) = match (scan.tables.address(first), scan.tables.address(second)) {
        (Some(Address::Before), _) => (second, 0.62),
        (_, Some(Address::After)) => (first, 0.62),
        _ => return None,
    };
    let fits = end <= ceiling && scan.tables.surname(surname) == Some(Surname::Plain) && !scan.tables.is_common(scan.words(at, end));
    let is_whole = edge::ends_here(scan, end) || edge::common_follows(scan, end);
    let after = scan.after(end).filter(|&c| is_han(c));
    let is_cut = after.is_some_and(|c| scan.tables.is_common(&scan.text[second_at..end + c.len_utf8()])) || texture::is_torn(scan, at, end);
    (fits && is_whole && !is_cut).then(|| Candidate { form: Form::Alias, ..Candidate::new(Span::new(at, end), EntityType::Person, score, "name.zh.address") })
}

/// 分析师|林德伯格|表示: characters of transliterations alone between a title and the end of a name.
fn foreign(scan: &Scan, floor: usize, ceiling: usize, at: usize) -> Option<Candidate> {
    const SIZES: std::ops::RangeInclusive<usize> = 3..=7;
    if at == floor || !scan.ends(at, TITLE) || scan.starts(at, PLACE | NOMINAL) {
        return None;
    }
    let chars = scan.text[at..ceiling].char_indices().take_while(|&(_, c)| is_transliteration(c));
    let (size, end) = chars.fold((0, at), |(size, _), (i, c)| (size + 1, at + i + c.len_utf8()));
    // 沃尔|特指|出 is no edge before 指出.
    let is_cut = !speaks(scan, end) && scan.text[at..end].char_indices().skip(1).any(|(i, _)| scan.starts(at + i, EDGE & !SUFFIX));
    let closes = speaks(scan, end) || edge::ends_here(scan, end) || edge::common_follows(scan, end);
    let is_known = scan.ends(end, CONCEPT);
    let names = SIZES.contains(&size) && closes && !is_known && !is_cut && !scan.text[end..].starts_with('·') && texture::of(scan, at, end).coined > 1;
    names.then(|| Candidate::new(Span::new(at, end), EntityType::Person, 0.95, "name.zh.transliterated"))
}

fn by_surname(scan: &Scan, floor: usize, ceiling: usize, at: usize, first: char) -> Option<Candidate> {
    let left = left_evidence(scan, floor, at)?;
    let second_end = at + first.len_utf8() + scan.after(at + first.len_utf8()).map_or(0, char::len_utf8);
    let is_long = scan.tables.is_long_surname(&scan.text[at..second_end.min(scan.text.len())]);
    let surname = scan.tables.surname(first);
    if surname.is_none() && !is_long {
        return None;
    }
    if scan.starts(at, PLACE) {
        return None;
    }
    let mut best: Option<Candidate> = None;
    let sizes: &[usize] = if is_long { &[4, 3] } else { &[3, 2] };
    for &size in sizes {
        let Some(end) = nth_han(scan, at, size).filter(|&end| end <= ceiling) else { continue };
        let score = score(scan, at, end, size, left, surname == Some(Surname::Rare) && !is_long);
        if score >= SURE && best.is_none_or(|b| score > b.score) {
            best = Some(Candidate::new(Span::new(at, end), EntityType::Person, score, "name.zh.surname"));
        }
    }
    best
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Title,
    Open,
    Word,
}

fn left_evidence(scan: &Scan, floor: usize, at: usize) -> Option<Before> {
    // “掌门人”贺明远, CTO 贺明远
    let marked = scan.text[..at].strip_suffix(['”', '"', '」', ' ']).map(str::len);
    if at > floor && (scan.ends(at, TITLE) || marked.is_some_and(|end| end > floor && scan.ends(end, TITLE)) || is_held(scan, floor, at)) {
        return Some(Before::Title);
    }
    if at == floor || scan.before(at).is_some_and(|c| !edge::is_name_char(c)) {
        return Some(Before::Open);
    }
    scan.ends(at, STOP | SOFT | TAKEN | CONCEPT | SUFFIX | NOMINAL | OPENS).then_some(Before::Word)
}

/// 时任海晟科技总裁的|贺明远: who holds the office.
fn is_held(scan: &Scan, floor: usize, at: usize) -> bool {
    const POST: usize = 75;
    let Some(end) = scan.text[..at].strip_suffix('的').map(str::len).filter(|&end| end > floor && scan.ends(end, TITLE)) else { return false };
    let clause = &scan.text[scan.text.floor_char_boundary(end.saturating_sub(POST)).max(floor)..end];
    let clause = clause.rsplit([',', '。', ';']).next().unwrap_or(clause);
    title::HOLDS.iter().any(|verb| clause.contains(verb))
}

/// The end of `size` Chinese characters from `at`, none of them inside an edge word but the first.
fn nth_han(scan: &Scan, at: usize, size: usize) -> Option<usize> {
    let mut end = at;
    for (n, c) in scan.text[at..].chars().take(size).enumerate() {
        let next = end + c.len_utf8();
        // 竺可为和, 蒲牧之在: a function word may close a given name where another one follows it.
        // 沈月如认为: but no adverb before the verb is part of the name.
        // 陈松年、李明: nor where the clause or the item of a list ends.
        let stops = || scan.after(next).is_none_or(|d| !is_han(d) && !d.is_ascii_digit());
        let closing = || scan.tables.is_given_character(c) && !ADVERB.contains(&c) && (speaks(scan, next) || stops());
        let closes_name = n + 1 == size && (scan.starts(next, SOFT) && scan.ends(at, TITLE) && !HARDLY.contains(&c) || n > 1 && closing());
        // 分析师|丁道师: after a title, what seldom speaks alone belongs to the given name.
        let is_given = || n == 1 && size == 3 && scan.ends(at, TITLE) && GIVEN.contains(&c) && scan.after(next).is_some_and(is_han);
        // 田中健|一|周三
        let is_ordinal = size == 4 && n == 3 && matches!(c, '一' | '二' | '三' | '司');
        let is_cut = n > 0 && !is_ordinal && (scan.starts(end, EDGE & !SUFFIX) && !is_given() || n > 1 && scan.starts(end, SOFT) && !closes_name);
        if !is_han(c) || is_cut {
            return None;
        }
        end += c.len_utf8();
    }
    (scan.text[at..end].chars().count() == size).then_some(end)
}

/// A verb of speech begins at `at`, or behind an adverb of one character: 均表示.
fn speaks(scan: &Scan, at: usize) -> bool {
    let adverb = scan.after(at).filter(|c| ADVERB.contains(c)).map_or(0, char::len_utf8);
    scan.starts(at, SPEECH) || adverb > 0 && scan.starts(at + adverb, SPEECH)
}

/// 贺明远(恒岳新能源董事长): a post in brackets behind the name.
fn is_posted(scan: &Scan, end: usize) -> bool {
    const POST: usize = 75;
    let inside = scan.text[end..].strip_prefix('(');
    inside.and_then(|inside| inside.find([')', '。', ';'])).is_some_and(|close| close <= POST && scan.ends(end + 1 + close, TITLE))
}

fn score(scan: &Scan, start: usize, end: usize, size: usize, left: Before, rare: bool) -> f32 {
    let words = scan.words(start, end);
    let cut = |n: usize| words.char_indices().nth(n).map_or(words.len(), |(i, _)| i);
    let plain = scan.tables.is_common(words) || size == 3 && scan.tables.is_common(&words[..cut(2)]) || size == 4 && scan.tables.is_common(&words[..cut(3)]);
    let speech = scan.starts(end, SPEECH) || size == 3 && speaks(scan, end);
    let titled = scan.starts(end, HONORIFIC) || scan.starts(end, TITLE) && left != Before::Title;
    let closed = edge::ends_here(scan, end) || edge::common_follows(scan, end);
    let cuts_next = match (scan.before(end), scan.after(end)) {
        (Some(a), Some(b)) if is_han(a) && is_han(b) && !speech && !titled && size < 4 => {
            scan.tables.is_common(&scan.text[end - a.len_utf8()..end + b.len_utf8()]) && !scan.starts(end, EDGE)
        }
        _ => false,
    };
    let mut score: f32 = match left {
        Before::Title => 0.6,
        Before::Open => 0.3,
        Before::Word => 0.18,
    };
    score += if speech { 0.3 } else { 0.0 };
    score += if scan.starts(end, HONORIFIC) {
        0.35
    } else if titled {
        0.2
    } else {
        0.0
    };
    score += if closed {
        0.08
    } else if left == Before::Title {
        0.0
    } else {
        -0.3
    };
    score += if is_posted(scan, end) { 0.45 } else { 0.0 };
    // 董事长|蓝天佑: after a title even common words are a name.
    score -= match (plain, left) {
        (true, Before::Title) if size >= 3 => 0.12,
        (true, _) => 0.35,
        _ => 0.0,
    };
    let tail_is_common = size == 3 && scan.tables.is_common(&words[cut(1)..]);
    score -= if tail_is_common && left != Before::Title { if rare { 0.3 } else { 0.12 } } else { 0.0 };
    score -= if rare { if left == Before::Title { 0.06 } else { 0.2 } } else { 0.0 };
    score -= if cuts_next { 0.3 } else { 0.0 };
    score += if size == 3 { 0.03 } else { 0.0 };
    score += match (left, likeness(scan, start, end) > 0.1) {
        (Before::Title, true) => 0.08,
        (_, true) if size >= 3 => 0.1,
        (Before::Title, false) => -0.02,
        (_, true) => 0.0,
        (_, false) if rare && size == 2 => -0.3,
        (_, false) => -0.08,
    };
    score += if left == Before::Word && scan.ends(start, NOMINAL | OPENS) { 0.12 } else { 0.0 };
    // An interview's answers: 贺明远:时机到了。
    let answers = || scan.text[end..].starts_with(':') && (start == 0 || scan.text[..start].ends_with('\n')) && likeness(scan, start, end) >= 0.2;
    score += if left == Before::Open && size == 3 && answers() { ANSWERS } else { 0.0 };
    score += if left == Before::Open && size == 3 && !plain && holds_office(scan, end) { HOLDS_OFFICE } else { 0.0 };
    // 侯明毅频繁质押, 冯柳还对X减持: who opens a clause and deals.
    score +=
        if left == Before::Open && !speech && !titled && !cuts_next && !plain && deals(scan, end) && likeness(scan, start, end) >= 0.12 { DEALS } else { 0.0 };
    score
}

/// 是海晟科技的董事长, 出任行长: a verb of holding an office follows, and a title before the clause ends.
fn holds_office(scan: &Scan, end: usize) -> bool {
    const POST: usize = 90;
    const VERBS: [&str; 14] = ["是", "任", "担任", "出任", "接任", "现任", "曾任", "兼任", "卸任", "辞去", "升任", "就任", "将任", "获委任为"];
    let rest = &scan.text[end..scan.text.floor_char_boundary((end + POST).min(scan.text.len()))];
    let Some(verb) = VERBS.iter().find(|verb| rest.starts_with(**verb)) else { return false };
    let clause = rest[verb.len()..].find([',', '。', ';', '、']).map_or(rest, |i| &rest[..verb.len() + i]);
    clause.char_indices().skip(1).any(|(i, c)| scan.ends(end + i + c.len_utf8(), TITLE))
}

/// Within a few characters, adverbs and prepositions, a verb of a deal begins.
fn deals(scan: &Scan, end: usize) -> bool {
    let mut places = scan.text[end..].char_indices().take(ADVERBS).take_while(|&(_, c)| is_han(c)).map(|(i, _)| end + i);
    places.any(|at| scan.starts(at, TRIGGER))
}

/// A surname begins at `at`.
pub(super) fn has_surname(scan: &Scan, at: usize) -> bool {
    let mut chars = scan.text[at..].char_indices();
    let Some((_, first)) = chars.next() else { return false };
    let second_end = chars.nth(1).map_or(scan.text.len(), |(i, _)| at + i);
    scan.tables.surname(first).is_some() || scan.tables.is_long_surname(&scan.text[at..second_end])
}

/// How much a string of two to four characters looks like a person's name: a surname, and characters that given names are written with.
pub(super) fn likeness(scan: &Scan, start: usize, end: usize) -> f32 {
    let words = scan.words(start, end);
    let mut chars = words.chars();
    let (Some(first), Some(second)) = (chars.next(), chars.next()) else { return 0.0 };
    let rest = chars.as_str();
    let size = 2 + rest.chars().count();
    let is_long = scan.tables.is_long_surname(&words[..first.len_utf8() + second.len_utf8()]);
    let given = |c: char| scan.tables.is_given_character(c);
    if is_long {
        // 东方海晟 is as like as not a firm.
        let doubtful = size == 4 && scan.tables.is_common(&words[..first.len_utf8() + second.len_utf8()]);
        return if (3..=4).contains(&size) && rest.chars().all(given) { if doubtful { 0.1 } else { 0.2 } } else { 0.0 };
    }
    let Some(surname) = scan.tables.surname(first) else { return 0.0 };
    if size > 3 || !given(second) || !rest.chars().all(given) || scan.tables.is_common(words) || scan.ends(end, SUFFIX) {
        return 0.0;
    }
    match (surname, size) {
        (Surname::Plain, 3) => 0.22,
        (Surname::Plain, _) => 0.12,
        (Surname::Rare, 3) => 0.06,
        (Surname::Rare, _) => 0.0,
    }
}
