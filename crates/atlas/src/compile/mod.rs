//! From tables to the index. In: tables. Out: the bytes that [`crate::layout`] describes, the same for the
//! same tables.
//!
//! `tables` reads and checks, `actors` joins rows of one id and makes the offices of every state from patterns, `names`
//! decides how strong each name is and in which order its bearers come, `write` lays it all out.

mod actors;
pub(crate) mod codes;
mod error;
mod names;
mod tables;
mod write;

pub use error::CompileError;
pub use tables::{Row, Tables};

/// Compiles tables into an index.
pub fn index(tables: &Tables) -> Result<Vec<u8>, CompileError> {
    let actors = actors::Actors::assemble(tables)?;
    let names = names::Names::assemble(tables, &actors)?;
    write::write(tables, &actors, &names)
}
