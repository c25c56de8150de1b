//! Dates and periods: found by one scan that jumps to digits, Chinese figures and the first letters of date words, read by the grammar of each
//! language into an [`Expr`], joined to ranges here, and resolved against the document's day and the dates before.

pub(crate) mod build;
pub(crate) mod calendar;
pub(crate) mod expr;
pub(crate) mod numeric;
pub(crate) mod word;

use crate::doc::{Date, Document, Language, Note, NoteCode, Precision, Rule, Span};
use crate::lang;
use crate::lexicon::Lexicon;
use crate::mention::quantity::number::NumberWord;
use crate::mention::scan::Scanner;
use crate::mention::words::{cuts_word, skip_blanks, skip_blanks_back};
use crate::read::is_han;

use calendar::Period;
use expr::{Context, DayPart, Expr, Resolved, Within};
use word::{DateWord, DateWords};

/// Tables for the date grammar, built once from the lexicon.
pub(crate) struct DateTables {
    zh: DateWords,
    en: DateWords,
    scanner: Scanner,
}

impl DateTables {
    /// Reads the rows of the date classes.
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        let (zh, en) = (DateWords::new(lexicon, Language::Zh), DateWords::new(lexicon, Language::En));
        let begins = |word: DateWord| {
            use DateWord::{Ago, And, Between, Classifier, Earlier, Ending, Few, Guard, Later, More, Now, Of, Preposition, Since, The, To, Verb, Whole};
            !matches!(
                word,
                Of | The | Ago | Later | Earlier | Since | To | And | Between | Preposition | Guard | More | Classifier | Now | Verb | Whole | Ending(_)
            ) || matches!(word, Few)
        };
        let mut scanner = Scanner::default();
        for words in [&zh, &en] {
            let long = |word: &str| !crate::read::has_han(word) || word.chars().count() > 1;
            words
                .words
                .iter()
                // 中 and 天 go with what stands before them; 年底 and 月初 stand alone.
                .filter(|(word, meaning)| match meaning {
                    DateWord::Part(_) => long(word),
                    DateWord::Unit(unit) => long(word) && !crate::read::has_han(word) || matches!(unit, word::Unit::Year | word::Unit::Month) && !long(word),
                    meaning => begins(**meaning),
                })
                .for_each(|(word, _)| scanner.add_word(word));
            words
                .numbers
                .words
                .iter()
                .filter(|(_, w)| matches!(w, NumberWord::Figure(_) | NumberWord::Small(_) | NumberWord::Several))
                .for_each(|(word, _)| scanner.add_word(word));
        }
        // "a year earlier" begins with an article, which no trigram can tell; its unit does.
        DateTables { zh, en, scanner }
    }
}

/// A date read, before it has its place among the others.
struct Read {
    start: usize,
    end: usize,
    expr: Expr,
    language: Language,
}

/// Fills `doc.dates`, sorted by start, resolved against `doc.meta.date`.
pub(crate) fn find(tables: &DateTables, doc: &mut Document) {
    let text = std::mem::take(&mut doc.text.folded);
    let mut context = Context { today: doc.meta.date, april_fiscal: fiscal_year_starts_in_april(doc), ..Context::default() };
    let mut taken = Taken::new(doc);
    let mut sentence = 0;
    let mut at = 0;
    while let Some(start) = tables.scanner.next(text.as_bytes(), at) {
        context.ahead = follows(tables, &text, start, DateWord::Until);
        context.behind = follows(tables, &text, start, DateWord::Behind);
        while doc.sentences.get(sentence).is_some_and(|s| (s.span.end as usize) <= start) {
            sentence += 1;
            (context.year, context.month) = (None, None);
        }
        let Some(read) = read_range(tables, &text, start, &context) else {
            at = after_candidate(tables, &text, start);
            continue;
        };
        at = read.end;
        if taken.overlaps(read.start, read.end) {
            at = after_candidate(tables, &text, start);
            continue;
        }
        put(doc, &read, &mut context);
        // "last August" tells its year by the document's day.
        if read.expr.year.is_some() {
            context.year_is_relative = !text[read.start..read.end].contains(|c: char| c.is_ascii_digit());
        }
    }
    doc.text.folded = text;
}

