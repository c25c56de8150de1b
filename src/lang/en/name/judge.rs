//! What a sequence of capitalised words names, if anything: by its last word, its first word, and what stands beside it.

use super::person;
use super::sequence::{Sequence, is_modifier};
use super::words::{Line, Shape, Word};
use crate::doc::{EntityType, Span};
use crate::mention::name::{
    Bits, COMPANY, CONCEPT, CONTEXT, COUNTRY, Candidate, GIVEN, GOVERNMENT, GRAMMAR, HEAD, HONORIFIC, LEGAL, NO_NAME, NOMINAL, ORGANIZATION, PAPER, SPEECH,
    Scan, TAKEN, TITLE, TRIGGER, WEAK,
};

/// Judges one sequence.
pub(super) fn judge(scan: &Scan, line: &Line, sequence: Sequence) -> Option<Candidate> {
    let words = &line.words[sequence.from..sequence.to];
    let (first, last) = (words.first()?, words.last()?);
    let span = Span::new(first.start, last.end);
    let text = scan.words(first.start, last.end);
    if text.len() < 2 || is_no_name(scan, words, text) {
        return None;
    }
    if let Some(end) = family_after(scan, line, sequence) {
        return Some(Candidate::new(Span::new(first.start, end), EntityType::Organization, 0.75, "name.en.family"));
    }
    let around = Around::new(scan, line, sequence);
    if let Some(kind) = by_ending(scan, words) {
        return Some(ended(scan, line, words, span, kind, &around));
    }
    if let Some(score) = person::person(scan, words, &around) {
        let end = generation_after(scan, line, sequence).unwrap_or(last.end);
        return Some(Candidate::new(Span::new(first.start, end), EntityType::Person, score, "name.en.person"));
    }
    other(scan, line, words, span, &around)
}

/// Where a generation ends behind a person's name: "Hugh Ellery III", "Hugh Ellery, Jr.".
fn generation_after(scan: &Scan, line: &Line, sequence: Sequence) -> Option<usize> {
    let name_end = line.words[sequence.to - 1].end;
    let word = line.words.get(sequence.to).filter(|w| matches!(scan.words(name_end, w.start), " " | ", "))?;
    let text = scan.words(word.start, word.end).trim_end_matches('.');
    let abbreviates = matches!(text, "Jr" | "Sr");
    let end = word.start + text.len();
    let dot = usize::from(abbreviates && scan.text[end..].starts_with('.'));
    (abbreviates || matches!(text, "II" | "III" | "IV")).then_some(end + dot)
}

/// A place, a calendar word, an acronym, an initial.
fn is_no_name(scan: &Scan, words: &[Word], text: &str) -> bool {
    let (first, last) = (words[0], words[words.len() - 1]);
    let is_place = is_places(scan, words);
    let listed = scan.starts(first.start, NO_NAME) && (words.len() == 1 || scan.ends(last.end, NO_NAME));
    // "I’m", "I'll"
    let contracted = words.len() == 1 && text.starts_with('I') && text[1..].starts_with(['\'', '’']);
    let paper = words.len() > 1 && scan.starts(last.start, PAPER) && scan.ends(last.end, PAPER) && !scan.starts(first.start, CONCEPT);
    let shape = contracted || words.len() == 1 && (first.shape == Shape::Initial || text.chars().filter(|c| c.is_alphabetic()).count() < 2);
    is_place || listed || paper || shape || words.len() == 1 && (is_code(text) || is_modifier(text))
}

