//! Who takes part in a document: mentions clustered to actors, linked to the atlas, each with the side for which it acts.
//!
//! Comes in: the text, its names, the atlas, the day. Goes out: [`Actors`]: for each token whom it points to.
//! Promises: ids are stable and unique within the document; sides end at a state, faction or organisation, never in a circle.
//!
//! | step | module |
//! |---|---|
//! | names → actors | `linking` |
//! | titles in front of and behind names | `titles` |
//! | "the president", "the group", "both sides", "the coalition" | `nominals`, `groups`, `coalitions` |
//! | "each side", "the pair"; "the leftist", "his guest"; "its neighbour" | `distributive`, `epithets`, `neighbours` |
//! | "the president", "three civilians" | `offices`, `unnamed` |
//! | "the army", "its foreign ministry", "protesters" | `institutions`, `owners` |
//! | "he", "its", "they" | `pronouns` |
//! | rulers overthrown; envoys, defectors, those of a band | `fallen`, `missions` |
//! | sides: the text first, then the atlas | `settling`, `civil_war` |
//! | bodies of names that every state may have | `commonplace` |
//! | "Kenyan farmers", "Kenya Medical Association": of which country | `countries` |

mod civil_war;
mod coalitions;
mod commonplace;
mod countries;
mod distributive;
mod epithets;
mod fallen;
mod gender;
mod groups;
mod institutions;
mod linking;
mod locatives;
mod missions;
mod neighbours;
mod nominals;
mod offices;
mod owners;
mod pronouns;
mod settling;
#[cfg(test)]
mod sides;
#[cfg(test)]
mod specs;
mod spoken;
mod titles;
mod unnamed;
mod victims;

pub(crate) use nominals::owner_of_thing;
pub(crate) use owners::is_opposed;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use atlas::{Atlas, Key};
use model::{ActorKind, Date};

use crate::names::Name;
use crate::text::{Text, Tok};

pub(crate) use titles::TitleFact;

/// Index of an actor in [`Actors`].
pub(crate) type ActorIx = usize;

/// One actor.
#[derive(Debug, Clone)]
pub(crate) struct ActorEntry {
    /// Its key in the atlas.
    pub key: Option<Key>,
    /// Stable id.
    pub id: String,
    /// Canonical name.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// For whom it acts.
    pub side: Option<ActorIx>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Forms under which the text has it.
    pub names: BTreeSet<String>,
    /// Where the text has it.
    pub mentions: Vec<Range<Tok>>,
    /// Lower-cased titles that the text gives it.
    pub titles: BTreeSet<String>,
}

/// How a token points to its actors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// By name.
    Name,
    /// By an adjective or a name in front of a noun.
    Modifier,
    /// By a common noun.
    Nominal,
    /// By a pronoun.
    Pronoun,
}

/// A token and the actors to which it points.
#[derive(Debug, Clone)]
pub(crate) struct Mention {
    /// The head token.
    pub head: Tok,
    /// All its tokens.
    pub tokens: Range<Tok>,
    /// Whom it means; several for groups.
    pub actors: Vec<ActorIx>,
    /// How.
    pub manner: Manner,
    /// By what evidence it means them.
    pub why: &'static str,
}

/// All actors and mentions of a document.
#[derive(Debug, Default)]
pub(crate) struct Actors {
    /// The actors in order of first mention.
    pub entries: Vec<ActorEntry>,
    /// The mentions in order of the text.
    pub mentions: Vec<Mention>,
    /// What titles say of persons.
    pub titles: Vec<TitleFact>,
    /// Place names in order: token range and atlas key.
    pub places: Vec<(Range<Tok>, Option<Key>)>,
    /// First token of a place's name → the state in which it lies.
    place_owners: BTreeMap<Tok, ActorIx>,
    /// First token of a place's name → the place as an actor, for who controls it.
    place_actors: BTreeMap<Tok, ActorIx>,
    /// Day of publication.
    published: Option<Date>,
    /// Persons said to have been overthrown.
    deposed: BTreeSet<ActorIx>,
    /// Persons said to have gone over to somebody whom the text does not name.
    defected: BTreeSet<ActorIx>,
    /// Persons of whom the text says for whom they have come or to whom they have gone over.
    sent: BTreeSet<ActorIx>,
    /// Nouns of titles beside names → the person who bears them.
    bearers: BTreeMap<Tok, ActorIx>,
    /// How often the text names each side, those who act for it counted.
    spoken: BTreeMap<ActorIx, usize>,
    /// Who speaks as "we" where no one is quoted.
    own_voice: Option<ActorIx>,
    /// Mentions of actors in order, with those joined to them.
    before: Vec<(Tok, Vec<ActorIx>)>,
    by_key: BTreeMap<Key, ActorIx>,
    by_id: BTreeMap<String, ActorIx>,
    at: Vec<Option<usize>>,
}

