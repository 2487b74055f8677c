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
    /// Where it comes from, and as of when.
    pub source: String,
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
        // A row without a kind adds to what is there, be it but an office made from a pattern.
        let is_whole = |row: &&Row| !row.get("kind").is_empty();
        tables.actors.iter().filter(is_whole).try_for_each(|row| merge(&mut list, row))?;
        place_in_states(&mut list);
        let office_words = add_offices(&mut list, tables)?;
        tables.actors.iter().filter(|row| !is_whole(row)).try_for_each(|row| merge(&mut list, row))?;
        // The usual adjective first: it is the one that offices are named with.
        for main in [true, false] {
            for row in tables.demonyms.iter().filter(|r| (r.get("use") == "main") == main) {
                let state = list.get_mut(row.get("state")).ok_or_else(|| unknown(row, "state"))?;
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
        for row in &tables.actors {
            for column in ["part_of", "side"] {
                let id = row.get(column);
                let by_itself = id.is_empty() || column == "side" && id == "self";
                if !by_itself && !self.list.contains_key(id) {
                    return Err(unknown(row, column));
                }
            }
            if !row.get("part_of").is_empty() && self.wholes(row.get("id")).count() > DEEPEST {
                let found = format!("`{}` is part of itself by way of `{}`", row.get("id"), row.get("part_of"));
                return Err(row.form(found, "a whole that is no part of it"));
            }
            // A disputed territory acts for nobody, and so may who stands for it.
            let disputed = row.get("side").starts_with("territory:");
            if !row.get("side").is_empty() && !disputed && self.side(row.get("id")).is_none() {
                let found = format!("the side `{}`, which acts for nobody", row.get("side"));
                return Err(row.form(found, "`self`, or an actor that acts for itself or for one that does"));
            }
        }
        for (rows, columns) in [
            (&tables.capitals, ["place", "state"]),
            (&tables.stands_for, ["seat", "actor"]),
            (&tables.offices, ["person", "of"]),
            (&tables.members, ["member", "of"]),
        ] {
            for row in rows {
                if let Some(column) = columns.into_iter().find(|c| !self.list.contains_key(row.get(c))) {
                    return Err(unknown(row, column));
                }
            }
        }
        let must_be = |row: &Row, column: &str, kind: &str, expected: &'static str| match KINDS
            [usize::from(self.list[row.get(column)].kind)]
            == kind
        {
            true => Ok(()),
            false => Err(row.form(format!("`{}` in column `{column}`", row.get(column)), expected)),
        };
        tables
            .offices
            .iter()
            .try_for_each(|row| must_be(row, "person", "person", "a person, such as `person:ban-ki-moon`"))?;
        tables.members.iter().try_for_each(|row| {
            must_be(row, "of", "organisation", "an organisation, such as `organisation:african-union`")
        })
    }

    /// What an actor is part of, from the nearest on; stops where it goes in a circle.
    fn wholes<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a str> {
        let up = |id: &&str| Some(self.list.get(*id)?.part_of.as_str()).filter(|whole| !whole.is_empty());
        std::iter::successors(up(&id), up).take(DEEPEST + 1)
    }

    /// The state, faction or organisation for which an actor acts: named in its row, else the first of its wholes that has one.
    pub fn side<'a>(&'a self, id: &'a str) -> Option<&'a str> {
        let mut id = id;
        for _ in 0..DEEPEST {
            let actor = self.list.get(id)?;
            let class = id.split(':').next().unwrap_or("");
            match (actor.side.as_str(), class) {
                ("self", _)
                | ("", "state" | "faction" | "armed-group" | "organisation" | "party" | "media" | "company") => {
                    return Some(id);
                }
                ("", "person") => return None,
                ("", _) => id = actor.part_of.as_str(),
                (named, _) => id = named,
            }
        }
        None
    }
}

/// Longest chain of wholes or sides.
const DEEPEST: usize = 8;

