//! Documents through the annotator: read on one thread, worked on by many, written in input order. Memory is bounded for a stream of any length,
//! and a document that arrives alone is answered before the next is waited for.

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, sync_channel};

use rayon::prelude::*;

use crate::doc::Document;
use crate::read::{Item, ReadOptions, read_documents};

/// Documents that are read ahead of the workers.
const READ_AHEAD: usize = 64;
/// A chunk ends at this many documents or bytes of text.
const CHUNK_DOCUMENTS: usize = 512;
const CHUNK_BYTES: usize = 8 << 20;

/// What is made of one item; `false` where it failed.
pub(super) type Work<'a> = &'a (dyn Fn(Item, &mut Document, &mut Vec<u8>) -> io::Result<bool> + Sync);

/// Runs `work` over every document and writes what it wrote, in input order. Gives the number that failed.
pub(super) fn run(files: &[PathBuf], options: &ReadOptions, jobs: Option<u16>, work: Work<'_>, out: &mut dyn Write) -> io::Result<usize> {
    let (sender, receiver) = sync_channel::<Item>(READ_AHEAD);
    std::thread::scope(|scope| {
        scope.spawn(move || {
            // The receiver is gone when the output is closed: nobody wants the rest.
            let flow = |sent: Result<(), _>| if sent.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
            let _ = read_documents(files, options, &mut |item| flow(sender.send(item)));
        });
        drain(receiver, jobs, work, out)
    })
}

fn drain(receiver: Receiver<Item>, jobs: Option<u16>, work: Work<'_>, out: &mut dyn Write) -> io::Result<usize> {
    let mut failed = 0;
    let mut document = Document::default();
    let mut buffer = Vec::new();
    let mut pool = None;
    while let Some(mut chunk) = next_chunk(&receiver) {
        if chunk.len() == 1 || jobs == Some(1) {
            for item in chunk {
                buffer.clear();
                failed += usize::from(!work(item, &mut document, &mut buffer)?);
                out.write_all(&buffer)?;
            }
        } else {
            let pool = match &mut pool {
                Some(pool) => pool,
                empty => empty.insert(rayon::ThreadPoolBuilder::new().num_threads(jobs.map_or(0, usize::from)).build().map_err(io::Error::other)?),
            };
            let results: Vec<io::Result<(bool, Vec<u8>)>> = pool.install(|| {
                let one = |document: &mut Document, item| {
                    let mut bytes = Vec::new();
                    work(item, document, &mut bytes).map(|done| (done, bytes))
                };
                chunk.par_drain(..).map_init(Document::default, one).collect()
            });
            for result in results {
                let (done, bytes) = result?;
                failed += usize::from(!done);
                out.write_all(&bytes)?;
            }
        }
        out.flush()?;
    }
    Ok(failed)
}

/// Waits for one document and takes along those that are there already.
fn next_chunk(receiver: &Receiver<Item>) -> Option<Vec<Item>> {
    let size = |item: &Item| item.as_ref().map_or(0, |record| record.text.len());
    let first = receiver.recv().ok()?;
    let mut bytes = size(&first);
    let mut chunk = vec![first];
    while chunk.len() < CHUNK_DOCUMENTS && bytes < CHUNK_BYTES {
        let Ok(item) = receiver.try_recv() else { break };
        bytes += size(&item);
        chunk.push(item);
    }
    Some(chunk)
}
