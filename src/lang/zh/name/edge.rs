//! Where a Chinese name begins and ends.

use crate::lexicon::Class;
use crate::mention::name::{CLOSES, CONCEPT, COUNTRY, EDGE, GENERIC, NOMINAL, OPENS, PLACE, SOFT, SUFFIX, Scan, Surname, TAKEN, TITLE, TRIGGER};
use crate::read::{is_han, is_transliteration};

/// What stands before a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Left {
    /// The beginning of the sentence or a punctuation mark.
    Open,
    /// A word that ends a name.
    Word,
    /// A one-character word that may also belong to the name.
    Soft,
    /// Nothing that ends a name within reach.
    Far,
}

/// A left edge.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    /// First byte of the name.
    pub(super) at: usize,
    /// What stands before it.
    pub(super) left: Left,
    /// Characters between the edge and where the walk began.
    pub(super) chars: usize,
    /// A one-character word was passed over, as the name would have been too short without it.
    pub(super) swallows: bool,
}

/// A character of a name.
#[inline]
pub(super) fn is_name_char(c: char) -> bool {
    is_han(c) && c != '丨' || c.is_ascii_alphanumeric() || matches!(c, '·' | '&' | '-') || ('\u{c0}'..'\u{250}').contains(&c)
}

/// Walks left from `from`, at most `most` characters, to where the name begins whose tail starts at `from`.
///
/// A `formal` name (with a legal form) may have a noun for a party right before its tail (企业集团有限公司).
pub(super) fn left(scan: &Scan, floor: usize, from: usize, most: usize, formal: bool) -> Option<Edge> {
    let (mut at, mut chars, mut swallows) = (from, 0, false);
    let mut bracket = None;
    loop {
        if at <= floor {
            return Some(Edge { at, left: Left::Open, chars, swallows });
        }
        if scan.is_taken_edge(at) && scan.ends(at, TAKEN) {
            return Some(Edge { at, left: Left::Word, chars, swallows });
        }
        let c = scan.before(at)?;
        if is_joint(c) && chars >= 2 && scan.ends(at - c.len_utf8(), SUFFIX | CONCEPT | NOMINAL) {
            return Some(Edge { at, left: Left::Soft, chars, swallows });
        }
        if c == '-' && parts_names(scan, at) {
            return Some(Edge { at, left: Left::Open, chars, swallows });
        }
        if c == ')'
            && let Some(open) = bracketed_place(scan, floor, at)
        {
            chars += 2;
            at = open;
            bracket = Some(open);
            continue;
        }
        if !is_name_char(c) {
            return Some(Edge { at, left: Left::Open, chars, swallows });
        }
        if chars >= 2 && is_dealer(scan, at) {
            return Some(Edge { at, left: Left::Word, chars, swallows });
        }
        // 国浩律师(杭州)事务所: what stands before the bracket belongs to the name.
        let is_word = scan.ends(at, EDGE) && !(scan.ends(at, SUFFIX) && chars < 2) && bracket != Some(at);
        let is_noun = formal && (scan.ends(at, NOMINAL) && chars < 2 || scan.ends(at, SUFFIX) && !scan.ends(at, NOMINAL));
        let closes_root = chars == 0 && scan.tables.is_inner(&scan.text[at - c.len_utf8()..at]);
        if is_word && !is_noun && !closes_root && !(formal && is_inner(scan, floor, at)) && !inside_latin(scan, at) {
            return Some(Edge { at, left: Left::Word, chars, swallows });
        }
        if scan.ends(at, SOFT) && chars >= 2 && !begins_name(scan, floor, at, c) && !(formal && scan.tables.is_inner(&scan.text[at - c.len_utf8()..at])) {
            return Some(Edge { at, left: Left::Soft, chars, swallows });
        }
        if chars >= most {
            return Some(Edge { at, left: Left::Far, chars, swallows });
        }
        swallows |= chars == 1 && scan.ends(at, SOFT);
        at -= c.len_utf8();
        chars += 1;
    }
}

