//! `detente atlas`: who bears a name, and what is known of an actor.

use atlas::{Atlas, Entity, Hit, Key};
use model::{ActorKind, Date};
use serde::Serialize;

use crate::args::{AtlasArgs, AtlasCommand, ExplainFormat};
use crate::paint::Paint;
use crate::render::facts;
use crate::trouble::{Outcome, Trouble};
use crate::{delivery, own};

/// Who bears a name.
#[derive(Debug, Serialize)]
pub struct Found<'a> {
    /// The name asked for.
    pub name: &'a str,
    /// The day asked for.
    pub date: Option<Date>,
    /// Whether nobody bears the name as it is, and these bear another spelling of it.
    pub respelt: bool,
    /// Who bears it, likeliest first.
    pub bearers: Vec<Bearer<'a>>,
}

/// One who bears a name.
#[derive(Debug, Serialize)]
pub struct Bearer<'a> {
    pub id: &'a str,
    pub name: &'a str,
    pub kind: &'static str,
    pub country: Option<&'a str>,
    /// `strong` or `weak`.
    pub strength: &'static str,
    /// How the name names.
    pub via: &'static str,
    /// The office by which a person has a side.
    pub office: Option<Spell<'a>>,
    /// From whom it acts for to the whole: ids and names.
    pub acts_for: Vec<Named<'a>>,
}

/// An actor by id and name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Named<'a> {
    pub id: &'a str,
    pub name: &'a str,
}

/// A spell in an office.
#[derive(Debug, Serialize)]
pub struct Spell<'a> {
    pub person: Named<'a>,
    pub role: &'static str,
    pub title: &'a str,
    pub of: Named<'a>,
    pub from: Option<Date>,
    pub to: Option<Date>,
    pub source: &'a str,
}

/// A membership.
#[derive(Debug, Serialize)]
pub struct Belonging<'a> {
    pub member: Named<'a>,
    pub of: Named<'a>,
    pub status: &'a str,
    pub from: Option<Date>,
    pub to: Option<Date>,
    pub source: &'a str,
}

/// A name.
#[derive(Debug, Serialize)]
pub struct Name<'a> {
    pub text: &'a str,
    pub via: &'static str,
    pub strength: &'static str,
}

/// All that is known of an actor or place.
#[derive(Debug, Serialize)]
pub struct Facts<'a> {
    pub id: &'a str,
    pub name: &'a str,
    pub kind: &'static str,
    pub country: Option<&'a str>,
    /// First and last day of its existence.
    pub from: Option<Date>,
    pub to: Option<Date>,
    /// Latitude and longitude in degrees.
    pub place: Option<(f64, f64)>,
    pub wikidata: Option<String>,
    /// Which of several bearers of a name is likelier meant, 0 to 1000.
    pub rank: u16,
    pub source: &'a str,
    pub acts_for: Vec<Named<'a>>,
    pub names: Vec<Name<'a>>,
    /// Offices that it holds or held.
    pub offices: Vec<Spell<'a>>,
    /// Who holds or held its offices, those of its ministries and forces included.
    pub officers: Vec<Spell<'a>>,
    pub belongs_to: Vec<Belonging<'a>>,
    pub members: Vec<Belonging<'a>>,
    /// Ministries, forces, agencies, governments within it that have names of their own, and its seats of power.
    pub parts: Vec<Named<'a>>,
}

/// Runs the command.
pub fn run(args: &AtlasArgs) -> Result<Outcome, Trouble> {
    match &args.command {
        AtlasCommand::Find { name, date, format, own } => {
            find(own::atlas(own.folder())?, &name.join(" "), *date, *format)
        }
        AtlasCommand::Show { id, date, format, own } => show(own::atlas(own.folder())?, id, *date, *format),
    }
}

fn find(atlas: &'static Atlas, name: &str, date: Option<Date>, format: ExplainFormat) -> Result<Outcome, Trouble> {
    let known = atlas.find(name);
    let respelt = known.is_empty();
    let hits = if respelt { atlas.find_person(name) } else { known };
    if hits.is_empty() {
        let advice =
            "try another spelling or a part of the name; a folder of your own adds names (--atlas, docs/atlas.md)";
        return Err(Trouble::failed(format!("nobody bears the name {name}"), advice));
    }
    let bearers = hits.iter().map(|hit| bearer(atlas, hit, date)).collect();
    let found = Found { name, date, respelt, bearers };
    print(format, &found, |paint| facts::found(&found, paint))
}

