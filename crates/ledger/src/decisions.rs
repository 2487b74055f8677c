//! What analysts decide: rows with author, time and reason; reversible, never lost.
//!
//! Comes in: a [`Verdict`]. Goes out: what stands, as reconciling takes it. Promises: a decision is never changed; to take it back is another
//! row; one on a claim is found again after the text was read anew, by document, type and words; of two that contradict each
//! other the later stands.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use reconciling::{Decisions, Member, Rules};
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use crate::claims::{Loader, Naming, Statement};
use crate::coding;
use crate::incidents::keys_with;
use crate::{ActorId, Adding, ClaimId, DecisionId, Key64, Ledger, LedgerError, LocalId, Moment, Result};

/// A claim, so that it is found again in a later reading.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ClaimRef {
    /// Its key.
    pub key: String,
    /// Key of its document.
    pub document: String,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: String,
    /// Its evidence: start and end of each span, in code points; none for a row of a dataset.
    pub spans: Vec<(usize, usize)>,
}

/// What is decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Verdict {
    /// These claims are of one happening.
    Merge {
        /// The claims.
        claims: Vec<ClaimRef>,
    },
    /// These claims are of another happening than those.
    Split {
        /// The claims.
        claims: Vec<ClaimRef>,
        /// From which they are kept apart.
        from: Vec<ClaimRef>,
    },
    /// These claims count for nothing.
    Reject {
        /// The claims.
        claims: Vec<ClaimRef>,
    },
    /// What these claims say happened.
    Confirm {
        /// The claims.
        claims: Vec<ClaimRef>,
    },
    /// This is an actor's name.
    Rename {
        /// Key of the actor.
        actor: String,
        /// The name.
        name: String,
    },
    /// This actor is that one.
    Link {
        /// Key of the actor.
        actor: String,
        /// Key of the one that it is.
        is: String,
    },
    /// Another decision is taken back.
    Undo {
        /// Its number.
        decision: i64,
    },
}

/// A decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// Its number.
    pub number: i64,
    /// What is decided.
    #[serde(flatten)]
    pub verdict: Verdict,
    /// Who decided.
    pub author: String,
    /// Why.
    pub reason: Option<String>,
    /// When.
    pub recorded_at: Moment,
    /// Number of the decision that took it back.
    pub undone_by: Option<i64>,
}

/// What stands on claims.
#[derive(Debug, Default)]
pub(crate) struct OnClaims {
    pub decisions: Decisions,
    /// Rows of the claims decided on, by key.
    ids: BTreeMap<String, ClaimId>,
    rows: HashSet<ClaimId>,
}

impl OnClaims {
    /// Whether anything was decided on a claim.
    pub fn is_on(&self, claim: ClaimId) -> bool {
        self.rows.contains(&claim)
    }

    /// The claims that are put together with any of these.
    pub fn with(&self, claims: &[ClaimId]) -> Vec<ClaimId> {
        let id = |key: &String| self.ids.get(key).copied();
        let pairs = self.decisions.together.iter().filter_map(|(a, b)| Some((id(a)?, id(b)?)));
        let with = pairs.flat_map(|(a, b)| [(a, b), (b, a)]).filter(|(a, _)| claims.contains(a));
        let found: BTreeSet<ClaimId> = with.map(|(_, b)| b).collect();
        found.into_iter().collect()
    }
}

/// What stands on actors.
#[derive(Debug, Default)]
pub(crate) struct OnActors {
    links: BTreeMap<String, String>,
    names: BTreeMap<String, String>,
}

impl Verdict {
    /// The word of the command line.
    pub fn word(&self) -> &'static str {
        match self {
            Verdict::Merge { .. } => "merge",
            Verdict::Split { .. } => "split",
            Verdict::Reject { .. } => "reject",
            Verdict::Confirm { .. } => "confirm",
            Verdict::Rename { .. } => "rename",
            Verdict::Link { .. } => "link",
            Verdict::Undo { .. } => "undo",
        }
    }

    /// The claims on which it decides.
    pub fn claims(&self) -> impl Iterator<Item = &ClaimRef> {
        let (some, more): (&[ClaimRef], &[ClaimRef]) = match self {
            Verdict::Merge { claims } | Verdict::Reject { claims } | Verdict::Confirm { claims } => (claims, &[]),
            Verdict::Split { claims, from } => (claims, from),
            Verdict::Rename { .. } | Verdict::Link { .. } | Verdict::Undo { .. } => (&[], &[]),
        };
        some.iter().chain(more)
    }
}

