//! Rows of other event sets, made up.

// Each test program uses a part of this module and would call the rest dead.
#![allow(dead_code)]

use ledger::{Adding, Dataset, Ledger, Moment, OpenReading, Origin, Said};
use model::{Actor, ActorKind, Date, DateRange, Event, EventType, Evidence, Quote, Reality};
use reconciling::Rules;

/// A row: its set, and what makes it.
pub type Row = (u8, [u8; 6]);

const ACTORS: [(&str, ActorKind, Option<&str>); 7] = [
    ("state:pakistan", ActorKind::State, None),
    ("state:libya", ActorKind::State, None),
    ("state:sudan", ActorKind::State, None),
    ("faction:men-of-the-hills", ActorKind::Faction, Some("state:libya")),
    ("person:anna-nowak", ActorKind::Person, Some("state:sudan")),
    ("media:harbour-post", ActorKind::Media, None),
    ("media:northern-wire", ActorKind::Media, None),
];

fn actors() -> Vec<Actor> {
    let actor = |(id, kind, side): &(&str, ActorKind, Option<&str>)| Actor {
        id: (*id).into(),
        name: id.split(':').nth(1).unwrap_or(id).split('-').map(capital).collect::<Vec<_>>().join(" "),
        aliases: Vec::new(),
        kind: *kind,
        side: side.map(str::to_string),
        country: None,
        wikidata: None,
        mentions: Vec::new(),
    };
    ACTORS.iter().map(actor).collect()
}

fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}

fn event(number: usize, (set, seed): &Row) -> Event {
    let [kind, from, to, day, source, length] = seed.map(usize::from);
    let first = Date::new(2026, 1, 1 + (day % 6) as i8).expect("a day");
    let last = if length % 4 == 0 { first.saturating_add(jiff::Span::new().days(29)) } else { first };
    let text = format!("{number}\t{seed:?}");
    Event {
        id: format!("set{set}:{number}"),
        kind: [EventType::Consult, EventType::Assault, EventType::Agree][kind % 3],
        mode: None,
        contexts: Vec::new(),
        cameo: "040".into(),
        score: 1.0,
        actors: vec![ACTORS[from % 5].0.into()],
        recipients: vec![ACTORS[to % 5].0.into()],
        companions: Vec::new(),
        place: None,
        date: Some(DateRange::new(first, last, "")),
        reality: Reality::Actual,
        source: (source % 3 > 0).then(|| ACTORS[4 + source % 3].0.to_string()),
        hedged: false,
        amount: None,
        toll: None,
        confidence: 0.75,
        evidence: Evidence::new(Quote { start: 0, end: text.chars().count(), text }),
    }
}

fn put(adding: &mut Adding<'_>, open: &mut [Option<OpenReading>], number: usize, row: &Row) {
    let set = usize::from(row.0) % open.len();
    let reading = open[set].get_or_insert_with(|| {
        let outlet = format!("Set {set}");
        let dataset =
            Dataset { name: format!("set-{set}"), outlet, published: None, url: None, sha256: [set as u8; 32] };
        let origin = Origin { uri: format!("set-{set}.tsv"), fetched_at: None };
        let entry = adding.dataset(&dataset, &origin).unwrap();
        adding.reading_on(&entry, "rows").unwrap()
    });
    adding.actors(reading, &actors()).unwrap();
    let event = event(number, row);
    let text = event.evidence.quotes()[0].text.clone();
    let said = Said::Row { line: number as u64 + 1, row: &text, words: "words", published: None };
    adding.event(reading, &event, said).unwrap();
}

/// Rows from a number on, in one transaction, woven.
pub fn import(ledger: &mut Ledger, moment: Moment, from: usize, rows: &[Row]) {
    let mut open: [Option<OpenReading>; 3] = [None, None, None];
    let mut adding = ledger.begin(moment, "import").unwrap();
    for (n, row) in rows.iter().enumerate() {
        put(&mut adding, &mut open, from + n, row);
    }
    adding.weave(&Rules::builtin()).unwrap();
    adding.commit().unwrap();
}
