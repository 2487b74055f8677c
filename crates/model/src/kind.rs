//! What an actor is.

use serde::{Deserialize, Serialize};

/// What an actor is, in the vocabulary of the annotation guide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ActorKind {
    /// A sovereign state, or one that claims to be.
    State,
    /// A government, ministry, court, parliament or other organ of a state.
    Government,
    /// Armed forces or a service of a state.
    Military,
    /// A rival administration, rebel group, militia, movement, crowd.
    Faction,
    /// An international or domestic organisation.
    Organisation,
    /// A political party.
    Party,
    /// A natural person, or an unnamed one in a role ("a diplomat").
    Person,
    /// A news agency, paper, broadcaster, site.
    Media,
    /// A company.
    Company,
    /// A territory or place that takes part in a relation.
    Place,
}

impl ActorKind {
    /// The word of the answer format, such as `state`.
    pub fn word(self) -> &'static str {
        match self {
            ActorKind::State => "state",
            ActorKind::Government => "government",
            ActorKind::Military => "military",
            ActorKind::Faction => "faction",
            ActorKind::Organisation => "organisation",
            ActorKind::Party => "party",
            ActorKind::Person => "person",
            ActorKind::Media => "media",
            ActorKind::Company => "company",
            ActorKind::Place => "place",
        }
    }
}
