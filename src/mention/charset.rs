//! A set of characters that is asked at every place of a text.

/// A bit set over the basic multilingual plane; other characters are never in it.
#[derive(Clone, Debug)]
pub(crate) struct CharSet {
    bits: Vec<u64>,
}

impl Default for CharSet {
    fn default() -> Self {
        CharSet { bits: vec![0; 1024] }
    }
}

impl CharSet {
    /// Adds `c`, if it is of the plane.
    pub(crate) fn insert(&mut self, c: char) {
        if let Some(word) = self.bits.get_mut(c as usize >> 6) {
            *word |= 1 << (c as u32 & 63);
        }
    }

    /// Whether `c` was added.
    #[inline]
    pub(crate) fn contains(&self, c: char) -> bool {
        self.bits.get(c as usize >> 6).is_some_and(|word| word >> (c as u32 & 63) & 1 == 1)
    }
}

impl FromIterator<char> for CharSet {
    fn from_iter<I: IntoIterator<Item = char>>(chars: I) -> Self {
        let mut set = CharSet::default();
        chars.into_iter().for_each(|c| set.insert(c));
        set
    }
}
