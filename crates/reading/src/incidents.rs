//! The document level: mentions of one happening become one event, one tie one relation.
//!
//! Comes in: claims in order of the text. Goes out: claims, fewer, with details gathered from all places that tell of them.
//! Promises: the order is that of first mention; every quotation is kept.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use model::{EventType, Reality, RelationType, Status};

use crate::actors::{ActorIx, Actors};
use crate::claims::{EventClaim, RelationClaim};
use crate::text::{Text, Tok};

/// How many events back a happening is looked for; an article has a few dozen, a book must not take the square of its length.
const WINDOW: usize = 400;

/// Joins events that tell of one happening.
pub(crate) fn join_events(text: &Text<'_>, actors: &Actors, claims: Vec<EventClaim>) -> Vec<EventClaim> {
    let mut out: Vec<EventClaim> = Vec::new();
    // The body decides: headlines come last, so that they add to what is known.
    let (headline, body): (Vec<_>, Vec<_>) = claims.into_iter().partition(|c| c.basis.headline);
    for claim in body {
        let window = out.len().saturating_sub(WINDOW);
        match out[window..].iter().position(|e| same_event(text, actors, e, &claim)) {
            Some(i) => absorb(actors, &mut out[window + i], claim),
            None => out.push(claim),
        }
    }
    for claim in headline {
        match out
            .iter()
            .take(WINDOW)
            .position(|e| e.code.kind == claim.code.kind && (share(actors, e, &claim) || retold(actors, e, &claim)))
        {
            Some(i) => out[i].basis.evidence.extend(claim.basis.evidence),
            None => out.push(claim),
        }
    }
    out.sort_by_key(|e| e.basis.pred);
    lend_places(text, actors, &mut out);
    lend_days(text, actors, &mut out);
    out
}

/// Whether a headline tells what the body tells: the same doer does the same, though to another, or an unknown doer to the same.
fn retold(actors: &Actors, body: &EventClaim, headline: &EventClaim) -> bool {
    let doers = sides(actors, &body.actors);
    body.code.mode == headline.code.mode && !doers.is_disjoint(&sides(actors, &headline.actors))
}

/// "X wrote to Y on Friday. He accused it …": what is said at a meeting or in a speech that has a day, by one who took part in it.
fn lend_days(text: &Text<'_>, actors: &Actors, events: &mut [EventClaim]) {
    use EventType::{Accuse, Agree, Consult, Reject, Request, Support, Threaten};
    let speech = |e: &EventClaim| matches!(e.code.kind, Accuse | Request | Reject | Support | Threaten);
    for i in 1..events.len() {
        let (before, rest) = events.split_at_mut(i);
        let event = &mut rest[0];
        if event.date.is_some() || !speech(event) || event.reality != Reality::Actual || event.basis.headline {
            continue;
        }
        let sentence = text.at(event.basis.pred).sentence;
        let person = |e: &EventClaim| e.actors.iter().any(|a| event.actors.contains(a));
        let lender = before.iter().rev().take(4).find(|e| {
            let there = text.at(e.basis.pred).sentence;
            let near = there <= sentence && sentence - there <= 1;
            let day = e.date.as_ref().is_some_and(|d| d.days() == 1);
            let here = || e.actors.iter().chain(&e.recipients).any(|a| event.actors.contains(a));
            let talks = matches!(e.code.kind, Consult | Agree) && here() && both_ends(actors, e, event);
            near && day && e.reality == Reality::Actual && !e.basis.headline && (talks || speech(e) && person(e))
        });
        if let Some(lender) = lender {
            event.date.clone_from(&lender.date);
        }
    }
}

/// What two parties do around the time that they are said to be somewhere, they do there: what they sign, agree, ask of each other.
fn lend_places(text: &Text<'_>, actors: &Actors, events: &mut [EventClaim]) {
    let together =
        |k: EventType| matches!(k, EventType::Agree | EventType::Consult | EventType::Retreat | EventType::Support);
    let fits = |e: &EventClaim| e.reality == Reality::Actual && e.code.mode != Some("phone");
    let same_time = |a: &EventClaim, b: &EventClaim| match (&a.date, &b.date) {
        (Some(x), Some(y)) => x.overlaps(y),
        _ => true,
    };
    let at = |e: &EventClaim| text.at(e.basis.pred).sentence;
    let named: Vec<EventClaim> =
        events.iter().filter(|e| e.place.is_some() && fits(e) && together(e.code.kind)).cloned().collect();
    for event in events.iter_mut().filter(|e| e.place.is_none() && fits(e)) {
        let speech = matches!(event.code.kind, EventType::Request | EventType::Accuse | EventType::Reject);
        let near = |e: &&EventClaim, before: usize, after: usize| {
            let (here, there) = (at(event), at(e));
            there <= here && here - there <= before || there > here && there - here <= after
        };
        let lender = if together(event.code.kind) {
            let first = named.partition_point(|e| e.basis.pred < event.basis.pred);
            let usable = |e: &&EventClaim| same_time(e, event) && share(actors, e, event);
            let before = named[..first].iter().rev().take(WINDOW);
            let after = named[first..].iter().take(WINDOW);
            before.clone().find(|e| near(e, 2, 0) && usable(e)).or_else(|| {
                before.chain(after).find(|e| near(e, 5, 3) && usable(e) && meets(e) && both_ends(actors, e, event))
            })
        } else if speech {
            let first = named.partition_point(|e| e.basis.pred < event.basis.pred);
            named[..first]
                .iter()
                .rev()
                .take(WINDOW)
                .find(|e| near(e, 2, 0) && meets(e) && same_time(e, event) && both_ends(actors, e, event))
        } else {
            None
        };
        if let Some(lender) = lender {
            event.place.clone_from(&lender.place);
        }
    }
}

