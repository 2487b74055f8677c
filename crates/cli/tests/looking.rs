//! The example news go into a ledger, and every page of it comes out, down to the sentence, now and as of earlier days.

mod binary;

use std::path::PathBuf;
use std::sync::OnceLock;

use binary::{Run, bare, detente, root};
use serde_json::Value;

/// A ledger with the example news, made once.
fn news() -> PathBuf {
    static NEWS: OnceLock<tempfile::TempDir> = OnceLock::new();
    let folder = NEWS.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut add = detente();
        add.arg("add")
            .arg(root().join("examples/news"))
            .args(["--backfill", "--ledger"])
            .arg(folder.path().join("n.db"));
        let run: Run = add.output().expect("the binary runs").into();
        assert_eq!(run.code, Some(0), "{}", run.err);
        folder
    });
    folder.path().join("n.db")
}

fn ask(arguments: &[&str]) -> Run {
    bare().args(arguments).arg("--ledger").arg(news()).output().expect("the binary runs").into()
}

fn json(arguments: &[&str]) -> Value {
    let run = ask(&[arguments, &["--format", "json"]].concat());
    assert_eq!(run.code, Some(0), "{}", run.err);
    serde_json::from_str(&run.out).expect("JSON")
}

/// Ids of the incidents of a list.
fn ids(list: &Value) -> Vec<String> {
    list.as_array().expect("a list").iter().map(|line| line["id"].as_str().expect("an id").to_string()).collect()
}

#[test]
fn a_dossier_has_incidents_of_all_who_act_for_the_actor() {
    let pakistan = json(&["show", "Pakistan", "--limit", "200"]);
    assert_eq!(pakistan["actor"]["id"], "state:pakistan");
    let munir = json(&["show", "Asim", "Munir", "--limit", "200"]);
    assert_eq!(munir["actor"]["acts_for"][0]["id"], "state:pakistan");
    let whole = ids(&pakistan["incidents"]);
    assert_eq!(pakistan["totals"]["incidents"], whole.len());
    let own = ids(&munir["incidents"]);
    assert!(!own.is_empty() && own.iter().all(|id| whole.contains(id)), "{own:?} in {whole:?}");
    // Every line can be opened down to the sentence.
    for line in pakistan["incidents"].as_array().unwrap() {
        let quote = &line["quote"];
        let name = format!("examples/news/{}.txt", quote["document"].as_str().unwrap());
        let text: Vec<char> = std::fs::read_to_string(root().join(name)).unwrap().chars().collect();
        let span = quote["start"].as_u64().unwrap() as usize..quote["end"].as_u64().unwrap() as usize;
        assert_eq!(text[span].iter().collect::<String>(), quote["text"].as_str().unwrap());
    }
    let page = ask(&["show", "Pakistan"]);
    assert!(page.out.starts_with("Pakistan\nstate · PAK · state:pakistan\n"), "{}", page.out);
    assert!(page.out.lines().all(|line| line.chars().count() <= 100));
}

#[test]
fn a_pair_has_what_both_take_part_in() {
    let pair = json(&["pair", "Pakistan", "Libyan National Army", "--limit", "200"]);
    let both = ids(&pair["incidents"]);
    assert!(both.len() >= 3, "{both:?}");
    for who in ["Pakistan", "Libyan National Army"] {
        let one = ids(&json(&["show", who, "--limit", "200"])["incidents"]);
        assert!(both.iter().all(|id| one.contains(id)), "{who}: {both:?} in {one:?}");
    }
    let turned = json(&["pair", "Libyan National Army", "Pakistan", "--limit", "200"]);
    assert_eq!(ids(&turned["incidents"]), both);
    let january = json(&["pair", "Pakistan", "Libyan National Army", "--from", "2026-01-15"]);
    assert!(ids(&january["incidents"]).len() < both.len());
}

#[test]
fn an_incident_is_what_it_was_on_earlier_days() {
    let pair = json(&["pair", "Pakistan", "Libyan National Army", "--limit", "200"]);
    let deals =
        pair["incidents"].as_array().unwrap().iter().filter(|l| l["type"] == "AGREE" && l["amount"].is_object());
    let deal = deals.max_by_key(|l| l["claims"].as_u64()).expect("the deal")["id"].as_str().unwrap();
    let now = json(&["incident", &deal[..8]]);
    let then = json(&["incident", deal, "--as-of", "2025-12-22"]);
    assert_eq!(then["incident"]["status"], "reported");
    assert_eq!(then["incident"]["voiced_by"][0], "Reuters", "two copies of one report are one voice");
    assert_eq!(then["line"]["voices"], 1);
    assert!(now["line"]["voices"].as_u64() > then["line"]["voices"].as_u64());
    assert!(now["versions"].as_array().unwrap().len() > 1);
    let early = ask(&["incident", deal, "--as-of", "2025-12-01"]);
    assert_eq!(early.code, Some(1));
    assert!(early.err.contains("was not held then"), "{}", early.err);
    let page = ask(&["incident", deal]);
    assert!(page.out.contains("Who says so") && page.out.contains("What was held of it"), "{}", page.out);
}