/// 和, 与 and 及 join two names.
pub(super) fn is_joint(c: char) -> bool {
    matches!(c, '和' | '与' | '及')
}

/// 收购|和然节能有限责任公司: where a verb stands before it, nothing is joined.
fn begins_name(scan: &Scan, floor: usize, at: usize, c: char) -> bool {
    let start = at - c.len_utf8();
    is_joint(c) && start > floor && scan.ends(start, TRIGGER) && scan.ends(start, OPENS) && !scan.ends(start, SUFFIX)
}

/// 云南城投|-|云南城投置业: the dash that ends at `at` stands between two Chinese names, not within a foreign one (让-吕克).
fn parts_names(scan: &Scan, at: usize) -> bool {
    let beside = [scan.before(at - 1), scan.after(at)];
    beside.iter().all(|c| c.is_some_and(is_han)) && !beside.iter().all(|c| c.is_some_and(is_transliteration))
}

/// A word that ends shorter names only stands before `at` (金龙|联合|汽车工业有限公司), or a title that is none (深圳市长|城惠华集团).
fn is_inner(scan: &Scan, floor: usize, at: usize) -> bool {
    let mut starts = scan.text[floor..at].char_indices().rev().map(|(i, _)| floor + i);
    let (Some(last), Some(start)) = (starts.next(), starts.next()) else { return false };
    let is_title = scan.ends(at, TITLE) && (scan.ends(last, PLACE) || scan.ends(start, PLACE)) && scan.words(start, at).starts_with(['市', '县', '省', '区']);
    is_title || scan.tables.is_inner(scan.words(start, at))
}

/// `(上海)` within a name: the place of its opening bracket where only a few Chinese characters stand between, and some before it.
fn bracketed_place(scan: &Scan, floor: usize, end: usize) -> Option<usize> {
    let mut inside = 0;
    for (i, c) in scan.text[floor..end - 1].char_indices().rev() {
        match c {
            '(' if (2..=6).contains(&inside) => {
                let open = floor + i;
                let belongs = scan.starts(open + 1, PLACE | SUFFIX | NOMINAL);
                return scan.before(open).filter(|&c| is_han(c) && belongs).map(|_| open);
            }
            c if is_han(c) => inside += 1,
            _ => return None,
        }
        if inside > 6 {
            return None;
        }
    }
    None
}

fn inside_latin(scan: &Scan, at: usize) -> bool {
    matches!((scan.before(at), scan.after(at)), (Some(a), Some(b)) if a.is_ascii_alphanumeric() && b.is_ascii_alphanumeric())
}

/// Walks right from `from` to where a name of at least two characters ends, at most `most` characters; gives the end and the characters.
pub(super) fn right(scan: &Scan, ceiling: usize, from: usize, most: usize) -> Option<(usize, usize)> {
    let (mut at, mut chars) = (from, 0);
    loop {
        if at >= ceiling || is_right_edge(scan, at, chars) && !closes_given(scan, from, at, chars) {
            return Some((at, chars));
        }
        let c = scan.after(at)?;
        if !is_name_char(c) || chars > 0 && c.is_ascii_uppercase() && is_round(&scan.text[at..ceiling]) {
            return Some((at, chars));
        }
        if chars >= most {
            return None;
        }
        at += c.len_utf8();
        chars += 1;
    }
}

/// 陈松年、李明: what is often a word of its own closes the name of somebody with a surname.
fn closes_given(scan: &Scan, from: usize, at: usize, chars: usize) -> bool {
    let given = scan.after(at).filter(|&c| chars == 2 && scan.tables.is_given_character(c) && !scan.starts(at, EDGE));
    let stops = |c: char| scan.after(at + c.len_utf8()).is_none_or(|d| !is_han(d) && !d.is_ascii_alphanumeric());
    given.is_some_and(|c| stops(c) && scan.after(from).is_some_and(|first| scan.tables.surname(first) == Some(Surname::Plain)))
}

