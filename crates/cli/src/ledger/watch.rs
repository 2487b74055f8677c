//! `detente watch`: follows feeds and keeps what is new.
//!
//! Comes in: addresses of feeds, lists of them, and the list that lies in the ledger. Goes out: documents, and how each feed is doing.
//! Promises: a feed is not asked before it is due, and less and less often while it fails; what a feed brought is kept before the
//! mark that says so, so that a run that was stopped loses nothing; an article is not fetched twice, nor again in vain. Hosts are asked
//! side by side, each by one thread.

mod asking;

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use language::Pipeline;
use ledger::{Access, DocumentKey, Feed, Ledger, LedgerError, Moment};
use serde::Serialize;
use source::feed::{read_feed, read_outline};
use source::web::{Fetch, Fetched, Held, Manners, Reach, Web, WebError};
use source::{Intake, Parcel, feed_parcels, is_address};

use super::add::{Keeper, counted};
use super::arrivals;
use super::care::json;
use super::progress::Progress;
use super::reader::LedgerReader;
use super::store;
use crate::args::{AddFormat, ReportFormat, WatchArgs, WebArgs};
use crate::paint::{Ink, Paint};
use crate::read::intake;
use crate::timing::Tally;
use crate::trouble::{Complaint, Outcome, Trouble, complain, say};
use crate::{delivery, install};
use asking::{Answer, Stop};

/// A feed that fails is asked at least this often, and so is one that asks to be left alone for longer.
const LONGEST: Duration = Duration::from_secs(24 * 3600);
/// While nothing is due the list is looked at this often: another process may have put a feed on it.
const LOOK: Duration = Duration::from_secs(30);

/// The way to the web that a user allows.
pub fn web(args: &WebArgs) -> Web {
    let reach = if args.allow_private { Reach::Everywhere } else { Reach::Public };
    Web::new(Manners { reach, ..Manners::default() })
}

/// What a request brought.
#[derive(Debug, Serialize)]
struct News<'n> {
    url: &'n str,
    title: Option<&'n str>,
    /// Documents that are new.
    documents: usize,
    claims: usize,
    /// Whether the site said that nothing has changed.
    same: bool,
    problem: Option<&'n str>,
}

/// Runs the command.
pub fn run(args: &WatchArgs) -> Result<Outcome, Trouble> {
    if args.status {
        return status(args);
    }
    let mut ledger = store::open(&args.report.ledger, Access::Create)?;
    if let Some(atlas) = args.reading.own.atlas.folder() {
        ledger.set_atlas(crate::own::atlas(Some(atlas))?);
    }
    let path = ledger.path().to_path_buf();
    let refuse = |error: LedgerError| store::trouble(&path, &error);
    if !args.remove.is_empty() {
        return remove(&ledger, &args.remove).map_err(refuse);
    }
    let listed = list(&ledger, &args.feeds, &path)?;
    if ledger.feeds().map_err(refuse)?.is_empty() {
        let advice = "name some: detente watch https://example.org/feed.xml, or an OPML file of your reader";
        return Err(Trouble::Usage(Complaint::new("no feed is watched", advice)));
    }
    let web = Arc::new(web(&args.web));
    let stop = Stop::on_signal();
    let reader = LedgerReader::new(&args.reading.own, args.reading.engine.model)?;
    let mut watching = Watching {
        args,
        ledger,
        web,
        stop,
        reader,
        pipeline: None,
        intake: intake(&args.reading.about),
        failed: !listed,
    };
    loop {
        let asked = watching.round()?;
        if args.once || watching.stop.asked() {
            if asked == 0 && args.once && args.report.format == ReportFormat::Human {
                watching.nothing_due()?;
            }
            return Ok(if watching.failed { Outcome::SomeFailed } else { Outcome::Done });
        }
        watching.rest()?;
    }
}

