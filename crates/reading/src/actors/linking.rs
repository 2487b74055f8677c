//! Names → actors: which atlas entity a name means here, or which new actor.

use std::collections::BTreeMap;

use atlas::{Hit, Key, Strength, Via};
use model::ActorKind;

use super::commonplace::{countries_named, of_a_state_unnamed};
use super::locatives::{is_held_land, is_locative, stands_for_place};
use super::{ActorIx, Actors, Manner, Mention, Scene};
use crate::lexicon::{self, TitleKind};
use crate::names::Name;
use crate::text::Tok;

/// Links every name of the text: full names first, then short forms inside them.
pub(super) fn link_names(actors: &mut Actors, scene: Scene<'_>) {
    let labels = majority_labels(scene);
    let mut chosen: Vec<Option<Choice>> = vec![None; scene.names.len()];
    let mut persons = Persons::default();
    // Full names of persons, in order of the text, so that a short form means the one introduced first.
    for (i, name) in scene.names.iter().enumerate() {
        if name.tokens.len() < 2 || !is_person(scene, name, &labels) {
            continue;
        }
        let words = folded_words(scene, name);
        let known = persons.sharing(&words).find(|(w, _)| same_person(w, &words)).map(|(_, a)| *a);
        let a = known.unwrap_or_else(|| person(actors, scene, name));
        persons.add(words, a);
        chosen[i] = Some(Choice::Actor(a));
    }
    let countries = countries_named(scene);
    for (i, name) in scene.names.iter().enumerate() {
        if chosen[i].is_none()
            && let Some(kind) = of_a_state_unnamed(scene, name, &countries)
        {
            let words = scene.text.words(name.tokens.clone());
            chosen[i] = Some(Choice::Actor(actors.of_name(kind, words, None)));
        }
        if chosen[i].is_none() {
            chosen[i] = choose(actors, scene, name, &labels, &mut persons);
        }
    }
    for (name, choice) in scene.names.iter().zip(&chosen) {
        match choice {
            Some(Choice::Actor(a)) => {
                let manner = if is_modifier(scene, name) { Manner::Modifier } else { Manner::Name };
                // A faction is a place only where something is in it ("in eastern Libya").
                let place = match actors.entries[*a].kind {
                    ActorKind::State | ActorKind::Place => true,
                    ActorKind::Faction => is_locative(scene, name.head),
                    _ => false,
                };
                // "The Americans", "the Kremlin" are no places.
                let via = name.hits.first().map(|h| h.via);
                let people = matches!(via, Some(Via::Demonym(_) | Via::Seat | Via::Pattern));
                if place && manner == Manner::Name && !people {
                    let key = name.hits.iter().map(|h| h.key).find(|k| is_placelike(scene, *k));
                    actors.places.push((name.tokens.clone(), key));
                }
                // "Labour leader": the name in front of a noun is a name all the same, an adjective is not.
                let named = name
                    .hits
                    .first()
                    .is_some_and(|h| matches!(h.via, Via::Name | Via::Alias | Via::Abbreviation | Via::ShortName));
                if manner == Manner::Modifier && named {
                    actors.entries[*a].names.insert(scene.text.words(name.tokens.clone()).to_string());
                }
                let why = why(actors, name, *a);
                let mention = Mention { head: name.head, tokens: name.tokens.clone(), actors: vec![*a], manner, why };
                actors.add(scene.text, mention);
            }
            Some(Choice::Place(key)) => {
                actors.places.push((name.tokens.clone(), *key));
            }
            None => {}
        }
    }
}

/// Which reading of a name won.
fn why(actors: &Actors, name: &Name, a: ActorIx) -> &'static str {
    let entry = &actors.entries[a];
    let Some(key) = entry.key else {
        return if entry.mentions.is_empty() {
            "a name of this text alone"
        } else {
            "a name of this text, known from before"
        };
    };
    match name.hits.iter().find(|h| h.key == key).map(|h| h.via) {
        Some(Via::Name) => "the atlas, by its name",
        Some(Via::Abbreviation) => "the atlas, by its abbreviation",
        Some(Via::Demonym(_)) => "the atlas, by its people's name",
        Some(Via::Capital) => "the atlas, by its capital",
        Some(Via::Seat) => "the atlas, by its seat",
        Some(Via::Pattern) => "the atlas, by state and institution",
        Some(Via::ShortName) => "the atlas, by a short name that context bears out",
        Some(_) => "the atlas, by another name",
        None => "for whom another name stands in the text or the atlas",
    }
}

