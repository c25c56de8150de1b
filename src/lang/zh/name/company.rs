//! Companies by the end of their names: 远川科技有限公司, 恒岳新能源. The walk over endings asks `body` for all others.

use super::edge::{self, Edge, Left};
use super::{Line, Place, body, slot, texture};
use crate::doc::{EntityType, Span};
use crate::lexicon::{Class, Hit};
use crate::mention::name::{
    BRANCH, CLOSES, COMPANY, CONCEPT, COUNTRY, Candidate, EDGE, FIELD, GENERIC, GOVERNMENT, GRAMMAR, LEGAL, NOMINAL, OPENS, ORGANIZATION, PLACE, PRODUCT, SOFT,
    SPEECH, STOP, SUFFIX, Scan, TAKEN, TITLE, TRIGGER, WEAK,
};
use crate::read::is_han;

/// Characters of a name before its tail.
const LONG_ROOT: usize = 22;
const SHORT_ROOT: usize = 9;
/// Characters of an ending that a name may do without.
const MOST_OF_ENDING: usize = 4;
pub(super) fn propose(scan: &Scan, line: &Line, out: &mut Vec<Candidate>) {
    let Line { floor, ceiling, .. } = *line;
    let first = scan.hits.partition_point(|h| (h.span.start as usize) < floor);
    let inside = scan.hits[first..].iter().take_while(|h| (h.span.start as usize) < ceiling);
    out.extend(inside.filter_map(|hit| body::known_body(scan, hit)).filter_map(|(body, kind)| body::department(scan, body, kind, ceiling)));
    let (mut known, mut shorter) = (None, None);
    for &Place { at: start, c, starts, .. } in &line.places {
        let end = start + c.len_utf8();
        known = if starts & CONCEPT != 0 { Some(start) } else { known };
        let bits = scan.marks.ends(end);
        if bits & CONCEPT != 0
            && let Some(start) = known.take()
        {
            out.extend(branch(scan, start, end).or_else(|| local(scan, floor, start, end)).or_else(|| of_country(scan, start, end)));
        }
        if bits & SUFFIX == 0 || c.is_ascii_alphabetic() {
            continue;
        }
        if goes_on(scan, end) {
            shorter = Some(end);
            continue;
        }
        // 海棠生物|金属|董事总经理: where the longer ending makes no name, the shorter one may.
        let is_apart = |at: usize| scan.marks.suffix_before(end).is_some_and(|tail| tail >= at);
        let shorter = shorter.take().filter(|&at| scan.words(at, end).chars().count() <= MOST_OF_ENDING && is_apart(at));
        let found = by_ending(scan, floor, end).or_else(|| shorter.and_then(|at| by_ending(scan, floor, at)));
        // 中国民航大学|经济与管理学院
        out.extend(found.filter(|c| c.kind == EntityType::Organization).and_then(|c| body::department(scan, c.span, c.kind, ceiling)));
        out.extend(found);
    }
}

fn by_ending(scan: &Scan, floor: usize, end: usize) -> Option<Candidate> {
    let bits = scan.marks.ends(end);
    let found = if bits & LEGAL != 0 {
        by_legal_form(scan, floor, end)
    } else if bits & (COMPANY | WEAK) != 0 {
        by_industry(scan, floor, end)
    } else {
        None
    };
    found.or_else(|| body::by_body(scan, floor, end))
}

/// A longer ending goes on from or over here, so that one is looked at instead.
fn goes_on(scan: &Scan, end: usize) -> bool {
    let over = |ahead: usize| {
        scan.ends(ahead, SUFFIX)
            && !(scan.ends(ahead, TRIGGER) && scan.starts(end, TRIGGER))
            && scan.marks.suffix_before(ahead).is_some_and(|from| from <= end)
            && !scan.starts(ahead, FIELD)
            && !(scan.ends(end, SUFFIX) && scan.marks.suffix_before(ahead) == Some(end) && THINGS.contains(&scan.words(end, ahead)))
            && !is_field_of_title(scan, end, ahead)
    };
    let ahead = scan.text[end..].char_indices().take(6).take_while(|&(_, c)| is_han(c)).map(|(i, c)| end + i + c.len_utf8());
    ahead.into_iter().any(over)
}

