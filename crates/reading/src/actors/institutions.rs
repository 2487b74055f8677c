//! Governments, ministries, armies, courts, crowds and unnamed people, by their noun and their owner.
//!
//! "The Sudanese army", "Qatar's foreign ministry", "the Tripoli-based administration", "Ukrainian drones", "a Somali official".

use std::ops::Range;

use model::ActorKind;

use super::nominals::{Before, definite, noun_phrase, recent};
use super::pronouns::salient;
use super::spoken::{last_scene, spoken_of, state_of_scene, state_of_teller};
use super::unnamed::{harms, is_harmed, protests, unnamed};
use super::{ActorIx, Actors, Scene};
use crate::lexicon::Institution;
use crate::text::{Text, Tok};

/// The actor of an institution noun with its owners, if it leads to one.
pub(super) fn institution(
    actors: &mut Actors,
    scene: Scene<'_>,
    before: &Before,
    t: Tok,
    word: &str,
    kind: Institution,
    own: &[ActorIx],
) -> Option<Vec<ActorIx>> {
    let text = scene.text;
    // "The foreign ministry in Niamey", "the High Court in Belgrade"
    let seat = if own.is_empty() { state_of_seat(actors, scene, t, kind) } else { None };
    let own: &[ActorIx] = seat.as_ref().map_or(own, std::slice::from_ref);
    match kind {
        Institution::Owner if word == "people" && own.is_empty() && protests(text, t) => {
            Some(vec![actors.of_name(ActorKind::Faction, "protesters", None)])
        }
        Institution::Owner => {
            if let Some(seated) = seated_government(actors, scene, t, word) {
                return Some(vec![seated]);
            }
            if let (true, [person]) = (matches!(word, "government" | "administration" | "regime" | "cabinet"), own)
                && actors.deposed.contains(person)
            {
                let name = format!("{}'s government", actors.entries[*person].name);
                return Some(vec![actors.of_name(ActorKind::Government, &name, None)]);
            }
            if !own.is_empty() {
                return Some(own.iter().map(|a| owner_acts(actors, *a)).collect());
            }
            // "Government troops", "federal forces"
            let arms = matches!(word, "troops" | "forces" | "soldiers" | "jets" | "artillery" | "drones" | "planes");
            let of_state =
                |c: &Tok| *c < t && matches!(text.word(*c), "government" | "army" | "state" | "federal" | "regime");
            if arms && text.children(t).iter().any(of_state) {
                return spoken_of(actors, text, before, t).map(|a| vec![a]);
            }
            if matches!(word, "soldiers" | "troops" | "gunmen" | "militants" | "fighters" | "guards" | "peacekeepers") {
                // "Soldiers from Ruritania": the state speaks for them.
                let placed = matches!(text.word(t + 1), "from" | "in" | "near" | "at" | "of");
                let of_harm = text.at(t).dep == "pobj"
                    && text.word(text.at(t).head) == "of"
                    && harms(text.at(text.at(text.at(t).head).head).lemma);
                let harmed = own.is_empty() && !definite(text, t) && !placed && (of_harm || is_harmed(text, t));
                return harmed.then(|| unnamed(actors, scene, before, t, own)).flatten().map(|a| vec![a]);
            }
            if word == "capital" && definite(text, t) {
                return spoken_of(actors, text, before, t).map(|a| vec![a]);
            }
            if word == "delegation" && definite(text, t) {
                return salient(actors, text, before, t, |k| matches!(k, ActorKind::Person | ActorKind::State))
                    .map(|a| vec![a]);
            }
            None
        }
        // "Her office": the person's own.
        Institution::Organ
            if word == "office"
                && text.child(t, "poss").is_some()
                && own.first().is_some_and(|a| is_named_person(actors, *a)) =>
        {
            let person = own[0];
            let name = format!("{}'s office", actors.entries[person].name);
            let last = actors.entries[person].name.split(' ').next_back().unwrap_or_default().to_string();
            let office = actors.of_name(ActorKind::Government, &name, Some(person));
            let full = actors.entries[person].name.clone();
            let forms = [format!("{last}'s office"), format!("office of {last}"), format!("office of {full}")];
            actors.entries[office].names.extend(forms);
            Some(vec![office])
        }
        Institution::Ministry | Institution::Organ | Institution::Military => {
            let whole = own.iter().copied().find(|a| actors.entries[*a].kind == ActorKind::Organisation);
            if let Some(whole) = whole.filter(|_| kind == Institution::Organ) {
                return Some(vec![whole]);
            }
            let mut owners: Vec<ActorIx> = own
                .iter()
                .map(|a| actors.side(*a))
                .filter(|a| {
                    matches!(actors.entries[*a].kind, ActorKind::State | ActorKind::Faction | ActorKind::Government)
                })
                .collect();
            // "The armies of Chad and Niger": each its own.
            if !matches!(text.at(t).tag, "NNS" | "NNPS") || text.at(t).lemma == "police" {
                owners.truncate(1);
            }
            match owners.is_empty() {
                false => Some(owners.into_iter().map(|o| organ(actors, scene, o, t, kind)).collect()),
                true if definite(text, t) || word == "parliament" || is_local(text, t) => {
                    let wanted =
                        if kind == Institution::Military { ActorKind::Military } else { ActorKind::Government };
                    let lemma = text.at(t).lemma.to_lowercase();
                    // "The council", "the agency": a body of many kinds, called back but never made up.
                    let common = kind == Institution::Organ && is_common_body(&lemma) && !has_name_in_front(text, t);
                    let court = matches!(lemma.as_str(), "court" | "tribunal") && !has_name_in_front(text, t);
                    let body = |k: ActorKind| {
                        k == wanted
                            || court && k == ActorKind::Organisation
                            || common && matches!(k, ActorKind::Organisation | ActorKind::Company)
                    };
                    let agency = |e: &super::ActorEntry| lemma == "agency" && e.kind == ActorKind::Media;
                    let called = recent(actors, before, |e| {
                        agency(e) || body(e.kind) && e.names.iter().any(|n| n.to_lowercase().contains(&lemma))
                    });
                    if common {
                        return called.map(|a| vec![a]);
                    }
                    called
                        .or_else(|| recent(actors, before, |e| e.kind == wanted && kind == Institution::Military))
                        .map(|a| vec![a])
                        .or_else(|| {
                            let state = state_of_organ(actors, scene, before, t, kind)?;
                            Some(vec![organ(actors, scene, state, t, kind)])
                        })
                }
                true => None,
            }
        }
        Institution::Party => {
            if word == "party" {
                return ruling_party(actors, scene, before, t, own).map(|a| vec![a]);
            }
            if word != "opposition" {
                return None;
            }
            // An article speaks of one opposition.
            if own.is_empty()
                && let Some(known) =
                    recent(actors, before, |e| e.kind == ActorKind::Party && e.id.ends_with("-opposition"))
            {
                return Some(vec![known]);
            }
            let owner = own.first().map(|a| actors.side(*a)).or_else(|| spoken_of(actors, text, before, t))?;
            Some(vec![opposition(actors, scene, owner)])
        }
        Institution::People => {
            let owner = own.first().copied();
            // Unnamed people who act are their state; those who speak are a source of their own, those of several states their states.
            if !speaks(text, t) || own.len() > 1 {
                return (!own.is_empty()).then(|| own.iter().map(|o| owner_acts(actors, *o)).collect());
            }
            Some(vec![speaker(actors, text, t, owner)])
        }
        // "Doctors said", "residents told the agency": they are a source, whoever they are.
        Institution::Crowd | Institution::Persons if tells(text, t) => {
            Some(vec![speaker(actors, text, t, own.first().copied())])
        }
        Institution::Persons if protests(text, t) => Some(vec![actors.of_name(ActorKind::Faction, word, None)]),
        Institution::Persons => unnamed(actors, scene, before, t, own).map(|a| vec![a]),
        Institution::Crowd => {
            let crowd = matches!(
                word,
                "protesters"
                    | "demonstrators"
                    | "marchers"
                    | "rioters"
                    | "crowd"
                    | "crowds"
                    | "mob"
                    | "strikers"
                    | "supporters"
                    | "followers"
            );
            // "Police clashed with students"
            let (token, prep) = (text.at(t), text.at(t).head);
            let verb = text.at(text.at(prep).head).lemma;
            let met = token.dep == "pobj"
                && match text.word(prep) {
                    "with" | "against" => matches!(verb, "clash" | "scuffle" | "fight" | "battle" | "brawl" | "use"),
                    "at" | "on" | "upon" => {
                        matches!(verb, "fire" | "shoot" | "lob" | "open" | "hurl" | "turn" | "train")
                    }
                    _ => false,
                };
            if !crowd && !met && token.dep != "nsubj" {
                let befell = is_harmed(text, t);
                return befell.then(|| unnamed(actors, scene, before, t, own)).flatten().map(|a| vec![a]);
            }
            let name = if matches!(word, "supporters" | "followers") && !own.is_empty() {
                format!("{}'s {word}", actors.entries[own[0]].name)
            } else if matches!(
                word,
                "thousands" | "hundreds" | "dozens" | "crowd" | "crowds" | "marchers" | "demonstrators" | "mob"
            ) {
                "protesters".to_string()
            } else {
                word.to_string()
            };
            Some(vec![actors.of_name(ActorKind::Faction, &name, None)])
        }
    }
}

