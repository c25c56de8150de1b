//! What the lexicon's hits say about each place of the text: which kinds of word begin there and which end there.
//!
//! A word inside a longer one does not count (和 in 和平, 银行 in 银行业), so that the grammar of names can go by single characters.

use super::NameTables;
use crate::doc::{Document, Language, Span};
use crate::lexicon::{Class, Lexicon, Row};
use crate::read::is_han;

/// A set of word kinds.
pub(crate) type Bits = u32;

/// A function word or verb that ends a name on either side.
pub(crate) const STOP: Bits = 1;
/// A single character that ends a name unless the name would be too short without it (和, 向).
pub(crate) const SOFT: Bits = 1 << 1;
/// A verb of speech.
pub(crate) const SPEECH: Bits = 1 << 2;
/// A person's title.
pub(crate) const TITLE: Bits = 1 << 3;
/// Mr, 先生.
pub(crate) const HONORIFIC: Bits = 1 << 4;
/// A noun for a party (芯片制造商, chipmaker).
pub(crate) const NOMINAL: Bits = 1 << 5;
/// A place of any size.
pub(crate) const PLACE: Bits = 1 << 6;
/// A country or the adjective of one.
pub(crate) const COUNTRY: Bits = 1 << 7;
/// The end of a company's name.
pub(crate) const COMPANY: Bits = 1 << 8;
/// The same, but an everyday noun too (能源, 芯片).
pub(crate) const WEAK: Bits = 1 << 9;
/// A legal form.
pub(crate) const LEGAL: Bits = 1 << 10;
/// The end of a government body's name.
pub(crate) const GOVERNMENT: Bits = 1 << 11;
/// The end of an organization's name.
pub(crate) const ORGANIZATION: Bits = 1 << 12;
/// A branch (分行): goes on after a complete name.
pub(crate) const BRANCH: Bits = 1 << 13;
/// A deal's trigger.
pub(crate) const TRIGGER: Bits = 1 << 14;
/// A case marker, status, hearsay or negation word.
pub(crate) const GRAMMAR: Bits = 1 << 15;
/// A known name.
pub(crate) const CONCEPT: Bits = 1 << 16;
/// An amount, percent, share count or date.
pub(crate) const TAKEN: Bits = 1 << 17;
/// An English given name.
pub(crate) const GIVEN: Bits = 1 << 18;
/// A given name that is a word too (Will, Grant).
pub(crate) const RARE_GIVEN: Bits = 1 << 19;
/// Bank of, Ministry of.
pub(crate) const HEAD: Bits = 1 << 20;
/// An acronym or calendar word: capitalised and no name.
pub(crate) const NO_NAME: Bits = 1 << 21;
/// A word that says that a name of two meanings is a company's.
pub(crate) const CONTEXT: Bits = 1 << 22;
/// Announces a definition (以下简称).
pub(crate) const DEFINITION: Bits = 1 << 23;
/// A noun after which a Latin name is a product's (平台, 模型).
pub(crate) const PRODUCT: Bits = 1 << 24;
/// A pronoun.
pub(crate) const PRONOUN: Bits = 1 << 25;
/// A demonym.
pub(crate) const DEMONYM: Bits = 1 << 26;
/// A common noun that looks like a name (商业银行): no name ends with it alone.
pub(crate) const GENERIC: Bits = 1 << 27;

/// A noun that a name's ending goes on with (电子|行业): the ending belongs to it.
pub(crate) const FIELD: Bits = 1 << 28;

/// A word after which a name is expected (收购, 向).
pub(crate) const OPENS: Bits = 1 << 29;
/// A word before which a name is expected (股权, 领投).
pub(crate) const CLOSES: Bits = 1 << 30;

/// A noun for papers and events, with which no English name of a party ends (Merger Agreement, Takeover Code).
pub(crate) const PAPER: Bits = 1 << 31;

/// Any end of a name.
pub(crate) const SUFFIX: Bits = COMPANY | WEAK | LEGAL | GOVERNMENT | ORGANIZATION;
/// Words that stand beside names and are not part of them.
pub(crate) const EDGE: Bits = STOP | SPEECH | TITLE | HONORIFIC | NOMINAL | TRIGGER | GRAMMAR | TAKEN | DEFINITION | PRONOUN;

