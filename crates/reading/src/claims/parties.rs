//! Parties of an event that the words of its clause leave open or turn round: each other, oneself, the foe of the sentences before.
//!
//! Comes in: an entry that fits and the deeds told so far. Goes out: actors.

use std::collections::BTreeSet;

use model::{ActorKind, EventCode, EventType};

use super::EventClaim;
use super::of_frames::Maker;
use crate::actors::ActorIx;
use crate::codebook::{Make, Role};
use crate::frames::{Frame, noun_lemma, prep_objects};
use crate::matching::{Deed, Match};
use crate::text::Tok;

impl Maker<'_> {
    /// "Chad and Sudan accuse each other": what each does to the other, where the kind of event has a direction.
    pub(super) fn reversed(&self, hit: &Match<'_>, event: &EventClaim) -> Option<(EventClaim, EventClaim)> {
        if !self.is_mutual(hit) || event.code.kind.is_reciprocal() || event.actors.len() != 2 {
            return None;
        }
        let (first, second) = (event.actors[0], event.actors[1]);
        let one_way = |a, r| EventClaim { actors: vec![a], recipients: vec![r], ..event.clone() };
        Some((one_way(first, second), one_way(second, first)))
    }

    /// Nobody sanctions, arms or thanks his own side.
    pub(super) fn is_selfish(&self, hit: &Match<'_>) -> bool {
        let kind =
            |f: &crate::matching::Filler| f.actors.iter().all(|a| self.actors.entries[*a].kind == ActorKind::State);
        let stately = hit.roles.get(&Role::R).into_iter().flatten().all(kind);
        let outward = |m: &Make| {
            matches!(m, Make::Event { code, .. } if matches!(code.kind, EventType::Aid | EventType::Support)
                || stately && code.kind == EventType::Accuse
                || code.kind == EventType::Sanction && code.mode != Some("convict"))
        };
        let of = |r: Role| hit.roles.get(&r).into_iter().flatten().flat_map(|f| f.actors.iter().copied());
        let own = |r: ActorIx| of(Role::A).any(|a| r == self.actors.side(a) || a == self.actors.side(r));
        of(Role::R).next().is_some()
            && of(Role::R).all(own)
            && hit.entry.makes.iter().any(outward)
            && !self.is_mutual(hit)
    }

    /// Puts those meant for the doers' own state where a pronoun was understood wrongly; anything else is no claim. Tells whether the
    /// recipients are inferred.
    pub(super) fn not_own_whole(
        &self,
        frame: &Frame,
        hit: &Match<'_>,
        code: EventCode,
        actors: &[ActorIx],
        recipients: &mut Vec<ActorIx>,
    ) -> Result<bool, &'static str> {
        if !self.is_done_to_own_whole(hit, code, actors, recipients) {
            return Ok(false);
        }
        recipients.clear();
        if self.by_pronoun(hit) {
            *recipients = self.meant_by_pronoun(code.kind, actors, frame.pred);
        }
        if recipients.is_empty() { Err("one's own side") } else { Ok(true) }
    }

    /// Whether the doers do to the very state or group for which they act what nobody does to his own: that is a sign of words
    /// understood wrongly. To ask one's own government for something and to try one's own people is common.
    fn is_done_to_own_whole(
        &self,
        hit: &Match<'_>,
        code: EventCode,
        actors: &[ActorIx],
        recipients: &[ActorIx],
    ) -> bool {
        let whole = |r: &ActorIx| actors.iter().any(|a| self.actors.side(*a) == *r);
        // "French farmers threatened to block the roads": people of no name often turn on their state.
        let nameless = |a: &ActorIx| {
            let entry = &self.actors.entries[*a];
            let last = entry.name.rsplit(' ').next().unwrap_or_default();
            entry.key.is_none() && entry.kind == ActorKind::Person && last.starts_with(char::is_lowercase)
        };
        if actors.iter().any(nameless) {
            return false;
        }
        let outward = match code.kind {
            EventType::Support | EventType::Aid | EventType::Accuse | EventType::Reject | EventType::Threaten => true,
            EventType::Consult | EventType::Cooperate => true,
            EventType::Sanction => code.mode != Some("convict"),
            EventType::Retreat => code.mode == Some("withdraw"),
            _ => false,
        };
        outward && !recipients.is_empty() && recipients.iter().all(whole) && !self.is_mutual(hit)
    }

    /// "Took power": from the ruler of that country whom the text has overthrown, else from the state.
    pub(super) fn power_taken_from(&self, actors: &[ActorIx], pred: Tok) -> Vec<ActorIx> {
        let own: BTreeSet<ActorIx> = actors.iter().map(|a| self.actors.side(*a)).collect();
        match own.iter().find_map(|s| self.actors.overthrown_in(*s, actors, pred)) {
            Some(ruler) => vec![ruler],
            None => own.into_iter().filter(|a| !actors.contains(a)).collect(),
        }
    }

    /// "The ministry denies that its envoy was held": not by the ministry.
    pub(super) fn only_denies(
        &self,
        hit: &Match<'_>,
        actors: &[ActorIx],
        recipients: &[ActorIx],
        source: Option<ActorIx>,
    ) -> bool {
        let own = |r: &ActorIx| actors.iter().any(|a| self.actors.side(*a) == self.actors.side(*r));
        !hit.roles.contains_key(&Role::A) && actors.iter().all(|a| source == Some(*a)) && recipients.iter().all(own)
    }

    /// "Called for a vote. Madrid rejected it": those of another side who did what was told last.
    fn meant_by_pronoun(&self, kind: EventType, actors: &[ActorIx], pred: Tok) -> Vec<ActorIx> {
        let text = self.scene.text;
        let here = text.at(pred).sentence;
        let doers: BTreeSet<ActorIx> = actors.iter().map(|a| self.actors.side(*a)).collect();
        let deeds = self.matcher.deeds.borrow();
        let last = deeds.iter().rev().find(|d| d.pred < pred && here.saturating_sub(text.at(d.pred).sentence) <= 2);
        let both = matches!(kind, EventType::Support | EventType::Consult);
        let Some(deed) = last else { return Vec::new() };
        let all = deed.doers.iter().chain(deed.others.iter().filter(|_| both));
        let other: BTreeSet<ActorIx> = all.copied().filter(|a| !doers.contains(&self.actors.side(*a))).collect();
        other.into_iter().collect()
    }

    /// A pronoun that seems to lead back to the doer was understood wrongly; the other party is looked for.
    pub(super) fn by_pronoun(&self, hit: &Match<'_>) -> bool {
        hit.roles.get(&Role::R).into_iter().flatten().any(|f| self.scene.text.at(f.head).pos == "PRON")
    }

    /// Whether the sentence of a predicate speaks of an actor.
    pub(super) fn is_named_beside(&self, a: ActorIx, pred: Tok) -> bool {
        let range = self.scene.text.sentence_of(pred);
        let near = range.start.max(pred.saturating_sub(60))..range.end.min(pred + 60);
        near.into_iter().any(|t| self.actors.whom(t).contains(&a))
    }

    pub(super) fn is_mutual(&self, hit: &Match<'_>) -> bool {
        hit.roles.get(&Role::R).into_iter().flatten().any(|f| self.matcher.is_each_other(f.head))
    }

    /// Whom the doer quarrelled with in the sentences before; a threat or a sanction of which no more is said goes on with that.
    pub(super) fn foe(&self, kind: EventType, actors: &[ActorIx], not: &[ActorIx], pred: Tok) -> Option<ActorIx> {
        use EventType::{Accuse, Assault, Coerce, Reject, Sanction, Threaten};
        let hostile = |k: EventType| matches!(k, Accuse | Assault | Coerce | Reject | Sanction | Threaten);
        let text = self.scene.text;
        let here = text.at(pred).sentence;
        let doers: Vec<ActorIx> = actors.iter().map(|a| self.actors.side(*a)).collect();
        let among = |list: &[ActorIx]| list.iter().any(|a| doers.contains(&self.actors.side(*a)));
        let deeds = self.matcher.deeds.borrow();
        let near =
            deeds.iter().rev().filter(|d| d.pred < pred).take_while(|d| here - text.at(d.pred).sentence.min(here) <= 3);
        let other = |list: &[ActorIx]| {
            list.iter().copied().find(|a| !doers.contains(&self.actors.side(*a)) && !not.contains(a))
        };
        near.filter(|d| hostile(kind) && hostile(d.kind)).find_map(|d| match (among(&d.doers), among(&d.others)) {
            (true, false) => other(&d.others),
            (false, true) => other(&d.doers),
            _ => None,
        })
    }

    /// "The ban was lifted": by those who imposed it, for those whom it befell.
    pub(super) fn undone(&self, pred: Tok, recipients: Vec<ActorIx>) -> (Vec<ActorIx>, Vec<ActorIx>) {
        let deeds = self.matcher.deeds.borrow();
        let side = |list: &[ActorIx]| list.iter().map(|a| self.actors.side(*a)).collect::<BTreeSet<_>>();
        let meant = |d: &&Deed| {
            matches!(d.kind, EventType::Sanction | EventType::Coerce)
                && !d.doers.is_empty()
                && (recipients.is_empty() || !side(&d.others).is_disjoint(&side(&recipients)))
        };
        match deeds.iter().rev().filter(|d| d.pred < pred).take(12).find(meant) {
            Some(deed) if recipients.is_empty() => (deed.doers.clone(), deed.others.clone()),
            Some(deed) => (deed.doers.clone(), recipients),
            None => (Vec::new(), recipients),
        }
    }

    /// An army that bombs a town of its own state strikes the town.
    pub(super) fn not_oneself(
        &self,
        frame: &Frame,
        hit: &Match<'_>,
        actors: &[ActorIx],
        recipients: &mut Vec<ActorIx>,
    ) {
        let own = |r: &ActorIx| actors.iter().any(|a| self.actors.side(*a) == self.actors.side(*r));
        if recipients.is_empty() || !recipients.iter().all(own) {
            return;
        }
        let heads = hit.roles.get(&Role::R).into_iter().flatten().map(|f| f.head);
        let place = |h: Tok| self.matcher.place_below(h).and_then(|t| self.actors.place_actor(t));
        let struck: Vec<ActorIx> = frame.fillers("obj").filter_map(place).collect();
        let places = if struck.is_empty() { heads.filter_map(place).collect() } else { struck };
        if !places.is_empty() {
            *recipients = places;
        }
    }

    /// "Sweden welcomes Mali's capture of the town": who only judges a deed is not the one to whom it is done.
    pub(super) fn judge(&self, frame: &Frame) -> Vec<ActorIx> {
        let text = self.scene.text;
        let token = text.at(frame.pred);
        let judges = matches!(
            text.at(token.head).lemma,
            "welcome"
                | "hail"
                | "praise"
                | "condemn"
                | "denounce"
                | "celebrate"
                | "criticise"
                | "criticize"
                | "note"
                | "mark"
                | "applaud"
        );
        if !judges || token.dep != "dobj" {
            return Vec::new();
        }
        text.children_by(token.head, "nsubj").flat_map(|s| self.actors.whom(s).iter().copied()).collect()
    }

    /// Between whom a mediator stands, by the words around: the parties of the deal that was brokered, the subjects of "under his
    /// mediation, A and B agreed", those behind a "between" of the sentence.
    pub(super) fn dealing_parties(&self, frame: &Frame, known: &[ActorIx]) -> Option<Vec<ActorIx>> {
        let text = self.scene.text;
        let others = |list: Vec<ActorIx>| -> Option<Vec<ActorIx>> {
            let own: Vec<ActorIx> = known.iter().map(|a| self.actors.side(*a)).collect();
            let mut out: Vec<ActorIx> = Vec::new();
            for a in list.into_iter().filter(|a| !own.contains(&self.actors.side(*a))) {
                if !out.contains(&a) && !matches!(self.actors.entries[a].kind, ActorKind::Place | ActorKind::Media) {
                    out.push(a);
                }
            }
            (self.sides(&out) > 1).then_some(out)
        };
        let words = &self.matcher.book.words;
        let pact = |t: &Tok| {
            let lemma = crate::frames::noun_lemma(text, *t);
            words.holds("class", "pact", &lemma) || words.holds("class", "ceasefire", &lemma)
        };
        let dealt =
            frame.fillers("obj").filter(pact).flat_map(|t| self.matcher.lead(t, Some(Role::R), frame)).collect();
        let met = || frame.fillers("ctx").flat_map(|t| self.actors.whom(t).to_vec()).collect();
        let between = || {
            let words = text.sentence_of(frame.pred).take(200).filter(|t| text.word(*t) == "between");
            let objects = words.flat_map(|t| crate::frames::prep_objects(text, t));
            objects.flat_map(|(_, o)| self.actors.whom(o).to_vec()).collect()
        };
        others(dealt).or_else(|| others(met())).or_else(|| others(between()))
    }

    pub(super) fn sides(&self, list: &[ActorIx]) -> usize {
        list.iter().map(|a| self.actors.side(*a)).collect::<BTreeSet<_>>().len()
    }

    /// Whoever is visited: places count as their state.
    pub(super) fn visit_target(&self, recipients: &mut [ActorIx]) {
        for r in recipients.iter_mut() {
            if self.actors.entries[*r].kind == ActorKind::Place {
                *r = self.actors.side(*r);
            }
        }
    }

    /// "Mali and Chad meet in the quarter-final": whether the words around a predicate speak of sport.
    pub(super) fn is_sport(&self, pred: Tok) -> bool {
        let text = self.scene.text;
        let range = text.sentence_of(pred);
        let near = range.start.max(pred.saturating_sub(40))..range.end.min(pred + 40);
        let words = &self.matcher.book.words;
        near.into_iter()
            .any(|t| matches!(text.at(t).pos, "NOUN" | "PROPN") && words.holds("class", "sport", &noun_lemma(text, t)))
    }

    /// Of whom a crowd demands something or against whom it stands up: "calling for independence from Iraq", "in defiance of the junta".
    pub(super) fn protested_against(&self, frame: &Frame, crowd: &[ActorIx]) -> Option<ActorIx> {
        let text = self.scene.text;
        let below = [frame.pred, frame.anchor].into_iter().flat_map(|t| text.children(t).iter().copied());
        let aim = below.filter(|c| *c > frame.pred).find(|c| {
            let demands = matches!(
                text.at(*c).lemma,
                "demand"
                    | "call"
                    | "press"
                    | "denounce"
                    | "condemn"
                    | "oppose"
                    | "protest"
                    | "urge"
                    | "seek"
                    | "ask"
                    | "reject"
                    | "force"
                    | "complain"
            );
            let against = text.word(*c) == "in"
                && prep_objects(text, *c).iter().any(|(_, o)| {
                    matches!(text.at(*o).lemma, "protest" | "defiance" | "opposition" | "anger" | "revolt")
                });
            matches!(text.at(*c).dep, "advcl" | "xcomp" | "acl" | "conj") && demands || against
        })?;
        let fits = |a: &ActorIx| {
            let kind = self.actors.entries[*a].kind;
            !crowd.contains(a) && !matches!(kind, ActorKind::Place | ActorKind::Media | ActorKind::Faction)
        };
        text.subtree(aim).filter(|t| *t > aim).flat_map(|t| self.actors.whom(t).iter().copied()).find(fits)
    }
}

/// Whether an event of that kind is done to someone, so that one must be looked for where the words leave it out.
pub(super) fn needs_recipient(code: EventCode) -> bool {
    use EventType::*;
    match code.kind {
        Agree | Consult | Support | Concede | Cooperate | Aid | Request | Accuse | Reject | Threaten | Sanction => {
            code.mode != Some("visit") && code.mode != Some("third-party")
        }
        Retreat => matches!(code.mode, Some("ceasefire" | "access" | "withdraw")),
        Coerce => matches!(code.mode, None | Some("seize" | "arrest")),
        Assault => true,
        Protest | Mobilize => false,
    }
}
