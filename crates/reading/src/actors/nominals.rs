//! Common nouns that point to actors: "the president", "the group", "both sides". One pass from left to right over nouns and
//! pronouns; each word sees only what stands before it, and the most recent that fits wins.

use std::ops::Range;

use model::ActorKind;

use super::groups::{self, Members};
use super::institutions::{self, institution, named_after, owner_acts};
use super::offices::titled;
use super::owners::{owners, owners_in_front};
use super::pronouns::{Pointed, pronoun};
use super::spoken::{government_spoken_of, spoken_of};
use super::{ActorIx, Actors, Manner, Mention, Scene};
use crate::lexicon::{self, Institution, TitleKind};
use crate::text::{Text, Tok};

/// Mentions so far, in order: head token and actors.
pub(super) type Before = Vec<(Tok, Vec<ActorIx>)>;

/// Resolves all nominals and pronouns.
pub(super) fn resolve(actors: &mut Actors, scene: Scene<'_>) {
    let mut before: Before = Vec::new();
    for t in 0..scene.text.tokens.len() {
        let known = actors.mention(t).map(|m| (m.head, m.actors.clone(), m.manner));
        match known {
            Some((head, whom, manner)) => {
                let whom = match super::epithets::countryman(actors, scene, &before, t) {
                    Some(person) if head == t => {
                        actors.point_elsewhere(t, person);
                        vec![person]
                    }
                    _ => whom,
                };
                if head == t && manner != Manner::Modifier {
                    before.extend(joined_to_nominal(actors, scene.text, t).map(|group| (t, group)));
                    before.push((t, joined(actors, scene.text, t, whom)));
                }
            }
            None => {
                owner_behind(actors, scene, &before, t, 2);
                let Some((whom, manner, why)) = point(actors, scene, &before, t) else { continue };
                if whom.is_empty() {
                    continue;
                }
                let tokens = if manner == Manner::Pronoun { t..t + 1 } else { noun_phrase(scene.text, t) };
                actors.add(scene.text, Mention { head: t, tokens, actors: whom.clone(), manner, why });
                if !matches!(scene.text.at(t).dep, "poss") {
                    before.extend(joined_to_nominal(actors, scene.text, t).map(|group| (t, group)));
                    before.push((t, whom));
                }
            }
        }
    }
    actors.before = before;
}

/// "Commanders of the two armies": the owner behind a noun is understood before the noun.
fn owner_behind(actors: &mut Actors, scene: Scene<'_>, before: &Before, t: Tok, depth: usize) {
    let text = scene.text;
    let people = |w: &str| institution_of(w).is_some() || lexicon::title(w).is_some();
    if text.at(t).pos != "NOUN" || depth == 0 || !people(text.word(t)) && !people(text.at(t).lemma) {
        return;
    }
    let preps: Vec<Tok> = text
        .children_by(t, "prep")
        .filter(|c| *c > t && matches!(text.word(*c), "of" | "from" | "for" | "to"))
        .collect();
    for (_, o) in preps.into_iter().flat_map(|p| crate::frames::prep_objects(text, p)) {
        if o <= t || text.at(o).pos != "NOUN" || actors.mention(o).is_some() {
            continue;
        }
        owner_behind(actors, scene, before, o, depth - 1);
        if let Some((whom, manner, why)) = point(actors, scene, before, o).filter(|(whom, _, _)| !whom.is_empty()) {
            let tokens = noun_phrase(text, o);
            actors.add(text, Mention { head: o, tokens, actors: whom, manner, why });
        }
    }
}

/// The actors of a name together with those joined to it.
fn joined(actors: &Actors, text: &Text<'_>, t: Tok, mut whom: Vec<ActorIx>) -> Vec<ActorIx> {
    for c in text.conjuncts(t) {
        for a in actors.whom(c) {
            if !whom.contains(a) {
                whom.push(*a);
            }
        }
    }
    whom
}

