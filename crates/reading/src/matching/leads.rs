//! To whom a filler leads: the actors at the token, else the owner of the thing, else the state of the place.
//!
//! Comes in: a token that fills a slot, and the slot's role. Goes out: actors, or none.

use model::ActorKind;

use super::Matcher;
use crate::actors::{ActorIx, is_opposed, owner_of_thing};
use crate::codebook::Role;
use crate::frames::{Frame, noun_lemma};
use crate::lexicon::Institution;
use crate::text::Tok;

impl Matcher<'_> {
    /// To whom a filler leads: the actors at the token, else the owner of the thing, else the state of the place.
    pub fn lead(&self, t: Tok, role: Option<Role>, frame: &Frame) -> Vec<ActorIx> {
        let text = self.text;
        if is_opposed(text, t) {
            return Vec::new();
        }
        let direct = self.actors.whom(t);
        if let Some(mention) = self.actors.mention(t)
            && (mention.tokens.contains(&t) || mention.head == t)
            && !direct.is_empty()
        {
            return direct.to_vec();
        }
        let token = text.at(t);
        if !matches!(token.pos, "NOUN" | "PROPN" | "NUM" | "PRON" | "ADJ" | "DET") {
            return Vec::new();
        }
        let of = text.children_by(t, "prep").filter(|c| text.word(*c) == "of");
        let owned = of
            .flat_map(|c| crate::frames::prep_objects(text, c))
            .any(|(_, o)| self.actors.whom(o).is_empty() && !owner_of_thing(self.actors, text, o).is_empty());
        if role == Some(Role::R) && self.is_bare_number(t) && !owned {
            return self.counted(t);
        }
        if role == Some(Role::R) && self.is_each_other(t) {
            return frame.fillers("subj").flat_map(|s| self.actors.whom(s).iter().copied()).collect();
        }
        // "Ethiopia's enemy" is not Ethiopia.
        let lemma = noun_lemma(text, t);
        if ["ally", "rival", "enemy", "patron", "neighbour"].iter().any(|c| self.book.words.holds("class", c, &lemma)) {
            return if role == Some(Role::R) { self.other_than_its_owner(t, frame) } else { Vec::new() };
        }
        // "His counterpart" is not of his own side.
        if lemma == "counterpart" {
            return text.children_by(t, "appos").flat_map(|c| self.actors.whom(c).to_vec()).collect();
        }
        let owner = owner_of_thing(self.actors, text, t);
        // "A Spanish brewery", "a German baker": no state's doing.
        let private = role == Some(Role::A) && self.book.words.holds("class", "private", &lemma);
        if !owner.is_empty() {
            return if private { Vec::new() } else { owner };
        }
        // "whose country", "whose troops"
        let whose = text.children_by(t, "poss").find(|c| text.at(*c).tag == "WP$");
        if let Some(whom) = whose.and_then(|c| crate::frames::relativised(text, c)).map(|o| self.actors.whom(o))
            && !whom.is_empty()
            && matches!(
                text.at(t).lemma,
                "country" | "government" | "troop" | "force" | "army" | "state" | "regime" | "soldier"
            )
        {
            return whom.iter().map(|a| self.actors.side(*a)).collect();
        }
        if let Some(whom) = self.sender(t).or_else(|| self.user_of(t)).filter(|_| role == Some(Role::A)) {
            return whom;
        }
        if role == Some(Role::R)
            && let Some(holder) = self.holder_in_front(t, frame.pred)
        {
            return holder;
        }
        if role == Some(Role::R)
            && let Some(state) = self.actors.place_owner(t)
        {
            return vec![state];
        }
        // "a refinery in Russia", "soldiers from Chad", "a court in Nairobi"
        let kind = crate::lexicon::institution(text.word(t));
        let organ = kind.is_some_and(|k| !matches!(k, Institution::People | Institution::Crowd))
            && text.at(t).lemma != "people";
        let thing = organ || self.book.words.holds("class", "territory", &noun_lemma(text, t));
        for &c in text.children(t) {
            let leads = match role {
                Some(Role::R) => thing && matches!(text.word(c), "in" | "near" | "at" | "from" | "of"),
                Some(Role::A) => organ && text.word(c) == "in",
                _ => false,
            };
            if leads && text.at(c).dep == "prep" {
                for (_, o) in crate::frames::prep_objects(text, c) {
                    let whom = self.actors.whom(o);
                    let found =
                        if whom.is_empty() { self.actors.place_owner(o).into_iter().collect() } else { whom.to_vec() };
                    if !found.is_empty() {
                        return found;
                    }
                }
            }
        }
        // "a wider coalition, the Congo River Alliance"; "the two leaders, Viktor Orban and Robert Fico"
        let plural = matches!(token.tag, "NNS" | "NNPS");
        for c in text.children_by(t, "appos") {
            let beside = if plural { text.conjuncts(c) } else { vec![c] };
            let whom: Vec<ActorIx> = beside.into_iter().flat_map(|c| self.actors.whom(c).to_vec()).collect();
            if !whom.is_empty() {
                return whom;
            }
        }
        // "Hungary is one of the few countries that back Serbia"
        let above = text.at(token.head).head;
        if token.dep == "pobj" && text.word(above) == "one" && text.at(above).dep == "attr" {
            let subject = text.child(text.at(above).head, "nsubj").map(|s| self.actors.whom(s));
            if let Some(whom) = subject.filter(|w| !w.is_empty()) {
                return whom.to_vec();
            }
        }
        // "Accused the attackers of piracy": whoever did the last deed of the kind.
        if let Some(whom) = self.doers_called(t, &lemma) {
            return whom;
        }
        if role == Some(Role::R) && self.kinds_named(t, &noun_lemma(text, t)).is_some() {
            let own = self.parties_told(t);
            if !own.is_empty() {
                return own;
            }
            if let Some(whom) = self.deed_parties(t, frame) {
                return whom;
            }
            // "Condemned the coup" of which no more is told: in the state of which the text speaks beside the one who judges it.
            if matches!(lemma.as_str(), "coup" | "putsch" | "takeover" | "crackdown" | "mutiny" | "power-grab") {
                let not: Vec<ActorIx> =
                    frame.fillers("subj").flat_map(|s| self.actors.whom(s).iter().copied()).collect();
                let state = |a: &ActorIx| self.actors.entries[*a].kind == ActorKind::State;
                let other = self.actors.other_party(text, t, &not).map(|a| self.actors.side(a));
                return other.into_iter().filter(state).collect();
            }
        }
        // "one of the attackers", "dozens of soldiers"
        for &c in text.children(t) {
            if text.at(c).dep == "prep" && text.word(c) == "of" {
                for (_, o) in crate::frames::prep_objects(text, c) {
                    let whom = self.actors.whom(o);
                    if !whom.is_empty() {
                        return whom.to_vec();
                    }
                    // "One of its boats", "dozens of drones launched from Chad": whose the many are.
                    let part = token.pos == "NUM" || self.book.words.holds("class", "amount", &lemma);
                    let mut owner = if part { owner_of_thing(self.actors, text, o) } else { Vec::new() };
                    if part && owner.is_empty() {
                        owner = self.launched_from(o);
                    }
                    if !owner.is_empty() {
                        return owner;
                    }
                    if role == Some(Role::R)
                        && let Some(whom) = self.deed_parties(o, frame)
                    {
                        return whom;
                    }
                }
            }
        }
        if role == Some(Role::A) {
            let fired = self.launched_from(t);
            if !fired.is_empty() {
                return fired;
            }
        }
        // "An army helicopter", "a police station" of no named state.
        let organ_in_front = || {
            let thing = ["structure", "fleet", "troop"].iter().any(|c| self.book.words.holds("class", c, &lemma));
            let organ = |c: &Tok| {
                matches!(text.at(*c).dep, "compound" | "amod")
                    && matches!(text.word(*c), "army" | "police" | "navy" | "military" | "government")
            };
            thing && text.children(t).iter().any(organ)
        };
        if role == Some(Role::R) && organ_in_front() {
            return self.actors.dominant_state().into_iter().collect();
        }
        // "Police fired tear gas": those of the state that the text is about.
        let people = matches!(
            lemma.as_str(),
            "lawmaker" | "legislator" | "politician" | "deputy" | "mp" | "police" | "authority"
        );
        if (role == Some(Role::A) || role == Some(Role::R) && people) && self.is_organ_of_none(t) {
            return self.actors.dominant_state().into_iter().collect();
        }
        Vec::new()
    }

    /// "Drones launched from Chad", "rockets fired by the rebels": whoever launched them.
    fn launched_from(&self, t: Tok) -> Vec<ActorIx> {
        let text = self.text;
        let launched = text.children_by(t, "acl").find(|c| {
            *c > t
                && text.at(*c).tag == "VBN"
                && matches!(text.at(*c).lemma, "launch" | "fire" | "send" | "shoot" | "fly")
        });
        let Some(verb) = launched else { return Vec::new() };
        let from = text.children(verb).iter().copied().filter(|c| matches!(text.word(*c), "from" | "by"));
        let objects = from.flat_map(|p| crate::frames::prep_objects(text, p));
        for (_, o) in objects {
            let whom = self.actors.whom(o);
            if !whom.is_empty() {
                return whom.to_vec();
            }
            if let Some(state) = self.actors.place_owner(o) {
                return vec![state];
            }
        }
        Vec::new()
    }

    /// "Would stand by its ally", "accused their old rival": the other of the two of whom the text speaks there.
    fn other_than_its_owner(&self, t: Tok, frame: &Frame) -> Vec<ActorIx> {
        let text = self.text;
        let Some(owner) = text.children_by(t, "poss").find(|c| text.at(*c).pos == "PRON") else { return Vec::new() };
        let told = |c: &Tok| matches!(text.at(*c).dep, "prep" | "relcl" | "appos" | "acl");
        let owners = self.actors.whom(owner);
        if text.at(t).tag != "NN" || owners.is_empty() || text.children(t).iter().any(told) {
            return Vec::new();
        }
        let subjects = frame.fillers("subj").flat_map(|s| self.actors.whom(s).iter().copied());
        let not: Vec<ActorIx> = owners.iter().copied().chain(subjects).collect();
        // A state's ally is a state, not its minister.
        self.actors.other_party(text, t, &not).map(|a| self.actors.side(a)).into_iter().collect()
    }

    /// The place at a token or behind its "of", "in", "at", "near".
    pub fn place_below(&self, t: Tok) -> Option<Tok> {
        if self.actors.place_at(t).is_some() {
            return Some(t);
        }
        let text = self.text;
        let preps =
            text.children(t).iter().copied().filter(|c| matches!(text.word(*c), "of" | "in" | "at" | "near" | "on"));
        preps
            .flat_map(|c| crate::frames::prep_objects(text, c))
            .map(|(_, o)| o)
            .find(|o| self.actors.place_at(*o).is_some())
    }
}
