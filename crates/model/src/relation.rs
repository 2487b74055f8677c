//! Types of relations between two actors, their sign and status.

use serde::{Deserialize, Serialize};

use crate::ModelError;

/// How things stand between two actors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RelationType {
    /// Patron → the one backed.
    Supports,
    /// Allies, close ties; symmetric.
    AlliedWith,
    /// Who recognises → the government or state.
    Recognises,
    /// Who fights or is hostile → to whom.
    Opposes,
    /// Rivals; symmetric.
    RivalOf,
    /// Tension, rift; symmetric.
    StrainedWith,
    /// Who mediates or hedges → each of those between whom.
    Balances,
    /// Person → what it leads.
    Leads,
    /// Member → the whole.
    MemberOf,
    /// Person → person; symmetric.
    KinOf,
    /// Heir → whom.
    SuccessorOf,
    /// Holder → territory.
    Controls,
}

use RelationType::*;

impl RelationType {
    /// All types in the guide's order.
    pub const ALL: [RelationType; 12] = [
        Supports,
        AlliedWith,
        Recognises,
        Opposes,
        RivalOf,
        StrainedWith,
        Balances,
        Leads,
        MemberOf,
        KinOf,
        SuccessorOf,
        Controls,
    ];

    /// The word of the answer format, such as `allied_with`.
    pub fn word(self) -> &'static str {
        match self {
            Supports => "supports",
            AlliedWith => "allied_with",
            Recognises => "recognises",
            Opposes => "opposes",
            RivalOf => "rival_of",
            StrainedWith => "strained_with",
            Balances => "balances",
            Leads => "leads",
            MemberOf => "member_of",
            KinOf => "kin_of",
            SuccessorOf => "successor_of",
            Controls => "controls",
        }
    }

    /// Reads the word of the answer format.
    pub fn from_word(word: &str) -> Result<Self, ModelError> {
        Self::ALL.into_iter().find(|t| t.word() == word).ok_or_else(|| ModelError::UnknownRelationType(word.into()))
    }

    /// −1 hostile, 0 none, +1 friendly.
    pub fn sign(self) -> i8 {
        match self {
            Supports | AlliedWith | Recognises => 1,
            Opposes | RivalOf | StrainedWith => -1,
            _ => 0,
        }
    }

    /// Whether either end may stand first.
    pub fn is_symmetric(self) -> bool {
        matches!(self, AlliedWith | RivalOf | StrainedWith | KinOf)
    }
}

/// When a relation holds, seen from the text's day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It holds.
    #[default]
    Current,
    /// It held.
    Former,
    /// It begins to hold, or is about to.
    Emerging,
    /// It is said not to hold.
    Negated,
}

impl Status {
    /// The word of the answer format.
    pub fn word(self) -> &'static str {
        match self {
            Status::Current => "current",
            Status::Former => "former",
            Status::Emerging => "emerging",
            Status::Negated => "negated",
        }
    }
}

/// What the text says of an event's being.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reality {
    /// It happened.
    #[default]
    Actual,
    /// It is announced, scheduled, promised.
    Planned,
    /// It may or could happen.
    Possible,
    /// It is said not to have happened.
    Denied,
}

impl Reality {
    /// The word of the answer format.
    pub fn word(self) -> &'static str {
        match self {
            Reality::Actual => "actual",
            Reality::Planned => "planned",
            Reality::Possible => "possible",
            Reality::Denied => "denied",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_round_trip_and_agree_with_serde() {
        for t in RelationType::ALL {
            assert_eq!(RelationType::from_word(t.word()).unwrap(), t);
            assert_eq!(serde_json::to_string(&t).unwrap(), format!("\"{}\"", t.word()));
        }
    }
}
