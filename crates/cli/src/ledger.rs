//! The commands of the ledger: what goes in, its care, what analysts decide, and looking into it.

pub mod add;
mod arrivals;
pub mod care;
pub mod decide;
pub mod export;
pub mod grade;
pub mod import;
pub mod looking;
mod progress;
mod reader;
pub mod reread;
mod store;
pub mod watch;
