//! A user's own atlas and code book: what they add is used, what is wrong with them is told, and nothing is half loaded.

mod binary;

use std::path::Path;

use binary::{Run, bare, folder, run};
use serde_json::Value;

const ACTORS: &str = "id\tkind\tname\tnames\tcountry\tpart_of\tside\tfrom\tto\n\
    armed-group:example-front\tfaction\tExample Front\tFront of Examples\tSDN\tstate:sudan\tself\t2023\t\n\
    state:pakistan\t\t\tLand of the Pure\t\t\t\t\t\n";
const OFFICES: &str = "person\tof\trole\ttitle\tfrom\tto\n\
    person:khalifa-haftar\tarmed-group:example-front\tfaction_leader\tPatron\t2026-01-01\t\n";
const ENTRIES: &str = r#"[[entry]]
id = "mine.serenade"
makes = ["COOPERATE"]
frames = ["verb serenade: subj=A obj=R"]
[[entry.examples]]
text = "France serenaded Italy on Monday."
finds = ["COOPERATE France -> Italy"]
[[entry.examples]]
text = "France will serenade Italy on Monday."
finds = ["COOPERATE France -> Italy {planned}"]
[[entry.examples]]
text = "The singer serenaded his bride."
finds = []
"#;

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// A run without a language model, which these commands do not need.
fn ask<S: AsRef<std::ffi::OsStr>>(arguments: impl IntoIterator<Item = S>) -> Run {
    bare().args(arguments).env_remove("DETENTE_ATLAS").env_remove("DETENTE_CODEBOOK").output().expect("it runs").into()
}

fn with(flag: &str, folder: &Path, arguments: &[&str]) -> Run {
    ask(arguments.iter().map(|a| a.as_ref()).chain([flag.as_ref(), folder.as_os_str()]))
}

#[test]
fn names_lead_to_their_bearers_as_of_a_day() {
    let got = ask(["atlas", "find", "Islamabad", "--format", "json"]);
    assert_eq!(got.code, Some(0), "{}", got.err);
    let bearers = &json(&got.out)["bearers"];
    assert_eq!((&bearers[0]["id"], &bearers[0]["via"]), (&"state:pakistan".into(), &"capital".into()));
    assert_eq!(bearers[1]["acts_for"][0]["id"], "state:pakistan");
    let side = |day: &str| {
        let found = json(&ask(["atlas", "find", "Ahmed", "al-Sharaa", "--date", day, "--format", "json"]).out);
        found["bearers"][0]["acts_for"][0]["id"].clone()
    };
    assert_eq!(
        (side("2023-06-01"), side("2025-06-01")),
        ("armed-group:hayat-tahrir-al-sham".into(), "state:syria".into())
    );
    let respelt = ask(["atlas", "find", "Abdulhamid Dbaibah"]);
    assert!(
        respelt.out.contains("another spelling") && respelt.out.contains("person:abdul-hamid-dbeibah"),
        "{}",
        respelt.out
    );
    let nobody = ask(["atlas", "find", "Qwertz Asdf"]);
    assert_eq!((nobody.code, nobody.out.as_str()), (Some(1), ""));
    assert!(
        nobody.err.contains("nobody bears the name Qwertz Asdf") && nobody.err.contains("--atlas"),
        "{}",
        nobody.err
    );
}

#[test]
fn an_actor_is_shown_with_dates_side_and_sources() {
    let got = ask(["atlas", "show", "person:khalifa-haftar"]);
    assert_eq!(got.code, Some(0), "{}", got.err);
    for words in ["acts for Libyan National Army → Libya", "خليفة حفتر", "since 2 Mar 2015", "compiled (2026-11-23)"]
    {
        assert!(got.out.contains(words), "{words}: {}", got.out);
    }
    let heads = |day: &str| {
        let facts = json(&ask(["atlas", "show", "state:syria", "--date", day, "--format", "json"]).out);
        let heads = facts["officers"].as_array().unwrap().iter().filter(|o| o["role"] == "head_of_state");
        heads.map(|o| o["person"]["id"].as_str().unwrap().to_string()).collect::<Vec<_>>()
    };
    assert_eq!(
        (heads("2023-06-01"), heads("2025-06-01")),
        (vec!["person:bashar-al-assad".into()], vec!["person:ahmed-al-sharaa".into()])
    );
    let union = json(&ask(["atlas", "show", "organisation:african-union", "--format", "json"]).out);
    let members = union["members"].as_array().unwrap();
    assert!(members.len() >= 54 && members.iter().all(|m| !m["source"].as_str().unwrap().is_empty()));
    assert!(members.iter().any(|m| m["status"] == "suspended" && m["from"].is_string()));
    let unknown = ask(["atlas", "show", "pakistan"]);
    assert_eq!(unknown.code, Some(1));
    assert!(
        unknown.err.contains("nobody has the id pakistan") && unknown.err.contains("state:pakistan"),
        "{}",
        unknown.err
    );
}

