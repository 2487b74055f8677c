//! What the document shows around a predicate: which sides are near it, by which mentions, and which slots lead to them.
//!
//! Comes in: text, actors, a frame with its leads. Goes out: [`View`]s, one a side, nearest sentences first to last.

use std::collections::BTreeMap;

use crate::actors::{ActorIx, Actors, Manner};
use crate::frames::Frame;
use crate::matching::Lead;
use crate::text::{Text, Tok};

/// How many sentences before the predicate's are looked at.
const BACK: usize = 3;

/// Most mentions of one sentence that are looked at; real sentences stay below thirty.
const MOST_MENTIONS: usize = 60;

/// Most steps up a tree.
const DEEPEST: usize = 12;

/// What is counted once a document.
#[derive(Debug)]
pub(crate) struct Scenery<'a> {
    text: &'a Text<'a>,
    actors: &'a Actors,
    /// Indices of mentions by sentence of their heads.
    by_sentence: Vec<Vec<usize>>,
    /// Mentions of a side in order of the list.
    of_side: BTreeMap<ActorIx, Vec<usize>>,
    /// Place of a side among all by number of mentions, from 0.
    ranks: BTreeMap<ActorIx, usize>,
}

/// One side as seen from a predicate.
#[derive(Debug, Clone)]
pub(crate) struct View {
    /// The side.
    pub side: ActorIx,
    /// Who of that side is nearest.
    pub actor: ActorIx,
    /// Who of that side a slot leads to.
    pub led: Option<ActorIx>,
    /// Head of the nearest mention.
    pub head: Tok,
    /// How that mention points.
    pub manner: Manner,
    /// How many sentences before the predicate's it stands; at most [`BACK`] but for sides that only a slot leads to.
    pub back: usize,
    /// Steps through the tree from the predicate, where both stand in one sentence.
    pub steps: usize,
    /// Steps up from the predicate to where the ways meet.
    pub up: usize,
    /// The preposition on the way down to the mention; `-` for none.
    pub preposition: String,
    /// Slot by which it is led to as the doer, else `-`; `~` behind what another clause lends.
    pub as_doer: String,
    /// Slot by which it is led to as the one to whom it is done, else `-`.
    pub as_other: String,
    /// Whether it is the subject of its sentence's root, in the predicate's sentence.
    pub root_subject: bool,
    /// The same in the sentence before.
    pub root_subject_before: bool,
    /// Whether it is said to speak in the predicate's sentence.
    pub speaks: bool,
    /// Whether it is the first that the sentence names.
    pub first: bool,
    /// Whether it is the last that the sentence names before the predicate.
    pub last: bool,
    /// Place among all sides by number of mentions, from 0; 9 for all behind the ninth.
    pub rank: usize,
}

/// All sides as seen from a predicate, and the slots that lead to actors.
#[derive(Debug, Clone)]
pub(crate) struct Around {
    /// The sides.
    pub views: Vec<View>,
    /// Slots of the predicate itself that lead to actors, with the sides.
    pub slots: BTreeMap<String, Vec<ActorIx>>,
    /// How many sides the sentence names.
    pub here: usize,
}

impl<'a> Scenery<'a> {
    /// Counts the mentions of a document.
    pub fn new(text: &'a Text<'a>, actors: &'a Actors) -> Self {
        let mut by_sentence = vec![Vec::new(); text.sentences.len()];
        let mut of_side: BTreeMap<ActorIx, Vec<usize>> = BTreeMap::new();
        let mut counts: BTreeMap<ActorIx, (usize, usize)> = BTreeMap::new();
        for (m, mention) in actors.mentions.iter().enumerate() {
            by_sentence[text.at(mention.head).sentence].push(m);
            for a in &mention.actors {
                let side = actors.side(*a);
                of_side.entry(side).or_default().push(m);
                counts.entry(side).or_insert((0, m)).0 += 1;
            }
        }
        let mut order: Vec<(usize, usize, ActorIx)> = counts.into_iter().map(|(a, (n, m))| (n, m, a)).collect();
        order.sort_by(|x, y| y.0.cmp(&x.0).then(x.1.cmp(&y.1)).then(x.2.cmp(&y.2)));
        let ranks = order.into_iter().enumerate().map(|(i, (_, _, a))| (a, i.min(9))).collect();
        Scenery { text, actors, by_sentence, of_side, ranks }
    }

