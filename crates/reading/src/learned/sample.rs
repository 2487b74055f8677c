//! What the weights are fitted to: everything that they look at in one document, by name.
//!
//! Comes in: candidates and claims. Goes out: plain rows that `scripts/learned/fit.py` lays beside the annotation.

use serde::Serialize;

use super::{Judge, Known, Weighed, modes};
use crate::claims::EventClaim;

/// All that one document shows to the weights.
#[derive(Debug, Clone, Serialize)]
pub struct DocumentSample {
    /// Id of the document.
    pub id: String,
    /// Actors in the order that the rows count in: names, and the index of each one's side.
    pub actors: Vec<(Vec<String>, Option<usize>)>,
    /// Candidates.
    pub triggers: Vec<TriggerSample>,
    /// Events of the code book, before mentions of one happening are joined.
    pub made: Vec<MadeSample>,
}

/// A predicate that may tell of a deed of some type.
#[derive(Debug, Clone, Serialize)]
pub struct TriggerSample {
    /// First and last code point + 1 of the predicate.
    pub span: (usize, usize),
    /// Steps from the predicate to the root of its sentence.
    pub depth: usize,
    /// The sentence.
    pub sentence: usize,
    /// The type.
    pub kind: &'static str,
    /// Whether an entry of the type fits.
    pub fits: bool,
    /// Traits of a mode, with `*` for it.
    pub modes: Vec<String>,
    /// Traits that need no guess at the parties.
    pub traits: Vec<String>,
    /// The sides around.
    pub parties: Vec<PartySample>,
    /// Kinds of actors, by index as in [`DocumentSample::actors`], of those around.
    pub kinds: Vec<&'static str>,
    /// The probability by the weights as they are.
    pub chance: f64,
    /// Doers by the weights as they are, as indices of actors.
    pub doers: Vec<usize>,
    /// Others by the weights as they are.
    pub others: Vec<usize>,
}

/// A side that may take part.
#[derive(Debug, Clone, Serialize)]
pub struct PartySample {
    /// Index of the actor.
    pub actor: usize,
    /// Traits.
    pub traits: Vec<String>,
    /// Probability of being the doer by the weights as they are.
    pub doer: f64,
    /// Probability of being the other.
    pub other: f64,
}

/// An event of the code book.
#[derive(Debug, Clone, Serialize)]
pub struct MadeSample {
    /// First and last code point + 1 of the predicate.
    pub span: (usize, usize),
    /// The sentence.
    pub sentence: usize,
    /// The type.
    pub kind: &'static str,
    /// Doers.
    pub actors: Vec<usize>,
    /// Others.
    pub recipients: Vec<usize>,
    /// Whether a party was inferred.
    pub inferred: bool,
    /// Arguments taken over from another clause.
    pub borrowed: usize,
    /// Arguments that are pronouns or common nouns.
    pub resolved: usize,
}

impl<'a> Judge<'a> {
    /// Everything that the weights look at.
    pub fn sample(
        &self,
        id: &str,
        points: &model::CodePoints<'_>,
        known: &[Known<'a>],
        events: &[EventClaim],
    ) -> DocumentSample {
        let text = self.text;
        let span = |t: usize| {
            let quote = points.quote(text.at(t).span);
            (quote.start, quote.end)
        };
        let depth = |mut t: usize| {
            let mut steps = 0;
            while !text.is_root(t) && steps < 50 {
                t = text.at(t).head;
                steps += 1;
            }
            steps
        };
        let seen = self.seen(known, events, false);
        let weighed: Vec<Weighed> = seen.iter().map(|s| self.weighed(s)).collect();
        let names = |n: &super::Traits| n.names.clone().unwrap_or_default();
        let triggers = seen
            .iter()
            .zip(&weighed)
            .map(|(s, w)| TriggerSample {
                span: span(w.pred),
                depth: depth(w.pred),
                sentence: text.at(w.pred).sentence,
                kind: w.kind.word(),
                fits: w.fits,
                modes: names(&modes::traits(text, self.matcher.book, &s.candidate, "*", true)),
                traits: s.own.iter().flat_map(names).collect(),
                kinds: s.chances.iter().map(|c| self.actors.entries[c.actor].kind.word()).collect(),
                parties: s
                    .chances
                    .iter()
                    .zip(&s.party_traits)
                    .map(|(c, t)| PartySample { actor: c.actor, traits: names(t), doer: c.doer, other: c.other })
                    .collect(),
                chance: s.chance,
                doers: w.doers.clone(),
                others: w.others.clone(),
            })
            .collect();
        let made = events.iter().map(|e| MadeSample {
            span: span(e.basis.pred),
            sentence: text.at(e.basis.pred).sentence,
            kind: e.code.kind.word(),
            actors: e.actors.clone(),
            recipients: e.recipients.clone(),
            inferred: e.basis.doubts.inferred,
            borrowed: e.basis.doubts.borrowed,
            resolved: e.basis.doubts.resolved,
        });
        let actors = self.actors.entries.iter().map(|e| {
            let mut names = vec![e.name.clone()];
            names.extend(e.names.iter().cloned());
            (names, e.side)
        });
        DocumentSample { id: id.to_string(), actors: actors.collect(), triggers, made: made.collect() }
    }
}
