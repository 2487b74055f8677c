//! "Kigali denies this": what was said before becomes doubtful.

use std::collections::BTreeSet;

use model::{EventType, Reality};

use super::Basis;
use super::of_frames::{FrameClaims, Maker};
use crate::actors::ActorIx;
use crate::codebook::FrameKind;
use crate::frames::Frame;

impl Maker<'_> {
    /// "Kigali denies this", "a charge that Baku rejects", "which both capitals deny": what was said before becomes doubtful.
    pub(super) fn deny(&self, frame: &Frame, out: &mut FrameClaims) {
        let text = self.scene.text;
        let words = &self.matcher.book.words;
        if frame.kind != FrameKind::Verb || !words.holds("governor", "denies", &frame.lemma) {
            return;
        }
        let Some(object) = frame.filler("obj") else { return };
        let noun = crate::frames::noun_lemma(text, object);
        let calls_back = matches!(text.word(object), "this" | "that" | "it" | "them" | "so")
            || matches!(
                noun.as_str(),
                "charge" | "allegation" | "accusation" | "claim" | "report" | "involvement" | "it"
            )
            || text.at(frame.pred).dep == "relcl"
                && text.at(frame.pred).head != frame.pred
                && frame.args.iter().any(|a| a.slot == "obj" && a.head < frame.pred);
        if !calls_back {
            return;
        }
        let sentence = text.at(frame.pred).sentence;
        let same = text.at(frame.pred).dep == "relcl";
        let doubted = |b: &Basis| {
            let s = text.at(b.pred).sentence;
            b.pred < frame.pred && (s == sentence || !same && s + 1 == sentence)
        };
        let deniers: BTreeSet<ActorIx> = frame
            .fillers("subj")
            .flat_map(|t| self.matcher.lead(t, None, frame))
            .map(|a| self.actors.side(a))
            .collect();
        let concerns = |list: &[ActorIx]| list.iter().any(|a| deniers.contains(&self.actors.side(*a)));
        let denier = frame.fillers("subj").flat_map(|t| self.matcher.lead(t, None, frame)).next();
        for e in out.events.iter_mut().filter(|e| doubted(&e.basis) && e.code.kind != EventType::Accuse) {
            if e.basis.rumour {
                // A report of no one's that is told only to be refuted.
                e.reality = Reality::Denied;
                e.basis.source = denier;
            } else {
                e.basis.hedged |= concerns(&e.actors) || concerns(&e.recipients);
            }
        }
        for r in out.relations.iter_mut().filter(|r| doubted(&r.basis)) {
            r.basis.hedged |= concerns(&[r.from, r.to]);
        }
    }
}
