//! Documents with answers, made up; and ledgers in a folder that goes away.

// Each test program uses a part of this module and would call the rest dead.
#![allow(dead_code)]

pub mod rows;

use ledger::{Access, Fresh, Ledger, Moment, Origin};
use model::{
    Actor, ActorKind, Amount, Amounts, Answer, Bound, CodePoints, Date, DateRange, Document, DocumentInfo, Event,
    EventCode, EventType, Evidence, Place, Reality, Relation, RelationType, Status, Toll,
};
use proptest::prelude::*;
use tempfile::TempDir;

/// An empty ledger.
pub fn empty() -> (TempDir, Ledger) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let ledger = Ledger::open(&folder.path().join("test.ledger"), Access::Create).expect("a new ledger");
    (folder, ledger)
}

/// A moment by number.
pub fn at(number: i64) -> Moment {
    Moment::from_micros(1_700_000_000_000_000 + number)
}

fn day(number: i16) -> Date {
    Date::new(2026, 1, 1).expect("a day").saturating_add(jiff_days(number))
}

fn jiff_days(number: i16) -> jiff::Span {
    jiff::Span::new().days(i64::from(number))
}

const IDS: [&str; 6] = [
    "state:pakistan",
    "state:libya",
    "person:nobody-knows",
    "faction:of-the-hills",
    "media:reuters",
    "person:khalifa-haftar",
];

