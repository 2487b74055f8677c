//! How an incident stands.

use std::collections::{BTreeMap, BTreeSet};

use model::{Correction, IncidentStatus, Reality};

use super::{Disputed, Told};
use crate::report::Cast;

/// The first that applies: denied, disputed, corrected, confirmed, reported.
pub(crate) fn status(
    told: &[Told<'_>],
    disputed: &Disputed,
    corrections: &[Correction],
    cast: &Cast,
) -> IncidentStatus {
    if is_denied(told, cast) {
        return IncidentStatus::Denied;
    }
    if !disputed.is_empty() {
        return IncidentStatus::Disputed;
    }
    if !corrections.is_empty() {
        return IncidentStatus::Corrected;
    }
    let last = last_words(told);
    let sure = |t: &&Told<'_>| {
        t.reality() == Reality::Actual && last.get(t.voice.key.as_str()).is_some_and(|l| !l.is_denial())
    };
    let voices: BTreeSet<&str> = told.iter().filter(sure).map(|t| t.voice.key.as_str()).collect();
    if voices.len() > 1 { IncidentStatus::Confirmed } else { IncidentStatus::Reported }
}

/// Whether a party or the first reporter denies it and has not taken that back, no party upholds it, and nobody repeats it on a
/// later day.
pub(crate) fn is_denied(told: &[Told<'_>], cast: &Cast) -> bool {
    let last = last_words(told);
    let parties: BTreeSet<&str> = told
        .iter()
        .flat_map(|t| t.seen.report.event.actors.iter().chain(&t.seen.report.event.recipients))
        .map(|id| cast.side(id))
        .collect();
    let first = told.iter().find(|t| !t.is_denial()).or(told.first()).map(|t| t.voice.key.as_str());
    let is_party = |key: &str| parties.contains(key);
    let mut deniers =
        last.values().filter(|t| t.is_denial() && (is_party(&t.voice.key) || first == Some(t.voice.key.as_str())));
    let upheld = last.values().any(|t| !t.is_denial() && is_party(&t.voice.key));
    // The day on which it was first denied for good: by those whose denial stands.
    let since = told
        .iter()
        .filter(|t| t.is_denial() && last.get(t.voice.key.as_str()).is_some_and(|l| l.is_denial()))
        .map(Told::published)
        .min();
    let repeated = || told.iter().any(|t| !t.is_denial() && since.is_some_and(|day| t.published() > day));
    deniers.next().is_some() && !upheld && !repeated()
}

/// The last claim of each voice.
fn last_words<'t, 'a>(told: &'t [Told<'a>]) -> BTreeMap<&'t str, &'t Told<'a>> {
    told.iter().map(|t| (t.voice.key.as_str(), t)).collect()
}
