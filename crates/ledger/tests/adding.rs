//! What is added comes out again, once, and as of any moment.

mod sample;

use std::collections::BTreeSet;

use ledger::{Access, ClaimId, Ledger, LedgerError, Statement};
use proptest::prelude::*;
use sample::{at, document, empty, fresh};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_goes_in_comes_out(fresh in document("a")) {
        let (_folder, mut ledger) = empty();
        let added = ledger.add(at(1), "reader 1", vec![fresh.clone()]).unwrap();
        prop_assert_eq!(added.refused, vec![]);
        prop_assert_eq!(added.claims, fresh.answer.events.len() + fresh.answer.relations.len());
        let id = ledger.texts().unwrap()[0];
        let kept = ledger.kept(id).unwrap();
        prop_assert_eq!(&kept.document, &fresh.document);
        prop_assert_eq!(ledger.answer(id, None).unwrap(), Some(fresh.answer));
        prop_assert_eq!(ledger.answer(id, Some(at(0))).unwrap(), None);
        prop_assert_eq!(ledger.origins(id).unwrap(), vec![fresh.origin]);
    }

    /// As-of queries are replays: a ledger asked as of a moment answers like one that has seen nothing later.
    #[test]
    fn as_of_is_replay(seeds in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 1..12), 2..6), cut in 0usize..6) {
        let name = |n: usize| ["a", "b", "c", "d", "e", "f"][n];
        let (_one, mut whole) = empty();
        let (_two, mut part) = empty();
        let cut = cut.min(seeds.len());
        for (n, seed) in seeds.iter().enumerate() {
            let moment = at(10 * n as i64);
            whole.add(moment, "reader", vec![fresh(name(n), seed)]).unwrap();
            // Every other document is read again by a later reader, later still.
            if n % 2 == 1 {
                reread(&mut whole, n, moment.micros() + 5);
            }
            if n < cut {
                part.add(moment, "reader", vec![fresh(name(n), seed)]).unwrap();
                if n % 2 == 1 {
                    reread(&mut part, n, moment.micros() + 5);
                }
            }
        }
        let then = Some(at(10 * cut as i64 - 1));
        let seen = |ledger: &Ledger, at| {
            let claims = ledger.claims_held(at).unwrap();
            let with = |actor: &str| ledger.claims_with(actor, at).unwrap();
            let actors = ["state:pakistan", "person:nobody-knows"].map(|a| (with(a), ledger.member(a, at).unwrap()));
            (ledger.reports(&claims, at).unwrap(), ledger.papers(&claims, at).unwrap(), actors, claims)
        };
        prop_assert_eq!(seen(&whole, then), seen(&part, None));
    }
}

/// The first event of a document is doubted by a later reader; the rest is gone.
fn reread(ledger: &mut Ledger, document: usize, micros: i64) {
    let id = ledger.texts().unwrap()[document];
    let mut answer = ledger.answer(id, None).unwrap().unwrap();
    let key = ledger.kept(id).unwrap().key;
    answer.events.truncate(1);
    answer.events[0].hedged = !answer.events[0].hedged;
    answer.relations.clear();
    let mut adding = ledger.begin(ledger::Moment::from_micros(micros), "reread").unwrap();
    adding.answer(&ledger::Entry { id, key, fresh: false }, "reader 2", &answer).unwrap();
    adding.commit().unwrap();
}

#[test]
fn a_second_time_adds_an_origin_only() {
    let (_folder, mut ledger) = empty();
    let mut again = fresh("a", &[1, 2, 3]);
    ledger.add(at(1), "reader", vec![again.clone(), again.clone()]).unwrap();
    let before = ledger.claims_held(None).unwrap();
    again.origin.uri = "elsewhere.txt".into();
    let added = ledger.add(at(2), "reader", vec![again]).unwrap();
    assert_eq!((added.documents, added.known, added.claims), (0, 1, 0));
    assert_eq!(ledger.claims_held(None).unwrap(), before);
    let origins = ledger.origins(ledger.texts().unwrap()[0]).unwrap();
    assert_eq!(origins.iter().map(|o| o.uri.as_str()).collect::<Vec<_>>(), ["a.txt", "elsewhere.txt"]);
}

#[test]
fn an_answer_of_another_text_is_refused_and_the_rest_is_added() {
    let (_folder, mut ledger) = empty();
    let mut bad = fresh("bad", &[1, 2]);
    bad.document.text.push('!');
    let mut strange = fresh("strange", &[3]);
    strange.answer.events[0].actors = vec!["person:absent".into()];
    let added = ledger.add(at(1), "reader", vec![bad.clone(), fresh("good", &[4]), strange]).unwrap();
    assert_eq!((added.documents, added.refused.len()), (1, 2));
    let problems = ledger.problems(false).unwrap();
    assert_eq!(problems.iter().map(|p| p.uri.as_str()).collect::<Vec<_>>(), ["bad.txt", "strange.txt"]);
    assert!(problems[1].reason.contains("person:absent"), "{problems:?}");
    // Told once, and mended when its origin is added after all.
    ledger.add(at(2), "reader", vec![bad]).unwrap();
    assert_eq!(ledger.problems(true).unwrap().len(), 2);
    ledger.add(at(3), "reader", vec![fresh("bad", &[1, 2])]).unwrap();
    assert_eq!(ledger.problems(false).unwrap().len(), 1);
    assert_eq!(ledger.problems(true).unwrap()[0].resolved_at, Some(at(3)));
}

