//! Rows of incidents, kept back until they can be written in the order of their tables.
//!
//! Comes in: incidents as they are found. Goes out: rows, sorted by the keys of their tables. Promises: a page of a table is touched once
//! for all rows that lie on it, however the incidents came; of two incidents that bring the same sides together for the first time,
//! the earlier is remembered, by day and key.

use rusqlite::params;

use super::desk::Desk;
use super::standing::Standing;
use crate::incidents::status_number;
use crate::moment::day_number;
use crate::{ActorId, Adding, ClaimId, Key64, Moment, Result, Version};

/// See the module.
#[derive(Default)]
pub(super) struct Rows {
    incidents: Vec<Incident>,
    claims: Vec<(ClaimId, Key64)>,
    parties: Vec<Party>,
    dyads: Vec<(ActorId, ActorId, Listed)>,
}

/// A version of an incident of which nothing was held before.
struct Incident {
    version: Version,
    kind: i64,
    mode: Option<i64>,
}

/// An incident in an actor's list.
struct Party {
    actor: ActorId,
    listed: Listed,
    born: Moment,
    weight: f64,
}

/// An incident in a list, in the order of the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Listed {
    last: i64,
    incident: Key64,
    first: i64,
    kind: i64,
    sign: i64,
}

impl Rows {
    /// An incident of which nothing was held before.
    pub fn put(
        &mut self,
        adding: &mut Adding<'_>,
        version: Version,
        standing: &Standing,
        desk: &mut Desk,
    ) -> Result<()> {
        self.stand(adding, &version, standing, adding.now, desk)?;
        let kind = adding.words.number(&adding.db, version.kind.word())?;
        let mode = version.mode.as_ref().map(|m| adding.words.number(&adding.db, m)).transpose()?;
        self.claims.extend(version.claims.iter().map(|c| (*c, version.key)));
        self.incidents.push(Incident { version, kind, mode });
        Ok(())
    }

    /// Where an incident stands in lists from now on.
    pub fn stand(
        &mut self,
        adding: &mut Adding<'_>,
        version: &Version,
        standing: &Standing,
        born: Moment,
        desk: &mut Desk,
    ) -> Result<()> {
        let kind = adding.words.number(&adding.db, standing.kind)?;
        let Standing { first, last, sign, .. } = *standing;
        let listed = Listed { last, incident: version.key, first, kind, sign };
        for id in &standing.parties {
            self.parties.push(Party { actor: desk.row(adding, id)?, listed, born, weight: version.weight });
        }
        for (a, b) in &standing.dyads {
            let (a, b) = (desk.row(adding, a)?, desk.row(adding, b)?);
            self.dyads.extend([(a, b, listed), (b, a, listed)]);
        }
        Ok(())
    }
}

impl Adding<'_> {
    /// Writes them.
    pub(super) fn write(&mut self, rows: Rows) -> Result<()> {
        let Rows { mut incidents, mut claims, mut parties, mut dyads } = rows;
        if !incidents.is_empty() {
            self.mark()?;
        }
        incidents.sort_by_key(|i| i.version.key);
        let mut insert = self.db.prepare_cached(
            "INSERT INTO incidents (key, recorded_from, type, mode, status, voices, first, last, body, weight, born) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?2)",
        )?;
        for Incident { version: v, kind, mode } in &incidents {
            insert.execute(params![
                v.key,
                self.now,
                kind,
                mode,
                status_number(v.status),
                v.voices,
                v.days.map(|d| day_number(d.0)),
                v.days.map(|d| day_number(d.1)),
                v.body,
                v.weight,
            ])?;
        }
        drop(insert);
        claims.sort_unstable();
        let mut insert = self
            .db
            .prepare_cached("INSERT INTO incident_claims (claim, recorded_from, incident) VALUES (?1, ?2, ?3)")?;
        for (claim, incident) in &claims {
            insert.execute(params![claim, self.now, incident])?;
        }
        drop(insert);
        parties.sort_unstable_by_key(|p| (p.actor, p.listed));
        let mut insert = self.db.prepare_cached(
            "INSERT OR REPLACE INTO parties (actor, live, last, incident, first, type, sign, born, weight) \
             VALUES (?1, 1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?;
        for Party { actor, listed: l, born, weight } in &parties {
            insert.execute(params![actor, l.last, l.incident, l.first, l.kind, l.sign, born, weight])?;
        }
        drop(insert);
        self.write_dyads(&mut dyads)
    }

    fn write_dyads(&mut self, dyads: &mut Vec<(ActorId, ActorId, Listed)>) -> Result<()> {
        dyads.sort_unstable();
        let mut insert = self.db.prepare_cached(
            "INSERT OR REPLACE INTO dyads (a, b, live, last, incident, first, type, sign) \
             VALUES (?1, ?2, 1, ?3, ?4, ?5, ?6, ?7)",
        )?;
        for (a, b, l) in dyads.iter() {
            insert.execute(params![a, b, l.last, l.incident, l.first, l.kind, l.sign])?;
        }
        // One a pair, the lesser actor first: that of the earliest incident.
        dyads.retain(|(a, b, _)| a < b);
        dyads.dedup_by_key(|(a, b, _)| (*a, *b));
        let mut insert = self.db.prepare_cached(
            "INSERT OR IGNORE INTO first_dyads (a, b, recorded_at, incident) VALUES (?1, ?2, ?3, ?4)",
        )?;
        for (a, b, l) in dyads.iter() {
            insert.execute(params![a, b, self.now, l.incident])?;
        }
        Ok(())
    }
}
