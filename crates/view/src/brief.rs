//! What is new: the page that an analyst reads in the morning.

use std::collections::BTreeMap;

use ledger::Moment;
use model::{Field, IncidentStatus, Value};
use serde::Serialize;

use crate::{Line, Named};

/// `detente brief`
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Brief {
    /// From when on.
    pub since: Moment,
    /// Up to when.
    pub until: Moment,
    /// The actor that it is about.
    pub about: Option<Named>,
    /// Names of the actors in corrected values, by id.
    pub names: BTreeMap<String, String>,
    /// Documents that came in.
    pub documents: u64,
    /// Claims that came in.
    pub claims: u64,
    /// How many incidents are new.
    pub new_incidents: u64,
    /// New incidents, heaviest first.
    pub new: Vec<Line>,
    /// Incidents whose status changed.
    pub changed: Vec<Changed>,
    /// Values that a voice replaced.
    pub corrections: Vec<Corrected>,
    /// Incidents with a field newly in dispute.
    pub disputes: Vec<Line>,
    /// Pairs of sides that had no incident before.
    pub first_dyads: Vec<FirstDyad>,
}

/// An incident whose status changed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Changed {
    /// The incident as it is now.
    pub incident: Line,
    /// Its status before.
    pub from: IncidentStatus,
    /// Its status now.
    pub to: IncidentStatus,
}

/// A value that a voice replaced.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Corrected {
    /// The incident as it is now.
    pub incident: Line,
    /// Which field.
    pub field: Field,
    /// Name of the voice.
    pub by: String,
    /// What it said before.
    pub from: Value,
    /// What it says now.
    pub to: Value,
}

/// Two sides that met for the first time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FirstDyad {
    /// The one.
    pub a: Named,
    /// The other.
    pub b: Named,
    /// The incident that brought them together.
    pub incident: Line,
}
