//! What analysts confirm, and voices of rows of other event sets.

use std::collections::BTreeSet;

use model::{ActorKind, Event, EventType, Evidence, IncidentStatus, Quote, Reality};
use reconciling::{Cast, Decisions, Member, Paper, Report, Rules, Seen, assess, reconcile};

fn member(id: &str, name: &str, kind: ActorKind) -> Member {
    Member { id: id.into(), name: name.into(), aliases: Vec::new(), kind, side: None, country: None }
}

fn row(n: usize, source: Option<&str>) -> Report {
    let event = Event {
        id: n.to_string(),
        kind: EventType::Consult,
        mode: None,
        contexts: Vec::new(),
        cameo: String::new(),
        score: 0.0,
        actors: vec!["state:kenya".into()],
        recipients: vec!["state:uganda".into()],
        companions: Vec::new(),
        place: None,
        date: Some(model::DateRange::day("2024-05-06".parse().expect("a day"), "")),
        reality: Reality::Actual,
        source: source.map(str::to_owned),
        hedged: false,
        amount: None,
        toll: None,
        confidence: 1.0,
        evidence: Evidence::new(Quote { start: 0, end: 9, text: "a row".into() }),
    };
    Report { key: format!("row {n}"), paper: "file".into(), event }
}

fn file() -> Paper {
    Paper {
        key: "file".into(),
        name: "events".into(),
        outlet: Some("An Event Set".into()),
        published: None,
        repeats: None,
        dataset: true,
    }
}

fn world() -> Cast {
    let mut cast = Cast::default();
    cast.put(member("state:kenya", "Kenya", ActorKind::State));
    cast.put(member("state:uganda", "Uganda", ActorKind::State));
    cast.put(member("media:rift", "Rift Valley Post", ActorKind::Media));
    cast.put(member("media:coast", "Coast Daily", ActorKind::Media));
    cast
}

#[test]
fn rows_of_one_file_are_one_incident_where_their_sources_differ() {
    let (cast, rules, none) = (world(), Rules::builtin(), Decisions::default());
    let rows = [row(1, Some("media:rift")), row(2, Some("media:coast")), row(3, None), row(4, Some("media:rift"))];
    let incidents = reconcile(&[file()], &rows, &cast, &rules, &none);
    let sizes: Vec<usize> = incidents.iter().map(|i| i.claims.len()).collect();
    assert_eq!(sizes, [2, 1, 1], "{incidents:#?}");
    assert_eq!(incidents[0].voiced_by, ["Coast Daily", "Rift Valley Post"]);
    assert_eq!(incidents[1].voiced_by, ["An Event Set"]);
}

#[test]
fn what_an_analyst_confirmed_is_confirmed() {
    let (cast, rules, file) = (world(), Rules::builtin(), file());
    let report = row(1, None);
    let seen = [Seen { report: &report, paper: &file }];
    let by = |decisions: &Decisions| assess(&seen, &cast, &rules, decisions).status;
    assert_eq!(by(&Decisions::default()), IncidentStatus::Reported);
    let confirmed = Decisions { confirmed: BTreeSet::from(["row 1".to_owned()]), ..Decisions::default() };
    assert_eq!(by(&confirmed), IncidentStatus::Confirmed);
}