/// Where "family" ends behind a surname: "the Khandelwal family"; not "the Norwegian family", "the Pelham family office".
fn family_after(scan: &Scan, line: &Line, sequence: Sequence) -> Option<usize> {
    const GOES_ON: [&str; 12] =
        ["office", "offices", "business", "businesses", "trust", "company", "firm", "members", "member", "home", "foundation", "conglomerate"];
    let name = &line.words[sequence.from..sequence.to];
    let word = line.words.get(sequence.to).filter(|w| scan.words(w.start, w.end) == "family" && scan.words(name[name.len() - 1].end, w.start) == " ")?;
    let next = line.words.get(sequence.to + 1);
    let goes_on = next.is_some_and(|n| scan.words(word.end, n.start) == " " && GOES_ON.contains(&scan.words(n.start, n.end)));
    let is_surname = name.len() <= 2 && !name.iter().any(|w| w.shape == Shape::Upper || scan.starts(w.start, COUNTRY | TITLE | NO_NAME));
    (is_surname && !goes_on && !scan.tables.is_common_word(scan.words(name[0].start, name[0].end))).then_some(word.end)
}

/// A place, or several ("SAN DIEGO & TOKYO").
fn is_places(scan: &Scan, words: &[Word]) -> bool {
    let end = words[words.len() - 1].end;
    let mut at = words[0].start;
    for _ in 0..words.len() {
        let Some(after) = scan.marks.place_after(at) else { return false };
        if after + 1 >= end {
            return true;
        }
        let Some(next) = words.iter().find(|w| w.start >= after) else { return false };
        at = next.start;
    }
    false
}

/// `VLR-318`, `MD-82s`: a product, no party.
fn is_code(text: &str) -> bool {
    let Some((letters, digits)) = text.split_once('-') else { return false };
    let short = (1..=5).contains(&letters.len()) && letters.bytes().all(|b| b.is_ascii_uppercase());
    short && digits.starts_with(|c: char| c.is_ascii_digit()) && digits.len() > 1
}

/// What stands beside a sequence.
pub(super) struct Around {
    /// Mr, Dr.
    pub(super) honorific: bool,
    /// A title before it (chief executive X).
    pub(super) title_before: bool,
    /// A noun for a party before it (chipmaker X).
    pub(super) nominal_before: bool,
    /// ", the toy maker," after it.
    pub(super) nominal_after: bool,
    /// ", chief executive of" after it.
    pub(super) title_after: bool,
    /// ", which" after it.
    pub(super) which: bool,
    /// ", who" after it.
    pub(super) who: bool,
    /// A verb of speech after or before it.
    pub(super) speech: bool,
    /// A deal word after it.
    pub(super) trigger_after: bool,
    /// A deal word before it.
    pub(super) trigger_before: bool,
    /// A word that companies have beside them (shares, stock).
    pub(super) context_after: bool,
    pub(super) possessive: bool,
    /// A bracket with a short form or code follows.
    pub(super) bracket: bool,
    /// A preposition before it that parties follow.
    pub(super) preposition: bool,
    /// A verb follows that goes with a subject in the singular.
    pub(super) verb_after: bool,
    /// "known as" before it.
    pub(super) named: bool,
    /// "outside" before it.
    pub(super) beside_place: bool,
    /// "of" or "at" with the employer's name after it (Jane Doe of Acme Securities).
    pub(super) employed: bool,
    /// A country's possessive or adjective before it (India's NCLT).
    pub(super) country_before: bool,
    /// The employer of a title or person before it (an analyst at X, Jane Doe of X).
    pub(super) employs: bool,
    /// "declined to comment", "did not respond": firms are asked more often than people.
    pub(super) declines: bool,
    /// What is said of people only: appointed X chief executive, founded by X, X will step down.
    pub(super) human: bool,
}

