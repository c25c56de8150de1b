//! Chinese name.
