//! Frames against the code book: which entries fit, and who fills which role.
//!
//! Comes in: a frame, the actors, the code book. Goes out: [`Match`]es, and for explanations why the others did not fit ([`Miss`]).

mod deeds;
mod kinds;
mod leads;
mod stand_ins;
mod unsaid;

use std::cell::RefCell;
use std::collections::BTreeMap;

use model::EventType;

use crate::actors::{ActorIx, Actors};
use crate::codebook::{CodeBook, Condition, Entry, FrameKind, Make, Pattern, Role, Slot};
use crate::frames::{Frame, noun_lemma};
use crate::text::{Text, Tok};
use kinds::is_kind;

/// What may stand beside a noun.
const BESIDE: [&str; 14] =
    ["poss", "adj", "comp", "of", "with", "to", "on", "against", "between", "by", "from", "for", "over", "in"];

/// Most slots of a frame that are followed.
const MOST_SLOTS: usize = 40;

/// What fills a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Filler {
    /// The token.
    pub head: Tok,
    /// To whom it leads.
    pub actors: Vec<ActorIx>,
    /// Whether it was taken over from another clause.
    pub borrowed: bool,
}

/// An event that was told, for words that call it back.
#[derive(Debug, Clone)]
pub(crate) struct Deed {
    /// Its predicate.
    pub pred: Tok,
    /// What it was.
    pub kind: EventType,
    /// Who did it.
    pub doers: Vec<ActorIx>,
    /// To whom.
    pub others: Vec<ActorIx>,
}

/// A pattern that fits a frame.
#[derive(Debug, Clone)]
pub(crate) struct Match<'b> {
    /// The entry.
    pub entry: &'b Entry,
    /// Its pattern.
    pub pattern: &'b Pattern,
    /// Who fills which role.
    pub roles: BTreeMap<Role, Vec<Filler>>,
    /// Tokens that conditions were met by.
    pub witnesses: Vec<Tok>,
    /// Whether the entry asks for a doer whom the passive leaves out.
    unsaid: bool,
}

impl<'b> Match<'b> {
    /// An entry with roles that something else than its slots has filled.
    pub fn of_roles(entry: &'b Entry, pattern: &'b Pattern, roles: BTreeMap<Role, Vec<Filler>>) -> Self {
        Match { entry, pattern, roles, witnesses: Vec::new(), unsaid: false }
    }
}

/// A slot and to whom it leads.
#[derive(Debug, Clone)]
pub(crate) struct Lead {
    /// Its name; `slot.name` for what stands beside the noun in a slot ("imposed *sanctions on Iran*": `obj.on`).
    pub slot: String,
    /// Whether it was taken over from another clause.
    pub borrowed: bool,
    /// To whom, as the doer.
    pub as_doer: Vec<ActorIx>,
    /// To whom, as the one to whom it is done.
    pub as_other: Vec<ActorIx>,
}

/// What keeps an entry from fitting. Conditions are tried first, so that what lacks an actor or a filler meets them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Lack {
    /// A slot's filler leads to no actor.
    Actor,
    /// The text spoke of no parties before.
    Parties,
    /// A slot is empty.
    Filler,
    /// A slot's filler is not what is asked.
    Condition,
    /// Something is there that must not be.
    Other,
}

/// A pattern that does not fit, and the slot that failed.
#[derive(Debug, Clone)]
pub(crate) struct Miss<'b> {
    /// The entry.
    pub entry: &'b Entry,
    /// Its pattern.
    pub pattern: &'b Pattern,
    /// What it lacks.
    pub lack: Lack,
    /// Why, in words, where reasons are wanted.
    pub reason: String,
}

/// What matching looks at.
#[derive(Clone, Copy)]
pub(crate) struct Matcher<'a> {
    /// The text.
    pub text: &'a Text<'a>,
    /// Who is who.
    pub actors: &'a Actors,
    /// The code book.
    pub book: &'a CodeBook,
    /// What was done so far: predicate and doers.
    pub deeds: &'a RefCell<Vec<Deed>>,
    /// Whether reasons are wanted for what does not fit.
    pub explain: bool,
}

