//! English speech: which words a cue reports, and whose they are.

mod apposition;
mod content;
mod cue;
mod source;

use crate::doc::{QuoteKind, Span};
use crate::quote::attribution::{Attribution, Claims, Source};
use crate::quote::cue::Needs;
use crate::quote::reader::Reader;

pub(crate) use source::{of_colon, of_verb};

/// What the cue at `index` reports; nothing where it reports nothing.
pub(crate) fn attribute(r: &Reader, claims: &mut Claims, index: usize, out: &mut Vec<Attribution>) {
    let hit = &r.cues[index];
    if !cue::is_used(r, hit) {
        return;
    }
    if hit.needs == Needs::From {
        return according(r, claims, index, out);
    }
    let start = hit.span.start as usize;
    let floor = source::floor(r, start);
    if matches!(hit.needs, Needs::Naming | Needs::NamingAs) {
        return naming(r, claims, index, floor, out);
    }
    if let Some(region) = r.closing_at(floor).filter(|&region| claims.is_free(region) && content::is_speech(r, region))
        && backward(r, claims, index, floor, region, out)
    {
        return;
    }
    if trailing(r, claims, index, floor, out) {
        return;
    }
    forward(r, claims, index, floor, out);
}

/// `"…," X said` and `"…," said X`, with the part after the cue where the cue splits the words.
fn backward(r: &Reader, claims: &mut Claims, index: usize, floor: usize, region: usize, out: &mut Vec<Attribution>) -> bool {
    let hit = &r.cues[index];
    let start = hit.span.start as usize;
    let goes_on = r.text[r.regions[region].inner.range()].trim_end().ends_with(',') || r.rest(floor).starts_with(',');
    let between = r.slice(floor, start).trim_start_matches([',', ' ', '-', '—', '–']);
    let from = start - between.len();
    if between.len() > 160 || between.contains('\n') {
        return false;
    }
    let (source, after) = if between.trim().is_empty() {
        let Some((source, end)) = source::after(r, hit.span.end as usize) else { return false };
        (Some(source), cue::after_source(r, end))
    } else {
        let Some(source) = source::before(r, from, start) else { return false };
        (Some(source), cue::after(r, hit))
    };
    if !goes_on && (after.that || !(after.ends || after.region.is_some() || after.comma)) {
        return false;
    }
    let mut found = Attribution { kind: QuoteKind::Direct, content: Vec::new(), cue: Some(hit.span), tone: hit.kind, source, rule: "quote.en.before-cue" };
    claims.take_chain_back(r.regions, region, &mut found.content);
    if let Some(next) = after.region.filter(|&next| claims.is_free(next) && !after.that) {
        claims.take_chain(r.regions, next, &mut found.content);
        found.rule = "quote.en.split";
    } else if after.that {
        let rest = content::clauses(r, claims, index, after.at, true);
        found.kind = QuoteKind::Mixed;
        found.content.extend(rest.parts);
        claims.end = claims.end.max(rest.end);
    }
    set_medium(&mut found.source, after.medium);
    out.push(found);
    true
}

/// `…, analysts say.`, `…, said people familiar with the matter.`, `If …, fund managers say, …`
fn trailing(r: &Reader, claims: &mut Claims, index: usize, floor: usize, out: &mut Vec<Attribution>) -> bool {
    let hit = &r.cues[index];
    if hit.needs == Needs::Mark {
        return false;
    }
    let start = hit.span.start as usize;
    let Some(comma) = source::last_comma(r, floor, start) else { return false };
    let mut comma = comma;
    let between = r.slice(comma + 1, start);
    let apposition = if between.trim().is_empty() { apposition::apposition(r, floor, comma) } else { None };
    let after_cue = cue::after(r, hit);
    let (source, after) = if let Some((first, source)) = apposition.filter(|_| after_cue.ends) {
        comma = first;
        (source, after_cue)
    } else if between.trim().is_empty() {
        let Some((source, end)) = source::after(r, hit.span.end as usize) else { return false };
        let after = cue::after_source(r, end);
        // "Not so, says Ann Reed."
        let inverted = after.ends && !source.mentions.is_empty() && r.mentions_in(floor, comma).next().is_none();
        if !inverted && !source::looks_like_content(r, floor, comma) {
            return false;
        }
        (source, after)
    } else {
        if !source::is_plain(r, comma + 1, start) {
            return false;
        }
        let Some(source) = source::before(r, comma + 1, start) else { return false };
        (source, cue::after(r, hit))
    };
    if after.that || after.region.is_some() || !(after.ends || after.comma) {
        return false;
    }
    let begin = content::sentence_content_start(r, floor, claims.end);
    let words = r.slice(begin, comma).split_whitespace().count();
    // "The deal, Ann Reed said, would close in June."
    let goes_on = || after.comma && content::begins_with_verb(r, after.at);
    if words < 3 && !(words >= 1 && (after.ends && between.trim().is_empty() || goes_on())) {
        return false;
    }
    let mut found = Attribution {
        kind: QuoteKind::Indirect,
        content: vec![Span::new(begin, comma)],
        cue: Some(hit.span),
        tone: hit.kind,
        source: Some(source),
        rule: "quote.en.trailing",
    };
    if content::holds_quoted_words(r, claims, begin, comma) {
        found.kind = QuoteKind::Mixed;
    }
    claims.end = claims.end.max(after.at);
    if after.comma && !content::is_narrator(r, after.at) {
        let rest = content::clauses(r, claims, index, after.at, false);
        found.content.extend(rest.parts);
        claims.end = claims.end.max(rest.end);
        found.rule = "quote.en.inside";
    }
    set_medium(&mut found.source, after.medium);
    out.push(found);
    true
}

