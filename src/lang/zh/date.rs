//! Chinese date.
