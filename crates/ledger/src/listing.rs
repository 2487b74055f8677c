//! Whole lists out of the ledger: what an export or an overview begins with.
//!
//! Comes in: a moment, or none for now. Goes out: documents, actors, near-copies, who is named where, each in an order that is the same
//! in every ledger with the same content. Promises: nothing that was recorded after the moment is in them.

use std::collections::HashMap;

use model::Date;
use reconciling::Member;
use rusqlite::{OptionalExtension, Row, params};

use crate::actors::held;
use crate::moment::day_of_number;
use crate::{DocumentId, DocumentKey, Ledger, LedgerError, Moment, ReadingId, Result};

/// A document without its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its row.
    pub id: DocumentId,
    /// Its key.
    pub key: DocumentKey,
    /// Name of the file without its ending.
    pub name: String,
    /// Whether it is another event set and no text.
    pub dataset: bool,
    /// Headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Who wrote it, as it says itself.
    pub author: Option<String>,
    /// Day of publication.
    pub published: Option<Date>,
    /// BCP 47 code.
    pub language: String,
    /// Where it came from.
    pub url: Option<String>,
    /// When it was recorded.
    pub recorded_at: Moment,
}

/// An actor of all documents.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    /// What is held of it.
    pub member: Member,
    /// Wikidata id, where a document's actor has one.
    pub wikidata: Option<String>,
}

/// That a document names an actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The document.
    pub document: DocumentKey,
    /// Key of the actor.
    pub actor: String,
    /// The names that the document uses, the fullest first.
    pub names: Vec<String>,
}

const LISTED: &str = "SELECT d.id, d.key, d.name, d.kind, d.title, w.text, d.published, d.language, d.url, d.recorded_at, b.author \
                      FROM documents d LEFT JOIN words w ON w.id = d.outlet LEFT JOIN bylines b ON b.document = d.id";

fn listed(row: &Row<'_>) -> rusqlite::Result<Listed> {
    Ok(Listed {
        id: row.get(0)?,
        key: row.get(1)?,
        name: row.get(2)?,
        dataset: row.get::<_, i64>(3)? == 1,
        title: row.get(4)?,
        outlet: row.get(5)?,
        published: row.get::<_, Option<i64>>(6)?.and_then(day_of_number),
        language: row.get(7)?,
        url: row.get(8)?,
        recorded_at: row.get(9)?,
        author: row.get(10)?,
    })
}

impl Ledger {
    /// All documents, by day of publication, name and key.
    ///
    /// # Errors
    /// Those of the store.
    pub fn documents(&self, at: Option<Moment>) -> Result<Vec<Listed>> {
        let sql = format!("{LISTED} WHERE ?1 IS NULL OR d.recorded_at <= ?1 ORDER BY d.published, d.name, d.key");
        let mut query = self.db.prepare_cached(&sql)?;
        let rows = query.query_map(params![at], listed)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// A document by its key in hexadecimal digits, without its text.
    ///
    /// # Errors
    /// [`LedgerError::Unknown`]; those of the store.
    pub fn listed(&self, key: &str) -> Result<Listed> {
        let mut query = self.db.prepare_cached(&format!("{LISTED} WHERE d.key = unhex(?1)"))?;
        let found = query.query_row([key], listed).optional()?;
        found.ok_or_else(|| LedgerError::Unknown { what: "document", id: key.into() })
    }

    /// All actors, by their keys.
    ///
    /// # Errors
    /// Those of the store.
    pub fn everyone(&self, at: Option<Moment>) -> Result<Vec<Known>> {
        let sql = format!(
            "SELECT a.key, min(l.wikidata) FROM local_actors l JOIN resolutions r ON r.local = l.id \
             JOIN actors a ON a.id = r.actor WHERE l.wikidata IS NOT NULL AND {} GROUP BY a.key",
            held("r.")
        );
        let mut query = self.db.prepare_cached(&sql)?;
        let rows = query.query_map(params![at], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let wikidata: HashMap<String, String> = rows.collect::<rusqlite::Result<_>>()?;
        let sql = format!(
            "SELECT a.key FROM actor_versions v JOIN actors a ON a.id = v.actor WHERE {} ORDER BY a.key",
            held("v.")
        );
        let mut query = self.db.prepare_cached(&sql)?;
        let keys: Vec<String> = query.query_map(params![at], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let known = |key: String| {
            let member = self.member(&key, at)?;
            Ok(member.map(|member| Known { wikidata: wikidata.get(&key).cloned(), member }))
        };
        keys.into_iter().filter_map(|key| known(key).transpose()).collect()
    }

    /// When each reading that is held was recorded.
    ///
    /// # Errors
    /// Those of the store.
    pub fn readings(&self, at: Option<Moment>) -> Result<HashMap<ReadingId, Moment>> {
        let sql = format!("SELECT id, recorded_from FROM readings WHERE {}", held(""));
        let mut query = self.db.prepare_cached(&sql)?;
        let rows = query.query_map(params![at], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Near-copies: a group of documents each, the first print first, the others and the groups in the order of [`Ledger::documents`].
    ///
    /// # Errors
    /// Those of the store.
    pub fn near_copies(&self, at: Option<Moment>) -> Result<Vec<Vec<DocumentKey>>> {
        let sql = format!(
            "SELECT o.key, d.key FROM copies c JOIN documents o ON o.id = c.original JOIN documents d ON d.id = c.document \
             WHERE {} ORDER BY o.published, o.name, o.key, d.published, d.name, d.key",
            held("c.")
        );
        let mut query = self.db.prepare_cached(&sql)?;
        let mut groups: Vec<Vec<DocumentKey>> = Vec::new();
        let mut rows = query.query(params![at])?;
        while let Some(row) = rows.next()? {
            let (original, copy) = (row.get(0)?, row.get(1)?);
            match groups.last_mut().filter(|group| group[0] == original) {
                Some(group) => group.push(copy),
                None => groups.push(vec![original, copy]),
            }
        }
        Ok(groups)
    }

    /// Shows who is named in which text, document by document; the first error of the visit ends it.
    ///
    /// # Errors
    /// Those of the store and of the visit.
    pub fn namings<E: From<LedgerError>>(
        &self,
        at: Option<Moment>,
        visit: &mut dyn FnMut(Named) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let sql = format!(
            "SELECT d.key, a.key, l.name, l.aliases FROM documents d JOIN readings g ON g.document = d.id \
             JOIN local_actors l ON l.reading = g.id JOIN resolutions r ON r.local = l.id JOIN actors a ON a.id = r.actor \
             WHERE d.kind = 0 AND {} AND {} ORDER BY d.published, d.name, d.key, l.number",
            held("g."),
            held("r.")
        );
        let mut query = self.db.prepare_cached(&sql).map_err(LedgerError::from)?;
        let mut rows = query.query(params![at]).map_err(LedgerError::from)?;
        while let Some(row) = rows.next().map_err(LedgerError::from)? {
            let named = || -> Result<Named> {
                let mut names = vec![row.get(2)?];
                let aliases: Option<String> = row.get(3)?;
                names.extend(aliases.map_or(Ok(Vec::new()), |list| serde_json::from_str::<Vec<String>>(&list))?);
                Ok(Named { document: row.get(0)?, actor: row.get(1)?, names })
            };
            visit(named()?)?;
        }
        Ok(())
    }
}
