//! `detente export` from end to end: a ledger in, every format out, now and as of a day, whole and in part.

mod binary;

use std::path::Path;
use std::process::Command;

use binary::{Run, bare};
use ledger::{Access, Ledger, Moment, Origin};
use model::{Answer, ByteSpan, CodePoints, Date, Document};
use reconciling::Rules;
use serde_json::{Value, json};

const FORMATS: [&str; 8] = ["jsonl", "csv", "parquet", "incidents", "plover", "ftm", "graphml", "stix"];

/// An article in which two actors meet, and one supports the other.
fn article(name: &str, day: i8, who: (&str, &str), whom: (&str, &str)) -> (Document, Answer) {
    let published = Date::constant(2026, 2, day);
    let text = format!("{} met {} on {published}. {} backs {}.\n", who.1, whom.1, who.1, whom.1);
    let points = CodePoints::new(&text);
    let stop = text.find(". ").expect("two sentences") + 1;
    let quotes = [points.quote(ByteSpan::new(0, stop)), points.quote(ByteSpan::new(stop + 1, text.len() - 1))];
    let actor = |(id, name): (&str, &str), side: Option<&str>| {
        json!({"id": id, "name": name, "aliases": [], "kind": id.split(':').next(), "side": side, "country": null,
               "wikidata": null, "mentions": []})
    };
    let document = Document {
        outlet: Some(format!("Outlet of {name}")),
        published: Some(published),
        ..Document::plain(name, text.clone())
    };
    let answer = json!({
        "document": {"id": name, "title": null, "outlet": document.outlet, "published": published, "language": "en",
                     "url": null, "sha256": model::hash::hex(text.as_bytes())},
        "actors": [actor(who, Some(whom.0).filter(|_| who.0.starts_with("government"))), actor(whom, None)],
        "events": [{
            "id": model::hash::id(&[name, "event"]), "type": "CONSULT", "mode": null, "contexts": [], "cameo": "040",
            "score": 2.5, "actors": [who.0], "recipients": [whom.0], "companions": [], "place": null,
            "date": {"first": published, "last": published, "text": ""}, "reality": "actual", "source": null,
            "hedged": false, "amount": null, "confidence": 0.9, "evidence": [quotes[0]],
        }],
        "relations": [{
            "id": model::hash::id(&[name, "relation"]), "type": "supports", "sign": 1, "from": who.0, "to": whom.0,
            "role": null, "status": "current", "source": null, "hedged": false, "confidence": 0.8,
            "evidence": [quotes[1]],
        }],
    });
    let answer: Answer = serde_json::from_value(answer).expect("an answer");
    (document, answer)
}

/// Adds articles, all at one moment.
fn put(ledger: &mut Ledger, at: Moment, articles: &[&(Document, Answer)]) {
    let mut adding = ledger.begin(at, "add").expect("a transaction");
    for (document, answer) in articles {
        let origin = Origin { uri: format!("file:{}", document.id), fetched_at: None };
        let entry = adding.document(document, "en", &origin).expect("a document");
        adding.answer(&entry, "by hand", answer).expect("its answer");
    }
    adding.weave(&Rules::builtin()).expect("woven");
    adding.commit().expect("committed");
}

/// Adds an article at the end of its day.
fn add(ledger: &mut Ledger, name: &str, day: i8, who: (&str, &str), whom: (&str, &str)) {
    put(ledger, Moment::end_of(Date::constant(2026, 2, day)), &[&article(name, day, who, whom)]);
}

/// A ledger of three articles; the first two report one meeting.
fn ledger() -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("test.sqlite");
    let mut ledger = Ledger::open(&path, Access::Create).expect("a new ledger");
    let (libya, pakistan) = (("state:libya", "Libya"), ("state:pakistan", "Pakistan"));
    let (army, sudan) = (("government:sudan-foreign-ministry", "Foreign Ministry"), ("state:sudan", "Sudan"));
    add(&mut ledger, "one", 2, libya, pakistan);
    add(&mut ledger, "two", 3, libya, pakistan);
    add(&mut ledger, "three", 9, army, sudan);
    (folder, path)
}

