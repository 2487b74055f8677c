//! Which claims are made in the end: those of the code book as they stand or with other parties, and new ones.
//!
//! Comes in: what the weights say of a candidate and what the code book made. Goes out: traits for the last weights.

use std::collections::{BTreeMap, BTreeSet};

use model::EventType;

use super::table::Table;
use super::traits::{Traits, bin, digit, yes};
use crate::actors::{ActorIx, Actors};
use crate::claims::EventClaim;
use crate::text::{Text, Tok};

/// From what probability a deed that the code book did not find is told.
pub(crate) const TOLD: f64 = 0.35;

/// Bins of a trigger's probability.
const BINS: [f64; 7] = [0.03, 0.06, 0.1, 0.2, 0.35, 0.5, 0.7];

/// Bins of the probability of another type of the same predicate.
const OTHER_BINS: [f64; 4] = [0.05, 0.1, 0.2, 0.4];

/// A candidate after the weights have spoken.
#[derive(Debug, Clone)]
pub(crate) struct Weighed {
    /// Predicate.
    pub pred: Tok,
    /// Type.
    pub kind: EventType,
    /// Whether an entry of the type fits.
    pub fits: bool,
    /// Probability that it tells of such a deed, with those parties.
    pub chance: f64,
    /// Doers.
    pub doers: Vec<ActorIx>,
    /// Others.
    pub others: Vec<ActorIx>,
}

/// How the parties of two readings agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Agreement {
    /// One reading has none.
    Unknown,
    /// No side in common.
    None,
    /// Some.
    Some,
    /// The same sides.
    All,
}

impl Agreement {
    fn word(self) -> &'static str {
        match self {
            Agreement::Unknown => "unknown",
            Agreement::None => "none",
            Agreement::Some => "some",
            Agreement::All => "all",
        }
    }
}

/// What the choice looks at besides the candidate itself.
#[derive(Debug)]
pub(crate) struct Made<'a> {
    text: &'a Text<'a>,
    actors: &'a Actors,
    events: &'a [EventClaim],
    by_type: BTreeMap<EventType, Vec<usize>>,
    by_sentence: BTreeMap<usize, Vec<usize>>,
    by_pred: BTreeMap<Tok, BTreeSet<EventType>>,
    best: BTreeMap<Tok, Vec<(EventType, f64)>>,
}

impl<'a> Made<'a> {
    /// Sorts what the code book made.
    pub fn new(text: &'a Text<'a>, actors: &'a Actors, events: &'a [EventClaim], weighed: &[Weighed]) -> Self {
        let mut made = Made {
            text,
            actors,
            events,
            by_type: BTreeMap::new(),
            by_sentence: BTreeMap::new(),
            by_pred: BTreeMap::new(),
            best: BTreeMap::new(),
        };
        for (i, e) in events.iter().enumerate() {
            made.by_type.entry(e.code.kind).or_default().push(i);
            made.by_sentence.entry(text.at(e.basis.pred).sentence).or_default().push(i);
            made.by_pred.entry(e.basis.pred).or_default().insert(e.code.kind);
        }
        for w in weighed {
            made.best.entry(w.pred).or_default().push((w.kind, w.chance));
        }
        made
    }

    /// Whether the code book made an event of that type of a predicate.
    pub fn has(&self, pred: Tok, kind: EventType) -> bool {
        self.by_pred.get(&pred).is_some_and(|kinds| kinds.contains(&kind))
    }