/// 东财证券|化工|组长, 浙江大学|能源: an everyday noun after a complete name says what a title is about.
fn is_field_of_title(scan: &Scan, end: usize, ahead: usize) -> bool {
    let is_everyday = scan.ends(ahead, WEAK) && !scan.ends(ahead, COMPANY | LEGAL);
    let is_title = edge::is_rank(scan, ahead);
    is_everyday && (scan.ends(end, ORGANIZATION | GOVERNMENT) || is_title && scan.ends(end, COMPANY | LEGAL)) || is_title && edge::covers(scan, end, ahead)
}

/// Where the tail of endings begins: 新能源|股份有限公司. At least `floor` stays before it.
fn tail_start(scan: &Scan, floor: usize, end: usize) -> (usize, usize) {
    let mut cuts = [end; 2];
    while let Some(next) = scan.marks.suffix_before(cuts[1]) {
        if next <= floor || next == cuts[1] {
            break;
        }
        cuts = [cuts[1], next];
    }
    (cuts[0], cuts[1])
}

/// Walks to the left edge; the last ending peeled off is the root where nothing else is (海洋能源).
fn root(scan: &Scan, floor: usize, end: usize, most: usize, formal: bool) -> Option<(Edge, usize)> {
    let (previous, tail) = tail_start(scan, floor, end);
    if tail == end {
        return None;
    }
    let found = edge::left(scan, floor, tail, most, formal)?;
    let is_enough = found.chars >= 2 || found.chars == 1 && scan.words(found.at, tail).is_ascii();
    if is_enough && !found.swallows {
        return Some((found, tail));
    }
    // 由|维港|航运: 维 alone is no root, so 港 is no ending but part of it.
    let longer = (previous != end).then(|| edge::left(scan, floor, previous, most, formal)).flatten();
    let longer = longer.filter(|l| l.chars >= 2 && l.at < previous && (!is_enough || !l.swallows));
    longer.map(|l| (l, previous)).or(is_enough.then_some((found, tail)))
}

fn by_legal_form(scan: &Scan, floor: usize, end: usize) -> Option<Candidate> {
    let (found, tail) = root(scan, floor, end, LONG_ROOT, true)?;
    let found = across_soft(scan, floor, found);
    let start = edge::skip_country(scan, skip_partner(scan, found.at, tail), tail);
    let start = edge::skip_tail(scan, start, tail);
    let start = edge::skip_common(scan, start, tail, if found.left == Left::Word { 10 } else { 7 });
    if found.left == Left::Far && start == found.at {
        return None;
    }
    let end = with_branch(scan, end);
    (scan.words(start, tail).chars().count() >= 2).then(|| Candidate::new(Span::new(start, end), EntityType::Company, 0.95, "name.zh.legal-form"))
}

/// Characters between a place and a function word within a formal name.
const MOST_AFTER_PLACE: usize = 2;

/// 厦门大|有|同盛贸易有限公司, 陕西颐|和|房地产开发有限公司: a place opens the name before the function word.
fn across_soft(scan: &Scan, floor: usize, found: Edge) -> Edge {
    if found.left != Left::Soft || scan.starts(found.at, PLACE | CONCEPT) {
        return found;
    }
    let Some(soft) = scan.before(found.at) else { return found };
    let end = found.at - soft.len_utf8();
    if scan.ends(end, SUFFIX | CONCEPT) {
        return found;
    }
    let starts = scan.text[floor..end].char_indices().rev().take(MOST_AFTER_PLACE + 4).map(|(i, _)| floor + i);
    let opens = |at: usize| at == floor || scan.ends(at, EDGE | SOFT) || scan.before(at).is_some_and(|c| !edge::is_name_char(c));
    let place = starts.into_iter().find(|&at| {
        let rest = scan.marks.place_after(at).filter(|&after| after < end).map(|after| scan.words(after, end).chars().count());
        rest.is_some_and(|rest| (1..=MOST_AFTER_PLACE).contains(&rest)) && opens(at)
    });
    place.map_or(found, |at| Edge { at, left: Left::Open, chars: found.chars + scan.words(at, found.at).chars().count(), swallows: false })
}