#[test]
fn a_transaction_that_is_dropped_leaves_nothing() {
    let (_folder, mut ledger) = empty();
    let sample = fresh("a", &[9, 8, 7]);
    let mut adding = ledger.begin(at(1), "add").unwrap();
    let entry = adding.document(&sample.document, "en", &sample.origin).unwrap();
    adding.answer(&entry, "reader", &sample.answer).unwrap();
    drop(adding);
    assert_eq!((ledger.texts().unwrap(), ledger.latest().unwrap()), (vec![], None));
    // Words numbered in the transaction that was dropped are numbered anew.
    ledger.add(at(2), "reader", vec![sample.clone()]).unwrap();
    let id = ledger.texts().unwrap()[0];
    assert_eq!(ledger.answer(id, None).unwrap(), Some(sample.answer));
}

#[test]
fn records_stand_in_the_order_of_their_moments_even_when_the_clock_goes_back() {
    let (_folder, mut ledger) = empty();
    ledger.add(at(10), "reader", vec![fresh("a", &[1])]).unwrap();
    ledger.add(at(5), "reader", vec![fresh("b", &[2])]).unwrap();
    let recorded: Vec<_> = ledger.texts().unwrap().into_iter().map(|id| ledger.kept(id).unwrap().recorded_at).collect();
    assert_eq!(recorded, [at(10), at(10)]);
}

#[test]
fn an_actor_that_turns_out_to_be_another_is_found_under_both_as_of_the_time() {
    let (_folder, mut ledger) = empty();
    ledger.add(at(1), "reader", vec![fresh("a", &[1, 5, 9, 200, 31])]).unwrap();
    let claims: Vec<ClaimId> = ledger.claims_held(None).unwrap();
    let cast = |ledger: &Ledger, at| {
        let reports = ledger.reports(&claims, at).unwrap();
        let ids = |e: &model::Event| {
            [&e.actors, &e.recipients, &e.companions].into_iter().flatten().cloned().collect::<Vec<_>>()
        };
        reports.iter().flat_map(|r| ids(&r.event).into_iter().chain(r.event.source.clone())).collect::<BTreeSet<_>>()
    };
    let candidate = cast(&ledger, None).into_iter().find(|id| id.contains('~')).expect("an actor beyond the atlas");
    let with = ledger.claims_with(&candidate, None).unwrap();
    assert!(!with.is_empty());
    let mut adding = ledger.begin(at(2), "weave").unwrap();
    let locals = adding.locals_of(&candidate).unwrap();
    for local in adding.locals(&locals).unwrap() {
        assert!(adding.resolve(local.id, "person:asim-munir").unwrap());
    }
    adding.commit().unwrap();
    assert_eq!(ledger.claims_with(&candidate, None).unwrap(), []);
    assert_eq!(ledger.claims_with("person:asim-munir", None).unwrap(), with);
    assert_eq!(ledger.claims_with("person:asim-munir", Some(at(1))).unwrap(), []);
    assert_eq!(ledger.claims_with(&candidate, Some(at(1))).unwrap(), with);
    assert!(cast(&ledger, Some(at(1))).contains(&candidate));
    assert!(cast(&ledger, None).contains("person:asim-munir"));
    // And back again.
    let mut adding = ledger.begin(at(3), "weave").unwrap();
    for local in adding.locals_of("person:asim-munir").unwrap() {
        adding.resolve(local, &candidate).unwrap();
    }
    adding.commit().unwrap();
    assert_eq!(ledger.claims_with(&candidate, None).unwrap(), with);
    assert_eq!(ledger.claims_with("person:asim-munir", Some(at(2))).unwrap(), with);
    assert_eq!(ledger.claims_with(&candidate, Some(at(2))).unwrap(), []);
}

#[test]
fn relations_and_events_keep_their_kind() {
    let (_folder, mut ledger) = empty();
    let sample =
        (0..=255u8).map(|n| fresh("a", &[n, 3, 77])).find(|f| !f.answer.relations.is_empty()).expect("one of them");
    ledger.add(at(1), "reader", vec![sample.clone()]).unwrap();
    let claims = ledger.claims(&ledger.claims_held(None).unwrap(), None).unwrap();
    let relations = claims.iter().filter(|c| matches!(c.statement, Statement::Relation(_))).count();
    assert_eq!(relations, sample.answer.relations.len());
    assert_eq!(ledger.reports(&ledger.claims_held(None).unwrap(), None).unwrap().len(), sample.answer.events.len());
}

#[test]
fn reading_needs_a_ledger() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("none.ledger");
    assert!(matches!(Ledger::open(&path, Access::Read), Err(LedgerError::NotFound(p)) if p == path));
    assert!(!path.exists());
}