/// `X said that …`, `X said: "…"`, `X said on Monday it had …`
fn forward(r: &Reader, claims: &mut Claims, index: usize, floor: usize, out: &mut Vec<Attribution>) {
    let hit = &r.cues[index];
    let after = cue::after(r, hit);
    let cue = hit.span.start as usize;
    let source = source::before(r, floor, cue).or_else(|| source::front(r, floor, cue));
    // "X told Y on Tuesday, before adding: …": who spoke before goes on.
    let is_participle = || r.text[hit.span.range()].ends_with("ing") && r.mention_ending(floor, r.back_over_blanks(cue)).is_none();
    let same_sentence = || out.last().and_then(|last| last.cue).is_some_and(|last| last.end as usize >= floor);
    // "Acme fell 3% after saying it would": the subject of the sentence.
    let comes_after = || [" after", " before", " while", " when", " by", " despite"].iter().any(|word| r.slice(floor, cue).trim_end().ends_with(word));
    // "She accused the bank of greed, arguing that": the same.
    let is_apart = || r.slice(floor, cue).trim_end().trim_end_matches(['"', '”']).ends_with(',') && !same_sentence();
    let source = if is_participle() && (comes_after() || after.that && is_apart()) { source::front(r, floor, r.back_over_blanks(cue)) } else { source };
    let source = if is_participle() && same_sentence() { out.last().and_then(|last| last.source.clone()) } else { source };
    if after.at < claims.end || !cue::allows(r, hit, &after, source.as_ref()) {
        return;
    }
    if source.is_none() && out.last().is_none_or(|last| last.content.last().is_none_or(|c| (c.end as usize) < floor)) {
        return;
    }
    let rest = content::clauses(r, claims, index, after.at, after.that);
    if rest.parts.is_empty() {
        return;
    }
    claims.end = claims.end.max(rest.end);
    let rule = if rest.kind == QuoteKind::Direct { "quote.en.marks-after-cue" } else { "quote.en.after-cue" };
    let mut found = Attribution { kind: rest.kind, content: rest.parts, cue: Some(hit.span), tone: hit.kind, source, rule };
    set_medium(&mut found.source, after.medium);
    out.push(found);
}

/// `X called the price "a steal"`, `X dismissed it as "a liquidation price"`: what is named, and the words for it.
fn naming(r: &Reader, claims: &mut Claims, index: usize, floor: usize, out: &mut Vec<Attribution>) {
    let hit = &r.cues[index];
    if hit.needs == Needs::NamingAs && r.rest(hit.span.end as usize).starts_with(" by ") {
        return named_by(r, claims, index, out);
    }
    let start = r.skip_blanks(hit.span.end as usize);
    let Some(region) = content::named_region(r, start, hit.needs == Needs::NamingAs).filter(|&region| claims.is_free(region)) else { return };
    let Some(source) = source::before(r, floor, hit.span.start as usize).filter(|_| start >= claims.end) else { return };
    let end = r.regions[region].outer.end as usize;
    claims.take(region);
    claims.end = claims.end.max(end);
    let content = vec![Span::new(start, end)];
    out.push(Attribution { kind: QuoteKind::Mixed, content, cue: Some(hit.span), tone: hit.kind, source: Some(source), rule: "quote.en.naming" });
}

/// `was described by X, its chairwoman, as "a steal"`: the words for what the passive is said of.
fn named_by(r: &Reader, claims: &mut Claims, index: usize, out: &mut Vec<Attribution>) {
    let hit = &r.cues[index];
    let Some((source, end)) = source::after(r, hit.span.end as usize + " by".len()) else { return };
    let Some((start, region)) = content::behind_as(r, end).filter(|&(start, region)| start >= claims.end && claims.is_free(region)) else { return };
    let end = r.regions[region].outer.end as usize;
    claims.take(region);
    claims.end = claims.end.max(end);
    let content = vec![Span::new(start, end)];
    out.push(Attribution { kind: QuoteKind::Mixed, content, cue: Some(hit.span), tone: hit.kind, source: Some(source), rule: "quote.en.named-by" });
}

/// `…, according to X.` and `According to X, …`
fn according(r: &Reader, claims: &mut Claims, index: usize, out: &mut Vec<Attribution>) {
    let hit = &r.cues[index];
    let (start, end) = (hit.span.start as usize, hit.span.end as usize);
    let Some((source, after_source)) = source::after(r, end) else { return };
    let floor = source::floor(r, start);
    let begin = content::sentence_content_start(r, floor, claims.end);
    let before = r.slice(begin, start).trim_end();
    let found = if before.split_whitespace().count() >= 3 {
        let stop = begin + before.trim_end_matches(',').len();
        let kind = if content::holds_quoted_words(r, claims, begin, stop) { QuoteKind::Mixed } else { QuoteKind::Indirect };
        claims.end = claims.end.max(after_source);
        Attribution { kind, content: vec![Span::new(begin, stop)], cue: Some(hit.span), tone: hit.kind, source: Some(source), rule: "quote.en.according-to" }
    } else {
        let at = apposition::past_comma(r, after_source);
        let Some(at) = at else { return };
        let rest = content::clauses(r, claims, index, at, false);
        if rest.parts.is_empty() {
            return;
        }
        claims.end = claims.end.max(rest.end);
        Attribution { kind: rest.kind, content: rest.parts, cue: Some(hit.span), tone: hit.kind, source: Some(source), rule: "quote.en.according-to-front" }
    };
    out.push(found);
}

fn set_medium(source: &mut Option<Source>, medium: Option<Span>) {
    if let Some(source) = source {
        source.medium = source.medium.or(medium);
    }
}