/// 联合|华安证券股份有限公司: a verb that may also stand within names (金龙联合) does not begin one.
fn skip_partner(scan: &Scan, at: usize, tail: usize) -> usize {
    let after = scan.text[at..tail].char_indices().nth(2).map_or(tail, |(i, _)| at + i);
    let is_verb = scan.tables.is_inner(scan.words(at, after)) && scan.starts(at, OPENS) && scan.ends(after, OPENS);
    if is_verb && scan.words(after, tail).chars().count() >= 2 { after } else { at }
}

/// 上海浦东发展银行股份有限公司|宜昌分行.
fn with_branch(scan: &Scan, end: usize) -> usize {
    let branch_end = |from: usize| {
        scan.text[from..].char_indices().skip(1).take(8).take_while(|&(_, c)| is_han(c)).map(|(i, c)| from + i + c.len_utf8()).find(|&e| scan.ends(e, BRANCH))
    };
    match scan.marks.place_after(end).or_else(|| unknown_place(scan, end)) {
        Some(place) => branch_end(place.min(scan.text.len())).or_else(|| scan.ends(place, BRANCH).then_some(place)).unwrap_or(end),
        None => end,
    }
}

/// Two or three characters that no edge parts from the bank before them (农业银行|宁海|支行).
fn unknown_place(scan: &Scan, end: usize) -> Option<usize> {
    let mut cuts = scan.text[end..].char_indices().take(5).take_while(|&(i, c)| is_han(c) && !edge::is_right_edge(scan, end + i, 2)).map(|(i, _)| end + i);
    let branch = cuts.find(|&at| at > end && scan.starts(at, BRANCH))?;
    (branch > end + 3).then(|| branch - 3)
}

/// 农业银行|宁海支行, 北京银行|长沙分行: a known bank with its branch.
fn branch(scan: &Scan, start: usize, end: usize) -> Option<Candidate> {
    let whole = with_branch(scan, end);
    (whole > end && scan.ends(end, SUFFIX)).then(|| Candidate::new(Span::new(start, whole), EntityType::Company, 0.9, "name.zh.branch"))
}

/// 南京|微盟, 济南|大悦城: the house that a known one has in a town, where a deal is told of it.
fn local(scan: &Scan, floor: usize, start: usize, end: usize) -> Option<Candidate> {
    let mut starts = scan.text[floor..start].char_indices().rev().skip(1).take(4).map(|(i, _)| floor + i);
    let town = starts.find(|&at| scan.marks.place_after(at) == Some(start) && !scan.starts(at, COUNTRY))?;
    let opens = town == floor || scan.ends(town, EDGE | SOFT) || scan.before(town).is_some_and(|c| !edge::is_name_char(c));
    let dealt = edge::is_holding(scan, end) || scan.text[end..].starts_with("的股权") || scan.text[end..].starts_with("股权");
    (opens && dealt).then(|| Candidate::new(Span::new(town, end), EntityType::Company, 0.7, "name.zh.local"))
}

/// 迪卡侬|中国: the house that a known one has in the country, where no other noun follows (中国市场, 中国区).
fn of_country(scan: &Scan, start: usize, end: usize) -> Option<Candidate> {
    const COUNTRY_HOUSE: &str = "中国";
    if !scan.text[end..].starts_with(COUNTRY_HOUSE) {
        return None;
    }
    let after = end + COUNTRY_HOUSE.len();
    let is_firm = |hit: &Hit| {
        let row = scan.lexicon.row(hit.row);
        hit.span.end as usize == end
            && scan.lexicon.class_of(hit.row) == Class::Concept
            && scan.lexicon.concept(row).is_some_and(|c| c.kind == EntityType::Company)
    };
    let acts = scan.starts(after, SPEECH | TITLE | CLOSES | TRIGGER | TAKEN | STOP | SOFT) || !scan.after(after).is_some_and(edge::is_name_char);
    (acts && scan.hits_at(start).any(is_firm) && !scan.starts(end + "中".len(), CONCEPT))
        .then(|| Candidate::new(Span::new(start, after), EntityType::Company, 0.95, "name.zh.country-house"))
}

