//! From bytes to folded text: decoding, HTML to article text, folding. The only room beside `export`, `batch` and `cli` that can fail.

mod decode;
mod error;
mod fields;
mod fold;
mod html;
mod input;
#[cfg(feature = "parquet")]
mod parquet;
mod raw;
mod records;
mod stream;
mod table;

pub use decode::{OnInvalid, encoding_named};
pub use error::{MAX_BYTES, ReadError, ReadErrorKind};
pub use fields::{Field, FieldNames};
pub(crate) use fold::{count_traditional, is_transliteration};
pub use fold::{fold, fold_words, has_han, is_han};
pub use input::{Failure, InputKind, Item, ReadOptions, read_documents, read_raw};
pub use raw::{Raw, RawForm};
pub use records::{Record, parse_date};