#[test]
fn ones_own_atlas_adds_and_overrides() {
    let mine = folder(&[("actors.tsv", ACTORS), ("offices.tsv", OFFICES), ("README.md", "mine")]);
    let found = with("--atlas", mine.path(), &["atlas", "find", "Front of Examples"]);
    assert_eq!((found.code, found.err.as_str()), (Some(0), ""));
    assert!(found.out.contains("armed-group:example-front"), "{}", found.out);
    let shown = with("--atlas", mine.path(), &["atlas", "show", "person:khalifa-haftar", "--date", "2026-02-01"]);
    assert!(shown.out.contains("Patron, Example Front") && shown.out.contains("offices.tsv:2"), "{}", shown.out);
    let pure: Run =
        bare().args(["atlas", "find", "Land of the Pure"]).env("DETENTE_ATLAS", mine.path()).output().unwrap().into();
    assert!(pure.out.contains("state:pakistan"), "{}", pure.out);
    let text = folder(&[("a.txt", "The Example Front attacked El Fasher on Monday.")]);
    let actors = |own: bool| {
        let mut arguments = vec!["read".as_ref(), text.path().as_os_str(), "--format".as_ref(), "json".as_ref()];
        if own {
            arguments.extend(["--atlas".as_ref(), mine.path().as_os_str()]);
        }
        json(&run(arguments).out)["events"][0]["actors"].to_string()
    };
    assert!(actors(true).contains("armed-group:example-front"), "{}", actors(true));
    assert!(!actors(false).contains("armed-group:example-front"), "{}", actors(false));
}

#[test]
fn an_atlas_of_ones_own_is_compiled_once_and_kept_whole() {
    let (mine, home) = (folder(&[("actors.tsv", ACTORS)]), tempfile::tempdir().unwrap());
    let ask = |name: &str| -> Run {
        let mut ask = bare();
        ask.args(["atlas", "find", name, "--atlas"]).arg(mine.path()).env("DETENTE_HOME", home.path());
        ask.output().unwrap().into()
    };
    let kept = || -> Vec<std::path::PathBuf> {
        let folder = std::fs::read_dir(home.path().join("atlases")).unwrap();
        folder.map(|entry| entry.unwrap().path()).collect()
    };
    let first = ask("Front of Examples");
    assert_eq!((first.code, kept().len()), (Some(0), 1));
    let written = std::fs::read(&kept()[0]).unwrap();
    assert_eq!(ask("Front of Examples").out, first.out);
    // A byte that is not what was written: the index is compiled anew.
    let mut damaged = written.clone();
    damaged[written.len() / 2] ^= 1;
    std::fs::write(&kept()[0], damaged).unwrap();
    assert_eq!(ask("Front of Examples").out, first.out);
    assert_eq!(std::fs::read(&kept()[0]).unwrap(), written);
    // Another table is another index.
    std::fs::write(mine.path().join("actors.tsv"), ACTORS.replace("Front of Examples", "Front of Samples")).unwrap();
    assert_eq!(ask("Front of Examples").code, Some(1));
    assert_eq!((ask("Front of Samples").code, kept().len()), (Some(0), 2));
}

#[test]
fn a_variable_set_to_nothing_is_not_set() {
    let got: Run = bare().args(["atlas", "find", "Rome"]).env("DETENTE_ATLAS", "").output().unwrap().into();
    assert_eq!(got.code, Some(0), "{}", got.err);
}

