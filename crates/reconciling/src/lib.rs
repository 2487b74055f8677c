//! Claims of many documents become incidents. Pure: the same claims give the same incidents, in whatever order they come.
//!
//! | who | does what |
//! |---|---|
//! | [`Paper`], [`Report`], [`Cast`] | what comes in: a document, an event claim in it, the actors of all documents |
//! | [`Decisions`] | what analysts said: together, apart, rejected |

mod report;

pub use report::{Cast, Decisions, Member, Paper, Report, Seen};
