//! Documents through threads, results in order.
//!
//! Comes in: items and what to do with one. Goes out: results, handed to `sink` on the calling thread in the order of the items.
//! Promises: the same sequence of results for any number of threads; no thread runs more than a window ahead of the sink, so that
//! memory does not grow with the number of documents; a sink that stops, stops the threads.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError, mpsc};

/// Items that may be in work or waiting for the sink, a thread.
const WINDOW: usize = 4;

/// Where the sink is, and whether it wants more.
struct Progress {
    done: usize,
    over: bool,
}

/// Runs `work` on every item and hands the results to `sink` in order. Items are drawn one at a time, by whichever thread is free; one
/// that takes its time to come holds up no result.
pub fn run<I, O: Send, B>(
    items: impl IntoIterator<Item = I, IntoIter: Send>,
    threads: usize,
    work: impl Fn(I) -> O + Sync,
    mut sink: impl FnMut(O) -> ControlFlow<B>,
) -> ControlFlow<B> {
    let mut items = items.into_iter();
    let threads = threads.min(items.size_hint().1.unwrap_or(usize::MAX));
    if threads <= 1 {
        return items.try_for_each(|item| sink(work(item)));
    }
    let items = Mutex::new(items.enumerate());
    let progress = Mutex::new(Progress { done: 0, over: false });
    let moved = Condvar::new();
    let (sender, receiver) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let (sender, items, progress, moved, work) = (sender.clone(), &items, &progress, &moved, &work);
            scope.spawn(move || {
                while let Some((at, item)) = draw(items, progress, moved, threads * WINDOW) {
                    if sender.send((at, work(item))).is_err() {
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
        lock(&progress).over = true;
        moved.notify_all();
        flow
    })
}

/// The next item, as soon as it lies within the window. Whoever waits for it holds up the others, who would wait as well.
fn draw<I>(
    items: &Mutex<impl Iterator<Item = (usize, I)>>,
    progress: &Mutex<Progress>,
    moved: &Condvar,
    window: usize,
) -> Option<(usize, I)> {
    // A source that panicked gives nothing more.
    let mut items = items.lock().ok()?;
    let next = items.next()?;
    let mut progress = lock(progress);
    while !progress.over && next.0 >= progress.done + window {
        progress = moved.wait(progress).unwrap_or_else(PoisonError::into_inner);
    }
    (!progress.over).then_some(next)
}

/// A counter and a flag cannot be left in a bad state, so a poisoned lock is as good as any.
fn lock(progress: &Mutex<Progress>) -> MutexGuard<'_, Progress> {
    progress.lock().unwrap_or_else(PoisonError::into_inner)
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
                items.clone(),
                threads,
                |item: usize| {
                    started.fetch_add(1, Ordering::SeqCst);
                    std::thread::sleep(std::time::Duration::from_micros((item * 7 % 13) as u64 * 20));
                    assert!(started.load(Ordering::SeqCst) <= sunk.load(Ordering::SeqCst) + threads * (WINDOW + 1));
                    item
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
            items,
            3,
            |item: usize| {
                started.fetch_add(1, Ordering::SeqCst);
                item
            },
            |item| if item == 5 { ControlFlow::Break("enough") } else { ControlFlow::Continue(()) },
        );
        assert_eq!(flow, ControlFlow::Break("enough"));
        assert!(started.load(Ordering::SeqCst) < 100);
    }
}
