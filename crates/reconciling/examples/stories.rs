//! Incidents of a set of documents, from answers of any reader.
//!
//! `cargo run -p detente-reconciling --example stories -- DOCUMENTS.jsonl ANSWERS.jsonl` prints the incidents, near-copies and actors
//! of `detente export --format incidents`. `DOCUMENTS.jsonl` gives a document a line (`id`, `outlet`, `published`, `text`),
//! `ANSWERS.jsonl` the answers in the answer format. With `--why A B`, A and B being `document#event`, it prints what the two claims
//! have for and against being one happening; with `--pairs` all pairs of one type.

use std::collections::BTreeMap;
use std::error::Error;

use atlas::Atlas;
use model::{Answer, Date};
use reconciling::copies::{Signature, groups};
use reconciling::identity::{Casting, candidates, cast};
use reconciling::{Decisions, Paper, Report, Rules, Seen, compare, reconcile};
use serde_json::{Value, json};

struct Text {
    paper: Paper,
    text: String,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [documents, answers, rest @ ..] = arguments.as_slice() else {
        return Err("stories DOCUMENTS.jsonl ANSWERS.jsonl [--why A B | --pairs]".into());
    };
    let mut texts = Vec::new();
    for line in std::fs::read_to_string(documents)?.lines() {
        texts.push(text(&serde_json::from_str(line)?)?);
    }
    let mut read = Vec::new();
    for line in std::fs::read_to_string(answers)?.lines() {
        read.push(serde_json::from_value::<Answer>(whole(serde_json::from_str(line)?))?);
    }
    let near_copies = mark_copies(&mut texts);
    let papers: Vec<Paper> = texts.into_iter().map(|t| t.paper).collect();
    let (casting, reports) = claims(&papers, read);
    let rules = Rules::builtin();
    if let [why, a, b] = rest
        && why == "--why"
    {
        return explain(&papers, &reports, &casting, &rules, a, b);
    }
    if rest == ["--pairs"] {
        print_pairs(&papers, &reports, &casting, &rules);
        return Ok(());
    }
    let incidents = reconcile(&papers, &reports, &casting.cast, &rules, &Decisions::default());
    let actors: Vec<Value> = casting
        .cast
        .members()
        .map(|m| json!({"id": m.id, "name": m.name, "aliases": m.aliases, "kind": m.kind, "side": m.side, "country": m.country}))
        .collect();
    println!(
        "{}",
        serde_json::to_string_pretty(&json!({"incidents": incidents, "near_copies": near_copies, "actors": actors}))?
    );
    Ok(())
}

fn text(row: &Value) -> Result<Text, Box<dyn Error>> {
    let field = |name: &str| row[name].as_str().map(str::to_owned);
    let (name, text) = (field("id").ok_or("a document without id")?, field("text").ok_or("a document without text")?);
    let published = field("published").map(|d| d.parse::<Date>()).transpose()?;
    let outlet = field("outlet");
    let day = published.map(|d| d.to_string()).unwrap_or_default();
    let key = model::hash::id(&[outlet.as_deref().unwrap_or(""), &day, &text]);
    Ok(Text { paper: Paper { key, name, outlet, published, repeats: None, dataset: false }, text })
}

/// Fields that another reader may leave empty.
fn whole(mut answer: Value) -> Value {
    for event in answer["events"].as_array_mut().into_iter().flatten() {
        for (field, empty) in [("cameo", json!("")), ("score", json!(0.0))] {
            if event[field].is_null() {
                event[field] = empty;
            }
        }
        if event["date"].is_object() && event["date"]["text"].is_null() {
            event["date"]["text"] = json!("");
        }
    }
    answer
}

/// Marks what repeats an earlier document; the names of those that go together.
fn mark_copies(texts: &mut [Text]) -> Vec<Vec<String>> {
    let signatures: Vec<Signature> = texts.iter().map(|t| Signature::of(&t.text)).collect();
    let groups = groups(&signatures);
    for group in &groups {
        let first =
            *group.iter().min_by(|a, b| texts[**a].paper.place().cmp(&texts[**b].paper.place())).expect("a pair");
        let outlet = texts[first].paper.outlet.clone();
        for n in group.iter().filter(|n| **n != first) {
            texts[*n].paper.repeats = outlet.clone();
        }
    }
    groups.into_iter().map(|g| g.into_iter().map(|n| texts[n].paper.name.clone()).collect()).collect()
}

fn claims(papers: &[Paper], read: Vec<Answer>) -> (Casting, Vec<Report>) {
    let by_name: BTreeMap<&str, &Paper> = papers.iter().map(|p| (p.name.as_str(), p)).collect();
    let mut all = Vec::new();
    for answer in &read {
        if let Some(paper) = by_name.get(answer.document.id.as_str()) {
            all.extend(candidates(&paper.key, paper.published, &answer.actors));
        }
    }
    let casting = cast(&all, Atlas::builtin(), &Rules::builtin().identity);
    let mut reports = Vec::new();
    for answer in read {
        let Some(paper) = by_name.get(answer.document.id.as_str()) else { continue };
        for mut event in answer.events {
            let id = |local: &mut String| *local = casting.id(&paper.key, local).to_owned();
            event
                .actors
                .iter_mut()
                .chain(&mut event.recipients)
                .chain(&mut event.companions)
                .chain(&mut event.source)
                .for_each(id);
            reports.push(Report {
                key: model::hash::id(&[&paper.key, "event", &event.id]),
                paper: paper.key.clone(),
                event,
            });
        }
    }
    (casting, reports)
}

/// All pairs of claims of one type with the sum of their terms, or why they are apart.
fn print_pairs(papers: &[Paper], reports: &[Report], casting: &Casting, rules: &Rules) {
    let paper = |r: &Report| papers.iter().find(|p| p.key == r.paper).expect("its document");
    for (n, a) in reports.iter().enumerate() {
        for b in reports[n + 1..].iter().filter(|b| b.event.kind == a.event.kind) {
            let (x, y) = (Seen { report: a, paper: paper(a) }, Seen { report: b, paper: paper(b) });
            println!("{}\t{}\t{:?}", a.event.id, b.event.id, compare(&x, &y, &casting.cast, rules));
        }
    }
}

fn explain(
    papers: &[Paper],
    reports: &[Report],
    casting: &Casting,
    rules: &Rules,
    a: &str,
    b: &str,
) -> Result<(), Box<dyn Error>> {
    let find = |name: &str| {
        let (document, event) = name.split_once('#')?;
        let paper = papers.iter().find(|p| p.name == document)?;
        let ends = |r: &&Report| r.paper == paper.key && (r.event.id == event || r.event.id == name);
        Some(Seen { report: reports.iter().find(ends)?, paper })
    };
    let (a, b) = (find(a).ok_or("no such claim")?, find(b).ok_or("no such claim")?);
    for seen in [a, b] {
        let e = &seen.report.event;
        println!("{} {:?} {:?} > {:?}", e.kind.word(), e.mode, e.actors, e.recipients);
    }
    let comparison = compare(&a, &b, &casting.cast, rules);
    for (term, value) in &comparison.terms {
        println!("{value:6.2}  {term}");
    }
    println!("{:?}", comparison.verdict);
    Ok(())
}
