//! One incident, opened down to the sentences.

use std::collections::BTreeMap;

use ledger::Moment;
use model::Incident;
use serde::Serialize;

use crate::{Line, Named};

/// `detente incident ID`
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct IncidentPage {
    /// It in brief.
    pub line: Line,
    /// All of it.
    pub incident: Incident,
    /// Names of all actors in it, by id.
    pub names: BTreeMap<String, String>,
    /// Versions of it: from when on which status was held, with how many voices and claims.
    pub versions: Vec<Version>,
    /// Ids under which it was known before.
    pub formerly: Vec<String>,
    /// The documents of its claims, by day of publication, name and key.
    pub documents: Vec<PageDocument>,
    /// What analysts decided on it.
    pub decisions: Vec<Decided>,
}

/// A document that speaks of an incident.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PageDocument {
    /// Key of the document.
    pub key: String,
    /// Name of the document.
    pub name: String,
    /// Headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Who wrote it, as it says itself.
    pub author: Option<String>,
    /// Day of publication.
    pub published: Option<model::Date>,
    /// Where it came from.
    pub url: Option<String>,
    /// Outlet of the document that it repeats, where it is a near-copy.
    pub repeats: Option<String>,
}

/// What was held of an incident for a time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Version {
    /// From when on.
    pub from: Moment,
    /// Until when; none if it is held now.
    pub to: Option<Moment>,
    /// Its status.
    pub status: model::IncidentStatus,
    /// Number of independent voices.
    pub voices: usize,
}

/// A decision of an analyst.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Decided {
    /// Its number, for `decide undo`.
    pub id: i64,
    /// What was decided.
    pub what: String,
    /// Who decided.
    pub author: String,
    /// Why.
    pub reason: Option<String>,
    /// When.
    pub recorded: Moment,
    /// Whether it was undone.
    pub undone: bool,
}

/// What words are found in.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hits {
    /// What was sought.
    pub words: String,
    /// Actors of that name.
    pub actors: Vec<Named>,
    /// Claims whose evidence has the words, best first, with their incident.
    pub claims: Vec<ClaimHit>,
    /// Documents that have the words, best first.
    pub documents: Vec<DocumentHit>,
}

/// A claim that was found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClaimHit {
    /// Type and mode, such as `CONSULT visit` or `supports`.
    pub what: String,
    /// Id of its incident, for an event.
    pub incident: Option<String>,
    /// Its words.
    pub quote: crate::Cited,
}

/// A document that was found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DocumentHit {
    /// Key of the document.
    pub key: String,
    /// Name of the document.
    pub name: String,
    /// Headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Who wrote it, as it says itself.
    pub author: Option<String>,
    /// Day of publication.
    pub published: Option<model::Date>,
    /// Words around what was found, the words themselves between « and ».
    pub snippet: String,
}
