//! Source: the words before a cue that name who speaks, past the adverbs, times and places between them.

use super::setting::strip;
use super::{content, span};
use crate::doc::{EntityType, Form, Language, Mention, Span};
use crate::lexicon::Class;
use crate::quote::attribution::Source;
use crate::quote::cue::CueHit;
use crate::quote::reader::Reader;
use crate::quote::tables::Role;
use crate::read::is_han;

/// How far back the sentence of a cue is read, in bytes.
const WINDOW: usize = 480;
/// How many clauses back the subject may stand.
const CLAUSES: usize = 5;

/// Classes of words that end a source.
pub(super) const HEADS: &[Class] = &[Class::GroupSource, Class::UnnamedSource, Class::DocumentSource, Class::Pronoun, Class::Title];

/// The start of the cue's sentence: after a stop, a line's end, a colon, or quoted speech.
pub(super) fn floor(r: &Reader, cue: usize) -> usize {
    let lowest = r.text.floor_char_boundary(cue.saturating_sub(WINDOW));
    let mut at = cue;
    while at > lowest {
        if let Some(region) = r.any_closing_at(at) {
            if !r.regions[region].is_title && content::is_speech(r, region) && !is_modifier(r, at) {
                return at;
            }
            at = r.regions[region].outer.start as usize;
            continue;
        }
        let Some(c) = r.before(at) else { break };
        match c {
            '。' | '!' | '?' | ';' | '\n' | '\r' | ':' | '】' | '|' => return at,
            ' ' if r.closing_at(at - 1).is_some_and(|region| content::is_speech(r, region)) => return at - 1,
            _ => at -= c.len_utf8(),
        }
    }
    at.max(lowest)
}

/// 的指控, 这一说法 after a mark: the words only modify a noun.
fn is_modifier(r: &Reader, end: usize) -> bool {
    let rest = r.window_after(end, 24);
    rest.starts_with(['的', '之', '、', '和', '与', '及', '或', ')']) || r.words(Language::Zh).prefix(rest, Role::ScareAfter) > 0
}

/// The start of the clause that ends at `end`: after its comma.
fn clause_start(r: &Reader, floor: usize, end: usize) -> usize {
    let mut at = end;
    while at > floor {
        if let Some(region) = r.any_closing_at(at) {
            at = (r.regions[region].outer.start as usize).max(floor);
            continue;
        }
        let Some(c) = r.before(at) else { break };
        if c == ',' {
            return at;
        }
        at -= c.len_utf8();
    }
    floor
}

/// Who speaks, for the cue at `cue`, whose sentence starts at `floor`.
pub(super) fn before(r: &Reader, cue: usize, floor: usize) -> Option<Source> {
    let mut medium = None;
    let start = clause_start(r, floor, cue);
    let end = strip(r, start, cue, &mut medium);
    // 某报援引X的话说: X speaks, and the paper only passes it on; 某报援引知情人士报道: the paper reports.
    let words = r.slice(start, cue).trim_end();
    let told = words.trim_end_matches("的话");
    let cites = ["援引", "引述", "引用"].iter().filter_map(|verb| told.rfind(verb).map(|at| (start + at, start + at + verb.len()))).max();
    let cited = cites.and_then(|(_, from)| phrase(r, from, start + told.len())).filter(|(_, named)| told.len() < words.len() || !named.is_empty());
    let citing = cites.filter(|_| cited.is_none()).map(|(verb, _)| strip(r, start, verb, &mut medium));
    if let Some((phrase, mentions)) = cited.or_else(|| phrase(r, start, citing.unwrap_or(end))) {
        return Some(Source { phrase, mentions, zone: span(phrase.end as usize, cue), medium });
    }
    let mut clause = start;
    for _ in 0..CLAUSES {
        if clause <= floor {
            return None;
        }
        let end = clause - 1;
        clause = clause_start(r, floor, end);
        if let Some((phrase, mentions)) = subject(r, clause, end) {
            return Some(Source { phrase, mentions, zone: span(phrase.end as usize, cue), medium });
        }
    }
    None
}

