//! What lists show of an incident, without all that its page says.
//!
//! Comes in: the claims of one group. Goes out: a [`Gist`]. Promises: what [`assess`] says of the same claims, a property test holds the
//! two against each other; of a claim that stands alone, as most rows of other event sets do, it costs a tenth.

use model::{Date, EventType, Field, Incident, IncidentStatus, Reality, Value};

use crate::assess::assess;
use crate::report::{Cast, Decisions, Seen};
use crate::rules::Rules;

/// What lists show of an incident.
#[derive(Debug, Clone, PartialEq)]
pub struct Gist {
    /// Its id: a hash of its first claim's key.
    pub id: String,
    /// PLOVER type.
    pub kind: EventType,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// How it stands.
    pub status: IncidentStatus,
    /// Independent voices.
    pub voices: usize,
    /// First and last day of the best date.
    pub days: Option<(Date, Date)>,
    /// Fields in dispute.
    pub disputed: Vec<Field>,
    /// How many corrections there are.
    pub corrections: usize,
}

impl From<&Incident> for Gist {
    fn from(incident: &Incident) -> Gist {
        Gist {
            id: incident.id.clone(),
            kind: incident.kind,
            mode: incident.mode.clone(),
            status: incident.status,
            voices: incident.voices,
            days: match incident.best.get(&Field::Date).map(|s| &s.value) {
                Some(Value::Date { first, last }) => Some((*first, *last)),
                _ => None,
            },
            disputed: incident.disputed.keys().copied().collect(),
            corrections: incident.corrections.len(),
        }
    }
}

/// Assesses a group of claims, as far as lists show it.
///
/// # Panics
/// If there is no claim.
pub fn gist(seen: &[Seen<'_>], cast: &Cast, rules: &Rules, decisions: &Decisions) -> Gist {
    match seen {
        [one] => alone(one, decisions),
        _ => Gist::from(&assess(seen, cast, rules, decisions)),
    }
}

/// One voice: nothing to dispute, to correct or to confirm. Who first tells of what did not happen denies it.
fn alone(seen: &Seen<'_>, decisions: &Decisions) -> Gist {
    let event = &seen.report.event;
    let denied = event.reality == Reality::Denied;
    Gist {
        id: model::hash::id(&[&seen.report.key]),
        kind: event.kind,
        mode: event.mode.clone(),
        status: match () {
            () if decisions.confirmed.contains(&seen.report.key) => IncidentStatus::Confirmed,
            () if denied => IncidentStatus::Denied,
            () => IncidentStatus::Reported,
        },
        voices: usize::from(!denied),
        days: event.date.as_ref().filter(|_| !denied).map(|d| (d.first, d.last)),
        disputed: Vec::new(),
        corrections: 0,
    }
}
