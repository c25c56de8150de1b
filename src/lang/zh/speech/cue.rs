//! Cues: whether a reporting word reports here, and how its content is joined to it.

use super::content;
use crate::doc::{EntityType, Language};
use crate::lexicon::Class;
use crate::quote::attribution::Source;
use crate::quote::cue::{CueHit, Kind, Needs};
use crate::quote::reader::Reader;
use crate::quote::tables::Role;

/// What stands between cue and content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joiner {
    Nothing,
    Comma,
    Colon,
}

/// The place after a cue.
pub(super) struct After {
    /// Where content would begin.
    pub(super) at: usize,
    pub(super) joiner: Joiner,
    /// The region that opens there.
    pub(super) region: Option<usize>,
    /// The sentence ends with the cue.
    pub(super) ends: bool,
    /// The cue has an addressee.
    pub(super) told: bool,
}

/// The word is not part of another and is not taken back (未透露, 拒绝表示).
pub(super) fn is_used(r: &Reader, hit: &CueHit) -> bool {
    let words = r.words(Language::Zh);
    let (start, end) = (hit.span.start as usize, hit.span.end as usize);
    let before = r.window_before(start, 24);
    let after = r.window_after(end, 60);
    words.prefix(after, Role::NotCueAfter) == 0
        && words.suffix(before, Role::NotCueBefore) == 0
        && !(before.ends_with('据') && !before.ends_with("数据") && !before.ends_with("证据"))
        && !(r.inside_mention(start) || r.inside_mention(end))
        && !tells_when(before, after)
        && !(after.starts_with(':') && (start == 0 || before.ends_with('\n')))
        && !r.mentions_in(start, start + 1).any(|(_, m)| m.span.end as usize >= end)
}

/// 在谈到行业前景时, 当被问及原因时: the words around the cue say when somebody speaks.
fn tells_when(before: &str, after: &str) -> bool {
    let clause = before.rsplit([',', '。', ';', '”', '\n']).next().unwrap_or("").trim_start();
    let rest = after.split([',', '。', ';', ':', '\n']).next().unwrap_or("");
    clause.starts_with(['在', '当', '每']) && ["时", "时候", "之际", "之余", "过程中"].iter().any(|end| rest.ends_with(end))
}

/// 据…介绍 or 在…看来.
pub(super) fn stands_in_frame(r: &Reader, hit: &CueHit) -> bool {
    super::source::framed(r, hit).is_some()
}

/// Reads past 了, 一句 and an addressee to where the content begins.
pub(super) fn after(r: &Reader, hit: &CueHit) -> After {
    let words = r.words(Language::Zh);
    let mut at = hit.span.end as usize;
    let mut told = false;
    for _ in 0..3 {
        let rest = r.window_after(at, 60);
        if let Some(tail) = ["了一句话", "了一句", "过一句", "一句", "了", "过", "着"].iter().find(|t| rest.starts_with(**t)) {
            let next = at + tail.len();
            let opens = r.after(next).is_some_and(|c| matches!(c, ':' | ',' | '“' | '"' | '「' | '『')) || tail.contains('句');
            if opens {
                at = next;
                continue;
            }
            break;
        }
        let addressee = words.prefix(rest, Role::Addressee);
        if addressee > 0 {
            at += addressee;
            told = true;
            continue;
        }
        if let Some(title) = r.region_around(at).filter(|&i| r.regions[i].is_title && r.regions[i].outer.start as usize == at)
            && hit.needs == Needs::Addressee
        {
            at = r.regions[title].outer.end as usize;
            told = true;
            continue;
        }
        if hit.needs == Needs::Addressee
            && let Some((_, mention)) = r.mentions_in(at, at + 1).next()
        {
            at = mention.span.end as usize;
            told = true;
            continue;
        }
        break;
    }
    let at = r.skip_blanks(at);
    let (joiner, mut at) = match r.after(at) {
        Some(':') => (Joiner::Colon, r.skip_blanks(at + 1)),
        Some(',') => (Joiner::Comma, r.skip_blanks(at + 1)),
        _ => (Joiner::Nothing, at),
    };
    // A colon at the end of its line introduces the paragraph below.
    if joiner == Joiner::Colon && matches!(r.after(at), Some('\n' | '\r')) {
        at += r.rest(at).len() - r.rest(at).trim_start().len();
    }
    let region = r.opening_at(at);
    let ends = region.is_none() && r.after(at).is_none_or(|c| matches!(c, '。' | '!' | '?' | ';' | '\n' | '\r' | ')'));
    After { at, joiner, region, ends, told }
}

