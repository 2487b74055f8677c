//! People of no name: "three civilians", "the pilot", "nine soldiers".
//!
//! Comes in: their noun and its owners. Goes out: whoever was called so before, else people of no name with their side; none where nothing is
//! done to them or by them.

use model::ActorKind;

use super::institutions::owner_acts;
use super::nominals::{Before, definite, noun_phrase, recent};
use super::spoken::{spoken_of, state_of_scene};
use super::{ActorIx, Actors, Scene};
use crate::text::{Text, Tok};

/// "The pilot", "a Russian marine", "three civilians": whoever was called so before, else people of no name with their side.
pub(super) fn unnamed(
    actors: &mut Actors,
    scene: Scene<'_>,
    before: &Before,
    t: Tok,
    own: &[ActorIx],
) -> Option<ActorIx> {
    let text = scene.text;
    let word = text.word(t);
    let plural = matches!(text.at(t).tag, "NNS" | "NNPS");
    if own.is_empty() && definite(text, t) && !plural {
        let airman = |w: &str| matches!(w, "pilot" | "airman" | "commander" | "captain" | "navigator");
        let called = |e: &super::ActorEntry| {
            e.kind == ActorKind::Person
                && (e.titles.contains(word) || airman(word) && e.titles.iter().any(|t| airman(t)))
        };
        let found = recent(actors, before, called).or_else(|| {
            // One of no name, not many.
            let one = |e: &super::ActorEntry| e.kind == ActorKind::Person && e.key.is_none() && !e.name.ends_with('s');
            if word == "crew" { None } else { recent(actors, before, one) }
        });
        if found.is_some() {
            return found;
        }
    }
    // Who has no owner counts only where something is done to him, or where he does it.
    let mut top = t;
    while text.at(top).dep == "conj" && text.at(top).head < top {
        top = text.at(top).head;
    }
    let verb = text.at(top).head;
    let told = matches!(text.at(verb).lemma, "tell" | "brief" | "inform" | "assure" | "address" | "remind" | "train");
    let takes_part = matches!(text.at(top).dep, "nsubjpass" | "dobj") && !told
        || text.at(top).dep == "pobj" && matches!(text.word(verb), "by" | "against")
        || text.at(top).dep == "pobj" && text.word(verb) == "of" && harms(text.at(text.at(verb).head).lemma);
    if own.is_empty() && !takes_part || matches!(text.at(t).dep, "appos" | "attr") {
        return None;
    }
    let plain = |u: Tok| matches!(text.at(u).pos, "ADJ" | "NOUN" | "PROPN") && text.at(u).head == t;
    let first = (noun_phrase(text, t).start..t).rev().take_while(|u| plain(*u)).last().unwrap_or(t);
    let words = text.words(first..t + 1);
    let words = words.to_string();
    let side = own.first().map(|o| owner_acts(actors, *o));
    let side = side.filter(|s| actors.entries[*s].kind != ActorKind::Person);
    let a = actors.of_name(ActorKind::Person, &words, side);
    // "Killed nine soldiers in the Sahel": soldiers of no named army are those of the place, unless its own army did it.
    let armed = matches!(
        word,
        "soldiers" | "troops" | "policemen" | "gendarmes" | "soldier" | "policeman" | "servicemen" | "conscripts"
    );
    if own.is_empty() && armed && actors.entries[a].side.is_none() {
        let scene_state = state_of_scene(actors, scene, t);
        let state = scene_state.or_else(|| spoken_of(actors, text, before, t));
        let doers: Vec<ActorIx> =
            super::pronouns::same_clause_subject(text, t).map(|s| actors.whom(s).to_vec()).unwrap_or_default();
        let own_doing = |s: ActorIx| doers.iter().any(|d| actors.side(*d) == s);
        if let Some(state) = state.filter(|s| !own_doing(*s)) {
            actors.entries[a].side = Some(state);
        }
    }
    Some(a)
}

/// Whether the noun is what a verb of violence does something to.
pub(super) fn is_harmed(text: &Text<'_>, t: Tok) -> bool {
    let verb = text.at(text.at(t).head).lemma;
    matches!(text.at(t).dep, "dobj" | "nsubjpass")
        && matches!(
            verb,
            "kill"
                | "massacre"
                | "slaughter"
                | "beat"
                | "rap"
                | "rape"
                | "jail"
                | "imprison"
                | "assault"
                | "deport"
                | "disperse"
                | "wound"
                | "injure"
                | "capture"
                | "abduct"
                | "shoot"
                | "ambush"
                | "attack"
                | "free"
                | "release"
                | "execute"
                | "detain"
                | "arrest"
                | "behead"
                | "kidnap"
                | "murder"
                | "torture"
                | "slay"
                | "seize"
        )
}

/// Nouns behind whose "of" stands the one to whom it is done.
pub(super) fn harms(lemma: &str) -> bool {
    matches!(
        lemma,
        "killing"
            | "murder"
            | "death"
            | "abduction"
            | "kidnapping"
            | "arrest"
            | "detention"
            | "execution"
            | "torture"
            | "shooting"
            | "beheading"
            | "massacre"
            | "deportation"
            | "expulsion"
    )
}

/// "Prisoners rioted": people in the plural who take to the street.
pub(super) fn protests(text: &Text<'_>, t: Tok) -> bool {
    let token = text.at(t);
    token.tag == "NNS"
        && token.dep == "nsubj"
        && matches!(
            text.at(token.head).lemma,
            "riot"
                | "protest"
                | "demonstrate"
                | "march"
                | "rally"
                | "rampage"
                | "block"
                | "blockade"
                | "picket"
                | "torch"
                | "loot"
                | "uproot"
                | "ransack"
                | "occupy"
        )
        && !matches!(text.word(t), "mercenaries" | "spies" | "agents" | "hackers" | "servicemen" | "divers")
}
