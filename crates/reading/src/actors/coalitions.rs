//! Coalitions in common nouns: "the coalition", "coalition aircraft", "the US-led coalition", "the international coalition".
//!
//! Comes in: the noun and who has been spoken of. Goes out: the coalition named last, or else one of no other name; coalitions of parties
//! that rule or oppose are left to others.

use model::ActorKind;

use super::nominals::{Before, definite, noun_phrase, recent};
use super::{ActorEntry, ActorIx, Actors, Scene};
use crate::text::Tok;

/// Those who may fight or fly for a coalition.
const ARMS: &[&str] = &[
    "forces",
    "troops",
    "soldiers",
    "aircraft",
    "jets",
    "planes",
    "warplanes",
    "drones",
    "ships",
    "warships",
    "military",
];

/// The coalition that a noun means.
pub(super) fn coalition(
    actors: &mut Actors,
    scene: Scene<'_>,
    before: &Before,
    t: Tok,
    word: &str,
    own: &[ActorIx],
) -> Option<ActorIx> {
    let text = scene.text;
    let front = |u: Tok, words: &[&str]| text.children(u).iter().any(|c| *c < u && words.contains(&text.word(*c)));
    let arms = ARMS.contains(&word) && front(t, &["coalition"]);
    if !arms && word != "coalition" {
        return None;
    }
    let of_parties =
        ["ruling", "governing", "opposition", "government", "party", "electoral", "parliamentary", "political"];
    if front(t, &of_parties) {
        return None;
    }
    // "The U.S.-led coalition": the name in front is whose lead it is under.
    let led = text.children(t).iter().any(|c| *c < t && text.word(*c).ends_with("led"));
    if !arms && (text.at(t).dep == "compound" || !definite(text, t) && !led) {
        return None;
    }
    if !own.is_empty() && !led && !arms {
        return None;
    }
    let called = |e: &ActorEntry| {
        let kind = matches!(e.kind, ActorKind::Organisation | ActorKind::Military | ActorKind::Faction);
        kind && (e.name.to_lowercase().contains("coalition")
            || e.names.iter().any(|n| n.to_lowercase().contains("coalition")))
    };
    if let Some(a) = recent(actors, before, called) {
        return Some(a);
    }
    if arms {
        return Some(actors.of_name(ActorKind::Military, "coalition forces", None));
    }
    if !led && !front(t, &["international", "global", "multinational", "military"]) {
        return None;
    }
    let phrase = noun_phrase(text, t);
    let first = phrase.clone().find(|u| !matches!(text.at(*u).pos, "DET" | "PRON" | "PUNCT"))?;
    Some(actors.of_name(ActorKind::Organisation, text.words(first..t + 1), None))
}