impl<'a> Matcher<'a> {
    /// All patterns that fit, and those that do not.
    pub fn matches(&self, frame: &Frame) -> (Vec<Match<'a>>, Vec<Miss<'a>>) {
        let (mut hits, mut misses) = (Vec::new(), Vec::new());
        for lemma in self.lemmas(frame) {
            for (entry, pattern) in self.book.patterns(frame.kind, &lemma) {
                match self.fit(frame, entry, pattern) {
                    Ok(hit) => hits.push(hit),
                    Err((lack, reason)) => misses.push(Miss { entry, pattern, lack, reason }),
                }
            }
        }
        // An entry that needs no doer knows more of a happening without one.
        if hits.iter().any(|h| !h.unsaid && h.entry.makes.iter().any(|m| matches!(m, Make::Event { .. }))) {
            hits.retain(|h| !h.unsaid);
        }
        (hits, misses)
    }

    /// The lemma, and with particles that the parse took for prepositions ("pulled its troops out of Mali").
    pub fn lemmas(&self, frame: &Frame) -> Vec<String> {
        let mut out = vec![frame.lemma.clone()];
        if frame.kind == FrameKind::Verb && !frame.lemma.contains('_') {
            for &c in self.text.children(frame.pred) {
                if matches!(self.text.at(c).dep, "prep" | "advmod")
                    && self.text.word(c).len() < 8
                    && !self.is_apart(frame, c)
                {
                    out.push(format!("{}_{}", frame.lemma, self.text.word(c)));
                }
            }
        }
        out
    }

    /// "Took the town in April", "steps taken in support of it": a preposition that has an object of its own beside the verb's is no particle.
    fn is_apart(&self, frame: &Frame, prep: Tok) -> bool {
        matches!(self.text.word(prep), "in" | "on" | "at" | "by" | "for" | "with")
            && self.text.child(prep, "pobj").is_some()
            && (self.text.child(frame.pred, "dobj").is_some_and(|o| self.text.at(o).ent != "DATE")
                || frame.passive && frame.filler("obj").is_some())
    }

    /// Whether a verb has that preposition, though it leads to no noun: "took his country out of the bloc".
    fn stands_beside(&self, frame: &Frame, name: &str) -> bool {
        let text = self.text;
        frame.kind == FrameKind::Verb
            && matches!(name, "out" | "around" | "through" | "into")
            && text.children(frame.pred).iter().any(|c| text.word(*c) == name && text.at(*c).dep == "prep")
    }

    /// "Insists that its ships are there", "asks whose ships they are": a clause in the indicative demands nothing.
    fn is_statement(&self, frame: &Frame) -> bool {
        let text = self.text;
        let Some(clause) = frame.filler("clause").filter(|_| matches!(frame.lemma.as_str(), "insist" | "ask")) else {
            return false;
        };
        let children = || text.children(clause).iter().copied();
        let aux = || children().filter(|c| matches!(text.at(*c).dep, "aux" | "auxpass"));
        let should = || aux().any(|c| matches!(text.word(c), "must" | "should" | "ought" | "to" | "be"));
        let tensed = matches!(text.at(clause).tag, "VBZ" | "VBD")
            || aux().any(|c| matches!(text.at(c).tag, "VBZ" | "VBD" | "VBP" | "MD"));
        let plain = text.at(clause).tag == "VBP" && text.at(clause).lemma == "be";
        let wonders = || {
            let word = |t: Tok| {
                matches!(text.at(t).tag, "WP" | "WP$" | "WRB" | "WDT") || matches!(text.word(t), "whether" | "if")
            };
            children().any(|c| word(c) || text.children(c).iter().any(|d| word(*d) && *d < clause))
        };
        match frame.lemma.as_str() {
            "insist" => (tensed || plain) && !should(),
            _ => frame.filler("obj").is_none() && wonders(),
        }
    }

