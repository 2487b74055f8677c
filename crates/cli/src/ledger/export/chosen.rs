//! What of a ledger is exported, as `export` takes it.
//!
//! Promises: all is as of one moment, also while another process adds; an incident of which one claim is asked for comes whole.

use std::collections::{BTreeSet, HashMap};

use super::gradings::Gradings;

use ::export::{Claim, ExportError, Holding, Member, Naming, Paper, Said, Standing, Visit};
use ::ledger::{ClaimId, Incidents, Key64, Known, Ledger, LedgerError, Listed, Moment, ReadingId, Statement};
use model::Date;
use reconciling::Cast;

use crate::ledger::progress::Progress;

/// What is asked for.
#[derive(Debug, Default)]
pub struct Wish {
    /// Id or name of an actor.
    pub about: Option<String>,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// What was held then.
    pub as_of: Option<Moment>,
    /// Whether each claim comes with its grades; those within incidents do in any case.
    pub graded: bool,
}

/// Why nothing can be chosen.
#[derive(Debug)]
pub enum Refusal {
    /// The ledger cannot be read.
    Ledger(LedgerError),
    /// Nobody has that name.
    Nobody(String),
    /// Several have it: their ids.
    Several(String, Vec<String>),
}

impl From<LedgerError> for Refusal {
    fn from(error: LedgerError) -> Self {
        Refusal::Ledger(error)
    }
}

/// The bar moves once in so many claims or incidents.
const SHARE: usize = 500;

/// What is exported.
pub struct Chosen<'l> {
    ledger: &'l Ledger,
    at: Option<Moment>,
    cast: Cast,
    everyone: Vec<Known>,
    papers: Vec<Listed>,
    readings: HashMap<ReadingId, Moment>,
    claims: Vec<ClaimId>,
    incidents: Vec<Key64>,
    graded: bool,
    /// Ids of the actors and keys of the documents that take part, where not all do.
    part: Option<Part>,
}

#[derive(Default)]
struct Part {
    actors: BTreeSet<String>,
    papers: BTreeSet<String>,
}