/// B轮, A+轮, Pre-A轮: which round of funding it is.
fn is_round(text: &str) -> bool {
    let rest = text.strip_prefix("Pre-").unwrap_or(text);
    rest.strip_prefix(|c: char| c.is_ascii_uppercase()).is_some_and(|rest| rest.trim_start_matches(['+', '1', '2', '3']).starts_with('轮'))
}

/// Bytes of one Chinese character: longer words close a name wherever they stand.
const LONG: usize = 3;

/// A word that no name goes on with begins at `at`.
pub(super) fn is_right_edge(scan: &Scan, at: usize, chars: usize) -> bool {
    scan.starts(at, EDGE & !SUFFIX) && chars >= 1 && !inside_latin(scan, at)
        || scan.starts(at, SOFT) && chars >= 2 && !closes_name(scan, at)
        || scan.starts(at, CLOSES) && chars >= 2 && slot_at(scan, at).is_some_and(|end| end - at > LONG)
}

/// Where a word that stands beside names ends, if one begins at `at`.
fn slot_at(scan: &Scan, at: usize) -> Option<usize> {
    scan.hits_at(at).filter(|h| scan.lexicon.class_of(h.row) == Class::NameSlot).map(|h| h.span.end as usize).max()
}

/// 市场传|闻: a word that stands beside names goes on over `at`.
pub(super) fn inside_slot(scan: &Scan, at: usize) -> bool {
    scan.before(at).filter(|&c| is_han(c)).is_some_and(|c| slot_at(scan, at - c.len_utf8()).is_some_and(|end| end > at))
}

/// The character at `at`, often a word of its own, is rather the last of a name: no word with the next one, and another edge follows
/// (易成新能|还完成, 众业达|入股).
fn closes_name(scan: &Scan, at: usize) -> bool {
    let Some(c) = scan.after(at) else { return false };
    let next = at + c.len_utf8();
    // 德利迅达|88%股权: what a part of is bought goes up to the figure.
    if is_holding(scan, next) && !is_joint(c) {
        return true;
    }
    if !scan.tables.is_inner(&scan.text[at..next]) {
        return false;
    }
    let is_word = scan.after(next).is_some_and(|d| is_han(d) && scan.tables.is_common(&scan.text[at..next + d.len_utf8()]));
    let counted = scan.starts(next, TAKEN) || scan.after(next).is_some_and(|d| d.is_ascii_digit());
    !is_word && !counted && (ends_here(scan, next) || scan.starts(next, SUFFIX))
}

/// The figure at `at` is a percent of shares: 51%股权, 5%的股份.
pub(super) fn is_holding(scan: &Scan, at: usize) -> bool {
    let rest = scan.text[at..].trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ' ');
    rest.strip_prefix('%').is_some_and(|rest| rest.trim_start_matches('的').starts_with(['股', '权']))
}

/// Nothing of a name follows at `at`: punctuation, space, a figure, or a word that is no part of names.
pub(super) fn ends_here(scan: &Scan, at: usize) -> bool {
    match scan.after(at) {
        None => true,
        Some(c) => !is_name_char(c) || scan.starts(at, EDGE | SOFT | PLACE) || c.is_ascii_alphanumeric() || is_spent(scan, at, c),
    }
}

/// 花|21亿元, 砸|3亿元: who spends it stands before.
fn is_spent(scan: &Scan, at: usize, c: char) -> bool {
    matches!(c, '花' | '砸' | '掏' | '耗') && scan.starts(at + c.len_utf8(), TAKEN)
}

/// Skips a country before a name (瑞典诺登斯基矿业) where at least two characters remain before `tail`.
pub(super) fn skip_country(scan: &Scan, at: usize, tail: usize) -> usize {
    match scan.marks.place_after(at) {
        Some(after) if scan.starts(at, COUNTRY) && after < tail && scan.words(after, tail).chars().count() >= 2 && !is_of_state(scan, at, after) => after,
        _ => at,
    }
}