/// "The government and the rebels", "the junta and Mali": all that are joined, where one of them is a common noun; said at the last.
fn joined_to_nominal(actors: &Actors, text: &Text<'_>, t: Tok) -> Option<Vec<ActorIx>> {
    let mut first = t;
    for _ in 0..20 {
        if text.at(first).dep != "conj" || text.at(first).head >= first {
            break;
        }
        first = text.at(first).head;
    }
    let all = text.conjuncts(first);
    if first == t || all.last() != Some(&t) {
        return None;
    }
    let nominal = |u: &Tok| actors.mention(*u).is_some_and(|m| m.manner == Manner::Nominal);
    let mut group: Vec<ActorIx> = Vec::new();
    for a in all.iter().flat_map(|u| actors.whom(*u)) {
        if !group.contains(a) {
            group.push(*a);
        }
    }
    (group.len() > 1 && all.iter().any(nominal)).then_some(group)
}

/// From the noun's determiner to the noun, at most eight tokens.
pub(super) fn noun_phrase(text: &Text<'_>, t: Tok) -> Range<Tok> {
    let start = text.subtree(t).start.max(t.saturating_sub(8)).max(text.sentence_of(t).start);
    // "only Bazoum's government"
    let start = (start..t).find(|u| !matches!(text.word(*u), "only" | "even" | "also" | "just")).unwrap_or(start);
    start..t + 1
}

fn point(
    actors: &mut Actors,
    scene: Scene<'_>,
    before: &Before,
    t: Tok,
) -> Option<(Vec<ActorIx>, Manner, &'static str)> {
    let text = scene.text;
    let token = text.at(t);
    let word = text.word(t).to_string();
    if let Some((whom, why)) = pronoun(actors, scene, before, t) {
        return Some((whom, Manner::Pronoun, why));
    }
    let partitive = text.children_by(t, "prep").any(|c| text.word(c) == "of");
    let number = matches!(word.as_str(), "four" | "five" | "six") && token.pos == "NUM" && definite(text, t);
    if (matches!(word.as_str(), "both" | "two" | "three") || number)
        && !partitive
        && matches!(token.dep, "nsubj" | "pobj" | "dobj" | "nsubjpass")
    {
        let n = groups::count(text, t);
        // "The two signed", "the two met": those who do it in person, where the text has named them.
        let in_person = matches!(
            text.at(token.head).lemma,
            "sign"
                | "meet"
                | "speak"
                | "talk"
                | "discuss"
                | "shake"
                | "pose"
                | "embrace"
                | "dine"
                | "confer"
                | "sit"
                | "initial"
        );
        if in_person && token.dep == "nsubj" && word == "two" {
            let persons = groups::latest(actors, text, before, t, n, Members::Persons);
            let apart = persons.len() > 1 && actors.side(persons[0]) != actors.side(persons[1]);
            if apart {
                return Some((persons, Manner::Pronoun, "the persons named last, one a side"));
            }
        }
        return Some((
            groups::latest(actors, text, before, t, n, Members::Any),
            Manner::Pronoun,
            "a group named before",
        ));
    }
    // "The former accused the latter": of the two just named.
    if matches!(word.as_str(), "former" | "latter")
        && matches!(token.dep, "nsubj" | "pobj" | "dobj" | "nsubjpass" | "conj")
        && definite(text, t)
    {
        let start = text.sentence_of(t).start;
        let mut pair = groups::latest(actors, text, before, start, Some(2), Members::Any);
        if pair.is_empty() {
            pair = groups::latest(actors, text, before, t, Some(2), Members::Any);
        }
        let one = if word == "former" { pair.first() } else { pair.last() };
        return one.map(|a| (vec![*a], Manner::Pronoun, "one of the two named last"));
    }
    if let Some(group) = super::distributive::one_by_one(actors, text, before, t) {
        return Some((group, Manner::Nominal, "each of a group named before"));
    }
    if let Some(person) = super::epithets::person_called(actors, text, before, t) {
        return Some((vec![person], Manner::Nominal, "the person spoken of, by what he is"));
    }
    if !matches!(token.pos, "NOUN" | "PROPN")
        || matches!(token.dep, "compound" | "nmod") && institution_of(&word) != Some(Institution::Military)
    {
        return None;
    }
    noun(actors, scene, before, t, &word).map(|(whom, why)| (whom, Manner::Nominal, why))
}

