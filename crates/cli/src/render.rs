//! An answer as people, programs and spreadsheets want it.

pub mod conllu;
pub mod csv;
pub mod human;
pub mod reasons;
pub mod tokens;
mod words;