/// 中国石油, 哈萨克斯坦|国家福利基金, 瑞典|皇家理工学院: the country belongs to the name.
fn is_of_state(scan: &Scan, at: usize, after: usize) -> bool {
    const OF_STATE: [&str; 6] = ["国家", "国立", "皇家", "中央", "联邦", "国有"];
    scan.words(at, after).starts_with('中') || OF_STATE.iter().any(|word| scan.text[after..].starts_with(word))
}

/// Characters that are enough for the root of an everyday name.
const SHORT: usize = 4;

/// 远图集团|状告|岭川科技, 曾|执掌|岭川科技: a word of two characters stands where only a verb can, and a coined one of two or three behind it.
fn behind_verb(scan: &Scan, at: usize, tail: usize) -> Option<usize> {
    const BEFORE_VERBS: &str = "曾已拟正欲再又也还不未要会能可均都先仅却他她它";
    let mut back = scan.text[at..tail].char_indices().rev().map(|(i, _)| at + i);
    let cuts: [Option<usize>; 5] = std::array::from_fn(|_| back.next());
    let is_name = |(verb, name): (usize, usize)| {
        let acts = scan.ends(verb, CONCEPT | SUFFIX) || scan.before(verb).is_some_and(|c| BEFORE_VERBS.contains(c));
        let is_coined = scan.words(name, tail).chars().all(is_han) && !is_plain(scan, name, tail);
        acts && is_coined && scan.tables.is_common(scan.words(verb, name)) && !scan.starts(verb, PLACE | CONCEPT)
    };
    [(cuts[3], cuts[1]), (cuts[4], cuts[2])].into_iter().filter_map(|(verb, name)| verb.zip(name)).find(|&place| is_name(place)).map(|(_, name)| name)
}

/// Skips common words at the front of a run that is too long for a name (近期热门概念恒岳新能源): as many as leave a string that is not made
/// of such words itself.
pub(super) fn skip_common(scan: &Scan, at: usize, tail: usize, enough: usize) -> usize {
    let size = scan.words(at, tail).chars().count();
    // Formal names go on over common words: 武汉中商|团结销品茂管理有限公司.
    if let Some(name) = (enough <= SHORT).then(|| behind_verb(scan, at, tail)).flatten() {
        return name;
    }
    if size <= enough || scan.words(at, tail).contains('(') || scan.starts(at, PLACE) && !scan.starts(at, COUNTRY) {
        return at;
    }
    let cuts: Vec<usize> = scan.text[at..tail].char_indices().map(|(i, _)| at + i).chain([tail]).collect();
    // 双方|宁波银亿: one character before a place is the end of another word.
    if scan.starts(cuts[1], PLACE) && !scan.starts(cuts[1], COUNTRY) {
        return cuts[1];
    }
    let mut reach = vec![false; cuts.len()];
    reach[0] = true;
    let mut best = at;
    for from in 0..size.saturating_sub(1) {
        if !reach[from] {
            continue;
        }
        let rest = size - from;
        if from > 0 && (rest <= enough || best == at) && !is_plain(scan, cuts[from], tail) {
            best = cuts[from];
        }
        if from > 0 && scan.starts(cuts[from], PLACE) && !scan.starts(cuts[from], COUNTRY) {
            return cuts[from];
        }
        for to in from + 2..cuts.len().min(from + 5) {
            reach[to] |= scan.tables.is_common(scan.words(cuts[from], cuts[to])) || scan.marks.place_after(cuts[from]) == Some(cuts[to]);
        }
    }
    best
}

/// A noun for a party ends at `at`: one of the lexicon, or a common word with 商, 厂 (软件商, 元件厂).
#[inline]
pub(super) fn follows_nominal(scan: &Scan, at: usize) -> bool {
    scan.ends(at, NOMINAL) || is_dealer(scan, at)
}

#[inline]
fn is_dealer(scan: &Scan, at: usize) -> bool {
    scan.before(at).is_some_and(|c| may_end_nominal(c) && follows_common(scan, at - c.len_utf8(), at))
}