/// What a row of the lexicon says to the marks, worked out once.
#[derive(Clone, Copy)]
pub(crate) struct RowMarks {
    bits: Bits,
    /// Words inside it do not count.
    covers: bool,
    /// No ending of a name counts at its end.
    seals: bool,
    /// A legal form or a name's suffix.
    ending: bool,
    /// A name's suffix.
    suffix: bool,
    /// An analyst's title.
    analyst: bool,
}

impl RowMarks {
    /// Those of each row.
    pub(super) fn of_all(lexicon: &Lexicon) -> Vec<Self> {
        let of_name = |sure: bool| RowMarks { bits: if sure { CONCEPT } else { 0 }, covers: sure, seals: false, ending: false, suffix: false, analyst: false };
        let of = |(row, class): (u32, &Class)| match class {
            // Most rows are names.
            Class::Concept => of_name(!lexicon.needs_context(row)),
            _ => RowMarks::new(lexicon.row(row)),
        };
        (0..).zip(lexicon.classes()).map(of).collect()
    }

    fn new(row: Row<'_>) -> Self {
        let seals = match row.class {
            Class::NotName => matches!(row.value, "" | "inner" | "speech"),
            Class::Nominal => true,
            _ => false,
        };
        let suffix = row.class == Class::NameSuffix;
        let analyst = row.class == Class::Title && row.value == "analyst";
        RowMarks { bits: bits_of(row), covers: is_cover(row), seals, ending: suffix || row.class == Class::LegalForm, suffix, analyst }
    }
}

/// The marks of one text.
#[derive(Default)]
pub(crate) struct Marks {
    starts: Vec<Bits>,
    ends: Vec<Bits>,
    /// Length of the longest name suffix that ends at a place.
    suffix: Vec<u8>,
    /// Length of the longest place name that starts at a place.
    place: Vec<u8>,
    /// One more than the index of the first hit that begins at a place; 0 where none does.
    first_hit: Vec<u32>,
}

impl Marks {
    /// Reads the hits and the quantities of `doc`.
    pub(crate) fn new(tables: &NameTables, doc: &Document) -> Self {
        let size = doc.text.folded.len() + 1;
        let mut marks = Marks { starts: vec![0; size], ends: vec![0; size], suffix: vec![0; size], place: vec![0; size], first_hit: vec![0; size] };
        let (mut cover, mut sealed) = (Span::default(), 0);
        for (index, hit) in doc.hits.iter().enumerate() {
            let first = &mut marks.first_hit[hit.span.start as usize];
            if *first == 0 {
                *first = index as u32 + 1;
            }
            let row = tables.rows[hit.row as usize];
            let is_ending = row.ending && (hit.span.end != sealed || hit.span == cover);
            let inside = hit.span.end < cover.end || hit.span.end == cover.end && hit.span != cover && !row.covers && !is_ending;
            let crosses = is_ending && cover.start < hit.span.start && hit.span.start < cover.end && hit.span.end > cover.end && row.suffix;
            // 子公|司长|沙: a title does not begin within another word.
            let tears = row.bits & TITLE != 0 && cover.start < hit.span.start && hit.span.start < cover.end && hit.span.end > cover.end;
            let is_cut = ends_in_next(&doc.text.folded, hit.span) || begins_in_last(&doc.text.folded, hit.span);
            if inside
                || is_cut
                || crosses
                || tears
                || row.bits & TITLE != 0 && begins_in_name(&doc.text.folded, hit.span)
                || row.covers && marks.ends_firm(tables, doc, index)
            {
                continue;
            }
            if row.covers && hit.span.len() > 3 && hit.span.end > cover.end {
                cover = hit.span;
                sealed = if row.seals { cover.end } else { sealed };
            }
            if row.bits != 0 {
                marks.add(hit.span, row.bits);
            }
        }
        let spans = doc.amounts.iter().map(|a| a.span).chain(doc.percents.iter().map(|p| p.span));
        for span in spans.chain(doc.shares.iter().map(|s| s.span)).chain(doc.dates.iter().map(|d| d.span)) {
            marks.add(span, TAKEN);
        }
        marks
    }

