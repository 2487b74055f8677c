//! Runs the examples of entries against the language model.
//!
//! An example names what must be found: `CONSULT/visit Kim Jong Un -> Russia {planned} {hedged} {source: Reuters}`,
//! `supports Egypt -> Sudanese Armed Forces {former}`. An empty list: nothing of the entry's makes may be found.

use std::collections::BTreeSet;

use language::Pipeline;
use model::{Actor, ActorKind, Answer, Document, EventCode, Reality, Status};

use super::rule::{event_code, relation_type};
use super::{Entry, Example, Fault, Make};
use crate::{Reader, parse};

/// Day on which all examples are published: a Wednesday.
const TODAY: &str = "2026-02-04";

impl Reader {
    /// Reads an example and says what is wrong with what was found, a line a fault; empty if the example holds. Examples are published
    /// on Wednesday, 4 February 2026.
    pub fn try_example(&self, entry: &Entry, example: &Example, pipeline: &Pipeline) -> Vec<String> {
        let mut document = Document::plain("example", example.text.clone());
        document.published = TODAY.parse().ok();
        faults(entry, example, &self.read_by_the_book(&document, &parse(&document, pipeline)))
    }
}

fn faults(entry: &Entry, example: &Example, answer: &Answer) -> Vec<String> {
    let found = found(answer);
    if example.finds.is_empty() {
        let makes: BTreeSet<String> = entry.makes.iter().map(what).collect();
        let wrong = found.iter().filter(|f| makes.contains(&f.what));
        return wrong.map(|f| format!("wanted nothing of the kind, found {}", f.shown)).collect();
    }
    let listed = match found.is_empty() {
        true => "nothing".to_string(),
        false => found.iter().map(|f| f.shown.clone()).collect::<Vec<_>>().join("; "),
    };
    let wanted = example.finds.iter().zip(&example.wanted);
    let missing = wanted.filter(|(_, w)| !found.iter().any(|f| f.fits(w)));
    missing.map(|(line, _)| format!("wanted {line}, found {listed}")).collect()
}

fn what(make: &Make) -> String {
    match make {
        Make::Event { code, .. } => event_word(*code),
        Make::Relation { kind, .. } => kind.word().to_string(),
    }
}

fn event_word(code: EventCode) -> String {
    code.mode.map_or_else(|| code.kind.word().to_string(), |m| format!("{}/{m}", code.kind.word()))
}

/// One line of `finds`, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Expectation {
    what: String,
    left: Vec<String>,
    right: Vec<String>,
    marks: BTreeSet<String>,
    source: Option<String>,
}

impl Expectation {
    /// Reads `TYPE/mode A + B -> C {mark} {source: NAME}`.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let (mut marks, mut source) = (BTreeSet::new(), None);
        let mut rest = text.to_string();
        while let Some(open) = rest.find(['{', '}']) {
            let close = rest[open..].find('}').map(|at| open + at).filter(|close| *close > open);
            let Some(close) = close else {
                return Err(Fault::new(format!("braces in `{text}`"), "marks such as {planned} behind the parties"));
            };
            let mark = rest[open + 1..close].trim().to_string();
            match mark.strip_prefix("source:") {
                Some(name) => source = Some(atlas::fold(name.trim())),
                None => {
                    marks.insert(mark);
                }
            }
            rest.replace_range(open..=close, "");
        }
        let (word, parties) = rest.trim().split_once(' ').unwrap_or((rest.trim(), ""));
        let (left, right) = parties.split_once("->").unwrap_or((parties, ""));
        let names = |s: &str| -> Vec<String> {
            s.split(" + ").map(str::trim).filter(|n| !n.is_empty() && *n != "-").map(atlas::fold).collect()
        };
        let is_event = word.starts_with(|c: char| c.is_ascii_uppercase());
        let what = if is_event { event_word(event_code(word)?) } else { relation_type(word)?.word().to_string() };
        let known: Vec<&str> = match is_event {
            true => [Reality::Planned, Reality::Possible, Reality::Denied].map(Reality::word).to_vec(),
            false => [Status::Former, Status::Emerging, Status::Negated].map(Status::word).to_vec(),
        };
        if let Some(mark) = marks.iter().find(|m| *m != "hedged" && !known.contains(&m.as_str())) {
            let expected = format!("{{{}}}, {{hedged}} or {{source: NAME}}", known.join("}, {"));
            return Err(Fault::new(format!("the mark {{{mark}}} in `{text}`"), expected));
        }
        Ok(Expectation { what, left: names(left), right: names(right), marks, source })
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
    fn fits(&self, wanted: &Expectation) -> bool {
        let (left, right) = (&wanted.left, &wanted.right);
        let holds =
            |wanted: &[String], have: &[BTreeSet<String>]| wanted.iter().all(|w| have.iter().any(|h| h.contains(w)));
        let all: Vec<BTreeSet<String>> = self.left.iter().chain(&self.right).cloned().collect();
        let union: Vec<String> = left.iter().chain(right).cloned().collect();
        let parties_fit = holds(left, &self.left) && holds(right, &self.right) || self.symmetric && holds(&union, &all);
        let source_fits = wanted.source.as_ref().is_none_or(|s| self.source.contains(s));
        wanted.what == self.what && parties_fit && wanted.marks == self.marks && source_fits
    }
}

