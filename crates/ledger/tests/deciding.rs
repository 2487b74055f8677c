//! Decisions stand, are found again after a text was read anew, and can be taken back.

mod sample;

use std::collections::BTreeSet;

use ledger::{ClaimId, Entry, Ledger, LedgerError, Verdict};
use sample::{at, empty, fresh};

fn rules() -> reconciling::Rules {
    reconciling::Rules::builtin()
}

/// A ledger with an incident-less handful of claims.
fn sampled() -> (tempfile::TempDir, Ledger, Vec<ClaimId>) {
    let (folder, mut ledger) = empty();
    ledger.add(at(1), "reader 1", (0..4u8).map(|n| fresh(&format!("{n}"), &[n + 1, 40, 7, 99, 5])).collect()).unwrap();
    let claims = ledger.claims_held(None).unwrap();
    (folder, ledger, claims)
}

fn pair(ledger: &Ledger, a: ClaimId, b: ClaimId) -> (String, String) {
    let mut keys = [a, b].map(|c| ledger.claim_ref(c).unwrap().key);
    keys.sort();
    let [a, b] = keys;
    (a, b)
}

#[test]
fn of_two_that_contradict_each_other_the_later_stands() {
    let (_folder, mut ledger, claims) = sampled();
    let [a, b] = [claims[0], claims[3]];
    let refs = [a, b].map(|c| ledger.claim_ref(c).unwrap());
    let both = pair(&ledger, a, b);
    let merge = Verdict::Merge { claims: refs.to_vec() };
    let split = Verdict::Split { claims: vec![refs[0].clone()], from: vec![refs[1].clone()] };
    ledger.decide(at(2), &merge, "Ana", Some("same convoy"), &rules()).unwrap();
    let last = ledger.decide(at(3), &split, "Bo", None, &rules()).unwrap();
    let stands = |ledger: &Ledger, at| {
        let d = ledger.decisions_on_claims(at).unwrap();
        (d.together.contains(&both), d.apart.contains(&both))
    };
    assert_eq!(stands(&ledger, None), (false, true));
    assert_eq!(stands(&ledger, Some(at(2))), (true, false));
    assert_eq!(stands(&ledger, Some(at(1))), (false, false));
    ledger.decide(at(4), &Verdict::Undo { decision: last.number() }, "Ana", None, &rules()).unwrap();
    assert_eq!(stands(&ledger, None), (true, false));
    assert_eq!(stands(&ledger, Some(at(3))), (false, true));
    let all = ledger.decisions(true, None).unwrap();
    assert_eq!(
        all.iter().map(|d| (d.verdict.word(), d.undone_by)).collect::<Vec<_>>(),
        [("merge", None), ("split", Some(3)), ("undo", None)]
    );
    assert_eq!((all[0].author.as_str(), all[0].reason.as_deref()), ("Ana", Some("same convoy")));
    assert_eq!(ledger.decisions(false, None).unwrap().len(), 1);
    let again = ledger.decide(at(5), &Verdict::Undo { decision: last.number() }, "Ana", None, &rules()).unwrap_err();
    assert!(matches!(again, LedgerError::NoDecision(_)), "{again:?}");
}

#[test]
fn a_decision_finds_its_claim_in_a_later_reading() {
    let (_folder, mut ledger, claims) = sampled();
    let of_first: Vec<ClaimId> = {
        let all = ledger.claims(&claims, None).unwrap();
        all.iter().filter(|c| c.document == all[0].document).map(|c| c.id).collect()
    };
    let refs: Vec<_> = of_first.iter().map(|c| ledger.claim_ref(*c).unwrap()).collect();
    ledger.decide(at(2), &Verdict::Reject { claims: vec![refs[0].clone()] }, "Ana", None, &rules()).unwrap();
    // The same happening under another id, as a later reader has it; the others of the document are gone.
    let id = ledger.claims(&of_first, None).unwrap()[0].document;
    let mut answer = ledger.answer(id, None).unwrap().unwrap();
    answer.events.truncate(1);
    answer.relations.clear();
    answer.events[0].id = "another-id".into();
    answer.events[0].hedged ^= true;
    let done = ledger.reread(at(3), "reader 2", &[(id, answer)], &rules()).unwrap();
    assert_eq!((done.changed, done.claims, done.closed), (1, 1, of_first.len()));
    let rejected = |ledger: &Ledger, at| ledger.decisions_on_claims(at).unwrap().rejected;
    let now = ledger.claims_held(None).unwrap().into_iter().find(|c| !claims.contains(c)).unwrap();
    assert_eq!(rejected(&ledger, None), BTreeSet::from([ledger.claim_ref(now).unwrap().key]));
    assert_eq!(rejected(&ledger, Some(at(2))), BTreeSet::from([refs[0].key.clone()]));
}

