//! Grades that people gave, and what they make of a claim.
//!
//! Comes in: letters for outlets and actors, numbers for claims. Goes out: the [`Grading`] of each claim of an incident. Promises: the
//! letter of the outlet, the letter of the source and the number stand each for itself; nothing of an incident changes by them.

use std::collections::BTreeMap;

use model::{Credibility, Grading, Incident, Judged, JudgedBy, Rated, Reliability};

use crate::assess::{supports, tell};
use crate::report::{Cast, Seen, outlet_key};
use crate::rules::Rules;

/// What people graded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grades {
    /// Outlets and data sets by folded name.
    outlets: BTreeMap<String, Rated>,
    /// Actors by id.
    sources: BTreeMap<String, Rated>,
    /// Claims by key.
    claims: BTreeMap<String, Judged>,
}

impl Grades {
    /// Gives an outlet or a data set a letter.
    pub fn rate_outlet(&mut self, name: &str, grade: Reliability) {
        self.outlets.insert(outlet_key(name), Rated { grade, of: name.to_owned() });
    }

    /// Gives an actor a letter.
    pub fn rate_source(&mut self, id: &str, grade: Reliability) {
        self.sources.insert(id.to_owned(), Rated { grade, of: id.to_owned() });
    }

    /// Gives a claim a number.
    pub fn judge(&mut self, claim: &str, grade: Credibility, why: &str) {
        self.claims.insert(claim.to_owned(), Judged { grade, by: JudgedBy::Hand, why: why.to_owned() });
    }

    /// An outlet's name without its article, however it is written: the same for the same outlet.
    pub fn outlet_key(name: &str) -> String {
        outlet_key(name)
    }

    /// The letter of an outlet: its own, or that of the actor who is that outlet.
    pub fn outlet(&self, name: &str, cast: &Cast) -> Option<&Rated> {
        let as_actor = || self.sources.get(cast.outlet(name)?);
        self.outlets.get(&outlet_key(name)).or_else(as_actor)
    }

    /// The letter of an actor as a source: its own, that of the outlet that it is, or that of the nearest for whom it acts.
    pub fn source(&self, id: &str, cast: &Cast) -> Option<&Rated> {
        let mut at = id;
        // No chain of sides is longer; a circle ends here.
        for _ in 0..16 {
            let member = cast.get(at);
            let names = member.into_iter().flat_map(|m| std::iter::once(&m.name).chain(&m.aliases));
            let as_outlet = || match at == id && !self.outlets.is_empty() {
                true => names.clone().find_map(|n| self.outlets.get(&outlet_key(n))),
                false => None,
            };
            if let Some(rated) = self.sources.get(at).or_else(as_outlet) {
                return Some(rated);
            }
            at = member?.side.as_deref()?;
        }
        None
    }

    /// The grades of a claim of which voices make `judged`; a person's number goes before.
    pub fn of(
        &self,
        claim: &str,
        outlet: Option<&str>,
        source: Option<&str>,
        judged: Option<Judged>,
        cast: &Cast,
    ) -> Grading {
        Grading {
            outlet: outlet.and_then(|name| self.outlet(name, cast)).cloned(),
            source: source.and_then(|id| self.source(id, cast)).cloned(),
            credibility: self.claims.get(claim).cloned().or(judged),
        }
    }

    /// Puts to each claim of an incident its grades. `seen` and `cast` are those from which it was assessed.
    pub fn put(&self, incident: &mut Incident, seen: &[Seen<'_>], cast: &Cast, rules: &Rules) {
        let told = tell(seen, cast);
        let supports = supports(&told, incident, cast, rules);
        for (claim, support) in incident.claims.iter_mut().zip(supports) {
            let (outlet, source) = (claim.outlet.as_deref(), claim.source.as_deref());
            claim.grading = Some(self.of(&claim.key, outlet, source, Some(support.judged(rules)), cast));
        }
    }
}
