//! Chinese.

pub(crate) mod case;
pub(crate) mod date;
pub(crate) mod name;
pub(crate) mod number;
pub(crate) mod reference;
pub(crate) mod sentence;
pub(crate) mod speech;
pub(crate) mod title;