fn institution_of(word: &str) -> Option<Institution> {
    lexicon::institution(word)
}

/// The same, where the word in front may make another of it: "the air force".
fn institution_at(text: &Text<'_>, t: Tok, word: &str) -> Option<Institution> {
    let air = word == "force" && t > 0 && text.word(t - 1) == "air";
    if air { Some(Institution::Military) } else { institution_of(word) }
}

pub(super) fn definite(text: &Text<'_>, t: Tok) -> bool {
    text.children(t).iter().any(|c| {
        matches!(text.word(*c), "the" | "that" | "this" | "both" | "those" | "these" | "its" | "his" | "their" | "her")
    })
}

fn noun(actors: &mut Actors, scene: Scene<'_>, before: &Before, t: Tok, word: &str) -> Option<Pointed> {
    let text = scene.text;
    let plural = text.at(t).tag == "NNS" || text.at(t).tag == "NNPS";
    // "His Ukrainian counterpart, Volodymyr Zelensky": whoever is named beside it.
    if lexicon::title(text.at(t).lemma).is_some() || lexicon::title(word).is_some() {
        let beside = text
            .children_by(t, "appos")
            .filter(|c| *c > t && text.subtree(t).any(|u| u > t && u < *c && text.word(u) == ","))
            .flat_map(|c| actors.whom(c).to_vec())
            .find(|a| actors.entries[*a].kind == ActorKind::Person);
        let bound = actors
            .bearers
            .get(&t)
            .copied()
            .filter(|a| text.at(t).dep != "poss" && actors.entries[*a].kind == ActorKind::Person);
        // "X, the prime minister in the east,"
        let apposed = (text.at(t).dep == "appos").then(|| actors.mention(text.at(t).head)).flatten().and_then(|m| {
            let &[a] = m.actors.as_slice() else { return None };
            (m.manner == Manner::Name && actors.entries[a].kind == ActorKind::Person).then_some(a)
        });
        if plural {
            let persons = super::titles::persons_beside(actors, text, t);
            if persons.len() > 1 {
                return Some((persons, "the names beside the title"));
            }
        }
        if let Some(person) = beside.or(bound).or(apposed.filter(|_| !plural)) {
            return Some((vec![person], "the name beside the title"));
        }
    }
    // The West Bank is no bank.
    if word == "bank" && t > 0 && text.word(t - 1) == "west" {
        return None;
    }
    let mut own = owners(actors, text, t);
    if own.is_empty() && institution_of(word).is_some() {
        own.extend(side_of_its_head(actors, text, t));
    }
    let own = own;
    // "The junta", "the army": the one that was called so before.
    if own.is_empty()
        && definite(text, t)
        && institution_of(word).is_some()
        && text.children_by(t, "prep").next().is_none()
    {
        let lemma = text.at(t).lemma;
        // "The prime minister" is not the interior minister named before.
        let front = |u: Tok| {
            let words = text.children(u).iter().filter(|c| **c < u).map(|c| text.word(*c));
            words.filter(|w| lexicon::is_portfolio(w)).collect::<Vec<_>>()
        };
        let titled = lexicon::title(word).is_some();
        let same = |(tok, _): &&(Tok, Vec<ActorIx>)| {
            text.at(*tok).lemma == lemma
                && text.at(*tok).pos == "NOUN"
                && (text.at(*tok).tag == "NNS") == plural
                && (!titled || front(*tok) == front(t))
        };
        if let Some((_, whom)) = before.iter().rev().take(80).find(same) {
            return Some((whom.clone(), "called so before"));
        }
    }
    if let Some(coalition) = super::coalitions::coalition(actors, scene, before, t, word, &own) {
        return Some((vec![coalition], "a coalition, the last one named or so called"));
    }
    if plural && let Some(members) = groups::members(word).or_else(|| groups::warring(text, t)) {
        let counted = groups::count(text, t);
        if own.is_empty() && (counted.is_some() || definite(text, t)) || own.is_empty() && members == Members::Sides {
            let group = groups::latest(actors, text, before, t, counted, members);
            if !group.is_empty() {
                return Some((group, "a group named before"));
            }
        }
    }
    let peer =
        if matches!(word, "counterpart" | "counterparts") { counterpart(actors, scene, before, t) } else { None };
    if word == "counterpart" || peer.is_some() {
        return peer.map(|whom| (whom, "the same office of another"));
    }
    if matches!(word, "neighbours" | "neighbors")
        && let Some(&owner) = own.first()
    {
        return Some((super::neighbours::neighbours(actors, scene, before, t, owner), "the states next door"));
    }
    // "The main opposition party, Chadema", "the group, Hezbollah,": what is named beside it.
    if !plural
        && (institution_of(word) == Some(Institution::Party) || lexicon::call_back(word).is_some())
        && let Some(named) = named_beside(actors, text, t)
    {
        return Some((vec![named], "the name beside the noun"));
    }
    // "Opposition groups in Zimbabwe": the opposition of that state.
    if let Some(opposed) = institutions::opposition_group(actors, scene, before, t, &own) {
        return Some((vec![opposed], "an opposition and its state"));
    }
    if let Some(rebels) = rebels(actors, scene, before, t, word, &own) {
        return Some((vec![rebels], "rebels and their state"));
    }
    // "The Hafiz Gul Bahadur group", "the Rajapaksa family"
    if matches!(word, "group" | "network" | "faction" | "militia" | "clan" | "family" | "gang" | "dynasty")
        && let Some(named) = named_after(actors, text, t)
    {
        return Some((vec![named], "named after a person"));
    }
    // "The Hezbollah militia", "the State Security agency": the noun says what the name in front is.
    if matches!(
        word,
        "group" | "movement" | "militia" | "agency" | "service" | "company" | "party" | "network" | "channel"
    ) && let Some(mention) =
        actors.mention(t.wrapping_sub(1)).filter(|m| m.tokens.end == t && text.at(m.head).head == t)
        && let &[a] = mention.actors.as_slice()
        && !matches!(actors.entries[a].kind, ActorKind::Person | ActorKind::State | ActorKind::Place)
    {
        return Some((vec![a], "the name in front of the noun"));
    }
    // "Saudi Arabia and Egypt, both traditional supporters, …": whom it stands beside.
    if text.at(t).dep == "appos"
        && institution_of(word)
            .is_none_or(|k| matches!(k, Institution::Crowd | Institution::People | Institution::Persons))
    {
        let beside: Vec<ActorIx> = text
            .conjuncts(text.at(t).head)
            .into_iter()
            .filter(|c| *c < t)
            .flat_map(|c| actors.whom(c).to_vec())
            .collect();
        if !beside.is_empty() {
            return Some((beside, "whom it stands beside"));
        }
    }
    if !plural && lexicon::title(word) == Some(TitleKind::Leader) {
        let whom = titled(actors, scene, before, t, word, TitleKind::Leader, &own);
        if !whom.is_empty() {
            return Some((whom, "a title: its bearer in the text, else the office's holder"));
        }
    }
    if let Some(kind) = institution_at(text, t, word)
        && let Some(whom) = institution(actors, scene, before, t, word, kind, &own)
    {
        return Some((whom, "an institution or people, by owner"));
    }
    if !plural && let Some(kind) = lexicon::title(word).filter(|k| matches!(k, TitleKind::Leader | TitleKind::Rank)) {
        let whom = titled(actors, scene, before, t, word, kind, &own);
        if !whom.is_empty() {
            return Some((whom, "a title: its bearer in the text, else the office's holder"));
        }
    }
    if matches!(word, "neighbour" | "neighbor")
        && let Some(&owner) = own.first()
    {
        return super::neighbours::neighbour(actors, scene, before, t, owner).map(|a| (vec![a], "a state next door"));
    }
    let kinds = lexicon::call_back(word)?;
    if !definite(text, t) || !own.is_empty() && institution_of(word).is_none() {
        return None;
    }
    if kinds.contains(&ActorKind::Government) && kinds.contains(&ActorKind::State) {
        return government_spoken_of(actors, text, before, t)
            .or_else(|| super::spoken::state_of_scene(actors, scene, t))
            .map(|a| (vec![a], "the government of the state spoken of"));
    }
    // "Rebels fight the state"
    if word == "state" && matches!(text.at(t).dep, "dobj" | "pobj") {
        return spoken_of(actors, text, before, t).map(|a| (vec![a], "the state spoken of"));
    }
    let form = lexicon::states_of_form(word);
    // "Riyadh closed the emirate's border": not its own.
    let top = top_of_owners(text, t);
    let object = matches!(text.at(top).dep, "dobj" | "pobj" | "dative");
    let subject = super::pronouns::same_clause_subject(text, top).filter(|s| object && *s < t);
    let doers: Vec<&str> =
        subject.map(|s| actors.whom(s).iter().map(|a| actors.entries[*a].id.as_str()).collect()).unwrap_or_default();
    let suits = |e: &super::ActorEntry| {
        // The United Nations are no bloc; what the text alone knows is one if it is called so.
        let called = || e.name.to_lowercase().split_whitespace().any(|w| w == word);
        let union = !matches!(word, "bloc" | "alliance" | "union")
            || e.key.is_some() && !e.id.contains("united-nations")
            || e.key.is_none() && called();
        let formed =
            form.is_none_or(|f| e.kind != ActorKind::State || e.country.as_deref().is_some_and(|c| f.contains(&c)));
        kinds.contains(&e.kind) && union && formed && !doers.contains(&e.id.as_str())
    };
    // "NATO boss X … the alliance": named in front of a noun only.
    let spoken = || {
        let body = |a: &&ActorIx| matches!(word, "bloc" | "alliance" | "union") && suits(&actors.entries[**a]);
        actors
            .spoken
            .iter()
            .filter(|(a, _)| body(a))
            .max_by_key(|(a, n)| (**n, std::cmp::Reverse(**a)))
            .map(|(a, _)| *a)
    };
    recent(actors, before, suits).or_else(spoken).map(|a| (vec![a], "the last of its kind"))
}