/// "Police", "prosecutors" as they stand in news without an article: those of the place.
fn is_local(text: &Text<'_>, t: Tok) -> bool {
    let plain = |c: &Tok| !matches!(text.at(*c).dep, "det" | "amod" | "compound" | "nmod" | "poss" | "nummod");
    matches!(text.word(t), "police" | "prosecutors") && text.children(t).iter().all(plain)
}

/// Whose organ it is where the words do not say: of whoever's word tells of a force, of the place where the police act, else of the state of
/// which the text speaks.
fn state_of_organ(
    actors: &mut Actors,
    scene: Scene<'_>,
    before: &Before,
    t: Tok,
    kind: Institution,
) -> Option<ActorIx> {
    let text = scene.text;
    if kind == Institution::Military
        && let Some(state) = state_of_teller(actors, text, t)
    {
        return Some(state);
    }
    let local = is_local(text, t);
    let there = if local { state_of_scene(actors, scene, t) } else { None };
    there
        .or_else(|| spoken_of(actors, text, before, t))
        .or_else(|| if local { last_scene(actors, scene, t) } else { None })
}

/// Bodies that states, organisations and firms have alike.
fn is_common_body(lemma: &str) -> bool {
    matches!(lemma, "council" | "commission" | "agency" | "committee" | "office" | "mission" | "bank" | "assembly")
}

