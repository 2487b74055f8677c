//! Answers out of a ledger.
//!
//! Comes in: an open ledger, a moment or now. Goes out: the views. Promises: everything is read as of that moment; what an incident says is
//! assessed anew from the claims that it had then, by the rules of today.

mod ties;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use ledger::{Key64, Ledger, LedgerError, Moment, Statement, Version, Window};
use model::{Date, Grading, Incident, Value};
use reconciling::{Cast, Decisions, Grades, Paper, Rules, Seen};

use crate::told::{Told, cited, named};
use crate::{
    Brief, Card, Changed, ClaimHit, Corrected, Decided, DocumentHit, Dossier, Dyad, FirstDyad, Hits, IncidentPage,
    Line, Named, PageDocument, Partner, Totals,
};

/// Why a question has no answer.
#[derive(Debug, thiserror::Error)]
pub enum ViewError {
    /// Nobody in the ledger bears that name.
    #[error("nobody in the ledger is called {0:?}")]
    NoActor(String),
    /// The incident was not held at that moment.
    #[error("incident {0} was not held then")]
    NotHeldThen(String),
    /// The store's.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

/// What every function here returns.
pub type Result<T> = std::result::Result<T, ViewError>;

/// A ledger as of a moment, or now.
pub struct Desk<'l> {
    ledger: &'l Ledger,
    at: Option<Moment>,
    rules: Rules,
    decisions: Decisions,
    grades: Grades,
}

/// Claims of an incident that are read for a line of a list: those beyond change no line.
const ENOUGH: usize = 60;
/// Ties that a page shows at most.
const TIES: usize = 200;

impl<'l> Desk<'l> {
    /// A desk as of a moment; none is now.
    ///
    /// # Errors
    /// Those of the store.
    pub fn new(ledger: &'l Ledger, at: Option<Moment>) -> Result<Self> {
        let decisions = ledger.decisions_on_claims(at)?;
        let grades = ledger.grades(at)?;
        Ok(Desk { ledger, at, rules: Rules::builtin(), decisions, grades })
    }

    /// One actor, by id or name.
    ///
    /// # Errors
    /// [`ViewError::NoActor`]; those of the store.
    pub fn dossier(&self, name: &str, from: Option<Date>, to: Option<Date>, limit: usize) -> Result<Dossier> {
        let id = self.actor(name)?;
        let window = Window { from, to, at: self.at, limit };
        let partners = self.ledger.partners(&id, &window)?;
        let cast = self.ledger.cast(partners.iter().map(|p| p.actor.as_str()), self.at)?;
        Ok(Dossier {
            actor: self.card(&id)?,
            totals: totals(self.ledger.tally(&id, &window)?),
            partners: partners
                .into_iter()
                .map(|p| Partner {
                    actor: named(&p.actor, &cast),
                    incidents: p.incidents,
                    friendly: p.friendly,
                    hostile: p.hostile,
                    last: p.last,
                })
                .collect(),
            ties: self.ties(self.ledger.relations_of(&id, None, self.at)?, limit)?,
            incidents: self.lines(&self.ledger.incidents_with(&id, &window)?)?,
        })
    }

    /// Two actors, by ids or names.
    ///
    /// # Errors
    /// [`ViewError::NoActor`]; those of the store.
    pub fn dyad(&self, a: &str, b: &str, from: Option<Date>, to: Option<Date>, limit: usize) -> Result<Dyad> {
        let (a, b) = (self.actor(a)?, self.actor(b)?);
        let window = Window { from, to, at: self.at, limit };
        let tally = self.ledger.tally_between(&a, &b, &window)?;
        Ok(Dyad {
            a: self.card(&a)?,
            b: self.card(&b)?,
            friendly: tally.friendly,
            hostile: tally.hostile,
            totals: totals(tally),
            ties: self.ties(self.ledger.relations_of(&a, Some(&b), self.at)?, limit)?,
            incidents: self.lines(&self.ledger.incidents_between(&a, &b, &window)?)?,
        })
    }

