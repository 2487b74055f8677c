//! Reading kept texts again, after the reading has changed.
//!
//! Promises: what was held before is closed, with the version that made it, and still answers as of earlier; where a later version says the
//! same, to the last byte, nothing is recorded but that it did.

use model::Answer;
use reconciling::Rules;
use rusqlite::{OptionalExtension, params};

use crate::{DocumentId, Entry, Ledger, LedgerError, Moment, ReadingId, Result, fitting};

/// What reading again did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reread {
    /// Documents of which the answer is the same.
    pub same: usize,
    /// Documents of which it is another.
    pub changed: usize,
    /// Claims that are new.
    pub claims: usize,
    /// Claims that were closed.
    pub closed: usize,
    /// Answers that did not fit their documents.
    pub refused: usize,
}

impl Ledger {
    /// The texts that another version of the reader has read, in order of their rows.
    ///
    /// # Errors
    /// Those of the store.
    pub fn read_otherwise(&self, reader: &str) -> Result<Vec<DocumentId>> {
        let mut query = self.db.prepare(
            "SELECT d.id FROM documents d JOIN readings r ON r.document = d.id AND r.recorded_to IS NULL \
             JOIN words w ON w.id = r.reader WHERE d.kind = 0 AND w.text <> ?1 AND NOT EXISTS (SELECT 1 FROM rereadings a \
             JOIN words v ON v.id = a.reader WHERE a.reading = r.id AND v.text = ?1) ORDER BY d.id",
        )?;
        let rows = query.query_map([reader], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Records what a version of the reader says of texts that are kept, and weaves it, in one transaction.
    ///
    /// # Errors
    /// Those of the store.
    pub fn reread(
        &mut self,
        now: Moment,
        reader: &str,
        answers: &[(DocumentId, Answer)],
        rules: &Rules,
    ) -> Result<Reread> {
        let mut done = Reread::default();
        let mut changed = Vec::new();
        for (id, answer) in answers {
            let kept = self.kept(*id)?;
            if fitting::check(&kept.document, answer).is_err() {
                done.refused += 1;
                continue;
            }
            let held: Option<ReadingId> = self
                .db
                .prepare_cached("SELECT id FROM readings WHERE document = ?1 AND recorded_to IS NULL")?
                .query_row([id], |row| row.get(0))
                .optional()?;
            let held = held.ok_or_else(|| LedgerError::Damaged(format!("{} was never read", kept.document.id)))?;
            let before = self.answer_of(held, &kept)?;
            let same = (&before.actors, &before.events, &before.relations)
                == (&answer.actors, &answer.events, &answer.relations);
            changed.push((Entry { id: *id, key: kept.key, fresh: false }, held, !same, answer));
        }
        let mut adding = self.begin(now, "reread")?;
        for (entry, held, other, answer) in changed {
            if other {
                done.changed += 1;
                done.claims += adding.answer(&entry, reader, answer)?;
            } else {
                done.same += 1;
                let version = adding.words.number(&adding.db, reader)?;
                adding
                    .db
                    .prepare_cached(
                        "INSERT OR IGNORE INTO rereadings (reading, reader, recorded_at) VALUES (?1, ?2, ?3)",
                    )?
                    .execute(params![held, version, adding.now])?;
                adding.mark()?;
            }
        }
        done.closed = adding.touched().closed.len();
        adding.weave(rules)?;
        adding.commit()?;
        Ok(done)
    }
}
