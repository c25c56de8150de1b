//! Runs of capitalised words that may be one name, with the joiners that names hold, and without the words at their edges that names do not.

use super::words::{Line, Shape, Word};
use crate::mention::name::{
    COMPANY, CONCEPT, COUNTRY, GIVEN, GOVERNMENT, HEAD, HONORIFIC, LEGAL, NO_NAME, NOMINAL, ORGANIZATION, PLACE, RARE_GIVEN, SPEECH, STOP, SUFFIX, Scan, TITLE,
    TRIGGER,
};

/// Words `from..to` of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sequence {
    pub(super) from: usize,
    pub(super) to: usize,
}

const JOINERS: [&str; 25] = [
    "of", "and", "de", "van", "der", "den", "von", "du", "la", "le", "del", "di", "da", "for", "the", "&", "bin", "ter", "ten", "'t", "el", "dos", "do", "zu",
    "y",
];
/// Capitalised where a heading runs into a sentence; no name goes on over them.
const FUNCTION: [&str; 34] = [
    "On", "We", "In", "Our", "Also", "At", "By", "As", "It", "To", "From", "With", "An", "Its", "This", "That", "These", "If", "When", "While", "After",
    "During", "Under", "Is", "Are", "Was", "Were", "Has", "Have", "Will", "Says", "Said", "Or", "But",
];
/// What authorities are for, of which some end names of companies too.
const POLICIES: [&str; 27] = [
    "Development",
    "Reform",
    "Exchange",
    "Trade",
    "Health",
    "Finance",
    "Energy",
    "Science",
    "Technology",
    "Industry",
    "Commerce",
    "Economy",
    "Transport",
    "Information",
    "Markets",
    "Insurance",
    "Banking",
    "Housing",
    "Agriculture",
    "Labour",
    "Labor",
    "Securities",
    "Education",
    "Communications",
    "Planning",
    "Resources",
    "Investment",
];
/// Longest name in words.
const LONGEST: usize = 12;

/// The sequences of a line, trimmed and split.
pub(super) fn find(scan: &Scan, line: &Line) -> Vec<Sequence> {
    let mut found = Vec::new();
    if line.upper_case {
        return found;
    }
    let words = &line.words;
    let mut at = 0;
    while at < words.len() {
        if !begins(scan, &words[at]) {
            at += 1;
            continue;
        }
        let to = extend(scan, words, at);
        split(scan, line, at, to, &mut found);
        at = to;
    }
    found
}

fn begins(scan: &Scan, word: &Word) -> bool {
    word.is_capital() && !word.is_taken(scan) && !is_modifier(scan.words(word.start, word.end))
}

/// "Leeds-based", "Nasdaq-listed": what somebody is.
pub(super) fn is_modifier(text: &str) -> bool {
    const ENDS: [&str; 12] = ["based", "listed", "headquartered", "owned", "backed", "led", "run", "born", "style", "controlled", "focused", "domiciled"];
    text.rsplit_once('-').is_some_and(|(_, end)| ENDS.contains(&end))
}

fn extend(scan: &Scan, words: &[Word], from: usize) -> usize {
    let mut to = from + 1;
    while to < words.len() && to - from < LONGEST && !words[to - 1].possessive {
        let gap = scan.words(words[to - 1].end, words[to].start);
        let next = &words[to];
        let plain = matches!(gap, " " | "  " | "\u{a0}");
        let word = next.is_capital() && !next.is_taken(scan) && !is_modifier(scan.words(next.start, next.end));
        let legal = scan.starts(next.start, LEGAL) && (next.is_capital() || scan.words(next.start, next.end) == "plc");
        let ampersand = matches!(gap, " & " | "&") && next.is_capital();
        if plain && word || (plain || gap.trim() == ",") && legal || ampersand || plain && is_numbered(scan, words, to) {
            to += 1;
        } else if let Some(after) = bracketed(scan, words, to) {
            to = after;
        } else if plain && let Some(after) = joined(scan, words, from, to) {
            to = after;
        } else {
            break;
        }
    }
    to
}

