//! "…, the mayor, Ann Lee, said on Friday": who is named behind what was said, however the sentence was parsed.
//!
//! Comes in: a clause without a source. Goes out: its source, where a speaker stands behind a comma between it and the sentence's end and
//! the verb of saying has no clause of its own behind it.

use super::{Standing, Standings};
use crate::actors::ActorIx;
use crate::text::Tok;

/// Most words of a speaker's name and title.
const NAMED: usize = 14;

/// Most words between a clause and its speaker.
const REACH: usize = 60;

impl Standings<'_> {
    /// Takes whoever is named behind the clause for its source.
    pub(super) fn trailing_speaker(&self, s: &mut Standing, anchor: Tok) {
        let text = self.text;
        let end = text.sentence_of(anchor).end.min(anchor + REACH);
        let stop = (anchor..end).find(|t| matches!(text.word(*t), ";" | ":")).unwrap_or(end);
        let Some(verb) = (anchor + 1..stop).find(|t| self.closes(*t, stop)) else { return };
        let Some(who) = self.named_before(verb, anchor) else { return };
        s.source = Some(who);
        s.steps.push(format!("said behind by «{}»", self.actors.entries[who].name));
    }

    /// A finite verb of saying behind which nothing is said: "said", "told reporters", "announced late on Friday".
    fn closes(&self, verb: Tok, stop: Tok) -> bool {
        let text = self.text;
        let token = text.at(verb);
        let says = || self.lists(verb).iter().any(|l| matches!(*l, "says" | "reports"));
        let finite = matches!(token.tag, "VBD" | "VBZ" | "VBP" | "VBN");
        if !finite || !says() {
            return false;
        }
        let clause =
            text.children(verb).iter().any(|c| *c > verb && matches!(text.at(*c).dep, "ccomp" | "dobj" | "xcomp"));
        let told =
            token.lemma == "tell" && !text.children(verb).iter().any(|c| *c > verb && text.at(*c).dep == "ccomp");
        let next = if verb + 1 < stop { text.word(verb + 1) } else { "." };
        let closing = matches!(
            next,
            "." | ","
                | "on"
                | "late"
                | "early"
                | "in"
                | "at"
                | "afterwards"
                | "later"
                | "yesterday"
                | "to"
                | "”"
                | "\""
                | "after"
                | "earlier"
        ) || matches!(text.at(verb + 1).ent, "DATE" | "TIME");
        told || !clause && closing
    }

    /// The speaker right in front of the verb and behind a comma: a name, a name with a title or an apposition.
    fn named_before(&self, verb: Tok, anchor: Tok) -> Option<ActorIx> {
        let text = self.text;
        let mut last = verb.checked_sub(1)?;
        while last > anchor && matches!(text.at(last).pos, "ADV" | "AUX") {
            last -= 1;
        }
        // Behind an apposition: what stands in front of it.
        let mut candidates = Vec::new();
        if text.word(last) == "," {
            let before = (anchor + 1..last).rev().take(NAMED).find(|t| text.word(*t) == ",")?;
            candidates.push((before.checked_sub(1)?, before));
        } else {
            candidates.push((last, verb));
        }
        let (last, _) = candidates[0];
        let start =
            (anchor + 1..=last).rev().take(NAMED).find(|t| matches!(text.word(*t), "," | "”" | "\"" | "—" | "–"))?;
        // The words of the speaker: no verb, no relative pronoun, no conjunction of clauses.
        let words = start + 1..last + 1;
        let fits = words
            .clone()
            .all(|t| !matches!(text.at(t).pos, "VERB" | "AUX" | "SCONJ") && !text.at(t).tag.starts_with('W'));
        let first = text.at(words.start);
        if !fits || words.is_empty() || matches!(first.pos, "CCONJ" | "ADP") {
            return None;
        }
        words.rev().find_map(|t| {
            let mention = self.actors.mention(t).filter(|m| m.tokens.end == last + 1)?;
            let spans = mention.tokens.start <= start + 3 || mention.tokens.len() > 1;
            mention.actors.first().copied().filter(|_| spans)
        })
    }
}
