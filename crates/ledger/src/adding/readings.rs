//! What a version of the reader made of a document: readings, and their actors.
//!
//! Promises: one reading of a document is held at a time; the one before it is closed, with its claims, and kept.

use std::collections::{HashMap, HashSet};

use model::Actor;
use rusqlite::{OptionalExtension, params};

use super::{Entry, OpenReading, candidate_key};
use crate::coding;
use crate::{Adding, DocumentId, DocumentKey, LedgerError, LocalId, ReadingId, Result};

impl Adding<'_> {
    /// Opens a reading of a document; the one that was held is closed now, and its claims with it.
    ///
    /// # Errors
    /// Those of the store.
    pub fn reading(&mut self, document: DocumentId, key: &DocumentKey, reader: &str) -> Result<OpenReading> {
        self.mark()?;
        self.on_claims.take();
        self.close_reading(document)?;
        let reader = self.words.number(&self.db, reader)?;
        self.db
            .prepare_cached("INSERT INTO readings (document, reader, recorded_from) VALUES (?1, ?2, ?3)")?
            .execute(params![document, reader, self.now])?;
        let id = ReadingId(self.db.last_insert_rowid());
        self.touched.readings.push(id);
        self.unwoven.readings.push(id);
        Ok(OpenReading { id, document: *key, numbers: HashMap::new(), locals: Vec::new(), seen: HashSet::new() })
    }

    /// Goes on with the reading of a document that is held by that reader, so that an addition over many transactions may be stopped and
    /// go on; opens one where there is none.
    ///
    /// # Errors
    /// Those of the store.
    pub fn reading_on(&mut self, entry: &Entry, reader: &str) -> Result<OpenReading> {
        let held: Option<ReadingId> = self
            .db
            .prepare_cached(
                "SELECT r.id FROM readings r JOIN words w ON w.id = r.reader \
                 WHERE r.document = ?1 AND r.recorded_to IS NULL AND w.text = ?2",
            )?
            .query_row(params![entry.id, reader], |row| row.get(0))
            .optional()?;
        let Some(id) = held else { return self.reading(entry.id, &entry.key, reader) };
        let mut reading =
            OpenReading { id, document: entry.key, numbers: HashMap::new(), locals: Vec::new(), seen: HashSet::new() };
        let mut known =
            self.db.prepare_cached("SELECT local, number, id FROM local_actors WHERE reading = ?1 ORDER BY number")?;
        for row in known.query_map([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))? {
            let (local, number, actor): (String, u32, LocalId) = row?;
            reading.numbers.insert(local, number);
            reading.locals.push(actor);
        }
        let mut claims = self.db.prepare_cached("SELECT key FROM claims WHERE reading = ?1")?;
        for key in claims.query_map([id], |row| row.get::<_, i64>(0))? {
            reading.seen.insert(key?);
        }
        Ok(reading)
    }

    fn close_reading(&mut self, document: DocumentId) -> Result<()> {
        let old: Option<ReadingId> = self
            .db
            .prepare_cached("SELECT id FROM readings WHERE document = ?1 AND recorded_to IS NULL")?
            .query_row([document], |row| row.get(0))
            .optional()?;
        let Some(old) = old else { return Ok(()) };
        self.db
            .prepare_cached("UPDATE readings SET recorded_to = ?2 WHERE id = ?1")?
            .execute(params![old, self.now])?;
        let mut claims = self.db.prepare_cached("SELECT id FROM claims WHERE reading = ?1 ORDER BY id")?;
        for claim in claims.query_map([old], |row| row.get(0))? {
            let claim = claim?;
            self.touched.closed.push(claim);
            self.unwoven.closed.push(claim);
        }
        Ok(())
    }

    /// Actors of a reading; those that it has are passed over. Each resolves to the actor of the atlas whose id it bears, else to a
    /// candidate of its own.
    ///
    /// # Errors
    /// Those of the store.
    pub fn actors(&mut self, reading: &mut OpenReading, actors: &[Actor]) -> Result<()> {
        let fresh: Vec<&Actor> = actors.iter().filter(|a| !reading.numbers.contains_key(&a.id)).collect();
        for actor in fresh {
            if reading.numbers.contains_key(&actor.id) {
                continue;
            }
            let number = u32::try_from(reading.locals.len())
                .map_err(|_| LedgerError::Misfit("more than four thousand million actors".into()))?;
            self.db
                .prepare_cached(
                    "INSERT INTO local_actors (reading, number, local, name, aliases, kind, side, country, wikidata, mentions) \
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                )?
                .execute(params![
                    reading.id,
                    number,
                    actor.id,
                    actor.name,
                    coding::json((!actor.aliases.is_empty()).then_some(&actor.aliases))?,
                    coding::kind_number(actor.kind),
                    actor.side,
                    actor.country,
                    actor.wikidata,
                    if actor.mentions.is_empty() { None } else { Some(coding::spans_text(&actor.mentions)?) }
                ])?;
            let local = LocalId(self.db.last_insert_rowid());
            reading.numbers.insert(actor.id.clone(), number);
            reading.locals.push(local);
            self.touched.locals.push(local);
            self.unwoven.locals.push(local);
            let key = self.first_key(&reading.document, &actor.id);
            let side = actor.side.as_ref().map(|side| self.first_key(&reading.document, side));
            self.introduce(&key, actor, side.as_deref())?;
            let (id, instead) = self.decided(&key)?;
            self.db
                .prepare_cached(
                    "INSERT INTO resolutions (local, recorded_from, actor, instead) VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute(params![local, self.now, id, instead])?;
        }
        Ok(())
    }

    /// The key of the actor of all documents that a document's actor is until more is known.
    fn first_key(&self, document: &DocumentKey, local: &str) -> String {
        if self.atlas.entity(local).is_some() { local.to_string() } else { candidate_key(document, local) }
    }
}
