//! Each format read back by its own public library: followthemoney, networkx, pyarrow, stix2 with its validator.

#[path = "samples/library_venv.rs"]
mod library_venv;
mod samples;

use export::{Format, Held, Options, Said, Tlp};
use samples::{held, hostile, written};
use serde_json::{Value, json};

fn seen(format: Format, held: &Held) -> Option<Value> {
    library_venv::seen(format.word(), &written(format, held, Options::default()))
}

#[test]
fn followthemoney_takes_every_entity() {
    let Some(seen) = seen(Format::Ftm, &held()) else { return };
    let schemata = json!({
        "Article": 8, "Event": 5, "Family": 1, "LegalEntity": 1, "Membership": 1, "Mention": 38, "Occupancy": 1,
        "Organization": 4, "Person": 4, "Position": 1, "PublicBody": 6, "Representation": 5, "Succession": 1,
        "UnknownLink": 4,
    });
    assert_eq!(seen["schemata"], schemata);
    let captions = seen["captions"].as_array().expect("captions");
    for caption in [
        "Event: CONSULT visit: Khalifa Haftar → Pakistan",
        "Event: AGREE: Eastern Libyan administration → Pakistan Army",
        "Person: Zoë O’Neil & <Sons>",
        "Position: Army Chief",
        "LegalEntity: Cyrenaica",
    ] {
        assert!(captions.contains(&json!(caption)), "{caption}: {captions:#?}");
    }
}

#[test]
fn networkx_reads_the_graph() {
    let held = held();
    let Some(seen) = seen(Format::Graphml, &held) else { return };
    let nodes = seen["nodes"].as_object().expect("nodes");
    assert_eq!(nodes.len(), held.members.len());
    for member in &held.members {
        let node = &nodes[&member.id];
        assert_eq!((&node["name"], &node["kind"]), (&json!(member.name), &json!(member.kind.word())));
        assert_eq!(node.get("country"), member.country.as_ref().map(|c| json!(c)).as_ref());
    }
    let edges = seen["edges"].as_array().expect("edges");
    let between = |a: &str, b: &str, kind: &str| {
        let of = |e: &&Value| e["source"] == a && e["target"] == b && e["type"] == kind;
        edges.iter().find(of).unwrap_or_else(|| panic!("{a} {kind} {b}"))
    };
    assert_eq!((edges.len(), &seen["directed"]), (12, &json!(true)));
    let tie = between("faction:eastern-libya", "state:pakistan", "allied_with");
    let told = |e: &Value, names: &[&str]| names.iter().map(|n| e[*n].clone()).collect::<Value>();
    assert_eq!(
        told(tie, &["record", "sign", "status", "symmetric", "first_reported", "last_reported", "claims"]),
        json!(["tie", 1, "former", true, "2026-02-04", "2026-02-08", 2])
    );
    let visit = between("person:khalifa-haftar", "state:pakistan", "CONSULT");
    assert_eq!(
        told(visit, &["record", "mode", "sign", "score", "status", "first", "last", "voices", "place"]),
        json!(["incident", "visit", 1, 4.0, "confirmed", "2026-02-02", "2026-02-02", 2, "Rawalpindi"])
    );
    let strike = between("military:sudan-army", "faction:rsf", "ASSAULT");
    assert_eq!(told(strike, &["sign", "status"]), json!([-1, "disputed"]));
}

