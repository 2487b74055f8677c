//! What came to be held in a span of time.
//!
//! Comes in: two moments. Goes out: keys of incidents that are new, changed, corrected, newly in dispute, and pairs of sides that had
//! nothing to do with each other before. Promises: each list costs what changed in the span, and its new incidents at most a few thousand
//! rows beyond what is shown.

use model::IncidentStatus;
use rusqlite::params;

use crate::weave::standing::Body;
use crate::{Key64, Ledger, Moment, Result};

/// What came to be held in a span of time. Lists without a limit of their own are whole.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct News {
    /// Documents that were added.
    pub documents: u64,
    /// Claims that were added.
    pub claims: u64,
    /// How many incidents are new.
    pub new_incidents: u64,
    /// The heaviest of them, up to the limit.
    pub new: Vec<Key64>,
    /// Incidents that were held before and have another status: before, now.
    pub changed: Vec<(Key64, IncidentStatus, IncidentStatus)>,
    /// Incidents with a correction that they had not before.
    pub corrected: Vec<Key64>,
    /// Incidents with a field in dispute that was not before.
    pub disputed: Vec<Key64>,
    /// Sides that had nothing to do with each other before, by keys, and the incident that brought them together.
    pub first_dyads: Vec<(String, String, Key64)>,
}

/// From so many new incidents on, the heaviest are sought among all instead of among the new.
const MANY: u64 = 5_000;

impl Ledger {
    /// What came to be held after `since` and up to `until`. `about` limits it to incidents under which that actor stands.
    ///
    /// # Errors
    /// Those of the store.
    pub fn news(&self, since: Moment, until: Moment, about: Option<&str>, limit: usize) -> Result<News> {
        let span = params![since, until];
        let count = |sql: &str| -> Result<u64> { Ok(self.db.prepare_cached(sql)?.query_row(span, |row| row.get(0))?) };
        let mut news = News {
            documents: count("SELECT count(*) FROM documents WHERE recorded_at > ?1 AND recorded_at <= ?2")?,
            claims: count("SELECT ifnull(sum(claims), 0) FROM moments WHERE recorded_at > ?1 AND recorded_at <= ?2")?,
            ..News::default()
        };
        let about = match about {
            Some(key) => crate::actors::find(&self.db, key)?.map(|id| id.number()),
            None => None,
        };
        (news.new_incidents, news.new) = self.new_incidents(since, until, about, limit)?;
        news.changed = self.changed(since, until, about)?;
        news.corrected = self.marked("incidents_corrected", "\"c\":", since, until, about, |body| body.corrections)?;
        news.disputed = self.marked("incidents_disputed", "\"d\":", since, until, about, |body| body.disputed.len())?;
        news.first_dyads = self.first_dyads(since, until, about, limit)?;
        Ok(news)
    }

    fn new_incidents(
        &self,
        since: Moment,
        until: Moment,
        about: Option<i64>,
        limit: usize,
    ) -> Result<(u64, Vec<Key64>)> {
        let held = "i.recorded_from <= ?2 AND (i.recorded_to IS NULL OR i.recorded_to > ?2) AND i.born > ?1";
        let is_now = self.latest()?.is_none_or(|latest| latest <= until);
        if let Some(actor) = about.filter(|_| is_now) {
            // What is held now is counted and weighed in the actor's own list.
            let of = "FROM parties WHERE actor = ?1 AND live = 1 AND born > ?2";
            let number = self
                .db
                .prepare_cached(&format!("SELECT count(*) {of}"))?
                .query_row(params![actor, since], |row| row.get(0))?;
            let sql = format!("SELECT incident {of} ORDER BY weight DESC, incident LIMIT ?3");
            return Ok((number, self.heaviest(&sql, params![actor, since, limit as i64])?));
        }
        if let Some(actor) = about {
            // By the actor's own list: others' incidents are not looked at.
            let of = format!("FROM parties p JOIN incidents i ON i.key = p.incident WHERE p.actor = ?3 AND {held}");
            let number = self
                .db
                .prepare_cached(&format!("SELECT count(DISTINCT i.id) {of}"))?
                .query_row(params![since, until, actor], |row| row.get(0))?;
            let sql = format!("SELECT DISTINCT i.key {of} ORDER BY i.weight DESC, i.key LIMIT ?4");
            return Ok((number, self.heaviest(&sql, params![since, until, actor, limit as i64])?));
        }
        let number: u64 = self
            .db
            .prepare_cached(&format!("SELECT count(*) FROM incidents i WHERE i.recorded_from > ?1 AND {held}"))?
            .query_row(params![since, until], |row| row.get(0))?;
        let sql = match number >= MANY && is_now {
            true => format!(
                "SELECT i.key FROM incidents i INDEXED BY incidents_heaviest WHERE i.recorded_to IS NULL AND {held} \
                 ORDER BY i.weight DESC LIMIT ?3"
            ),
            false => format!(
                "SELECT i.key FROM incidents i WHERE i.recorded_from > ?1 AND {held} ORDER BY i.weight DESC, i.key LIMIT ?3"
            ),
        };
        Ok((number, self.heaviest(&sql, params![since, until, limit as i64])?))
    }

