//! Persons called by what they are: "the leftist", "the cleric", "his guest", "the 70-year-old".
//!
//! Comes in: a noun with an article or a possessor and no more said of it. Goes out: the person of whom the text speaks there.

use model::ActorKind;

use super::nominals::{Before, definite};
use super::pronouns::salient_person;
use super::{ActorIx, Actors, Scene};
use crate::text::{Text, Tok};

/// What a text calls persons whom it has named.
const CALLED: &[&str] = &[
    "politician",
    "leftist",
    "rightist",
    "populist",
    "conservative",
    "liberal",
    "socialist",
    "communist",
    "nationalist",
    "centrist",
    "republican",
    "democrat",
    "hardliner",
    "hard-liner",
    "reformist",
    "reformer",
    "moderate",
    "pragmatist",
    "libertarian",
    "technocrat",
    "cleric",
    "strongman",
    "autocrat",
    "dictator",
    "despot",
    "tyrant",
    "billionaire",
    "businessman",
    "tycoon",
    "mogul",
    "magnate",
    "banker",
    "economist",
    "incumbent",
    "veteran",
    "statesman",
    "stateswoman",
    "ex-president",
    "ex-premier",
    "ex-general",
    "ex-minister",
    "ex-leader",
    "ex-soldier",
    "ex-banker",
    "firebrand",
    "maverick",
    "outsider",
    "newcomer",
    "octogenarian",
    "septuagenarian",
    "nonagenarian",
    "tribune",
    "demagogue",
    "dissident",
    "laureate",
    "fugitive",
    "convict",
    "warlord",
    "putschist",
];

/// The person whom such a noun means.
pub(super) fn person_called(actors: &Actors, text: &Text<'_>, before: &Before, t: Tok) -> Option<ActorIx> {
    let token = text.at(t);
    let word = text.word(t);
    if token.tag != "NN" || !matches!(token.dep, "nsubj" | "nsubjpass" | "dobj" | "pobj" | "dative" | "poss" | "conj") {
        return None;
    }
    // "His host, Name", "a friend, Name": whoever is named beside it.
    let acquaintance = matches!(
        word,
        "guest"
            | "visitor"
            | "host"
            | "friend"
            | "ally"
            | "rival"
            | "foe"
            | "opponent"
            | "challenger"
            | "mentor"
            | "protege"
            | "protégé"
            | "confidant"
            | "confidante"
            | "partner"
            | "colleague"
    );
    if acquaintance
        && let Some(c) = text.children_by(t, "appos").find(|c| *c > t && text.word(t + 1) == ",")
        && let &[a] = actors.whom(c)
        && is_named(actors, a)
    {
        return Some(a);
    }
    // "The leftist who rules there", "the leftist of the two", "Chile's leftist": said of another.
    let told = |c: &Tok| {
        matches!(text.at(*c).dep, "relcl" | "acl" | "prep" | "appos" | "compound" | "nummod")
            || text.at(*c).pos == "PROPN"
    };
    let child = |dep: &str| text.child(t, dep);
    if text.children(t).iter().any(told) {
        return None;
    }
    let owner = child("poss");
    if matches!(word, "guest" | "visitor") {
        let host: &[ActorIx] = owner.map_or(&[], |o| actors.whom(o));
        if owner.is_none() && !definite(text, t) {
            return None;
        }
        return salient_person(actors, text, before, t, host);
    }
    let old = word.ends_with("-year-old") || word == "old" && t >= 3 && text.word(t - 2) == "year";
    if owner.is_some() || !definite(text, t) || !(CALLED.contains(&word) || old) {
        return None;
    }
    salient_person(actors, text, before, t, &[])
}

/// "The Colombian thanked him": the person of that country of whom the text has just spoken, where it names no people by that form.
pub(super) fn countryman(actors: &Actors, scene: Scene<'_>, before: &Before, t: Tok) -> Option<ActorIx> {
    let text = scene.text;
    let token = text.at(t);
    let single = matches!(token.tag, "NNP" | "NN" | "JJ") && !token.text.ends_with('s');
    // "The French", "the Chinese" are all of them.
    let all = ["sh", "ch", "ese", "ss"].iter().any(|end| token.text.ends_with(end));
    if !single
        || all
        || token.ent != "NORP"
        || !matches!(token.dep, "nsubj" | "nsubjpass" | "dobj" | "pobj" | "dative" | "poss")
        || !definite(text, t)
        || text.children(t).iter().any(|c| !matches!(text.at(*c).dep, "det" | "case" | "punct"))
    {
        return None;
    }
    let &[state] = actors.whom(t) else { return None };
    let adjective = |h: &atlas::Hit| matches!(h.via, atlas::Via::Demonym(_));
    let demonym = scene.atlas.find(token.text).iter().any(adjective);
    let country = actors.entries[state].country.as_deref()?;
    if !demonym || actors.entries[state].kind != ActorKind::State {
        return None;
    }
    let here = token.sentence;
    let near = before.iter().rev().take_while(|(tok, _)| here.saturating_sub(text.at(*tok).sentence) <= 4);
    near.filter_map(|(_, whom)| if let [a] = whom[..] { Some(a) } else { None }).find(|a| {
        let of = actors.entries[actors.side(*a)].country.as_deref();
        is_named(actors, *a) && (of == Some(country) || actors.entries[*a].country.as_deref() == Some(country))
    })
}

/// Whether somebody is a person of a name.
pub(super) fn is_named(actors: &Actors, a: ActorIx) -> bool {
    actors.entries[a].kind == ActorKind::Person && actors.entries[a].name.starts_with(char::is_uppercase)
}