impl Around {
    fn new(scan: &Scan, line: &Line, sequence: Sequence) -> Self {
        let words = &line.words;
        let before = sequence.from.checked_sub(1).map(|i| words[i]);
        let last = words[sequence.to - 1];
        let next = words.get(sequence.to);
        let adjacent = before.filter(|b| scan.words(b.end, words[sequence.from].start).trim().is_empty());
        let gap_after = next.map_or("", |n| scan.words(last.end, n.start));
        let after_comma = next.filter(|_| gap_after.trim() == ",");
        let after = next.filter(|_| gap_after.trim().is_empty() || last.possessive);
        // "Acme last week agreed", "Acme on Tuesday said"
        let acts = if last.possessive { None } else { past_date(scan, words, sequence.to).and_then(|i| words.get(i)) };
        let starts = |word: Option<&Word>, bits| word.is_some_and(|w| scan.starts(w.start, bits));
        let ends = |word: Option<Word>, bits| word.is_some_and(|w| scan.ends(w.end, bits));
        let preposition =
            adjacent.is_some_and(|w| matches!(scan.words(w.start, w.end), "by" | "with" | "from" | "between" | "against" | "at" | "into" | "via"));
        let title_word = after_comma.and_then(|w| {
            let skip = usize::from(matches!(scan.words(w.start, w.end), "the" | "a" | "an" | "its" | "their" | "who"));
            words.get(sequence.to + skip)
        });
        let far_title = after_comma.is_some()
            && (sequence.to..(sequence.to + 6).min(words.len())).any(|i| scan.starts(words[i].start, TITLE) && words[i].shape == Shape::Lower);
        let second = sequence.from.checked_sub(2).map(|i| words[i]);
        let linked = adjacent.is_some_and(|w| matches!(scan.words(w.start, w.end), "of" | "in" | "with" | "by" | "to" | "from" | "between" | "for"))
            && ends(second, TRIGGER);
        // "82% of Acme"
        let share = |w: &Word| ["%", "per cent", "percent"].iter().any(|sign| scan.text[..w.start].trim_end().ends_with(sign));
        let part = last.shape == Shape::Capital && adjacent.is_some_and(|w| scan.words(w.start, w.end) == "of" && share(&w));
        let is_shares = |w: &Word| SHARES.contains(&scan.words(w.start, w.end));
        let word = |i: usize| words.get(i).map_or("", |w| scan.words(w.start, w.end));
        let appointed = adjacent.is_some_and(|w| APPOINTS.contains(&scan.words(w.start, w.end)))
            && (starts(after, TITLE) || matches!(word(sequence.to), "as" | "to") && (1..4).any(|skip| starts(words.get(sequence.to + skip), TITLE)));
        let founded = adjacent.is_some_and(|w| scan.words(w.start, w.end) == "by")
            && second.is_some_and(|s| matches!(scan.words(s.start, s.end), "founded" | "co-founded" | "chaired" | "headed" | "established"));
        let leaves = LEAVES.contains(&word(sequence.to)) || matches!(word(sequence.to), "will" | "would") && LEAVES.contains(&word(sequence.to + 1));
        Around {
            human: after.is_some() && leaves || appointed || founded,
            declines: matches!(
                (word(sequence.to), word(sequence.to + 1)),
                ("declined" | "declines", "to") | ("did", "not") | ("didn't" | "didn’t" | "couldn't", _)
            ),
            honorific: ends(adjacent, HONORIFIC),
            // "chief executive X"; "its chief executive, X"
            title_before: ends(adjacent, TITLE)
                || ends(before, TITLE)
                    && before.is_some_and(|b| (b.shape == Shape::Lower || after_comma.is_some()) && scan.words(b.end, words[sequence.from].start) == ", "),
            // "the chipmaker Acme"; "whose hedge fund, Acme, has"
            nominal_before: ends(adjacent, NOMINAL)
                || after_comma.is_some() && ends(before, NOMINAL) && before.is_some_and(|b| scan.words(b.end, words[sequence.from].start) == ", "),
            title_after: starts(title_word, TITLE) || far_title,
            which: last.shape == Shape::Capital && after_comma.is_some_and(|w| scan.words(w.start, w.end) == "which"),
            who: after_comma.or(after).is_some_and(|w| matches!(scan.words(w.start, w.end), "who" | "whom")) && !last.possessive,
            // "Acme, a maker of pumps,"; "Acme's shares"
            nominal_after: after_comma.is_some() && is_apposed(scan, &words[sequence.to..]) || last.possessive && after.is_some_and(is_shares),
            speech: starts(after, SPEECH) || starts(acts, SPEECH) || ends(adjacent, SPEECH),
            trigger_after: (starts(after, TRIGGER | GRAMMAR) || starts(acts, TRIGGER)) && !last.possessive,
            trigger_before: ends(adjacent, TRIGGER) || linked || part || is_dealt_with(scan, words, sequence.from),
            verb_after: !last.possessive && [after, acts].into_iter().flatten().any(|w| is_verb(scan.words(w.start, w.end))),
            employed: after.is_some_and(|w| matches!(scan.words(w.start, w.end), "of" | "at"))
                && words.get(sequence.to + 1).is_some_and(|w| w.is_capital() && scan.marks.place_after(w.start).is_none()),
            // "Indian lender Acme", "India's Acme"
            country_before: ends(adjacent.or(before.filter(|b| b.possessive)), COUNTRY),
            // "to be known as Acme", "a vehicle called Acme"
            named: is_defined(scan, words[sequence.from].start, last.end)
                || adjacent.is_some_and(|w| match scan.words(w.start, w.end) {
                    "named" | "called" | "dubbed" | "christened" | "renamed" | "formerly" => true,
                    "as" => second.is_some_and(|s| scan.words(s.start, s.end) == "known"),
                    // "Shares in Acme"
                    "in" => second.is_some_and(|s| is_shares(&s)),
                    _ => false,
                }),
            // "outside Leeds", "near Leeds"
            beside_place: adjacent.is_some_and(|w| matches!(scan.words(w.start, w.end), "outside" | "near" | "around")),
            employs: adjacent.is_some_and(|w| matches!(scan.words(w.start, w.end), "of" | "at" | "with" | "for"))
                && (ends(second, TITLE) || sequence.from >= 3 && second.is_some_and(|w| w.is_capital()) && scan.starts(words[sequence.from - 3].start, GIVEN)),
            context_after: starts(after, CONTEXT | TITLE | NOMINAL) && (last.possessive || starts(after, CONTEXT)),
            possessive: last.possessive,
            bracket: scan.text[last.end..].trim_start_matches([' ', ',']).starts_with(['(', '<']),
            preposition,
        }
    }
}

