//! Whether a text is about politics at all, and which claims stand where it is not.
//!
//! Comes in: the text with its actors and claims. Goes out: the claims that stay. In a match report "Spain attacked" and "the clubs are in
//! talks" follow every rule of grammar and none of politics. So an article of some length in which no word and no name speaks of politics
//! keeps only what a state does that is named in the very words, by an entry of the code book. Short texts are left alone: there is too little to judge by.

use atlas::Atlas;
use model::ActorKind;

use crate::actors::{ActorIx, Actors, Manner};
use crate::claims::{Basis, EventClaim, RelationClaim};
use crate::codebook::Words;
use crate::text::Text;

/// Fewest tokens of a text that is judged.
const FEWEST: usize = 80;

/// In how many tokens a sign must stand, on average, in a text that is plainly political.
const PLAIN: usize = 40;

/// What claims are judged by.
pub(crate) struct Politics<'a> {
    actors: &'a Actors,
    political: bool,
    plainly: bool,
}

impl<'a> Politics<'a> {
    /// Looks for signs of politics.
    pub fn of(text: &Text<'_>, actors: &'a Actors, atlas: &Atlas, words: &Words) -> Self {
        let sign = |t: usize| {
            let token = text.at(t);
            matches!(token.pos, "NOUN" | "PROPN" | "ADJ")
                && (words.holds("politics", "sign", token.lemma) || words.holds("politics", "sign", text.word(t)))
        };
        let tokens = text.tokens.len();
        let signs = (0..tokens).filter(|t| sign(*t)).count() + known(actors, atlas);
        Politics { actors, political: tokens < FEWEST || signs > 0, plainly: PLAIN * signs >= tokens }
    }

    /// Whether an event stands; one that no entry of the code book tells only where signs are many.
    pub fn keeps_event(&self, event: &EventClaim) -> bool {
        if event.basis.doubts.learned.is_some() {
            return self.plainly;
        }
        self.political || event.actors.iter().any(|a| self.is_named_state(*a, &event.basis))
    }

    /// Whether a relation stands.
    pub fn keeps_relation(&self, relation: &RelationClaim) -> bool {
        let is_state = |end: ActorIx| self.is_named_state(end, &relation.basis);
        self.political || is_state(relation.from) && is_state(relation.to)
    }

    /// Whether an actor is a state whose own name stands in the evidence.
    fn is_named_state(&self, actor: ActorIx, basis: &Basis) -> bool {
        let within = |head: usize| basis.evidence.iter().any(|range| range.contains(&head));
        self.actors.entries[actor].kind == ActorKind::State
            && self.actors.mentions.iter().any(|m| m.manner == Manner::Name && m.actors == [actor] && within(m.head))
    }
}

/// How many names speak of politics: a government, force, faction or organisation, or a person with an office.
fn known(actors: &Actors, atlas: &Atlas) -> usize {
    let by_name = actors.mentions.iter().filter(|m| m.manner == Manner::Name).flat_map(|m| &m.actors);
    let key = |a: &ActorIx| actors.entries[*a].key;
    let speaks = |key: &atlas::Key| match atlas.get(*key).kind() {
        ActorKind::Government | ActorKind::Military | ActorKind::Faction | ActorKind::Organisation => true,
        ActorKind::Person => !atlas.offices(*key).is_empty(),
        _ => false,
    };
    by_name.filter_map(key).filter(speaks).count()
}