#[derive(Debug, Clone)]
enum Choice {
    Actor(ActorIx),
    Place(Option<Key>),
}

/// Full names of persons in order of the text, found by their first and last word.
#[derive(Default)]
struct Persons {
    all: Vec<(Vec<String>, ActorIx)>,
    by_word: BTreeMap<String, Vec<usize>>,
}

impl Persons {
    fn add(&mut self, words: Vec<String>, a: ActorIx) {
        if self.all.iter().rev().take(50).any(|(w, _)| *w == words) {
            return;
        }
        for word in [words.first(), words.last()].into_iter().flatten() {
            let list = self.by_word.entry(word.clone()).or_default();
            if list.last() != Some(&self.all.len()) {
                list.push(self.all.len());
            }
        }
        self.all.push((words, a));
    }

    /// Persons whose name begins or ends with the first or last of the words, the earliest first, at most a hundred.
    fn sharing(&self, words: &[String]) -> impl Iterator<Item = &(Vec<String>, ActorIx)> {
        let mut found: Vec<usize> = [words.first(), words.last()]
            .into_iter()
            .flatten()
            .filter_map(|w| self.by_word.get(w))
            .flat_map(|list| list.iter().copied().take(100))
            .collect();
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(|i| &self.all[i])
    }
}

fn folded_words(scene: Scene<'_>, name: &Name) -> Vec<String> {
    atlas::fold(scene.text.words(name.tokens.clone())).split_whitespace().map(str::to_string).collect()
}

/// The same words, or all words of the shorter in the longer in order with the last one shared ("Osama Hamad", "Osama Saad Hamad").
fn same_person(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.len() < 2 || short.last() != long.last() {
        return false;
    }
    let mut rest = long.iter();
    short.iter().all(|w| rest.any(|l| l == w))
}

