//! Incidents: one happening in the world, assembled from the claims about it.
//!
//! Comes in: what reconciling decided. Goes out: values that serialise to the documented JSON of `export --format incidents` and of
//! every view. Promises: an incident names each claim that it rests on; nothing in it is without the claims that say so.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::answer::Evidence;
use crate::{Amounts, Date, EventType, Grading, Reality, Toll};

/// How an incident stands, over all that was said about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum IncidentStatus {
    /// One voice says so, or it is only planned.
    Reported,
    /// Two voices or more say that it happened.
    Confirmed,
    /// Voices differ on a field.
    Disputed,
    /// A party or its first reporter denies it, and nobody upholds it.
    Denied,
    /// A voice has replaced its own value, and nothing is in dispute.
    Corrected,
}

impl IncidentStatus {
    /// All, in the order of the docs.
    pub const ALL: [IncidentStatus; 5] =
        [Self::Reported, Self::Confirmed, Self::Disputed, Self::Denied, Self::Corrected];

    /// The word of the formats.
    pub fn word(self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::Confirmed => "confirmed",
            Self::Disputed => "disputed",
            Self::Denied => "denied",
            Self::Corrected => "corrected",
        }
    }

    /// Reads the word of the formats.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.word() == word)
    }
}

/// A part of an incident on which claims may differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Field {
    /// Money.
    Amount,
    /// When.
    Date,
    /// Where.
    Place,
    /// Who did it; in reciprocal types, the parties.
    Actors,
    /// To whom it was done.
    Recipients,
    /// Who went along.
    Companions,
    /// Dead and hurt.
    Toll,
    /// Whether it happened.
    Reality,
}

impl Field {
    /// The word of the formats.
    pub fn word(self) -> &'static str {
        match self {
            Field::Amount => "amount",
            Field::Date => "date",
            Field::Place => "place",
            Field::Actors => "actors",
            Field::Recipients => "recipients",
            Field::Companions => "companions",
            Field::Toll => "toll",
            Field::Reality => "reality",
        }
    }
}

/// What a claim says in one field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// Days, both included.
    Date {
        /// First day.
        first: Date,
        /// Last day.
        last: Date,
    },
    /// Money.
    Amount(Amounts),
    /// Dead and hurt.
    Toll(Toll),
    /// Whether it happened.
    Reality(Reality),
    /// A place by name.
    Place(String),
    /// Ids of actors, sorted.
    Actors(Vec<String>),
}

/// One of several values that cannot all be true, with those who say it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Contested {
    /// The value.
    pub value: Value,
    /// Names of the outlets and sources that say it, sorted.
    pub said_by: Vec<String>,
    /// Keys of the claims that say it, sorted.
    pub claims: Vec<String>,
}

/// The value to go by, and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Settled {
    /// The value.
    pub value: Value,
    /// One sentence.
    pub reason: String,
    /// Keys of the claims that say it, sorted.
    pub claims: Vec<String>,
}

/// A voice that replaced its own value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Correction {
    /// Which field.
    pub field: Field,
    /// Name of the voice.
    pub by: String,
    /// What it said before.
    pub from: Value,
    /// What it says now.
    pub to: Value,
    /// Key of the claim that corrects.
    pub claim: String,
    /// Day of publication of that claim.
    pub published: Option<Date>,
}

/// A change of status, as the reports came in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Turn {
    /// Day of publication that brought it; none where the document has none.
    pub published: Option<Date>,
    /// The status from then on.
    pub status: IncidentStatus,
    /// Key of the claim that brought it.
    pub claim: String,
}

/// A claim within an incident, with what is needed to open it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClaimInIncident {
    /// Key of the claim, the same in every ledger.
    pub key: String,
    /// Name of the document: that of its file without the ending.
    pub document: String,
    /// The event's id in the document's answer.
    pub event_id: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// Day of publication.
    pub published: Option<Date>,
    /// Name of the voice that it counts for.
    pub voice: String,
    /// Id of the actor to whom it is attributed.
    pub source: Option<String>,
    /// Ids of those who did it.
    pub actors: Vec<String>,
    /// Ids of those to whom it was done.
    pub recipients: Vec<String>,
    /// Whether it happened, as this claim has it.
    pub reality: Reality,
    /// Whether the claim is hedged.
    pub hedged: bool,
    /// Probability in [0, 1] that the claim is what the text says.
    pub confidence: f64,
    /// Its grades, where they were asked for; nothing else is made of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grading: Option<Grading>,
    /// The words that say so.
    pub evidence: Evidence,
}

/// One happening, over all claims about it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Incident {
    /// Hash of the key of its first claim.
    pub id: String,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// PLOVER mode that most voices give.
    pub mode: Option<String>,
    /// How it stands.
    pub status: IncidentStatus,
    /// Number of independent voices behind claims that do not deny it.
    pub voices: usize,
    /// Their names, sorted.
    pub voiced_by: Vec<String>,
    /// The claims in order of publication, document and place in the text.
    pub claims: Vec<ClaimInIncident>,
    /// What to go by, a field.
    pub best: BTreeMap<Field, Settled>,
    /// What all who say anything on a field agree on.
    pub agreed: Vec<Field>,
    /// Values in dispute, a field.
    pub disputed: BTreeMap<Field, Vec<Contested>>,
    /// Who corrected what.
    pub corrections: Vec<Correction>,
    /// Status over time.
    pub history: Vec<Turn>,
}