/// Puts feeds on the list; false where one cannot be.
fn list(ledger: &Ledger, names: &[String], path: &Path) -> Result<bool, Trouble> {
    let refuse = |error: LedgerError| store::trouble(path, &error);
    let mut all = true;
    for name in names {
        if is_address(name) {
            ledger.watch_feed(name, None, store::now()).map_err(refuse)?;
            continue;
        }
        let feeds = std::fs::read(name)
            .map_err(|error| source::SourceError::Unreadable(name.into(), error))
            .and_then(|bytes| read_outline(&bytes));
        match feeds {
            Ok(feeds) => {
                for feed in feeds {
                    ledger.watch_feed(&feed.url, feed.title.as_deref(), store::now()).map_err(refuse)?;
                }
            }
            Err(error) => {
                all = false;
                complain(Some(name), &Complaint::new(&error, error.advice()));
            }
        }
    }
    Ok(all)
}

fn remove(ledger: &Ledger, urls: &[String]) -> Result<Outcome, LedgerError> {
    let mut outcome = Outcome::Done;
    for url in urls {
        if ledger.unwatch_feed(url)? {
            say(format!("{url} is off the list; what it brought stays"));
        } else {
            outcome = Outcome::SomeFailed;
            complain(Some(url), &Complaint::new("it is not on the list", "detente watch --status shows the list"));
        }
    }
    Ok(outcome)
}

/// A run over feeds.
struct Watching<'a> {
    args: &'a WatchArgs,
    ledger: Ledger,
    web: Arc<Web>,
    stop: Stop,
    reader: LedgerReader,
    /// Opened when there is something to read.
    pipeline: Option<Pipeline>,
    intake: Intake,
    failed: bool,
}