    fn heaviest(&self, sql: &str, parameters: &[&dyn rusqlite::ToSql]) -> Result<Vec<Key64>> {
        let mut query = self.db.prepare_cached(sql)?;
        let rows = query.query_map(parameters, |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn changed(
        &self,
        since: Moment,
        until: Moment,
        about: Option<i64>,
    ) -> Result<Vec<(Key64, IncidentStatus, IncidentStatus)>> {
        let mut query = self.db.prepare_cached(
            "SELECT i.key FROM incidents i WHERE i.recorded_from > i.born AND i.recorded_from > ?1 AND i.recorded_from <= ?2 \
             AND (i.recorded_to IS NULL OR i.recorded_to > ?2) AND i.born <= ?1 \
             AND (?3 IS NULL OR EXISTS (SELECT 1 FROM json_each(i.body, '$.p') p WHERE p.value = ?3)) \
             ORDER BY i.weight DESC, i.key",
        )?;
        let keys: Vec<Key64> =
            query.query_map(params![since, until, about], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let mut changed = Vec::new();
        for key in keys {
            let Some(now) = self.incident(key, Some(until))? else { continue };
            if let Some(before) = self.before(key, since)?.filter(|before| before.status != now.status) {
                changed.push((key, before.status, now.status));
            }
        }
        Ok(changed)
    }

    /// What was held of an incident, under this or a former id, at a moment.
    fn before(&self, key: Key64, at: Moment) -> Result<Option<crate::Version>> {
        if let Some(version) = self.incident(key, Some(at))? {
            return Ok(Some(version));
        }
        for old in self.predecessors(key)? {
            if let Some(version) = self.incident(old, Some(at))? {
                return Ok(Some(version));
            }
        }
        Ok(None)
    }

    /// Incidents whose body counts more of something than it did before.
    fn marked(
        &self,
        index: &str,
        mark: &str,
        since: Moment,
        until: Moment,
        about: Option<i64>,
        number: impl Fn(&Body) -> usize,
    ) -> Result<Vec<Key64>> {
        let sql = format!(
            "SELECT i.key, i.body FROM incidents i INDEXED BY {index} WHERE instr(i.body, '{mark}') > 0 AND i.recorded_from > ?1 \
             AND i.recorded_from <= ?2 AND (i.recorded_to IS NULL OR i.recorded_to > ?2) \
             AND (?3 IS NULL OR EXISTS (SELECT 1 FROM json_each(i.body, '$.p') p WHERE p.value = ?3)) ORDER BY i.weight DESC, i.key"
        );
        let mut query = self.db.prepare_cached(&sql)?;
        let rows: Vec<(Key64, Option<String>)> = query
            .query_map(params![since, until, about], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let mut keys = Vec::new();
        for (key, body) in rows {
            let before = self.before(key, since)?.and_then(|v| v.body);
            if number(&Body::read(body.as_deref())?) > number(&Body::read(before.as_deref())?) {
                keys.push(key);
            }
        }
        Ok(keys)
    }

    fn first_dyads(
        &self,
        since: Moment,
        until: Moment,
        about: Option<i64>,
        limit: usize,
    ) -> Result<Vec<(String, String, Key64)>> {
        let number: u64 = self
            .db
            .prepare_cached("SELECT count(*) FROM (SELECT 1 FROM first_dyads WHERE recorded_at > ?1 LIMIT ?2)")?
            .query_row(params![since, MANY], |row| row.get(0))?;
        let is_now = self.latest()?.is_none_or(|latest| latest <= until);
        // Of many, the heaviest incidents are asked whether they brought two together.
        let from = match number >= MANY && is_now && about.is_none() {
            true => {
                "incidents i INDEXED BY incidents_heaviest CROSS JOIN first_dyads f INDEXED BY first_dyads_incident \
                 ON f.incident = i.key AND i.recorded_to IS NULL"
            }
            false if about.is_some() => {
                "(SELECT * FROM first_dyads WHERE a = ?3 UNION ALL SELECT * FROM first_dyads WHERE b = ?3) f \
                 CROSS JOIN incidents i ON i.key = f.incident"
            }
            false => "first_dyads f JOIN incidents i ON i.key = f.incident",
        };
        let mut query = self.db.prepare_cached(&format!(
            "SELECT (SELECT key FROM actors WHERE id = f.a), (SELECT key FROM actors WHERE id = f.b), f.incident FROM {from} \
             WHERE i.recorded_from <= ?2 AND (i.recorded_to IS NULL OR i.recorded_to > ?2) AND f.recorded_at > ?1 \
             AND f.recorded_at <= ?2 AND (?3 IS NULL OR f.a = ?3 OR f.b = ?3) ORDER BY i.weight DESC LIMIT ?4"
        ))?;
        let rows = query
            .query_map(params![since, until, about, limit as i64], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
