//! The network: the only place in the program that reaches out.
//!
//! | who | does what |
//! |---|---|
//! | [`Web`] | fetches an address within limits and with manners |
//! | [`Manners`], [`Reach`] | the limits; which addresses may be reached |
//! | [`Fetched`], [`Held`] | what came, and what to show the site next time |
//! | [`WebError`] | why nothing came |

mod address;
mod client;
mod error;
mod guard;
mod hosts;

pub use address::is_public;
pub use client::{Fetch, Fetched, Held, Manners, Web};
pub use error::WebError;
pub use guard::{Lookup, Reach};