/// "His Bolivian counterpart": whoever bears one of his titles there, else the state; never his own.
fn counterpart(actors: &Actors, scene: Scene<'_>, before: &Before, t: Tok) -> Option<Vec<ActorIx>> {
    let text = scene.text;
    let front =
        text.children(t).iter().copied().filter(|c| *c < t && matches!(text.at(*c).dep, "amod" | "nmod" | "compound"));
    let states: Vec<ActorIx> = front.flat_map(|c| text.conjuncts(c)).flat_map(|c| actors.whom(c).to_vec()).collect();
    let owner = text.child(t, "poss").and_then(|c| actors.whom(c).first().copied());
    let bearer = |state: ActorIx| {
        let titles = &actors.entries[owner?].titles;
        recent(actors, before, |e| {
            e.kind == ActorKind::Person && e.side == Some(state) && e.titles.intersection(titles).next().is_some()
        })
    };
    let whom: Vec<ActorIx> = states.into_iter().map(|s| bearer(s).unwrap_or(s)).collect();
    (!whom.is_empty()).then_some(whom)
}

/// The body whose name stands beside a noun, behind a comma.
fn named_beside(actors: &Actors, text: &Text<'_>, t: Tok) -> Option<ActorIx> {
    let beside = text.children_by(t, "appos").find(|c| *c > t)?;
    if text.subtree(beside).start > t + 1 + usize::from(text.word(t + 1) == ",") {
        return None;
    }
    let mention = actors.mention(beside).filter(|m| m.manner == Manner::Name && m.head == beside)?;
    let &[a] = mention.actors.as_slice() else { return None };
    let body = matches!(
        actors.entries[a].kind,
        ActorKind::Party | ActorKind::Faction | ActorKind::Organisation | ActorKind::Company
    );
    body.then_some(a)
}

