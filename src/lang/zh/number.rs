//! Chinese number.