fn export(ledger: &Path, arguments: &[&str]) -> Run {
    command(ledger, arguments).output().expect("the binary runs").into()
}

fn command(ledger: &Path, arguments: &[&str]) -> Command {
    let mut command = bare();
    command.arg("export").args(arguments).arg("--ledger").arg(ledger);
    command
}

fn incidents(ledger: &Path, arguments: &[&str]) -> Vec<Value> {
    let run = export(ledger, &[&["--format", "incidents"], arguments].concat());
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    let object: Value = serde_json::from_str(&run.out).expect("JSON");
    object["incidents"].as_array().expect("a list").clone()
}

#[test]
fn every_format_comes_out_whole_and_twice_the_same() {
    let (folder, ledger) = ledger();
    for format in FORMATS {
        let out = folder.path().join(format);
        let path = out.display().to_string();
        let run = export(&ledger, &["--format", format, "--out", &path]);
        assert_eq!((run.code, run.out.as_str()), (Some(0), ""), "{format}: {}", run.err);
        let bytes = std::fs::read(&out).expect("a file");
        assert!(!bytes.is_empty(), "{format}");
        if format == "parquet" {
            assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
        } else {
            assert!(export(&ledger, &["--format", format]).out.as_bytes() == bytes, "{format}");
        }
    }
    assert_eq!(
        std::fs::read_dir(folder.path())
            .expect("a folder")
            .filter(|f| { f.as_ref().expect("an entry").file_name().to_string_lossy().starts_with(".detente") })
            .count(),
        0
    );
}

#[test]
fn lines_hold_what_was_added() {
    let (_folder, ledger) = ledger();
    let run = export(&ledger, &["--format", "jsonl"]);
    let lines: Vec<Value> = run.out.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    let count = |record: &str| lines.iter().filter(|l| l["record"] == record).count();
    let counted = ["actor", "document", "event", "relation", "incident"].map(count);
    assert_eq!(counted, [4, 3, 3, 3, 2]);
    let event = lines.iter().find(|l| l["record"] == "event").expect("an event");
    assert_eq!((&event["document_name"], &event["recorded"]), (&json!("one"), &json!("2026-02-02T23:59:59.999999Z")));
    assert!(lines.iter().any(|l| l["record"] == "incident" && l["incident"]["id"] == event["incident"]));
}

#[test]
fn incidents_are_those_of_the_ledger_as_of_a_day() {
    let (_folder, ledger) = ledger();
    let told = |incidents: &[Value]| -> Vec<(String, usize)> {
        let of = |i: &Value| (i["status"].to_string(), i["claims"].as_array().map_or(0, Vec::len));
        let mut told: Vec<_> = incidents.iter().map(of).collect();
        told.sort();
        told
    };
    let confirmed = ("\"confirmed\"".to_string(), 2);
    let reported = ("\"reported\"".to_string(), 1);
    assert_eq!(told(&incidents(&ledger, &[])), [confirmed.clone(), reported.clone()]);
    assert_eq!(told(&incidents(&ledger, &["--as-of", "2026-02-03"])), std::slice::from_ref(&confirmed));
    assert_eq!(told(&incidents(&ledger, &["--as-of", "2026-02-02"])), std::slice::from_ref(&reported));
    assert!(incidents(&ledger, &["--as-of", "2026-02-01"]).is_empty());
    // One claim of the meeting fits, and the whole of it comes.
    assert_eq!(told(&incidents(&ledger, &["--to", "2026-02-02"])), std::slice::from_ref(&confirmed));
    assert_eq!(told(&incidents(&ledger, &["--from", "2026-02-04"])), std::slice::from_ref(&reported));
    assert_eq!(told(&incidents(&ledger, &["--about", "pakistan"])), [confirmed]);
    // The ministry acts for Sudan.
    assert_eq!(told(&incidents(&ledger, &["--about", "state:sudan"])), [reported]);
}