/// "by March", "until the end of May", "since July": a word before the date, or before its article, says that it lies ahead or behind.
fn follows(tables: &DateTables, text: &str, start: usize, wanted: DateWord) -> bool {
    let end = skip_blanks_back(text, start, 1);
    if end == start {
        return false;
    }
    let end = match tables.en.before(text, end) {
        Some((article, DateWord::The)) => skip_blanks_back(text, article, 1),
        _ => end,
    };
    tables.en.words.all_ending(text, end).any(|(_, word)| *word == wanted)
}

/// Indian sums show that fiscal years run from April.
fn fiscal_year_starts_in_april(doc: &Document) -> bool {
    let rupees = doc.amounts.iter().filter(|a| a.currency.code() == "INR").count();
    rupees > 0 && rupees * 2 > doc.amounts.len()
}

/// The spans of the quantities, which dates must not share.
struct Taken {
    spans: Vec<Span>,
    next: usize,
}

impl Taken {
    fn new(doc: &Document) -> Self {
        let mut spans: Vec<Span> =
            doc.amounts.iter().map(|a| a.span).chain(doc.percents.iter().map(|p| p.span)).chain(doc.shares.iter().map(|s| s.span)).collect();
        spans.sort_unstable();
        Taken { spans, next: 0 }
    }

    fn overlaps(&mut self, start: usize, end: usize) -> bool {
        while self.spans.get(self.next).is_some_and(|span| (span.end as usize) <= start) {
            self.next += 1;
        }
        self.spans.get(self.next).is_some_and(|span| (span.start as usize) < end)
    }
}

/// Past the run of digits, the word or the character that `start` lies on.
fn after_candidate(tables: &DateTables, text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let run = |is: fn(&u8) -> bool| start + bytes[start..].iter().take_while(|b| is(b)).count();
    match bytes[start] {
        b'0'..=b'9' => run(u8::is_ascii_digit),
        b if b.is_ascii_alphabetic() => run(u8::is_ascii_alphabetic),
        _ => {
            // A row of figures that is too long for any date is passed over at once.
            let figures = text[start..].chars().take_while(|c| matches!(tables.zh.numbers.chars.get(c), Some(NumberWord::Figure(_))));
            let (count, bytes) = figures.fold((0, 0), |(count, bytes), c| (count + 1, bytes + c.len_utf8()));
            start + if count > MAX_FIGURES { bytes } else { text[start..].chars().next().map_or(1, char::len_utf8) }
        }
    }
}

/// Figures in a row that no date has.
const MAX_FIGURES: usize = 10;

/// Reads a date at `start` in the language that reads more of it.
fn read_one(tables: &DateTables, text: &str, start: usize, context: &Context) -> Option<Read> {
    let bytes = text.as_bytes();
    let digit = bytes.get(start)?.is_ascii_digit();
    if cuts_word(text, start) || (digit && start > 0 && bytes[start - 1].is_ascii_alphanumeric()) {
        return None;
    }
    if digit && is_no_date(text, start) {
        return None;
    }
    let found = |found: Option<(usize, Expr)>, language| found.map(|(end, expr)| Read { start, end, expr, language });
    let zh =
        if digit || bytes[start] >= 0x80 || bytes[start] == b'Q' { found(lang::zh::date::read(&tables.zh, text, start, context), Language::Zh) } else { None };
    let is_chinese = text[start..].chars().next().is_some_and(is_han);
    let en = if is_chinese { None } else { found(lang::en::date::read(&tables.en, text, start, context), Language::En) };
    let mut read = match (zh, en) {
        (Some(zh), Some(en)) if en.end > zh.end => en,
        (zh, en) => zh.or(en)?,
    };
    if cuts_word(text, read.end) {
        return None;
    }
    read.start = with_article(tables, text, &read);
    Some(read)
}

/// Digits with nothing behind them that a date has: neither year nor day with its unit, mark or month.
fn is_no_date(text: &str, start: usize) -> bool {
    let bytes = text.as_bytes();
    let digits = bytes[start..].iter().take_while(|b| b.is_ascii_digit()).count();
    let next = bytes.get(start + digits).copied().unwrap_or(b'\n');
    let behind = bytes.get(start + digits + 1).copied().unwrap_or(b'\n');
    match next {
        _ if digits == 4 || digits == 8 => false,
        _ if digits > 4 => true,
        b',' | b')' | b'%' | b'\n' | b':' | b';' | b'(' | b'"' => true,
        b'.' | b'-' | b'/' => !behind.is_ascii_alphanumeric() && behind != b' ' || next == b'.' && digits > 2,
        b' ' => behind.is_ascii_digit() || matches!(behind, b'%' | b'(' | b'$'),
        _ => false,
    }
}

