//! PLOVER event records, one JSON object a line: one record a claim, `link` says which records are of one incident.
//!
//! Field names are those of the PLOVER manual's "JSON Data Fields"; what a claim has besides stands behind them under names of its own.
//! A record whose `reality` is not `actual` has not happened, or not yet: PLOVER has no field for that.

use std::io::Write;

use model::{ActorKind, Amount, Date, Event, EventType, Grading, Reality};
use serde::Serialize;

use crate::format::line;
use crate::holding::{Index, Paper};
use crate::row::sums;
use crate::{Claim, ExportError, Holding, Said, Tally};

#[derive(Serialize)]
struct Record<'a> {
    id: &'a str,
    has_event: bool,
    date: Date,
    #[serde(skip_serializing_if = "Option::is_none")]
    enddate: Option<Date>,
    /// `text`, or `publication` where the text gives none.
    date_from: &'static str,
    actor: Vec<Actor<'a>>,
    recipient: Vec<Actor<'a>>,
    companion: Vec<Actor<'a>>,
    event: [&'static str; 1],
    mode: Vec<&'a str>,
    context: &'a [String],
    quad_code: u8,
    event_scale: f64,
    cameo: &'a str,
    reality: Reality,
    hedged: bool,
    confidence: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    attributed_to: Option<Actor<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event_loc: Option<Location<'a>>,
    event_text: Vec<&'a str>,
    #[serde(skip_serializing_if = "<[Amount]>::is_empty")]
    amount: &'a [Amount],
    #[serde(skip_serializing_if = "Option::is_none")]
    size: Option<Size>,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<&'a str>,
    text_info: Text,
    cite_info: Citation<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    grading: Option<&'a Grading>,
    coder: &'static str,
}

#[derive(Serialize)]
struct Actor<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sector: Option<&'static str>,
    actor_text: &'a str,
    identifier_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    wikidata: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    side: Option<&'a str>,
}

#[derive(Serialize)]
struct Location<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    latitude: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    longitude: Option<f64>,
}

#[derive(Serialize)]
struct Size {
    #[serde(skip_serializing_if = "Option::is_none")]
    dead: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    injured: Option<u64>,
}

#[derive(Serialize)]
struct Text {
    start: usize,
    end: usize,
    /// All quotes, where there are several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    spans: Vec<[usize; 2]>,
}

#[derive(Serialize)]
struct Citation<'a> {
    citation: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publication: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<Date>,
    codebook: &'static str,
}

pub(crate) fn write(holding: &dyn Holding, out: &mut dyn Write) -> Result<Tally, ExportError> {
    let mut tally = Tally::default();
    let index = Index::of(holding)?;
    holding.claims(&mut |claim| {
        let Said::Event(event) = &claim.said else {
            tally.leave_out("relations: PLOVER has events only");
            return Ok(());
        };
        let Some(record) = record(claim, event, &index) else {
            tally.leave_out("events without a day, in documents without one");
            return Ok(());
        };
        tally.written += 1;
        line(out, &record)
    })?;
    Ok(tally)
}

fn record<'a>(claim: &'a Claim, event: &'a Event, index: &'a Index) -> Option<Record<'a>> {
    let paper = index.paper(&claim.paper);
    let published = index.published(claim);
    let actors = |ids: &'a [String]| ids.iter().map(|id| actor(id, index)).collect();
    let quotes = event.evidence.quotes();
    let first = quotes.first()?;
    Some(Record {
        id: &claim.key,
        has_event: true,
        date: event.date.as_ref().map(|d| d.first).or(published)?,
        enddate: event.date.as_ref().filter(|d| d.first != d.last).map(|d| d.last),
        date_from: if event.date.is_some() { "text" } else { "publication" },
        actor: actors(&event.actors),
        recipient: actors(&event.recipients),
        companion: actors(&event.companions),
        event: [event.kind.word()],
        mode: event.mode.as_deref().into_iter().collect(),
        context: &event.contexts,
        quad_code: quad(event.kind),
        event_scale: event.score,
        cameo: &event.cameo,
        reality: event.reality,
        hedged: event.hedged,
        confidence: event.confidence,
        attributed_to: event.source.as_deref().map(|id| actor(id, index)),
        event_loc: event.place.as_ref().map(|p| Location { name: &p.name, latitude: p.lat, longitude: p.lon }),
        event_text: quotes.iter().map(|q| q.text.as_str()).collect(),
        amount: sums(event.amount.as_ref()),
        size: event.toll.as_ref().map(|t| Size { dead: t.killed, injured: t.injured }),
        link: claim.incident.as_deref(),
        text_info: Text {
            start: first.start,
            end: first.end,
            spans: if quotes.len() > 1 { quotes.iter().map(|q| [q.start, q.end]).collect() } else { Vec::new() },
        },
        cite_info: citation(claim, paper, published),
        grading: claim.grading.as_ref(),
        coder: "detente",
    })
}

fn citation<'a>(claim: &'a Claim, paper: Option<&'a Paper>, published: Option<Date>) -> Citation<'a> {
    Citation {
        citation: paper.map_or(&claim.paper, |p| &p.name),
        url: paper.and_then(|p| p.url.as_deref()),
        title: paper.and_then(|p| p.title.as_deref()),
        language: paper.and_then(|p| p.language.as_deref()),
        publication: paper.and_then(|p| p.outlet.as_deref()),
        published,
        codebook: "plover-0.8",
    }
}

/// PLOVER's quad classes, in the order of its types: 1 and 2 cooperation in words and deeds, 3 and 4 conflict in words and deeds.
fn quad(kind: EventType) -> u8 {
    match kind {
        t if t <= EventType::Concede => 1,
        t if t <= EventType::Retreat => 2,
        t if t <= EventType::Threaten => 3,
        _ => 4,
    }
}

fn actor<'a>(id: &'a str, index: &'a Index) -> Actor<'a> {
    let Some(m) = index.member(id) else {
        return Actor { code: None, sector: None, actor_text: id, identifier_id: id, wikidata: None, side: None };
    };
    Actor {
        code: m.country.as_deref().or(match m.kind {
            ActorKind::Organisation => Some("IGO"),
            ActorKind::Faction => Some("IMG"),
            ActorKind::Company => Some("MNC"),
            _ => None,
        }),
        sector: match m.kind {
            ActorKind::Government => Some("GOV"),
            ActorKind::Military => Some("MIL"),
            ActorKind::Party => Some("PTY"),
            ActorKind::Media => Some("JRN"),
            ActorKind::Company => Some("BUS"),
            ActorKind::State | ActorKind::Faction | ActorKind::Organisation | ActorKind::Person | ActorKind::Place => {
                None
            }
        },
        actor_text: &m.name,
        identifier_id: &m.id,
        wikidata: m.wikidata.as_deref(),
        side: m.side.as_deref(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quad_classes_agree_with_words_and_deeds() {
        for kind in EventType::ALL {
            assert_eq!(matches!(quad(kind), 2 | 4), kind.is_material(), "{kind:?}");
        }
        assert_eq!((quad(EventType::Concede), quad(EventType::Request)), (1, 3));
    }
}