impl<'l> Chosen<'l> {
    /// What a ledger holds of that.
    pub fn of(ledger: &'l Ledger, wish: &Wish) -> Result<Chosen<'l>, Refusal> {
        // A moment, and not "now", which moves on while this is written.
        let at = wish.as_of.or(ledger.latest()?);
        let mut everyone = ledger.everyone(at)?;
        everyone.sort_by(|a, b| a.member.id.cmp(&b.member.id));
        let mut cast = Cast::default();
        everyone.iter().for_each(|known| cast.put(known.member.clone()));
        let mut chosen = Chosen {
            at,
            everyone,
            cast,
            papers: ledger.documents(at)?,
            readings: ledger.readings(at)?,
            claims: ledger.claims_in_order(at)?,
            incidents: ledger.incidents(at)?,
            graded: wish.graded,
            part: None,
            ledger,
        };
        if wish.about.is_some() || wish.from.is_some() || wish.to.is_some() {
            chosen.narrow(wish)?;
        }
        Ok(chosen)
    }

    /// Leaves what fits, and the whole of every incident that has some of it.
    fn narrow(&mut self, wish: &Wish) -> Result<(), Refusal> {
        let team = wish.about.as_deref().map(|about| self.team(about)).transpose()?;
        let days: HashMap<String, Option<Date>> = self.papers.iter().map(|p| (p.key.hex(), p.published)).collect();
        let mut fitting: BTreeSet<ClaimId> = BTreeSet::new();
        let mut reader = self.ledger.one_by_one(self.at);
        let mut incidents: BTreeSet<Key64> = BTreeSet::new();
        for id in &self.claims {
            let claim = reader.get(*id)?;
            let published = claim.published.or_else(|| days.get(&claim.document_key.hex()).copied().flatten());
            if !fits(&claim.statement, published, team.as_ref(), wish) {
                continue;
            }
            fitting.insert(claim.id);
            if let Some(incident) = self.ledger.incident_of(claim.id, self.at)? {
                incidents.insert(incident);
            }
        }
        for key in &incidents {
            fitting.extend(self.ledger.incident(*key, self.at)?.into_iter().flat_map(|version| version.claims));
        }
        self.claims.retain(|claim| fitting.contains(claim));
        self.incidents.retain(|key| incidents.contains(key));
        let mut part = Part::default();
        for id in &self.claims {
            let claim = reader.get(*id)?;
            part.papers.insert(claim.document_key.hex());
            let (ids, source) = taking_part(&claim.statement);
            for id in ids.into_iter().chain(source) {
                self.with_sides(id, &mut part.actors);
            }
        }
        self.part = Some(part);
        Ok(())
    }

    /// Adds an actor, and for whom it acts, up to the last.
    fn with_sides(&self, id: &str, actors: &mut BTreeSet<String>) {
        let mut at = id;
        while actors.insert(at.to_owned()) {
            match self.cast.get(at).and_then(|m| m.side.as_deref()) {
                Some(side) => at = side,
                None => break,
            }
        }
    }

    /// An actor, and all who act for it.
    fn team(&self, about: &str) -> Result<BTreeSet<String>, Refusal> {
        let same = |name: &str| name.to_lowercase() == about.to_lowercase();
        let called: Vec<String> = match self.cast.get(about) {
            Some(member) => vec![member.id.clone()],
            None => {
                let of = |by_name: fn(&Known) -> Vec<&String>| -> Vec<String> {
                    let bears = |k: &&Known| by_name(k).into_iter().any(|n| same(n));
                    self.everyone.iter().filter(bears).map(|k| k.member.id.clone()).collect()
                };
                let canonical = of(|k| vec![&k.member.name]);
                if canonical.is_empty() { of(|k| k.member.aliases.iter().collect()) } else { canonical }
            }
        };
        match called.as_slice() {
            [] => Err(Refusal::Nobody(about.into())),
            [one] => {
                let acts = |id: &String| {
                    let mut sides = BTreeSet::new();
                    self.with_sides(id, &mut sides);
                    sides.contains(one)
                };
                Ok(self.everyone.iter().map(|k| k.member.id.clone()).filter(acts).collect())
            }
            _ => Err(Refusal::Several(about.into(), called)),
        }
    }

    fn has_actor(&self, id: &str) -> bool {
        self.part.as_ref().is_none_or(|part| part.actors.contains(id))
    }

    fn has_paper(&self, key: &str) -> bool {
        self.part.as_ref().is_none_or(|part| part.papers.contains(key))
    }

    fn claim(&self, claim: ::ledger::Claim, grades: Option<&mut Gradings<'l>>) -> Result<Claim, LedgerError> {
        let incident = match claim.statement {
            Statement::Event(_) => self.ledger.incident_of(claim.id, self.at)?,
            Statement::Relation(_) => None,
        };
        let grading = grades.map(|grades| grades.of(&claim, incident)).transpose()?.filter(|g| !g.is_empty());
        let said = match claim.statement {
            Statement::Event(event) => Said::Event(event),
            Statement::Relation(relation) => Said::Relation(Box::new(relation)),
        };
        Ok(Claim {
            key: claim.key.hex(),
            paper: claim.document_key.hex(),
            published: claim.published,
            incident: incident.map(Key64::hex),
            recorded: self.readings.get(&claim.reading).map(|moment| moment.micros()),
            grading,
            said,
        })
    }
}

/// Ids of those who take part, and of the source.
fn taking_part(statement: &Statement) -> (Vec<&str>, Option<&str>) {
    match statement {
        Statement::Event(e) => {
            let ids = e.actors.iter().chain(&e.recipients).chain(&e.companions);
            (ids.map(String::as_str).collect(), e.source.as_deref())
        }
        Statement::Relation(r) => (vec![&r.from, &r.to], r.source.as_deref()),
    }
}

fn fits(statement: &Statement, published: Option<Date>, team: Option<&BTreeSet<String>>, wish: &Wish) -> bool {
    let days = match statement {
        Statement::Event(e) => e.date.as_ref().map(|d| (d.first, d.last)),
        Statement::Relation(_) => None,
    };
    let days = days.or(published.map(|day| (day, day)));
    let timely = match days {
        Some((first, last)) => wish.from.is_none_or(|from| last >= from) && wish.to.is_none_or(|to| first <= to),
        None => wish.from.is_none() && wish.to.is_none(),
    };
    timely && team.is_none_or(|team| taking_part(statement).0.iter().any(|id| team.contains(*id)))
}

/// An error of the ledger on its way through a visit.
struct Stop(ExportError);

impl From<LedgerError> for Stop {
    fn from(error: LedgerError) -> Self {
        Stop(ExportError::Holding(Box::new(error)))
    }
}

fn stop(error: LedgerError) -> ExportError {
    Stop::from(error).0
}

impl Holding for Chosen<'_> {
    fn members(&self) -> Result<Vec<Member>, ExportError> {
        let member = |Known { member: m, wikidata }: &Known| Member {
            id: m.id.clone(),
            name: m.name.clone(),
            aliases: m.aliases.clone(),
            kind: m.kind,
            side: m.side.clone(),
            country: m.country.clone(),
            wikidata: wikidata.clone(),
        };
        Ok(self.everyone.iter().filter(|k| self.has_actor(&k.member.id)).map(member).collect())
    }

