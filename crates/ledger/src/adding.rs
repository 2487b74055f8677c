//! Adding: what was read becomes rows, in one transaction.
//!
//! Comes in: documents with their origin and answer, or the rows of another event set. Goes out: rows, and a list of what is new for
//! the weaving. Promises: all of a transaction or nothing of it; a document that is there gets another origin and nothing else; an
//! answer that does not fit its document is refused whole; claims are never changed.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use atlas::Atlas;
use model::{Actor, Answer, Date, Document, Event, Relation};
use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params};

use crate::coding::{self, Rest};
use crate::decisions::{OnActors, OnClaims};
use crate::moment::day_number;
use crate::words::Words;
use crate::{
    ActorId, ClaimId, DocumentId, DocumentKey, Key64, Ledger, LedgerError, LocalId, Moment, ReadingId, Result, fitting,
};

/// Where a document came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Path, address, or what else names the place.
    pub uri: String,
    /// When it was fetched, where that is known.
    pub fetched_at: Option<Moment>,
}

/// A document that was read, on its way into the ledger.
#[derive(Debug, Clone, PartialEq)]
pub struct Fresh {
    /// Where it came from.
    pub origin: Origin,
    /// The text.
    pub document: Document,
    /// What it says.
    pub answer: Answer,
}

/// Another event set's file, on its way into the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dataset {
    /// Name of the file without its ending.
    pub name: String,
    /// The set, which speaks where its rows name no outlet.
    pub outlet: String,
    /// Day of publication, where it has one.
    pub published: Option<Date>,
    /// Where it was published.
    pub url: Option<String>,
    /// SHA-256 of the file.
    pub sha256: [u8; 32],
}

/// What an addition did.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Added {
    /// Documents that are new.
    pub documents: usize,
    /// Documents that were there.
    pub known: usize,
    /// Claims that are new.
    pub claims: usize,
    /// Documents that were refused, by origin, and why.
    pub refused: Vec<(String, String)>,
}

/// What a transaction has added so far: where the weaving starts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Touched {
    /// New documents.
    pub documents: Vec<DocumentId>,
    /// New readings.
    pub readings: Vec<ReadingId>,
    /// New actors of documents.
    pub locals: Vec<LocalId>,
    /// New claims, events and relations.
    pub claims: Vec<ClaimId>,
    /// Claims of readings that were closed.
    pub closed: Vec<ClaimId>,
    /// Claims on which analysts decided, or took a decision back.
    pub decided: Vec<ClaimId>,
}

/// The part that an actor takes in a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Did it.
    Actor,
    /// To whom it was done.
    Recipient,
    /// Went along.
    Companion,
    /// Says so.
    Source,
    /// First end of a relation.
    From,
    /// Second end of a relation.
    To,
}

impl Part {
    /// The number of the format.
    pub fn number(self) -> i64 {
        self as i64
    }
}

/// What a claim rests on.
#[derive(Debug, Clone, Copy)]
pub enum Said<'a> {
    /// The quotes of its evidence.
    Quotes,
    /// A row of a dataset.
    Row {
        /// Line of the file, from 1.
        line: u64,
        /// The row as it stands there.
        row: &'a str,
        /// Its words for the search: names and places rather than numbers and codes.
        words: &'a str,
        /// Day on which it was published, where that is known.
        published: Option<Date>,
    },
}

/// A document in the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Its row.
    pub id: DocumentId,
    /// Its key.
    pub key: DocumentKey,
    /// Whether it is new.
    pub fresh: bool,
}

/// A reading that takes actors and claims.
#[derive(Debug)]
pub struct OpenReading {
    /// Its row.
    pub id: ReadingId,
    document: DocumentKey,
    numbers: HashMap<String, u32>,
    locals: Vec<LocalId>,
    seen: HashSet<i64>,
}

