//! What people graded: rows with author, time and reason; reversible, never lost.
//!
//! Comes in: a [`Grade`]. Goes out: what stood at a moment, as [`reconciling::Grades`] puts it beside claims. Promises: a grade is never
//! changed; of two on one subject the later stands, and to take one back is another row; one on a claim is found again after the text was
//! read anew, one on an actor after it was linked to another; no incident changes by any of them.

use std::collections::BTreeMap;

use model::{Credibility, Reliability};
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use crate::actors::held;
use crate::decisions::{find as find_claim, links};
use crate::{ClaimRef, Ledger, LedgerError, Moment, Result};

/// What is graded, and how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Grade {
    /// An outlet, or another event set.
    Outlet {
        /// Its name.
        name: String,
        /// The letter.
        grade: Reliability,
    },
    /// An actor, where texts attribute a claim to it or to one who acts for it.
    Source {
        /// Key of the actor.
        actor: String,
        /// The name under which it was graded.
        name: String,
        /// The letter.
        grade: Reliability,
    },
    /// A claim.
    Claim {
        /// The claim.
        claim: ClaimRef,
        /// The number.
        grade: Credibility,
    },
    /// Another grade is taken back.
    Undo {
        /// Its number.
        row: i64,
    },
}

/// A grade as it was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Graded {
    /// Its number.
    pub number: i64,
    /// What was graded, and how.
    #[serde(flatten)]
    pub grade: Grade,
    /// Who graded.
    pub author: String,
    /// Why.
    pub reason: Option<String>,
    /// When.
    pub recorded_at: Moment,
    /// Number of the row that took it back.
    pub undone_by: Option<i64>,
    /// Number of the later grade on the same subject that stands instead.
    pub replaced_by: Option<i64>,
}

impl Graded {
    /// Whether it stands.
    pub fn stands(&self) -> bool {
        self.undone_by.is_none() && self.replaced_by.is_none() && !matches!(self.grade, Grade::Undo { .. })
    }
}

impl Grade {
    /// The word of the command line.
    pub fn word(&self) -> &'static str {
        match self {
            Grade::Outlet { .. } => "outlet",
            Grade::Source { .. } => "source",
            Grade::Claim { .. } => "claim",
            Grade::Undo { .. } => "undo",
        }
    }

    /// The same for all grades on one subject; none for what undoes.
    fn subject(&self) -> Option<(&'static str, String)> {
        let of = match self {
            Grade::Outlet { name, .. } => reconciling::Grades::outlet_key(name),
            Grade::Source { actor, .. } => actor.clone(),
            Grade::Claim { claim, .. } => claim.key.clone(),
            Grade::Undo { .. } => return None,
        };
        Some((self.word(), of))
    }
}

