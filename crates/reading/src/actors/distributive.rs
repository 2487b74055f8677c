//! Each of a group: "each side", "either country", "neither", "the pair", "the four".
//!
//! Comes in: a singular noun behind "each", or a word for a number of people. Goes out: the members of the group named before.

use super::groups::{self, Members};
use super::nominals::{Before, definite};
use super::{ActorIx, Actors};
use crate::text::{Text, Tok};

/// The group whose members a word takes one by one.
pub(super) fn one_by_one(actors: &Actors, text: &Text<'_>, before: &Before, t: Tok) -> Option<Vec<ActorIx>> {
    let token = text.at(t);
    let word = text.word(t);
    let each = |c: &Tok| *c < t && matches!(text.word(*c), "each" | "either" | "neither");
    // "Each of them" says of whom.
    let of = text.children_by(t, "prep").any(|c| text.word(c) == "of");
    let members = if text.children(t).iter().any(each) && matches!(token.tag, "NN" | "NNP") {
        Some(groups::members(&plural(word))?)
    } else if matches!(word, "each" | "neither") && token.dep == "nsubj" && !of {
        Some(Members::Sides)
    } else {
        None
    };
    if let Some(members) = members {
        let group = groups::latest(actors, text, before, t, Some(2), members);
        return (group.len() > 1).then_some(group);
    }
    let n = match word {
        "pair" | "duo" => 2,
        "trio" => 3,
        "quartet" => 4,
        _ => return None,
    };
    if of || !definite(text, t) || !matches!(token.dep, "nsubj" | "nsubjpass" | "dobj" | "pobj") {
        return None;
    }
    let persons = groups::latest(actors, text, before, t, Some(n), Members::Persons);
    let group =
        if persons.is_empty() { groups::latest(actors, text, before, t, Some(n), Members::Any) } else { persons };
    (group.len() > 1).then_some(group)
}

/// The plural of a regular noun.
fn plural(word: &str) -> String {
    match word.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None if word == "man" => "men".to_string(),
        None => format!("{word}s"),
    }
}
