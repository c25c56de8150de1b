//! Scoring against gold articles.

pub mod gold;
