//! Actors as a view shows them.

use serde::Serialize;

/// An actor by id and name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Named {
    /// Id over all documents.
    pub id: String,
    /// Canonical name.
    pub name: String,
}

/// Who somebody is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Card {
    /// Id over all documents.
    pub id: String,
    /// Canonical name.
    pub name: String,
    /// Other names that the documents use.
    pub aliases: Vec<String>,
    /// What it is.
    pub kind: &'static str,
    /// From the one for which it acts to the whole.
    pub acts_for: Vec<Named>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// How reliable it is as a source, where somebody graded it, or one for whom it acts.
    pub reliability: Option<model::Rated>,
}
