//! Grades stand, are found again, can be taken back, and change nothing else; a ledger of the former schema gets room for them.

mod sample;

use ledger::{Access, ClaimId, ClaimRef, Grade, Graded, Ledger, LedgerError, Verdict};
use model::{Credibility, Reliability};
use reconciling::Cast;
use sample::{at, empty, fresh};

fn rules() -> reconciling::Rules {
    reconciling::Rules::builtin()
}

fn sampled() -> (tempfile::TempDir, Ledger, Vec<ClaimId>) {
    let (folder, mut ledger) = empty();
    ledger.add(at(1), "reader 1", (0..4u8).map(|n| fresh(&format!("{n}"), &[n + 1, 40, 7, 99, 5])).collect()).unwrap();
    let claims = ledger.claims_held(None).unwrap();
    (folder, ledger, claims)
}

fn outlet(name: &str, grade: Reliability) -> (Grade, Option<String>) {
    (Grade::Outlet { name: name.into(), grade }, None)
}

fn source(actor: &str, name: &str, grade: Reliability) -> (Grade, Option<String>) {
    (Grade::Source { actor: actor.into(), name: name.into(), grade }, Some("a record of it".into()))
}

/// The letter that an outlet has.
fn letter(ledger: &Ledger, name: &str, then: Option<ledger::Moment>) -> Option<Reliability> {
    ledger.grades(then).unwrap().outlet(name, &Cast::default()).map(|r| r.grade)
}

/// The number that a person gave a claim.
fn number(ledger: &Ledger, claim: &ClaimRef, then: Option<ledger::Moment>) -> Option<Credibility> {
    let grading = ledger.grades(then).unwrap().of(&claim.key, None, None, None, &Cast::default());
    grading.credibility.map(|j| j.grade)
}

#[test]
fn the_later_stands_and_what_is_undone_gives_back_what_stood_before() {
    let (_folder, mut ledger, _) = sampled();
    assert_eq!(letter(&ledger, "Outlet 1", None), None);
    let first = ledger.grade(at(2), &[outlet("Outlet 1", Reliability::B)], "Ana").unwrap();
    let second = ledger.grade(at(3), &[outlet("the OUTLET 1", Reliability::D)], "Bo").unwrap();
    assert_eq!((first, second), (vec![1], vec![2]));
    assert_eq!(letter(&ledger, "Outlet 1", None), Some(Reliability::D));
    assert_eq!(letter(&ledger, "Outlet 1", Some(at(2))), Some(Reliability::B));
    assert_eq!(letter(&ledger, "Outlet 1", Some(at(1))), None);
    ledger.grade(at(4), &[(Grade::Undo { row: 2 }, Some("mistaken".into()))], "Ana").unwrap();
    assert_eq!(letter(&ledger, "Outlet 1", None), Some(Reliability::B));
    assert_eq!(letter(&ledger, "Outlet 1", Some(at(3))), Some(Reliability::D));
    let all = ledger.graded(true, None).unwrap();
    let told: Vec<_> = all.iter().map(|g| (g.grade.word(), g.undone_by, g.stands(), g.author.as_str())).collect();
    assert_eq!(told, [("outlet", None, true, "Ana"), ("outlet", Some(3), false, "Bo"), ("undo", None, false, "Ana")]);
    assert_eq!(all[2].reason.as_deref(), Some("mistaken"));
    let now: Vec<Graded> = ledger.graded(false, Some(at(3))).unwrap();
    assert_eq!(now.iter().map(|g| g.number).collect::<Vec<_>>(), [2]);
    for row in [2, 3, 9] {
        let again = ledger.grade(at(5), &[(Grade::Undo { row }, None)], "Ana").unwrap_err();
        assert!(matches!(again, LedgerError::NoGrade(_) | LedgerError::Unknown { .. }), "{again:?}");
    }
    assert_eq!(ledger.check(&mut |_, _, _| {}).unwrap().faults, []);
}

#[test]
fn of_several_grades_all_are_recorded_or_none() {
    let (_folder, mut ledger, _) = sampled();
    let batch = [outlet("Outlet 2", Reliability::A), source("person:nobody", "Nobody", Reliability::C)];
    let refused = ledger.grade(at(2), &batch, "Ana").unwrap_err();
    assert!(matches!(refused, LedgerError::Unknown { what: "actor", .. }), "{refused:?}");
    assert_eq!(ledger.graded(true, None).unwrap(), []);
    let refused = ledger.grade(at(2), &[outlet(" ", Reliability::A)], "Ana").unwrap_err();
    assert!(matches!(refused, LedgerError::NoGrade(_)), "{refused:?}");
    assert_eq!(ledger.documents_of_outlet("the outlet 2").unwrap() + ledger.documents_of_outlet("Nowhere").unwrap(), {
        let of = |n: &&ledger::Listed| n.outlet.as_deref() == Some("Outlet 2");
        ledger.documents(None).unwrap().iter().filter(of).count() as u64
    });
}

