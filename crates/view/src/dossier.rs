//! One actor: who it is, what it did and what was done to it, how it stands with others.

use model::Date;
use serde::Serialize;

use crate::{Card, Line, Named, Tie};

/// `detente show ACTOR`
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dossier {
    /// Who it is.
    pub actor: Card,
    /// Incidents in which it, or one who acts for it, takes part.
    pub totals: Totals,
    /// With whom it had most to do, most first.
    pub partners: Vec<Partner>,
    /// How it stands with others.
    pub ties: Vec<Tie>,
    /// The latest incidents.
    pub incidents: Vec<Line>,
}

/// How much there is.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Totals {
    /// Number of incidents.
    pub incidents: u64,
    /// First day of the earliest.
    pub first: Option<Date>,
    /// Last day of the latest.
    pub last: Option<Date>,
    /// How many of each PLOVER type, most first.
    pub types: Vec<(String, u64)>,
}

/// Another actor with whom there were incidents.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Partner {
    /// Who.
    pub actor: Named,
    /// Number of incidents.
    pub incidents: u64,
    /// Of them, friendly ones.
    pub friendly: u64,
    /// Of them, hostile ones.
    pub hostile: u64,
    /// The latest one's last day.
    pub last: Option<Date>,
}