    fn sides<'i>(&self, list: impl IntoIterator<Item = &'i ActorIx>) -> BTreeSet<ActorIx> {
        list.into_iter().map(|a| self.actors.side(*a)).collect()
    }

    /// The best chance of another type of the same predicate.
    fn rival(&self, pred: Tok, kind: EventType) -> f64 {
        let all = self.best.get(&pred).into_iter().flatten();
        all.filter(|(k, _)| *k != kind).map(|(_, c)| *c).fold(0.0, f64::max)
    }

    /// How the parties of an event agree with those of the candidate.
    pub fn agreement(&self, event: &EventClaim, weighed: Option<&Weighed>) -> Agreement {
        let Some(w) = weighed else { return Agreement::Unknown };
        let one = self.sides(event.actors.iter().chain(&event.recipients));
        let two = self.sides(w.doers.iter().chain(&w.others));
        match (one == two, one.is_disjoint(&two)) {
            (true, _) => Agreement::All,
            (_, false) => Agreement::Some,
            _ => Agreement::None,
        }
    }

    /// Traits of an event of the code book, left as it is.
    pub fn kept(&self, event: &EventClaim, weighed: Option<&Weighed>, named: bool) -> Traits {
        let mut out = Traits::new(named);
        let agreement = self.agreement(event, weighed).word();
        let chance = weighed.map_or(0.02, |w| w.chance);
        out.put("kept", &[event.code.kind.word()]);
        out.put("kept agreement", &[agreement]);
        out.put("kept chance", &[bin(chance, &BINS), agreement]);
        out.put("kept inferred", &[yes(event.basis.doubts.inferred)]);
        out.put("kept borrowed", &[digit(event.basis.doubts.borrowed.min(2))]);
        out.put("kept resolved", &[digit(event.basis.doubts.resolved.min(2))]);
        out.put("kept parties", &[yes(event.actors.is_empty()), yes(event.recipients.is_empty())]);
        out.put("kept rival", &[bin(self.rival(event.basis.pred, event.code.kind), &OTHER_BINS)]);
        let here = self.by_sentence.get(&self.text.at(event.basis.pred).sentence).map_or(0, Vec::len);
        out.put("kept beside", &[digit(here.min(4))]);
        out
    }

    /// Traits of an event of the code book with the parties of the candidate.
    pub fn turned(&self, event: &EventClaim, weighed: &Weighed, named: bool) -> Traits {
        let mut out = Traits::new(named);
        let agreement = self.agreement(event, Some(weighed)).word();
        out.put("turned", &[event.code.kind.word()]);
        out.put("turned agreement", &[agreement]);
        out.put("turned chance", &[bin(weighed.chance, &BINS)]);
        out.put("turned inferred", &[yes(event.basis.doubts.inferred)]);
        out
    }

    /// Traits of a deed that the code book did not find.
    pub fn new_one(&self, w: &Weighed, named: bool) -> Traits {
        let mut out = Traits::new(named);
        let sides = self.sides(w.doers.iter().chain(&w.others));
        let here = self.text.at(w.pred).sentence;
        let alike = self.by_type.get(&w.kind).map_or(&[][..], Vec::as_slice);
        let of = |i: &usize| self.sides(self.events[*i].actors.iter().chain(&self.events[*i].recipients));
        let (mut same, mut touching) = (0, 0);
        for event in alike.iter().take(200).map(of) {
            same += usize::from(event == sides);
            touching += usize::from(!event.is_disjoint(&sides));
        }
        let in_sentence = |i: &&usize| self.text.at(self.events[**i].basis.pred).sentence == here;
        out.put("new", &[w.kind.word()]);
        out.put("new chance", &[bin(w.chance, &BINS)]);
        out.put("new same", &[digit(same.min(2))]);
        out.put("new touching", &[digit(touching.min(2))]);
        out.put("new alike here", &[digit(alike.iter().filter(in_sentence).count().min(2))]);
        out.put("new types here", &[digit(self.by_pred.get(&w.pred).map_or(0, BTreeSet::len).min(2))]);
        out.put("new parties", &[yes(w.doers.is_empty()), yes(w.others.is_empty())]);
        out.put("new beside", &[digit(self.by_sentence.get(&here).map_or(0, Vec::len).min(4))]);
        let rival = self.rival(w.pred, w.kind);
        out.put("new rival", &[bin(rival, &OTHER_BINS)]);
        out.put("new rival likelier", &[yes(rival > w.chance)]);
        out.put("new fits", &[yes(w.fits)]);
        out
    }
}

/// The odds of a probability, as their natural logarithm, within ±9.2.
pub(crate) fn log_odds(p: f64) -> f64 {
    let p = p.clamp(1e-4, 1.0 - 1e-4);
    (p / (1.0 - p)).ln()
}

/// The sum of a choice: its traits, and the log odds of the trigger times the weight of their own.
pub(crate) fn sum(table: &Table<1>, traits: &Traits, chance: f64, odds: &str) -> f64 {
    let own = table.of(odds).map_or(0.0, |w| f64::from(w[0]));
    table.sum(traits)[0] + own * log_odds(chance)
}