/// "lent $40m to X", "leased a warehouse from X", "invested $30m in X": the far object of a deal's verb in the same clause.
fn is_dealt_with(scan: &Scan, words: &[Word], at: usize) -> bool {
    const REACH: usize = 9;
    let Some(preposition) = at.checked_sub(1).map(|i| words[i]).filter(|p| scan.words(p.end, words[at].start) == " ") else { return false };
    let place = match scan.words(preposition.start, preposition.end) {
        "to" | "from" | "with" | "into" | "by" => false,
        "in" => true,
        _ => return false,
    };
    let mut next = preposition;
    for word in words[at.saturating_sub(REACH)..at - 1].iter().rev() {
        if scan.words(word.end, next.start).contains([',', ';', ':', '.', '(', ')', '"', '“', '”', '—', '–']) {
            return false;
        }
        let text = scan.words(word.start, word.end);
        if text.starts_with("invest") || scan.ends(word.end, TRIGGER) && scan.starts(word.start, TRIGGER) {
            return !place || text.starts_with("invest");
        }
        if matches!(text, "to" | "from" | "and" | "but" | "that" | "which" | "who" | "while" | "as") {
            return false;
        }
        next = *word;
    }
    false
}

/// Acme Holdings plc (“AHP”): quotation marks alone in a bracket.
fn is_defined(scan: &Scan, start: usize, end: usize) -> bool {
    let front = &scan.text[..start];
    let opens = [("(“", "”"), ("(\"", "\""), ("or “", "”"), ("or \"", "\"")];
    opens.iter().any(|(open, close)| front.ends_with(open) && scan.text[end..].strip_prefix(close).is_some_and(|rest| rest.starts_with([')', ',', ' '])))
}