/// The source that the cue's own clause consists of, where the sentence tells something before it: `…,两位知情人士说。`; with the comma between.
pub(super) fn trailing(r: &Reader, cue: usize, floor: usize) -> Option<(usize, Source)> {
    let mut medium = None;
    let start = clause_start(r, floor, cue);
    let comma = start.checked_sub(1).filter(|_| start > floor)?;
    let end = strip(r, start, cue, &mut medium);
    let (phrase, mentions) = phrase(r, start, end)?;
    let ends_in_head = || r.source_ending(phrase.start as usize, phrase.end as usize, HEADS).is_some();
    let is_whole = phrase.end as usize == end && !r.slice(start, phrase.start as usize).contains(['了', '着', '过']);
    (is_whole && (!mentions.is_empty() || ends_in_head())).then(|| (comma, Source { phrase, mentions, zone: span(phrase.end as usize, cue), medium }))
}

/// The words before the comma set a scene and tell nothing: 对于上述传闻,X表示。
pub(super) fn sets_scene(r: &Reader, start: usize, comma: usize) -> bool {
    const FEWEST: usize = 8;
    let words = r.words(Language::Zh);
    let text = r.slice(start, comma);
    let begins = words.prefix(text, Role::Preposition).max(words.prefix(text, Role::Topic)) > 0 && words.prefix(text, Role::NoPreposition) == 0;
    text.chars().filter(|&c| is_han(c)).count() < FEWEST || begins && !text.contains(',') || text.ends_with(['时', '后', '中', '里', '上', '间', '下', '际'])
}

/// 据X介绍 and 在X看来: the cue's words, and X.
pub(super) fn framed(r: &Reader, hit: &CueHit) -> Option<(Span, Source)> {
    let cue = hit.span.start as usize;
    let is_view = r.text[hit.span.range()].ends_with(['来', '里', '中']);
    let lowest = r.text.floor_char_boundary(cue.saturating_sub(180));
    let start = clause_start(r, floor(r, cue).max(lowest), cue);
    let clause = r.slice(start, cue);
    let opener = if is_view { ["在", "依", "照"].as_slice() } else { ["根据", "依据", "据"].as_slice() };
    let lead = clause.len() - clause.trim_start().len();
    let skipped = r.words(Language::Zh).prefix(clause.trim_start(), Role::Connective);
    let (at, word) = [lead, lead + skipped].iter().find_map(|&at| opener.iter().find(|w| clause[at..].starts_with(**w)).map(|w| (at, w)))?;
    let from = start + at + word.len();
    let mut medium = None;
    let end = strip(r, from, cue, &mut medium);
    let (phrase, mentions) = phrase(r, from, end)?;
    let words = &r.text[phrase.range()];
    let is_media = mentions.is_empty() && r.text[hit.span.range()].contains(['报', '息', '解', '获']) && !words.contains('《');
    if is_media || r.words(Language::Zh).is(words, Role::Reporter) {
        return None;
    }
    let cue_span = if is_view { span(start + at, hit.span.end as usize) } else { hit.span };
    Some((cue_span, Source { phrase, mentions, zone: span(phrase.end as usize, cue), medium }))
}

/// 据外媒报道,…: 据 opens the cue's clause, so that nobody is the subject of the cue.
pub(super) fn is_hearsay_frame(r: &Reader, cue: usize) -> bool {
    let start = clause_start(r, floor(r, cue), cue);
    let clause = r.slice(start, cue).trim_start();
    let skipped = r.words(Language::Zh).prefix(clause, Role::Connective);
    [clause, &clause[skipped..]].iter().any(|words| words.starts_with('据') || words.starts_with("根据")) || clause.contains(" 据")
}

