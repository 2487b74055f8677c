//! Laying out the index. In: actors, names, tables. Out: bytes as [`crate::layout`] says.

use super::CompileError;
use super::actors::{Actor, Actors};
use super::codes::KINDS;
use super::names::{Names, code};
use super::tables::Tables;
use crate::fold::fold;
use crate::layout::{
    CASE_SHIFT, ENTITIES, ENTITY, FST, HAS_PLACE, MAGIC, MEMBERS, NAME, NAMES, NEEDS_THE, OFFICE_KEY, OFFICES,
    OFFICES_OF, PATTERNS, POSTING, POSTINGS, ROLES, SECTIONS, SPELLING_KEY, STANDS_FOR, STOPS, STRINGS, WEAK, WORDS,
};
use crate::same_person::spelling_keys;
use std::collections::{BTreeMap, BTreeSet};

/// Strings, each once; the offset of a string stands for it.
#[derive(Default)]
struct Strings {
    bytes: Vec<u8>,
    known: BTreeMap<String, u32>,
}

impl Strings {
    fn offset(&mut self, text: &str) -> Result<u32, CompileError> {
        if let Some(known) = self.known.get(text) {
            return Ok(*known);
        }
        let offset = u32::try_from(self.bytes.len()).map_err(|_| CompileError::TooMany { what: "strings" })?;
        let length = u16::try_from(text.len()).map_err(|_| CompileError::TooMany { what: "letters in a name" })?;
        self.bytes.extend(length.to_le_bytes());
        self.bytes.extend(text.as_bytes());
        self.known.insert(text.to_owned(), offset);
        Ok(offset)
    }
}

fn put(out: &mut Vec<u8>, numbers: &[u32]) {
    for n in numbers {
        out.extend(n.to_le_bytes());
    }
}

/// Lays out everything.
pub fn write(tables: &Tables, actors: &Actors, names: &Names) -> Result<Vec<u8>, CompileError> {
    let ids: BTreeMap<&str, u32> = actors.list.keys().map(String::as_str).zip(0..).collect();
    let list: Vec<(&str, &Actor)> = actors.list.iter().map(|(id, a)| (id.as_str(), a)).collect();
    let mut strings = Strings::default();
    let mut sections: Vec<Vec<u8>> = vec![Vec::new(); SECTIONS];

    let offices = sorted_offices(tables, &ids, &mut strings)?;
    for o in &offices {
        put(&mut sections[OFFICES], &[o.person, o.of, o.title, o.from, o.to, u32::from(o.role), o.source]);
    }
    let mut by_of: Vec<u32> = (0..offices.len() as u32).collect();
    by_of.sort_by_key(|i| (offices[*i as usize].of, offices[*i as usize].from, *i));
    put(&mut sections[OFFICES_OF], &by_of);

    let (mut first_held, mut first_of) = (0, 0);
    for (key, (id, actor)) in list.iter().enumerate() {
        let first_name = (sections[NAMES].len() / NAME) as u32;
        for b in &names.of[key] {
            put(&mut sections[NAMES], &[strings.offset(&b.text)?]);
            sections[NAMES].extend([b.posting.via, u8::from(b.posting.weak), 0, 0]);
        }
        let (id_at, name_at) = (strings.offset(id)?, strings.offset(&actor.name)?);
        let source = strings.offset(&actor.source)?;
        let country: [u8; 3] = actor.country.as_bytes().try_into().unwrap_or([0; 3]);
        let (lat, lon) = actor.place.unwrap_or((0.0, 0.0));
        let e = &mut sections[ENTITIES];
        put(e, &[id_at, name_at]);
        e.extend([actor.kind, 0]);
        e.extend(actor.rank.to_le_bytes());
        e.extend(country);
        e.push(u8::from(actor.place.is_some()) * HAS_PLACE);
        put(
            e,
            &[
                actor.wikidata,
                (lat * 10_000.0).round() as i32 as u32,
                (lon * 10_000.0).round() as i32 as u32,
                ids.get(actor.part_of.as_str()).map_or(0, |k| k + 1),
                side(id, actors, &ids).map_or(0, |k| k + 1),
                actor.valid.0,
                actor.valid.1,
                first_name,
                first_held,
                first_of,
                source,
            ],
        );
        first_held += offices[first_held as usize..].iter().take_while(|o| o.person == key as u32).count() as u32;
        first_of +=
            by_of[first_of as usize..].iter().take_while(|i| offices[**i as usize].of == key as u32).count() as u32;
    }
    // One record more, so that every range ends where the next begins.
    let last_name = (sections[NAMES].len() / NAME) as u32;
    sections[ENTITIES].extend([0; ENTITY - 16]);
    put(&mut sections[ENTITIES], &[last_name, first_held, first_of, 0]);

    write_names(names, actors, &mut sections);
    write_pairs(tables, &ids, &mut sections, &mut strings)?;
    sections[STRINGS] = strings.bytes;
    join(sections)
}

struct Held {
    person: u32,
    of: u32,
    title: u32,
    from: u32,
    to: u32,
    role: u8,
    source: u32,
}