/// A transaction that adds. Dropped without [`Adding::commit`] it leaves nothing.
#[derive(Debug)]
pub struct Adding<'l> {
    pub(crate) db: Transaction<'l>,
    pub(crate) words: &'l mut Words,
    pub(crate) atlas: &'static Atlas,
    pub(crate) now: Moment,
    what: &'static str,
    marked: bool,
    /// Parts of claims whose actors are not settled yet.
    pending: Vec<(LocalId, ClaimId, Part)>,
    pub(crate) touched: Touched,
    /// Of that, what was not woven yet.
    pub(crate) unwoven: Touched,
    /// Actors of documents that resolve to another actor since.
    pub(crate) moved: Vec<LocalId>,
    /// What analysts decided on actors: read when it is first asked for.
    pub(crate) on_actors: Option<OnActors>,
    /// What analysts decided on claims, likewise.
    pub(crate) on_claims: OnceCell<OnClaims>,
}

impl Ledger {
    /// Begins a transaction that is recorded at `now`, or at the latest recorded moment if that is later: the order of the records is
    /// that of their moments, even when a clock went back.
    ///
    /// # Errors
    /// [`LedgerError::Locked`] if another process writes for longer than the patience; those of SQLite.
    pub fn begin(&mut self, now: Moment, what: &'static str) -> Result<Adding<'_>> {
        self.words.begin();
        let db = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let latest: Option<Moment> = db.query_row("SELECT max(recorded_at) FROM moments", [], |row| row.get(0))?;
        Ok(Adding {
            db,
            words: &mut self.words,
            atlas: self.atlas,
            now: latest.map_or(now, |latest| latest.max(now)),
            what,
            marked: false,
            pending: Vec::new(),
            touched: Touched::default(),
            unwoven: Touched::default(),
            moved: Vec::new(),
            on_actors: None,
            on_claims: OnceCell::new(),
        })
    }

    /// Adds documents in one transaction. What is there gets another origin.
    ///
    /// # Errors
    /// Those of the store; a document that does not fit its answer is refused and told in the result.
    pub fn add(&mut self, now: Moment, reader: &str, documents: Vec<Fresh>) -> Result<Added> {
        let mut adding = self.begin(now, "add")?;
        let mut added = Added::default();
        for fresh in &documents {
            match adding.fresh(reader, fresh) {
                Ok(Some(claims)) => (added.documents, added.claims) = (added.documents + 1, added.claims + claims),
                Ok(None) => added.known += 1,
                Err(error @ LedgerError::Misfit(_)) => {
                    let uri = &fresh.origin.uri;
                    adding.problem(uri, &error.to_string(), error.advice())?;
                    added.refused.push((uri.clone(), error.to_string()));
                }
                Err(error) => return Err(error),
            }
        }
        adding.commit()?;
        Ok(added)
    }
}

impl Adding<'_> {
    /// When it is recorded.
    pub fn now(&self) -> Moment {
        self.now
    }

    /// What is new so far.
    pub fn touched(&self) -> &Touched {
        &self.touched
    }

    /// Writes what is pending and ends the transaction: when this returns, all of it is on the disk.
    ///
    /// # Errors
    /// [`LedgerError::DiskFull`] and the other errors of the store; nothing was added then.
    pub fn commit(mut self) -> Result<Touched> {
        self.settle()?;
        self.db.commit()?;
        self.words.settle();
        Ok(self.touched)
    }

    /// Something is recorded now.
    pub(crate) fn mark(&mut self) -> Result<()> {
        if !self.marked {
            self.db
                .prepare_cached("INSERT OR IGNORE INTO moments (recorded_at, what) VALUES (?1, ?2)")?
                .execute(params![self.now, self.what])?;
            self.marked = true;
        }
        Ok(())
    }

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

