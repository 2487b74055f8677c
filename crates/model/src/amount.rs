//! Sums of money and numbers of casualties, with how exactly the text gives them.

use serde::{Deserialize, Serialize};

/// How exactly a number is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// The number itself.
    #[default]
    Exact,
    /// That much or more.
    AtLeast,
    /// That much or less.
    AtMost,
    /// Near it.
    About,
}

/// A sum of money.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Amount {
    /// In whole units of the currency.
    pub value: f64,
    /// ISO 4217 code.
    pub currency: String,
    /// How exactly.
    pub bound: Bound,
}

/// One sum, or several in one deal (a range, two currencies).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Amounts {
    /// One sum.
    One(Amount),
    /// Several.
    Many(Vec<Amount>),
}

/// The dead and hurt of an assault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Toll {
    /// Killed, where the text says how many.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub killed: Option<u64>,
    /// Injured, where the text says how many.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub injured: Option<u64>,
    /// How exactly.
    pub bound: Bound,
}
