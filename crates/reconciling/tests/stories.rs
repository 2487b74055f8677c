//! Each page of `tests/stories` tells some documents and the incidents that are to come of them; they must come exactly so, in
//! whatever order the claims are given.

mod spec;

use std::collections::BTreeMap;

use model::{Amounts, Contested, Correction, Incident, Value};
use reconciling::{Cast, Decisions, Grades, Rules, Seen, reconcile};
use spec::{Expected, Story};

fn pages() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/stories");
    let mut pages: Vec<(String, String)> = std::fs::read_dir(folder)
        .expect("tests/stories")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.file_name().is_some_and(|n| n != "README.md"))
        .map(|path| (path.display().to_string(), std::fs::read_to_string(&path).expect("a page")))
        .collect();
    pages.sort();
    pages
}

fn word(value: &Value, cast: &Cast) -> String {
    match value {
        Value::Date { first, last } if first == last => first.to_string(),
        Value::Date { first, last } => format!("{first}..{last}"),
        Value::Amount(Amounts::One(a)) => format!("{} {}", a.value / 1e6, a.currency),
        Value::Amount(Amounts::Many(_)) => "several".into(),
        Value::Toll(toll) => toll.killed.map_or("?".into(), |n| n.to_string()),
        Value::Reality(reality) => reality.word().into(),
        Value::Place(name) => name.clone(),
        Value::Actors(ids) => {
            let name = |id: &String| cast.get(id).map_or(id.clone(), |m| m.name.clone());
            let mut names: Vec<String> = ids.iter().map(name).collect();
            names.sort();
            names.join(" + ")
        }
    }
}

/// Each claim with its number, ascending.
fn credibility(incident: &Incident) -> Vec<String> {
    let number = |c: &model::ClaimInIncident| c.grading.as_ref()?.credibility.as_ref().map(|j| j.grade.number());
    let mut found: Vec<String> = incident
        .claims
        .iter()
        .map(|c| format!("{} {}", c.event_id, number(c).expect("every claim is judged")))
        .collect();
    found.sort();
    found
}

fn found(incident: &Incident, cast: &Cast) -> Expected {
    let mut claims: Vec<String> = incident.claims.iter().map(|c| c.event_id.clone()).collect();
    claims.sort();
    let say = |c: &Contested| format!("{} ({})", word(&c.value, cast), c.said_by.join(", "));
    let corrected =
        |c: &Correction| format!("{} {} > {} ({})", c.field.word(), word(&c.from, cast), word(&c.to, cast), c.by);
    let field = |(f, values): (&model::Field, &Vec<Contested>)| (f.word().to_owned(), values.iter().map(say).collect());
    Expected {
        claims,
        status: incident.status.word().into(),
        voices: incident.voices,
        disputed: incident.disputed.iter().map(field).collect(),
        history: Some(incident.history.iter().map(|t| t.status.word().to_owned()).collect()),
        corrections: Some(incident.corrections.iter().map(corrected).collect()),
        credibility: Some(credibility(incident)),
    }
}

fn incidents(story: &Story) -> Vec<Expected> {
    let rules = Rules::builtin();
    let all = reconcile(&story.papers, &story.reports, &story.cast, &rules, &Decisions::default());
    let graded = all.into_iter().map(|mut incident| {
        let of = |key: &str| incident.claims.iter().any(|c| c.key == key);
        let paper = |key: &str| story.papers.iter().find(|p| p.key == key).expect("its document");
        let seen: Vec<Seen<'_>> = story
            .reports
            .iter()
            .filter(|r| of(&r.key))
            .map(|report| Seen { report, paper: paper(&report.paper) })
            .collect();
        Grades::default().put(&mut incident, &seen, &story.cast, &rules);
        incident
    });
    graded.map(|i| found(&i, &story.cast)).collect()
}

fn sorted(mut incidents: Vec<Expected>) -> Vec<Expected> {
    for values in incidents.iter_mut().flat_map(|i| i.disputed.values_mut()) {
        values.sort();
    }
    incidents.sort_by(|a, b| a.claims.cmp(&b.claims));
    incidents
}

/// Whether what was found is what a page tells, which may leave history and corrections out.
fn fits(found: &Expected, told: &Expected) -> bool {
    let mut found = found.clone();
    found.history = found.history.filter(|_| told.history.is_some());
    found.corrections = found.corrections.filter(|_| told.corrections.is_some());
    found.credibility = found.credibility.filter(|_| told.credibility.is_some());
    found == *told
}

#[test]
fn every_story_ends_as_it_should() {
    let mut wrong = Vec::new();
    for (name, page) in pages() {
        let story = spec::read(&page).unwrap_or_else(|e| panic!("{name}: {e}"));
        let by_claims = |all: Vec<Expected>| -> BTreeMap<Vec<String>, Expected> {
            sorted(all).into_iter().map(|i| (i.claims.clone(), i)).collect()
        };
        let (found, expected) = (by_claims(incidents(&story)), by_claims(story.expected.clone()));
        for (claims, incident) in &expected {
            match found.get(claims) {
                None => wrong.push(format!("{name}: no incident of {claims:?}")),
                Some(other) if !fits(other, incident) => {
                    wrong.push(format!("{name}: {other:#?}\nbut expected {incident:#?}"))
                }
                Some(_) => {}
            }
        }
        wrong.extend(
            found.keys().filter(|c| !expected.contains_key(*c)).map(|c| format!("{name}: an incident of {c:?}")),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_order_of_papers_and_claims_does_not_matter() {
    for (name, page) in pages() {
        let mut story = spec::read(&page).unwrap_or_else(|e| panic!("{name}: {e}"));
        let before = incidents(&story);
        story.papers.reverse();
        let half = story.reports.len() / 2;
        story.reports.rotate_left(half);
        story.reports.reverse();
        assert_eq!(incidents(&story), before, "{name}");
    }
}
