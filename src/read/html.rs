//! A web page → the text of its article.

use encoding_rs::Encoding;

use super::records::Record;

/// The encoding that a page declares for itself.
pub(super) fn declared_encoding(_bytes: &[u8]) -> Option<&'static Encoding> {
    None
}

/// The article of a page.
pub(super) fn article(page: &str) -> Record {
    Record { text: page.to_owned(), is_extracted: true, ..Record::default() }
}
