//! Claims out of the ledger: as they were read, or with the actors of all documents.
//!
//! Promises: what was added comes out, with the words of its evidence cut from the text that is kept.

use std::collections::HashMap;
use std::rc::Rc;

use model::{Date, DateRange, Event, Evidence, Place, Quote, Relation};
use reconciling::{Paper, Report};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::actors::held;
use crate::coding::{self, Rest, Slices};
use crate::moment::day_of_number;
use crate::{Adding, ClaimId, DocumentId, DocumentKey, Key64, Ledger, LedgerError, Moment, ReadingId, Result};

/// What a claim says.
#[derive(Debug, Clone, PartialEq)]
pub enum Statement {
    /// Something happened.
    Event(Box<Event>),
    /// How things stand.
    Relation(Relation),
}

/// A claim out of the ledger.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Its row.
    pub id: ClaimId,
    /// Its key, the same in every ledger.
    pub key: Key64,
    /// Its document.
    pub document: DocumentId,
    /// Key of its document.
    pub document_key: DocumentKey,
    /// Its reading.
    pub reading: ReadingId,
    /// Line of the dataset, from 1.
    pub line: Option<u64>,
    /// Day on which a row of a dataset was published, where that is known.
    pub published: Option<Date>,
    /// What it says.
    pub statement: Statement,
}

/// How the actors of a claim are named.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Naming {
    /// By the ids of the answer.
    Answer,
    /// By the keys of the actors of all documents, as of a moment or now.
    Cast(Option<Moment>),
}

/// Bytes of texts that are kept at hand while claims are loaded.
const AT_HAND: usize = 64 << 20;

/// Actors that are remembered while claims are loaded.
const KNOWN: usize = 200_000;

/// Loads claims; remembers texts and actors from one to the next.
#[derive(Debug)]
pub(crate) struct Loader<'d> {
    db: &'d Connection,
    naming: Naming,
    texts: HashMap<DocumentId, Rc<Slices<String>>>,
    held: usize,
    actors: HashMap<(ReadingId, u32), String>,
}

impl<'d> Loader<'d> {
    pub fn new(db: &'d Connection, naming: Naming) -> Self {
        Loader { db, naming, texts: HashMap::new(), held: 0, actors: HashMap::new() }
    }

    /// A claim by its row.
    pub fn load(&mut self, id: ClaimId) -> Result<Claim> {
        let mut query = self.db.prepare_cached(
            "SELECT c.key, c.reading, c.event, c.relation, t.text, m.text, c.first, c.last, c.standing, c.hedged, c.source, \
             c.parts, p.name, p.key, p.lat, p.lon, c.amount, c.toll, c.confidence, c.rest, c.evidence, c.line, c.row, \
             r.document, d.key FROM claims c JOIN readings r ON r.id = c.reading JOIN documents d ON d.id = r.document \
             JOIN words t ON t.id = c.type LEFT JOIN words m ON m.id = c.mode LEFT JOIN places p ON p.id = c.place \
             WHERE c.id = ?1",
        )?;
        let found = query.query_row([id], |row| Ok(self.claim(id, row))).optional()?;
        found.ok_or_else(|| LedgerError::Unknown { what: "claim", id: id.number().to_string() })?
    }

