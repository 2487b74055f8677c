//! How many other independent voices bear a claim out, and what credibility that makes.
//!
//! Comes in: the claims of an incident, and the incident as assessed. Goes out: counts for each claim, and a grade from 1 to 6 by the
//! rows of `rules.toml`. Promises: a claim's own voice counts neither for nor against it, nor do near-copies; grades of sources and the
//! reading's confidence are no part of it.

use std::collections::{BTreeMap, BTreeSet};

use model::{Bound, Credibility, Field, Incident, IncidentStatus, Judged, JudgedBy, Reality, Toll, Value};

use super::disputes::{differ, words};
use super::statements::{last_words, statements};
use super::{Statement, Told};
use crate::report::Cast;
use crate::rules::{CredibilityRow, Rules};
use crate::values::numbers_fit;

/// What other voices say to a claim.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Support {
    /// Others that say so, and differ in nothing.
    pub with: usize,
    /// Others that say it happened, and differ in a field.
    pub differ: usize,
    /// Others that deny it; for a denial, that uphold it.
    pub against: usize,
    /// Whether its own voice has taken it back or replaced it.
    pub withdrawn: bool,
    /// Whether the incident stands as denied, and the claim is no denial.
    pub denied: bool,
}

impl Support {
    /// The grade that the rules give, and why.
    pub fn judged(&self, rules: &Rules) -> Judged {
        let row = rules.credibility.iter().find(|row| self.meets(row));
        let grade = row.map_or(Credibility::Unjudged, |row| row.grade);
        Judged { grade, by: JudgedBy::Voices, why: self.why() }
    }

    fn meets(&self, row: &CredibilityRow) -> bool {
        let Support { with, differ, against, withdrawn, denied } = *self;
        let others = with + differ;
        (withdrawn || !row.withdrawn)
            && (denied || !row.denied)
            && with >= row.with
            && others >= row.others
            && against >= row.against
            && row.differ_most.is_none_or(|most| differ <= most)
            && row.against_most.is_none_or(|most| against <= most)
            && with >= row.with_per_differ * differ
            && others >= row.others_per_against * against
    }

    /// One sentence.
    fn why(&self) -> String {
        if self.withdrawn {
            return "Its own voice took it back or replaced it.".into();
        }
        if self.denied {
            return "It is denied, and nobody upholds it.".into();
        }
        let count = |n: usize, one: &str, many: &str| match n {
            0 => None,
            1 => Some(format!("one {one}")),
            n => Some(format!("{n} {many}")),
        };
        let parts = [
            count(self.with, "other voice says so", "other voices say so"),
            count(self.differ, "differs in part", "differ in part"),
            count(self.against, "contradicts it", "contradict it"),
        ];
        let mut sentence = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
        if sentence.is_empty() {
            return "No other voice speaks of it.".into();
        }
        sentence[..1].make_ascii_uppercase();
        sentence.push('.');
        sentence
    }
}

