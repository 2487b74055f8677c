//! "The ministry called the report false", "the channel withdrew it", "he never did": what a medium has told before is denied.
//!
//! Comes in: the frame of such a verb and the claims so far. Goes out: the claims of the sentence before, denied.

use model::{ActorKind, EventType, Reality};

use super::Basis;
use super::of_frames::{FrameClaims, Maker};
use crate::actors::ActorIx;
use crate::frames::Frame;
use crate::text::Tok;

impl Maker<'_> {
    /// Denies what was told before by a medium, a rumour or nobody, where this verb refutes it.
    pub(super) fn refute(&self, frame: &Frame, out: &mut FrameClaims) {
        let text = self.scene.text;
        self.fall_through(frame, out);
        let Some(by) = self.refutation(frame) else { return };
        let sentence = text.at(frame.pred).sentence;
        let doubted = |b: &Basis| b.hedged && b.source.is_none();
        let hearsay = |b: &Basis| b.rumour || doubted(b) || b.source.is_some_and(|s| self.is_medium(s));
        let concerns = |b: &Basis| {
            let s = text.at(b.pred).sentence;
            b.pred < frame.pred && (s == sentence || s + 1 == sentence) && hearsay(b)
        };
        for e in out.events.iter_mut().filter(|e| concerns(&e.basis) && e.code.kind != EventType::Accuse) {
            e.reality = Reality::Denied;
            e.basis.hedged = false;
            e.basis.source = by.or(e.basis.source);
        }
    }

    /// "The meeting did not take place", "the delegation never came": what was planned just before has not come about.
    fn fall_through(&self, frame: &Frame, out: &mut FrameClaims) {
        let text = self.scene.text;
        let happens =
            matches!(frame.lemma.as_str(), "happen" | "occur" | "take_place" | "take" | "materialise" | "materialize");
        let place = || frame.fillers("obj").any(|o| text.word(o) == "place");
        let Some(subject) = frame.filler("subj").filter(|_| happens && (frame.lemma != "take" || place())) else {
            return;
        };
        let definite = text.children(subject).iter().any(|c| matches!(text.word(*c), "the" | "this" | "that" | "such"));
        let standing = self.standings.of(frame.pred, frame.anchor);
        if !definite || !standing.negated || standing.void.is_some() {
            return;
        }
        let sentence = text.at(frame.pred).sentence;
        let meant = out.events.iter_mut().rev().take(6).find(|e| {
            let s = text.at(e.basis.pred).sentence;
            (s == sentence || s + 1 == sentence)
                && matches!(e.reality, Reality::Planned | Reality::Possible)
                && matches!(e.code.kind, EventType::Consult | EventType::Agree | EventType::Cooperate)
        });
        if let Some(e) = meant {
            e.reality = Reality::Denied;
            e.basis.hedged = false;
        }
    }

    /// Who refutes what went before, if this verb does: none where it is not said.
    fn refutation(&self, frame: &Frame) -> Option<Option<ActorIx>> {
        let text = self.scene.text;
        let words = &self.matcher.book.words;
        let calls_back = |t: Tok| {
            let definite =
                text.children(t).iter().any(|c| matches!(text.word(*c), "the" | "this" | "that" | "such" | "its"));
            let own_content = text.children(t).iter().any(|c| matches!(text.at(*c).dep, "acl" | "relcl" | "ccomp"));
            matches!(text.word(t), "this" | "that" | "it")
                || definite && !own_content && words.holds("class", "hearsay", text.at(t).lemma)
        };
        let named = frame.fillers("obj").chain(frame.fillers("subj")).filter(|t| calls_back(*t));
        let mut verdicts = named.filter_map(|t| self.standings.verdict(frame, t));
        if let Some(v) = verdicts.next() {
            return Some(v.by);
        }
        // "Said that he never did", "no such crossing happened": the same deed, negated.
        let happens = matches!(frame.lemma.as_str(), "happen" | "occur" | "take_place");
        let subject = frame.filler("subj")?;
        let such = || text.children(subject).iter().any(|c| text.word(*c) == "such");
        let called = happens && (matches!(text.word(subject), "this" | "that" | "it") || such());
        let done = frame.lemma == "do"
            && frame.filler("obj").is_none_or(|o| matches!(text.word(o), "so" | "it" | "that" | "this"));
        if !called && !done {
            return None;
        }
        let standing = self.standings.of(frame.pred, frame.anchor);
        let none_such = text.children(subject).iter().any(|c| text.word(*c) == "no");
        ((standing.negated || none_such) && standing.void.is_none()).then_some(standing.source)
    }

    /// A newspaper, an agency, a nameless site: whoever only passes on.
    fn is_medium(&self, who: ActorIx) -> bool {
        let entry = &self.actors.entries[who];
        let last = entry.name.rsplit(' ').next().unwrap_or_default().to_lowercase();
        entry.kind == ActorKind::Media || entry.key.is_none() && self.matcher.book.words.holds("class", "medium", &last)
    }
}
