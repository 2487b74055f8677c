//! Adding: what was read becomes rows, in one transaction.
//!
//! Comes in: documents with their origin and answer, or the rows of another event set. Goes out: rows, and a list of what is new for
//! the weaving. Promises: all of a transaction or nothing of it; a document that is there gets another origin and nothing else; an
//! answer that does not fit its document is refused whole; claims are never changed.
//!
//! `documents.rs` takes texts and files, `readings.rs` what a reader made of them and their actors, `statements.rs` events and relations.

mod documents;
mod readings;
mod statements;

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use atlas::Atlas;
use model::{Answer, Date, Document};
use rusqlite::{Transaction, TransactionBehavior, params};

use crate::decisions::{OnActors, OnClaims};
use crate::weave::desk::Heard;
use crate::words::Words;
use crate::{ClaimId, DocumentId, DocumentKey, Ledger, LedgerError, LocalId, Moment, ReadingId, Result};

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
    /// The events among these, and relations as none, so that they need not be loaded.
    pub(crate) heard: HashMap<ClaimId, Option<Heard>>,
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
            heard: HashMap::new(),
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
        if !self.touched.claims.is_empty() {
            self.db
                .prepare_cached("UPDATE moments SET claims = claims + ?2 WHERE recorded_at = ?1")?
                .execute(params![self.now, self.touched.claims.len()])?;
        }
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
}

/// The key of an actor that no atlas knows, as one document has it.
pub(crate) fn candidate_key(document: &DocumentKey, local: &str) -> String {
    format!("{local}~{}", &model::hash::id(&[&document.hex(), local])[..8])
}

pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).into()
}
