//! Folds the source into the twin that the rooms match on: half width, Simplified characters, one kind of space, repaired separators.
//!
//! Character by character, never NFKC on the whole: ㈱ would become three characters and ½ five bytes, and no offset after them would hold.

use std::sync::LazyLock;

use crate::doc::{Break, Note, NoteCode, Span, Text};

/// Simplified form by Traditional character, over the basic multilingual plane's ideographs; 0 where there is none.
static SIMPLIFIED: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let mut table = vec![0u16; 0x1_0000];
    for line in include_str!("../../lexicons/fold/traditional.tsv").lines().filter(|l| !l.starts_with('#')).skip(1) {
        let mut chars = line.split('\t').filter_map(|cell| cell.chars().next()).filter_map(|c| u16::try_from(c as u32).ok());
        if let (Some(traditional), Some(simplified)) = (chars.next(), chars.next()) {
            table[traditional as usize] = simplified;
        }
    }
    table
});

/// Characters that transliterated names are made of, as a bit set over the same plane.
static TRANSLITERATION: LazyLock<Vec<bool>> = LazyLock::new(|| {
    let mut table = vec![false; 0x1_0000];
    for c in include_str!("../../lexicons/fold/transliteration.tsv").lines().filter(|l| !l.starts_with('#')).skip(1).flat_map(str::chars) {
        if let Some(slot) = table.get_mut(c as usize) {
            *slot = true;
        }
    }
    table
});

/// A Chinese character.
#[inline]
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3007}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}')
}

/// Holds a Chinese character.
pub fn has_han(text: &str) -> bool {
    /// First byte of U+3000; the letters and signs of Western texts lie below.
    const FIRST: u8 = 0xe3;
    // Blocks, as a whole one is looked through at once.
    let may_be = text.as_bytes().chunks(64).any(|block| block.iter().fold(false, |found, &b| found | (b >= FIRST)));
    may_be && text.chars().any(is_han)
}

/// A character that transliterated names are commonly written with.
pub(crate) fn is_transliteration(c: char) -> bool {
    TRANSLITERATION.get(c as usize).copied().unwrap_or(false)
}

/// How many Chinese characters of the basic plane `text` has, and how many of them folding turns from Traditional to Simplified.
pub(crate) fn count_traditional(text: &str) -> (usize, usize) {
    let (table, bytes) = (&**SIMPLIFIED, text.as_bytes());
    let (mut han, mut traditional) = (0, 0);
    let mut at = if has_han(text) { 0 } else { bytes.len() };
    while at < bytes.len() {
        match bytes[at..] {
            [a @ 0xe3..=0xef, b, c, ..] => {
                let code = u32::from(a & 0x0f) << 12 | u32::from(b & 0x3f) << 6 | u32::from(c & 0x3f);
                let is_one = char::from_u32(code).is_some_and(is_han);
                han += usize::from(is_one);
                traditional += usize::from(is_one && table[code as usize] != 0);
                at += 3;
            }
            _ => at += 1,
        }
    }
    (han, traditional)
}

/// Folds a word of a lexicon, the same way as text.
pub fn fold_words(words: &str) -> String {
    if words.is_ascii() {
        return words.to_owned();
    }
    let mut text = Text::default();
    fold_into(words, &mut text.folded, &mut text.breaks, &mut Vec::new());
    text.folded
}

/// Fills `folded` and `breaks` of `text` from its source, and notes what was repaired.
pub fn fold(text: &mut Text, notes: &mut Vec<Note>) {
    let Text { source, folded, breaks } = text;
    folded.clear();
    breaks.clear();
    folded.reserve(source.len());
    if source.is_ascii() {
        folded.push_str(source);
        return;
    }
    fold_into(source, folded, breaks, notes);
}

