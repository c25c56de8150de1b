//! A typed index into a column: an `Id<Entity>` cannot be used where an `Id<Deal>` is meant.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

/// Position of a `T` in its column. 32 bits: a document is at most 4 GiB, so no column can be longer.
pub struct Id<T>(u32, PhantomData<fn() -> T>);

impl<T> Id<T> {
    /// The id of the element at `index`.
    ///
    /// # Panics
    /// If `index` is over `u32::MAX`, which a document's size rules out.
    pub fn new(index: usize) -> Self {
        Id(u32::try_from(index).expect("columns are shorter than 2^32"), PhantomData)
    }

    /// The position in the column.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}
impl<T> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}