/// "The central bank", "the election commission".
fn has_name_in_front(text: &Text<'_>, t: Tok) -> bool {
    text.children(t).iter().any(|c| *c < t && matches!(text.at(*c).dep, "amod" | "compound" | "nmod"))
}

/// Unnamed people who say something, by their words.
fn speaker(actors: &mut Actors, text: &Text<'_>, t: Tok, owner: Option<ActorIx>) -> ActorIx {
    let side = owner.map(|o| owner_acts(actors, o));
    let words = text.words(noun_phrase(text, t));
    let words =
        ["the ", "a ", "an ", "A ", "An ", "The ", "one "].iter().fold(words, |w, lead| w.trim_start_matches(lead));
    actors.of_name(ActorKind::Person, words, side)
}

/// Subject of a plain "said" or "told", or behind "according to".
fn tells(text: &Text<'_>, t: Tok) -> bool {
    let token = text.at(t);
    let head = token.head;
    token.dep == "nsubj" && matches!(text.at(head).lemma, "say" | "tell") && text.at(head).tag != "VBG"
        || token.dep == "pobj" && text.word(head) == "to" && text.word(text.at(head).head) == "according"
}

fn is_named_person(actors: &Actors, a: ActorIx) -> bool {
    let entry = &actors.entries[a];
    entry.kind == ActorKind::Person && entry.name.starts_with(char::is_uppercase)
}