/// "Acme (UK) Ltd", "Acme (Holdings) Company Limited": where the name goes on behind a bracket at `at`, as the index behind its next word.
fn bracketed(scan: &Scan, words: &[Word], at: usize) -> Option<usize> {
    const WITHIN: [&str; 7] = ["Holdings", "Holding", "Group", "International", "Overseas", "Global", "Pvt"];
    if scan.words(words[at - 1].end, words[at].start) != " (" {
        return None;
    }
    let next = (at + 1..words.len().min(at + 4)).find(|&i| scan.words(words[i - 1].end, words[i].start) == ") ")?;
    let inside = scan.words(words[at].start, words[next - 1].end);
    let belongs = scan.marks.place_after(words[at].start) == Some(words[next - 1].end)
        || WITHIN.contains(&inside)
        || inside.len() <= 3 && words[at].shape == Shape::Upper;
    (belongs && words[next].is_capital() && scan.starts(words[next].start, LEGAL | SUFFIX)).then_some(next + 1)
}

/// A short figure before the end of a name (Studio 54 Entertainment).
fn is_numbered(scan: &Scan, words: &[Word], at: usize) -> bool {
    let (figure, next) = (&words[at], words.get(at + 1));
    let short = figure.shape == Shape::Number && !figure.is_taken(scan) && figure.end - figure.start <= 3;
    short && next.is_some_and(|next| next.is_capital() && scan.starts(next.start, SUFFIX))
}

/// The word after a joiner at `at` that continues the name from `from`, as the index behind it.
fn joined(scan: &Scan, words: &[Word], from: usize, at: usize) -> Option<usize> {
    let mut next = at;
    let mut joiner = "";
    while next < words.len() && next < at + 2 {
        let word = scan.words(words[next].start, words[next].end);
        if !JOINERS.contains(&word) {
            break;
        }
        if joiner.is_empty() {
            joiner = word;
        }
        next += 1;
    }
    let target = words.get(next).filter(|w| next > at && w.is_capital() && !w.is_taken(scan))?;
    if scan.words(words[next - 1].end, target.start) != " " {
        return None;
    }
    let head = scan.starts(words[from].start, HEAD) || words[from..at].iter().any(|w| scan.starts(w.start, HEAD));
    let fits = match joiner {
        "of" => head || scan.ends(words[at - 1].end, GOVERNMENT | ORGANIZATION) && scan.starts(target.start, PLACE),
        "for" => scan.starts(words[at - 1].start, HEAD),
        "and" => joins_by_and(scan, words, from, at, next),
        "the" => false,
        _ => true,
    };
    fits.then_some(next + 1)
}

/// Competition and Markets Authority, Ministry of Trade and Industry: the whole ends as a body's name, and no complete name stands before "and".
fn joins_by_and(scan: &Scan, words: &[Word], from: usize, at: usize, next: usize) -> bool {
    let after_of = words[from..at].iter().position(|w| scan.words(w.start, w.end) == "of");
    if let Some(of) = after_of {
        let head = words[from..from + of].last().map_or(0, |w| scan.marks.starts(w.start));
        return head & HEAD != 0 && head & (GOVERNMENT | ORGANIZATION) != 0;
    }
    let before = &words[at - 1];
    // "Fidelity and Qatar Investment Authority": a body that the lexicon knows begins behind "and".
    if scan.ends(before.end, CONCEPT | LEGAL) || scan.starts(words[next].start, CONCEPT) {
        return false;
    }
    let mut end = next + 1;
    while end < words.len().min(next + 8) && words[end].is_capital() && scan.words(words[end - 1].end, words[end].start) == " " && !words[end - 1].possessive {
        end += 1;
    }
    // "Shenzhen Development and Reform Commission", but "Halberd Energy and Larkspur Commission".
    let is_field = |word: &Word| POLICIES.contains(&scan.words(word.start, word.end));
    if scan.ends(before.end, COMPANY) && !(is_field(before) && is_field(&words[next]) && scan.ends(words[end - 1].end, GOVERNMENT)) {
        return false;
    }
    end > next + 1 - usize::from(end == next + 1) && scan.ends(words[end - 1].end, GOVERNMENT | ORGANIZATION) && end - next >= 2
}

