//! Chinese nominals and pronouns: 该芯片制造商, 这家ChatGPT开发商, 公司, 后者, 其.

use crate::doc::{EntityType, Form, Span};
use crate::entity::reference::{Anaphor, Seeks};
use crate::lexicon::Class;
use crate::mention::name::{EDGE, NOMINAL, PRONOUN, SOFT, Scan};
use crate::read::is_han;

/// Characters between a determiner and its noun (这家ChatGPT开发商).
const MODIFIER: usize = 14;

/// Proposes the nominals and pronouns of a sentence.
pub(crate) fn propose(scan: &Scan, range: Span, out: &mut Vec<Anaphor>) {
    let (floor, ceiling) = (range.start as usize, range.end as usize);
    let mut quoted = 0usize;
    let mut at = floor;
    while at < ceiling {
        let Some(c) = scan.after(at) else { break };
        match c {
            '“' | '「' => quoted += 1,
            '”' | '」' => quoted = quoted.saturating_sub(1),
            _ => {}
        }
        if is_han(c) && (scan.starts(at, PRONOUN) || scan.tables.may_begin_determiner(c) || matches!(c, '公' | '集')) {
            let found = pronoun(scan, at, quoted > 0).or_else(|| determined(scan, ceiling, at)).or_else(|| bare(scan, floor, at));
            if let Some(anaphor) = found {
                at = anaphor.span.end as usize;
                out.push(anaphor);
                continue;
            }
        }
        at += c.len_utf8();
    }
}

fn pronoun(scan: &Scan, at: usize, quoted: bool) -> Option<Anaphor> {
    if !scan.starts(at, PRONOUN) {
        return None;
    }
    let hit = scan.hits_at(at).find(|h| scan.lexicon.class_of(h.row) == Class::Pronoun)?;
    let (seeks, form) = match scan.lexicon.row(hit.row).value {
        "former" => (Seeks::Former, Form::Nominal),
        "latter" => (Seeks::Latter, Form::Nominal),
        "other" => (Seeks::Other, Form::Nominal),
        "person" if !quoted => (Seeks::Person, Form::Pronoun),
        "thing" if !quoted => (Seeks::Thing, Form::Pronoun),
        "subject" if !quoted => (Seeks::Subject, Form::Pronoun),
        "own" => (Seeks::Own, Form::Nominal),
        _ => return None,
    };
    Some(Anaphor { span: hit.span, noun: hit.span, seeks, form })
}

/// 该, 这家, 本 with the noun that follows.
fn determined(scan: &Scan, ceiling: usize, at: usize) -> Option<Anaphor> {
    let rest = &scan.text[at..ceiling];
    let determiner = scan.tables.determiner(rest)?;
    let from = at + determiner.len();
    let mut end = from;
    let mut noun = None;
    for c in scan.text[from..ceiling].chars().take(MODIFIER) {
        if !(is_han(c) || c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '·')) || (end > from && scan.starts(end, EDGE & !NOMINAL)) {
            break;
        }
        let fits = |h: &&crate::lexicon::Hit| {
            let row = scan.lexicon.row(h.row);
            row.class == Class::Nominal && (h.span.end as usize) <= ceiling && (end == from || !row.value.starts_with("bound"))
        };
        if let Some(hit) = scan.hits_at(end).find(fits) {
            noun = Some(hit);
            break;
        }
        end += c.len_utf8();
    }
    let hit = noun?;
    let kind = EntityType::parse(scan.lexicon.row(hit.row).value.trim_start_matches("bound "))?;
    let own = determiner == "本" || determiner == "我";
    let seeks = if own { Seeks::Own } else { Seeks::Kind(kind) };
    Some(Anaphor { span: Span::new(at, hit.span.end as usize), noun: hit.span, seeks, form: Form::Nominal })
}

/// 公司, 集团 alone: the party that the text speaks of.
fn bare(scan: &Scan, floor: usize, at: usize) -> Option<Anaphor> {
    let noun = ["公司", "集团"].into_iter().find(|n| scan.text[at..].starts_with(n))?;
    let hit = scan.hits_at(at).find(|h| scan.lexicon.class_of(h.row) == Class::Nominal)?;
    let end = at + noun.len();
    let opens =
        at == floor || scan.before(at).is_some_and(|c| !is_han(c) && !c.is_ascii_alphanumeric()) || scan.ends(at, EDGE | SOFT) && !scan.ends(at, NOMINAL);
    // 四家公司: no firm of its own.
    let front = scan.text[floor..at].strip_suffix(['家', '间', '個', '个']);
    let counted = front.and_then(|front| front.chars().next_back()).is_some_and(|c| c.is_ascii_digit() || "一二三四五六七八九十百千两几多数".contains(c));
    let closes = !counted
        && !scan.starts(end, crate::mention::name::SUFFIX)
        && !scan.after(end).is_some_and(|c| matches!(c, '法' | '章' | '债' | '化' | '制' | '名' | '”' | '"'));
    (opens && closes && hit.span.end as usize == end).then_some(Anaphor { span: hit.span, noun: hit.span, seeks: Seeks::Own, form: Form::Nominal })
}