#[test]
fn a_faulty_atlas_is_told_by_line_and_not_used() {
    let row = |cells: &str| format!("{}\n{cells}\n", ACTORS.lines().next().unwrap());
    let cases: [(&str, Vec<u8>, &str); 9] = [
        (
            "unknown whole",
            row("faction:x\tfaction\tX\t\t\tstate:nowhere\t\t\t").into(),
            "a.tsv:2: `state:nowhere` in column `part_of`; expected the id of an actor",
        ),
        (
            "unknown side",
            row("faction:x\tfaction\tX\t\t\t\tstate:nowhere\t\t").into(),
            "a.tsv:2: `state:nowhere` in column `side`",
        ),
        (
            "reversed",
            row("faction:x\tfaction\tX\t\t\t\t\t2024\t2023").into(),
            "a.tsv:2: from `2024` to `2023`; expected a first day",
        ),
        ("cells", row("faction:x\tfaction").into(), "a.tsv:2: 2 cells; expected 9"),
        (
            "kind",
            row("faction:x\tfactoin\tX\t\t\t\t\t\t").into(),
            "a.tsv:2: `factoin` in column `kind`; expected a kind: state",
        ),
        (
            "twice",
            row("faction:x\tfaction\tX\t\t\t\t\t\t\nfaction:x\tfaction\tY\t\t\t\t\t\t").into(),
            "a.tsv:3: the id `faction:x`, which line 2 has",
        ),
        (
            "columns",
            b"colour\nred\n".to_vec(),
            "a.tsv:1: the columns colour; expected a first line with the columns of a table",
        ),
        ("empty", Vec::new(), "a.tsv:1: the columns ; expected a first line"),
        (
            "bytes",
            [row("").as_bytes(), b"faction:x\tfaction\tX\xE9\t\t\t\t\t\t\n"].concat(),
            "a.tsv:3: the byte 0xe9; expected UTF-8",
        ),
    ];
    for (what, bytes, says) in cases {
        let good = ACTORS.as_bytes().to_vec();
        let mine = folder(&[("a.tsv", bytes), ("b.tsv", good)]);
        let commands =
            [&["atlas", "find", "Front of Examples"][..], &["read", "no-such.txt"], &["explain", "no-such.txt"]];
        for arguments in commands.into_iter().take(if what == "cells" { 3 } else { 1 }) {
            let got = with("--atlas", mine.path(), arguments);
            assert_eq!((got.code, got.out.as_str()), (Some(1), ""), "{what}: {}", got.err);
            assert!(
                got.err.contains(says) && got.err.contains("nothing of the folder was used"),
                "{what}: {}",
                got.err
            );
            assert!(!got.err.contains("no-such"), "{what}: told before any text is read: {}", got.err);
        }
    }
}

#[test]
fn what_is_no_folder_of_tables_or_entries_is_wrong_usage() {
    let mine = folder(&[("a.txt", "x")]);
    let empty = folder::<&str>(&[]);
    let file = mine.path().join("a.txt");
    for (flag, arguments, ending) in
        [("--atlas", ["atlas", "find", "Rome"], "tsv"), ("--codebook", ["codebook", "list", "visit"], "toml")]
    {
        for (path, says) in [
            (file.as_path(), "is no folder".to_string()),
            (&mine.path().join("none"), "does not exist".to_string()),
            (empty.path(), format!("holds no .{ending} file")),
            (mine.path(), format!("holds no .{ending} file")),
        ] {
            let got = with(flag, path, &arguments);
            assert_eq!((got.code, got.out.as_str()), (Some(2), ""), "{}", got.err);
            assert!(got.err.contains(flag) && got.err.contains(&says) && got.err.contains('→'), "{}", got.err);
        }
    }
    let stray = folder(&[("actors.tsv", ACTORS), ("more.csv", "id,kind\n")]);
    let got = with("--atlas", stray.path(), &["atlas", "find", "Rome"]);
    assert_eq!(got.code, Some(0));
    assert!(got.err.contains("more.csv: left out"), "{}", got.err);
}

#[test]
fn ones_own_entries_make_claims() {
    let mine = folder(&[("songs.toml", ENTRIES)]);
    let text = folder(&[("a.txt", "France serenaded Italy on Monday.")]);
    let events = |own: bool| {
        let mut arguments = vec!["read".as_ref(), text.path().as_os_str(), "--format".as_ref(), "json".as_ref()];
        if own {
            arguments.extend(["--codebook".as_ref(), mine.path().as_os_str()]);
        }
        json(&run(arguments).out)["events"].as_array().unwrap().len()
    };
    assert_eq!((events(true), events(false)), (1, 0));
    let path = text.path().join("a.txt");
    let why = run(["explain".as_ref(), path.as_os_str(), "--codebook".as_ref(), mine.path().as_os_str()]);
    assert!(why.out.contains("mine.serenade"), "{}", why.out);
}

#[test]
fn examples_are_run_and_what_fails_is_told() {
    let mine = folder(&[("songs.toml", ENTRIES)]);
    let test = |folder: &Path| run(["codebook".as_ref(), "test".as_ref(), folder.as_os_str(), "--own".as_ref()]);
    let good = test(mine.path());
    assert_eq!((good.code, good.err.as_str()), (Some(0), ""), "{}", good.out);
    assert_eq!(good.out, "3 examples of 1 entries: all hold\n");
    let wrong =
        ENTRIES.replace("finds = []", "finds = [\"COOPERATE France -> Italy\"]").replace("{planned}", "{denied}");
    let wrong = wrong.replace(
        "text = \"France serenaded Italy on Monday.\"\nfinds = [\"COOPERATE France -> Italy\"]",
        "text = \"France serenaded Italy.\"\nfinds = []",
    );
    let bad = test(folder(&[("songs.toml", wrong)]).path());
    assert_eq!(bad.code, Some(1), "{}", bad.err);
    for words in [
        "mine.serenade example 1",
        "songs.toml:6",
        "wanted nothing of the kind, found COOPERATE state:france -> state:italy",
        "mine.serenade example 2",
        "wanted COOPERATE France -> Italy {denied}, found COOPERATE state:france -> state:italy {planned}",
        "mine.serenade example 3",
        "wanted COOPERATE France -> Italy, found nothing",
        "3 examples of 1 entries: 3 fail",
    ] {
        let flat = bad.out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat.contains(words), "{words}: {}", bad.out);
    }
    let bare = ENTRIES.split("[[entry.examples]]").next().unwrap();
    let gaps = test(folder(&[("songs.toml", bare)]).path());
    assert!(gaps.err.contains("no near miss") && gaps.err.contains("no example that it must find"), "{}", gaps.err);
    assert_eq!(gaps.out, "0 examples of 1 entries: all hold\n");
    let none = run(["codebook", "test", "--own"]);
    assert_eq!(none.code, Some(1));
    assert!(none.err.contains("no entry of your own"), "{}", none.err);
}

