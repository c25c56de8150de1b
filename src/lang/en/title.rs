//! Titles and employers beside an English name: OpenAI CEO Sam Altman; Kim Do-hyun, an analyst at Mirinae Securities; Penhallow's chairman, Sir Alun.

use crate::doc::Span;
use crate::entity::affiliation::{Post, Posts};

/// Bytes of an apposition that are read.
const REACH: usize = 110;

/// The post of the person that the mention `index` names.
pub(crate) fn find(posts: &Posts, index: usize) -> Option<Post> {
    let span = posts.mentions[index].span;
    let mut post = before(posts, span).or_else(|| after(posts, span)).or_else(|| working_at(posts, span));
    // "Analyst X of Y", "Y's X"
    if post.is_none_or(|post| post.employer.is_none())
        && let Some(employer) = working_at(posts, span).and_then(|work| work.employer).or_else(|| possessor(posts, span))
    {
        let post = post.get_or_insert(Post { title: None, employer: None, analyst: false });
        post.employer = Some(employer);
    }
    post
}

/// "Sky's X": the party whose possessive touches the name.
fn possessor(posts: &Posts, name: Span) -> Option<usize> {
    let front = &posts.scan.text[..name.start as usize];
    let at = ["'s ", "' ", "’ "].iter().find_map(|mark| front.strip_suffix(mark)).map(str::len)?;
    posts.employer_before(at, at.saturating_sub(REACH)).filter(|&i| posts.mentions[i].span.end as usize == at)
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
        // "of consultancy Acme", "at the broker Acme"
        _ => gap.split(' ').all(|w| w.chars().all(|c| c.is_lowercase() || c == '-')) && gap.split_whitespace().count() <= 3 && !is_relation(gap),
    };
    employs.then_some(Post { title: None, employer: Some(index), analyst: verb == "covers" })
}

/// The words before a name part it from "of": "of a unit of Acme".
fn is_relation(gap: &str) -> bool {
    gap.split_whitespace().any(|w| matches!(w, "of" | "a" | "an" | "and" | "in" | "for" | "with" | "who" | "by" | "rival"))
}

