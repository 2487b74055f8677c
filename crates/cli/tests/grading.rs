//! `detente grade` from end to end: letters and numbers are given, shown beside every claim, taken back, brought in from a file.

mod binary;

use std::path::{Path, PathBuf};

use binary::{Run, bare};
use ledger::{Access, Ledger, Moment, Origin};
use model::{Answer, CodePoints, Date, Document};
use reconciling::Rules;
use serde_json::{Value, json};

/// Adds an article in which Libya's government is said to have met Pakistan's, recorded at the end of its day.
fn add(ledger: &mut Ledger, name: &str, outlet: &str, day: i8, source: Option<&str>) {
    let published = Date::constant(2026, 2, day);
    let text = format!("{name}: Libya met Pakistan in Rawalpindi on 1 February.\n");
    let quote = CodePoints::new(&text).quote(model::ByteSpan::new(0, text.len() - 1));
    let actor = |id: &str, name: &str, side: Option<&str>| {
        json!({"id": id, "name": name, "aliases": [], "kind": id.split(':').next(), "side": side, "country": null,
               "wikidata": null, "mentions": []})
    };
    let document = Document {
        outlet: Some(outlet.into()),
        author: Some(format!("Writer of {name}")),
        published: Some(published),
        ..Document::plain(name, text.clone())
    };
    let answer = json!({
        "document": {"id": name, "title": null, "outlet": outlet, "published": published, "language": "en", "url": null,
                     "sha256": model::hash::hex(text.as_bytes())},
        "actors": [actor("state:libya", "Libya", None), actor("state:pakistan", "Pakistan", None),
                   actor("person:zahid-omar", "Zahid Omar", Some("state:pakistan"))],
        "events": [{
            "id": model::hash::id(&[name, "event"]), "type": "CONSULT", "mode": null, "contexts": [], "cameo": "040",
            "score": 2.5, "actors": ["state:libya"], "recipients": ["state:pakistan"], "companions": [], "place": null,
            "date": {"first": "2026-02-01", "last": "2026-02-01", "text": ""}, "reality": "actual", "source": source,
            "hedged": false, "amount": null, "confidence": 0.9, "evidence": [quote],
        }],
        "relations": [{
            "id": model::hash::id(&[name, "relation"]), "type": "supports", "sign": 1, "from": "state:libya",
            "to": "state:pakistan", "role": null, "status": "current", "source": null, "hedged": false,
            "confidence": 0.8, "evidence": [quote],
        }],
    });
    let answer: Answer = serde_json::from_value(answer).expect("an answer");
    let mut adding = ledger.begin(Moment::end_of(published), "add").expect("a transaction");
    let origin = Origin { uri: format!("file:{name}"), fetched_at: None };
    let entry = adding.document(&document, "en", &origin).expect("a document");
    adding.answer(&entry, "by hand", &answer).expect("its answer");
    adding.weave(&Rules::builtin()).expect("woven");
    adding.commit().expect("committed");
}

/// Two outlets that report one meeting; the second gives it as a Pakistani official's word.
fn ledger() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("test.sqlite");
    let mut ledger = Ledger::open(&path, Access::Create).expect("a new ledger");
    add(&mut ledger, "one", "Harbour Post", 2, None);
    add(&mut ledger, "two", "Gulf Lantern", 3, Some("person:zahid-omar"));
    (folder, path)
}

fn ask(ledger: &Path, arguments: &[&str]) -> Run {
    let mut command = bare();
    command.args(arguments).args(["--ledger", &ledger.display().to_string()]);
    command.output().expect("the binary runs").into()
}

fn done(ledger: &Path, arguments: &[&str]) -> String {
    let run = ask(ledger, arguments);
    assert_eq!(run.code, Some(0), "{arguments:?}: {}", run.err);
    run.out
}

fn json_of(ledger: &Path, arguments: &[&str]) -> Value {
    serde_json::from_str(&done(ledger, &[arguments, &["--format", "json"]].concat())).expect("JSON")
}

