//! The actors of all documents: which of them a document's actor is, and what was held of them when.
//!
//! Promises: a document's actor resolves to one actor at any moment; what it resolved to before is kept; who takes part in a claim can
//! be looked up by actor at once, as of any moment.

use model::{Actor, ActorKind, Date};
use reconciling::{Cast, Member, identity};
use rusqlite::{Connection, OptionalExtension, params};

use crate::moment::day_of_number;
use crate::{ActorId, Adding, DocumentKey, Ledger, LocalId, Moment, ReadingId, Result, adding, coding};

/// An actor as one document has it: what reconciling compares.
#[derive(Debug, Clone, PartialEq)]
pub struct Local {
    /// Its row.
    pub id: LocalId,
    /// The reading that has it.
    pub reading: ReadingId,
    /// Key of the document.
    pub document: DocumentKey,
    /// Day of publication.
    pub published: Option<Date>,
    /// Key as a candidate, the same in every ledger.
    pub candidate: String,
    /// Its id in the answer.
    pub local: String,
    /// Its names, the canonical one first.
    pub names: Vec<String>,
    /// What it is.
    pub kind: ActorKind,
    /// Its side's id in the answer.
    pub side: Option<String>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Key of the actor to which it resolves.
    pub actor: String,
}

/// Rows held at a moment, or now where there is none. Binds `at` as parameter `?1`.
pub(crate) fn held(prefix: &str) -> String {
    format!(
        "(?1 IS NULL AND {prefix}recorded_to IS NULL OR ?1 IS NOT NULL AND {prefix}recorded_from <= ?1 AND \
         ({prefix}recorded_to IS NULL OR {prefix}recorded_to > ?1))"
    )
}

/// What a version of an actor says.
#[derive(Clone, Copy)]
struct Described<'a> {
    name: &'a str,
    aliases: &'a [String],
    kind: ActorKind,
    side: Option<&'a str>,
    country: Option<&'a str>,
}

