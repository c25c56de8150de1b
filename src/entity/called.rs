//! What a document says of its parties beside their names: whose paper it is, which nouns they are called by, which countries they are of.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::doc::{Document, Entity, EntityType, Form, Id, Mention, Rule, Span};
use crate::lexicon::Class;
use crate::mention::name::{NOMINAL, Scan};

/// Bytes behind a name in which an apposition says what it is.
pub(super) const APPOSED: usize = 90;
/// Nouns that are kept of one entity.
const MOST_NOUNS: usize = 40;

/// A word that a document calls its own party by, with what stands before and after it where it does.
const OWN: [(&str, &[(&str, &str)]); 4] = [
    ("公司", &[("“", "”"), ("“本", "”"), ("\"", "\""), ("\"本", "\""), ("「", "」"), ("「本", "」")]),
    ("集团", &[("「", "」")]),
    ("Company", &[("(the “", "”"), ("(the \"", "\""), ("( the \" ", " \""), ("(“", "”"), ("(the ", ")")]),
    ("Group", &[("(the “", "”"), ("(the \"", "\"")]),
];

/// Where the document first defines what it calls its own party: (the "Company").
fn definition(text: &str) -> Option<usize> {
    let first = |&(word, beside): &(&str, &[(&str, &str)])| {
        memchr::memmem::find_iter(text.as_bytes(), word).find_map(|at| {
            let (before, after) = (&text[..at], &text[at + word.len()..]);
            beside.iter().find(|(open, close)| before.ends_with(open) && after.starts_with(close)).map(|(open, _)| at - open.len())
        })
    };
    OWN.iter().filter_map(first).min()
}

/// Whose document it is: the entity before (以下简称“公司”), or the one that a filing's head names, else none.
pub(super) fn owner(scan: &Scan, doc: &Document) -> Option<Id<Entity>> {
    let text = scan.text.as_bytes();
    let first = || doc.mentions.iter().find(|m| m.kind == EntityType::Company && m.form != Form::Ticker).and_then(|m| m.entity);
    let Some(at) = definition(scan.text) else {
        let is_filing = ["the Company", "证券简称", "股票简称", "股份代号"].iter().any(|label| memchr::memmem::find(text, label.as_bytes()).is_some());
        return is_filing.then(first).flatten();
    };
    doc.mentions.iter().rev().find(|m| (m.span.end as usize) <= at && at - (m.span.end as usize) < 120 && m.kind == EntityType::Company).and_then(|m| m.entity)
}

/// The nouns that stand right before names in apposition (芯片制造商AMD): what an entity is called.
pub(super) fn introduced(scan: &Scan, doc: &Document) -> FxHashMap<Id<Entity>, Vec<Span>> {
    let mut nouns: FxHashMap<Id<Entity>, Vec<Span>> = FxHashMap::default();
    let mut mentions = doc.mentions.iter().peekable();
    for hit in &doc.hits {
        if scan.lexicon.class_of(hit.row) != Class::Nominal {
            continue;
        }
        while mentions.next_if(|m| m.span.start < hit.span.end).is_some() {}
        if let Some(next) = mentions.peek()
            && scan.text[hit.span.end as usize..next.span.start as usize].trim().is_empty()
            && let Some(id) = next.entity
        {
            let called = nouns.entry(id).or_default();
            if called.len() < MOST_NOUNS {
                called.push(hit.span);
            }
        }
    }
    nouns
}

/// Bytes of a bracket that defines something.
const DEFINITION: usize = 90;
/// Nouns that a paper uses of its own party: [`owner`] looks after them.
const OWN_NOUNS: [&str; 8] = ["公司", "本公司", "集团", "本集团", "上市公司", "Company", "Group", "Issuer"];