fn by_industry(scan: &Scan, floor: usize, end: usize) -> Option<Candidate> {
    let bits = scan.marks.ends(end);
    let (found, tail) = root(scan, floor, end, SHORT_ROOT, false)?;
    let country = edge::skip_country(scan, edge::skip_tail(scan, found.at, tail), tail);
    let start = edge::skip_common(scan, country, tail, 4);
    let words = scan.words(start, tail);
    let size = words.chars().count();
    if size < 2
        || is_cut(scan, end) && !(scan.text[end..].starts_with("业务") && is_coined(scan, start, tail, size))
        || words.starts_with(|c: char| c.is_ascii_digit())
        || edge::is_counted(words)
        || found.left == Left::Far && start == found.at
    {
        return None;
    }
    if scan.starts(start, GENERIC) && scan.ends(end, GENERIC) {
        return None;
    }
    // 泰晶科技|股份: the shares of a name that is complete.
    if let Some(whole) = scan.words(start, end).strip_suffix("股份").map(|whole| start + whole.len())
        && scan.words(start, whole).chars().count() > 2
        && scan.ends(whole, CONCEPT | SUFFIX)
        && !scan.starts(end, SPEECH)
    {
        return (!scan.ends(whole, CONCEPT)).then(|| Candidate::new(Span::new(start, whole), EntityType::Company, 0.7, "name.zh.shares"));
    }
    // 德国|汽车集团: what somebody is.
    if scan.starts(tail, NOMINAL) && scan.starts(start, COUNTRY) && scan.ends(tail, COUNTRY) {
        return None;
    }
    let is_weak = bits & COMPANY == 0;
    // 储能|项目: the thing is meant that the word before is about. 亿纬锂能|齐争储能: no name goes on behind a known one with a word that is none.
    let of_thing = |things: &[&str]| things.iter().any(|thing| scan.text[end..].starts_with(thing));
    // 驰越电子|产品 is a firm's, 昆士兰储能|项目 as like as not a place's.
    let is_thing = is_weak && of_thing(&THINGS) && (of_thing(&SITES) || !is_coined(scan, start, tail, size));
    if is_thing || runs_on(scan, start, tail) {
        return None;
    }
    let known_root = scan.starts(start, CONCEPT) && scan.ends(tail, CONCEPT);
    // 摩根士丹利|中国工业|研究主管: a field before a title.
    if is_weak && scan.starts(start, CONCEPT) && !known_root && scan.starts(end, TITLE) {
        return None;
    }
    if follows_marker(scan, tail) || holds_generic(scan, start, tail, end) || inside_verb(scan, start, end) || is_goods(scan, start, tail, end) {
        return None;
    }
    // 华创证券|计算机, 浙江大学|能源: the name before is complete, so this is its field.
    let is_complete = scan.ends(tail, SUFFIX) && scan.words(tail, end) != "公司";
    let inner = scan.marks.suffix_before(end).filter(|&inner| inner > tail);
    // 中登公司|数据: no name goes on behind the word for a company, nor 岭川科技|芯片 over what it makes.
    let made = |inner: usize| is_weak && THINGS.contains(&scan.words(inner, end));
    if inner.is_some_and(|inner| made(inner) || is_field_of_title(scan, inner, end) || is_weak && scan.words(start, inner).ends_with("公司")) {
        return None;
    }
    let is_title = edge::is_rank(scan, end);
    let is_sector = known_root && (is_weak && (is_complete || is_title) || edge::is_analyst(scan, end) || is_title && edge::covers(scan, tail, end));
    if known_root && is_weak && scan.starts(tail, PRODUCT) || is_sector || is_act(scan, found.at, end) {
        return None;
    }
    let plain = !known_root && (edge::is_plain(scan, start, tail) && !scan.starts(start, PLACE) || edge::is_plain(scan, start, end));
    let phrase = edge::holds_common(scan, start, tail) && !scan.starts(start, PLACE) || known_root && is_weak;
    let employs = !plain || edge::is_officer(scan, end);
    let introduced = start != found.at || found.left == Left::Open;
    let acts = scan.starts(end, SPEECH | TITLE | TRIGGER | GRAMMAR) || scan.text[end..].starts_with('(') || edge::is_holding(scan, end);
    let mut score: f32 = if is_weak { 0.46 } else { 0.74 };
    let joins = scan.after(end).is_some_and(edge::is_joint);
    score += if joins || edge::ends_here(scan, end) || edge::common_follows(scan, end) { 0.05 } else { -0.12 };
    score += if introduced { 0.05 } else { 0.0 };
    score += match (plain, phrase, is_weak) {
        (true, _, true) => -0.22,
        (true, _, false) => -0.22,
        (_, true, true) => -0.12,
        (_, true, false) => 0.0,
        _ => 0.1,
    };
    score += if edge::follows_nominal(scan, start) {
        0.2
    } else if scan.ends(start, TRIGGER | GRAMMAR) {
        0.08
    } else {
        0.0
    };
    score += if acts { 0.15 } else { 0.0 };
    score += if is_weak && scan.starts(end, TITLE) && employs { 0.14 } else { 0.0 };
    // 海棠生物公告: everyday words too, where they open the clause and announce something.
    let announces = acts && found.left == Left::Open && scan.starts(end, SPEECH);
    if plain && (announces || is_weak && !scan.starts(start, GENERIC) && is_told_of_firm(scan, start, end)) {
        score = score.max(crate::mention::name::SURE + 0.05);
    } else if is_weak && plain && !edge::follows_nominal(scan, start) {
        score = score.min(0.5);
    }
    if scan.marks.place_after(start).is_some_and(|after| after >= tail) && is_weak || edge::cuts_left(scan, start) {
        score -= 0.4;
    }
    score -= if scan.starts(start, SOFT) && !known_root { 0.2 } else { 0.0 };
    score -= if size > 5 && !words.contains('(') { 0.08 * (size - 5) as f32 } else { 0.0 };
    // ADC公司Prometa: the Latin name behind it is the firm's.
    let describes = words.starts_with(|c: char| c.is_ascii_uppercase()) && scan.after(end).is_some_and(|c| c.is_ascii_uppercase());
    score -= if describes { 0.5 } else { 0.0 };
    Some(Candidate::new(Span::new(start, end), EntityType::Company, score, "name.zh.industry"))
}

