//! Ids by content: a short hash that is the same on every machine and in every version.

use sha2::{Digest as _, Sha256};

/// Takes the parts of a thing, each with its length, so that no two lists of parts run together.
#[derive(Clone, Default)]
pub(crate) struct ContentHash(Sha256);

impl ContentHash {
    pub(crate) fn add(&mut self, part: impl AsRef<[u8]>) {
        let part = part.as_ref();
        self.0.update((part.len() as u64).to_le_bytes());
        self.0.update(part);
    }

    /// 128 bits.
    pub(crate) fn wide(self) -> u128 {
        let bytes: [u8; 32] = self.0.finalize().into();
        bytes.iter().take(16).fold(0, |number, byte| number << 8 | u128::from(*byte))
    }

    /// 64 bits.
    pub(crate) fn short(self) -> u64 {
        (self.wide() >> 64) as u64
    }

    /// A letter for the kind and 16 hexadecimal digits.
    pub(crate) fn id(self, kind: char) -> String {
        Self::name(kind, self.short())
    }

    /// The id of a hash of 64 bits.
    pub(crate) fn name(kind: char, short: u64) -> String {
        format!("{kind}{short:016x}")
    }

    /// All 64 hexadecimal digits.
    pub(crate) fn hex(self) -> String {
        self.0.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}
