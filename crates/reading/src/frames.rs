//! Predicate–argument structure, normalised: voice, conjunction, control, relative clauses, participles, light verbs, nominalisations.
//!
//! Comes in: the tree. Goes out: [`Frame`]s, predicates with slots filled by tokens (which tokens are whom is the actors' business).
//! Promises: at most one frame a token, in order of the text; a slot holds each token once.

mod control;
mod giving;
mod nouns;
mod verbs;

use std::collections::BTreeSet;

pub(crate) use verbs::governing_verb;

use crate::codebook::{CodeBook, FrameKind};
use crate::text::{Text, Tok};

/// A filled slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Arg {
    /// `subj`, `obj`, `iobj`, `poss`, `adj`, `comp`, `is`, `attr`, `clause`, `ctx`, or a preposition.
    pub slot: String,
    /// The filler's head.
    pub head: Tok,
    /// Whether it was taken over from another clause or predicate.
    pub borrowed: bool,
}

/// A predicate with its arguments.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    /// The predicate's token.
    pub pred: Tok,
    /// What it is.
    pub kind: FrameKind,
    /// Its lemma, with its particle joined by `_`.
    pub lemma: String,
    /// The arguments.
    pub args: Vec<Arg>,
    /// The token whose tense, modality and negation count: the light verb of a noun, else the predicate.
    pub anchor: Tok,
    /// Whether the verb is in the passive or a past participle.
    pub passive: bool,
}

impl Frame {
    /// The fillers of a slot.
    pub fn fillers<'a>(&'a self, slot: &'a str) -> impl Iterator<Item = Tok> + 'a {
        self.args.iter().filter(move |a| a.slot == slot).map(|a| a.head)
    }

    /// The first filler of a slot.
    pub fn filler(&self, slot: &str) -> Option<Tok> {
        self.args.iter().find(|a| a.slot == slot).map(|a| a.head)
    }

    /// A slot that says something of the predicate itself.
    fn put_self(&mut self, slot: &str) {
        self.args.push(Arg { slot: slot.to_string(), head: self.pred, borrowed: false });
    }

    fn put(&mut self, slot: &str, head: Tok, borrowed: bool) {
        if head != self.pred && !self.args.iter().any(|a| a.slot == slot && a.head == head) {
            self.args.push(Arg { slot: slot.to_string(), head, borrowed });
        }
    }
}

/// All frames of a text whose predicate the code book knows, and those of all other verbs (they carry attribution and control).
pub(crate) fn frames(text: &Text<'_>, book: &CodeBook) -> Vec<Frame> {
    let mut out: Vec<Frame> = Vec::new();
    let verbs: BTreeSet<Tok> = (0..text.tokens.len()).filter(|t| verbs::is_verb(text, *t)).collect();
    for t in 0..text.tokens.len() {
        if let Some(echo) = giving::echo(text, t) {
            out.push(echo);
        } else if verbs.contains(&t)
            || is_mistaken_verb(text, &verbs, t) && book.knows(FrameKind::Verb, text.at(t).lemma)
        {
            out.push(verbs::frame(text, t, 0));
        } else if text.at(t).pos == "ADJ" && book.knows(FrameKind::Adj, text.at(t).lemma) {
            out.push(nouns::frame(text, t, FrameKind::Adj));
        } else if is_noun(text, t) && book.knows(FrameKind::Noun, noun_lemma(text, t).as_str()) {
            out.push(nouns::frame(text, t, FrameKind::Noun));
        }
    }
    out
}

/// "Qatar mediates between Israel and Hamas": a sentence without a verb, whose plural noun behind a name is one.
fn is_mistaken_verb(text: &Text<'_>, verbs: &BTreeSet<Tok>, t: Tok) -> bool {
    let sentence = text.sentence_of(t);
    text.at(t).tag == "NNS"
        && text.is_root(t)
        && sentence.len() < 40
        && text.children(t).iter().any(|c| *c + 1 == t && text.at(*c).dep == "compound" && is_doer(text, *c))
        && text.children(t).iter().any(|c| *c > t && text.at(*c).dep == "prep" && text.word(*c) != "of")
        && verbs.range(sentence).next().is_none()
}

/// A name, or the word for whoever holds an office: "Kenyan president heads to Kampala".
fn is_doer(text: &Text<'_>, t: Tok) -> bool {
    const OFFICES: &[&str] = &[
        "president",
        "minister",
        "premier",
        "king",
        "leader",
        "envoy",
        "chief",
        "chancellor",
        "army",
        "parliament",
        "court",
        "rebel",
    ];
    text.at(t).pos == "PROPN" || OFFICES.contains(&text.at(t).lemma)
}

fn is_noun(text: &Text<'_>, t: Tok) -> bool {
    matches!(text.at(t).pos, "NOUN" | "PROPN")
}

/// The lemma by which the code book names a noun; capitalised common nouns are tagged as names and keep their form.
pub(crate) fn noun_lemma(text: &Text<'_>, t: Tok) -> String {
    let token = text.at(t);
    if token.pos != "PROPN" {
        // The model takes bases for those of an argument.
        return if text.word(t) == "bases" { "base".into() } else { token.lemma.to_lowercase() };
    }
    let lower = text.word(t);
    match lower.strip_suffix("ies") {
        Some(stem) if token.tag == "NNPS" => format!("{stem}y"),
        _ if token.tag == "NNPS" => lower.trim_end_matches('s').to_string(),
        _ => lower.to_string(),
    }
}

