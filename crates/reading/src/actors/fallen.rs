//! Rulers whom the text has overthrown: they act for no state any more.
//!
//! Comes in: names, titles beside them, the parse. Goes out: persons of a camp of their own.
//!
//! | by what | example |
//! |---|---|
//! | a verb or its participle | "soldiers toppled Name", "Name, who was ousted", "a president deposed by his guard" |
//! | a word in the title | "the ousted president, Name", "the overthrown Name" |
//! | a noun | "the overthrow of Name", "Name's ouster", "the coup against Name" |
//! | arrest by soldiers of the ruler's own country | "mutineers detained President Name" |
//!
//! A plot, an attempt or a demand overthrows nobody, and voters and members of parliament make no coup.

use std::collections::BTreeSet;

use model::ActorKind;

use super::titles::TitlePhrase;
use super::{ActorIx, Actors, Scene};
use crate::lexicon::TitleKind;
use crate::text::{Text, Tok};

/// Takes their side from persons whom the text has overthrown.
pub(super) fn note(actors: &mut Actors, scene: Scene<'_>, phrases: &[TitlePhrase]) {
    let text = scene.text;
    let mut fallen: BTreeSet<ActorIx> = BTreeSet::new();
    for t in 0..text.tokens.len() {
        let whom: Vec<Tok> = match text.at(t).lemma {
            "overthrow" | "oust" | "topple" | "depose" | "unseat" | "dethrone"
                if matches!(text.at(t).pos, "VERB" | "ADJ") =>
            {
                if is_wished(text, t) || is_by_vote(text, t) {
                    Vec::new()
                } else {
                    objects(text, t)
                }
            }
            "overthrow" | "ouster" | "ousting" | "toppling" | "deposition" | "downfall" => {
                if is_wished(text, t) || is_by_vote(text, t) { Vec::new() } else { owned(text, t, &["of"]) }
            }
            "drive" | "throw" | "chase" | "sweep" | "remove" if !is_wished(text, t) && is_ousting(text, t) => {
                let whom = objects(text, t).into_iter();
                whom.filter(|o| person_at(actors, phrases, *o).is_some_and(|p| has_ruled(actors, scene, phrases, p)))
                    .collect()
            }
            "coup" | "putsch" | "mutiny" if !is_wished(text, t) => owned(text, t, &["against"]),
            "detain" | "arrest" | "capture" | "seize" | "hold" | "imprison" | "confine" | "put" | "place"
                if is_arrest(text, t) =>
            {
                rulers_held(actors, scene, phrases, t)
            }
            _ => continue,
        };
        fallen.extend(whom.into_iter().flat_map(|o| person_at(actors, phrases, o)));
    }
    let mutinous = |p: &TitlePhrase| {
        p.kind == TitleKind::Leader
            && p.range.clone().any(|t| {
                matches!(text.word(t), "ousted" | "deposed" | "toppled" | "overthrown" | "dethroned")
                    && !is_by_vote(text, t)
            })
    };
    fallen.extend(phrases.iter().filter(|p| mutinous(p)).map(|p| p.person));
    // "The detained president, Name", where a junta rules.
    let junta = text.lower.iter().any(|w| matches!(w.as_str(), "junta" | "coup" | "putsch" | "putschists"));
    let captive = |p: &TitlePhrase| {
        let words = || p.range.clone().map(|t| text.word(t));
        let held = |c: &Tok| matches!(text.word(*c), "detained" | "captive" | "imprisoned" | "jailed");
        let above = text.at(p.noun).head;
        p.kind == TitleKind::Leader
            && (text.children(p.noun).iter().any(held)
                || p.name.contains(&above) && text.children(above).iter().any(held))
            && words().any(|w| matches!(w, "president" | "premier" | "prime" | "king"))
    };
    fallen.extend(phrases.iter().filter(|p| junta && captive(p)).map(|p| p.person));
    for a in fallen {
        actors.deposed.insert(a);
        actors.entries[a].side = None;
    }
}

