//! Who says it: the subject of a verb of saying, a report's owner, "according to".

use super::{NEAR, Standing, Standings};
use crate::frames::prep_objects;
use crate::text::Tok;

impl Standings<'_> {
    /// The outermost speaker is the source: "Axios reported, citing officials, that …".
    pub(super) fn speaker(&self, s: &mut Standing, verb: Tok) {
        let frame = self.frames.get(verb).and_then(Option::as_ref);
        let subject = frame
            .and_then(|f| f.filler("subj").or_else(|| f.filler("poss")).or_else(|| f.filler("by")))
            .filter(|t| !self.actors.whom(*t).is_empty())
            .or_else(|| self.reporter(verb));
        if let Some(t) = subject
            && let Some(&a) = self.actors.whom(t).first()
        {
            s.source = Some(a);
            s.steps.push(format!("said by «{}»", self.actors.entries[a].name));
        } else if let Some(t) = frame.and_then(|f| f.filler("subj")) {
            s.rumour |=
                matches!(self.text.at(t).lemma, "report" | "rumour" | "rumor" | "claim" | "message" | "post" | "video");
        }
    }

    /// Whose report it is: "reports by Reuters", "a Bloomberg report".
    pub(super) fn reporter(&self, noun: Tok) -> Option<Tok> {
        let text = self.text;
        let behind = text.children(noun).iter().filter(|c| matches!(text.word(**c), "by" | "from" | "of" | "in"));
        let objects = behind.flat_map(|c| prep_objects(text, *c)).map(|(_, o)| o);
        let front =
            text.children(noun).iter().copied().filter(|c| matches!(text.at(*c).dep, "poss" | "compound" | "amod"));
        objects.chain(front).find(|t| !self.actors.whom(*t).is_empty())
    }

    /// "According to Washington, …", "in the words of …".
    pub(super) fn according_to(&self, s: &mut Standing, anchor: Tok) {
        let text = self.text;
        let range = text.sentence_of(anchor);
        for t in range.start.max(anchor.saturating_sub(NEAR))..range.end.min(anchor + NEAR) {
            if text.word(t) != "according" || t + 1 >= text.tokens.len() || text.word(t + 1) != "to" {
                continue;
            }
            let governs = text.at(t).head;
            if !text.is_below(anchor, governs) {
                continue;
            }
            for (_, object) in prep_objects(text, t) {
                if let Some(&a) = self.actors.whom(object).first() {
                    s.source = Some(a);
                    s.steps.push(format!("according to «{}»", self.actors.entries[a].name));
                    return;
                }
            }
        }
    }
}
