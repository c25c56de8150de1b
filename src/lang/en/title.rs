//! Titles and employers beside an English name: OpenAI CEO Sam Altman; Kim Do-hyun, an analyst at Mirinae Securities; Penhallow's chairman, Sir Alun.

use crate::doc::Span;
use crate::entity::affiliation::{Post, Posts};

/// Bytes of an apposition that are read.
const REACH: usize = 110;

/// The post of the person that the mention `index` names.
pub(crate) fn find(posts: &Posts, index: usize) -> Option<Post> {
    let span = posts.mentions[index].span;
    before(posts, span).or_else(|| after(posts, span)).or_else(|| working_at(posts, span))
}

/// "X, who covers retail for Y", "X, who runs Y", "X, whose hedge fund, Y,", "X of Y".
fn working_at(posts: &Posts, name: Span) -> Option<Post> {
    let text = posts.scan.text;
    let end = name.end as usize;
    let rest = &text[end..text.floor_char_boundary((end + REACH).min(text.len()))];
    let opening = [", whose ", ", who ", " of ", " at "].into_iter().find(|o| rest.starts_with(o))?;
    let from = end + opening.len();
    let index = posts.employer_after(from, end + rest.len())?;
    let gap = &text[from..posts.mentions[index].span.start as usize];
    let verb = gap.split(' ').next().unwrap_or("");
    let employs = match opening {
        ", whose " => !gap.contains(['.', ';', '"']) && gap.split_whitespace().count() <= 5,
        ", who " => {
            let last = gap.trim_end().trim_end_matches(" the").rsplit(' ').next().unwrap_or("");
            let runs = matches!(verb, "runs" | "heads" | "leads" | "owns" | "chairs" | "founded" | "co-founded" | "manages") && gap.trim() == verb;
            !gap.contains([',', '.', ';', '"']) && (runs || matches!(last, "for" | "at"))
        }
        _ => gap.is_empty() || gap == "the ",
    };
    employs.then_some(Post { title: None, employer: Some(index), analyst: verb == "covers" })
}

/// "OpenAI CEO X", "Nvidia's chief executive, X", "the chief executive of Nvidia, X".
fn before(posts: &Posts, name: Span) -> Option<Post> {
    let text = posts.scan.text;
    let front = text[..name.start as usize].trim_end_matches([' ', ',']);
    let front = strip_honorific(front);
    if let Some((title, analyst)) = posts.title_before(front.len()) {
        let (title, analyst) = widen(posts, title, analyst);
        return Some(Post { title: Some(title), employer: owner(posts, title.start as usize), analyst });
    }
    // the chief executive of Nvidia, X
    if !text[..name.start as usize].trim_end().ends_with(',') {
        return None;
    }
    let index = posts.employer_before(front.len(), front.len().saturating_sub(80))?;
    let employer = &posts.mentions[index];
    let lead = text[..employer.span.start as usize].trim_end();
    let lead = ["of", "at", "for", "of the", "at the"].iter().find_map(|j| lead.strip_suffix(j)).filter(|l| l.ends_with(' '))?.trim_end();
    let (title, analyst) = posts.title_before(lead.len())?;
    (employer.span.end as usize == front.len()).then_some(Post { title: Some(title), employer: Some(index), analyst })
}

fn strip_honorific(front: &str) -> &str {
    ["Mr.", "Mr", "Ms.", "Ms", "Mrs.", "Mrs", "Dr.", "Dr", "Sir", "Dame", "Lord", "Sheikh", "Datuk", "Tan Sri", "Prof."]
        .iter()
        .find_map(|h| front.strip_suffix(h))
        .filter(|f| f.ends_with([' ', ',']) || f.is_empty())
        .map_or(front, |f| f.trim_end_matches([' ', ',']))
}

/// "chairman and chief executive": the titles form one.
fn widen(posts: &Posts, title: Span, analyst: bool) -> (Span, bool) {
    let front = posts.scan.text[..title.start as usize].trim_end();
    let bare = ["and", "&", ","].iter().find_map(|j| front.strip_suffix(j)).map(str::trim_end);
    match bare.and_then(|b| posts.title_before(b.len())) {
        Some((further, more)) => (further.cover(title), analyst || more),
        None => (title, analyst),
    }
}

/// The party before a title, with its possessive or a modifier of a few words between ("Dunmore Securities retail analyst").
fn owner(posts: &Posts, at: usize) -> Option<usize> {
    let text = posts.scan.text;
    let index = posts.employer_before(at, text.floor_char_boundary(at.saturating_sub(120)))?;
    let gap = text[posts.mentions[index].span.end as usize..at].trim_start_matches("'s").trim_start_matches('\'');
    let plain = gap.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '&')) && gap.split_whitespace().count() <= 4;
    let verbal = gap.split_whitespace().any(|w| matches!(w, "said" | "and" | "the" | "for" | "to" | "by" | "with" | "in" | "of" | "is" | "was" | "has" | "as"));
    (plain && !verbal).then_some(index)
}

/// "X, an analyst at Y", "X, Y's chief executive", "X (chief executive)", "X is the chairman of Y".
fn after(posts: &Posts, name: Span) -> Option<Post> {
    let text = posts.scan.text;
    let end = name.end as usize;
    let rest = &text[end..text.floor_char_boundary((end + REACH).min(text.len()))];
    let body = [", ", " , ", " (", ", who is ", ", who was ", " is ", " was ", ", now ", ", then "].iter().rev().find(|m| rest.starts_with(**m))?;
    let from = end + body.len();
    let stop = rest[body.len()..].find([';', ')', '\n', '"', '”']).map_or(end + rest.len(), |i| from + i);
    let stop = text[from..stop].find(". ").map_or(stop, |i| from + i);
    let comma = text[from..stop].find(',').map_or(stop, |i| from + i);
    let (title, analyst) = text[from..comma]
        .char_indices()
        .filter(|&(i, _)| i == 0 || text[..from + i].ends_with([' ', '-']))
        .take(9)
        .find_map(|(i, _)| posts.title_at(from + i))?;
    let joined = text[title.end as usize..stop].strip_prefix(" and ").and_then(|_| posts.title_at(title.end as usize + 5));
    let (title, analyst) = joined.map_or((title, analyst), |(more, also)| (title.cover(more), analyst || also));
    let owner = posts.employer_after(from, title.start as usize);
    let employer = owner.or_else(|| {
        let index = posts.employer_after(title.end as usize, stop)?;
        let gap = text[title.end as usize..posts.mentions[index].span.start as usize].trim();
        let joins = gap.split_whitespace().any(|w| matches!(w, "of" | "at" | "for" | "with" | "in" | "from")) || gap.is_empty();
        (joins && gap.split_whitespace().count() <= 9 && !gap.contains("said")).then_some(index)
    });
    let verb = body.contains("is ") || body.contains("was ");
    (!verb || employer.is_some()).then_some(Post { title: Some(title), employer, analyst })
}
