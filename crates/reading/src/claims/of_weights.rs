//! Claims that the weights make beside the code book.
//!
//! Comes in: predicates that the code book knows, the claims that it made of them. Goes out: the same with some parties changed, and new ones,
//! which rest on the entry that came nearest.

use std::collections::{BTreeMap, BTreeSet};

use model::CodePoints;

use super::EventClaim;
use super::of_frames::{Case, FrameClaims, Maker, Roles};
use crate::actors::ActorIx;
use crate::claims::Doubts;
use crate::codebook::{FrameKind, Role};
use crate::learned::{DocumentSample, Found, Judge, Known, Weights};
use crate::matching::{Filler, Match};
use crate::text::Tok;

/// What is looked at besides the code book.
#[derive(Clone, Copy)]
pub(crate) enum Beyond<'w> {
    /// Nothing.
    Nothing,
    /// The weights.
    Weights(&'w Weights),
    /// The weights, whose material is wanted and not their verdict: the document's id, its code points.
    Sample(&'w Weights, &'w str, &'w CodePoints<'w>),
}

/// Within how many sentences an event of the same parties and type is the same one told again.
const RETOLD: usize = 6;

/// Fewest tokens of a text in which the weights are asked: they are fitted to articles, and count how often and where a side is named.
const FEWEST: usize = 80;

impl<'m> Maker<'m> {
    /// Turns and adds.
    pub(super) fn by_weights(&self, weights: &Weights, known: &[Known<'m>], out: &mut FrameClaims) {
        if self.scene.text.tokens.len() < FEWEST {
            return;
        }
        let verdict = self.judge_by(weights, self.scene.explain).verdict(known, &out.events);
        for (i, doers, others) in verdict.turned {
            let event = &mut out.events[i];
            event.companions.retain(|c| !doers.contains(c) && !others.contains(c));
            let known: Vec<ActorIx> = event.actors.iter().chain(&event.recipients).copied().collect();
            event.actors = self.as_known(&known, &doers);
            event.recipients = self.as_known(&known, &others);
            event.basis.doubts.turned = true;
        }
        for found in verdict.found {
            if let Some(event) = self.found(&found).filter(|e| !self.is_told(e, &out.events)) {
                if self.scene.explain {
                    out.reasons.insert(event.basis.pred, found.reasons);
                }
                out.events.push(event);
            }
        }
        out.events.sort_by_key(|e| e.basis.pred);
    }

    /// Of a side the very actors that the code book found, where it found any.
    fn as_known(&self, known: &[ActorIx], list: &[ActorIx]) -> Vec<ActorIx> {
        let mut out: Vec<ActorIx> = Vec::new();
        for actor in list {
            let same = |k: &&ActorIx| self.actors.side(**k) == self.actors.side(*actor);
            let own: Vec<ActorIx> = known.iter().filter(same).copied().collect();
            let own = if own.is_empty() { vec![*actor] } else { own };
            out.extend(own.into_iter().filter(|a| !out.contains(a)).collect::<Vec<_>>());
        }
        out
    }

    /// What the weights look at.
    pub(super) fn sample(
        &self,
        weights: &Weights,
        id: &str,
        points: &CodePoints<'_>,
        known: &[Known<'m>],
        events: &[EventClaim],
    ) -> DocumentSample {
        self.judge_by(weights, true).sample(id, points, known, events)
    }

    fn judge_by<'j>(&'j self, weights: &'j Weights, named: bool) -> Judge<'j>
    where
        'm: 'j,
    {
        Judge { text: self.scene.text, actors: self.actors, matcher: self.matcher, weights, named }
    }

    /// The claim of a deed that the weights found; none where the words around void it.
    fn found(&self, found: &Found<'_>) -> Option<EventClaim> {
        let candidate = &found.candidate;
        let frame = candidate.frame;
        let here = self.scene.text.at(frame.pred).sentence;
        let filler = |(head, actor): &(Tok, ActorIx)| Filler {
            head: *head,
            actors: vec![*actor],
            borrowed: self.scene.text.at(*head).sentence != here,
        };
        let mut fillers: BTreeMap<Role, Vec<Filler>> = BTreeMap::new();
        let mut roles = Roles::new();
        for (role, parties) in [(Role::A, &found.doers), (Role::R, &found.others)] {
            if !parties.is_empty() {
                fillers.insert(role, parties.iter().map(filler).collect());
                roles.insert(role, parties.iter().map(|(_, a)| *a).collect());
            }
        }
        let hit = Match::of_roles(candidate.entry, candidate.pattern, fillers);
        let standing = self.standings.of(frame.pred, frame.anchor);
        let doubts = Doubts {
            noun: frame.kind == FrameKind::Noun,
            headline: self.scene.text.sentences[here].headline,
            learned: Some((found.chance * 100.0).round() as u8),
            ..Doubts::default()
        };
        let case = Case { frame, hit: &hit, roles: &roles, standing: &standing, doubts };
        self.event(case, candidate.code, None).ok()
    }

    /// Whether the same sides are said to do the same nearby.
    fn is_told(&self, event: &EventClaim, events: &[EventClaim]) -> bool {
        let text = self.scene.text;
        let sides = |e: &EventClaim| -> BTreeSet<ActorIx> {
            e.actors.iter().chain(&e.recipients).map(|a| self.actors.side(*a)).collect()
        };
        let sentence = |e: &EventClaim| text.at(e.basis.pred).sentence;
        let own = sides(event);
        let near = |e: &&EventClaim| sentence(e).abs_diff(sentence(event)) <= RETOLD;
        events.iter().filter(near).any(|e| e.code.kind == event.code.kind && sides(e) == own)
    }
}
