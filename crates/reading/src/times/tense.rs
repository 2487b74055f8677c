//! The tense of the verb that governs a word, as far as it tells on which side of publication a time lies.
//!
//! Comes in: the tree and a token. Goes out: a [`Tense`]. Promises: walks up the heads and looks at the children of each; a hint, never an error.

use crate::text::{Text, Tok};

use super::resolve::Tense;

/// Words that put what hangs on them ahead.
const AHEAD: [&str; 11] = [
    "due",
    "scheduled",
    "slated",
    "upcoming",
    "forthcoming",
    "planned",
    "expected",
    "set",
    "earmarked",
    "tomorrow",
    "pencilled",
];

/// Verbs and nouns whose infinitive is still to be done.
const TO_COME: [&str; 78] = [
    "agree",
    "plan",
    "promise",
    "vow",
    "pledge",
    "expect",
    "schedule",
    "want",
    "intend",
    "hope",
    "decide",
    "order",
    "urge",
    "ask",
    "demand",
    "call",
    "threaten",
    "prepare",
    "aim",
    "seek",
    "invite",
    "set",
    "commit",
    "need",
    "propose",
    "offer",
    "refuse",
    "be",
    "have",
    "due",
    "likely",
    "unlikely",
    "ready",
    "bound",
    "poise",
    "poised",
    "slate",
    "tell",
    "give",
    "require",
    "oblige",
    "tip",
    "consider",
    "want",
    "wish",
    "vote",
    "resolve",
    "undertake",
    "swear",
    "look",
    "go",
    "instruct",
    "command",
    "force",
    "allow",
    "advise",
    "warn",
    "request",
    "invitation",
    "decision",
    "promise",
    "deal",
    "agreement",
    "plan",
    "pledge",
    "vow",
    "call",
    "order",
    "proposal",
    "demand",
    "deadline",
    "ultimatum",
    "threat",
    "offer",
    "wish",
    "intention",
    "commitment",
    "fail",
];

/// Verbs whose present tense is a timetable.
const TIMETABLE: [&str; 24] = [
    "begin", "start", "open", "end", "expire", "take", "stay", "leave", "arrive", "come", "run", "travel", "fly",
    "visit", "host", "meet", "hold", "go", "resume", "conclude", "close", "return", "depart", "last",
];

/// Verbs that rest in the past up to an "until".
const AT_REST: [&str; 13] =
    ["last", "stay", "run", "continue", "remain", "rule", "serve", "lead", "be", "fight", "live", "work", "hold"];

/// The tense of the nearest verb above the token; with `until`, the side on which an end put by "until" lies.
pub(super) fn of_governor(text: &Text<'_>, token: Tok, until: bool, headline: bool) -> Tense {
    let mut at = token;
    for _ in 0..40 {
        if at != token && AHEAD.contains(&text.word(at)) && !is_finite_set(text, at) {
            return if has_perfect_infinitive(text, at) { Tense::Past } else { Tense::Future };
        }
        if matches!(text.at(at).pos, "VERB" | "AUX") && at != token {
            return settle(text, at, until, headline);
        }
        if text.is_root(at) {
            break;
        }
        at = text.at(at).head;
    }
    Tense::Open
}

/// "set" as the past of a verb with an object ("set a date") looks nowhere.
fn is_finite_set(text: &Text<'_>, at: Tok) -> bool {
    text.word(at) == "set" && text.child(at, "dobj").is_some()
        || (text.word(at) == "expected" && text.at(at).tag == "VBD")
        || (text.word(at) == "planned" && text.at(at).tag == "VBD")
}

fn settle(text: &Text<'_>, verb: Tok, until: bool, headline: bool) -> Tense {
    let tense = of_verb(text, verb, headline, 0);
    if !until || tense == Tense::Perfect {
        return tense;
    }
    match tense {
        Tense::Past if AT_REST.contains(&text.at(verb).lemma) => Tense::Past,
        Tense::Past if text.at(verb).tag == "VBG" => Tense::Future,
        Tense::Past if text.child(verb, "auxpass").is_some() => Tense::Future,
        Tense::Past => Tense::Past,
        _ => Tense::Future,
    }
}

