//! Bodies of names that every state may have: "the Constitutional Court", "the Central Military Commission".
//!
//! Comes in: a name and the countries of which the text speaks. Goes out: whether the body that the atlas has under it is another's.

use std::collections::BTreeSet;

use atlas::{Hit, Key, Strength, Via};
use model::ActorKind;

use super::Scene;
use crate::lexicon;
use crate::names::Name;

/// The countries of which a text names the state, its people, a place or a person, and those of its dateline and outlet.
pub(super) fn countries_named(scene: Scene<'_>) -> BTreeSet<String> {
    let country = |k: Key| scene.atlas.get(k).country().map(str::to_string);
    let telling = |h: &&Hit| {
        let kind = scene.atlas.get(h.key).kind();
        h.strength == Strength::Strong && !matches!(kind, ActorKind::Government | ActorKind::Military)
    };
    let named = scene.names.iter().filter_map(|n| n.hits.iter().find(telling)).map(|h| h.key);
    named.chain(scene.home).chain(scene.outlet_home).filter_map(country).collect()
}

/// Whether a word of a body's name may stand in the name of such a body of any state.
pub(super) fn is_common_name_word(word: &str) -> bool {
    let word = word.to_lowercase();
    lexicon::is_common_institution(&word)
        || matches!(
            word.as_str(),
            "central"
                | "constitutional"
                | "electoral"
                | "general"
                | "high"
                | "joint"
                | "of"
                | "the"
                | "people"
                | "ministry"
        )
}

/// The kind of a body whose name every state may have ("the Central Military Commission"), where the atlas has it for a country of
/// which the text says nothing: it is another's.
pub(super) fn of_a_state_unnamed(scene: Scene<'_>, name: &Name, countries: &BTreeSet<String>) -> Option<ActorKind> {
    let best = name.hits.iter().find(|h| h.strength == Strength::Strong)?;
    let entity = scene.atlas.get(best.key);
    let body = matches!(entity.kind(), ActorKind::Government | ActorKind::Military) && best.via != Via::Pattern;
    let theirs = !countries.is_empty() && entity.country().is_some_and(|c| !countries.contains(c));
    (body && theirs && name.tokens.len() > 1 && name.tokens.clone().all(|t| is_common_name_word(scene.text.at(t).text)))
        .then(|| entity.kind())
}
