//! What a ledger holds, in the formats of the field. Pure writers: plain values in, bytes out.
//!
//! | who | does what |
//! |---|---|
//! | [`Holding`] | what there is to export: a ledger's query, or [`Held`] in memory |
//! | [`Paper`], [`Member`], [`Claim`], [`Standing`], [`Naming`] | its parts: documents, actors, claims, incidents, who is named where |
//! | [`Format`] | the formats by name; [`Format::write`] writes any of them |
//! | [`Options`], [`Tlp`] | what a format leaves to the user: the marking of a STIX bundle |
//! | [`Tally`] | how much was written, and what the format has no place for |
//!
//! What maps to what is told, format by format, in `docs/export.md`. Each format is read back in tests by its own public library.
//!
//! ```
//! use export::{Format, Held, Options};
//! let mut out = Vec::new();
//! let tally = Format::Incidents.write(&Held::default(), Options::default(), &mut out)?;
//! assert_eq!((tally.written, out.starts_with(b"{\"incidents\": [")), (0, true));
//! # Ok::<(), export::ExportError>(())
//! ```

mod countries;
mod csv_rows;
mod ends;
mod error;
mod format;
mod ftm;
mod graphml;
mod holding;
mod incidents;
mod jsonl;
mod moments;
mod parquet_rows;
mod plover;
mod row;
mod stix;
mod ties;
mod xml;

pub use csv_rows::{answer_header, answer_rows};
pub use error::ExportError;
pub use format::{Format, Options, Tally, Tlp};
pub use holding::{Claim, Held, Holding, Member, Naming, Paper, Said, Standing, Visit};
