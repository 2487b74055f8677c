//! Keys under which documents, actors of documents and claims find their like; signatures of texts; near-copies.
//!
//! Promises: an index for candidates only: what meets under a key is compared before anything is made of it.

use rusqlite::{OptionalExtension, params};

use crate::{Adding, ClaimId, DocumentId, Result};

/// What meets: the items of different spaces never do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Space {
    /// Documents under the bands of their signatures; items are documents.
    Copies = 0,
    /// Actors of documents under keys of their names; items are actors of documents.
    Names = 1,
    /// Claims under blocks of dyad, type, time; items are claims.
    Blocks = 2,
}

impl Adding<'_> {
    /// Puts an item, by the number of its row, under keys.
    ///
    /// # Errors
    /// Those of the store.
    pub fn meet(&mut self, space: Space, item: i64, keys: &[u64]) -> Result<()> {
        let mut insert =
            self.db.prepare_cached("INSERT OR IGNORE INTO meetings (space, key, item) VALUES (?1, ?2, ?3)")?;
        for key in keys {
            insert.execute(params![space as i64, key.cast_signed(), item])?;
        }
        Ok(())
    }

    /// Puts items under keys, in the order of the list: an ascending one costs least.
    pub(crate) fn meet_all(&mut self, space: Space, list: &[(i64, ClaimId)]) -> Result<()> {
        let mut insert =
            self.db.prepare_cached("INSERT OR IGNORE INTO meetings (space, key, item) VALUES (?1, ?2, ?3)")?;
        for (key, item) in list {
            insert.execute(params![space as i64, key, item])?;
        }
        Ok(())
    }

    /// The items under any of the keys, each once, ascending.
    ///
    /// # Errors
    /// Those of the store.
    pub fn met(&self, space: Space, keys: &[u64]) -> Result<Vec<i64>> {
        let mut query = self.db.prepare_cached("SELECT item FROM meetings WHERE space = ?1 AND key = ?2")?;
        let mut items = Vec::new();
        for key in keys {
            for item in query.query_map(params![space as i64, key.cast_signed()], |row| row.get(0))? {
                items.push(item?);
            }
        }
        items.sort_unstable();
        items.dedup();
        Ok(items)
    }

    /// Keeps the signature of a text.
    ///
    /// # Errors
    /// Those of the store.
    pub fn set_signature(&mut self, document: DocumentId, bytes: &[u8]) -> Result<()> {
        self.db
            .prepare_cached("INSERT OR REPLACE INTO signatures (document, bytes) VALUES (?1, ?2)")?
            .execute(params![document, bytes])?;
        Ok(())
    }

    /// The signature of a text, if it has one.
    ///
    /// # Errors
    /// Those of the store.
    pub fn signature(&self, document: DocumentId) -> Result<Option<Vec<u8>>> {
        let mut query = self.db.prepare_cached("SELECT bytes FROM signatures WHERE document = ?1")?;
        Ok(query.query_row([document], |row| row.get(0)).optional()?)
    }

    /// From now on a document is a near-copy of that one, or of none.
    ///
    /// # Errors
    /// Those of the store.
    pub fn set_copy(&mut self, document: DocumentId, original: Option<DocumentId>) -> Result<()> {
        if self.copied(document)? == original {
            return Ok(());
        }
        self.mark()?;
        self.db
            .prepare_cached("DELETE FROM copies WHERE document = ?1 AND recorded_from = ?2")?
            .execute(params![document, self.now])?;
        self.db
            .prepare_cached("UPDATE copies SET recorded_to = ?2 WHERE document = ?1 AND recorded_to IS NULL")?
            .execute(params![document, self.now])?;
        if let Some(original) = original {
            self.db
                .prepare_cached("INSERT INTO copies (document, recorded_from, original) VALUES (?1, ?2, ?3)")?
                .execute(params![document, self.now, original])?;
        }
        Ok(())
    }

    /// What a document is a near-copy of, now.
    ///
    /// # Errors
    /// Those of the store.
    pub fn copied(&self, document: DocumentId) -> Result<Option<DocumentId>> {
        let mut query =
            self.db.prepare_cached("SELECT original FROM copies WHERE document = ?1 AND recorded_to IS NULL")?;
        Ok(query.query_row([document], |row| row.get(0)).optional()?)
    }

    /// The near-copies of a document, now, in order of their rows.
    ///
    /// # Errors
    /// Those of the store.
    pub fn copies_of(&self, original: DocumentId) -> Result<Vec<DocumentId>> {
        let mut query = self.db.prepare_cached(
            "SELECT document FROM copies WHERE original = ?1 AND recorded_to IS NULL ORDER BY document",
        )?;
        let rows = query.query_map([original], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
