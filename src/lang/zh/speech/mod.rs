//! Chinese speech: which words a cue reports, and whose they are.

mod content;
mod cue;
mod setting;
mod source;

use crate::doc::{QuoteKind, Span};
use crate::quote::attribution::{Attribution, Claims, Source};
use crate::quote::cue::{Kind, Needs};
use crate::quote::reader::Reader;
use crate::quote::tables::Role;

pub(crate) use source::{of_colon, of_verb};

/// What the cue at `index` reports; nothing where it reports nothing.
pub(crate) fn attribute(r: &Reader, claims: &mut Claims, index: usize, out: &mut Vec<Attribution>) {
    let hit = &r.cues[index];
    if hit.needs == Needs::Opens {
        return opened(r, claims, index, out);
    }
    if !cue::is_used(r, hit) {
        return;
    }
    if cue::stands_in_frame(r, hit) {
        return framed(r, claims, index, out);
    }
    if hit.kind == Kind::Report && hit.needs == Needs::From && source::is_hearsay_frame(r, hit.span.start as usize) {
        return;
    }
    let after = cue::after(r, hit);
    if let Some(region) = content_before(r, claims, hit.span.start as usize, &after) {
        let source = source::before(r, hit.span.start as usize, r.regions[region].outer.end as usize);
        return backward(r, claims, index, region, after, source, out);
    }
    let floor = source::floor(r, hit.span.start as usize);
    if after.ends && trailing(r, claims, index, floor, out) {
        return;
    }
    let source = source::before(r, hit.span.start as usize, floor).or_else(|| source::of_paper(r, hit));
    if cue::allows(r, hit, &after, source.as_ref()) {
        forward(r, claims, index, after, source, out);
    }
}

/// The region before the cue's clause, where it may be what the cue reports: `“…,”X说`.
fn content_before(r: &Reader, claims: &Claims, cue_start: usize, after: &cue::After) -> Option<usize> {
    let floor = source::floor(r, cue_start);
    let region = r.closing_at(floor)?;
    let commas = r.slice(floor, cue_start).matches(',').count();
    let far = commas > 0 && !(after.region.is_some() || after.ends);
    (claims.is_free(region) && commas <= 3 && !far && content::is_speech(r, region)).then_some(region)
}

/// `“…,”X说,“…”` and `“…。”X说。`
fn backward(r: &Reader, claims: &mut Claims, index: usize, region: usize, after: cue::After, source: Option<Source>, out: &mut Vec<Attribution>) {
    let mut found = Attribution {
        kind: QuoteKind::Direct,
        content: Vec::new(),
        cue: Some(r.cues[index].span),
        tone: r.cues[index].kind,
        source: source.clone(),
        rule: "quote.zh.before-cue",
    };
    claims.take_chain_back(r.regions, region, &mut found.content);
    let goes_on = r.text[r.regions[region].inner.range()].ends_with([',', '、', ';']);
    if let Some(next) = after.region {
        claims.take_chain(r.regions, next, &mut found.content);
        found.rule = "quote.zh.split";
        claims.end = claims.end.max(r.regions[next].outer.end as usize);
    } else if after.joiner != cue::Joiner::Nothing && !after.ends {
        let rest = content::clauses(r, claims, index, after.at);
        if goes_on {
            found.kind = QuoteKind::Mixed;
            found.content.extend(rest.parts);
            claims.end = claims.end.max(rest.end);
        } else if !rest.parts.is_empty() {
            // The mark ended its sentence: the cue reports what follows, and the words before are the same speaker's.
            let before = Attribution { cue: None, rule: "quote.zh.before-clause", ..found };
            out.push(before);
            claims.end = claims.end.max(rest.end);
            out.push(Attribution {
                kind: rest.kind,
                content: rest.parts,
                cue: Some(r.cues[index].span),
                tone: r.cues[index].kind,
                source,
                rule: "quote.zh.after-cue",
            });
            return;
        }
    }
    out.push(found);
}

