//! What there is to export.
//!
//! Comes in: a [`Holding`], which a ledger's query fills, or [`Held`], plain values in memory. Promises of a holding, on which the bytes
//! of every format rest: actors come by id, documents by day, name and key, claims and incidents in an order that is always the same;
//! every id that a claim or an incident uses is among the actors or stands for itself.

use std::collections::BTreeMap;

use model::{ActorKind, Answer, Date, Event, Evidence, Grading, Incident, Quote, Relation};

use crate::ExportError;

/// One document, as far as a format needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// Content hash of outlet, day and text.
    pub key: String,
    /// Name of the file without its ending.
    pub name: String,
    /// Headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Who wrote it, as it says itself.
    pub author: Option<String>,
    /// Day of publication.
    pub published: Option<Date>,
    /// Where it came from.
    pub url: Option<String>,
    /// BCP 47 code.
    pub language: Option<String>,
    /// Whether it is another event set and no text.
    pub dataset: bool,
}

/// An actor over all documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Id: that of the atlas, or of the earliest candidate.
    pub id: String,
    /// Canonical name.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// What it is.
    pub kind: ActorKind,
    /// Id of the state or faction for which it acts.
    pub side: Option<String>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Wikidata id.
    pub wikidata: Option<String>,
}

/// What a claim says.
#[derive(Debug, Clone, PartialEq)]
pub enum Said {
    /// Something happened, or is to happen.
    Event(Box<Event>),
    /// Two actors stand with each other in some way.
    Relation(Box<Relation>),
}

impl Said {
    /// The words of the text that say so.
    pub fn evidence(&self) -> &Evidence {
        match self {
            Said::Event(event) => &event.evidence,
            Said::Relation(relation) => &relation.evidence,
        }
    }

    /// The first quote.
    pub fn first(&self) -> Option<&Quote> {
        self.evidence().quotes().first()
    }
}

/// One claim of one document. Ids of actors are those of the members.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Its key in every ledger.
    pub key: String,
    /// Key of its document.
    pub paper: String,
    /// Day of publication, where it is the claim's own: a row of an event set has one, a text's claim has its document's.
    pub published: Option<Date>,
    /// Id of the incident to which it belongs; none for relations.
    pub incident: Option<String>,
    /// When it was recorded: microseconds since 1970-01-01T00:00Z.
    pub recorded: Option<i64>,
    /// Its grades, where they are known.
    pub grading: Option<Grading>,
    /// What it says.
    pub said: Said,
}

/// An incident as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// When this version was recorded: microseconds since 1970-01-01T00:00Z.
    pub recorded: Option<i64>,
    /// The incident.
    pub incident: Incident,
}

/// That a document names an actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Naming {
    /// Key of the document.
    pub paper: String,
    /// Id of the actor.
    pub actor: String,
    /// The names that the document uses, the fullest first.
    pub names: Vec<String>,
}

/// Takes values one by one; an error ends the visit.
pub type Visit<'v, T> = &'v mut dyn FnMut(&T) -> Result<(), ExportError>;

