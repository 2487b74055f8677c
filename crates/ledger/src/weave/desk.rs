//! Claims with their documents and actors, on the desk of one weaving.
//!
//! Comes in: rows of claims. Goes out: what reconciling takes. Promises: a claim is loaded once; one that this very transaction has added is
//! not loaded at all, as long as it is remembered.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap, HashSet};

use model::Event;
use reconciling::{Cast, Paper, Report, Seen};
use rusqlite::OptionalExtension;

use crate::claims::{Loader, Naming, Statement, paper};
use crate::{ActorId, Adding, ClaimId, DocumentId, DocumentKey, Key64, LedgerError, LocalId, Result};

/// A claim as it was added, before anything was said of who its actors are.
#[derive(Debug)]
pub(crate) struct Heard {
    pub key: Key64,
    pub document: DocumentKey,
    pub event: Event,
    /// Actors, recipients, companions.
    pub parts: [Vec<LocalId>; 3],
    pub source: Option<LocalId>,
}

/// Claims that are remembered from their adding to their weaving; more are loaded again.
pub(crate) const REMEMBERED: usize = 100_000;
/// From so many claims on a desk is cleared.
const FULL: usize = 150_000;

/// See the module.
pub(super) struct Desk {
    reports: HashMap<ClaimId, (Report, usize)>,
    /// Relations, which are in no incident.
    others: HashSet<ClaimId>,
    papers: Vec<Paper>,
    places: HashMap<DocumentKey, usize>,
    /// Whom actors of documents are.
    who: HashMap<LocalId, String>,
    rows: HashMap<String, ActorId>,
    pub cast: Cast,
}

impl Desk {
    /// A desk with all outlets that documents quote.
    pub fn new(adding: &Adding<'_>) -> Result<Desk> {
        let mut cast = Cast::default();
        for member in adding.media()? {
            cast.put(member);
        }
        Ok(Desk {
            reports: HashMap::new(),
            others: HashSet::new(),
            papers: Vec::new(),
            places: HashMap::new(),
            who: HashMap::new(),
            rows: HashMap::new(),
            cast,
        })
    }

    /// Clears it of all claims but these, if it holds too much.
    pub fn make_room(&mut self, needed: impl Fn(&ClaimId) -> bool) {
        if self.reports.len() > FULL {
            self.reports.retain(|claim, _| needed(claim));
        }
    }

    /// Sees to it that these claims are there. Claims that are no events are left out.
    pub fn fetch(&mut self, adding: &mut Adding<'_>, claims: &[ClaimId]) -> Result<()> {
        let mut missing: Vec<ClaimId> = Vec::new();
        let mut fresh: Vec<ClaimId> = Vec::new();
        for &claim in claims {
            if self.reports.contains_key(&claim) || self.others.contains(&claim) {
                continue;
            }
            match adding.heard.remove(&claim) {
                Some(Some(heard)) => {
                    self.hear(adding, claim, heard)?;
                    fresh.push(claim);
                }
                Some(None) => {
                    self.others.insert(claim);
                }
                None => missing.push(claim),
            }
        }
        self.load(adding, &missing)?;
        let added = fresh.iter().chain(&missing).filter_map(|c| self.reports.get(c));
        let ids = added.flat_map(|(r, _)| {
            let e = &r.event;
            e.actors.iter().chain(&e.recipients).chain(&e.companions).chain(&e.source)
        });
        let unknown: BTreeSet<&str> = ids.map(String::as_str).filter(|id| self.cast.get(id).is_none()).collect();
        for member in adding.cast(unknown)?.members() {
            self.cast.put(member.clone());
        }
        Ok(())
    }

    /// A claim that was just added, under the names that its actors have now.
    fn hear(&mut self, adding: &Adding<'_>, claim: ClaimId, heard: Heard) -> Result<()> {
        let Heard { key, document, mut event, parts, source } = heard;
        let paper = match self.places.get(&document) {
            Some(&at) => at,
            None => {
                let mut query = adding.db.prepare_cached("SELECT id FROM documents WHERE key = ?1")?;
                let id: DocumentId = query.query_row([document.0], |row| row.get(0))?;
                self.paper(adding, &document, id)?
            }
        };
        for (ids, locals) in [&mut event.actors, &mut event.recipients, &mut event.companions].into_iter().zip(&parts) {
            for (id, local) in ids.iter_mut().zip(locals) {
                id.clone_from(self.whom(adding, *local)?);
            }
        }
        if let Some(local) = source {
            event.source = Some(self.whom(adding, local)?.clone());
        }
        let report = Report { key: key.hex(), paper: self.papers[paper].key.clone(), event };
        self.reports.insert(claim, (report, paper));
        Ok(())
    }

    fn load(&mut self, adding: &Adding<'_>, claims: &[ClaimId]) -> Result<()> {
        let mut loader = Loader::new(&adding.db, Naming::Cast(None));
        for &id in claims {
            let claim = loader.load(id)?;
            let Statement::Event(event) = claim.statement else {
                self.others.insert(id);
                continue;
            };
            let paper = match self.places.get(&claim.document_key) {
                Some(&at) => at,
                None => self.paper(adding, &claim.document_key, claim.document)?,
            };
            let report = Report { key: claim.key.hex(), paper: self.papers[paper].key.clone(), event: *event };
            self.reports.insert(id, (report, paper));
        }
        Ok(())
    }

    fn paper(&mut self, adding: &Adding<'_>, key: &DocumentKey, id: DocumentId) -> Result<usize> {
        self.papers.push(paper(&adding.db, id, None)?);
        self.places.insert(*key, self.papers.len() - 1);
        Ok(self.papers.len() - 1)
    }

    fn whom(&mut self, adding: &Adding<'_>, local: LocalId) -> Result<&String> {
        Ok(match self.who.entry(local) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(missing) => {
                let mut query = adding.db.prepare_cached(
                    "SELECT a.key FROM resolutions r JOIN actors a ON a.id = r.actor \
                     WHERE r.local = ?1 AND r.recorded_to IS NULL",
                )?;
                missing.insert(query.query_row([local], |row| row.get(0))?)
            }
        })
    }

    /// A claim beside its document.
    pub fn seen(&self, claim: ClaimId) -> Option<Seen<'_>> {
        let (report, paper) = self.reports.get(&claim)?;
        Some(Seen { report, paper: &self.papers[*paper] })
    }

    /// The row of an actor that the cast has.
    pub fn row(&mut self, adding: &Adding<'_>, id: &str) -> Result<ActorId> {
        if let Some(&row) = self.rows.get(id) {
            return Ok(row);
        }
        let mut query = adding.db.prepare_cached("SELECT id FROM actors WHERE key = ?1")?;
        let row = query.query_row([id], |row| row.get(0)).optional()?;
        let row = row.ok_or_else(|| LedgerError::Damaged(format!("the actor {id} is missing")))?;
        self.rows.insert(id.to_string(), row);
        Ok(row)
    }
}
