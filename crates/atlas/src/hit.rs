//! What a name look-up gives back.

use crate::atlas::Key;

/// Whether a name stands alone or needs context.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// The name alone says who is meant.
    Strong,
    /// Only with support from the text: family names, loose short forms, small towns called like people or words.
    Weak,
}

impl Strength {
    /// `strong` or `weak`.
    pub fn word(self) -> &'static str {
        match self {
            Strength::Strong => "strong",
            Strength::Weak => "weak",
        }
    }
}

/// How a name names its bearer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Via {
    /// The display name.
    Name,
    /// Another full name or spelling.
    Alias,
    /// An acronym.
    Abbreviation,
    /// The adjective or noun of a state's people.
    Demonym(Demonym),
    /// The state's capital: the bearer is the state.
    Capital,
    /// A seat of power: the bearer is whoever sits there.
    Seat,
    /// A family name (or what stands for it) alone.
    FamilyName,
    /// A loose short form.
    ShortName,
    /// A name made from a pattern: "the Qatari foreign ministry", "Pakistani troops".
    Pattern,
}

/// Form of a demonym.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Demonym {
    /// "Pakistani", before a noun.
    Adjective,
    /// "a Pakistani".
    Singular,
    /// "the Pakistanis".
    Plural,
}

impl Via {
    /// In words, such as `family name`.
    pub fn word(self) -> &'static str {
        match self {
            Via::Name => "name",
            Via::Alias => "other name",
            Via::Abbreviation => "abbreviation",
            Via::Demonym(Demonym::Adjective) => "adjective",
            Via::Demonym(Demonym::Singular) => "demonym",
            Via::Demonym(Demonym::Plural) => "demonym of many",
            Via::Capital => "capital",
            Via::Seat => "seat of power",
            Via::FamilyName => "family name",
            Via::ShortName => "short name",
            Via::Pattern => "office pattern",
        }
    }

    pub(crate) fn from_code(code: u8) -> Via {
        match code {
            0 => Via::Name,
            2 => Via::Abbreviation,
            3 => Via::Demonym(Demonym::Adjective),
            4 => Via::Demonym(Demonym::Singular),
            5 => Via::Demonym(Demonym::Plural),
            6 => Via::Capital,
            7 => Via::Seat,
            8 => Via::FamilyName,
            9 => Via::ShortName,
            10 => Via::Pattern,
            _ => Via::Alias,
        }
    }
}

/// One entity that bears the name looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// Who.
    pub key: Key,
    /// Whether the name stands alone.
    pub strength: Strength,
    /// How the name names.
    pub via: Via,
}

/// Tokens that name somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// First token.
    pub start: usize,
    /// Token after the last.
    pub end: usize,
    /// Who bears the name, strongest first; never empty.
    pub hits: Vec<Hit>,
}