fn fold_into(source: &str, folded: &mut String, breaks: &mut Vec<Break>, notes: &mut Vec<Note>) {
    let mut previous = '\n';
    // What stays as it is is copied in one piece.
    let mut copied = 0;
    for (at, c) in source.char_indices() {
        let (before, width) = (previous, c.len_utf8());
        previous = c;
        let to = folded_char(c, before, source, at);
        if matches!(to, Folded::Same) {
            continue;
        }
        folded.push_str(&source[copied..at]);
        copied = at + width;
        let from = folded.len();
        match to {
            Folded::Char(to) => {
                if to == '·' && matches!(c, '?' | '\u{fffd}') {
                    let message = format!("{c:?} read as the middle dot of a name");
                    notes.push(Note { code: NoteCode::MangledSeparator, span: Span::new(from, from + to.len_utf8()), message });
                }
                folded.push(to);
            }
            Folded::Same | Folded::Dropped => breaks.push(Break { folded: from as u32, source: at as u32 }),
        }
        if folded.len() - from != width {
            breaks.push(Break { folded: folded.len() as u32, source: (at + width) as u32 });
        }
    }
    folded.push_str(&source[copied..]);
}

enum Folded {
    Same,
    Char(char),
    Dropped,
}

fn folded_char(c: char, previous: char, source: &str, at: usize) -> Folded {
    let next = || source[at + c.len_utf8()..].chars().next().unwrap_or('\n');
    match c {
        '?' if is_han(previous) && is_mangled_dot(source, at, c) => Folded::Char('·'),
        '\u{0}'..='\u{7f}' => Folded::Same,
        '\u{fffd}' if is_han(previous) && is_mangled_dot(source, at, c) => Folded::Char('·'),
        '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' => match SIMPLIFIED[c as usize] {
            0 => Folded::Same,
            simplified => char::from_u32(u32::from(simplified)).map_or(Folded::Same, Folded::Char),
        },
        '\u{ff0e}' if is_han(previous) && is_han(next()) => Folded::Char('·'),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).map_or(Folded::Same, Folded::Char),
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => Folded::Char(' '),
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => Folded::Dropped,
        '\u{2019}' if previous.is_alphanumeric() && !is_han(previous) && is_latin_letter(next()) => Folded::Char('\''),
        '\u{2027}' | '\u{2022}' | '\u{30fb}' | '\u{ff65}' | '\u{2219}' | '\u{22c5}' if is_name_char(previous) && is_name_char(next()) => Folded::Char('·'),
        '\u{ffe5}' => Folded::Char('¥'),
        '\u{ffe1}' => Folded::Char('£'),
        '\u{2236}' => Folded::Char(':'),
        _ => Folded::Same,
    }
}

fn is_latin_letter(c: char) -> bool {
    c.is_alphabetic() && c < '\u{250}'
}

fn is_name_char(c: char) -> bool {
    is_han(c) || is_latin_letter(c)
}

/// A `?` was the `·` of a transliterated name (金?福雷斯特): such characters stand on both sides, and the clause before it asks nothing.
fn is_mangled_dot(source: &str, at: usize, mark: char) -> bool {
    const ASKING: [&str; 14] = ["吗", "呢", "什么", "谁", "如何", "怎", "是否", "能否", "哪", "何", "几", "多少", "还是", "吧"];
    let (before, after) = (&source[..at], &source[at + mark.len_utf8()..]);
    let simplified = |c: char| match SIMPLIFIED.get(c as usize) {
        Some(&s) if s != 0 => char::from_u32(u32::from(s)).unwrap_or(c),
        _ => c,
    };
    let run = |chars: &mut dyn Iterator<Item = char>| chars.take(8).take_while(|&c| is_transliteration(simplified(c))).count();
    // One such character on either side will do, where there are more on the other (谢尔曼?阔).
    if !matches!((run(&mut before.chars().rev()), run(&mut after.chars())), (1.., 2..) | (3.., 1)) {
        return false;
    }
    let clause_start = before.char_indices().rev().take(40).take_while(|(_, c)| is_han(*c) || c.is_alphanumeric()).last().map_or(at, |(i, _)| i);
    let clause = &before[clause_start..];
    mark != '?' || !ASKING.iter().any(|word| clause.contains(word))
}
