//! Scoring against gold articles.
