//! Links between claims, and the versions of incidents, as rows.
//!
//! Comes in: what the weaving decided. Promises: a version that was held is kept; an incident's claims at any moment are the rows held
//! then; nothing is decided here.

use model::{Date, EventType, IncidentStatus};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::actors::held;
use crate::moment::{day_number, day_of_number};
use crate::{Adding, ClaimId, Key64, Ledger, LedgerError, Moment, Result, coding};

/// Two claims that were found to speak of one happening.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// One claim.
    pub a: ClaimId,
    /// The other.
    pub b: ClaimId,
    /// How surely: what the comparison gave.
    pub weight: f64,
}

/// What was held of an incident from one moment on.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// The incident's id.
    pub key: Key64,
    /// PLOVER type.
    pub kind: EventType,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// How it stood.
    pub status: IncidentStatus,
    /// Independent voices.
    pub voices: usize,
    /// First and last day of the best date.
    pub days: Option<(Date, Date)>,
    /// Its place in lists; see [`crate::weight`].
    pub weight: f64,
    /// When it, or what it succeeds, was first held; set when it is read.
    pub born: Moment,
    /// The rest, as the weaving wrote it.
    pub body: Option<String>,
    /// Its claims, ascending.
    pub claims: Vec<ClaimId>,
    /// From when it was held; set when it is read.
    pub recorded_from: Moment,
    /// Until when; none: it is held now.
    pub recorded_to: Option<Moment>,
}

impl Version {
    /// Whether the same is held of an incident, whenever it was recorded.
    pub fn says_as(&self, other: &Version) -> bool {
        let times = (other.recorded_from, other.recorded_to, other.born);
        let (recorded_from, recorded_to, born) = times;
        Version { recorded_from, recorded_to, born, ..self.clone() } == *other
    }
}