    fn fit<'b>(&self, frame: &Frame, entry: &'b Entry, pattern: &'b Pattern) -> Result<Match<'b>, (Lack, String)> {
        let mut roles: BTreeMap<Role, Vec<Filler>> = BTreeMap::new();
        let mut witnesses: Vec<Tok> = Vec::new();
        // Witnesses that play a part themselves.
        let mut parts: Vec<(Tok, Role)> = Vec::new();
        // Conditions first: other slots may be looked for at what meets them.
        let numbered = || pattern.slots.iter().enumerate();
        let ordered = numbered()
            .filter(|(_, s)| !s.condition.is_empty())
            .chain(numbered().filter(|(_, s)| s.condition.is_empty()));
        let mut used: Vec<Tok> = Vec::new();
        let mut unsaid = false;
        // The slot of the line that each witness met, left out for words in front of nouns.
        let mut met: Vec<(usize, Tok)> = Vec::new();
        for (place, slot) in ordered {
            if slot.names == ["them"] || slot.names == ["other"] {
                let others: Vec<ActorIx> = roles.values().flatten().flat_map(|f| f.actors.iter().copied()).collect();
                let parties = if slot.names == ["them"] {
                    self.actors.parties_before(self.text, frame.pred, &others)
                } else {
                    self.actors.other_party(self.text, frame.pred, &others).into_iter().collect()
                };
                match (slot.role, parties.is_empty()) {
                    (Some(role), false) => roles.entry(role).or_default().push(Filler {
                        head: frame.pred,
                        actors: parties,
                        borrowed: true,
                    }),
                    _ if slot.optional => {}
                    _ => return Err((Lack::Parties, "no parties are spoken of before".into())),
                }
                continue;
            }
            // Words in front are those of the noun that stands last before them in the line.
            let last = met.iter().map(|(p, _)| *p).filter(|p| *p < place).max();
            let near: Vec<Tok> =
                met.iter().filter(|(p, _)| last.is_none_or(|last| *p == last)).map(|(_, t)| *t).collect();
            // Whoever does it tells nothing of whom it is done to: "jets of the navy bombed a camp".
            let other_part = |t: &Tok| slot.role.is_some_and(|r| parts.iter().any(|(w, part)| w == t && *part != r));
            let may_tell = |list: &[Tok]| -> Vec<Tok> { list.iter().copied().filter(|t| !other_part(t)).collect() };
            let mut found = self.fill(frame, slot, &may_tell(&witnesses), &may_tell(&near), &used);
            if slot.names.iter().any(|n| n == "clause" || n == "whose") && entry.asks() && self.is_statement(frame) {
                return Err((Lack::Other, "the clause states or wonders".into()));
            }
            if found.is_empty() && (entry.makes_attack() || entry.makes_control() && self.lasts(frame)) {
                found = self.struck(frame, slot, &witnesses, &used);
            }
            if slot.absent {
                if slot.names.iter().any(|n| frame.filler(n).is_some() || self.stands_beside(frame, n)) {
                    return Err((Lack::Other, format!("{} is filled", slot.names.join(","))));
                }
                continue;
            }
            if found.is_empty() {
                if slot.optional || self.unfilled_may_stay(frame, slot) || self.is_nameless(frame, slot) {
                    continue;
                }
                if self.is_unnamed_victim(frame, entry, slot) {
                    continue;
                }
                if self.agent_unsaid(frame, entry, pattern, slot) {
                    unsaid = true;
                    continue;
                }
                return Err(self.reason(frame, slot));
            }
            for filler in found {
                if !slot.condition.is_empty() {
                    witnesses.push(filler.head);
                    parts.extend(slot.role.map(|r| (filler.head, r)));
                    if !slot.names.iter().all(|n| is_in_front(n)) {
                        met.push((place, filler.head));
                    }
                }
                if let Some(role) = slot.role {
                    used.push(filler.head);
                    roles.entry(role).or_default().push(filler);
                }
            }
        }
        Ok(Match { entry, pattern, roles, witnesses, unsaid })
    }