#[test]
fn pyarrow_reads_the_table() {
    let held = held();
    let Some(seen) = seen(Format::Parquet, &held) else { return };
    let schema = seen["schema"].as_str().expect("schema");
    for column in [
        "published: date32[day]",
        "recorded: timestamp[us, tz=UTC]",
        "actors: list<element: string not null> not null",
        "evidence: list<element: struct<start: int64 not null, end: int64 not null, text: string not null> not null>",
    ] {
        assert!(schema.contains(column), "{column} in {schema}");
    }
    let rows = seen["rows"].as_array().expect("rows");
    assert_eq!(rows.len(), held.claims.len());
    for (row, claim) in rows.iter().zip(&held.claims) {
        let paper = held.papers.iter().find(|p| p.key == claim.paper).expect("a document");
        assert_eq!((&row["key"], &row["document"]), (&json!(claim.key), &json!(paper.name)));
        assert_eq!(row["published"], json!(paper.published));
        assert_eq!(row["outlet"], json!(paper.outlet));
        assert_eq!(row["incident"], json!(claim.incident));
        assert_eq!(row["evidence"], json!(claim.said.evidence()));
        match &claim.said {
            Said::Event(e) => {
                assert_eq!((&row["claim"], &row["type"]), (&json!("event"), &json!(e.kind)));
                assert_eq!(
                    (&row["actors"], &row["recipients"], &row["companions"]),
                    (&json!(e.actors), &json!(e.recipients), &json!(e.companions))
                );
                assert_eq!(row["date_first"], json!(e.date.as_ref().map(|d| d.first)));
                assert_eq!(row["killed"], json!(e.toll.as_ref().and_then(|t| t.killed)));
                let sums = e.amount.as_ref().map_or(json!([]), |amount| json!([amount]));
                assert_eq!(row["amounts"], sums);
                assert_eq!((&row["hedged"], &row["score"]), (&json!(e.hedged), &json!(e.score)));
                assert_eq!(row["latitude"], json!(e.place.as_ref().and_then(|p| p.lat)));
            }
            Said::Relation(r) => {
                assert_eq!((&row["claim"], &row["type"]), (&json!("relation"), &json!(r.kind)));
                assert_eq!((&row["actors"], &row["recipients"]), (&json!([r.from]), &json!([r.to])));
                assert_eq!((&row["role"], &row["score"]), (&json!(r.role), &json!(null)));
            }
        }
    }
}

#[test]
fn pyarrow_reads_several_row_groups() {
    let mut held = held();
    let one = held.claims.clone();
    held.claims = one.iter().cycle().take(70_000).cloned().collect();
    let Some(seen) = seen(Format::Parquet, &held) else { return };
    assert_eq!((&seen["count"], &seen["groups"]), (&json!(70_000), &json!(3)));
}

#[test]
fn stix2_takes_the_bundle() {
    let Some(seen) = seen(Format::Stix, &held()) else { return };
    let types = json!({
        "extension-definition": 2, "identity": 16, "incident": 5, "location": 3, "note": 11, "opinion": 4,
        "relationship": 21, "report": 7,
    });
    assert_eq!(seen["types"], types);
    // Reuters took its 4 billion back, and nobody else anything.
    assert_eq!(seen["revoked"], json!(["“an arms deal worth about $4 billion”"]));
    assert_eq!(
        seen["opinions"],
        json!([
            "['Eastern Libyan administration']: amount: 3000000000 USD (exact); against amount: 4600000000 USD (exact)",
            "['Pakistan', 'Reuters']: amount: 4600000000 USD (exact); against amount: 3000000000 USD (exact)",
            "['Rapid Support Forces']: reality: actual; against reality: denied",
            "['Sudan']: reality: denied; against reality: actual",
        ])
    );
    let ties = seen["ties"].as_array().expect("ties");
    assert!(ties.contains(&json!("Saddam Haftar kin-of Khalifa Haftar")), "{ties:#?}");
    // What the validator would rather have: random ids (103), its own types of relationships (202), hashes of pages (302).
    assert_eq!(seen["warnings"], json!(["103", "202", "302"]));
}

#[test]
fn stix2_takes_every_marking() {
    for tlp in [Tlp::Clear, Tlp::Green, Tlp::Amber, Tlp::Red] {
        let bytes = written(Format::Stix, &held(), Options { tlp: Some(tlp) });
        let Some(seen) = library_venv::seen("stix", &bytes) else { return };
        assert_eq!(seen["types"]["marking-definition"], json!(1));
    }
}

#[test]
fn libraries_take_names_that_try_to_break_out() {
    for format in [Format::Ftm, Format::Graphml, Format::Parquet, Format::Stix] {
        let Some(seen) = seen(format, &hostile()) else { return };
        assert!(seen.is_object());
    }
}

#[test]
fn libraries_take_an_empty_ledger() {
    for format in [Format::Ftm, Format::Graphml, Format::Parquet, Format::Stix] {
        let Some(seen) = seen(format, &Held::default()) else { return };
        assert!(seen.is_object());
    }
}