/// What the stages of this room share.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'a> {
    /// The text.
    pub text: &'a Text<'a>,
    /// Its names.
    pub names: &'a [Name],
    /// Who is who.
    pub atlas: &'a Atlas,
    /// Day of publication.
    pub published: Option<Date>,
    /// State of the dateline.
    pub home: Option<Key>,
    /// State of a place in the outlet's name ("The Ruritania Times").
    pub outlet_home: Option<Key>,
    /// Whether reasons are wanted besides the answer.
    pub explain: bool,
    /// Place of the dateline as written, with its atlas key.
    pub dateline: Option<(&'a str, Option<Key>)>,
}

impl Actors {
    /// Finds everyone.
    pub fn find(scene: Scene<'_>) -> Self {
        let mut actors =
            Actors { at: vec![None; scene.text.tokens.len()], published: scene.published, ..Actors::default() };
        linking::link_names(&mut actors, scene);
        actors.places.sort_by_key(|(r, _)| r.start);
        let phrases = titles::title_phrases(&actors, scene);
        titles::owners_by_name(&mut actors, scene, &phrases);
        for a in 0..actors.entries.len() {
            actors.prefer_own_side(scene, a);
        }
        for a in 0..actors.entries.len() {
            actors.side_of_atlas(scene, a);
        }
        actors.know_offices(scene);
        fallen::note(&mut actors, scene, &phrases);
        missions::note(&mut actors, scene);
        actors.bearers = phrases.iter().filter(|p| p.noun < p.name.start).map(|p| (p.noun, p.person)).collect();
        actors.count_sides();
        actors.own_voice = pronouns::own_voice(&mut actors, scene);
        nominals::resolve(&mut actors, scene);
        // "Officers toppled him": now that it is known whom the common words mean.
        fallen::note(&mut actors, scene, &phrases);
        missions::note(&mut actors, scene);
        titles::facts(&mut actors, scene, &phrases);
        actors.settle_sides(scene);
        civil_war::settle(&mut actors, scene);
        titles::rival_governments(&mut actors);
        actors.own_places(scene);
        victims::at_home(&mut actors, scene.text);
        countries::settle(&mut actors, scene);
        actors
    }

    /// The mention whose head or tokens hold that token.
    pub fn mention(&self, t: Tok) -> Option<&Mention> {
        self.at.get(t).copied().flatten().map(|m| &self.mentions[m])
    }

    /// Whom a token points to; empty for none.
    pub fn whom(&self, t: Tok) -> &[ActorIx] {
        self.mention(t).map_or(&[], |m| &m.actors)
    }

    /// The state, faction or organisation for which an actor acts in the end.
    pub fn side(&self, mut a: ActorIx) -> ActorIx {
        for _ in 0..8 {
            match self.entries[a].side {
                Some(next) if next != a => a = next,
                _ => break,
            }
        }
        a
    }