/// One document and what it says: `seed` makes it.
pub fn fresh(name: &str, seed: &[u8]) -> Fresh {
    let pick = |n: usize| usize::from(seed.get(n % seed.len().max(1)).copied().unwrap_or(0).wrapping_mul(n as u8 | 1));
    let text = format!(
        "Headline of {name}\nPost, 2026-01-01\n\nZoë met “{:?}” in Benghazi. They signed for $4 bn. 😀\n",
        seed
    );
    let points = CodePoints::new(&text);
    let quote = |n: usize| {
        let starts: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
        let start = pick(n) % (starts.len() - 9);
        points.quote(model::ByteSpan::new(starts[start], starts[start + 1 + pick(n + 1) % 8]))
    };
    let evidence = |n: usize| {
        let mut evidence = Evidence::new(quote(n));
        (0..pick(n) % 3).for_each(|m| evidence.add(quote(n + m + 2)));
        evidence
    };
    let id = |n: usize| IDS[pick(n) % IDS.len()].to_string();
    let outlet = (pick(1) % 4 > 0).then(|| format!("Outlet {}", pick(1) % 4));
    let document = Document {
        author: (pick(6) % 3 > 0).then(|| format!("Writer of {name}")),
        title: (pick(2) % 3 > 0).then(|| format!("Headline of {name}")),
        outlet,
        published: (pick(3) % 4 > 0).then(|| day((pick(3) % 40) as i16)),
        url: (pick(4) % 2 > 0).then(|| format!("https://example.org/{name}")),
        title_span: (pick(5) % 2 > 0).then(|| model::ByteSpan::new(0, 8)),
        body_start: pick(6) % 20,
        ..Document::plain(name, text.clone())
    };
    let actors = IDS.iter().enumerate().map(|(n, id)| Actor {
        id: id.to_string(),
        name: format!("Name {n}"),
        aliases: (0..pick(n) % 3).map(|m| format!("Alias {n} {m}")).collect(),
        kind: [ActorKind::State, ActorKind::Person, ActorKind::Faction][pick(n) % 3],
        side: (n > 1 && pick(n + 1) % 2 > 0).then(|| IDS[n % 2].to_string()),
        country: (pick(n) % 2 > 0).then(|| "LBY".to_string()),
        wikidata: (pick(n) % 3 > 1).then(|| format!("Q{n}")),
        mentions: (0..pick(n) % 3).map(|m| quote(n + m)).collect(),
    });
    let event = |n: usize| {
        let kind = EventType::ALL[pick(n) % 16];
        let modes: Vec<_> = EventCode::modes(kind).collect();
        let mode = (!modes.is_empty() && pick(n + 1) % 3 > 0).then(|| modes[pick(n + 2) % modes.len()].to_string());
        let code = EventCode::new(kind, mode.as_deref());
        let amount =
            |n: usize| Amount { value: pick(n) as f64 * 1e6 + 0.1, currency: "USD".into(), bound: Bound::About };
        Event {
            id: if pick(n) % 5 == 0 { format!("E{n}") } else { model::hash::id(&[&format!("{n}"), name]) },
            kind,
            mode,
            contexts: (0..pick(n + 3) % 3).map(|m| format!("context {m}")).collect(),
            cameo: code.as_ref().map_or("190", |c| c.cameo()).into(),
            score: if pick(n) % 7 == 0 { 0.125 } else { code.map_or(-10.0, |c| c.score()) },
            actors: vec![id(n)],
            recipients: if pick(n) % 2 > 0 { vec![id(n + 1), IDS[0].into()] } else { vec![] },
            companions: if pick(n) % 3 > 1 { vec![id(n + 2)] } else { vec![] },
            place: (pick(n + 4) % 2 > 0).then(|| Place {
                name: "Benghazi".into(),
                id: (pick(n) % 2 > 0).then(|| "place:benghazi-ly".into()),
                lat: (pick(n) % 3 > 0).then_some(32.1),
                lon: None,
            }),
            date: (pick(n + 5) % 3 > 0).then(|| {
                DateRange::new(
                    day(n as i16),
                    day((n + pick(n) % 4) as i16),
                    if n.is_multiple_of(2) { "" } else { "on Monday" },
                )
            }),
            reality: [Reality::Actual, Reality::Planned, Reality::Possible, Reality::Denied][pick(n) % 4],
            source: (pick(n + 6) % 2 > 0).then(|| id(n + 3)),
            hedged: pick(n) % 2 > 0,
            amount: match pick(n + 7) % 3 {
                0 => None,
                1 => Some(Amounts::One(amount(n))),
                _ => Some(Amounts::Many(vec![amount(n), amount(n + 1)])),
            },
            toll: (pick(n + 8) % 3 == 0).then_some(Toll { killed: Some(54), injured: None, bound: Bound::AtLeast }),
            confidence: pick(n) as f64 / 256.0,
            evidence: evidence(n),
        }
    };
    let relation = |n: usize| {
        let kind = RelationType::ALL[pick(n) % 12];
        Relation {
            id: model::hash::id(&["relation", &format!("{n}"), name]),
            kind,
            sign: if pick(n) % 5 == 0 { 0 } else { kind.sign() },
            from: id(n),
            to: id(n + 1),
            role: (pick(n) % 2 > 0).then(|| "minister".into()),
            status: [Status::Current, Status::Former, Status::Emerging, Status::Negated][pick(n) % 4],
            source: None,
            hedged: pick(n + 1) % 2 > 0,
            confidence: 0.5,
            evidence: evidence(n),
        }
    };
    let info = DocumentInfo {
        id: document.id.clone(),
        title: document.title.clone(),
        outlet: document.outlet.clone(),
        published: document.published,
        language: "en".into(),
        url: document.url.clone(),
        sha256: document.sha256(),
    };
    let answer = Answer {
        document: info,
        actors: actors.collect(),
        events: (0..1 + pick(7) % 5).map(event).collect(),
        relations: (0..pick(8) % 4).map(|n| relation(n + 1)).collect(),
    };
    Fresh { origin: Origin { uri: format!("{name}.txt"), fetched_at: None }, document, answer }
}

/// Any document.
pub fn document(name: &'static str) -> impl Strategy<Value = Fresh> {
    proptest::collection::vec(any::<u8>(), 1..24).prop_map(move |seed| fresh(name, &seed))
}