/// What the document calls a party by a noun that it defines: X(以下简称“标的公司”), X (the "Target"), 标的公司为X.
pub(super) fn defined(scan: &Scan, doc: &Document) -> FxHashMap<String, Id<Entity>> {
    let mut terms = FxHashMap::default();
    let named = |m: &&Mention| m.kind.is_party() && m.form != Form::Ticker;
    let is_noun = |at: usize, noun: &str| scan.hits_at(at).any(|h| h.span.len() == noun.len() && scan.lexicon.class_of(h.row) == Class::Nominal);
    for mention in doc.mentions.iter().filter(named) {
        let Some(id) = mention.entity else { continue };
        let (start, end) = (mention.span.start as usize, mention.span.end as usize);
        // 标的公司为X
        let front = scan.text[..start].trim_end_matches([' ', '\u{3000}']);
        if let Some(front) = ["为", "系", "是", ":"].iter().find_map(|verb| front.strip_suffix(verb)) {
            for noun in TOLD {
                if front.ends_with(noun) && !OWN_NOUNS.contains(&noun) {
                    terms.entry(noun.to_owned()).or_insert(id);
                }
            }
        }
        let ceiling = scan.text.floor_char_boundary((end + DEFINITION).min(scan.text.len()));
        let Some(behind) = scan.text[end..ceiling].trim_start().strip_prefix('(') else { continue };
        let Some(inside) = behind.find(')').map(|close| &behind[..close]) else { continue };
        let base = ceiling - behind.len();
        let mut at = 0;
        while let Some((open, mark)) = inside[at..].char_indices().find(|(_, c)| QUOTES.contains(c)) {
            let from = at + open + mark.len_utf8();
            let Some(length) = inside[from..].find(QUOTES) else { break };
            let noun = &inside[from..from + length];
            if !OWN_NOUNS.contains(&noun) && (is_noun(base + from, noun) || PARTIES.contains(&noun)) && terms.len() < MOST_NOUNS {
                terms.entry(noun.to_owned()).or_insert(id);
            }
            at = from + length + inside[from + length..].chars().next().map_or(0, char::len_utf8);
        }
    }
    terms
}

/// Marks around what is defined.
const QUOTES: [char; 5] = ['“', '”', '"', '「', '」'];
/// What agreements call their parties.
const PARTIES: [&str; 36] = [
    "Purchaser",
    "Seller",
    "Buyer",
    "Vendor",
    "Target",
    "Borrower",
    "Lender",
    "Lenders",
    "Guarantor",
    "Licensor",
    "Licensee",
    "Tenant",
    "Landlord",
    "Supplier",
    "Customer",
    "Offeror",
    "Offeree",
    "Bidder",
    "Parent",
    "Subsidiary",
    "Investor",
    "Sponsor",
    "Bank",
    "Fund",
    "Trustee",
    "Contractor",
    "Client",
    "Partner",
    "Acquirer",
    "Acquiror",
    "Transferor",
    "Transferee",
    "Pledgor",
    "Pledgee",
    "Manager",
    "Subscriber",
];
/// Nouns of filings that a sentence says the bearer of.
const TOLD: [&str; 8] = ["标的公司", "目标公司", "交易对方", "甲方", "乙方", "丙方", "受让方", "转让方"];

/// "Halden, a Danish maker of pumps,": what the words behind a name call it, up to what they say of it further.
pub(super) fn apposed_nouns(scan: &Scan, doc: &Document, nouns: &mut FxHashMap<Id<Entity>, Vec<Span>>) {
    const ENDS: [&str; 17] =
        [",", ";", ". ", "—", "\n", " that ", " which ", " of ", " behind ", " based ", " with ", " in ", " for ", " backed ", " owned ", " whose ", " and "];
    for mention in doc.mentions.iter().filter(|m| m.kind.is_party() && m.form != Form::Ticker) {
        let Some(id) = mention.entity else { continue };
        let end = mention.span.end as usize;
        let ceiling = scan.text.floor_char_boundary((end + APPOSED).min(scan.text.len()));
        let rest = &scan.text[end..ceiling];
        let Some(words) = [", a ", ", an ", ", the ", " is a ", " is an ", ", once a "].iter().find_map(|open| rest.strip_prefix(open)) else { continue };
        let length = ENDS.iter().filter_map(|stop| words.find(stop)).min().unwrap_or(words.len());
        let from = end + rest.len() - words.len();
        let starts = words[..length].match_indices(' ').map(|(i, _)| from + i + 1).chain([from]);
        let called = nouns.entry(id).or_default();
        for at in starts.filter(|&at| scan.starts(at, NOMINAL)) {
            let hit = scan.hits_at(at).find(|h| scan.lexicon.class_of(h.row) == Class::Nominal);
            called.extend(hit.filter(|_| called.len() < MOST_NOUNS).map(|h| h.span));
        }
    }
}

