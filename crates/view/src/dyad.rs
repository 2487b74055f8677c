//! Two actors: what happened between them, and how they stand.

use serde::Serialize;

use crate::{Card, Line, Tie, Totals};

/// `detente pair A B`
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dyad {
    /// The first.
    pub a: Card,
    /// The second.
    pub b: Card,
    /// Incidents in which both, or those who act for them, take part.
    pub totals: Totals,
    /// Of them, friendly ones.
    pub friendly: u64,
    /// Of them, hostile ones.
    pub hostile: u64,
    /// How they stand.
    pub ties: Vec<Tie>,
    /// The latest incidents.
    pub incidents: Vec<Line>,
}
