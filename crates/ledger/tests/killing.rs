//! A process that is killed while it adds, many times: what it had reported is there, and nothing by halves.

mod sample;

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use ledger::{Access, DocumentKey, Ledger};
use sample::rows::{Row, import};
use sample::{at, fresh};

/// Set for the process that is to be killed: the ledger, and the number of the first document.
const VICTIM: &str = "DETENTE_TEST_VICTIM";

/// Documents of one transaction.
const BATCH: usize = 5;

fn document(number: usize) -> ledger::Fresh {
    let seed: Vec<u8> = (0..12).map(|n| (number * 31 + n * number % 251) as u8).collect();
    fresh(&format!("document-{number}"), &seed)
}

/// Not a test: adds batches without end and reports each when it is kept.
#[test]
fn victim() {
    let Ok(what) = std::env::var(VICTIM) else { return };
    let (path, first) = what.split_once('\n').expect("a path and a number");
    let mut ledger = Ledger::open(Path::new(path), Access::Create).unwrap();
    let mut next: usize = first.parse().unwrap();
    loop {
        let batch = (next..next + BATCH).map(document).collect();
        ledger.add(at(next as i64), "reader", batch).unwrap();
        next += BATCH;
        let mut out = std::io::stdout().lock();
        writeln!(out, "\nkept {next}").and_then(|()| out.flush()).unwrap();
    }
}

#[test]
fn nothing_that_was_reported_is_lost_and_nothing_is_there_by_halves() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("killed.ledger");
    let mut reported = 0;
    let mut unreported = 0;
    for round in 0..25usize {
        // Known documents come first again, so that killing hits additions to what is there as well.
        let first = reported.max(BATCH) - BATCH;
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "victim", "--nocapture", "--test-threads=1"])
            .env(VICTIM, format!("{}\n{first}", path.display()))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let mut kept = lines.filter_map(|line| line.strip_prefix("kept ")?.parse::<usize>().ok());
        for _ in 0..=round % 4 {
            reported = reported.max(kept.next().expect("it runs until it is killed"));
        }
        // At another point of its work each time.
        std::thread::sleep(std::time::Duration::from_micros((round as u64 * 977) % 9000));
        child.kill().unwrap();
        child.wait().unwrap();
        // What it still had reported when it was killed.
        reported = kept.fold(reported, usize::max);

        let ledger = Ledger::open(&path, Access::Write).unwrap();
        let checked = ledger.check(&mut |_, _, _| {}).unwrap();
        assert_eq!(checked.faults, [], "round {round}");
        let there = ledger.document_keys().unwrap();
        for number in 0..reported {
            let d = document(number).document;
            let key = DocumentKey::of(d.outlet.as_deref(), d.published, &d.text);
            assert!(there.contains(&key), "round {round}: document {number} of {reported} reported is not there");
            let id = ledger.document_of_key(&key).unwrap().unwrap();
            assert!(number + BATCH < reported || ledger.answer(id, None).unwrap() == Some(document(number).answer));
        }
        assert_eq!(there.len() % BATCH, 0, "round {round}: half a batch");
        unreported += usize::from(there.len() > reported);
    }
    assert!(reported >= 25 * BATCH, "{reported}, {unreported}");
}

/// Rows of one transaction of an import.
const ROWS: usize = 40;

fn row(number: usize) -> Row {
    (2, [0, 1, 2, 3, 4, 5].map(|n: usize| (number * (31 + 7 * n) % 251) as u8))
}

/// Not a test: imports without end and reports each transaction when it is kept.
#[test]
fn importing_victim() {
    let Ok(what) = std::env::var(VICTIM) else { return };
    let (path, first) = what.split_once('\n').expect("a path and a number");
    let mut ledger = Ledger::open(Path::new(path), Access::Create).unwrap();
    ledger.set_bulk(true).unwrap();
    let mut next: usize = first.parse().unwrap();
    loop {
        let rows: Vec<Row> = (next..next + ROWS).map(row).collect();
        import(&mut ledger, at(next as i64), next, &rows);
        next += ROWS;
        let mut out = std::io::stdout().lock();
        writeln!(out, "\nkept {next}").and_then(|()| out.flush()).unwrap();
    }
}

#[test]
fn an_import_that_is_killed_is_woven_as_far_as_it_came_and_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("killed.ledger");
    let mut reported = 0;
    for round in 0..8usize {
        // From the beginning again, as the command does: what is there is passed over.
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "importing_victim", "--nocapture", "--test-threads=1"])
            .env(VICTIM, format!("{}\n0", path.display()))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let mut kept = lines.filter_map(|line| line.strip_prefix("kept ")?.parse::<usize>().ok());
        let wanted = reported + ROWS * (1 + round % 3);
        while reported < wanted {
            reported = reported.max(kept.next().expect("it runs until it is killed"));
        }
        std::thread::sleep(std::time::Duration::from_micros((round as u64 * 1977) % 9000));
        child.kill().unwrap();
        child.wait().unwrap();
        reported = kept.fold(reported, usize::max);

        let ledger = Ledger::open(&path, Access::Write).unwrap();
        let checked = ledger.check(&mut |_, _, _| {}).unwrap();
        assert_eq!(checked.faults, [], "round {round}");
        assert!(checked.claims >= reported && checked.claims.is_multiple_of(ROWS), "round {round}: {}", checked.claims);
        assert!(woven(&ledger) == checked.claims, "round {round}: every claim is in an incident");
    }
    // As one that nobody killed.
    let ledger = Ledger::open(&path, Access::Read).unwrap();
    let number = ledger.claims_held(None).unwrap().len();
    let mut whole = Ledger::open(&folder.path().join("whole.ledger"), Access::Create).unwrap();
    import(&mut whole, at(0), 0, &(0..number).map(row).collect::<Vec<_>>());
    assert_eq!(ledger.incidents(None).unwrap(), whole.incidents(None).unwrap());
}

/// How many claims are in incidents.
fn woven(ledger: &Ledger) -> usize {
    let keys = ledger.incidents(None).unwrap();
    keys.iter().map(|key| ledger.incident(*key, None).unwrap().unwrap().claims.len()).sum()
}