/// "Chile's ruling party": the one named last that the text calls so or whose leader it names, else a party of no name.
fn ruling_party(actors: &mut Actors, scene: Scene<'_>, before: &Before, t: Tok, own: &[ActorIx]) -> Option<ActorIx> {
    let text = scene.text;
    if !text.children(t).iter().any(|c| *c < t && matches!(text.word(*c), "ruling" | "governing")) {
        return None;
    }
    let state = own.first().map(|a| actors.side(*a)).or_else(|| spoken_of(actors, text, before, t))?;
    if actors.entries[state].kind != ActorKind::State {
        return None;
    }
    let name = format!("{} ruling party", adjective(actors, scene, state));
    Some(actors.of_name(ActorKind::Party, &name, Some(state)))
}

/// The opposition of a state.
pub(super) fn opposition(actors: &mut Actors, scene: Scene<'_>, state: ActorIx) -> ActorIx {
    // A party's: that of its state, where the text has the state.
    let mut state = state;
    if actors.entries[state].kind == ActorKind::Party {
        let country = actors.entries[state].country.clone();
        let home = |e: &super::ActorEntry| e.kind == ActorKind::State && e.country == country && country.is_some();
        match actors.entries.iter().position(home) {
            Some(home) if !actors.entries[state].id.ends_with("-opposition") => state = home,
            _ => return state,
        }
    }
    let name = format!("{} opposition", adjective(actors, scene, state));
    let country = actors.entries[state].country.clone();
    // It acts for nobody but itself.
    let a = actors.of_name(ActorKind::Party, &name, None);
    if actors.entries[a].country.is_none() {
        actors.entries[a].country = country;
    }
    a
}

/// "Opposition parties", "opposition leaders in Togo": the opposition of the owner, of the state where it sits, or of the one spoken of.
pub(super) fn opposition_group(
    actors: &mut Actors,
    scene: Scene<'_>,
    before: &Before,
    t: Tok,
    own: &[ActorIx],
) -> Option<ActorIx> {
    let text = scene.text;
    let group = matches!(
        text.at(t).lemma,
        "group"
            | "party"
            | "politician"
            | "activist"
            | "figure"
            | "lawmaker"
            | "leader"
            | "force"
            | "movement"
            | "alliance"
            | "coalition"
            | "deputy"
            | "candidate"
            | "supporter"
            | "member"
            | "legislator"
            | "bloc"
    );
    let opposed = text.children(t).iter().any(|c| *c < t && text.word(*c) == "opposition");
    if !group || !opposed {
        return None;
    }
    let owner = own.first().map(|a| actors.side(*a)).filter(|a| actors.entries[*a].kind == ActorKind::State);
    let state = owner
        .or_else(|| state_of_place(actors, scene, t))
        .or_else(|| recent(actors, before, |e| e.kind == ActorKind::State))?;
    Some(opposition(actors, scene, state))
}

/// The state named behind the noun's "in".
fn state_of_place(actors: &mut Actors, scene: Scene<'_>, t: Tok) -> Option<ActorIx> {
    let text = scene.text;
    let object = text.children_by(t, "prep").filter(|c| text.word(*c) == "in").find_map(|c| text.child(c, "pobj"))?;
    let named = actors.whom(object).first().copied().filter(|a| actors.entries[*a].kind == ActorKind::State);
    named.or_else(|| state_of_seat(actors, scene, t, Institution::Organ))
}

/// A group called by a person's name.
pub(super) fn named_after(actors: &mut Actors, text: &Text<'_>, t: Tok) -> Option<ActorIx> {
    let front = text
        .children(t)
        .iter()
        .copied()
        .find(|c| *c < t && text.at(*c).dep == "compound" && text.at(*c).pos == "PROPN")?;
    let mention = actors.mention(front)?;
    let person = mention.actors.first().copied().filter(|a| actors.entries[*a].kind == ActorKind::Person)?;
    let name = text.words(mention.tokens.start..t + 1).to_string();
    let side = actors.entries[person].side;
    let country = actors.entries[person].country.clone();
    let a = actors.of_name(ActorKind::Faction, &name, None);
    if actors.entries[a].country.is_none() {
        actors.entries[a].country = country.or_else(|| side.and_then(|s| actors.entries[s].country.clone()));
    }
    Some(a)
}

