//! An answer as people, programs and spreadsheets want it.

mod cast;
pub mod conllu;
pub mod csv;
pub mod human;
pub mod reasons;
pub mod tokens;
mod words;