impl Ledger {
    /// Takes a decision, and weaves what it concerns; it holds from now on.
    ///
    /// # Errors
    /// [`LedgerError::NoDecision`] if it says nothing or contradicts itself; [`LedgerError::Unknown`]; those of the store.
    pub fn decide(
        &mut self,
        now: Moment,
        verdict: &Verdict,
        author: &str,
        reason: Option<&str>,
        rules: &Rules,
    ) -> Result<DecisionId> {
        let mut adding = self.begin(now, "decide")?;
        let id = adding.decide(verdict, author, reason)?;
        adding.weave(rules)?;
        adding.commit()?;
        Ok(id)
    }

    /// Decisions that stood at a moment, or stand now, in the order in which they were taken; with `all`, those that were taken back
    /// and what took them back as well.
    ///
    /// # Errors
    /// Those of the store.
    pub fn decisions(&self, all: bool, at: Option<Moment>) -> Result<Vec<Decision>> {
        let decisions = listed(&self.db, at)?;
        let stands = |d: &Decision| d.undone_by.is_none() && !matches!(d.verdict, Verdict::Undo { .. });
        Ok(decisions.into_iter().filter(|d| all || stands(d)).collect())
    }

    /// What stood on claims at a moment, or stands now, as reconciling takes it: by the keys of the claims that were held then.
    ///
    /// # Errors
    /// Those of the store.
    pub fn decisions_on_claims(&self, at: Option<Moment>) -> Result<Decisions> {
        Ok(on_claims(&self.db, at)?.decisions)
    }

    /// A claim that is held now, by the first digits of its key.
    ///
    /// # Errors
    /// [`LedgerError::Unknown`], [`LedgerError::Ambiguous`]; those of the store.
    pub fn find_claim(&self, digits: &str) -> Result<ClaimId> {
        let keys = keys_with(&self.db, "claims", digits)?;
        let unknown = || LedgerError::Unknown { what: "claim", id: digits.into() };
        match keys.as_slice() {
            [key] => self.claim_of_key(*key, None)?.ok_or_else(unknown),
            [] => Err(unknown()),
            _ => Err(LedgerError::Ambiguous { what: "claim", id: digits.into() }),
        }
    }

    /// How decisions refer to a claim.
    ///
    /// # Errors
    /// [`LedgerError::Unknown`]; those of the store.
    pub fn claim_ref(&self, claim: ClaimId) -> Result<ClaimRef> {
        let claim = Loader::new(&self.db, Naming::Answer).load(claim)?;
        let (kind, evidence) = match &claim.statement {
            Statement::Event(event) => (event.kind.word(), &event.evidence),
            Statement::Relation(relation) => (relation.kind.word(), &relation.evidence),
        };
        let spans = match claim.line {
            None => evidence.quotes().iter().map(|q| (q.start, q.end)).collect(),
            Some(_) => Vec::new(),
        };
        Ok(ClaimRef { key: claim.key.hex(), document: claim.document_key.hex(), kind: kind.into(), spans })
    }
}

