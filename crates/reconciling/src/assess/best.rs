//! The value to go by in each field, with a reason.

use std::collections::{BTreeMap, BTreeSet};

use model::{Field, Reality, Settled, Value};

use super::disputes::words;
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
            settle(&words, field, disputed.contains_key(&field), cast).map(|s| (field, s))
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

/// The value that most voices give, then the most precise, then the latest; of tolls the highest.
fn settle(words: &[Statement<'_>], field: Field, in_dispute: bool, cast: &Cast) -> Option<Settled> {
    let support = |s: &Statement<'_>| words.iter().filter(|t| t.value == s.value).count();
    let best = words.iter().max_by(|a, b| {
        let toll = |s: &Statement<'_>| match &s.value {
            Value::Toll(t) => t.killed.unwrap_or(0),
            _ => 0,
        };
        let precise = |s: &Statement<'_>| precision(&s.value, cast);
        let by_support = support(a).cmp(&support(b));
        let order = if field == Field::Amount || in_dispute {
            by_support.then(precise(a).cmp(&precise(b)))
        } else {
            precise(a).cmp(&precise(b)).then(by_support)
        };
        toll(a).cmp(&toll(b)).then(order).then(a.at.cmp(&b.at))
    })?;
    let of = words.len();
    let n = support(best);
    let reason = match (field, in_dispute, of) {
        (_, _, 1) => format!("{} alone says so.", best.voice.name),
        (Field::Toll, false, _) => format!("The highest count so far, by {}.", best.voice.name),
        (Field::Toll, true, _) => format!("The highest count, by {}; it is in dispute.", best.voice.name),
        (_, true, _) if n > 1 => format!("{n} of {of} voices say so; it is in dispute."),
        (_, true, _) => format!("In dispute; {} said so last of those who are as precise.", best.voice.name),
        (_, false, _) if n == of => format!("All {of} voices say so."),
        (_, false, _) => format!("The most precise of {of} that go together, by {}.", best.voice.name),
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
