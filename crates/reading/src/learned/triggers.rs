//! Whether a predicate tells of a deed of some type: its words, its arguments, where it stands, who would take part.
//!
//! Comes in: a frame and a type of event. Goes out: traits for the weights.

use model::EventType;

use super::arguments::{Chance, form};
use super::candidates::Candidate;
use super::scenery::Around;
use super::traits::{Traits, bin, digit, yes};
use crate::actors::Actors;
use crate::codebook::CodeBook;
use crate::matching::Lack;
use crate::text::{Text, Tok};

/// Bins of probabilities.
pub(crate) const BINS: [f64; 7] = [0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9];

/// Slots of which it counts whether they are filled.
const SLOTS: [&str; 15] =
    ["subj", "obj", "by", "poss", "to", "of", "with", "against", "on", "from", "in", "for", "over", "clause", "iobj"];

/// Those of which it counts for each predicate.
const OWN_SLOTS: [&str; 7] = ["subj", "obj", "to", "with", "of", "against", "on"];

/// Most arguments and most words below a predicate that are looked at.
const MOST: usize = 8;

/// Most entries of the code book that are named.
const MOST_ENTRIES: usize = 12;

/// The traits by which most candidates are sorted out: the predicate, and how near the entries come.
pub(crate) fn first_traits(text: &Text<'_>, candidate: &Candidate<'_>, named: bool) -> Traits {
    let mut out = Traits::new(named);
    let (frame, t) = (candidate.frame, candidate.kind.word());
    let (l, k, token) = (frame.lemma.as_str(), form(frame), text.at(frame.pred));
    out.put("type", &[t]);
    out.put("lemma", &[l, t]);
    out.put("lemma", &[l, k, t]);
    out.put("dep", &[token.dep, t]);
    out.put("dep", &[token.dep, k]);
    out.put("tag", &[token.tag, t]);
    let lack = candidate.nearest.map_or("-", |(lack, _)| match lack {
        None => "nothing",
        Some(Lack::Actor) => "actor",
        Some(Lack::Parties) => "parties",
        Some(Lack::Filler) => "filler",
        Some(Lack::Condition) => "condition",
        Some(Lack::Other) => "other",
    });
    let nearest = candidate.nearest.map_or("-", |(_, entry)| entry.id.as_str());
    let share = bin(candidate.share, &[0.1, 0.25, 0.5, 0.75, 0.99]);
    out.put("lack", &[lack, t]);
    out.put("lack of", &[lack, nearest]);
    out.put("share", &[share, t]);
    out.put("share and lack", &[share, lack]);
    let beside: Vec<&str> = candidate.beside.iter().take(3).map(|k| k.word()).collect();
    out.put("types beside", &[&beside.join(","), t]);
    out
}

/// The other traits that need no guess at who takes part.
pub(crate) fn traits(
    text: &Text<'_>,
    book: &CodeBook,
    candidate: &Candidate<'_>,
    around: &Around,
    named: bool,
) -> Traits {
    let mut out = Traits::new(named);
    let (frame, t) = (candidate.frame, candidate.kind.word());
    let (l, pred) = (frame.lemma.as_str(), frame.pred);
    let token = text.at(pred);
    for slot in SLOTS {
        let state = match (frame.filler(slot).is_some(), around.slots.contains_key(slot)) {
            (false, _) => "-",
            (true, true) => "actor",
            (true, false) => "thing",
        };
        out.put("slot", &[slot, state, t]);
        if OWN_SLOTS.contains(&slot) {
            out.put("slot of", &[slot, state, l, t]);
        }
    }
    for arg in frame.args.iter().take(MOST) {
        let filler = word(text, arg.head);
        out.put("filler", &[&arg.slot, filler, t]);
        out.put("filler of", &[&arg.slot, filler, l, t]);
        out.put("any filler of", &[filler, l, t]);
        for class in book.words.lists("class", filler).into_iter().flatten().take(MOST) {
            out.put("filler class", &[&arg.slot, class, t]);
        }
    }
    for &c in text.children(pred).iter().take(MOST) {
        let dep = text.at(c).dep;
        if matches!(dep, "amod" | "compound" | "advmod" | "neg" | "prt" | "aux" | "auxpass" | "prep" | "det") {
            out.put("below", &[dep, word(text, c), t]);
        }
    }
    let above = if text.is_root(pred) { "ROOT" } else { word(text, token.head) };
    out.put("above", &[above, token.dep, t]);
    out.put("above", &[above, token.dep]);
    out.put("above of", &[above, l, t]);
    let sentence = &text.sentences[token.sentence];
    out.put("headline", &[yes(sentence.headline), t]);
    let quotes = (sentence.tokens.start..pred).filter(|x| matches!(text.at(*x).text, "“" | "”" | "\"")).count();
    out.put("quoted", &[yes(quotes % 2 == 1), t]);
    out.put("place", &[bin(pred as f64 / text.tokens.len() as f64, &[0.1, 0.3, 0.6, 0.8])]);
    out.put("length", &[bin(sentence.tokens.len() as f64, &[12.0, 20.0, 30.0, 45.0])]);
    let filled = around.slots.keys().map(String::as_str).collect::<Vec<_>>().join(",");
    out.put("filled", &[&filled, l, t]);
    for class in book.words.lists("class", l).into_iter().flatten().take(MOST) {
        out.put("class", &[class, t]);
        out.put("class and above", &[class, above, t]);
    }
    for entry in candidate.missed.iter().take(MOST_ENTRIES) {
        out.put("missed", &[entry.id.as_str()]);
    }
    out
}

/// The traits that tell who would take part.
pub(crate) fn of_parties(
    actors: &Actors,
    kind: EventType,
    chances: &[Chance],
    (doers, others): (&[usize], &[usize]),
    named: bool,
) -> Traits {
    let mut out = Traits::new(named);
    let t = kind.word();
    let two = |of: &dyn Fn(&Chance) -> f64| {
        let mut all: Vec<f64> = chances.iter().map(of).collect();
        all.sort_by(|x, y| y.total_cmp(x));
        [all.first().copied().unwrap_or(0.0), all.get(1).copied().unwrap_or(0.0)]
    };
    let (doer, other) = (two(&|c| c.doer), two(&|c| c.other));
    out.put("doer", &[bin(doer[0], &BINS), t]);
    out.put("other", &[bin(other[0], &BINS), t]);
    out.put("doer and other", &[bin(doer[0], &BINS), bin(other[0], &BINS)]);
    out.put("second doer", &[bin(doer[1], &BINS), t]);
    out.put("parties", &[digit(doers.len().min(2)), digit(others.len().min(3)), t]);
    let kind_of = |list: &[usize]| list.first().map(|i| actors.entries[chances[*i].actor].kind.word());
    if let Some(kind) = kind_of(doers) {
        out.put("doer kind", &[kind, t]);
    }
    if let Some(kind) = kind_of(others) {
        out.put("other kind", &[kind, t]);
    }
    out
}

/// A word by which a token is known: its lemma, or that it is a name or a pronoun.
pub(super) fn word<'a>(text: &'a Text<'_>, t: Tok) -> &'a str {
    match text.at(t).pos {
        "PROPN" => "a name",
        "PRON" => "a pronoun",
        _ => text.at(t).lemma,
    }
}
