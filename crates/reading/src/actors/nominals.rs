//! Common nouns and pronouns that point to actors: "the army", "the president", "the group", "his", "both sides".
//!
//! One pass from left to right; each word sees only what stands before it. Most recent and most prominent wins:
//! a subject counts two sentences' worth of distance, a name one more than a pronoun.

use std::ops::Range;

use model::ActorKind;

use super::groups::{self, Members};
use super::owners::{owners, owners_in_front};
use super::{ActorIx, Actors, Manner, Mention, Scene};
use crate::lexicon::{self, Institution, TitleKind};
use crate::text::{Text, Tok};

/// Mentions so far, in order: head token and actors.
type Before = Vec<(Tok, Vec<ActorIx>)>;

/// Resolves all nominals and pronouns.
pub(super) fn resolve(actors: &mut Actors, scene: Scene<'_>) {
    let mut before: Before = Vec::new();
    for t in 0..scene.text.tokens.len() {
        let known = actors.mention(t).map(|m| (m.head, m.actors.clone(), m.manner));
        match known {
            Some((head, whom, manner)) => {
                if head == t && manner != Manner::Modifier {
                    before.push((t, joined(actors, scene.text, t, whom)));
                }
            }
            None => {
                let Some((whom, manner)) = point(actors, scene, &before, t) else { continue };
                if whom.is_empty() {
                    continue;
                }
                let tokens = if manner == Manner::Pronoun { t..t + 1 } else { noun_phrase(scene.text, t) };
                actors.add(scene.text, Mention { head: t, tokens, actors: whom.clone(), manner });
                if !matches!(scene.text.at(t).dep, "poss") {
                    before.push((t, whom));
                }
            }
        }
    }
    actors.before = before;
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

/// From the noun's determiner to the noun, at most eight tokens.
fn noun_phrase(text: &Text<'_>, t: Tok) -> Range<Tok> {
    let start = text.subtree(t).start.max(t.saturating_sub(8)).max(text.sentence_of(t).start);
    start..t + 1
}

fn point(actors: &mut Actors, scene: Scene<'_>, before: &Before, t: Tok) -> Option<(Vec<ActorIx>, Manner)> {
    let text = scene.text;
    let token = text.at(t);
    let word = text.word(t).to_string();
    if let Some(whom) = pronoun(actors, text, before, t) {
        return Some((whom, Manner::Pronoun));
    }
    if matches!(word.as_str(), "both" | "two" | "three") && matches!(token.dep, "nsubj" | "pobj" | "dobj" | "nsubjpass") {
        let n = groups::count(text, t);
        return Some((groups::latest(actors, text, before, t, n, Members::Any), Manner::Pronoun));
    }
    if !matches!(token.pos, "NOUN" | "PROPN") || matches!(token.dep, "compound" | "nmod") && institution_of(&word) != Some(Institution::Military) {
        return None;
    }
    noun(actors, scene, before, t, &word).map(|whom| (whom, Manner::Nominal))
}

fn institution_of(word: &str) -> Option<Institution> {
    lexicon::institution(word)
}

fn definite(text: &Text<'_>, t: Tok) -> bool {
    text.children(t).iter().any(|c| matches!(text.word(*c), "the" | "that" | "this" | "both" | "those" | "these" | "its" | "his" | "their" | "her"))
}

fn noun(actors: &mut Actors, scene: Scene<'_>, before: &Before, t: Tok, word: &str) -> Option<Vec<ActorIx>> {
    let text = scene.text;
    let plural = text.at(t).tag == "NNS" || text.at(t).tag == "NNPS";
    // "His Ukrainian counterpart, Volodymyr Zelensky": whoever is named beside it.
    if lexicon::title(text.at(t).lemma).is_some() || lexicon::title(word).is_some() {
        let beside = text.children_by(t, "appos").filter(|c| *c > t).flat_map(|c| actors.whom(c).to_vec()).find(|a| actors.entries[*a].kind == ActorKind::Person);
        if let Some(person) = beside {
            return Some(vec![person]);
        }
    }
    let own = owners(actors, text, t);
    if plural && let Some(members) = groups::members(word) {
        let counted = groups::count(text, t);
        if own.is_empty() && (counted.is_some() || definite(text, t)) || own.is_empty() && members == Members::Any {
            let group = groups::latest(actors, text, before, t, counted, members);
            if !group.is_empty() {
                return Some(group);
            }
        }
    }
    // "The Hafiz Gul Bahadur group", "the Rajapaksa family"
    if matches!(word, "group" | "network" | "faction" | "militia" | "clan" | "family" | "gang" | "dynasty") && let Some(named) = named_after(actors, text, t) {
        return Some(vec![named]);
    }
    // "Saudi Arabia and Egypt, both traditional supporters, …": whom it stands beside.
    if text.at(t).dep == "appos" && institution_of(word).is_none_or(|k| matches!(k, Institution::Crowd | Institution::People)) {
        let beside: Vec<ActorIx> = text.conjuncts(text.at(t).head).into_iter().filter(|c| *c < t).flat_map(|c| actors.whom(c).to_vec()).collect();
        if !beside.is_empty() {
            return Some(beside);
        }
    }
    if !plural && lexicon::title(word) == Some(TitleKind::Leader) {
        let whom = titled(actors, scene, before, t, word, TitleKind::Leader, &own);
        if !whom.is_empty() {
            return Some(whom);
        }
    }
    if let Some(kind) = institution_of(word)
        && let Some(whom) = institution(actors, scene, before, t, word, kind, &own)
    {
        return Some(whom);
    }
    if !plural && let Some(kind) = lexicon::title(word).filter(|k| matches!(k, TitleKind::Leader | TitleKind::Rank)) {
        let whom = titled(actors, scene, before, t, word, kind, &own);
        if !whom.is_empty() {
            return Some(whom);
        }
    }
    let kinds = lexicon::call_back(word)?;
    if !definite(text, t) || !own.is_empty() && institution_of(word).is_none() {
        return None;
    }
    recent(actors, before, |e| kinds.contains(&e.kind)).map(|a| vec![a])
}

fn recent(actors: &Actors, before: &Before, fits: impl Fn(&super::ActorEntry) -> bool) -> Option<ActorIx> {
    before.iter().rev().take(40).flat_map(|(_, whom)| whom.iter().rev()).copied().find(|a| fits(&actors.entries[*a]))
}

/// Titles in common nouns: "the president", "the Russian foreign minister", "the general".
fn titled(actors: &mut Actors, scene: Scene<'_>, before: &Before, t: Tok, word: &str, kind: TitleKind, own: &[ActorIx]) -> Vec<ActorIx> {
    let text = scene.text;
    // Part of a phrase in front of or behind a name: the name is the mention.
    let named_person = |m: &&Mention| m.manner == Manner::Name && m.actors.iter().any(|a| actors.entries[*a].kind == ActorKind::Person);
    let behind = actors.mention(t + 1).filter(named_person).is_some_and(|m| m.tokens.start == t + 1);
    let above = actors.mention(text.at(t).head).filter(named_person).is_some_and(|m| m.head > t && m.head == text.at(t).head);
    let beside_name = behind || above && text.at(t).dep != "conj";
    if beside_name {
        return Vec::new();
    }
    let sides: Vec<ActorIx> = own.iter().map(|a| actors.side(*a)).collect();
    let fits = |actors: &Actors, e: &super::ActorEntry| {
        e.kind == ActorKind::Person
            && (e.titles.contains(word) || word == "leader" && !e.titles.is_empty() || word == "premier" && e.titles.contains("prime"))
            && (sides.is_empty() || e.side.is_some_and(|s| sides.contains(&actors.side(s))) || sides.iter().any(|s| same_country(actors, *s, e)))
    };
    if (definite(text, t) || !own.is_empty()) && let Some(a) = recent(actors, before, |e| fits(actors, e)) {
        return vec![a];
    }
    if word == "host" || kind == TitleKind::Rank {
        return Vec::new();
    }
    // "the eastern Libyan leader" of whom only the side is known; else whoever holds the office that day.
    if let Some(&owner) = own.first() {
        if let Some(a) = recent(actors, before, |e| e.kind == ActorKind::Person && (e.side.is_some_and(|s| actors.side(s) == actors.side(owner)) || same_country(actors, owner, e)))
            .filter(|_| matches!(word, "leader" | "ruler" | "strongman" | "commander"))
        {
            return vec![a];
        }
        if let (Some(key), Some(on)) = (actors.entries[owner].key, scene.published)
            && let Some(role) = atlas_role(text, t, word)
            && let Some(&holder) = scene.atlas.holders(key, role, on).first()
        {
            return vec![actors.of_key(scene.atlas, holder)];
        }
        return vec![owner];
    }
    Vec::new()
}

fn same_country(actors: &Actors, owner: ActorIx, e: &super::ActorEntry) -> bool {
    let country = actors.entries[owner].country.as_deref();
    country.is_some() && (e.country.as_deref() == country || e.side.is_some_and(|s| actors.entries[s].country.as_deref() == country))
}

fn atlas_role(text: &Text<'_>, t: Tok, word: &str) -> Option<atlas::Role> {
    let before = if t > 0 { text.word(t - 1) } else { "" };
    Some(match (before, word) {
        (_, "president" | "king" | "emir" | "sultan" | "monarch") => atlas::Role::HeadOfState,
        ("prime", "minister") | (_, "premier" | "chancellor") => atlas::Role::HeadOfGovernment,
        ("foreign", "minister") => atlas::Role::ForeignMinister,
        ("defence" | "defense", "minister") => atlas::Role::DefenceMinister,
        _ => return None,
    })
}

fn institution(
    actors: &mut Actors,
    scene: Scene<'_>,
    before: &Before,
    t: Tok,
    word: &str,
    kind: Institution,
    own: &[ActorIx],
) -> Option<Vec<ActorIx>> {
    let text = scene.text;
    match kind {
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
            if word == "delegation" && definite(text, t) {
                return salient(actors, text, before, t, |k| matches!(k, ActorKind::Person | ActorKind::State)).map(|a| vec![a]);
            }
            None
        }
        Institution::Ministry | Institution::Organ | Institution::Military => {
            let whole = own.iter().copied().find(|a| actors.entries[*a].kind == ActorKind::Organisation);
            if let Some(whole) = whole.filter(|_| kind == Institution::Organ) {
                return Some(vec![whole]);
            }
            let owner = own.iter().map(|a| actors.side(*a)).find(|a| {
                matches!(actors.entries[*a].kind, ActorKind::State | ActorKind::Faction | ActorKind::Government)
            });
            match owner {
                Some(owner) => Some(vec![organ(actors, scene, owner, t, kind)]),
                None if definite(text, t) || word == "parliament" => {
                    let wanted = if kind == Institution::Military { ActorKind::Military } else { ActorKind::Government };
                    let lemma = text.at(t).lemma.to_lowercase();
                    recent(actors, before, |e| e.kind == wanted && e.names.iter().any(|n| n.to_lowercase().contains(&lemma)))
                        .or_else(|| recent(actors, before, |e| e.kind == wanted && kind == Institution::Military))
                        .map(|a| vec![a])
                        .or_else(|| {
                            let state = recent(actors, before, |e| e.kind == ActorKind::State)?;
                            Some(vec![organ(actors, scene, state, t, kind)])
                        })
                }
                None => None,
            }
        }
        Institution::Party => {
            if word != "opposition" {
                return None;
            }
            let owner = own.first().map(|a| actors.side(*a)).or_else(|| recent(actors, before, |e| e.kind == ActorKind::State))?;
            Some(vec![opposition(actors, scene, owner)])
        }
        Institution::People => {
            let owner = own.first().copied();
            // Unnamed people who act are their state; those who speak are a source of their own.
            if !speaks(text, t) {
                return owner.map(|o| vec![owner_acts(actors, o)]);
            }
            let side = owner.map(|o| owner_acts(actors, o));
            let words = text.words(noun_phrase(text, t));
            let words = words.trim_start_matches("the ").trim_start_matches("a ").trim_start_matches("A ").trim_start_matches("The ").trim_start_matches("one ");
            Some(vec![actors.of_name(ActorKind::Person, words, side)])
        }
        Institution::Crowd => {
            let crowd = matches!(word, "protesters" | "demonstrators" | "marchers" | "rioters" | "crowd" | "crowds" | "mob" | "strikers" | "supporters");
            if !crowd && text.at(t).dep != "nsubj" {
                return None;
            }
            let name = if word == "supporters" && !own.is_empty() {
                format!("{}'s supporters", actors.entries[own[0]].name)
            } else if matches!(word, "thousands" | "hundreds" | "crowd" | "crowds" | "marchers" | "demonstrators" | "mob") {
                "protesters".to_string()
            } else {
                word.to_string()
            };
            Some(vec![actors.of_name(ActorKind::Faction, &name, None)])
        }
    }
}

