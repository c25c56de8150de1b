//! Work on a stream by many threads: bounded memory, results in the order of the stream.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Items between the source and the sink, for each worker.
const ITEMS_A_WORKER: usize = 64;
/// Bytes of items between the source and the sink; one item may be larger than that.
const BYTES: usize = 64 << 20;

/// Something to be worked on, with the bytes that it takes.
pub(crate) struct Task<T> {
    pub(crate) item: T,
    pub(crate) bytes: usize,
}

/// Takes the tasks of a source.
pub(crate) type Feed<'a, T> = &'a mut dyn FnMut(Task<T>) -> ControlFlow<()>;

/// Runs `work` on every item that `source` feeds and gives the results to `sink` in the order of the items. Each worker has a state of its own. With one
/// job everything happens on the calling thread. An error of `sink` ends the run.
pub(crate) fn ordered<T: Send, R: Send, S, E: Send>(
    jobs: usize,
    source: impl FnOnce(Feed<'_, T>) + Send,
    state: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, T) -> R + Sync,
    mut sink: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    if jobs <= 1 {
        let mut own = state();
        let mut outcome = Ok(());
        source(&mut |task| {
            outcome = sink(work(&mut own, task.item));
            if outcome.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        return outcome;
    }
    let window = Window { inside: Mutex::new(Inside::default()), freed: Condvar::new(), items: ITEMS_A_WORKER * jobs };
    let (tasks_in, tasks) = crossbeam_channel::unbounded::<(u64, usize, T)>();
    let (results_in, results) = crossbeam_channel::unbounded::<(u64, usize, R)>();
    std::thread::scope(|scope| {
        let window = &window;
        let (state, work) = (&state, &work);
        for _ in 0..jobs {
            let (tasks, results) = (tasks.clone(), results_in.clone());
            scope.spawn(move || {
                let mut own = state();
                for (number, bytes, item) in tasks {
                    if results.send((number, bytes, work(&mut own, item))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(tasks);
        drop(results_in);
        scope.spawn(move || {
            let mut number = 0;
            source(&mut |task| {
                window.enter(task.bytes)?;
                number += 1;
                if tasks_in.send((number - 1, task.bytes, task.item)).is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            });
        });
        let outcome = in_order(&results, window, &mut sink);
        window.close();
        outcome
    })
}

fn in_order<R, E>(results: &crossbeam_channel::Receiver<(u64, usize, R)>, window: &Window, sink: &mut impl FnMut(R) -> Result<(), E>) -> Result<(), E> {
    let mut early = BTreeMap::new();
    let mut next = 0;
    for (number, bytes, result) in results {
        early.insert(number, (bytes, result));
        while let Some((bytes, result)) = early.remove(&next) {
            sink(result)?;
            window.leave(bytes);
            next += 1;
        }
    }
    Ok(())
}

/// What is between source and sink.
#[derive(Default)]
struct Inside {
    items: usize,
    bytes: usize,
    closed: bool,
}

struct Window {
    inside: Mutex<Inside>,
    freed: Condvar,
    items: usize,
}

impl Window {
    fn lock(&self) -> MutexGuard<'_, Inside> {
        // Two numbers and a flag are right even where a thread died over them.
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for room. The first item always has it, however large.
    fn enter(&self, bytes: usize) -> ControlFlow<()> {
        let is_full = |inside: &mut Inside| !inside.closed && inside.items > 0 && (inside.items >= self.items || inside.bytes + bytes > BYTES);
        let mut inside = self.freed.wait_while(self.lock(), is_full).unwrap_or_else(PoisonError::into_inner);
        if inside.closed {
            return ControlFlow::Break(());
        }
        inside.items += 1;
        inside.bytes += bytes;
        ControlFlow::Continue(())
    }

    fn leave(&self, bytes: usize) {
        let mut inside = self.lock();
        inside.items -= 1;
        inside.bytes -= bytes;
        self.freed.notify_one();
    }

    fn close(&self) {
        self.lock().closed = true;
        self.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::{Task, ordered};
    use std::ops::ControlFlow;

    #[test]
    fn results_come_in_order_and_an_error_ends_the_run() {
        for jobs in [1, 2, 5] {
            let mut seen = Vec::new();
            let feed = |feed: super::Feed<'_, u64>| {
                for item in 0..1000 {
                    if feed(Task { item, bytes: 1 << 20 }) == ControlFlow::Break(()) {
                        return;
                    }
                }
            };
            let work = |(): &mut (), item: u64| (0..(item * 7919) % 1000).fold(item * 1000, |x, _| x);
            let done: Result<(), ()> = ordered(
                jobs,
                feed,
                || (),
                work,
                |r| {
                    seen.push(r / 1000);
                    Ok(())
                },
            );
            assert!(done.is_ok() && seen == (0..1000).collect::<Vec<_>>());
            let ended = ordered(jobs, feed, || (), work, |r| if r >= 500_000 { Err("enough") } else { Ok(()) });
            assert_eq!(ended, Err("enough"));
        }
    }
}
