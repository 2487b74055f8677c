//! The nouns of Détente as plain, checked values.
//!
//! | who | does what |
//! |---|---|
//! | [`Document`] | a text with its outlet and day, as the source room hands it on |
//! | [`ByteSpan`], [`Quote`], [`CodePoints`] | spans; the type carries the unit |
//! | [`Date`], [`DateRange`] | civil days and intervals, no clock |
//! | [`ActorKind`] | what an actor is |
//! | [`EventType`], [`EventCode`] | PLOVER's types and modes with score and CAMEO code |
//! | [`RelationType`], [`Status`], [`Reality`] | how things stand, since when, how surely |
//! | [`Amount`], [`Toll`], [`Bound`] | money and casualties |
//! | [`Answer`] and its parts | the answer format, a public interface |
//! | [`Imported`] | a row of another event set as a claim |
//! | [`Grading`], [`Reliability`], [`Credibility`] | grades of the Admiralty scale: A to F for a source, 1 to 6 for a claim |
//! | [`Incident`] and its parts | one happening over all claims about it: status, voices, disputes, corrections |
//!
//! ```
//! use model::{EventCode, EventType, RelationType};
//! let visit = EventCode::new(EventType::Consult, Some("visit"))?;
//! assert_eq!((visit.score(), visit.cameo()), (4.0, "042"));
//! assert_eq!(RelationType::RivalOf.sign(), -1);
//! # Ok::<(), model::ModelError>(())
//! ```

mod amount;
mod answer;
mod date;
mod document;
mod error;
mod grade;
pub mod hash;
mod imported;
mod incident;
mod kind;
mod plover;
mod relation;
mod span;

pub use amount::{Amount, Amounts, Bound, Toll};
pub use answer::{Actor, Answer, DocumentInfo, Event, Evidence, Place, Relation};
pub use date::{Date, DateRange};
pub use document::Document;
pub use error::ModelError;
pub use grade::{Credibility, Grading, Judged, JudgedBy, Rated, Reliability};
pub use imported::Imported;
pub use incident::{ClaimInIncident, Contested, Correction, Field, Incident, IncidentStatus, Settled, Turn, Value};
pub use kind::ActorKind;
pub use plover::{EventCode, EventType};
pub use relation::{Reality, RelationType, Status};
pub use span::{ByteSpan, CodePoints, Quote};
