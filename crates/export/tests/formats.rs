//! What each format writes, byte by byte, and that nothing is lost on the way.

mod samples;

use std::collections::BTreeSet;
use std::io::{Error, ErrorKind, Write};
use std::path::Path;

use export::{ExportError, Format, Held, Options, Said};
use model::{Event, Incident, Relation};
use proptest::prelude::*;
use samples::{HOSTILE, held, hostile, written};
use serde_json::{Value, json};

/// The first two documents and the visit that both report.
fn small() -> Held {
    let mut held = held();
    held.papers.retain(|p| p.name.starts_with("01-") || p.name.starts_with("02-"));
    let keys: Vec<String> = held.papers.iter().map(|p| p.key.clone()).collect();
    held.near_copies = vec![keys.clone()];
    held.incidents
        .retain(|s| s.incident.claims.iter().all(|c| c.document.starts_with("01-") || c.document.starts_with("02-")));
    let visit = held.incidents[0].incident.id.clone();
    held.claims.retain(|c| keys.contains(&c.paper) && c.incident.as_ref().is_none_or(|i| *i == visit));
    held.namings.retain(|n| keys.contains(&n.paper));
    let named: Vec<&String> = held.namings.iter().map(|n| &n.actor).collect();
    held.members.retain(|m| named.contains(&&m.id));
    held
}

fn text(format: Format, held: &Held) -> String {
    String::from_utf8(written(format, held, Options::default())).expect("UTF-8")
}

/// The goldens are written anew with `DETENTE_WRITE_GOLDENS=1`; a look at the difference is then a human's task.
#[test]
fn formats_are_as_they_were() {
    for format in Format::ALL.into_iter().filter(|f| !f.is_binary()) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/{}.txt", format.word()));
        let now = text(format, &small());
        if std::env::var_os("DETENTE_WRITE_GOLDENS").is_some() {
            std::fs::write(&path, &now).expect("a golden");
        }
        let golden = std::fs::read_to_string(&path).expect("a golden");
        assert!(now == golden, "{} differs from {}:\n{now}", format.word(), path.display());
    }
}

#[test]
fn the_same_holding_gives_the_same_bytes() {
    for format in Format::ALL {
        let once = written(format, &held(), Options::default());
        assert!(once == written(format, &held(), Options::default()), "{}", format.word());
    }
}

#[test]
fn json_lines_hold_everything() {
    let held = held();
    let lines: Vec<Value> =
        text(Format::Jsonl, &held).lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    let of = |record: &str| lines.iter().filter(|l| l["record"] == record).collect::<Vec<_>>();
    assert_eq!((of("actor").len(), of("document").len()), (held.members.len(), held.papers.len()));
    let (mut events, mut relations) = (of("event").into_iter(), of("relation").into_iter());
    for claim in &held.claims {
        let line = match &claim.said {
            Said::Event(event) => {
                let line = events.next().expect("a line an event");
                let read: Event = serde_json::from_value(line["claim"].clone()).expect("an event");
                assert_eq!(read, **event);
                line
            }
            Said::Relation(relation) => {
                let line = relations.next().expect("a line a relation");
                let read: Relation = serde_json::from_value(line["claim"].clone()).expect("a relation");
                assert_eq!(read, **relation);
                line
            }
        };
        assert_eq!((&line["key"], &line["document"]), (&json!(claim.key), &json!(claim.paper)));
        assert_eq!(line.get("incident").unwrap_or(&Value::Null), &json!(claim.incident));
    }
    for (line, standing) in of("incident").into_iter().zip(&held.incidents) {
        let read: Incident = serde_json::from_value(line["incident"].clone()).expect("an incident");
        assert_eq!(read, standing.incident);
    }
    assert_eq!(of("incident").len(), held.incidents.len());
}

#[test]
fn incidents_are_one_object_with_names_of_documents() {
    let held = held();
    let object: Value = serde_json::from_str(&text(Format::Incidents, &held)).expect("JSON");
    for (read, standing) in object["incidents"].as_array().expect("incidents").iter().zip(&held.incidents) {
        let read: Incident = serde_json::from_value(read.clone()).expect("an incident");
        assert_eq!(read, standing.incident);
    }
    assert_eq!(object["near_copies"], json!([["08-al-jisr", "07-empty"]]));
    assert_eq!(object["actors"].as_array().map(Vec::len), Some(held.members.len()));
    let empty: Value = serde_json::from_str(&text(Format::Incidents, &Held::default())).expect("JSON");
    assert_eq!(empty, json!({"incidents": [], "near_copies": [], "actors": []}));
}

