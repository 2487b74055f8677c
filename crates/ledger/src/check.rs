//! Verifying a ledger, to the last row.
//!
//! Comes in: an open ledger. Goes out: what was looked at, and what is wrong. Promises: nothing is changed; what passes can be opened
//! down to the sentence, and asked as of any moment.

use rusqlite::{Connection, params};
use serde::Serialize;

use crate::claims::{Loader, Naming, Statement};
use crate::coding::{self, Slices};
use crate::moment::day_of_number;
use crate::{ClaimId, DocumentId, DocumentKey, Key64, Ledger, ReadingId, Result, adding};

/// What a check found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// Documents looked at.
    pub documents: usize,
    /// Claims looked at.
    pub claims: usize,
    /// Incidents that are held now.
    pub incidents: usize,
    /// What is wrong, at most [`MOST`] of a kind.
    pub faults: Vec<Fault>,
}

/// Something that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// Where: `file`, `document`, `claim`, `actor`, `incident`, `time`, `search`.
    pub at: &'static str,
    /// What.
    pub what: String,
}

/// Faults of one kind that are listed; more are a matter for a backup.
pub const MOST: usize = 100;

/// Questions whose every answer is a fault: where, what, and SQL whose first column names the row.
const RULES: &[(&str, &str, &str)] = &[
    (
        "document",
        "has no origin",
        "SELECT d.name FROM documents d WHERE NOT EXISTS (SELECT 1 FROM origins o WHERE o.document = d.id)",
    ),
    (
        "document",
        "was never read",
        "SELECT d.name FROM documents d WHERE NOT EXISTS (SELECT 1 FROM readings r WHERE r.document = d.id)",
    ),
    (
        "document",
        "has a title outside of its text",
        "SELECT name FROM documents WHERE kind = 0 AND (title_end > octet_length(text) OR body_start > octet_length(text))",
    ),
    ("time", "is held until before it is held: reading", "SELECT id FROM readings WHERE recorded_to < recorded_from"),
    (
        "time",
        "is recorded at a moment of which nothing is known: document",
        "SELECT name FROM documents WHERE recorded_at NOT IN (SELECT recorded_at FROM moments)",
    ),
    (
        "time",
        "is recorded at a moment of which nothing is known: reading",
        "SELECT id FROM readings WHERE recorded_from NOT IN (SELECT recorded_at FROM moments) \
         OR recorded_to NOT IN (SELECT recorded_at FROM moments)",
    ),
    (
        "grade",
        "cannot be read: grade",
        "SELECT id FROM grades WHERE NOT json_valid(subject) OR subject ->> 'kind' IS NOT kind",
    ),
    (
        "grade",
        "is recorded at a moment of which nothing is known: grade",
        "SELECT id FROM grades WHERE recorded_at NOT IN (SELECT recorded_at FROM moments)",
    ),
    (
        "time",
        "resolves to two actors at once: local actor",
        "SELECT a.local FROM resolutions a JOIN resolutions b ON b.local = a.local AND b.recorded_from > a.recorded_from \
         WHERE a.recorded_to IS NULL OR a.recorded_to > b.recorded_from",
    ),
    (
        "actor",
        "resolves to nobody: local actor",
        "SELECT l.id FROM local_actors l WHERE NOT EXISTS \
         (SELECT 1 FROM resolutions r WHERE r.local = l.id AND r.recorded_to IS NULL)",
    ),
    (
        "actor",
        "has no version",
        "SELECT a.key FROM actors a WHERE EXISTS (SELECT 1 FROM resolutions r WHERE r.actor = a.id AND r.recorded_to IS NULL) \
         AND NOT EXISTS (SELECT 1 FROM actor_versions v WHERE v.actor = a.id AND v.recorded_to IS NULL)",
    ),
    (
        "claim",
        "is found under an actor that takes no part in it",
        "SELECT a.claim FROM claim_actors a JOIN claims c ON c.id = a.claim WHERE a.until IS NULL AND NOT EXISTS \
         (SELECT 1 FROM local_actors l JOIN resolutions r ON r.local = l.id AND r.recorded_to IS NULL \
          WHERE l.reading = c.reading AND r.actor = a.actor AND (l.number = c.source AND a.part = 3 OR EXISTS \
          (SELECT 1 FROM json_each(c.parts, '$[' || (a.part - 4 * c.relation) || ']') n WHERE n.value = l.number)))",
    ),
    (
        "claim",
        "is not found under an actor that takes part in it",
        "SELECT c.id FROM claims c, json_each(c.parts) p, json_each(p.value) n JOIN local_actors l ON l.reading = c.reading \
         AND l.number = n.value JOIN resolutions r ON r.local = l.id AND r.recorded_to IS NULL WHERE NOT EXISTS \
         (SELECT 1 FROM claim_actors a WHERE a.actor = r.actor AND a.claim = c.id AND a.part = p.key + 4 * c.relation \
          AND a.until IS NULL)",
    ),
    (
        "claim",
        "is held by two incidents at once",
        "SELECT a.claim FROM incident_claims a JOIN incident_claims b ON b.claim = a.claim AND b.recorded_from > a.recorded_from \
         WHERE a.recorded_to IS NULL OR a.recorded_to > b.recorded_from",
    ),
    (
        "incident",
        "has claims and no version",
        "SELECT printf('%016x', i.incident) FROM incident_claims i WHERE i.recorded_to IS NULL AND NOT EXISTS \
         (SELECT 1 FROM incidents v WHERE v.key = i.incident AND v.recorded_to IS NULL)",
    ),
    (
        "incident",
        "has a version and no claims",
        "SELECT printf('%016x', v.key) FROM incidents v WHERE v.recorded_to IS NULL AND NOT EXISTS \
         (SELECT 1 FROM incident_claims i WHERE i.incident = v.key AND i.recorded_to IS NULL)",
    ),
    (
        "search",
        "is not in the index of documents",
        "SELECT d.name FROM documents d WHERE d.kind = 0 AND NOT EXISTS (SELECT 1 FROM documents_fts_docsize f WHERE f.id = d.id)",
    ),
    (
        "search",
        "is not in the index of claims",
        "SELECT c.id FROM claims c WHERE NOT EXISTS (SELECT 1 FROM claims_fts_docsize f WHERE f.id = c.id)",
    ),
    (
        "search",
        "is not in the index of actors",
        "SELECT n.name FROM actor_names n WHERE NOT EXISTS (SELECT 1 FROM actors_fts_docsize f WHERE f.id = n.id)",
    ),
];

