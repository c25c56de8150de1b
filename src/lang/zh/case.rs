//! Chinese case.
