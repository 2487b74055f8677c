//! A STIX 2.1 bundle: actors as identities, incidents as incidents, claims as notes, ties as relationships, disputes as opinions,
//! documents as reports.
//!
//! Ids are UUIDs of version 5, so that a second export updates what the first brought. What STIX's incident has no property for stands
//! in an extension, whose definition is in the bundle. A note is revoked if its own voice took it back.

mod actors;
mod bundle;
mod incidents;
mod object;
mod survey;

use std::io::Write;

use model::Place;

use crate::countries::alpha2;
use crate::holding::Index;
use crate::moments::start_of;
use crate::ties::{Tie, ties};
use crate::{ExportError, Holding, Options, Paper, Tally};

use bundle::Bundle;
use object::{Body, Object, Reference, id, uuid};
use survey::{Refs, Survey};

pub(crate) fn write(holding: &dyn Holding, options: Options, out: &mut dyn Write) -> Result<Tally, ExportError> {
    let mut tally = Tally::default();
    let index = Index::of(holding)?;
    let survey = Survey::of(holding, &index)?;
    let mut bundle = Bundle::open(out, options)?;
    for member in index.members() {
        bundle.put(actors::identity(member, &survey))?;
    }
    for place in survey.places() {
        if let Some(location) = location(place, &index) {
            bundle.put(location)?;
        }
    }
    let mut refs = Refs::default();
    holding.incidents(&mut |standing| {
        incidents::objects(standing, &index, &survey, &mut refs).into_iter().try_for_each(|object| bundle.put(object))
    })?;
    for tie in ties(holding, &index)? {
        if index.member(&tie.from).is_none() || index.member(&tie.to).is_none() {
            tally.leave_out("ties with an end that is no actor");
            continue;
        }
        for saying in &tie.said {
            refs.add(&saying.paper, "relationship", uuid("relationship", &tie.parts()));
        }
        bundle.put(relationship(&tie, &survey))?;
    }
    for paper in index.papers() {
        match refs.take(&paper.key) {
            Some(objects) => bundle.put(report(paper, objects, &survey))?,
            None => tally.leave_out("documents without a claim, of which there is nothing to report"),
        }
    }
    tally.written = bundle.close()?;
    Ok(tally)
}

/// Id of a place's location, where STIX takes it: with degrees, or with a country.
fn location_id(place: &Place, index: &Index) -> Option<String> {
    (degrees(place).is_some() || country(place, index).is_some())
        .then(|| id("location", &[&place.name, place.id.as_deref().unwrap_or_default()]))
}

/// Degrees north and east, if they are on the globe.
fn degrees(place: &Place) -> Option<(f64, f64)> {
    let on_globe = |(lat, lon): &(f64, f64)| lat.abs() <= 90.0 && lon.abs() <= 180.0;
    place.lat.zip(place.lon).filter(on_globe)
}

/// The country of a place that is one.
fn country(place: &Place, index: &Index) -> Option<&'static str> {
    alpha2(index.member(place.id.as_deref()?)?.country.as_deref()?)
}

fn location<'a>(place: &'a Place, index: &Index) -> Option<Object<'a>> {
    let degrees = degrees(place);
    let body = Body::Location {
        name: &place.name,
        latitude: degrees.map(|d| d.0),
        longitude: degrees.map(|d| d.1),
        country: country(place, index),
    };
    Some(Object::timeless("location", location_id(place, index)?, body))
}

/// A tie. STIX has no word for most; ours are written with hyphens.
fn relationship<'a>(tie: &'a Tie, survey: &Survey) -> Object<'a> {
    let (begins, ends) = (tie.begins(), tie.ends().filter(|end| tie.begins().is_none_or(|begin| *end > begin)));
    let quotes: Vec<&str> = tie.said.iter().map(|s| s.quote.as_str()).filter(|q| !q.is_empty()).collect();
    let role = tie.role().map(|role| format!("{role}. ")).unwrap_or_default();
    let description = format!("{role}{}", quotes.iter().map(|q| format!("“{q}”")).collect::<Vec<_>>().join(" "));
    let body = Body::Relationship {
        relationship_type: tie.kind.word().replace('_', "-"),
        description: Some(description).filter(|d| !d.is_empty()),
        source_ref: actors::id_of(&tie.from),
        target_ref: actors::id_of(&tie.to),
        start_time: begins.map(start_of),
        stop_time: ends.map(start_of),
    };
    let recorded = tie.said.iter().filter_map(|s| s.recorded).max();
    Object {
        confidence: Some(percent(tie.confidence())),
        labels: vec![tie.status().word()],
        ..Object::new("relationship", id("relationship", &tie.parts()), survey.times(tie.first(), recorded), body)
    }
}

fn report<'a>(paper: &'a Paper, objects: Vec<String>, survey: &Survey) -> Object<'a> {
    let times = survey.times(paper.published, survey.recorded(&paper.key));
    let name = paper.title.as_deref().filter(|t| !t.is_empty()).unwrap_or(&paper.name);
    let body = Body::Report { name, report_types: ["observed-data"], published: times.0.clone(), object_refs: objects };
    let reference = Reference {
        source_name: paper.outlet.as_deref().filter(|o| !o.is_empty()).unwrap_or("document"),
        description: None,
        url: paper.url.clone(),
        external_id: Some(&paper.name),
    };
    Object { external_references: vec![reference], ..Object::new("report", report_id(&paper.key), times, body) }
}

fn report_id(paper: &str) -> String {
    id("report", &[paper])
}

/// A probability in STIX's whole numbers from 0 to 100.
fn percent(probability: f64) -> u8 {
    (probability.clamp(0.0, 1.0) * 100.0).round() as u8
}