#[test]
fn a_part_names_nobody_else() {
    let (_folder, ledger) = ledger();
    let run = export(&ledger, &["--format", "ftm", "--about", "Libya"]);
    assert!(run.out.contains("state.pakistan") && !run.out.contains("sudan"), "{}", run.out);
    let run = export(&ledger, &["--format", "graphml", "--about", "state:sudan"]);
    assert!(run.out.contains("government:sudan-foreign-ministry") && !run.out.contains("libya"), "{}", run.out);
}

#[test]
fn what_cannot_be_is_said_with_what_to_do() {
    let (folder, ledger) = ledger();
    let here = folder.path().display().to_string();
    for (arguments, what, advice) in [
        (vec!["--format", "parquet"], "binary", "--out"),
        (vec!["--format", "csv", "--tlp", "red"], "--tlp", "stix"),
        (vec!["--format", "csv", "--about", "Narnia"], "Narnia", "an id"),
        (vec!["--format", "csv", "--from", "2026-02-03", "--to", "2026-02-01"], "before", "change"),
        (vec!["--format", "csv", "--out", &here], "folder", "file"),
    ] {
        let run = export(&ledger, &arguments);
        assert_eq!(run.code, Some(2), "{arguments:?}: {}", run.err);
        assert!(run.err.contains(what) && run.err.contains(advice) && run.out.is_empty(), "{}", run.err);
    }
    let run = export(&folder.path().join("none.sqlite"), &["--format", "csv"]);
    assert_eq!(run.code, Some(1), "{}", run.err);
    let run = export(&ledger, &["--format", "plover"]);
    assert!(run.code == Some(0) && run.err.contains("left out: 3 relations"), "{}", run.err);
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_ends_it_without_a_word() {
    let (_folder, ledger) = ledger();
    for format in FORMATS.into_iter().filter(|f| *f != "parquet") {
        let mut child = command(&ledger, &["--format", format])
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .expect("the binary runs");
        drop(child.stdout.take());
        let run: Run = child.wait_with_output().expect("it ends").into();
        assert_eq!(run.code, Some(0), "{format}: {}", run.err);
        assert!(!run.err.contains("error"), "{format}: {}", run.err);
    }
}

#[test]
fn the_order_in_which_a_ledger_was_filled_does_not_show() {
    let (libya, pakistan) = (("state:libya", "Libya"), ("state:pakistan", "Pakistan"));
    let army = ("government:sudan-foreign-ministry", "Foreign Ministry");
    let articles = [
        article("one", 2, libya, pakistan),
        article("two", 3, libya, pakistan),
        article("three", 9, army, ("state:sudan", "Sudan")),
        article("four", 9, pakistan, libya),
    ];
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut first: Vec<Vec<u8>> = Vec::new();
    for order in [[0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2]] {
        let path = folder.path().join(format!("{order:?}.sqlite"));
        let mut ledger = Ledger::open(&path, Access::Create).expect("a new ledger");
        put(&mut ledger, Moment::end_of(Date::constant(2026, 2, 10)), &order.map(|n| &articles[n]));
        drop(ledger);
        let out = folder.path().join("out");
        let all: Vec<Vec<u8>> = FORMATS
            .iter()
            .map(|format| {
                let run = export(&path, &["--format", format, "--out", &out.display().to_string()]);
                assert_eq!(run.code, Some(0), "{format}: {}", run.err);
                std::fs::read(&out).expect("written")
            })
            .collect();
        if first.is_empty() {
            first = all;
            continue;
        }
        for ((format, was), is) in FORMATS.iter().zip(&first).zip(&all) {
            assert!(
                was == is,
                "{format} of {order:?}:\n{}\n{}",
                String::from_utf8_lossy(was),
                String::from_utf8_lossy(is)
            );
        }
    }
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_written_to_and_not_replaced() {
    let (folder, path) = ledger();
    let pipe = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs").success());
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || std::fs::read(pipe).expect("read")
    });
    let run = export(&path, &["--format", "jsonl", "--out", &pipe.display().to_string()]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let got = reader.join().expect("no panic");
    assert_eq!(String::from_utf8_lossy(&got), export(&path, &["--format", "jsonl"]).out);
    use std::os::unix::fs::FileTypeExt;
    assert!(pipe.metadata().expect("it is there").file_type().is_fifo());
}