/// What is being looked at, for who shows progress: the step, how far, of how much.
pub type Watch<'w> = &'w mut dyn FnMut(&'static str, usize, usize);

impl Ledger {
    /// Verifies the whole file. `watch` is told how far it is.
    ///
    /// # Errors
    /// Those of the store where it cannot even be read; what is wrong with rows is in the result.
    pub fn check(&self, watch: Watch<'_>) -> Result<Checked> {
        let mut check = Check { db: &self.db, found: Checked::default() };
        // One view of the file, whatever others write meanwhile.
        let view = self.db.unchecked_transaction()?;
        watch("file", 0, 0);
        check.file()?;
        if check.found.faults.is_empty() {
            check.documents(watch)?;
            check.readings(self, watch)?;
            check.rules(watch)?;
            check.search(watch)?;
            check.found.incidents =
                self.db.query_row("SELECT count(*) FROM incidents WHERE recorded_to IS NULL", [], |row| row.get(0))?;
        }
        view.rollback()?;
        Ok(check.found)
    }
}

struct Check<'d> {
    db: &'d Connection,
    found: Checked,
}

impl Check<'_> {
    fn fault(&mut self, at: &'static str, what: String) {
        if self.found.faults.iter().filter(|f| f.at == at).count() < MOST {
            self.found.faults.push(Fault { at, what });
        }
    }

    /// SQLite's own checks.
    fn file(&mut self) -> Result<()> {
        let lines: Vec<String> = {
            let mut query = self.db.prepare("PRAGMA integrity_check")?;
            let rows = query.query_map([], |row| row.get(0))?;
            rows.collect::<rusqlite::Result<_>>()?
        };
        for line in lines.into_iter().filter(|line| line != "ok") {
            self.fault("file", line);
        }
        let orphans: Vec<(String, Option<i64>, String)> = {
            let mut query = self.db.prepare("PRAGMA foreign_key_check")?;
            let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            rows.take(MOST).collect::<rusqlite::Result<_>>()?
        };
        for (table, row, parent) in orphans {
            let row = row.map_or_else(String::new, |r| format!(" {r}"));
            self.fault("file", format!("{table}{row} refers to a row of {parent} that is not there"));
        }
        Ok(())
    }

    /// Hashes of all documents.
    fn documents(&mut self, watch: Watch<'_>) -> Result<()> {
        let ids: Vec<DocumentId> = {
            let mut query = self.db.prepare("SELECT id FROM documents ORDER BY id")?;
            let rows = query.query_map([], |row| row.get(0))?;
            rows.collect::<rusqlite::Result<_>>()?
        };
        let mut query = self.db.prepare(
            "SELECT d.name, d.kind, w.text, d.published, d.key, d.sha256, d.text FROM documents d \
             LEFT JOIN words w ON w.id = d.outlet WHERE d.id = ?1",
        )?;
        for (at, id) in ids.iter().enumerate() {
            watch("documents", at, ids.len());
            let fault = query.query_row([id], |row| {
                let (name, outlet): (String, Option<String>) = (row.get(0)?, row.get(2)?);
                let published = row.get::<_, Option<i64>>(3)?.and_then(day_of_number);
                let (key, sha): (DocumentKey, [u8; 32]) = (row.get(4)?, row.get(5)?);
                let text = match (row.get::<_, i64>(1)?, row.get::<_, Option<String>>(6)?) {
                    (0, Some(text)) => {
                        if adding::sha256(text.as_bytes()) != sha {
                            return Ok(Some(format!("{name}: the text is not the one that was added")));
                        }
                        text
                    }
                    (1, None) => crate::ids::hex(&sha),
                    _ => return Ok(Some(format!("{name}: a text without text, or a dataset with one"))),
                };
                let same = DocumentKey::of(outlet.as_deref(), published, &text) == key;
                Ok((!same).then(|| format!("{name}: its key is not that of its outlet, day and text")))
            })?;
            if let Some(what) = fault {
                self.fault("document", what);
            }
        }
        self.found.documents = ids.len();
        Ok(())
    }

    /// Spans, parts and keys of all claims; mentions of all actors of documents.
    fn readings(&mut self, ledger: &Ledger, watch: Watch<'_>) -> Result<()> {
        let readings: Vec<(ReadingId, DocumentId, bool)> = {
            let mut query = self.db.prepare(
                "SELECT r.id, r.document, d.kind FROM readings r JOIN documents d ON d.id = r.document ORDER BY r.id",
            )?;
            let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            rows.collect::<rusqlite::Result<_>>()?
        };
        for (at, (reading, document, dataset)) in readings.iter().enumerate() {
            watch("claims", at, readings.len());
            self.claims(*reading)?;
            if !dataset && let Err(error) = self.mentions(ledger, *reading, *document) {
                self.fault("actor", error.to_string());
            }
        }
        Ok(())
    }

    fn claims(&mut self, reading: ReadingId) -> Result<()> {
        let mut query = self.db.prepare_cached("SELECT id FROM claims WHERE reading = ?1")?;
        let ids: Vec<ClaimId> = query.query_map([reading], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let mut loader = Loader::new(self.db, Naming::Answer);
        for id in &ids {
            let claim = match loader.load(*id) {
                Ok(claim) => claim,
                Err(error) => {
                    self.fault("claim", format!("{}: {error}", id.number()));
                    continue;
                }
            };
            let (relation, event) = match &claim.statement {
                Statement::Event(event) => (false, &event.id),
                Statement::Relation(relation) => (true, &relation.id),
            };
            let key = match claim.line {
                None => Key64::of_claim(&claim.document_key, relation, event),
                Some(_) => Key64::of_row(event),
            };
            if key != claim.key {
                self.fault("claim", format!("{}: its key is not that of its document and id", claim.key.hex()));
            }
        }
        self.found.claims += ids.len();
        Ok(())
    }

    fn mentions(&self, ledger: &Ledger, reading: ReadingId, document: DocumentId) -> Result<()> {
        let kept = ledger.kept(document)?;
        let slices = Slices::new(kept.document.text.as_str());
        let mut query =
            self.db.prepare_cached("SELECT mentions FROM local_actors WHERE reading = ?1 AND mentions IS NOT NULL")?;
        for mentions in query.query_map([reading], |row| row.get::<_, String>(0))? {
            for span in coding::spans(&mentions?)? {
                slices.quote(span)?;
            }
        }
        Ok(())
    }

    fn rules(&mut self, watch: Watch<'_>) -> Result<()> {
        for (at, (place, what, sql)) in RULES.iter().enumerate() {
            watch("references", at, RULES.len());
            let rows: Vec<String> = {
                let sql = format!("WITH bad (row) AS ({sql}) SELECT CAST(row AS TEXT) FROM bad LIMIT ?1");
                let mut query = self.db.prepare(&sql)?;
                let rows = query.query_map(params![MOST], |row| row.get(0))?;
                rows.collect::<rusqlite::Result<_>>()?
            };
            for row in rows {
                self.fault(place, format!("{what}: {row}"));
            }
        }
        Ok(())
    }

    /// The search's own checks: its structures, and that they hold the words of what is kept.
    fn search(&mut self, watch: Watch<'_>) -> Result<()> {
        // Of the claims the index holds words only: there is nothing to compare them with.
        let checks = [("documents_fts", 1), ("actors_fts", 1), ("claims_fts", 0)];
        for (at, (table, depth)) in checks.iter().enumerate() {
            watch("search", at, checks.len());
            let sql = format!("INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', ?1)");
            match self.db.execute(&sql, [depth]) {
                Ok(_) => {}
                Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseCorrupt) => {
                    self.fault("search", format!("the index {table} does not hold what it should"));
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }
}
