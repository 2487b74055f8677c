//! The commands of the ledger: what goes in, its care, and what analysts decide.

pub mod add;
mod arrivals;
pub mod care;
pub mod decide;
pub mod export;
pub mod import;
mod progress;
mod reader;
pub mod reread;
mod store;
pub mod watch;
