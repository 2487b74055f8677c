//! Claims that the code book makes of frames.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use model::{ActorKind, EventCode, EventType, Reality, RelationType};

use super::of_weights::Beyond;
use super::parties::needs_recipient;
use super::{Basis, Doubts, EventClaim, RelationClaim, Trace};
use crate::actors::{ActorIx, Actors, Manner, Scene};
use crate::codebook::{CodeBook, FrameKind, Make, RelationEnds, Role};
use crate::explanation::TraitTrace;
use crate::frames::Frame;
use crate::learned::{DocumentSample, Known};
use crate::matching::{Deed, Filler, Match, Matcher};
use crate::setting::{self, Settings};
use crate::standing::{Standing, Standings};
use crate::text::Tok;

/// The claims of all frames, and how each frame fared.
#[derive(Debug, Default)]
pub(crate) struct FrameClaims {
    /// Events.
    pub events: Vec<EventClaim>,
    /// Relations.
    pub relations: Vec<RelationClaim>,
    /// One line a frame that the code book knows.
    pub traces: Vec<Trace>,
    /// For predicates of which the weights made an event, what that rests on, where reasons are wanted.
    pub reasons: BTreeMap<Tok, Vec<TraitTrace>>,
    /// What the weights look at, where it was asked for.
    pub sample: Option<DocumentSample>,
}

/// Makes the claims of all frames.
pub(crate) fn of_frames(
    scene: Scene<'_>,
    actors: &Actors,
    book: &CodeBook,
    settings: &Settings,
    frames: &[Option<Frame>],
    beyond: Beyond<'_>,
) -> FrameClaims {
    let deeds = RefCell::new(Vec::new());
    let maker = Maker {
        scene,
        actors,
        settings,
        matcher: Matcher { text: scene.text, actors, book, deeds: &deeds, explain: scene.explain },
        standings: Standings { text: scene.text, actors, book, frames },
    };
    let (mut out, mut known) = (FrameClaims::default(), Vec::new());
    let consumed = maker.consumed(frames);
    for frame in frames.iter().flatten() {
        maker.read(frame, &consumed, &mut known, &mut out);
    }
    match beyond {
        Beyond::Nothing => {}
        Beyond::Weights(weights) => maker.by_weights(weights, &known, &mut out),
        Beyond::Sample(weights, id, points) => {
            out.sample = Some(maker.sample(weights, id, points, &known, &out.events))
        }
    }
    out
}

pub(super) struct Maker<'a> {
    pub(super) scene: Scene<'a>,
    pub(super) actors: &'a Actors,
    pub(super) settings: &'a Settings,
    pub(super) matcher: Matcher<'a>,
    pub(super) standings: Standings<'a>,
}

/// How much of the frame an entry accounts for: roles filled, then conditions met.
fn weight(hit: &Match<'_>) -> usize {
    hit.roles.len() * 16 + hit.pattern.strictness()
}

/// Whether the entry's line asks for that slot.
fn asks_for(hit: &Match<'_>, slot: &str) -> bool {
    hit.pattern.slots.iter().any(|s| s.names.iter().any(|n| n == slot))
}

/// "Will not send", "will retaliate": said of what one will do oneself, so that saying it is the deed.
fn of_oneself(hit: &Match<'_>) -> bool {
    asks_for(hit, "wont") || asks_for(hit, "will")
}

/// Whether one of the entries ties the same relation to a party that the words name.
fn other_party_named(hits: &[Match<'_>], kind: RelationType) -> bool {
    let ties = |m: &Make| matches!(m, Make::Relation { kind: k, ends: RelationEnds::From(..), .. } if *k == kind);
    hits.iter().any(|h| h.roles.contains_key(&Role::R) && h.entry.makes.iter().any(ties))
}

/// Actors by role.
pub(super) type Roles = BTreeMap<Role, Vec<ActorIx>>;

/// One entry that fits one frame, with all that a claim is drawn from.
#[derive(Clone, Copy)]
pub(super) struct Case<'c> {
    pub(super) frame: &'c Frame,
    pub(super) hit: &'c Match<'c>,
    pub(super) roles: &'c Roles,
    pub(super) standing: &'c Standing,
    pub(super) doubts: Doubts,
}

