//! One document → actors, events, relations, each with evidence, source and reality. Pure: no file, no clock, no network.
//!
//! | who | does what |
//! |---|---|
//! | [`parse`] | cuts the document into headline and paragraphs and annotates them |
//! | [`Reader`] | holds atlas and code book; [`Reader::read`] makes the [`Answer`], [`Reader::explain`] says why |
//! | [`CodeBook`] | what predicates mean: data files with examples that are tests |
//!
//! The stages, each in a module of its own: `segments` → `text` → `names` → `actors` → `frames` → `matching` (code book) → `standing`
//! (reality, hedge, source) and `setting` (time, place, money) → `claims` → `incidents` (document level) → `answering`.
//!
//! ```no_run
//! use std::path::Path;
//! let pipeline = language::Pipeline::open(Path::new("en_core_web_md.detente")).unwrap();
//! let reader = reading::Reader::builtin();
//! let document = model::Document::plain("example", "Kim Jong Un visited Moscow on Monday.");
//! let answer = reader.read(&document, &reading::parse(&document, &pipeline));
//! assert_eq!(answer.events[0].mode.as_deref(), Some("visit"));
//! ```

mod actors;
mod amounts;
mod answering;
mod chunks;
mod claims;
mod codebook;
mod confidence;
mod courtesies;
mod error;
mod explanation;
mod frames;
mod incidents;
mod learned;
mod lexicon;
mod matching;
mod mending;
mod name_lists;
mod names;
mod numerals;
mod pieces;
mod politics;
mod reader;
mod segments;
mod setting;
mod standing;
#[cfg(test)]
mod test_model;
mod text;
mod times;
mod tolls;

pub use codebook::{CodeBook, Entry, Example};
pub use error::ReadingError;
pub use explanation::{Explanation, FrameTrace, MentionTrace, SentenceTrace, TokenTrace, TraitTrace};
pub use learned::{DocumentSample, MadeSample, PartySample, TriggerSample};
pub use model::Answer;
pub use reader::{Parsed, Reader, parse};
pub use segments::{Role, Segment, segments};