/// A word with this end may be a noun for a party that the lexicon lacks.
#[inline]
pub(super) fn may_end_nominal(c: char) -> bool {
    matches!(c, '商' | '厂' | '企')
}

/// The word that ends with the character from `head` to `at` has a common word before it, and that character for itself.
fn follows_common(scan: &Scan, head: usize, at: usize) -> bool {
    if scan.after(at).is_some_and(|next| is_han(next) && scan.tables.is_common(&scan.text[head..at + next.len_utf8()])) {
        return false;
    }
    let mut starts = scan.text[..head].char_indices().rev().skip(1).map(|(i, _)| i);
    starts.next().is_some_and(|start| scan.tables.is_common(scan.words(start, head)))
        && !scan.tables.is_common(&scan.text[head - scan.before(head).map_or(0, char::len_utf8)..at])
}

/// An officer's title begins at `at`.
pub(super) fn is_officer(scan: &Scan, at: usize) -> bool {
    is_title(scan, at, "officer")
}

/// An analyst's title begins at `at`.
pub(super) fn is_analyst(scan: &Scan, at: usize) -> bool {
    is_title(scan, at, "analyst")
}

/// A title other than an officer's begins at `at`, or behind a field more (能源|与公用事业|主管).
pub(super) fn is_rank(scan: &Scan, at: usize) -> bool {
    let is_rank = |at: usize| scan.starts(at, TITLE) && !is_officer(scan, at);
    if is_rank(at) {
        return true;
    }
    let Some(joint) = scan.after(at).filter(|&c| is_joint(c)) else { return false };
    let field = at + joint.len_utf8();
    let cuts = scan.text[field..].char_indices().take(7).take_while(|&(_, c)| is_han(c)).map(|(i, _)| field + i);
    cuts.skip(2).any(|cut| is_rank(cut) && is_plain(scan, field, cut))
}

/// The longest title that begins at `at` is of this kind: 首席策略师, not 首席.
fn is_title(scan: &Scan, at: usize, kind: &str) -> bool {
    let titles = scan.hits_at(at).filter(|h| scan.lexicon.class_of(h.row) == Class::Title);
    titles.max_by_key(|h| h.span.end).is_some_and(|h| scan.lexicon.row(h.row).value == kind)
}

/// A numeral with a counter (四台设备): a quantity, no name.
pub(super) fn is_counted(words: &str) -> bool {
    let mut chars = words.chars();
    let numeral =
        |c: char| matches!(c, '一' | '两' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '几' | '数' | '百' | '千' | '万' | '亿' | '多');
    let counter = |c: char| {
        matches!(
            c,
            '台' | '家'
                | '个'
                | '名'
                | '座'
                | '只'
                | '款'
                | '项'
                | '条'
                | '份'
                | '批'
                | '类'
                | '种'
                | '辆'
                | '艘'
                | '架'
                | '位'
                | '间'
                | '年'
                | '月'
                | '天'
                | '大'
                | '块'
                | '套'
                | '轮'
                | '次'
        )
    };
    chars.next().is_some_and(numeral) && chars.next().is_some_and(|c| counter(c) || numeral(c))
}

/// The function word that ends at `at` is part of a word with a neighbour (财经|大学, 能源经|济学).
pub(super) fn cuts_word(scan: &Scan, at: usize) -> bool {
    let Some(c) = scan.before(at).filter(|&c| is_han(c)) else { return false };
    let start = at - c.len_utf8();
    let with_left = scan.before(start).is_some_and(|b| is_han(b) && scan.tables.is_common(&scan.text[start - b.len_utf8()..at]));
    let with_right = scan.after(at).is_some_and(|d| is_han(d) && scan.tables.is_common(&scan.text[start..at + d.len_utf8()]));
    with_left || with_right && !scan.starts(at, PLACE)
}

