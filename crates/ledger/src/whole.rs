//! Incidents as they stand, with their claims and what these agree and differ on.
//!
//! The ledger keeps which claims make an incident and how it stands; the rest follows from the claims, and is put together here when it
//! is asked for. Promises: status, mode and voices are those that were held at the moment.

use std::collections::HashMap;

use model::{Grading, Incident};
use reconciling::{Cast, Decisions, Grades, Paper, Report, Rules, Seen, Support, assess};

use crate::{Claim, Claims, Key64, Ledger, LedgerError, Moment, Result, Statement};

/// Puts incidents together; keeps documents at hand from one to the next.
#[derive(Debug)]
pub struct Incidents<'l> {
    ledger: &'l Ledger,
    at: Option<Moment>,
    rules: Rules,
    cast: Cast,
    decisions: Decisions,
    grades: Grades,
    papers: HashMap<String, Paper>,
    claims: Claims<'l>,
}

/// Documents that are kept at hand.
const AT_HAND: usize = 50_000;

impl<'l> Incidents<'l> {
    /// Incidents as of a moment, or now. The cast has to hold everyone who takes part in them, and all media.
    ///
    /// # Errors
    /// Those of the store.
    pub fn new(ledger: &'l Ledger, at: Option<Moment>, cast: Cast) -> Result<Self> {
        let decisions = ledger.decisions_on_claims(at)?;
        let grades = ledger.grades(at)?;
        Ok(Incidents {
            ledger,
            at,
            rules: Rules::builtin(),
            cast,
            decisions,
            grades,
            papers: HashMap::new(),
            claims: ledger.one_by_one(at),
        })
    }

    /// An incident, and since when it is held as it is; none where it was not held then.
    ///
    /// # Errors
    /// [`LedgerError::Damaged`] if it has no claim; those of the store.
    pub fn get(&mut self, key: Key64) -> Result<Option<(Incident, Moment)>> {
        let Some(version) = self.ledger.incident(key, self.at)? else { return Ok(None) };
        let mut reports = Vec::with_capacity(version.claims.len());
        for id in &version.claims {
            let claim = self.claims.get(*id)?;
            if let Statement::Event(event) = claim.statement {
                reports.push(Report { key: claim.key.hex(), paper: claim.document_key.hex(), event: *event });
            }
        }
        if reports.iter().any(|r| !self.papers.contains_key(&r.paper)) {
            if self.papers.len() > AT_HAND {
                self.papers.clear();
            }
            let papers = self.ledger.papers(&version.claims, self.at)?;
            self.papers.extend(papers.into_iter().map(|p| (p.key.clone(), p)));
        }
        let seen: Vec<Seen<'_>> =
            reports.iter().filter_map(|report| Some(Seen { report, paper: self.papers.get(&report.paper)? })).collect();
        if seen.is_empty() {
            return Err(LedgerError::Damaged(format!("incident {} has no claim", key.hex())));
        }
        let mut incident = assess(&seen, &self.cast, &self.rules, &self.decisions);
        self.grades.put(&mut incident, &seen, &self.cast, &self.rules);
        incident.id = key.hex();
        incident.status = version.status;
        incident.mode = version.mode;
        incident.voices = version.voices;
        Ok(Some((incident, version.recorded_from)))
    }

    /// The grades of a claim of which no other speaks, or of a relation, whose credibility only a person can give here.
    pub fn lone(&self, claim: &Claim, outlet: Option<&str>) -> Grading {
        let (source, judged) = match &claim.statement {
            Statement::Event(event) => (event.source.as_deref(), Some(Support::default().judged(&self.rules))),
            Statement::Relation(relation) => (relation.source.as_deref(), None),
        };
        self.grades.of(&claim.key.hex(), outlet, source, judged, &self.cast)
    }
}