impl Adding<'_> {
    /// As [`Ledger::decisions_on_claims`], now.
    ///
    /// # Errors
    /// Those of the store.
    pub fn decisions(&self) -> Result<Decisions> {
        Ok(self.on_claims()?.decisions.clone())
    }

    /// What stands on claims, asked for once as long as it stays.
    pub(crate) fn on_claims(&self) -> Result<&OnClaims> {
        if let Some(found) = self.on_claims.get() {
            return Ok(found);
        }
        let found = on_claims(&self.db, None)?;
        Ok(self.on_claims.get_or_init(|| found))
    }

    /// As [`Ledger::decide`].
    ///
    /// # Errors
    /// As there.
    pub fn decide(&mut self, verdict: &Verdict, author: &str, reason: Option<&str>) -> Result<DecisionId> {
        self.mark()?;
        self.sound(verdict)?;
        let undoes = if let Verdict::Undo { decision } = verdict { Some(*decision) } else { None };
        let undone = undoes.map(|number| self.standing(number)).transpose()?;
        self.db
            .prepare_cached(
                "INSERT INTO decisions (kind, subject, author, reason, recorded_at, undoes) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![verdict.word(), serde_json::to_string(verdict)?, author, reason, self.now, undoes])?;
        let id = DecisionId(self.db.last_insert_rowid());
        self.on_actors = None;
        self.on_claims.take();
        for claim in undone.as_ref().map(|d| &d.verdict).unwrap_or(verdict).claims() {
            if let Some(id) = find(&self.db, claim, None)?.map(|found| found.1) {
                self.touched.decided.push(id);
                self.unwoven.decided.push(id);
            }
        }
        match (verdict, undone) {
            (Verdict::Link { actor, .. }, _) => self.move_actor("actor", actor)?,
            (Verdict::Rename { actor, .. }, _) => {
                if let Some(member) = self.member(actor)? {
                    self.set_member(&member)?;
                }
            }
            (Verdict::Undo { .. }, Some(Decision { verdict: Verdict::Link { actor, .. }, .. })) => {
                self.move_actor("instead", &actor)?;
            }
            (Verdict::Undo { .. }, Some(Decision { verdict: Verdict::Rename { actor, .. }, recorded_at, .. })) => {
                self.unname(&actor, recorded_at)?;
            }
            _ => {}
        }
        Ok(id)
    }

    /// Whether a verdict can be taken.
    fn sound(&self, verdict: &Verdict) -> Result<()> {
        let no = |what: &str| Err(LedgerError::NoDecision(what.into()));
        let known = |actor: &str| match crate::actors::find(&self.db, actor)? {
            Some(_) => Ok(()),
            None => Err(LedgerError::Unknown { what: "actor", id: actor.into() }),
        };
        match verdict {
            Verdict::Merge { claims } if claims.len() < 2 => no("a single claim cannot be merged with itself"),
            Verdict::Split { claims, from } if claims.is_empty() || from.is_empty() => {
                no("nothing is left of which the claims could be kept apart")
            }
            Verdict::Split { claims, from } if claims.iter().any(|c| from.contains(c)) => {
                no("a claim cannot be kept apart from itself")
            }
            Verdict::Reject { claims } | Verdict::Confirm { claims } if claims.is_empty() => no("no claim is named"),
            Verdict::Rename { name, .. } if name.trim().is_empty() => no("a name cannot be empty"),
            Verdict::Rename { actor, .. } => known(actor),
            Verdict::Link { actor, is } if actor == is => no("an actor is itself already"),
            Verdict::Link { actor, is } => {
                known(actor)?;
                if self.atlas.entity(is).is_none() {
                    known(is)?;
                }
                let circle = followed(&on_actors(&self.db, None)?.links, is).is_some_and(|end| end == *actor);
                if circle { no("that would close a circle: the second is linked to the first") } else { Ok(()) }
            }
            _ => Ok(()),
        }
    }

    /// A decision that can be taken back.
    fn standing(&self, number: i64) -> Result<Decision> {
        let found = listed(&self.db, None)?.into_iter().find(|d| d.number == number);
        match found {
            None => Err(LedgerError::Unknown { what: "decision", id: number.to_string() }),
            Some(Decision { undone_by: Some(by), .. }) => {
                Err(LedgerError::NoDecision(format!("decision {number} was taken back by {by} already")))
            }
            Some(Decision { verdict: Verdict::Undo { decision }, .. }) => {
                Err(LedgerError::NoDecision(format!("{number} takes {decision} back; take that decision anew instead")))
            }
            Some(decision) => Ok(decision),
        }
    }

    /// The documents' actors that are, or would be, this one, resolve to it anew: now that decisions have changed.
    fn move_actor(&mut self, column: &str, key: &str) -> Result<()> {
        let Some(actor) = crate::actors::find(&self.db, key)? else { return Ok(()) };
        let sql = format!(
            "SELECT local, ifnull(instead, actor) FROM resolutions WHERE {column} = ?1 AND recorded_to IS NULL ORDER BY local"
        );
        let locals: Vec<(LocalId, ActorId)> = {
            let mut query = self.db.prepare(&sql)?;
            let rows = query.query_map([actor], |row| Ok((row.get(0)?, row.get(1)?)))?;
            rows.collect::<rusqlite::Result<_>>()?
        };
        let held = crate::claims::claims_with(&self.db, key, None)?;
        self.touched.decided.extend(held);
        for (local, wanted) in locals {
            let wanted: String = self
                .db
                .prepare_cached("SELECT key FROM actors WHERE id = ?1")?
                .query_row([wanted], |row| row.get(0))?;
            self.resolve(local, &wanted)?;
        }
        let held = crate::claims::claims_with(&self.db, key, None)?;
        self.touched.decided.extend(held);
        // Whoever it now is must have a version.
        if let Some(is) = self.linked(key)?
            && self.member(&is)?.is_none()
        {
            let entity = self.atlas.entity(&is);
            let name = entity.map_or(is.as_str(), |e| e.name()).to_string();
            let kind = entity.map_or(model::ActorKind::Organisation, |e| e.kind());
            let country = entity.and_then(|e| e.country()).map(str::to_string);
            self.set_member(&Member { id: is, name, aliases: Vec::new(), kind, side: None, country })?;
        }
        Ok(())
    }

    /// An actor gets back the name that it had before a decision.
    fn unname(&mut self, key: &str, decided: Moment) -> Result<()> {
        let sql = "SELECT v.name FROM actors a JOIN actor_versions v ON v.actor = a.id WHERE a.key = ?1 AND v.recorded_from < ?2 \
                   ORDER BY v.recorded_from DESC LIMIT 1";
        let before: Option<String> =
            self.db.prepare_cached(sql)?.query_row(params![key, decided], |row| row.get(0)).optional()?;
        if let (Some(name), Some(member)) = (before, self.member(key)?) {
            self.set_member(&Member { name, ..member })?;
        }
        Ok(())
    }

    /// What stands on actors.
    fn on_actors(&mut self) -> Result<&OnActors> {
        let found = match self.on_actors.take() {
            Some(found) => found,
            None => on_actors(&self.db, None)?,
        };
        Ok(self.on_actors.insert(found))
    }

    /// Who an actor is by decision, if that is another.
    pub(crate) fn linked(&mut self, key: &str) -> Result<Option<String>> {
        Ok(followed(&self.on_actors()?.links, key))
    }

    /// A member under the name that was decided, if it is another.
    pub(crate) fn renamed(&mut self, member: &Member) -> Result<Option<Member>> {
        let Some(name) = self.on_actors()?.names.get(&member.id).filter(|name| **name != member.name) else {
            return Ok(None);
        };
        let mut aliases: BTreeSet<String> = member.aliases.iter().cloned().collect();
        aliases.insert(member.name.clone());
        aliases.remove(name);
        Ok(Some(Member { name: name.clone(), aliases: aliases.into_iter().collect(), ..member.clone() }))
    }
}