impl<'m> Maker<'m> {
    /// Nouns that another predicate's entry needed for its condition: "pulled out of *talks*", "lifted *sanctions*".
    fn consumed(&self, frames: &[Option<Frame>]) -> BTreeSet<Tok> {
        let mut out = BTreeSet::new();
        for frame in frames.iter().flatten().filter(|f| f.kind == FrameKind::Verb) {
            for hit in self.matcher.matches(frame).0 {
                if hit.entry.makes.iter().any(|m| matches!(m, Make::Event { .. })) {
                    out.extend(hit.witnesses.iter().copied());
                }
            }
        }
        out
    }

    fn read(&self, frame: &'m Frame, consumed: &BTreeSet<Tok>, known: &mut Vec<Known<'m>>, out: &mut FrameClaims) {
        let (hits, misses) = self.matcher.matches(frame);
        known.extend(Known::of(frame, &hits, &misses));
        self.refute(frame, out);
        if hits.is_empty() {
            self.echo(frame, out);
        }
        if hits.is_empty() && misses.is_empty() {
            return;
        }
        let better =
            |h: &Match<'_>| !self.is_selfish(h) && h.entry.makes.iter().any(|m| matches!(m, Make::Event { .. }));
        let choice = hits.iter().any(better);
        let hits: Vec<Match<'_>> =
            hits.into_iter().filter(|h| !self.is_selfish(h) || !choice && self.by_pronoun(h)).collect();
        // "Police arrested the mayor of Quito": the mayor, not the state of which both are.
        let befalls_another = hits.iter().any(|h| self.befalls_doer(h) == Some(false));
        let hits: Vec<Match<'_>> =
            hits.into_iter().filter(|h| !befalls_another || self.befalls_doer(h) != Some(true)).collect();
        let standing = self.standings.of(frame.pred, frame.anchor);
        let mut trace = self.trace(frame, &hits, &misses, &standing);
        // Of the entries that fit, the strictest makes the events, for each type of event.
        let refuses = hits.iter().any(of_oneself);
        // "Killed a Danish soldier near Basra": whom it befell is named, so it is not where it happened.
        let struck = hits.iter().any(|h| self.strikes_object(frame, h) == Some(true));
        let strictest = hits
            .iter()
            .filter(|h| !struck || self.strikes_object(frame, h) != Some(false))
            .filter(|h| h.entry.makes.iter().any(|m| matches!(m, Make::Event { .. })))
            .filter(|h| !refuses || of_oneself(h))
            .map(weight)
            .max();
        let mut made_event = false;
        for hit in &hits {
            if struck && self.strikes_object(frame, hit) == Some(false) {
                continue;
            }
            // "Rejected calls for aid": of the calls no more is told than that.
            if frame.kind == FrameKind::Noun && consumed.contains(&frame.pred) && standing.reality == Reality::Denied {
                continue;
            }
            // The verb has told it, unless the noun has parties of its own.
            let own = hit.roles.get(&Role::A).is_some_and(|f| {
                f.iter().any(|f| !f.borrowed && !frame.args.iter().any(|a| a.head == f.head && a.slot == "ctx"))
            });
            if frame.kind == FrameKind::Noun && consumed.contains(&frame.pred) && !own {
                continue;
            }
            let roles = self.roles(frame, hit);
            let case = Case { frame, hit, roles: &roles, standing: &standing, doubts: self.doubts(frame, hit) };
            let has_relation = hit.entry.makes.iter().any(|m| matches!(m, Make::Relation { .. }));
            for make in &hit.entry.makes {
                match *make {
                    Make::Event { code, reality } => {
                        if Some(weight(hit)) != strictest || made_event && hit.entry.makes.len() < 2 {
                            continue;
                        }
                        let participle = frame.kind == FrameKind::Verb
                            && code.kind != EventType::Consult
                            && self.scene.text.at(frame.pred).dep == "amod";
                        if has_relation && (standing.accused || participle || self.is_standing_tie(frame, &standing)) {
                            continue;
                        }
                        // "Works to defeat", "a plan for crushing": meant, and told as the tie.
                        if code.kind == EventType::Assault && self.is_only_meant(frame, &hits, &standing) {
                            continue;
                        }
                        // "Will not send", said of oneself, is the refusal and no denied sending.
                        if refuses && !of_oneself(hit) {
                            continue;
                        }
                        match self.event(case, code, reality) {
                            Ok(event) => {
                                made_event = true;
                                let event = match self.reversed(hit, &event) {
                                    Some((there, back)) => {
                                        out.events.push(back);
                                        there
                                    }
                                    None => event,
                                };
                                self.matcher.deeds.borrow_mut().push(Deed {
                                    pred: frame.pred,
                                    kind: event.code.kind,
                                    doers: event.actors.clone(),
                                    others: event.recipients.clone(),
                                });
                                out.events.push(event);
                            }
                            Err(reason) => {
                                if let Some(trace) = &mut trace {
                                    trace.void = Some(reason.to_string());
                                }
                            }
                        }
                    }
                    // "Mali and Niger fell out with France": with France, not with each other.
                    Make::Relation { kind, ends: RelationEnds::Among(_), .. } if other_party_named(&hits, kind) => {}
                    Make::Relation { kind, ends, status, aimed } => {
                        out.relations.extend(self.relations(case, kind, ends, (status, aimed)));
                    }
                }
            }
        }
        out.traces.extend(trace);
        self.deny(frame, out);
    }

