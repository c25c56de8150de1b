//! What stands about a name or an anaphor: the verb behind it, what is set in behind it, its clause.

use super::called;
use super::reference::{Anaphor, MOST};
use crate::doc::{Document, Entity, Id, Language, Mention, Span};
use crate::lexicon::Class;
use crate::mention::name::{GRAMMAR, SPEECH, Scan, TRIGGER};
use crate::read::is_han;

/// Bytes that a clause is looked for in.
const WINDOW: usize = 600;
/// Bytes behind a name in which a verb of saying tells who speaks.
const SAYING: usize = 40;

/// A verb of speech or of a deal follows the mention, brackets and adverbs left aside.
pub(super) fn governs(scan: &Scan, language: Language, mention: &Mention) -> bool {
    const VERBS: u32 = SPEECH | TRIGGER | GRAMMAR;
    let mut at = mention.span.end as usize;
    let text = scan.text;
    if let Some(rest) = text[at..].trim_start().strip_prefix(['(', '<'])
        && let Some(close) = rest.find([')', '>']).filter(|&i| i < 60)
    {
        at = text.len() - rest.len() + close + 1;
    }
    if language == Language::En {
        at = at.max(behind_apposition(text, mention));
    }
    // "Acme's shares rose"
    let owned = text[at..].strip_prefix("'s").or(text[at..].strip_prefix("’s")).unwrap_or(&text[at..]);
    let owned = [" shares ", " stock ", " bonds "].iter().find_map(|word| owned.strip_prefix(word));
    at = owned.map_or(at, |rest| text.len() - rest.len());
    let next = at + (text[at..].len() - text[at..].trim_start().len());
    let word: &str = text[next..].split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or("");
    let is_verb = word.len() > 2
        && word.bytes().all(|b| b.is_ascii_lowercase())
        && (word.ends_with("ed") || matches!(word, "has" | "had" | "was" | "will" | "said" | "told" | "rose" | "fell"));
    scan.starts(next, VERBS) || is_verb
}

/// "its creditors": what follows a possessive is a firm's, and no ministry's or court's.
pub(super) fn owns_as_firm(rest: &str) -> bool {
    const OF_FIRMS: [&str; 21] = [
        "creditors",
        "creditor",
        "lender",
        "lenders",
        "shareholders",
        "shareholder",
        "shares",
        "stock",
        "suppliers",
        "supplier",
        "customers",
        "founder",
        "founders",
        "parent",
        "owner",
        "owners",
        "rival",
        "rivals",
        "factory",
        "stores",
        "bondholders",
    ];
    let word = rest.trim_start().split(|c: char| !c.is_alphabetic()).find(|word| !matches!(*word, "biggest" | "largest" | "main" | "former" | "controlling"));
    word.is_some_and(|word| OF_FIRMS.contains(&word))
}

/// "Acme said on Monday that it": a verb of saying stands soon behind the name, and its clause goes on to the anaphor.
pub(super) fn says(scan: &Scan, mention: &Mention, anaphor: Span) -> bool {
    let (start, end) = (behind_apposition(scan.text, mention), anaphor.start as usize);
    if start >= end || end - start > called::APPOSED {
        return false;
    }
    let ceiling = scan.text.floor_char_boundary((start + SAYING).min(end));
    let near = &scan.text[start..ceiling.max(start)];
    let length = near.find([',', ';', '“', '"']).unwrap_or(near.len());
    let verb = near[..length].match_indices(' ').any(|(i, _)| scan.starts(start + i + 1, SPEECH));
    verb && !scan.text[start..end].contains([',', ';', '“', '"'])
}

/// Between the mention and a comma before the anaphor stands a word for a notice, and little else.
pub(super) fn informs(text: &str, mention: &Mention, anaphor: Span) -> bool {
    const NOTICES: [&str; 5] = ["通知", "告知函", "通知函", "来函", "函告"];
    const REACH: u32 = 150;
    if anaphor.start.saturating_sub(mention.span.end) > REACH {
        return false;
    }
    let between = text.get(mention.span.end as usize..anaphor.start as usize).unwrap_or_default();
    if !between.ends_with(',') {
        return false;
    }
    let clause = between.trim_matches(|c: char| !is_han(c));
    clause.len() <= 30 && NOTICES.iter().any(|n| clause.ends_with(n))
}

/// The end of a mention with the bracket behind it: "Acme <ACM.N>".
pub(super) fn behind_bracket(text: &str, mention: &Mention) -> usize {
    let end = mention.span.end as usize;
    let close = text[end..].strip_prefix(" (").or(text[end..].strip_prefix(" <")).and_then(|rest| rest.find([')', '>']).filter(|&i| i < 60));
    close.map_or(end, |i| end + 2 + i + 1)
}

/// The end of a mention with the apposition behind it: "Acme, a maker of pumps,".
fn behind_apposition(text: &str, mention: &Mention) -> usize {
    let end = behind_bracket(text, mention);
    let close = text[end..].strip_prefix(", ").and_then(|rest| rest.find([',', '.', ';', '\n']).filter(|&i| i < called::APPOSED && rest[i..].starts_with(',')));
    close.map_or(end, |i| end + 2 + i + 1)
}

