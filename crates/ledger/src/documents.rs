//! Documents out of the ledger: as they were added, with where they came from.

use std::collections::HashSet;

use model::{Answer, ByteSpan, Document, DocumentInfo};
use rusqlite::{OptionalExtension, params};

use crate::claims::{Loader, Naming, Statement};
use crate::coding::{self, Slices};
use crate::moment::day_of_number;
use crate::{Adding, ClaimId, DocumentId, DocumentKey, Ledger, LedgerError, Moment, Origin, ReadingId, Result};

/// A text as it was added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The document.
    pub document: Document,
    /// BCP 47 code.
    pub language: String,
    /// Its key.
    pub key: DocumentKey,
    /// When it was recorded.
    pub recorded_at: Moment,
}

impl Ledger {
    /// Keys of all documents: what need not be read again.
    ///
    /// # Errors
    /// Those of the store.
    pub fn document_keys(&self) -> Result<HashSet<DocumentKey>> {
        let mut query = self.db.prepare("SELECT key FROM documents")?;
        let rows = query.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// A document's row by its key.
    ///
    /// # Errors
    /// Those of the store.
    pub fn document_of_key(&self, key: &DocumentKey) -> Result<Option<DocumentId>> {
        let mut query = self.db.prepare_cached("SELECT id FROM documents WHERE key = ?1")?;
        Ok(query.query_row([key.0], |row| row.get(0)).optional()?)
    }

    /// The documents that came from an origin, in order of their rows.
    ///
    /// # Errors
    /// Those of the store.
    pub fn documents_from(&self, uri: &str) -> Result<Vec<DocumentId>> {
        let mut query = self.db.prepare_cached("SELECT document FROM origins WHERE uri = ?1 ORDER BY document")?;
        let rows = query.query_map([uri], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Where a document came from, in order of the origins' names.
    ///
    /// # Errors
    /// Those of the store.
    pub fn origins(&self, document: DocumentId) -> Result<Vec<Origin>> {
        let mut query = self.db.prepare_cached("SELECT uri, fetched_at FROM origins WHERE document = ?1")?;
        let rows = query.query_map([document], |row| Ok(Origin { uri: row.get(0)?, fetched_at: row.get(1)? }))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// All texts, in order of their rows.
    ///
    /// # Errors
    /// Those of the store.
    pub fn texts(&self) -> Result<Vec<DocumentId>> {
        let mut query = self.db.prepare("SELECT id FROM documents WHERE kind = 0 ORDER BY id")?;
        let rows = query.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// A text as it was added.
    ///
    /// # Errors
    /// [`LedgerError::Unknown`] if there is none, or it is a dataset; those of the store.
    pub fn kept(&self, id: DocumentId) -> Result<Kept> {
        let mut query = self.db.prepare_cached(
            "SELECT d.name, d.title, w.text, d.published, d.url, d.text, d.title_start, d.title_end, d.body_start, d.language, \
             d.key, d.recorded_at, b.author FROM documents d LEFT JOIN words w ON w.id = d.outlet \
             LEFT JOIN bylines b ON b.document = d.id WHERE d.id = ?1 AND d.kind = 0",
        )?;
        let found = query
            .query_row([id], |row| {
                let ends: (Option<usize>, Option<usize>) = (row.get(6)?, row.get(7)?);
                let document = Document {
                    id: row.get(0)?,
                    title: row.get(1)?,
                    outlet: row.get(2)?,
                    author: row.get(12)?,
                    published: row.get::<_, Option<i64>>(3)?.and_then(day_of_number),
                    url: row.get(4)?,
                    text: row.get(5)?,
                    title_span: ends.0.zip(ends.1).map(|(start, end)| ByteSpan::new(start, end)),
                    body_start: row.get(8)?,
                };
                Ok(Kept { document, language: row.get(9)?, key: row.get(10)?, recorded_at: row.get(11)? })
            })
            .optional()?;
        found.ok_or_else(|| LedgerError::Unknown { what: "text", id: id.number().to_string() })
    }

    /// What was read in a document, as the reader said it, at a moment or now; none where nothing was held.
    ///
    /// # Errors
    /// [`LedgerError::Damaged`]; those of the store.
    pub fn answer(&self, id: DocumentId, at: Option<Moment>) -> Result<Option<Answer>> {
        let sql = format!("SELECT id FROM readings WHERE document = ?2 AND {}", crate::actors::held(""));
        let reading: Option<ReadingId> =
            self.db.prepare_cached(&sql)?.query_row(params![at, id], |row| row.get(0)).optional()?;
        reading.map(|reading| self.answer_of(reading, &self.kept(id)?)).transpose()
    }

    /// What a reading of a text says.
    pub(crate) fn answer_of(&self, reading: ReadingId, kept: &Kept) -> Result<Answer> {
        let Kept { document, language, .. } = kept;
        let info = DocumentInfo {
            id: document.id.clone(),
            title: document.title.clone(),
            outlet: document.outlet.clone(),
            published: document.published,
            language: language.clone(),
            url: document.url.clone(),
            sha256: document.sha256(),
        };
        let mut answer =
            Answer { document: info, actors: self.actors_of(reading, document)?, events: vec![], relations: vec![] };
        let mut query = self.db.prepare_cached("SELECT id FROM claims WHERE reading = ?1 ORDER BY id")?;
        let mut loader = Loader::new(&self.db, Naming::Answer);
        for id in query.query_map([reading], |row| row.get::<_, ClaimId>(0))? {
            match loader.load(id?)?.statement {
                Statement::Event(event) => answer.events.push(*event),
                Statement::Relation(relation) => answer.relations.push(relation),
            }
        }
        Ok(answer)
    }

    fn actors_of(&self, reading: ReadingId, document: &Document) -> Result<Vec<model::Actor>> {
        let slices = Slices::new(document.text.as_str());
        let mut query = self.db.prepare_cached(
            "SELECT local, name, aliases, kind, side, country, wikidata, mentions FROM local_actors WHERE reading = ?1 \
             ORDER BY number",
        )?;
        let mut rows = query.query([reading])?;
        let mut actors = Vec::new();
        while let Some(row) = rows.next()? {
            let (aliases, mentions): (Option<String>, Option<String>) = (row.get(2)?, row.get(7)?);
            let mentions = mentions.map(|m| coding::spans(&m)).transpose()?.unwrap_or_default();
            actors.push(model::Actor {
                id: row.get(0)?,
                name: row.get(1)?,
                aliases: aliases.map(|a| serde_json::from_str(&a)).transpose()?.unwrap_or_default(),
                kind: coding::kind(row.get(3)?)?,
                side: row.get(4)?,
                country: row.get(5)?,
                wikidata: row.get(6)?,
                mentions: mentions.into_iter().map(|span| slices.quote(span)).collect::<Result<_>>()?,
            });
        }
        Ok(actors)
    }
}

impl Adding<'_> {
    /// A document's key and text; no text for a dataset.
    ///
    /// # Errors
    /// [`LedgerError::Unknown`]; those of the store.
    pub fn text(&self, id: DocumentId) -> Result<(DocumentKey, Option<String>)> {
        let mut query = self.db.prepare_cached("SELECT key, text FROM documents WHERE id = ?1")?;
        let found = query.query_row([id], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        found.ok_or_else(|| LedgerError::Unknown { what: "document", id: id.number().to_string() })
    }
}