#[test]
fn a_brief_tells_what_came_to_be_held() {
    let all = json(&["brief", "--since", "2025-09-01", "--limit", "500"]);
    assert_eq!(all["documents"], 41);
    assert_eq!(all["new_incidents"], all["new"].as_array().unwrap().len());
    let weights: Vec<f64> = all["new"].as_array().unwrap().iter().map(|l| l["weight"].as_f64().unwrap()).collect();
    assert!(weights.is_sorted_by(|a, b| a >= b));
    let late = json(&["brief", "--since", "2026-01-01", "--limit", "500"]);
    let before = json(&["brief", "--since", "2025-09-01", "--as-of", "2025-12-31", "--limit", "500"]);
    let sum = |key: &str| late[key].as_u64().unwrap() + before[key].as_u64().unwrap();
    assert_eq!(sum("documents"), 41);
    assert_eq!(sum("claims"), all["claims"].as_u64().unwrap());
    let about = json(&["brief", "--since", "2026-01-01", "--about", "Yemen", "--limit", "500"]);
    let yemen = ids(&about["new"]);
    assert!(!yemen.is_empty() && yemen.len() < ids(&late["new"]).len());
    // Without --since: the week before the latest record.
    assert!(ask(&["brief"]).out.contains("recorded 30 Jan 2026 – 6 Feb 2026"));
}

#[test]
fn words_are_found_in_documents_and_claims() {
    let hits = json(&["search", "kindergarten"]);
    assert!(hits["documents"].as_array().unwrap().len() >= 2);
    let claim = &hits["claims"][0];
    assert!(claim["quote"]["text"].as_str().unwrap().to_lowercase().contains("kindergarten"));
    let incident = claim["incident"].as_str().unwrap();
    assert_eq!(ask(&["incident", incident]).code, Some(0));
    let phrase = json(&["search", "\"oil field\""]);
    assert_eq!(phrase["documents"].as_array().unwrap().len(), 1);
    assert_eq!(ask(&["search", "zyzzyva"]).code, Some(1));
}

#[test]
fn what_is_not_there_is_said_with_advice() {
    let nobody = ask(&["show", "Nobody", "At", "All"]);
    assert_eq!(nobody.code, Some(1));
    assert!(nobody.err.contains("nobody in the ledger is called “Nobody At All”"), "{}", nobody.err);
    let none: Run = bare().args(["show", "Libya", "--ledger", "nowhere.db"]).output().unwrap().into();
    assert_eq!(none.code, Some(1));
    assert!(none.err.contains("there is no ledger nowhere.db"), "{}", none.err);
    assert_eq!(ask(&["brief", "--since", "yesterday"]).code, Some(2));
}

#[test]
fn merged_incidents_are_one_with_all_their_claims_until_that_is_taken_back() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let copy = folder.path().join("copy.db");
    std::fs::copy(news(), &copy).expect("copied");
    let run = |arguments: &[&str]| -> Run {
        bare().args(arguments).arg("--ledger").arg(&copy).output().expect("the binary runs").into()
    };
    let brief = || -> Value {
        let run = run(&["brief", "--since", "2000-01-01", "--limit", "500", "--format", "json"]);
        assert_eq!(run.code, Some(0), "{}", run.err);
        serde_json::from_str(&run.out).expect("JSON")
    };
    let before = brief();
    let several: Vec<(String, u64)> = before["new"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|line| (line["id"].as_str().expect("an id").to_string(), line["claims"].as_u64().expect("a number")))
        .filter(|(_, claims)| *claims > 1)
        .take(2)
        .collect();
    let [(a, of_a), (b, of_b)] = several.as_slice() else { panic!("two incidents of several claims: {several:?}") };
    let merged = run(&["decide", "merge", a, b, "--author", "Ada"]);
    assert_eq!(merged.code, Some(0), "{}", merged.err);
    let after = brief();
    let count = |brief: &Value| brief["new_incidents"].as_u64().expect("a number");
    assert_eq!(count(&after), count(&before) - 1);
    let whole = run(&["incident", a, "--format", "json"]);
    let whole: Value = serde_json::from_str(&whole.out).expect("JSON");
    assert_eq!(whole["line"]["claims"], of_a + of_b);
    let again = run(&["decide", "merge", a, b, "--author", "Ada"]);
    assert_eq!(again.code, Some(1), "{}", again.err);
    assert!(again.err.contains("they are one already"), "{}", again.err);
    assert_eq!(run(&["decide", "undo", "1", "--author", "Ada"]).code, Some(0));
    assert_eq!(count(&brief()), count(&before));
    assert_eq!(run(&["check"]).code, Some(0));
}
