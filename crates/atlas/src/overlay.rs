//! A user's own tables over the built-in atlas.
//!
//! In: an atlas and tables in the form of `data/compiled`. Out: a new atlas in which the rows of the tables add to ours or,
//! under a known id, add names and override what they fill in. The index is unpacked into tables, the user's are added,
//! and all is compiled again by the code that compiled ours, so that both obey the same rules. Takes one to three seconds.

use crate::atlas::{Atlas, Key};
use crate::compile::codes::KINDS;
use crate::compile::{CompileError, Row, Tables, index};
use crate::entity::Entity;
use crate::hit::{Demonym, Strength, Via};
use crate::index::Index;
use crate::layout::{PATTERN, PATTERNS, STOPS, WORDS};
use model::Date;
use std::path::PathBuf;

impl Atlas {
    /// This atlas with tables added: (path, text) of each file; the path only serves error messages. Nothing is half
    /// done: with an error there is no new atlas. The new index stays in memory as long as the program runs.
    ///
    /// ```
    /// let table = "id\tkind\tname\tnames\tshort\tweak\tcountry\tpart_of\tside\tfrom\tto\tsource\n\
    ///     armed-group:example-front\tfaction\tExample Front\tFront of Examples\tEXF\t\tSDN\tstate:sudan\tself\t2023\t\tmine\n";
    /// let atlas = atlas::Atlas::builtin().with_tables(&[("mine.tsv".into(), table.into())])?;
    /// assert_eq!(atlas.get(atlas.find("EXF")[0].key).id(), "armed-group:example-front");
    /// # Ok::<(), atlas::AtlasError>(())
    /// ```
    pub fn with_tables(&self, files: &[(PathBuf, String)]) -> Result<Atlas, CompileError> {
        Atlas::from_bytes(self.compiled_with(files)?).ok_or(CompileError::TooMany { what: "entries" })
    }

    /// The index of this atlas with tables added, as [`Atlas::with_tables`] makes it: bytes to keep, and to open again with
    /// [`Atlas::from_bytes`] in a few milliseconds. They are good for a program with the same [`Atlas::stamp`] only.
    pub fn compiled_with(&self, files: &[(PathBuf, String)]) -> Result<Vec<u8>, CompileError> {
        let mut own = Tables::default();
        for (path, text) in files {
            own.add(path, text, true)?;
        }
        let mut tables = unpacked(self);
        tables.append(own);
        index(&tables)
    }

    /// Opens the bytes of an index; none if they are none. They stay in memory as long as the program runs.
    pub fn from_bytes(bytes: Vec<u8>) -> Option<Atlas> {
        Index::open(Box::leak(bytes.into_boxed_slice())).map(Atlas::from_index)
    }

    /// Tells the built-in atlas, and the code that compiles tables, from those of other programs.
    pub fn stamp() -> &'static str {
        concat!(env!("CARGO_PKG_VERSION"), "-", env!("ATLAS_STAMP"))
    }
}