/// 驰越|电子: no character of the root belongs to a word.
fn is_coined(scan: &Scan, start: usize, tail: usize, size: usize) -> bool {
    matches!(size, 2 | 3) && texture::of(scan, start, tail).coined == size
}

/// 授权给|海棠生物, 入股|海棠生物, 海棠生物|51%股权, 海棠生物|停牌: what is said of firms only.
fn is_told_of_firm(scan: &Scan, start: usize, end: usize) -> bool {
    const TO: [&str; 3] = ["给", "给了", "予"];
    const PARTS: [&str; 8] = ["的股权", "的股份", "股权", "股份", "的大股东", "的控股股东", "的董事长", "的控制权"];
    let given = TO.iter().any(|to| scan.text[..start].strip_suffix(to).is_some_and(|before| scan.ends(before.len(), TRIGGER) || scan.ends(start, TRIGGER)));
    let code = scan.text[end..].strip_prefix('(').is_some_and(|inside| inside.bytes().take_while(u8::is_ascii_digit).count() >= 4);
    given && edge::ends_here(scan, end)
        || edge::is_holding(scan, end)
        || code
        || PARTS.iter().any(|part| scan.text[end..].starts_with(part))
        || slot::is_firms(scan, end)
}

/// What is about the trade that an everyday ending names.
const THINGS: [&str; 18] =
    ["项目", "工程", "电站", "电池", "设备", "系统", "产品", "产能", "订单", "需求", "方案", "合同", "容量", "装机", "芯片", "工厂", "生态", "供应商"];

/// Those of them that stand in a place.
const SITES: [&str; 6] = ["项目", "工程", "电站", "产能", "容量", "装机"];

/// What is made and delivered, where its word ends everyday names of firms, too.
const GOODS: [&str; 22] = [
    "设备",
    "系统",
    "材料",
    "组件",
    "机器人",
    "电池",
    "装备",
    "仪器",
    "仪表",
    "器械",
    "机床",
    "电缆",
    "食品",
    "饮料",
    "药品",
    "水产",
    "茶叶",
    "光缆",
    "海缆",
    "电器",
    "饲料",
    "零部件",
];
/// What is done with it.
const HANDLED: [&str; 22] = [
    "采购", "供应", "交付", "购买", "购置", "订购", "提供", "生产", "制造", "研发", "销售", "出口", "进口", "租用", "预订", "安装", "供货", "定制", "代工",
    "开发", "部署", "量产",
];