/// The word behind the date that stands at the word `at`, with its preposition; nothing where none does.
fn past_date(scan: &Scan, words: &[Word], at: usize) -> Option<usize> {
    const MOST: usize = 5;
    let text = |i: usize| words.get(i).map_or("", |w: &Word| scan.words(w.start, w.end));
    let from = at + usize::from(matches!(text(at), "on" | "in" | "late" | "early" | "earlier" | "later"));
    words.get(from).filter(|w| scan.starts(w.start, TAKEN))?;
    (from..words.len().min(from + MOST)).find(|&i| scan.ends(words[i].end, TAKEN)).map(|i| i + 1)
}

/// Verbs with the name of a person and an office behind them.
const APPOINTS: [&str; 10] = ["appointed", "named", "hired", "promoted", "elected", "nominated", "installed", "poached", "appoints", "names"];
/// Verbs for what people do in office.
const LEAVES: [&str; 11] = ["step", "stepped", "steps", "resign", "resigned", "resigns", "retire", "retired", "retires", "died", "succeeds"];

/// What only a firm has.
const SHARES: [&str; 8] = ["Shares", "shares", "Stock", "stock", "shareholders", "Shareholders", "bondholders", "creditors"];

/// What is somebody's, with the owner behind it.
const PARTS: [&str; 10] = ["part", "unit", "arm", "subsidiary", "division", "affiliate", "offshoot", "vehicle", "owned", "controlled"];

/// "the Bristol-based toy maker": an article, and a noun for a party within a few words of lower case; "part of Acme", "an arm of Acme".
fn is_apposed(scan: &Scan, words: &[Word]) -> bool {
    let is_part = |i: usize| words.get(i).is_some_and(|w| PARTS.contains(&scan.words(w.start, w.end)));
    let of = |i: usize| words.get(i).is_some_and(|w| matches!(scan.words(w.start, w.end), "of" | "by"));
    let article = words.first().is_some_and(|w| matches!(scan.words(w.start, w.end), "the" | "a" | "an" | "its" | "one"));
    let is_part = |i: &usize| is_part(*i) && of(i + 1) && (*i == 0 || article && words[..*i].iter().all(|w| !w.is_capital()));
    (0..5).any(|i| is_part(&i)) || article && words.iter().take(7).skip(1).any(|w| scan.starts(w.start, NOMINAL) && w.shape == Shape::Lower)
}

/// A finite verb by its form.
fn is_verb(word: &str) -> bool {
    const AUXILIARY: [&str; 14] = ["is", "was", "has", "had", "will", "would", "may", "can", "could", "does", "did", "plans", "says", "also"];
    AUXILIARY.contains(&word)
        || word.len() > 3 && word.bytes().all(|b| b.is_ascii_lowercase()) && (word.ends_with("ed") || word.ends_with('s') && !word.ends_with("ss"))
}

/// What the last word says, or the first where the name goes on with "of".
fn by_ending(scan: &Scan, words: &[Word]) -> Option<EntityType> {
    if words.len() < 2 {
        return None;
    }
    let kind = |bits: Bits| match bits {
        b if b & GOVERNMENT != 0 => Some(EntityType::Government),
        b if b & ORGANIZATION != 0 => Some(EntityType::Organization),
        b if b & (LEGAL | COMPANY | WEAK) != 0 => Some(EntityType::Company),
        _ => None,
    };
    let last = words[words.len() - 1];
    if scan.ends(last.end, LEGAL) {
        return Some(EntityType::Company);
    }
    if let Some(joined) = words.iter().position(|w| matches!(scan.words(w.start, w.end), "of" | "for")).filter(|&i| i > 0) {
        let head = words[joined - 1];
        let bits = scan.marks.starts(head.start) | scan.marks.ends(head.end);
        if bits & (HEAD | GOVERNMENT | ORGANIZATION) != 0 {
            return kind(bits).or(Some(EntityType::Organization));
        }
    }
    if scan.starts(words[0].start, HEAD) && scan.ends(words[0].end, COMPANY) {
        return Some(EntityType::Company);
    }
    kind(scan.marks.ends(last.end) & !WEAK)
}

