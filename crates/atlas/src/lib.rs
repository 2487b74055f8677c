//! Who is who: states, governments, ministries, armed forces, factions, organisations, parties, leaders with dated
//! offices, media, places.
mod atlas;
mod entity;
mod fold;
mod hit;
mod index;
mod layout;
mod office;
mod romanised;
mod same_person;
mod scan;
mod script;

pub use atlas::{Atlas, Key, Membership};
pub use entity::{Entity, NameOf};
pub use fold::fold;
pub use hit::{Demonym, Hit, Span, Strength, Via};
pub use office::{Office, OfficeHeld, Role};
pub use same_person::{Verdict, same_person};
