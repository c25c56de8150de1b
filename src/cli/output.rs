//! Standard output, buffered, and what depends on whether a person reads it.

use std::io::{self, BufWriter, IsTerminal as _, StdoutLock, Write as _};

/// Standard output for results.
pub(super) fn stdout() -> BufWriter<StdoutLock<'static>> {
    BufWriter::with_capacity(1 << 16, io::stdout().lock())
}

/// Tells something on stderr, which may be closed.
pub(super) fn tell(line: &str) {
    let _ = writeln!(io::stderr(), "dealgraph: {line}");
}

/// A person looks at standard output.
pub(super) fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Columns of the terminal; reports are no wider than can be read, and 100 where there is no terminal.
pub(super) fn width() -> usize {
    terminal_size::terminal_size().map_or(100, |(width, _)| usize::from(width.0)).clamp(40, 120)
}
