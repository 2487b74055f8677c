//! For whom somebody acts by what the text says of the errand, where the atlas knows only what the person once was.
//!
//! Comes in: names, the parse, the atlas's offices. Goes out: sides of persons who hold no office on the day of publication.
//!
//! | form | example |
//! |---|---|
//! | on whose behalf | "Name mediated on behalf of the African Union", "in the name of the bloc" |
//! | as what | "Name flew in as envoy of the Quartet" |
//! | named to what | "Name was appointed UN coordinator" |
//! | at the head of what | "a delegation of the bloc led by Name" |
//! | by whom sent | "the bloc sent Name as mediator" |
//! | to whom gone over | "Name defected to the Taliban"; to nobody named: a side of the person's own |

use model::ActorKind;

use super::{ActorIx, Actors, Scene, owners};
use crate::text::{Text, Tok};

/// Gives persons without an office the side of those for whom they are said to act.
pub(super) fn note(actors: &mut Actors, scene: Scene<'_>) {
    let text = scene.text;
    let mut found: Vec<(ActorIx, Option<ActorIx>, bool)> = Vec::new();
    for t in 0..text.tokens.len() {
        match errand(text, t) {
            Some(Errand::Behalf(of)) => {
                let whole = text.child(of, "pobj").and_then(|o| body(actors, o));
                found.extend(
                    whole
                        .into_iter()
                        .flat_map(|w| doers(actors, text, t).into_iter().map(move |p| (p, Some(w), false))),
                );
            }
            Some(Errand::Capacity(noun)) => {
                let whole = owners::owners(actors, text, noun).into_iter().find(|a| is_body(actors, *a));
                found.extend(
                    whole
                        .into_iter()
                        .flat_map(|w| doers(actors, text, t).into_iter().map(move |p| (p, Some(w), false))),
                );
            }
            Some(Errand::Head(noun)) => {
                let owners = owners::owners(actors, text, noun).into_iter().chain(body(actors, noun));
                let whole = owners.into_iter().find(|a| is_body(actors, *a));
                let agents = text.children_by(t, "agent").filter_map(|c| text.child(c, "pobj"));
                let led: Vec<ActorIx> = agents.flat_map(|o| persons_at(actors, text, o)).collect();
                found.extend(whole.into_iter().flat_map(|w| led.iter().map(move |p| (*p, Some(w), false))));
            }
            Some(Errand::Leads(object)) => {
                let owners = body(actors, object).into_iter().chain(owners::owners(actors, text, object));
                let whole =
                    owners.into_iter().find(|a| is_body(actors, *a) && actors.entries[*a].kind != ActorKind::State);
                // A vice-chancellor who heads a party acts for the state.
                let governs = |p: &ActorIx| {
                    let side = actors.entries[*p].side.map(|s| actors.entries[s].kind);
                    side == Some(ActorKind::State) && whole.is_some_and(|w| actors.entries[w].kind == ActorKind::Party)
                };
                let led: Vec<ActorIx> = subjects(actors, text, t).into_iter().filter(|p| !governs(p)).collect();
                found.extend(whole.into_iter().flat_map(|w| led.iter().map(move |p| (*p, Some(w), false))));
            }
            Some(Errand::Sent(person)) => {
                let senders = text
                    .children_by(text.at(person).head, "nsubj")
                    .flat_map(|c| actors.whom(c).iter().map(|a| actors.side(*a)));
                let sender = senders.into_iter().find(|a| is_body(actors, *a));
                let sent = persons_at(actors, text, person);
                found.extend(sender.into_iter().flat_map(|w| sent.iter().map(move |p| (*p, Some(w), false))));
            }
            Some(Errand::Defection) => {
                let to = text.children_by(t, "prep").find(|c| text.word(*c) == "to");
                let to = to.and_then(|c| text.child(c, "pobj")).and_then(|o| body(actors, o));
                found.extend(subjects(actors, text, t).into_iter().map(|p| (p, to, true)));
            }
            None => {}
        }
    }
    for (person, side, over) in found {
        // Who has gone over is in office no more, whatever the atlas says.
        if over && side.is_none() {
            actors.defected.insert(person);
            actors.entries[person].side = None;
        } else if side != Some(person) && (over || !actors.in_office(scene, person)) {
            actors.entries[person].side = side;
            actors.sent.insert(person);
        }
    }
}

/// What a token says of somebody's errand.
enum Errand {
    /// On behalf of the object of that preposition.
    Behalf(Tok),
    /// In the capacity that this noun names.
    Capacity(Tok),
    /// At the head of those whom this noun means.
    Head(Tok),
    /// At the head of this noun's body, by a verb.
    Leads(Tok),
    /// This person, sent by the subject.
    Sent(Tok),
    /// Gone over.
    Defection,
}