    /// The actor of an atlas entity, made on first use. A government that alone rules its state is that state.
    pub fn of_key(&mut self, atlas: &Atlas, key: Key) -> ActorIx {
        if let Some(&a) = self.by_key.get(&key) {
            return a;
        }
        if let Some(state) = sole_ruler_of(atlas, key, self.published) {
            let a = self.of_key(atlas, state);
            self.by_key.insert(key, a);
            return a;
        }
        let entity = atlas.get(key);
        // News says "army" and "armed forces" of one state without a difference.
        let twin = match entity.id().strip_suffix("-armed-forces") {
            Some(stem) => Some(format!("{stem}-army")),
            None => entity.id().strip_suffix("-army").map(|stem| format!("{stem}-armed-forces")),
        };
        let twin = twin.filter(|_| entity.class() == "military").and_then(|id| self.by_id.get(&id).copied());
        if let Some(a) = twin {
            self.by_key.insert(key, a);
            return a;
        }
        let a = self.push(ActorEntry {
            key: Some(key),
            id: entity.id().to_string(),
            name: entity.name().to_string(),
            kind: entity.kind(),
            side: None,
            country: entity.country().map(str::to_string),
            names: BTreeSet::new(),
            mentions: Vec::new(),
            titles: BTreeSet::new(),
        });
        self.by_key.insert(key, a);
        a
    }

    /// The actor of that kind and name that no atlas knows, made on first use.
    pub fn of_name(&mut self, kind: ActorKind, name: &str, side: Option<ActorIx>) -> ActorIx {
        let id = format!("{}:{}", kind.word(), slug(name));
        if let Some(&a) = self.by_id.get(&id) {
            return a;
        }
        self.push(ActorEntry {
            key: None,
            id,
            name: name.to_string(),
            kind,
            side,
            country: None,
            names: BTreeSet::new(),
            mentions: Vec::new(),
            titles: BTreeSet::new(),
        })
    }

    fn push(&mut self, entry: ActorEntry) -> ActorIx {
        let a = self.entries.len();
        self.by_id.entry(entry.id.clone()).or_insert(a);
        self.entries.push(entry);
        a
    }

    /// The place whose name holds that token.
    pub fn place_at(&self, t: Tok) -> Option<&(Range<Tok>, Option<Key>)> {
        let at = self.places.partition_point(|(r, _)| r.end <= t);
        self.places.get(at).filter(|(r, _)| r.contains(&t))
    }

    /// The state or faction to which the place at that token belongs, if it is in the text.
    pub fn place_owner(&self, t: Tok) -> Option<ActorIx> {
        let (range, _) = self.place_at(t)?;
        self.place_owners.get(&range.start).copied()
    }

    /// The place at that token as an actor.
    pub fn place_actor(&self, t: Tok) -> Option<ActorIx> {
        let (range, _) = self.place_at(t)?;
        self.place_actors.get(&range.start).copied()
    }

    /// The parties of which the text speaks before a token: the last group that is none of `others`.
    pub fn parties_before(&self, text: &Text<'_>, t: Tok, others: &[ActorIx]) -> Vec<ActorIx> {
        let end = self.before.partition_point(|(tok, _)| *tok < t);
        groups::parties(self, text, &self.before[..end], t, others)
    }

    /// The state that the text is about, if it speaks of one at least twice as often as of any other side.
    pub(crate) fn dominant_state(&self) -> Option<ActorIx> {
        let mut sides: Vec<(usize, ActorIx)> = self.spoken.iter().map(|(a, n)| (*n, *a)).collect();
        sides.sort_unstable_by(|x, y| y.0.cmp(&x.0).then(x.1.cmp(&y.1)));
        let &(most, first) = sides.first()?;
        let second = sides.get(1).map_or(0, |(n, _)| *n);
        (self.entries[first].kind == ActorKind::State && most >= 2 * second).then_some(first)
    }

