//! What could not be added, and why.
//!
//! Promises: a problem is told once for as long as it stands; it is closed, not deleted, when its origin is added after all.

use rusqlite::{OptionalExtension, params};
use serde::Serialize;

use crate::{Adding, Ledger, Moment, Result};

/// Why something from outside is not in the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Where it came from.
    pub uri: String,
    /// What is wrong.
    pub reason: String,
    /// What the user can do.
    pub advice: String,
    /// When it was met.
    pub recorded_at: Moment,
    /// When its origin was added after all.
    pub resolved_at: Option<Moment>,
}

impl Adding<'_> {
    /// Records a problem, unless the same one stands. Whether it is new.
    ///
    /// # Errors
    /// Those of the store.
    pub fn problem(&mut self, uri: &str, reason: &str, advice: &str) -> Result<bool> {
        let new = self
            .db
            .prepare_cached(
                "INSERT OR IGNORE INTO problems (uri, reason, advice, recorded_at) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![uri, reason, advice, self.now])?;
        if new > 0 {
            self.mark()?;
        }
        Ok(new > 0)
    }

    /// What was wrong with an origin is mended.
    pub(crate) fn resolve_problems(&mut self, uri: &str) -> Result<()> {
        self.db
            .prepare_cached("UPDATE problems SET resolved_at = ?2 WHERE uri = ?1 AND resolved_at IS NULL")?
            .execute(params![uri, self.now])?;
        Ok(())
    }
}

impl Ledger {
    /// Problems in the order in which they were met; those that were mended as well if `all` says so.
    ///
    /// # Errors
    /// Those of the store.
    pub fn problems(&self, all: bool) -> Result<Vec<Problem>> {
        let mut query = self.db.prepare(
            "SELECT uri, reason, advice, recorded_at, resolved_at FROM problems WHERE ?1 OR resolved_at IS NULL ORDER BY id",
        )?;
        let rows = query.query_map([all], |row| {
            Ok(Problem {
                uri: row.get(0)?,
                reason: row.get(1)?,
                advice: row.get(2)?,
                recorded_at: row.get(3)?,
                resolved_at: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Whether a problem stands for an origin: such a one is not fetched again in vain.
    ///
    /// # Errors
    /// Those of the store.
    pub fn has_problem(&self, uri: &str) -> Result<bool> {
        let mut query = self.db.prepare_cached("SELECT 1 FROM problems WHERE uri = ?1 AND resolved_at IS NULL")?;
        Ok(query.query_row([uri], |_| Ok(())).optional()?.is_some())
    }
}
