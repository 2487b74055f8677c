//! Answers out of a ledger.
//!
//! Comes in: an open ledger, a moment or now. Goes out: the views. Promises: everything is read as of that moment; what an incident says is
//! assessed anew from the claims that it had then, by the rules of today.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use ledger::{ClaimId, Key64, Ledger, LedgerError, Moment, Statement, Version, Window};
use model::{ActorKind, Date, EventCode, Field, Incident, Quote, RelationType, Value};
use reconciling::{Cast, Decisions, Paper, Rules, Seen};

use crate::{
    Brief, Card, Changed, Cited, ClaimHit, Corrected, Decided, DocumentHit, Dossier, Dyad, FirstDyad, Hits,
    IncidentPage, Line, Named, Partner, Tie, Totals,
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
        Ok(Desk { ledger, at, rules: Rules::builtin(), decisions })
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
        let then =
            Desk { ledger: self.ledger, at: Some(until), rules: self.rules.clone(), decisions: self.decisions.clone() };
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
        for claim in self.ledger.claims(&claims, None)? {
            let incident = self.ledger.incident_of(claim.id, None)?.map(Key64::hex);
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
            found.extend(papers.first().map(|paper| ClaimHit { what, incident, quote: cited(&quote, paper) }));
        }
        let mut documents = Vec::new();
        for (id, snippet) in self.ledger.documents_with(words, limit)? {
            let kept = self.ledger.kept(id)?;
            documents.push(DocumentHit {
                key: kept.key.hex(),
                name: kept.document.id,
                title: kept.document.title,
                outlet: kept.document.outlet,
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
        let incident = reconciling::assess(&seen, &cast, &self.rules, &self.decisions);
        Ok(Told { incident, cast })
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

    /// Relations, over all documents that state them; the signed ones first, then the latest.
    fn ties(&self, claims: Vec<ClaimId>, limit: usize) -> Result<Vec<Tie>> {
        let claims = self.ledger.claims(&claims, self.at)?;
        let papers: HashMap<String, Paper> = {
            let ids: Vec<ClaimId> = claims.iter().map(|c| c.id).collect();
            self.ledger.papers(&ids, self.at)?.into_iter().map(|p| (p.key.clone(), p)).collect()
        };
        let relations: Vec<_> = claims
            .iter()
            .filter_map(|claim| match &claim.statement {
                Statement::Relation(relation) => Some((relation, papers.get(&claim.document_key.hex())?)),
                Statement::Event(_) => None,
            })
            .collect();
        let cast = self.cast_of(relations.iter().flat_map(|(r, _)| [&r.from, &r.to].into_iter().chain(&r.source)))?;
        let mut groups: BTreeMap<(RelationType, &str, &str), Vec<Stated<'_>>> = BTreeMap::new();
        for (relation, paper) in relations {
            let (mut from, mut to) = (relation.from.as_str(), relation.to.as_str());
            if relation.kind.is_symmetric() && from > to {
                (from, to) = (to, from);
            }
            groups.entry((relation.kind, from, to)).or_default().push((relation, paper));
        }
        let mut ties: Vec<Tie> = groups.into_iter().map(|((_, from, to), said)| tie(from, to, said, &cast)).collect();
        ties.sort_by(|a, b| {
            (b.sign != 0, b.until, b.voices, &a.from, &a.to).cmp(&(a.sign != 0, a.until, a.voices, &b.from, &b.to))
        });
        ties.truncate(limit.min(TIES));
        Ok(ties)
    }
}

/// A relation beside its document.
type Stated<'a> = (&'a model::Relation, &'a Paper);

/// An incident with the names of its actors.
struct Told {
    incident: Incident,
    cast: Cast,
}

impl Told {
    fn name(&self, id: &str) -> String {
        self.cast.get(id).map_or(id.to_string(), |m| m.name.clone())
    }

    fn actors(&self, field: Field, each: impl Fn(&model::ClaimInIncident) -> &Vec<String>) -> Vec<Named> {
        let ids: Vec<String> = match self.incident.best.get(&field).map(|s| &s.value) {
            Some(Value::Actors(ids)) => ids.clone(),
            _ => {
                let said = self.incident.claims.iter().find(|c| !each(c).is_empty());
                said.map(|c| each(c).clone()).unwrap_or_default()
            }
        };
        ids.iter().map(|id| named(id, &self.cast)).collect()
    }

    fn line(&self, version: &Version) -> Line {
        let incident = &self.incident;
        let best = |field| incident.best.get(&field).map(|s| &s.value);
        let score = EventCode::new(incident.kind, incident.mode.as_deref())
            .or_else(|_| EventCode::new(incident.kind, None))
            .map_or(0.0, EventCode::score);
        let surest =
            incident.claims.iter().max_by(|a, b| a.confidence.total_cmp(&b.confidence).then(b.key.cmp(&a.key)));
        Line {
            id: version.key.hex(),
            kind: incident.kind.word(),
            mode: incident.mode.clone(),
            sign: if score > 0.0 { 1 } else { -i8::from(score < 0.0) },
            status: version.status,
            voices: version.voices,
            claims: version.claims.len(),
            first: version.days.map(|d| d.0),
            last: version.days.map(|d| d.1),
            actors: self.actors(Field::Actors, |c| &c.actors),
            recipients: self.recipients(),
            place: match best(Field::Place) {
                Some(Value::Place(name)) => Some(name.clone()),
                _ => None,
            },
            amount: match best(Field::Amount) {
                Some(Value::Amount(sum)) => Some(sum.clone()),
                _ => None,
            },
            toll: match best(Field::Toll) {
                Some(Value::Toll(toll)) => Some(toll.clone()),
                _ => None,
            },
            disputed: incident.disputed.keys().map(|f| f.word()).collect(),
            weight: version.weight,
            recorded: version.recorded_from,
            quote: surest.map(|claim| Cited {
                text: claim.evidence.quotes()[0].text.clone(),
                start: claim.evidence.quotes()[0].start,
                end: claim.evidence.quotes()[0].end,
                document: claim.document.clone(),
                outlet: claim.outlet.clone(),
                published: claim.published,
            }),
        }
    }

    /// To whom it was done; nobody twice where the parties of a mutual act are one list.
    fn recipients(&self) -> Vec<Named> {
        let actors = self.actors(Field::Actors, |c| &c.actors);
        let mut recipients = self.actors(Field::Recipients, |c| &c.recipients);
        recipients.retain(|r| !actors.contains(r));
        recipients
    }
}

fn named(id: &str, cast: &Cast) -> Named {
    Named { id: id.to_string(), name: cast.get(id).map_or(id.to_string(), |m| m.name.clone()) }
}

fn totals(tally: ledger::Tally) -> Totals {
    Totals { incidents: tally.incidents, first: tally.first, last: tally.last, types: tally.types }
}

fn cited(quote: &Quote, paper: &Paper) -> Cited {
    Cited {
        text: quote.text.clone(),
        start: quote.start,
        end: quote.end,
        document: paper.name.clone(),
        outlet: paper.outlet.clone(),
        published: paper.published,
    }
}

/// Whose word a relation is: its source's side, else the outlet, or the one that it repeats.
fn voice(relation: &model::Relation, paper: &Paper, cast: &Cast) -> String {
    let source = relation.source.as_deref().and_then(|s| cast.get(cast.side(s)));
    let unnamed = |m: &&reconciling::Member| m.kind == ActorKind::Person && !m.name.chars().any(char::is_uppercase);
    match source.filter(|m| !unnamed(m)) {
        Some(member) => member.name.clone(),
        None => paper.repeats.clone().or_else(|| paper.outlet.clone()).unwrap_or_else(|| paper.name.clone()),
    }
}

fn tie(from: &str, to: &str, mut said: Vec<Stated<'_>>, cast: &Cast) -> Tie {
    said.sort_by(|a, b| (a.1.place(), &a.0.id).cmp(&(b.1.place(), &b.0.id)));
    let (latest, paper) = said[said.len() - 1];
    let voiced_by: BTreeSet<String> = said.iter().map(|(r, p)| voice(r, p, cast)).collect();
    Tie {
        kind: latest.kind.word(),
        sign: latest.sign,
        from: named(from, cast),
        to: named(to, cast),
        role: latest.role.clone(),
        status: latest.status.word(),
        voices: voiced_by.len(),
        voiced_by: voiced_by.into_iter().collect(),
        hedged: said.iter().all(|(r, _)| r.hedged),
        since: said.iter().filter_map(|(_, p)| p.published).min(),
        until: said.iter().filter_map(|(_, p)| p.published).max(),
        quote: latest.evidence.quotes().first().map(|q| cited(q, paper)),
        claims: said.len(),
    }
}
