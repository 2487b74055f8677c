//! How fast rows of another event set go into a new ledger, and how large it becomes: `cargo run --release -p detente-ledger --example bulk -- 1000000`.
//!
//! Rows are made up: actors as unequal as in the news (the n-th is named 1/n as often), days over ten years. The weaving is not part of it.

use std::time::Instant;

use ledger::{Access, Dataset, Ledger, Moment, Origin, Said};
use model::{Actor, ActorKind, Date, DateRange, Event, EventCode, EventType, Evidence, Quote, Reality};

const ACTORS: usize = 7000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let rows: usize = std::env::args().nth(1).map_or(Ok(1_000_000), |n| n.parse())?;
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("bulk.sqlite");
    let actors: Vec<Actor> = (0..ACTORS).map(actor).collect();
    let first: Date = "2014-01-01".parse()?;
    let mut random = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = move || {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        random
    };
    // The n-th actor with a probability of 1/n: uniform in the logarithm.
    let mut pick = move || ((ACTORS as f64).powf((next() >> 11) as f64 / (1u64 << 53) as f64) as usize).min(ACTORS - 1);
    let (start, cpu) = (Instant::now(), cpu_seconds());
    let mut ledger = Ledger::open(&path, Access::Create)?;
    let mut adding = ledger.begin(Moment::from_micros(1_700_000_000_000_000), "import")?;
    let dataset = Dataset { name: "bulk".into(), outlet: "ICEWS".into(), published: None, url: None, sha256: [7; 32] };
    let entry = adding.dataset(&dataset, &Origin { uri: "made up".into(), fetched_at: None })?;
    let mut reading = adding.reading(entry.id, &entry.key, "import")?;
    let mut raw = 0;
    for row in 0..rows {
        let (a, b) = (pick(), pick());
        let kind = EventType::ALL[pick() % 16];
        let code = EventCode::new(kind, EventCode::modes(kind).next()).or_else(|_| EventCode::new(kind, None))?;
        let day = first.saturating_add(jiff::Span::new().days((row % 3650) as i64));
        let text = format!("{row}\t{day}\t{}\t{}\t{}\t{}", actors[a].name, code.cameo(), code.score(), actors[b].name);
        adding.actors(&mut reading, std::slice::from_ref(&actors[a]))?;
        adding.actors(&mut reading, std::slice::from_ref(&actors[b]))?;
        let event = Event {
            id: format!("icews:{row}:{day}"),
            kind,
            mode: code.mode.map(str::to_string),
            contexts: vec![],
            cameo: code.cameo().into(),
            score: code.score(),
            actors: vec![actors[a].id.clone()],
            recipients: vec![actors[b].id.clone()],
            companions: vec![],
            place: None,
            date: Some(DateRange::day(day, "")),
            reality: Reality::Actual,
            source: None,
            hedged: false,
            amount: None,
            toll: None,
            confidence: 1.0,
            evidence: Evidence::new(Quote { start: 0, end: text.len(), text: text.clone() }),
        };
        let words = format!("{} {}", actors[a].name, actors[b].name);
        raw += text.len();
        adding.event(
            &mut reading,
            &event,
            Said::Row { line: row as u64 + 1, row: &text, words: &words, published: None },
        )?;
    }
    adding.commit()?;
    let (wall, cpu) = (start.elapsed().as_secs_f64(), cpu_seconds() - cpu);
    drop(ledger);
    let bytes = std::fs::metadata(&path)?.len();
    println!("{rows} rows: {wall:.1} s, {cpu:.1} s of CPU: {:.0} rows a second of CPU", rows as f64 / cpu);
    println!("{} bytes a row, of which the rows themselves {}", bytes / rows as u64, raw / rows);
    let ledger = Ledger::open(&path, Access::Read)?;
    for (a, b) in [(1, 2), (1, 50), (3, 400)] {
        let start = Instant::now();
        let found = ledger.claims_between(&key(&ledger, a)?, &key(&ledger, b)?, None)?.len();
        println!("claims between actors {a} and {b}: {found} in {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
    }
    Ok(())
}

fn actor(number: usize) -> Actor {
    Actor {
        id: format!("organisation:made-up-{number}"),
        name: format!("Made-up Organisation {number}"),
        aliases: vec![],
        kind: ActorKind::Organisation,
        side: None,
        country: None,
        wikidata: None,
        mentions: vec![],
    }
}

fn key(ledger: &Ledger, number: usize) -> Result<String, Box<dyn std::error::Error>> {
    let sql = "SELECT a.key FROM actors a JOIN resolutions r ON r.actor = a.id JOIN local_actors l ON l.id = r.local WHERE l.local = ?1";
    Ok(ledger.db().query_row(sql, [format!("organisation:made-up-{number}")], |row| row.get(0))?)
}

/// CPU seconds of the process; 0 where the system does not tell it (Linux does).
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or("").split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|f| f.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}
