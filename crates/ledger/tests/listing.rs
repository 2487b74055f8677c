//! Whole lists: what an export takes, now and as of a moment.

mod sample;

use std::collections::BTreeSet;

use ledger::{Incidents, Known, Ledger, LedgerError, Moment, Named};
use model::{Date, Incident};
use proptest::prelude::*;
use reconciling::{Cast, Rules};
use sample::{at, empty, fresh};

/// All that can be listed, as of a moment.
#[derive(Debug, PartialEq)]
struct Lists {
    documents: Vec<(Option<Date>, String, Moment)>,
    everyone: Vec<Known>,
    namings: Vec<Named>,
    near_copies: usize,
    incidents: Vec<(Incident, Moment)>,
}

fn lists(ledger: &Ledger, moment: Option<Moment>) -> Lists {
    let everyone = ledger.everyone(moment).unwrap();
    let mut cast = Cast::default();
    everyone.iter().for_each(|k| cast.put(k.member.clone()));
    let mut incidents = Incidents::new(ledger, moment, cast).unwrap();
    let mut namings = Vec::new();
    let mut visit = |named| -> Result<(), LedgerError> {
        namings.push(named);
        Ok(())
    };
    ledger.namings(moment, &mut visit).unwrap();
    Lists {
        documents: ledger
            .documents(moment)
            .unwrap()
            .into_iter()
            .map(|d| (d.published, d.name, d.recorded_at))
            .collect(),
        near_copies: ledger.near_copies(moment).unwrap().len(),
        incidents: ledger
            .incidents(moment)
            .unwrap()
            .into_iter()
            .map(|key| incidents.get(key).unwrap().expect("it is held"))
            .collect(),
        namings,
        everyone,
    }
}

fn add(ledger: &mut Ledger, moment: Moment, document: &ledger::Fresh) {
    let mut adding = ledger.begin(moment, "add").unwrap();
    let entry = adding.document(&document.document, "en", &document.origin).unwrap();
    if entry.fresh {
        adding.answer(&entry, "reader", &document.answer).unwrap();
    }
    adding.weave(&Rules::builtin()).unwrap();
    adding.commit().unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn lists_are_whole_and_as_of_a_moment(
        seeds in proptest::collection::vec(proptest::collection::vec(0u8..12, 1..6), 2..6), cut in 1usize..5
    ) {
        let documents: Vec<_> =
            seeds.iter().enumerate().map(|(n, seed)| fresh(["a", "b", "c", "d", "e", "f"][n], seed)).collect();
        let cut = cut.min(documents.len());
        let (_a, mut whole) = empty();
        let (_b, mut part) = empty();
        for (n, document) in documents.iter().enumerate() {
            add(&mut whole, at(10 * n as i64), document);
            if n < cut {
                add(&mut part, at(10 * n as i64), document);
            }
        }
        let now = lists(&whole, None);
        prop_assert_eq!(&lists(&whole, Some(at(10 * cut as i64 - 1))), &lists(&part, None));

        prop_assert!(now.documents.is_sorted_by_key(|d| (d.0, d.1.clone())));
        prop_assert!(now.everyone.is_sorted_by(|a, b| a.member.id < b.member.id));
        let ids: BTreeSet<&str> = now.everyone.iter().map(|k| k.member.id.as_str()).collect();
        prop_assert!(now.namings.iter().all(|n| ids.contains(n.actor.as_str()) && !n.names[0].is_empty()));
        let named: usize = documents.iter().map(|d| d.answer.actors.len()).sum();
        prop_assert_eq!(now.namings.len(), named);
        let claims: usize = now.incidents.iter().map(|i| i.0.claims.len()).sum();
        prop_assert_eq!(claims, documents.iter().map(|d| d.answer.events.len()).sum::<usize>());
        for (incident, since) in &now.incidents {
            let actors = incident.claims.iter().flat_map(|c| c.actors.iter().chain(&c.recipients));
            prop_assert!(actors.into_iter().all(|id| ids.contains(id.as_str())));
            prop_assert!(*since <= at(10 * documents.len() as i64));
        }
    }
}
