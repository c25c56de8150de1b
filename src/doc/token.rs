//! Sentences and tokens.

use super::Span;

/// A sentence. Sentences cover the text but for the white space between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Without white space at its edges.
    pub span: Span,
    /// Number of its paragraph, from 0.
    pub paragraph: u32,
}

/// A word, number or punctuation mark. Tokens tile each sentence but for white space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
}
