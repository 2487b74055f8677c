//! What auxiliaries put off or leave open: "will", "may", "is to", a headline's infinitive.

use model::Reality;

use super::{Standing, Standings};
use crate::text::Tok;

impl Standings<'_> {
    pub(super) fn modal(&self, s: &mut Standing, verb: Tok) {
        let text = self.text;
        let mut own = false;
        for &c in text.children(verb) {
            if text.at(c).dep != "aux" {
                continue;
            }
            own = true;
            let word = text.word(c);
            // "Theresa May expelled": a capital inside a sentence is a name's.
            if text.at(c).text.starts_with(char::is_uppercase) && c > text.sentence_of(c).start {
                continue;
            }
            let is = |list: &str| self.book.words.holds("modal", list, word);
            if is("planned") || is("duty") {
                self.weaken(s, Reality::Planned, word);
            } else if is("possible") {
                self.weaken(s, Reality::Possible, word);
            } else if is("reported") {
                let to = if self.is_reported(verb) { Reality::Planned } else { Reality::Possible };
                self.weaken(s, to, word);
            }
        }
        // "is to meet", "are to hold"
        if text.at(verb).dep == "xcomp"
            && text.children(verb).iter().any(|c| text.word(*c) == "to" && text.at(*c).dep == "aux")
            && matches!(text.at(text.at(verb).head).lemma, "be")
            // "He had been to see her."
            && text.at(text.at(verb).head).tag != "VBN"
        {
            self.weaken(s, Reality::Planned, "is to");
        }
        // A headline's infinitive: "Leaders to meet in Doha".
        let sentence = &text.sentences[text.at(verb).sentence];
        if sentence.headline && text.at(verb).tag == "VB" && text.children(verb).iter().any(|c| text.word(*c) == "to") {
            self.weaken(s, Reality::Planned, "to");
        }
        // Joined verbs share the modal of the first.
        if !own && text.at(verb).dep == "conj" && text.at(verb).head != verb && text.at(verb).tag == "VB" {
            self.modal(s, text.at(verb).head);
        }
    }

    pub(super) fn is_reported(&self, verb: Tok) -> bool {
        let mut at = verb;
        for _ in 0..4 {
            let head = self.text.at(at).head;
            if head == at {
                return self.text.child(at, "parataxis").is_some();
            }
            if matches!(self.text.at(at).dep, "ccomp")
                || self.lists(head).iter().any(|l| matches!(*l, "says" | "reports"))
            {
                return true;
            }
            at = head;
        }
        false
    }
}
