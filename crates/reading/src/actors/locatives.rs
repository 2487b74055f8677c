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
