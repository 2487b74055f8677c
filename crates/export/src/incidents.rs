//! Incidents with their claims, near-copies and actors: one JSON object, one incident a line.
//!
//! Near-copies are groups of documents' names; the values of disputes on actors are ids, which the list of actors names.

use std::io::Write;

use model::Incident;
use serde::Serialize;

use crate::holding::Index;
use crate::jsonl::Actor;
use crate::moments::rfc3339;
use crate::{ExportError, Holding, Tally};

#[derive(Serialize)]
struct Line<'a> {
    #[serde(flatten)]
    incident: &'a Incident,
    recorded: Option<String>,
}

pub(crate) fn write(holding: &dyn Holding, out: &mut dyn Write) -> Result<Tally, ExportError> {
    let mut tally = Tally::default();
    let index = Index::of(holding)?;
    out.write_all(b"{\"incidents\": [")?;
    holding.incidents(&mut |standing| {
        out.write_all(if tally.written == 0 { b"\n" } else { b",\n" })?;
        tally.written += 1;
        let line = Line { incident: &standing.incident, recorded: rfc3339(standing.recorded) };
        Ok(serde_json::to_writer(&mut *out, &line)?)
    })?;
    out.write_all(b"\n],\n\"near_copies\": [")?;
    for (n, group) in holding.near_copies()?.iter().enumerate() {
        out.write_all(if n == 0 { b"\n" } else { b",\n" })?;
        let names: Vec<&str> = group.iter().map(|key| index.paper(key).map_or(key.as_str(), |p| &p.name)).collect();
        serde_json::to_writer(&mut *out, &names)?;
    }
    out.write_all(b"\n],\n\"actors\": [")?;
    for (n, member) in index.members().enumerate() {
        out.write_all(if n == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, &Actor::of(member))?;
    }
    out.write_all(b"\n]}\n")?;
    Ok(tally)
}