/// Splits at titles and trims both edges.
fn split(scan: &Scan, line: &Line, from: usize, to: usize, out: &mut Vec<Sequence>) {
    let words = &line.words;
    let mut start = past_charge(scan, words, from, to);
    let mut at = start;
    while at < to {
        if at > start && FUNCTION.contains(&scan.words(words[at].start, words[at].end)) {
            trim(scan, line, start, at, out);
            at += 1;
            start = at;
            continue;
        }
        let joined = at > start && JOINERS.contains(&scan.words(words[at - 1].start, words[at - 1].end));
        match title_length(scan, words, at, to).filter(|_| !joined) {
            Some(length) => {
                trim(scan, line, start, at, out);
                at += length;
                start = at;
            }
            None => at += 1,
        }
    }
    trim(scan, line, start, to, out);
}

/// Past what the bearer of a title is in charge of, from the word behind it: "Vice President of Operations Jane Doe".
fn past_charge(scan: &Scan, words: &[Word], from: usize, to: usize) -> usize {
    const MOST: usize = 4;
    let is_charge = from >= 2 && matches!(scan.words(words[from - 1].start, words[from - 1].end), "of" | "for") && scan.ends(words[from - 2].end, TITLE);
    let given = |i: &usize| scan.starts(words[*i].start, GIVEN) && !scan.starts(words[*i].start, RARE_GIVEN) && *i + 1 < to;
    is_charge.then(|| (from + 1..to.min(from + MOST)).find(given)).flatten().unwrap_or(from)
}

/// Words of a title that begins at `at` and parts names (Tesla CEO Elon Musk).
fn title_length(scan: &Scan, words: &[Word], at: usize, to: usize) -> Option<usize> {
    let is = |i: usize, word: &str| words.get(i).is_some_and(|w| scan.words(w.start, w.end) == word);
    if is(at, "Chief")
        && let Some(officer) = (at + 1..to.min(at + 5)).find(|&i| is(i, "Officer") || is(i, "Executive"))
    {
        return Some(officer + 1 - at);
    }
    if !scan.starts(words[at].start, TITLE) || scan.starts(words[at].start, CONCEPT) {
        return None;
    }
    let last = (at..to.min(at + 6)).rev().find(|&i| scan.ends(words[i].end, TITLE))?;
    let loose = last == at && !scan.starts(words[at].start, HONORIFIC) && words[at].shape != Shape::Upper && is_loose(scan, words, at, to);
    (!loose).then_some(last + 1 - at)
}

/// A capitalised title that may open a company's name (General Dynamics, Principal Financial).
fn is_loose(scan: &Scan, words: &[Word], at: usize, to: usize) -> bool {
    const LOOSE: [&str; 22] = [
        "General",
        "Principal",
        "Head",
        "Fellow",
        "Associate",
        "King",
        "Queen",
        "Prince",
        "Justice",
        "Judge",
        "Partner",
        "Chief",
        "Chair",
        "Major",
        "Owner",
        "Investor",
        "Banker",
        "Dealer",
        "Broker",
        "Farmer",
        "Secretary",
        "Host",
    ];
    let title = scan.words(words[at].start, words[at].end);
    // "Vesterholm Chair Birgitte Aagaard": between a firm and a person.
    let preceded = at > 0 && words[at - 1].is_capital() && scan.words(words[at - 1].end, words[at].start) == " ";
    let between = preceded && (3..=4).contains(&(to - at)) && !scan.ends(words[to - 1].end, SUFFIX);
    if between && matches!(title, "Chair" | "Partner" | "Head" | "Secretary") {
        return false;
    }
    LOOSE.contains(&title) && (at + 1 == to || scan.ends(words[to - 1].end, SUFFIX) || at + 1 < to)
}

fn trim(scan: &Scan, line: &Line, mut from: usize, mut to: usize, out: &mut Vec<Sequence>) {
    while from < to && is_loose_front(scan, line, from, to) {
        from += 1;
    }
    while from < to && is_loose_end(scan, line, from, to) {
        to -= 1;
    }
    if from < to {
        out.push(Sequence { from, to });
    }
}