    /// One incident, by the first digits of its id or of one under which it was known.
    ///
    /// # Errors
    /// [`LedgerError::Unknown`], [`LedgerError::Ambiguous`], [`ViewError::NotHeldThen`]; those of the store.
    pub fn incident(&self, digits: &str) -> Result<IncidentPage> {
        let now = self.ledger.find_incident(digits)?;
        let mut key = now;
        let mut version = self.ledger.incident(now, self.at)?;
        if version.is_none() {
            // Held then under an id that it had before.
            for old in self.ledger.predecessors(now)? {
                if let Some(found) = self.ledger.incident(old, self.at)? {
                    (key, version) = (old, Some(found));
                    break;
                }
            }
        }
        let version = version.ok_or_else(|| ViewError::NotHeldThen(now.hex()))?;
        let told = self.told(&version, usize::MAX)?;
        let mut ids: BTreeSet<&str> = BTreeSet::new();
        for claim in &told.incident.claims {
            ids.extend(claim.actors.iter().chain(&claim.recipients).chain(&claim.source).map(String::as_str));
        }
        let values = told.incident.disputed.values().flatten().map(|c| &c.value);
        let values = values.chain(told.incident.best.values().map(|s| &s.value));
        for value in values.chain(told.incident.corrections.iter().flat_map(|c| [&c.from, &c.to])) {
            if let Value::Actors(actors) = value {
                ids.extend(actors.iter().map(String::as_str));
            }
        }
        let names = ids.into_iter().map(|id| (id.to_string(), told.name(id))).collect();
        let mut versions = self.ledger.versions(key)?;
        versions.retain(|v| self.at.is_none_or(|at| v.recorded_from <= at));
        Ok(IncidentPage {
            line: told.line(&version),
            names,
            versions: versions
                .iter()
                .map(|v| crate::Version {
                    from: v.recorded_from,
                    to: v.recorded_to.filter(|to| self.at.is_none_or(|at| *to <= at)),
                    status: v.status,
                    voices: v.voices,
                })
                .collect(),
            documents: self.documents(&told)?,
            formerly: self.ledger.predecessors(key)?.into_iter().map(Key64::hex).collect(),
            decisions: self.decided(&told.incident)?,
            incident: told.incident,
        })
    }

    /// What came to be held after `since`, up to the desk's moment.
    ///
    /// # Errors
    /// [`ViewError::NoActor`]; those of the store.
    pub fn brief(&self, since: Moment, about: Option<&str>, limit: usize) -> Result<Brief> {
        let about = about.map(|name| self.actor(name)).transpose()?;
        let latest = self.ledger.latest()?.unwrap_or(since);
        let until = self.at.unwrap_or(latest.max(since));
        let news = self.ledger.news(since, until, about.as_deref(), limit)?;
        let then = Desk {
            ledger: self.ledger,
            at: Some(until),
            rules: self.rules.clone(),
            decisions: self.decisions.clone(),
            grades: self.grades.clone(),
        };
        let desk = if self.at.is_none() { self } else { &then };
        let mut changed = Vec::new();
        for (key, from, to) in news.changed.iter().take(limit) {
            changed.extend(desk.lines(&[*key])?.into_iter().map(|incident| Changed { incident, from: *from, to: *to }));
        }
        let (corrections, names) = desk.corrections(&news.corrected[..news.corrected.len().min(limit)], since)?;
        let mut first_dyads = Vec::new();
        for (a, b, key) in &news.first_dyads {
            let cast = self.ledger.cast([a.as_str(), b.as_str()], self.at)?;
            let (a, b) = (named(a, &cast), named(b, &cast));
            first_dyads.extend(desk.lines(&[*key])?.into_iter().map(|incident| FirstDyad {
                a: a.clone(),
                b: b.clone(),
                incident,
            }));
        }
        let about = match about {
            Some(id) => Some(named(&id, &self.ledger.cast([id.as_str()], self.at)?)),
            None => None,
        };
        Ok(Brief {
            since,
            until,
            about,
            names,
            documents: news.documents,
            claims: news.claims,
            new_incidents: news.new_incidents,
            new: desk.lines(&news.new)?,
            changed,
            corrections,
            disputes: desk.lines(&news.disputed[..news.disputed.len().min(limit)])?,
            first_dyads,
        })
    }

