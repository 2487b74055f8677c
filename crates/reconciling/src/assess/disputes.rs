//! Values that cannot both be true, and voices that took back their own.

use std::collections::{BTreeMap, BTreeSet};

use atlas::Atlas;
use model::{ActorKind, Contested, Correction, Field, Place, Reality, Value};

use super::statements::{FIELDS, is_person, last_words, statements};
use super::{Disputed, Statement, Told, standing};
use crate::days::Days;
use crate::names::is_name;
use crate::places::{Lie, Site};
use crate::report::Cast;
use crate::rules::Rules;
use crate::values::{amounts_fit, numbers_fit, sums, vagueness};

/// The fields in dispute: those in which the last words of two voices cannot both be true.
pub(crate) fn all(told: &[Told<'_>], cast: &Cast, rules: &Rules) -> Disputed {
    let mut disputed = Disputed::new();
    for field in FIELDS {
        let words = words(told, field, cast, rules);
        let contested = if field == Field::Toll { tolls(told, rules) } else { differing(&words, field, cast, rules) };
        if contested.len() > 1 {
            disputed.insert(field, contested);
        }
    }
    if let Some(contested) = reality(told, cast) {
        disputed.insert(Field::Reality, contested);
    }
    disputed
}

/// The last word of each voice in a field.
pub(crate) fn words<'a>(told: &'a [Told<'_>], field: Field, cast: &Cast, rules: &Rules) -> Vec<Statement<'a>> {
    last_words(&statements(told, field), |before, now| stays(before, now, field, cast, rules))
}

fn stays(before: &Value, now: &Value, field: Field, cast: &Cast, rules: &Rules) -> bool {
    is_vaguer(now, before, cast) && !differ(before, now, field, cast, rules)
}

/// Voices that replaced their own amount, date, place or actors by another that does not go with it.
pub(crate) fn corrections(told: &[Told<'_>], cast: &Cast, rules: &Rules) -> Vec<Correction> {
    let mut found = Vec::new();
    for field in [Field::Amount, Field::Date, Field::Place, Field::Actors] {
        let mut before: BTreeMap<&str, Statement<'_>> = BTreeMap::new();
        for now in statements(told, field) {
            if let Some(old) = before.get(now.voice.key.as_str())
                && old.published != now.published
                && differ(&old.value, &now.value, field, cast, rules)
            {
                found.push(Correction {
                    field,
                    by: now.voice.name.clone(),
                    from: old.value.clone(),
                    to: now.value.clone(),
                    claim: now.claim.to_owned(),
                    published: now.published,
                });
            }
            if before.get(now.voice.key.as_str()).is_none_or(|old| !stays(&old.value, &now.value, field, cast, rules)) {
                before.insert(&now.voice.key, now);
            }
        }
    }
    found
}

/// All values of a field of which any two differ, each with those who say it; a vaguer value that goes with a listed one is left
/// out.
fn differing(words: &[Statement<'_>], field: Field, cast: &Cast, rules: &Rules) -> Vec<Contested> {
    let clash = |a: &Statement<'_>, b: &Statement<'_>| differ(&a.value, &b.value, field, cast, rules);
    if !words.iter().any(|a| words.iter().any(|b| clash(a, b))) {
        return Vec::new();
    }
    let vague = |a: &Statement<'_>| words.iter().any(|b| is_vaguer(&a.value, &b.value, cast) && !clash(a, b));
    gathered(
        words.iter().filter(|a| {
            field == Field::Date && !vague(a) || field != Field::Date && !vague(a) && words.iter().any(|b| clash(a, b))
        }),
        field,
        cast,
        rules,
    )
}

/// Statements by value: equal ones together.
fn gathered<'s, 'a: 's>(
    words: impl Iterator<Item = &'s Statement<'a>>,
    field: Field,
    cast: &Cast,
    rules: &Rules,
) -> Vec<Contested> {
    let mut found: Vec<Contested> = Vec::new();
    for word in words {
        let same = |c: &&mut Contested| is_same(&c.value, &word.value, field, cast, rules);
        match found.iter_mut().find(same) {
            Some(contested) => {
                contested.said_by.push(word.voice.name.clone());
                contested.claims.push(word.claim.to_owned());
            }
            None => found.push(Contested {
                value: word.value.clone(),
                said_by: vec![word.voice.name.clone()],
                claims: vec![word.claim.to_owned()],
            }),
        }
    }
    for contested in &mut found {
        contested.said_by.sort();
        contested.said_by.dedup();
        contested.claims.sort();
    }
    found
}

/// Whether two values are to be listed as one.
fn is_same(a: &Value, b: &Value, field: Field, cast: &Cast, rules: &Rules) -> bool {
    match (a, b) {
        (Value::Place(_), Value::Place(_)) | (Value::Amount(_), Value::Amount(_)) => !differ(a, b, field, cast, rules),
        (Value::Actors(x), Value::Actors(y)) => {
            let named = |ids| parties(ids, cast).into_iter().map(|(s, p)| (s, p.people)).collect::<Vec<_>>();
            named(x) == named(y)
        }
        _ => a == b,
    }
}

/// Whether two values cannot both be true.
pub(crate) fn differ(a: &Value, b: &Value, field: Field, cast: &Cast, rules: &Rules) -> bool {
    match (a, b) {
        (Value::Amount(x), Value::Amount(y)) => !amounts_fit(x, y, &rules.dispute),
        (Value::Date { first: a, last: b }, Value::Date { first: c, last: d }) => {
            Days::new(*a, *b).gap(Days::new(*c, *d)) >= rules.dispute.date_gap
        }
        (Value::Place(x), Value::Place(y)) => match (site(x), site(y)) {
            (Some(p), Some(q)) => match p.lie(&q, rules.place.near_km, Atlas::builtin()) {
                Lie::Apart => true,
                Lie::Unlike => p.is_other_town(&q),
                _ => false,
            },
            _ => false,
        },
        (Value::Actors(x), Value::Actors(y)) if field == Field::Companions => {
            let (x, y): (BTreeSet<_>, BTreeSet<_>) = (x.iter().collect(), y.iter().collect());
            !x.is_subset(&y) && !y.is_subset(&x)
        }
        (Value::Actors(x), Value::Actors(y)) => parties_differ(&parties(x, cast), &parties(y, cast), cast),
        _ => false,
    }
}

/// Whether the first says less than the second.
fn is_vaguer(a: &Value, b: &Value, cast: &Cast) -> bool {
    match (a, b) {
        (Value::Date { first: a, last: b }, Value::Date { first: c, last: d }) => {
            Days::new(*a, *b).len() > Days::new(*c, *d).len()
        }
        (Value::Amount(x), Value::Amount(y)) => {
            let vague = |a| sums(a).iter().map(|s| vagueness(s.bound)).max().unwrap_or(3);
            vague(x) > vague(y)
        }
        (Value::Place(x), Value::Place(y)) => match (site(x), site(y)) {
            (Some(p), Some(q)) => p.lie(&q, 0.0, Atlas::builtin()) == Lie::Holds,
            (None, Some(_)) => true,
            _ => false,
        },
        (Value::Actors(x), Value::Actors(y)) => {
            let (p, q) = (parties(x, cast), parties(y, cast));
            let people = |p: &BTreeMap<&str, Party<'_>>| p.values().map(|p| p.people.len()).sum::<usize>();
            (p.len(), people(&p)) < (q.len(), people(&q)) || x.len() < y.len() && x.iter().all(|i| y.contains(i))
        }
        _ => false,
    }
}

fn site(name: &str) -> Option<Site> {
    Site::of(&Place { name: name.to_owned(), id: None, lat: None, lon: None }, Atlas::builtin())
}

/// What is named of a side.
#[derive(Debug, Default, PartialEq)]
struct Party<'a> {
    people: BTreeSet<&'a str>,
    /// Nothing but the state itself, which may stand for any side of its own.
    only_state: bool,
}

/// Sides, each with its named persons. Places and crowds are no party.
fn parties<'a>(ids: &'a [String], cast: &'a Cast) -> BTreeMap<&'a str, Party<'a>> {
    let mut found: BTreeMap<&str, Party<'_>> = BTreeMap::new();
    for id in ids {
        let side = cast.side(id);
        let kind = cast.get(side).map(|m| m.kind);
        let crowd = cast.get(side).is_some_and(|m| !is_name(&m.name));
        if kind == Some(ActorKind::Place) || crowd {
            continue;
        }
        let whole = side == id && kind == Some(ActorKind::State);
        let party = found.entry(side).or_insert_with(|| Party { only_state: whole, ..Party::default() });
        party.only_state &= whole;
        if is_person(id, cast) {
            party.people.insert(id);
        }
    }
    found
}

/// Other sides on both, or other persons of one side. A state may be named for one of its sides.
fn parties_differ(a: &BTreeMap<&str, Party<'_>>, b: &BTreeMap<&str, Party<'_>>, cast: &Cast) -> bool {
    let country = |s: &str| cast.get(s).and_then(|m| m.country.as_deref());
    let lacks = |x: &BTreeMap<&str, Party<'_>>, y: &BTreeMap<&str, Party<'_>>| {
        // A person of no side and a body may both have been there: only like is set against like.
        let like = |s: &str, t: &str| is_person(s, cast) == is_person(t, cast);
        let covers = |s: &str, p: &Party<'_>, t: &str, q: &Party<'_>| {
            s == t || (p.only_state || q.only_state) && country(s).is_some() && country(s) == country(t)
        };
        x.iter().any(|(s, p)| y.keys().any(|t| like(s, t)) && !y.iter().any(|(t, q)| covers(s, p, t, q)))
    };
    let other_people = || {
        let differ = |x: &Party<'_>, y: &Party<'_>| {
            !x.people.is_empty()
                && !y.people.is_empty()
                && !x.people.is_subset(&y.people)
                && !y.people.is_subset(&x.people)
        };
        a.iter().any(|(side, x)| b.get(side).is_some_and(|y| differ(x, y)))
    };
    !a.is_empty() && !b.is_empty() && (lacks(a, b) && lacks(b, a) || other_people())
}

/// A higher toll later is an update, whoever gives it; a lower one after a higher one by another voice is in dispute with the
/// highest.
fn tolls(told: &[Told<'_>], rules: &Rules) -> Vec<Contested> {
    let all = statements(told, Field::Toll);
    let dead = |s: &Statement<'_>| match &s.value {
        Value::Toll(t) => (t.killed.unwrap_or(0) as f64, t.bound),
        _ => (0.0, model::Bound::About),
    };
    let words = last_words(&all, |_, _| false);
    // What a voice held when another spoke: its last word before that day.
    let higher_before = |low: &Statement<'_>| {
        let earlier: Vec<Statement<'_>> = all.iter().filter(|s| s.published < low.published).cloned().collect();
        last_words(&earlier, |_, _| false).iter().any(|s| {
            s.voice != low.voice && dead(s).0 > dead(low).0 && !numbers_fit(dead(s), dead(low), &rules.dispute)
        })
    };
    let Some(top) = words.iter().map(|s| dead(s).0).reduce(f64::max) else { return Vec::new() };
    let is_low = |s: &&Statement<'_>| {
        let against = words.iter().filter(|t| dead(t).0 == top);
        dead(s).0 < top && higher_before(s) && against.clone().all(|t| !numbers_fit(dead(t), dead(s), &rules.dispute))
    };
    let low: Vec<&Statement<'_>> = words.iter().filter(is_low).collect();
    if low.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<Contested> = Vec::new();
    for word in words.iter().filter(|s| dead(s).0 == top).chain(low) {
        match found
            .iter_mut()
            .find(|c| matches!((&c.value, &word.value), (Value::Toll(x), Value::Toll(y)) if x.killed == y.killed))
        {
            Some(contested) => {
                contested.said_by.push(word.voice.name.clone());
                contested.claims.push(word.claim.to_owned());
            }
            None => found.push(Contested {
                value: word.value.clone(),
                said_by: vec![word.voice.name.clone()],
                claims: vec![word.claim.to_owned()],
            }),
        }
    }
    found
}

