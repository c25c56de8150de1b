//! Sums of money, percents and share counts: found and valued by one grammar in one pass.
//!
//! `scan` jumps to where a number may begin, `number` reads it in any language, `operand` takes the units around it, `item` joins two to a range
//! and adds bounds, `guess` settles the currency of words that several countries share.

pub(crate) mod digits;
mod guess;
mod item;
pub(crate) mod number;
mod operand;
mod table;
mod unit;

use crate::doc::{Amount, Bound, Currency, Document, Id, Note, NoteCode, Percent, Range, Rule, ShareCount};
use crate::lexicon::Lexicon;
use crate::mention::scan::Scanner;

use guess::{Cues, Guesses};
use item::{Item, Read};
use number::{NumberWord, Numbers};
use operand::{Grammar, Unit};
use unit::{RangeWord, UNNAMED, Units};

/// A sum in another currency stands this near behind the sum that it repeats.
const MAX_TIE: usize = 24;

/// Tables for the quantity grammar, built once from the lexicon.
pub(crate) struct QuantityTables {
    scanner: Scanner,
    grammar: Grammar,
    cues: Cues,
}

impl QuantityTables {
    /// Reads the rows of the quantity classes.
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        let numbers = Numbers::new(lexicon);
        let begins = |word: NumberWord| {
            use NumberWord::{And, Article, Letter, More, Of, Point};
            !matches!(word, Point | More | Of | And | Article | Letter(_))
        };
        let mut scanner = Scanner::default();
        for words in numbers.languages() {
            words.words.iter().filter(|(_, word)| begins(**word)).for_each(|(word, _)| scanner.add_word(word));
        }
        QuantityTables { scanner, grammar: Grammar { numbers, units: Units::new(lexicon) }, cues: Cues::new(lexicon) }
    }
}

/// Fills `doc.amounts`, `doc.percents` and `doc.shares`, each sorted by start, and notes currencies that were guessed.
pub(crate) fn find(tables: &QuantityTables, doc: &mut Document) {
    // The text is lent out while the columns are filled.
    let text = std::mem::take(&mut doc.text.folded);
    let (mut weak, mut lots) = (Vec::new(), None);
    let mut list: Option<Listed> = None;
    let (mut at, mut floor) = (0, 0);
    let headings = table::headings(&tables.grammar, &text);
    while let Some(start) = tables.scanner.next(text.as_bytes(), at) {
        match item::read(&tables.grammar, &text, start, floor) {
            Read::Nothing(next) => match table::cell(&tables.grammar, &text, start, &headings) {
                Some(item) => {
                    at = (item.span.end as usize).max(start + 1);
                    floor = at;
                    put(doc, &item, &text, &mut weak, &mut lots);
                }
                None => at = next.max(start + 1),
            },
            Read::One(mut item) => {
                list = listed(tables, &text, &mut item, list);
                at = (item.span.end as usize).max(start + 1);
                floor = at;
                put(doc, &item, &text, &mut weak, &mut lots);
            }
        }
        // An offset within a character cannot begin a number.
        at = text.ceil_char_boundary(at);
    }
    doc.text.folded = text;
    settle(tables, doc, weak);
}

/// The quantity before, where its bounding word holds for the list that it is in.
#[derive(Clone, Copy)]
struct Listed {
    bound: Bound,
    end: usize,
}

/// 分别不低于3亿元、4亿元和5亿元: gives what stands next in the list the bound of its first.
fn listed(tables: &QuantityTables, text: &str, item: &mut Item<'_>, list: Option<Listed>) -> Option<Listed> {
    let end = item.span.end as usize;
    if item.each {
        return Some(Listed { bound: item.range.bound, end });
    }
    let list = list?;
    let gap = text.get(list.end..item.outer_start)?;
    let joined =
        gap == "、" || tables.grammar.units.ranges.starting(text, list.end).is_some_and(|(joint, word)| *word == RangeWord::And && joint == item.outer_start);
    joined.then(|| {
        item.range = with_bound(item.range, list.bound);
        Listed { end, ..list }
    })
}

