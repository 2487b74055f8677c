//! The ledger's commands from end to end: a real process, a real file, and a real kill.

mod binary;

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use binary::{Run, detente, folder};
use ledger::{Access, Ledger};
use serde_json::Value;

/// `detente` with a ledger.
fn at(ledger: &Path) -> Command {
    let mut command = detente();
    command.env("DETENTE_LEDGER", ledger).env("DETENTE_AUTHOR", "Ana");
    command
}

fn run(ledger: &Path, arguments: &[&str]) -> Run {
    at(ledger).args(arguments).output().expect("the binary runs").into()
}

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {} {}", run.out, run.err))
}

/// An article of three sentences; none is like another.
fn article(number: usize) -> String {
    let towns = ["Doha", "Cairo", "Ankara", "Tripoli", "Muscat", "Amman", "Tunis"];
    let (town, day) = (towns[number % 7], 1 + number % 28);
    format!(
        "Envoys meet in {town}\nHarbour Post {number}, 2026-01-{day:02}\n\nRussia’s foreign minister, Sergei Lavrov, met Turkish President \
         Recep Tayyip Erdoğan in {town} on Sunday. They spoke for {number} hours. The United States condemned Iran’s attack on Israel, in which \
         {} people were killed.\n",
        number + 3
    )
}

fn articles(numbers: std::ops::Range<usize>) -> tempfile::TempDir {
    let files: Vec<(String, String)> = numbers.map(|n| (format!("{n:03}.txt"), article(n))).collect();
    folder(&files.iter().map(|(name, text)| (name.as_str(), text)).collect::<Vec<_>>())
}

fn checked(ledger: &Path) {
    let check = run(ledger, &["check", "--format", "json"]);
    assert_eq!(check.code, Some(0), "{} {}", check.out, check.err);
    assert_eq!(json(&check)["faults"], Value::Array(vec![]));
}

#[test]
fn what_was_reported_survives_being_killed_again_and_again() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("killed.sqlite");
    let texts = articles(0..150);
    let mut reported: Vec<String> = Vec::new();
    for round in 0..10u64 {
        let mut child = at(&path)
            .args(["add", "--format", "jsonl", "--threads", "2"])
            .arg(texts.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        // In the beginning, in the middle of a batch, or with the first line of one.
        if round % 3 == 2 {
            reported.extend(lines.next());
        } else {
            std::thread::sleep(std::time::Duration::from_millis(150 + 130 * round));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        // A line that was cut off in the middle reported nothing.
        reported.extend(lines.filter(|line| line.ends_with('}')));
        if path.exists() && Ledger::open(&path, Access::Write).unwrap().latest().unwrap().is_some() {
            checked(&path);
        }
        let keys = Ledger::open(&path, Access::Create).unwrap().document_keys().unwrap();
        let keys: std::collections::BTreeSet<String> = keys.iter().map(|k| k.hex()).collect();
        for line in &reported {
            let line: Value = serde_json::from_str(line).unwrap();
            assert!(
                keys.contains(line["key"].as_str().unwrap()),
                "round {round}: {line} was reported and is not there"
            );
        }
    }
    assert!(!reported.is_empty());
    let last = run(&path, &["add", texts.path().to_str().unwrap(), "--format", "json"]);
    assert_eq!(last.code, Some(0), "{}", last.err);
    let done = json(&last);
    assert_eq!(done["documents"].as_u64().unwrap() + done["known"].as_u64().unwrap(), 150);
    checked(&path);
    // Killed or not, the ledger holds the same claims.
    let other = home.path().join("whole.sqlite");
    assert_eq!(run(&other, &["add", texts.path().to_str().unwrap()]).code, Some(0));
    let claims = |path: &Path| {
        let ledger = Ledger::open(path, Access::Read).unwrap();
        let claims = ledger.claims(&ledger.claims_held(None).unwrap(), None).unwrap();
        claims.iter().map(|c| c.key.hex()).collect::<std::collections::BTreeSet<_>>()
    };
    assert_eq!(claims(&path), claims(&other));
    assert!(claims(&path).len() >= 300);
    // And each transaction was woven: no claim waits for another run.
    let incidents = |path: &Path| Ledger::open(path, Access::Read).unwrap().incidents(None).unwrap();
    assert_eq!(incidents(&path), incidents(&other));
}

#[test]
fn adding_again_reads_nothing_and_what_fails_is_a_problem_until_it_is_mended() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("a.sqlite");
    let texts = articles(0..3);
    let bad = texts.path().join("bad.txt");
    std::fs::write(&bad, b"").unwrap();
    let source = texts.path().to_str().unwrap();
    let first = run(&path, &["add", source, "--format", "json"]);
    assert_eq!(first.code, Some(1), "{}", first.err);
    let done = json(&first);
    assert_eq!((&done["documents"], &done["known"]), (&3.into(), &0.into()));
    assert!(done["claims"].as_u64().unwrap() >= 6, "{done}");
    let second = json(&run(&path, &["add", source, "--format", "json"]));
    assert_eq!((&second["documents"], &second["known"], &second["claims"]), (&0.into(), &3.into(), &0.into()));
    let problems = json(&run(&path, &["problems", "--format", "json"]));
    assert_eq!(problems.as_array().unwrap().len(), 1, "told once: {problems}");
    assert!(
        problems[0]["uri"].as_str().unwrap().ends_with("bad.txt") && problems[0]["reason"] == "it is empty",
        "{problems}"
    );
    std::fs::write(&bad, article(9)).unwrap();
    assert_eq!(run(&path, &["add", source]).code, Some(0));
    assert_eq!(json(&run(&path, &["problems", "--format", "json"])), Value::Array(vec![]));
    let all = json(&run(&path, &["problems", "--all", "--format", "json"]));
    assert!(all[0]["resolved_at"].is_string(), "{all}");
    // A slip on the command line is no problem of the ledger's.
    assert_eq!(run(&path, &["add", "no-such-file.txt"]).code, Some(1));
    assert_eq!(json(&run(&path, &["problems", "--format", "json"])), Value::Array(vec![]));
    checked(&path);
}