/// The frame of a clause's verb; none for other tokens.
pub(crate) fn clause_frame(text: &Text<'_>, t: Tok) -> Option<Frame> {
    verbs::is_verb(text, t).then(|| verbs::frame(text, t, 1))
}

/// Object of a preposition, through "out of", "because of", "on behalf of".
pub(crate) fn prep_objects(text: &Text<'_>, prep: Tok) -> Vec<(String, Tok)> {
    let mut out = Vec::new();
    for &c in text.children(prep) {
        match text.at(c).dep {
            "pobj" => out.extend(text.conjuncts(c).into_iter().map(|c| (text.word(prep).to_string(), c))),
            "prep" => out.extend(prep_objects(text, c)),
            "pcomp" => out.push((text.word(prep).to_string(), c)),
            _ => {}
        }
    }
    out
}

/// Adds the prepositional arguments below `t`.
fn put_preps(text: &Text<'_>, frame: &mut Frame, t: Tok, borrowed: bool) {
    for &c in text.children(t) {
        match text.at(c).dep {
            "prep" | "dep" | "dative" | "agent"
                if matches!(text.at(c).pos, "ADP" | "SCONJ" | "PART" | "ADV" | "VERB") =>
            {
                let objects = prep_objects(text, c);
                // Whom a clause is told by takes no part in it.
                if text.word(c) == "according" {
                    continue;
                }
                for (name, object) in objects {
                    // Days and hours fill no slot.
                    if matches!(text.at(object).ent, "DATE" | "TIME") && !is_name_with_date(text, object) {
                        continue;
                    }
                    let target = relativised(text, object).unwrap_or(object);
                    frame.put(&name, target, borrowed);
                    if text.at(c).dep == "dative" {
                        frame.put("iobj", target, borrowed);
                    }
                }
            }
            "dative" => frame.put("iobj", c, borrowed),
            _ => {}
        }
    }
}

/// "The patron of the Government of National Unity, which …": the name right before the comma, where the noun above it owns it.
fn name_of_which(text: &Text<'_>, t: Tok, head: Tok) -> Option<Tok> {
    let last = t.checked_sub(2).filter(|_| text.word(t - 1) == ",")?;
    if text.at(head).pos != "NOUN" || text.at(last).pos != "PROPN" || last <= head {
        return None;
    }
    let mut name = last;
    for _ in 0..6 {
        let above = text.at(name).head;
        let inside = text.at(name).dep == "compound"
            || text.at(name).dep == "pobj" && text.word(above) == "of" && text.at(text.at(above).head).pos == "PROPN";
        if !inside {
            break;
        }
        name = if text.at(name).dep == "compound" { above } else { text.at(above).head };
    }
    let prep = text.at(name).head;
    (text.at(name).dep == "pobj" && text.word(prep) == "of" && text.at(prep).head == head).then_some(name)
}

/// "Eritrea and the TPLF, whose chairman is …": of joined names the last, where the pronoun is possessive.
fn nearest_joined(text: &Text<'_>, t: Tok, head: Tok) -> Tok {
    if text.at(t).tag != "WP$" {
        return head;
    }
    text.conjuncts(head).into_iter().rfind(|c| *c < t).unwrap_or(head)
}

/// "The March 23 Movement": a name that begins like a day.
fn is_name_with_date(text: &Text<'_>, t: Tok) -> bool {
    let token = text.at(t);
    matches!(token.tag, "NNP" | "NNPS")
        && matches!(
            text.word(t),
            "movement" | "front" | "brigade" | "brigades" | "coalition" | "party" | "group" | "army"
        )
}

/// The noun for which a relative pronoun stands; none for other words.
pub(crate) fn relativised(text: &Text<'_>, t: Tok) -> Option<Tok> {
    let that = text.word(t) == "that" && text.at(t).pos == "PRON";
    if !that && !matches!(text.at(t).tag, "WDT" | "WP" | "WP$") {
        return None;
    }
    let mut at = t;
    for _ in 0..8 {
        let token = text.at(at);
        if token.dep == "relcl"
            && text.word(t) == "which"
            && let Some(name) = name_of_which(text, t, token.head)
        {
            return Some(name);
        }
        // "It was Egypt that bombed the camp".
        if token.dep == "ccomp" && that && text.at(token.head).lemma == "be" {
            let it = text.child(token.head, "nsubj").is_some_and(|s| text.word(s) == "it");
            return text.child(token.head, "attr").filter(|_| it);
        }
        if token.dep == "relcl" {
            return (token.head != at).then(|| nearest_joined(text, t, token.head));
        }
        if let Some(noun) = cleft(text, at) {
            return Some(noun);
        }
        if token.head == at {
            return None;
        }
        at = token.head;
    }
    None
}

/// "It was Oslo that asked": the noun of which a clause behind "it was" tells.
fn cleft(text: &Text<'_>, verb: Tok) -> Option<Tok> {
    let be = text.at(verb).head;
    let clause = matches!(text.at(verb).dep, "ccomp" | "advcl" | "acl") && text.at(be).lemma == "be" && be < verb;
    let it = || text.children_by(be, "nsubj").any(|s| text.word(s) == "it");
    let noun = text.child(be, "attr").filter(|n| *n > be && *n < verb)?;
    (clause && it()).then_some(noun)
}
