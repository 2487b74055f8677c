//! Détente model (in progress).
mod kind;
mod date;
pub use kind::ActorKind;
pub use date::{Date, DateRange};
