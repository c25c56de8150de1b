//! Source: the noun phrase before or after a cue that names who speaks.

use super::apposition::is_posted_name;
use crate::doc::{EntityType, Form, Language, Mention, Span};
use crate::lexicon::Class;
use crate::quote::attribution::Source;
use crate::quote::reader::Reader;
use crate::quote::tables::Role;

use super::content;

/// How far back the sentence of a cue is read, in bytes.
const WINDOW: usize = 700;
/// The longest noun phrase, in bytes.
pub(super) const PHRASE: usize = 160;

/// The start of the cue's clause complex: the sentence's start, quoted speech, a semicolon or colon.
pub(super) fn floor(r: &Reader, cue: usize) -> usize {
    let index = r.doc.sentences.partition_point(|s| (s.span.start as usize) <= cue);
    let sentence = index.checked_sub(1).map_or(0, |i| r.doc.sentences[i].span.start as usize);
    let lowest = r.text.floor_char_boundary(sentence.max(cue.saturating_sub(WINDOW)));
    let mut at = cue;
    while at > 0 {
        if let Some(region) = r.any_closing_at(at) {
            if !r.regions[region].is_title && content::is_speech(r, region) {
                return at;
            }
            at = r.regions[region].outer.start as usize;
            continue;
        }
        if at <= lowest {
            // A mark that ends a sentence closes right before it.
            let back = r.back_over_blanks(at);
            return if r.closing_at(back).is_some() { back } else { at };
        }
        let Some(c) = r.before(at) else { break };
        // A colon ends a heading or a dateline; elsewhere the sentence goes on over it.
        let heads = || r.slice(lowest, at).split_whitespace().take(6).count() <= 4;
        let is_stop = matches!(c, ';' | '\n') || (c == ':' && r.after(at).is_some_and(char::is_whitespace) && heads());
        if is_stop {
            return at;
        }
        at -= c.len_utf8();
    }
    at
}

/// The last comma of the clause, outside of marks and names.
pub(super) fn last_comma(r: &Reader, floor: usize, end: usize) -> Option<usize> {
    let mut at = end;
    while at > floor {
        if let Some(region) = r.any_closing_at(at) {
            at = (r.regions[region].outer.start as usize).max(floor);
            continue;
        }
        let c = r.before(at)?;
        at -= c.len_utf8();
        if c == ',' && !r.inside_mention(at) && at > floor {
            return Some(at);
        }
    }
    None
}

/// The words are a noun phrase with adverbs: no verb, no clause.
pub(super) fn is_plain(r: &Reader, start: usize, end: usize) -> bool {
    let words = r.words(Language::En);
    let text = r.slice(start, end).trim();
    if text.len() > PHRASE {
        return false;
    }
    let mut offset = start + (r.slice(start, end).len() - r.slice(start, end).trim_start().len());
    for word in text.split(' ') {
        let bare = word.trim_matches([',', '"', '“', '”']);
        let is_verb = words.is(bare, Role::Auxiliary) && !words.is(bare, Role::Adverb);
        if is_verb && !r.inside_mention(offset) {
            return false;
        }
        offset += word.len() + 1;
    }
    true
}

/// The words before an inverted cue are content and not a name with its apposition.
pub(super) fn looks_like_content(r: &Reader, floor: usize, comma: usize) -> bool {
    let start = floor + (r.slice(floor, comma).len() - r.slice(floor, comma).trim_start().len());
    let apposition = r.mentions_in(start, start + 1).next().is_some_and(|(_, m)| r.rest(m.span.end as usize).starts_with(','));
    !apposition && !is_posted_name(r, start, comma) && r.slice(floor, comma).split_whitespace().count() >= 3
}

