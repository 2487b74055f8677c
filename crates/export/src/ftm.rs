//! FollowTheMoney entities, one JSON object a line, with ids that are the same in every run.
//!
//! Actors become Person, Organization, PublicBody, Company or LegalEntity; documents Article; who is named where Mention; incidents
//! Event; ties Occupancy of a Position, Membership, Family, Succession or UnknownLink; the side for which an actor acts Representation.
//! Every value is a list of strings. Countries are ISO 3166-1 alpha-2 in small letters.

mod entity;
mod links;

use std::collections::BTreeSet;
use std::io::Write;

use model::ActorKind;

use crate::countries::alpha2;
use crate::format::line;
use crate::holding::{Index, Paper, PaperOfClaim};
use crate::ties::ties;
use crate::{ExportError, Holding, Member, Naming, Standing, Tally, ends};

use entity::{Entity, actor_id, id, schema};

pub(crate) fn write(holding: &dyn Holding, out: &mut dyn Write) -> Result<Tally, ExportError> {
    let mut tally = Tally::default();
    let index = Index::of(holding)?;
    let papers = PaperOfClaim::of(holding, &index)?;
    let mut written = 0;
    let mut put = |entity: &Entity| {
        written += 1;
        line(out, entity)
    };
    for member in index.members() {
        put(&of_member(member))?;
        if let Some(side) = member.side.as_deref().filter(|side| index.member(side).is_some()) {
            put(&acts_for(member, side))?;
        }
    }
    for paper in index.papers() {
        put(&of_paper(paper))?;
    }
    holding.namings(&mut |naming| of_naming(naming, &index).map_or(Ok(()), |mention| put(&mention)))?;
    holding.incidents(&mut |standing| put(&of_incident(standing, &papers, &index)))?;
    let mut positions = BTreeSet::new();
    for tie in ties(holding, &index)? {
        let entities = links::of_tie(&tie, &index);
        if entities.is_empty() {
            tally.leave_out("ties with an end that is no actor");
        }
        for entity in entities {
            if !entity.is("Position") || positions.insert(entity.id().to_owned()) {
                put(&entity)?;
            }
        }
    }
    tally.written = written;
    Ok(tally)
}

/// Two small letters.
fn country(alpha3: &str) -> Option<String> {
    alpha2(alpha3).map(str::to_lowercase)
}

fn of_member(member: &Member) -> Entity {
    let mut entity = Entity::new(schema(member.kind), actor_id(&member.id));
    entity.add("name", &member.name);
    entity.add_all("alias", &member.aliases);
    entity.add("classification", member.kind.word());
    entity.add_all("country", member.country.as_deref().and_then(country));
    entity.add_all("wikidataId", member.wikidata.as_deref());
    entity.add_all(
        "topics",
        match member.kind {
            ActorKind::State => Some("gov.national"),
            ActorKind::Government => Some("gov"),
            ActorKind::Military => Some("mil"),
            ActorKind::Party => Some("pol.party"),
            _ => None,
        },
    );
    entity
}

fn acts_for(member: &Member, side: &str) -> Entity {
    let mut entity = Entity::new("Representation", id("side", &[&member.id, side]));
    entity.add("agent", actor_id(&member.id));
    entity.add("client", actor_id(side));
    entity.add("role", "acts for");
    entity
}

fn paper_id(key: &str) -> String {
    id("document", &[key])
}

fn of_paper(paper: &Paper) -> Entity {
    let mut entity = Entity::new(if paper.dataset { "Document" } else { "Article" }, paper_id(&paper.key));
    entity.add_all("title", paper.title.as_deref());
    entity.add("fileName", &paper.name);
    entity.add_all("publishedAt", paper.published.map(|d| d.to_string()));
    entity.add_all("publisher", paper.outlet.as_deref());
    entity.add_all("author", paper.author.as_deref());
    entity.add_all("sourceUrl", paper.url.as_deref());
    // FollowTheMoney has ISO 639-3; the reading has English.
    entity.add_all("language", paper.language.as_deref().filter(|l| l.split('-').next() == Some("en")).map(|_| "eng"));
    entity
}

fn of_naming(naming: &Naming, index: &Index) -> Option<Entity> {
    let member = index.member(&naming.actor)?;
    index.paper(&naming.paper)?;
    let mut entity = Entity::new("Mention", id("mention", &[&naming.paper, &naming.actor]));
    entity.add("document", paper_id(&naming.paper));
    entity.add_all("name", &naming.names);
    if naming.names.iter().all(String::is_empty) {
        entity.add("name", &member.name);
    }
    entity.add("resolved", actor_id(&member.id));
    entity.add("detectedSchema", schema(member.kind));
    entity.add_all("contextCountry", member.country.as_deref().and_then(country));
    Some(entity)
}

fn of_incident(standing: &Standing, papers: &PaperOfClaim, index: &Index) -> Entity {
    let incident = &standing.incident;
    let mut entity = Entity::new("Event", format!("event-{}", incident.id));
    entity.add("name", ends::headline(incident, index));
    entity.add_days(ends::days(incident));
    entity.add_all("location", ends::place(incident));
    let (actors, recipients) = ends::ends(incident);
    let involved = [actors.as_slice(), &recipients, ends::companions(incident)].concat();
    entity.add_all("involved", involved.iter().filter(|id| index.member(id).is_some()).map(|id| actor_id(id)));
    entity.add("keywords", incident.kind.word());
    entity.add_all("keywords", incident.mode.as_deref());
    entity.add("keywords", incident.status.word());
    entity.add("summary", summary(standing));
    entity.add("recordId", &incident.id);
    for claim in &incident.claims {
        entity.add_all("publisher", claim.outlet.as_deref());
        entity.add_all("notes", claim.evidence.quotes().iter().map(|q| &q.text));
        if let Some(paper) = papers.paper(&claim.key, index) {
            entity.add("proof", paper_id(&paper.key));
            entity.add_all("sourceUrl", paper.url.as_deref());
        }
    }
    entity
}

/// `disputed (amount, date); 2 voices: Pakistan Army, Reuters`
fn summary(standing: &Standing) -> String {
    let incident = &standing.incident;
    let fields: Vec<&str> = incident.disputed.keys().map(|f| f.word()).collect();
    let fields = if fields.is_empty() { String::new() } else { format!(" ({})", fields.join(", ")) };
    let voices = match incident.voices {
        0 => "no voice".to_owned(),
        1 => format!("1 voice: {}", incident.voiced_by.join(", ")),
        n => format!("{n} voices: {}", incident.voiced_by.join(", ")),
    };
    format!("{}{fields}; {voices}", incident.status.word())
}
