//! What is meant where another word stands: "tore it up" (the accord of the sentence before), "the accord that ended the war, which they
//! had signed" (the accord); where no one is named, the place that is struck.
//!
//! Comes in: a word that does not meet a slot's condition. Goes out: the noun for which it stands and which meets it.

use model::ActorKind;

use super::{Filler, Matcher};
use crate::actors::ActorIx;
use crate::codebook::{Role, Slot};
use crate::frames::Frame;
use crate::text::{Text, Tok};

impl Matcher<'_> {
    /// Where no one is named, the place that is struck, though the atlas does not know whose it is.
    pub(super) fn struck(&self, frame: &Frame, slot: &Slot, witnesses: &[Tok], used: &[Tok]) -> Vec<Filler> {
        if slot.role != Some(Role::R) || slot.absent {
            return Vec::new();
        }
        let open = |t: Tok| self.meets(t, &[], &slot.condition) && !used.contains(&t);
        let heads = slot.names.iter().flat_map(|name| self.candidates(frame, name, witnesses));
        heads
            .map(|(head, borrowed)| (self.place_called_back(head, frame).unwrap_or(head), borrowed))
            .filter(|(head, _)| open(*head))
            .filter_map(|(head, borrowed)| {
                let place = self.place_below(head)?;
                let place = self.actors.place_owner(place).or_else(|| self.actors.place_actor(place))?;
                Some(Filler { head, actors: vec![place], borrowed })
            })
            .take(1)
            .collect()
    }

    /// "Took the town and still runs it": the place that was the object before.
    fn place_called_back(&self, t: Tok, frame: &Frame) -> Option<Tok> {
        let text = self.text;
        if text.word(t) != "it" || text.at(frame.pred).dep != "conj" {
            return None;
        }
        let object = text.child(text.at(frame.pred).head, "dobj").filter(|o| *o < t)?;
        self.place_below(object).map(|_| object)
    }

    /// "A letter inviting him", "a note that demanded it": whoever sends the letter says it.
    pub(super) fn sender(&self, t: Tok) -> Option<Vec<ActorIx>> {
        let text = self.text;
        let token = text.at(t);
        let written =
            matches!(token.lemma, "letter" | "note" | "message" | "telegram" | "cable" | "statement" | "resolution");
        if !written || token.dep != "dobj" || !text.at(token.head).tag.starts_with('V') {
            return None;
        }
        let whom = self.actors.whom(text.child(token.head, "nsubj")?);
        (!whom.is_empty()).then(|| whom.to_vec())
    }

    /// "Two of its nationals", "some of the tanks": what is counted, by its lemma.
    pub(super) fn counted_of(&self, t: Tok) -> Option<String> {
        let text = self.text;
        let counts = text.at(t).pos == "NUM"
            || matches!(text.word(t), "some" | "many" | "several" | "most" | "all" | "none" | "few");
        let of = text.children_by(t, "prep").find(|c| text.word(*c) == "of").filter(|_| counts)?;
        text.child(of, "pobj").map(|o| crate::frames::noun_lemma(text, o))
    }

    /// "Missiles fired by the rebels": a weapon is theirs who use it.
    pub(super) fn user_of(&self, t: Tok) -> Option<Vec<ActorIx>> {
        let text = self.text;
        let used = |c: &Tok| {
            text.at(*c).tag == "VBN"
                && matches!(text.at(*c).lemma, "fire" | "launch" | "send" | "fly" | "operate" | "pilot" | "drop")
        };
        let verb = text.children_by(t, "acl").find(used)?;
        let agent = text.child(verb, "agent")?;
        let mut whom = crate::frames::prep_objects(text, agent).into_iter().map(|(_, o)| self.actors.whom(o));
        whom.find(|w| !w.is_empty()).map(<[ActorIx]>::to_vec)
    }

    /// "The rebel-held town", "the Turkish-controlled north": whoever holds it loses it.
    pub(super) fn holder_in_front(&self, t: Tok, pred: Tok) -> Option<Vec<ActorIx>> {
        let text = self.text;
        let held = |c: &Tok| {
            text.at(*c).dep == "amod" && matches!(text.word(*c), "held" | "controlled" | "occupied" | "run" | "ruled")
        };
        let held = text.children(t).iter().copied().find(held).filter(|h| *h != pred)?;
        let whom = text.children(held).iter().map(|c| self.actors.whom(*c)).find(|w| !w.is_empty())?;
        Some(whom.to_vec())
    }

    /// A noun that meets a condition where the word that stands there does not: for "tore it up" the accord of the sentence before, for "the
    /// accord that ended the war, which they had signed" the accord.
    pub(super) fn meant_instead(&self, frame: &Frame, t: Tok, slot: &Slot) -> Option<Tok> {
        let condition = &slot.condition;
        if condition.lemmas.is_empty() || !matches!(slot.names[0].as_str(), "obj" | "to" | "of" | "from" | "on" | "in")
        {
            return None;
        }
        let text = self.text;
        let thing =
            |n: Tok| text.at(n).pos == "NOUN" && self.actors.whom(n).is_empty() && self.meets(n, &[], condition);
        // The parse hangs a relative clause on the nearest noun; it may be said of the one above.
        if t < frame.pred && matches!(text.at(t).pos, "NOUN" | "PROPN") && is_relative_to(text, frame.pred, t) {
            let mut at = t;
            for _ in 0..4 {
                let head = text.at(at).head;
                if head == at {
                    return None;
                }
                if thing(head) {
                    return Some(head);
                }
                at = head;
            }
            return None;
        }
        let whom = self.actors.whom(t);
        let person = |a: &ActorIx| self.actors.entries[*a].kind == ActorKind::Person;
        if !stands_for_thing(text, t) || !whom.is_empty() && (slot.role.is_some() || whom.iter().all(person)) {
            return None;
        }
        let here = text.at(t).sentence;
        let plural = matches!(text.word(t), "them" | "those" | "these");
        let thing = |n: Tok| thing(n) && (text.at(n).tag == "NNS") == plural;
        let near = (t.saturating_sub(STAND_IN_REACH)..t).rev().take_while(|n| here - text.at(*n).sentence <= 1);
        near.filter(|n| !text.is_below(*n, frame.pred) || *n < frame.pred).find(|n| thing(*n))
    }
}

/// How far back, in tokens, the thing for which "it" stands is looked for.
const STAND_IN_REACH: usize = 60;

/// "It", "them", "that": words that stand for a thing said before.
fn stands_for_thing(text: &Text<'_>, t: Tok) -> bool {
    let token = text.at(t);
    let pronoun = token.pos == "PRON" && matches!(text.word(t), "it" | "them" | "that" | "this" | "those" | "these");
    pronoun && crate::frames::relativised(text, t).is_none()
}

/// Whether a predicate stands in a relative clause of that noun.
fn is_relative_to(text: &Text<'_>, pred: Tok, noun: Tok) -> bool {
    let mut at = pred;
    for _ in 0..6 {
        let token = text.at(at);
        if token.dep == "relcl" {
            return token.head == noun;
        }
        if token.head == at {
            return false;
        }
        at = token.head;
    }
    false
}