/// Who speaks, for a cue at `cue` whose clause starts at `floor`.
pub(super) fn before(r: &Reader, floor: usize, cue: usize) -> Option<Source> {
    let end = strip_adverbs(r, floor, cue);
    if end <= floor {
        return None;
    }
    if r.before(end) == Some(',') {
        return front(r, floor, end);
    }
    // "noted Ann Reed, an analyst at X, who believes": the clause is hers.
    if r.slice(floor, end).ends_with(", who")
        && let Some((index, mention)) =
            r.mentions_in(r.text.floor_char_boundary(end.saturating_sub(PHRASE)).max(floor), end).rfind(|(_, m)| m.kind == EntityType::Person)
    {
        return Some(named(mention, index, cue));
    }
    if r.before(end) == Some(')') {
        let open = r.slice(floor, end).rfind('(').map(|i| floor + i)?;
        let end = r.back_over_blanks(open);
        return resolve(r, phrase_start(r, floor, end), end, cue);
    }
    resolve(r, phrase_start(r, floor, end), end, cue)
}

/// Back over also, later, have.
fn strip_adverbs(r: &Reader, floor: usize, cue: usize) -> usize {
    let words = r.words(Language::En);
    let mut end = floor + r.slice(floor, cue).trim_end().len();
    for _ in 0..5 {
        let word = r.slice(floor, end).rsplit([' ', ',']).next().unwrap_or("");
        let is_adverb = words.is(word, Role::Adverb) || (word.ends_with("ly") && word.len() > 4 && word.starts_with(|c: char| c.is_lowercase()));
        if word.is_empty() || !is_adverb || r.inside_mention(end - 1) && r.mention_ending(floor, end).is_some() {
            break;
        }
        end = floor + r.slice(floor, end - word.len()).trim_end().len();
    }
    if let Some(date) = r.date_ending(end).filter(|d| d.span.start as usize > floor) {
        end = floor + r.slice(floor, date.span.start as usize).trim_end().trim_end_matches(" on").len();
    }
    end
}

/// Where the noun phrase that ends at `end` begins: after a comma, a conjunction, or a fronted phrase.
fn phrase_start(r: &Reader, floor: usize, end: usize) -> usize {
    let words = r.words(Language::En);
    let lowest = floor.max(r.text.floor_char_boundary(end.saturating_sub(PHRASE)));
    let mut at = end;
    loop {
        let slice = r.slice(lowest, at);
        let word_start = slice.rfind([' ', '\n']).map_or(lowest, |i| lowest + i + 1);
        let word = r.slice(word_start, at);
        let inside = r.inside_mention(word_start) || r.mentions_in(word_start, word_start + 1).next().is_some();
        let bare = word.trim_matches(['(', '"', '“', '\'']);
        // "a banker who worked on the deal said"
        let is_relative = bare == "who" && r.sources_in(lowest, word_start).last().is_some_and(|h| r.skip_blanks(h.span.end as usize) == word_start);
        if !inside && at < end && (words.is(bare, Role::Conjunction) && bare != "and" && !is_relative || (bare == "and" && !joins(r, lowest, word_start, at))) {
            return r.skip_blanks(at);
        }
        if !inside && at < end && word.ends_with([',', ';', ':']) && !(word.ends_with(',') && joins_list(r, lowest, at, end)) {
            return r.skip_blanks(at);
        }
        if word_start <= lowest {
            return word_start.max(lowest) + (word.len() - word.trim_start_matches([',', ' ']).len());
        }
        at = word_start - 1;
    }
}

/// `and` at the place joins two speakers.
fn joins(r: &Reader, lowest: usize, start: usize, _end: usize) -> bool {
    let left = r.back_over_blanks(start);
    let is_comma = r.before(left) == Some(',');
    // "handed the jets back to Acme, and the lessor said": another clause.
    let next = r.window_after(r.skip_blanks(start + "and".len()), 12).split(' ').next().unwrap_or("");
    if is_comma && matches!(next, "the" | "it" | "he" | "she" | "they" | "its" | "their") {
        return false;
    }
    let left = if is_comma { left - 1 } else { left };
    r.mention_ending(lowest, left).is_some()
        || r.source_ending(lowest, left, &[Class::GroupSource, Class::Nominal, Class::Title, Class::UnnamedSource]).is_some()
}