impl Watching<'_> {
    fn trouble(&self, error: &LedgerError) -> Trouble {
        store::trouble(self.ledger.path(), error)
    }

    /// Asks every feed that is due; how many.
    fn round(&mut self) -> Result<usize, Trouble> {
        let due = self.ledger.due_feeds(store::now()).map_err(|e| self.trouble(&e))?;
        let asked = due.len();
        let answers = asking::side_by_side(&self.web, due, self.args.hosts.into(), &self.stop);
        for answer in answers {
            self.take_in(answer)?;
            if self.stop.asked() {
                break;
            }
        }
        Ok(asked)
    }

    /// Keeps what a feed answered.
    fn take_in(&mut self, Answer { mut feed, result }: Answer) -> Result<(), Trouble> {
        let (mut documents, mut claims, mut same) = (0, 0, false);
        let result = match result {
            Ok(Fetched::Same) => {
                same = true;
                Ok(self.every())
            }
            Ok(Fetched::Body(fetch)) => match read_feed(&fetch.bytes, Some(&fetch.url)) {
                Ok(read) => {
                    feed.title = read.title.clone().or(feed.title);
                    let ttl = Duration::from_secs(u64::from(read.ttl.unwrap_or(0)) * 60);
                    let done = self.take(&read, &feed.url)?;
                    (documents, claims) = (done.documents, done.claims);
                    if self.stop.asked() {
                        return self.leave_due(feed, documents);
                    }
                    // As long as an article could not be had for now, the feed is read as a whole again.
                    let marks = if done.passing == 0 { fetch.held.clone() } else { Held::default() };
                    (feed.etag, feed.last_modified) = (marks.etag, marks.last_modified);
                    Ok(pause(self.every(), ttl, &fetch))
                }
                Err(error) => Err((error.to_string(), error.advice(), None, false)),
            },
            Err(error) => {
                let again = if let WebError::Busy { again, .. } = &error { *again } else { None };
                let gone = error == WebError::Status(410);
                Err((error.to_string(), error.advice(), again, gone))
            }
        };
        let now = store::now();
        feed.asked_at = Some(now);
        match result {
            Ok(pause) => {
                (feed.answered_at, feed.failures, feed.problem) = (Some(now), 0, None);
                feed.due_at = Some(after(now, pause));
                if documents > 0 {
                    feed.news_at = Some(now);
                    feed.documents += documents as u64;
                }
            }
            Err((what, advice, again, gone)) => {
                self.failed = true;
                complain(Some(&feed.url), &Complaint::new(&what, advice));
                feed.failures += 1;
                feed.problem = Some(what);
                feed.due_at = (!gone).then(|| after(now, back_off(self.every(), feed.failures, again)));
            }
        }
        self.ledger.keep_feed(&feed).map_err(|e| self.trouble(&e))?;
        self.tell(&News {
            url: &feed.url,
            title: feed.title.as_deref(),
            documents,
            claims,
            same,
            problem: feed.problem.as_deref(),
        })
    }

    /// A feed of which only a part may have been kept: it is due as it was, and is asked for the rest next time.
    fn leave_due(&self, mut feed: Feed, documents: usize) -> Result<(), Trouble> {
        if documents > 0 {
            feed.news_at = Some(store::now());
            feed.documents += documents as u64;
        }
        self.ledger.keep_feed(&feed).map_err(|e| self.trouble(&e))
    }

    /// Reads and keeps what a feed lists and the ledger has not.
    fn take(&mut self, read: &source::feed::Feed, url: &str) -> Result<super::add::Done, Trouble> {
        let mut fresh: Vec<Parcel> = Vec::new();
        for parcel in feed_parcels(read, url) {
            let there = self.ledger.documents_from(&parcel.origin).map(|found| !found.is_empty());
            let in_vain = self.ledger.has_problem(&parcel.origin);
            let known = there.and_then(|there| Ok(there || in_vain?)).map_err(|e| self.trouble(&e))?;
            if !known {
                fresh.push(parcel);
            }
        }
        if fresh.is_empty() {
            return Ok(super::add::Done::default());
        }
        if self.pipeline.is_none() {
            self.pipeline = Some(install::open(self.args.reading.engine.model)?);
        }
        let known: HashSet<DocumentKey> = self.ledger.document_keys().map_err(|e| self.trouble(&e))?;
        let bar = Progress::of(Some(fresh.len()), "articles");
        let (intake, web, stop) = (&self.intake, Some(&*self.web), &self.stop);
        let fresh = fresh.into_iter().take_while(|_| !stop.asked());
        let arrivals = fresh.map(|parcel| (arrivals::parcel(Ok(parcel), intake, web), None));
        let mut tally = Tally::start();
        let keeper = Keeper {
            known: &known,
            reader: &self.reader,
            pipeline: self.pipeline.as_ref(),
            format: AddFormat::Human,
            threads: self.args.reading.engine.threads(),
        };
        let (done, flow) = keeper.keep(&mut self.ledger, arrivals, &bar, &mut tally);
        bar.finish();
        if self.args.reading.engine.stats {
            tally.print();
        }
        self.failed |= !done.problems.is_empty();
        flow.map(|()| done)
    }

    fn every(&self) -> Duration {
        Duration::from_secs(u64::from(self.args.every) * 60)
    }

    fn tell(&self, news: &News<'_>) -> Result<(), Trouble> {
        match self.args.report.format {
            ReportFormat::Json => {
                let mut line = serde_json::to_vec(news).expect("strings and numbers serialise");
                line.push(b'\n');
                delivery::print(&line)
            }
            ReportFormat::Human if news.problem.is_some() => Ok(()),
            ReportFormat::Human => {
                let name = news.title.unwrap_or(news.url);
                say(match (news.documents, news.same) {
                    (0, true) => format!("{name}: nothing has changed"),
                    (0, false) => format!("{name}: nothing new"),
                    (n, _) => format!("{name}: {} new, {}", counted(n, "document"), counted(news.claims, "claim")),
                });
                Ok(())
            }
        }
    }

    fn nothing_due(&self) -> Result<(), Trouble> {
        let next = self.next_due()?;
        say(match next {
            Some(at) => format!("nothing is due before {at}"),
            None => "no feed is to be asked again; detente watch --status says why".to_string(),
        });
        Ok(())
    }

    fn next_due(&self) -> Result<Option<Moment>, Trouble> {
        let feeds = self.ledger.feeds().map_err(|e| self.trouble(&e))?;
        Ok(feeds.iter().filter_map(|feed| feed.due_at).min())
    }

    /// Waits until something is due, or the list is to be looked at again.
    fn rest(&self) -> Result<(), Trouble> {
        let wait = self.next_due()?.map_or(LOOK, |at| {
            Duration::from_micros(u64::try_from(at.micros() - store::now().micros()).unwrap_or(0)).min(LOOK)
        });
        self.stop.rest(wait.max(Duration::from_secs(1)));
        Ok(())
    }
}

