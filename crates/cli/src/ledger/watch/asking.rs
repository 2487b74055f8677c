//! Feeds of several hosts, asked side by side.
//!
//! Comes in: the feeds that are due. Goes out: what each of them answered, as it comes. Promises: the feeds of one host are asked one
//! after the other by one thread; no more hosts at once than allowed; after a stop no further feed is asked.

use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use ledger::Feed;
use source::web::{Fetched, Held, Web, WebError};

/// What a feed answered.
pub struct Answer {
    /// The feed as it was when it was asked.
    pub feed: Feed,
    /// What came of it.
    pub result: Result<Fetched, WebError>,
}

/// Whether the user wants an end.
#[derive(Clone, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Heeds Ctrl-C: the first asks for an orderly end, the second ends the process; nothing that was reported is lost by it.
    pub fn on_signal() -> Stop {
        let stop = Stop::default();
        let seen = stop.clone();
        // Without a handler Ctrl-C ends the process at once, as it does elsewhere.
        let _ = ctrlc::set_handler(move || {
            if seen.0.swap(true, Ordering::SeqCst) {
                std::process::exit(130);
            }
            crate::trouble::say("stopping: what is being read is kept; once more to end at once");
        });
        stop
    }

    /// Whether it was asked for.
    pub fn asked(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }

    /// Waits, unless it is asked for.
    pub fn rest(&self, wait: Duration) {
        let until = Instant::now() + wait;
        while !self.asked() && Instant::now() < until {
            std::thread::sleep(until.saturating_duration_since(Instant::now()).min(Duration::from_millis(100)));
        }
    }
}

/// Asks feeds; answers come in the order in which they arrive. Threads that wait for a site are left behind at the end of the process.
pub fn side_by_side(web: &Arc<Web>, due: Vec<Feed>, hosts: usize, stop: &Stop) -> Receiver<Answer> {
    let queue = Arc::new(Mutex::new(by_host(due)));
    let threads = lock(&queue).len().min(hosts.max(1));
    let (sender, answers) = sync_channel(1);
    for _ in 0..threads {
        let (web, queue, stop, sender) = (Arc::clone(web), Arc::clone(&queue), stop.clone(), sender.clone());
        std::thread::spawn(move || {
            loop {
                // The lock is held for the taking alone.
                let Some(feeds) = lock(&queue).pop_front() else { return };
                for feed in feeds {
                    if stop.asked() {
                        return;
                    }
                    let held = Held { etag: feed.etag.clone(), last_modified: feed.last_modified.clone() };
                    let result = web.get_once(&feed.url, &held);
                    if sender.send(Answer { feed, result }).is_err() {
                        return;
                    }
                }
            }
        });
    }
    answers
}

/// Feeds of one scheme, name and port together, in the order in which they are due.
fn by_host(due: Vec<Feed>) -> VecDeque<Vec<Feed>> {
    let mut hosts: VecDeque<Vec<Feed>> = VecDeque::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for feed in due {
        let place = *places.entry(origin(&feed.url)).or_insert(hosts.len());
        match hosts.get_mut(place) {
            Some(feeds) => feeds.push(feed),
            None => hosts.push_back(vec![feed]),
        }
    }
    hosts
}

fn origin(url: &str) -> String {
    let end = url.find("://").map_or(0, |at| at + 3);
    let host = url[end..].find(['/', '?', '#']).map_or(url, |at| &url[..end + at]);
    host.to_ascii_lowercase()
}

fn lock<T>(of: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ledger::Moment;

    fn feed(url: &str) -> Feed {
        Feed {
            url: url.into(),
            title: None,
            watched_from: Moment::from_micros(0),
            due_at: None,
            asked_at: None,
            answered_at: None,
            news_at: None,
            etag: None,
            last_modified: None,
            failures: 0,
            problem: None,
            documents: 0,
        }
    }

    #[test]
    fn feeds_of_one_host_stay_together() {
        let urls = [
            "https://a.example/1",
            "https://b.example",
            "https://A.example?2",
            "http://a.example/3",
            "https://a.example:8/",
        ];
        let hosts = by_host(urls.iter().map(|url| feed(url)).collect());
        let got: Vec<Vec<&str>> = hosts.iter().map(|feeds| feeds.iter().map(|f| f.url.as_str()).collect()).collect();
        assert_eq!(got, [vec![urls[0], urls[2]], vec![urls[1]], vec![urls[3]], vec![urls[4]]]);
    }
}
