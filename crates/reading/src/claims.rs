//! Claims as single sentences make them, before the document level joins them.
//!
//! Comes in: frames, matches, standings, settings, titles. Goes out: [`Claim`]s, each with the tokens that bear it out.

mod borders;
mod denials;
mod echoes;
mod of_frames;
mod of_groups;
mod of_titles;
mod of_weights;
mod parties;
mod places;
mod readiness;
mod refutations;
mod ties;
mod traces;

use std::ops::Range;

use model::{Amounts, DateRange, EventCode, Reality, RelationType, Status, Toll};

use crate::actors::ActorIx;
use crate::setting::PlaceRef;
use crate::text::Tok;

pub(crate) use of_frames::of_frames;
pub(crate) use of_groups::{of_affixes, of_groups, of_mediators, of_own_parties, of_rivals};
pub(crate) use of_titles::{end_offices, of_titles};
pub(crate) use of_weights::Beyond;
pub(crate) use traces::Trace;

/// An event as one place in the text has it.
#[derive(Debug, Clone)]
pub(crate) struct EventClaim {
    /// Type and mode.
    pub code: EventCode,
    /// Who did it.
    pub actors: Vec<ActorIx>,
    /// To whom.
    pub recipients: Vec<ActorIx>,
    /// Who went along.
    pub companions: Vec<ActorIx>,
    /// Where.
    pub place: Option<PlaceRef>,
    /// When.
    pub date: Option<DateRange>,
    /// Whether it happened.
    pub reality: Reality,
    /// Money.
    pub amounts: Option<Amounts>,
    /// Casualties.
    pub toll: Option<Toll>,
    /// What it shares with relations.
    pub basis: Basis,
}

/// A relation as one place in the text has it.
#[derive(Debug, Clone)]
pub(crate) struct RelationClaim {
    /// Type.
    pub kind: RelationType,
    /// First end.
    pub from: ActorIx,
    /// Second end.
    pub to: ActorIx,
    /// Title or kinship.
    pub role: Option<String>,
    /// When it holds.
    pub status: Status,
    /// What it shares with events.
    pub basis: Basis,
}

/// Whose word it is, how sure it is, where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Basis {
    /// The predicate.
    pub pred: Tok,
    /// Code-book entry or title rule.
    pub rule: String,
    /// Who says so.
    pub source: Option<ActorIx>,
    /// Whether doubt is marked.
    pub hedged: bool,
    /// Whether a report of no named source says it.
    pub rumour: bool,
    /// Whether the headline says it.
    pub headline: bool,
    /// The words.
    pub evidence: Vec<Range<Tok>>,
    /// What weakens the surest mention.
    pub doubts: Doubts,
}

/// What weakens a claim.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Doubts {
    /// Arguments taken over from another clause.
    pub borrowed: usize,
    /// Arguments that are pronouns or common nouns.
    pub resolved: usize,
    /// Whether the predicate is a noun.
    pub noun: bool,
    /// Whether it stands in the headline.
    pub headline: bool,
    /// Whether a part was inferred and not said.
    pub inferred: bool,
    /// Whether the pattern asked for nothing but its predicate and actors.
    pub loose: bool,
    /// The probability by which it was told, for what no entry of the code book tells; whole per cent.
    pub learned: Option<u8>,
    /// Whether the weights gave it other parties than the code book.
    pub turned: bool,
}

impl Doubts {
    /// Whether this mention is surer than another.
    pub(crate) fn fewer_than(&self, other: &Doubts) -> bool {
        let weight = |d: &Doubts| {
            d.borrowed
                + d.resolved
                + usize::from(d.noun)
                + 3 * usize::from(d.headline)
                + 2 * usize::from(d.inferred)
                + usize::from(d.loose)
                + 3 * usize::from(d.learned.is_some())
                + usize::from(d.turned)
        };
        weight(self) < weight(other)
    }
}
