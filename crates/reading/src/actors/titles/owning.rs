//! Of whom or what a title is: said in front, behind "of", or inferred from what the text speaks of.
//!
//! Comes in: a title phrase. Goes out: its owners, nearest first; empty where nobody can be meant.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use model::ActorKind;

use super::TitlePhrase;
use crate::actors::{ActorIx, Actors, Manner, Scene, institutions, owners};
use crate::lexicon::{self, TitleKind};
use crate::text::Tok;

/// Whom the phrase names as the owner.
pub(super) fn owner_of(actors: &mut Actors, scene: Scene<'_>, phrase: &TitlePhrase) -> Vec<ActorIx> {
    let text = scene.text;
    // "Army Chief", "head of the navy": the force itself.
    let front = phrase.range.start..phrase.noun;
    let back = phrase.noun + 1..phrase.range.end;
    let mut named: Vec<ActorIx> = Vec::new();
    let sent = lexicon::is_sent_to(text.word(phrase.noun)) && text.word(back.start) != "of";
    if matches!(text.word(back.start), "of" | "for" | "at" | "to" | "in") && !back.is_empty() && !sent {
        named = behind_of(actors, scene, back.clone());
    }
    if named.is_empty() {
        named = owners::in_range(actors, front.clone()).into_iter().filter(|a| *a != phrase.person).collect();
        if named.len() > 1 && !front.clone().any(|t| text.word(t) == "and") {
            named = vec![named[named.len() - 1]];
        }
        if matches!(phrase.kind, TitleKind::Leader | TitleKind::Servant)
            && let Some(&state) = named.first()
        {
            named = institutions::organ_in_front(actors, scene, state, front, phrase.noun).map_or(named, |o| vec![o]);
        }
    }
    named
}

/// Who stands behind "of": the nearest noun that points to someone, else the first name.
fn behind_of(actors: &mut Actors, scene: Scene<'_>, back: Range<Tok>) -> Vec<ActorIx> {
    let text = scene.text;
    let prep = back.start;
    let object = text.children(prep).iter().copied().find(|c| text.at(*c).dep == "pobj" && back.contains(c));
    if let Some(object) = object {
        let whom: Vec<ActorIx> = text
            .conjuncts(object)
            .into_iter()
            .filter(|t| back.contains(t))
            .flat_map(|t| actors.whom(t).to_vec())
            .collect();
        // "a leader of the party Popular Will": the name beside the noun.
        let named = |t: &Tok| actors.mention(*t).is_some_and(|m| m.manner == Manner::Name && m.tokens.start == *t);
        let beside = object + 1;
        if actors.mention(object).is_some_and(|m| m.manner == Manner::Nominal)
            && back.contains(&beside)
            && named(&beside)
            && let &[a] = actors.whom(beside)
            && !matches!(actors.entries[a].kind, ActorKind::Person | ActorKind::State)
        {
            return vec![a];
        }
        if !whom.is_empty() {
            return whom;
        }
    }
    owners::in_range(actors, back).into_iter().take(1).collect()
}

