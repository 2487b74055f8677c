//! Who is who: states, governments, ministries, armed forces, factions, organisations, parties, companies, leaders with
//! dated offices, media, places; their names in many spellings; for whom each acts.
//!
//! The cast: [`Atlas`] answers, [`Entity`] is one actor or place, [`Hit`] says who bears a name, how ([`Via`]) and whether
//! the name alone is enough ([`Strength`]), [`Span`] is a name found in a text, [`OfficeHeld`] a spell in an office,
//! [`Office`] a ministry or force made from a pattern. [`same_person`] compares names of persons, [`fold`] makes one form
//! of all ways of writing a name.
//!
//! ```
//! use atlas::{Atlas, Role, Strength};
//!
//! let atlas = Atlas::builtin();
//!
//! // A name leads to all who bear it, strongest first.
//! let hits = atlas.find("Islamabad");
//! assert_eq!(atlas.get(hits[0].key).id(), "state:pakistan");
//! assert_eq!(atlas.get(hits[1].key).id(), "place:islamabad-pk");
//! let sharifs = atlas.find("Sharif");
//! assert!(sharifs.iter().all(|h| h.strength == Strength::Weak));
//!
//! // A text leads to the names in it; capitals count, hyphens and apostrophes do not.
//! let tokens = ["Pakistan", "'s", "army", "thanked", "us", "and", "Guinea", "-", "Bissau", "."];
//! let spans = atlas.scan(&tokens);
//! assert_eq!((spans[0].start, spans[0].end), (0, 3));
//! assert_eq!(atlas.get(spans[0].hits[0].key).id(), "military:pakistan-army");
//! assert_eq!(atlas.get(spans[1].hits[0].key).id(), "state:guinea-bissau");
//!
//! // Offices have dates, and so has the side for which a person acts.
//! let syria = atlas.entity("state:syria").expect("every state is there").key();
//! let head = |day: &str| atlas.holders(syria, Role::HeadOfState, day.parse().expect("a date"))[0];
//! assert_eq!(atlas.get(head("2023-06-01")).name(), "Bashar al-Assad");
//! assert_eq!(atlas.get(head("2025-06-01")).name(), "Ahmed al-Sharaa");
//!
//! // Every state has its ministries and forces, whether or not a table names them.
//! let qatar = atlas.entity("state:qatar").expect("every state is there").key();
//! let ministry = atlas.ministry(qatar, "Ministry of Foreign Affairs");
//! assert_eq!((ministry.id.as_str(), ministry.name.as_str()), ("ministry:qatar-foreign-ministry", "Qatari Foreign Ministry"));
//! ```
//!
//! **Nothing happens at start.** The tables in `data/` are compiled by the build script into one index that lies in the
//! program file and is read in place: a finite-state map from folded names to postings, and records of fixed size. Memory
//! is what a run touches (a few megabytes), a look-up takes less than a microsecond, a scan of 500 words about 0.2 ms.
//!
//! **Why names have strength.** The news calls a town in Yemen like a man, a party like a word, three ministers by one
//! family name. A weak name says who can be meant; that he is meant, the text must support.
//!
//! **Why a capital has two bearers.** "Islamabad" acts as the state and lies there as a town. The atlas gives both, the
//! state first with [`Via::Capital`]; which it is in a sentence, the reader of the sentence decides.
//!
//! Keys are numbers of one build; ids (`person:khalifa-haftar`) are for keeps.

mod atlas;
mod compile;
mod entity;
mod fold;
mod hit;
mod index;
mod layout;
mod office;
mod overlay;
mod romanised;
mod same_person;
mod scan;
mod script;

pub use atlas::{Atlas, Key, Membership};
pub use compile::CompileError as AtlasError;
pub use entity::{Entity, NameOf};
pub use fold::fold;
pub use hit::{Demonym, Hit, Span, Strength, Via};
pub use office::{Office, OfficeHeld, Role};
pub use same_person::{Verdict, same_person};
