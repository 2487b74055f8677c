//! Whose deed a noun calls back: "the raid", "the sanctions that Japan imposed", "police" of no named state.
//!
//! Comes in: a filler that is no actor itself. Goes out: the actors whose doing it is.

use std::collections::BTreeSet;

use model::EventType;

use super::{Deed, Matcher};
use crate::actors::ActorIx;
use crate::codebook::{FrameKind, Make};
use crate::frames::{Frame, noun_lemma};
use crate::text::Tok;

impl Matcher<'_> {
    /// Whether a word is a body of a state of which no more is said: "police", "the court", "security forces".
    pub(super) fn is_organ_of_none(&self, t: Tok) -> bool {
        let text = self.text;
        let told = |c: &Tok| match text.at(*c).dep {
            "det" => false,
            "compound" | "amod" => {
                !matches!(text.word(*c), "security" | "riot" | "military" | "plainclothes" | "armed" | "criminal")
            }
            "poss" | "prep" | "appos" | "relcl" | "nummod" => true,
            _ => false,
        };
        let lemma = noun_lemma(text, t);
        let secure =
            lemma == "force" && text.children(t).iter().any(|c| matches!(text.word(*c), "security" | "police"));
        (secure || self.book.words.holds("class", "organ", &lemma)) && !text.children(t).iter().any(told)
    }

    /// The parties of a deed that its own words name: "the accord between Oslo and Rome", "the sanctions that Japan imposed".
    pub(super) fn parties_told(&self, t: Tok) -> Vec<ActorIx> {
        let text = self.text;
        let mut told: Vec<Tok> = Vec::new();
        // "The mediation of Oman between the two": Oman's.
        let service = matches!(text.at(t).lemma, "mediation" | "effort" | "role" | "help" | "intercession");
        for &c in text.children(t) {
            match text.at(c).dep {
                "prep" if service && text.word(c) == "between" => {}
                "prep" if service && text.word(c) == "of" => {
                    told.extend(crate::frames::prep_objects(text, c).into_iter().map(|(_, o)| o));
                }
                "prep" if matches!(text.word(c), "between" | "among" | "by" | "from") => {
                    told.extend(crate::frames::prep_objects(text, c).into_iter().map(|(_, o)| o));
                }
                // "The deal that envoys helped to broker", "the raid that Oslo condemned": not theirs.
                "relcl" if self.is_anothers_doing(c) => {}
                "relcl" => {
                    let subjects = text.children_by(c, "nsubj").filter(|s| !text.at(*s).tag.starts_with('W'));
                    told.extend(subjects.flat_map(|s| text.conjuncts(s)));
                }
                _ => {}
            }
        }
        let mut out: Vec<ActorIx> = Vec::new();
        for a in told.iter().flat_map(|o| self.actors.whom(*o)) {
            if !out.contains(a) {
                out.push(*a);
            }
        }
        if out.is_empty() { self.doers(t) } else { out }
    }

    /// Whether a verb says what others make of a deed: help it on, praise it, condemn it.
    fn is_anothers_doing(&self, verb: Tok) -> bool {
        matches!(
            self.text.at(verb).lemma,
            "help"
                | "broker"
                | "mediate"
                | "facilitate"
                | "host"
                | "arrange"
                | "guarantee"
                | "oversee"
                | "monitor"
                | "oppose"
                | "criticise"
                | "criticize"
                | "condemn"
                | "denounce"
                | "decry"
                | "deplore"
                | "reject"
                | "welcome"
                | "hail"
                | "praise"
                | "support"
                | "back"
                | "endorse"
                | "fear"
                | "call"
                | "describe"
                | "say"
                | "hope"
                | "expect"
                | "want"
                | "blame"
                | "deny"
                | "dismiss"
                | "report"
                | "see"
        )
    }

    /// Whose doing a thing is: "abuses by the army", "a bill signed by Milei", "posts held by the rebels".
    pub(super) fn doers(&self, t: Tok) -> Vec<ActorIx> {
        let text = self.text;
        let behind = text.children(t).iter().flat_map(|c| match text.at(*c).dep {
            "prep" if text.word(*c) == "by" => vec![*c],
            "acl" if self.is_anothers_doing(*c) => Vec::new(),
            "acl" => text.children_by(*c, "agent").collect(),
            _ => Vec::new(),
        });
        let objects = behind.flat_map(|c| crate::frames::prep_objects(text, c)).map(|(_, o)| o);
        objects.map(|o| self.actors.whom(o)).find(|w| !w.is_empty()).map(<[ActorIx]>::to_vec).unwrap_or_default()
    }

    /// "The attackers", "the kidnappers": whoever did the last deed of that kind.
    pub(super) fn doers_called(&self, t: Tok, lemma: &str) -> Option<Vec<ActorIx>> {
        let kind = match lemma {
            "attacker" | "assailant" | "aggressor" | "raider" | "bomber" | "assassin" => EventType::Assault,
            "occupier" | "captor" | "kidnapper" | "abductor" | "hijacker" | "putschist" | "invader" => {
                EventType::Coerce
            }
            _ => return None,
        };
        let definite =
            |c: &Tok| matches!(self.text.word(*c), "the" | "these" | "those" | "its" | "their" | "his" | "her");
        if !self.text.children(t).iter().any(definite) {
            return None;
        }
        let here = self.text.at(t).sentence;
        let deeds = self.deeds.borrow();
        let violent = |d: &&Deed| d.kind == kind || matches!(d.kind, EventType::Assault | EventType::Coerce);
        let near = deeds.iter().rev().filter(|d| d.pred < t && violent(d) && !d.doers.is_empty());
        near.take_while(|d| here.saturating_sub(self.text.at(d.pred).sentence) <= 4).map(|d| d.doers.clone()).next()
    }

    /// Whose deed "the raid" or "this" was; all parties of "the talks" or "the agreement".
    pub(super) fn deed_parties(&self, t: Tok, frame: &Frame) -> Option<Vec<ActorIx>> {
        let lemma = noun_lemma(self.text, t);
        let kinds = self.kinds_named(t, &lemma)?;
        let sentence = self.text.at(t).sentence;
        let deeds = self.deeds.borrow();
        let within = |d: &Deed, sentences: usize| sentence.saturating_sub(self.text.at(d.pred).sentence) <= sentences;
        let other = |d: &Deed| d.pred < t && !self.is_own(d, frame);
        // An article has one accord of which it speaks to the end, and many raids.
        let reach = if self.book.words.holds("class", "pact", &lemma) { 30 } else { 6 };
        let known = || deeds.iter().rev().take_while(|d| within(d, reach)).filter(|d| other(d));
        // "The accord" calls back an agreement, "the talks" a meeting, "the deployment" what was sent; "the move" whatever it was.
        let deed = match kinds.is_empty() {
            // What is judged is a deed before it is another's judgment of it.
            true => {
                let judged = |d: &&Deed| !matches!(d.kind, EventType::Support | EventType::Accuse);
                known().find(judged).or_else(|| known().next())
            }
            false => {
                let material = |d: &&Deed| d.kind.is_material() && within(d, 2);
                known()
                    .find(|d| kinds.contains(&d.kind))
                    .or_else(|| known().find(material).filter(|_| names_an_act(&kinds)))
            }
        }?;
        let mut out = deed.doers.clone();
        if ["pact", "ceasefire", "meeting", "talk", "agreement"]
            .iter()
            .any(|c| self.book.words.holds("class", c, &lemma))
        {
            out.extend(deed.others.iter().copied().filter(|a| !deed.doers.contains(a)));
        }
        Some(out)
    }

    /// One's own deed is neither praised nor condemned.
    pub(super) fn is_own(&self, deed: &Deed, frame: &Frame) -> bool {
        let side = |s: Tok| self.actors.whom(s).iter().map(|a| self.actors.side(*a));
        let subjects: Vec<ActorIx> = frame.fillers("subj").flat_map(side).collect();
        deed.doers.iter().any(|d| subjects.contains(&self.actors.side(*d)))
    }

    /// Whether words call back what someone did before ("the raid", "the decision", "this"), and which kinds of event they may mean:
    /// those that the code book makes of the word; none for a word that fits every kind.
    pub(super) fn kinds_named(&self, t: Tok, lemma: &str) -> Option<BTreeSet<EventType>> {
        let is = |class: &str| self.book.words.holds("class", class, lemma);
        if matches!(self.text.word(t), "this" | "that" | "it") {
            return Some(BTreeSet::new());
        }
        let definite = self.text.children(t).iter().any(|c| {
            matches!(
                self.text.word(*c),
                "the" | "this" | "that" | "these" | "those" | "such" | "its" | "his" | "her" | "their"
            ) || self.text.at(*c).dep == "poss" && self.text.at(*c).ent == "DATE"
        });
        if !definite || !matches!(self.text.at(t).pos, "NOUN") {
            return None;
        }
        if is("pact") || is("ceasefire") || is("agreement") {
            return Some([EventType::Agree, EventType::Retreat].into());
        }
        if is("meeting") || is("talk") {
            return Some([EventType::Consult].into());
        }
        if is("deed") {
            return Some(BTreeSet::new());
        }
        let both = [FrameKind::Noun, FrameKind::Verb].into_iter();
        let makes = both.flat_map(|kind| self.book.patterns(kind, lemma)).flat_map(|(entry, _)| &entry.makes);
        let mut kinds: BTreeSet<EventType> = makes
            .filter_map(|m| match m {
                Make::Event { code, .. } => Some(code.kind),
                Make::Relation { .. } => None,
            })
            .collect();
        if is("attack") {
            kinds.insert(EventType::Assault);
        }
        Some(kinds).filter(|k| !k.is_empty())
    }
}

/// Whether one of the kinds is something done, not only said.
fn names_an_act(kinds: &BTreeSet<EventType>) -> bool {
    kinds.iter().any(|k| k.is_material())
}
