//! Everything that is held, one JSON object a line: actors, documents, near-copies, claims, incidents, in this order.
//!
//! A line says in `record` what it is. Claims and incidents are those of the answer format and of `export --format incidents`,
//! with nothing left out, so that this is the format to move a ledger's content elsewhere.

use std::io::Write;

use model::{ActorKind, Date, Event, Grading, Incident, Relation};
use serde::Serialize;

use crate::format::line;
use crate::holding::Index;
use crate::moments::rfc3339;
use crate::{ExportError, Holding, Member, Said, Tally};

#[derive(Serialize)]
#[serde(tag = "record", rename_all = "snake_case")]
enum Record<'a> {
    Actor(Actor<'a>),
    Document {
        key: &'a str,
        name: &'a str,
        title: Option<&'a str>,
        outlet: Option<&'a str>,
        author: Option<&'a str>,
        published: Option<Date>,
        url: Option<&'a str>,
        language: Option<&'a str>,
        dataset: bool,
    },
    NearCopies {
        documents: &'a [String],
    },
    Event {
        key: &'a str,
        document: &'a str,
        document_name: Option<&'a str>,
        published: Option<Date>,
        incident: Option<&'a str>,
        recorded: Option<String>,
        grading: Option<&'a Grading>,
        claim: &'a Event,
    },
    Relation {
        key: &'a str,
        document: &'a str,
        document_name: Option<&'a str>,
        published: Option<Date>,
        recorded: Option<String>,
        grading: Option<&'a Grading>,
        claim: &'a Relation,
    },
    Incident {
        recorded: Option<String>,
        incident: &'a Incident,
    },
}

/// An actor as the JSON formats have it.
#[derive(Serialize)]
pub(crate) struct Actor<'a> {
    id: &'a str,
    name: &'a str,
    aliases: &'a [String],
    kind: ActorKind,
    side: Option<&'a str>,
    country: Option<&'a str>,
    wikidata: Option<&'a str>,
}

impl<'a> Actor<'a> {
    pub fn of(m: &'a Member) -> Self {
        Actor {
            id: &m.id,
            name: &m.name,
            aliases: &m.aliases,
            kind: m.kind,
            side: m.side.as_deref(),
            country: m.country.as_deref(),
            wikidata: m.wikidata.as_deref(),
        }
    }
}

pub(crate) fn write(holding: &dyn Holding, out: &mut dyn Write) -> Result<Tally, ExportError> {
    let mut tally = Tally::default();
    let mut put = |record: Record<'_>| {
        tally.written += 1;
        line(out, &record)
    };
    let index = Index::of(holding)?;
    for member in index.members() {
        put(Record::Actor(Actor::of(member)))?;
    }
    for p in holding.papers()? {
        put(Record::Document {
            key: &p.key,
            name: &p.name,
            title: p.title.as_deref(),
            outlet: p.outlet.as_deref(),
            author: p.author.as_deref(),
            published: p.published,
            url: p.url.as_deref(),
            language: p.language.as_deref(),
            dataset: p.dataset,
        })?;
    }
    for group in holding.near_copies()? {
        put(Record::NearCopies { documents: &group })?;
    }
    holding.claims(&mut |claim| {
        let (key, document, recorded) = (claim.key.as_str(), claim.paper.as_str(), rfc3339(claim.recorded));
        let published = index.published(claim);
        let grading = claim.grading.as_ref();
        let document_name = index.paper(document).map(|p| p.name.as_str());
        put(match &claim.said {
            Said::Event(said) => Record::Event {
                key,
                document,
                document_name,
                published,
                incident: claim.incident.as_deref(),
                recorded,
                grading,
                claim: said,
            },
            Said::Relation(said) => {
                Record::Relation { key, document, document_name, published, recorded, grading, claim: said }
            }
        })
    })?;
    holding.incidents(&mut |standing| {
        put(Record::Incident { recorded: rfc3339(standing.recorded), incident: &standing.incident })
    })?;
    Ok(tally)
}