    /// For an entry that makes a one-sided event, whether none but the doer would be the one to whom it is done; none where no one is.
    fn befalls_doer(&self, hit: &Match<'_>) -> Option<bool> {
        let one_sided = |m: &Make| {
            matches!(m, Make::Event { code, .. } if !matches!(
                code.kind,
                EventType::Agree | EventType::Consult | EventType::Cooperate
            ))
        };
        if !hit.entry.makes.iter().any(one_sided) || self.is_mutual(hit) {
            return None;
        }
        let of = |role: Role| hit.roles.get(&role).into_iter().flatten().flat_map(|f| f.actors.iter().copied());
        if of(Role::A).next().is_none() || of(Role::R).next().is_none() {
            return None;
        }
        Some(of(Role::R).all(|r| of(Role::A).any(|a| a == r)))
    }

    /// For an attack, whether those whom it befell are the verb's object and of a known side; none for other entries.
    fn strikes_object(&self, frame: &Frame, hit: &Match<'_>) -> Option<bool> {
        let assault = |m: &Make| matches!(m, Make::Event { code, .. } if code.kind == EventType::Assault);
        if frame.kind != FrameKind::Verb || !hit.entry.makes.iter().any(assault) {
            return None;
        }
        let known = |a: &ActorIx| self.actors.entries[*a].key.is_some() || self.actors.side(*a) != *a;
        let fillers = hit.roles.get(&Role::R)?;
        let objects: Vec<Tok> = frame.fillers("obj").collect();
        Some(fillers.iter().any(|f| objects.contains(&f.head) && f.actors.iter().any(known)))
    }

    /// "France recognises Kosovo", "does not recognise": how things stand, not what happened.
    fn is_standing_tie(&self, frame: &Frame, standing: &Standing) -> bool {
        let text = self.scene.text;
        let simple_present = matches!(text.at(frame.anchor).tag, "VBZ" | "VBP")
            && !text.sentences[text.at(frame.pred).sentence].headline;
        frame.kind == FrameKind::Verb && (standing.negated || simple_present)
    }