/// What other voices say to each claim, in the order of the incident's claims.
pub(crate) fn supports(told: &[Told<'_>], incident: &Incident, cast: &Cast, rules: &Rules) -> Vec<Support> {
    let voices = standpoints(told);
    let lone = told.len() == 1;
    if lone {
        return vec![Support::default(); told.len()];
    }
    let sayings: Vec<Saying<'_>> =
        incident.disputed.keys().filter(|f| **f != Field::Reality).map(|f| Saying::of(told, *f, cast, rules)).collect();
    let withdrawn = withdrawn(told, incident, cast, rules);
    let upheld = incident.status != IncidentStatus::Denied;
    told.iter()
        .enumerate()
        .map(|(at, t)| {
            let own = t.voice.key.as_str();
            let others = || voices.iter().filter(|(key, _)| **key != own);
            let deniers = others().filter(|(_, s)| s.denies).count();
            let upholders = || others().filter(|(_, s)| !s.denies);
            let turned = voices.get(own).is_some_and(|s| s.denies != t.is_denial());
            if t.is_denial() {
                let against = if upheld { upholders().count() } else { 0 };
                return Support { with: deniers, differ: 0, against, withdrawn: turned, denied: false };
            }
            let as_much = |s: &Standpoint| t.reality() != Reality::Actual || s.actual;
            let clashing: BTreeSet<&str> = sayings.iter().flat_map(|s| s.against(at, cast, rules)).collect();
            let (differ, with): (Vec<_>, Vec<_>) =
                upholders().filter(|(_, s)| as_much(s)).partition(|(key, _)| clashing.contains(**key));
            Support {
                with: with.len(),
                differ: differ.len(),
                against: deniers,
                withdrawn: turned || withdrawn.contains(&at),
                denied: !upheld,
            }
        })
        .collect()
}

/// Where a voice stands on whether it happened.
struct Standpoint {
    /// Its last word is a denial.
    denies: bool,
    /// It has said that it happened.
    actual: bool,
}

fn standpoints<'t>(told: &'t [Told<'_>]) -> BTreeMap<&'t str, Standpoint> {
    let mut found: BTreeMap<&str, Standpoint> = BTreeMap::new();
    for t in told {
        let at = found.entry(&t.voice.key).or_insert(Standpoint { denies: false, actual: false });
        at.denies = t.is_denial();
        at.actual |= t.reality() == Reality::Actual;
    }
    found
}

/// What is said in a field that is in dispute.
struct Saying<'t> {
    field: Field,
    all: BTreeMap<usize, Statement<'t>>,
    words: Vec<Statement<'t>>,
}

impl<'t> Saying<'t> {
    fn of(told: &'t [Told<'_>], field: Field, cast: &Cast, rules: &Rules) -> Self {
        let all = statements(told, field).into_iter().map(|s| (s.at, s)).collect();
        Saying { field, all, words: words(told, field, cast, rules) }
    }

    /// The other voices whose last word contradicts what the claim at a place says.
    fn against<'s>(&'s self, at: usize, cast: &'s Cast, rules: &'s Rules) -> impl Iterator<Item = &'t str> + 's {
        let own = self.all.get(&at);
        let clash = move |word: &&Statement<'t>| {
            own.is_some_and(|own| {
                own.voice.key != word.voice.key && contradicts(&own.value, &word.value, self.field, cast, rules)
            })
        };
        self.words.iter().filter(clash).map(|word| word.voice.key.as_str())
    }
}

/// Whether two values of a field in dispute contradict each other, tolls among them.
fn contradicts(a: &Value, b: &Value, field: Field, cast: &Cast, rules: &Rules) -> bool {
    match (a, b) {
        (Value::Toll(a), Value::Toll(b)) => !numbers_fit(dead(a), dead(b), &rules.dispute),
        _ => differ(a, b, field, cast, rules),
    }
}

fn dead(toll: &Toll) -> (f64, Bound) {
    (toll.killed.unwrap_or(0) as f64, toll.bound)
}

/// Places of the claims that say what their own voice has corrected since, or of which it now gives a lower toll.
fn withdrawn(told: &[Told<'_>], incident: &Incident, cast: &Cast, rules: &Rules) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let tolls = statements(told, Field::Toll);
    let lower = |now: &Statement<'_>, before: &Statement<'_>| match (&now.value, &before.value) {
        (Value::Toll(now), Value::Toll(before)) => {
            now.killed < before.killed && !numbers_fit(dead(now), dead(before), &rules.dispute)
        }
        _ => false,
    };
    for last in last_words(&tolls, |_, _| false) {
        found.extend(tolls.iter().filter(|t| t.voice == last.voice && lower(&last, t)).map(|t| t.at));
    }
    for correction in &incident.corrections {
        let Some(since) = told.iter().position(|t| t.key() == correction.claim) else { continue };
        let voice = &told[since].voice;
        let before = statements(told, correction.field).into_iter().filter(|s| s.at < since && s.voice == voice);
        let replaced = before.filter(|s| differ(&s.value, &correction.to, correction.field, cast, rules));
        found.extend(replaced.map(|s| s.at));
    }
    found
}
