//! Who is who over many documents.
//!
//! Comes in: the actors of documents as [`Candidate`]s. Goes out: a [`Cast`], and for each candidate the id it has there.
//! Promises: a pure function of the set, whatever its order; a wrong merge is worse than a missed one.
//!
//! 1. [`known`] asks the atlas, document by document: by id, by name with a fitting kind and country, by office and side.
//! 2. What the atlas does not know meets others under [`keys`] and is compared by [`same`], a sum of named terms.
//! 3. [`clusters`] joins the surest first and never what must stay apart: two actors of one document, two names that cannot
//!    be one person's, a father and his son.
//!
//! | who | does what |
//! |---|---|
//! | `known.rs` | the atlas's share |
//! | `same.rs` | comparing two candidates, and the keys under which they meet |
//! | `clusters.rs` | sets of candidates that are one actor |
//! | `casting.rs` | all of it: candidates to a cast |

mod casting;
mod clusters;
mod known;
mod same;

pub use casting::{Casting, cast, member};
pub use clusters::clusters;
pub use known::known;
pub use same::{Likeness, keys, same};

use model::{Actor, ActorKind, Date};

#[cfg(doc)]
use crate::Cast;

/// An actor as one document has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Its key in every ledger: the document's own id for it, and a hash that tells documents apart.
    pub key: String,
    /// Key of the document.
    pub paper: String,
    /// Day of publication.
    pub published: Option<Date>,
    /// The document's own id for it; the atlas's where the reading knew it.
    pub local: String,
    /// Its names, the canonical one first.
    pub names: Vec<String>,
    /// What it is.
    pub kind: ActorKind,
    /// The document's own id of its side.
    pub side: Option<String>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
}

/// The candidates of one document.
pub fn candidates(paper: &str, published: Option<Date>, actors: &[Actor]) -> Vec<Candidate> {
    let of = |actor: &Actor| Candidate {
        key: format!("{}~{}", actor.id, &model::hash::id(&[paper, &actor.id])[..8]),
        paper: paper.into(),
        published,
        local: actor.id.clone(),
        names: std::iter::once(&actor.name).chain(&actor.aliases).filter(|n| !n.trim().is_empty()).cloned().collect(),
        kind: actor.kind,
        side: actor.side.clone(),
        country: actor.country.clone(),
    };
    actors.iter().map(of).collect()
}

/// Whether words that a document has for an actor of that kind are a name by which it is known over all documents, and no description.
pub fn is_alias(words: &str, kind: ActorKind) -> bool {
    crate::names::is_alias(words, kind)
}

/// Whether two kinds can be one actor's: texts and the atlas draw these lines differently.
pub(crate) fn kinds_fit(a: ActorKind, b: ActorKind) -> bool {
    use ActorKind::*;
    let group = |kind| match kind {
        State => 1,
        Government | Military | Faction | Organisation | Party => 2,
        Person => 4,
        Media | Company => 8,
        Place => 16,
    };
    a == b
        || group(a) == group(b)
        || matches!((a, b), (Organisation, Company | Media) | (Company | Media, Organisation))
}