#[test]
fn grades_change_no_incident() {
    let (_folder, mut ledger, claims) = sampled();
    let mut adding = ledger.begin(at(1), "weave").unwrap();
    adding.weave(&rules()).unwrap();
    adding.commit().unwrap();
    let versions = |ledger: &Ledger| -> Vec<_> {
        let keys = ledger.incidents(None).unwrap();
        keys.into_iter().map(|key| ledger.incident(key, None).unwrap().unwrap()).collect()
    };
    let before = versions(&ledger);
    let claim = ledger.claim_ref(claims[0]).unwrap();
    let grades = [
        outlet("Outlet 1", Reliability::E),
        source("state:libya", "Libya", Reliability::E),
        (Grade::Claim { claim, grade: Credibility::Improbable }, None),
    ];
    ledger.grade(at(2), &grades, "Ana").unwrap();
    assert_eq!(versions(&ledger), before);
}

#[test]
fn a_claims_grade_is_found_in_a_later_reading() {
    let (_folder, mut ledger, claims) = sampled();
    let document = ledger.claims(&claims, None).unwrap()[0].document;
    let of_first: Vec<ClaimId> =
        ledger.claims(&claims, None).unwrap().iter().filter(|c| c.document == document).map(|c| c.id).collect();
    let old = ledger.claim_ref(of_first[0]).unwrap();
    let grade = Grade::Claim { claim: old.clone(), grade: Credibility::Probable };
    ledger.grade(at(2), &[(grade, Some("seen on imagery".into()))], "Ana").unwrap();
    assert_eq!(number(&ledger, &old, None), Some(Credibility::Probable));
    let mut answer = ledger.answer(document, None).unwrap().unwrap();
    answer.events.truncate(1);
    answer.relations.clear();
    answer.events[0].id = "another-id".into();
    ledger.reread(at(3), "reader 2", &[(document, answer)], &rules()).unwrap();
    let now = ledger.claims_held(None).unwrap().into_iter().find(|c| !claims.contains(c)).unwrap();
    let now = ledger.claim_ref(now).unwrap();
    assert_eq!(number(&ledger, &now, None), Some(Credibility::Probable));
    assert_eq!((number(&ledger, &old, None), number(&ledger, &old, Some(at(2)))), (None, Some(Credibility::Probable)));
    assert_eq!(number(&ledger, &old, Some(at(1))), None);
}

#[test]
fn a_sources_grade_follows_a_link_to_another_actor() {
    let (_folder, mut ledger, claims) = sampled();
    let reports = ledger.reports(&claims, None).unwrap();
    let candidate = reports.iter().flat_map(|r| &r.event.actors).find(|a| a.contains('~')).unwrap().clone();
    ledger.grade(at(2), &[source(&candidate, "Name", Reliability::C)], "Ana").unwrap();
    let letter = |ledger: &Ledger, id: &str, then| {
        ledger.grades(then).unwrap().source(id, &Cast::default()).map(|r| (r.grade, r.of.clone()))
    };
    assert_eq!(letter(&ledger, &candidate, None), Some((Reliability::C, candidate.clone())));
    let is = "person:asim-munir";
    let link = Verdict::Link { actor: candidate.clone(), is: is.into() };
    ledger.decide(at(3), &link, "Ana", None, &rules()).unwrap();
    assert_eq!(letter(&ledger, is, None), Some((Reliability::C, is.into())));
    assert_eq!(letter(&ledger, is, Some(at(2))), None);
}

#[test]
fn a_ledger_of_the_former_schema_is_brought_up_to_date() {
    let (folder, mut ledger, claims) = sampled();
    ledger
        .decide(at(2), &Verdict::Reject { claims: vec![ledger.claim_ref(claims[0]).unwrap()] }, "Ana", None, &rules())
        .unwrap();
    let path = folder.path().join("test.ledger");
    let held = |ledger: &Ledger| {
        let mut documents = ledger.documents(None).unwrap();
        documents.iter_mut().for_each(|d| d.author = None);
        (documents, ledger.decisions(true, None).unwrap())
    };
    let before = held(&ledger);
    // What the fourth step made is taken away: what is left is the third schema to the letter.
    ledger.db().execute_batch("DROP TABLE grades; DROP TABLE bylines; PRAGMA user_version = 3;").unwrap();
    let former = rusqlite::Connection::open_in_memory().unwrap();
    former.execute_batch(include_str!("../src/schema/0001.sql")).unwrap();
    former.execute_batch(include_str!("../src/schema/0002.sql")).unwrap();
    former.execute_batch(include_str!("../src/schema/0003.sql")).unwrap();
    let schema = |db: &rusqlite::Connection| -> Vec<String> {
        let sql = "SELECT name || ' ' || sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY name";
        db.prepare(sql).unwrap().query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    assert_eq!(schema(ledger.db()), schema(&former));
    drop(ledger);
    let refused = Ledger::open(&path, Access::Read).unwrap_err();
    assert!(matches!(refused, LedgerError::OlderSchema { found: 3, known: 4 }), "{refused:?}");
    let mut ledger = Ledger::open(&path, Access::Write).unwrap();
    assert_eq!(held(&ledger), before);
    assert!(ledger.documents(None).unwrap().iter().all(|d| d.author.is_none()));
    assert_eq!(ledger.claims_held(None).unwrap(), claims);
    ledger.grade(at(3), &[outlet("Outlet 1", Reliability::B)], "Ana").unwrap();
    assert_eq!(letter(&ledger, "Outlet 1", None), Some(Reliability::B));
    assert_eq!(ledger.check(&mut |_, _, _| {}).unwrap().faults, []);
}