#[test]
fn our_own_examples_hold() {
    let got = run(["codebook", "test"]);
    assert_eq!(got.code, Some(0), "{}", got.out);
}

#[test]
fn entries_are_listed_and_shown_in_the_form_that_is_read() {
    let listed = ask(["codebook", "list", "visit"]);
    assert!(
        listed.out.lines().any(|line| line.starts_with("visit.verb\tCONSULT/visit\tconsult.toml:")),
        "{}",
        listed.out
    );
    let shown = ask(["codebook", "show", "visit.verb"]);
    let copy = folder(&[("visits.toml", shown.out.replace("visit.verb", "mine.visit"))]);
    let again = with("--codebook", copy.path(), &["codebook", "show", "mine.visit"]);
    let body = |text: &str| text.lines().skip(3).map(str::to_string).collect::<Vec<_>>();
    assert_eq!(body(&again.out), body(&shown.out), "{}", again.err);
    let unknown = ask(["codebook", "show", "visit.nothing"]);
    assert_eq!(unknown.code, Some(1));
    assert!(unknown.err.contains("visit.verb"), "{}", unknown.err);
    assert_eq!(ask(["codebook", "list", "qwertz"]).code, Some(1));
}

#[test]
fn a_faulty_code_book_is_told_by_line_and_not_used() {
    let cases: [(&str, Vec<u8>, &str); 9] = [
        ("toml", ENTRIES.replace("makes = [", "makes = ").into(), "a.toml:3: "),
        (
            "slot",
            ENTRIES.replace("obj=R", "objj=R").into(),
            "a.toml:4: entry `mine.serenade`: the slot `objj` in `objj=R`; expected subj, obj",
        ),
        (
            "type",
            ENTRIES.replace("COOPERATE\"]", "COPERATE\"]").into(),
            "a.toml:3: entry `mine.serenade`: event type `COPERATE`; expected AGREE",
        ),
        (
            "role",
            ENTRIES.replace("obj=R", "obj=Z").into(),
            "a.toml:4: entry `mine.serenade`: the role `Z` in `obj=Z`; expected A, R, C or P",
        ),
        (
            "id",
            ENTRIES.replace("mine.serenade", "visit.verb").into(),
            "a.toml:2: the id `visit.verb` is taken by consult.toml:",
        ),
        ("twice", format!("{ENTRIES}{ENTRIES}").into(), "a.toml:15: the id `mine.serenade` is taken by "),
        (
            "field",
            ENTRIES.replacen("text =", "txt =", 1).into(),
            "a.toml:6: unknown field `txt`; expected `text` or `finds`",
        ),
        (
            "mark",
            ENTRIES.replace("{planned}", "{plannd}").into(),
            "a.toml:10: entry `mine.serenade`: the mark {plannd} in ",
        ),
        ("bytes", [ENTRIES.as_bytes(), b"# \xFF\n"].concat(), "a.toml:14: the byte 0xff; expected UTF-8"),
    ];
    for (what, bytes, says) in cases {
        let mine = folder(&[("a.toml", bytes)]);
        for arguments in [&["codebook", "list", "visit"][..], &["read", "no-such.txt"], &["explain", "no-such.txt"]] {
            let got = with("--codebook", mine.path(), arguments);
            assert_eq!((got.code, got.out.as_str()), (Some(1), ""), "{what}: {}", got.err);
            assert!(got.err.contains(says) && got.err.contains("; expected "), "{what}: {}", got.err);
            assert!(!got.err.contains("no-such"), "{what}: told before any text is read: {}", got.err);
        }
        let got = ask(["codebook".as_ref(), "test".as_ref(), mine.path().as_os_str()]);
        assert_eq!(got.code, Some(1), "{what}");
        assert!(got.err.contains(says), "{what}: {}", got.err);
    }
}
