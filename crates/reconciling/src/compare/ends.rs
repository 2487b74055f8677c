//! Who did it and to whom, by side and by person.

use atlas::Atlas;
use model::{ActorKind, EventType};

use super::Terms;
use crate::names::alike_places;
use crate::places::Lie;
use crate::profile::{End, Profile, Soft, When};
use crate::rules::Rules;

/// How far two ends agree.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Accord {
    /// One of them is not named.
    Missing,
    /// They share sides: how well in (0, 1], and how many sides one of them has besides.
    Shared { worth: f64, surplus: usize },
    /// They share some, and each has another besides.
    Crossed(usize),
    /// They share none.
    None,
}

pub(super) fn compare(a: &Profile<'_>, b: &Profile<'_>, rules: &Rules, terms: &mut Terms) -> Result<(), &'static str> {
    let e = &rules.ends;
    if [a, b].iter().any(|p| p.parties.is_empty() && !rules.blocks.blamed.contains(&p.kind)) {
        return Err("nobody is named");
    }
    if (a.seen.paper.dataset && a.parties.len() > 1 && b.parties.len() < 2)
        || (b.seen.paper.dataset && b.parties.len() > 1 && a.parties.len() < 2)
    {
        return Err("a row names both, the other one only");
    }
    let mutual = a.is_mutual(rules) || b.is_mutual(rules);
    if mutual {
        if let Some(doer) = [a, b].into_iter().find(|p| !p.is_mutual(rules)) {
            // One does to others what these do together: that is a third party's act.
            let parties = if std::ptr::eq(doer, a) { b } else { a };
            if doer.actors.sides.keys().any(|s| !parties.all.sides.contains_key(s)) {
                return Err("done by a third party");
            }
        }
        match accord(&a.all, &b.all, a, b, rules) {
            Accord::Missing => terms.push(("parties", e.missing)),
            Accord::None => return Err("other parties"),
            Accord::Crossed(shared) if shared < 2 => return Err("another partner"),
            Accord::Crossed(_) => terms.push(("parties in part", 2.0 * e.part)),
            Accord::Shared { worth, surplus } => {
                let both = a.all.sides.len().min(b.all.sides.len()) > 1;
                terms.push(("parties", if both { 2.0 } else { 1.0 } * worth));
                terms.push(("a party more", e.extra * surplus as f64));
            }
        }
    } else {
        let (doers, befallen) =
            (accord(&a.actors, &b.actors, a, b, rules), accord(&a.recipients, &b.recipients, a, b, rules));
        let crossed = |x: &End<'_>, y: &End<'_>| x.sides.keys().any(|s| y.sides.contains_key(s));
        let reversed =
            doers == Accord::None && (crossed(&a.actors, &b.recipients) || crossed(&b.actors, &a.recipients));
        match befallen {
            Accord::None => return Err(if reversed { "the other way round" } else { "to another" }),
            Accord::Missing => terms.push(("to whom", e.missing)),
            Accord::Crossed(_) => terms.push(("to whom in part", e.part)),
            Accord::Shared { worth, surplus } => {
                terms.push(("to whom", worth));
                terms.push(("another besides", e.extra * surplus as f64));
            }
        }
        match doers {
            Accord::None if reversed => return Err("the other way round"),
            Accord::None if !may_be_blamed(a, b, &befallen, rules) => return Err("by another"),
            Accord::None => terms.push(("by another", e.other_actor)),
            Accord::Missing => terms.push(("by whom", e.missing)),
            Accord::Crossed(_) => terms.push(("by whom in part", e.part)),
            Accord::Shared { worth, surplus } => {
                terms.push(("by whom", worth));
                terms.push(("a doer more", e.extra * surplus as f64));
            }
        }
    }
    people(a, b, mutual, rules, terms)?;
    let (x, y) = (&a.seen.report.event.companions, &b.seen.report.event.companions);
    if x.iter().any(|c| y.contains(c)) {
        terms.push(("companions", e.companions));
    }
    Ok(())
}

/// Whether two doers of one deed can be told: those whom it befell, the day and the place are the same.
fn may_be_blamed(a: &Profile<'_>, b: &Profile<'_>, befallen: &Accord, rules: &Rules) -> bool {
    let same_day = match (a.when, b.when) {
        (When::On(x), When::On(y)) => x.gap(y) <= 1 && x.len().max(y.len()) <= rules.blocks.exact,
        _ => false,
    };
    let same_place = match (&a.site, &b.site) {
        (Some(x), Some(y)) => !matches!(x.lie(y, rules.place.near_km, Atlas::builtin()), Lie::Apart | Lie::Unlike),
        _ => false,
    };
    // A town that was hit is its own place.
    let same_town = a.recipients.soft.values().any(|p| {
        let alike =
            |q: &Soft<'_>| p.kind != ActorKind::State && q.kind != ActorKind::State && alike_places(p.name, q.name);
        b.recipients.soft.values().any(alike)
    });
    rules.blocks.blamed.contains(&a.kind) && *befallen != Accord::Missing && same_day && (same_place || same_town)
}