/// How long a feed that answered is left alone: as long as the user or the feed says, whichever is longer.
fn pause(every: Duration, ttl: Duration, fetch: &Fetch) -> Duration {
    every.max(ttl).max(fetch.fresh_for.unwrap_or_default()).min(LONGEST.max(every))
}

/// How long a feed that fails is left alone: twice as long each time, and at least as long as it asks for.
fn back_off(every: Duration, failures: u32, again: Option<Duration>) -> Duration {
    let doubled = every.max(Duration::from_secs(60)).saturating_mul(1 << failures.min(12));
    doubled.min(LONGEST).max(again.unwrap_or_default())
}

fn after(now: Moment, pause: Duration) -> Moment {
    Moment::from_micros(now.micros().saturating_add(i64::try_from(pause.as_micros()).unwrap_or(i64::MAX)))
}

/// How each feed is doing.
fn status(args: &WatchArgs) -> Result<Outcome, Trouble> {
    let ledger = store::open(&args.report.ledger, Access::Read)?;
    let feeds = ledger.feeds().map_err(|error| store::trouble(ledger.path(), &error))?;
    match args.report.format {
        ReportFormat::Json => json(&feeds)?,
        ReportFormat::Human if feeds.is_empty() => say("no feed is watched"),
        ReportFormat::Human => {
            let paint = Paint::for_stdout(false);
            let page: String = feeds.iter().map(|feed| health(feed, paint)).collect();
            delivery::print(page.as_bytes())?;
        }
    }
    Ok(Outcome::Done)
}

fn health(feed: &Feed, paint: Paint) -> String {
    let time = |at: Option<Moment>| {
        at.map_or_else(
            || "never".to_string(),
            |at| Moment::from_micros(at.micros() / 1_000_000 * 1_000_000).to_string(),
        )
    };
    let name = feed.title.as_deref().unwrap_or(&feed.url);
    let state = match (&feed.problem, feed.answered_at, feed.due_at) {
        (Some(_), _, None) => "gone: not asked again".to_string(),
        (Some(problem), _, _) => format!("failing ({} in a row): {problem}", feed.failures),
        (None, Some(_), _) => "well".to_string(),
        (None, None, _) => "not asked yet".to_string(),
    };
    let next = feed.due_at.map(|at| format!(", next {}", time(Some(at)))).unwrap_or_default();
    format!(
        "{}  {}\n  {state}\n  {}, answered {}{next}\n",
        paint.ink(Ink::Name, name),
        paint.ink(Ink::Faint, &feed.url),
        counted(usize::try_from(feed.documents).unwrap_or(usize::MAX), "document"),
        time(feed.answered_at),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_double_the_pause_up_to_a_day() {
        let every = Duration::from_secs(1800);
        let hours = |failures| back_off(every, failures, None).as_secs_f64() / 3600.0;
        assert_eq!([1, 2, 3, 9, 4_000_000].map(hours), [1.0, 2.0, 4.0, 24.0, 24.0]);
        assert_eq!(back_off(every, 1, Some(Duration::from_secs(7200))), Duration::from_secs(7200));
        assert_eq!(back_off(Duration::ZERO, 1, None), Duration::from_secs(120));
    }

    #[test]
    fn a_feed_in_trouble_says_so() {
        let at = |micros| Some(Moment::from_micros(micros));
        let mut feed = Feed {
            url: "https://post.example/feed".into(),
            title: Some("Harbour Post".into()),
            watched_from: Moment::from_micros(0),
            due_at: at(3_600_000_000),
            asked_at: at(0),
            answered_at: None,
            news_at: None,
            etag: None,
            last_modified: None,
            failures: 2,
            problem: Some("the site answers with status 500".into()),
            documents: 1,
        };
        let page = health(&feed, Paint::plain(80));
        assert_eq!(
            page,
            "Harbour Post  https://post.example/feed\n  failing (2 in a row): the site answers with status 500\n  1 document, answered never, next 1970-01-01T01:00:00Z\n"
        );
        (feed.problem, feed.answered_at, feed.due_at) = (None, at(1_500_000), None);
        assert!(health(&feed, Paint::plain(80)).contains("  well\n  1 document, answered 1970-01-01T00:00:01Z\n"));
    }
}