/// For each folded name the label that most of its occurrences have: the parse errs on single ones.
fn majority_labels(scene: Scene<'_>) -> BTreeMap<String, &'static str> {
    let mut counts: BTreeMap<String, BTreeMap<&'static str, usize>> = BTreeMap::new();
    for name in scene.names.iter().filter(|n| !n.label.is_empty()) {
        let words = atlas::fold(scene.text.words(name.tokens.clone()));
        *counts.entry(words).or_default().entry(name.label).or_default() += 1;
    }
    // What is held or taken somewhere in the text is land wherever it is named.
    let unknown = |n: &&Name| n.hits.is_empty() && n.tokens.len() < 3 && !has_title_before(scene, n);
    for name in scene.names.iter().filter(unknown).filter(|n| is_held_land(scene, n.head, n.label)) {
        let words = atlas::fold(scene.text.words(name.tokens.clone()));
        *counts.entry(words).or_default().entry("GPE").or_default() += 1000;
    }
    counts
        .into_iter()
        .filter_map(|(w, c)| c.into_iter().max_by_key(|(l, n)| (*n, std::cmp::Reverse(*l))).map(|(l, _)| (w, l)))
        .collect()
}

fn has_title_before(scene: Scene<'_>, name: &Name) -> bool {
    let start = name.tokens.start;
    let first = scene.text.word(start);
    start > scene.text.sentence_of(start).start
        && !matches!(
            first,
            "headquarters"
                | "staff"
                | "assembly"
                | "council"
                | "command"
                | "court"
                | "election"
                | "elections"
                | "secretariat"
                | "party"
                | "strike"
                | "army"
        )
        && lexicon::title(scene.text.word(start - 1)).is_some_and(|k| k != TitleKind::Counterpart)
}

fn is_person(scene: Scene<'_>, name: &Name, labels: &BTreeMap<String, &'static str>) -> bool {
    let kind = |h: &Hit| scene.atlas.get(h.key).kind();
    if let Some(best) = name.hits.iter().find(|h| h.strength == Strength::Strong) {
        return kind(best) == ActorKind::Person;
    }
    if has_title_before(scene, name) && name.label != "GPE" {
        return true;
    }
    if name.hits.is_empty() && stands_for_place(scene, name.head) {
        return false;
    }
    let words = scene.text.words(name.tokens.clone());
    ends_like_a_name(scene, name) && labels.get(&atlas::fold(words)).copied().unwrap_or(name.label) == "PERSON"
}

/// No person's name ends in a word in lower case ("Ruritania juntas").
fn ends_like_a_name(scene: Scene<'_>, name: &Name) -> bool {
    // "Jae-myung" is two tokens and a hyphen.
    let hyphened = |t: Tok| t > name.tokens.start && matches!(scene.text.word(t - 1), "-" | "‑" | "–");
    let last = name.tokens.end - 1;
    !scene.text.at(last).text.starts_with(char::is_lowercase) || hyphened(last)
}

fn person(actors: &mut Actors, scene: Scene<'_>, name: &Name) -> ActorIx {
    let known = name
        .hits
        .iter()
        .filter(|h| scene.atlas.get(h.key).kind() == ActorKind::Person)
        .find(|h| h.strength == Strength::Strong || name.tokens.len() > 1);
    if let Some(hit) = known {
        return actors.of_key(scene.atlas, hit.key);
    }
    let words: Vec<&str> = name.tokens.clone().map(|t| scene.text.at(t).text).collect();
    let full = words.join(" ").replace(" - ", "-");
    // Another spelling of someone known, who is or was in office near that day ("Osama Saad Hamad", "Wolodymyr Selenskyj").
    if words.len() > 1
        && let Some(hit) = scene.atlas.find_person(&full).iter().find(|h| in_office_about(scene, h.key))
    {
        return actors.of_key(scene.atlas, hit.key);
    }
    actors.of_name(ActorKind::Person, &full, None)
}

/// Whether a person holds an office on the day of publication, or did within ten years of it.
fn in_office_about(scene: Scene<'_>, key: Key) -> bool {
    let offices = scene.atlas.offices(key);
    scene.published.is_none_or(|day| offices.iter().any(|o| o.distance(day) < 3653)) && !offices.is_empty()
}

fn choose(
    actors: &mut Actors,
    scene: Scene<'_>,
    name: &Name,
    labels: &BTreeMap<String, &'static str>,
    persons: &mut Persons,
) -> Option<Choice> {
    let words = folded_words(scene, name);
    let label = labels.get(&words.join(" ")).copied().unwrap_or(name.label);
    let kind_of = |h: &Hit| scene.atlas.get(h.key).kind();
    let titled = has_title_before(scene, name);
    // A short form of someone named in full.
    let best = name.hits.iter().find(|h| h.strength == Strength::Strong);
    let named_before =
        |w: &[String]| -> Option<ActorIx> { persons.sharing(w).find(|(full, _)| short_form(w, full)).map(|(_, a)| *a) };
    if best.is_none_or(|h| titled || kind_of(h) == ActorKind::Person || kind_of(h) == ActorKind::Place)
        && let Some(a) = named_before(&words)
    {
        return Some(Choice::Actor(a));
    }
    let hit = best.or_else(|| weak_but_fitting(scene, name, label, titled));
    if hit.is_some_and(|h| is_anothers(scene, name, h)) || is_force_of_any(scene, name) {
        return None;
    }
    if let Some(hit) = hit {
        return Some(from_hit(actors, scene, name, hit, label));
    }
    // "the market of Al-Koma", "in Yevlakh": what no one knows is a place where only a place fits.
    if !titled && name.tokens.len() < 4 && stands_for_place(scene, name.head) {
        return Some(Choice::Place(None));
    }
    if titled || label == "PERSON" && ends_like_a_name(scene, name) {
        let a = person(actors, scene, name);
        persons.add(words, a);
        return Some(Choice::Actor(a));
    }
    // "External Affairs Minister", "Deputy Energy Minister": a portfolio, no body.
    let next = scene.text.word(name.tokens.end);
    if label == "ORG"
        && matches!(next, "minister" | "ministry" | "secretary" | "department" | "ministers" | "commissioner")
    {
        return None;
    }
    match label {
        "ORG" | "NORP" if !is_modifier(scene, name) || label == "ORG" => {
            let text = scene.text.words(name.tokens.clone());
            if lexicon::is_paper_or_creed(text) {
                return None;
            }
            Some(Choice::Actor(actors.of_name(organisation_kind(text), text, None)))
        }
        "GPE" | "LOC" | "FAC" => Some(Choice::Place(None)),
        _ => None,
    }
}

/// "Our Air Force", "the Navy": every state has one.
fn is_force_of_any(scene: Scene<'_>, name: &Name) -> bool {
    let words = ["air", "force", "navy", "army", "coast", "guard", "armed", "forces", "military"];
    name.tokens.clone().all(|t| words.contains(&scene.text.word(t)))
}

/// Whether the words are the family name, a part of it or the first name behind which the full name stands in the text.
fn short_form(short: &[String], full: &[String]) -> bool {
    match short {
        [one] => full.last() == Some(one) || full.first() == Some(one) && full.len() > 1,
        _ => full.ends_with(short) || full.starts_with(short),
    }
}

/// A weak name (mononym, short acronym) where label, title or the day's office speak for it.
fn weak_but_fitting<'n>(scene: Scene<'_>, name: &'n Name, label: &str, titled: bool) -> Option<&'n Hit> {
    let fits = |h: &&'n Hit| {
        let kind = scene.atlas.get(h.key).kind();
        match kind {
            ActorKind::Person => {
                let in_office = scene.published.is_some_and(|day| scene.atlas.offices(h.key).iter().any(|o| o.on(day)));
                let known_everywhere = scene.atlas.get(h.key).rank() >= 850 && label == "PERSON";
                if known_everywhere && !is_modifier(scene, name) {
                    return true;
                }
                // "President Reagan" in an old text: whoever held that office.
                let once = titled && led_once(scene, name, h.key);
                (titled || matches!(label, "PERSON" | "ORG" | ""))
                    && (in_office || once)
                    && (titled || label == "PERSON" || !is_modifier(scene, name))
            }
            ActorKind::Place | ActorKind::State => !titled && matches!(label, "GPE" | "LOC" | "FAC" | "NORP" | ""),
            ActorKind::Party | ActorKind::Organisation | ActorKind::Media | ActorKind::Company => label == "ORG",
            ActorKind::Faction | ActorKind::Government | ActorKind::Military => matches!(label, "ORG" | "NORP" | "GPE"),
        }
    };
    let first = name.hits.iter().find(fits)?;
    // "The Foreign Office": of several states, that of the outlet or of the dateline.
    let country = |k: Key| scene.atlas.get(k).country();
    let homes = || scene.outlet_home.into_iter().chain(scene.home).filter_map(country);
    let government = |h: &Hit| scene.atlas.get(h.key).kind() == ActorKind::Government;
    let at_home = |c: &str| name.hits.iter().filter(fits).find(|h| government(h) && country(h.key) == Some(c));
    Some(homes().find_map(at_home).filter(|_| government(first)).unwrap_or(first))
}

