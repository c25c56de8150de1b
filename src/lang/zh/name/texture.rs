//! How a string is woven: which of its characters belong to common words. A coined name is not, a phrase is.

use super::edge;
use crate::mention::name::Scan;
use crate::read::is_han;

/// Most characters that are looked at.
const MOST: usize = 12;

/// The weave of a string.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Texture {
    /// Characters.
    pub(super) size: usize,
    /// Characters outside common words, in the reading that has fewest.
    pub(super) coined: usize,
    /// Begins with a common word.
    pub(super) head_is_common: bool,
    /// Ends with a common word, in front of which a character stands.
    pub(super) tail_is_common: bool,
}

/// Reads the weave of `start..end`.
pub(super) fn of(scan: &Scan, start: usize, end: usize) -> Texture {
    let mut cuts = [end; MOST + 1];
    let mut size = 0;
    for (i, _) in scan.words(start, end).char_indices().take(MOST) {
        cuts[size] = start + i;
        size += 1;
    }
    cuts[size] = end;
    let mut least = [u8::MAX; MOST + 1];
    least[0] = 0;
    let mut found = Texture { size, ..Texture::default() };
    for from in 0..size {
        least[from + 1] = least[from + 1].min(least[from] + 1);
        for to in from + 2..=size.min(from + 4) {
            if !is_word(scan, cuts[from], cuts[to]) {
                continue;
            }
            least[to] = least[to].min(least[from]);
            found.head_is_common |= from == 0;
            found.tail_is_common |= to == size && from > 0;
        }
    }
    found.coined = usize::from(least[size]);
    found
}

fn is_word(scan: &Scan, start: usize, end: usize) -> bool {
    scan.tables.is_common(scan.words(start, end)) || scan.marks.suffix_before(end) == Some(start)
}

impl Texture {
    /// How much the weave alone says for a name: positive for coined strings, negative for phrases.
    pub(super) fn weight(self) -> f32 {
        match (self.size, self.coined) {
            (0 | 1, _) => -1.0,
            (2, 2) => 0.06,
            (2, _) => -0.4,
            (3, 3) => 0.26,
            (3, 1) if self.tail_is_common => 0.0,
            (3, 1) => 0.02,
            (3, _) => -0.35,
            (4, 4) => 0.26,
            (4, 2) if self.tail_is_common => 0.2,
            (4, 2) => 0.08,
            (4, 1) => -0.14,
            (4, _) => -0.3,
            (size, coined) if coined * 10 >= size * 6 => 0.1,
            (_, coined) if coined >= 2 && self.tail_is_common => 0.06,
            (_, coined) if coined >= 2 => -0.06,
            _ => -0.35,
        }
    }
}

/// A neighbour claims the first or the last character: the string is cut out of words (`么给股份` of 要么).
pub(super) fn is_torn(scan: &Scan, start: usize, end: usize) -> bool {
    let torn_right = match (scan.before(end), scan.after(end)) {
        (Some(a), Some(b)) if is_han(a) && is_han(b) && !edge::ends_here(scan, end) => {
            scan.tables.is_common(&scan.text[end - a.len_utf8()..end + b.len_utf8()])
        }
        _ => false,
    };
    torn_right || edge::cuts_left(scan, start)
}
