//! Knowledge as bytes and back. The build reads the files under `lexicons/` and writes what they say into the program, which so starts without
//! reading them; strings stay where they are in the program.

use std::borrow::Cow;

use crate::doc::{DealType, EntityType, Flow, Role, Status};

/// Bytes that are part of the program, or were made at run time.
pub(super) type Bytes = Cow<'static, [u8]>;

/// What is written, strings apart: `str`s are checked by the compiler, and cutting one costs nothing.
#[allow(dead_code, reason = "called by the build script")]
#[derive(Default)]
pub(crate) struct Writer {
    pub(crate) numbers: Vec<u8>,
    pub(crate) words: String,
}

/// What is still to read of what a [`Writer`] wrote.
pub(crate) struct Reader {
    pub(crate) numbers: &'static [u8],
    pub(crate) words: &'static str,
}

impl Reader {
    fn bytes(&mut self, count: usize) -> &'static [u8] {
        let (bytes, rest) = self.numbers.split_at(count);
        self.numbers = rest;
        bytes
    }

    #[inline]
    fn words(&mut self, length: usize) -> &'static str {
        let (words, rest) = self.words.split_at(length);
        self.words = rest;
        words
    }
}

/// Can be written by the build and read by the program of the same build.
pub(crate) trait Stored: Sized {
    /// Appends itself.
    #[allow(dead_code, reason = "called by the build script")]
    fn store(&self, to: &mut Writer);
    /// Reads itself back.
    fn restore(from: &mut Reader) -> Self;
}

macro_rules! numbers {
    ($($number:ty)*) => { $(impl Stored for $number {
        fn store(&self, to: &mut Writer) {
            to.numbers.extend_from_slice(&self.to_le_bytes());
        }

        #[inline]
        fn restore(from: &mut Reader) -> Self {
            let (bytes, rest) = from.numbers.split_first_chunk().expect("written by the same build");
            from.numbers = rest;
            <$number>::from_le_bytes(*bytes)
        }
    })* };
}
numbers!(u8 u16 u32 u64 f32);

/// Stores structs field by field.
macro_rules! stored_fields {
    ($($name:ident { $($field:ident)* })*) => { $(impl $crate::lexicon::Stored for $name {
        fn store(&self, to: &mut $crate::lexicon::Writer) {
            $($crate::lexicon::Stored::store(&self.$field, to);)*
        }

        #[inline]
        fn restore(from: &mut $crate::lexicon::Reader) -> Self {
            $name { $($field: $crate::lexicon::Stored::restore(from),)* }
        }
    })* };
}

/// Stores values of a short list by their place in it.
macro_rules! stored_choices {
    ($($name:ty: $all:expr,)*) => { $(impl $crate::lexicon::Stored for $name {
        fn store(&self, to: &mut $crate::lexicon::Writer) {
            let place = $all.iter().position(|choice| choice == self).expect("the list is whole");
            u8::try_from(place).expect("a short list").store(to);
        }

        #[inline]
        fn restore(from: &mut $crate::lexicon::Reader) -> Self {
            $all[usize::from(<u8 as $crate::lexicon::Stored>::restore(from))]
        }
    })* };
}
pub(crate) use {stored_choices, stored_fields};

stored_choices! {
    bool: [false, true],
    EntityType: EntityType::ALL,
    Flow: Flow::ALL,
    Status: Status::ALL,
}

impl Stored for usize {
    fn store(&self, to: &mut Writer) {
        u32::try_from(*self).expect("lexicons are smaller").store(to);
    }

    #[inline]
    fn restore(from: &mut Reader) -> Self {
        u32::restore(from) as usize
    }
}

impl Stored for Cow<'static, str> {
    fn store(&self, to: &mut Writer) {
        self.len().store(to);
        to.words.push_str(self);
    }

    #[inline]
    fn restore(from: &mut Reader) -> Self {
        let length = usize::restore(from);
        Cow::Borrowed(from.words(length))
    }
}

impl Stored for &'static str {
    fn store(&self, to: &mut Writer) {
        self.len().store(to);
        to.words.push_str(self);
    }

    fn restore(from: &mut Reader) -> Self {
        let length = usize::restore(from);
        from.words(length)
    }
}

impl Stored for String {
    fn store(&self, to: &mut Writer) {
        self.len().store(to);
        to.words.push_str(self);
    }

    fn restore(from: &mut Reader) -> Self {
        let length = usize::restore(from);
        from.words(length).to_owned()
    }
}

impl Stored for Bytes {
    fn store(&self, to: &mut Writer) {
        self.len().store(to);
        to.numbers.extend_from_slice(self);
    }

    fn restore(from: &mut Reader) -> Self {
        let length = usize::restore(from);
        Cow::Borrowed(from.bytes(length))
    }
}

impl Stored for DealType {
    fn store(&self, to: &mut Writer) {
        self.0.store(to);
    }

    fn restore(from: &mut Reader) -> Self {
        DealType(u8::restore(from))
    }
}

impl Stored for Role {
    fn store(&self, to: &mut Writer) {
        self.0.store(to);
    }

    fn restore(from: &mut Reader) -> Self {
        Role(u8::restore(from))
    }
}

impl<T: Stored> Stored for Vec<T> {
    fn store(&self, to: &mut Writer) {
        self.len().store(to);
        self.iter().for_each(|item| item.store(to));
    }

    fn restore(from: &mut Reader) -> Self {
        let length = usize::restore(from);
        (0..length).map(|_| T::restore(from)).collect()
    }
}

impl<T: Stored> Stored for Option<T> {
    fn store(&self, to: &mut Writer) {
        self.is_some().store(to);
        self.iter().for_each(|item| item.store(to));
    }

    #[inline]
    fn restore(from: &mut Reader) -> Self {
        bool::restore(from).then(|| T::restore(from))
    }
}

impl<T: Stored> Stored for [T; 2] {
    fn store(&self, to: &mut Writer) {
        self.iter().for_each(|item| item.store(to));
    }

    fn restore(from: &mut Reader) -> Self {
        [T::restore(from), T::restore(from)]
    }
}

impl<A: Stored, B: Stored, C: Stored> Stored for (A, B, C) {
    fn store(&self, to: &mut Writer) {
        self.0.store(to);
        self.1.store(to);
        self.2.store(to);
    }

    fn restore(from: &mut Reader) -> Self {
        (A::restore(from), B::restore(from), C::restore(from))
    }
}

impl<A: Stored, B: Stored> Stored for (A, B) {
    fn store(&self, to: &mut Writer) {
        self.0.store(to);
        self.1.store(to);
    }

    fn restore(from: &mut Reader) -> Self {
        (A::restore(from), B::restore(from))
    }
}