/// Where links lead in the end; none if nowhere.
pub(crate) fn followed(links: &BTreeMap<String, String>, key: &str) -> Option<String> {
    let mut at = key;
    let mut seen = BTreeSet::new();
    while let Some(next) = links.get(at).filter(|next| seen.insert(next.as_str())) {
        at = next;
    }
    (at != key).then(|| at.to_string())
}

/// Who was by decision whom at a moment, or is now.
pub(crate) fn links(db: &Connection, at: Option<Moment>) -> Result<BTreeMap<String, String>> {
    Ok(on_actors(db, at)?.links)
}

fn on_actors(db: &Connection, at: Option<Moment>) -> Result<OnActors> {
    let mut found = OnActors::default();
    for decision in standing(db, at)? {
        match decision.verdict {
            Verdict::Link { actor, is } => drop(found.links.insert(actor, is)),
            Verdict::Rename { actor, name } => drop(found.names.insert(actor, name)),
            _ => {}
        }
    }
    Ok(found)
}

fn on_claims(db: &Connection, at: Option<Moment>) -> Result<OnClaims> {
    let mut found = Decisions::default();
    let mut ids: BTreeMap<String, ClaimId> = BTreeMap::new();
    for decision in standing(db, at)? {
        let mut keys = |claims: &[ClaimRef]| -> Result<Vec<String>> {
            let mut keys = Vec::new();
            for claim in claims {
                if let Some((key, id)) = find(db, claim, at)? {
                    ids.insert(key.hex(), id);
                    keys.push(key.hex());
                }
            }
            Ok(keys)
        };
        match &decision.verdict {
            Verdict::Merge { claims } => {
                let keys = keys(claims)?;
                for pair in keys.windows(2).filter(|pair| pair[0] != pair[1]) {
                    let pair = pair_of(&pair[0], &pair[1]);
                    found.apart.remove(&pair);
                    found.together.insert(pair);
                }
            }
            Verdict::Split { claims, from } => {
                let (claims, from) = (keys(claims)?, keys(from)?);
                for (a, b) in claims.iter().flat_map(|a| from.iter().map(move |b| (a, b))).filter(|(a, b)| a != b) {
                    let pair = pair_of(a, b);
                    found.together.remove(&pair);
                    found.apart.insert(pair);
                }
            }
            Verdict::Reject { claims } => found.rejected.extend(keys(claims)?),
            Verdict::Confirm { claims } => found.confirmed.extend(keys(claims)?),
            Verdict::Rename { .. } | Verdict::Link { .. } | Verdict::Undo { .. } => {}
        }
    }
    let rows = ids.values().copied().collect();
    Ok(OnClaims { decisions: found, ids, rows })
}