/// Whether the person has been what the title in front of the name says, before the day of publication.
fn led_once(scene: Scene<'_>, name: &Name, person: Key) -> bool {
    let title = scene.text.word(name.tokens.start.wrapping_sub(1));
    let role = match title {
        "president" | "king" | "queen" | "emir" | "sultan" | "emperor" | "shah" => atlas::Role::HeadOfState,
        "premier" | "chancellor" | "minister" => atlas::Role::HeadOfGovernment,
        _ => return false,
    };
    let old = |o: &atlas::OfficeHeld<'_>| scene.published.is_some_and(|day| o.distance(day) < 3653 * 2);
    scene.atlas.offices(person).iter().any(|o| o.role == role && old(o))
}

/// "Rwanda's Senate" is not the one that is called so without an owner.
fn is_anothers(scene: Scene<'_>, name: &Name, hit: &Hit) -> bool {
    let entity = scene.atlas.get(hit.key);
    let organ = matches!(entity.kind(), ActorKind::Government | ActorKind::Military);
    let (Some(country), true, 1) = (entity.country(), organ, name.tokens.len()) else { return false };
    let front = scene
        .text
        .children(name.head)
        .iter()
        .filter(|c| **c < name.head && matches!(scene.text.at(**c).dep, "poss" | "amod" | "compound" | "nmod"));
    let owners = front.filter_map(|c| {
        let at = scene.names.partition_point(|n| n.tokens.end <= *c);
        scene.names.get(at).filter(|n| n.tokens.contains(c) && n.head != name.head)
    });
    owners.filter_map(|n| n.hits.first()).any(|h| {
        let owner = scene.atlas.get(h.key);
        owner.kind() == ActorKind::State && owner.country().is_some_and(|c| c != country)
    })
}

