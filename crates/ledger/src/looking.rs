//! Looking up: actors by name, incidents by actor and by pair of actors, how many there are.
//!
//! Promises: lists come latest first, by the day on which an incident ended (an undated one stands under the day on which it was last
//! written about); a list costs its length, not that of the ledger; a tally costs the actor's incidents.

use model::Date;
use rusqlite::params;

use crate::actors::find;
use crate::moment::{day_number, day_of_number};
use crate::{ActorId, ClaimId, Key64, Ledger, LedgerError, Moment, Result};

/// Which part of a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Window {
    /// Only what was not over before that day.
    pub from: Option<Date>,
    /// Only what had begun by that day.
    pub to: Option<Date>,
    /// As of that moment; none is now.
    pub at: Option<Moment>,
    /// So many at most.
    pub limit: usize,
}

/// How many incidents there are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// All.
    pub incidents: u64,
    /// Friendly ones: PLOVER's score is above zero.
    pub friendly: u64,
    /// Hostile ones: it is below zero.
    pub hostile: u64,
    /// First day of the earliest.
    pub first: Option<Date>,
    /// Last day of the latest.
    pub last: Option<Date>,
    /// By type, most first.
    pub types: Vec<(String, u64)>,
}

/// A side with which another one had to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partner {
    /// Its key.
    pub actor: String,
    /// Incidents of both.
    pub incidents: u64,
    /// Friendly ones.
    pub friendly: u64,
    /// Hostile ones.
    pub hostile: u64,
    /// Last day of the latest.
    pub last: Option<Date>,
}

impl Window {
    fn days(&self) -> (i64, i64) {
        (self.from.map_or(i64::MIN, day_number), self.to.map_or(i64::MAX, day_number))
    }

    /// As an SQL number: lists of the present read live rows only.
    fn live(&self) -> i64 {
        i64::from(self.at.is_none())
    }
}

impl Ledger {
    /// Keys of the actors that bear a name or a key, those with most incidents first: exactly, else as the atlas knows it, else with
    /// these words in a name.
    ///
    /// # Errors
    /// Those of the store.
    pub fn actors_named(&self, name: &str) -> Result<Vec<String>> {
        if find(&self.db, name)?.is_some() {
            return Ok(vec![name.to_string()]);
        }
        let exact = self.keys(
            "SELECT DISTINCT a.key FROM actor_names n JOIN actors a ON a.id = n.actor WHERE n.name = ?1 COLLATE NOCASE",
            name,
        )?;
        let by_atlas = || -> Result<Vec<String>> {
            let mut known = Vec::new();
            for hit in self.atlas.find(name).into_iter().chain(self.atlas.find_person(name)) {
                let id = self.atlas.get(hit.key).id();
                if find(&self.db, id)?.is_some() && !known.iter().any(|k| k == id) {
                    known.push(id.to_string());
                }
            }
            Ok(known)
        };
        let by_words = || {
            let words: Vec<String> = name.split_whitespace().map(|w| format!("\"{}\"*", w.replace('"', ""))).collect();
            self.keys(
                "SELECT DISTINCT a.key FROM actors_fts f JOIN actor_names n ON n.id = f.rowid JOIN actors a ON a.id = n.actor \
                 WHERE actors_fts MATCH ?1 LIMIT 200",
                &words.join(" "),
            )
        };
        let mut found = exact;
        if found.is_empty() {
            found = by_atlas()?;
        }
        if found.is_empty() && name.chars().any(char::is_alphanumeric) {
            found = by_words()?;
        }
        // Of many, the lesser are told apart by less.
        let most = if found.len() > 20 { 100 } else { 1000 };
        let mut counted = Vec::with_capacity(found.len());
        for key in found {
            counted.push((std::cmp::Reverse(self.presence(&key, most)?), key));
        }
        counted.sort();
        Ok(counted.into_iter().map(|c| c.1).collect())
    }

