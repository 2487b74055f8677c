//! Who takes part in a deed: for each side near a predicate, the probability that it does it, and that it is done to it.
//!
//! Comes in: a frame, a type of event, the sides around. Goes out: traits for the weights, and from probabilities the parties.

use model::EventType;

use super::scenery::{Around, View};
use super::traits::{Traits, bin, digit, yes};
use crate::actors::{ActorIx, Actors, Manner};
use crate::codebook::FrameKind;
use crate::frames::Frame;

/// A side with what the weights say of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Chance {
    /// Who of that side is nearest.
    pub actor: ActorIx,
    /// Probability that it does it.
    pub doer: f64,
    /// Probability that it is done to it.
    pub other: f64,
}

/// A probability from which a side takes part.
const SURE: f64 = 0.5;
/// One from which the likeliest doer is taken where none is sure.
const LIKELY_DOER: f64 = 0.25;
/// One from which the likeliest other is taken where none is sure.
const LIKELY_OTHER: f64 = 0.35;

/// Doers and others as indices into the chances.
pub(crate) fn parties(chances: &[Chance]) -> (Vec<usize>, Vec<usize>) {
    let all = || 0..chances.len();
    let mut doers: Vec<usize> = all().filter(|i| chances[*i].doer >= SURE).collect();
    let mut others: Vec<usize> = all().filter(|i| chances[*i].other >= SURE && !doers.contains(i)).collect();
    let best = |list: &mut dyn Iterator<Item = usize>, chance: &dyn Fn(usize) -> f64, least: f64| {
        let best = list.max_by(|x, y| chance(*x).total_cmp(&chance(*y)).then(y.cmp(x)));
        best.filter(|i| chance(*i) > least)
    };
    if doers.is_empty() {
        doers.extend(best(&mut all().filter(|i| !others.contains(i)), &|i| chances[i].doer, LIKELY_DOER));
    }
    if others.is_empty() {
        others.extend(best(&mut all().filter(|i| !doers.contains(i)), &|i| chances[i].other, LIKELY_OTHER));
    }
    (doers, others)
}

/// "V", "Vp", "N", "A": verb, verb in the passive, noun, adjective.
pub(crate) fn form(frame: &Frame) -> &'static str {
    match (frame.kind, frame.passive) {
        (FrameKind::Verb, false) => "V",
        (FrameKind::Verb, true) => "Vp",
        (FrameKind::Noun, _) => "N",
        (FrameKind::Adj, _) => "A",
    }
}

fn manner(m: Manner) -> &'static str {
    match m {
        Manner::Name => "name",
        Manner::Modifier => "modifier",
        Manner::Nominal => "nominal",
        Manner::Pronoun => "pronoun",
    }
}

/// The traits of one side in one deed.
pub(crate) fn traits(
    actors: &Actors,
    frame: &Frame,
    kind: EventType,
    around: &Around,
    view: &View,
    named: bool,
) -> Traits {
    let mut out = Traits::new(named);
    let (t, k, l) = (kind.word(), form(frame), frame.lemma.as_str());
    let (doer, other) = (view.as_doer.as_str(), view.as_other.as_str());
    let led = if doer == "-" { other } else { doer };
    out.put("A", &[doer, t]);
    out.put("A", &[doer, k]);
    out.put("A", &[doer, k, t]);
    out.put("A", &[doer, l]);
    out.put("R", &[other, t]);
    out.put("R", &[other, k, t]);
    out.put("R", &[other, l]);
    let rivals = around.slots.iter().filter(|(_, sides)| sides.iter().any(|s| *s != view.side));
    let rivals = rivals.map(|(name, _)| name.as_str()).take(4).collect::<Vec<_>>().join(",");
    out.put("A beside", &[doer, &rivals]);
    out.put("R beside", &[other, &rivals, k]);
    let rank = bin(view.rank as f64, &[0.0, 1.0, 2.0, 4.0, 8.0]);
    if led == "-" {
        let filled = around.slots.keys().map(String::as_str).collect::<Vec<_>>().join(",");
        let has = |names: &[&str]| yes(names.iter().any(|n| around.slots.contains_key(*n)));
        out.put("unled", &[&filled, t]);
        out.put("unled", &[&filled, l]);
        out.put("unled rank", &[rank, has(&["subj", "by"]), has(&["obj", "to", "with"]), t]);
    }
    let preposition = view.preposition.as_str();
    if view.back == 0 && view.steps < 50 {
        out.put("prep", &[preposition, t]);
        out.put("prep", &[preposition, k, digit(view.up)]);
        out.put("prep of", &[preposition, l]);
    }
    let back = digit(view.back);
    let before = if view.head < frame.pred { "<" } else { ">" };
    let nearest = bin(view.steps as f64, &[1.0, 2.0, 3.0, 5.0, 8.0]);
    out.put("back", &[back, manner(view.manner)]);
    out.put("back", &[back, t]);
    out.put("steps", &[back, before, nearest, k]);
    let words = view.head.abs_diff(frame.pred) as f64;
    out.put("words", &[back, bin(words, &[2.0, 4.0, 8.0, 15.0, 30.0, 60.0])]);
    let (of, side) = (actors.entries[view.actor].kind.word(), &actors.entries[view.side]);
    out.put("kind", &[of, t]);
    out.put("side kind", &[side.kind.word(), t]);
    out.put("kind led", &[of, led]);
    out.put("rank", &[rank, back]);
    out.put("rank", &[rank, t]);
    out.put("sides here", &[bin(around.here as f64, &[0.0, 1.0, 2.0, 3.0, 5.0]), back]);
    out.put("known", &[yes(side.key.is_some()), yes(view.actor == view.side)]);
    out.put("root subject", &[yes(view.root_subject), led]);
    out.put("root subject before", &[yes(view.root_subject_before), back]);
    out.put("speaks", &[yes(view.speaks), t]);
    out.put("speaks", &[yes(view.speaks), led]);
    out.put("order", &[yes(view.first), yes(view.last), back, yes(led != "-")]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chance(actor: ActorIx, doer: f64, other: f64) -> Chance {
        Chance { actor, doer, other }
    }

    #[test]
    fn the_sure_take_part_and_else_the_likeliest() {
        assert_eq!(parties(&[chance(0, 0.9, 0.0), chance(1, 0.1, 0.6)]), (vec![0], vec![1]));
        assert_eq!(parties(&[chance(0, 0.3, 0.1), chance(1, 0.2, 0.4)]), (vec![0], vec![1]));
        assert_eq!(parties(&[chance(0, 0.2, 0.1), chance(1, 0.1, 0.2)]), (vec![], vec![]));
    }

    #[test]
    fn nobody_stands_on_both_ends() {
        assert_eq!(parties(&[chance(0, 0.5, 0.5)]).0, [0]);
        assert_eq!(parties(&[chance(0, 0.3, 0.45)]), (vec![0], vec![]));
    }
}
