//! A group of claims to an incident: who says so, what they agree on, where they differ, how it stands.
//!
//! Comes in: the claims of one group. Goes out: a [`model::Incident`]. Promises: each value names its claims; the order in which
//! the claims come does not matter.
//!
//! | who | does what |
//! |---|---|
//! | `voices.rs` | whose word a claim is |
//! | `assess/statements.rs` | what each voice says in a field, its last word, what it took back |
//! | `assess/disputes.rs` | values that cannot both be true |
//! | `assess/standing.rs` | status |
//! | `assess/support.rs` | how many other voices bear a claim out |
//! | `assess/best.rs` | the value to go by, with a reason |

mod best;
mod disputes;
mod standing;
mod statements;
mod support;

use std::collections::{BTreeMap, BTreeSet};

use model::{ClaimInIncident, Date, Field, Incident, IncidentStatus, Reality, Turn, Value};

use crate::report::{Cast, Decisions, Seen};
use crate::rules::Rules;
use crate::voices::Voice;

pub use support::Support;
pub(crate) use support::supports;

/// A claim with its voice, in its place in the order of publication.
#[derive(Debug, Clone)]
pub(crate) struct Told<'a> {
    pub seen: Seen<'a>,
    pub voice: Voice,
}

impl Told<'_> {
    pub fn reality(&self) -> Reality {
        self.seen.report.event.reality
    }

    pub fn is_denial(&self) -> bool {
        self.reality() == Reality::Denied
    }

    pub fn published(&self) -> Option<Date> {
        self.seen.paper.published
    }

    pub fn key(&self) -> &str {
        &self.seen.report.key
    }
}

/// Assesses a group of claims.
///
/// # Panics
/// If there is no claim.
pub fn assess(seen: &[Seen<'_>], cast: &Cast, rules: &Rules, decisions: &Decisions) -> Incident {
    let told = tell(seen, cast);
    let first = told.first().expect("an incident has a claim");
    let id = model::hash::id(&[first.key()]);
    let kind = first.seen.report.event.kind;
    let disputed = disputes::all(&told, cast, rules);
    let corrections = disputes::corrections(&told, cast, rules);
    let status = confirmed(&told, decisions).unwrap_or_else(|| standing::status(&told, &disputed, &corrections, cast));
    let voices: BTreeSet<&Voice> = told.iter().filter(|t| !t.is_denial()).map(|t| &t.voice).collect();
    let mut voiced_by: Vec<String> = voices.iter().map(|v| v.name.clone()).collect();
    voiced_by.sort();
    let best = best::all(&told, &disputed, cast, rules);
    let agreed = best.keys().copied().filter(|f| !disputed.contains_key(f)).collect();
    Incident {
        id,
        kind,
        mode: best::mode(&told),
        status,
        voices: voices.len(),
        voiced_by,
        claims: told.iter().map(claim).collect(),
        best,
        agreed,
        history: history(&told, status, cast, rules, decisions),
        disputed,
        corrections,
    }
}

/// Claims with their voices, in order.
pub(crate) fn tell<'a>(seen: &[Seen<'a>], cast: &Cast) -> Vec<Told<'a>> {
    let voices = Voice::all(seen, cast);
    let mut told: Vec<Told<'_>> = seen.iter().zip(voices).map(|(s, voice)| Told { seen: *s, voice }).collect();
    told.sort_by(|a, b| place(a).cmp(&place(b)));
    told
}

/// The order of claims: that of their documents, place in the text, key.
fn place<'t>(told: &'t Told<'_>) -> ((Option<Date>, &'t str, &'t str), usize, &'t str) {
    let start = told.seen.report.event.evidence.quotes().first().map_or(0, |q| q.start);
    (told.seen.paper.place(), start, told.key())
}

fn confirmed(told: &[Told<'_>], decisions: &Decisions) -> Option<IncidentStatus> {
    told.iter().any(|t| decisions.confirmed.contains(t.key())).then_some(IncidentStatus::Confirmed)
}

/// The status after each day of publication, where it changed.
fn history(told: &[Told<'_>], status: IncidentStatus, cast: &Cast, rules: &Rules, decisions: &Decisions) -> Vec<Turn> {
    let ends: Vec<usize> =
        (1..=told.len()).filter(|n| *n == told.len() || told[*n].published() != told[*n - 1].published()).collect();
    // Hundreds of days of reports on one happening: the turns of the first ones, and where it stands.
    let skip = |n: usize| ends.len() > 100 && n >= 99 && n + 1 < ends.len();
    let mut turns: Vec<Turn> = Vec::new();
    for (n, end) in ends.iter().enumerate().filter(|(n, _)| !skip(*n)) {
        let so_far = &told[..*end];
        let now = if *end == told.len() {
            status
        } else {
            let disputed = disputes::all(so_far, cast, rules);
            let corrections = disputes::corrections(so_far, cast, rules);
            confirmed(so_far, decisions).unwrap_or_else(|| standing::status(so_far, &disputed, &corrections, cast))
        };
        if turns.last().is_none_or(|t| t.status != now) {
            let start = if n == 0 { 0 } else { ends[n - 1] };
            turns.push(Turn { published: told[start].published(), status: now, claim: told[start].key().to_owned() });
        }
    }
    turns
}

fn claim(told: &Told<'_>) -> ClaimInIncident {
    let (event, paper) = (&told.seen.report.event, told.seen.paper);
    ClaimInIncident {
        key: told.key().to_owned(),
        document: paper.name.clone(),
        event_id: event.id.clone(),
        outlet: paper.outlet.clone(),
        published: paper.published,
        voice: told.voice.name.clone(),
        source: event.source.clone(),
        actors: event.actors.clone(),
        recipients: event.recipients.clone(),
        reality: event.reality,
        hedged: event.hedged,
        confidence: event.confidence,
        grading: None,
        evidence: event.evidence.clone(),
    }
}

/// Values in dispute, a field.
pub(crate) type Disputed = BTreeMap<Field, Vec<model::Contested>>;

/// A value with who says it and where.
#[derive(Debug, Clone)]
pub(crate) struct Statement<'a> {
    pub voice: &'a Voice,
    pub value: Value,
    pub claim: &'a str,
    pub published: Option<Date>,
    /// Place in the order of claims.
    pub at: usize,
}
