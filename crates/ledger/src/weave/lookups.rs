//! What the weaving asks the store.

use reconciling::{Member, Report};

use crate::claims::{Loader, Naming, Statement};
use crate::{Adding, ClaimId, Result};

impl Adding<'_> {
    /// Event claims by their rows, with their reports.
    pub(super) fn reports_by_claim(&self, claims: &[ClaimId]) -> Result<Vec<(ClaimId, Report)>> {
        let mut loader = Loader::new(&self.db, Naming::Cast(None));
        let mut reports = Vec::with_capacity(claims.len());
        for &id in claims {
            let claim = loader.load(id)?;
            if let Statement::Event(event) = claim.statement {
                reports.push((id, Report { key: claim.key.hex(), paper: claim.document_key.hex(), event: *event }));
            }
        }
        Ok(reports)
    }

    /// Of these, the claims that are held.
    pub(super) fn held_claims(&self, claims: &[ClaimId]) -> Result<Vec<ClaimId>> {
        let mut query = self.db.prepare_cached(
            "SELECT 1 FROM claims c JOIN readings r ON r.id = c.reading WHERE c.id = ?1 AND r.recorded_to IS NULL",
        )?;
        let mut held = Vec::with_capacity(claims.len());
        for &claim in claims {
            if query.exists([claim])? {
                held.push(claim);
            }
        }
        Ok(held)
    }

    /// All media that documents name: an outlet that others quote is the same voice in its own words.
    pub(super) fn media(&self) -> Result<Vec<Member>> {
        let mut query = self.db.prepare_cached(
            "SELECT a.key FROM actor_versions v JOIN actors a ON a.id = v.actor WHERE v.kind = 7 AND v.recorded_to IS NULL \
             ORDER BY a.key",
        )?;
        let keys: Vec<String> = query.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        Ok(self.cast(keys.iter().map(String::as_str))?.members().cloned().collect())
    }

    /// Claims that analysts put together with any of these.
    pub(super) fn decided_with(&self, claims: &[ClaimId]) -> Result<Vec<ClaimId>> {
        Ok(self.on_claims()?.with(claims))
    }
}
