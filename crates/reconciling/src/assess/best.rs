//! The value to go by in each field, with a reason.

use std::collections::{BTreeMap, BTreeSet};

use model::{Field, Reality, Settled, Value};

use super::disputes::{differ, words};
use super::statements::FIELDS;
use super::{Disputed, Statement, Told};
use crate::days::Days;
use crate::report::Cast;
use crate::rules::Rules;
use crate::values::{sums, vagueness};

/// The best value of every field on which something is said.
pub(crate) fn all(told: &[Told<'_>], disputed: &Disputed, cast: &Cast, rules: &Rules) -> BTreeMap<Field, Settled> {
    let mut best: BTreeMap<Field, Settled> = FIELDS
        .into_iter()
        .filter_map(|field| {
            let words = words(told, field, cast, rules);
            settle(&words, field, disputed.contains_key(&field), cast, rules).map(|s| (field, s))
        })
        .collect();
    best.insert(Field::Reality, reality(told, disputed.contains_key(&Field::Reality)));
    best
}

/// The mode that most voices give; of equals the one given first.
pub(crate) fn mode(told: &[Told<'_>]) -> Option<String> {
    let mut by: Vec<(&str, BTreeSet<&str>)> = Vec::new();
    for t in told {
        let Some(mode) = t.seen.report.event.mode.as_deref() else { continue };
        match by.iter_mut().find(|(m, _)| *m == mode) {
            Some((_, voices)) => {
                voices.insert(&t.voice.key);
            }
            None => by.push((mode, BTreeSet::from([t.voice.key.as_str()]))),
        }
    }
    let most = by.iter().map(|(_, v)| v.len()).max()?;
    by.into_iter().find(|(_, v)| v.len() == most).map(|(m, _)| m.to_owned())
}

/// Where nothing is in dispute the most precise value, of equals the one that most voices give, then the latest; where something is,
/// the one with which most voices go together; of tolls the highest.
fn settle(words: &[Statement<'_>], field: Field, in_dispute: bool, cast: &Cast, rules: &Rules) -> Option<Settled> {
    let same = |s: &Statement<'_>| words.iter().filter(|t| t.value == s.value).count();
    let along = |s: &Statement<'_>| words.iter().filter(|t| !differ(&t.value, &s.value, field, cast, rules)).count();
    let toll = |s: &Statement<'_>| match &s.value {
        Value::Toll(t) => t.killed.unwrap_or(0),
        _ => 0,
    };
    let rank = |s: &Statement<'_>| {
        let (precise, same) = (precision(&s.value, cast), same(s) as i64);
        let order = if in_dispute { (along(s) as i64, same, precise) } else { (precise, same, 0) };
        (toll(s), order, s.at)
    };
    let best = words.iter().max_by_key(|s| rank(s))?;
    let (of, n, along) = (words.len(), same(best), along(best));
    let name = &best.voice.name;
    let reason = match (field, in_dispute, of) {
        (_, _, 1) => format!("{name} alone says so."),
        (Field::Toll, false, _) => format!("The highest count so far, by {name}."),
        (Field::Toll, true, _) => format!("The highest count, by {name}; it is in dispute."),
        (_, true, _) if along > 1 => format!("{along} of {of} voices go with it; it is in dispute."),
        (_, true, _) => format!("{name} said so last; it is in dispute."),
        (_, false, _) if n == of => format!("All {of} voices say so."),
        (_, false, _) => format!("The most precise of {of} that go together, by {name}."),
    };
    let mut claims: Vec<String> = words.iter().filter(|t| t.value == best.value).map(|t| t.claim.to_owned()).collect();
    claims.sort();
    Some(Settled { value: best.value.clone(), reason, claims })
}

/// How much a value says; more is better.
fn precision(value: &Value, cast: &Cast) -> i64 {
    match value {
        Value::Date { first, last } => -i64::from(Days::new(*first, *last).len()),
        Value::Amount(amounts) => -i64::from(sums(amounts).iter().map(|s| vagueness(s.bound)).max().unwrap_or(3)),
        Value::Place(name) => {
            let state = atlas::Atlas::builtin().find(name).first().is_some_and(|h| {
                let entity = atlas::Atlas::builtin().get(h.key);
                entity.kind() == model::ActorKind::State && atlas::fold(entity.name()) == atlas::fold(name)
            });
            i64::from(!state) + i64::from(name.chars().next().is_some_and(char::is_uppercase))
        }
        Value::Actors(ids) => ids.iter().map(|i| 1 + i64::from(super::statements::is_person(i, cast))).sum(),
        Value::Toll(_) | Value::Reality(_) => 0,
    }
}

fn reality(told: &[Told<'_>], in_dispute: bool) -> Settled {
    let order = [Reality::Actual, Reality::Denied, Reality::Planned, Reality::Possible];
    let last: BTreeMap<&str, &Told<'_>> = told.iter().map(|t| (t.voice.key.as_str(), t)).collect();
    let count = |r: Reality| last.values().filter(|t| t.reality() == r).count();
    let best = order
        .into_iter()
        .max_by_key(|r| (count(*r), std::cmp::Reverse(order.iter().position(|o| o == r))))
        .unwrap_or_default();
    let (n, of) = (count(best), last.len());
    let reason = match () {
        () if of == 1 => format!("{} alone says so.", told[0].voice.name),
        () if in_dispute => format!("{n} of {of} voices say so; it is in dispute."),
        () => format!("{n} of {of} voices say so."),
    };
    let mut claims: Vec<String> = last.values().filter(|t| t.reality() == best).map(|t| t.key().to_owned()).collect();
    claims.sort();
    Settled { value: Value::Reality(best), reason, claims }
}
