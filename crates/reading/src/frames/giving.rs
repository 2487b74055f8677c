//! Verbs with two objects, and verbs that the tagger took for nouns.
//!
//! Comes in: the tree. Goes out: which slot the subject of a passive fills, whether a noun is a verb in its bare form, and what stands
//! behind an adverb of the verb.

use super::Frame;
use crate::text::{Text, Tok};

/// Verbs of which someone has something: "Mali was granted a loan", "Chad was denied entry".
const GIVING: &[&str] = &[
    "give",
    "grant",
    "offer",
    "promise",
    "pledge",
    "send",
    "lend",
    "hand",
    "award",
    "pay",
    "deny",
    "refuse",
    "owe",
    "sell",
    "allot",
    "allocate",
    "accord",
    "guarantee",
    "afford",
    "loan",
    "supply",
    "show",
    "tell",
    "teach",
];

/// The slot of a passive's subject: it receives where the verb keeps an object besides, else it has the deed done to it.
pub(super) fn passive_subject(text: &Text<'_>, verb: Tok) -> &'static str {
    let receives = GIVING.contains(&text.at(verb).lemma) && text.child(verb, "dobj").is_some();
    if receives { "iobj" } else { "obj" }
}

/// "Hand Ukraine 20 more vehicles", "the drones that Qatar gave Chad": of two direct objects the name receives.
pub(super) fn object(text: &Text<'_>, verb: Tok, object: Tok) -> &'static str {
    let mut others = text.children_by(verb, "dobj").filter(|o| *o != object);
    let receives = GIVING.contains(&text.at(verb).lemma)
        && object > verb
        && text.at(object).pos == "PROPN"
        && others.any(|o| o > object || o < verb);
    if receives { "iobj" } else { "obj" }
}

/// "Demanded that Chad hand over the rebels", "the Kurds control Hasakah": a noun with a subject and an object is a verb.
pub(super) fn is_bare_verb(text: &Text<'_>, t: Tok) -> bool {
    text.at(t).tag == "NN" && text.child(t, "nsubj").is_some() && text.child(t, "dobj").is_some()
}

/// "Demanded the boat back from Kenya", "marched home from Chad": what stands behind the adverb is the verb's; "pressed for Kenya to
/// leave": so is the subject behind "for".
pub(super) fn strayed_from_verb(text: &Text<'_>, frame: &mut Frame) {
    let clauses = text.children(frame.pred).iter().copied();
    let wished = |c: &Tok| matches!(text.at(*c).dep, "advcl" | "ccomp" | "xcomp") && text.at(*c).tag == "VB";
    for clause in clauses.filter(wished).collect::<Vec<_>>() {
        let marked = text.children_by(clause, "mark").any(|m| text.word(m) == "for");
        if let Some(subject) = text.child(clause, "nsubj").filter(|_| marked) {
            text.conjuncts(subject).into_iter().for_each(|s| frame.put("for", s, false));
        }
    }
    let adverb = |c: &Tok| {
        text.at(*c).dep == "advmod"
            && matches!(text.word(*c), "back" | "home" | "away" | "together" | "apart" | "forward" | "ahead")
    };
    if frame.lemma == "be" {
        return;
    }
    let preps: Vec<Tok> =
        text.children(frame.pred).iter().copied().filter(adverb).flat_map(|c| text.children_by(c, "prep")).collect();
    for prep in preps.into_iter().filter(|p| frame.filler(text.word(*p)).is_none()).collect::<Vec<_>>() {
        super::prep_objects(text, prep).into_iter().for_each(|(name, o)| frame.put(&name, o, false));
    }
}

/// "Mali welcomed the accord, as did Chad", "So did Chad": the frame of the verb for which "did" stands, with its own subject.
pub(super) fn echo(text: &Text<'_>, t: Tok) -> Option<Frame> {
    if text.at(t).lemma != "do" || !matches!(text.at(t).tag, "VBD" | "VBZ" | "VBP") || t == 0 {
        return None;
    }
    if !matches!(text.word(t - 1), "so" | "as") || text.child(t, "dobj").is_some() {
        return None;
    }
    let subject = text.child(t, "nsubj").filter(|s| *s > t)?;
    let sentence = text.sentence_of(t);
    let verb = if text.at(t).head != t && text.at(t).head < t {
        text.at(t).head
    } else if t == sentence.start + 1 && sentence.start > 0 {
        text.sentence_of(sentence.start - 1).find(|v| text.is_root(*v))?
    } else {
        return None;
    };
    if !super::verbs::is_verb(text, verb) || matches!(text.at(verb).lemma, "say" | "do" | "be" | "have") {
        return None;
    }
    let mut frame = super::verbs::frame(text, verb, 1);
    if frame.passive {
        return None;
    }
    frame.pred = t;
    frame.anchor = t;
    frame.args.retain(|a| a.slot != "subj" && a.head != t);
    text.conjuncts(subject).into_iter().for_each(|s| frame.put("subj", s, false));
    Some(frame)
}