    /// Every slot of a frame, and what stands beside its nouns, with those to whom it leads.
    pub fn leads(&self, frame: &Frame) -> Vec<Lead> {
        let mut out = Vec::new();
        let mut put = |slot: String, head: Tok, borrowed: bool| {
            let lead = |role| self.lead(head, Some(role), frame);
            out.push(Lead { slot, borrowed, as_doer: lead(Role::A), as_other: lead(Role::R) });
        };
        for arg in frame.args.iter().take(MOST_SLOTS) {
            put(arg.slot.clone(), arg.head, arg.borrowed);
            if !matches!(self.text.at(arg.head).pos, "NOUN" | "PROPN") {
                continue;
            }
            for name in BESIDE {
                for (head, borrowed) in self.beside(arg.head, name, frame.pred) {
                    put(format!("{}.{name}", arg.slot), head, borrowed);
                }
            }
        }
        out
    }

    fn reason(&self, frame: &Frame, slot: &Slot) -> (Lack, String) {
        let filler = slot.names.iter().find_map(|n| frame.filler(n));
        let lack = match filler {
            None => Lack::Filler,
            Some(_) if !slot.condition.is_empty() => Lack::Condition,
            Some(_) => Lack::Actor,
        };
        if !self.explain {
            return (lack, String::new());
        }
        let names = slot.names.join(",");
        let words = match filler {
            None => format!("{names} is empty"),
            Some(t) if !slot.condition.is_empty() => {
                format!("{names} is «{}», not what the entry asks", self.text.at(t).text)
            }
            Some(t) => format!("{names} is «{}», which leads to no actor", self.text.at(t).text),
        };
        (lack, words)
    }

    fn fill(&self, frame: &Frame, slot: &Slot, witnesses: &[Tok], near: &[Tok], used: &[Tok]) -> Vec<Filler> {
        for name in &slot.names {
            let mut out: Vec<Filler> = Vec::new();
            let witnesses = if is_in_front(name) { near } else { witnesses };
            for (head, borrowed) in self.candidates(frame, name, witnesses) {
                if used.contains(&head) && slot.role.is_some() {
                    continue;
                }
                let wanted =
                    slot.role.is_some() || !slot.condition.kinds.is_empty() || !slot.condition.not_kinds.is_empty();
                let mut actors =
                    if wanted && slot.role != Some(Role::P) { self.lead(head, slot.role, frame) } else { Vec::new() };
                if actors.is_empty() && slot.role == Some(Role::R) && matches!(name.as_str(), "against" | "over" | "at")
                {
                    actors = self.doers(head);
                }
                let mut head = head;
                if !self.meets(head, &actors, &slot.condition) {
                    let Some(meant) = self.meant_instead(frame, head, slot) else { continue };
                    head = meant;
                    if wanted && slot.role != Some(Role::P) {
                        actors = self.lead(head, slot.role, frame);
                    }
                }
                let needs_actor = slot.role.is_some() && slot.role != Some(Role::P);
                if needs_actor && actors.is_empty() {
                    continue;
                }
                if !out.iter().any(|f| f.head == head) {
                    out.push(Filler { head, actors, borrowed });
                }
            }
            if slot.condition.several {
                let mut all: Vec<ActorIx> = out.iter().flat_map(|f| f.actors.iter().copied()).collect();
                all.sort_unstable();
                all.dedup();
                if all.len() < 2 {
                    out.clear();
                }
            }
            if !out.is_empty() {
                return out;
            }
        }
        Vec::new()
    }

    /// "Armenia occupied the village": what began then is an event; "occupies", "is occupied by", "controlled" lasts.
    fn lasts(&self, frame: &Frame) -> bool {
        !matches!(frame.lemma.as_str(), "occupy" | "annex") || frame.passive || self.text.at(frame.pred).tag != "VBD"
    }

    /// The fillers of a slot at the predicate, then at what met the conditions ("cut *ties with Riyadh*").
    fn candidates(&self, frame: &Frame, name: &str, witnesses: &[Tok]) -> Vec<(Tok, bool)> {
        let name = if name == "mod" { "amod" } else { name };
        let mut out: Vec<(Tok, bool)> =
            frame.args.iter().filter(|a| a.slot == name).map(|a| (a.head, a.borrowed)).collect();
        if name == "adv" {
            out.extend(self.text.children_by(frame.pred, "advmod").map(|c| (c, false)));
        }
        for &w in witnesses {
            // "threatened to strike Iran": the object of the clause that met the condition.
            if let Some(clause) = crate::frames::clause_frame(self.text, w) {
                let own = |a: &&crate::frames::Arg| a.slot == name && !matches!(name, "subj" | "wont" | "will");
                out.extend(clause.args.iter().filter(own).map(|a| (a.head, false)));
                // "to impose curbs on Chile": at the object of that clause.
                let objects = clause.args.iter().filter(|a| a.slot == "obj" && !a.borrowed);
                out.extend(objects.flat_map(|a| self.beside(a.head, name, frame.pred)));
                continue;
            }
            out.extend(self.beside(w, name, frame.pred));
        }
        out
    }