#[test]
fn the_table_begins_with_the_columns_of_read() {
    let of_read = include_str!("data/visit.csv").lines().next().expect("a header");
    let table = text(Format::Csv, &held());
    assert!(table.starts_with(&format!("{of_read},")), "{table}");
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|r| r.expect("a row of equal length")).collect();
    assert_eq!(rows.len(), held().claims.len());
}

#[test]
fn plover_records_have_what_the_manual_requires() {
    let held = held();
    let table = text(Format::Plover, &held);
    let mut ids = BTreeSet::new();
    for line in table.lines() {
        let record: Value = serde_json::from_str(line).expect("JSON");
        assert!(ids.insert(record["id"].as_str().expect("an id").to_owned()), "{record}");
        assert!(record["date"].as_str().expect("a date").parse::<model::Date>().is_ok());
        assert!(record["actor"].is_array() && record["recipient"].is_array());
        assert!(model::EventType::from_word(record["event"][0].as_str().expect("a type")).is_ok());
        assert!((1..=4).contains(&record["quad_code"].as_u64().expect("a number")));
        assert!(record["text_info"]["start"].as_u64() < record["text_info"]["end"].as_u64());
    }
    let mut out = Vec::new();
    let tally = Format::Plover.write(&held, Options::default(), &mut out).expect("memory");
    let events = held.claims.iter().filter(|c| matches!(c.said, Said::Event(_))).count();
    // The document without a day has an event without one.
    assert_eq!((tally.written as usize, ids.len()), (events - 1, events - 1));
    assert_eq!(tally.left_out.values().sum::<u64>() as usize, held.claims.len() - events + 1);
    let strike = table.lines().find(|l| l.contains("\"dead\":30")).expect("a strike");
    let strike: Value = serde_json::from_str(strike).expect("JSON");
    assert_eq!((&strike["event_loc"]["latitude"], &strike["mode"]), (&json!(13.63), &json!(["drone"])));
    assert_eq!(strike["actor"][0]["code"], "SDN");
    assert_eq!((&strike["actor"][0]["sector"], &strike["quad_code"]), (&json!("MIL"), &json!(4)));
}

#[test]
fn tables_and_lines_take_any_sign() {
    let held = hostile();
    let table = text(Format::Csv, &held);
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    assert!(reader.records().all(|row| row.expect("a row").get(3) == Some(HOSTILE)));
    for format in [Format::Jsonl, Format::Plover, Format::Ftm] {
        assert!(text(format, &held).lines().all(|line| serde_json::from_str::<Value>(line).is_ok()));
    }
    assert!(serde_json::from_str::<Value>(&text(Format::Stix, &held)).is_ok());
}

/// Takes a number of bytes and no more.
struct Full(usize);

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.0 == 0 {
            return Err(Error::new(ErrorKind::StorageFull, "full"));
        }
        let taken = bytes.len().min(self.0);
        self.0 -= taken;
        Ok(taken)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_full_disk_is_an_error_in_every_format() {
    let held = held();
    for format in Format::ALL {
        let length = written(format, &held, Options::default()).len();
        for room in [0, 1, length / 2, length - 1] {
            let error = format.write(&held, Options::default(), &mut Full(room)).expect_err(format.word());
            assert!(matches!(error, ExportError::Write(_) | ExportError::Parquet(_)), "{}: {error:?}", format.word());
        }
        assert!(format.write(&held, Options::default(), &mut Full(length)).is_ok(), "{}", format.word());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// No text, wherever it stands, breaks a line, a row or an object.
    #[test]
    fn any_name_stays_where_it_is(name in any::<String>(), quote in any::<String>()) {
        let mut held = small();
        held.members[0].name = name.clone();
        held.papers[0].title = Some(quote);
        let lines = text(Format::Jsonl, &held);
        let first: Value = serde_json::from_str(lines.lines().next().expect("a line")).expect("JSON");
        prop_assert_eq!(&first["name"], &json!(name));
        prop_assert_eq!(lines.lines().count(), text(Format::Jsonl, &small()).lines().count());
        prop_assert_eq!(text(Format::Ftm, &held).lines().count(), text(Format::Ftm, &small()).lines().count());
        let graph = text(Format::Graphml, &held);
        prop_assert_eq!(graph.matches('<').count(), text(Format::Graphml, &small()).matches('<').count());
    }
}