impl Adding<'_> {
    /// An actor that a document brings: made on first sight, with what that document says of it, until [`Adding::set_member`] says more.
    pub(crate) fn introduce(&mut self, key: &str, actor: &Actor, side: Option<&str>) -> Result<ActorId> {
        let id = match find(&self.db, key)? {
            Some(id) => id,
            None => {
                let id = self.make_actor(key)?;
                let Actor { name, kind, country, .. } = actor;
                let described = Described { name, aliases: &[], kind: *kind, side, country: country.as_deref() };
                self.write_version(id, described, false)?;
                id
            }
        };
        let known = actor.aliases.iter().filter(|name| identity::is_alias(name, actor.kind));
        for name in std::iter::once(&actor.name).chain(known) {
            self.name(id, name)?;
        }
        Ok(id)
    }

    fn make_actor(&mut self, key: &str) -> Result<ActorId> {
        self.mark()?;
        self.db
            .prepare_cached("INSERT INTO actors (key, recorded_at) VALUES (?1, ?2)")?
            .execute(params![key, self.now])?;
        Ok(ActorId(self.db.last_insert_rowid()))
    }

    /// A name by which the search finds an actor.
    fn name(&mut self, actor: ActorId, name: &str) -> Result<()> {
        let new = self
            .db
            .prepare_cached("INSERT OR IGNORE INTO actor_names (actor, name) VALUES (?1, ?2)")?
            .execute(params![actor, name])?;
        if new > 0 {
            let row = self.db.last_insert_rowid();
            self.db
                .prepare_cached("INSERT INTO actors_fts (rowid, name) VALUES (?1, ?2)")?
                .execute(params![row, name])?;
        }
        Ok(())
    }

    /// What is held of an actor from now on; `held`: something is held of it.
    ///
    /// No "insert or replace", and no closing without need: before a statement of which half could be taken back, SQLite writes all words of
    /// claims that wait to be indexed.
    fn write_version(&mut self, actor: ActorId, member: Described<'_>, held: bool) -> Result<()> {
        let Described { name, aliases, kind, side, country } = member;
        let aliases = (!aliases.is_empty()).then(|| serde_json::to_string(aliases)).transpose()?;
        let row = params![actor, self.now, name, aliases, coding::kind_number(kind), side, country];
        if held {
            let same_moment = "UPDATE actor_versions SET name = ?3, aliases = ?4, kind = ?5, side = ?6, country = ?7 \
                               WHERE actor = ?1 AND recorded_from = ?2";
            if self.db.prepare_cached(same_moment)?.execute(row)? > 0 {
                return Ok(());
            }
            self.db
                .prepare_cached("UPDATE actor_versions SET recorded_to = ?2 WHERE actor = ?1 AND recorded_to IS NULL")?
                .execute(params![actor, self.now])?;
        }
        self.db
            .prepare_cached(
                "INSERT INTO actor_versions (actor, recorded_from, name, aliases, kind, side, country) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(row)?;
        Ok(())
    }

    /// What is held of an actor from now on. Makes it if need be; changes nothing if that is held already.
    ///
    /// # Errors
    /// Those of the store.
    pub fn set_member(&mut self, member: &Member) -> Result<ActorId> {
        let id = match find(&self.db, &member.id)? {
            Some(id) => id,
            None => self.make_actor(&member.id)?,
        };
        let renamed = self.renamed(member)?;
        let member = renamed.as_ref().unwrap_or(member);
        let held = version(&self.db, &member.id, None)?;
        if held.as_ref() == Some(member) {
            return Ok(id);
        }
        self.mark()?;
        let Member { name, aliases, kind, side, country, .. } = member;
        let described = Described { name, aliases, kind: *kind, side: side.as_deref(), country: country.as_deref() };
        self.write_version(id, described, held.is_some())?;
        for name in std::iter::once(name).chain(aliases) {
            self.name(id, name)?;
        }
        Ok(id)
    }

    /// The actor to which a document's actor resolves now.
    pub(crate) fn resolved(&self, local: LocalId) -> Result<ActorId> {
        let mut query =
            self.db.prepare_cached("SELECT actor FROM resolutions WHERE local = ?1 AND recorded_to IS NULL")?;
        Ok(query.query_row([local], |row| row.get(0))?)
    }

    /// From now on a document's actor is that one of all documents, which is made if need be (then [`Adding::set_member`] must say who
    /// it is), or the one that analysts decided that one to be. Whether that is new.
    ///
    /// # Errors
    /// Those of the store.
    pub fn resolve(&mut self, local: LocalId, key: &str) -> Result<bool> {
        let (old, old_instead): (ActorId, Option<ActorId>) = self
            .db
            .prepare_cached("SELECT actor, instead FROM resolutions WHERE local = ?1 AND recorded_to IS NULL")?
            .query_row([local], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let (new, instead) = self.decided(key)?;
        if (old, old_instead) == (new, instead) {
            return Ok(false);
        }
        if old == new {
            self.db
                .prepare_cached("UPDATE resolutions SET instead = ?2 WHERE local = ?1 AND recorded_to IS NULL")?
                .execute(params![local, instead])?;
            return Ok(false);
        }
        self.mark()?;
        self.db
            .prepare_cached("DELETE FROM resolutions WHERE local = ?1 AND recorded_from = ?2")?
            .execute(params![local, self.now])?;
        self.db
            .prepare_cached("UPDATE resolutions SET recorded_to = ?2 WHERE local = ?1 AND recorded_to IS NULL")?
            .execute(params![local, self.now])?;
        self.db
            .prepare_cached("INSERT INTO resolutions (local, recorded_from, actor, instead) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![local, self.now, new, instead])?;
        self.moved.push(local);
        self.move_parts(local, old, new)?;
        Ok(true)
    }

    /// The actor that a key stands for, and, where a decision says that it is another, the one that it would be.
    pub(crate) fn decided(&mut self, key: &str) -> Result<(ActorId, Option<ActorId>)> {
        let linked = self.linked(key)?;
        let mut row = |key: &str| match find(&self.db, key)? {
            Some(id) => Ok(id),
            None => self.make_actor(key),
        };
        match linked {
            None => Ok((row(key)?, None)),
            Some(is) => Ok((row(&is)?, Some(row(key)?))),
        }
    }

    /// The claims in which a document's actor takes part are found under another actor from now on.
    fn move_parts(&mut self, local: LocalId, old: ActorId, new: ActorId) -> Result<()> {
        // Claims that are not settled yet are found under nobody.
        if !self.db.prepare_cached("SELECT 1 FROM claim_actors WHERE actor = ?1")?.exists([old])? {
            return Ok(());
        }
        let (reading, number, since): (i64, u32, i64) = self
            .db
            .prepare_cached(
                "SELECT l.reading, l.number, r.recorded_from FROM local_actors l JOIN readings r ON r.id = l.reading \
                 WHERE l.id = ?1",
            )?
            .query_row([local], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let range: (Option<i64>, Option<i64>) = self
            .db
            .prepare_cached(
                "SELECT (SELECT min(id) FROM claims WHERE reading = ?1), (SELECT max(id) FROM claims WHERE reading = ?1)",
            )?
            .query_row([reading], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let (Some(first), Some(last)) = range else { return Ok(()) };
        let held: Vec<(i64, i64, i64)> = self
            .db
            .prepare_cached(
                "SELECT a.claim, a.part, a.since FROM claim_actors a CROSS JOIN claims c ON c.id = a.claim AND c.reading = ?4 \
                 WHERE a.actor = ?1 AND a.claim BETWEEN ?2 AND ?3 AND a.until IS NULL",
            )?
            .query_map(params![old, first, last, reading], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<rusqlite::Result<_>>()?;
        // Recorded in this very transaction: the row is moved, and was never anything else.
        let fresh = since == self.now.micros();
        for (claim, part, since) in held {
            let numbers = self.numbers(claim, part)?;
            if !numbers.contains(&number) {
                continue;
            }
            if !self.another(&numbers, number, reading, old)? {
                let sql = if fresh || since == self.now.micros() {
                    "DELETE FROM claim_actors WHERE actor = ?1 AND claim = ?2 AND part = ?3 AND since = ?4 AND ?5 = ?5"
                } else {
                    "UPDATE claim_actors SET until = ?5 WHERE actor = ?1 AND claim = ?2 AND part = ?3 AND since = ?4"
                };
                self.db.prepare_cached(sql)?.execute(params![old, claim, part, since, self.now])?;
            }
            let since = if fresh { 0 } else { self.now.micros() };
            let known: Option<i64> = self
                .db
                .prepare_cached(
                    "SELECT since FROM claim_actors WHERE actor = ?1 AND claim = ?2 AND part = ?3 AND until IS NULL",
                )?
                .query_row(params![new, claim, part], |row| row.get(0))
                .optional()?;
            if known.is_none() {
                self.db
                    .prepare_cached(
                        "INSERT INTO claim_actors (actor, claim, part, since) VALUES (?1, ?2, ?3, ?4) \
                         ON CONFLICT DO UPDATE SET until = NULL",
                    )?
                    .execute(params![new, claim, part, since])?;
            }
        }
        Ok(())
    }

    /// The numbers of the actors that take a part in a claim.
    fn numbers(&self, claim: i64, part: i64) -> Result<Vec<u32>> {
        let mut query = self.db.prepare_cached("SELECT parts, source, relation FROM claims WHERE id = ?1")?;
        let (parts, source, relation): (String, Option<u32>, bool) =
            query.query_row([claim], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        if part == adding::Part::Source.number() {
            return Ok(source.into_iter().collect());
        }
        let at = if relation { part - adding::Part::From.number() } else { part };
        Ok(usize::try_from(at).ok().and_then(|at| coding::parts(&parts).ok()?.into_iter().nth(at)).unwrap_or_default())
    }

    /// Whether another of these actors of a reading resolves to `actor`.
    fn another(&self, numbers: &[u32], than: u32, reading: i64, actor: ActorId) -> Result<bool> {
        let mut query = self.db.prepare_cached(
            "SELECT 1 FROM local_actors l JOIN resolutions r ON r.local = l.id AND r.recorded_to IS NULL \
             WHERE l.reading = ?1 AND l.number = ?2 AND r.actor = ?3",
        )?;
        for number in numbers.iter().filter(|n| **n != than) {
            if query.exists(params![reading, number, actor])? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Reading actors: for an open ledger and within a transaction alike.
impl Ledger {
    /// Actors of documents by their rows, in that order.
    ///
    /// # Errors
    /// Those of the store.
    pub fn locals(&self, ids: &[LocalId]) -> Result<Vec<Local>> {
        locals(&self.db, ids)
    }

    /// The documents' actors that resolve to an actor at a moment, or now.
    ///
    /// # Errors
    /// Those of the store.
    pub fn locals_of(&self, key: &str, at: Option<Moment>) -> Result<Vec<LocalId>> {
        locals_of(&self.db, key, at)
    }

    /// What was held of an actor at a moment, or is held now.
    ///
    /// # Errors
    /// Those of the store.
    pub fn member(&self, key: &str, at: Option<Moment>) -> Result<Option<Member>> {
        version(&self.db, key, at)
    }

    /// These actors, and those for which they act, up to the last.
    ///
    /// # Errors
    /// Those of the store.
    pub fn cast<'k>(&self, keys: impl IntoIterator<Item = &'k str>, at: Option<Moment>) -> Result<Cast> {
        cast(&self.db, keys, at)
    }
}

impl Adding<'_> {
    /// As [`Ledger::locals`].
    ///
    /// # Errors
    /// Those of the store.
    pub fn locals(&self, ids: &[LocalId]) -> Result<Vec<Local>> {
        locals(&self.db, ids)
    }

    /// As [`Ledger::locals_of`], now.
    ///
    /// # Errors
    /// Those of the store.
    pub fn locals_of(&self, key: &str) -> Result<Vec<LocalId>> {
        locals_of(&self.db, key, None)
    }

    /// As [`Ledger::member`], now.
    ///
    /// # Errors
    /// Those of the store.
    pub fn member(&self, key: &str) -> Result<Option<Member>> {
        version(&self.db, key, None)
    }

    /// As [`Ledger::cast`], now.
    ///
    /// # Errors
    /// Those of the store.
    pub fn cast<'k>(&self, keys: impl IntoIterator<Item = &'k str>) -> Result<Cast> {
        cast(&self.db, keys, None)
    }
}

/// An actor's row by its key.
pub(crate) fn find(db: &Connection, key: &str) -> Result<Option<ActorId>> {
    let mut query = db.prepare_cached("SELECT id FROM actors WHERE key = ?1")?;
    Ok(query.query_row([key], |row| row.get(0)).optional()?)
}

fn version(db: &Connection, key: &str, at: Option<Moment>) -> Result<Option<Member>> {
    let sql = format!(
        "SELECT v.name, v.aliases, v.kind, v.side, v.country FROM actors a JOIN actor_versions v ON v.actor = a.id \
         WHERE a.key = ?2 AND {} ORDER BY v.recorded_from DESC LIMIT 1",
        held("v.")
    );
    let row = db
        .prepare_cached(&sql)?
        .query_row(params![at, key], |row| {
            let aliases: Option<String> = row.get(1)?;
            Ok((row.get(0)?, aliases, row.get(2)?, row.get(3)?, row.get(4)?))
        })
        .optional()?;
    let Some((name, aliases, kind, side, country)) = row else { return Ok(None) };
    let aliases = aliases.map(|a| serde_json::from_str(&a)).transpose()?.unwrap_or_default();
    Ok(Some(Member { id: key.to_string(), name, aliases, kind: coding::kind(kind)?, side, country }))
}

fn cast<'k>(db: &Connection, keys: impl IntoIterator<Item = &'k str>, at: Option<Moment>) -> Result<Cast> {
    let mut cast = Cast::default();
    let mut open: Vec<String> = keys.into_iter().map(str::to_string).collect();
    while let Some(key) = open.pop() {
        if cast.get(&key).is_some() {
            continue;
        }
        if let Some(member) = version(db, &key, at)? {
            open.extend(member.side.clone());
            cast.put(member);
        }
    }
    Ok(cast)
}

fn locals_of(db: &Connection, key: &str, at: Option<Moment>) -> Result<Vec<LocalId>> {
    let sql = format!(
        "SELECT r.local FROM actors a JOIN resolutions r ON r.actor = a.id WHERE a.key = ?2 AND {} ORDER BY r.local",
        held("r.")
    );
    let mut query = db.prepare_cached(&sql)?;
    let rows = query.query_map(params![at, key], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn locals(db: &Connection, ids: &[LocalId]) -> Result<Vec<Local>> {
    let mut query = db.prepare_cached(
        "SELECT l.reading, d.key, d.published, l.local, l.name, l.aliases, l.kind, l.side, l.country, a.key \
         FROM local_actors l JOIN readings r ON r.id = l.reading JOIN documents d ON d.id = r.document \
         JOIN resolutions s ON s.local = l.id AND s.recorded_to IS NULL JOIN actors a ON a.id = s.actor WHERE l.id = ?1",
    )?;
    let mut locals = Vec::with_capacity(ids.len());
    for &id in ids {
        let (mut local, aliases, kind) = query.query_row([id], |row| {
            let (document, local): (DocumentKey, String) = (row.get(1)?, row.get(3)?);
            let (aliases, kind): (Option<String>, i64) = (row.get(5)?, row.get(6)?);
            let local = Local {
                id,
                reading: row.get(0)?,
                document,
                published: row.get::<_, Option<i64>>(2)?.and_then(day_of_number),
                candidate: adding::candidate_key(&document, &local),
                local,
                names: vec![row.get(4)?],
                kind: ActorKind::State,
                side: row.get(7)?,
                country: row.get(8)?,
                actor: row.get(9)?,
            };
            Ok((local, aliases, kind))
        })?;
        let aliases: Vec<String> = aliases.map(|a| serde_json::from_str(&a)).transpose()?.unwrap_or_default();
        local.names.extend(aliases);
        local.kind = coding::kind(kind)?;
        locals.push(local);
    }
    Ok(locals)
}