/// 根据X公告,…: the document after the cue, and where the content begins. 根据协议 tells what was agreed and attributes nothing.
pub(super) fn opened(r: &Reader, hit: &CueHit) -> Option<(Source, usize)> {
    let from = hit.span.end as usize;
    let comma = from + r.window_after(from, 120).find([',', '。', ';', ':', '\n'])?;
    // 据X报道 has a cue of its own; 据X的统计 has a noun.
    let is_framed = r.cues.get(r.cue_from(from)).is_some_and(|cue| (cue.span.start as usize) < comma && r.before(cue.span.start as usize) != Some('的'));
    if r.after(comma) != Some(',') || is_framed {
        return None;
    }
    let mut medium = None;
    let end = strip(r, from, comma, &mut medium);
    let head = r.source_ending(from, end, &[Class::DocumentSource])?;
    let at_head = head.span.start as usize;
    let is_told = match r.row(head).value {
        "terms" | "terms own" => false,
        "vague" => r.mention_ending(from, at_head).is_some() || r.before(at_head) == Some('的'),
        _ => true,
    };
    let (phrase, mentions) = phrase(r, from, end).filter(|_| is_told)?;
    Some((Source { phrase, mentions, zone: span(end, comma), medium }, r.skip_blanks(comma + 1)))
}

/// X昨晚发布公告。|公告称: the cue says by what paper, the sentence before whose it is.
pub(super) fn of_paper(r: &Reader, hit: &CueHit) -> Option<Source> {
    let cue = hit.span.start as usize;
    r.sources_in(cue, cue + 1).iter().find(|h| h.class == Class::DocumentSource && h.span.end <= hit.span.end)?;
    let index = r.doc.sentences.partition_point(|s| (s.span.start as usize) <= cue).checked_sub(2)?;
    let before = r.doc.sentences.get(index).filter(|s| Some(s.paragraph) == r.doc.sentences.get(index + 1).map(|s| s.paragraph))?;
    let (phrase, mentions) = subject(r, before.span.start as usize, before.span.end as usize)?;
    Some(Source { phrase, mentions, zone: span(cue, cue), medium: None })
}

/// The words between say that a report is put out: X发表报告,指….
pub(super) fn publishes(r: &Reader, source: &Source, cue: usize) -> bool {
    let words = r.words(Language::Zh);
    let between = r.slice(source.phrase.end as usize, cue);
    between.len() < WINDOW / 4 && between.char_indices().any(|(at, _)| words.prefix(&between[at..], Role::Publishes) > 0)
}

/// Who speaks where a quotation follows a colon at `colon` without a cue: the subject of its sentence.
pub(crate) fn of_colon(r: &Reader, colon: usize) -> Option<Source> {
    let floor = floor(r, colon);
    before(r, colon, floor)
}

/// Who speaks where words in marks end at `end` and a person does something: `“…,”X摇头`.
pub(crate) fn of_verb(r: &Reader, end: usize) -> Option<Source> {
    let clause_end = content::clause_end(r, end);
    let (phrase, mentions) = subject(r, end, clause_end)?;
    let person = mentions.first().is_some_and(|&m| r.doc.mentions[m].kind == EntityType::Person);
    person.then_some(Source { phrase, mentions, zone: span(phrase.end as usize, clause_end), medium: None })
}

/// The words between are a source and what may stand with it, not a whole clause.
pub(super) fn is_short(r: &Reader, start: usize, cue: usize) -> bool {
    let mut medium = None;
    let end = strip(r, start, cue, &mut medium);
    if end <= start {
        // No source of its own: 并表示, 同时指出.
        return true;
    }
    phrase(r, start, end).is_some()
}