    /// The latest actor before a token, or else in its sentence, that is of another side than those: whom a deed most likely befell
    /// where the words leave it out.
    pub fn other_party(&self, text: &Text<'_>, t: Tok, doers: &[ActorIx]) -> Option<ActorIx> {
        let sides: Vec<ActorIx> = doers.iter().map(|a| self.side(*a)).collect();
        let here = text.at(t).sentence;
        let fits = |a: &ActorIx| {
            let entry = &self.entries[*a];
            // Nobody stands for the overthrown and for crowds.
            let stateless = entry.side.is_none()
                && (entry.kind == ActorKind::Person && self.deposed.contains(a)
                    || entry.kind == ActorKind::Faction
                        && entry.key.is_none()
                        && entry.name.starts_with(char::is_lowercase));
            !matches!(entry.kind, ActorKind::Media | ActorKind::Place | ActorKind::Company)
                && !stateless
                && !sides.contains(&self.side(*a))
        };
        let near = |tok: Tok| here.abs_diff(text.at(tok).sentence) <= 2;
        let end = self.before.partition_point(|(tok, _)| *tok < t);
        let earlier = self.before[..end].iter().rev().take_while(|(tok, _)| near(*tok));
        let later = self.before[end..].iter().take_while(|(tok, _)| text.at(*tok).sentence == here);
        let same = earlier.clone().take_while(|(tok, _)| text.at(*tok).sentence == here);
        let here = same.chain(later).flat_map(|(_, whom)| whom.iter()).copied().find(fits);
        // In the sentences before: of whom the text speaks most, of equals the latest.
        let mut best: Option<(usize, ActorIx)> = None;
        for a in earlier.flat_map(|(_, whom)| whom.iter()).copied().filter(fits) {
            let spoken = self.spoken.get(&self.side(a)).copied().unwrap_or(0);
            if best.is_none_or(|(n, _)| spoken > n) {
                best = Some((spoken, a));
            }
        }
        here.or(best.map(|(_, a)| a))
    }

    /// The state of a country, where the text has it.
    fn state_of(&self, country: Option<&str>) -> Option<ActorIx> {
        let country = country?;
        self.entries.iter().position(|e| e.kind == ActorKind::State && e.country.as_deref() == Some(country))
    }

    /// The actor of an atlas entity, where the text has it.
    pub fn known(&self, key: Key) -> Option<ActorIx> {
        self.by_key.get(&key).copied()
    }