    fn roles(&self, frame: &Frame, hit: &Match<'_>) -> Roles {
        let pred = frame.pred;
        let mut roles = Roles::new();
        for (role, fillers) in &hit.roles {
            let all = roles.entry(*role).or_default();
            for a in fillers.iter().flat_map(|f| f.actors.iter()) {
                if !all.contains(a) {
                    all.push(*a);
                }
            }
        }
        // A mediator's parties are those of whom the text has just spoken.
        let mediates =
            hit.entry.makes.iter().any(|m| matches!(m, Make::Event { code, .. } if code.mode == Some("third-party")));
        if mediates && roles.get(&Role::R).is_none_or(|r| r.len() < 2) {
            let mut known = roles.get(&Role::A).cloned().unwrap_or_default();
            let named = roles.get(&Role::R).cloned().unwrap_or_default();
            if named.is_empty() {
                let at = hit.roles.values().flatten().map(|f| f.head).chain([pred]).max().unwrap_or(pred);
                known.retain(|a| self.actors.entries[*a].kind != ActorKind::Media);
                let parties = self
                    .dealing_parties(frame, &known)
                    .unwrap_or_else(|| self.actors.parties_before(self.scene.text, at, &known));
                // Captives and unnamed officials deal with no one.
                let deals = |a: &ActorIx| {
                    let entry = &self.actors.entries[*a];
                    entry.key.is_some() || entry.side.is_some() || entry.name.starts_with(char::is_uppercase)
                };
                roles.insert(Role::R, parties.into_iter().filter(deals).collect());
            }
        }
        // Who stands on one end does not stand on the other.
        let first = roles.get(&Role::A).cloned().unwrap_or_default();
        if let Some(r) = roles.get_mut(&Role::R) {
            r.retain(|a| !first.contains(a));
        }
        roles
    }

    fn doubts(&self, frame: &Frame, hit: &Match<'_>) -> Doubts {
        let fillers = || hit.roles.values().flatten();
        let resolved = |f: &&Filler| {
            self.actors.mention(f.head).is_some_and(|m| matches!(m.manner, Manner::Pronoun | Manner::Nominal))
        };
        Doubts {
            borrowed: fillers().filter(|f| f.borrowed).count(),
            resolved: fillers().filter(resolved).count(),
            noun: frame.kind == FrameKind::Noun,
            headline: self.is_headline(frame.pred),
            inferred: false,
            loose: hit.pattern.strictness() <= 4,
            learned: None,
            turned: false,
        }
    }

    fn is_headline(&self, t: Tok) -> bool {
        let text = self.scene.text;
        text.sentences[text.at(t).sentence].headline
    }

