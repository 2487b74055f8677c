//! Documents through threads, results in order.
//!
//! Comes in: items and what to do with one. Goes out: results, handed to `sink` on the calling thread in the order of the items.
//! Promises: the same sequence of results for any number of threads; no thread runs more than a window ahead of the sink, so that
//! memory does not grow with the number of documents; a sink that stops, stops the threads.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::{Condvar, Mutex, MutexGuard, mpsc};

/// Items that may be in work or waiting for the sink, a thread.
const WINDOW: usize = 4;

struct Progress {
    next: usize,
    done: usize,
}

/// Runs `work` on every item and hands the results to `sink` in order.
pub fn run<I: Sync, O: Send, B>(
    items: &[I],
    threads: usize,
    work: impl Fn(&I) -> O + Sync,
    mut sink: impl FnMut(O) -> ControlFlow<B>,
) -> ControlFlow<B> {
    let threads = threads.min(items.len());
    if threads <= 1 {
        return items.iter().try_for_each(|item| sink(work(item)));
    }
    let progress = Mutex::new(Progress { next: 0, done: 0 });
    let moved = Condvar::new();
    let (sender, receiver) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let (sender, progress, moved, work) = (sender.clone(), &progress, &moved, &work);
            scope.spawn(move || {
                while let Some(at) = claim(progress, moved, items.len(), threads * WINDOW) {
                    if sender.send((at, work(&items[at]))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let flow = in_order(receiver.iter(), |result| {
            let flow = sink(result);
            lock(&progress).done += 1;
            moved.notify_all();
            flow
        });
        lock(&progress).next = items.len();
        moved.notify_all();
        flow
    })
}

/// The next item's index, as soon as it lies within the window.
fn claim(progress: &Mutex<Progress>, moved: &Condvar, items: usize, window: usize) -> Option<usize> {
    let mut progress = lock(progress);
    while progress.next < items && progress.next >= progress.done + window {
        progress = moved.wait(progress).unwrap_or_else(std::sync::PoisonError::into_inner);
    }
    (progress.next < items).then(|| {
        progress.next += 1;
        progress.next - 1
    })
}

/// Two counters cannot be left in a bad state, so a poisoned lock is as good as any.
fn lock(progress: &Mutex<Progress>) -> MutexGuard<'_, Progress> {
    progress.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn in_order<O, B>(
    results: impl Iterator<Item = (usize, O)>,
    mut sink: impl FnMut(O) -> ControlFlow<B>,
) -> ControlFlow<B> {
    let mut waiting = BTreeMap::new();
    let mut next = 0;
    for (at, result) in results {
        waiting.insert(at, result);
        while let Some(result) = waiting.remove(&next) {
            next += 1;
            sink(result)?;
        }
    }
    ControlFlow::Continue(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn results_come_in_order_and_never_run_far_ahead() {
        let items: Vec<usize> = (0..300).collect();
        for threads in [1, 2, 7] {
            let (started, sunk) = (AtomicUsize::new(0), AtomicUsize::new(0));
            let mut seen = Vec::new();
            let flow: ControlFlow<()> = run(
                &items,
                threads,
                |item| {
                    started.fetch_add(1, Ordering::SeqCst);
                    std::thread::sleep(std::time::Duration::from_micros((item * 7 % 13) as u64 * 20));
                    assert!(started.load(Ordering::SeqCst) <= sunk.load(Ordering::SeqCst) + threads * (WINDOW + 1));
                    *item
                },
                |item| {
                    sunk.fetch_add(1, Ordering::SeqCst);
                    seen.push(item);
                    ControlFlow::Continue(())
                },
            );
            assert!(flow.is_continue());
            assert_eq!(seen, items);
        }
    }

    #[test]
    fn a_sink_that_stops_stops_all() {
        let items: Vec<usize> = (0..10_000).collect();
        let started = AtomicUsize::new(0);
        let flow = run(
            &items,
            3,
            |item| {
                started.fetch_add(1, Ordering::SeqCst);
                *item
            },
            |item| if item == 5 { ControlFlow::Break("enough") } else { ControlFlow::Continue(()) },
        );
        assert_eq!(flow, ControlFlow::Break("enough"));
        assert!(started.load(Ordering::SeqCst) < 100);
    }
}
