//! From bytes to folded text: decoding, HTML to article text, folding. The only room beside `export`, `batch` and `cli` that can fail.

mod decode;
mod error;
mod fold;
mod html;
mod input;
mod records;

pub use decode::{OnInvalid, encoding_named};
pub use error::{MAX_BYTES, ReadError, ReadErrorKind};
pub use fold::{fold, fold_words, has_han, is_han};
pub(crate) use fold::{is_traditional_form, is_transliteration};
pub use input::{Failure, InputKind, Item, ReadOptions, read_documents};
pub use records::{Record, parse_date};