/// The comma stands in a list of names (A, B and C).
fn joins_list(r: &Reader, lowest: usize, comma_end: usize, end: usize) -> bool {
    r.mention_ending(lowest, comma_end - 1).is_some() && r.slice(comma_end, end).contains(" and ") && r.mentions_in(comma_end, end).count() >= 2
}

/// The subject at the front of the clause, where an apposition or another verb stands between it and the cue.
pub(super) fn front(r: &Reader, floor: usize, end: usize) -> Option<Source> {
    let words = r.words(Language::En);
    let mut start = content::past_dateline(r, r.skip_blanks(floor));
    for _ in 0..3 {
        let slice = r.slice(start, end);
        start += slice.len() - slice.trim_start_matches([' ', ',', '\n', '-', '—', '*', '"']).len();
        let rest = r.slice(start, end);
        let first = rest.split([' ', ',']).next().unwrap_or("");
        let at_mention = r.mentions_in(start, start + 1).next().is_some();
        if at_mention || !(words.is(first, Role::Fronted) || words.is(first, Role::Adverb)) {
            break;
        }
        // "But Ann Reed, a partner at Y, said": the comma is the apposition's.
        let joins = matches!(first.to_ascii_lowercase().as_str(), "but" | "and" | "yet" | "so" | "still" | "also" | "then");
        match rest.find(',') {
            Some(comma) if !joins && words.is(first, Role::Fronted) && comma < 90 && start + comma + 1 < end => start += comma + 1,
            _ => start += first.len().max(1),
        }
    }
    if start >= end {
        return None;
    }
    let rest = r.slice(start, end);
    let comma = (0..rest.len()).find(|&i| rest.as_bytes()[i] == b',' && !r.inside_mention(start + i));
    if let Some(comma) = comma
        && is_plain(r, start, start + comma)
        && let Some(source) = resolve(r, start, start + comma, end)
    {
        // Its finance director, Beat Zumstein, told …
        let next = r.skip_blanks(start + comma + 1);
        if !is_person(r, &source)
            && let Some((index, mention)) = r.mentions_in(next, next + 1).next().filter(|(_, m)| m.kind == EntityType::Person)
        {
            return Some(named(mention, index, end));
        }
        return Some(source);
    }
    let near = r.text.floor_char_boundary((start + 110).min(end));
    let (index, mention) = r.mentions_in(start, near).find(|(_, m)| m.kind.is_party() && m.form != Form::Ticker)?;
    Some(named(mention, index, end))
}

pub(super) fn named(mention: &Mention, index: usize, cue: usize) -> Source {
    Source { phrase: mention.span, mentions: vec![index], zone: Span::new(mention.span.end as usize, cue.max(mention.span.end as usize)), medium: None }
}

fn is_person(r: &Reader, source: &Source) -> bool {
    source.mentions.first().is_some_and(|&m| r.doc.mentions[m].kind == EntityType::Person)
}