/// Whether the parties are in one place.
fn meets(e: &EventClaim) -> bool {
    matches!(e.code.kind, EventType::Consult | EventType::Agree) || e.code.mode == Some("ceasefire")
}

/// Whether two sides or more of one event take part in the other.
fn both_ends(actors: &Actors, a: &EventClaim, b: &EventClaim) -> bool {
    let all = |e: &EventClaim| {
        let mut all = sides(actors, &e.actors);
        all.extend(sides(actors, &e.recipients));
        all
    };
    all(a).intersection(&all(b)).count() > 1
}

fn sides(actors: &Actors, list: &[ActorIx]) -> BTreeSet<ActorIx> {
    list.iter().map(|a| actors.side(*a)).collect()
}

/// Whether the parties agree: both ends share a side, or the union does where order says nothing.
fn share(actors: &Actors, a: &EventClaim, b: &EventClaim) -> bool {
    let (aa, ar) = (sides(actors, &a.actors), sides(actors, &a.recipients));
    let (ba, br) = (sides(actors, &b.actors), sides(actors, &b.recipients));
    if a.code.kind.is_reciprocal() && !matches!(a.code.kind, EventType::Assault) {
        let x: BTreeSet<_> = aa.union(&ar).collect();
        let y: BTreeSet<_> = ba.union(&br).collect();
        let common = x.intersection(&y).count();
        return common >= 2 || common == 1 && (x.len() == 1 || y.len() == 1);
    }
    let meets = |x: &BTreeSet<ActorIx>, y: &BTreeSet<ActorIx>| x.is_empty() || y.is_empty() || !x.is_disjoint(y);
    let some = !aa.is_disjoint(&ba) || !ar.is_disjoint(&br);
    meets(&aa, &ba) && meets(&ar, &br) && some
}

fn same_event(text: &Text<'_>, actors: &Actors, a: &EventClaim, b: &EventClaim) -> bool {
    if a.code.kind != b.code.kind || !share(actors, a, b) {
        return false;
    }
    if other_persons(actors, a, b) {
        return false;
    }
    // Two mediators of one quarrel at two times.
    let mediators =
        |e: &EventClaim| if e.code.mode == Some("third-party") { sides(actors, &e.actors) } else { BTreeSet::new() };
    let (x, y) = (mediators(a), mediators(b));
    if !x.is_empty() && !y.is_empty() && x.is_disjoint(&y) {
        return false;
    }
    // A mediator who meets one of the parties does not mediate by it.
    let parties = |e: &EventClaim| {
        let mut all = sides(actors, &e.actors);
        all.extend(sides(actors, &e.recipients));
        all
    };
    if !x.is_empty() && y.is_empty() && b.code.kind == EventType::Consult && !x.is_disjoint(&parties(b))
        || x.is_empty() && !y.is_empty() && a.code.kind == EventType::Consult && !y.is_disjoint(&parties(a))
    {
        return false;
    }
    // A border closed and an envoy recalled are two measures.
    let apart = matches!(a.code.kind, EventType::Retreat | EventType::Sanction | EventType::Coerce);
    let vague = |x: &EventClaim, y: &EventClaim| x.code.mode.is_none() && y.code.mode != Some("visit") && !apart;
    let modes = a.code.mode == b.code.mode || vague(a, b) || vague(b, a);
    if !modes {
        return false;
    }
    let planned = |r: Reality| matches!(r, Reality::Planned | Reality::Possible);
    if planned(a.reality) != planned(b.reality) {
        return false;
    }
    if let (Some(x), Some(y)) = (&a.date, &b.date) {
        return x.overlaps(y);
    }
    // Undated: near each other in the text, or of the same place.
    let distance = text.at(a.basis.pred).sentence.abs_diff(text.at(b.basis.pred).sentence);
    let places = match (&a.place, &b.place) {
        (Some(x), Some(y)) => x.name == y.name,
        _ => true,
    };
    places && (distance <= 6 || a.date.is_none() && b.date.is_none() || calls_back(a, b) || calls_back(b, a))
}

