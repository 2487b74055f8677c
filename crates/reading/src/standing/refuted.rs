//! "A report that X was freed was denied by Y", "claims that X had fled were false": told only to be refuted.
//!
//! Comes in: a clause. Goes out: its standing, denied by whoever refutes the report that tells it. What an adversary charges and the
//! other denies is left as it is: that is doubt, not refutation.

use model::Reality;

use super::{Standing, Standings};
use crate::actors::ActorIx;
use crate::frames::Frame;
use crate::text::Tok;

/// How far a report's noun stands above its clause.
const CLIMB: usize = 6;

/// Most words between a report's noun and its clause.
const APART: usize = 14;

/// What a refutation says, and by whom.
pub(crate) struct Verdict {
    /// The verb or noun that refutes.
    pub at: Tok,
    /// Who refutes; none where it is not said or is the outlet.
    pub by: Option<ActorIx>,
    /// Whether what was said is taken back, by whoever said it.
    pub recanted: bool,
}

impl Standings<'_> {
    /// Denied where the clause is the content of a report that is refuted in the same sentence.
    pub(super) fn refuted(&self, s: &mut Standing, anchor: Tok) {
        if self.is_corrected(anchor) {
            self.weaken(s, Reality::Denied, "correction");
            s.hedged = false;
            return;
        }
        let Some(noun) = self.report_above(anchor) else { return };
        let Some(verdict) = self.verdict_on(noun) else { return };
        let owner = self.reporter(noun).and_then(|t| self.actors.whom(t).first().copied());
        let side = |a: ActorIx| self.actors.side(a);
        let charge = !matches!(self.text.at(noun).lemma, "report" | "rumour" | "rumor" | "news" | "story" | "post");
        if let (Some(owner), Some(by)) = (owner, verdict.by)
            && charge
            && side(owner) != side(by)
        {
            return;
        }
        self.weaken(s, Reality::Denied, self.text.at(verdict.at).text);
        s.source = verdict.by.or(owner.filter(|_| verdict.recanted));
        s.hedged = false;
        s.rumour = false;
    }

    /// "Correction: On Monday we wrote that …": what was written before.
    fn is_corrected(&self, anchor: Tok) -> bool {
        let text = self.text;
        let sentence = text.sentence_of(anchor);
        let corrects = |t: Tok| {
            matches!(text.word(t), "correction" | "corrections" | "retraction" | "clarification")
                && t + 1 < sentence.end
                && text.word(t + 1) == ":"
        };
        let opening = sentence.clone().take(8).any(corrects)
            || (sentence.start.saturating_sub(3)..sentence.start)
                .any(|t| matches!(text.word(t), "correction" | "corrections" | "retraction" | "clarification"));
        let mut at = anchor;
        for _ in 0..CLIMB {
            let head = text.at(at).head;
            if head == at || !opening {
                return false;
            }
            if self.lists(head).iter().any(|l| matches!(*l, "says" | "reports")) {
                return true;
            }
            at = head;
        }
        false
    }

    /// The report of which a clause is the content: "a report on Sunday *that* …", "the version, spread online, that …".
    fn report_above(&self, anchor: Tok) -> Option<Tok> {
        let text = self.text;
        let is_report =
            |t: Tok| text.at(t).pos == "NOUN" && self.book.words.holds("class", "hearsay", text.at(t).lemma);
        let start = text.sentence_of(anchor).start;
        let that = (start.max(anchor.saturating_sub(APART))..anchor).rev().find(|t| text.word(*t) == "that")?;
        let mut at = anchor;
        for _ in 0..CLIMB {
            let head = text.at(at).head;
            if is_report(head) && head < that && that - head <= APART {
                return Some(head);
            }
            if head == at {
                break;
            }
            at = head;
        }
        // Parsed otherwise: the noun right in front, or in front of what stands between commas.
        let before = that.checked_sub(1).filter(|t| *t >= start)?;
        if is_report(before) {
            return Some(before);
        }
        let comma =
            (start..before).rev().take(APART).find(|t| text.word(*t) == ",").filter(|_| text.word(before) == ",")?;
        comma.checked_sub(1).filter(|t| is_report(*t))
    }

    /// What is said of a report: that it is denied, withdrawn, false.
    pub(crate) fn verdict_on(&self, noun: Tok) -> Option<Verdict> {
        let range = self.text.sentence_of(noun);
        let frames = range.filter_map(|t| self.frames.get(t).and_then(Option::as_ref));
        frames
            .filter(|f| f.fillers("obj").chain(f.fillers("subj")).any(|t| t == noun))
            .find_map(|f| self.verdict(f, noun))
    }

    /// Whether this verb refutes what the token stands for.
    pub(crate) fn verdict(&self, frame: &Frame, report: Tok) -> Option<Verdict> {
        let text = self.text;
        let object = frame.fillers("obj").any(|t| t == report);
        let subject = frame.fillers("subj").any(|t| t == report);
        let words = &self.book.words;
        let falsehood = |t: Tok| words.holds("class", "falsehood", text.at(t).lemma);
        let doer = || {
            let who = frame.fillers("by").chain(frame.fillers("subj")).filter(|t| *t != report);
            who.flat_map(|t| self.actors.whom(t).iter().copied()).next()
        };
        if self.has_negation(frame.pred) {
            return None;
        }
        if object && words.holds("class", "recant", &frame.lemma) {
            return Some(Verdict { at: frame.pred, by: doer(), recanted: true });
        }
        let called =
            matches!(frame.lemma.as_str(), "call" | "brand" | "label" | "describe" | "dismiss" | "deem" | "term");
        let as_false = || frame.fillers("attr").chain(frame.fillers("as")).find(|t| falsehood(*t));
        let denies =
            matches!(frame.lemma.as_str(), "deny" | "refute" | "rebut" | "debunk" | "disavow" | "contradict" | "quash");
        if object && (denies || called && as_false().is_some() || frame.lemma == "dismiss") {
            return Some(Verdict { at: frame.pred, by: doer(), recanted: false });
        }
        let is = matches!(frame.lemma.as_str(), "be" | "prove" | "turn_out");
        if subject
            && is
            && let Some(at) = as_false()
        {
            let mut said = Standing::default();
            self.climb(&mut said, frame.pred, frame.pred);
            return Some(Verdict { at, by: said.source, recanted: false });
        }
        None
    }
}
