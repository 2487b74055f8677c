//! How sure a claim is: the probability that the text says it.
//!
//! Comes in: claims as the document level leaves them. Goes out: a number in [0, 1], and the traits it rests on.
//! A logistic regression over [`traits_of_event`] and [`traits_of_relation`]; its weights are data (`confidence.toml`, fitted to annotated
//! articles by `scripts/confidence/fit.py`, which also cross-validates them).

use std::collections::{BTreeMap, BTreeSet};

use model::{ActorKind, EventType, Reality, Status};
use serde::Deserialize;

use crate::actors::{ActorIx, Actors};
use crate::claims::{Basis, EventClaim, RelationClaim};
use crate::explanation::TraitTrace;
use crate::text::Text;

/// One trait of a claim: its name and how much of it there is (1 for yes).
pub(crate) type Trait = (String, f64);

/// Weights by trait; a trait without a weight counts nothing.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Weights {
    event: BTreeMap<String, f64>,
    relation: BTreeMap<String, f64>,
}

impl Weights {
    /// The weights that come with the crate.
    pub(crate) fn builtin() -> Self {
        toml::from_str(include_str!("../confidence.toml")).expect("the crate's own weights are read by its tests")
    }

    /// Probability that the text says the event.
    pub(crate) fn of_event(&self, traits: &[Trait]) -> f64 {
        probability(&self.event, traits)
    }

    /// What makes an event sure or unsure.
    pub(crate) fn explain_event(&self, traits: Vec<Trait>) -> Vec<TraitTrace> {
        explain(&self.event, traits)
    }

    /// What makes a relation sure or unsure.
    pub(crate) fn explain_relation(&self, traits: Vec<Trait>) -> Vec<TraitTrace> {
        explain(&self.relation, traits)
    }

    /// Probability that the text says the relation.
    pub(crate) fn of_relation(&self, traits: &[Trait]) -> f64 {
        probability(&self.relation, traits)
    }
}

/// The traits with their weights, the base first.
fn explain(weights: &BTreeMap<String, f64>, traits: Vec<Trait>) -> Vec<TraitTrace> {
    let weight = |name: &str| weights.get(name).copied().unwrap_or(0.0);
    let base = std::iter::once(("base".to_string(), 1.0));
    base.chain(traits).map(|(name, amount)| TraitTrace { weight: weight(&name), name, amount }).collect()
}

/// 1 / (1 + e^−(base + Σ weight · amount)), to two digits, within [0.02, 0.99]: no reading is certain.
fn probability(weights: &BTreeMap<String, f64>, traits: &[Trait]) -> f64 {
    let weight = |name: &str| weights.get(name).copied().unwrap_or(0.0);
    let sum = weight("base") + traits.iter().map(|(name, amount)| weight(name) * amount).sum::<f64>();
    let value = 1.0 / (1.0 + (-sum).exp());
    (value.clamp(0.02, 0.99) * 100.0).round() / 100.0
}

/// What tells right events from wrong ones.
pub(crate) fn traits_of_event(text: &Text<'_>, actors: &Actors, e: &EventClaim) -> Vec<Trait> {
    let mut out = Traits::default();
    out.flag(&format!("type {}", e.code.kind.word()), true);
    out.basis(text, &e.basis);
    out.flag("no actor", e.actors.is_empty());
    out.flag("no recipient", e.recipients.is_empty());
    out.flag("planned", e.reality == Reality::Planned);
    out.flag("possible", e.reality == Reality::Possible);
    out.flag("denied", e.reality == Reality::Denied);
    out.flag("with a mode", e.code.mode.is_some());
    out.flag("dated", e.date.is_some());
    out.flag("placed", e.place.is_some());
    let ends = || e.actors.iter().chain(&e.recipients).copied();
    out.ends(actors, ends());
    let sides: BTreeSet<ActorIx> = ends().map(|a| actors.side(a)).collect();
    out.flag("one side", sides.len() == 1 && !e.recipients.is_empty());
    out.flag("speech", matches!(e.code.kind, EventType::Support | EventType::Accuse | EventType::Request));
    out.0
}

