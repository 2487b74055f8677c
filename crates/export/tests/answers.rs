//! The table of `detente read`: one row a claim, with every column, as it was.

use export::{answer_header, answer_rows};

#[test]
fn one_row_a_claim_with_every_column() {
    let answer = serde_json::from_str(include_str!("../../cli/tests/answers/visit.json")).expect("an answer");
    let table = String::from_utf8([answer_header(), answer_rows(&answer)].concat()).expect("UTF-8");
    assert_eq!(table, include_str!("data/visit.csv"), "\n{table}");
}