fn show(atlas: &'static Atlas, id: &str, date: Option<Date>, format: ExplainFormat) -> Result<Outcome, Trouble> {
    let Some(entity) = atlas.entity(id) else {
        let hits = atlas.find(id.rsplit(':').next().unwrap_or(id));
        let ids: Vec<&str> = hits.iter().take(5).map(|hit| atlas.get(hit.key).id()).collect();
        let advice = match ids.is_empty() {
            true => "detente atlas find NAME gives ids".to_string(),
            false => format!("perhaps: {}", ids.join(" ")),
        };
        return Err(Trouble::failed(format!("nobody has the id {id}"), advice));
    };
    let facts = known_of(atlas, &entity, date);
    print(format, &facts, |paint| facts::page(&facts, date, paint))
}

fn print(
    format: ExplainFormat,
    value: &impl Serialize,
    page: impl FnOnce(Paint) -> String,
) -> Result<Outcome, Trouble> {
    match format {
        ExplainFormat::Human => delivery::print(page(Paint::for_stdout(false)).as_bytes())?,
        ExplainFormat::Json => delivery::print_with(|out| {
            serde_json::to_writer_pretty(&mut *out, value)?;
            out.write_all(b"\n")
        })?,
    }
    Ok(Outcome::Done)
}

fn named(atlas: &'static Atlas, key: Key) -> Named<'static> {
    let entity = atlas.get(key);
    Named { id: entity.id(), name: entity.name() }
}

fn spell(atlas: &'static Atlas, held: atlas::OfficeHeld<'static>) -> Spell<'static> {
    Spell {
        person: named(atlas, held.person),
        role: held.role.word(),
        title: held.title,
        of: named(atlas, held.of),
        from: held.from,
        to: held.to,
        source: held.source,
    }
}

fn belonging(atlas: &'static Atlas, m: atlas::Membership<'static>) -> Belonging<'static> {
    let (member, of) = (named(atlas, m.member), named(atlas, m.of));
    Belonging { member, of, status: m.status, from: m.from, to: m.to, source: m.source }
}

fn acts_for(atlas: &'static Atlas, key: Key, date: Option<Date>) -> Vec<Named<'static>> {
    atlas.chain(key, date).into_iter().skip(1).map(|k| named(atlas, k)).collect()
}

fn bearer(atlas: &'static Atlas, hit: &Hit, date: Option<Date>) -> Bearer<'static> {
    let entity = atlas.get(hit.key);
    Bearer {
        id: entity.id(),
        name: entity.name(),
        kind: entity.kind().word(),
        country: entity.country(),
        strength: hit.strength.word(),
        via: hit.via.word(),
        office: atlas.office(hit.key, date).map(|held| spell(atlas, held)),
        acts_for: acts_for(atlas, hit.key, date),
    }
}

fn known_of(atlas: &'static Atlas, entity: &Entity<'static>, date: Option<Date>) -> Facts<'static> {
    let key = entity.key();
    let held_then = |o: &atlas::OfficeHeld<'_>| date.is_none_or(|day| o.on(day));
    let then = |m: &atlas::Membership<'_>| {
        date.is_none_or(|day| m.from.is_none_or(|from| from <= day) && m.to.is_none_or(|to| day <= to))
    };
    let of_kind = |e: &Entity<'_>| e.kind() != ActorKind::Place || e.class() == "seat";
    let inside: Vec<Entity<'static>> = atlas.entities().filter(|e| e.part_of() == Some(key) && of_kind(e)).collect();
    let mut officers = atlas.officers(key);
    let own = |e: &&Entity<'_>| atlas.side(e.key(), None) == atlas.side(key, None);
    officers.extend(inside.iter().filter(own).flat_map(|e| atlas.officers(e.key())));
    officers.retain(held_then);
    officers.sort_by_key(|o| (o.to.is_some(), o.role, std::cmp::Reverse(o.from), o.person));
    let belongs_to = atlas.memberships(key).into_iter().filter(then).map(|m| belonging(atlas, m)).collect();
    let members = match entity.kind() {
        ActorKind::Organisation => atlas.members(key),
        _ => Vec::new(),
    };
    // An office that has but the names which a pattern gives it goes without saying.
    let has_own_name = |e: &&Entity<'_>| e.names().any(|n| n.via != atlas::Via::Pattern);
    Facts {
        id: entity.id(),
        name: entity.name(),
        kind: entity.kind().word(),
        country: entity.country(),
        from: entity.valid().0,
        to: entity.valid().1,
        place: entity.lat_lon(),
        wikidata: entity.wikidata(),
        rank: entity.rank(),
        source: entity.source(),
        acts_for: acts_for(atlas, key, date),
        names: entity.names().map(|n| Name { text: n.text, via: n.via.word(), strength: n.strength.word() }).collect(),
        offices: atlas.offices(key).into_iter().filter(held_then).map(|o| spell(atlas, o)).collect(),
        officers: officers.into_iter().map(|o| spell(atlas, o)).collect(),
        belongs_to,
        members: members.into_iter().filter(then).map(|m| belonging(atlas, m)).collect(),
        parts: inside.iter().filter(has_own_name).map(|e| named(atlas, e.key())).collect(),
    }
}