/// What tells right relations from wrong ones.
pub(crate) fn traits_of_relation(text: &Text<'_>, actors: &Actors, r: &RelationClaim) -> Vec<Trait> {
    let mut out = Traits::default();
    out.flag(&format!("type {}", r.kind.word()), true);
    out.basis(text, &r.basis);
    out.flag("by a title", r.basis.rule == "title");
    out.flag("by a group", r.basis.rule == "group");
    out.flag("not current", r.status != Status::Current);
    out.ends(actors, [r.from, r.to].into_iter());
    let kind = |a: ActorIx| actors.entries[a].kind;
    out.flag("person and person", [r.from, r.to].iter().all(|a| kind(*a) == ActorKind::Person));
    out.0
}

/// Natural logarithm of the odds of a whole per cent, within ±4.6.
fn log_odds(percent: u8) -> f64 {
    let p = f64::from(percent.clamp(1, 99)) / 100.0;
    (p / (1.0 - p)).ln()
}

#[derive(Default)]
struct Traits(Vec<Trait>);

impl Traits {
    fn flag(&mut self, name: &str, on: bool) {
        if on {
            self.0.push((name.into(), 1.0));
        }
    }

    fn count(&mut self, name: &str, n: f64) {
        if n > 0.0 {
            self.0.push((name.into(), n));
        }
    }

    /// Traits of the mention on which the claim rests most surely.
    fn basis(&mut self, text: &Text<'_>, basis: &Basis) {
        let doubts = basis.doubts;
        self.count("borrowed arguments", doubts.borrowed.min(4) as f64);
        self.count("resolved arguments", doubts.resolved.min(4) as f64);
        self.flag("noun", doubts.noun);
        self.flag("headline", doubts.headline);
        self.flag("inferred", doubts.inferred);
        self.flag("loose pattern", doubts.loose);
        if let Some(percent) = doubts.learned {
            self.flag("found by weights", true);
            self.0.push(("log odds by weights".into(), log_odds(percent)));
        }
        self.flag("parties by weights", doubts.turned);
        self.flag("several mentions", basis.evidence.len() > 1);
        self.flag("hedged", basis.hedged);
        self.flag("sourced", basis.source.is_some());
        let sentence = &text.sentences[text.at(basis.pred).sentence];
        self.flag("long sentence", sentence.tokens.len() > 35);
        let words = basis.evidence.first().map_or(0, |e| e.len());
        self.flag("long evidence", words > 14);
    }

    fn ends(&mut self, actors: &Actors, ends: impl Iterator<Item = ActorIx>) {
        let ends: Vec<ActorIx> = ends.collect();
        let unknown = ends.iter().filter(|a| actors.entries[**a].key.is_none()).count();
        self.count("ends unknown to the atlas", unknown.min(3) as f64);
        self.flag("many ends", ends.len() > 3);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_grow_with_the_sum_and_stay_within_their_bounds() {
        let weights: BTreeMap<String, f64> = [("base".into(), 1.0), ("noun".into(), -0.5)].into();
        let plain = probability(&weights, &[]);
        let noun = probability(&weights, &[("noun".into(), 1.0)]);
        assert!(noun < plain && plain < 1.0);
        assert_eq!(probability(&weights, &[("noun".into(), 1e9)]), 0.02);
        assert_eq!(probability(&weights, &[("noun".into(), -1e9)]), 0.99);
        assert_eq!(probability(&weights, &[("never heard of".into(), 1.0)]), plain);
    }

    #[test]
    fn the_crates_weights_are_readable() {
        let weights = Weights::builtin();
        assert!(weights.event.contains_key("base") && weights.relation.contains_key("base"));
    }
}