fn sorted_offices(
    tables: &Tables,
    ids: &BTreeMap<&str, u32>,
    strings: &mut Strings,
) -> Result<Vec<Held>, CompileError> {
    let mut offices = Vec::with_capacity(tables.offices.len());
    for row in &tables.offices {
        let (from, to) = row.span()?;
        offices.push(Held {
            person: ids[row.get("person")],
            of: ids[row.get("of")],
            title: strings.offset(row.get("title"))?,
            from,
            to,
            role: row.code("role", &ROLES, "a role such as `head_of_state`")?,
            source: strings.offset(&row.source())?,
        });
    }
    offices.sort_by_key(|o| (o.person, o.from, o.of, o.role, o.title));
    Ok(offices)
}

/// The state, faction or organisation for which an actor acts: named in its row, else the first of its wholes that has one.
fn side(id: &str, actors: &Actors, ids: &BTreeMap<&str, u32>) -> Option<u32> {
    ids.get(actors.side(id)?).copied()
}

/// The map from folded names, and what it points to.
fn write_names(names: &Names, actors: &Actors, sections: &mut [Vec<u8>]) {
    let mut map: BTreeMap<Vec<u8>, u64> = BTreeMap::new();
    for (folded, all) in &names.postings {
        let at = (sections[POSTINGS].len() / POSTING) as u64;
        for p in all {
            put(&mut sections[POSTINGS], &[p.key]);
            let flags = (u8::from(p.weak) * WEAK) | (u8::from(p.needs_the) * NEEDS_THE) | (p.case << CASE_SHIFT);
            sections[POSTINGS].extend([p.via, flags, 0, 0]);
        }
        map.insert(folded.as_bytes().to_vec(), (at << 16) | all.len().min(0xffff) as u64);
    }
    for (words, number) in &actors.office_words {
        map.entry(format!("{OFFICE_KEY}{}", fold(words)).into_bytes()).or_insert(*number as u64);
    }
    for (key, persons) in spellings(names, actors) {
        let at = (sections[POSTINGS].len() / POSTING) as u64;
        for person in &persons {
            put(&mut sections[POSTINGS], &[*person]);
            sections[POSTINGS].extend([code("alias"), 0, 0, 0]);
        }
        map.insert(format!("{SPELLING_KEY}{key}").into_bytes(), (at << 16) | persons.len().min(0xffff) as u64);
    }
    let mut builder = fst::MapBuilder::memory();
    for (key, value) in &map {
        builder.insert(key, *value).expect("keys of a sorted map come in order");
    }
    sections[FST] = builder.into_inner().expect("memory takes all that is written");
}

/// Persons by how their names sound.
fn spellings(names: &Names, actors: &Actors) -> BTreeMap<String, BTreeSet<u32>> {
    let mut out: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    for (key, actor) in actors.list.values().enumerate() {
        if KINDS[usize::from(actor.kind)] == "person" {
            for key_of in names.of[key].iter().filter(|b| !b.posting.weak).flat_map(|b| spelling_keys(&b.text)) {
                out.entry(key_of).or_default().insert(key as u32);
            }
        }
    }
    out
}

fn write_pairs(
    tables: &Tables,
    ids: &BTreeMap<&str, u32>,
    sections: &mut [Vec<u8>],
    strings: &mut Strings,
) -> Result<(), CompileError> {
    let mut members = Vec::new();
    for row in &tables.members {
        let (from, to) = row.span()?;
        let (status, source) = (strings.offset(row.get("status"))?, strings.offset(&row.source())?);
        members.push([ids[row.get("member")], ids[row.get("of")], from, to, status, source]);
    }
    members.sort_unstable();
    for m in &members {
        put(&mut sections[MEMBERS], m);
    }
    let pair = |row: &super::tables::Row, a: &str, b: &str| [ids[row.get(a)], ids[row.get(b)]];
    let mut pairs: Vec<[u32; 2]> = tables.capitals.iter().map(|r| pair(r, "place", "state")).collect();
    pairs.extend(tables.stands_for.iter().map(|r| pair(r, "seat", "actor")));
    pairs.sort_unstable();
    pairs.dedup();
    for p in &pairs {
        put(&mut sections[STANDS_FOR], p);
    }
    for row in &tables.patterns {
        let kind = row.code("kind", &KINDS, "a kind such as `government`")?;
        for column in ["office", "prefix", "title", "others", "words"] {
            put(&mut sections[PATTERNS], &[strings.offset(row.get(column))?]);
        }
        put(&mut sections[PATTERNS], &[u32::from(kind)]);
    }
    for row in &tables.words {
        sections[WORDS].extend(format!("{}\n", row.get("word")).into_bytes());
    }
    for row in &tables.stops {
        sections[STOPS]
            .extend(format!("{}\t{}\t{}\n", row.get("name"), row.get("class"), row.get("effect")).into_bytes());
    }
    Ok(())
}

/// Header and sections in one piece, each section on a boundary of eight bytes.
fn join(mut sections: Vec<Vec<u8>>) -> Result<Vec<u8>, CompileError> {
    let mut out = MAGIC.to_vec();
    let mut at = MAGIC.len() + SECTIONS * 8;
    for s in &mut sections {
        let bytes = s.len();
        s.resize(bytes.next_multiple_of(8), 0);
        put(&mut out, &[u32::try_from(at).map_err(|_| CompileError::TooMany { what: "bytes" })?, bytes as u32]);
        at += s.len();
    }
    for s in sections {
        out.extend(s);
    }
    Ok(out)
}
