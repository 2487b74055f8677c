//! Verbs with two objects, and verbs that the tagger took for nouns.
//!
//! Comes in: the tree. Goes out: which slot the subject of a passive fills, and whether a noun is a verb in its bare form.

use crate::text::{Text, Tok};

/// Verbs of which someone has something: "Mali was granted a loan", "Chad was denied entry".
const GIVING: &[&str] = &[
    "give",
    "grant",
    "offer",
    "promise",
    "pledge",
    "send",
    "lend",
    "hand",
    "award",
    "pay",
    "deny",
    "refuse",
    "owe",
    "sell",
    "allot",
    "allocate",
    "accord",
    "guarantee",
    "afford",
    "loan",
    "supply",
    "show",
    "tell",
    "teach",
];

/// The slot of a passive's subject: it receives where the verb keeps an object besides, else it has the deed done to it.
pub(super) fn passive_subject(text: &Text<'_>, verb: Tok) -> &'static str {
    let receives = GIVING.contains(&text.at(verb).lemma) && text.child(verb, "dobj").is_some();
    if receives { "iobj" } else { "obj" }
}

/// "Demanded that Chad hand over the rebels", "the Kurds control Hasakah": a noun with a subject and an object is a verb.
pub(super) fn is_bare_verb(text: &Text<'_>, t: Tok) -> bool {
    text.at(t).tag == "NN" && text.child(t, "nsubj").is_some() && text.child(t, "dobj").is_some()
}