/// The tables from which an index like this atlas's comes.
fn unpacked(atlas: &Atlas) -> Tables {
    let mut tables = Tables::default();
    let id = |k: Key| atlas.get(k).id().to_owned();
    let date = |d: Option<Date>| d.map_or(String::new(), |d| d.to_string());
    for e in atlas.entities() {
        let (row, demonyms) = actor(atlas, &e);
        tables.actors.extend(row);
        tables.demonyms.extend(demonyms);
        for o in atlas.offices(e.key()) {
            let cells = [
                ("person", id(o.person)),
                ("of", id(o.of)),
                ("role", o.role.word().to_owned()),
                ("title", o.title.to_owned()),
                ("source", o.source.to_owned()),
            ];
            tables.offices.push(Row::of(cells.into_iter().chain([("from", date(o.from)), ("to", date(o.to))])));
        }
        for m in atlas.memberships(e.key()) {
            let cells = [
                ("member", id(m.member)),
                ("of", id(m.of)),
                ("status", m.status.to_owned()),
                ("source", m.source.to_owned()),
            ];
            tables.members.push(Row::of(cells.into_iter().chain([("from", date(m.from)), ("to", date(m.to))])));
        }
        if let Some(actor) = atlas.stands_for(e.key()) {
            if e.class() == "seat" {
                tables.stands_for.push(Row::of([("seat", id(e.key())), ("actor", id(actor))]));
            } else {
                let capital = |n: &crate::NameOf<'_>| n.via == Via::Capital;
                let names: Vec<&str> = atlas.get(actor).names().filter(capital).map(|n| n.text).collect();
                tables.capitals.push(Row::of([
                    ("place", id(e.key())),
                    ("state", id(actor)),
                    ("names", names.join("|")),
                ]));
            }
        }
    }
    let index = atlas.index();
    for p in 0..index.count(PATTERNS, PATTERN) {
        let cell = |offset| index.string(index.number(PATTERNS, PATTERN, p, offset)).to_owned();
        let kind = KINDS.get(index.number(PATTERNS, PATTERN, p, 20) as usize).copied().unwrap_or("government");
        let cells =
            [("office", cell(0)), ("prefix", cell(4)), ("title", cell(8)), ("others", cell(12)), ("words", cell(16))];
        tables.patterns.push(Row::of(cells.into_iter().chain([("kind", kind.to_owned())])));
    }
    let text = |section| std::str::from_utf8(index.section(section)).unwrap_or("");
    tables.words = text(WORDS).lines().map(|w| Row::of([("word", w.to_owned())])).collect();
    tables.stops = text(STOPS)
        .lines()
        .map(|line| line.split('\t').map(str::to_owned).collect::<Vec<_>>())
        .filter_map(|c| <[String; 3]>::try_from(c).ok())
        .map(|[name, class, effect]| Row::of([("name", name), ("class", class), ("effect", effect)]))
        .collect();
    tables
}

/// The row of an entity (none if patterns alone make it) and its demonyms.
fn actor(atlas: &Atlas, e: &Entity<'_>) -> (Option<Row>, Vec<Row>) {
    let (mut names, mut short, mut weak, mut demonyms) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut named, mut strong, mut only_pattern, mut main) = (false, false, true, true);
    for n in e.names() {
        only_pattern &= n.via == Via::Pattern;
        match n.via {
            // The name that a row gave before a pattern gave a better one.
            Via::Name if n.text != e.name() && n.strength == Strength::Weak => weak.push(n.text),
            Via::Name if n.text != e.name() => names.push(n.text),
            Via::Name => {
                named = true;
                strong |= n.strength == Strength::Strong;
            }
            Via::Alias => names.push(n.text),
            Via::Abbreviation => short.push(n.text),
            Via::FamilyName | Via::ShortName => weak.push(n.text),
            Via::Demonym(form) => {
                let how = match form {
                    Demonym::Adjective if std::mem::take(&mut main) => "main",
                    Demonym::Adjective => "adjective",
                    Demonym::Singular => "singular",
                    Demonym::Plural => "plural",
                };
                let strength = if n.strength == Strength::Weak { "weak" } else { "strong" };
                let cells = [("state", e.id()), ("form", n.text), ("use", how), ("strength", strength)];
                demonyms.push(Row::of(cells.map(|(c, v)| (c, v.to_owned()))));
            }
            Via::Capital | Via::Seat | Via::Pattern => {}
        }
    }
    if only_pattern && e.names().next().is_some() {
        return (None, demonyms);
    }
    if !named {
        weak.push("-");
    } else if !strong {
        weak.push(e.name());
    }
    let id = |k: Option<Key>| k.map_or(String::new(), |k| atlas.get(k).id().to_owned());
    let date = |d: Option<Date>| d.map_or(String::new(), |d| d.to_string());
    let side = if e.own_side() == Some(e.key()) { "self".to_owned() } else { id(e.own_side()) };
    let degrees = |pick: fn((f64, f64)) -> f64| e.lat_lon().map_or(String::new(), |p| pick(p).to_string());
    let cells = [
        ("id", e.id().to_owned()),
        ("kind", e.kind().word().to_owned()),
        ("name", e.name().to_owned()),
        ("names", names.join("|")),
        ("short", short.join("|")),
        ("weak", weak.join("|")),
        ("country", e.country().unwrap_or("").to_owned()),
        ("part_of", id(e.part_of())),
        ("side", side),
        ("from", date(e.valid().0)),
        ("to", date(e.valid().1)),
        ("wikidata", e.wikidata().unwrap_or_default()),
        ("lat", degrees(|p| p.0)),
        ("lon", degrees(|p| p.1)),
        ("rank", e.rank().to_string()),
        ("source", e.source().to_owned()),
    ];
    (Some(Row::of(cells)), demonyms)
}
