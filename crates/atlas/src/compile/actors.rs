//! Joining rows of one id, and making the offices of every state.
//!
//! In: tables. Out: actors sorted by id, each with names and the way in which each names, references resolved.

use super::CompileError;
use super::codes::KINDS;
use super::tables::{Row, Tables};
use std::collections::BTreeMap;

/// One actor with all that the tables say of it.
#[derive(Debug, Clone, Default)]
pub struct Actor {
    /// Kind code.
    pub kind: u8,
    /// Display name.
    pub name: String,
    /// Names: text, via (word of `VIAS`), weak.
    pub names: Vec<(String, &'static str, bool)>,
    /// Country code of three letters, or empty.
    pub country: String,
    /// Id of the whole, or empty.
    pub part_of: String,
    /// `self`, an id, or empty.
    pub side: String,
    /// First and last day as `yyyymmdd`, 0 if open.
    pub valid: (u32, u32),
    /// Number of the Wikidata item, 0 if none.
    pub wikidata: u32,
    /// Latitude and longitude in degrees.
    pub place: Option<(f64, f64)>,
    /// Prominence, 0..1000.
    pub rank: u16,
    /// Whether the row was written by hand.
    pub compiled: bool,
}

/// All actors, by id.
pub struct Actors {
    /// Sorted by id.
    pub list: BTreeMap<String, Actor>,
    /// Patterns of the names of offices: (words, office number).
    pub office_words: Vec<(String, usize)>,
}

impl Actors {
    /// Joins and completes.
    pub fn assemble(tables: &Tables) -> Result<Actors, CompileError> {
        let mut list: BTreeMap<String, Actor> = BTreeMap::new();
        for row in &tables.actors {
            merge(&mut list, row)?;
        }
        place_in_states(&mut list);
        let office_words = add_offices(&mut list, tables)?;
        // The usual adjective first: it is the one that offices are named with.
        for main in [true, false] {
            for row in tables.demonyms.iter().filter(|r| (r.get("use") == "main") == main) {
                let state = list.get_mut(row.get("state")).ok_or_else(|| unknown("demonyms", row.get("state")))?;
                let via = match row.get("use") {
                    "main" | "adjective" => "adjective",
                    "singular" => "demonym-singular",
                    "plural" => "demonym-plural",
                    other => {
                        return Err(row.form(format!("use `{other}`"), "main, adjective, singular or plural"));
                    }
                };
                state.names.push((row.get("form").to_owned(), via, row.get("strength") == "weak"));
            }
        }
        let actors = Actors { list, office_words };
        actors.check(tables)?;
        Ok(actors)
    }

