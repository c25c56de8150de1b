//! Names without an ending that something announces: a noun for a party (上市公司维思麦), a bracketed code, the mark of *ST names, a definition
//! that puts them in quotation marks.

use super::{Line, Place, edge};
use crate::doc::{EntityType, Form, Span};
use crate::mention::name::{
    COUNTRY, Candidate, DEFINITION, GENERIC, GRAMMAR, NO_NAME, NOMINAL, PLACE, SOFT, SPEECH, STOP, SUFFIX, Scan, TAKEN, TITLE, TRIGGER,
};
use crate::read::is_han;

/// Most characters of such a name.
const MOST: usize = 7;
/// Characters that words of two for what parties do begin with (抢筹, 扩产).
pub(super) const VERBS: &str = "抢扩走涌撤减增停断压砍抛囤追买卖跑逃退涨跌裁招挤违入转接争赶抽借赚亏募购售涉陷遭遇迎拒拼赌炒踩摔抄割套撑扛拖欠躲忙缩跟挺";

pub(super) fn propose(scan: &Scan, line: &Line, out: &mut Vec<Candidate>) {
    let Line { floor, ceiling, .. } = *line;
    let mut previous = scan.before(floor);
    for &Place { at, c, is_han, is_inside, ends, .. } in &line.places {
        let before = previous.replace(c);
        if matches!(c, 'S' | '*') {
            let opens = at == floor || matches!(before, Some('【' | ',' | '。' | ';' | '、' | ':' | ' ' | '(' | '“' | '"' | '\n'));
            if ends & DEFINITION != 0 {
                out.extend(defined(scan, ceiling, at));
            }
            if opens || ends & (NOMINAL | STOP) != 0 {
                out.extend(special_treatment(scan, at));
            }
            continue;
        }
        if is_inside {
            continue;
        }
        if ends & DEFINITION != 0 {
            out.extend(defined(scan, ceiling, at));
        } else if at > floor && is_han && edge::follows_nominal(scan, at) {
            out.extend(introduced(scan, ceiling, at, 0.0));
        } else if at > floor && ends & COUNTRY != 0 && is_han && !follows_home(scan, at) {
            out.extend(introduced(scan, ceiling, at, 0.1));
        }
    }
    out.extend(scan.text[floor..ceiling].match_indices('《').filter_map(|(offset, mark)| outlet(scan, ceiling, floor + offset + mark.len())));
    for (offset, _) in scan.text[floor..ceiling].match_indices('(') {
        out.extend(before_code(scan, floor, ceiling, floor + offset));
    }
}

/// 中国|天楹: the home country belongs to the name.
fn follows_home(scan: &Scan, at: usize) -> bool {
    scan.text[..at].char_indices().rev().nth(1).is_some_and(|(i, c)| c == '中' && scan.marks.place_after(i) == Some(at))
}

/// 以下简称“远川科技”, 下称远川.
fn defined(scan: &Scan, ceiling: usize, at: usize) -> Option<Candidate> {
    let rest = &scan.text[at..ceiling];
    let start = at + rest.find(|c: char| !matches!(c, '“' | '"' | '「' | '《' | '\'' | '‘' | ':' | ' ' | '为'))?;
    let (end, chars) = edge::right(scan, ceiling, start, 12)?;
    let closed = scan.after(end).is_some_and(|c| matches!(c, '”' | '"' | '」' | ')' | '’' | '\'' | ',' | '》'));
    let is_common =
        scan.tables.is_common(scan.words(start, end)) || scan.starts(start, NOMINAL | STOP | NO_NAME | GENERIC) || super::is_suffixes(scan, start, end);
    if !(2..=10).contains(&chars) || !closed || is_common || !scan.before(start).is_some_and(|c| matches!(c, '“' | '"' | '「' | '‘' | ':')) {
        return None;
    }
    Some(Candidate { form: Form::Alias, ..Candidate::new(Span::new(start, end), EntityType::Company, 0.8, "name.zh.defined") })
}

/// What a paper does, right behind its title.
const PRINTS: [&str; 14] = ["报道", "刊文", "刊发", "援引", "引述", "引用", "记者", "获悉", "称", "撰文", "社论", "率先", "独家", "采访"];
/// Most characters of a paper's title.
const LONGEST_TITLE: usize = 10;

