//! Texts and files of other event sets as rows.
//!
//! Promises: what is there gets another origin and nothing else; an answer that does not fit its document adds nothing.

use model::{Answer, Document};
use rusqlite::{OptionalExtension, params};

use super::{Dataset, Entry, Fresh, Origin, Said, sha256};
use crate::moment::day_number;
use crate::{Adding, DocumentId, DocumentKey, Result, fitting};

impl Adding<'_> {
    /// A document with its answer: the number of its claims, or none if the document is there and only got another origin.
    ///
    /// # Errors
    /// [`LedgerError::Misfit`] if the answer does not fit the document, and nothing of it was added; those of the store.
    pub fn fresh(&mut self, reader: &str, fresh: &Fresh) -> Result<Option<usize>> {
        let Fresh { origin, document, answer } = fresh;
        fitting::check(document, answer)?;
        let entry = self.document(document, &answer.document.language, origin)?;
        if entry.fresh { self.answer(&entry, reader, answer).map(Some) } else { Ok(None) }
    }

    /// A text: a new row, or another origin of the one that is there.
    ///
    /// # Errors
    /// Those of the store.
    pub fn document(&mut self, document: &Document, language: &str, origin: &Origin) -> Result<Entry> {
        let key = DocumentKey::of(document.outlet.as_deref(), document.published, &document.text);
        let outlet = document.outlet.as_deref();
        let sha256: [u8; 32] = sha256(document.text.as_bytes());
        let title_span = document.title_span;
        self.entry(&key, origin, |adding| {
            let outlet = outlet.map(|o| adding.words.number(&adding.db, o)).transpose()?;
            adding
                .db
                .prepare_cached(
                    "INSERT INTO documents (key, name, kind, title, outlet, published, language, url, sha256, title_start, \
                     title_end, body_start, recorded_at, text) VALUES (?1, ?2, 0, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
                )?
                .execute(params![
                    key.0,
                    document.id,
                    document.title,
                    outlet,
                    document.published.map(day_number),
                    language,
                    document.url,
                    sha256,
                    title_span.map(|s| s.start),
                    title_span.map(|s| s.end),
                    document.body_start,
                    adding.now,
                    document.text
                ])?;
            let id = adding.db.last_insert_rowid();
            adding
                .db
                .prepare_cached("INSERT INTO documents_fts (rowid, title, text) VALUES (?1, ?2, ?3)")?
                .execute(params![id, document.title, document.text])?;
            if let Some(author) = &document.author {
                adding
                    .db
                    .prepare_cached("INSERT INTO bylines (document, author) VALUES (?1, ?2)")?
                    .execute(params![id, author])?;
            }
            Ok(DocumentId(id))
        })
    }

    /// Another event set's file.
    ///
    /// # Errors
    /// Those of the store.
    pub fn dataset(&mut self, dataset: &Dataset, origin: &Origin) -> Result<Entry> {
        let key = DocumentKey::of(Some(&dataset.outlet), dataset.published, &crate::ids::hex(&dataset.sha256));
        self.entry(&key, origin, |adding| {
            let outlet = adding.words.number(&adding.db, &dataset.outlet)?;
            adding
                .db
                .prepare_cached(
                    "INSERT INTO documents (key, name, kind, outlet, published, language, url, sha256, body_start, recorded_at) \
                     VALUES (?1, ?2, 1, ?3, ?4, 'und', ?5, ?6, 0, ?7)",
                )?
                .execute(params![
                    key.0,
                    dataset.name,
                    outlet,
                    dataset.published.map(day_number),
                    dataset.url,
                    dataset.sha256,
                    adding.now
                ])?;
            let id = adding.db.last_insert_rowid();
            // A row without words: the index of texts has one for every document, or it is not whole.
            adding.db.prepare_cached("INSERT INTO documents_fts (rowid, title, text) VALUES (?1, NULL, NULL)")?.execute([id])?;
            Ok(DocumentId(id))
        })
    }

    fn entry(
        &mut self,
        key: &DocumentKey,
        origin: &Origin,
        insert: impl FnOnce(&mut Self) -> Result<DocumentId>,
    ) -> Result<Entry> {
        let known: Option<DocumentId> = self
            .db
            .prepare_cached("SELECT id FROM documents WHERE key = ?1")?
            .query_row([key.0], |row| row.get(0))
            .optional()?;
        let (id, fresh) = match known {
            Some(id) => (id, false),
            None => {
                self.mark()?;
                let id = insert(self)?;
                self.touched.documents.push(id);
                self.unwoven.documents.push(id);
                (id, true)
            }
        };
        self.origin(id, origin)?;
        Ok(Entry { id, key: *key, fresh })
    }

    /// Another place from which a document came; and whatever was wrong there before is mended.
    ///
    /// # Errors
    /// Those of the store.
    pub fn origin(&mut self, document: DocumentId, origin: &Origin) -> Result<()> {
        let new = self
            .db
            .prepare_cached(
                "INSERT OR IGNORE INTO origins (document, uri, fetched_at, recorded_at) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![document, origin.uri, origin.fetched_at, self.now])?;
        if new > 0 {
            self.mark()?;
        }
        self.resolve_problems(&origin.uri)
    }

    /// What a version of the reader says of a new document.
    ///
    /// # Errors
    /// [`LedgerError::Misfit`]; those of the store.
    pub fn answer(&mut self, entry: &Entry, reader: &str, answer: &Answer) -> Result<usize> {
        let mut reading = self.reading(entry.id, &entry.key, reader)?;
        self.actors(&mut reading, &answer.actors)?;
        let mut claims = 0;
        for event in &answer.events {
            claims += usize::from(self.event(&mut reading, event, Said::Quotes)?.is_some());
        }
        for relation in &answer.relations {
            claims += usize::from(self.relation(&mut reading, relation)?.is_some());
        }
        Ok(claims)
    }
}