fn errand(text: &Text<'_>, t: Tok) -> Option<Errand> {
    let token = text.at(t);
    let is_post = |n: &Tok| {
        matches!(
            text.at(*n).lemma,
            "envoy" | "mediator" | "representative" | "coordinator" | "negotiator" | "emissary" | "facilitator"
        )
    };
    match text.word(t) {
        "behalf" | "name" => text.children_by(t, "prep").find(|c| text.word(*c) == "of").map(Errand::Behalf),
        "for" if token.dep == "prep" && text.at(token.head).lemma == "mediate" => Some(Errand::Behalf(t)),
        "as" if token.dep == "prep" => {
            let post = text.child(t, "pobj").filter(is_post)?;
            // "Sent Name as envoy": of the verb or, as the parse has it, of the name.
            let verb = if text.at(token.head).dep == "dobj" { text.at(token.head).head } else { token.head };
            let person = text.child(verb, "dobj").filter(|o| *o < t && is_sending(text, verb));
            Some(person.map_or(Errand::Capacity(post), Errand::Sent))
        }
        _ if matches!(token.lemma, "name" | "appoint" | "designate") && token.tag == "VBN" => {
            let made = ["oprd", "attr", "dobj"].iter().find_map(|dep| text.child(t, dep));
            made.filter(is_post).map(Errand::Capacity)
        }
        _ if matches!(token.lemma, "lead" | "head") && token.tag == "VBN" && token.dep == "acl" => {
            let noun = Some(token.head);
            let sent = |n: Tok| matches!(text.at(n).lemma, "delegation" | "mission" | "team" | "panel");
            // "A delegation of the bloc headed by Name": the parse hangs it on the last noun.
            let of = |n: Tok| text.at(n).dep == "pobj" && sent(text.at(text.at(n).head).head);
            noun.filter(|n| sent(*n) || of(*n)).map(Errand::Head)
        }
        // "Who heads the UN mission": now, not once.
        _ if matches!(token.lemma, "lead" | "head" | "chair") && matches!(token.tag, "VBZ" | "VBP") => {
            text.child(t, "dobj").map(Errand::Leads)
        }
        _ if token.lemma == "defect" && token.pos == "VERB" && token.tag != "VB" => Some(Errand::Defection),
        _ => None,
    }
}

/// "Sent Name as envoy", "picked Name as mediator".
fn is_sending(text: &Text<'_>, verb: Tok) -> bool {
    matches!(
        text.at(verb).lemma,
        "send" | "dispatch" | "appoint" | "name" | "pick" | "choose" | "designate" | "nominate"
    )
}

/// The persons who do what stands above a token: the agent of a passive, else the subject, or whom the token stands beside.
fn doers(actors: &Actors, text: &Text<'_>, t: Tok) -> Vec<ActorIx> {
    let mut at = t;
    for _ in 0..6 {
        if text.at(at).pos == "VERB" {
            let agents = text.children_by(at, "agent").filter_map(|c| text.child(c, "pobj"));
            let persons: Vec<ActorIx> = agents.flat_map(|o| persons_at(actors, text, o)).collect();
            let made = matches!(text.at(at).lemma, "name" | "appoint" | "designate");
            let found = if persons.is_empty() || made { subjects(actors, text, at) } else { persons };
            if !found.is_empty() || text.at(at).dep == "ROOT" {
                return found;
            }
        }
        if at != t && !persons_at(actors, text, at).is_empty() {
            return persons_at(actors, text, at);
        }
        if text.at(at).head == at {
            break;
        }
        at = text.at(at).head;
    }
    Vec::new()
}

fn subjects(actors: &Actors, text: &Text<'_>, verb: Tok) -> Vec<ActorIx> {
    let of_verb = text.children(verb).iter().filter(|c| matches!(text.at(**c).dep, "nsubj" | "nsubjpass"));
    let named = of_verb.map(|c| crate::frames::relativised(text, *c).unwrap_or(*c));
    let mut found: Vec<ActorIx> = named.flat_map(|c| persons_at(actors, text, c)).collect();
    // "Name, mediating for the bloc, said": a participle beside a name, or below the verb of its subject.
    if found.is_empty() && matches!(text.at(verb).dep, "acl" | "advcl" | "conj") {
        let above = text.at(verb).head;
        found = persons_at(actors, text, above);
        if found.is_empty() {
            found = text.children_by(above, "nsubj").flat_map(|c| persons_at(actors, text, c)).collect();
        }
    }
    found
}

fn persons_at(actors: &Actors, text: &Text<'_>, t: Tok) -> Vec<ActorIx> {
    let named = |u: Tok| actors.whom(u).iter().copied().filter(|a| actors.entries[*a].kind == ActorKind::Person);
    text.conjuncts(t).into_iter().flat_map(named).collect()
}

/// The body that a noun names.
fn body(actors: &Actors, t: Tok) -> Option<ActorIx> {
    actors.whom(t).iter().copied().find(|a| is_body(actors, *a))
}

fn is_body(actors: &Actors, a: ActorIx) -> bool {
    !matches!(actors.entries[a].kind, ActorKind::Person | ActorKind::Place | ActorKind::Media | ActorKind::Company)
}