/// The noun phrase that ends at `end`: its words and the speakers among them.
fn phrase(r: &Reader, start: usize, end: usize) -> Option<(Span, Vec<usize>)> {
    let start = strip_front(r, start, end);
    if start >= end {
        return None;
    }
    let clause = r.slice(start, end);
    // 《华尔街日报》: the name within the marks.
    let end = if clause.ends_with('》') && r.mention_ending(start, end - '》'.len_utf8()).is_some() { end - '》'.len_utf8() } else { end };
    // 董秘 is no person of the surname 董.
    let is_office = |m: &Mention| m.kind == EntityType::Person && r.source_ending(start, end, &[Class::Title]).is_some_and(|h| h.span == m.span);
    if let Some((index, mention)) = r.mention_ending(start, end).filter(|(_, m)| m.kind.is_party() && m.form != Form::Ticker && !is_office(m)) {
        let mentions = with_partners(r, start, index, mention);
        let first = mentions.first().map_or(mention.span, |&m| r.doc.mentions[m].span);
        return Some((if mentions.len() > 1 { first.cover(mention.span) } else { mention.span }, mentions));
    }
    if let Some(head) = r.source_ending(start, end, HEADS) {
        // 贺明远|先生, 贺明远|教授: the person before the word of respect.
        let person = r.mention_ending(start, head.span.start as usize).filter(|(_, m)| m.kind == EntityType::Person && !is_office(m));
        if let Some((index, mention)) = person.filter(|_| head.class == Class::Title) {
            return Some((mention.span, vec![index]));
        }
        // 大和发表报告指: the house, not its paper.
        let house = r.mentions_in(start, start + 1).next().filter(|(_, m)| m.kind.is_party() && (m.span.end as usize) < end);
        if let Some((index, mention)) = house.filter(|(_, m)| r.words(Language::Zh).prefix(r.slice(m.span.end as usize, end), Role::Publishes) > 0) {
            return Some((mention.span, vec![index]));
        }
        return Some((span(start + tail(r, start, clause), end), Vec::new()));
    }
    // A verb may stand between the speaker and the cue.
    let is_near = |m: &Mention, most: usize| end.checked_sub(m.span.end as usize).is_some_and(|gap| gap <= most);
    let person = r.mentions_in(start, end).rev().find(|(_, m)| m.kind == EntityType::Person && is_near(m, 45));
    if let Some((index, mention)) = person {
        return Some((mention.span, vec![index]));
    }
    let is_noun = r.words(Language::Zh).suffix(clause, Role::NounEnd) > 0 || clause.ends_with('》');
    let leading = r.mentions_in(start, start + 1).next().filter(|(_, m)| m.kind.is_party() && is_near(m, 36));
    if let Some((index, mention)) = leading.filter(|_| !is_noun) {
        // 太古地产|发言人|回复查询时: one of the body's people, whom the text does not name.
        let title = r.sources_in(mention.span.end as usize, end).first().filter(|h| h.span.start == mention.span.end && h.class == Class::Title);
        return Some(title.map_or((mention.span, vec![index]), |title| (mention.span.cover(title.span), Vec::new())));
    }
    let from = start + tail(r, start, clause);
    let length = r.slice(from, end).chars().count();
    let is_clause = r.slice(from, end).contains(['了', '"', '“', ':']);
    ((2..=24).contains(&length) && !is_clause).then(|| (span(from, end), Vec::new()))
}

/// Where in a noun phrase the words that name the source begin: at its number, or after its last 的.
fn tail(r: &Reader, start: usize, clause: &str) -> usize {
    let words = r.words(Language::Zh);
    let ends_document = r.source_ending(start, start + clause.len(), &[Class::DocumentSource]).is_some();
    // 接近X的人士 is one phrase.
    if !ends_document && words.prefix(clause, Role::Acquainted) > 0 {
        return 0;
    }
    let quantifier = clause.char_indices().find(|&(i, _)| words.prefix(&clause[i..], Role::Quantifier) > 0 && !r.inside_mention(start + i));
    if let Some((i, _)) = quantifier.filter(|_| !ends_document) {
        // 华尔街部分人士 is one phrase; 欧盟委员会一位官员 is an employer and a person.
        let leads = i > 0 && i <= 18 && r.mention_ending(start, start + i).is_none_or(|(_, m)| !m.kind.is_party()) && !clause[..i].ends_with('的');
        return if leads { 0 } else { i };
    }
    clause.rfind('的').map(|i| i + '的'.len_utf8()).filter(|&i| i < clause.len()).unwrap_or(0)
}

