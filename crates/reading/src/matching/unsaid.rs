//! Slots that the words leave open: doers and victims without a name, numbers that count what was counted before, "each other".
//!
//! Comes in: a frame and a slot of a pattern. Goes out: whether the slot may stay empty, or to whom it leads all the same.

use model::EventType;

use super::Matcher;
use crate::actors::ActorIx;
use crate::codebook::{Entry, FrameKind, Make, Pattern, Role, Slot};
use crate::frames::{Frame, noun_lemma};
use crate::text::Tok;

impl Matcher<'_> {
    /// "Gunmen killed …": armed people of whom no more is said do it, though they lead to no actor.
    pub(super) fn is_nameless(&self, frame: &Frame, slot: &Slot) -> bool {
        let armed = |t: Tok| {
            self.text.at(t).tag == "NNS"
                && self.book.words.holds("class", "gunman", &noun_lemma(self.text, t))
                && self.lead(t, slot.role, frame).is_empty()
                && self.meets(t, &[], &slot.condition)
        };
        slot.role == Some(Role::A)
            && frame.kind == FrameKind::Verb
            && slot.names.iter().any(|n| n == "subj")
            && frame.filler("subj").is_some_and(armed)
    }

    /// "killed some farmers there": whom it befell is said, though not by name.
    pub(super) fn is_unnamed_victim(&self, frame: &Frame, entry: &Entry, slot: &Slot) -> bool {
        let attack = |m: &Make| matches!(m, Make::Event { code, .. } if code.kind == EventType::Assault);
        let people = |t: Tok| {
            let lemma = noun_lemma(self.text, t);
            self.text.at(t).pos == "NOUN"
                && self.book.words.holds("class", "victim", &lemma)
                && self.lead(t, slot.role, frame).is_empty()
                && self.meets(t, &[], &slot.condition)
        };
        slot.role == Some(Role::R)
            && frame.kind == FrameKind::Verb
            && !frame.passive
            && entry.makes.iter().all(attack)
            && slot.names.iter().any(|n| n == "obj")
            && frame.filler("subj").is_some()
            && frame.filler("obj").is_some_and(people)
    }

    /// "was captured on Wednesday", "expelled in March": a passive need not say who did it, where the entry names what it is done to.
    pub(super) fn agent_unsaid(&self, frame: &Frame, entry: &Entry, pattern: &Pattern, slot: &Slot) -> bool {
        let done = |m: &Make| {
            matches!(m, Make::Event { code, .. } if matches!(
                code.kind,
                EventType::Assault | EventType::Coerce | EventType::Sanction | EventType::Retreat
            ) && code.mode != Some("withdraw"))
        };
        let told = |s: &Slot| {
            s.role == Some(Role::R) && !s.optional && s.condition.demands() && s.names.iter().any(|n| n == "obj")
        };
        frame.passive
            && frame.kind == FrameKind::Verb
            && self.text.at(frame.pred).dep != "amod"
            && slot.role == Some(Role::A)
            && slot.names.iter().any(|n| n == "subj")
            && frame.filler("subj").is_none()
            && frame.filler("by").is_none()
            && entry.makes.iter().any(done)
            && pattern.slots.iter().any(told)
    }

    /// "kicked out four", "seven more": a number that counts what was counted before.
    pub(super) fn is_bare_number(&self, t: Tok) -> bool {
        let below = |c: &Tok| self.text.at(*c).pos == "NUM" || matches!(self.text.word(*c), "of" | "more" | "another");
        self.text.at(t).pos == "NUM"
            && !self.text.children(t).iter().any(|c| !below(c) && self.text.at(*c).dep == "prep")
    }

    /// The recipients of the last deed, in this sentence or the two before.
    pub(super) fn counted(&self, t: Tok) -> Vec<ActorIx> {
        let here = self.text.at(t).sentence;
        let deeds = self.deeds.borrow();
        let last = deeds.iter().rev().find(|d| d.pred < t && !d.others.is_empty());
        last.filter(|d| here.saturating_sub(self.text.at(d.pred).sentence) <= 2)
            .map_or_else(Vec::new, |d| d.others.clone())
    }

    /// "Each other", "one another".
    pub fn is_each_other(&self, t: Tok) -> bool {
        let before = |w: &str| t > 0 && self.text.word(t - 1) == w;
        self.text.word(t) == "other" && before("each")
            || self.text.word(t) == "another" && before("one")
            || self.text.word(t) == "other" && before("the") && self.is_each_above(t)
    }

    /// "Each side accused the other": the subject of the clause takes the members of a group one by one.
    fn is_each_above(&self, t: Tok) -> bool {
        let text = self.text;
        let mut verb = text.at(t).head;
        for _ in 0..4 {
            let subject = text.children(verb).iter().copied().find(|c| text.at(*c).dep == "nsubj");
            if let Some(s) = subject {
                let each = |u: Tok| matches!(text.word(u), "each" | "either" | "neither");
                return each(s) || text.children(s).iter().any(|c| each(*c));
            }
            verb = text.at(verb).head;
        }
        false
    }

    /// A condition of negations only is met by an empty slot, unless the slot has a role to give.
    pub(super) fn unfilled_may_stay(&self, frame: &Frame, slot: &Slot) -> bool {
        slot.role.is_none()
            && slot.condition.lemmas.is_empty()
            && slot.condition.kinds.is_empty()
            && !slot.condition.several
            && !slot.condition.is_empty()
            && slot.names.iter().all(|n| frame.filler(n).is_none())
    }
}
