//! English date.