    fn papers(&self) -> Result<Vec<Paper>, ExportError> {
        let paper = |p: &Listed| Paper {
            key: p.key.hex(),
            name: p.name.clone(),
            title: p.title.clone(),
            outlet: p.outlet.clone(),
            author: p.author.clone(),
            published: p.published,
            url: p.url.clone(),
            language: Some(p.language.clone()).filter(|l| !l.is_empty()),
            dataset: p.dataset,
        };
        Ok(self.papers.iter().map(paper).filter(|p| self.has_paper(&p.key)).collect())
    }

    fn near_copies(&self) -> Result<Vec<Vec<String>>, ExportError> {
        let groups = self.ledger.near_copies(self.at).map_err(stop)?;
        let within = |group: Vec<::ledger::DocumentKey>| -> Vec<String> {
            group.iter().map(|key| key.hex()).filter(|key| self.has_paper(key)).collect()
        };
        let mut groups: Vec<Vec<String>> = groups.into_iter().map(within).filter(|group| group.len() > 1).collect();
        groups.iter_mut().for_each(|group| group.sort());
        groups.sort();
        Ok(groups)
    }

    fn claims(&self, visit: Visit<'_, Claim>) -> Result<(), ExportError> {
        let mut grades = match self.graded {
            true => Some(Gradings::new(self.ledger, self.at, self.cast.clone(), &self.papers).map_err(stop)?),
            false => None,
        };
        let mut reader = self.ledger.one_by_one(self.at);
        let bar = Progress::of(Some(self.claims.len()), "claims");
        let done = self.claims.iter().enumerate().try_for_each(|(nth, id)| {
            if nth % SHARE == 0 {
                bar.at(nth);
            }
            visit(&self.claim(reader.get(*id).map_err(stop)?, grades.as_mut()).map_err(stop)?)
        });
        bar.finish();
        done
    }

    fn incidents(&self, visit: Visit<'_, Standing>) -> Result<(), ExportError> {
        let mut incidents = Incidents::new(self.ledger, self.at, self.cast.clone()).map_err(stop)?;
        let bar = Progress::of(Some(self.incidents.len()), "incidents");
        let done = self.incidents.iter().enumerate().try_for_each(|(nth, key)| {
            if nth % SHARE == 0 {
                bar.at(nth);
            }
            match incidents.get(*key).map_err(stop)? {
                Some((incident, since)) => visit(&Standing { recorded: Some(since.micros()), incident }),
                None => Ok(()),
            }
        });
        bar.finish();
        done
    }

    fn namings(&self, visit: Visit<'_, Naming>) -> Result<(), ExportError> {
        let mut show = |named: ::ledger::Named| -> Result<(), Stop> {
            let naming = Naming { paper: named.document.hex(), actor: named.actor, names: named.names };
            if self.has_paper(&naming.paper) && self.has_actor(&naming.actor) {
                visit(&naming).map_err(Stop)
            } else {
                Ok(())
            }
        };
        self.ledger.namings(self.at, &mut show).map_err(|Stop(error)| error)
    }
}