/// Sides that both ends have, a state passing for a faction of its own where neither says better.
fn accord(x: &End<'_>, y: &End<'_>, a: &Profile<'_>, b: &Profile<'_>, rules: &Rules) -> Accord {
    if x.sides.is_empty() || y.sides.is_empty() {
        return Accord::Missing;
    }
    let code = |s: &str| a.codes.get(s).or_else(|| b.codes.get(s)).copied();
    let parties = matches!(a.kind, EventType::Agree | EventType::Consult | EventType::Cooperate);
    let alike = |s: &str, t: &str| match (x.soft.get(s), y.soft.get(t)) {
        (Some(p), Some(q)) if p.kind == q.kind => p.kind == ActorKind::Place && alike_places(p.name, q.name),
        (Some(p), Some(q)) => (code(s).is_none() || code(t).is_none()) && alike_places(p.name, q.name),
        _ => false,
    };
    let is_state = |n: &str| x.soft.get(n).or(y.soft.get(n)).is_some_and(|p| p.kind == ActorKind::State);
    let stands_for = |s: &str, t: &str| {
        let one_country = code(s).is_some() && code(s) == code(t);
        match (x.soft.get(s), y.soft.get(t)) {
            (None, None) => false,
            _ if a.all.sides.contains_key(t) || b.all.sides.contains_key(s) => false,
            // "Rebels" and "insurgents"; but two persons, two towns are two.
            (Some(p), Some(q)) if p.kind == q.kind => p.kind == ActorKind::Faction && one_country,
            // A state is no name for those who fight it, but at a table with others.
            _ if x.factions.contains(s) && is_state(t) || y.factions.contains(t) && is_state(s) => {
                parties && one_country
            }
            // A description of fighters fits fighters.
            (Some(p), None) if p.kind == ActorKind::Faction => y.factions.contains(t) && one_country,
            (None, Some(q)) if q.kind == ActorKind::Faction => x.factions.contains(s) && one_country,
            _ => one_country,
        }
    };
    let mut left: Vec<&str> = x.sides.keys().filter(|s| !y.sides.contains_key(*s)).copied().collect();
    let mut right: Vec<&str> = y.sides.keys().filter(|s| !x.sides.contains_key(*s)).copied().collect();
    let mut pair_off = |fits: &dyn Fn(&str, &str) -> bool| {
        let before = left.len();
        left.retain(|s| match right.iter().position(|t| fits(s, t)) {
            Some(at) => {
                right.remove(at);
                false
            }
            None => true,
        });
        before - left.len()
    };
    let same = x.sides.len() - x.sides.keys().filter(|s| !y.sides.contains_key(*s)).count() + pair_off(&alike);
    let loose = pair_off(&stands_for);
    let (shared, over) = (same + loose, left.len());
    if shared == 0 {
        // A place or a crowd of no known country may belong to anybody, beside whom nobody else is named.
        let unknown = |e: &End<'_>| e.sides.keys().all(|s| e.soft.contains_key(s) && code(s).is_none());
        return if unknown(x) != unknown(y) { Accord::Missing } else { Accord::None };
    }
    if over > 0 && !right.is_empty() {
        return Accord::Crossed(shared);
    }
    let worth = (same as f64 * rules.ends.same + loose as f64 * rules.ends.vague) / shared as f64;
    Accord::Shared { worth, surplus: over + right.len() }
}

fn people(
    a: &Profile<'_>,
    b: &Profile<'_>,
    mutual: bool,
    rules: &Rules,
    terms: &mut Terms,
) -> Result<(), &'static str> {
    let e = &rules.ends;
    let persons_make_it = rules.modes.persons.contains(&a.kind);
    let ends =
        if mutual { vec![(&a.all, &b.all)] } else { vec![(&a.actors, &b.actors), (&a.recipients, &b.recipients)] };
    for (n, (x, y)) in ends.into_iter().enumerate() {
        for (side, left) in &x.sides {
            let Some(right) = y.sides.get(side).filter(|r| !r.is_empty() && !left.is_empty()) else { continue };
            if left.is_disjoint(right) {
                // Whom a visitor sees may be told differently; who visits may not.
                let decides = persons_make_it && (mutual || n == 0);
                terms.push(("other persons", if decides { e.other_person_met } else { e.other_person }));
            } else {
                terms.push(("persons", e.person));
            }
        }
    }
    Ok(())
}
