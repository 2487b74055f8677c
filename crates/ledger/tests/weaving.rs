//! What is held after weaving does not depend on the order or the steps in which documents came.

mod sample;

use std::collections::BTreeSet;

use ledger::{Fresh, Ledger, Moment};
use model::IncidentStatus;
use proptest::prelude::*;
use reconciling::{Member, Rules};
use sample::rows::{Row, import};
use sample::{at, empty, fresh};

/// An incident as everybody should hold it: key, status, voices, keys of its claims.
type Held = (String, IncidentStatus, usize, BTreeSet<String>);

fn weave(ledger: &mut Ledger, moment: Moment, documents: &[Fresh]) {
    let mut adding = ledger.begin(moment, "add").unwrap();
    for Fresh { origin, document, answer } in documents {
        let entry = adding.document(document, "en", origin).unwrap();
        if entry.fresh {
            adding.answer(&entry, "reader", answer).unwrap();
        }
    }
    adding.weave(&Rules::builtin()).unwrap();
    adding.commit().unwrap();
}

fn held(ledger: &Ledger, moment: Option<Moment>) -> (BTreeSet<Held>, Vec<Member>) {
    let mut actors = BTreeSet::new();
    let mut incidents = BTreeSet::new();
    for key in ledger.incidents(moment).unwrap() {
        let version = ledger.incident(key, moment).unwrap().unwrap();
        let reports = ledger.reports(&version.claims, moment).unwrap();
        for event in reports.iter().map(|r| &r.event) {
            let parts = event.actors.iter().chain(&event.recipients).chain(&event.companions).chain(&event.source);
            actors.extend(parts.cloned());
        }
        let claims = reports.into_iter().map(|r| r.key).collect();
        incidents.insert((key.hex(), version.status, version.voices, claims));
    }
    let cast = ledger.cast(actors.iter().map(String::as_str), moment).unwrap();
    (incidents, cast.members().cloned().collect())
}

/// A few documents; some repeat what another says, so that there is something to merge.
fn documents() -> impl Strategy<Value = Vec<Fresh>> {
    proptest::collection::vec(proptest::collection::vec(0u8..12, 1..6), 2..6).prop_map(|seeds| {
        seeds.iter().enumerate().map(|(n, seed)| fresh(["a", "b", "c", "d", "e", "f"][n], seed)).collect()
    })
}

/// Rows of three sets on few parties and days, so that many meet.
fn rows() -> impl Strategy<Value = Vec<Row>> {
    proptest::collection::vec((0u8..3, any::<[u8; 6]>()), 1..60)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn rows_in_one_go_and_in_pieces_come_to_the_same(rows in rows(), size in 1usize..20, bulk: bool) {
        let (_a, mut whole) = empty();
        whole.set_bulk(bulk).unwrap();
        import(&mut whole, at(0), 0, &rows);
        let (_b, mut pieces) = empty();
        for (n, piece) in rows.chunks(size).enumerate() {
            import(&mut pieces, at(n as i64), n * size, piece);
        }
        let wanted = held(&whole, None);
        prop_assert_eq!(wanted.0.iter().map(|i| i.3.len()).sum::<usize>(), rows.len());
        prop_assert_eq!(&held(&pieces, None), &wanted);
        for ledger in [&whole, &pieces] {
            let checked = ledger.check(&mut |_, _, _| {}).unwrap();
            prop_assert_eq!(checked.faults, vec![]);
        }
        // The lists by actor, and what a brief counts in them, are those of the incidents.
        for actor in ["state:pakistan", "state:libya", "state:sudan"] {
            let window = ledger::Window { limit: 1000, ..ledger::Window::default() };
            let list = |l: &Ledger| l.incidents_with(actor, &window).unwrap();
            prop_assert_eq!(list(&whole), list(&pieces));
            let news = |l: &Ledger| l.news(at(-1), l.latest().unwrap().unwrap(), Some(actor), 1000).unwrap();
            prop_assert_eq!(news(&whole).new_incidents, list(&whole).len() as u64);
            prop_assert_eq!(news(&whole).new, news(&pieces).new);
            prop_assert_eq!(news(&pieces).claims, rows.len() as u64);
        }
    }

    #[test]
    fn the_order_and_the_steps_do_not_matter(documents in documents(), turn in 0usize..6) {
        let (_a, mut singly) = empty();
        for (n, document) in documents.iter().enumerate() {
            weave(&mut singly, at(n as i64), std::slice::from_ref(document));
        }
        let wanted = held(&singly, None);
        let claims: usize = wanted.0.iter().map(|i| i.3.len()).sum();
        prop_assert_eq!(claims, documents.iter().map(|d| d.answer.events.len()).sum::<usize>());

        let (_b, mut backwards) = empty();
        for (n, document) in documents.iter().rev().enumerate() {
            weave(&mut backwards, at(n as i64), std::slice::from_ref(document));
        }
        prop_assert_eq!(&held(&backwards, None), &wanted);

        let (_c, mut at_once) = empty();
        let mut turned = documents.clone();
        turned.rotate_left(turn % documents.len());
        weave(&mut at_once, at(0), &turned);
        prop_assert_eq!(&held(&at_once, None), &wanted);
    }

    #[test]
    fn what_was_held_can_be_asked_for_later(documents in documents(), cut in 1usize..5) {
        let cut = cut.min(documents.len());
        let (_a, mut whole) = empty();
        let (_b, mut part) = empty();
        for (n, document) in documents.iter().enumerate() {
            weave(&mut whole, at(10 * n as i64), std::slice::from_ref(document));
            if n < cut {
                weave(&mut part, at(10 * n as i64), std::slice::from_ref(document));
            }
        }
        prop_assert_eq!(held(&whole, Some(at(10 * cut as i64 - 1))), held(&part, None));
    }

    #[test]
    fn another_reading_leaves_what_a_new_ledger_would_hold(documents in documents(), which in 0usize..6) {
        let which = which % documents.len();
        let (_a, mut ledger) = empty();
        weave(&mut ledger, at(0), &documents);
        let before = held(&ledger, None);
        let mut later = documents.clone();
        later[which].answer.events.truncate(1);
        let id = ledger.texts().unwrap().into_iter().find(|id| ledger.kept(*id).unwrap().document.id == later[which].document.id);
        let id = id.unwrap();
        let key = ledger.kept(id).unwrap().key;
        let mut adding = ledger.begin(at(5), "reread").unwrap();
        adding.answer(&ledger::Entry { id, key, fresh: false }, "reader 2", &later[which].answer).unwrap();
        adding.weave(&Rules::builtin()).unwrap();
        adding.commit().unwrap();
        let (_b, mut new) = empty();
        weave(&mut new, at(0), &later);
        prop_assert_eq!(&held(&ledger, None), &held(&new, None));
        prop_assert_eq!(&held(&ledger, Some(at(1))), &before);
    }
}
