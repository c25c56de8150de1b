//! What describes a speaker between commas.

use super::source::{PHRASE, is_plain, last_comma, looks_like_content, named};
use crate::doc::{EntityType, Language, Mention};
use crate::lexicon::Class;
use crate::quote::attribution::Source;
use crate::quote::reader::Reader;
use crate::quote::tables::Role;

/// Commas of an apposition behind a name: `…, Ann Reed, 54, who runs Y, said.`
const COMMAS: usize = 4;

/// `…, its lawyer, Ann Reed, said.` and `…, Ann Reed, its lawyer, said.`: the comma before name and apposition, with the name.
pub(super) fn apposition(r: &Reader, floor: usize, comma: usize) -> Option<(usize, Source)> {
    let second = last_comma(r, floor, comma)?;
    let person_at = |at: usize| r.mentions_in(at, at + 1).next().filter(|(_, m)| m.kind == EntityType::Person && m.span.start as usize == at);
    let mut before = second;
    for _ in 0..COMMAS {
        let Some(first) = last_comma(r, floor, before) else { break };
        let ends_there = |(_, m): &(usize, &Mention)| m.span.end as usize == before;
        if let Some((index, mention)) = person_at(r.skip_blanks(first + 1)).filter(ends_there) {
            let describes = past_apposition(r, before) == Some(comma) && looks_like_content(r, floor, first);
            return describes.then(|| (first, named(mention, index, comma)));
        }
        before = first;
    }
    let first = last_comma(r, floor, second)?;
    let name = r.skip_blanks(second + 1);
    let (index, mention) = r.mentions_in(name, name + 1).next()?;
    let short = r.slice(first + 1, second).split_whitespace().count() <= 6 && is_plain(r, first + 1, second);
    let whole = mention.kind == EntityType::Person && mention.span.end as usize == comma;
    (short && whole).then(|| (first, named(mention, index, comma)))
}

/// The comma behind what describes a person whose name ends with the comma at `comma`: `, 54, chief economist at Y,`, `, who runs Y,`.
fn past_apposition(r: &Reader, comma: usize) -> Option<usize> {
    let words = r.words(Language::En);
    let mut at = comma;
    let mut described = None;
    for _ in 0..COMMAS {
        let start = r.skip_blanks(at + 1);
        let rest = r.window_after(start, PHRASE);
        let stop = rest.find([';', '\n', '"', '“', ':']).unwrap_or(rest.len());
        let Some(next) = (0..stop).find(|&i| rest.as_bytes()[i] == b',' && !r.inside_mention(start + i)).map(|i| start + i) else { break };
        let part = r.slice(start, next);
        let is_relative = part.split(' ').next().is_some_and(|first| matches!(first, "who" | "whose" | "which"));
        let is_age = !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        // "chief economist at Y", "Y's founder": a title that ends the words or has what it is of behind it.
        let is_post = || {
            r.sources_in(start, next).iter().any(|hit| {
                let behind = r.slice((hit.span.end as usize).min(next), next).trim_start();
                hit.class == Class::Title
                    && (behind.is_empty() || words.is(behind.split(' ').next().unwrap_or(""), Role::Postmodifier) || behind.starts_with("and "))
            })
        };
        if !(is_age || is_relative || is_plain(r, start, next) && is_post()) {
            break;
        }
        at = next;
        described = Some(next);
    }
    described
}

/// Past the comma after a fronted source; nothing where none follows.
pub(super) fn past_comma(r: &Reader, end: usize) -> Option<usize> {
    if r.rest(end).starts_with(',')
        && let Some(comma) = past_apposition(r, end)
    {
        return Some(r.skip_blanks(comma + 1));
    }
    let rest = r.window_after(end, 200);
    let comma = rest.find(',')?;
    let stop = rest.find(['.', '\n', ';']).unwrap_or(rest.len());
    (comma < stop).then(|| r.skip_blanks(end + comma + 1))
}

/// "Germany's economy minister, Ann Reed": a post and a name are all there is.
pub(super) fn is_posted_name(r: &Reader, start: usize, end: usize) -> bool {
    let Some(comma) = last_comma(r, start, end) else { return false };
    let name = r.skip_blanks(comma + 1);
    let whole = r.mentions_in(name, name + 1).next().is_some_and(|(_, m)| m.kind == EntityType::Person && m.span.end as usize == end);
    whole && is_plain(r, start, comma) && r.source_ending(start, comma, &[Class::Title]).is_some()
}