    /// 宏泰|证券分析师: the word for a person at `doc.hits[index]` begins with the last word of a firm's name, and an unknown word stands before it.
    fn ends_firm(&self, tables: &NameTables, doc: &Document, index: usize) -> bool {
        const UNKNOWN: usize = 2;
        let title = doc.hits[index].span;
        let has_suffix = doc.hits[index + 1..].iter().take_while(|h| h.span.start == title.start).any(|h| tables.rows[h.row as usize].suffix);
        // 分析师 is a title of its own.
        let within = doc.hits[index + 1..].iter().take_while(|h| h.span.start < title.end);
        let has_title = within.filter(|h| h.span.start > title.start && h.span.end == title.end).any(|h| tables.rows[h.row as usize].analyst);
        if !has_suffix || !has_title || self.ends(title.start as usize) & (EDGE | SOFT | SUFFIX | PLACE | CONCEPT | COUNTRY) != 0 {
            return false;
        }
        let front = &doc.text.folded[..title.start as usize];
        let Some((from, _)) = front.char_indices().rev().take(UNKNOWN).take_while(|&(_, c)| is_han(c)).nth(UNKNOWN - 1) else { return false };
        !tables.is_common(&front[from..])
    }

    fn add(&mut self, span: Span, bits: Bits) {
        let (start, end) = (span.start as usize, span.end as usize);
        let length = u8::try_from(span.len()).unwrap_or(u8::MAX);
        // A 俱乐部 is no 部.
        let bits = if length < self.suffix[end] { bits & !(GOVERNMENT | ORGANIZATION) } else { bits };
        self.starts[start] |= bits;
        self.ends[end] |= bits;
        if bits & SUFFIX != 0 {
            self.suffix[end] = self.suffix[end].max(length);
        }
        if bits & PLACE != 0 {
            self.place[start] = self.place[start].max(length);
        }
    }

    /// Kinds of the words that begin at `at`.
    #[inline]
    pub(crate) fn starts(&self, at: usize) -> Bits {
        self.starts.get(at).copied().unwrap_or(0)
    }

    /// Kinds of the words that end at `at`.
    #[inline]
    pub(crate) fn ends(&self, at: usize) -> Bits {
        self.ends.get(at).copied().unwrap_or(0)
    }

    /// Index of the first hit that begins at `at`.
    #[inline]
    pub(crate) fn first_hit(&self, at: usize) -> Option<usize> {
        self.first_hit.get(at).and_then(|&n| n.checked_sub(1)).map(|n| n as usize)
    }

    /// Where the longest suffix begins that ends at `at`.
    #[inline]
    pub(crate) fn suffix_before(&self, at: usize) -> Option<usize> {
        self.suffix.get(at).filter(|&&n| n > 0).map(|&n| at - n as usize)
    }

    /// Where the longest place name ends that begins at `at`.
    #[inline]
    pub(crate) fn place_after(&self, at: usize) -> Option<usize> {
        self.place.get(at).filter(|&&n| n > 0).map(|&n| at + n as usize)
    }
}

/// 药企|业 is 药|企业, 科技股|份 is 科技|股份, 电子业|务 is 电子|业务, 事|业主|管 is 事业|主管, 同日|本 is 同|日本, 京东方|面 is 京东|方面: the last character belongs to what follows.
pub(super) fn ends_in_next(text: &str, span: Span) -> bool {
    /// What 本 begins behind a day, and 面 behind 方.
    const OWN: [&str; 14] = ["公司", "集团", "行", "报", "刊", "网", "次", "周", "月", "年", "院", "市", "港", "会"];
    let (words, rest) = (&text[span.range()], &text[span.end as usize..]);
    const FACING: [&str; 5] = ["板", "临", "试", "世", "积"];
    words.ends_with('企') && rest.starts_with('业')
        || words.ends_with('股') && rest.starts_with('份')
        || words.ends_with('业') && rest.starts_with('务')
        || words == "业主" && rest.starts_with(['管', '任'])
        || words.ends_with('方') && rest.strip_prefix('面').is_some_and(|rest| !FACING.iter().any(|word| rest.starts_with(word)))
        || words.ends_with('日') && rest.strip_prefix('本').is_some_and(|rest| !OWN.iter().any(|own| rest.starts_with(own)))
}

/// 科|技转 is 科技|转: the first character belongs to what stands before.
fn begins_in_last(text: &str, span: Span) -> bool {
    text[span.range()].starts_with('技') && text[..span.start as usize].ends_with('科')
}