/// The cue's needs are met by what stands around it.
pub(super) fn allows(r: &Reader, hit: &CueHit, after: &After, source: Option<&Source>) -> bool {
    if after.ends {
        return false;
    }
    let words = r.words(Language::Zh);
    if source.is_some_and(|s| is_nobody(r, s)) {
        return false;
    }
    let joined = after.joiner != Joiner::Nothing;
    let quoted = after.region.is_some();
    // 批评公司“…”: the words in marks show that the clause is theirs.
    let cue_start = hit.span.start as usize;
    let is_published = || source.is_some_and(|s| super::source::publishes(r, s, cue_start));
    let holds_words = !joined && !quoted && (source.is_some() && content::holds_quoted_words(r, after.at) || is_published());
    let meets = |needs: Needs| match needs {
        Needs::Bare => true,
        Needs::Comma | Needs::That => joined || quoted || holds_words,
        Needs::Mark => quoted || after.joiner == Joiner::Colon,
        Needs::Addressee => after.told || joined || quoted,
        Needs::Document => source.is_some_and(|s| is_document(r, s)),
        Needs::Opens | Needs::Infinitive | Needs::Naming | Needs::NamingAs => false,
        Needs::From => (after.joiner == Joiner::Colon || quoted) && source.is_some(),
    };
    if !(meets(hit.needs) || hit.or_needs.is_some_and(meets)) {
        return false;
    }
    if joined || holds_words {
        return true;
    }
    if r.rest(after.at).starts_with('了') {
        return false;
    }
    if !source.is_some_and(|s| is_known(r, s)) {
        return false;
    }
    // 公司预计年底完成 tells a plan; 分析师预计… an opinion.
    if hit.kind == Kind::Expect && !quoted && source.and_then(|s| s.mentions.first()).is_some_and(|&m| r.doc.mentions[m].kind != EntityType::Person) {
        return false;
    }
    if quoted {
        return !after.region.is_some_and(|region| only_modifies(r, r.regions[region].outer.end as usize));
    }
    // Content at once after the cue must be a clause, not its object.
    let rest = r.window_after(after.at, 60);
    let length = rest.find([',', '。', '!', '?', ';', '\n']).unwrap_or(rest.len());
    let is_attitude = words.prefix(rest, Role::Attitude) > 0;
    source.is_some() && length >= 12 && !is_attitude
}

/// 提出“三年翻番”的目标: the words in marks that end at `end` only say what a noun is called.
fn only_modifies(r: &Reader, end: usize) -> bool {
    const NOUN: usize = 4;
    let Some(rest) = r.window_after(end, 36).strip_prefix('的') else { return false };
    rest.find([',', '。', ';', '!', '?', '\n']).is_some_and(|stop| rest[..stop].chars().count() <= NOUN)
}

/// 没有人, 谁, the reporter who asks, and 数据 that are nobody's.
fn is_nobody(r: &Reader, source: &Source) -> bool {
    let phrase = &r.text[source.phrase.range()];
    let vague = r.source_ending(source.phrase.start as usize, source.phrase.end as usize, &[Class::DocumentSource]);
    if vague.is_some_and(|h| h.span == source.phrase && r.row(h).value == "vague" && r.before(h.span.start as usize) != Some('的')) {
        return true;
    }
    phrase.starts_with(['没', '无', '谁', '何']) && source.mentions.is_empty() || r.words(Language::Zh).is(phrase, Role::Reporter)
}

/// The source is a mention or ends with a word for one who speaks.
fn is_known(r: &Reader, source: &Source) -> bool {
    let phrase = source.phrase;
    let classes = [Class::GroupSource, Class::UnnamedSource, Class::DocumentSource, Class::Pronoun, Class::Title];
    !source.mentions.is_empty() || r.source_ending(phrase.start as usize, phrase.end as usize, &classes).is_some() || r.text[phrase.range()].contains('·')
}

fn is_document(r: &Reader, source: &Source) -> bool {
    r.source_ending(source.phrase.start as usize, source.phrase.end as usize, &[Class::DocumentSource]).is_some()
}
