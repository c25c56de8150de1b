//! Titles and employers beside a Chinese name: OpenAI首席执行官山姆·阿尔特曼, 黄仁勋(英伟达首席执行官), X博士.

use crate::doc::{EntityType, Span};
use crate::entity::affiliation::{Post, Posts};
use crate::read::is_han;

/// Bytes between an employer and a title (电子行业, 消费与零售行业).
const MODIFIER: usize = 36;

/// What joins two titles.
const JOINERS: [&str; 5] = ["兼", "、", "及", "和", "暨"];
/// Characters of what an analyst covers.
const FIELD_OF_ANALYST: usize = 8;
/// Bytes of a field or region between a joiner and a title.
const FIELD: usize = 27;

/// Verbs of holding an office.
pub(super) const HOLDS: [&str; 9] = ["现任", "担任", "出任", "时任", "曾任", "现为", "身为", "作为", "任"];

/// The post of the person that the mention `index` names.
pub(crate) fn find(posts: &Posts, index: usize) -> Option<Post> {
    let span = posts.mentions[index].span;
    before(posts, span).or_else(|| after(posts, span)).or_else(|| working_at(posts, span))
}

/// 在华东理工大学任教的别鹤鸣, 供职于某行的X: an employer and a verb of work right before the name.
fn working_at(posts: &Posts, name: Span) -> Option<Post> {
    let front = posts.scan.text[..name.start as usize].strip_suffix('的')?;
    let verb = ["任教", "任职", "供职", "工作", "执教"].iter().find(|v| front.ends_with(**v))?;
    let at = front.len() - verb.len();
    let index = posts.employer_before(at, at.saturating_sub(MODIFIER))?;
    (posts.mentions[index].span.end as usize == at).then_some(Post { title: None, employer: Some(index), analyst: false })
}

/// The title stands before the name, the employer before the title.
fn before(posts: &Posts, name: Span) -> Option<Post> {
    let text = posts.scan.text;
    let at = name.start as usize - (text[..name.start as usize].len() - text[..name.start as usize].trim_end_matches([' ', '、', '·', '”', '"', '」']).len());
    let (mut title, mut analyst) = posts.title_before(at).or_else(|| held(posts, at))?;
    let employer = employer(posts, title.start as usize);
    // 董事长兼总经理, 董事长、总裁: the titles form one.
    while let Some((front, more)) = joined(posts, title) {
        title = front.cover(title);
        analyst |= more;
    }
    let employer = self::employer(posts, title.start as usize).or(employer).or_else(|| body_called(posts, title));
    // 中泰国际|医药|行业分析师: the field belongs to the title.
    if let Some(firm) = employer.filter(|_| analyst).map(|i| posts.mentions[i].span)
        && let Some(field) = text.get(firm.end as usize..title.start as usize)
        && (1..=FIELD_OF_ANALYST).contains(&field.chars().count())
        && field.chars().all(is_han)
        && !field.ends_with(['部', '所', '院', '组', '的', '室'])
    {
        title = Span { start: firm.end, ..title };
    }
    let lead = employer.map_or(title.start, |i| posts.mentions[i].span.start) as usize;
    let further = text[..lead].strip_suffix('、').and_then(|front| posts.title_before(front.len()));
    Some(Post { title: Some(title), employer, analyst: analyst || further.is_some_and(|(_, analyst)| analyst) })
}

/// 现任X合伙人的Y: the title before 的, where a verb of holding office opens the phrase.
fn held(posts: &Posts, at: usize) -> Option<(Span, bool)> {
    let front = posts.scan.text[..at].strip_suffix('的')?;
    let found = posts.title_before(front.len())?;
    let start = employer(posts, found.0.start as usize).map_or(found.0.start, |i| posts.mentions[i].span.start) as usize;
    HOLDS.iter().any(|verb| posts.scan.text[..start].ends_with(verb)).then_some(found)
}