/// Whether it happened, where a denial stands and is not the last word on it.
fn reality(told: &[Told<'_>], cast: &Cast) -> Option<Vec<Contested>> {
    let all: Vec<Statement<'_>> = told
        .iter()
        .enumerate()
        .map(|(at, t)| Statement {
            voice: &t.voice,
            value: Value::Reality(t.reality()),
            claim: t.key(),
            published: t.published(),
            at,
        })
        .collect();
    let words = last_words(&all, |_, _| false);
    let is = |s: &Statement<'_>, r: Reality| s.value == Value::Reality(r);
    let affirmed =
        [Reality::Actual, Reality::Planned, Reality::Possible].into_iter().find(|r| words.iter().any(|w| is(w, *r)))?;
    if !words.iter().any(|w| is(w, Reality::Denied)) || standing::is_denied(told, cast) {
        return None;
    }
    let side = |r: Reality| {
        let of: Vec<&Statement<'_>> = words.iter().filter(|w| is(w, r)).collect();
        let mut said_by: Vec<String> = of.iter().map(|w| w.voice.name.clone()).collect();
        let mut claims: Vec<String> = of.iter().map(|w| w.claim.to_owned()).collect();
        said_by.sort();
        claims.sort();
        Contested { value: Value::Reality(r), said_by, claims }
    };
    Some(vec![side(affirmed), side(Reality::Denied)])
}