/// "Calder Securities analyst": the first of a title's words is written as the last of a name's.
fn begins_in_name(text: &str, title: Span) -> bool {
    let words = &text[title.range()];
    let is_mixed = words.starts_with(|c: char| c.is_ascii_uppercase())
        && words.split_once(' ').is_some_and(|(_, rest)| rest.starts_with(|c: char| c.is_ascii_lowercase()));
    let before = || text[..title.start as usize].strip_suffix(' ').and_then(|front| front.rsplit([' ', '\n']).next());
    is_mixed && before().is_some_and(|word| word.starts_with(|c: char| c.is_ascii_uppercase()) && word.ends_with(char::is_alphanumeric))
}

/// Words inside it do not count.
fn is_cover(row: Row<'_>) -> bool {
    match row.class {
        Class::NotName => !matches!(row.value, "hard" | "soft" | "soft inner" | "paper"),
        Class::Nominal => !is_bound(row),
        Class::Title => true,
        // 内蒙古自治区: no word of one character within it cuts.
        Class::Place => row.surface.ends_with("区") && row.surface.chars().count() >= LONG_PLACE,
        _ => false,
    }
}

/// Characters of a region's full name.
const LONG_PLACE: usize = 5;

/// A noun that means a party only right after a determiner (该行).
fn is_bound(row: Row<'_>) -> bool {
    row.value.starts_with("bound")
}

fn bits_of(row: Row<'_>) -> Bits {
    match (row.class, row.value) {
        (Class::NotName, "hard" | "" | "inner") => STOP,
        (Class::NotName, "soft" | "soft inner") => SOFT,
        (Class::NotName, "speech") => SPEECH | STOP,
        (Class::NotName, "generic") => GENERIC,
        (Class::NotName, "acronym" | "calendar") => NO_NAME,
        (Class::NotName, "product") => PRODUCT,
        (Class::NotName, "paper") => PAPER,
        (Class::NotName, "field") => FIELD | STOP,
        (Class::DocumentSource | Class::GroupSource | Class::UnnamedSource, _) if row.language == Language::Zh => STOP,
        (Class::Cue, _) => SPEECH | STOP,
        (Class::Title, "honorific") => TITLE | HONORIFIC,
        (Class::Title, _) => TITLE,
        // 谷丰|汽车集团: the noun ends names, too.
        (Class::Nominal, "company") if row.surface.ends_with("集团") && row.surface.len() > "集团".len() => NOMINAL | COMPANY,
        (Class::Nominal, _) if !is_bound(row) => NOMINAL,
        (Class::Place, value) if value.split(' ').next() == Some("country") => PLACE | COUNTRY,
        (Class::Place, value) if value.starts_with("demonym") => PLACE | COUNTRY | DEMONYM,
        (Class::Place, _) => PLACE,
        (Class::LegalForm, _) => LEGAL,
        (Class::NameSuffix, "company") => COMPANY,
        (Class::NameSuffix, "company weak") => WEAK,
        (Class::NameSuffix, "government") => GOVERNMENT,
        (Class::NameSuffix, "organization") => ORGANIZATION,
        (Class::NameSuffix, "branch") => BRANCH,
        (Class::Trigger, _) => TRIGGER,
        (Class::Marker, "tail" | "agent" | "manner") if row.surface.len() == 3 && !row.surface.is_ascii() => 0,
        (Class::Marker | Class::Status | Class::Hearsay | Class::Negation, _) if row.surface.len() == 3 && !row.surface.is_ascii() => SOFT,
        (Class::Marker, "tail" | "agent" | "manner") if row.surface.len() == 3 && !row.surface.is_ascii() => 0,
        // 盐湖钾肥, 一心堂大药房: what may be sold may also stand in a name.
        (Class::Marker, "asset") => 0,
        (Class::Marker | Class::Status | Class::Hearsay | Class::Negation, _) => GRAMMAR,
        (Class::GivenName, "rare") => RARE_GIVEN,
        (Class::GivenName, _) => GIVEN,
        (Class::NameHead, _) => HEAD,
        (Class::NameContext, _) => CONTEXT,
        (Class::NameSlot, "opens") => OPENS,
        (Class::NameSlot, "closes" | "closes firm") => CLOSES,
        (Class::NameSlot, _) => OPENS | CLOSES,
        (Class::Definition, _) => DEFINITION,
        (Class::Pronoun, _) => PRONOUN,
        _ => 0,
    }
}