/// "the third quarter", "the end of March" begin with their article; "the 2013 forecast" has it for the noun.
fn with_article(tables: &DateTables, text: &str, read: &Read) -> usize {
    let own = matches!(read.expr.rule, "date.absolute" | "date.numeric" | "date.year" | "date.weekday" | "date.vague");
    let end = skip_blanks_back(text, read.start, 1);
    if read.language != Language::En || end == read.start {
        return read.start;
    }
    match tables.en.before(text, end) {
        Some((start, DateWord::The)) if !own => start,
        _ if read.expr.rule == "date.count-ago" || read.expr.rule == "date.same-period" => match tables.en.numbers.words.ending(text, end) {
            Some((start, NumberWord::Article)) => start,
            _ => read.start,
        },
        _ => read.start,
    }
}

/// A date, or two joined to a range.
fn read_range(tables: &DateTables, text: &str, start: usize, context: &Context) -> Option<Read> {
    let first = read_one(tables, text, start, context)?;
    if let Some(joined) = joined_weekday(tables, text, &first, context) {
        return Some(joined);
    }
    let words = if first.language == Language::Zh { &tables.zh } else { &tables.en };
    let Some(from) = range_joint(words, text, &first) else { return Some(first) };
    match range_end(tables, words, text, from, &first, context) {
        Some(whole) => Some(whole),
        None => Some(first),
    }
}

/// 周日, 二月十号: a weekday and its date are one.
fn joined_weekday(tables: &DateTables, text: &str, first: &Read, context: &Context) -> Option<Read> {
    if first.language != Language::Zh {
        return None;
    }
    if first.expr.rule == "date.weekday" {
        let at = skip_blanks(text, first.end, 2);
        let at = text[at..].strip_prefix([',', '(', '、']).map_or(at, |rest| skip_blanks(text, text.len() - rest.len(), 2));
        let second = (at > first.end).then(|| read_one(tables, text, at, context)).flatten()?;
        let bracket = text[..at].ends_with('(');
        let end = if bracket { text[second.end..].strip_prefix(')').map(|rest| text.len() - rest.len())? } else { second.end };
        // 上周五(10日): a bare day in brackets that is the same one.
        let same = || bracket && matches!(second.expr.day, DayPart::Day(_)) && second.expr.resolve(context) == first.expr.resolve(context);
        let whole = second.expr.precision == Precision::Day && (second.expr.month().is_some() || same());
        return whole.then_some(Read { start: first.start, end, ..second });
    }
    if first.expr.precision != Precision::Day {
        return None;
    }
    // 10月14日(周二).
    let inner = text[first.end..].strip_prefix('(').map(|rest| text.len() - rest.len())?;
    let (end, _) = tables.zh.that(text, inner, |w| matches!(w, DateWord::Weekday(..)))?;
    text[end..].starts_with(')').then_some(Read { start: first.start, end: end + 1, expr: first.expr, language: first.language })
}

/// Where the second date of a range would begin.
fn range_joint(words: &DateWords, text: &str, first: &Read) -> Option<usize> {
    let at = skip_blanks(text, first.end, 2);
    if let Some((end, _)) = words.that(text, at, |w| w == DateWord::To) {
        return Some(skip_blanks(text, end, 2));
    }
    let (end, _) = words.that(text, at, |w| w == DateWord::And)?;
    let between = words.before(text, skip_blanks_back(text, first.start, 2)).is_some_and(|(_, w)| w == DateWord::Between);
    let second = skip_blanks(text, end, 2);
    // 2015年和2018年之间.
    let window = text.ceil_char_boundary((second + 30).min(text.len()));
    let behind = first.language == Language::Zh && text[second..window].char_indices().any(|(i, _)| words.is(text, second + i, DateWord::Between).is_some());
    (between || behind).then_some(second)
}

