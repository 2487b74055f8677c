//! Feeds that are watched: what was asked when, what came of it, when to ask next.
//!
//! Promises: a feed that is put on the list again stays as it is; what it brought stays when it is taken off; marks for the next
//! request are kept only together with what they are of.

use rusqlite::{Row, params};
use serde::Serialize;

use crate::{Ledger, Moment, Result};

/// A feed on the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Feed {
    /// Where it is.
    pub url: String,
    /// What it calls itself, once it has answered; what the list calls it until then.
    pub title: Option<String>,
    /// Since when it is watched.
    pub watched_from: Moment,
    /// When to ask it next; none where it is gone for good.
    pub due_at: Option<Moment>,
    /// When it was last asked.
    pub asked_at: Option<Moment>,
    /// When it last answered, with news or without.
    pub answered_at: Option<Moment>,
    /// When it last brought something new.
    pub news_at: Option<Moment>,
    /// The site's mark of the version that was read.
    #[serde(skip)]
    pub etag: Option<String>,
    /// When that version was last changed, as the site wrote it.
    #[serde(skip)]
    pub last_modified: Option<String>,
    /// Failures in a row.
    pub failures: u32,
    /// What went wrong with the last request.
    pub problem: Option<String>,
    /// How many documents it brought.
    pub documents: u64,
}

const COLUMNS: &str = "url, title, watched_from, due_at, asked_at, answered_at, news_at, etag, last_modified, failures, problem, documents";

fn feed(row: &Row<'_>) -> rusqlite::Result<Feed> {
    Ok(Feed {
        url: row.get(0)?,
        title: row.get(1)?,
        watched_from: row.get(2)?,
        due_at: row.get(3)?,
        asked_at: row.get(4)?,
        answered_at: row.get(5)?,
        news_at: row.get(6)?,
        etag: row.get(7)?,
        last_modified: row.get(8)?,
        failures: row.get(9)?,
        problem: row.get(10)?,
        documents: row.get(11)?,
    })
}

impl Ledger {
    /// Puts a feed on the list, due at once. Whether it is new; one that was gone is asked again.
    ///
    /// # Errors
    /// Those of the store.
    pub fn watch_feed(&self, url: &str, title: Option<&str>, now: Moment) -> Result<bool> {
        let new = self.db.execute(
            "INSERT OR IGNORE INTO feeds (url, title, watched_from, due_at, failures, documents) VALUES (?1, ?2, ?3, ?3, 0, 0)",
            params![url, title, now],
        )?;
        self.db.execute("UPDATE feeds SET due_at = ?2 WHERE url = ?1 AND due_at IS NULL", params![url, now])?;
        Ok(new > 0)
    }

    /// Takes a feed off the list; whether it was on it.
    ///
    /// # Errors
    /// Those of the store.
    pub fn unwatch_feed(&self, url: &str) -> Result<bool> {
        Ok(self.db.execute("DELETE FROM feeds WHERE url = ?1", [url])? > 0)
    }

    /// The list, in the order in which feeds came on it.
    ///
    /// # Errors
    /// Those of the store.
    pub fn feeds(&self) -> Result<Vec<Feed>> {
        let mut query = self.db.prepare(&format!("SELECT {COLUMNS} FROM feeds ORDER BY id"))?;
        let rows = query.query_map([], feed)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Feeds that are due, the longest due first.
    ///
    /// # Errors
    /// Those of the store.
    pub fn due_feeds(&self, now: Moment) -> Result<Vec<Feed>> {
        let mut query =
            self.db.prepare(&format!("SELECT {COLUMNS} FROM feeds WHERE due_at <= ?1 ORDER BY due_at, id"))?;
        let rows = query.query_map([now], feed)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Keeps what became of a feed: all but its address and since when it is watched. One that was taken off meanwhile stays off.
    ///
    /// # Errors
    /// Those of the store.
    pub fn keep_feed(&self, feed: &Feed) -> Result<()> {
        let Feed {
            url,
            title,
            due_at,
            asked_at,
            answered_at,
            news_at,
            etag,
            last_modified,
            failures,
            problem,
            documents,
            ..
        } = feed;
        self.db.execute(
            "UPDATE feeds SET title = ?2, due_at = ?3, asked_at = ?4, answered_at = ?5, news_at = ?6, etag = ?7, last_modified = ?8, \
             failures = ?9, problem = ?10, documents = ?11 WHERE url = ?1",
            params![url, title, due_at, asked_at, answered_at, news_at, etag, last_modified, failures, problem, i64::try_from(*documents).unwrap_or(i64::MAX)],
        )?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Access;

    #[test]
    fn feeds_are_listed_once_and_kept_as_they_became() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("news.sqlite");
        let ledger = Ledger::open(&path, Access::Create).unwrap();
        let at = Moment::from_micros;
        assert!(ledger.watch_feed("https://a.example/feed", Some("A"), at(10)).unwrap());
        assert!(ledger.watch_feed("https://b.example/feed", None, at(20)).unwrap());
        assert!(!ledger.watch_feed("https://a.example/feed", None, at(30)).unwrap());
        let mut a = ledger.due_feeds(at(15)).unwrap().remove(0);
        assert_eq!(
            (a.title.as_deref(), a.watched_from, ledger.due_feeds(at(9)).unwrap().len()),
            (Some("A"), at(10), 0)
        );
        (a.due_at, a.etag, a.failures, a.problem, a.documents) =
            (Some(at(99)), Some("x".into()), 2, Some("busy".into()), 7);
        ledger.keep_feed(&a).unwrap();
        drop(ledger);
        let ledger = Ledger::open(&path, Access::Write).unwrap();
        assert_eq!(ledger.feeds().unwrap()[0], a);
        assert_eq!(ledger.due_feeds(at(50)).unwrap().len(), 1);
        a.due_at = None;
        ledger.keep_feed(&a).unwrap();
        assert!(ledger.due_feeds(at(1000)).unwrap().iter().all(|f| f.url != a.url), "gone for good");
        ledger.watch_feed(&a.url, None, at(60)).unwrap();
        assert_eq!(ledger.feeds().unwrap()[0].due_at, Some(at(60)), "named again, asked again");
        assert!(ledger.unwatch_feed(&a.url).unwrap());
        ledger.keep_feed(&a).unwrap();
        assert_eq!(ledger.feeds().unwrap().len(), 1);
    }
}
