//! Bytes from outside become documents with where and when they come from.
//!
//! | who | does what |
//! |---|---|
//! | [`gather`] | names on a command line → a sorted list of [`Input`]s; folders are walked |
//! | [`Input`] | one file, or standard input |
//! | [`Intake`] | what the user says about the texts: day, outlet, headline, languages |
//! | [`load`] | one input → [`Loaded`]: a [`model::Document`] and [`Note`]s on how it was read |
//! | [`decode`] | bytes → text, whatever the encoding |
//! | [`sets`] | files of other event sets → claims |
//! | [`parcels`] | whatever a user names, also addresses, feeds, archives, JSON Lines → [`Parcel`]s |
//! | [`Parcel`] | one document on its way, fetched and read when it is opened |
//! | [`feed`] | RSS, Atom, JSON Feed; OPML |
//! | [`web`] | the network |
//! | [`SourceError`] | what can be wrong with an input, and what to do about it |
//!
//! **The text as read.** All offsets of Détente count in it. For a text file it is the file's content after decoding, without
//! a byte order mark and otherwise untouched: line ends, control characters and a header line stay, so that the text of a UTF-8
//! file is the file, byte by byte. For a web page it is the headline, an empty line, and the main text with one empty line
//! between paragraphs.
//!
//! ```
//! let text = "Envoys meet in Doha\nHarbour Post, 2026-03-01\n\nThe envoys met on Sunday.";
//! let document = source::read_text("doha", text.to_string(), &source::Intake::default())?;
//! assert_eq!(document.outlet.as_deref(), Some("Harbour Post"));
//! assert_eq!(&document.text[document.body_start..], "The envoys met on Sunday.");
//! # Ok::<(), source::SourceError>(())
//! ```

mod decode;
mod error;
pub mod feed;
mod gather;
mod header;
mod kind;
mod lines;
mod load;
mod mapping;
mod page;
mod parcel;
mod parcels;
mod pdf;
pub mod sets;
mod tongue;
mod unpack;
mod warc;
pub mod web;
mod webdate;

pub use decode::{Decoded, decode};
pub use error::{Note, SourceError};
pub use gather::{Input, gather};
pub use kind::Kind;
pub use load::{Intake, Loaded, MAX_BYTES, load, read_page, read_page_at, read_text};
pub use mapping::Mapping;
pub use parcel::Parcel;
pub use parcels::{Parcels, Refused, Taking, feed_parcels, is_address, parcels};
pub use pdf::{PdfError, THREAD as PDF_THREAD};