    /// Where words are: actors, claims, documents.
    ///
    /// # Errors
    /// [`LedgerError::Unknown`] if they are no words; those of the store.
    pub fn hits(&self, words: &str, limit: usize) -> Result<Hits> {
        let claims = self.ledger.claims_worded(words, limit)?;
        let mut found = Vec::new();
        for claim in &self.ledger.claims(&claims, None)? {
            let incident = self.ledger.incident_of(claim.id, None)?;
            let (what, quote) = match &claim.statement {
                Statement::Event(event) => {
                    let mode = event.mode.as_deref().map(|m| format!(" {m}")).unwrap_or_default();
                    (format!("{}{mode}", event.kind.word()), event.evidence.quotes()[0].clone())
                }
                Statement::Relation(relation) => {
                    (relation.kind.word().to_string(), relation.evidence.quotes()[0].clone())
                }
            };
            let papers = self.ledger.papers(&[claim.id], None)?;
            if let Some(paper) = papers.first() {
                let grading = self.grading(claim, incident, paper)?;
                found.push(ClaimHit { what, incident: incident.map(Key64::hex), quote: cited(&quote, paper, grading) });
            }
        }
        let mut documents = Vec::new();
        for (id, snippet) in self.ledger.documents_with(words, limit)? {
            let kept = self.ledger.kept(id)?;
            documents.push(DocumentHit {
                key: kept.key.hex(),
                name: kept.document.id,
                title: kept.document.title,
                outlet: kept.document.outlet,
                author: kept.document.author,
                published: kept.document.published,
                snippet,
            });
        }
        let bare = words.replace(['"', '*'], " ");
        let ids = self.ledger.actors_named(bare.trim())?;
        let cast = self.ledger.cast(ids.iter().take(limit).map(String::as_str), None)?;
        let actors = ids.iter().take(limit).map(|id| named(id, &cast)).collect();
        Ok(Hits { words: words.to_string(), actors, claims: found, documents })
    }

    fn actor(&self, name: &str) -> Result<String> {
        let found = self.ledger.actors_named(name)?;
        found.into_iter().next().ok_or_else(|| ViewError::NoActor(name.to_string()))
    }

    fn card(&self, id: &str) -> Result<Card> {
        let cast = self.ledger.cast([id], self.at)?;
        let Some(member) = cast.get(id) else { return Err(ViewError::NoActor(id.to_string())) };
        let mut acts_for: Vec<Named> = Vec::new();
        let mut at = member.side.clone();
        while let Some(side) = at.take() {
            if side != id && acts_for.iter().all(|n| n.id != side) {
                at = cast.get(&side).and_then(|m| m.side.clone());
                acts_for.push(named(&side, &cast));
            }
        }
        Ok(Card {
            id: id.to_string(),
            name: member.name.clone(),
            aliases: member.aliases.clone(),
            kind: member.kind.word(),
            acts_for,
            country: member.country.clone(),
            reliability: self.grades.source(id, &cast).cloned(),
        })
    }

    fn lines(&self, keys: &[Key64]) -> Result<Vec<Line>> {
        let mut lines = Vec::with_capacity(keys.len());
        for key in keys {
            if let Some(version) = self.ledger.incident(*key, self.at)? {
                lines.push(self.told(&version, ENOUGH)?.line(&version));
            }
        }
        Ok(lines)
    }

    /// An incident, assessed from its first claims.
    fn told(&self, version: &Version, most: usize) -> Result<Told> {
        let claims = &version.claims[..version.claims.len().min(most)];
        let reports = self.ledger.reports(claims, self.at)?;
        let papers = self.ledger.papers(claims, self.at)?;
        let cast = self.cast_of(reports.iter().flat_map(|r| {
            let e = &r.event;
            e.actors.iter().chain(&e.recipients).chain(&e.companions).chain(&e.source)
        }))?;
        let by_key: HashMap<&str, &Paper> = papers.iter().map(|p| (p.key.as_str(), p)).collect();
        let seen: Vec<Seen<'_>> = reports
            .iter()
            .filter_map(|report| Some(Seen { report, paper: by_key.get(report.paper.as_str()).copied()? }))
            .collect();
        if seen.is_empty() {
            return Err(LedgerError::Damaged(format!("incident {} has no claims", version.key.hex())).into());
        }
        let mut incident = reconciling::assess(&seen, &cast, &self.rules, &self.decisions);
        self.grades.put(&mut incident, &seen, &cast, &self.rules);
        Ok(Told { incident, cast, papers })
    }

