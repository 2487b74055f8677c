//! Whether a name says where something is rather than who does it: by its preposition and by the noun in front of it.

use super::Scene;
use crate::text::Tok;

/// Prepositions behind which a name is a place.
const WHERE: &[&str] = &[
    "in",
    "at",
    "near",
    "around",
    "outside",
    "inside",
    "across",
    "throughout",
    "within",
    "towards",
    "toward",
    "off",
    "beyond",
    "into",
    "through",
    "along",
    "above",
    "over",
    "around",
    "via",
];

/// Whether the name says where: after "in", "near", "to" with a verb of motion.
pub(super) fn is_locative(scene: Scene<'_>, head: Tok) -> bool {
    let text = scene.text;
    let token = text.at(head);
    if token.dep == "conj" && token.head != head {
        return is_locative(scene, token.head);
    }
    if token.dep == "pobj" && token.head != head {
        // "directed at Moscow" is the state, "held at Kampala" hardly ever said.
        if text.word(token.head) == "at" && text.at(text.at(token.head).head).tag.starts_with('V') {
            return false;
        }
        return WHERE.contains(&text.word(token.head));
    }
    matches!(token.dep, "npadvmod" | "advmod")
}

/// Behind "in", "near", or behind "of" after a noun of places.
pub(super) fn stands_for_place(scene: Scene<'_>, head: Tok) -> bool {
    const KINDS: &[&str] = &[
        "town",
        "city",
        "village",
        "market",
        "port",
        "airport",
        "camp",
        "province",
        "region",
        "district",
        "island",
        "base",
        "hospital",
        "area",
        "state",
        "suburb",
        "neighbourhood",
        "peninsula",
        "valley",
        "border",
        "outskirts",
        "enclave",
        "crossing",
        "county",
        "terminal",
        "oilfield",
        "gasfield",
        "junction",
        "quarter",
        "garrison",
        "stronghold",
        "hamlet",
        "settlement",
    ];
    let text = scene.text;
    let token = text.at(head);
    if token.dep != "pobj" || token.head == head {
        return false;
    }
    let above = text.at(text.at(token.head).head);
    let site = || {
        matches!(
            text.word(head),
            "palace"
                | "house"
                | "hall"
                | "hotel"
                | "airport"
                | "base"
                | "airbase"
                | "stadium"
                | "square"
                | "port"
                | "camp"
                | "crossing"
                | "university"
                | "residence"
                | "castle"
                | "barracks"
        )
    };
    match text.word(token.head) {
        "at" | "to" | "from" => site(),
        "in" | "near" | "outside" | "inside" => {
            !matches!(above.lemma, "believe" | "trust" | "confidence" | "faith" | "interest" | "invest")
        }
        "of" => KINDS.contains(&above.lemma),
        _ => false,
    }
}

/// Verbs whose object, or whose passive's subject, is land where it is no one known: none of them is done to a person.
const HOLDING: &[&str] =
    &["control", "recapture", "retake", "overrun", "overran", "besiege", "annex", "occupy", "administer", "encircle"];

/// Verbs that are done to land and to people alike.
const TAKING: &[&str] =
    &["hold", "capture", "seize", "take", "liberate", "govern", "rule", "storm", "bombard", "shell"];

/// "The rebels control Rawadi", "Rawadi-held", "Rawadi fell to the army", "the hills are in rebel hands": a name that nobody knows is
/// land where land alone is spoken of so. A name that the parse takes for a person's needs a verb that is not done to persons.
pub(super) fn is_held_land(scene: Scene<'_>, head: Tok, label: &str) -> bool {
    let text = scene.text;
    let token = text.at(head);
    if token.head == head {
        return false;
    }
    let verb = text.at(token.head);
    let done = |v: &str| HOLDING.contains(&v) || label != "PERSON" && TAKING.contains(&v);
    match token.dep {
        "dobj" | "nsubjpass" => done(verb.lemma) && text.child(token.head, "dative").is_none(),
        "nsubj" if matches!(verb.lemma, "be" | "fall" | "remain" | "come" | "pass" | "lie" | "change") => {
            let held = |p: Tok| {
                let noun = text.child(p, "pobj").map(|o| text.at(o).lemma);
                match text.word(p) {
                    "in" | "into" => noun.is_some_and(|n| n == "hand"),
                    "under" => noun.is_some_and(|n| matches!(n, "control" | "occupation" | "siege" | "rule")),
                    "to" => verb.lemma == "fall",
                    _ => false,
                }
            };
            text.children_by(token.head, "prep").any(held)
                || verb.lemma == "change" && text.child(token.head, "dobj").is_some_and(|o| text.at(o).lemma == "hand")
        }
        _ => false,
    }
}
