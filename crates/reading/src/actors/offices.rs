//! Titles in common nouns: "the president", "the Russian foreign minister", "the general", "Gabon's ousted leader".
//!
//! Comes in: the title's noun and its owners. Goes out: its bearer in the text, else the holder of the office by the atlas on that day, else
//! the owner; none for a rank alone.

use model::ActorKind;

use super::nominals::{Before, definite, recent};
use super::spoken::only_state;
use super::{ActorIx, Actors, Manner, Mention, Scene};
use crate::lexicon::{self, TitleKind};
use crate::text::{Text, Tok};

/// Titles in common nouns: "the president", "the Russian foreign minister", "the general".
pub(super) fn titled(
    actors: &mut Actors,
    scene: Scene<'_>,
    before: &Before,
    t: Tok,
    word: &str,
    kind: TitleKind,
    own: &[ActorIx],
) -> Vec<ActorIx> {
    let text = scene.text;
    // Part of a phrase in front of or behind a name: the name is the mention.
    let named_person = |m: &&Mention| {
        m.manner == Manner::Name && m.actors.iter().any(|a| actors.entries[*a].kind == ActorKind::Person)
    };
    let behind = actors.mention(t + 1).filter(named_person).is_some_and(|m| m.tokens.start == t + 1);
    let above =
        actors.mention(text.at(t).head).filter(named_person).is_some_and(|m| m.head > t && m.head == text.at(t).head);
    let beside_name = behind || above && text.at(t).dep != "conj";
    if beside_name {
        return Vec::new();
    }
    let sides: Vec<ActorIx> = own.iter().map(|a| actors.side(*a)).collect();
    // "The foreign minister" is not the one of defence.
    let portfolio: Vec<String> = text
        .children(t)
        .iter()
        .filter(|c| **c < t && lexicon::is_portfolio(text.word(**c)))
        .map(|c| text.word(*c).replace("defense", "defence"))
        .collect();
    let holds = |e: &super::ActorEntry| {
        let held = |w: &String| e.titles.contains(w) || w == "defence" && e.titles.contains("defense");
        word != "minister" || portfolio.iter().all(held)
    };
    let fits = |actors: &Actors, e: &super::ActorEntry| {
        e.kind == ActorKind::Person
            && holds(e)
            && (e.titles.contains(word)
                || word == "leader" && !e.titles.is_empty()
                || matches!(word, "premier" | "pm") && e.titles.contains("prime"))
            && (sides.is_empty()
                || e.side.is_some_and(|s| sides.contains(&actors.side(s)))
                || sides.iter().any(|s| same_country(actors, *s, e)))
    };
    let former = text.children(t).iter().any(|c| *c < t && lexicon::is_former_word(text.word(*c)));
    let in_office = |e: &super::ActorEntry| {
        let holds_it =
            |key| scene.published.is_some_and(|on| scene.atlas.offices(key).iter().any(|o| o.on(on) && o.role.leads()));
        e.key.is_some_and(holds_it)
    };
    if (definite(text, t) || !own.is_empty())
        && let Some(a) = recent(actors, before, |e| fits(actors, e) && !(former && in_office(e)))
    {
        return vec![a];
    }
    if word == "host" {
        let home = scene.home.and_then(|k| actors.known(k));
        let at_home = |e: &super::ActorEntry| {
            e.kind == ActorKind::Person && home.is_some() && e.side.map(|s| actors.side(s)) == home
        };
        return recent(actors, before, at_home).into_iter().collect();
    }
    if kind == TitleKind::Rank {
        return Vec::new();
    }
    // "Malaysia's opposition accused the prime minister": of the only state that the text has named.
    let office = own.is_empty() && definite(text, t) && atlas_role(text, t, word).is_some();
    let only = if office { only_state(actors, before) } else { None };
    let own: &[ActorIx] = only.as_ref().map_or(own, std::slice::from_ref);
    // "the eastern Libyan leader" of whom only the side is known; else whoever holds the office that day.
    if let Some(&owner) = own.first() {
        if let Some(a) = recent(actors, before, |e| {
            e.kind == ActorKind::Person
                && (e.side.is_some_and(|s| actors.side(s) == actors.side(owner)) || same_country(actors, owner, e))
        })
        .filter(|_| matches!(word, "leader" | "ruler" | "strongman" | "commander"))
        {
            return vec![a];
        }
        // "Gabon's ousted president" is not who holds the office now.
        if text.children(t).iter().any(|c| *c < t && lexicon::is_former_word(text.word(*c))) {
            return last_holder(actors, scene, t, word, owner).into_iter().collect();
        }
        if let (Some(key), Some(on)) = (actors.entries[owner].key, scene.published)
            && let Some(role) = atlas_role(text, t, word)
            && let Some(&holder) = scene.atlas.holders(key, role, on).first()
        {
            let holder = actors.of_key(scene.atlas, holder);
            actors.side_of_atlas(scene, holder);
            return vec![holder];
        }
        return vec![owner];
    }
    Vec::new()
}

/// "Gabon's ousted president": the one who held the office before it passed to another.
fn last_holder(actors: &mut Actors, scene: Scene<'_>, t: Tok, word: &str, owner: ActorIx) -> Option<ActorIx> {
    let text = scene.text;
    let ousted = |c: &Tok| {
        matches!(text.word(*c), "ousted" | "deposed" | "overthrown" | "toppled" | "fugitive" | "exiled" | "detained")
    };
    if !text.children(t).iter().any(ousted) {
        return None;
    }
    let (key, on, role) = (actors.entries[owner].key?, scene.published?, atlas_role(text, t, word)?);
    let officers = scene.atlas.officers(key);
    let over = officers.iter().filter(|o| o.role == role && o.to.is_some_and(|to| to < on));
    let last = over.max_by_key(|o| o.to)?.person;
    let holder = actors.of_key(scene.atlas, last);
    actors.deposed.insert(holder);
    actors.entries[holder].side = None;
    Some(holder)
}

fn same_country(actors: &Actors, owner: ActorIx, e: &super::ActorEntry) -> bool {
    let country = actors.entries[owner].country.as_deref();
    country.is_some()
        && (e.country.as_deref() == country || e.side.is_some_and(|s| actors.entries[s].country.as_deref() == country))
}

fn atlas_role(text: &Text<'_>, t: Tok, word: &str) -> Option<atlas::Role> {
    let before = if t > 0 { text.word(t - 1) } else { "" };
    Some(match (before, word) {
        (_, "president" | "king" | "emir" | "sultan" | "monarch") => atlas::Role::HeadOfState,
        ("prime", "minister") | (_, "premier" | "chancellor" | "pm") => atlas::Role::HeadOfGovernment,
        ("foreign", "minister") => atlas::Role::ForeignMinister,
        ("defence" | "defense", "minister") => atlas::Role::DefenceMinister,
        _ => return None,
    })
}
