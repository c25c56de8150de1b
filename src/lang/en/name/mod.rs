//! English name.