/// 约|定|信实投资, 所持|有|京航安: past a character that is rather the end of the word before it than the first of the name.
pub(super) fn skip_tail(scan: &Scan, at: usize, tail: usize) -> usize {
    // 原|深圳市国采支付, 任|科达集团: what somebody was, and what a firm was called.
    let name = at + '原'.len_utf8();
    if scan.text[at..].starts_with(['原', '任']) && scan.starts(name, PLACE | CONCEPT) && name < tail {
        return name;
    }
    let (Some(before), Some(first)) = (scan.before(at).filter(|&c| is_han(c)), scan.after(at).filter(|&c| is_han(c))) else { return at };
    let next = at + first.len_utf8();
    let claimed = scan.tables.is_common(&scan.text[at - before.len_utf8()..next]);
    let second = scan.after(next).filter(|&c| is_han(c));
    let belongs = second.is_some_and(|second| scan.tables.is_common(&scan.text[at..next + second.len_utf8()]));
    let is_start = scan.starts(at, PLACE | CONCEPT) || is_joint(before);
    if claimed && !belongs && !is_start && next < tail && scan.words(next, tail).chars().count() >= 2 { next } else { at }
}

/// The first character belongs to a word that begins before it (人员|和技术 cut as 员和技术).
pub(super) fn cuts_left(scan: &Scan, start: usize) -> bool {
    match (scan.before(start), scan.after(start)) {
        (Some(a), Some(b)) if is_han(a) && is_han(b) => {
            !scan.ends(start, EDGE | SOFT | PLACE) && scan.tables.is_common(&scan.text[start - a.len_utf8()..start + b.len_utf8()])
        }
        _ => false,
    }
}

/// A common word of at least two characters begins at `at`.
pub(super) fn common_follows(scan: &Scan, at: usize) -> bool {
    let mut cuts = scan.text[at..].char_indices().skip(2).map(|(i, _)| at + i);
    cuts.next().is_some_and(|end| scan.tables.is_common(scan.words(at, end)))
}

/// Holds a common word, so that it is rather a phrase than a coined name.
pub(super) fn holds_common(scan: &Scan, start: usize, end: usize) -> bool {
    // The last four cuts, the newest last; words of two to four characters end here and begin at the first three.
    let mut last = [start; 4];
    let mut cuts = scan.words(start, end).char_indices().map(|(i, c)| start + i + c.len_utf8()).enumerate();
    cuts.any(|(chars, to)| {
        let holds = last[..3].iter().skip(3usize.saturating_sub(chars)).any(|&from| scan.tables.is_common(scan.words(from, to)));
        last = [last[1], last[2], last[3], to];
        holds
    })
}

/// Every character belongs to a common word.
pub(super) fn is_plain(scan: &Scan, start: usize, end: usize) -> bool {
    let words = scan.words(start, end);
    if scan.ends(end, GENERIC) && scan.starts(start, GENERIC) || scan.tables.is_common(words) {
        return true;
    }
    // The last four cuts that words reach, the newest last; words of two to four characters end here and begin at the first three.
    let mut last = [None, None, None, Some(start)];
    for to in words.char_indices().map(|(i, c)| start + i + c.len_utf8()) {
        let is_word = |from: usize| scan.tables.is_common(scan.words(from, to)) || scan.marks.suffix_before(to) == Some(from);
        let reached = last[..3].iter().flatten().any(|&from| is_word(from));
        last = [last[1], last[2], last[3], reached.then_some(to)];
        if last == [None; 4] {
            return false;
        }
    }
    last[3].is_some()
}

/// Words of the kinds of firms that cover industries.
const HOUSES: &str = "银行证券基金资本";

/// 贝伦贝格银行|矿业|分析师: who stands for a house of finance covers an industry.
pub(super) fn covers(scan: &Scan, end: usize, ahead: usize) -> bool {
    let houses = scan.tables.kinds_of_name(HOUSES);
    let house = scan.marks.suffix_before(end).map_or(0, |start| scan.tables.kinds_of_name(scan.words(start, end)));
    let field = scan.tables.kinds_of_name(scan.words(end, ahead));
    house & houses != 0 && field != 0 && field & houses == 0
}
