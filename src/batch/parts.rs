//! Files that grow while the run goes on, hidden under another name until it is done.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Seek as _, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::BatchError;

/// Whether a file is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// As it is.
    Plain,
    /// zstd, a frame for each piece of the input.
    Zstd,
}

/// A file that grows.
pub(crate) struct Part {
    path: PathBuf,
    packing: Packing,
    writer: Writer,
}

enum Writer {
    Plain(BufWriter<File>),
    Frame(Box<zstd::stream::write::Encoder<'static, BufWriter<File>>>),
    /// Between two states only.
    Gone,
}

/// The name of a file until the run is done.
pub(crate) fn hidden(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!(".{name}.part"))
}

impl Part {
    /// Opens the file and cuts off what stands behind `length`. Where the run was killed while it gave the files their names, the name is taken back.
    pub(crate) fn open(folder: &Path, name: &str, packing: Packing, length: u64) -> Result<Self, BatchError> {
        let (path, named) = (hidden(folder, name), folder.join(name));
        let at = BatchError::at(&path);
        if !path.exists() && named.exists() && length > 0 {
            std::fs::rename(&named, &path).map_err(&at)?;
        }
        let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path).map_err(&at)?;
        let there = file.metadata().map_err(&at)?.len();
        if there < length {
            let what = format!("has {there} bytes, and {length} were written");
            return Err(BatchError::Damaged { path: path.clone(), what });
        }
        file.set_len(length).map_err(&at)?;
        file.seek(SeekFrom::Start(length)).map_err(&at)?;
        Ok(Part { writer: Writer::Plain(BufWriter::with_capacity(1 << 16, file)), path: path.clone(), packing })
    }

    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<(), BatchError> {
        if self.packing == Packing::Zstd && matches!(self.writer, Writer::Plain(_)) {
            self.begin_frame().map_err(BatchError::at(&self.path))?;
        }
        let written = match &mut self.writer {
            Writer::Plain(file) => file.write_all(bytes),
            Writer::Frame(frame) => frame.write_all(bytes),
            Writer::Gone => Ok(()),
        };
        written.map_err(BatchError::at(&self.path))
    }

    fn begin_frame(&mut self) -> io::Result<()> {
        if let Writer::Plain(file) = std::mem::replace(&mut self.writer, Writer::Gone) {
            self.writer = Writer::Frame(Box::new(zstd::stream::write::Encoder::new(file, 3)?));
        }
        Ok(())
    }

    /// Brings all that was written to the disk and gives the length of the file.
    pub(crate) fn sync(&mut self) -> Result<u64, BatchError> {
        self.synced().map_err(BatchError::at(&self.path))
    }

    fn synced(&mut self) -> io::Result<u64> {
        self.writer = match std::mem::replace(&mut self.writer, Writer::Gone) {
            Writer::Frame(frame) => Writer::Plain(frame.finish()?),
            other => other,
        };
        let Writer::Plain(file) = &mut self.writer else { return Ok(0) };
        file.flush()?;
        file.get_ref().sync_data()?;
        file.stream_position()
    }

    /// The file as it is named now.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}
