//! What an incident comes to: who, to whom, when, where, by its best values.

use std::collections::{BTreeMap, BTreeSet};

use model::{ClaimInIncident, Date, EventCode, Field, Incident, Place, Value};

use crate::holding::Index;
use crate::{Claim, Said};

/// Ids of those who did it and of those to whom it was done: the best values, else those of the first claim that names any.
///
/// Where order does not count, the best value has both ends as actors; they are told apart as the first claim for it has them.
pub(crate) fn ends(incident: &Incident) -> (Vec<String>, Vec<String>) {
    let told = |of: fn(&ClaimInIncident) -> &Vec<String>| {
        incident.claims.iter().map(of).find(|ids| !ids.is_empty()).cloned().unwrap_or_default()
    };
    match (chosen(incident, Field::Actors), chosen(incident, Field::Recipients)) {
        (Some(actors), Some(recipients)) => (actors.to_vec(), recipients.to_vec()),
        (None, recipients) => (told(|c| &c.actors), recipients.map_or_else(|| told(|c| &c.recipients), <[_]>::to_vec)),
        (Some(both), None) => {
            let second = |c: &&ClaimInIncident| {
                c.recipients.iter().any(|id| both.contains(id)) && both.iter().any(|id| !c.recipients.contains(id))
            };
            let second: Vec<String> = incident
                .claims
                .iter()
                .find(second)
                .map_or_else(Vec::new, |c| c.recipients.iter().filter(|id| both.contains(id)).cloned().collect());
            (both.iter().filter(|id| !second.contains(id)).cloned().collect(), second)
        }
    }
}

/// Ids of those who went along.
pub(crate) fn companions(incident: &Incident) -> &[String] {
    chosen(incident, Field::Companions).unwrap_or_default()
}

fn chosen(incident: &Incident, field: Field) -> Option<&[String]> {
    match &incident.best.get(&field)?.value {
        Value::Actors(ids) if !ids.is_empty() => Some(ids),
        _ => None,
    }
}

/// First and last day.
pub(crate) fn days(incident: &Incident) -> Option<(Date, Date)> {
    match incident.best.get(&Field::Date)?.value {
        Value::Date { first, last } => Some((first, last)),
        _ => None,
    }
}

/// The place's name.
pub(crate) fn place(incident: &Incident) -> Option<&str> {
    match &incident.best.get(&Field::Place)?.value {
        Value::Place(name) => Some(name),
        _ => None,
    }
}

/// The day on which it was first reported.
pub(crate) fn first_published(incident: &Incident) -> Option<Date> {
    incident.claims.iter().filter_map(|c| c.published).min()
}

/// The day of the last report.
pub(crate) fn last_published(incident: &Incident) -> Option<Date> {
    incident.claims.iter().filter_map(|c| c.published).max()
}

/// PLOVER score in [−10, 10]; that of the type where the mode is none of the manual's.
pub(crate) fn score(incident: &Incident) -> f64 {
    EventCode::new(incident.kind, incident.mode.as_deref())
        .or_else(|_| EventCode::new(incident.kind, None))
        .map_or(0.0, EventCode::score)
}

/// Pairs of different actors, one from each end, without doubles: the dyads of an incident. Where one end is empty and the other has
/// several, as with a meeting of three, each pair within it.
pub(crate) fn dyads(incident: &Incident) -> Vec<(String, String)> {
    let (from, to) = ends(incident);
    let several = if to.is_empty() { &from } else { &to };
    let pairs: Vec<(String, String)> = if from.is_empty() || to.is_empty() {
        let pair = |n: usize| several[n + 1..].iter().map(move |b| (several[n].clone(), b.clone()));
        (0..several.len()).flat_map(pair).collect()
    } else {
        from.iter().flat_map(|a| to.iter().map(move |b| (a.clone(), b.clone()))).collect()
    };
    let mut seen = BTreeSet::new();
    let new = |(a, b): &(String, String)| a != b && seen.insert(if a < b { [a, b] } else { [b, a] }.map(String::clone));
    pairs.into_iter().filter(new).collect()
}

/// One line: `CONSULT visit: Khalifa Haftar → Pakistan`.
pub(crate) fn headline(incident: &Incident, index: &Index) -> String {
    let mode = incident.mode.as_ref().map(|m| format!(" {m}")).unwrap_or_default();
    let names = |ids: &[String]| index.names(ids).join(", ");
    let (from, to) = ends(incident);
    let (from, to) = (names(&from), names(&to));
    let who = match (from.as_str(), to.as_str()) {
        ("", "") => "nobody named".to_owned(),
        (one, "") => one.to_owned(),
        ("", other) => format!("someone → {other}"),
        (one, other) => format!("{one} → {other}"),
    };
    format!("{}{mode}: {who}", incident.kind.word())
}

/// Places of events by name: the first claim that gives degrees or an id for a name says where it is.
pub(crate) fn note_place(places: &mut BTreeMap<String, Place>, claim: &Claim) {
    if let Said::Event(event) = &claim.said
        && let Some(place) = &event.place
        && places.get(&place.name).is_none_or(|held| held.lat.is_none() && place.lat.is_some())
    {
        places.insert(place.name.clone(), place.clone());
    }
}
