//! Subjects, objects and prepositions that the parse hung in the wrong place.
//!
//! Comes in: the tokens of one sentence. Goes out: the same with better heads and labels; each fault is one function with an example.

use std::ops::Range;

use super::{below, children, hang, is, left_edge, right_edge};
use crate::text::{Tok, Token};

/// Mends the faults of this file at one token.
pub(super) fn mend(tokens: &mut [Token<'_>], range: &Range<Tok>, t: Tok) {
    between_at_a_name(tokens, range, t);
    noun_for_verb(tokens, range, t);
    subject_as_adverb(tokens, range, t);
    reduced_clause(tokens, range, t);
    sum_as_adverb(tokens, range, t);
    means_as_doer(tokens, range, t);
    name_behind_its_thing(tokens, range, t);
    subject_of_after(tokens, range, t);
    late_object(tokens, range, t);
    fire_for_verb(tokens, range, t);
}

/// "Talks hosted by Oman between Iran and Iraq", "a summit in Doha between the two", "talks by video link with Iraq": nothing is between
/// the parts of a name or with a link, so that the preposition belongs to the noun farther up.
fn between_at_a_name(tokens: &mut [Token<'_>], range: &Range<Tok>, t: Tok) {
    let token = tokens[t];
    let name = token.head;
    let means = ["link", "phone", "telephone", "video", "videolink", "videoconference"].contains(&tokens[name].lemma);
    let fits =
        is(tokens, t, &["between"]) && tokens[name].pos == "PROPN" || is(tokens, t, &["with", "between"]) && means;
    if token.dep != "prep" || !fits || name >= t {
        return;
    }
    let prep = tokens[name].head;
    if tokens[name].dep != "pobj" || !matches!(tokens[prep].dep, "prep" | "agent") || prep >= name {
        return;
    }
    let mut above = tokens[prep].head;
    if matches!(tokens[above].dep, "acl" | "relcl") && tokens[above].head < above {
        above = tokens[above].head;
    }
    if above < prep && range.contains(&above) && matches!(tokens[above].pos, "NOUN" | "VERB") {
        hang(tokens, t, above, "prep");
    }
}

/// "The Kurds control Hasakah", "demanded that Chad hand over the rebels": a verb in its bare form that was taken for a noun, its subject
/// for a word in front of it.
fn noun_for_verb(tokens: &mut [Token<'_>], range: &Range<Tok>, t: Tok) {
    let token = tokens[t];
    if token.tag != "NN" || t == range.start {
        return;
    }
    let subject = t - 1;
    let front = tokens[subject].head == t
        && matches!(tokens[subject].dep, "compound" | "nmod")
        && matches!(tokens[subject].tag, "NNP" | "NNPS");
    if !front {
        return;
    }
    let object = children(tokens, range, t).find(|c| *c > t && tokens[*c].dep == "dobj");
    let asked = token.dep == "ccomp"
        && object.is_some()
        && children(tokens, range, t).any(|c| tokens[c].dep == "mark" && is(tokens, c, &["that"]));
    let named = token.head == t
        && (tokens[subject].tag == "NNPS" || tokens[subject].text.ends_with('s'))
        && t + 1 < range.end
        && tokens[t + 1].pos == "PROPN"
        && children(tokens, range, t).any(|c| tokens[c].dep == "appos" && left_edge(tokens, range, c) == t + 1);
    if asked || named {
        let before: Vec<Tok> = children(tokens, range, t)
            .filter(|c| *c < subject && matches!(tokens[*c].dep, "det" | "amod" | "compound"))
            .collect();
        before.into_iter().for_each(|c| tokens[c].head = subject);
        tokens[subject].dep = "nsubj";
    }
    let object = children(tokens, range, t).find(|c| *c > t && tokens[*c].dep == "appos");
    if let Some(object) = object.filter(|_| named) {
        tokens[object].dep = "dobj";
    }
}

/// "Jordan airlifted tents to Sudan": a name right before a verb that has no subject is no adverb.
fn subject_as_adverb(tokens: &mut [Token<'_>], range: &Range<Tok>, t: Tok) {
    let token = tokens[t];
    let verb = token.head;
    if token.dep != "npadvmod"
        || token.pos != "PROPN"
        || verb != t + 1
        || matches!(token.ent, "DATE" | "TIME" | "CARDINAL")
    {
        return;
    }
    let finite = matches!(tokens[verb].tag, "VBD" | "VBZ" | "VBP") && tokens[verb].dep != "amod";
    let subject = children(tokens, range, verb)
        .any(|c| matches!(tokens[c].dep, "nsubj" | "nsubjpass" | "csubj" | "expl" | "aux" | "auxpass" | "agent"));
    if finite && !subject {
        tokens[t].dep = "nsubj";
    }
}

/// "Rockets supplied to the rebels were found": the participle behind the noun was taken for the verb of the sentence.
fn reduced_clause(tokens: &mut [Token<'_>], range: &Range<Tok>, t: Tok) {
    let token = tokens[t];
    let verb = token.head;
    if token.dep != "nsubj" || verb <= t || tokens[verb].tag != "VBN" {
        return;
    }
    let own = |c: Tok| matches!(tokens[c].dep, "aux" | "auxpass" | "dobj");
    if children(tokens, range, verb).any(own) {
        return;
    }
    let real = |c: Tok| {
        c > verb
            && matches!(tokens[c].dep, "advcl" | "ccomp" | "conj")
            && children(tokens, range, c)
                .any(|d| matches!(tokens[d].dep, "aux" | "auxpass") && matches!(tokens[d].tag, "VBD" | "VBZ" | "VBP"))
            && !children(tokens, range, c).any(|d| matches!(tokens[d].dep, "nsubj" | "nsubjpass" | "mark"))
    };
    if children(tokens, range, verb).any(real) {
        tokens[t].dep = "nsubjpass";
    }
}

/// "Deposited $1bn in the bank": the sum behind a verb without an object is what is given.
fn sum_as_adverb(tokens: &mut [Token<'_>], range: &Range<Tok>, t: Tok) {
    const PAYING: &[&str] = &[
        "deposit",
        "pay",
        "give",
        "grant",
        "lend",
        "transfer",
        "donate",
        "provide",
        "allocate",
        "disburse",
        "approve",
        "pledge",
        "promise",
        "inject",
        "contribute",
        "release",
        "offer",
    ];
    let token = tokens[t];
    let verb = token.head;
    if token.dep != "npadvmod" || verb >= t || !PAYING.contains(&tokens[verb].lemma) {
        return;
    }
    let sum = children(tokens, range, t).any(|c| c < t && tokens[c].tag == "$");
    if sum && !children(tokens, range, verb).any(|c| matches!(tokens[c].dep, "dobj" | "nsubjpass")) {
        tokens[t].dep = "dobj";
    }
}

/// "Conferred by telephone": a means does nothing.
fn means_as_doer(tokens: &mut [Token<'_>], range: &Range<Tok>, t: Tok) {
    const MEANS: &[&str] = &[
        "telephone",
        "phone",
        "video",
        "videolink",
        "link",
        "letter",
        "email",
        "e-mail",
        "text",
        "force",
        "decree",
        "law",
        "mistake",
        "accident",
        "surprise",
        "vote",
        "radio",
        "post",
        "air",
        "sea",
        "land",
        "road",
        "rail",
        "boat",
        "acclamation",
        "name",
        "means",
    ];
    if tokens[t].dep != "agent" {
        return;
    }
    let means = children(tokens, range, t).any(|c| {
        tokens[c].dep == "pobj"
            && MEANS.contains(&tokens[c].lemma)
            && !children(tokens, range, c).any(|d| matches!(tokens[d].dep, "det" | "poss"))
    });
    if means {
        tokens[t].dep = "prep";
    }
}

/// "Boric, whose diplomats Venezuela threw out": the name behind the thing does it, the thing has it done to it.
fn name_behind_its_thing(tokens: &mut [Token<'_>], range: &Range<Tok>, t: Tok) {
    let token = tokens[t];
    if token.dep != "nsubj" || tokens[token.head].dep != "relcl" {
        return;
    }
    let verb = token.head;
    let whose = children(tokens, range, t).any(|c| tokens[c].tag == "WP$");
    let name = children(tokens, range, t).find(|c| tokens[*c].dep == "appos" && *c > t && tokens[*c].pos == "PROPN");
    let Some(name) = name.filter(|n| whose && left_edge(tokens, range, *n) == t + 1 && *n < verb) else { return };
    if children(tokens, range, verb).any(|c| tokens[c].dep == "dobj") {
        return;
    }
    hang(tokens, name, verb, "nsubj");
    tokens[t].dep = "dobj";
}

/// "After the Front and the rebels signed": the subject was made the object of "after".
fn subject_of_after(tokens: &mut [Token<'_>], range: &Range<Tok>, t: Tok) {
    let token = tokens[t];
    if token.dep != "pobj" || token.head >= t || !is(tokens, token.head, &["after", "before", "since", "until"]) {
        return;
    }
    let prep = token.head;
    let edge = right_edge(tokens, range, t);
    let finite = |v: Tok| matches!(tokens[v].tag, "VBD" | "VBZ" | "VBP") && tokens[v].pos == "VERB";
    let Some(verb) = (edge + 1..range.end.min(edge + 5)).find(|v| finite(*v)) else { return };
    let above = tokens[prep].head;
    let bare = matches!(tokens[verb].dep, "ccomp" | "advcl" | "dep")
        && tokens[verb].head == above
        && left_edge(tokens, range, verb) == edge + 1
        && !children(tokens, range, verb).any(|c| matches!(tokens[c].dep, "nsubj" | "nsubjpass" | "mark" | "expl"));
    if !bare || is(tokens, edge + 1, &[",", "and", "but"]) || below(tokens, above, verb) {
        return;
    }
    tokens[verb].dep = "advcl";
    hang(tokens, t, verb, "nsubj");
    hang(tokens, prep, verb, "mark");
}

/// "Received on Monday at the palace King Abdullah": the second object of a preposition is the late object of the verb.
fn late_object(tokens: &mut [Token<'_>], range: &Range<Tok>, t: Tok) {
    const RECEIVING: &[&str] =
        &["receive", "welcome", "meet", "host", "greet", "visit", "call", "summon", "detain", "arrest"];
    let token = tokens[t];
    let prep = token.head;
    if token.dep != "pobj" || prep >= t || token.pos != "PROPN" || token.ent != "PERSON" {
        return;
    }
    let verb = tokens[prep].head;
    let first = children(tokens, range, prep).any(|c| tokens[c].dep == "pobj" && c < t);
    if !first || verb >= prep || !RECEIVING.contains(&tokens[verb].lemma) {
        return;
    }
    if !children(tokens, range, verb).any(|c| matches!(tokens[c].dep, "dobj" | "nsubjpass" | "auxpass")) {
        hang(tokens, t, verb, "dobj");
    }
}

/// "Police fire tear gas at the crowd": the verb was taken for a part of what is fired.
fn fire_for_verb(tokens: &mut [Token<'_>], range: &Range<Tok>, t: Tok) {
    const FIRED: &[&str] =
        &["gas", "rocket", "missile", "shot", "round", "bullet", "shell", "grenade", "cannon", "mortar", "drone"];
    let (token, fired) = (tokens[t], tokens[t].head);
    let bare = token.tag == "NN" && is(tokens, t, &["fire"]) && token.dep == "compound" && fired > t && t > range.start;
    if !bare || !FIRED.contains(&tokens[fired].lemma) {
        return;
    }
    let doer = t - 1;
    let plural =
        matches!(tokens[doer].tag, "NNS" | "NNPS") && matches!(tokens[doer].dep, "compound" | "nmod" | "nsubj");
    if !plural || tokens[doer].head != t && tokens[doer].head != fired {
        return;
    }
    let (above, dep) = (tokens[fired].head, tokens[fired].dep);
    let behind: Vec<Tok> = children(tokens, range, fired).filter(|c| *c > fired && tokens[*c].dep == "prep").collect();
    tokens[t].head = if above == fired { t } else { above };
    tokens[t].dep = if above == fired { "ROOT" } else { dep };
    hang(tokens, fired, t, "dobj");
    hang(tokens, doer, t, "nsubj");
    behind.into_iter().for_each(|c| hang(tokens, c, t, "prep"));
}