#[test]
fn an_archive_is_recorded_as_it_was_published() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("a.sqlite");
    // Not in the order of their days.
    let files = [(27, "a.txt"), (3, "b.txt"), (14, "c.txt")].map(|(n, name)| (name, article(n)));
    let texts = folder(&files);
    let added = run(&path, &["add", texts.path().to_str().unwrap(), "--backfill"]);
    assert_eq!(added.code, Some(0), "{}", added.err);
    let ledger = Ledger::open(&path, Access::Read).unwrap();
    let kept: Vec<_> = ledger.texts().unwrap().into_iter().map(|id| ledger.kept(id).unwrap()).collect();
    let order: Vec<_> = kept.iter().map(|k| (k.document.id.as_str(), k.recorded_at.to_string())).collect();
    let end = |day: &str| format!("2026-01-{day}T23:59:59.999999Z");
    assert_eq!(order, [("b", end("04")), ("c", end("15")), ("a", end("28"))]);
    let held = |day: &str| ledger.claims_held(Some(day.parse().unwrap())).unwrap().len();
    assert!(held("2026-01-03") == 0 && 0 < held("2026-01-04") && held("2026-01-04") < held("2026-01-20"));
    // Older than what is recorded by now: recorded now, and told.
    let late = folder(&[("late.txt", article(0))]);
    let added = run(&path, &["add", late.path().to_str().unwrap(), "--backfill"]);
    assert!(added.err.contains("late.txt") && added.err.contains("recorded now"), "{}", added.err);
    assert!(ledger.latest().unwrap().unwrap().to_string() > end("28"));
    checked(&path);
}

#[test]
fn the_world_s_troubles_are_told_with_what_to_do() {
    let home = tempfile::tempdir().unwrap();
    let texts = articles(0..1);
    let source = texts.path().to_str().unwrap();
    let told = |path: &Path, arguments: &[&str], words: &str| {
        let run = run(path, arguments);
        assert_eq!(run.code, Some(1), "{}", run.err);
        assert!(run.err.contains(words) && run.err.contains('→'), "{words}: {}", run.err);
        assert_eq!(run.out, "");
    };
    let none = home.path().join("none.sqlite");
    told(&none, &["problems"], "there is no ledger");
    assert!(!none.exists());
    let other = home.path().join("letter.txt");
    std::fs::write(&other, "Dear sir, this is no ledger at all.\n".repeat(100)).unwrap();
    told(&other, &["add", source], "no ledger of detente");
    let newer = home.path().join("newer.sqlite");
    Ledger::open(&newer, Access::Create).unwrap().db().pragma_update(None, "user_version", 99).unwrap();
    told(&newer, &["add", source], "schema 99");
    let lost = home.path().join("no/such/folder/a.sqlite");
    told(&lost, &["add", source], "cannot be opened");
}

