//! What a trigger needs in its clause.

/// Something that a trigger needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// A word: the index of its `Class::Need` row.
    Word(u32),
    /// Any percent.
    Percent,
    /// Any sum of money.
    Money,
    /// Any share count.
    Shares,
    /// 是, 成为: somebody is called so, not only named beside the word.
    Copula,
}

/// The things of which a trigger needs one.
#[derive(Clone, Debug, Default)]
pub struct Needs {
    /// Sorted.
    all: Vec<Need>,
    /// A bit for each of them, by its number: nearly every word that is asked for is none of them.
    bits: [u64; 4],
}

impl FromIterator<Need> for Needs {
    fn from_iter<I: IntoIterator<Item = Need>>(needs: I) -> Self {
        let mut all: Vec<Need> = needs.into_iter().collect();
        all.sort_unstable();
        all.dedup();
        let mut bits = [0; 4];
        for need in &all {
            let (word, bit) = need.place();
            bits[word] |= bit;
        }
        Needs { all, bits }
    }
}

impl Needs {
    /// Nothing is needed.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// `need` is one of them.
    #[inline]
    pub fn contains(&self, need: Need) -> bool {
        let (word, bit) = need.place();
        self.bits[word] & bit != 0 && self.all.binary_search(&need).is_ok()
    }

    /// All of them, sorted.
    pub fn iter(&self) -> impl Iterator<Item = Need> {
        self.all.iter().copied()
    }
}

impl Need {
    /// Its word and its bit there among [`Needs::bits`].
    #[inline]
    fn place(self) -> (usize, u64) {
        let number = match self {
            Need::Word(word) => word,
            Need::Percent => 0,
            Need::Money => 1,
            Need::Shares => 2,
            Need::Copula => 3,
        };
        (number as usize >> 6 & 3, 1 << (number & 63))
    }
}