fn from_hit(actors: &mut Actors, scene: Scene<'_>, name: &Name, hit: &Hit, label: &str) -> Choice {
    let entity = scene.atlas.get(hit.key);
    if entity.kind() == ActorKind::Place {
        // A capital that acts is its government; elsewhere it is where something is.
        let state = scene.atlas.capital_of(hit.key);
        let acts = acts_by_hyphen(scene, name) || !is_locative(scene, name.head) && !is_modifier(scene, name);
        return match state.filter(|_| acts && label != "PERSON") {
            Some(state) => {
                actors.places.push((name.tokens.clone(), Some(hit.key)));
                Choice::Actor(actors.of_key(scene.atlas, state))
            }
            None => Choice::Place(Some(hit.key)),
        };
    }
    // "Brussels fined Hungary": the union that sits there, where it acts.
    if name.tokens.len() == 1
        && scene.text.word(name.head) == "brussels"
        && !is_locative(scene, name.head)
        && let Some(union) = scene.atlas.entity("organisation:european-union")
    {
        return Choice::Actor(actors.of_key(scene.atlas, union.key()));
    }
    if hit.via == Via::Capital && is_locative(scene, name.head) && !acts_by_hyphen(scene, name) {
        let city = name.hits.iter().map(|h| h.key).find(|k| scene.atlas.get(*k).kind() == ActorKind::Place);
        return Choice::Place(city);
    }
    if hit.via == Via::Seat {
        // "the Kremlin said" is the state; "in the Oval Office" is a place.
        if is_locative(scene, name.head) && scene.text.word(scene.text.at(name.head).head) != "from" {
            return Choice::Place(None);
        }
    }
    // "Thai jets", "Israeli warplanes": machines act for their state.
    if hit.via == Via::Pattern
        && is_machine(scene.text.word(name.tokens.end - 1))
        && let Some(state) = scene.atlas.side(hit.key, scene.published)
    {
        return Choice::Actor(actors.of_key(scene.atlas, state));
    }
    if let Some(owner) = foreign_owner(scene, name, hit) {
        let owner = actors.of_key(scene.atlas, owner);
        return Choice::Actor(actors.of_name(entity.kind(), scene.text.words(name.tokens.clone()), Some(owner)));
    }
    Choice::Actor(actors.of_key(scene.atlas, hit.key))
}

fn is_machine(word: &str) -> bool {
    matches!(
        word,
        "jets"
            | "planes"
            | "warplanes"
            | "fighters"
            | "bombers"
            | "aircraft"
            | "drones"
            | "helicopters"
            | "warships"
            | "tanks"
    )
}

/// "Lebanon's State Security", where the atlas knows only that of another state: the state in front of a body of a common name.
fn foreign_owner(scene: Scene<'_>, name: &Name, hit: &Hit) -> Option<Key> {
    let entity = scene.atlas.get(hit.key);
    if !matches!(entity.kind(), ActorKind::Government | ActorKind::Military) || matches!(hit.via, Via::Pattern) {
        return None;
    }
    let text = scene.text;
    let before = scene.names[..scene.names.partition_point(|n| n.tokens.start < name.tokens.start)].last()?;
    let marked = before.tokens.end + 1 == name.tokens.start && text.at(before.tokens.end).tag == "POS";
    if !marked && before.tokens.end != name.tokens.start {
        return None;
    }
    let owner = before.hits.first().filter(|h| scene.atlas.get(h.key).kind() == ActorKind::State)?;
    let (own, named) = (entity.country()?, scene.atlas.get(owner.key).country()?);
    (own != named).then_some(owner.key)
}

