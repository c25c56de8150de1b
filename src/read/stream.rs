//! Bytes of a file or of standard input: counted as they are read, and unpacked where they are gzip or zstd.

use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::MultiGzDecoder;

/// A reader that tells how much was read, for a progress bar.
pub(super) struct Counted<'c, R> {
    inner: R,
    count: Option<&'c AtomicU64>,
}

impl<'c, R> Counted<'c, R> {
    pub(super) fn new(inner: R, count: Option<&'c AtomicU64>) -> Self {
        Counted { inner, count }
    }

    fn add(&self, bytes: usize) {
        if let Some(count) = self.count {
            count.fetch_add(bytes as u64, Ordering::Relaxed);
        }
    }
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.add(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Counted<'_, R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.add(amount);
        self.inner.consume(amount);
    }
}

/// First bytes, the whole stream with them, and the path without the ending of the packing.
pub(super) type Opened<'a, 'p> = (Vec<u8>, Box<dyn BufRead + 'a>, Option<Cow<'p, Path>>);

/// Looks at the first bytes and unpacks what is packed.
pub(super) fn opened<'a, 'p>(mut stream: impl BufRead + 'a, path: Option<&'p Path>) -> io::Result<Opened<'a, 'p>> {
    let head = peek(&mut stream)?;
    let is_gzip = head.starts_with(b"\x1f\x8b");
    let is_zstd = head.starts_with(b"\x28\xb5\x2f\xfd");
    let whole = io::Cursor::new(head.clone()).chain(stream);
    if !is_gzip && !is_zstd {
        return Ok((head, Box::new(BufReader::with_capacity(1 << 16, whole)), path.map(Cow::Borrowed)));
    }
    let unpacked: Box<dyn Read + 'a> = if is_gzip { Box::new(MultiGzDecoder::new(whole)) } else { Box::new(zstd::stream::read::Decoder::with_buffer(whole)?) };
    let mut unpacked = BufReader::with_capacity(1 << 16, unpacked);
    let head = peek(&mut unpacked)?;
    let whole = io::Cursor::new(head.clone()).chain(unpacked);
    Ok((head, Box::new(BufReader::with_capacity(1 << 16, whole)), path.map(|p| Cow::Owned(without_packing(p)))))
}

/// `news.jsonl.gz` → `news.jsonl`.
fn without_packing(path: &Path) -> std::path::PathBuf {
    match path.extension().and_then(|e| e.to_str()) {
        Some("gz" | "gzip" | "zst" | "zstd") => path.with_extension(""),
        _ => path.to_owned(),
    }
}

/// The first bytes, up to the first line feed or 4 KB: enough to see what the file holds, little enough for a pipe that waits for our answer.
fn peek(stream: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    while head.len() < 4096 && !head.contains(&b'\n') {
        let available = match stream.fill_buf() {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if available.is_empty() {
            break;
        }
        let taken = available.len();
        head.extend_from_slice(available);
        stream.consume(taken);
    }
    Ok(head)
}