    fn claim(&mut self, id: ClaimId, row: &Row<'_>) -> Result<Claim> {
        let (reading, document): (ReadingId, DocumentId) = (row.get(1)?, row.get(23)?);
        let event = match row.get_ref(2)? {
            rusqlite::types::ValueRef::Integer(bits) => Key64(bits).hex(),
            other => other.as_str().map_err(|e| LedgerError::Damaged(e.to_string()))?.to_string(),
        };
        let kind: String = row.get(4)?;
        let source = row.get::<_, Option<u32>>(10)?.map(|n| self.actor(reading, n)).transpose()?;
        let mut parts = Vec::new();
        for numbers in coding::parts(&row.get::<_, String>(11)?)? {
            parts.push(numbers.into_iter().map(|n| self.actor(reading, n)).collect::<Result<Vec<_>>>()?);
        }
        let evidence = match (row.get::<_, Option<String>>(20)?, row.get::<_, Option<String>>(22)?) {
            (None, Some(text)) => coding::whole(&text),
            (Some(spans), _) => self.evidence(document, &spans)?,
            (None, None) => return Err(LedgerError::Damaged(format!("claim {} has no evidence", id.number()))),
        };
        let rest = Rest::read(row.get::<_, Option<String>>(19)?.as_deref())?;
        let published = rest.published.and_then(day_of_number);
        let (hedged, confidence) = (row.get(9)?, row.get(18)?);
        let statement = if row.get(3)? {
            let kind = coding::relation_type(&kind)?;
            let mut ends = parts.into_iter().flatten();
            let mut end = || ends.next().ok_or_else(|| LedgerError::Damaged("a relation lacks an end".into()));
            Statement::Relation(Relation {
                id: event,
                kind,
                sign: rest.sign.unwrap_or(kind.sign()),
                from: end()?,
                to: end()?,
                role: rest.role,
                status: coding::status(row.get(8)?)?,
                source,
                hedged,
                confidence,
                evidence,
            })
        } else {
            let kind = coding::event_type(&kind)?;
            let mode: Option<String> = row.get(5)?;
            let derived = coding::derived(kind, mode.as_deref()).unwrap_or(("", 0.0));
            let mut parts = parts.into_iter();
            let mut part = || parts.next().unwrap_or_default();
            Statement::Event(Box::new(Event {
                id: event,
                kind,
                cameo: rest.cameo.unwrap_or_else(|| derived.0.to_string()),
                score: rest.score.unwrap_or(derived.1),
                mode,
                contexts: rest.contexts,
                actors: part(),
                recipients: part(),
                companions: part(),
                place: place(row)?,
                date: days(row)?.map(|(first, last)| DateRange { first, last, text: rest.date }),
                reality: coding::reality(row.get(8)?)?,
                source,
                hedged,
                amount: coding::amounts(row.get::<_, Option<String>>(16)?.as_deref())?,
                toll: coding::toll(row.get::<_, Option<String>>(17)?.as_deref())?,
                confidence,
                evidence,
            }))
        };
        Ok(Claim {
            id,
            key: row.get(0)?,
            document,
            document_key: row.get(24)?,
            reading,
            line: row.get(21)?,
            published,
            statement,
        })
    }

    fn evidence(&mut self, document: DocumentId, spans: &str) -> Result<Evidence> {
        let text = self.text(document)?;
        let quotes: Vec<Quote> = coding::spans(spans)?.into_iter().map(|s| text.quote(s)).collect::<Result<_>>()?;
        Evidence::try_from(quotes).map_err(|error| LedgerError::Damaged(error.to_string()))
    }

    fn text(&mut self, document: DocumentId) -> Result<Rc<Slices<String>>> {
        if let Some(text) = self.texts.get(&document) {
            return Ok(Rc::clone(text));
        }
        let mut query = self.db.prepare_cached("SELECT text FROM documents WHERE id = ?1")?;
        let text: Option<String> = query.query_row([document], |row| row.get(0))?;
        let text = text.ok_or_else(|| LedgerError::Damaged("a dataset has spans of a text".into()))?;
        if self.held + text.len() > AT_HAND {
            (self.texts, self.held) = (HashMap::new(), 0);
        }
        self.held += text.len();
        let text = Rc::new(Slices::new(text));
        self.texts.insert(document, Rc::clone(&text));
        Ok(text)
    }

    fn actor(&mut self, reading: ReadingId, number: u32) -> Result<String> {
        if let Some(id) = self.actors.get(&(reading, number)) {
            return Ok(id.clone());
        }
        let id: Option<String> = match self.naming {
            Naming::Answer => self
                .db
                .prepare_cached("SELECT local FROM local_actors WHERE reading = ?1 AND number = ?2")?
                .query_row(params![reading, number], |row| row.get(0)),
            Naming::Cast(at) => self
                .db
                .prepare_cached(&format!(
                    "SELECT a.key FROM local_actors l JOIN resolutions r ON r.local = l.id JOIN actors a ON a.id = r.actor \
                     WHERE l.reading = ?2 AND l.number = ?3 AND {}",
                    held("r.")
                ))?
                .query_row(params![at, reading, number], |row| row.get(0)),
        }
        .optional()?;
        let id = id.ok_or_else(|| {
            LedgerError::Damaged(format!("actor {number} of reading {} is missing or not resolved", reading.number()))
        })?;
        if self.actors.len() >= KNOWN {
            self.actors.clear();
        }
        self.actors.insert((reading, number), id.clone());
        Ok(id)
    }
}

fn place(row: &Row<'_>) -> Result<Option<Place>> {
    let name: Option<String> = row.get(12)?;
    Ok(match name {
        Some(name) => Some(Place { name, id: row.get(13)?, lat: row.get(14)?, lon: row.get(15)? }),
        None => None,
    })
}

fn days(row: &Row<'_>) -> Result<Option<(Date, Date)>> {
    let day = |at| {
        let number: Option<i64> = row.get(at)?;
        let bad = || LedgerError::Damaged("a day lies outside of the calendar".into());
        number.map(|n| day_of_number(n).ok_or_else(bad)).transpose()
    };
    Ok(day(6)?.zip(day(7)?))
}