impl Adding<'_> {
    /// The links of a claim that are held now, by the other claim.
    ///
    /// # Errors
    /// Those of the store.
    pub fn links(&self, claim: ClaimId) -> Result<Vec<Link>> {
        let mut query = self.db.prepare_cached(
            "SELECT low, high, weight FROM links WHERE low = ?1 AND recorded_to IS NULL \
             UNION ALL SELECT low, high, weight FROM links WHERE high = ?1 AND recorded_to IS NULL ORDER BY 1, 2",
        )?;
        let rows = query.query_map([claim], |row| Ok(Link { a: row.get(0)?, b: row.get(1)?, weight: row.get(2)? }))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// From now on these are the links of a claim, and no others: each must have it at one end.
    ///
    /// # Errors
    /// Those of the store.
    pub fn set_links(&mut self, claim: ClaimId, links: &[Link]) -> Result<()> {
        let ordered = |l: &Link| Link { a: l.a.min(l.b), b: l.a.max(l.b), weight: l.weight };
        let mut wanted: Vec<Link> = links.iter().map(ordered).collect();
        wanted.sort_by_key(|l| (l.a, l.b));
        wanted.dedup_by_key(|l| (l.a, l.b));
        let held = self.links(claim)?;
        for old in held.iter().filter(|old| !wanted.contains(old)) {
            self.mark()?;
            self.db
                .prepare_cached("DELETE FROM links WHERE low = ?1 AND high = ?2 AND recorded_from = ?3")?
                .execute(params![old.a, old.b, self.now])?;
            self.db
                .prepare_cached(
                    "UPDATE links SET recorded_to = ?3 WHERE low = ?1 AND high = ?2 AND recorded_to IS NULL",
                )?
                .execute(params![old.a, old.b, self.now])?;
        }
        for new in wanted.iter().filter(|new| !held.contains(new)) {
            self.mark()?;
            self.db
                .prepare_cached("INSERT INTO links (low, high, recorded_from, weight) VALUES (?1, ?2, ?3, ?4)")?
                .execute(params![new.a, new.b, self.now, new.weight])?;
        }
        Ok(())
    }

    /// Links of claims that this transaction has added, beside those that they have.
    pub(crate) fn add_links(&mut self, links: Vec<Link>) -> Result<()> {
        let mut ordered: Vec<(ClaimId, ClaimId, f64)> =
            links.iter().map(|l| (l.a.min(l.b), l.a.max(l.b), l.weight)).collect();
        ordered.sort_by_key(|l| (l.0, l.1));
        ordered.dedup_by_key(|l| (l.0, l.1));
        if !ordered.is_empty() {
            self.mark()?;
        }
        let mut insert = self
            .db
            .prepare_cached("INSERT OR IGNORE INTO links (low, high, recorded_from, weight) VALUES (?1, ?2, ?3, ?4)")?;
        for (low, high, weight) in ordered {
            insert.execute(params![low, high, self.now, weight])?;
        }
        Ok(())
    }

    /// All claims that links join to these, and they themselves, ascending.
    ///
    /// # Errors
    /// Those of the store.
    pub fn component(&self, claims: &[ClaimId]) -> Result<Vec<ClaimId>> {
        let mut found: std::collections::BTreeSet<ClaimId> = claims.iter().copied().collect();
        let mut open: Vec<ClaimId> = found.iter().copied().collect();
        while let Some(claim) = open.pop() {
            for link in self.links(claim)? {
                for end in [link.a, link.b] {
                    if found.insert(end) {
                        open.push(end);
                    }
                }
            }
        }
        Ok(found.into_iter().collect())
    }

    /// The incidents that hold any of these claims now, each once, in order of their keys.
    ///
    /// # Errors
    /// Those of the store.
    pub fn incidents_of(&self, claims: &[ClaimId]) -> Result<Vec<Key64>> {
        let mut query =
            self.db.prepare_cached("SELECT incident FROM incident_claims WHERE claim = ?1 AND recorded_to IS NULL")?;
        let mut keys: Vec<Key64> = Vec::new();
        for claim in claims {
            keys.extend(query.query_row([claim], |row| row.get::<_, Key64>(0)).optional()?);
        }
        keys.sort_unstable();
        keys.dedup();
        Ok(keys)
    }

    /// What is held of an incident now.
    ///
    /// # Errors
    /// Those of the store.
    pub fn incident(&self, key: Key64) -> Result<Option<Version>> {
        version(&self.db, key, None)
    }

    /// From now on this is held of an incident. A version that says the same is left as it is; a claim that another incident holds
    /// moves to this one. The recorded times of `version` are passed over.
    ///
    /// # Errors
    /// Those of the store.
    pub fn set_incident(&mut self, version: &Version) -> Result<()> {
        let held = self.incident(version.key)?;
        if held.as_ref().is_some_and(|held| held.says_as(version)) {
            return Ok(());
        }
        self.replace_incident(held.as_ref(), version).map(|_| ())
    }

    /// As [`Adding::set_incident`], where something else is held, or nothing; when it, or what it succeeds, was first held.
    pub(crate) fn replace_incident(&mut self, held: Option<&Version>, version: &Version) -> Result<Moment> {
        self.mark()?;
        let born = self.first_held(version.key)?.unwrap_or(self.now);
        self.end_version(version.key)?;
        let kind = self.words.number(&self.db, version.kind.word())?;
        let mode = version.mode.as_ref().map(|m| self.words.number(&self.db, m)).transpose()?;
        self.db
            .prepare_cached(
                "INSERT INTO incidents (key, recorded_from, type, mode, status, voices, first, last, body, weight, born) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            )?
            .execute(params![
                version.key,
                self.now,
                kind,
                mode,
                status_number(version.status),
                version.voices,
                version.days.map(|d| day_number(d.0)),
                version.days.map(|d| day_number(d.1)),
                version.body,
                version.weight,
                born
            ])?;
        let held = held.map(|h| h.claims.as_slice()).unwrap_or_default();
        for &gone in held.iter().filter(|c| version.claims.binary_search(c).is_err()) {
            self.leave(gone, version.key)?;
        }
        for &new in version.claims.iter().filter(|c| held.binary_search(c).is_err()) {
            self.enter(new, version.key)?;
        }
        Ok(born)
    }

    /// An incident is held no longer; the claims that it still has belong to none.
    ///
    /// # Errors
    /// Those of the store.
    pub fn close_incident(&mut self, key: Key64) -> Result<()> {
        self.mark()?;
        self.end_version(key)?;
        let mut query =
            self.db.prepare_cached("SELECT claim FROM incident_claims WHERE incident = ?1 AND recorded_to IS NULL")?;
        let claims: Vec<ClaimId> = query.query_map([key], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        drop(query);
        for claim in claims {
            self.leave(claim, key)?;
        }
        Ok(())
    }

    /// What was known under one id is known under another from now on.
    ///
    /// # Errors
    /// Those of the store.
    pub fn succeed(&mut self, old: Key64, new: Key64) -> Result<()> {
        self.mark()?;
        self.db
            .prepare_cached("INSERT OR IGNORE INTO successions (old, new, recorded_at) VALUES (?1, ?2, ?3)")?
            .execute(params![old, new, self.now])?;
        Ok(())
    }

    /// When an incident, or one that it succeeds, was first held.
    fn first_held(&self, key: Key64) -> Result<Option<Moment>> {
        let mut query = self.db.prepare_cached(
            "SELECT min(i.born) FROM incidents i WHERE i.key = ?1 OR i.key IN (SELECT old FROM successions WHERE new = ?1)",
        )?;
        Ok(query.query_row([key], |row| row.get(0))?)
    }

    /// Whether anything was ever held of an incident.
    pub(crate) fn was_held(&self, key: Key64) -> Result<bool> {
        Ok(self.db.prepare_cached("SELECT 1 FROM incidents WHERE key = ?1")?.exists([key])?)
    }

    fn end_version(&mut self, key: Key64) -> Result<()> {
        self.db
            .prepare_cached("DELETE FROM incidents WHERE key = ?1 AND recorded_from = ?2")?
            .execute(params![key, self.now])?;
        self.db
            .prepare_cached("UPDATE incidents SET recorded_to = ?2 WHERE key = ?1 AND recorded_to IS NULL")?
            .execute(params![key, self.now])?;
        Ok(())
    }

    fn leave(&mut self, claim: ClaimId, incident: Key64) -> Result<()> {
        self.db
            .prepare_cached("DELETE FROM incident_claims WHERE claim = ?1 AND recorded_from = ?2 AND incident = ?3")?
            .execute(params![claim, self.now, incident])?;
        self.db
            .prepare_cached(
                "UPDATE incident_claims SET recorded_to = ?2 WHERE claim = ?1 AND recorded_to IS NULL AND incident = ?3",
            )?
            .execute(params![claim, self.now, incident])?;
        Ok(())
    }

    fn enter(&mut self, claim: ClaimId, incident: Key64) -> Result<()> {
        let mut query =
            self.db.prepare_cached("SELECT incident FROM incident_claims WHERE claim = ?1 AND recorded_to IS NULL")?;
        let other: Option<Key64> = query.query_row([claim], |row| row.get(0)).optional()?;
        drop(query);
        if let Some(other) = other {
            self.leave(claim, other)?;
        }
        self.db
            .prepare_cached("INSERT INTO incident_claims (claim, recorded_from, incident) VALUES (?1, ?2, ?3)")?
            .execute(params![claim, self.now, incident])?;
        Ok(())
    }
}

impl Ledger {
    /// What was held of an incident at a moment, or is held now.
    ///
    /// # Errors
    /// Those of the store.
    pub fn incident(&self, key: Key64, at: Option<Moment>) -> Result<Option<Version>> {
        version(&self.db, key, at)
    }

    /// The incident that a claim belonged to at a moment, or belongs to now.
    ///
    /// # Errors
    /// Those of the store.
    pub fn incident_of(&self, claim: ClaimId, at: Option<Moment>) -> Result<Option<Key64>> {
        let sql = format!("SELECT incident FROM incident_claims WHERE claim = ?2 AND {}", held(""));
        Ok(self.db.prepare_cached(&sql)?.query_row(params![at, claim], |row| row.get(0)).optional()?)
    }

    /// The incident whose id begins with these digits, followed to what succeeded it if it is held no longer.
    ///
    /// # Errors
    /// [`LedgerError::Unknown`], [`LedgerError::Ambiguous`]; those of the store.
    pub fn find_incident(&self, digits: &str) -> Result<Key64> {
        let keys = keys_with(&self.db, "incidents", digits)?;
        match keys.as_slice() {
            [key] => self.successor(*key),
            [] => Err(LedgerError::Unknown { what: "incident", id: digits.into() }),
            _ => Err(LedgerError::Ambiguous { what: "incident", id: digits.into() }),
        }
    }

    /// The incident as which one is known now: itself, or what succeeded it in the end.
    ///
    /// # Errors
    /// Those of the store.
    pub fn successor(&self, key: Key64) -> Result<Key64> {
        let mut query = self
            .db
            .prepare_cached("SELECT new FROM successions WHERE old = ?1 ORDER BY recorded_at DESC, new LIMIT 1")?;
        let mut at = key;
        let mut seen = std::collections::BTreeSet::new();
        while seen.insert(at) && self.incident(at, None)?.is_none() {
            match query.query_row([at], |row| row.get(0)).optional()? {
                Some(next) => at = next,
                None => break,
            }
        }
        Ok(at)
    }

    /// All incidents that were held at a moment, or are held now, in order of their keys.
    ///
    /// # Errors
    /// Those of the store.
    pub fn incidents(&self, at: Option<Moment>) -> Result<Vec<Key64>> {
        let sql = format!("SELECT key FROM incidents WHERE {} ORDER BY key", held(""));
        let mut query = self.db.prepare(&sql)?;
        let rows = query.query_map(params![at], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

/// The different keys of a table that begin with these hexadecimal digits; two at most.
pub(crate) fn keys_with(db: &Connection, table: &str, digits: &str) -> Result<Vec<Key64>> {
    let form = (1..=16).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_hexdigit());
    if !form {
        return Ok(Vec::new());
    }
    let digits = digits.to_ascii_lowercase();
    let end = |fill: &str| {
        let whole = format!("{digits}{}", fill.repeat(16 - digits.len()));
        Key64::from_hex(&whole).map_or(0, |k| k.0)
    };
    // Within one first digit the bits ascend as integers, signed or not.
    let sql = format!("SELECT DISTINCT key FROM {table} WHERE key BETWEEN ?1 AND ?2 LIMIT 2");
    let mut query = db.prepare_cached(&sql)?;
    let rows = query.query_map([end("0"), end("f")], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn version(db: &Connection, key: Key64, at: Option<Moment>) -> Result<Option<Version>> {
    let sql = format!(
        "SELECT t.text, m.text, i.status, i.voices, i.first, i.last, i.body, i.recorded_from, i.recorded_to, i.weight, i.born FROM incidents i \
         JOIN words t ON t.id = i.type LEFT JOIN words m ON m.id = i.mode WHERE i.key = ?2 AND {}",
        held("i.")
    );
    let mut query = db.prepare_cached(&sql)?;
    let found = query.query_row(params![at, key], |row| Ok(read(key, row))).optional()?.transpose()?;
    let Some(mut version) = found else { return Ok(None) };
    let sql = format!("SELECT claim FROM incident_claims WHERE incident = ?2 AND {} ORDER BY claim", held(""));
    let mut query = db.prepare_cached(&sql)?;
    version.claims = query.query_map(params![at, key], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(Some(version))
}

fn read(key: Key64, row: &Row<'_>) -> Result<Version> {
    let day = |number: Option<i64>| number.and_then(day_of_number);
    Ok(Version {
        key,
        kind: coding::event_type(&row.get::<_, String>(0)?)?,
        mode: row.get(1)?,
        status: status(row.get(2)?)?,
        voices: row.get(3)?,
        days: day(row.get(4)?).zip(day(row.get(5)?)),
        body: row.get(6)?,
        claims: Vec::new(),
        recorded_from: row.get(7)?,
        recorded_to: row.get(8)?,
        weight: row.get(9)?,
        born: row.get(10)?,
    })
}

pub(crate) fn status_number(status: IncidentStatus) -> i64 {
    status as i64
}

fn status(number: i64) -> Result<IncidentStatus> {
    let found = IncidentStatus::ALL.into_iter().find(|s| status_number(*s) == number);
    found.ok_or_else(|| LedgerError::Damaged(format!("a status of the number {number}")))
}
