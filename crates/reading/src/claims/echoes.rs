//! "Bahrain did the same", "so did Turkey", "Canada followed suit": what another has just been said to do.
//!
//! Comes in: the frame of such a verb and the claims so far. Goes out: the last claims once more, with another doer.

use super::of_frames::{FrameClaims, Maker};
use super::{EventClaim, RelationClaim};
use crate::actors::ActorIx;
use crate::codebook::Role;
use crate::frames::Frame;
use crate::setting;
use crate::text::Tok;

/// How many sentences back the deed may stand.
const REACH: usize = 1;

impl Maker<'_> {
    /// Makes the last event of another doer once more, with the ties that were drawn from it.
    pub(super) fn echo(&self, frame: &Frame, out: &mut FrameClaims) {
        if !self.is_echo(frame) {
            return;
        }
        let text = self.scene.text;
        let doers: Vec<ActorIx> =
            frame.fillers("subj").flat_map(|t| self.matcher.lead(t, Some(Role::A), frame)).collect();
        let standing = self.standings.of(frame.pred, frame.anchor);
        if doers.is_empty() || standing.void.is_some() || standing.negated {
            return;
        }
        let side = |a: &ActorIx| self.actors.side(*a);
        let own: Vec<ActorIx> = doers.iter().map(side).collect();
        let sentence = text.at(frame.pred).sentence;
        let other = |e: &&EventClaim| {
            e.basis.pred < frame.pred
                && !e.basis.headline
                && !e.actors.is_empty()
                && !e.actors.iter().any(|a| own.contains(&side(a)))
        };
        let near = |e: &&EventClaim| sentence.saturating_sub(text.at(e.basis.pred).sentence) <= REACH;
        let Some(model) = out.events.iter().rev().take_while(near).find(other).cloned() else { return };
        let evidence = self.echo_evidence(frame);
        let mut basis = model.basis.clone();
        basis.pred = frame.pred;
        basis.evidence = vec![evidence];
        basis.source = standing.source.filter(|s| !doers.contains(s));
        basis.hedged = standing.hedged;
        basis.doubts.borrowed += 1;
        let drawn: Vec<RelationClaim> = out
            .relations
            .iter()
            .filter(|r| r.basis.pred == model.basis.pred && model.actors.contains(&r.from))
            .flat_map(|r| doers.iter().map(|d| RelationClaim { from: *d, basis: basis.clone(), ..r.clone() }))
            .filter(|r| r.from != r.to)
            .collect();
        out.relations.extend(drawn);
        // "France expelled Algerians; Algeria did the same": to the first doer.
        let mut recipients: Vec<ActorIx> =
            model.recipients.iter().copied().filter(|r| !own.contains(&side(r))).collect();
        if recipients.is_empty() && !model.recipients.is_empty() {
            recipients.clone_from(&model.actors);
        }
        out.events.push(EventClaim {
            actors: doers,
            recipients,
            companions: Vec::new(),
            place: None,
            date: setting::date_of(text, self.settings, frame.pred, frame.anchor, false, false),
            reality: standing.reality,
            amounts: None,
            toll: None,
            basis,
            ..model
        });
    }

    fn is_echo(&self, frame: &Frame) -> bool {
        let text = self.scene.text;
        let said = |t: Tok, words: &[&str]| words.contains(&text.word(t));
        match frame.lemma.as_str() {
            "do" => {
                let object = frame.filler("obj").or_else(|| frame.filler("attr"));
                object.is_some_and(|o| said(o, &["same", "so", "likewise"]))
                    || text.children(frame.pred).iter().any(|c| {
                        text.at(*c).dep == "advmod"
                            && said(*c, &["so", "likewise"])
                            && text.child(frame.pred, "dobj").is_none()
                    })
            }
            "follow" => frame.filler("obj").is_some_and(|o| said(o, &["suit"])),
            _ => false,
        }
    }

    /// From the first doer to the verb and its object.
    fn echo_evidence(&self, frame: &Frame) -> std::ops::Range<Tok> {
        let text = self.scene.text;
        let heads = frame.args.iter().filter(|a| !a.borrowed).map(|a| a.head).chain([frame.pred]);
        let within: Vec<Tok> = heads.filter(|t| text.sentence_of(frame.pred).contains(t)).collect();
        let first = within.iter().copied().min().unwrap_or(frame.pred);
        let last = within.iter().copied().max().unwrap_or(frame.pred);
        self.actors.mention(first).map_or(first, |m| m.tokens.start.min(first))..last + 1
    }
}
