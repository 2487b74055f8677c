//! Texts that are no politics give next to nothing: fewer claims than one in ten articles.

mod binary;

use serde_json::Value;

#[test]
fn sport_markets_and_recipes_give_next_to_nothing() {
    let folder = binary::root().join("gold/not-politics");
    let run = binary::run(["read".as_ref(), folder.as_os_str(), "--format".as_ref(), "jsonl".as_ref()]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    let answers: Vec<Value> = run.out.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect();
    assert!(answers.len() >= 30, "{} articles", answers.len());
    let mut claims = Vec::new();
    for answer in &answers {
        let id = answer["document"]["id"].as_str().expect("an id");
        for claim in ["events", "relations"].iter().flat_map(|kind| answer[kind].as_array().expect("a list")) {
            claims.push(format!("{id}: {} “{}”", claim["type"], claim["evidence"][0]["text"]));
        }
    }
    assert!(
        claims.len() * 10 < answers.len(),
        "{} claims in {} articles:\n{}",
        claims.len(),
        answers.len(),
        claims.join("\n")
    );
}

#[test]
fn explain_says_why_such_a_text_gave_nothing() {
    let path = binary::root().join("gold/not-politics/chess-open.txt");
    let run = binary::run(["explain".as_ref(), path.as_os_str()]);
    assert!(run.out.contains("nothing made: the text shows no sign of politics"), "{}", run.out);
}
