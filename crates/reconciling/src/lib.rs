//! Claims of many documents become incidents. Pure: the same claims give the same incidents, in whatever order they come.
//!
//! | who | does what |
//! |---|---|
//! | [`Paper`], [`Report`], [`Cast`] | what comes in: a document, an event claim in it, the actors of all documents |
//! | [`Decisions`] | what analysts said: together, apart, rejected, confirmed |
//! | [`copies`] | near-copies: which documents repeat another |
//! | [`identity`] | who is who over many documents: actors to a [`Cast`] |
//! | [`blocks`] | keys under which a claim seeks partners |
//! | [`compare`] | whether two claims are of one happening: named terms, or a reason why not |
//! | [`group`](fn@group) | claims to groups, each one happening |
//! | [`assess`], [`gist`](fn@gist) | a group to an incident: voices, disputes, corrections, status; the same as far as lists show it |
//! | [`Ready`], [`group_ready`] | claims made ready once for many comparisons |
//! | [`Grades`], [`Support`] | what analysts graded, and how credible other voices make a claim |
//! | [`reconcile`] | all of it over a batch |
//! | [`Rules`] | weights and thresholds, from `rules.toml` |
//!
//! How incidents come to be, with every term and threshold, is told in `docs/reconciling.md`.

mod assess;
mod blocks;
mod compare;
pub mod copies;
mod days;
mod gist;
mod grading;
mod group;
mod hashing;
pub mod identity;
mod names;
mod places;
mod profile;
mod ready;
mod reconcile;
mod report;
mod rules;
mod sets;
mod values;
mod voices;
mod words;

pub use assess::{Support, assess};
pub use blocks::{BlockKey, blocks};
pub use compare::{Comparison, Match, compare};
pub use gist::{Gist, gist};
pub use grading::Grades;
pub use group::{Link, group};
pub use ready::{Ready, group_ready};
pub use reconcile::{links, reconcile};
pub use report::{Cast, Decisions, Member, Paper, Report, Seen};
pub use rules::{IdentityRules, Rules, RulesError};
