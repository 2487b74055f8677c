//! Titles of several persons at once, and forces named by their leader.
//!
//! "The foreign ministers of Armenia and Azerbaijan, Ararat Mirzoyan and Jeyhun Bayramov": each leads his own, in order.
//! "The Rapid Support Forces of General Dagalo", "the government of Maduro": the person leads them.

use std::collections::BTreeSet;
use std::ops::Range;

use model::ActorKind;

use super::{TitleFact, owners};
use crate::actors::{ActorIx, Actors, Manner, Scene};
use crate::lexicon::{self, TitleKind};
use crate::text::{Text, Tok};

/// Adds a fact for each person of a plural title.
pub(super) fn facts(actors: &Actors, scene: Scene<'_>, facts: &mut Vec<TitleFact>) {
    let text = scene.text;
    let mut told: BTreeSet<ActorIx> = BTreeSet::new();
    for t in 0..text.tokens.len() {
        let plural = matches!(text.at(t).tag, "NNS" | "NNPS");
        let singular = text.word(t).strip_suffix('s').unwrap_or("");
        if !plural || lexicon::title(singular) != Some(TitleKind::Leader) {
            continue;
        }
        let owners = owners_in_order(actors, text, t);
        let groups = beside(actors, text, t);
        let fitting = groups.iter().find(|(p, _)| p.len() == owners.len() && p.len() > 1);
        let Some((persons, range)) = fitting.or_else(|| groups.iter().find(|(p, _)| p.len() > 1)).cloned() else {
            continue;
        };
        let former = text.children(t).iter().any(|c| lexicon::is_former_word(text.word(*c)));
        for (i, (person, name)) in persons.iter().enumerate() {
            let owner = match owners.len() {
                1 => owners[0],
                n if n == persons.len() => owners[i],
                _ => match actors.entries[*person].side.or_else(|| known_side(actors, scene, *person)) {
                    Some(side) if owners.is_empty() || owners.contains(&actors.side(side)) => side,
                    _ => continue,
                },
            };
            told.insert(*person);
            facts.push(TitleFact {
                person: *person,
                kind: TitleKind::Leader,
                role: role(actors, text, t, singular),
                owners: vec![owner],
                former,
                evidence: range.start.min(name.start)..range.end.max(name.end),
                inferred: false,
            });
        }
    }
    // What was only inferred gives way to what is said.
    facts.retain(|f| !f.inferred || !told.contains(&f.person));
}

fn role(actors: &Actors, text: &Text<'_>, t: Tok, singular: &str) -> String {
    let front = (t > 0 && matches!(text.at(t - 1).dep, "amod" | "compound") && actors.whom(t - 1).is_empty())
        .then(|| text.at(t - 1).text);
    front.map_or_else(|| singular.to_string(), |f| format!("{f} {singular}"))
}

pub(super) type Person = (ActorIx, Range<Tok>);

/// The side that the atlas gives a person, where it is in the text.
fn known_side(actors: &Actors, scene: Scene<'_>, person: ActorIx) -> Option<ActorIx> {
    let side = scene.atlas.side(actors.entries[person].key?, scene.published)?;
    actors.known(side)
}

/// The persons named next to a plural title: behind it and its "of", or in front of it, parted by a comma.
pub(super) fn beside(actors: &Actors, text: &Text<'_>, t: Tok) -> Vec<(Vec<Person>, Range<Tok>)> {
    let mut out = Vec::new();
    let sentence = text.sentence_of(t);
    let mut at = t + 1;
    while at < sentence.end
        && at < t + 12
        && text.word(at) != ","
        && !text.at(at).tag.starts_with('V')
        && person_at(actors, at).is_none()
    {
        at += 1;
    }
    if at < sentence.end && text.word(at) == "," {
        at += 1;
    }
    let behind = people_from(actors, text, at, sentence.end);
    if let Some(end) = behind.last().map(|(_, r)| r.end) {
        out.push((behind, t..end));
    }
    // "A and B, the foreign ministers of X and Y"
    let mut start = t;
    while start > sentence.start && start + 6 > t && text.word(start - 1) != "," {
        start -= 1;
    }
    if start <= sentence.start {
        return out;
    }
    let mut first = start - 1;
    while first > sentence.start
        && (person_at(actors, first - 1).is_some() || matches!(text.word(first - 1), "and" | ","))
    {
        first -= 1;
    }
    let before = people_from(actors, text, first, start);
    out.push((before, first..t + 1));
    out
}

fn person_at(actors: &Actors, t: Tok) -> Option<(ActorIx, Range<Tok>)> {
    let mention = actors.mention(t)?;
    let &[a] = mention.actors.as_slice() else { return None };
    let fits =
        actors.entries[a].kind == ActorKind::Person && mention.manner == Manner::Name && mention.tokens.contains(&t);
    fits.then(|| (a, mention.tokens.clone()))
}

/// Persons joined by commas and "and" from a token on.
fn people_from(actors: &Actors, text: &Text<'_>, mut at: Tok, end: Tok) -> Vec<Person> {
    let mut out: Vec<Person> = Vec::new();
    while at < end {
        if let Some((a, range)) = person_at(actors, at) {
            at = range.end;
            out.push((a, range));
        } else if matches!(text.word(at), "and" | ",") && !out.is_empty() {
            at += 1;
        } else {
            break;
        }
    }
    out
}