fn reports(db: &Connection, claims: &[ClaimId], at: Option<Moment>) -> Result<Vec<Report>> {
    let mut loader = Loader::new(db, Naming::Cast(at));
    let mut reports = Vec::with_capacity(claims.len());
    for &id in claims {
        let claim = loader.load(id)?;
        if let Statement::Event(event) = claim.statement {
            reports.push(Report { key: claim.key.hex(), paper: claim.document_key.hex(), event: *event });
        }
    }
    Ok(reports)
}

fn papers(db: &Connection, claims: &[ClaimId], at: Option<Moment>) -> Result<Vec<Paper>> {
    let mut document =
        db.prepare_cached("SELECT r.document FROM claims c JOIN readings r ON r.id = c.reading WHERE c.id = ?1")?;
    let mut documents: Vec<DocumentId> =
        claims.iter().map(|id| document.query_row([id], |row| row.get(0))).collect::<rusqlite::Result<_>>()?;
    documents.sort_unstable();
    documents.dedup();
    documents.into_iter().map(|id| paper(db, id, at)).collect()
}

/// A document, as far as its claims need it.
pub(crate) fn paper(db: &Connection, document: DocumentId, at: Option<Moment>) -> Result<Paper> {
    let sql = format!(
        "SELECT d.key, d.name, w.text, d.published, d.kind, (SELECT ifnull(ow.text, o.name) FROM copies c JOIN documents o ON \
         o.id = c.original LEFT JOIN words ow ON ow.id = o.outlet WHERE c.document = d.id AND {}) \
         FROM documents d LEFT JOIN words w ON w.id = d.outlet WHERE d.id = ?2",
        held("c.")
    );
    Ok(db.prepare_cached(&sql)?.query_row(params![at, document], |row| {
        Ok(Paper {
            key: row.get::<_, DocumentKey>(0)?.hex(),
            name: row.get(1)?,
            outlet: row.get(2)?,
            published: row.get::<_, Option<i64>>(3)?.and_then(day_of_number),
            dataset: row.get::<_, i64>(4)? == 1,
            repeats: row.get(5)?,
        })
    })?)
}

/// Claims one after the other, of which many follow: texts and actors are remembered from one to the next, within bounds.
#[derive(Debug)]
pub struct Claims<'l>(Loader<'l>);

impl Claims<'_> {
    /// A claim by its row.
    ///
    /// # Errors
    /// [`LedgerError::Unknown`], [`LedgerError::Damaged`]; those of the store.
    pub fn get(&mut self, id: ClaimId) -> Result<Claim> {
        self.0.load(id)
    }
}

/// Claims for reconciling and for views. `at` is the moment as of which to answer; none is now.
impl Ledger {
    /// The event claims among these as reconciling takes them, in that order: actors by the keys of the cast.
    ///
    /// # Errors
    /// [`LedgerError::Unknown`], [`LedgerError::Damaged`]; those of the store.
    pub fn reports(&self, claims: &[ClaimId], at: Option<Moment>) -> Result<Vec<Report>> {
        reports(&self.db, claims, at)
    }

    /// The documents of these claims, each once, in the order of their rows.
    ///
    /// # Errors
    /// Those of the store.
    pub fn papers(&self, claims: &[ClaimId], at: Option<Moment>) -> Result<Vec<Paper>> {
        papers(&self.db, claims, at)
    }

    /// Claims by their rows, in that order: actors by the keys of the cast.
    ///
    /// # Errors
    /// As for [`Ledger::reports`].
    pub fn claims(&self, ids: &[ClaimId], at: Option<Moment>) -> Result<Vec<Claim>> {
        let mut loader = Loader::new(&self.db, Naming::Cast(at));
        ids.iter().map(|id| loader.load(*id)).collect()
    }

