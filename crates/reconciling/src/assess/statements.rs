//! What each voice says in a field, in the order in which it was published.

use std::collections::{BTreeMap, BTreeSet};

use model::{ActorKind, Event, EventType, Field, Reality, Value};

use super::{Statement, Told};
use crate::names::is_name;
use crate::report::Cast;

/// Fields on which claims can differ, but for reality.
pub(crate) const FIELDS: [Field; 7] =
    [Field::Amount, Field::Date, Field::Place, Field::Actors, Field::Recipients, Field::Companions, Field::Toll];

/// All that is said in a field, in order. Denials say nothing but that it was not. What is only planned says when it was planned
/// for, not when it was: it counts where nothing says that it happened.
pub(crate) fn statements<'a>(told: &'a [Told<'_>], field: Field) -> Vec<Statement<'a>> {
    let actual = told.iter().any(|t| t.reality() == Reality::Actual);
    let counts = |t: &Told<'_>| if actual { t.reality() == Reality::Actual } else { !t.is_denial() };
    told.iter()
        .enumerate()
        .filter(|(_, t)| counts(t))
        .filter_map(|(at, t)| {
            let value = value(&t.seen.report.event, field)?;
            Some(Statement { voice: &t.voice, value, claim: t.key(), published: t.published(), at })
        })
        .collect()
}

/// The last word of each voice, in order of publication. What says less than the voice said before, and goes with it, replaces
/// nothing: `stays` tells whether the first value stays when the second is said.
pub(crate) fn last_words<'a>(all: &[Statement<'a>], stays: impl Fn(&Value, &Value) -> bool) -> Vec<Statement<'a>> {
    let mut last: BTreeMap<&str, &Statement<'a>> = BTreeMap::new();
    for now in all {
        let voice = now.voice.key.as_str();
        if !last.get(voice).is_some_and(|before| stays(&before.value, &now.value)) {
            last.insert(voice, now);
        }
    }
    let mut words: Vec<Statement<'a>> = last.into_values().cloned().collect();
    words.sort_by_key(|s| s.at);
    words
}

/// What an event says in a field.
fn value(event: &Event, field: Field) -> Option<Value> {
    let list =
        |ids: &BTreeSet<&String>| (!ids.is_empty()).then(|| Value::Actors(ids.iter().map(|i| (*i).clone()).collect()));
    match field {
        Field::Amount => event.amount.clone().map(Value::Amount),
        Field::Date => event.date.as_ref().map(|d| Value::Date { first: d.first, last: d.last }),
        Field::Place => event.place.as_ref().map(|p| Value::Place(p.name.clone())),
        Field::Actors if is_reciprocal(event.kind) => list(&event.actors.iter().chain(&event.recipients).collect()),
        Field::Recipients if is_reciprocal(event.kind) => None,
        Field::Actors => list(&event.actors.iter().collect()),
        Field::Recipients => list(&event.recipients.iter().collect()),
        Field::Companions => list(&event.companions.iter().collect()),
        Field::Toll => event.toll.clone().filter(|t| t.killed.is_some()).map(Value::Toll),
        Field::Reality => Some(Value::Reality(event.reality)),
    }
}

/// Types in which order does not count: a dispute about either end is one about the actors.
pub(crate) fn is_reciprocal(kind: EventType) -> bool {
    matches!(kind, EventType::Agree | EventType::Consult | EventType::Cooperate)
}

/// Whether an id is that of a person with a name.
pub(crate) fn is_person(id: &str, cast: &Cast) -> bool {
    cast.get(id).is_some_and(|m| m.kind == ActorKind::Person && is_name(&m.name))
}