fn owners_in_order(actors: &Actors, text: &Text<'_>, t: Tok) -> Vec<ActorIx> {
    let mut out = Vec::new();
    for &c in text.children(t) {
        if matches!(text.at(c).dep, "poss" | "amod" | "compound") && c < t
            || text.at(c).dep == "prep" && text.word(c) == "of"
        {
            for a in owners::in_range(actors, text.subtree(c)) {
                if actors.entries[a].kind != ActorKind::Person && !out.contains(&a) {
                    out.push(a);
                }
            }
        }
    }
    out
}

/// Forces, governments and groups "of" a person.
pub(super) fn forces_of(actors: &Actors, scene: Scene<'_>, facts: &mut Vec<TitleFact>) {
    let text = scene.text;
    let known: BTreeSet<(ActorIx, ActorIx)> =
        facts.iter().flat_map(|f| f.owners.iter().map(|o| (f.person, *o))).collect();
    for mention in &actors.mentions {
        let &[whole] = mention.actors.as_slice() else { continue };
        // "The government of Maduro" is his, though the text means the state by it.
        let state = actors.entries[whole].kind == ActorKind::State
            && matches!(
                text.word(mention.tokens.end - 1),
                "government" | "administration" | "regime" | "cabinet" | "junta"
            );
        let led = state
            || matches!(
                actors.entries[whole].kind,
                ActorKind::Faction | ActorKind::Government | ActorKind::Military | ActorKind::Party
            );
        let last = mention.tokens.end;
        if !led
            || mention.manner == Manner::Pronoun
            || last + 1 >= text.tokens.len()
            || !matches!(text.word(last), "of" | "under")
            || text.at(last).sentence != text.at(last - 1).sentence
        {
            continue;
        }
        let mut at = last + 1;
        while at < text.tokens.len()
            && at < last + 5
            && (lexicon::is_title_word(text.word(at)) || text.at(at).pos == "DET")
            && person_at(actors, at).is_none()
        {
            at += 1;
        }
        let Some((person, name)) = person_at(actors, at) else { continue };
        if text.tokens.get(name.end).is_some_and(|x| x.tag == "POS") || known.contains(&(person, whole)) {
            continue;
        }
        facts.push(led_by(actors, text, (person, whole), mention.head, mention.tokens.start..name.end));
    }
}

/// "Dagalo's Rapid Support Forces", "Maduro's government", "Putin's Russia": states, forces and governments in front of which their leader stands.
pub(super) fn forces_owned(actors: &Actors, scene: Scene<'_>, facts: &mut Vec<TitleFact>) {
    let text = scene.text;
    let known: BTreeSet<ActorIx> = facts.iter().filter(|f| f.kind == TitleKind::Leader).map(|f| f.person).collect();
    for mention in &actors.mentions {
        let &[whole] = mention.actors.as_slice() else { continue };
        let entry = &actors.entries[whole];
        let last = text.word(mention.tokens.end - 1);
        let ruled = matches!(last, "government" | "administration" | "regime" | "cabinet" | "junta");
        let led = matches!(entry.kind, ActorKind::Faction | ActorKind::State)
            && mention.manner == Manner::Name
            && text.at(mention.head).pos == "PROPN"
            || matches!(entry.kind, ActorKind::State | ActorKind::Government) && ruled;
        if !led || mention.manner == Manner::Pronoun {
            continue;
        }
        let Some(owner) = text.child(mention.head, "poss") else { continue };
        let Some((person, name)) = person_at(actors, owner) else { continue };
        if known.contains(&person) {
            continue;
        }
        facts.push(led_by(actors, text, (person, whole), mention.head, name.start..mention.tokens.end));
    }
}

/// "Under Javier Milei, Argentina has …": the state of the clause, where the person is known to act for it.
pub(super) fn states_under(actors: &Actors, scene: Scene<'_>, facts: &mut Vec<TitleFact>) {
    let text = scene.text;
    let known: BTreeSet<ActorIx> = facts.iter().filter(|f| f.kind == TitleKind::Leader).map(|f| f.person).collect();
    for mention in actors.mentions.iter().filter(|m| m.manner == Manner::Name) {
        let &[person] = mention.actors.as_slice() else { continue };
        let under = text.at(mention.head).head;
        if actors.entries[person].kind != ActorKind::Person
            || known.contains(&person)
            || text.at(mention.head).dep != "pobj"
            || text.word(under) != "under"
        {
            continue;
        }
        let above = text.at(under).head;
        let subject = text.child(above, "nsubj").or_else(|| text.child(above, "nsubjpass")).unwrap_or(above);
        let &[state] = actors.whom(subject) else { continue };
        if actors.entries[state].kind == ActorKind::State && actors.side(person) == state {
            facts.push(TitleFact {
                person,
                kind: TitleKind::Leader,
                role: String::new(),
                owners: vec![state],
                former: false,
                evidence: under.min(subject)..mention.tokens.end.max(subject + 1),
                inferred: false,
            });
        }
    }
}

/// That a person leads a whole whose name or noun stands at `head`; the person's past if that word says so.
fn led_by(
    actors: &Actors,
    text: &Text<'_>,
    (person, whole): (ActorIx, ActorIx),
    head: Tok,
    evidence: std::ops::Range<Tok>,
) -> TitleFact {
    let former = text.children(head).iter().any(|c| lexicon::is_former_word(text.word(*c)));
    TitleFact {
        person,
        kind: TitleKind::Leader,
        role: String::new(),
        owners: vec![whole],
        former: former || actors.deposed.contains(&person),
        evidence,
        inferred: false,
    }
}