    /// Claims one after the other: actors by the keys of the cast.
    pub fn one_by_one(&self, at: Option<Moment>) -> Claims<'_> {
        Claims(Loader::new(&self.db, Naming::Cast(at)))
    }

    /// All claims that were held at a moment, or are held now, in an order that does not hang on that in which the ledger was filled: by
    /// day of publication, name and key of the document, line, key.
    ///
    /// # Errors
    /// Those of the store.
    pub fn claims_in_order(&self, at: Option<Moment>) -> Result<Vec<ClaimId>> {
        let mut query = self.db.prepare("SELECT id FROM documents ORDER BY published, name, key")?;
        let documents = query.query_map([], |row| row.get::<_, DocumentId>(0))?;
        let ranks =
            documents.enumerate().map(|(rank, id)| Ok((id?, rank))).collect::<rusqlite::Result<HashMap<_, _>>>()?;
        let sql = format!(
            "SELECT r.document, c.line, c.key, c.id FROM claims c JOIN readings r ON r.id = c.reading WHERE {}",
            held("r.")
        );
        let mut query = self.db.prepare_cached(&sql)?;
        let mut rows = query.query(params![at])?;
        let mut ordered: Vec<(usize, Option<i64>, Key64, ClaimId)> = Vec::new();
        while let Some(row) = rows.next()? {
            let rank = ranks.get(&row.get(0)?).copied().unwrap_or(usize::MAX);
            ordered.push((rank, row.get(1)?, row.get(2)?, row.get(3)?));
        }
        ordered.sort_unstable();
        Ok(ordered.into_iter().map(|(.., id)| id).collect())
    }

    /// The claims of a key that were held at a moment, or are held now: one, or none.
    ///
    /// # Errors
    /// Those of the store.
    pub fn claim_of_key(&self, key: Key64, at: Option<Moment>) -> Result<Option<ClaimId>> {
        claim_of_key(&self.db, key, at)
    }

    /// All claims that were held at a moment, or are held now, in order of their rows.
    ///
    /// # Errors
    /// Those of the store.
    pub fn claims_held(&self, at: Option<Moment>) -> Result<Vec<ClaimId>> {
        let sql =
            format!("SELECT c.id FROM claims c JOIN readings r ON r.id = c.reading WHERE {} ORDER BY c.id", held("r."));
        let mut query = self.db.prepare_cached(&sql)?;
        let rows = query.query_map(params![at], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The claims in which an actor took part as of a moment, or takes part now, each once, in order of their rows.
    ///
    /// # Errors
    /// Those of the store.
    pub fn claims_with(&self, actor: &str, at: Option<Moment>) -> Result<Vec<ClaimId>> {
        claims_with(&self.db, actor, at)
    }

    /// The claims in which both of two actors took part, in whatever parts, in order of their rows.
    ///
    /// # Errors
    /// Those of the store.
    pub fn claims_between(&self, a: &str, b: &str, at: Option<Moment>) -> Result<Vec<ClaimId>> {
        let sql = format!(
            "SELECT DISTINCT c.id FROM actors x CROSS JOIN claim_actors a ON a.actor = x.id CROSS JOIN claims c ON c.id = a.claim \
             CROSS JOIN readings r ON r.id = c.reading WHERE x.key = ?2 AND {} AND {TAKES_PART} AND EXISTS (SELECT 1 FROM actors y \
             CROSS JOIN claim_actors b ON b.actor = y.id AND b.claim = c.id WHERE y.key = ?3 AND {}) ORDER BY c.id",
            held("r."),
            TAKES_PART.replace("a.", "b.")
        );
        let mut query = self.db.prepare_cached(&sql)?;
        let rows = query.query_map(params![at, a, b], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

/// Rows of `claim_actors a` in force at `?1`, or now.
const TAKES_PART: &str =
    "(?1 IS NULL AND a.until IS NULL OR ?1 IS NOT NULL AND a.since <= ?1 AND (a.until IS NULL OR a.until > ?1))";

/// As the functions of [`Ledger`] of the same names, now and within a transaction.
impl Adding<'_> {
    /// As [`Ledger::reports`].
    ///
    /// # Errors
    /// Those of the store.
    pub fn reports(&self, claims: &[ClaimId]) -> Result<Vec<Report>> {
        reports(&self.db, claims, None)
    }

    /// As [`Ledger::papers`].
    ///
    /// # Errors
    /// Those of the store.
    pub fn papers(&self, claims: &[ClaimId]) -> Result<Vec<Paper>> {
        papers(&self.db, claims, None)
    }

    /// As [`Ledger::claim_of_key`].
    ///
    /// # Errors
    /// Those of the store.
    pub fn claim_of_key(&self, key: Key64) -> Result<Option<ClaimId>> {
        claim_of_key(&self.db, key, None)
    }
}

fn claim_of_key(db: &Connection, key: Key64, at: Option<Moment>) -> Result<Option<ClaimId>> {
    let sql = format!(
        "SELECT c.id FROM claims c JOIN readings r ON r.id = c.reading WHERE c.key = ?2 AND {} ORDER BY c.id DESC LIMIT 1",
        held("r.")
    );
    Ok(db.prepare_cached(&sql)?.query_row(params![at, key], |row| row.get(0)).optional()?)
}

pub(crate) fn claims_with(db: &Connection, actor: &str, at: Option<Moment>) -> Result<Vec<ClaimId>> {
    let sql = format!(
        "SELECT DISTINCT c.id FROM actors x CROSS JOIN claim_actors a ON a.actor = x.id CROSS JOIN claims c ON c.id = a.claim \
         CROSS JOIN readings r ON r.id = c.reading WHERE x.key = ?2 AND {} AND {TAKES_PART} ORDER BY c.id",
        held("r.")
    );
    let mut query = db.prepare_cached(&sql)?;
    let rows = query.query_map(params![at, actor], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
