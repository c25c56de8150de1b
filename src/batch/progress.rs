//! How far a run is, on stderr: a bar for people at a terminal, lines for logs, JSON for machines.

use std::io::{IsTerminal as _, Write as _};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError};
use indicatif::{HumanBytes, HumanCount, HumanDuration, ProgressBar, ProgressStyle};

/// How progress is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum ProgressForm {
    /// A bar at a terminal, lines elsewhere.
    #[default]
    Auto,
    /// A line every few seconds.
    Plain,
    /// A JSON object every second.
    Json,
    /// Nothing.
    None,
}

/// Counts that all threads add to.
#[derive(Default)]
pub(crate) struct Counts {
    /// Documents done.
    pub(crate) documents: AtomicU64,
    /// Documents that failed.
    pub(crate) failed: AtomicU64,
    /// Bytes read from files.
    pub(crate) read: AtomicU64,
    /// Bytes of all files, once they are counted; standard input has no end.
    pub(crate) total: OnceLock<u64>,
}

/// Shows the counts until `stop` is closed.
pub(crate) fn show(form: ProgressForm, counts: &Counts, stop: &Receiver<()>) {
    let clock = Clock { begun: Instant::now(), counts };
    let is_bar = form == ProgressForm::Auto && std::io::stderr().is_terminal();
    match form {
        ProgressForm::None => {}
        _ if is_bar => clock.bar(stop),
        ProgressForm::Json => clock.every(Duration::from_secs(1), stop, &|| clock.json()),
        _ => clock.every(Duration::from_secs(5), stop, &|| clock.line()),
    }
}

struct Clock<'a> {
    begun: Instant,
    counts: &'a Counts,
}

impl Clock<'_> {
    fn seconds(&self) -> f64 {
        self.begun.elapsed().as_secs_f64()
    }

    /// Seconds that the rest will take at the rate so far.
    fn left(&self) -> Option<f64> {
        let (read, total) = (self.counts.read.load(Relaxed), *self.counts.total.get()?);
        (read > 0 && total >= read).then(|| self.seconds() * (total - read) as f64 / read as f64)
    }

    fn rate(&self) -> f64 {
        self.counts.documents.load(Relaxed) as f64 / self.seconds().max(1e-3)
    }

    fn every(&self, pause: Duration, stop: &Receiver<()>, line: &dyn Fn() -> String) {
        while stop.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
            tell(&line());
        }
        tell(&line());
    }

    fn line(&self) -> String {
        let documents = HumanCount(self.counts.documents.load(Relaxed));
        let of = self.counts.total.get().map_or(String::new(), |t| format!(" of {}", HumanBytes(*t)));
        let eta = self.left().map_or(String::new(), |s| format!(", {} left", HumanDuration(Duration::from_secs_f64(s))));
        let (failed, read) = (self.counts.failed.load(Relaxed), HumanBytes(self.counts.read.load(Relaxed)));
        format!("dealgraph: {documents} documents, {failed} failed, {read}{of}, {:.0}/s{eta}", self.rate())
    }

    fn json(&self) -> String {
        let round = |x: f64| (x * 10.0).round() / 10.0;
        let line = serde_json::json!({
            "documents": self.counts.documents.load(Relaxed),
            "failed": self.counts.failed.load(Relaxed),
            "bytes": self.counts.read.load(Relaxed),
            "total_bytes": self.counts.total.get(),
            "seconds": round(self.seconds()),
            "documents_per_second": round(self.rate()),
            "eta_seconds": self.left().map(round),
        });
        line.to_string()
    }

    fn bar(&self, stop: &Receiver<()>) {
        let bar = ProgressBar::new(0);
        let style = |template: &str| ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        bar.set_style(style("{spinner} {msg} {bytes} {elapsed}"));
        let mut is_known = false;
        while stop.recv_timeout(Duration::from_millis(150)) == Err(RecvTimeoutError::Timeout) {
            if let (Some(total), false) = (self.counts.total.get(), is_known) {
                bar.set_style(style("{bar:30} {percent:>3}% {msg} {bytes}/{total_bytes} eta {eta}"));
                bar.set_length(*total);
                is_known = true;
            }
            bar.set_position(self.counts.read.load(Relaxed));
            let failed = self.counts.failed.load(Relaxed);
            let failures = if failed > 0 { format!(" {failed} failed") } else { String::new() };
            bar.set_message(format!("{} documents {:.0}/s{failures}", HumanCount(self.counts.documents.load(Relaxed)), self.rate()));
        }
        bar.finish_and_clear();
        tell(&self.line());
    }
}

/// A closed stderr is no reason to stop.
fn tell(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}