fn of_verb(text: &Text<'_>, verb: Tok, headline: bool, depth: usize) -> Tense {
    let aux = |words: &[&str]| {
        text.children(verb)
            .iter()
            .any(|c| matches!(text.at(*c).dep, "aux" | "auxpass") && words.contains(&text.word(*c)))
    };
    let have = aux(&["have", "has", "'ve", "’ve", "had", "'d", "having"]);
    if aux(&["will", "shall", "'ll", "’ll", "wo", "would", "could", "should", "may", "might", "can", "must", "ca"]) {
        return if have { Tense::Past } else { Tense::Future };
    }
    if aux(&["had"]) || aux(&["did"]) {
        return Tense::Past;
    }
    if aux(&["to"]) {
        return if have { Tense::Past } else { infinitive(text, verb, headline, depth) };
    }
    if have {
        return Tense::Perfect;
    }
    let be_now = aux(&["is", "are", "'s", "’s", "'re", "’re", "am"]);
    match text.at(verb).tag {
        "VBD" => Tense::Past,
        "VBN" if be_now => Tense::Open,
        "VBG" if be_now => Tense::Future,
        "VBN" => Tense::Past,
        "VBG" if aux(&["was", "were", "been"]) => Tense::Past,
        "VBZ" | "VBP" if headline => Tense::Open,
        "VBZ" | "VBP" if TIMETABLE.contains(&text.at(verb).lemma) => Tense::Future,
        "VBZ" | "VBP" => Tense::Open,
        _ if depth < 6 && !text.is_root(verb) => above(text, verb, headline, depth),
        _ => Tense::Open,
    }
}

/// An infinitive with "to": ahead under verbs and nouns that look ahead, and alone in a headline; else as the verb above.
fn infinitive(text: &Text<'_>, verb: Tok, headline: bool, depth: usize) -> Tense {
    if text.is_root(verb) {
        return Tense::Future;
    }
    let head = text.at(verb).head;
    let looks_ahead = TO_COME.contains(&text.at(head).lemma) || AHEAD.contains(&text.word(head));
    // "has not been to see his ally" looks back.
    let been = text.at(head).lemma == "be" && text.children_by(head, "aux").any(|a| text.at(a).lemma == "have");
    if looks_ahead
        && !been
        && matches!(text.at(verb).dep, "xcomp" | "ccomp" | "acl" | "relcl" | "advcl" | "pcomp" | "conj")
    {
        return Tense::Future;
    }
    // "ordered the ambassador … to leave", the infinitive hung on the noun.
    let over = text.at(head).head;
    if matches!(text.at(head).dep, "dobj" | "dative" | "nsubj") && TO_COME.contains(&text.at(over).lemma) {
        return Tense::Future;
    }
    if depth < 6 { above(text, verb, headline, depth) } else { Tense::Open }
}

/// The tense of the nearest verb above a verb.
fn above(text: &Text<'_>, verb: Tok, headline: bool, depth: usize) -> Tense {
    let mut at = text.at(verb).head;
    for _ in 0..20 {
        if AHEAD.contains(&text.word(at)) && !is_finite_set(text, at) {
            return Tense::Future;
        }
        if matches!(text.at(at).pos, "VERB" | "AUX") {
            return of_verb(text, at, headline, depth + 1);
        }
        if text.is_root(at) {
            break;
        }
        at = text.at(at).head;
    }
    Tense::Open
}

/// "was to have mediated".
fn has_perfect_infinitive(text: &Text<'_>, at: Tok) -> bool {
    text.children_by(at, "xcomp").any(|v| text.children_by(v, "aux").any(|a| text.word(a) == "have"))
}
