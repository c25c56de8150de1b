//! English number.