fn ended(scan: &Scan, line: &Line, words: &[Word], span: Span, kind: EntityType, around: &Around) -> Candidate {
    let legal = scan.ends(span.end as usize, LEGAL);
    let opens = words[0].opens || line.title_case;
    let common = words
        .iter()
        .filter(|w| w.is_capital())
        .all(|w| scan.tables.is_common_word(scan.words(w.start, w.end)) || scan.ends(w.end, COMPANY | GOVERNMENT | ORGANIZATION));
    let mut score: f32 = if legal { 0.92 } else { 0.75 };
    score -= if common { 0.2 } else { 0.0 };
    score -= if opens && common { 0.15 } else { 0.0 };
    score += if around.possessive || around.speech || around.trigger_after || around.bracket || around.trigger_before { 0.1 } else { 0.0 };
    Candidate::new(span, kind, score, "name.en.ending")
}

/// "the maker of Honey Rings", "whose brands include Slim Jim and Honey Rings": what is made and sold.
fn is_brand(scan: &Scan, start: usize) -> bool {
    const REACH: usize = 64;
    let front = &scan.text[scan.text.floor_char_boundary(start.saturating_sub(REACH))..start];
    let named = ["maker of ", "makers of "].iter().any(|words| front.ends_with(words));
    let listed = ["brands include ", "brands such as ", "brands including ", "brands like "].iter().filter_map(|words| front.rsplit_once(words)).next();
    named || listed.is_some_and(|(_, list)| !list.contains(['.', ';', '\n']))
}

fn other(scan: &Scan, line: &Line, words: &[Word], span: Span, around: &Around) -> Option<Candidate> {
    let first = words[0];
    let text = scan.words(first.start, first.end);
    let doubtful = first.opens || line.title_case;
    let lower = text.to_lowercase();
    let verbal = words.len() == 1 && doubtful && (lower.ends_with("ing") || lower.ends_with("ed") || lower.ends_with("ly"));
    let is_word = scan.tables.is_common_word(text) || doubtful && scan.tables.is_opening_word(text);
    if words.len() == 1 && is_word || verbal {
        return None;
    }
    if scan.starts(first.start, TITLE | NOMINAL) && words.len() == 1 || is_brand(scan, first.start) {
        return None;
    }
    let inner_capital = text.chars().skip(1).any(char::is_uppercase) && first.shape == Shape::Capital;
    let ampersand = words.windows(2).any(|pair| scan.words(pair[0].end, pair[1].start).contains('&'));
    let common = words.iter().filter(|w| w.is_capital()).all(|w| scan.tables.is_common_word(scan.words(w.start, w.end)));
    let mut score: f32 = match (doubtful, words.len()) {
        (true, 1) => 0.36,
        (true, _) => 0.46,
        (false, 1) if first.shape == Shape::Upper => 0.4,
        (false, 1) => 0.46,
        (false, _) => 0.5,
    };
    score += if inner_capital { 0.15 } else { 0.0 };
    score += if ampersand { 0.2 } else { 0.0 };
    score -= if common { 0.2 } else { 0.0 };
    score += if around.verb_after && !line.title_case { 0.15 } else { 0.0 };
    score += if around.country_before { 0.1 } else { 0.0 };
    score += if around.employs || around.named { 0.3 } else { 0.0 };
    score -= if around.beside_place && words.len() == 1 { 0.3 } else { 0.0 };
    score += if around.nominal_before || around.nominal_after { 0.25 } else { 0.0 };
    score += if around.speech {
        0.2
    } else if around.trigger_after {
        0.15
    } else {
        0.0
    };
    score += if around.context_after {
        0.15
    } else if around.possessive {
        0.08
    } else {
        0.0
    };
    score += if around.trigger_before {
        0.15
    } else if around.preposition {
        0.08
    } else {
        0.0
    };
    score += if around.bracket || around.which { 0.15 } else { 0.0 };
    Some(Candidate::new(span, EntityType::Company, score, "name.en.capital"))
}