/// 《农经参考》刊文: a title in marks that reports.
fn outlet(scan: &Scan, ceiling: usize, start: usize) -> Option<Candidate> {
    let end = start + scan.text[start..ceiling].find('》')?;
    let words = scan.words(start, end);
    let rest = &scan.text[end + '》'.len_utf8()..ceiling];
    let short = (2..=LONGEST_TITLE).contains(&words.chars().count()) && words.chars().all(edge::is_name_char);
    let prints = PRINTS.iter().any(|verb| rest.starts_with(verb));
    (short && prints && !scan.starts(start, STOP | SOFT)).then(|| Candidate::new(Span::new(start, end), EntityType::Organization, 0.75, "name.zh.outlet"))
}

/// 上市公司维思麦正在…: a string that is no common word, between the noun and a word that ends names.
fn introduced(scan: &Scan, ceiling: usize, at: usize, doubt: f32) -> Option<Candidate> {
    // 集团|和|瑞石医药.
    if scan.after(at).is_some_and(edge::is_joint) {
        return None;
    }
    let (end, chars) = edge::right(scan, ceiling, at, MOST)?;
    // 投资者|抢筹, 企业|扩产: what parties do, in words that no list has.
    let acts = chars == 2 && scan.after(at).is_some_and(|c| VERBS.contains(c));
    if !(2..=MOST).contains(&chars) || !closes(scan, end) || is_hopeless(scan, at, end) || acts {
        return None;
    }
    Some(Candidate::new(Span::new(at, end), EntityType::Company, if chars == 2 { 0.62 } else { 0.7 } - doubt, "name.zh.introduced"))
}

/// *ST远澜, ST九发.
fn special_treatment(scan: &Scan, at: usize) -> Option<Candidate> {
    let rest = &scan.text[at..];
    let mark = ["S*ST", "SST", "*ST", "ST"].into_iter().find(|m| rest.starts_with(m))?;
    let start = at + mark.len();
    let end = start + scan.text[start..].chars().take(2).take_while(|&c| is_han(c)).map(char::len_utf8).sum::<usize>();
    if scan.words(start, end).chars().count() != 2 || scan.starts(start, STOP | NOMINAL) {
        return None;
    }
    Some(Candidate::new(Span::new(at, end), EntityType::Company, 0.92, "name.zh.special-treatment"))
}

/// 维思麦(02917.HK), 远川科技(股票代码:600xxx): what stands right before a code.
fn before_code(scan: &Scan, floor: usize, ceiling: usize, open: usize) -> Option<Candidate> {
    let rest = &scan.text[open + 1..scan.text.floor_char_boundary((open + 61).min(ceiling))];
    let labelled = scan.starts(open + 1, DEFINITION);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let is_code = labelled && rest.contains(|c: char| c.is_ascii_digit()) || (4..=6).contains(&digits) && rest[digits..].starts_with([')', '.']);
    if !is_code {
        return None;
    }
    let found = edge::left(scan, floor, open, 8, false)?;
    let start = edge::skip_country(scan, found.at, open);
    let start = edge::skip_common(scan, start, open, 4);
    let size = scan.words(start, open).chars().count();
    (2..=8).contains(&size).then(|| Candidate::new(Span::new(start, open), EntityType::Company, 0.8, "name.zh.before-code"))
}

/// No name: a common word, a place, a date, a title.
fn is_hopeless(scan: &Scan, start: usize, end: usize) -> bool {
    let is_place = scan.marks.place_after(start).is_some_and(|after| after >= end);
    is_place
        || super::is_suffixes(scan, start, end)
        || scan.starts(start, STOP | SOFT | GRAMMAR | SPEECH | TITLE | NOMINAL | TAKEN | TRIGGER | NO_NAME)
        || edge::is_plain(scan, start, end)
        || has_figure(scan.words(start, end))
        || has_common(scan, start, end)
}

fn has_figure(words: &str) -> bool {
    if edge::is_counted(words) {
        return true;
    }
    words.chars().any(|c| c.is_ascii_digit() || matches!(c, '两' | '第' | '个' | '家' | '名' | '次' | '些'))
}

/// A common word within, so that the rest is rather a word that the lists lack than a name; endings of names do not count.
fn has_common(scan: &Scan, start: usize, end: usize) -> bool {
    let end = scan.marks.suffix_before(end).filter(|&s| s > start && scan.ends(end, SUFFIX)).unwrap_or(end);
    edge::holds_common(scan, start, end) || scan.text[start..end].char_indices().skip(1).any(|(i, _)| scan.starts(start + i, PLACE))
}

/// A word that ends a name, or a mark other than an opening bracket, stands at `end`.
fn closes(scan: &Scan, end: usize) -> bool {
    edge::ends_here(scan, end)
}
