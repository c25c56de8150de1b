//! Bytes → text: by byte order mark, by declaration, by trial, by detection.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use super::error::ReadErrorKind;
use crate::doc::{Note, NoteCode, Span};

/// What becomes of bytes that are no text in the encoding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum OnInvalid {
    /// They are read as U+FFFD, and a note says so.
    #[default]
    Replace,
    /// The document is an error.
    Error,
}

/// How much of a file the detector looks at: it is sure from some 60 bytes, and a megabyte of ASCII may stand before them.
const DETECTION_BYTES: usize = 1 << 20;

/// Text of `bytes`, with notes on what was guessed or replaced. `named` is the user's `--encoding`, `declared` what the file says of itself.
pub(super) fn decode(
    bytes: Vec<u8>,
    named: Option<&'static Encoding>,
    declared: Option<&'static Encoding>,
    on_invalid: OnInvalid,
) -> Result<(String, Vec<Note>), ReadErrorKind> {
    let mut notes = Vec::new();
    if let Some((encoding, length)) = Encoding::for_bom(&bytes) {
        return finish(&bytes, length, encoding, on_invalid, notes);
    }
    if let Some(encoding) = named {
        return finish(&bytes, 0, wider(encoding), on_invalid, notes);
    }
    if let Some(what) = signature(&bytes) {
        return Err(ReadErrorKind::Binary(what));
    }
    if let Some(encoding) = sniff_utf16(&bytes) {
        notes.push(guessed(encoding, "the zero bytes say so"));
        return finish(&bytes, 0, encoding, on_invalid, notes);
    }
    if is_control_ridden(&bytes) {
        return Err(ReadErrorKind::Binary("control characters throughout"));
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => {
            if let Some(encoding) = declared.filter(|&e| e != UTF_8 && !text.is_ascii()) {
                notes.push(guessed(UTF_8, &format!("declared as {}, but every byte is valid UTF-8", encoding.name())));
            }
            let nuls = memchr::memchr_iter(0, text.as_bytes()).count();
            if nuls > 0 {
                notes.push(Note { code: NoteCode::InvalidBytes, span: Span::default(), message: format!("{nuls} NUL characters in the text") });
            }
            return Ok((text, notes));
        }
        Err(error) => error.into_bytes(),
    };
    if let Some(encoding) = declared.map(wider).filter(|&e| e != UTF_8) {
        let (_, malformed) = encoding.decode_without_bom_handling(&bytes);
        if !malformed {
            return finish(&bytes, 0, encoding, on_invalid, notes);
        }
    }
    let encoding = detect(&bytes);
    if encoding != UTF_8 {
        let because = declared.map_or("detected".to_owned(), |d| format!("declared as {}, which does not fit", d.name()));
        notes.push(guessed(encoding, &because));
    }
    finish(&bytes, 0, encoding, on_invalid, notes)
}

/// The encoding that a name means, for `--encoding` and HTML; GB18030 for its subsets.
pub fn encoding_named(label: &str) -> Option<&'static Encoding> {
    Encoding::for_label(label.trim().as_bytes()).map(wider)
}

fn wider(encoding: &'static Encoding) -> &'static Encoding {
    if encoding == GBK { GB18030 } else { encoding }
}

fn guessed(encoding: &'static Encoding, because: &str) -> Note {
    Note { code: NoteCode::GuessedEncoding, span: Span::default(), message: format!("read as {}: {because}", encoding.name()) }
}

/// UTF-8 with a few broken bytes stays UTF-8; the rest is what the detector says.
fn detect(bytes: &[u8]) -> &'static Encoding {
    let (valid, broken) = utf8_balance(&bytes[..bytes.len().min(DETECTION_BYTES)]);
    if valid > 4 * broken {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(DETECTION_BYTES)], true);
    wider(detector.guess(None, Utf8Detection::Deny))
}

/// Non-ASCII characters that are valid UTF-8, and broken sequences.
fn utf8_balance(bytes: &[u8]) -> (usize, usize) {
    let (mut valid, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    (valid, broken)
}

/// Decodes from `skip` on, and finds the first byte that is none of the encoding.
fn finish(bytes: &[u8], skip: usize, encoding: &'static Encoding, on_invalid: OnInvalid, mut notes: Vec<Note>) -> Result<(String, Vec<Note>), ReadErrorKind> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 2 + 16);
    let (mut at, mut first, mut count) = (skip, None, 0usize);
    loop {
        let (result, read) = decoder.decode_to_string_without_replacement(&bytes[at..], &mut text, true);
        at += read;
        match result {
            DecoderResult::InputEmpty => break,
            DecoderResult::OutputFull => text.reserve((bytes.len() - at) * 2 + 64),
            DecoderResult::Malformed(length, after) => {
                let offset = at.saturating_sub(usize::from(length) + usize::from(after));
                if on_invalid == OnInvalid::Error {
                    return Err(ReadErrorKind::InvalidBytes { offset, encoding: encoding.name() });
                }
                first.get_or_insert(offset);
                count += 1;
                text.reserve(3);
                text.push('\u{fffd}');
            }
        }
    }
    if let Some(offset) = first {
        let message = format!("{count} sequences of bytes that are not valid {} were read as U+FFFD, the first at byte {offset}", encoding.name());
        notes.push(Note { code: NoteCode::InvalidBytes, span: Span::default(), message });
    }
    Ok((text, notes))
}

/// What a file is that begins so and is no text.
fn signature(bytes: &[u8]) -> Option<&'static str> {
    const SIGNATURES: &[(&[u8], &str)] = &[
        (b"%PDF-", "PDF"),
        (b"\x89PNG", "PNG image"),
        (b"\xff\xd8\xff", "JPEG image"),
        (b"GIF8", "GIF image"),
        (b"PK\x03\x04", "ZIP archive or Office document"),
        (b"\x1f\x8b", "gzip"),
        (b"BZh", "bzip2"),
        (b"\xfd7zXZ", "xz"),
        (b"\x28\xb5\x2f\xfd", "zstd"),
        (b"7z\xbc\xaf", "7-Zip"),
        (b"Rar!", "RAR"),
        (b"\x7fELF", "program"),
        (b"\xd0\xcf\x11\xe0", "old Office document"),
        (b"PAR1", "Parquet"),
        (b"SQLite format 3", "SQLite"),
    ];
    SIGNATURES.iter().find(|(start, _)| bytes.starts_with(start)).map(|&(_, what)| what)
}

/// UTF-16 without a mark: English has a zero in every second byte; Chinese has a few, and reads as Chinese in one of the two orders.
fn sniff_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096) & !1];
    let zeros = memchr::memchr_iter(0, head).count();
    if head.len() < 2 || zeros == 0 || (zeros * 4 < head.len() && std::str::from_utf8(bytes).is_ok()) {
        return None;
    }
    let plausible = |unit: fn([u8; 2]) -> u16| {
        let text = head.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        let fits =
            text.filter(|u| matches!(u, 9 | 10 | 13 | 0x20..=0x7e | 0xa0..=0xff | 0x2010..=0x2030 | 0x3000..=0x301f | 0x4e00..=0x9fff | 0xff00..=0xff5e));
        fits.count() * 2 * 10 >= head.len() * 9
    };
    if plausible(u16::from_le_bytes) {
        Some(UTF_16LE)
    } else if plausible(u16::from_be_bytes) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// One byte in fifty is a control character that no text holds.
fn is_control_ridden(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1 << 16)];
    let controls = head.iter().filter(|&&b| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b)).count();
    head.len() >= 32 && controls * 50 > head.len()
}