/// The title before 兼, 、 or 及; 兼亚洲区主管 has a field between.
fn joined(posts: &Posts, title: Span) -> Option<(Span, bool)> {
    let front = &posts.scan.text[..title.start as usize];
    let bare = JOINERS.iter().find_map(|j| front.strip_suffix(j)).unwrap_or(front);
    posts.title_before(bare.len()).or_else(|| {
        let floor = front.floor_char_boundary(front.len().saturating_sub(FIELD));
        let (joiner, end) = JOINERS.iter().filter_map(|j| front[floor..].rfind(j).map(|at| (floor + at, floor + at + j.len()))).max()?;
        let is_field = front[end..].chars().all(is_han) && {
            let first = posts.mentions.partition_point(|m| (m.span.start as usize) < end);
            posts.mentions.get(first).is_none_or(|m| m.span.start as usize >= front.len())
        };
        is_field.then(|| posts.title_before(joiner)).flatten()
    })
}

/// 工会书记, 商会主席: the body before whose name ends with the noun that the title begins with.
fn body_called(posts: &Posts, title: Span) -> Option<usize> {
    let words = &posts.scan.text[title.range()];
    let noun = posts.scan.text[..title.start as usize].chars().next_back();
    let nouns = ["工会", "商会", "协会", "学会", "联盟", "基金会", "大学", "学院", "法院"];
    let noun = nouns.iter().find(|n| words.starts_with(**n) && !noun.is_some_and(is_han))?;
    let end = posts.mentions.partition_point(|m| m.span.start < title.start);
    (end.saturating_sub(24)..end).rev().find(|&i| posts.scan.text[posts.mentions[i].span.range()].ends_with(noun))
}

/// The party that ends before `at` with nothing but a modifier between.
fn employer(posts: &Posts, at: usize) -> Option<usize> {
    let text = posts.scan.text;
    let floor = text.floor_char_boundary(at.saturating_sub(MODIFIER + 90));
    let index = posts.employer_before(at, floor)?;
    // 渣打银行|东盟|经济学家: a body between a company and a title is what the title is for.
    let index = match index.checked_sub(1).map(|before| (&posts.mentions[before], &posts.mentions[index])) {
        Some((before, body)) if before.kind == EntityType::Company && body.kind != EntityType::Company && before.span.end == body.span.start => {
            return Some(index - 1);
        }
        _ => index,
    };
    let gap = &text[posts.mentions[index].span.end as usize..at];
    let bare = gap.trim_matches([' ', '的', '“', '"', '「']);
    let bracketed = bare.starts_with('(') && bare.ends_with(')');
    let modifies = bare.chars().all(|c| is_han(c) || c.is_ascii_alphanumeric() || matches!(c, '、' | '(' | ')'))
        && !bare.contains(['的', '对', '在', '是', '将', '了', '向'])
        // 能源与公用事业: a field of two parts.
        && bare.split(['与', '和']).all(|part| part.chars().count() > 1 || part == bare);
    (gap.len() <= MODIFIER && (bracketed || modifies || bare.is_empty() || bare == "旗下")).then_some(index)
}

/// A bracket or apposition after the name: X(远川科技董事长), X,远川科技董事长.
fn after(posts: &Posts, name: Span) -> Option<Post> {
    let text = posts.scan.text;
    let end = name.end as usize;
    let rest = &text[end..];
    let opening = rest.chars().next()?;
    if !matches!(opening, '(' | ',' | ':' | '是' | '任' | '—' | '为') && !rest.starts_with("担任") && !rest.starts_with("出任") && !rest.starts_with("现任")
    {
        return honorary(posts, end);
    }
    let limit = text.floor_char_boundary((end + 72).min(text.len()));
    let stop = text[end + opening.len_utf8()..limit].find([')', ',', '。', ';', '\n']).map_or(limit, |i| end + opening.len_utf8() + i);
    let employer = posts.employer_after(end, stop);
    let from = employer.map_or(end + opening.len_utf8(), |i| posts.mentions[i].span.end as usize).min(stop);
    let found = text[from..stop].char_indices().take(14).find_map(|(i, _)| posts.title_at(from + i))?;
    (employer.is_some() || opening == '(').then_some(Post { title: Some(found.0), employer, analyst: found.1 })
}

/// X教授, X律师: the title stands right after the name.
fn honorary(posts: &Posts, end: usize) -> Option<Post> {
    let (title, analyst) = posts.title_at(end)?;
    let person_follows = posts
        .mentions
        .iter()
        .skip(posts.mentions.partition_point(|m| m.span.start < title.end))
        .take(1)
        .any(|m| m.span.start == title.end && m.kind == EntityType::Person);
    (!person_follows).then_some(Post { title: Some(title), employer: None, analyst })
}
