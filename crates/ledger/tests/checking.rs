//! Each rule of the check sees what it is for; a backup is a whole ledger.

mod sample;

use ledger::{Access, Ledger};
use sample::{at, empty, fresh};

fn sampled() -> (tempfile::TempDir, Ledger) {
    let (folder, mut ledger) = empty();
    let batch = (0..6u8).map(|n| fresh(&format!("{n}"), &[n, 40, 7, 99, 5])).collect();
    ledger.add(at(1), "reader", batch).unwrap();
    (folder, ledger)
}

#[test]
fn sabotage_is_seen() {
    let cases = [
        ("document", "UPDATE documents SET text = text || '!' WHERE id = 2"),
        ("document", "UPDATE documents SET published = 3 WHERE id = 2"),
        ("document", "DELETE FROM origins WHERE document = 3"),
        ("document", "UPDATE documents SET body_start = 100000 WHERE id = 1"),
        ("claim", "UPDATE claims SET evidence = '[0,100000]' WHERE id = 1"),
        ("claim", "UPDATE claims SET key = key + 1 WHERE id = 1"),
        ("claim", "UPDATE claims SET parts = '[[999],[],[]]' WHERE id = 1"),
        ("claim", "UPDATE claims SET amount = '{' WHERE id = 1"),
        ("claim", "DELETE FROM claim_actors WHERE claim = 1 AND part = 0"),
        ("claim", "INSERT OR IGNORE INTO claim_actors SELECT a.id, 1, 2, 0, NULL FROM actors a"),
        ("actor", "UPDATE local_actors SET mentions = '[5,99999]' WHERE id = 1"),
        ("actor", "DELETE FROM actor_versions WHERE actor = 1"),
        ("actor", "UPDATE resolutions SET recorded_to = recorded_from WHERE local = 1"),
        ("time", "UPDATE readings SET recorded_to = recorded_from - 1 WHERE id = 1"),
        ("time", "DELETE FROM moments"),
        (
            "grade",
            "INSERT INTO grades (kind, subject, author, recorded_at) SELECT 'outlet', '{', 'Ana', recorded_at FROM moments",
        ),
        (
            "grade",
            "INSERT INTO grades (kind, subject, author, recorded_at) VALUES ('undo', '{\"kind\":\"undo\",\"row\":1}', 'Ana', 7)",
        ),
        (
            "incident",
            "INSERT INTO incident_claims (claim, recorded_from, incident) SELECT 1, recorded_at, 77 FROM moments",
        ),
        ("file", "UPDATE claims SET place = 4711 WHERE id = 1"),
        (
            "search",
            "INSERT INTO documents_fts (documents_fts, rowid, title, text) SELECT 'delete', id, title, text FROM documents WHERE id = 1",
        ),
        ("search", "DELETE FROM claims_fts WHERE rowid = 1"),
        ("search", "DELETE FROM actors_fts_docsize WHERE id = 1"),
    ];
    for (at, sql) in cases {
        let (_folder, ledger) = sampled();
        assert_eq!(ledger.check(&mut |_, _, _| {}).unwrap().faults, []);
        ledger.db().pragma_update(None, "foreign_keys", false).unwrap();
        let changed = ledger.db().execute(sql, []).unwrap();
        assert!(changed > 0, "{sql}");
        let found = ledger.check(&mut |_, _, _| {}).unwrap().faults;
        assert!(found.iter().any(|f| f.at == at), "{sql}: {found:?}");
    }
}

#[test]
fn a_backup_is_the_ledger_as_it_was_while_another_writes() {
    let (folder, ledger) = sampled();
    let mut writer = Ledger::open(ledger.path(), Access::Write).unwrap();
    let file = folder.path().join("copy.ledger");
    let mut steps = 0;
    ledger
        .backup(&file, |done, all| {
            assert!(done <= all);
            writer.add(at(10 + steps), "reader", vec![fresh(&format!("late {steps}"), &[1, 2])]).unwrap();
            steps += 1;
        })
        .unwrap();
    assert!(steps > 0);
    let copy = Ledger::open(&file, Access::Write).unwrap();
    assert_eq!(copy.check(&mut |_, _, _| {}).unwrap().faults, []);
    assert_eq!(copy.texts().unwrap().len(), 6);
    assert_eq!(ledger.texts().unwrap().len(), 6 + steps as usize);
    let (claims, then) = (copy.claims_held(None).unwrap(), Some(at(9)));
    assert_eq!(copy.reports(&claims, None).unwrap(), ledger.reports(&claims, then).unwrap());
}
