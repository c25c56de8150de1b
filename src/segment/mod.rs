//! Tokens: jieba on runs of Chinese characters, Unicode word boundaries elsewhere.

use crate::doc::{Sentence, Text, Token};

/// Appends the tokens of every sentence.
pub(crate) fn tokenize(_text: &Text, _sentences: &[Sentence], _tokens: &mut Vec<Token>) {}