/// 采购|液冷设备: no firm, but what it delivers.
fn is_goods(scan: &Scan, start: usize, tail: usize, end: usize) -> bool {
    GOODS.contains(&scan.words(tail, end)) && HANDLED.iter().any(|verb| scan.text[..start].ends_with(verb)) && !edge::is_holding(scan, end)
}

/// A known name begins at `start`, and what stands between it and the ending at `tail` is neither a word nor a place.
fn runs_on(scan: &Scan, start: usize, tail: usize) -> bool {
    let known = scan.hits_at(start).find(|h| scan.lexicon.class_of(h.row) == Class::Concept && (h.span.end as usize) < tail);
    let Some(end) = known.map(|h| h.span.end as usize) else { return false };
    let between = scan.words(end, tail);
    let is_long = between.chars().count() >= 2 && between.chars().all(is_han);
    is_long && !scan.tables.is_common(between) && !scan.starts(end, PLACE | SUFFIX) && scan.words(start, end).chars().count() >= 3
}

/// The ending is a verb here (由凌霄浮空担保, 获腾讯投资的): the name before it is complete, or the word takes an object.
fn is_act(scan: &Scan, start: usize, end: usize) -> bool {
    let has_object = scan.text[end..].starts_with(['了', '过']);
    let Some(verb) = scan.marks.suffix_before(end).filter(|_| scan.ends(end, TRIGGER) || has_object) else { return false };
    let passive = scan.text[..start].ends_with(['由', '被', '获', '经', '受']);
    let complete = scan.ends(verb, CONCEPT | SUFFIX);
    let object = has_object || scan.text[end..].starts_with(['的', '于', '给']) || scan.starts(end, TAKEN);
    // 恒泰投资|于2018年承诺: the subject of another verb, so a name as a whole.
    let subject = !passive && (scan.starts(end, SPEECH | CLOSES | TITLE) || scan.text[end..].starts_with(['于', '、']));
    passive || complete && !subject || object && !subject
}

/// The ending is the front of a longer word (科技|园).
pub(super) fn is_cut(scan: &Scan, end: usize) -> bool {
    let (Some(last), Some(next)) = (scan.before(end), scan.after(end)) else { return false };
    if !is_han(next) || !is_han(last) {
        return false;
    }
    if scan.starts(end, FIELD) {
        return true;
    }
    if next == '的' {
        return false;
    }
    // 恒泰投资|于2016年: when the one named acts.
    if next == '于' && scan.starts(end + next.len_utf8(), TAKEN) {
        return false;
    }
    let pair = &scan.text[end - last.len_utf8()..end + next.len_utf8()];
    let triple = scan.marks.suffix_before(end).map(|from| &scan.text[from..end + next.len_utf8()]);
    triple.is_some_and(|t| scan.tables.is_common(t)) || scan.tables.is_common(pair) && !edge::ends_here(scan, end)
}

/// 向|法院: a marker stands right before the ending, so the ending is a noun of its own.
pub(super) fn follows_marker(scan: &Scan, tail: usize) -> bool {
    scan.ends(tail, SOFT) && scan.ends(tail, OPENS)
}

/// 越秀金控|发行股份: a longer common noun ends here and leaves a root before it.
fn holds_generic(scan: &Scan, start: usize, tail: usize, end: usize) -> bool {
    let places = scan.words(start, tail).char_indices().skip(1).map(|(i, _)| start + i);
    scan.ends(end, GENERIC) && places.into_iter().any(|at| scan.starts(at, GENERIC) && scan.is_listed(at, end, Class::NotName))
}

/// 恒皓|拟赴港上市: the verb of a deal begins behind the root and goes on over the ending.
fn inside_verb(scan: &Scan, start: usize, end: usize) -> bool {
    let goes_over = |at: usize| scan.hits_at(at).any(|h| h.span.end as usize > end && scan.lexicon.class_of(h.row) == Class::Trigger);
    scan.words(start, end).char_indices().skip(1).any(|(i, _)| scan.starts(start + i, TRIGGER) && goes_over(start + i))
}
