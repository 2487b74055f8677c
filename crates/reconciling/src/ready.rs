//! A claim made ready once for all the comparisons that it takes part in.
//!
//! Comes in: a claim. Goes out: its blocks, sums of terms with others, groups. Promises: the same answers as [`crate::blocks`],
//! [`crate::compare`] and [`crate::group`](fn@crate::group), which make ready anew each time.

use crate::blocks::{BlockKey, keys};
use crate::compare::profiles;
use crate::group::{Link, of_profiles};
use crate::profile::Profile;
use crate::report::{Cast, Decisions, Seen};
use crate::rules::Rules;

/// A claim made ready.
#[derive(Debug, Clone)]
pub struct Ready<'a>(pub(crate) Profile<'a>);

impl<'a> Ready<'a> {
    /// Makes a claim ready. Linear in its actors and words.
    pub fn new(seen: Seen<'a>, cast: &'a Cast, rules: &Rules) -> Ready<'a> {
        Ready(Profile::new(seen, cast, rules))
    }

    /// The claim.
    pub fn seen(&self) -> Seen<'a> {
        self.0.seen
    }

    /// As [`crate::blocks`].
    pub fn blocks(&self, rules: &Rules) -> Vec<BlockKey> {
        keys(&self.0, rules)
    }

    /// The sum of the terms beside another claim; nothing if they are apart.
    pub fn sum(&self, other: &Ready<'_>, rules: &Rules) -> Option<f64> {
        profiles(&self.0, &other.0, rules).sum()
    }
}

/// As [`crate::group`](fn@crate::group).
pub fn group_ready(ready: &[Ready<'_>], links: &[Link], rules: &Rules, decisions: &Decisions) -> Vec<Vec<usize>> {
    let profiles: Vec<&Profile<'_>> = ready.iter().map(|r| &r.0).collect();
    of_profiles(&profiles, links, rules, decisions)
}