    /// What is seen from a predicate.
    pub fn around(&self, frame: &Frame, leads: &[Lead]) -> Around {
        let (text, actors, t) = (self.text, self.actors, frame.pred);
        let here = text.at(t).sentence;
        let mut found: Vec<(ActorIx, Vec<(usize, ActorIx)>)> = Vec::new();
        let mut note = |m: usize, a: ActorIx| {
            let side = actors.side(a);
            match found.iter_mut().find(|(s, _)| *s == side) {
                Some((_, list)) => list.push((m, a)),
                None => found.push((side, vec![(m, a)])),
            }
        };
        for sentence in here.saturating_sub(BACK)..=here {
            for &m in self.by_sentence[sentence].iter().take(MOST_MENTIONS) {
                actors.mentions[m].actors.iter().for_each(|a| note(m, *a));
            }
        }
        let (mut as_doer, mut as_other): (BTreeMap<ActorIx, String>, BTreeMap<ActorIx, String>) = Default::default();
        let mut led: BTreeMap<ActorIx, ActorIx> = BTreeMap::new();
        let mut slots: BTreeMap<String, Vec<ActorIx>> = BTreeMap::new();
        for lead in leads {
            let name = if lead.borrowed { format!("{}~", lead.slot) } else { lead.slot.clone() };
            for a in &lead.as_doer {
                as_doer.entry(actors.side(*a)).or_insert_with(|| name.clone());
            }
            for a in &lead.as_other {
                as_other.entry(actors.side(*a)).or_insert_with(|| name.clone());
            }
            for a in lead.as_doer.iter().chain(&lead.as_other) {
                led.entry(actors.side(*a)).or_insert(*a);
            }
            let all = lead.as_doer.iter().chain(&lead.as_other).map(|a| actors.side(*a));
            let nobody = lead.as_doer.is_empty() && lead.as_other.is_empty();
            if !lead.slot.contains('.') && !nobody {
                slots.entry(lead.slot.clone()).or_default().extend(all.clone());
            }
            for side in all {
                if !found.iter().any(|(s, _)| *s == side) {
                    found.push((side, self.elsewhere(side, here)));
                }
            }
        }
        let named = self.named_in(here);
        let first = named.first().map(|(_, side)| *side);
        let last = named.iter().rev().find(|(head, _)| *head < t).map(|(_, side)| *side);
        let dash = || "-".to_string();
        let views = found.into_iter().filter_map(|(side, list)| {
            let of = |m: usize| &actors.mentions[m];
            let way = |m: usize| way(text, t, of(m).head).filter(|_| text.at(of(m).head).sentence == here);
            let far = |m: usize| here.saturating_sub(text.at(of(m).head).sentence);
            let near = |(m, _): &(usize, ActorIx)| {
                let steps = if far(*m) == 0 { way(*m).map_or(50, |w| w.0 + w.1) } else { 99 };
                (far(*m), steps, of(*m).head.abs_diff(t))
            };
            let best @ (m, actor) = *list.iter().min_by_key(|x| near(x))?;
            let (back, steps, _) = near(&best);
            let path = way(m);
            let root_subject = |sentence: usize| {
                list.iter().any(|(m, _)| {
                    let token = text.at(of(*m).head);
                    matches!(token.dep, "nsubj" | "nsubjpass") && text.is_root(token.head) && token.sentence == sentence
                })
            };
            let speaks = list.iter().any(|(m, _)| {
                let token = text.at(of(*m).head);
                token.dep == "nsubj"
                    && token.sentence == here
                    && token.head != t
                    && SPEECH.contains(&text.at(token.head).lemma)
            });
            Some(View {
                side,
                actor,
                led: led.get(&side).copied(),
                head: of(m).head,
                manner: of(m).manner,
                back: back.min(9),
                steps,
                up: path.map_or(3, |w| w.0.min(3)),
                preposition: path.map_or_else(dash, |_| preposition(text, t, of(m).head)),
                as_doer: as_doer.remove(&side).unwrap_or_else(dash),
                as_other: as_other.remove(&side).unwrap_or_else(dash),
                root_subject: root_subject(here),
                root_subject_before: here > 0 && root_subject(here - 1),
                speaks,
                first: first == Some(side),
                last: last == Some(side),
                rank: self.ranks.get(&side).copied().unwrap_or(9),
            })
        });
        let views = views.collect();
        let mut sides: Vec<ActorIx> = named.iter().map(|(_, side)| *side).collect();
        sides.sort_unstable();
        sides.dedup();
        Around { views, slots, here: sides.len() }
    }

