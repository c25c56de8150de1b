//! What is named or counted in the text: amounts, percents, share counts, dates, names.

pub(crate) mod charset;
pub(crate) mod date;
pub(crate) mod name;
pub(crate) mod quantity;
pub(crate) mod scan;
pub(crate) mod words;