/// The opposition of a state.
pub(super) fn opposition(actors: &mut Actors, scene: Scene<'_>, state: ActorIx) -> ActorIx {
    let name = format!("{} opposition", adjective(actors, scene, state));
    actors.of_name(ActorKind::Party, &name, Some(state))
}

/// A group called by a person's name.
fn named_after(actors: &mut Actors, text: &Text<'_>, t: Tok) -> Option<ActorIx> {
    let front = text.children(t).iter().copied().find(|c| *c < t && text.at(*c).dep == "compound" && text.at(*c).pos == "PROPN")?;
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

/// Whether the noun is the subject of a clause whose verb has a clause below it, or stands behind "according to".
fn speaks(text: &Text<'_>, t: Tok) -> bool {
    let token = text.at(t);
    let head = token.head;
    match token.dep {
        "nsubj" => {
            text.children(head).iter().any(|c| matches!(text.at(*c).dep, "ccomp" | "xcomp"))
                || matches!(text.at(head).dep, "parataxis" | "ccomp") && matches!(text.at(head).lemma, "say" | "tell" | "report")
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
fn owner_acts(actors: &Actors, owner: ActorIx) -> ActorIx {
    if actors.entries[owner].kind == ActorKind::Person { actors.side(owner) } else { owner }
}

/// The army, ministry, court of a state or faction.
fn organ(actors: &mut Actors, scene: Scene<'_>, owner: ActorIx, t: Tok, kind: Institution) -> ActorIx {
    let text = scene.text;
    let word = text.word(t).to_string();
    // The words in front that belong to the name: "foreign", "supreme", "air".
    let mut start = t;
    while start > 0 && text.at(start - 1).head == t && matches!(text.at(start - 1).dep, "amod" | "compound" | "nmod") && actors.whom(start - 1).is_empty() {
        start -= 1;
    }
    let front: Vec<String> = (start..t).map(|t| text.word(t).to_string()).filter(|w| !matches!(w.as_str(), "own" | "new" | "former" | "-")).collect();
    let key = actors.entries[owner].key;
    match (kind, key) {
        (Institution::Ministry, Some(key)) => {
            let office = front.iter().find(|w| !w.is_empty()).cloned().unwrap_or_default();
            let found = scene.atlas.ministry(key, &office);
            institution_actor(actors, scene, found, owner, ActorKind::Government)
        }
        (Institution::Military, Some(key)) => {
            let branch = match word.as_str() {
                "navy" | "marines" => "navy",
                "air" | "airforce" => "air force",
                "army" => "army",
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

fn institution_actor(actors: &mut Actors, scene: Scene<'_>, found: atlas::Office, owner: ActorIx, kind: ActorKind) -> ActorIx {
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
pub(super) fn organ_in_front(actors: &mut Actors, scene: Scene<'_>, owner: ActorIx, front: Range<Tok>, noun: Tok) -> Option<ActorIx> {
    let text = scene.text;
    let side = actors.side(owner);
    let force = front.clone().find(|t| {
        matches!(text.word(*t), "army" | "military" | "navy" | "airforce") || text.word(*t) == "air" && text.word(*t + 1) == "force"
    })?;
    let commands = matches!(text.word(noun), "chief" | "commander" | "head" | "leader" | "boss");
    (commands && actors.entries[side].kind == ActorKind::State).then(|| organ(actors, scene, side, force, Institution::Military))
}

fn pronoun(actors: &Actors, text: &Text<'_>, before: &Before, t: Tok) -> Option<Vec<ActorIx>> {
    let word = text.word(t);
    let fits: fn(ActorKind) -> bool = match word {
        "he" | "him" | "his" | "she" | "her" | "himself" | "herself" => |k| k == ActorKind::Person,
        "it" | "its" | "itself" => |k| !matches!(k, ActorKind::Person | ActorKind::Place),
        "they" | "them" | "their" | "themselves" => {
            return Some(they(actors, text, before, t));
        }
        _ => return None,
    };
    if text.at(t).pos != "PRON" || text.at(t).dep == "expl" {
        return None;
    }
    Some(salient(actors, text, before, t, fits).map(|a| vec![a]).unwrap_or_default())
}

/// The most prominent single actor before `t` of a fitting kind: subjects before others, near before far.
fn salient(actors: &Actors, text: &Text<'_>, before: &Before, t: Tok, fits: impl Fn(ActorKind) -> bool) -> Option<ActorIx> {
    let clause_subject = same_clause_subject(text, t);
    let here = text.at(t).sentence;
    let mut best: Option<(i32, ActorIx)> = None;
    for (tok, whom) in before.iter().rev().take(30) {
        let distance = (here - text.at(*tok).sentence.min(here)) as i32;
        if distance > 3 {
            break;
        }
        if Some(*tok) == clause_subject && !matches!(text.at(t).dep, "poss") {
            continue;
        }
        // "his son Saddam": not whom the phrase itself names.
        if text.at(t).dep == "poss" && text.is_below(t, *tok) {
            continue;
        }
        let [a] = whom.as_slice() else { continue };
        if !fits(actors.entries[*a].kind) {
            continue;
        }
        let weight = match text.at(*tok).dep {
            "nsubj" | "nsubjpass" => 4,
            "poss" => 0,
            _ => 2,
        } - 3 * distance
            - i32::from(actors.entries[*a].kind == ActorKind::Media) * 2;
        if best.is_none_or(|(b, _)| weight > b) {
            best = Some((weight, *a));
        }
    }
    best.map(|(_, a)| a)
}

/// The subject of the verb of which the pronoun is an object.
fn same_clause_subject(text: &Text<'_>, t: Tok) -> Option<Tok> {
    let mut head = text.at(t).head;
    if text.at(head).pos == "ADP" {
        head = text.at(head).head;
    }
    text.child(head, "nsubj").filter(|s| *s != t)
}

fn they(actors: &Actors, text: &Text<'_>, before: &Before, t: Tok) -> Vec<ActorIx> {
    let here = text.at(t).sentence;
    for (tok, whom) in before.iter().rev().take(20) {
        if here - text.at(*tok).sentence.min(here) > 2 || text.at(t).dep == "poss" && text.is_below(t, *tok) {
            continue;
        }
        let plural = whom.len() > 1
            || matches!(text.at(*tok).tag, "NNS" | "NNPS")
            || whom.iter().any(|a| matches!(actors.entries[*a].kind, ActorKind::Faction));
        if plural && !whom.iter().all(|a| actors.entries[*a].kind == ActorKind::Media) {
            return whom.clone();
        }
    }
    Vec::new()
}

/// Who owns the thing at `t`, for nouns that stand for their owner wherever they fill an actor's place ("Pakistani posts").
pub(crate) fn owner_of_thing(actors: &Actors, text: &Text<'_>, t: Tok) -> Vec<ActorIx> {
    let front = owners_in_front(actors, text, t);
    let found = if front.is_empty() { owners(actors, text, t) } else { front };
    found.into_iter().map(|a| owner_acts(actors, a)).collect()
}