fn pair_of(a: &str, b: &str) -> (String, String) {
    if a <= b { (a.into(), b.into()) } else { (b.into(), a.into()) }
}

fn standing(db: &Connection, at: Option<Moment>) -> Result<Vec<Decision>> {
    let all = listed(db, at)?;
    Ok(all.into_iter().filter(|d| d.undone_by.is_none() && !matches!(d.verdict, Verdict::Undo { .. })).collect())
}

/// All decisions that were recorded by a moment, or until now.
fn listed(db: &Connection, at: Option<Moment>) -> Result<Vec<Decision>> {
    let mut query = db.prepare_cached(
        "SELECT d.id, d.subject, d.author, d.reason, d.recorded_at, u.id FROM decisions d LEFT JOIN decisions u \
         ON u.undoes = d.id AND (?1 IS NULL OR u.recorded_at <= ?1) WHERE ?1 IS NULL OR d.recorded_at <= ?1 ORDER BY d.id",
    )?;
    let mut rows = query.query([at])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(Decision {
            number: row.get(0)?,
            verdict: serde_json::from_str(&row.get::<_, String>(1)?)?,
            author: row.get(2)?,
            reason: row.get(3)?,
            recorded_at: row.get(4)?,
            undone_by: row.get(5)?,
        });
    }
    Ok(found)
}

/// The claim that a reference means among those held at a moment, or now: the one of its key; else the one of its document and type
/// whose evidence shares most with the words that it rested on.
pub(crate) fn find(db: &Connection, claim: &ClaimRef, at: Option<Moment>) -> Result<Option<(Key64, ClaimId)>> {
    let held = crate::actors::held("r.");
    if let Some(key) = Key64::from_hex(&claim.key) {
        let sql = format!("SELECT c.id FROM claims c JOIN readings r ON r.id = c.reading WHERE c.key = ?2 AND {held}");
        if let Some(id) = db.prepare_cached(&sql)?.query_row(params![at, key], |row| row.get(0)).optional()? {
            return Ok(Some((key, id)));
        }
    }
    let sql = format!(
        "SELECT c.key, c.id, c.evidence FROM documents d JOIN readings r ON r.document = d.id JOIN claims c ON c.reading = r.id \
         JOIN words w ON w.id = c.type WHERE d.key = unhex(?2) AND w.text = ?3 AND c.evidence IS NOT NULL AND {held} ORDER BY c.id"
    );
    let mut query = db.prepare_cached(&sql)?;
    let mut rows = query.query(params![at, claim.document, claim.kind])?;
    let mut best: Option<(usize, Key64, ClaimId)> = None;
    while let Some(row) = rows.next()? {
        let spans = coding::spans(&row.get::<_, String>(2)?)?;
        let common = |a: &(usize, usize), b: &(usize, usize)| a.1.min(b.1).saturating_sub(a.0.max(b.0));
        let shared: usize = claim.spans.iter().flat_map(|a| spans.iter().map(move |b| common(a, b))).sum();
        if shared > best.map_or(0, |b| b.0) {
            best = Some((shared, row.get(0)?, row.get(1)?));
        }
    }
    Ok(best.map(|(_, key, id)| (key, id)))
}