/// Who speaks, for a cue that ends at `end` and stands before its source; with the end of the source's words.
pub(super) fn after(r: &Reader, end: usize) -> Option<(Source, usize)> {
    let words = r.words(Language::En);
    let start = r.skip_blanks(end);
    let limit = r.text.floor_char_boundary((start + PHRASE).min(r.text.len()));
    let mut at = start;
    let mut stop = limit;
    let mut relative = false;
    while at < limit {
        if let Some((_, mention)) = r.mentions_in(at, at + 1).next().filter(|(_, m)| !m.span.is_empty()) {
            at = mention.span.end as usize;
            continue;
        }
        let c = r.after(at)?;
        let is_point = c == '.' && r.rest(at + 1).chars().next().is_none_or(char::is_whitespace) && !is_initial(r, at);
        if is_point || matches!(c, ',' | ';' | ':' | '\n' | '"' | '“' | '”' | '!' | '?' | '(' | '—') {
            stop = at;
            break;
        }
        if c == ' ' {
            let word = r.window_after(at + 1, 24).split([' ', ',', '.', '\n']).next().unwrap_or("");
            let next = r.skip_blanks(at + 1 + word.len());
            let stops = words.is(word, Role::StopAfter) && !(word == "and" && (joins(r, start, at, at) || r.mentions_in(next, next + 1).next().is_some()))
                || (word == "in" && is_setting(r, next))
                || r.date_starting(at + 1).is_some()
                || words.is(word, Role::Weekday) && word.starts_with(|c: char| c.is_uppercase());
            if stops {
                stop = at;
                break;
            }
            // "a fund that looked at the asset"
            let is_one =
                || r.sources_in(start, at).iter().any(|h| matches!(h.class, Class::Title | Class::UnnamedSource | Class::GroupSource | Class::DocumentSource));
            if matches!(word, "that" | "who" | "which") && is_one() {
                stop = at;
                relative = true;
                break;
            }
            if words.is(word, Role::Auxiliary) || word == "that" {
                return None;
            }
        }
        at += c.len_utf8();
    }
    let stop = start + r.slice(start, stop).trim_end().len();
    if stop <= start || stop == limit {
        return None;
    }
    let first = r.slice(start, stop).split(' ').next().unwrap_or("");
    if words.is(first, Role::Weekday) || r.date_starting(start).is_some() {
        return None;
    }
    let is_noun = r.mentions_in(start, stop).next().is_some() || words.is(first, Role::Determiner) || !r.sources_in(start, stop).is_empty();
    if !is_noun || first.is_empty() {
        return None;
    }
    let mut source = resolve(r, start, stop, stop)?;
    let mut done = if relative { stop + r.rest(stop).find(['.', ',', ';', '\n', '"', '“']).unwrap_or(0) } else { stop };
    let next = r.skip_blanks(stop + 1);
    if r.rest(stop).starts_with(',')
        && !is_person(r, &source)
        && let Some((index, mention)) = r.mentions_in(next, next + 1).next().filter(|(_, m)| m.kind == EntityType::Person)
    {
        source = named(mention, index, mention.span.end as usize);
        done = mention.span.end as usize;
    }
    source.zone = Span::new(done, sentence_rest(r, done));
    Some((source, done))
}

fn sentence_rest(r: &Reader, at: usize) -> usize {
    content::sentence_end(r, at).clamp(at, (at + 160).min(r.text.len()).max(at))
}

/// J. in J. T. Abernathy.
fn is_initial(r: &Reader, at: usize) -> bool {
    let before = r.window_before(at, 4);
    let word = before.rsplit([' ', '.']).next().unwrap_or("");
    word.len() == 1 && word.starts_with(|c: char| c.is_uppercase()) || matches!(word, "Mr" | "Ms" | "Dr" | "Mrs" | "St")
}

/// in + a statement, an interview, a date.
fn is_setting(r: &Reader, at: usize) -> bool {
    let words = r.words(Language::En);
    r.date_starting(at).is_some() || r.window_after(at, 60).split([' ', ',', '.']).take(5).any(|w| words.is(w, Role::Medium))
}