    /// What fills a slot at a noun: its possessor, the words in front, the objects of its prepositions.
    fn beside(&self, noun: Tok, name: &str, pred: Tok) -> Vec<(Tok, bool)> {
        let mut out = Vec::new();
        for &c in self.text.children(noun) {
            let token = self.text.at(c);
            let fits = match token.dep {
                "poss" => name == "poss",
                "amod" | "nmod" => name == "adj" || name == "amod",
                "compound" => name == "comp" || name == "amod",
                _ => false,
            };
            if fits {
                out.push((c, false));
            } else if token.dep == "acl" && token.tag == "VBN" {
                // "the sanctions imposed on Iran"
                let preps = ["prep", "agent"]
                    .iter()
                    .filter(|dep| **dep == "prep" || c != pred)
                    .flat_map(|dep| self.text.children_by(c, dep));
                let preps = preps.flat_map(|p| crate::frames::prep_objects(self.text, p));
                out.extend(preps.filter(|(p, _)| p == name).map(|(_, o)| (o, true)));
            } else if token.dep == "prep" {
                let objects = crate::frames::prep_objects(self.text, c).into_iter();
                out.extend(objects.filter(|(p, _)| p == name).map(|(_, o)| (o, false)));
            }
        }
        out
    }

    fn meets(&self, t: Tok, actors: &[ActorIx], condition: &Condition) -> bool {
        let lemma = noun_lemma(self.text, t);
        let plain = self.text.at(t).lemma.to_lowercase();
        // "$500m": a sum, whatever the parse makes of its letters.
        let sum = self.text.children(t).iter().any(|c| self.text.at(*c).tag == "$" && *c < t);
        // "Barred Bobi Wine": a surname is no thing.
        let surname = self.text.at(t).ent == "PERSON" && self.text.at(t).pos == "PROPN";
        let part = self.counted_of(t);
        let own = |l: &String| *l == lemma || *l == plain || l == self.text.word(t) || part.as_ref() == Some(l);
        let is = |l: &String| !surname && own(l) || sum && l == "$";
        if condition.not.iter().any(is) {
            return false;
        }
        // What only belongs to someone ("its affairs") is not of that one's kind.
        let meant = self.actors.whom(t);
        // "his father, Hun Sen": whoever stands beside.
        let beside = self.text.children_by(t, "appos").map(|c| self.actors.whom(c)).find(|w| !w.is_empty());
        let meant = match meant.is_empty() {
            true if self.text.at(t).pos == "PRON" => actors,
            true => beside.unwrap_or(meant),
            false => meant,
        };
        // "Algerians blocked roads": a people in the plural is its people in the street.
        let people = self.text.at(t).ent == "NORP" && matches!(self.text.at(t).tag, "NNPS" | "NNS");
        let kind = |k: &String| {
            let in_role = k == "actor" && !actors.is_empty();
            k == "place" && self.actors.place_at(t).is_some()
                || k == "crowd" && people
                || in_role
                || meant.iter().any(|a| is_kind(self.actors, *a, k))
        };
        if condition.not_kinds.iter().any(kind) {
            return false;
        }
        if condition.lemmas.is_empty() && condition.kinds.is_empty() {
            return true;
        }
        let counted = !actors.is_empty() && self.is_bare_number(t);
        counted || condition.lemmas.iter().any(is) || condition.kinds.iter().any(kind)
    }
}

/// Slots of the words in front of a noun.
fn is_in_front(name: &str) -> bool {
    matches!(name, "poss" | "adj" | "comp" | "amod" | "mod")
}
