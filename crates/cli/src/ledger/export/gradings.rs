//! The grades of claims that are exported one by one.
//!
//! Comes in: claims in the order of their rows. Goes out: the grades of each. Promises: an incident is assessed once, when the first of its
//! claims comes; one of a single claim not at all.

use std::collections::HashMap;

use ledger::{Claim, Incidents, Key64, Ledger, LedgerError, Listed, Moment};
use model::Grading;
use reconciling::Cast;

/// Grades, with those at hand whose claims are still to come.
pub struct Gradings<'l> {
    ledger: &'l Ledger,
    at: Option<Moment>,
    incidents: Incidents<'l>,
    outlets: HashMap<[u8; 32], String>,
    /// By the key of the claim.
    waiting: HashMap<String, Grading>,
}

impl<'l> Gradings<'l> {
    /// As of a moment, or now; the cast holds everyone.
    pub fn new(ledger: &'l Ledger, at: Option<Moment>, cast: Cast, papers: &[Listed]) -> Result<Self, LedgerError> {
        let outlets = papers.iter().filter_map(|p| Some((p.key.0, p.outlet.clone()?))).collect();
        Ok(Gradings { ledger, at, incidents: Incidents::new(ledger, at, cast)?, outlets, waiting: HashMap::new() })
    }

    /// The grades of a claim.
    pub fn of(&mut self, claim: &Claim, incident: Option<Key64>) -> Result<Grading, LedgerError> {
        let key = claim.key.hex();
        if let Some(found) = self.waiting.remove(&key) {
            return Ok(found);
        }
        let version = incident.map(|key| self.ledger.incident(key, self.at)).transpose()?.flatten();
        if let Some(version) = version.filter(|v| v.claims.len() > 1)
            && let Some((incident, _)) = self.incidents.get(version.key)?
        {
            let graded = incident.claims.into_iter().filter_map(|c| Some((c.key, c.grading?)));
            self.waiting.extend(graded);
            if let Some(found) = self.waiting.remove(&key) {
                return Ok(found);
            }
        }
        Ok(self.incidents.lone(claim, self.outlets.get(&claim.document_key.0).map(String::as_str)))
    }
}