/// The person at a token or beside the title whose noun it is.
fn person_at(actors: &Actors, phrases: &[TitlePhrase], t: Tok) -> Option<ActorIx> {
    let person = |u: Tok| match actors.whom(u) {
        &[a] if actors.entries[a].kind == ActorKind::Person => Some(a),
        _ => None,
    };
    let named = person(t);
    let leads = |p: &&TitlePhrase| p.kind == TitleKind::Leader && (p.noun == t || p.range.end == t + 1);
    named.or_else(|| phrases.iter().filter(leads).find(|p| p.range.contains(&t)).map(|p| p.person))
}

/// Whom a verb has as object or passive subject, or a participle as the noun that it describes.
fn objects(text: &Text<'_>, t: Tok) -> Vec<Tok> {
    let mut out: Vec<Tok> = text
        .children(t)
        .iter()
        .filter(|c| matches!(text.at(**c).dep, "dobj" | "nsubjpass"))
        .map(|c| crate::frames::relativised(text, *c).unwrap_or(*c))
        .collect();
    // "Name, the president whom they drove out"
    for o in &mut out {
        if text.at(*o).dep == "appos" && text.at(*o).head < *o {
            *o = text.at(*o).head;
        }
    }
    let participle = text.at(t).tag == "VBN" && matches!(text.at(t).dep, "acl" | "amod");
    if participle && text.child(t, "dobj").is_none() {
        out.push(text.at(t).head);
    }
    out
}

/// Who stands behind those prepositions of a noun, or owns it.
fn owned(text: &Text<'_>, t: Tok, prepositions: &[&str]) -> Vec<Tok> {
    let behind = text.children_by(t, "prep").filter(|c| prepositions.contains(&text.word(*c)));
    let mut out: Vec<Tok> = behind.filter_map(|c| text.child(c, "pobj")).collect();
    if prepositions.contains(&"of") {
        out.extend(text.child(t, "poss"));
    }
    out
}

/// "A plot to overthrow", "failed to oust", "might topple", "calls for the ouster of".
fn is_wished(text: &Text<'_>, t: Tok) -> bool {
    let verbal = matches!(text.at(t).pos, "VERB");
    let infinitive = verbal && text.at(t).tag == "VB";
    let unreal = |c: &Tok| {
        text.at(*c).dep == "neg"
            || matches!(
                text.word(*c),
                "would" | "could" | "may" | "might" | "should" | "must" | "can" | "if" | "unless"
            )
    };
    let vain =
        |c: &Tok| matches!(text.word(*c), "attempted" | "failed" | "alleged" | "planned" | "possible" | "foiled");
    if infinitive || text.children(t).iter().any(|c| unreal(c) || vain(c) && *c < t) {
        return true;
    }
    let mut at = t;
    for _ in 0..4 {
        let up = text.at(at).head;
        if up == at || matches!(text.at(at).dep, "ROOT" | "relcl" | "ccomp" | "advcl") {
            return false;
        }
        // "After the overthrow of Name, the bloc urged": a day, no wish.
        if text.at(at).dep == "prep" && !matches!(text.word(at), "for" | "of" | "to" | "at" | "against") {
            return false;
        }
        at = up;
        if matches!(
            text.at(at).lemma,
            "plot"
                | "attempt"
                | "try"
                | "seek"
                | "call"
                | "demand"
                | "plan"
                | "bid"
                | "want"
                | "threaten"
                | "fail"
                | "urge"
                | "conspire"
                | "conspiracy"
                | "advocate"
                | "incite"
                | "effort"
        ) {
            return true;
        }
    }
    false
}

/// "Ousted in a no-confidence vote", "toppled by voters", "parliament ousted Name".
fn is_by_vote(text: &Text<'_>, t: Tok) -> bool {
    let range = text.sentence_of(t);
    let ballot = |u: Tok| {
        matches!(
            text.word(u),
            "vote"
                | "votes"
                | "voters"
                | "election"
                | "elections"
                | "ballot"
                | "polls"
                | "parliament"
                | "lawmakers"
                | "no-confidence"
                | "impeachment"
                | "court"
                | "congress"
                | "legislators"
        )
    };
    let behind = (t + 1..range.end.min(t + 8))
        .filter(|u| matches!(text.word(*u), "by" | "in" | "at" | "through" | "after"))
        .any(|u| (u + 1..range.end.min(u + 5)).any(ballot));
    behind || text.children(t).iter().any(|c| text.at(*c).dep == "nsubj" && ballot(*c))
}