/// Past 但, 此外, dates and adverbs at the front of a clause.
fn strip_front(r: &Reader, start: usize, end: usize) -> usize {
    let words = r.words(Language::Zh);
    let mut at = start;
    for _ in 0..6 {
        at = r.skip_blanks(at);
        if at >= end || r.mentions_in(at, at + 1).next().is_some() {
            break;
        }
        let rest = r.slice(at, end);
        let skip = match r.date_starting(at) {
            Some(date) => date.span.len(),
            None => words.prefix(rest, Role::Connective).max(words.prefix(rest, Role::Adverb)),
        };
        if skip == 0 || at + skip > end || r.inside_mention(at + skip) {
            break;
        }
        at += skip;
    }
    at.min(end)
}

/// The speakers of a joint statement: A和B, A、B及C.
fn with_partners(r: &Reader, start: usize, index: usize, head: &Mention) -> Vec<usize> {
    let words = r.words(Language::Zh);
    let mut found = vec![index];
    let mut left = head.span.start as usize;
    for (i, mention) in r.mentions_in(start, left).rev().take(8) {
        let between = r.slice(mention.span.end as usize, left);
        let joiner = words.prefix(between, Role::Joiner);
        let rest = &between[joiner.min(between.len())..];
        let same = (mention.kind == EntityType::Person) == (head.kind == EntityType::Person) && mention.kind.is_party();
        if same && joiner > 0 && rest.chars().count() <= 16 && !rest.contains('的') {
            found.push(i);
            left = mention.span.start as usize;
        }
    }
    found.reverse();
    found
}

/// Words behind which a person is no subject.
const TOWARDS: [char; 7] = ['对', '向', '跟', '给', '与', '和', '被'];

/// 坐在他身旁的财务总监|林蔚, 周海峰的合伙人|许言: the person whom words with another person describe.
fn described(r: &Reader, first: &Mention, end: usize) -> Option<(Span, usize)> {
    let from = first.span.end as usize;
    let (index, next) = r.mentions_in(from, end).find(|(_, m)| m.kind == EntityType::Person)?;
    let between = r.slice(from, next.span.start as usize);
    let (_, post) = between.rsplit_once('的')?;
    let ends_in_title = post.is_empty() || r.source_ending(from, next.span.start as usize, &[Class::Title]).is_some();
    let is_owner = r.window_after(next.span.end as usize, 3).starts_with('的');
    (ends_in_title && !is_owner && !between.contains(TOWARDS) && !between.contains(',')).then_some((next.span, index))
}

/// The subject of a clause before the cue's own: its first party, unless the clause only sets the scene.
fn subject(r: &Reader, start: usize, end: usize) -> Option<(Span, Vec<usize>)> {
    let words = r.words(Language::Zh);
    let start = strip_front(r, start, end);
    let at_mention = r.mentions_in(start, start + 1).next().is_some();
    if start >= end || (!at_mention && words.prefix(r.slice(start, end), Role::Topic) > 0) {
        return None;
    }
    let mut last_org = None;
    for (index, mention) in r.mentions_in(start, end).take(6) {
        let (from, to) = (mention.span.start as usize, mention.span.end as usize);
        if to > end || !mention.kind.is_party() || mention.form == Form::Ticker {
            continue;
        }
        let after_preposition = words.suffix(r.slice(start, from), Role::Preposition) > 0;
        if mention.kind == EntityType::Person && !after_preposition {
            let (span, index) = described(r, mention, end).unwrap_or((mention.span, index));
            return Some((span, vec![index]));
        }
        if last_org.is_none() && !after_preposition && !r.window_after(to, 3).starts_with('的') {
            last_org = Some((mention.span, vec![index]));
        } else if after_preposition {
            break;
        }
    }
    if last_org.is_some() {
        return last_org;
    }
    let hit = r.sources_in(start, end).iter().find(|h| {
        let near = (h.span.start as usize) - start <= 36;
        near && (h.span.end as usize) <= end && matches!(h.class, Class::GroupSource | Class::UnnamedSource | Class::Pronoun | Class::DocumentSource)
    })?;
    let clause = r.slice(start, hit.span.end as usize);
    Some((span(start + tail(r, start, clause), hit.span.end as usize), Vec::new()))
}
