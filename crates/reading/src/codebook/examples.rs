//! Runs the examples of every entry against the real language model.
//!
//! An example names what must be found: `CONSULT/visit Kim Jong Un -> Russia {planned} {hedged} {source: Reuters}`,
//! `supports Egypt -> Sudanese Armed Forces {former}`. An empty list: nothing of the entry's makes may be found.

use std::collections::BTreeSet;

use model::{Answer, Document, Reality, Status};

use super::{CodeBook, Entry, Make};
use crate::{Reader, parse};

/// Day on which all examples are published: a Wednesday.
const TODAY: &str = "2026-02-04";

/// Examples known to fail, by entry, with the reason; a test holds the list to be exact.
const KNOWN_FAILURES: &str = include_str!("../../codebook/known_failures.txt");

#[test]
fn every_example_finds_what_it_says() {
    let Some(pipeline) = crate::test_model::pipeline() else { return };
    let reader = Reader::builtin();
    let book = CodeBook::builtin().unwrap();
    let known: BTreeSet<&str> =
        KNOWN_FAILURES.lines().map(|l| l.split('#').next().unwrap_or("").trim()).filter(|l| !l.is_empty()).collect();
    let (mut run, mut failed, mut passed_known) = (0, Vec::new(), Vec::new());
    for entry in &book.entries {
        for (number, example) in entry.examples.iter().enumerate() {
            let mut document = Document::plain("example", example.text.clone());
            document.published = Some(TODAY.parse().unwrap());
            let answer = reader.read(&document, &parse(&document, pipeline));
            run += 1;
            let name = format!("{} {}", entry.id, number + 1);
            let faults = faults(entry, &example.finds, &answer);
            match (faults.is_empty(), known.contains(name.as_str())) {
                (false, false) => failed.push(format!("{name}: {}\n    {}", example.text, faults.join("\n    "))),
                (true, true) => passed_known.push(name),
                _ => {}
            }
        }
    }
    println!("{run} examples, {} known to fail", known.len());
    assert!(failed.is_empty(), "{} of {run} examples fail:\n{}", failed.len(), failed.join("\n"));
    assert!(passed_known.is_empty(), "known failures that pass now, take them off the list: {passed_known:?}");
}

fn faults(entry: &Entry, finds: &[String], answer: &Answer) -> Vec<String> {
    let found = found(answer);
    let listed = || found.iter().map(|f| f.shown.clone()).collect::<Vec<_>>().join("; ");
    if finds.is_empty() {
        let makes: BTreeSet<String> = entry.makes.iter().map(what).collect();
        let wrong: Vec<String> = found.iter().filter(|f| makes.contains(&f.what)).map(|f| f.shown.clone()).collect();
        return if wrong.is_empty() { Vec::new() } else { vec![format!("found {}", wrong.join("; "))] };
    }
    finds
        .iter()
        .filter(|f| !found.iter().any(|x| x.fits(f)))
        .map(|f| format!("wanted {f}\n    found  {}", listed()))
        .collect()
}

fn what(make: &Make) -> String {
    match make {
        Make::Event { code, .. } => {
            code.mode.map_or_else(|| code.kind.word().to_string(), |m| format!("{}/{m}", code.kind.word()))
        }
        Make::Relation { kind, .. } => kind.word().to_string(),
    }
}

struct Found {
    what: String,
    left: Vec<BTreeSet<String>>,
    right: Vec<BTreeSet<String>>,
    marks: BTreeSet<String>,
    source: BTreeSet<String>,
    symmetric: bool,
    shown: String,
}

impl Found {
    fn fits(&self, wanted: &str) -> bool {
        let mut marks = BTreeSet::new();
        let mut source = None;
        let mut rest = wanted.to_string();
        while let (Some(a), Some(b)) = (rest.find('{'), rest.find('}')) {
            let mark = rest[a + 1..b].trim().to_string();
            match mark.strip_prefix("source:") {
                Some(name) => source = Some(atlas::fold(name.trim())),
                None => {
                    marks.insert(mark);
                }
            }
            rest.replace_range(a..=b, "");
        }
        let (what, parties) = rest.trim().split_once(' ').unwrap_or((rest.trim(), ""));
        let (left, right) = parties.split_once("->").unwrap_or((parties, ""));
        let names = |s: &str| -> Vec<String> {
            s.split(" + ").map(str::trim).filter(|n| !n.is_empty() && *n != "-").map(atlas::fold).collect()
        };
        let (left, right) = (names(left), names(right));
        let holds =
            |wanted: &[String], have: &[BTreeSet<String>]| wanted.iter().all(|w| have.iter().any(|h| h.contains(w)));
        let all: Vec<BTreeSet<String>> = self.left.iter().chain(&self.right).cloned().collect();
        let union: Vec<String> = left.iter().chain(&right).cloned().collect();
        let parties_fit =
            holds(&left, &self.left) && holds(&right, &self.right) || self.symmetric && holds(&union, &all);
        what == self.what && parties_fit && marks == self.marks && source.is_none_or(|s| self.source.contains(&s))
    }
}

fn found(answer: &Answer) -> Vec<Found> {
    let names = |id: &String| -> BTreeSet<String> {
        let actor = answer.actors.iter().find(|a| a.id == *id).expect("every id that is used is among the actors");
        let mut all: BTreeSet<String> = actor.aliases.iter().chain([&actor.name]).map(|n| atlas::fold(n)).collect();
        // People of no name answer to that of their side too.
        let last = actor.name.split_whitespace().next_back().unwrap_or("");
        let unnamed = actor.kind == model::ActorKind::Person && !last.contains(char::is_uppercase);
        let side = actor.side.as_ref().filter(|_| unnamed);
        if let Some(side) = side.and_then(|s| answer.actors.iter().find(|a| a.id == *s)) {
            all.extend(side.aliases.iter().chain([&side.name]).map(|n| atlas::fold(n)));
        }
        all
    };
    let shown = |ids: &[String]| ids.join(" + ");
    let mut out = Vec::new();
    for e in &answer.events {
        let mut marks = BTreeSet::new();
        if e.reality != Reality::Actual {
            marks.insert(e.reality.word().to_string());
        }
        if e.hedged {
            marks.insert("hedged".to_string());
        }
        let what = e.mode.as_ref().map_or_else(|| e.kind.word().to_string(), |m| format!("{}/{m}", e.kind.word()));
        out.push(Found {
            shown: format!("{what} {} -> {} {marks:?} source {:?}", shown(&e.actors), shown(&e.recipients), e.source),
            what,
            left: e.actors.iter().map(names).collect(),
            right: e.recipients.iter().map(names).collect(),
            marks,
            source: e.source.as_ref().map(names).unwrap_or_default(),
            symmetric: e.kind.is_reciprocal() || e.recipients.is_empty(),
        });
    }
    for r in &answer.relations {
        let mut marks = BTreeSet::new();
        if r.status != Status::Current {
            marks.insert(r.status.word().to_string());
        }
        if r.hedged {
            marks.insert("hedged".to_string());
        }
        out.push(Found {
            shown: format!("{} {} -> {} {marks:?} source {:?}", r.kind.word(), r.from, r.to, r.source),
            what: r.kind.word().to_string(),
            left: vec![names(&r.from)],
            right: vec![names(&r.to)],
            marks,
            source: r.source.as_ref().map(names).unwrap_or_default(),
            symmetric: r.kind.is_symmetric(),
        });
    }
    out
}
