//! What the ledger holds, for reading in a terminal.

mod actor;
mod brief;
mod hits;
mod incident;
mod line;

pub use actor::{dossier, dyad};
pub use brief::brief;
pub use hits::hits;
pub use incident::incident;
