//! Enumerations: what stands among names, parted by commas and "and", is a name (Alstom, HP, Quillon and Bosch).

use super::sequence::Sequence;
use super::words::{Line, Shape};
use crate::doc::{EntityType, Span};
use crate::mention::name::{Candidate, GIVEN, HONORIFIC, NO_NAME, NOMINAL, PLACE, SURE, Scan, TITLE};

/// What it says for a doubtful member that another one is a party's name.
const WITNESS: f32 = 0.22;
/// Words of a member that no rule has proposed.
const MOST: usize = 3;

/// A member of a list, with its candidate in the order of the sequences.
struct Member {
    sequence: Sequence,
    candidate: Option<Candidate>,
}

/// Takes the sequences of a line with what was made of each, and adds the candidates to `out`, those in lists with one more witness.
pub(super) fn weigh(scan: &Scan, line: &Line, judged: Vec<(Sequence, Option<Candidate>)>, out: &mut Vec<Candidate>) {
    let mut list: Vec<Member> = Vec::new();
    for (sequence, candidate) in judged {
        if list.last().is_some_and(|last| !joins(scan, line, last.sequence, sequence)) {
            close(scan, line, &mut list, out);
        }
        list.push(Member { sequence, candidate });
    }
    close(scan, line, &mut list, out);
}

/// Nothing but a joint stands between two sequences.
fn joins(scan: &Scan, line: &Line, before: Sequence, after: Sequence) -> bool {
    let (end, start) = (line.words[before.to - 1].end, line.words[after.from].start);
    matches!(scan.words(end, start).trim(), "," | "and" | ", and" | "&" | ", or" | "or")
}

fn close(scan: &Scan, line: &Line, list: &mut Vec<Member>, out: &mut Vec<Candidate>) {
    let known = list.iter().filter(|member| is_party(scan, line, member)).count();
    let persons = list.iter().filter(|m| m.candidate.is_some_and(|c| c.kind == EntityType::Person && c.score >= SURE)).count();
    for member in list.drain(..) {
        let listed = known > usize::from(is_party(scan, line, &member)) && persons == 0;
        let candidate = match member.candidate {
            Some(c) if listed && c.kind == EntityType::Company && c.score < SURE => Some(Candidate { score: c.score + WITNESS, ..c }),
            None if listed => unproposed(scan, line, member.sequence),
            candidate => candidate,
        };
        out.extend(candidate);
    }
}

/// The member is a party by more than its place in the list.
fn is_party(scan: &Scan, line: &Line, member: &Member) -> bool {
    let (start, end) = (line.words[member.sequence.from].start, line.words[member.sequence.to - 1].end);
    let is_firm = |kind: EntityType| matches!(kind, EntityType::Company | EntityType::Organization);
    let known = || {
        let whole = scan.hits_at(start).filter(|h| h.span.end as usize == end).map(|h| scan.lexicon.row(h.row));
        whole.filter(|row| !row.needs_context).any(|row| scan.lexicon.concept(row).is_some_and(|c| is_firm(c.kind)))
    };
    member.candidate.is_some_and(|c| c.score >= SURE && is_firm(c.kind)) || known()
}

/// A member of common words (Anchor, Target) within a sentence.
fn unproposed(scan: &Scan, line: &Line, sequence: Sequence) -> Option<Candidate> {
    let words = &line.words[sequence.from..sequence.to];
    let (first, last) = (words.first()?, words.last()?);
    let is_other = scan.starts(first.start, PLACE | NO_NAME | TITLE | NOMINAL | HONORIFIC | GIVEN) || first.opens || line.title_case;
    let is_plain = words.len() <= MOST && words.iter().all(|w| w.shape == Shape::Capital) && last.end - first.start > 2;
    (is_plain && !is_other).then(|| Candidate::new(Span::new(first.start, last.end), EntityType::Company, SURE, "name.en.listed"))
}
