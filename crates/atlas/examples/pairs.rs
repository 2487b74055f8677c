//! Precision and recall of the name matcher over a table of pairs: `pairs NAME_PAIRS.tsv [dev|test] [-v]`.

use atlas::{Verdict, same_person};

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let text = std::fs::read_to_string(args.first().map_or("", String::as_str)).unwrap_or_default();
    let split = args.get(1).map_or("dev", String::as_str);
    let verbose = args.iter().any(|a| a == "-v");
    let mut counts = std::collections::BTreeMap::<String, [u32; 4]>::new();
    for line in text.lines().skip(1) {
        let c: Vec<&str> = line.split('\t').collect();
        if c.len() < 11 || c[0] != "person" || c[7].starts_with("alias") || c[10] != split {
            continue;
        }
        let (same, said) = (c[3] == "1", same_person(c[1], c[2]) == Verdict::Same);
        let scripts = if c[4] == c[5] { "one script" } else { "two scripts" };
        for group in [scripts.to_owned(), format!("{scripts}, {}", c[9]), format!("{scripts}, {}-{}", c[4], c[5])] {
            counts.entry(group).or_default()[usize::from(same) * 2 + usize::from(said)] += 1;
        }
        if verbose && same != said {
            println!("{}\t{}\t{}\t{}\t{}", if same { "missed" } else { "MERGED" }, c[9], c[1], c[2], c[7]);
        }
    }
    for (group, [_, merged, missed, found]) in counts {
        let ratio = |a: u32, b: u32| f64::from(a) / f64::from((a + b).max(1));
        println!(
            "{group:44} precision {:.3} recall {:.3} (wrong {merged}, found {found}, missed {missed})",
            ratio(found, merged),
            ratio(found, missed)
        );
    }
}