/// Where the text names no owner: that of the person of whom this one is the counterpart's list neighbour, the atlas's, the last state spoken of.
pub(super) fn inferred_owner(actors: &mut Actors, scene: Scene<'_>, phrase: &TitlePhrase) -> Vec<ActorIx> {
    let text = scene.text;
    // "the guerrilla commander": the band of which the text spoke last.
    let of_band = |t: Tok| {
        let word = text.word(t);
        matches!(word, "guerrilla" | "rebel" | "militia" | "insurgent" | "paramilitary" | "separatist" | "jihadist")
    };
    if phrase.range.clone().any(of_band) && !phrase.former {
        let end = actors.before.partition_point(|(tok, _)| *tok < phrase.range.start);
        let is_band = |a: &ActorIx| actors.entries[*a].kind == ActorKind::Faction;
        let band = |list: &[(Tok, Vec<ActorIx>)]| list.iter().rev().flat_map(|(_, w)| w.clone()).find(is_band);
        let later = actors.before[end..].iter().take(40).flat_map(|(_, w)| w.clone()).find(is_band);
        if let Some(a) = band(&actors.before[end.saturating_sub(60)..end]).or(later) {
            actors.entries[phrase.person].side = Some(a);
            return vec![a];
        }
    }
    // "Russian-installed governor Name": of those who installed him.
    let start = phrase.range.start;
    let made = |w: &str| matches!(w, "installed" | "appointed" | "imposed");
    if start >= 3 && made(text.word(start - 1)) && text.word(start - 2) == "-" && !phrase.former {
        let whom = actors.whom(start - 3).iter().map(|a| actors.side(*a));
        if let Some(side) = whom.into_iter().find(|a| actors.entries[*a].kind != ActorKind::Person) {
            actors.entries[phrase.person].side = Some(side);
            return vec![side];
        }
    }
    let entry = &actors.entries[phrase.person];
    if let Some(side) = entry.side {
        return vec![side];
    }
    if let Some(key) = entry.key
        && let Some(side) = scene.atlas.side(key, scene.published)
    {
        return vec![actors.of_key(scene.atlas, side)];
    }
    let t = phrase.range.start;
    // A list of officials ("X, the head of …, Foreign Minister Y and Defence Minister Z") shares its side.
    let head = scene.text.at(phrase.name.end - 1);
    if head.dep == "conj" {
        let first = actors.whom(head.head).first().copied();
        if let Some(side) = first.and_then(|a| actors.entries[a].side) {
            return vec![side];
        }
    }
    // "In Tokyo, Defence Minister Name said": officials who speak in another capital, where nothing says that they visit it.
    let speaks = matches!(
        scene.text.at(head.head).lemma,
        "say"
            | "tell"
            | "warn"
            | "condemn"
            | "accuse"
            | "insist"
            | "urge"
            | "announce"
            | "criticise"
            | "deny"
            | "denounce"
    );
    if speaks
        && head.dep == "nsubj"
        && let Some(state) = institutions::state_of_clause(actors, scene, phrase.name.end - 1)
    {
        actors.entries[phrase.person].side = Some(state);
        return vec![state];
    }
    let end = actors.before.partition_point(|(tok, _)| *tok < t);
    // The state of which the text has spoken most by then, counting those who act for it or fight on its ground.
    let mut counts: BTreeMap<ActorIx, usize> = BTreeMap::new();
    for (_, whom) in &actors.before[end.saturating_sub(60)..end] {
        for side in whom.iter().map(|a| actors.side(*a)) {
            let entry = &actors.entries[side];
            let state = match entry.kind {
                ActorKind::State => Some(side),
                ActorKind::Military | ActorKind::Faction | ActorKind::Government => {
                    actors.state_of(entry.country.as_deref())
                }
                _ => None,
            };
            if let Some(state) = state {
                *counts.entry(state).or_default() += 1;
            }
        }
    }
    let most = counts.iter().max_by_key(|(a, n)| (**n, std::cmp::Reverse(**a))).map(|(a, _)| *a);
    // A paper gives its own ministers no country.
    let own = scene.outlet_home.and_then(|k| actors.known(k));
    let share = |a: &ActorIx| counts.get(a).copied().unwrap_or(0);
    let most = own.filter(|a| most.is_none_or(|m| share(a) * 2 >= share(&m))).or(most);
    // The dateline's state, unless the text speaks far more of another: a report from Cairo on Sudan.
    let home = scene.home.map(|h| actors.of_key(scene.atlas, h));
    let of_home = home.and_then(|h| counts.get(&h).copied()).unwrap_or(0);
    let far_more = most.is_some_and(|m| counts.get(&m).copied().unwrap_or(0) >= 3 + 2 * of_home);
    // "President Avril declared a state of siege in Haiti": nothing spoken of before, one state in the sentence.
    let sentence = scene.text.sentence_of(t);
    let states: BTreeSet<ActorIx> = actors.before[end..]
        .iter()
        .take_while(|(tok, _)| most.is_none() && *tok < sentence.end)
        .flat_map(|(_, whom)| whom.iter().copied())
        .filter(|a| actors.entries[*a].kind == ActorKind::State)
        .collect();
    let most = most.or_else(|| states.first().copied().filter(|_| states.len() == 1));
    match home.filter(|_| !far_more).or(most) {
        Some(state) => {
            actors.entries[phrase.person].side = Some(state);
            vec![state]
        }
        None => Vec::new(),
    }
}

/// The region with a government and a side of its own that a title's words name by people or place.
pub(super) fn region_in(scene: Scene<'_>, phrase: &TitlePhrase) -> Option<atlas::Key> {
    let text = scene.text;
    let capital = |t: &Tok| text.at(*t).text.starts_with(char::is_uppercase) && text.at(*t).pos != "NOUN";
    let named = phrase.range.clone().filter(|t| !phrase.name.contains(t)).filter(capital);
    let mut hits = named.flat_map(|t| scene.atlas.find(&format!("{} government", text.at(t).text))).map(|h| h.key);
    hits.find(|k| scene.atlas.get(*k).class() == "region" && scene.atlas.side(*k, scene.published) == Some(*k))
}

/// The one band of a state of which the text speaks, else people of no other name.
pub(super) fn band_of(
    actors: &mut Actors,
    scene: Scene<'_>,
    state: ActorIx,
    phrase: &TitlePhrase,
    word: &str,
) -> ActorIx {
    let country = actors.entries[state].country.clone();
    let local = |e: &crate::actors::ActorEntry| {
        e.kind == ActorKind::Faction && e.key.is_some() && e.country.is_some() && e.country == country
    };
    let mut all = (0..actors.entries.len()).filter(|a| local(&actors.entries[*a]));
    if let (Some(only), None) = (all.next(), all.next()) {
        return only;
    }
    let front = (phrase.range.start..phrase.noun).rev().find(|t| actors.whom(*t).contains(&state));
    let people = front.map_or(actors.entries[state].name.as_str(), |t| scene.text.at(t).text);
    let name = format!("{people} {word}");
    let band = actors.of_name(ActorKind::Faction, &name, None);
    if actors.entries[band].country.is_none() {
        actors.entries[band].country = country;
    }
    band
}
