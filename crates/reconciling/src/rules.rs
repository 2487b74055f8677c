//! Weights and thresholds, read from data.
//!
//! Comes in: a TOML text like `rules.toml`, where each number is explained. Promises: a misspelt name is an error.

use std::collections::BTreeMap;

use model::{Credibility, EventType};
use serde::Deserialize;

/// What is wrong with a table of rules.
#[derive(Debug, thiserror::Error)]
pub enum RulesError {
    /// It is no TOML, a field is missing or unknown, or a number is none.
    #[error("rules of reconciling: {0}")]
    Toml(#[from] toml::de::Error),
}

/// All weights and thresholds.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    pub(crate) link: LinkRules,
    pub(crate) ends: EndRules,
    pub(crate) date: DateRules,
    pub(crate) place: PlaceRules,
    pub(crate) words: WordRules,
    pub(crate) figures: FigureRules,
    pub(crate) mode: ModeRules,
    pub(crate) modes: ModesOf,
    pub(crate) tolerance: BTreeMap<String, i32>,
    pub(crate) blocks: BlockRules,
    pub(crate) dispute: DisputeRules,
    pub(crate) credibility: Vec<CredibilityRow>,
    pub(crate) facets: BTreeMap<EventType, Vec<Vec<String>>>,
    /// Weights for comparing actors that the atlas does not know.
    pub identity: IdentityRules,
}

macro_rules! numbers {
    ($(#[$doc:meta])* $name:ident { $($field:ident),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(crate) struct $name { $(pub $field: f64),* }
    };
}

numbers!(LinkRules { threshold, group_mean });
numbers!(EndRules {
    same,
    vague,
    part,
    missing,
    other_actor,
    person,
    other_person,
    other_person_met,
    companions,
    extra
});
numbers!(DateRules {
    same_day,
    next_day,
    same_span,
    week,
    month,
    vaguer,
    per_day,
    undated_near,
    undated_week,
    undated_month,
    undated_far,
    both_undated_near,
    both_undated_week,
    both_undated_month,
    both_undated_far,
    ahead,
    denial,
    denied_ahead,
});
numbers!(PlaceRules { same, within, other, unlike, near_km });
numbers!(WordRules { shared, none, facet, same_facet, ordinal, twin });
numbers!(FigureRules { same_amount, other_amount, far_amount, same_toll, far_toll, far });
numbers!(ModeRules { same, other, one_only });

/// Which modes are happenings of their own.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ModesOf {
    pub distinct: Vec<EventType>,
    pub plain: Vec<EventType>,
    pub persons: Vec<EventType>,
    pub directed: Vec<String>,
    pub none: Vec<String>,
}

/// Widths of blocks.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BlockRules {
    pub days: i32,
    pub exact: i32,
    pub undated_back: i32,
    pub undated_ahead: i32,
    pub pairs: usize,
    pub blamed: Vec<EventType>,
}

/// From where on values differ.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DisputeRules {
    pub date_gap: i32,
    pub amount: f64,
    pub about: f64,
}

/// What a grade asks of the other voices.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CredibilityRow {
    pub grade: Credibility,
    #[serde(default)]
    pub withdrawn: bool,
    #[serde(default)]
    pub denied: bool,
    #[serde(default)]
    pub with: usize,
    #[serde(default)]
    pub others: usize,
    #[serde(default)]
    pub against: usize,
    pub differ_most: Option<usize>,
    pub against_most: Option<usize>,
    #[serde(default)]
    pub with_per_differ: usize,
    #[serde(default)]
    pub others_per_against: usize,
}

/// Weights for comparing actors that the atlas does not know.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdentityRules {
    pub(crate) threshold: f64,
    pub(crate) name: f64,
    pub(crate) short_name: f64,
    pub(crate) outlet: f64,
    pub(crate) acronym: f64,
    pub(crate) short_acronym: f64,
    pub(crate) description: f64,
    pub(crate) country: f64,
    pub(crate) side: f64,
    pub(crate) other_side: f64,
}

impl Rules {
    /// The rules that come with the program.
    pub fn builtin() -> Rules {
        Rules::parse(include_str!("../rules.toml")).expect("a test reads the rules that come with the program")
    }

    /// Reads a table of rules.
    ///
    /// # Errors
    /// If it is no TOML, or a field is missing, unknown or no number.
    pub fn parse(text: &str) -> Result<Rules, RulesError> {
        Ok(toml::from_str(text)?)
    }

    /// Whether two claims with this sum of terms are linked.
    pub fn is_link(&self, sum: f64) -> bool {
        sum >= self.link.threshold
    }

    /// Days between exact dates that claims of a type and mode may have and still be of one happening.
    pub(crate) fn tolerance(&self, kind: EventType, mode: Option<&str>, planned: bool) -> i32 {
        let of = |name: &str| self.tolerance.get(name).copied();
        let by_mode = mode.and_then(|m| of(&format!("{}/{m}", kind.word())));
        let days = by_mode.or_else(|| of(kind.word())).or_else(|| of("default")).unwrap_or(1);
        days + if planned { of("planned").unwrap_or(0) } else { 0 }
    }

    /// The longest tolerance of a type, whatever the mode.
    pub(crate) fn reach(&self, kind: EventType, planned: bool) -> i32 {
        let of_mode = |name: &str| name.strip_prefix(kind.word()).is_some_and(|rest| rest.starts_with('/'));
        let modes = self.tolerance.iter().filter(|(name, _)| of_mode(name)).map(|(_, days)| *days);
        let slip = self.tolerance(kind, None, planned) - self.tolerance(kind, None, false);
        modes.chain([self.tolerance(kind, None, false)]).max().unwrap_or(1) + slip
    }
}

impl IdentityRules {
    /// Whether two candidates with this sum of terms are one actor.
    pub fn is_one(&self, sum: f64) -> bool {
        sum >= self.threshold
    }
}

impl Default for Rules {
    fn default() -> Self {
        Rules::builtin()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_that_come_along_are_sound() {
        let rules = Rules::builtin();
        let days = |mode, planned| rules.tolerance(EventType::Consult, mode, planned);
        assert!(days(None, false) > days(Some("phone"), false));
        assert!(days(None, true) > days(None, false));
    }

    #[test]
    fn a_misspelt_name_is_an_error() {
        let text = include_str!("../rules.toml").replace("same_day", "sameday");
        assert!(Rules::parse(&text).is_err());
    }
}