fn unknown(row: &Row, column: &str) -> CompileError {
    let found = format!("`{}` in column `{column}`", row.get(column));
    row.form(found, "the id of an actor that a table has; `detente atlas find NAME` gives ids")
}

/// Classes of ids, and the kinds that they may have.
const CLASSES: [(&str, &[&str]); 16] = [
    ("state", &["state"]),
    ("territory", &["place"]),
    ("government", &["government"]),
    ("region", &["government"]),
    ("ministry", &["government"]),
    ("agency", &["government"]),
    ("military", &["military", "government"]),
    ("armed-group", &["faction"]),
    ("faction", &["faction"]),
    ("organisation", &["organisation"]),
    ("party", &["party"]),
    ("company", &["company"]),
    ("media", &["media"]),
    ("person", &["person"]),
    ("place", &["place"]),
    ("seat", &["place"]),
];

/// The class and kind of a row, checked against each other.
fn check_class(row: &Row, kind: u8) -> Result<(), CompileError> {
    let class = row.get("id").split(':').next().unwrap_or("");
    let Some((_, kinds)) = CLASSES.iter().find(|(c, _)| *c == class) else {
        let all: Vec<&str> = CLASSES.iter().map(|(c, _)| *c).collect();
        return Err(row
            .form(format!("the class `{class}` of the id `{}`", row.get("id")), format!("one of {}", all.join(", "))));
    };
    match kinds.contains(&KINDS[usize::from(kind)]) {
        true => Ok(()),
        false => Err(row.form(
            format!("kind `{}` under the id `{}`", KINDS[usize::from(kind)], row.get("id")),
            format!("the kind {}", kinds.join(" or ")),
        )),
    }
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
    // A row under a known id may leave open what it does not change.
    let known = list.get(id);
    if row.get("name").is_empty() && known.is_none() {
        return Err(row.form(format!("no name for `{id}`, which no table has"), "a name"));
    }
    let kind = match known {
        Some(actor) if row.get("kind").is_empty() => actor.kind,
        _ => row.code("kind", &KINDS, format!("a kind: {}", KINDS.join(", ")))?,
    };
    check_class(row, kind)?;
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
    let (from, to) = row.span()?;
    actor.valid = (if from > 0 { from } else { actor.valid.0 }, if to > 0 { to } else { actor.valid.1 });
    let item = row.get("wikidata");
    if !item.is_empty() {
        let number = item.strip_prefix('Q').and_then(|n| n.parse().ok());
        actor.wikidata = number.ok_or_else(|| row.form(format!("wikidata `{item}`"), "an item such as `Q843`"))?;
    }
    match (row.number("lat")?, row.number("lon")?) {
        (Some(lat), Some(lon)) if lat.abs() <= 90.0 && lon.abs() <= 180.0 => actor.place = Some((lat, lon)),
        (None, None) => {}
        _ => {
            let found = format!("lat `{}` and lon `{}`", row.get("lat"), row.get("lon"));
            return Err(row.form(found, "degrees of latitude (-90 to 90) and longitude (-180 to 180), or neither"));
        }
    }
    if let Some(rank) = row.number("rank")? {
        actor.rank = rank.clamp(0.0, 1000.0) as u16;
    }
    actor.compiled |= row.get("source").contains("compiled") || row.is_own();
    let source = row.source();
    if !actor.source.split("; ").any(|s| s == source) {
        actor.source = if actor.source.is_empty() { source } else { format!("{}; {source}", actor.source) };
    }
    let weak: Vec<&str> = row.list("weak").collect();
    let person = KINDS[usize::from(kind)] == "person";
    if !row.get("name").is_empty() {
        actor.names.push((row.get("name").to_owned(), "name", weak.contains(&row.get("name"))));
    }
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

/// Source of an office that no table names.
const PATTERN_SOURCE: &str = "made from the pattern that every state has";

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
                if actor.source.is_empty() {
                    PATTERN_SOURCE.clone_into(&mut actor.source);
                }
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
