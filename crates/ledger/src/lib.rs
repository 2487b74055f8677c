//! The ledger: every claim with its evidence, what was held of it and when, merged into incidents. One SQLite file.
//!
//! | who | does what |
//! |---|---|
//! | [`Ledger`] | an open file; everything is asked of it |
//! | [`Moment`] | a recorded time; this crate reads no clock |
//! | [`Ledger::add`] | texts with their answers, many in one transaction |
//! | [`Adding`] | a transaction that adds: [`Ledger::begin`] … [`Adding::commit`] |
//! | [`Adding::weave`] | what a transaction brings becomes near-copies, resolved actors, incidents |
//! | [`Ledger::reread`], [`Reread`] | what a later version of the reader says of kept texts |
//! | [`Decision`], [`Verdict`] | what analysts say: merge, split, reject, confirm, rename, link; reversible |
//! | [`Grade`], [`Graded`], [`Ledger::grade`] | what analysts grade: outlets, sources, claims; reversible |
//! | [`Ledger::check`], [`Checked`] | the whole file verified, to the last row |
//! | [`Ledger::backup`] | a copy while others use it |
//! | [`Problem`] | what could not be added, and why |
//! | [`Kept`], [`Claim`], [`Local`] | documents, claims, actors of documents, out of the ledger again |
//! | [`Listed`], [`Known`], [`Named`] | whole lists: documents, actors, who is named where |
//! | [`Incidents`] | incidents as they stand, put together from their claims |
//! | [`Feed`] | feeds that are watched: what to ask next, and when |
//! | [`LedgerError`] | what can be wrong, and what to do about it |
//!
//! **Bitemporal.** Valid time is when something holds in the world: the days of an event. Recorded time is when the ledger came to hold
//! it. Rows are closed, never changed or deleted; a question as of a moment is answered from the rows that were held then. A
//! moment `None` means now.
//!
//! **For the weaving** of additions into incidents, within one transaction (all functions of [`Adding`]):
//! [`Adding::touched`] says what is new; [`Adding::locals`], [`Adding::locals_of`] give actors of documents to compare,
//! [`Adding::resolve`] and [`Adding::set_member`] say who they are, [`Adding::settle`] then writes who takes part in which claim;
//! [`Adding::text`], [`Adding::set_signature`], [`Adding::signature`], [`Adding::set_copy`] serve near-copies;
//! [`Adding::meet`] and [`Adding::met`] are an index from keys to documents, actors of documents and claims (bands, names, blocks);
//! [`Adding::reports`], [`Adding::papers`], [`Adding::cast`], [`Adding::decisions`] load what reconciling takes; [`Adding::links`],
//! [`Adding::set_links`], [`Adding::component`] keep which claims speak of one happening; [`Adding::incidents_of`],
//! [`Adding::set_incident`], [`Adding::close_incident`], [`Adding::succeed`] keep the versions of incidents.
//!
//! ```
//! use ledger::{Access, Ledger, Moment};
//! let folder = tempfile::tempdir().unwrap();
//! let mut ledger = Ledger::open(&folder.path().join("news.ledger"), Access::Create)?;
//! let added = ledger.add(Moment::from_micros(0), "no reader", Vec::new())?;
//! assert_eq!((added.documents, ledger.latest()?), (0, None));
//! # Ok::<(), ledger::LedgerError>(())
//! ```

mod actors;
mod adding;
mod backup;
mod check;
mod claims;
mod coding;
mod decisions;
mod documents;
mod error;
mod feeds;
mod fitting;
mod grades;
mod ids;
mod incidents;
mod listing;
mod looking;
mod meetings;
mod moment;
mod news;
mod open;
mod problems;
mod rereading;
mod weave;
mod weight;
mod whole;
mod words;

pub use actors::Local;
pub use adding::{Added, Adding, Dataset, Entry, Fresh, OpenReading, Origin, Part, Said, Touched};
pub use check::{Checked, Fault, Watch};
pub use claims::{Claim, Claims, Statement};
pub use decisions::{ClaimRef, Decision, Verdict};
pub use documents::Kept;
pub use error::{LedgerError, Result};
pub use feeds::Feed;
pub use grades::{Grade, Graded};
pub use ids::{ActorId, ClaimId, DecisionId, DocumentId, DocumentKey, Key64, LocalId, ReadingId};
pub use incidents::{Link, Version};
pub use listing::{Known, Listed, Named};
pub use looking::{Partner, Tally, Window};
pub use meetings::Space;
pub use moment::Moment;
pub use news::News;
pub use open::{Access, Ledger};
pub use problems::Problem;
pub use rereading::Reread;
pub use weave::Woven;
pub use weight::weight;
pub use whole::Incidents;