impl Ledger {
    /// Records grades, all or none, each with its reason; they stand from now on. Gives their numbers.
    ///
    /// # Errors
    /// [`LedgerError::Unknown`] for an actor that neither the ledger nor the atlas knows, a claim that is not held, a grade to undo that is
    /// not there; [`LedgerError::NoGrade`] if it says nothing or was taken back already; those of the store.
    pub fn grade(&mut self, now: Moment, grades: &[(Grade, Option<String>)], author: &str) -> Result<Vec<i64>> {
        let mut adding = self.begin(now, "grade")?;
        let mut numbers = Vec::with_capacity(grades.len());
        for (grade, reason) in grades {
            let undoes = if let Grade::Undo { row } = grade { Some(*row) } else { None };
            sound(&adding.db, adding.atlas, grade)?;
            adding.mark()?;
            adding
                .db
                .prepare_cached(
                    "INSERT INTO grades (kind, subject, author, reason, recorded_at, undoes) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                )?
                .execute(params![grade.word(), serde_json::to_string(grade)?, author, reason, adding.now, undoes])?;
            numbers.push(adding.db.last_insert_rowid());
        }
        adding.commit()?;
        Ok(numbers)
    }

    /// Grades as they stood at a moment, or stand now, in the order in which they were given; with `all`, those that were taken back or
    /// replaced and what took them back as well.
    ///
    /// # Errors
    /// Those of the store.
    pub fn graded(&self, all: bool, at: Option<Moment>) -> Result<Vec<Graded>> {
        let mut listed = listed(&self.db, at)?;
        listed.retain(|g| all || g.stands());
        Ok(listed)
    }

    /// What stood at a moment, or stands now, by the keys of the actors and claims that were held then.
    ///
    /// # Errors
    /// Those of the store.
    pub fn grades(&self, at: Option<Moment>) -> Result<reconciling::Grades> {
        let mut grades = reconciling::Grades::default();
        let standing: Vec<Graded> = listed(&self.db, at)?.into_iter().filter(Graded::stands).collect();
        let links = match standing.iter().any(|g| matches!(g.grade, Grade::Source { .. })) {
            true => links(&self.db, at)?,
            false => BTreeMap::new(),
        };
        for Graded { grade, reason, .. } in standing {
            match grade {
                Grade::Outlet { name, grade } => grades.rate_outlet(&name, grade),
                Grade::Source { actor, name, grade } => {
                    let is = crate::decisions::followed(&links, &actor).unwrap_or(actor);
                    let is = if is_held(&self.db, &is, at)? { is } else { named(&self.db, &name, at)?.unwrap_or(is) };
                    grades.rate_source(&is, grade);
                }
                Grade::Claim { claim, grade } => {
                    if let Some((key, _)) = find_claim(&self.db, &claim, at)? {
                        grades.judge(&key.hex(), grade, reason.as_deref().unwrap_or_default());
                    }
                }
                Grade::Undo { .. } => {}
            }
        }
        Ok(grades)
    }

    /// How many documents an outlet or event set of that name has in the ledger now, however it is written there.
    ///
    /// # Errors
    /// Those of the store.
    pub fn documents_of_outlet(&self, name: &str) -> Result<u64> {
        let key = reconciling::Grades::outlet_key(name);
        let mut query = self.db.prepare_cached(
            "SELECT w.text, count(*) FROM documents d JOIN words w ON w.id = d.outlet GROUP BY d.outlet",
        )?;
        let mut rows = query.query([])?;
        let mut count = 0;
        while let Some(row) = rows.next()? {
            if reconciling::Grades::outlet_key(row.get_ref(0)?.as_str().unwrap_or_default()) == key {
                count += row.get::<_, u64>(1)?;
            }
        }
        Ok(count)
    }
}

/// Whether a grade can be given.
fn sound(db: &Connection, atlas: &atlas::Atlas, grade: &Grade) -> Result<()> {
    match grade {
        Grade::Outlet { name, .. } if reconciling::Grades::outlet_key(name).is_empty() => {
            Err(LedgerError::NoGrade("an outlet has a name".into()))
        }
        Grade::Outlet { .. } => Ok(()),
        Grade::Source { actor, .. } => match crate::actors::find(db, actor)? {
            None if atlas.entity(actor).is_none() => Err(LedgerError::Unknown { what: "actor", id: actor.clone() }),
            _ => Ok(()),
        },
        Grade::Claim { claim, .. } => match find_claim(db, claim, None)? {
            None => Err(LedgerError::Unknown { what: "claim", id: claim.key.clone() }),
            Some(_) => Ok(()),
        },
        Grade::Undo { row } => match listed(db, None)?.into_iter().find(|g| g.number == *row) {
            None => Err(LedgerError::Unknown { what: "grade", id: row.to_string() }),
            Some(Graded { undone_by: Some(by), .. }) => {
                Err(LedgerError::NoGrade(format!("grade {row} was taken back by {by} already")))
            }
            Some(Graded { grade: Grade::Undo { row: undone }, .. }) => {
                Err(LedgerError::NoGrade(format!("{row} takes {undone} back; give that grade anew instead")))
            }
            Some(_) => Ok(()),
        },
    }
}

/// All rows that were recorded by a moment, or until now.
fn listed(db: &Connection, at: Option<Moment>) -> Result<Vec<Graded>> {
    let mut query = db.prepare_cached(
        "SELECT g.id, g.subject, g.author, g.reason, g.recorded_at, u.id FROM grades g LEFT JOIN grades u \
         ON u.undoes = g.id AND (?1 IS NULL OR u.recorded_at <= ?1) WHERE ?1 IS NULL OR g.recorded_at <= ?1 ORDER BY g.id",
    )?;
    let mut rows = query.query([at])?;
    let mut found: Vec<Graded> = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(Graded {
            number: row.get(0)?,
            grade: serde_json::from_str(&row.get::<_, String>(1)?)?,
            author: row.get(2)?,
            reason: row.get(3)?,
            recorded_at: row.get(4)?,
            undone_by: row.get(5)?,
            replaced_by: None,
        });
    }
    let mut last: BTreeMap<(&'static str, String), i64> = BTreeMap::new();
    for graded in found.iter_mut().rev().filter(|g| g.undone_by.is_none()) {
        if let Some(subject) = graded.grade.subject() {
            graded.replaced_by = last.get(&subject).copied();
            last.entry(subject).or_insert(graded.number);
        }
    }
    Ok(found)
}

fn is_held(db: &Connection, actor: &str, at: Option<Moment>) -> Result<bool> {
    let sql = format!(
        "SELECT EXISTS (SELECT 1 FROM actors a JOIN actor_versions v ON v.actor = a.id WHERE a.key = ?2 AND {})",
        held("v.")
    );
    Ok(db.prepare_cached(&sql)?.query_row(params![at, actor], |row| row.get(0))?)
}

/// The one actor of that name.
fn named(db: &Connection, name: &str, at: Option<Moment>) -> Result<Option<String>> {
    let sql = format!(
        "SELECT DISTINCT a.key FROM actor_names n JOIN actors a ON a.id = n.actor JOIN actor_versions v ON v.actor = a.id \
         WHERE n.name = ?2 COLLATE NOCASE AND {} LIMIT 2",
        held("v.")
    );
    let mut query = db.prepare_cached(&sql)?;
    let keys: Vec<String> = query.query_map(params![at, name], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(match <[String; 1]>::try_from(keys) {
        Ok([key]) => Some(key),
        Err(_) => None,
    })
}
