//! The matcher against the gold pairs beside the project; tuned on `dev`, so the floors are for both splits.

use atlas::{Verdict, same_person};
use std::path::Path;

struct Score {
    wrong: u32,
    found: u32,
    missed: u32,
}

impl Score {
    fn precision(&self) -> f64 {
        f64::from(self.found) / f64::from((self.found + self.wrong).max(1))
    }

    fn recall(&self) -> f64 {
        f64::from(self.found) / f64::from((self.found + self.missed).max(1))
    }
}

#[test]
fn few_wrong_merges_and_most_spellings() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/who/name_pairs.tsv");
    let Ok(table) = std::fs::read_to_string(&path) else {
        println!("skipped: {} is not there", path.display());
        return;
    };
    for split in ["dev", "test"] {
        for (scripts, floor) in [("one script", 0.70), ("two scripts", 0.60)] {
            let mut score = Score { wrong: 0, found: 0, missed: 0 };
            for line in table.lines().skip(1) {
                let c: Vec<&str> = line.split('\t').collect();
                let counts = c.len() == 11 && c[0] == "person" && !c[7].starts_with("alias") && c[10] == split;
                if !counts || (c[4] == c[5]) != (scripts == "one script") {
                    continue;
                }
                let said = same_person(c[1], c[2]) == Verdict::Same;
                match (c[3] == "1", said) {
                    (true, true) => score.found += 1,
                    (true, false) => score.missed += 1,
                    (false, true) => score.wrong += 1,
                    (false, false) => {}
                }
                assert!(!(said && c[3] == "0" && c[9] == "compiled"), "merged: {} / {}", c[1], c[2]);
            }
            println!("{split}, {scripts}: precision {:.3}, recall {:.3}", score.precision(), score.recall());
            assert!(score.precision() >= 0.98, "{split}, {scripts}: precision {:.3}", score.precision());
            assert!(score.recall() >= floor, "{split}, {scripts}: recall {:.3}", score.recall());
        }
    }
}