#[test]
fn the_same_answer_again_is_only_noted() {
    let (_folder, mut ledger, claims) = sampled();
    let ids = ledger.read_otherwise("reader 2").unwrap();
    assert_eq!(ids.len(), 4);
    let answers: Vec<_> = ids.iter().map(|id| (*id, ledger.answer(*id, None).unwrap().unwrap())).collect();
    let done = ledger.reread(at(2), "reader 2", &answers, &rules()).unwrap();
    assert_eq!((done.same, done.changed, done.claims), (4, 0, 0));
    assert_eq!(ledger.claims_held(None).unwrap(), claims);
    assert_eq!(ledger.read_otherwise("reader 2").unwrap(), []);
    assert_eq!(ledger.read_otherwise("reader 3").unwrap().len(), 4);
    assert_eq!(ledger.check(&mut |_, _, _| {}).unwrap().faults, []);
}

#[test]
fn a_link_holds_for_what_comes_later_and_can_be_taken_back() {
    let (_folder, mut ledger, claims) = sampled();
    let reports = ledger.reports(&claims, None).unwrap();
    let candidate = reports.iter().flat_map(|r| &r.event.actors).find(|a| a.contains('~')).unwrap().clone();
    let with = ledger.claims_with(&candidate, None).unwrap();
    let link = Verdict::Link { actor: candidate.clone(), is: "person:asim-munir".into() };
    let number = ledger.decide(at(2), &link, "Ana", None, &rules()).unwrap().number();
    assert_eq!(ledger.claims_with(&candidate, None).unwrap(), []);
    assert_eq!(ledger.claims_with("person:asim-munir", None).unwrap(), with);
    assert_eq!(ledger.member("person:asim-munir", None).unwrap().unwrap().name, "Asim Munir");
    // The weaving finds, later, that another document's actor is the candidate: so it is the one that the candidate is.
    let id = ledger.read_otherwise("none").unwrap()[1];
    let key = ledger.kept(id).unwrap().key;
    let answer = ledger.answer(id, None).unwrap().unwrap();
    let mut adding = ledger.begin(at(3), "weave").unwrap();
    adding.answer(&Entry { id, key, fresh: false }, "reader 2", &answer).unwrap();
    let locals = adding.locals(&adding.touched().locals.clone()).unwrap();
    let later = locals
        .iter()
        .find(|l| l.candidate.contains('~') && l.actor == l.candidate && l.actor != "person:asim-munir")
        .unwrap()
        .clone();
    adding.resolve(later.id, &candidate).unwrap();
    adding.commit().unwrap();
    assert_eq!(ledger.locals(&[later.id]).unwrap()[0].actor, "person:asim-munir");
    let circle = Verdict::Link { actor: "person:asim-munir".into(), is: candidate.clone() };
    assert!(matches!(ledger.decide(at(4), &circle, "Ana", None, &rules()), Err(LedgerError::NoDecision(_))));
    ledger.decide(at(5), &Verdict::Undo { decision: number }, "Ana", None, &rules()).unwrap();
    assert_eq!(ledger.claims_with("person:asim-munir", None).unwrap(), []);
    assert_eq!(ledger.locals(&[later.id]).unwrap()[0].actor, candidate);
    assert_eq!(ledger.claims_with("person:asim-munir", Some(at(2))).unwrap(), with);
    assert_eq!(ledger.check(&mut |_, _, _| {}).unwrap().faults, []);
}

#[test]
fn a_name_is_given_and_taken_back() {
    let (_folder, mut ledger, _) = sampled();
    let name = |ledger: &Ledger| ledger.member("state:libya", None).unwrap().unwrap().name;
    let before = name(&ledger);
    let verdict = Verdict::Rename { actor: "state:libya".into(), name: "State of Libya".into() };
    let number = ledger.decide(at(2), &verdict, "Ana", None, &rules()).unwrap().number();
    let member = ledger.member("state:libya", None).unwrap().unwrap();
    assert_eq!((member.name.as_str(), member.aliases.contains(&before)), ("State of Libya", true));
    // The weaving says the name that it knows; the decision stands over it.
    let mut adding = ledger.begin(at(3), "weave").unwrap();
    adding.set_member(&reconciling::Member { name: before.clone(), aliases: vec!["Lib".into()], ..member }).unwrap();
    adding.commit().unwrap();
    assert_eq!(name(&ledger), "State of Libya");
    ledger.decide(at(4), &Verdict::Undo { decision: number }, "Ana", None, &rules()).unwrap();
    assert_eq!(name(&ledger), before);
    let nobody = Verdict::Rename { actor: "person:nobody".into(), name: "X".into() };
    assert!(matches!(ledger.decide(at(5), &nobody, "Ana", None, &rules()), Err(LedgerError::Unknown { .. })));
}