/// "Drove out", "swept from power"; not "removed from office", which courts and parliaments do too.
fn is_ousting(text: &Text<'_>, t: Tok) -> bool {
    let out = |c: &Tok| {
        matches!(text.at(*c).dep, "prt" | "advmod")
            && matches!(text.word(*c), "out" | "away")
            && text.at(t).lemma != "remove"
    };
    let power = |c: &Tok| text.word(*c) == "from" && text.child(*c, "pobj").is_some_and(|o| text.word(o) == "power");
    // "Removed Name from power": the parse may hang it on the name.
    let objects = text.children_by(t, "dobj").flat_map(|o| text.children(o).iter().copied());
    text.children(t).iter().any(|c| out(c) || power(c)) && !is_by_vote(text, t)
        || objects.into_iter().any(|c| power(&c)) && !is_by_vote(text, t)
}

/// Whether a person is called a ruler, or the atlas has had him as one within ten years.
fn has_ruled(actors: &Actors, scene: Scene<'_>, phrases: &[TitlePhrase], person: ActorIx) -> bool {
    let text = scene.text;
    let head = |o: &atlas::OfficeHeld<'_>| {
        matches!(o.role, atlas::Role::HeadOfState | atlas::Role::HeadOfGovernment)
            && scene.published.is_none_or(|day| o.distance(day) < 3653)
    };
    let called = ["president", "prime", "premier", "king", "ruler"];
    let said = |p: &TitlePhrase| p.person == person && p.range.clone().any(|t| called.contains(&text.word(t)));
    phrases.iter().any(said) || actors.entries[person].key.is_some_and(|k| scene.atlas.offices(k).iter().any(head))
}

/// "Detained", "put under house arrest": whether the verb takes somebody's freedom.
fn is_arrest(text: &Text<'_>, t: Tok) -> bool {
    if text.at(t).pos != "VERB" || text.at(t).tag == "VB" {
        return false;
    }
    let confined = |c: Tok| text.at(c).dep == "prep" && text.child(c, "pobj").is_some_and(|o| text.word(o) == "arrest");
    match text.at(t).lemma {
        "put" | "place" | "hold" | "confine" if text.children(t).iter().any(|c| confined(*c)) => true,
        "put" | "place" => false,
        _ => true,
    }
}

/// The rulers whom soldiers of their own country hold.
fn rulers_held(actors: &Actors, scene: Scene<'_>, phrases: &[TitlePhrase], t: Tok) -> Vec<Tok> {
    let text = scene.text;
    let agents = text.children_by(t, "agent").filter_map(|c| text.child(c, "pobj"));
    let doers: Vec<Tok> = text.children_by(t, "nsubj").chain(agents).collect();
    let Some(&doer) = doers.iter().find(|d| is_soldier(text, **d)) else { return Vec::new() };
    let front = text.children(doer).iter().filter(|c| **c < doer).flat_map(|c| actors.whom(*c));
    let place = text.children_by(doer, "prep").filter_map(|c| text.child(c, "pobj"));
    let there = place.flat_map(|o| actors.whom(o));
    let countries: BTreeSet<&str> =
        front.chain(there).chain(actors.whom(doer)).filter_map(|a| actors.entries[*a].country.as_deref()).collect();
    let rules = |o: &Tok| {
        let Some(person) = person_at(actors, phrases, *o) else { return false };
        let entry = &actors.entries[person];
        let own = entry.country.as_deref().is_none_or(|c| countries.is_empty() || countries.contains(c));
        own && has_ruled(actors, scene, phrases, person)
    };
    objects(text, t).into_iter().filter(rules).collect()
}

fn is_soldier(text: &Text<'_>, t: Tok) -> bool {
    matches!(
        text.at(t).lemma,
        "soldier"
            | "troop"
            | "army"
            | "military"
            | "officer"
            | "mutineer"
            | "putschist"
            | "junta"
            | "guard"
            | "guardsman"
            | "force"
            | "general"
            | "colonel"
            | "plotter"
    ) && text.children(t).iter().all(|c| !matches!(text.word(*c), "police" | "customs" | "security" | "prison"))
}