#[test]
fn decisions_are_taken_listed_and_taken_back() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("a.sqlite");
    let texts = articles(0..2);
    assert_eq!(run(&path, &["add", texts.path().to_str().unwrap()]).code, Some(0));
    let claim = {
        let ledger = Ledger::open(&path, Access::Read).unwrap();
        let claims = ledger.claims_held(None).unwrap();
        ledger.claim_ref(claims[0]).unwrap().key
    };
    let taken = json(&run(&path, &["decide", "reject", &claim, "--reason", "a football match", "--format", "json"]));
    assert_eq!((&taken["kind"], &taken["author"]), (&"reject".into(), &"Ana".into()));
    let renamed = run(&path, &["decide", "rename", "state:russia", "Russian Federation", "--author", "Bo"]);
    assert_eq!(renamed.code, Some(0), "{}", renamed.err);
    let list = run(&path, &["decide", "list"]);
    assert!(list.out.contains("a football match") && list.out.contains("Russian Federation"), "{}", list.out);
    assert_eq!(run(&path, &["decide", "undo", "1"]).code, Some(0));
    assert_eq!(json(&run(&path, &["decide", "list", "--format", "json"])).as_array().unwrap().len(), 1);
    assert_eq!(json(&run(&path, &["decide", "list", "--all", "--format", "json"])).as_array().unwrap().len(), 3);
    let again = run(&path, &["decide", "undo", "1"]);
    assert!(again.code == Some(1) && again.err.contains("taken back"), "{}", again.err);
    let unknown = run(&path, &["decide", "reject", "ffffffffffffffff"]);
    assert!(unknown.code == Some(1) && unknown.err.contains("no incident or claim"), "{}", unknown.err);
    let nobody = at(&path)
        .args(["decide", "undo", "2"])
        .env("DETENTE_AUTHOR", "")
        .env_remove("USER")
        .env_remove("LOGNAME")
        .env_remove("USERNAME")
        .output();
    let nobody: Run = nobody.unwrap().into();
    assert!(nobody.code == Some(2) && nobody.err.contains("--author"), "{}", nobody.err);
    checked(&path);
}

#[test]
fn another_reader_reads_again_and_the_old_reading_is_kept() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("a.sqlite");
    let text = "Envoys meet\nPost, 2026-01-05\n\nThe Hill Front serenaded Russia on Sunday. Sergei Lavrov met Recep Tayyip Erdoğan in Ankara.\n";
    let texts = folder(&[("a.txt", text)]);
    assert_eq!(run(&path, &["add", texts.path().to_str().unwrap()]).code, Some(0));
    let idle = run(&path, &["reread"]);
    assert!(idle.code == Some(0) && idle.err.contains("this very version"), "{}", idle.err);
    let size = json(&run(&path, &["reread", "--model", "sm", "--format", "json"]));
    assert_eq!(size["documents"], 1, "{size}");
    // Back to the first model: whatever differed is as it was.
    assert_eq!(
        json(&run(&path, &["reread", "--format", "json"]))["documents"].as_u64().unwrap(),
        size["changed"].as_u64().unwrap()
    );
    checked(&path);
}

#[test]
fn a_backup_is_one_file_and_replaces_nothing_unasked() {
    let home = tempfile::tempdir().unwrap();
    let (path, copy): (PathBuf, PathBuf) = (home.path().join("a.sqlite"), home.path().join("copy.sqlite"));
    let texts = articles(0..2);
    assert_eq!(run(&path, &["add", texts.path().to_str().unwrap()]).code, Some(0));
    let copied = copy.to_str().unwrap();
    assert_eq!(run(&path, &["backup", copied]).code, Some(0));
    checked(&copy);
    assert_eq!(Ledger::open(&copy, Access::Read).unwrap().texts().unwrap().len(), 2);
    let again = run(&path, &["backup", copied]);
    assert!(again.code == Some(2) && again.err.contains("--force"), "{}", again.err);
    assert_eq!(run(&path, &["backup", copied, "--force"]).code, Some(0));
    let itself = run(&path, &["backup", path.to_str().unwrap(), "--force"]);
    assert!(itself.code == Some(2) && itself.err.contains("itself"), "{}", itself.err);
}