/// The state in whose town an institution sits.
fn state_of_seat(actors: &mut Actors, scene: Scene<'_>, t: Tok, kind: Institution) -> Option<ActorIx> {
    let text = scene.text;
    let seat =
        |u: Tok| text.children_by(u, "prep").filter(|c| text.word(*c) == "in").find_map(|c| text.child(c, "pobj"));
    // "In Oslo the foreign ministry spoke of an error": a capital in front of the clause.
    let verb = text.at(t).head;
    let front = (kind == Institution::Ministry && text.at(t).dep == "nsubj").then(|| seat(verb)).flatten();
    let capital = |o: &Tok| {
        let key = actors.place_at(*o).and_then(|(_, key)| *key);
        *o < t && key.is_some_and(|k| scene.atlas.capital_of(k).is_some())
    };
    let object = seat(t).or(front.filter(capital))?;
    let (_, key) = actors.place_at(object)?.clone();
    let state = scene.atlas.capital_of(key?).or_else(|| scene.atlas.side(key?, scene.published))?;
    Some(actors.of_key(scene.atlas, state))
}

/// "In Tokyo, Defence Minister Name said": the state in whose capital the clause of a subject opens.
pub(super) fn state_of_clause(actors: &mut Actors, scene: Scene<'_>, t: Tok) -> Option<ActorIx> {
    let text = scene.text;
    let start = text.sentence_of(t).start;
    let opens = |c: &Tok| *c < t && (*c == start || matches!(text.word(*c - 1), "," | ";" | "and" | "while"));
    let verb = text.at(t).head;
    let seat = text.children_by(verb, "prep").filter(|c| matches!(text.word(*c), "in" | "from")).find(opens)?;
    let object = text.child(seat, "pobj").filter(|_| text.at(t).dep == "nsubj")?;
    let (_, key) = actors.place_at(object)?.clone();
    let state = scene.atlas.capital_of(key?)?;
    Some(actors.of_key(scene.atlas, state))
}

/// Whether the noun is the subject of a clause whose verb has a clause below it, or stands behind "according to".
fn speaks(text: &Text<'_>, t: Tok) -> bool {
    let token = text.at(t);
    let head = token.head;
    match token.dep {
        "nsubj" => {
            text.children(head).iter().any(|c| matches!(text.at(*c).dep, "ccomp" | "xcomp"))
                || matches!(text.at(head).lemma, "say" | "tell") && text.at(head).tag != "VBG"
                || matches!(text.at(head).dep, "parataxis" | "ccomp")
                    && matches!(text.at(head).lemma, "say" | "tell" | "report")
        }
        "pobj" => text.word(head) == "to" && text.word(text.at(head).head) == "according" || text.word(head) == "by",
        "dobj" => matches!(text.at(head).lemma, "cite" | "quote"),
        _ => false,
    }
}

/// "The government in Tripoli", "the Tripoli-based administration": a rival government by its seat.
fn seated_government(actors: &mut Actors, scene: Scene<'_>, t: Tok, word: &str) -> Option<ActorIx> {
    if !matches!(word, "government" | "administration" | "authorities" | "cabinet") {
        return None;
    }
    let text = scene.text;
    let behind = text.children_by(t, "prep").filter(|c| text.word(*c) == "in").find_map(|c| text.child(c, "pobj"));
    let front = text.children(t).iter().copied().filter(|c| *c < t).find(|c| actors.place_at(*c).is_some());
    let (place, key) = actors.place_at(behind.or(front)?)?.clone();
    if key.is_some_and(|k| scene.atlas.get(k).kind() != ActorKind::Place) {
        return None;
    }
    let name = text.words(place);
    let hits = [format!("{name} government"), format!("{name}-based government"), format!("government in {name}")]
        .iter()
        .flat_map(|n| scene.atlas.find(n))
        .collect::<Vec<_>>();
    let hit = hits.into_iter().find(|h| scene.atlas.get(h.key).kind() != ActorKind::State)?;
    Some(actors.of_key(scene.atlas, hit.key))
}