    /// Countries of the actors in order of first mention.
    pub fn countries(&self) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        for country in self.entries.iter().filter_map(|e| e.country.as_ref()) {
            if !out.contains(country) {
                out.push(country.clone());
            }
        }
        out
    }

    /// Records a mention; a token belongs to its first one.
    fn add(&mut self, text: &Text<'_>, mention: Mention) {
        let index = self.mentions.len();
        if !matches!(mention.manner, Manner::Pronoun) && mention.actors.len() == 1 {
            let entry = &mut self.entries[mention.actors[0]];
            let words = text.words(mention.tokens.clone()).trim_end_matches("'s").trim_end_matches("’s");
            // A noun phrase is another name only where it opens like one, not where the parse ran a headline's verb into it.
            let first = mention.tokens.start;
            let run_in = mention.tokens.len() > 1 && text.at(first).pos == "NOUN" && text.at(first + 1).pos == "PROPN";
            let opens = mention.manner == Manner::Name || !run_in;
            if mention.manner != Manner::Modifier && opens && !words.is_empty() && words.len() < 80 {
                entry.names.insert(words.split_whitespace().collect::<Vec<_>>().join(" "));
            }
            entry.mentions.push(mention.tokens.clone());
        }
        if self.at[mention.head].is_none() {
            self.at[mention.head] = Some(index);
        }
        if mention.manner == Manner::Name || mention.manner == Manner::Modifier {
            for t in mention.tokens.clone() {
                self.at[t].get_or_insert(index);
            }
        }
        self.mentions.push(mention);
    }

    /// Lets the mention at a token mean another actor.
    fn point_elsewhere(&mut self, t: Tok, a: ActorIx) {
        if let Some(m) = self.at[t] {
            let tokens = self.mentions[m].tokens.clone();
            for old in std::mem::replace(&mut self.mentions[m].actors, vec![a]) {
                self.entries[old].mentions.retain(|r| *r != tokens);
            }
            self.mentions[m].manner = Manner::Nominal;
            self.mentions[m].why = "the person spoken of, by the people's name";
            self.entries[a].mentions.push(tokens);
        }
    }

    /// Notes the titles that persons hold on the day by the atlas, so that "the president" finds them.
    fn know_offices(&mut self, scene: Scene<'_>) {
        let Some(on) = scene.published else { return };
        for entry in self.entries.iter_mut().filter(|e| e.kind == ActorKind::Person) {
            let Some(key) = entry.key else { continue };
            for office in scene.atlas.offices(key).iter().filter(|o| o.on(on) && o.role.leads()) {
                let words: Vec<String> = office.title.split_whitespace().map(str::to_lowercase).collect();
                // A deputy prime minister is not the prime minister.
                let deputy = words.iter().any(|w| matches!(w.as_str(), "deputy" | "vice" | "first"));
                entry.titles.extend(words.into_iter().filter(|w| !deputy || w != "prime"));
            }
        }
    }

    fn count_sides(&mut self) {
        for mention in &self.mentions {
            for side in mention.actors.iter().map(|a| self.side(*a)).collect::<Vec<_>>() {
                if !matches!(self.entries[side].kind, ActorKind::Media | ActorKind::Company | ActorKind::Place) {
                    *self.spoken.entry(side).or_default() += 1;
                }
            }
        }
    }

    /// The state in which each place lies.
    fn own_places(&mut self, scene: Scene<'_>) {
        for (range, key) in self.places.clone() {
            let Some(key) = key else { continue };
            if let Some(owner) = self.rival_at(scene, range.clone(), key) {
                self.place_owners.insert(range.start, owner);
                continue;
            }
            let seated = scene.atlas.stands_for(key).filter(|k| self.by_key.contains_key(k));
            let state =
                seated.or_else(|| scene.atlas.side(key, scene.published)).or_else(|| scene.atlas.capital_of(key));
            let state = state.or_else(|| Some(key).filter(|k| scene.atlas.get(*k).kind() == ActorKind::State));
            if let Some(state) = state {
                let owner = self.of_key(scene.atlas, state);
                self.place_owners.insert(range.start, owner);
            }
        }
        for (range, key) in self.places.clone() {
            let place = match key.filter(|k| scene.atlas.get(*k).kind() == ActorKind::Place) {
                Some(key) => self.of_key(scene.atlas, key),
                None => self.of_name(ActorKind::Place, scene.text.words(range.clone()), None),
            };
            let words = scene.text.words(range.clone()).to_string();
            self.entries[place].names.insert(words);
            self.entries[place].mentions.push(range.clone());
            self.place_actors.insert(range.start, place);
        }
    }

    /// A town where a rival government sits belongs to it: to that government, or to the one faction of the text on its ground.
    fn rival_at(&mut self, scene: Scene<'_>, range: Range<Tok>, key: Key) -> Option<ActorIx> {
        if scene.atlas.get(key).kind() != ActorKind::Place {
            return None;
        }
        let name = scene.text.words(range);
        let hits = scene.atlas.find(&format!("{name} government"));
        let rival = hits
            .into_iter()
            .map(|h| h.key)
            .find(|k| !matches!(scene.atlas.get(*k).kind(), ActorKind::State | ActorKind::Organisation))?;
        // A region's government that acts for its state is no rival of it.
        let region = scene.atlas.get(rival).class() == "region";
        if region && scene.atlas.side(rival, scene.published) != Some(rival) {
            return None;
        }
        if let Some(&a) = self.by_key.get(&rival) {
            return Some(a);
        }
        let country = scene.atlas.get(rival).country();
        let local = |e: &ActorEntry| e.kind == ActorKind::Faction && e.key.is_some() && e.country.as_deref() == country;
        let mut factions = (0..self.entries.len()).filter(|a| local(&self.entries[*a]));
        match (factions.next(), factions.next()) {
            (Some(only), None) => Some(only),
            _ => Some(self.of_key(scene.atlas, rival)),
        }
    }
}

/// The state that a government rules on that day without a rival: a junta shares one actor with its state.
fn sole_ruler_of(atlas: &Atlas, key: Key, on: Option<Date>) -> Option<Key> {
    let (entity, on) = (atlas.get(key), on?);
    if entity.class() != "government" {
        return None;
    }
    let state = entity.part_of()?;
    let rules = |e: &atlas::Entity<'_>| {
        let (from, to) = e.valid();
        e.part_of() == Some(state) && from.is_none_or(|f| f <= on) && to.is_none_or(|t| on <= t)
    };
    let rivals = atlas.of_class("government").chain(atlas.of_class("rival-government")).filter(rules).count();
    (rules(&entity) && rivals == 1).then_some(state)
}

/// Lower-case words joined by hyphens; letters and digits only.
pub(crate) fn slug(name: &str) -> String {
    let mut out = String::new();
    for c in atlas::fold(name).chars() {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_string()
}