/// "The downing of the jet", with neither doer nor day: the attack that the text tells in full elsewhere.
fn calls_back(noun: &EventClaim, full: &EventClaim) -> bool {
    noun.code.kind == EventType::Assault
        && noun.basis.doubts.noun
        && noun.actors.is_empty()
        && noun.date.is_none()
        && !full.actors.is_empty()
}

/// Whether one side is represented by different people: the ministers who met are not the presidents who signed.
fn other_persons(actors: &Actors, a: &EventClaim, b: &EventClaim) -> bool {
    let persons = |e: &EventClaim| {
        let mut out: BTreeMap<ActorIx, BTreeSet<ActorIx>> = BTreeMap::new();
        for p in e.actors.iter().chain(&e.recipients).chain(&e.companions).copied() {
            let entry = &actors.entries[p];
            let named = entry.key.is_some() || entry.name.split(' ').all(|w| w.starts_with(char::is_uppercase));
            if entry.kind == model::ActorKind::Person && named {
                out.entry(actors.side(p)).or_default().insert(p);
            }
        }
        out
    };
    let (x, y) = (persons(a), persons(b));
    x.iter().any(|(side, who)| y.get(side).is_some_and(|others| who.is_disjoint(others)))
}

fn absorb(actors: &Actors, into: &mut EventClaim, claim: EventClaim) {
    let had: BTreeSet<ActorIx> = into.actors.iter().chain(&into.recipients).chain(&into.companions).copied().collect();
    // A person says more than the state for which it acts.
    refine(actors, &mut into.actors, &claim.actors);
    refine(actors, &mut into.recipients, &claim.recipients);
    let new = |list: &[ActorIx]| list.iter().copied().filter(|a| !had.contains(a)).collect::<Vec<_>>();
    if into.recipients.is_empty() {
        let known = sides(actors, &into.actors);
        into.recipients = new(&claim.recipients).into_iter().filter(|r| !known.contains(&actors.side(*r))).collect();
    }
    if into.actors.is_empty() {
        into.actors = new(&claim.actors);
    }
    into.companions.extend(new(&claim.companions));
    if into.code.mode.is_none() {
        into.code = claim.code;
    }
    into.place = into.place.take().or(claim.place);
    into.date = into.date.take().or(claim.date);
    into.amounts = into.amounts.take().or(claim.amounts);
    into.toll = into.toll.take().or(claim.toll);
    into.basis.hedged |= claim.basis.hedged;
    if claim.basis.doubts.fewer_than(&into.basis.doubts) {
        into.basis.doubts = claim.basis.doubts;
    }
    into.basis.evidence.extend(claim.basis.evidence);
}

/// Replaces a state by the person of the same side that another mention names.
fn refine(actors: &Actors, list: &mut [ActorIx], other: &[ActorIx]) {
    for slot in list.iter_mut() {
        if actors.entries[*slot].kind == model::ActorKind::Person {
            continue;
        }
        let person = other
            .iter()
            .find(|o| actors.entries[**o].kind == model::ActorKind::Person && actors.side(**o) == actors.side(*slot));
        if let Some(person) = person {
            *slot = *person;
        }
    }
}

/// Joins relations of one type between the same ends.
pub(crate) fn join_relations(claims: Vec<RelationClaim>) -> Vec<RelationClaim> {
    let mut out: Vec<RelationClaim> = Vec::new();
    let mut known: BTreeMap<(RelationType, ActorIx, ActorIx), usize> = BTreeMap::new();
    for claim in claims {
        let swap = claim.kind.is_symmetric() && claim.to < claim.from;
        let key = if swap { (claim.kind, claim.to, claim.from) } else { (claim.kind, claim.from, claim.to) };
        match known.get(&key).map(|i| &mut out[*i]) {
            Some(r) => {
                // What says more than "current" wins.
                if r.status == Status::Current && claim.status != Status::Current && !claim.basis.headline {
                    r.status = claim.status;
                }
                r.role = r.role.take().or(claim.role);
                if claim.basis.doubts.fewer_than(&r.basis.doubts) {
                    r.basis.doubts = claim.basis.doubts;
                }
                r.basis.evidence.extend(claim.basis.evidence);
            }
            None => {
                known.insert(key, out.len());
                out.push(claim);
            }
        }
    }
    out
}

/// Ranges in order without those that lie inside another.
pub(crate) fn tidy(mut ranges: Vec<Range<Tok>>) -> Vec<Range<Tok>> {
    ranges.sort_by_key(|r| (r.start, std::cmp::Reverse(r.end)));
    let mut out: Vec<Range<Tok>> = Vec::new();
    for r in ranges {
        if out.last().is_none_or(|last| r.end > last.end) {
            out.push(r);
        }
    }
    out
}