    /// Sides that a sentence names, with the heads, in order of the text.
    fn named_in(&self, sentence: usize) -> Vec<(Tok, ActorIx)> {
        let of = self.by_sentence[sentence].iter().take(MOST_MENTIONS).map(|m| &self.actors.mentions[*m]);
        let mut out: Vec<(Tok, ActorIx)> =
            of.flat_map(|m| m.actors.iter().map(|a| (m.head, self.actors.side(*a)))).collect();
        out.sort_by_key(|(head, _)| *head);
        out
    }

    /// Mentions of a side that stands nowhere near: the last two up to that sentence, else the first.
    fn elsewhere(&self, side: ActorIx, here: usize) -> Vec<(usize, ActorIx)> {
        let all = self.of_side.get(&side).map_or(&[][..], Vec::as_slice);
        let whose = |m: &usize| {
            let actor = self.actors.mentions[*m].actors.iter().copied().find(|a| self.actors.side(*a) == side);
            (*m, actor.unwrap_or(side))
        };
        let before = |m: &&usize| self.text.at(self.actors.mentions[**m].head).sentence <= here;
        let out: Vec<(usize, ActorIx)> = all.iter().rev().filter(before).take(2).map(whose).collect();
        if out.is_empty() { all.iter().take(1).map(whose).collect() } else { out }
    }
}

/// Verbs whose subject speaks.
const SPEECH: [&str; 12] =
    ["say", "tell", "state", "announce", "report", "add", "claim", "declare", "note", "confirm", "insist", "warn"];

/// Steps up from one token to where the ways meet, and steps down to the other.
fn way(text: &Text<'_>, from: Tok, to: Tok) -> Option<(usize, usize)> {
    let mut above = Vec::with_capacity(DEEPEST);
    let mut at = from;
    for _ in 0..DEEPEST {
        above.push(at);
        if text.is_root(at) {
            break;
        }
        at = text.at(at).head;
    }
    let mut at = to;
    for down in 0..DEEPEST {
        if let Some(up) = above.iter().position(|a| *a == at) {
            return Some((up, down));
        }
        if text.is_root(at) {
            return None;
        }
        at = text.at(at).head;
    }
    None
}

/// The uppermost preposition on the way down from where the ways meet.
fn preposition(text: &Text<'_>, from: Tok, to: Tok) -> String {
    let Some((_, down)) = way(text, from, to) else { return "-".into() };
    let (mut at, mut found) = (to, None);
    for _ in 0..down {
        if matches!(text.at(at).dep, "prep" | "agent" | "dative") {
            found = Some(at);
        }
        at = text.at(at).head;
    }
    found.map_or_else(|| "-".into(), |p| text.word(p).to_string())
}