/// Makes out the head of a noun phrase: a named speaker, or the words themselves.
fn resolve(r: &Reader, start: usize, end: usize, cue: usize) -> Option<Source> {
    let words = r.words(Language::En);
    let start = strip_front(r, start, end);
    if start >= end {
        return None;
    }
    let core = core_end(r, start, end);
    // "Vice President of Operations Jane Doe": what follows "of" is hers to run; "a spokeswoman for Jane Doe" is another.
    let person = r.mentions_in(core, end).next().map(|(_, m)| m).filter(|m| m.kind == EntityType::Person && m.span.start as usize > core);
    let charge = person.map_or("", |m| r.slice(core, m.span.start as usize));
    let charged = charge.split_whitespace().count() > 1 && !charge.contains(',') && r.source_ending(start, core, &[Class::Title]).is_some();
    let core = person.filter(|_| charged).map_or(core, |m| m.span.end as usize);
    let zone = Span::new(end, cue.max(end));
    let named: Vec<(usize, &Mention)> = r
        .mentions_in(start, core)
        .filter(|(_, m)| (m.span.end as usize) <= core && m.kind.is_party() && m.form != Form::Ticker && !r.rest(m.span.end as usize).starts_with("'s"))
        .collect();
    let head_word = r.source_ending(start, core, &[Class::GroupSource, Class::UnnamedSource, Class::DocumentSource]);
    let last_ends =
        named.last().filter(|(_, m)| m.span.end as usize == core && head_word.is_none_or(|h| h.span.start <= m.span.start || m.span.contains(h.span)));
    let person = named.iter().rev().find(|(_, m)| m.kind == EntityType::Person && m.form != Form::Nominal);
    let head = last_ends.or(person.filter(|_| head_word.is_none()));
    if let Some(&(index, mention)) = head {
        let mut mentions: Vec<usize> = vec![index];
        let mut left = mention.span.start as usize;
        for &(i, other) in named.iter().rev().filter(|(i, _)| *i < index) {
            let between = r.slice(other.span.end as usize, left).trim();
            let joined = between.starts_with(',') || between == "and" || between == "&" || between.starts_with("and ");
            if joined && other.span.end as usize <= left && (other.kind == EntityType::Person) == (mention.kind == EntityType::Person) {
                mentions.push(i);
                left = other.span.start as usize;
            }
        }
        mentions.reverse();
        let phrase = if mentions.len() > 1 { Span::new(left, mention.span.end as usize) } else { mention.span };
        return Some(Source { phrase, mentions, zone, medium: None });
    }
    let text = r.slice(start, end);
    let count = text.split_whitespace().count();
    let first = text.split(' ').next().unwrap_or("");
    let is_noun = !r.sources_in(start, end).is_empty() || words.is(first, Role::Determiner) || first.starts_with(|c: char| c.is_uppercase());
    (count <= 16 && is_noun && !words.is(first, Role::Fronted)).then(|| Source { phrase: Span::new(start, end), mentions: Vec::new(), zone, medium: None })
}

/// Past But, On Monday, In January at the front of a phrase.
fn strip_front(r: &Reader, start: usize, end: usize) -> usize {
    let words = r.words(Language::En);
    let mut at = start + (r.slice(start, end).len() - r.slice(start, end).trim_start_matches([' ', ',', '"', '“', '—', '-', '(']).len());
    for _ in 0..4 {
        let rest = r.slice(at, end);
        let first = rest.split([' ', ',']).next().unwrap_or("");
        if first.is_empty() || r.mentions_in(at, at + 1).next().is_some_and(|(_, m)| m.span.len() >= first.len()) {
            break;
        }
        if let Some(date) = r.date_starting(at) {
            at = date.span.end as usize;
        } else if rest.starts_with("is how ") {
            // "…," is how one banker put it.
            at += "is how".len();
        } else if words.is(first, Role::Fronted) || words.is(first, Role::Conjunction) || (words.is(first, Role::Adverb) && !words.is(first, Role::Determiner))
        {
            at += first.len();
        } else {
            break;
        }
        at = (at + (r.rest(at).len() - r.rest(at).trim_start_matches([' ', ',']).len())).min(end.max(at));
    }
    at.min(end)
}

/// Where what follows the head begins: of, at, who, familiar with.
fn core_end(r: &Reader, start: usize, end: usize) -> usize {
    let words = r.words(Language::En);
    let mut at = start;
    for word in r.slice(start, end).split(' ') {
        let bare = word.trim_matches([',', '(', ')']);
        if at > start && words.is(bare, Role::Postmodifier) && !r.inside_mention(at) && r.mentions_in(at, at + 1).next().is_none() {
            return start + r.slice(start, at).trim_end().trim_end_matches(',').len();
        }
        at += word.len() + 1;
    }
    end
}

/// Who speaks where a quotation follows a colon at `colon` without a cue.
pub(crate) fn of_colon(r: &Reader, colon: usize) -> Option<Source> {
    let floor = floor(r, colon);
    front(r, floor, colon)
}

/// English has no quotation that a gesture alone attributes.
pub(crate) fn of_verb(_r: &Reader, _end: usize) -> Option<Source> {
    None
}
