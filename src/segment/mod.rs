//! Tokens: jieba on runs of Chinese characters, Unicode word boundaries elsewhere; then their edges follow those of the findings.
//!
//! It runs last and only when tokens are asked for: names, amounts and dates are found on text (jieba splits 英伟达 wherever it stands), and text
//! without Chinese characters never loads the dictionary.

mod snap;

use std::sync::LazyLock;

use jieba_rs::Jieba;
use unicode_segmentation::UnicodeSegmentation;

use crate::doc::{Document, Span, Token};
use crate::read::is_han;

/// The dictionary, loaded when the first Chinese token is asked for and shared by all workers.
static JIEBA: LazyLock<Jieba> = LazyLock::new(Jieba::new);

/// Fills `doc.tokens`; they tile each sentence but for white space.
pub(crate) fn tokenize(doc: &mut Document) {
    let mut tokens = std::mem::take(&mut doc.tokens);
    tokens.clear();
    for sentence in &doc.sentences {
        cut_sentence(&doc.text.folded, sentence.span, &mut tokens);
    }
    snap::to_findings(doc, &mut tokens);
    doc.tokens = tokens;
}

/// Cuts runs of one script.
fn cut_sentence(text: &str, sentence: Span, tokens: &mut Vec<Token>) {
    let mut rest = sentence.range();
    while !rest.is_empty() {
        let words = &text[rest.clone()];
        let is_chinese = words.starts_with(is_han);
        let length = words.find(|c| is_han(c) != is_chinese).unwrap_or(words.len());
        let run = &words[..length];
        let mut push = |word: &str| {
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            tokens.push(Token { span: Span::new(start, start + word.len()) });
        };
        if is_chinese {
            JIEBA.cut(run, true).iter().for_each(|token| push(token.word));
        } else {
            run.split_word_bounds().flat_map(str::split_whitespace).for_each(&mut push);
        }
        rest.start += length;
    }
}
