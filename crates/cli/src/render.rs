//! An answer as people, programs and spreadsheets want it.

mod cast;
pub mod conllu;
pub mod facts;
pub mod human;
pub mod ledger;
pub mod reasons;
pub mod tokens;
mod words;
