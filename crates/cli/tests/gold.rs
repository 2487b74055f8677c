//! The quality of reading has a floor: the development articles, scored by the scorer that comes with them.
//!
//! The floors stand below what was measured (docs/benchmarks.md), so that a change elsewhere that costs a few claims is seen
//! there and one that breaks a stage is seen here.

mod binary;

use std::process::Command;

/// Least F1 of events, relations and actors, in percent.
const FLOORS: [(&str, f64); 3] = [("events", 0.65), ("relations", 0.70), ("actors", 0.85)];

#[test]
fn development_articles_are_read_at_least_this_well() {
    let gold = binary::root().join("../shared/gold");
    if !gold.join("score.py").exists() {
        println!("skipped: no gold articles at {}", gold.display());
        return;
    }
    let answers = tempfile::tempdir().expect("a temporary folder");
    let out = answers.path().to_str().expect("a UTF-8 path");
    let dev = gold.join("dev");
    let run = binary::run(["read", dev.to_str().expect("a UTF-8 path"), "--format", "json", "--out", out]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let score = Command::new("python3")
        .arg(gold.join("score.py"))
        .arg(&dev)
        .arg(out)
        .arg("--json")
        .output()
        .expect("python3 runs");
    assert!(score.status.success(), "{}", String::from_utf8_lossy(&score.stderr));
    let figures: serde_json::Value = serde_json::from_slice(&score.stdout).expect("the scorer writes JSON");
    for (what, floor) in FLOORS {
        let f1 = figures[what]["f1"].as_f64().expect("a figure");
        assert!(f1 >= floor, "{what}: F1 {f1} is below {floor}");
    }
    assert_eq!(figures["evidence_valid"].as_f64(), Some(1.0), "every quotation stands in its text");
}
