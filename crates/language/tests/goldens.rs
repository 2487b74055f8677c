//! The texts of `tests/texts`, token by token and field by field against what spaCy itself said of them.
//!
//! The goldens are written by `scripts/spacy/goldens.py`; see `annotations.py` there for the order of the fields.

mod installed;

use std::io::{BufRead, BufReader};
use std::path::Path;

use flate2::read::GzDecoder;
use language::{CodePoints, Doc, Pipeline};
use serde_json::{Value, json};

fn rows(doc: &Doc) -> Vec<Value> {
    let mut points = CodePoints::new(doc.text());
    doc.tokens()
        .map(|t| {
            json!([
                t.text(),
                points.at(t.start()),
                points.at(t.end()),
                t.space_after(),
                t.lemma(),
                t.tag(),
                t.pos(),
                t.morph(),
                t.head(),
                t.dep(),
                t.ent_type(),
                t.ent_iob(),
                t.is_sent_start()
            ])
        })
        .collect()
}

fn compare(pipeline: &Pipeline, model: &str) {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let file = std::fs::File::open(tests.join(format!("goldens/{model}.jsonl.gz"))).unwrap();
    let mut differences = Vec::new();
    let mut tokens = 0;
    for line in BufReader::new(GzDecoder::new(file)).lines() {
        let golden: Value = serde_json::from_str(&line.unwrap()).unwrap();
        let name = golden["name"].as_str().unwrap();
        let text = std::fs::read_to_string(tests.join("texts").join(name)).unwrap();
        let found = rows(&pipeline.annotate(&text));
        let wanted = golden["tokens"].as_array().unwrap();
        tokens += wanted.len();
        if found.len() != wanted.len() {
            differences.push(format!("{name}: {} tokens instead of {}", found.len(), wanted.len()));
        }
        let differs = found.iter().zip(wanted).enumerate().filter(|(_, (found, wanted))| found != wanted);
        differences.extend(
            differs
                .take(5)
                .map(|(at, (found, wanted))| format!("{name}, token {at}:\n  spaCy {wanted}\n  here  {found}")),
        );
    }
    assert!(tokens > 10_000, "only {tokens} tokens were compared");
    assert!(differences.is_empty(), "{model}:\n{}", differences.join("\n"));
}

#[test]
fn medium_model_is_equal_in_every_field() {
    if let Some(pipeline) = installed::open("en_core_web_md") {
        compare(&pipeline, "md");
    }
}

#[test]
fn small_model_is_equal_in_every_field() {
    if let Some(pipeline) = installed::open("en_core_web_sm") {
        compare(&pipeline, "sm");
    }
}

#[test]
fn the_example_of_the_crate_holds() {
    let Some(pipeline) = installed::open("en_core_web_md") else { return };
    let doc = pipeline.annotate("Angela Merkel flew to Rawalpindi on Wednesday.");
    let verb = doc.tokens().find(|token| token.pos() == "VERB").unwrap();
    assert_eq!((verb.lemma(), verb.dep(), verb.morph()), ("fly", "ROOT", "Tense=Past|VerbForm=Fin"));
    let entities: Vec<_> = doc.entities().map(|entity| (entity.text(), entity.label())).collect();
    assert_eq!(entities, [("Angela Merkel", "PERSON"), ("Rawalpindi", "GPE"), ("Wednesday", "DATE")]);
}