/// What there is to export. Actors and documents fit into memory; claims, incidents and namings are shown one by one.
pub trait Holding {
    /// All actors, by id.
    fn members(&self) -> Result<Vec<Member>, ExportError>;
    /// All documents, by day of publication, name and key.
    fn papers(&self) -> Result<Vec<Paper>, ExportError>;
    /// Keys of documents that repeat each other, a group each, the first print first.
    fn near_copies(&self) -> Result<Vec<Vec<String>>, ExportError>;
    /// Shows each claim.
    fn claims(&self, visit: Visit<'_, Claim>) -> Result<(), ExportError>;
    /// Shows each incident.
    fn incidents(&self, visit: Visit<'_, Standing>) -> Result<(), ExportError>;
    /// Shows who is named in which document.
    fn namings(&self, visit: Visit<'_, Naming>) -> Result<(), ExportError>;
}

/// A holding in memory.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Held {
    /// Actors, by id.
    pub members: Vec<Member>,
    /// Documents, by day of publication, name and key.
    pub papers: Vec<Paper>,
    /// Keys of documents that repeat each other.
    pub near_copies: Vec<Vec<String>>,
    /// Claims.
    pub claims: Vec<Claim>,
    /// Incidents.
    pub incidents: Vec<Standing>,
    /// Who is named where.
    pub namings: Vec<Naming>,
}

impl Holding for Held {
    fn members(&self) -> Result<Vec<Member>, ExportError> {
        Ok(self.members.clone())
    }

    fn papers(&self) -> Result<Vec<Paper>, ExportError> {
        Ok(self.papers.clone())
    }

    fn near_copies(&self) -> Result<Vec<Vec<String>>, ExportError> {
        Ok(self.near_copies.clone())
    }

    fn claims(&self, visit: Visit<'_, Claim>) -> Result<(), ExportError> {
        self.claims.iter().try_for_each(visit)
    }

    fn incidents(&self, visit: Visit<'_, Standing>) -> Result<(), ExportError> {
        self.incidents.iter().try_for_each(visit)
    }

    fn namings(&self, visit: Visit<'_, Naming>) -> Result<(), ExportError> {
        self.namings.iter().try_for_each(visit)
    }
}

/// Actors and documents by id and key.
#[derive(Debug)]
pub(crate) struct Index {
    members: BTreeMap<String, Member>,
    papers: BTreeMap<String, Paper>,
}

impl Index {
    /// Of a holding.
    pub fn of(holding: &dyn Holding) -> Result<Index, ExportError> {
        Ok(Index {
            members: holding.members()?.into_iter().map(|m| (m.id.clone(), m)).collect(),
            papers: holding.papers()?.into_iter().map(|p| (p.key.clone(), p)).collect(),
        })
    }

    /// Of one document as it was read.
    pub fn of_answer(answer: &Answer) -> Index {
        let document = &answer.document;
        let paper = Paper {
            key: document.id.clone(),
            name: document.id.clone(),
            title: document.title.clone(),
            outlet: document.outlet.clone(),
            author: None,
            published: document.published,
            url: document.url.clone(),
            language: Some(document.language.clone()),
            dataset: false,
        };
        let member = |a: &model::Actor| Member {
            id: a.id.clone(),
            name: a.name.clone(),
            aliases: a.aliases.clone(),
            kind: a.kind,
            side: a.side.clone(),
            country: a.country.clone(),
            wikidata: a.wikidata.clone(),
        };
        Index {
            members: answer.actors.iter().map(|a| (a.id.clone(), member(a))).collect(),
            papers: BTreeMap::from([(paper.key.clone(), paper)]),
        }
    }

    /// All actors by id.
    pub fn members(&self) -> impl Iterator<Item = &Member> {
        self.members.values()
    }

    /// An actor by id.
    pub fn member(&self, id: &str) -> Option<&Member> {
        self.members.get(id)
    }

    /// An actor's name, or the id where nobody has it.
    pub fn name<'a>(&'a self, id: &'a str) -> &'a str {
        self.members.get(id).map_or(id, |m| m.name.as_str())
    }

    /// Names of actors.
    pub fn names(&self, ids: &[String]) -> Vec<String> {
        ids.iter().map(|id| self.name(id).to_owned()).collect()
    }

    /// A document by key.
    pub fn paper(&self, key: &str) -> Option<&Paper> {
        self.papers.get(key)
    }

    /// Day of publication of a claim: its own, else its document's.
    pub fn published(&self, claim: &Claim) -> Option<Date> {
        claim.published.or_else(|| self.paper(&claim.paper)?.published)
    }

    /// All documents, by key.
    pub fn papers(&self) -> impl Iterator<Item = &Paper> {
        self.papers.values()
    }
}

/// The documents of event claims, in 16 bytes a claim.
#[derive(Debug, Default)]
pub(crate) struct PaperOfClaim {
    keys: Vec<String>,
    /// Key of the claim as a number, place of the document's key; sorted.
    places: Vec<(u64, u32)>,
}

impl PaperOfClaim {
    /// Of all claims that are in an incident.
    pub fn of(holding: &dyn Holding, index: &Index) -> Result<PaperOfClaim, ExportError> {
        let mut papers = PaperOfClaim::begin(index);
        holding.claims(&mut |claim| {
            papers.add(claim);
            Ok(())
        })?;
        papers.sort();
        Ok(papers)
    }

    /// None so far.
    pub fn begin(index: &Index) -> PaperOfClaim {
        PaperOfClaim { keys: index.papers.keys().cloned().collect(), places: Vec::new() }
    }

    /// Adds a claim. After the last, [`PaperOfClaim::sort`].
    pub fn add(&mut self, claim: &Claim) {
        if let (Said::Event(_), Ok(place)) = (&claim.said, self.keys.binary_search(&claim.paper)) {
            self.places.push((number(&claim.key), u32::try_from(place).unwrap_or(u32::MAX)));
        }
    }

    /// Makes claims findable.
    pub fn sort(&mut self) {
        self.places.sort_unstable();
    }

    /// The document of a claim.
    pub fn paper<'i>(&self, claim: &str, index: &'i Index) -> Option<&'i Paper> {
        let at = self.places.binary_search_by_key(&number(claim), |(key, _)| *key).ok()?;
        index.paper(self.keys.get(self.places[at].1 as usize)?)
    }
}

/// Keys of claims are 16 hexadecimal digits; any other text is hashed to as many.
fn number(key: &str) -> u64 {
    let digits = |key: &str| u64::from_str_radix(key, 16).ok().filter(|_| key.len() == 16);
    digits(key).or_else(|| digits(&model::hash::id(&[key]))).unwrap_or_default()
}
