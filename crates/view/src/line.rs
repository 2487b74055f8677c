//! An incident in brief, as it stands in lists.

use ledger::Moment;
use model::{Amounts, Date, Grading, IncidentStatus, Toll};
use serde::Serialize;

use crate::Named;

/// One incident of a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Line {
    /// Id of the incident.
    pub id: String,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// −1, 0, +1: the sign of PLOVER's score.
    pub sign: i8,
    /// How it stands.
    pub status: IncidentStatus,
    /// Number of independent voices.
    pub voices: usize,
    /// Number of claims.
    pub claims: usize,
    /// First day.
    pub first: Option<Date>,
    /// Last day.
    pub last: Option<Date>,
    /// Who did it.
    pub actors: Vec<Named>,
    /// To whom.
    pub recipients: Vec<Named>,
    /// Where.
    pub place: Option<String>,
    /// Money.
    pub amount: Option<Amounts>,
    /// Dead and hurt.
    pub toll: Option<Toll>,
    /// Names of the fields in dispute.
    pub disputed: Vec<&'static str>,
    /// Derived strength; see [`ledger::weight`].
    pub weight: f64,
    /// When this state of it was recorded.
    pub recorded: Moment,
    /// The words of one of its claims.
    pub quote: Option<Cited>,
}

/// Words of a document.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cited {
    /// The words.
    pub text: String,
    /// First code point in the document.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Name of the document.
    pub document: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// Day of publication.
    pub published: Option<Date>,
    /// Grades of the claim that rests on them.
    pub grading: Option<Grading>,
}