/// As an analyst would write it down: `CONSULT/visit person:kim-jong-un -> state:russia {planned}`.
fn shown(what: &str, parties: [&[String]; 2], marks: &BTreeSet<String>, source: Option<&String>) -> String {
    let [left, right] = parties.map(|ids| if ids.is_empty() { "-".to_string() } else { ids.join(" + ") });
    let marks: String = marks.iter().map(|m| format!(" {{{m}}}")).collect();
    let source = source.map(|s| format!(" {{source: {s}}}")).unwrap_or_default();
    format!("{what} {left} -> {right}{marks}{source}")
}

/// "three Russian soldiers": a person whose last word has no capital.
fn is_unnamed(actor: &Actor) -> bool {
    let last = actor.name.split_whitespace().next_back().unwrap_or("");
    actor.kind == ActorKind::Person && !last.contains(char::is_uppercase)
}

fn found(answer: &Answer) -> Vec<Found> {
    let known = |id: &String| answer.actors.iter().find(|a| a.id == *id);
    let all = |actor: Option<&Actor>| -> BTreeSet<String> {
        actor.iter().flat_map(|a| a.aliases.iter().chain([&a.name])).map(|n| atlas::fold(n)).collect()
    };
    let names = |id: &String| -> BTreeSet<String> {
        let actor = known(id);
        // People of no name answer to that of their side too.
        let side = actor.filter(|a| is_unnamed(a)).and_then(|a| known(a.side.as_ref()?));
        all(actor).into_iter().chain(all(side)).collect()
    };
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
            shown: shown(&what, [&e.actors, &e.recipients], &marks, e.source.as_ref()),
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
        let ends = [std::slice::from_ref(&r.from), std::slice::from_ref(&r.to)];
        out.push(Found {
            shown: shown(r.kind.word(), ends, &marks, r.source.as_ref()),
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

#[cfg(test)]
mod tests {
    use super::super::CodeBook;
    use super::*;

    #[test]
    fn every_entry_shows_what_it_takes_what_it_does_not_and_what_is_only_said() {
        let book = CodeBook::builtin().unwrap();
        let mut faults = Vec::new();
        for entry in &book.entries {
            let found: Vec<&String> = entry.examples.iter().flat_map(|e| &e.finds).collect();
            let marks = ["{source", "{hedged", "{denied", "{negated", "{former", "{emerging", "{possible", "{planned"];
            let marked = found.iter().any(|f| marks.iter().any(|m| f.contains(m)));
            let missed = entry.examples.iter().any(|e| e.finds.is_empty());
            if found.is_empty() || !marked || !missed {
                faults.push(format!(
                    "{}: positive {}, marked {marked}, near miss {missed}",
                    entry.id,
                    !found.is_empty()
                ));
            }
        }
        assert!(faults.is_empty(), "{} entries lack an example:\n{}", faults.len(), faults.join("\n"));
    }

    #[test]
    fn every_example_finds_what_it_says() {
        let Some(pipeline) = crate::test_model::pipeline() else { return };
        let reader = Reader::builtin();
        let book = CodeBook::builtin().unwrap();
        let (mut run, mut failed, mut passed_known) = (0, Vec::new(), Vec::new());
        for entry in book.entries() {
            for (number, example) in entry.examples().iter().enumerate() {
                run += 1;
                let name = format!("{} {}", entry.id(), number + 1);
                let faults = reader.try_example(entry, example, pipeline);
                match (faults.is_empty(), example.known_to_fail.is_some()) {
                    (false, false) => failed.push(format!("{name}: {}\n    {}", example.text, faults.join("\n    "))),
                    (true, true) => passed_known.push(name),
                    _ => {}
                }
            }
        }
        println!("{run} examples");
        assert!(failed.is_empty(), "{} of {run} examples fail:\n{}", failed.len(), failed.join("\n"));
        assert!(passed_known.is_empty(), "known failures that pass now, take them off the list: {passed_known:?}");
    }

    #[test]
    fn expectations_are_taken_apart_and_checked() {
        let line = "CONSULT/visit Kim Jong Un + Xi -> Russia {planned} {source: Reuters}";
        let wanted = Expectation::parse(line).unwrap();
        assert_eq!((wanted.what.as_str(), wanted.left.len(), wanted.right.len()), ("CONSULT/visit", 2, 1));
        assert_eq!(wanted.source.as_deref(), Some("reuters"));
        for (line, part) in [
            ("CONSULT/vist A -> B", "visit"),
            ("CONSLUT A -> B", "CONSULT"),
            ("likes A -> B", "supports"),
            ("CONSULT A -> B {former}", "{planned}"),
            ("supports A -> B {planned}", "{former}"),
            ("supports A -> B }{", "marks"),
            ("supports A -> B {hedged", "marks"),
        ] {
            let fault = Expectation::parse(line).unwrap_err();
            assert!(fault.expected.contains(part), "{line}: {fault:?}");
        }
    }
}
