//! A claim that another event set makes: one row of its files.
//!
//! Comes in: what a reader of such files took from a row. Goes out: a claim like those of texts, with the row itself as its evidence.
//! Promises: the same row gives the same key, whichever file it stands in and whenever it is read.

use crate::{Actor, Date, Event};

/// One row of another event set as a claim.
///
/// `event.id` is the set's name and its own id of the row (`gdelt:1102493771`); `event.evidence` is one quote, the whole row as it
/// stands, whose offsets count in the row; `event.source` is the outlet that the row names, a member of `actors`.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// Line of the file on which the row starts, from 1; for a packed file, of what is in it.
    pub line: u64,
    /// Day on which the set or its outlet published the row, where it says so.
    pub published: Option<Date>,
    /// The outlets that the row names, in its order.
    pub outlets: Vec<String>,
    /// Address of the report that the row names.
    pub url: Option<String>,
    /// Everybody whose id is used in `event`, and their sides. Ids are the atlas's for states, else made of kind, name and country, the
    /// same in all sets; nobody has mentions.
    pub actors: Vec<Actor>,
    /// What it says.
    pub event: Event,
}