fn is_loose_front(scan: &Scan, line: &Line, at: usize, to: usize) -> bool {
    let word = &line.words[at];
    let text = scan.words(word.start, word.end);
    if JOINERS.contains(&text) && !matches!(text, "de" | "van" | "von" | "di" | "la" | "le") {
        return true;
    }
    // "Law Kwok-hung": the surname may be a common word.
    let given = line.words.get(at + 1).filter(|_| at + 2 == to).and_then(|w| scan.words(w.start, w.end).split_once('-'));
    if given.is_some_and(|(_, tail)| tail.starts_with(|c: char| c.is_lowercase())) && text.len() <= 7 {
        return false;
    }
    if matches!(text, "The" | "A" | "An")
        || scan.starts(word.start, NO_NAME) && !scan.starts(word.start, CONCEPT) && at + 1 < to && scan.ends(word.end, NO_NAME)
    {
        return true;
    }
    // "the Board of Acme plc": the firm is meant, or its people.
    let next = line.words.get(at + 1).map_or("", |w| scan.words(w.start, w.end));
    if at + 2 < to && next == "of" && matches!(text, "Board" | "Directors" | "Shareholders" | "Members" | "Holders") && scan.ends(line.words[to - 1].end, LEGAL)
    {
        return true;
    }
    // "Broadcaster Halberd Media", "Snack Maker Halberd": at the head of a sentence, and in headlines, what a party is stands before its name without
    // an article.
    let is_agent = |i: usize| {
        let word = &line.words[i];
        let text = scan.words(word.start, word.end).to_lowercase();
        let agent = ["er", "or", "giant", "group", "start-up", "startup"].iter().any(|end| text.ends_with(end));
        agent && scan.ends(word.end, NOMINAL)
    };
    let begins_noun = |i: usize| scan.starts(line.words[i].start, NOMINAL) || scan.tables.is_common_word(scan.words(line.words[i].start, line.words[i].end));
    let agent = (at..to.min(at + 3)).find(|&i| is_agent(i)).filter(|&agent| (at..=agent).all(begins_noun));
    if let Some(agent) = agent.filter(|&agent| (word.opens || line.title_case) && agent + 1 < to)
        && !scan.starts(word.start, CONCEPT)
    {
        return line.words[agent + 1].is_capital() && !(agent + 2 == to && scan.ends(line.words[to - 1].end, LEGAL));
    }
    let rest_is_named = at + 1 < to && scan.ends(line.words[to - 1].end, SUFFIX);
    // "Saudi Arabia": the word begins the place's name.
    let is_part = scan.marks.place_after(word.start).is_some_and(|end| end > word.end);
    if scan.starts(word.start, COUNTRY) && scan.ends(word.end, COUNTRY) && at + 1 < to && !scan.starts(word.start, CONCEPT) && !is_part {
        return !rest_is_named;
    }
    let doubtful = word.opens || line.title_case;
    // "After Acme Energy agreed", "Buying Acme Energy": no name begins so.
    let function = scan.starts(word.start, STOP) && scan.ends(word.end, STOP) || text.ends_with("ing") && scan.starts(word.start, TRIGGER);
    if doubtful && at + 1 < to && function && !scan.starts(word.start, CONCEPT) {
        return true;
    }
    // "Bill Hathaway said"
    if (2..=3).contains(&(to - at)) && scan.starts(word.start, RARE_GIVEN) && line.words.get(to).is_some_and(|w| scan.starts(w.start, SPEECH)) {
        return false;
    }
    // "Bank of Acme"
    if next == "of" && scan.starts(word.start, HEAD) && at + 2 < to {
        return false;
    }
    if !doubtful || !scan.tables.is_common_word(text) || scan.starts(word.start, CONCEPT) {
        return false;
    }
    // "First Solar Inc" and "New York Times" begin with common words too: a legal form or body word at the end keeps them.
    let function = text.len() <= 4 && !matches!(text, "New" | "Real" | "Home" | "Best" | "Gold" | "Blue" | "Open" | "Live");
    function || !rest_is_named || scan.starts(word.start, NOMINAL) || to - at > 6
}

fn is_loose_end(scan: &Scan, line: &Line, from: usize, to: usize) -> bool {
    let word = &line.words[to - 1];
    let text = scan.words(word.start, word.end);
    if JOINERS.contains(&text) {
        return true;
    }
    if scan.starts(word.start, NO_NAME) && scan.ends(word.end, NO_NAME) && to - from > 1 && !scan.ends(word.end, SUFFIX | CONCEPT) {
        return true;
    }
    line.title_case && scan.tables.is_common_word(text) && !scan.ends(word.end, SUFFIX | CONCEPT)
}