/// The country whose legal form stands at the end of a name.
fn country_of_form(name: &str) -> Option<&'static str> {
    let (_, form) = name.rsplit_once(' ')?;
    Some(match form {
        "A/S" | "ApS" => "DK",
        "AB" => "SE",
        "ASA" | "AS" => "NO",
        "Oyj" | "Oy" => "FI",
        "GmbH" => "DE",
        "SpA" | "S.p.A" => "IT",
        "BV" | "NV" => "NL",
        "plc" | "PLC" => "GB",
        "KK" | "K.K" => "JP",
        "Bhd" => "MY",
        "Tbk" => "ID",
        "PCL" => "TH",
        "Pty" => "AU",
        "JSC" => "RU",
        "Kft" => "HU",
        _ => return None,
    })
}

/// The countries of entities: from the lexicon, else from "Canada's Acme", "the Danish brewer Acme", Acme A/S.
pub(super) fn countries<'a>(scan: &Scan<'a>, doc: &Document) -> FxHashMap<Id<Entity>, Cow<'a, str>> {
    let listed = |mention: &Mention| {
        let Rule::Row(row) = mention.rule else { return None };
        let concept = scan.lexicon.concept(scan.lexicon.row(row)).filter(|c| !c.country.is_empty())?;
        Some((mention.entity?, concept.country))
    };
    let mut countries: FxHashMap<Id<Entity>, Cow<'a, str>> = doc.mentions.iter().filter_map(listed).collect();
    for mention in doc.mentions.iter().filter(|m| matches!(m.kind, EntityType::Company | EntityType::Organization) && m.form != Form::Ticker) {
        let Some(id) = mention.entity.filter(|id| !countries.contains_key(id)) else { continue };
        let name = scan.text[mention.span.range()].trim_end_matches('.');
        if let Some(code) = country_of_form(name).map(Cow::Borrowed).or_else(|| country_before(scan, mention.span)) {
            countries.insert(id, code);
        }
    }
    countries
}

/// "Canada's Acme", "Danish brewer Acme", "Copenhagen-based Acme": the country in the three words before a name.
fn country_before<'a>(scan: &Scan<'a>, name: Span) -> Option<Cow<'a, str>> {
    const WORDS: usize = 3;
    let text = &scan.text[..name.start as usize];
    let floor = text.rfind([',', '.', ';', ':', '(', '\n']).map_or(0, |i| i + 1);
    let opens = |i: usize| i == 0 || text.as_bytes()[floor + i - 1] == b' ';
    let at = text[floor..].char_indices().rfind(|&(i, c)| c.is_uppercase() && opens(i)).map(|(i, _)| floor + i)?;
    let rest = &text[at..];
    if rest.split_whitespace().count() > WORDS || rest.contains(" of ") || rest.contains(" in ") {
        return None;
    }
    let place = scan.hits_at(at).find(|h| scan.lexicon.class_of(h.row) == Class::Place)?;
    let (kind, code) = scan.lexicon.row(place.row).value.split_once(' ')?;
    let behind = &rest[place.span.len().min(rest.len())..];
    (kind == "demonym" || behind.starts_with("'s ") || behind.starts_with("-based ")).then(|| Cow::Owned(code.to_owned()))
}