    /// An event as a claim; none if the reading has one of the same id, or, of a row, the ledger has.
    ///
    /// # Errors
    /// [`LedgerError::Misfit`] if it names an actor that the reading has not; those of the store.
    pub fn event(&mut self, reading: &mut OpenReading, event: &Event, said: Said<'_>) -> Result<Option<ClaimId>> {
        let parts = [&event.actors, &event.recipients, &event.companions].map(|ids| reading.numbers_of(ids));
        let [actors, recipients, companions] = parts;
        let (actors, recipients, companions) = (actors?, recipients?, companions?);
        let derived = coding::derived(event.kind, event.mode.as_deref());
        let published = match said {
            Said::Row { published, .. } => published.map(day_number),
            Said::Quotes => None,
        };
        let rest = Rest {
            published,
            contexts: event.contexts.clone(),
            cameo: (derived.map(|d| d.0) != Some(&event.cameo)).then(|| event.cameo.clone()),
            score: (derived.map(|d| d.1) != Some(event.score)).then_some(event.score),
            date: event.date.as_ref().map(|d| d.text.clone()).unwrap_or_default(),
            ..Rest::default()
        };
        let mode = event.mode.as_ref().map(|m| self.words.number(&self.db, m)).transpose()?;
        let place = event.place.as_ref().map(|p| self.words.place(&self.db, p)).transpose()?;
        let row = Row {
            relation: false,
            id: &event.id,
            kind: event.kind.word(),
            mode,
            days: event.date.as_ref().map(|d| (day_number(d.first), day_number(d.last))),
            standing: coding::reality_number(event.reality),
            hedged: event.hedged,
            source: event.source.as_deref(),
            parts: &[(Part::Actor, actors), (Part::Recipient, recipients), (Part::Companion, companions)],
            place,
            amount: coding::json(event.amount.as_ref())?,
            toll: coding::json(event.toll.as_ref())?,
            confidence: event.confidence,
            rest: rest.text()?,
            quotes: event.evidence.quotes(),
            said,
        };
        self.claim(reading, row)
    }

    /// A relation as a claim; none if the reading has one of the same id.
    ///
    /// # Errors
    /// [`LedgerError::Misfit`] if it names an actor that the reading has not; those of the store.
    pub fn relation(&mut self, reading: &mut OpenReading, relation: &Relation) -> Result<Option<ClaimId>> {
        let rest = Rest {
            sign: (relation.sign != relation.kind.sign()).then_some(relation.sign),
            role: relation.role.clone(),
            ..Rest::default()
        };
        let row = Row {
            relation: true,
            id: &relation.id,
            kind: relation.kind.word(),
            mode: None,
            days: None,
            standing: coding::status_number(relation.status),
            hedged: relation.hedged,
            source: relation.source.as_deref(),
            parts: &[
                (Part::From, vec![reading.number(&relation.from)?]),
                (Part::To, vec![reading.number(&relation.to)?]),
            ],
            place: None,
            amount: None,
            toll: None,
            confidence: relation.confidence,
            rest: rest.text()?,
            quotes: relation.evidence.quotes(),
            said: Said::Quotes,
        };
        self.claim(reading, row)
    }

