//! Government bodies and organizations by the end of their names, and their departments: 南通市中级人民法院, 浙江海洋大学, 财政部综合司.

use super::company::{follows_marker, is_cut};
use super::edge::{self, Edge, Left};
use crate::doc::{EntityType, Span};
use crate::lexicon::{Class, Hit};
use crate::mention::name::{CONCEPT, Candidate, GOVERNMENT, ORGANIZATION, PLACE, SOFT, SPEECH, STOP, SUFFIX, Scan, TITLE, WEAK};
use crate::read::is_han;

/// Characters of a department after the name of its body.
const MOST_OF_DEPARTMENT: usize = 13;

/// A government or an organization that the lexicon knows.
pub(super) fn known_body(scan: &Scan, hit: &Hit) -> Option<(Span, EntityType)> {
    if scan.lexicon.class_of(hit.row) != Class::Concept {
        return None;
    }
    let kind = scan.lexicon.concept(scan.lexicon.row(hit.row))?.kind;
    matches!(kind, EntityType::Government | EntityType::Organization).then_some((hit.span, kind))
}

/// 财政部|综合司, 国务院|新闻办公室, 剑桥大学|贾奇商学院: a body with a department of it. Words that end names elsewhere (经济|与|管理学院,
/// 市场|监管司) belong to it where a title follows.
pub(super) fn department(scan: &Scan, body: Span, kind: EntityType, ceiling: usize) -> Option<Candidate> {
    let (start, end) = (body.start as usize, body.end as usize);
    let (mut whole, mut crosses) = (None, false);
    for (chars, (i, c)) in scan.text[end..ceiling].char_indices().take(MOST_OF_DEPARTMENT).enumerate() {
        let at = end + i;
        let after = at + c.len_utf8();
        // 经|济: the word of one character begins a longer one.
        let is_front = || scan.after(after).is_some_and(|d| scan.tables.is_common(&scan.text[at..after + d.len_utf8()]));
        let parts = chars == 0 && scan.starts(at, STOP | SOFT | SPEECH | TITLE) && !(scan.starts(at, SOFT) && is_front());
        if !is_han(c) || parts || scan.starts(at, CONCEPT | SPEECH) {
            break;
        }
        crosses |= chars > 0 && edge::is_right_edge(scan, at, 2) && !scan.starts(at, SUFFIX);
        let ends = chars >= 2 && (scan.ends(after, GOVERNMENT | ORGANIZATION) || matches!(c, '司' | '局'));
        let closes = if crosses { scan.starts(after, TITLE) || is_counted_behind(scan, after) } else { edge::ends_here(scan, after) };
        whole = if ends && closes { Some(after) } else { whole };
    }
    whole.map(|whole| Candidate::new(Span::new(start, whole), kind, 0.96, "name.zh.department"))
}

/// 科技监管司|一位处长: one of its people, without a name.
fn is_counted_behind(scan: &Scan, at: usize) -> bool {
    let rest = scan.text[at..].trim_start_matches('的');
    ["一位", "一名", "有关", "相关"].iter().any(|word| rest.starts_with(word))
}

/// 环境|及|生态局, 上海市经济|和|信息化委员会: what a body is for may be two things.
pub(super) fn across_joint(scan: &Scan, floor: usize, found: Edge) -> Edge {
    let Some(joint) = scan.before(found.at).filter(|c| matches!(c, '和' | '及' | '与')) else { return found };
    let at = found.at - joint.len_utf8();
    let Some(front) = edge::left(scan, floor, at, 9, false).filter(|front| front.left != Left::Far && front.chars >= 2) else { return found };
    if scan.starts(found.at, PLACE) {
        return found;
    }
    let place = scan.marks.place_after(front.at).filter(|&after| after < at);
    let seat = |after: usize| after + scan.after(after).filter(|c| matches!(c, '省' | '市' | '县' | '区' | '州')).map_or(0, char::len_utf8);
    let field = place.map_or(front.at, seat);
    // 深圳市|发展|和改革委员会: right behind a place no firm ends so.
    let ends_firm = place.is_none() && scan.ends(at, SUFFIX & !WEAK);
    let is_field = edge::is_plain(scan, field, at) && scan.words(field, at).chars().count() <= 6 && !ends_firm;
    if is_field { Edge { at: front.at, chars: found.chars + front.chars + 1, ..front } } else { found }
}

/// 北京市|第三|中级人民法院: a town's courts and hospitals are numbered.
fn across_ordinal(scan: &Scan, floor: usize, found: Edge) -> Edge {
    let Some(numeral) = scan.before(found.at).filter(|c| "一二三四五六七八九十".contains(*c)) else { return found };
    let before = found.at - numeral.len_utf8();
    let Some(at) = scan.text[floor..before]
        .strip_suffix('第')
        .map(|town| floor + town.len())
        .filter(|&at| scan.ends(at, PLACE) || scan.text[..at].ends_with(['市', '省', '县', '区']))
    else {
        return found;
    };
    match edge::left(scan, floor, at, 9, false) {
        Some(front) if front.left != Left::Far => Edge { chars: found.chars + front.chars + 2, ..front },
        _ => found,
    }
}

/// Bodies: 南通市中级人民法院, 国家金融监督管理总局, 浙江海洋大学, 中国汽车工业协会.
pub(super) fn by_body(scan: &Scan, floor: usize, end: usize) -> Option<Candidate> {
    let bits = scan.marks.ends(end);
    let kind = match bits {
        b if b & GOVERNMENT != 0 => EntityType::Government,
        b if b & ORGANIZATION != 0 => EntityType::Organization,
        _ => return None,
    };
    if is_cut(scan, end) {
        return None;
    }
    let tail = scan.marks.suffix_before(end)?;
    if follows_marker(scan, tail) {
        return None;
    }
    let found = across_ordinal(scan, floor, edge::left(scan, floor, tail, 14, false)?);
    let found = across_joint(scan, floor, found);
    let is_joined = scan.words(found.at, tail).contains(['和', '及', '与']);
    let start = if is_joined { found.at } else { edge::skip_common(scan, found.at, tail, 8) };
    if found.left == Left::Far && start == found.at {
        return None;
    }
    let words = scan.words(start, tail);
    let (size, ending) = (words.chars().count(), scan.words(tail, end).chars().count());
    let official = scan.starts(start, PLACE) || words.starts_with("国家") || words.starts_with("全国");
    // 百胜中国|会: a name that is known ends within the ending.
    let crosses = scan.hits_at(start).any(|h| (tail + 1..end).contains(&(h.span.end as usize)) && scan.lexicon.class_of(h.row) == Class::Concept);
    if crosses || size < 2 || ending < 2 && !official || scan.is_listed(start, end, Class::NotName) || edge::is_counted(words) {
        return None;
    }
    let mut score = if official { 0.75 } else { 0.45 };
    score += if scan.starts(end, SPEECH | TITLE) && ending >= 2 { 0.15 } else { 0.0 };
    score += if is_joined && kind == EntityType::Government { 0.3 } else { 0.0 };
    score += if edge::ends_here(scan, end) { 0.05 } else { -0.2 };
    score -= if edge::is_plain(scan, start, end) && !official { 0.2 } else { 0.0 };
    score += if ending >= 2 && !edge::is_plain(scan, start, tail) { 0.15 } else { 0.0 };
    Some(Candidate::new(Span::new(start, end), kind, score, "name.zh.body"))
}
