//! Answers a question once for all front ends, each with the way back to sentences.
//!
//! | question | answer |
//! |---|---|
//! | who is that, what did it do, how does it stand with others? | [`Dossier`] |
//! | what happened between these two? | [`Dyad`] |
//! | what is held of this incident, and who says what? | [`IncidentPage`] |
//! | what is new? | [`Brief`] |
//! | where are these words? | [`Hits`] |
//!
//! [`Desk`] answers them from a ledger, as of a moment or now. Every list has [`Line`]s, every line a quote, every quote its document and span.

mod brief;
mod desk;
mod dossier;
mod dyad;
mod line;
mod named;
mod page;
mod tie;
mod told;

pub use brief::{Brief, Changed, Corrected, FirstDyad};
pub use desk::{Desk, Result, ViewError};
pub use dossier::{Dossier, Partner, Totals};
pub use dyad::Dyad;
pub use line::{Cited, Line};
pub use named::{Card, Named};
pub use page::{ClaimHit, Decided, DocumentHit, Hits, IncidentPage, PageDocument, Version};
pub use tie::Tie;