/// Stands behind a verb or a preposition: "a stake in the Dutch group".
pub(super) fn is_governed(text: &str, span: Span) -> bool {
    const JOINS: [&str; 19] = [
        "by", "that", "and", "but", "while", "as", "because", "when", "where", "whether", "if", "although", "though", "which", "said", "says", "after",
        "before", "since",
    ];
    let before = text[..span.start as usize].trim_end_matches(' ');
    let word = before.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or("");
    word.starts_with(|c: char| c.is_ascii_lowercase()) && !JOINS.contains(&word)
}

/// The country that a modifier of the noun tells: "the Danish group".
pub(super) fn country<'a>(scan: &Scan<'a>, anaphor: &Anaphor) -> Option<(&'a str, &'a str)> {
    let words = &scan.text[anaphor.span.start as usize..anaphor.noun.start as usize];
    let at = |i: usize| anaphor.span.start as usize + i;
    words.match_indices([' ', '-']).find_map(|(i, _)| {
        let place = scan.hits_at(at(i + 1)).find(|h| scan.lexicon.class_of(h.row) == Class::Place)?;
        scan.lexicon.row(place.row).value.split_once(' ')
    })
}

/// "the Oakland company": the place among the noun's modifiers stands near a mention of the entity, too.
pub(super) fn is_near_place(doc: &Document, id: Id<Entity>, anaphor: &Anaphor) -> bool {
    let modifiers = &doc.text.folded[anaphor.span.start as usize..anaphor.noun.start as usize];
    let Some(place) = modifiers.split([' ', '-']).find(|w| w.len() > 3 && w.starts_with(char::is_uppercase)) else { return false };
    let near = |m: &&Mention| {
        let from = doc.text.folded.floor_char_boundary((m.span.start as usize).saturating_sub(60));
        let to = doc.text.folded.floor_char_boundary((m.span.end as usize + 90).min(doc.text.folded.len()));
        m.entity == Some(id) && doc.text.folded[from..to].contains(place)
    };
    doc.mentions.iter().filter(|m| m.span.end <= anaphor.span.start).take(MOST).any(|m| near(&m))
}

/// Where the clause begins that `at` stands in.
pub(super) fn clause_start(text: &str, at: usize) -> usize {
    let floor = text.floor_char_boundary(at.saturating_sub(WINDOW));
    let text = &text[floor..at];
    floor + text.rfind([',', '。', ';', '!', '?', '\n', ':', '“', '—', '·']).map_or(0, |i| i + text[i..].chars().next().map_or(1, char::len_utf8))
}

/// A verb of speech follows.
pub(super) fn speaks(scan: &Scan, noun: Span) -> bool {
    let end = noun.end as usize;
    scan.starts(end, SPEECH) || scan.text[end..].starts_with(' ') && scan.starts(end + 1, SPEECH)
}

/// 江城国投拟认购|公司: a deal's verb and none of speech between a name that ends at `from` and the noun at `to`, so that the noun is another.
pub(super) fn acts_on(scan: &Scan, from: usize, to: usize) -> bool {
    const MOST: usize = 60;
    let Some(between) = scan.text.get(from..to).filter(|words| words.len() <= MOST) else { return false };
    let starts = |bits| between.char_indices().any(|(i, _)| scan.starts(from + i, bits));
    const CLAUSES: [&str; 7] = [" and ", " as ", " while ", " after ", " that ", " which ", " but "];
    starts(TRIGGER) && !starts(SPEECH) && !CLAUSES.iter().any(|joint| between.contains(joint))
}

/// "creditors including Acme and Norvik": the name that ends at `end` is an example of a noun before it, as are the capitalised words between.
pub(super) fn is_example(text: &str, end: usize) -> bool {
    const REACH: usize = 120;
    let before = &text[text.floor_char_boundary(end.saturating_sub(REACH))..end];
    let Some(list) = ["including ", "such as "].iter().filter_map(|word| before.rfind(word).map(|at| &before[at + word.len()..])).min_by_key(|l| l.len())
    else {
        return false;
    };
    list.split([' ', ',']).all(|word| !word.starts_with(|c: char| c.is_lowercase()) || matches!(word, "and" | "of" | "the"))
}

/// Entities named in the rest of the clause after `at`: an anaphor is none of them.
pub(super) fn clause_mates(doc: &Document, span: Span) -> Vec<Id<Entity>> {
    let ceiling = doc.text.folded.floor_char_boundary((span.end as usize + WINDOW).min(doc.text.folded.len()));
    let text = &doc.text.folded[span.end as usize..ceiling];
    let end = span.end + text.find([',', '。', ';', '!', '?', '\n', ':']).unwrap_or(text.len()) as u32;
    let from = doc.mentions.partition_point(|m| m.span.start < span.end);
    doc.mentions[from..].iter().take_while(|m| m.span.start < end).filter_map(|m| m.entity).collect()
}
