//! An incident with its notes and opinions.

use std::collections::BTreeMap;

use model::{Field, Grading, Incident, Reality};

use super::actors::id_of;
use super::object::{
    Body, Claimed, Happening, Object, Reference, Side, claimed_id, confidence, extension_id, id, uuid, words,
};
use super::survey::{Refs, Survey};
use super::{location_id, percent, report_id};
use crate::holding::Index;
use crate::{Standing, ends};

/// The incident, its links to those who take part, a note a claim, an opinion a side of a dispute.
pub(super) fn objects<'a>(
    standing: &'a Standing,
    index: &'a Index,
    survey: &Survey,
    refs: &mut Refs,
) -> Vec<Object<'a>> {
    let incident = &standing.incident;
    let times = survey.times(ends::first_published(incident), standing.recorded);
    let own = id("incident", &[&incident.id]);
    let location = ends::place(incident).and_then(|p| survey.place(p)).and_then(|p| location_id(p, index));
    let mut objects = Vec::new();
    let body = Body::Incident {
        name: ends::headline(incident, index),
        extensions: BTreeMap::from([(extension_id(), happening(incident, location.clone(), index))]),
    };
    objects.push(Object {
        labels: vec![incident.status.word()],
        external_references: vec![Reference {
            source_name: "detente",
            description: None,
            url: None,
            external_id: Some(&incident.id),
        }],
        ..Object::new("incident", own.clone(), times.clone(), body)
    });
    let mut link = |target: String, as_what: &str| {
        let body = Body::Relationship {
            relationship_type: "related-to".into(),
            description: Some(as_what.into()),
            source_ref: own.clone(),
            target_ref: target.clone(),
            start_time: None,
            stop_time: None,
        };
        let id = id("relationship", &[&own, as_what, &target]);
        objects.push(Object::new("relationship", id, times.clone(), body));
    };
    location.into_iter().for_each(|place| link(place, "place"));
    let (actors, recipients) = ends::ends(incident);
    for (ids, as_what) in
        [(actors.as_slice(), "actor"), (&recipients, "recipient"), (ends::companions(incident), "companion")]
    {
        ids.iter().filter(|id| index.member(id).is_some()).for_each(|id| link(id_of(id), as_what));
    }
    notes(standing, index, survey, refs, &own, &mut objects);
    opinions(standing, index, survey, &mut objects);
    objects
}

fn happening<'a>(incident: &'a Incident, location_ref: Option<String>, index: &Index) -> Happening<'a> {
    let known = |ids: &[String]| ids.iter().filter(|id| index.member(id).is_some()).map(|id| id_of(id)).collect();
    let side = |c: &'a model::Contested| Side { value: &c.value, said_by: &c.said_by };
    let days = ends::days(incident);
    let (actors, recipients) = ends::ends(incident);
    Happening {
        extension_type: "property-extension",
        event_type: incident.kind.word(),
        event_mode: incident.mode.as_deref(),
        score: ends::score(incident),
        status: incident.status.word(),
        voices: incident.voices,
        voiced_by: &incident.voiced_by,
        date_first: days.map(|d| d.0.to_string()),
        date_last: days.map(|d| d.1.to_string()),
        place: ends::place(incident),
        location_ref,
        actor_refs: known(&actors),
        recipient_refs: known(&recipients),
        companion_refs: known(ends::companions(incident)),
        best: incident.best.iter().map(|(field, settled)| (field.word(), &settled.value)).collect(),
        disputed: incident.disputed.iter().map(|(f, sides)| (f.word(), sides.iter().map(side).collect())).collect(),
        corrections: &incident.corrections,
    }
}

fn claimed(reading: f64, grading: &Grading) -> Claimed<'_> {
    Claimed {
        extension_type: "property-extension",
        reading_confidence: percent(reading),
        outlet: grading.outlet.as_ref(),
        source: grading.source.as_ref(),
        credibility: grading.credibility.as_ref(),
    }
}

