//! `detente explain`: why each claim of one document was made, and what gave none.

use model::{Answer, Document};
use reading::Explanation;
use source::{Input, Loaded};

use crate::args::{ExplainArgs, Explaining};
use crate::delivery;
use crate::install;
use crate::own;
use crate::paint::Paint;
use crate::read::{UNDATED, intake};
use crate::render::reasons;
use crate::trouble::{Complaint, Outcome, Trouble, complain, note};

/// Runs the command.
pub fn run(args: &ExplainArgs) -> Result<Outcome, Trouble> {
    let reader = own::reader(&args.own)?;
    let Some(document) = document(args)? else { return Ok(Outcome::SomeFailed) };
    let pipeline = install::open(args.model)?;
    let parsed = reading::parse(&document, &pipeline);
    if matches!(args.format, Explaining::Traits) {
        let sample = reader.sample(&document, &parsed);
        delivery::print_with(|out| {
            serde_json::to_writer(&mut *out, &sample)?;
            out.write_all(b"\n")
        })?;
        return Ok(Outcome::Done);
    }
    let mut explanation = reader.explain(&document, &parsed);
    if let Some(wanted) = args.event.as_deref().or(args.relation.as_deref()) {
        let id = find(&explanation.answer, wanted, args.event.is_some())?;
        keep(&mut explanation, &id);
    }
    match args.format {
        Explaining::Human => delivery::print(reasons::render(&explanation, Paint::for_stdout(false)).as_bytes())?,
        Explaining::Json | Explaining::Traits => delivery::print_with(|out| {
            serde_json::to_writer_pretty(&mut *out, &explanation)?;
            out.write_all(b"\n")
        })?,
    }
    Ok(Outcome::Done)
}

/// The one document, or none after a complaint.
fn document(args: &ExplainArgs) -> Result<Option<Document>, Trouble> {
    let inputs = source::gather(std::slice::from_ref(&args.path), false);
    let [input] = inputs.as_slice() else {
        let what = format!("{} holds {} texts, and one at a time is explained", args.path.display(), inputs.len());
        return Err(Trouble::Usage(Complaint::new(what, "name one of its files")));
    };
    let loaded = match input {
        Ok(input) => load(input, args).map_err(|complaint| (input.name(), complaint)),
        Err((name, error)) => Err((name.clone(), Complaint::new(error, error.advice()))),
    };
    Ok(match loaded {
        Ok(document) => Some(document),
        Err((name, complaint)) => {
            complain(Some(&name), &complaint);
            None
        }
    })
}

fn load(input: &Input, args: &ExplainArgs) -> Result<Document, Complaint> {
    let Loaded { document, notes, .. } =
        source::load(input, &intake(&args.about)).map_err(|error| Complaint::new(&error, error.advice()))?;
    notes.iter().for_each(|n| note(&input.name(), n));
    if document.published.is_none() {
        note(&input.name(), UNDATED);
    }
    Ok(document)
}

/// The whole id behind its first digits.
fn find(answer: &Answer, wanted: &str, is_event: bool) -> Result<String, Trouble> {
    let ids: Vec<&String> = match is_event {
        true => answer.events.iter().map(|e| &e.id).collect(),
        false => answer.relations.iter().map(|r| &r.id).collect(),
    };
    let kind = if is_event { "event" } else { "relation" };
    let hits: Vec<&&String> = ids.iter().filter(|id| id.starts_with(wanted)).collect();
    match hits.as_slice() {
        [id] => Ok(id.to_string()),
        [] => {
            let advice = match ids.is_empty() {
                true => format!("the document gave no {kind}; detente explain without --{kind} says why"),
                false => format!("the document's {kind}s are: {}", join(&ids)),
            };
            Err(Trouble::failed(format!("no {kind} has an id that starts with {wanted}"), advice))
        }
        several => {
            let what = format!("{} {kind}s have ids that start with {wanted}", several.len());
            Err(Trouble::failed(what, "give more digits of the id"))
        }
    }
}

fn join(ids: &[&String]) -> String {
    ids.iter().map(|id| id.as_str()).collect::<Vec<_>>().join(" ")
}

/// Leaves that claim and its sentences alone.
fn keep(explanation: &mut Explanation, id: &str) {
    explanation.answer.events.retain(|e| e.id == id);
    explanation.answer.relations.retain(|r| r.id == id);
    explanation.sentences.retain(|s| s.claims.iter().any(|c| c == id));
    for sentence in &mut explanation.sentences {
        sentence.claims.retain(|c| c == id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_found_by_their_first_digits() {
        let answer: Answer = serde_json::from_str(include_str!("../tests/answers/visit.json")).unwrap();
        let id = &answer.events[0].id;
        assert_eq!(find(&answer, &id[..4], true).unwrap(), *id);
        assert!(matches!(find(&answer, "zz", true), Err(Trouble::Failed(c)) if c.advice.contains(id.as_str())));
        assert!(find(&answer, "", true).is_err());
    }
}