    fn check(&self, tables: &Tables) -> Result<(), CompileError> {
        for actor in self.list.values() {
            for id in [&actor.part_of, &actor.side] {
                if !id.is_empty() && id != "self" && !self.list.contains_key(id) {
                    return Err(unknown("actors", id));
                }
            }
        }
        for (table, rows, columns) in [
            ("capitals", &tables.capitals, ["place", "state"]),
            ("stands_for", &tables.stands_for, ["seat", "actor"]),
            ("offices", &tables.offices, ["person", "of"]),
            ("members", &tables.members, ["member", "of"]),
        ] {
            for row in rows {
                for column in columns {
                    if !self.list.contains_key(row.get(column)) {
                        return Err(unknown(table, row.get(column)));
                    }
                }
            }
        }
        Ok(())
    }
}

fn unknown(table: &'static str, id: &str) -> CompileError {
    CompileError::Unknown { table, id: id.to_owned() }
}

/// Adds a row: names are joined, other cells of a later row win.
fn merge(list: &mut BTreeMap<String, Actor>, row: &Row) -> Result<(), CompileError> {
    let id = row.get("id");
    let well_formed = id.split_once(':').is_some_and(|(prefix, slug)| {
        let plain = |s: &str| s.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        plain(prefix) && plain(slug) && !slug.is_empty() && prefix.chars().all(|c| !c.is_ascii_digit())
    });
    if !well_formed {
        return Err(row.form(format!("id `{id}`"), "an id such as `state:pakistan`"));
    }
    if row.get("name").is_empty() {
        return Err(row.form("no name".to_owned(), "a name"));
    }
    let kind = row.code("kind", &KINDS, "a kind such as `state` or `person`")?;
    let actor = list.entry(id.to_owned()).or_default();
    actor.kind = kind;
    let set = |old: &mut String, new: &str| {
        if !new.is_empty() {
            new.clone_into(old);
        }
    };
    set(&mut actor.name, row.get("name"));
    set(&mut actor.country, row.get("country"));
    set(&mut actor.part_of, row.get("part_of"));
    set(&mut actor.side, row.get("side"));
    if !actor.country.is_empty() && (actor.country.len() != 3 || !actor.country.chars().all(|c| c.is_ascii_uppercase()))
    {
        return Err(row.form(format!("country `{}`", actor.country), "a code of three capitals"));
    }
    let (from, to) = (row.date("from", false)?, row.date("to", true)?);
    actor.valid = (if from > 0 { from } else { actor.valid.0 }, if to > 0 { to } else { actor.valid.1 });
    if let Some(n) = row.get("wikidata").strip_prefix('Q') {
        actor.wikidata = n.parse().map_err(|_| row.form(format!("wikidata `Q{n}`"), "an item such as `Q843`"))?;
    }
    if let (Some(lat), Some(lon)) = (row.number("lat")?, row.number("lon")?) {
        if lat.abs() > 90.0 || lon.abs() > 180.0 {
            return Err(row.form(format!("{lat}, {lon}"), "degrees of latitude and longitude"));
        }
        actor.place = Some((lat, lon));
    }
    if let Some(rank) = row.number("rank")? {
        actor.rank = rank.clamp(0.0, 1000.0) as u16;
    }
    actor.compiled |= row.get("source").contains("compiled");
    let weak: Vec<&str> = row.list("weak").collect();
    let person = KINDS[usize::from(kind)] == "person";
    actor.names.push((row.get("name").to_owned(), "name", weak.contains(&row.get("name"))));
    actor.names.extend(row.list("names").map(|n| (n.to_owned(), "alias", false)));
    actor.names.extend(row.list("short").map(|n| (n.to_owned(), "abbreviation", false)));
    for n in weak.into_iter().filter(|n| *n != row.get("name")) {
        let part_of_name =
            person && row.get("name").split([' ', '-']).any(|w| n.split([' ', '-']).next_back() == Some(w));
        actor.names.push((n.to_owned(), if part_of_name { "family-name" } else { "short-name" }, true));
    }
    Ok(())
}

/// A place with a country and no whole lies in that country's state.
fn place_in_states(list: &mut BTreeMap<String, Actor>) {
    let living =
        |(id, actor): &(&String, &Actor)| id.starts_with("state:") && actor.valid.1 == 0 && !actor.country.is_empty();
    let states: BTreeMap<String, String> =
        list.iter().filter(living).map(|(id, actor)| (actor.country.clone(), id.clone())).collect();
    for (id, actor) in list.iter_mut().filter(|(id, actor)| id.starts_with("place:") && actor.part_of.is_empty()) {
        if let Some(state) = states.get(&actor.country).filter(|s| *s != id) {
            actor.part_of.clone_from(state);
        }
    }
}

/// Makes `ministry:pakistan-foreign-ministry` and its like for every living state.
fn add_offices(list: &mut BTreeMap<String, Actor>, tables: &Tables) -> Result<Vec<(String, usize)>, CompileError> {
    let mut adjectives: BTreeMap<&str, &str> = BTreeMap::new();
    for row in &tables.demonyms {
        if row.get("use") == "main" {
            adjectives.entry(row.get("state")).or_insert(row.get("form"));
        }
    }
    let states: Vec<(String, Actor)> = list
        .iter()
        .filter(|(id, actor)| id.starts_with("state:") && actor.valid.1 == 0)
        .map(|(id, actor)| (id.clone(), actor.clone()))
        .collect();
    let mut words = Vec::new();
    for (number, row) in tables.patterns.iter().enumerate() {
        let kind = row.code("kind", &KINDS, "a kind such as `government`")?;
        let title = row.get("title");
        words.extend([title, &row.get("office").replace('-', " ")].map(|w| (w.to_owned(), number)));
        words.extend(row.list("others").chain(row.list("words")).map(|w| (w.to_owned(), number)));
        for (id, state) in &states {
            let base = id.trim_start_matches("state:");
            let adjective = adjectives.get(id.as_str()).copied().unwrap_or(&state.name);
            let own = row.get("prefix") == "self";
            let office = if own { id.clone() } else { format!("{}:{base}-{}", row.get("prefix"), row.get("office")) };
            let actor = list.entry(office).or_default();
            if !own {
                let telling = !actor.name.is_empty()
                    && !["Ministry", "Federal Ministry", "Ministère"].iter().any(|m| actor.name.starts_with(m));
                if !telling {
                    actor.name = format!("{adjective} {title}");
                }
                actor.kind = kind;
                actor.rank = actor.rank.max(state.rank / 2);
                state.country.clone_into(&mut actor.country);
                actor.part_of.clone_from(id);
            }
            let mut add = |name: String| actor.names.push((name, "office-pattern", false));
            for other in std::iter::once(title).chain(row.list("others")) {
                add(format!("{adjective} {other}"));
                if adjective != state.name {
                    add(format!("{} {other}", state.name));
                }
                add(format!("{other} of {}", state.name));
            }
        }
    }
    Ok(words)
}