/// "Closed the emirate's border": the border.
fn top_of_owners(text: &Text<'_>, t: Tok) -> Tok {
    let mut at = t;
    for _ in 0..4 {
        if text.at(at).dep != "poss" || text.at(at).head == at {
            break;
        }
        at = text.at(at).head;
    }
    at
}

/// "Ahmed al-Sharaa, the head of the interim government": of the side for which the person is known to act.
fn side_of_its_head(actors: &Actors, text: &Text<'_>, t: Tok) -> Option<ActorIx> {
    let prep = text.at(t).head;
    let title = text.at(prep).head;
    if text.at(t).dep != "pobj"
        || text.word(prep) != "of"
        || lexicon::title(text.word(title)) != Some(TitleKind::Leader)
    {
        return None;
    }
    let beside = match text.at(title).dep {
        "appos" => Some(text.at(title).head),
        _ => text.child(title, "appos"),
    };
    let &[person] = actors.whom(beside?) else { return None };
    let side = actors.entries[person].side.filter(|_| actors.entries[person].kind == ActorKind::Person)?;
    matches!(actors.entries[side].kind, ActorKind::State).then_some(side)
}

/// "Tigrayan rebels", "Sudan's paramilitaries": never the state itself, but those of its factions of which the text has spoken, else people
/// of no other name.
fn rebels(
    actors: &mut Actors,
    scene: Scene<'_>,
    before: &Before,
    t: Tok,
    word: &str,
    own: &[ActorIx],
) -> Option<ActorIx> {
    let text = scene.text;
    let rise = matches!(
        word,
        "rebels"
            | "insurgents"
            | "militants"
            | "paramilitaries"
            | "guerrillas"
            | "separatists"
            | "secessionists"
            | "jihadists"
    );
    let &[state] = own else { return None };
    let key = actors.entries[state].key?;
    if !rise && !matches!(word, "forces" | "fighters") || actors.entries[state].kind != ActorKind::State {
        return None;
    }
    let named = |c: &Tok| *c < t && text.at(*c).pos != "PRON" && actors.whom(*c) == own;
    let front = text.children(t).iter().copied().find(named)?;
    let own_name = |h: &atlas::Hit| h.key == key && h.strength == atlas::Strength::Strong;
    let of_state = scene.atlas.find(text.at(front).text).iter().any(own_name);
    if !rise && of_state {
        return None;
    }
    let country = actors.entries[state].country.clone();
    let local = |e: &super::ActorEntry| e.kind == ActorKind::Faction && e.country == country && country.is_some();
    if of_state {
        let named = recent(actors, before, local);
        let all: Vec<ActorIx> = (0..actors.entries.len()).filter(|a| local(&actors.entries[*a])).collect();
        if let Some(a) = named.or(if let [only] = all[..] { Some(only) } else { None }) {
            return Some(a);
        }
    }
    let plain = |u: &Tok| !matches!(text.at(*u).pos, "DET" | "NUM" | "PUNCT" | "PRON") && text.at(*u).tag != "POS";
    let first = noun_phrase(text, t).find(plain)?;
    let a = actors.of_name(ActorKind::Faction, text.words(first..t + 1), None);
    if actors.entries[a].country.is_none() {
        actors.entries[a].country = country;
    }
    Some(a)
}

pub(super) fn recent(actors: &Actors, before: &Before, fits: impl Fn(&super::ActorEntry) -> bool) -> Option<ActorIx> {
    before.iter().rev().take(40).flat_map(|(_, whom)| whom.iter().rev()).copied().find(|a| fits(&actors.entries[*a]))
}

/// Who owns the thing at `t`, for nouns that stand for their owner wherever they fill an actor's place ("Pakistani posts").
pub(crate) fn owner_of_thing(actors: &Actors, text: &Text<'_>, t: Tok) -> Vec<ActorIx> {
    let front = owners_in_front(actors, text, t);
    let found = if front.is_empty() { owners(actors, text, t) } else { front };
    found.into_iter().map(|a| owner_acts(actors, a)).collect()
}