fn range_end(tables: &DateTables, words: &DateWords, text: &str, from: usize, first: &Read, context: &Context) -> Option<Read> {
    let (end, period) = if let Some(end) = words.is(text, from, DateWord::Now) {
        let Resolved::Period(period) = first.expr.resolve(context) else { return None };
        (end, Period { from: period.from, to: context.today? })
    } else {
        text.get(from..)?.chars().next()?;
        let inner = Context { month: first.expr.month().and_then(|m| Some((first.expr.year.or(resolved_year(&first.expr, context))?, m))), ..*context };
        let second = match first.language {
            Language::Zh => lang::zh::date::read_end(&tables.zh, text, from, &inner, &first.expr),
            Language::En => lang::en::date::read_end(&tables.en, text, from, &inner, &first.expr),
        };
        let (end, second) = second?;
        if cuts_word(text, end) || second.precision == Precision::Vague {
            return None;
        }
        (end, joined(&first.expr, &second, &inner)?)
    };
    let expr = Expr::fixed(Some(period), Precision::Range, "date.range");
    // 1999至2001年间, 2015年和2018年之间.
    let end = words.is(text, end, DateWord::Between).unwrap_or(end);
    (period.from <= period.to).then_some(Read { start: first.start, end, expr, language: first.language })
}

fn resolved_year(expr: &Expr, context: &Context) -> Option<i32> {
    match expr.resolve(context) {
        Resolved::Period(period) => Some(i32::from(period.from.year())),
        _ => None,
    }
}

/// The days from one expression to another, each lending the other its year.
fn joined(first: &Expr, second: &Expr, context: &Context) -> Option<Period> {
    let mut first = *first;
    let mut second = *second;
    // 14 to 15 July: a bare first day takes the month of the second.
    if first.within == Within::Whole && matches!(first.day, DayPart::Day(_)) && first.year.is_none() {
        first.within = second.within;
    }
    let later = |a: &Expr, b: &Expr| match (a.within, b.within) {
        (Within::Months(a, _), Within::Months(b, _)) => a > b,
        _ => false,
    };
    if first.fixed.is_none() && first.year.is_none() && second.year.is_some() {
        first.year = second.year.map(|year| year - i32::from(later(&first, &second)));
    }
    // 1-9月: the end of the range is what lies near the document's day.
    if first.fixed.is_none()
        && first.year.is_none()
        && second.fixed.is_none()
        && second.within != Within::Whole
        && first.resolve(context) != Resolved::Impossible
    {
        let year = resolved_year(&second, context)?;
        let told = Expr { year: Some(year - i32::from(later(&first, &second))), ..first };
        if told.resolve(context) != Resolved::Impossible {
            first = told;
        }
    }
    let Resolved::Period(from) = first.resolve(context) else { return None };
    if second.fixed.is_none() && second.year.is_none() && second.within != Within::Whole {
        second.year = Some(i32::from(from.from.year()) + i32::from(later(&first, &second)));
    }
    let Resolved::Period(to) = second.resolve(context) else { return None };
    Some(Period { from: from.from, to: to.to })
}

/// Appends a date and remembers what the next ones may lean on.
fn put(doc: &mut Document, read: &Read, context: &mut Context) {
    let span = Span::new(read.start, read.end);
    let (mut from, mut to, mut partial) = (None, None, None);
    match read.expr.resolve(context) {
        // "0 weeks starting May 1".
        Resolved::Period(period) if period.from > period.to => return,
        Resolved::Period(period) => {
            (from, to) = (Some(period.from), Some(period.to));
            context.last = Some(period);
            if period.from == period.to {
                context.last_day = Some(period.from);
            }
            if let Some(month) = read.expr.month().filter(|_| read.expr.precision == Precision::Day || read.expr.precision == Precision::Month) {
                let year = i32::from(period.from.year());
                context.month = Some((year, month)).filter(|_| read.expr.precision == Precision::Day);
                context.year = read.expr.year.or(context.year);
            }
        }
        Resolved::Partial(words) => {
            let message = format!("{words} has no year, and the document no day to resolve it");
            doc.notes.push(Note { code: NoteCode::UnresolvedDate, span, message });
            partial = Some(words);
        }
        Resolved::Open => {}
        Resolved::Impossible => return,
    }
    doc.dates.push(Date { span, from, to, precision: read.expr.precision, partial, rule: Rule::Named(read.expr.rule) });
}