    fn keys(&self, sql: &str, parameter: &str) -> Result<Vec<String>> {
        let mut query = self.db.prepare_cached(sql)?;
        Ok(query.query_map([parameter], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    }

    /// How many incidents and claims an actor stands under, up to so many.
    fn presence(&self, key: &str, most: i64) -> Result<(u64, u64)> {
        let Some(actor) = find(&self.db, key)? else { return Ok((0, 0)) };
        let count = |sql: &str| -> Result<u64> {
            Ok(self.db.prepare_cached(sql)?.query_row(params![actor, most], |row| row.get(0))?)
        };
        Ok((
            count("SELECT count(*) FROM (SELECT 1 FROM parties WHERE actor = ?1 AND live = 1 LIMIT ?2)")?,
            count("SELECT count(*) FROM (SELECT 1 FROM claim_actors WHERE actor = ?1 LIMIT ?2)")?,
        ))
    }

    /// Incidents in which an actor, or one who acts for it, takes part.
    ///
    /// # Errors
    /// Those of the store.
    pub fn incidents_with(&self, actor: &str, window: &Window) -> Result<Vec<Key64>> {
        let Some(actor) = find(&self.db, actor)? else { return Ok(Vec::new()) };
        let (from, to) = window.days();
        let mut query = self.db.prepare_cached(
            "SELECT incident FROM parties WHERE actor = ?1 AND live >= ?2 AND last >= ?3 AND first <= ?4 ORDER BY last DESC, incident",
        )?;
        let rows = query.query_map(params![actor, window.live(), from, to], |row| row.get(0))?;
        self.held_of(rows, window)
    }

    /// Incidents in which two actors, or those who act for them, take part.
    ///
    /// # Errors
    /// Those of the store.
    pub fn incidents_between(&self, a: &str, b: &str, window: &Window) -> Result<Vec<Key64>> {
        let Some((sql, one, other, sides)) = self.between(a, b, window)? else { return Ok(Vec::new()) };
        let (from, to) = window.days();
        let sql = format!("SELECT d.incident {sql} ORDER BY d.last DESC, d.incident");
        let mut query = self.db.prepare_cached(&sql)?;
        let rows = query.query_map(params![window.live(), from, to, one, other, sides.0, sides.1], |row| row.get(0))?;
        self.held_of(rows, window)
    }

    /// The rows of both actors: those of their sides, and of these the ones in which each takes part.
    #[allow(clippy::type_complexity)]
    fn between(
        &self,
        a: &str,
        b: &str,
        window: &Window,
    ) -> Result<Option<(String, ActorId, ActorId, (ActorId, ActorId))>> {
        let (Some(one), Some(other)) = (find(&self.db, a)?, find(&self.db, b)?) else { return Ok(None) };
        let cast = self.cast([a, b], window.at)?;
        let sides = (find(&self.db, cast.side(a))?.unwrap_or(one), find(&self.db, cast.side(b))?.unwrap_or(other));
        let takes_part = |who: &str| {
            format!(
                "EXISTS (SELECT 1 FROM parties p WHERE p.actor = {who} AND p.live = d.live AND p.last = d.last AND p.incident = d.incident)"
            )
        };
        let mut sql = match sides.0 == sides.1 {
            true => "FROM parties d WHERE d.actor = ?4 AND d.live >= ?1 AND d.last >= ?2 AND d.first <= ?3 AND ?6 = ?7"
                .into(),
            false => String::from(
                "FROM dyads d WHERE d.a = ?6 AND d.b = ?7 AND d.live >= ?1 AND d.last >= ?2 AND d.first <= ?3 AND ?4 = ?4",
            ),
        };
        if sides.0 != sides.1 && sides.0 != one {
            sql = format!("{sql} AND {}", takes_part("?4"));
        }
        if sides.0 == sides.1 || sides.1 != other {
            sql = format!("{sql} AND {}", takes_part("?5"));
        } else {
            sql.push_str(" AND ?5 = ?5");
        }
        Ok(Some((sql, one, other, sides)))
    }

    /// Of these, in that order, the first so many that were held.
    fn held_of(&self, rows: impl Iterator<Item = rusqlite::Result<Key64>>, window: &Window) -> Result<Vec<Key64>> {
        let mut keys: Vec<Key64> = Vec::new();
        let mut query = self.db.prepare_cached(
            "SELECT 1 FROM incidents WHERE key = ?1 AND recorded_from <= ?2 AND (recorded_to IS NULL OR recorded_to > ?2)",
        )?;
        for key in rows {
            let key = key?;
            let held = match window.at {
                None => true,
                Some(at) => !keys.contains(&key) && query.exists(params![key, at])?,
            };
            if held {
                keys.push(key);
            }
            if keys.len() == window.limit {
                break;
            }
        }
        Ok(keys)
    }

    /// How many incidents there are of an actor; with a moment, of those that were held then.
    ///
    /// # Errors
    /// Those of the store.
    pub fn tally(&self, actor: &str, window: &Window) -> Result<Tally> {
        let Some(actor) = find(&self.db, actor)? else { return Ok(Tally::default()) };
        let (from, to) = window.days();
        let sql = "FROM parties d WHERE d.actor = ?4 AND d.live >= ?1 AND d.last >= ?2 AND d.first <= ?3";
        self.tallied(sql, window, params![window.live(), from, to, actor, window.at])
    }

    /// How many incidents there are of two actors.
    ///
    /// # Errors
    /// Those of the store.
    pub fn tally_between(&self, a: &str, b: &str, window: &Window) -> Result<Tally> {
        let Some((sql, one, other, sides)) = self.between(a, b, window)? else { return Ok(Tally::default()) };
        let (from, to) = window.days();
        let sql = sql.replace("?7", "?8").replace("?6", "?7").replace("?5", "?6");
        self.tallied(&sql, window, params![window.live(), from, to, one, window.at, other, sides.0, sides.1])
    }

    fn tallied(&self, sql: &str, window: &Window, parameters: &[&dyn rusqlite::ToSql]) -> Result<Tally> {
        let held = match window.at {
            None => "?5 IS NULL",
            Some(_) => {
                "EXISTS (SELECT 1 FROM incidents i WHERE i.key = d.incident AND i.recorded_from <= ?5 AND (i.recorded_to IS NULL OR \
                 i.recorded_to > ?5)) AND NOT EXISTS (SELECT 1 FROM parties e WHERE e.actor = ?4 AND e.incident = d.incident AND \
                 e.live >= ?1 AND (e.last, e.live) > (d.last, d.live))"
            }
        };
        // Counted here: to group them, the store would sort all rows of a busy actor.
        let sql = format!("SELECT d.type, d.sign, d.first, d.last {sql} AND {held}");
        let mut query = self.db.prepare_cached(&sql)?;
        let mut tally = Tally::default();
        let (mut first, mut last) = (i64::MAX, i64::MIN);
        let mut types: std::collections::BTreeMap<i64, u64> = std::collections::BTreeMap::new();
        let mut rows = query.query(parameters)?;
        while let Some(row) = rows.next()? {
            let (kind, sign): (i64, i64) = (row.get(0)?, row.get(1)?);
            tally.incidents += 1;
            tally.friendly += u64::from(sign > 0);
            tally.hostile += u64::from(sign < 0);
            *types.entry(kind).or_default() += 1;
            first = first.min(row.get(2)?);
            last = last.max(row.get(3)?);
        }
        drop(rows);
        (tally.first, tally.last) = (dated(first), dated(last));
        for (kind, count) in types {
            let word = self.db.query_row("SELECT text FROM words WHERE id = ?1", [kind], |row| row.get(0))?;
            tally.types.push((word, count));
        }
        tally.types.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        Ok(tally)
    }

    /// The sides with which an actor had most to do, most first. For a person or body, those with which its side had to do when it
    /// took part.
    ///
    /// # Errors
    /// Those of the store.
    pub fn partners(&self, actor: &str, window: &Window) -> Result<Vec<Partner>> {
        let Some(own) = find(&self.db, actor)? else { return Ok(Vec::new()) };
        let cast = self.cast([actor], window.at)?;
        let side = find(&self.db, cast.side(actor))?.unwrap_or(own);
        let (from, to) = window.days();
        let part = "EXISTS (SELECT 1 FROM parties p WHERE p.actor = ?5 AND p.live = d.live AND p.last = d.last AND \
                    p.incident = d.incident)";
        let sql = format!(
            "SELECT (SELECT key FROM actors WHERE id = d.b), count(*), sum(d.sign > 0), sum(d.sign < 0), max(d.last) FROM dyads d \
             WHERE d.a = ?1 AND d.live >= ?2 AND d.last >= ?3 AND d.first <= ?4 AND {} GROUP BY d.b \
             ORDER BY count(*) DESC, max(d.last) DESC, d.b LIMIT ?6",
            if side == own { "?5 = ?5" } else { part }
        );
        let mut query = self.db.prepare_cached(&sql)?;
        let limit = i64::try_from(window.limit).unwrap_or(i64::MAX);
        let rows = query.query_map(params![side, window.live(), from, to, own, limit], |row| {
            Ok(Partner {
                actor: row.get(0)?,
                incidents: row.get(1)?,
                friendly: row.get(2)?,
                hostile: row.get(3)?,
                last: dated(row.get(4)?),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Claims of relations of which an actor is an end; with another one, those between the two.
    ///
    /// # Errors
    /// Those of the store.
    pub fn relations_of(&self, actor: &str, other: Option<&str>, at: Option<Moment>) -> Result<Vec<ClaimId>> {
        let Some(own) = find(&self.db, actor)? else { return Ok(Vec::new()) };
        let other = match other {
            None => None,
            Some(key) => match find(&self.db, key)? {
                None => return Ok(Vec::new()),
                found => found,
            },
        };
        let mut query = self.db.prepare_cached(
            "SELECT DISTINCT a.claim FROM claim_actors a CROSS JOIN claims c ON c.id = a.claim CROSS JOIN readings r ON r.id = c.reading \
             WHERE a.actor = ?1 AND a.part IN (4, 5) \
             AND (?3 IS NULL AND a.until IS NULL OR ?3 IS NOT NULL AND a.since <= ?3 AND (a.until IS NULL OR a.until > ?3)) \
             AND (?3 IS NULL AND r.recorded_to IS NULL OR ?3 IS NOT NULL AND r.recorded_from <= ?3 AND \
                  (r.recorded_to IS NULL OR r.recorded_to > ?3)) \
             AND (?2 IS NULL OR EXISTS (SELECT 1 FROM claim_actors b WHERE b.actor = ?2 AND b.claim = a.claim AND b.part IN (4, 5))) \
             ORDER BY a.claim DESC LIMIT 5000",
        )?;
        Ok(query.query_map(params![own, other, at], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    }

    /// The versions of an incident, oldest first: when each was held, its status, its voices.
    ///
    /// # Errors
    /// Those of the store.
    pub fn versions(&self, key: Key64) -> Result<Vec<crate::Version>> {
        let mut query =
            self.db.prepare_cached("SELECT recorded_from FROM incidents WHERE key = ?1 ORDER BY recorded_from")?;
        let moments: Vec<Moment> = query.query_map([key], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let mut versions = Vec::new();
        for at in moments {
            versions.extend(self.incident(key, Some(at))?);
        }
        Ok(versions)
    }

    /// Ids under which an incident was known before.
    ///
    /// # Errors
    /// Those of the store.
    pub fn predecessors(&self, key: Key64) -> Result<Vec<Key64>> {
        let mut query = self.db.prepare_cached("SELECT DISTINCT old FROM successions WHERE new = ?1 ORDER BY old")?;
        Ok(query.query_map([key], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    }

    /// Documents that have all these words, best first, with the words around the first hit, the hit itself between « and ».
    ///
    /// # Errors
    /// [`LedgerError::Unknown`] if the words make no question; those of the store.
    pub fn documents_with(&self, words: &str, limit: usize) -> Result<Vec<(crate::DocumentId, String)>> {
        let mut query = self.db.prepare_cached(
            "SELECT rowid, snippet(documents_fts, -1, '«', '»', '…', 24) FROM documents_fts WHERE documents_fts MATCH ?1 \
             ORDER BY rank, rowid LIMIT ?2",
        )?;
        let rows = query.query_map(params![question(words)?, limit as i64], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Claims that are held whose evidence has all these words: best first, or, where there are thousands, the latest first.
    ///
    /// # Errors
    /// As for [`Ledger::documents_with`].
    pub fn claims_worded(&self, words: &str, limit: usize) -> Result<Vec<ClaimId>> {
        let question = question(words)?;
        let many = "SELECT count(*) FROM (SELECT 1 FROM claims_fts WHERE claims_fts MATCH ?1 LIMIT ?2)";
        let number: i64 = self.db.prepare_cached(many)?.query_row(params![question, RANKED], |row| row.get(0))?;
        // To rank them all costs a look at each.
        let (order, join) = if number < RANKED { ("f.rank, c.id", "JOIN") } else { ("f.rowid DESC", "CROSS JOIN") };
        let mut query = self.db.prepare_cached(&format!(
            "SELECT c.id FROM claims_fts f {join} claims c ON c.id = f.rowid {join} readings r ON r.id = c.reading \
             WHERE claims_fts MATCH ?1 AND r.recorded_to IS NULL ORDER BY {order} LIMIT ?2"
        ))?;
        let rows = query.query_map(params![question, limit as i64], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

/// From so many on, claims that have some words are not ranked.
const RANKED: i64 = 2_000;

fn dated(number: i64) -> Option<Date> {
    day_of_number(number).filter(|day| *day != Date::MIN)
}

/// Words as a question to the index: all of them, phrases in quotes, beginnings with a star.
fn question(words: &str) -> Result<String> {
    let mut parts = Vec::new();
    for (n, piece) in words.split('"').enumerate() {
        if n % 2 == 1 {
            parts.push(format!("\"{piece}\""));
            continue;
        }
        for word in piece.split_whitespace() {
            let star = if word.ends_with('*') { "*" } else { "" };
            let bare = word.trim_end_matches('*');
            if bare.chars().any(char::is_alphanumeric) {
                parts.push(format!("\"{bare}\"{star}"));
            }
        }
    }
    match parts.iter().any(|p| p.chars().any(char::is_alphanumeric)) {
        true => Ok(parts.join(" ")),
        false => Err(LedgerError::Unknown { what: "word", id: words.to_string() }),
    }
}

#[cfg(test)]
mod tests {
    use super::question;

    #[test]
    fn words_become_a_question_that_no_sign_breaks() {
        assert_eq!(question("drone kindergarten").unwrap(), r#""drone" "kindergarten""#);
        assert_eq!(question(r#""arms embargo" pak*"#).unwrap(), r#""arms embargo" "pak"*"#);
        assert_eq!(question("a-b:c (d)").unwrap(), r#""a-b:c" "(d)""#);
        assert!(question("  \"\" * ").is_err());
    }
}