/// A page without its line ends.
fn flowing(page: &str) -> String {
    page.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The page of the only incident.
fn page(ledger: &Path) -> Value {
    let id = json_of(ledger, &["pair", "Libya", "Pakistan"])["incidents"][0]["id"].as_str().expect("an id").to_string();
    json_of(ledger, &["incident", &id])
}

/// The grading of each claim of the only incident.
fn gradings(ledger: &Path) -> Vec<Value> {
    page(ledger)["incident"]["claims"].as_array().expect("claims").iter().map(|c| c["grading"].clone()).collect()
}

#[test]
fn what_is_graded_stands_beside_every_claim_and_changes_nothing_else() {
    let (_folder, ledger) = ledger();
    let before = page(&ledger);
    let derived = json!({"grade": 2, "by": "voices", "why": "One other voice says so."});
    assert_eq!(gradings(&ledger), vec![json!({"outlet": null, "source": null, "credibility": derived}); 2]);

    done(&ledger, &["grade", "outlet", "the harbour post", "b", "--reason", "corrects itself", "--author", "Ana"]);
    done(&ledger, &["grade", "source", "Pakistan", "D", "--author", "Ana"]);
    let claim = before["incident"]["claims"][1]["key"].as_str().unwrap();
    done(&ledger, &["grade", "claim", &claim[..8], "4", "--reason", "no trace of it", "--author", "Bo"]);
    let b = json!({"grade": "B", "of": "the harbour post"});
    let hand = json!({"grade": 4, "by": "hand", "why": "no trace of it"});
    assert_eq!(
        gradings(&ledger),
        [
            json!({"outlet": b, "source": null, "credibility": derived}),
            json!({"outlet": null, "source": {"grade": "D", "of": "state:pakistan"}, "credibility": hand}),
        ]
    );
    // Nothing but the grades is another.
    let mut after = page(&ledger);
    for (claim, was) in after["incident"]["claims"]
        .as_array_mut()
        .unwrap()
        .iter_mut()
        .zip(before["incident"]["claims"].as_array().unwrap())
    {
        claim["grading"] = was["grading"].clone();
    }
    after["line"]["quote"]["grading"] = before["line"]["quote"]["grading"].clone();
    assert_eq!(after, before);

    // Beside the quotes of every page, for people and for programs.
    let id = before["line"]["id"].as_str().unwrap();
    let incident = flowing(&done(&ledger, &["incident", id]));
    assert!(incident.contains("outlet B, credibility 2: One other voice says so."), "{incident}");
    assert!(incident.contains("source D, credibility 4 by hand: no trace of it"), "{incident}");
    assert!(incident.contains("Harbour Post, by Writer of one"), "{incident}");
    for arguments in [
        vec!["show", "Libya"],
        vec!["pair", "Libya", "Pakistan"],
        vec!["brief", "--since", "2026-01-01"],
        vec!["search", "Rawalpindi"],
    ] {
        let page = flowing(&done(&ledger, &arguments));
        assert!(page.contains("source D, credibility 4 by hand"), "{arguments:?}: {page}");
    }
    assert!(done(&ledger, &["show", "Zahid", "Omar"]).contains("reliability D, that of state:pakistan"));
    let tie = &json_of(&ledger, &["show", "Libya"])["ties"][0];
    assert_eq!(tie["quote"]["grading"]["credibility"], derived);
    assert_eq!(after["documents"][0]["author"], "Writer of one");
}

#[test]
fn exports_have_grades_and_authors_where_they_have_a_place_for_them() {
    let (_folder, ledger) = ledger();
    done(&ledger, &["grade", "outlet", "Harbour Post", "B", "--author", "Ana"]);
    let export = |format: &str| done(&ledger, &["export", "--format", format]);
    let csv = export("csv");
    let mut rows = csv.lines();
    assert!(rows.next().unwrap().ends_with(",author,outlet_grade,source_grade,credibility,credibility_by"), "{csv}");
    let mut ends: Vec<&str> = rows.map(|row| &row[row.find(",Writer of").unwrap() + 1..]).collect();
    ends.sort_unstable();
    assert_eq!(
        ends,
        ["Writer of one,B,,,", "Writer of one,B,,2,voices", "Writer of two,,,,", "Writer of two,,,2,voices"]
    );
    let jsonl = export("jsonl");
    let lines: Vec<Value> = jsonl.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let of = |record: &str| lines.iter().filter(|l| l["record"] == record).collect::<Vec<_>>();
    assert_eq!(of("document")[0]["author"], "Writer of one");
    assert_eq!(of("event")[0]["grading"]["outlet"]["grade"], "B");
    assert_eq!(of("event")[1]["grading"]["credibility"]["grade"], 2);
    assert_eq!(of("incident")[0]["incident"]["claims"][1]["grading"]["credibility"]["by"], "voices");
    let stix: Value = serde_json::from_str(&export("stix")).unwrap();
    let notes: Vec<&Value> = stix["objects"].as_array().unwrap().iter().filter(|o| o["type"] == "note").collect();
    assert_eq!(notes.iter().map(|n| &n["confidence"]).collect::<Vec<_>>(), [70, 70]);
    let extension = notes[0]["extensions"].as_object().unwrap().values().next().unwrap();
    assert_eq!((&extension["outlet"]["grade"], &extension["reading_confidence"]), (&json!("B"), &json!(90)));
}

#[test]
fn grades_are_listed_replaced_and_taken_back_and_earlier_days_know_nothing_of_them() {
    let (_folder, ledger) = ledger();
    let outlet = |grade: &str| done(&ledger, &["grade", "outlet", "Harbour Post", grade, "--author", "Ana"]);
    assert!(outlet("B").starts_with("1 outlet  Harbour Post B (usually reliable)\n  Ana, "));
    outlet("E");
    let letters = || -> Vec<Value> { gradings(&ledger).iter().map(|g| g["outlet"]["grade"].clone()).collect() };
    assert_eq!(letters(), [json!("E"), Value::Null]);
    let listed = json_of(&ledger, &["grade", "list"]);
    assert_eq!((listed.as_array().unwrap().len(), &listed[0]["number"]), (1, &json!(2)));
    assert_eq!(json_of(&ledger, &["grade", "list", "--as-of", "2026-02-10"]), json!([]));
    done(&ledger, &["grade", "undo", "2", "--author", "Bo", "--reason", "mistaken"]);
    assert_eq!(letters(), [json!("B"), Value::Null]);
    let all = json_of(&ledger, &["grade", "list", "--all"]);
    let told: Vec<_> = all.as_array().unwrap().iter().map(|g| (&g["kind"], &g["undone_by"], &g["author"])).collect();
    assert_eq!(told[1], (&json!("outlet"), &json!(3), &json!("Ana")));
    assert_eq!(told[2], (&json!("undo"), &Value::Null, &json!("Bo")));
    let id = page(&ledger)["line"]["id"].as_str().unwrap().to_string();
    let then = json_of(&ledger, &["incident", &id, "--as-of", "2026-02-10"]);
    assert_eq!(then["incident"]["claims"][0]["grading"]["outlet"], Value::Null);
    let human = done(&ledger, &["grade", "list", "--all"]);
    assert!(human.contains("; taken back by 3") && human.contains("3 undo  takes 2 back: mistaken"), "{human}");
}

#[test]
fn a_grade_that_makes_no_sense_is_refused_with_advice() {
    let (_folder, ledger) = ledger();
    let incident = page(&ledger)["line"]["id"].as_str().unwrap().to_string();
    let cases: [(&[&str], i32, &str); 7] = [
        (&["grade", "outlet", "Harbour Post", "G"], 2, "\"G\" is no grade: a letter from A to F is one"),
        (&["grade", "claim", "abc", "7"], 2, "a number from 1 to 6 is one"),
        (&["grade", "claim", "ffffffff", "2"], 1, "the ledger holds no claim ffffffff"),
        (&["grade", "claim", &incident, "2"], 2, "is an incident"),
        (&["grade", "source", "Narnia", "B"], 2, "no actor, outlet or event set called \"Narnia\""),
        (&["grade", "source", "person:nobody", "B"], 1, "the ledger holds no actor person:nobody"),
        (&["grade", "undo", "9"], 1, "the ledger holds no grade 9"),
    ];
    for (arguments, code, message) in cases {
        let run = ask(&ledger, &[arguments, &["--author", "Ana"]].concat());
        assert_eq!(run.code, Some(code), "{arguments:?}: {}", run.err);
        assert!(run.err.contains(message), "{arguments:?}: {}", run.err);
    }
    assert_eq!(json_of(&ledger, &["grade", "list", "--all"]), json!([]));
    let early = ask(&ledger, &["grade", "outlet", "Nile Herald", "C", "--author", "Ana"]);
    assert!(
        early.code == Some(0) && early.err.contains("no document of the ledger is by Nile Herald"),
        "{}",
        early.err
    );
    // A name that is no actor's but an outlet's.
    assert!(
        done(&ledger, &["grade", "source", "Gulf Lantern", "C", "--author", "Ana"])
            .contains("2 outlet  Gulf Lantern C")
    );
}

#[test]
fn a_file_of_grades_is_taken_row_by_row() {
    let (folder, ledger) = ledger();
    let file = folder.path().join("grades.csv");
    let given = file.display().to_string();
    let claim = page(&ledger)["incident"]["claims"][0]["key"].as_str().unwrap().to_string();
    let table = format!(
        "name,kind,grade,reason\nHarbour Post,outlet,B,\"corrects itself, in print\"\nPakistan,source,d\n{claim},claim,3,\n\
         Harbour Post,outlet,Z,\nNarnia,source,B,\n,outlet,B,\nx\nHarbour Post,weather,B,\n"
    );
    std::fs::write(&file, table).unwrap();
    let run = ask(&ledger, &["grade", "import", &given, "--author", "Ana", "--reason", "desk review"]);
    assert_eq!(run.code, Some(1), "{}", run.err);
    for (line, why) in [
        (5, "\"Z\" is no grade"),
        (6, "no actor, outlet or event set called \"Narnia\""),
        (7, "no name"),
        (8, "too few cells"),
        (9, "\"weather\" is nothing that can be graded"),
    ] {
        assert!(
            run.err.contains(&format!("grades.csv line {line}: ")) && run.err.contains(why),
            "{line} {why}: {}",
            run.err
        );
    }
    assert!(run.err.contains("3 grades given, 0 stood already, 5 rows not taken"), "{}", run.err);
    let listed = json_of(&ledger, &["grade", "list"]);
    let reasons: Vec<&Value> = listed.as_array().unwrap().iter().map(|g| &g["reason"]).collect();
    assert_eq!(reasons, ["corrects itself, in print", "desk review", "desk review"]);
    // Again: nothing is given twice.
    let again = ask(&ledger, &["grade", "import", &given, "--author", "Ana", "--reason", "desk review"]);
    assert!(again.err.contains("0 grades given, 3 stood already"), "{}", again.err);
    std::fs::write(&file, "outlet,Harbour Post,B\n").unwrap();
    let headless = ask(&ledger, &["grade", "import", &given, "--author", "Ana"]);
    assert_eq!(headless.code, Some(2));
    assert!(headless.err.contains("begin the file with the line kind,name,grade,reason"), "{}", headless.err);
}