/// Id of a claim's note.
fn note_id(claim: &str) -> String {
    id("note", &[claim])
}

fn notes<'a>(
    standing: &'a Standing,
    index: &'a Index,
    survey: &Survey,
    refs: &mut Refs,
    own: &str,
    objects: &mut Vec<Object<'a>>,
) {
    let incident = &standing.incident;
    for (n, claim) in incident.claims.iter().enumerate() {
        let paper = survey.paper(&claim.key, index);
        if let Some(paper) = paper {
            refs.add(&paper.key, "incident", uuid("incident", &[&incident.id]));
            refs.add(&paper.key, "note", uuid("note", &[&claim.key]));
        }
        let quotes: Vec<&str> = claim.evidence.quotes().iter().map(|q| q.text.as_str()).collect();
        let body = Body::Note {
            headline: format!("{}: {}", claim.voice, claim.reality.word()),
            content: quotes.iter().map(|q| format!("“{q}”")).collect::<Vec<_>>().join(" "),
            authors: [&claim.voice],
            object_refs: std::iter::once(own.to_owned()).chain(paper.map(|p| report_id(&p.key))).collect(),
            extensions: claim
                .grading
                .iter()
                .map(|grading| (claimed_id(), claimed(claim.confidence, grading)))
                .collect(),
        };
        let reference = Reference {
            source_name: claim.outlet.as_deref().filter(|o| !o.is_empty()).unwrap_or("document"),
            description: None,
            url: paper.and_then(|p| p.url.clone()),
            external_id: Some(&claim.document),
        };
        let times = survey.times(claim.published, standing.recorded);
        objects.push(Object {
            revoked: taken_back(incident, n),
            confidence: claim.grading.as_ref().and_then(|g| confidence(g.credibility.as_ref()?.grade)),
            labels: if claim.hedged { vec![claim.reality.word(), "hedged"] } else { vec![claim.reality.word()] },
            external_references: vec![reference],
            ..Object::new("note", note_id(&claim.key), times, body)
        });
    }
}

/// Whether a claim's own voice has corrected or denied it since.
fn taken_back(incident: &Incident, at: usize) -> bool {
    let claim = &incident.claims[at];
    incident.claims[at + 1..].iter().filter(|later| later.voice == claim.voice).any(|later| {
        let denies = later.reality == Reality::Denied && claim.reality != Reality::Denied;
        denies || incident.corrections.iter().any(|c| c.claim == later.key && c.by == claim.voice)
    })
}

/// For each side of a dispute, that its voices disagree with the notes of the other sides.
fn opinions<'a>(standing: &'a Standing, index: &Index, survey: &Survey, objects: &mut Vec<Object<'a>>) {
    let incident = &standing.incident;
    let times = survey.times(ends::last_published(incident), standing.recorded);
    for (field, sides) in &incident.disputed {
        let say = |n: usize| words(*field, &sides[n].value, |id| index.name(id).to_owned());
        for (n, side) in sides.iter().enumerate() {
            let mut others: Vec<String> = (0..sides.len())
                .filter(|m| *m != n)
                .flat_map(|m| &sides[m].claims)
                .filter(|claim| !side.claims.contains(claim))
                .map(|claim| note_id(claim))
                .collect();
            others.sort();
            others.dedup();
            if others.is_empty() {
                continue;
            }
            let against: Vec<String> = (0..sides.len()).filter(|m| *m != n).map(say).collect();
            let body = Body::Opinion {
                explanation: format!("{}; against {}", say(n), against.join(" and ")),
                authors: &side.said_by,
                opinion: if *field == Field::Reality { "strongly-disagree" } else { "disagree" },
                object_refs: others,
            };
            let id = id("opinion", &[&incident.id, field.word(), &say(n)]);
            objects.push(Object::new("opinion", id, times.clone(), body));
        }
    }
}
