//! From bytes to folded text: decoding, HTML to article text, folding. The only room beside `export`, `batch` and `cli` that can fail.

mod fold;

pub use fold::{fold, fold_words, has_han, is_han};