/// An amount whose currency word several countries use.
struct Weak<'a> {
    amount: Id<Amount>,
    family: &'a str,
    default: Currency,
}

fn put<'a>(doc: &mut Document, item: &Item<'a>, text: &str, weak: &mut Vec<Weak<'a>>, lots: &mut Option<bool>) {
    let (span, range) = (item.span, item.range);
    match item.unit {
        Unit::Percent(_) => doc.percents.push(Percent { span, range, rule: Rule::Named("percent.number-sign") }),
        // 张 counts bonds and cards elsewhere.
        Unit::Lots if !*lots.get_or_insert_with(|| guess::is_traditional(&doc.text.source)) => {}
        Unit::Shares | Unit::Lots => doc.shares.push(ShareCount { span, range, rule: Rule::Named("shares.number-unit") }),
        Unit::Money(word) => {
            let id = Id::new(doc.amounts.len());
            if let Some(family) = &word.family {
                weak.push(Weak { amount: id, family, default: word.code });
            }
            let rule = Rule::Named(if item.borrowed { "amount.listed-unit" } else { "amount.number-currency" });
            let same_as = same_as(doc, item, text);
            let range = same_as.map_or(range, |other| with_bound(range, doc.amounts[other.index()].range.bound));
            doc.amounts.push(Amount { span, range, currency: word.code, per: item.per, same_as, rule });
        }
    }
}

/// "up to 200 billion yen ($1.4 billion)": the second sum has the bound of the first.
fn with_bound(range: Range, bound: Bound) -> Range {
    match (range.bound, bound) {
        (Bound::Exact, Bound::AtMost) => Range { min: None, bound, ..range },
        (Bound::Exact, Bound::AtLeast) => Range { max: None, bound, ..range },
        (Bound::Exact, Bound::About) => Range { bound, ..range },
        _ => range,
    }
}

/// The sum before, where this one repeats it in another currency: in brackets, or after 约合, "equivalent to".
fn same_as(doc: &Document, item: &Item<'_>, text: &str) -> Option<Id<Amount>> {
    let last = doc.amounts.len().checked_sub(1)?;
    let before = doc.amounts[last].span.end as usize;
    let between = text.get(before..item.outer_start).filter(|gap| gap.len() <= MAX_TIE && !gap.contains('\n'))?;
    let opened = between.trim_end().ends_with(['(', '[']) && !between.contains(')');
    let only_signs = between.chars().all(|c| !c.is_alphanumeric());
    (only_signs && (opened || item.equals)).then(|| Id::new(last))
}

/// The currency of a sum that names none: that of the sum before it in the text, else what 元 means there.
fn unnamed(tables: &QuantityTables, doc: &mut Document, guesses: &mut Guesses, index: usize) -> Currency {
    let span = doc.amounts[index].span;
    match doc.amounts[..index].last().map(|a| a.currency).filter(|c| *c != Currency::UNKNOWN) {
        Some(code) => {
            let message = format!("{:?} names no currency; {} as the sum before it", doc.text.source_str(span), code.code());
            doc.notes.push(Note { code: NoteCode::GuessedCurrency, span, message });
            code
        }
        None => guesses.settle(&tables.cues, doc, "yuan", Currency(*b"CNY"), span),
    }
}

/// Gives every shared currency word its meaning in this document.
fn settle(tables: &QuantityTables, doc: &mut Document, weak: Vec<Weak<'_>>) {
    let mut guesses = Guesses::default();
    for Weak { amount, family, default } in weak {
        let span = doc.amounts[amount.index()].span;
        if family == UNNAMED {
            doc.amounts[amount.index()].currency = unnamed(tables, doc, &mut guesses, amount.index());
            continue;
        }
        doc.amounts[amount.index()].currency = guesses.settle(&tables.cues, doc, family, default, span);
    }
    // A tie needs two currencies.
    for i in 1..doc.amounts.len() {
        if let Some(other) = doc.amounts[i].same_as
            && doc.amounts[other.index()].currency == doc.amounts[i].currency
        {
            doc.amounts[i].same_as = None;
        }
    }
}