/// Whoever acts when its government, forces or planes do: a person's side, else the owner.
pub(super) fn owner_acts(actors: &Actors, owner: ActorIx) -> ActorIx {
    if actors.entries[owner].kind == ActorKind::Person { actors.side(owner) } else { owner }
}

/// The army, ministry, court of a state or faction.
fn organ(actors: &mut Actors, scene: Scene<'_>, owner: ActorIx, t: Tok, kind: Institution) -> ActorIx {
    let text = scene.text;
    let word = text.word(t).to_string();
    // The words in front that belong to the name: "foreign", "supreme", "air".
    let mut start = t;
    while start > 0
        && text.at(start - 1).head == t
        && matches!(text.at(start - 1).dep, "amod" | "compound" | "nmod")
        && actors.whom(start - 1).is_empty()
    {
        start -= 1;
    }
    let timeless = |u: &Tok| !matches!(text.at(*u).ent, "DATE" | "TIME") && !matches!(text.word(*u), "same" | "very");
    let front: Vec<String> = (start..t)
        .filter(timeless)
        .map(|t| text.word(t).to_string())
        .filter(|w| !matches!(w.as_str(), "own" | "new" | "former" | "-"))
        .collect();
    let key = actors.entries[owner].key;
    match (kind, key) {
        (Institution::Ministry, Some(key)) => {
            let office = front.iter().find(|w| !w.is_empty()).cloned().unwrap_or_default();
            let found = scene.atlas.ministry(key, &office);
            institution_actor(actors, scene, found, owner, ActorKind::Government)
        }
        (Institution::Military, Some(key)) => {
            let branch = match word.as_str() {
                "navy" | "marines" | "navies" => "navy",
                "air" | "airforce" | "force" => "air force",
                "army" | "armies" => "army",
                "guard" => "guard",
                _ => "military",
            };
            let found = scene.atlas.military(key, branch);
            institution_actor(actors, scene, found, owner, ActorKind::Military)
        }
        _ => {
            let mut words = front;
            words.push(text.at(t).lemma.to_lowercase());
            let name = format!("{} {}", adjective(actors, scene, owner), words.join(" "));
            let kind = if kind == Institution::Military { ActorKind::Military } else { ActorKind::Government };
            actors.of_name(kind, &name, Some(owner))
        }
    }
}

fn institution_actor(
    actors: &mut Actors,
    scene: Scene<'_>,
    found: atlas::Office,
    owner: ActorIx,
    kind: ActorKind,
) -> ActorIx {
    if let Some(key) = found.key {
        let a = actors.of_key(scene.atlas, key);
        if actors.entries[a].side.is_none() && a != owner {
            actors.entries[a].side = Some(owner);
        }
        return a;
    }
    let a = actors.of_name(kind, &found.name, Some(owner));
    actors.entries[a].names.extend(found.aliases);
    a
}

/// "Pakistani" for Pakistan, the name itself for others.
fn adjective(actors: &Actors, scene: Scene<'_>, a: ActorIx) -> String {
    let entry = &actors.entries[a];
    let demonym = |k: atlas::Key| {
        let adjective = |n: &atlas::NameOf<'_>| n.via == atlas::Via::Demonym(atlas::Demonym::Adjective);
        scene.atlas.get(k).names().find(adjective).map(|n| n.text.to_string())
    };
    entry.key.and_then(demonym).unwrap_or_else(|| entry.name.clone())
}

/// "Army" in "Army Chief", "navy" in "navy commander": the force rather than its owner.
pub(super) fn organ_in_front(
    actors: &mut Actors,
    scene: Scene<'_>,
    owner: ActorIx,
    front: Range<Tok>,
    noun: Tok,
) -> Option<ActorIx> {
    let text = scene.text;
    let side = actors.side(owner);
    let force = front.clone().find(|t| {
        matches!(text.word(*t), "army" | "military" | "navy" | "airforce")
            || text.word(*t) == "air" && text.word(*t + 1) == "force"
    })?;
    let commands = matches!(text.word(noun), "chief" | "commander" | "head" | "leader" | "boss");
    (commands && actors.entries[side].kind == ActorKind::State)
        .then(|| organ(actors, scene, side, force, Institution::Military))
}