    /// The documents of an incident's claims.
    fn documents(&self, told: &Told) -> Result<Vec<PageDocument>> {
        let mut papers: Vec<&Paper> = told.papers.iter().collect();
        papers.sort_by(|a, b| a.place().cmp(&b.place()));
        let document = |paper: &Paper| -> Result<PageDocument> {
            let listed = self.ledger.listed(&paper.key)?;
            Ok(PageDocument {
                key: paper.key.clone(),
                name: listed.name,
                title: listed.title,
                outlet: listed.outlet,
                author: listed.author,
                published: listed.published,
                url: listed.url,
                repeats: paper.repeats.clone(),
            })
        };
        papers.into_iter().map(document).collect()
    }

    /// The grades of a claim that was found by its words: for an event those that it has within its incident.
    fn grading(&self, claim: &ledger::Claim, incident: Option<Key64>, paper: &Paper) -> Result<Grading> {
        let key = claim.key.hex();
        if let Some(mut version) = incident.map(|key| self.ledger.incident(key, self.at)).transpose()?.flatten() {
            // The claim itself is among those that are looked at.
            if let Some(at) = version.claims.iter().position(|c| *c == claim.id) {
                version.claims.swap(0, at);
            }
            let told = self.told(&version, ENOUGH)?;
            let found = told.incident.claims.into_iter().find(|c| c.key == key).and_then(|c| c.grading);
            return Ok(found.unwrap_or_default());
        }
        let source = match &claim.statement {
            Statement::Event(event) => event.source.as_ref(),
            Statement::Relation(relation) => relation.source.as_ref(),
        };
        let cast = self.cast_of(source.into_iter())?;
        Ok(self.grades.of(&key, paper.outlet.as_deref(), source.map(String::as_str), None, &cast))
    }

    fn cast_of<'a>(&self, ids: impl Iterator<Item = &'a String>) -> Result<Cast> {
        let ids: BTreeSet<&str> = ids.map(String::as_str).collect();
        Ok(self.ledger.cast(ids, self.at)?)
    }

    /// Corrections that were recorded after a moment, with the names of the actors in them.
    fn corrections(&self, keys: &[Key64], since: Moment) -> Result<(Vec<Corrected>, BTreeMap<String, String>)> {
        let (mut corrections, mut names) = (Vec::new(), BTreeMap::new());
        for key in keys {
            let Some(version) = self.ledger.incident(*key, self.at)? else { continue };
            let told = self.told(&version, usize::MAX)?;
            let line = told.line(&version);
            let before: BTreeSet<String> = match self.ledger.incident(*key, Some(since))? {
                Some(old) => self.ledger.reports(&old.claims, Some(since))?.into_iter().map(|r| r.key).collect(),
                None => BTreeSet::new(),
            };
            for correction in told.incident.corrections.iter().filter(|c| !before.contains(&c.claim)) {
                for value in [&correction.from, &correction.to] {
                    if let Value::Actors(ids) = value {
                        names.extend(ids.iter().map(|id| (id.clone(), told.name(id))));
                    }
                }
                corrections.push(Corrected {
                    incident: line.clone(),
                    field: correction.field,
                    by: correction.by.clone(),
                    from: correction.from.clone(),
                    to: correction.to.clone(),
                });
            }
        }
        Ok((corrections, names))
    }

    /// Decisions on claims of an incident.
    fn decided(&self, incident: &Incident) -> Result<Vec<Decided>> {
        let keys: BTreeSet<&str> = incident.claims.iter().map(|c| c.key.as_str()).collect();
        let all = self.ledger.decisions(true, self.at)?;
        let on = all.into_iter().filter(|d| d.verdict.claims().any(|c| keys.contains(c.key.as_str())));
        Ok(on
            .map(|d| Decided {
                id: d.number,
                what: d.verdict.word().to_string(),
                author: d.author,
                reason: d.reason,
                recorded: d.recorded_at,
                undone: d.undone_by.is_some(),
            })
            .collect())
    }
}

fn totals(tally: ledger::Tally) -> Totals {
    Totals { incidents: tally.incidents, first: tally.first, last: tally.last, types: tally.types }
}