    pub(super) fn event(
        &self,
        case: Case<'_>,
        code: EventCode,
        set: Option<Reality>,
    ) -> Result<EventClaim, &'static str> {
        let Case { frame, hit, roles, standing, doubts } = case;
        if code.kind == EventType::Assault && standing.reality != Reality::Actual && self.is_only_threatened(frame) {
            return Err("only threatened");
        }
        // Who tries to storm a palace riots, who tries to kill attacks.
        let attempt = standing.tried && matches!(code.kind, EventType::Assault | EventType::Protest);
        if let Some(void) = standing.void.filter(|_| !attempt) {
            return Err(void);
        }
        if code.kind == EventType::Consult && code.mode.is_none() && self.is_sport(frame.pred) {
            return Err("a game");
        }
        let get = |r: Role| roles.get(&r).cloned().unwrap_or_default();
        let (mut actors, mut recipients, companions) = (get(Role::A), get(Role::R), get(Role::C));
        let mutual = matches!(code.kind, EventType::Agree | EventType::Consult) && code.mode != Some("visit");
        if actors.is_empty() && recipients.is_empty() && mutual {
            actors = self.actors.parties_before(self.scene.text, frame.pred, &[]);
        }
        if actors.is_empty() && code.kind == EventType::Concede {
            (actors, recipients) = self.undone(frame.pred, recipients);
        }
        if actors.is_empty() && recipients.is_empty() {
            return Err("no actor");
        }
        // "The minister said that his country must act": nothing asked of another.
        let sides = |list: &[ActorIx]| list.iter().map(|a| self.actors.side(*a)).collect::<BTreeSet<_>>();
        if asks_for(hit, "must") && (recipients.is_empty() || !sides(&actors).is_disjoint(&sides(&recipients))) {
            return Err("said of one's own side");
        }
        if code.kind == EventType::Consult && self.is_of_borders(frame) {
            return Err("where borders meet");
        }
        let mut reality = standing.reality;
        if of_oneself(hit) {
            reality = Reality::Actual;
        } else if let Some(set) = set.filter(|_| standing.reality != Reality::Denied) {
            reality = if standing.reality == Reality::Possible { Reality::Possible } else { set };
        }
        if reality == Reality::Actual
            && code.mode != Some("ceasefire")
            && setting::lies_ahead(self.scene, self.settings, frame.pred, frame.anchor)
        {
            reality = Reality::Planned;
        }
        // "Said that it was ready to accept": that is its acceptance.
        let own_word =
            || standing.source.is_some_and(|s| actors.iter().any(|a| self.actors.side(*a) == self.actors.side(s)));
        if standing.ready
            && own_word()
            && reality == Reality::Planned
            && code.kind == EventType::Agree
            && frame.lemma == "accept"
        {
            reality = Reality::Actual;
        }
        if standing.cancelled && code.kind == EventType::Consult {
            reality = Reality::Denied;
        }
        let mut code = code;
        // "Has never accepted the ruling": no agreement that failed, but a refusal.
        if code.kind == EventType::Agree && standing.negated && frame.kind == FrameKind::Verb && frame.lemma == "accept"
        {
            code = EventCode::new(EventType::Reject, None).expect("REJECT has a plain code");
            reality = Reality::Actual;
        }
        // "Is ready to meet", "open to talks": an offer.
        if code.kind == EventType::Consult && code.mode.is_none() && self.is_only_ready(frame) && !standing.negated {
            code = EventCode::new(EventType::Request, Some("meet")).expect("REQUEST has the mode meet");
            reality = Reality::Actual;
        }
        // A meeting or visit to come is an agreement to meet.
        if code.kind == EventType::Consult
            && matches!(reality, Reality::Planned | Reality::Possible)
            && code.mode != Some("third-party")
        {
            code = EventCode::new(EventType::Agree, None).expect("AGREE has a plain code");
        }
        if code.mode == Some("visit") {
            self.visit_target(&mut recipients);
            let own = |r: &ActorIx| actors.iter().any(|a| self.actors.side(*a) == self.actors.side(*r));
            if !recipients.is_empty() && recipients.iter().all(own) {
                return Err("a visit to one's own side");
            }
        }
        if code.kind == EventType::Protest && recipients.is_empty() {
            recipients.extend(self.protested_against(frame, &actors));
        }
        // Whoever recaptures a town of his own state takes it from another, if there is one.
        let mut struck: Vec<ActorIx> = Vec::new();
        let own_side = |r: &ActorIx| actors.iter().any(|a| a != r && self.actors.side(*a) == *r);
        let power = frame.filler("obj").is_some_and(|o| self.scene.text.at(o).lemma == "power");
        // "His men overran his headquarters": somebody else's.
        let of_own_leader = |f: &Filler| {
            let own = |r: &ActorIx| actors.iter().any(|a| self.actors.side(*a) == self.actors.side(*r));
            let person = |r: &ActorIx| self.actors.entries[*r].kind == ActorKind::Person;
            !f.actors.is_empty() && self.actors.whom(f.head) != f.actors && f.actors.iter().all(|r| person(r) && own(r))
        };
        if code.mode == Some("seize") && hit.roles.get(&Role::R).is_some_and(|r| r.iter().all(of_own_leader)) {
            return Err("one's own leader's");
        }
        if code.kind == EventType::Coerce && code.mode == Some("seize") && !power && recipients.iter().all(own_side) {
            struck.append(&mut recipients);
        }
        let mut doubts = doubts;
        let has_role = hit.entry.patterns.iter().any(|p| p.slots.iter().any(|s| s.role == Some(Role::R)));
        // Whom an attack befell is looked for only where it is not said at all.
        let unnamed = |o: Tok| self.scene.text.at(o).pos == "NOUN" && !hit.roles.contains_key(&Role::R);
        // "Bombed the town and killed two people": the second tells of the first.
        let told = |d: &Deed| {
            d.kind == EventType::Assault
                && self.scene.text.at(d.pred).sentence == self.scene.text.at(frame.pred).sentence
        };
        let again = frame.filler("obj").is_some() && self.matcher.deeds.borrow().iter().rev().take(8).any(told);
        let befell = code.kind != EventType::Assault || !again && frame.filler("obj").is_none_or(unnamed);
        if recipients.is_empty()
            && has_role
            && befell
            && needs_recipient(code)
            && !(code.kind.is_reciprocal() && actors.len() > 1)
            && !actors.is_empty()
            && !self.is_mutual(hit)
        {
            let mut not: Vec<ActorIx> = actors.clone();
            not.extend(standing.source);
            not.extend(self.judge(frame));
            // Whoever takes power takes it in his own state.
            if code.mode == Some("seize") && frame.filler("obj").is_some_and(|o| self.scene.text.at(o).lemma == "power")
            {
                recipients.extend(self.power_taken_from(&actors, frame.pred));
            }
            let entry = |a: &ActorIx| &self.actors.entries[*a];
            let strikes = |a: &ActorIx| !matches!(entry(a).kind, ActorKind::Organisation | ActorKind::Person);
            // Troops leave the land of a state or faction, not a person.
            let lands = |a: &ActorIx| entry(a).kind != ActorKind::Person || entry(a).side.is_some();
            let foe = self.foe(code.kind, &actors, &not, frame.pred);
            let other = foe.or_else(|| self.actors.other_party(self.scene.text, frame.pred, &not));
            let other = other.filter(|_| recipients.is_empty());
            recipients.extend(other.filter(|a| match code.kind {
                EventType::Assault => frame.filler("obj").is_none() || strikes(a),
                EventType::Retreat => lands(a),
                // Land is taken from a state or an armed party.
                EventType::Coerce if code.mode == Some("seize") => strikes(a),
                _ => true,
            }));
            doubts.inferred = true;
        }
        if recipients.is_empty() {
            recipients = struck;
        }
        // "The airman was captured after Chad shot down his jet": by the other party of the sentence.
        let held = matches!(code.mode, Some("arrest" | "expel" | "release"));
        let denied = held && reality == Reality::Denied && self.only_denies(hit, &actors, &recipients, standing.source);
        actors.retain(|_| !denied);
        if actors.is_empty() && held && !recipients.is_empty() && frame.filler("by").is_none() {
            let other = self.actors.other_party(self.scene.text, frame.pred, &recipients);
            let here = |a: &ActorIx| self.is_named_beside(*a, frame.pred);
            actors.extend(other.filter(here));
            doubts.inferred |= !actors.is_empty();
        }
        if code.kind == EventType::Assault {
            self.not_oneself(frame, hit, &actors, &mut recipients);
        }
        if code.kind == EventType::Assault && recipients.is_empty() && again {
            return Err("told already");
        }
        doubts.inferred |= self.not_own_whole(frame, hit, code, &actors, &mut recipients)?;
        actors.retain(|a| !companions.contains(a));
        recipients.retain(|a| !companions.contains(a));
        let planned = reality == Reality::Planned || reality == Reality::Possible;
        let speech = matches!(
            code.kind,
            EventType::Accuse | EventType::Support | EventType::Request | EventType::Reject | EventType::Threaten
        );
        let told = reality == Reality::Actual && !speech;
        let date = setting::date_of(self.scene.text, self.settings, frame.pred, frame.anchor, planned, speech)
            .or_else(|| told.then(|| setting::told_date(self.scene.text, self.settings, frame.pred)).flatten())
            .filter(|_| !self.is_headline(frame.pred));
        // What happens once happened when it began.
        let once =
            matches!(code.kind, EventType::Sanction | EventType::Retreat | EventType::Agree | EventType::Concede)
                || code.kind == EventType::Coerce && code.mode == Some("seize");
        let date = date.map(|d| {
            let first = once.then(|| setting::begun(self.scene.text, self.settings, frame.pred, &d)).flatten();
            first.unwrap_or(d)
        });
        let place = self.place(frame, hit, code);
        if code.mode == Some("withdraw") && code.kind == EventType::Retreat && recipients.is_empty() {
            let left = place.as_ref().and_then(|p| self.actors.place_owner(p.at));
            recipients.extend(left.filter(|l| !actors.iter().any(|a| self.actors.side(*a) == self.actors.side(*l))));
        }
        let toll = (code.kind == EventType::Assault)
            .then(|| setting::toll_of(self.scene.text, self.settings, frame.pred))
            .flatten();
        let money = matches!(
            code.kind,
            EventType::Agree
                | EventType::Aid
                | EventType::Cooperate
                | EventType::Sanction
                | EventType::Request
                | EventType::Concede
        );
        let amounts =
            money.then(|| setting::amounts_of(self.scene.text, self.settings, frame.pred, frame.anchor)).flatten();
        let mut basis = self.basis(frame, hit, standing, doubts);
        // What is said not to have happened is not doubted besides.
        basis.hedged &= reality != Reality::Denied;
        Ok(EventClaim { code, actors, recipients, companions, place, date, reality, amounts, toll, basis })
    }

    /// Whose word a claim is, how sure, and where it stands.
    pub(super) fn basis(&self, frame: &Frame, hit: &Match<'_>, standing: &Standing, doubts: Doubts) -> Basis {
        Basis {
            pred: frame.pred,
            rule: hit.entry.id.clone(),
            source: standing.source.filter(|s| !self.speaks_for_itself(hit, *s)).filter(|s| !self.is_own_act(hit, *s)),
            hedged: standing.hedged,
            rumour: standing.rumour,
            headline: doubts.headline,
            evidence: vec![self.evidence(frame, hit)],
            doubts,
        }
    }

    /// Accusing, threatening, asking and praising have no source for being said by the one who does it.
    fn speaks_for_itself(&self, hit: &Match<'_>, source: ActorIx) -> bool {
        let speech = hit.entry.makes.iter().any(|m| {
            matches!(m, Make::Event { code, .. } if matches!(code.kind, EventType::Accuse | EventType::Threaten | EventType::Request | EventType::Support | EventType::Reject))
        });
        speech && hit.roles.get(&Role::A).into_iter().flatten().any(|f| f.actors.contains(&source))
    }

    /// "Ukraine told Washington that it was ready to …": whoever acts is no source for it.
    fn is_own_act(&self, hit: &Match<'_>, source: ActorIx) -> bool {
        let event = hit.entry.makes.iter().any(|m| matches!(m, Make::Event { .. }));
        event && hit.roles.get(&Role::A).into_iter().flatten().any(|f| f.actors == [source])
    }

    /// From the first to the last word of predicate, anchor and fillers; what lies outside the sentence is left out.
    fn evidence(&self, frame: &Frame, hit: &Match<'_>) -> Range<Tok> {
        let text = self.scene.text;
        let sentence = text.sentence_of(frame.pred);
        let mut range = frame.pred.min(frame.anchor)..frame.pred.max(frame.anchor) + 1;
        let mut take = |r: Range<Tok>| {
            if sentence.contains(&r.start) && r.end <= sentence.end {
                range = range.start.min(r.start)..range.end.max(r.end);
            }
        };
        for f in hit.roles.values().flatten().filter(|f| !f.borrowed) {
            let whole = self.actors.mention(f.head).map_or(f.head..f.head + 1, |m| m.tokens.clone());
            take(whole);
        }
        hit.witnesses.iter().for_each(|w| take(*w..*w + 1));
        range
    }
}
