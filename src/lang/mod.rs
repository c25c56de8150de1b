//! What differs by language, under identical file names: number, date, name, case, speech.

mod cases;
mod clause;
pub(crate) mod en;
pub(crate) mod zh;

pub(crate) use cases::Case;
pub(crate) use clause::*;
