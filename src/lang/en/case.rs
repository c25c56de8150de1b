//! English case.