/// `…,两位知情人士说。`: the words of the sentence before the speaker's clause.
fn trailing(r: &Reader, claims: &mut Claims, index: usize, floor: usize, out: &mut Vec<Attribution>) -> bool {
    let hit = &r.cues[index];
    if hit.needs == Needs::Mark || hit.kind == Kind::Ask || claims.end > floor {
        return false;
    }
    let start = floor + (r.rest(floor).len() - r.rest(floor).trim_start().len());
    let Some((comma, source)) = source::trailing(r, hit.span.start as usize, floor).filter(|&(comma, _)| comma > start) else { return false };
    if source::sets_scene(r, start, comma) {
        return false;
    }
    let mut kind = QuoteKind::Indirect;
    for region in r.regions_in(start, comma) {
        if !r.regions[region].is_title && content::is_quoted_words(r, region) && claims.is_free(region) {
            claims.take(region);
            kind = QuoteKind::Mixed;
        }
    }
    claims.end = claims.end.max(hit.span.end as usize);
    let content = vec![span(start, comma)];
    out.push(Attribution { kind, content, cue: Some(hit.span), tone: hit.kind, source: Some(source), rule: "quote.zh.trailing" });
    true
}

/// `X说:“…”`, `X说,…` and `X称…`
fn forward(r: &Reader, claims: &mut Claims, index: usize, after: cue::After, source: Option<Source>, out: &mut Vec<Attribution>) {
    let hit = &r.cues[index];
    let at = after.region.map_or(after.at, |region| r.regions[region].outer.start as usize);
    if at < claims.end {
        return;
    }
    let rest = content::clauses(r, claims, index, at);
    if rest.parts.is_empty() {
        return;
    }
    claims.end = claims.end.max(rest.end);
    let rule = match rest.kind {
        QuoteKind::Direct => "quote.zh.marks-after-cue",
        _ => "quote.zh.after-cue",
    };
    out.push(Attribution { kind: rest.kind, content: rest.parts, cue: Some(hit.span), tone: hit.kind, source, rule });
}

/// 据X介绍,… and 在X看来,…
fn framed(r: &Reader, claims: &mut Claims, index: usize, out: &mut Vec<Attribution>) {
    let hit = &r.cues[index];
    let Some((cue, source)) = source::framed(r, hit) else { return };
    let at = r.skip_blanks(hit.span.end as usize);
    let Some(',' | ':') = r.after(at) else { return };
    let rest = content::clauses(r, claims, index, r.skip_blanks(at + 1));
    if rest.parts.is_empty() || at < claims.end {
        return;
    }
    claims.end = claims.end.max(rest.end);
    out.push(Attribution { kind: rest.kind, content: rest.parts, cue: Some(cue), tone: hit.kind, source: Some(source), rule: "quote.zh.frame" });
}

/// 根据X公告,…
fn opened(r: &Reader, claims: &mut Claims, index: usize, out: &mut Vec<Attribution>) {
    let hit = &r.cues[index];
    let Some((source, at)) = source::opened(r, hit).filter(|&(_, at)| at >= claims.end) else { return };
    let rest = content::clauses(r, claims, index, at);
    if rest.parts.is_empty() {
        return;
    }
    claims.end = claims.end.max(rest.end);
    out.push(Attribution { kind: rest.kind, content: rest.parts, cue: Some(hit.span), tone: hit.kind, source: Some(source), rule: "quote.zh.opener" });
}

/// Whether text that begins at `at` is the narrator's again.
fn is_narrator(r: &Reader, at: usize) -> bool {
    let words = r.words(crate::doc::Language::Zh);
    words.prefix(r.window_after(at, 60).trim_start(), Role::Break) > 0
}

/// A span of bytes.
fn span(start: usize, end: usize) -> Span {
    Span::new(start, end.max(start))
}