    fn claim(&mut self, reading: &mut OpenReading, row: Row<'_>) -> Result<Option<ClaimId>> {
        let key = match row.said {
            Said::Quotes => Key64::of_claim(&reading.document, row.relation, row.id),
            Said::Row { .. } => Key64::of_row(row.id),
        };
        let there = match row.said {
            Said::Quotes => !reading.seen.insert(key.0),
            Said::Row { .. } => self.db.prepare_cached("SELECT 1 FROM claims WHERE key = ?1")?.exists([key])?,
        };
        if there {
            return Ok(None);
        }
        let source = row.source.map(|id| reading.number(id)).transpose()?;
        let kind = self.words.number(&self.db, row.kind)?;
        let parts: Vec<&[u32]> = row.parts.iter().map(|(_, numbers)| numbers.as_slice()).collect();
        let event = match Key64::from_hex(row.id) {
            Some(bits) => rusqlite::types::Value::Integer(bits.0),
            None => rusqlite::types::Value::Text(row.id.to_string()),
        };
        let (evidence, words, line, text) = match row.said {
            Said::Quotes => (Some(coding::spans_text(row.quotes)?), coding::words_of(row.quotes), None, None),
            Said::Row { line, row, words, .. } => (None, words.into(), Some(line), Some(row)),
        };
        self.db
            .prepare_cached(
                "INSERT INTO claims (key, reading, event, relation, type, mode, first, last, standing, hedged, source, parts, \
                 place, amount, toll, confidence, rest, evidence, line, row) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)",
            )?
            .execute(params![
                key,
                reading.id,
                event,
                row.relation,
                kind,
                row.mode,
                row.days.map(|d| d.0),
                row.days.map(|d| d.1),
                row.standing,
                row.hedged,
                source,
                coding::parts_text(&parts),
                row.place,
                row.amount,
                row.toll,
                row.confidence,
                row.rest,
                evidence,
                line,
                text
            ])?;
        let id = ClaimId(self.db.last_insert_rowid());
        self.db.prepare_cached("INSERT INTO claims_fts (rowid, words) VALUES (?1, ?2)")?.execute(params![id, words])?;
        for (part, numbers) in row.parts {
            self.pending.extend(numbers.iter().map(|&n| (reading.locals[n as usize], id, *part)));
        }
        self.pending.extend(source.map(|n| (reading.locals[n as usize], id, Part::Source)));
        self.touched.claims.push(id);
        self.unwoven.claims.push(id);
        Ok(Some(id))
    }

    /// Writes who takes part in the new claims, by the actors to which they resolve now. Until then nobody is found in them; to resolve
    /// before and settle after is cheaper than the other way round. [`Adding::commit`] settles by itself.
    ///
    /// # Errors
    /// Those of the store.
    pub fn settle(&mut self) -> Result<()> {
        let mut actors: HashMap<LocalId, ActorId> = HashMap::new();
        let mut rows = Vec::with_capacity(self.pending.len());
        for (local, claim, part) in std::mem::take(&mut self.pending) {
            let actor = match actors.get(&local) {
                Some(&actor) => actor,
                None => {
                    let actor = self.resolved(local)?;
                    actors.insert(local, actor);
                    actor
                }
            };
            rows.push((actor, claim, part));
        }
        rows.sort_unstable();
        rows.dedup();
        let mut insert =
            self.db.prepare_cached("INSERT INTO claim_actors (actor, claim, part, since) VALUES (?1, ?2, ?3, 0)")?;
        for (actor, claim, part) in rows {
            insert.execute(params![actor, claim, part.number()])?;
        }
        Ok(())
    }
}

impl OpenReading {
    fn number(&self, id: &str) -> Result<u32> {
        let number = self.numbers.get(id).copied();
        number
            .ok_or_else(|| LedgerError::Misfit(format!("a claim names the actor {id}, which is not among the actors")))
    }

    fn numbers_of(&self, ids: &[String]) -> Result<Vec<u32>> {
        ids.iter().map(|id| self.number(id)).collect()
    }
}

/// The columns of a claim.
struct Row<'a> {
    relation: bool,
    id: &'a str,
    kind: &'static str,
    mode: Option<i64>,
    days: Option<(i64, i64)>,
    standing: i64,
    hedged: bool,
    source: Option<&'a str>,
    parts: &'a [(Part, Vec<u32>)],
    place: Option<i64>,
    amount: Option<String>,
    toll: Option<String>,
    confidence: f64,
    rest: Option<String>,
    quotes: &'a [model::Quote],
    said: Said<'a>,
}

/// The key of an actor that no atlas knows, as one document has it.
pub(crate) fn candidate_key(document: &DocumentKey, local: &str) -> String {
    format!("{local}~{}", &model::hash::id(&[&document.hex(), local])[..8])
}

pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).into()
}