fn is_placelike(scene: Scene<'_>, key: Key) -> bool {
    matches!(scene.atlas.get(key).kind(), ActorKind::Place | ActorKind::State | ActorKind::Faction)
}

/// In front of a noun, as an adjective or as the first part of a compound.
fn is_modifier(scene: Scene<'_>, name: &Name) -> bool {
    let token = scene.text.at(name.head);
    let demonym = name.hits.first().is_some_and(|h| matches!(h.via, Via::Demonym(_)));
    matches!(token.dep, "amod" | "nmod" | "compound" | "npadvmod") && token.head > name.head && token.head != name.head
        || demonym && token.pos == "ADJ"
}

/// "Abu Dhabi-backed", "the Riyadh-Tehran rapprochement": a capital in front of a hyphen acts, unless something is only based there.
fn acts_by_hyphen(scene: Scene<'_>, name: &Name) -> bool {
    let text = scene.text;
    let (before, after) = (name.tokens.start.wrapping_sub(1), name.tokens.end);
    let dash = |t: Tok| matches!(text.word(t), "-" | "–" | "‑" | "/");
    let joined = |t: Tok| text.tokens.get(t).is_some_and(|x| x.pos == "PROPN" || x.tag == "VBN" || x.tag == "VBD");
    dash(after) && joined(after + 1) && !matches!(text.word(after + 1), "based" | "born" | "area" | "controlled")
        || before != usize::MAX && dash(before) && before > 0 && text.at(before - 1).pos == "PROPN"
}

fn organisation_kind(name: &str) -> ActorKind {
    let lower = name.to_lowercase();
    let has = |words: &[&str]| lower.split_whitespace().any(|w| words.contains(&w));
    if has(&["party", "coalition", "congress", "list"]) && !has(&["army"]) {
        ActorKind::Party
    } else if has(&[
        "front",
        "brigade",
        "brigades",
        "militia",
        "movement",
        "liberation",
        "rebels",
        "group",
        "forces",
        "resistance",
        "jihad",
    ]) {
        ActorKind::Faction
    } else if has(&[
        "news",
        "times",
        "post",
        "herald",
        "agency",
        "journal",
        "gazette",
        "tribune",
        "tv",
        "television",
        "radio",
        "daily",
        "observer",
    ]) {
        ActorKind::Media
    } else if has(&["inc", "corp", "ltd", "company", "motors", "airlines", "energy", "industries", "plc", "gmbh"]) {
        ActorKind::Company
    } else if has(&["army", "navy", "guard", "corps", "regiment"]) {
        ActorKind::Military
    } else if has(&[
        "ministry",
        "government",
        "court",
        "parliament",
        "senate",
        "council",
        "office",
        "department",
        "commission",
        "police",
    ]) {
        ActorKind::Government
    } else {
        ActorKind::Organisation
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(s: &str) -> Vec<String> {
        s.split_whitespace().map(str::to_string).collect()
    }

    #[test]
    fn short_forms_and_middle_names() {
        assert!(same_person(&words("osama hamad"), &words("osama saad hamad")));
        assert!(!same_person(&words("khalifa haftar"), &words("saddam haftar")));
        assert!(!same_person(&words("haftar"), &words("khalifa haftar")));
        assert!(short_form(&words("haftar"), &words("khalifa haftar")));
        assert!(short_form(&words("kim"), &words("kim jong un")));
        assert!(short_form(&words("bin salman"), &words("mohammed bin salman")));
        assert!(!short_form(&words("jong"), &words("kim jong un")));
    }

    #[test]
    fn kinds_by_the_words_of_a_name() {
        assert_eq!(organisation_kind("Serb List"), ActorKind::Party);
        assert_eq!(organisation_kind("March 23 Movement"), ActorKind::Faction);
        assert_eq!(organisation_kind("Pristina News"), ActorKind::Media);
        assert_eq!(organisation_kind("World Food Programme"), ActorKind::Organisation);
    }
}
