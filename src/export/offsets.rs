//! Byte offsets of the source → code points, UTF-16 units or bytes.

/// What `start` and `end` count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Unit {
    /// Unicode code points: Python's `text[start:end]`.
    #[default]
    Codepoint,
    /// UTF-8 bytes: Rust, Go, files.
    Bytes,
    /// UTF-16 units: JavaScript, Java, C#.
    Utf16,
}

impl Unit {
    /// All of them.
    pub const ALL: [Unit; 3] = [Unit::Codepoint, Unit::Bytes, Unit::Utf16];

    /// As it stands in the annotation.
    pub fn name(self) -> &'static str {
        match self {
            Unit::Codepoint => "codepoint",
            Unit::Bytes => "bytes",
            Unit::Utf16 => "utf16",
        }
    }
}

/// Bytes between two checkpoints: small enough that the rest is counted in a few instructions, large enough that the table is a sixteenth of the text.
const STEP: usize = 64;

/// The map from bytes to units: one sweep over the source leaves a checkpoint every [`STEP`] bytes, so that a look-up counts less than that many.
/// Neither a scan a span (quadratic) nor a table as long as the text.
pub(crate) struct Offsets<'a> {
    source: &'a [u8],
    unit: Unit,
    /// Empty where units are bytes.
    checkpoints: Vec<u32>,
}

impl<'a> Offsets<'a> {
    pub(crate) fn new(source: &'a str, unit: Unit) -> Self {
        let source = source.as_bytes();
        let mut checkpoints = Vec::new();
        if unit != Unit::Bytes && !source.is_ascii() {
            let mut units = 0;
            for block in source.chunks(STEP) {
                checkpoints.push(units);
                units += count(block, unit);
            }
            checkpoints.push(units);
        }
        Offsets { source, unit, checkpoints }
    }

    /// Units before a byte offset that lies on a character boundary.
    pub(crate) fn at(&self, byte: usize) -> usize {
        match self.checkpoints.get(byte / STEP) {
            Some(&units) => (units + count(&self.source[byte / STEP * STEP..byte], self.unit)) as usize,
            None => byte,
        }
    }
}

/// Units that begin in `bytes`: every byte but the continuation bytes begins a code point, and those of four bytes are two UTF-16 units.
fn count(bytes: &[u8], unit: Unit) -> u32 {
    let points = bytes.iter().filter(|&&b| b & 0xc0 != 0x80).count();
    let astral = if unit == Unit::Utf16 { bytes.iter().filter(|&&b| b >= 0xf0).count() } else { 0 };
    (points + astral) as u32
}

#[cfg(test)]
mod tests {
    use super::{Offsets, Unit};

    #[test]
    fn counts_as_the_standard_library_does() {
        let text = "a英é𠮷b".repeat(100);
        let (points, utf16) = (Offsets::new(&text, Unit::Codepoint), Offsets::new(&text, Unit::Utf16));
        for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
            assert_eq!(points.at(at), text[..at].chars().count());
            assert_eq!(utf16.at(at), text[..at].encode_utf16().count());
            assert_eq!(Offsets::new(&text, Unit::Bytes).at(at), at);
        }
    }
}