/// "OpenAI CEO X", "Nvidia's chief executive, X", "the chief executive of Nvidia, X".
fn before(posts: &Posts, name: Span) -> Option<Post> {
    let text = posts.scan.text;
    let front = text[..name.start as usize].trim_end_matches([' ', ',']);
    let front = strip_honorific(front);
    if let Some((title, analyst)) = posts.title_before(front.len()).or_else(|| charge_before(posts, front.len())) {
        let (title, analyst) = widen(posts, title, analyst);
        let employer = owner(posts, title.start as usize);
        let floor = employer.map_or(0, |i| posts.mentions[i].span.end as usize);
        let title = with_rank(posts, if analyst { with_field(posts, title, floor) } else { title }, floor);
        return Some(Post { title: Some(title), employer, analyst });
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

/// Words of a field that a title has after it.
const FIELD: usize = 4;

/// Takes to an analyst's title the field before it, at or after `floor`: "senior beverages analyst".
fn with_field(posts: &Posts, title: Span, floor: usize) -> Span {
    const MOST: usize = 3;
    /// Words that tell no field.
    const DESCRIBING: [&str; 40] = [
        "a",
        "an",
        "the",
        "its",
        "our",
        "their",
        "his",
        "her",
        "one",
        "another",
        "and",
        "said",
        "says",
        "by",
        "of",
        "to",
        "as",
        "with",
        "from",
        "for",
        "at",
        "is",
        "was",
        "former",
        "independent",
        "veteran",
        "outspoken",
        "longtime",
        "long-time",
        "leading",
        "top",
        "prominent",
        "respected",
        "influential",
        "local",
        "star",
        "named",
        "called",
        "told",
        "sell-side",
    ];
    let text = posts.scan.text;
    let mut start = title.start as usize;
    for _ in 0..MOST {
        let front = text[floor.min(start)..start].trim_end_matches(' ');
        let word = front.rsplit([' ', ',']).next().unwrap_or("");
        let is_field = word.len() > 1 && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') && !word.ends_with("-based") && !word.ends_with("ed");
        if front.len() == start - floor.min(start) || !is_field || DESCRIBING.contains(&word) {
            break;
        }
        start = floor.min(start) + front.len() - word.len();
    }
    Span::new(start, title.end as usize)
}

/// Takes to a title the rank before it, at or after `floor`: "senior portfolio manager", "acting chief executive".
fn with_rank(posts: &Posts, title: Span, floor: usize) -> Span {
    const RANKS: [&str; 14] =
        ["senior", "deputy", "assistant", "associate", "acting", "interim", "executive", "global", "chief", "lead", "group", "regional", "joint", "principal"];
    let text = posts.scan.text;
    let mut start = title.start as usize;
    while let Some(front) = text[floor.min(start)..start].strip_suffix(' ') {
        let word = front.rsplit([' ', ',']).next().unwrap_or("");
        // In one case with the rest: "Acme Group chief executive"; unless it opens a sentence.
        let opens = front.len() == word.len() + floor.min(start) && floor == 0
            || front[..front.len() - word.len()].ends_with(['\n', '"', '“'])
            || front[..front.len() - word.len()].ends_with(". ");
        let same_case = opens || word.starts_with(char::is_uppercase) == text[start..].starts_with(char::is_uppercase);
        if !same_case || !RANKS.iter().any(|rank| rank.eq_ignore_ascii_case(word)) {
            break;
        }
        start -= word.len() + 1;
    }
    Span::new(start, title.end as usize)
}

/// "co-head of European credit", right before a comma and a name, or "Vice President of Operations" before a name: a title with what its bearer is in charge of.
fn charge_before(posts: &Posts, end: usize) -> Option<(Span, bool)> {
    let text = posts.scan.text;
    let floor = text.floor_char_boundary(end.saturating_sub(60));
    let of = [" of ", " for "].iter().filter_map(|of| text[floor..end].rfind(of)).max().map(|i| floor + i)?;
    let field = &text[of..end];
    let plain = field.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '&')) && field.split_whitespace().count() <= FIELD + 1;
    let named = posts.employer_before(end, of).is_some();
    let (title, analyst) = posts.title_before(of)?;
    // "Vice President of Operations Jane Doe", "head of equity strategy Jane Doe" have no comma.
    let words = &text[title.range()];
    let is_upper = |text: &str| text.starts_with(char::is_uppercase);
    let capitals = is_upper(words) && field.split_whitespace().nth(1).is_some_and(is_upper);
    let heads = words.ends_with("head") || words.ends_with("Head");
    (plain && !named && (text[end..].starts_with(',') || capitals || heads)).then(|| (Span::new(title.start as usize, end), analyst))
}

/// Takes to a title what its bearer is in charge of: "head of technology research at", "managing director for hospitality at".
fn with_charge(posts: &Posts, title: Span, stop: usize) -> Span {
    let text = posts.scan.text;
    let from = title.end as usize;
    let rest = &text[from..stop.max(from)];
    let Some(field) = [" of ", " for "].iter().find_map(|of| rest.strip_prefix(of)) else { return title };
    let length = [" of ", " at ", " for ", " with ", ",", "."].iter().filter_map(|end| field.find(end)).min().unwrap_or(field.len());
    let words = &field[..length];
    let plain = words.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '&')) && (1..=FIELD).contains(&words.split_whitespace().count());
    let end = from + (rest.len() - field.len()) + length;
    let last = words.rsplit(' ').next().unwrap_or("");
    let place = [end - last.len(), end - length].iter().any(|&at| posts.scan.marks.place_after(at) == Some(end));
    let acronym = last.len() <= 4 && !last.contains(char::is_lowercase);
    let small = (last.starts_with(char::is_lowercase) || place || acronym) && !words.starts_with("the ");
    let named = posts.employer_after(from, end).is_some();
    if plain && small && !named { Span::new(title.start as usize, end) } else { title }
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
    // "Hatherly Residential, its chief operating officer, X"
    let its = text[..at].strip_suffix("its ").map(|front| front.trim_end_matches([' ', ',']).len());
    if let Some(end) = its
        && let Some(index) = posts.employer_before(end, text.floor_char_boundary(end.saturating_sub(80)))
        && posts.mentions[index].span.end as usize == end
    {
        return Some(index);
    }
    let index = posts.employer_before(at, text.floor_char_boundary(at.saturating_sub(120)))?;
    let gap = text[posts.mentions[index].span.end as usize..at].trim_start_matches("'s").trim_start_matches(['\'', '’']);
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
    let title = with_charge(posts, title, stop);
    let title = with_rank(posts, if analyst { with_field(posts, title, from) } else { title }, from);
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
