//! The claims of another reader of the same texts, in the answer format, checked span by span.
//!
//! Comes in: `ANSWERS.jsonl`, one answer a line, and `DOCUMENTS.jsonl` with `id`, `title`, `outlet`, `published`, `text` a line. Goes out:
//! each answer with its document. Promises: a claim whose words do not stand in the text where it says is left out and told; so is
//! one that uses an actor who is not listed. Documents are read as they are needed, so that files in the same order take no memory.

use std::collections::{BTreeMap, BTreeSet};
use std::io::BufRead;
use std::path::Path;

use model::{Answer, Date, Document, Quote};
use serde::Deserialize;

use super::lenient;
use super::row::{Fault, Passed};
use crate::lines::{Line, Lines};
use crate::{Intake, SourceError, read_text, unpack};

/// An answer beside its document.
#[derive(Debug, Clone, PartialEq)]
pub struct Answered {
    /// Line of the answer, from 1.
    pub line: u64,
    /// The document with its text.
    pub document: Document,
    /// What is left of the answer when everything that does not fit the text is taken out.
    pub answer: Answer,
    /// What was taken out.
    pub misfits: Vec<Misfit>,
}

/// A part of an answer that does not fit its text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Misfit {
    /// The words do not stand there.
    #[error("{part}: the text has {found:?} at {start}–{end}, not {told:?}")]
    Words {
        /// Which part.
        part: String,
        /// First code point.
        start: usize,
        /// One past the last.
        end: usize,
        /// What stands there.
        found: String,
        /// What the answer says.
        told: String,
    },
    /// It is not of the format.
    #[error("{part}: {why}")]
    Form {
        /// Which part.
        part: String,
        /// What is wrong.
        why: String,
    },
    /// An id that no listed actor has.
    #[error("{part}: {id:?} is not among the actors")]
    Stranger {
        /// Which part.
        part: String,
        /// The id.
        id: String,
    },
}

#[derive(Deserialize)]
struct Text {
    id: String,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    outlet: Option<String>,
    #[serde(default)]
    author: Option<String>,
    #[serde(default)]
    published: Option<Date>,
    #[serde(default)]
    url: Option<String>,
    text: String,
}

/// The answers of a file with their documents.
pub struct Answers {
    answers: Lines<Box<dyn BufRead + Send>>,
    texts: Lines<Box<dyn BufRead + Send>>,
    /// Documents that were passed on the way to another.
    waiting: BTreeMap<String, Document>,
    /// The one that was asked for last: it may be asked for again.
    last: Option<Document>,
    done: bool,
}

/// Opens both files; either may be packed.
pub fn open(answers: &Path, texts: &Path) -> Result<Answers, SourceError> {
    let lines =
        |path| Ok::<_, SourceError>(Lines::new(unpack::open(path, &[".jsonl", ".json"])?, crate::lines::LONGEST));
    Ok(Answers { answers: lines(answers)?, texts: lines(texts)?, waiting: BTreeMap::new(), last: None, done: false })
}

impl Iterator for Answers {
    type Item = Result<Answered, Passed>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if self.done {
                return None;
            }
            let Line { number, text } = match self.answers.next_line() {
                Ok(Some(line)) => line,
                Ok(None) => return None,
                Err(error) => {
                    self.done = true;
                    return Some(Err(Passed {
                        line: 0,
                        fault: Fault::Broken(error.to_string()),
                        start: String::new(),
                    }));
                }
            };
            let text = text.unwrap_or_default();
            if !text.trim().is_empty() {
                let passed = |fault| Passed { line: number, fault, start: text.chars().take(200).collect() };
                return Some(self.answered(number, &text).map_err(passed));
            }
        }
    }
}

impl Answers {
    fn answered(&mut self, line: u64, text: &str) -> Result<Answered, Fault> {
        let (mut answer, mut misfits) = lenient::answer(text)?;
        let document = self.document(&answer.document.id)?;
        if let Some(told) = Some(&answer.document.sha256).filter(|told| !told.is_empty())
            && *told != document.sha256()
        {
            return Err(Fault::Unknown { what: "sha256 of the text", found: told.clone() });
        }
        answer.document.sha256 = document.sha256();
        let (answer, wrong) = checked(answer, &document.text);
        misfits.extend(wrong);
        Ok(Answered { line, document, answer, misfits })
    }

    /// Reads documents until the one with that id.
    fn document(&mut self, id: &str) -> Result<Document, Fault> {
        let held = self.last.as_ref().filter(|last| last.id == id).or_else(|| self.waiting.get(id));
        if let Some(document) = held {
            return Ok(document.clone());
        }
        let missing = || Fault::Unknown { what: "document", found: id.chars().take(80).collect() };
        loop {
            let line = self.texts.next_line().map_err(|e| Fault::Broken(e.to_string()))?.ok_or_else(missing)?;
            let Some(text) = line.text.filter(|t| !t.trim().is_empty()) else { continue };
            let wrong = |why: String| Fault::Json(format!("line {} of the documents: {why}", line.number));
            let Text { id: found, title, outlet, author, published, url, text } =
                serde_json::from_str(&text).map_err(|e| wrong(e.to_string()))?;
            let intake = Intake { date: published, outlet, title, raw: true, ..Intake::default() };
            let mut document = read_text(&found, text, &intake).map_err(|e| wrong(e.to_string()))?;
            document.url = url;
            document.author = author;
            if found == id {
                self.last = Some(document.clone());
                return Ok(document);
            }
            self.waiting.insert(found, document);
        }
    }
}

/// Takes out of an answer what does not fit its text.
pub fn checked(mut answer: Answer, text: &str) -> (Answer, Vec<Misfit>) {
    let at: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let slice = |quote: &Quote| match (at.get(quote.start), at.get(quote.end)) {
        (Some(&from), Some(&to)) if from <= to => &text[from..to],
        _ => "",
    };
    let mut misfits = Vec::new();
    let fits = |part: &dyn Fn() -> String, quotes: &[Quote], misfits: &mut Vec<Misfit>| {
        let wrong = quotes.iter().find(|q| q.text.is_empty() || slice(q) != q.text);
        if let Some(quote) = wrong {
            let cut = |words: &str| words.chars().take(80).collect();
            misfits.push(Misfit::Words {
                part: part(),
                start: quote.start,
                end: quote.end,
                found: cut(slice(quote)),
                told: cut(&quote.text),
            });
        }
        wrong.is_none()
    };
    for actor in &mut answer.actors {
        let part = || format!("a mention of {}", actor.id);
        actor.mentions.retain(|mention| fits(&part, std::slice::from_ref(mention), &mut misfits));
    }
    let known: BTreeSet<String> = answer.actors.iter().map(|a| a.id.clone()).collect();
    let listed = |part: &dyn Fn() -> String, ids: &[&String], misfits: &mut Vec<Misfit>| {
        let stranger = ids.iter().find(|id| !known.contains(**id));
        misfits.extend(stranger.map(|id| Misfit::Stranger { part: part(), id: (*id).clone() }));
        stranger.is_none()
    };
    answer.events.retain(|event| {
        let part = || format!("event {}", event.id);
        let ids: Vec<_> =
            event.actors.iter().chain(&event.recipients).chain(&event.companions).chain(&event.source).collect();
        listed(&part, &ids, &mut misfits) && fits(&part, event.evidence.quotes(), &mut misfits)
    });
    answer.relations.retain(|relation| {
        let part = || format!("relation {}", relation.id);
        let ids: Vec<_> = [&relation.from, &relation.to].into_iter().chain(&relation.source).collect();
        listed(&part, &ids, &mut misfits) && fits(&part, relation.evidence.quotes(), &mut misfits)
    });
    (answer, misfits)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Envoys meet\nPost, 2026-03-01\n\nÉnvoys of Libya met envoys of Egypt.";

    fn answer(evidence: &str, start: usize, recipient: &str) -> String {
        let length = evidence.chars().count();
        format!(
            r#"{{"document":{{"id":"a","title":null,"outlet":null,"published":null,"language":"en","url":null,"sha256":""}},
            "actors":[{{"id":"state:libya","name":"Libya","aliases":[],"kind":"state","side":null,"country":"LBY","wikidata":null,"mentions":[{{"start":0,"end":5,"text":"Libya"}}]}}],
            "events":[{{"id":"e1","type":"CONSULT","mode":null,"contexts":[],"cameo":"040","score":2.5,"actors":["state:libya"],"recipients":[{recipient}],"companions":[],
            "place":null,"date":null,"reality":"actual","source":null,"hedged":false,"amount":null,"confidence":1.0,
            "evidence":[{{"start":{start},"end":{},"text":"{evidence}"}}]}}],"relations":[]}}"#,
            start + length
        )
        .replace('\n', " ")
    }

    fn read(answers: &[String], ids: &[&str]) -> Vec<Result<Answered, Passed>> {
        let folder = tempfile::tempdir().unwrap();
        let (a, t) = (folder.path().join("a.jsonl"), folder.path().join("t.jsonl"));
        std::fs::write(&a, answers.join("\n")).unwrap();
        let texts: Vec<String> = ids
            .iter()
            .map(|id| {
                serde_json::json!({"id": id, "outlet": "Gazette", "published": "2026-03-02", "text": TEXT}).to_string()
            })
            .collect();
        std::fs::write(&t, texts.join("\n")).unwrap();
        open(&a, &t).unwrap().collect()
    }

    #[test]
    fn spans_are_checked_against_the_text() {
        let words = "Énvoys of Libya met envoys of Egypt";
        let got =
            read(&[answer(words, 30, ""), answer(words, 31, ""), answer(words, 30, r#""state:egypt""#)], &["b", "a"]);
        let first = got[0].as_ref().unwrap();
        assert_eq!(first.answer.events.len(), 1);
        assert_eq!(first.misfits.len(), 1, "the mention of Libya is elsewhere: {:?}", first.misfits);
        assert_eq!(first.document.outlet.as_deref(), Some("Gazette"));
        assert_eq!(first.document.published.unwrap().to_string(), "2026-03-02");
        assert_eq!(&first.document.text[first.document.body_start..], "Énvoys of Libya met envoys of Egypt.");
        let second = got[1].as_ref().unwrap();
        assert_eq!((second.answer.events.len(), second.misfits.len()), (0, 2));
        assert!(second.misfits[1].to_string().contains("not \"Énvoys"), "{}", second.misfits[1]);
        assert!(matches!(&got[2].as_ref().unwrap().misfits[1], Misfit::Stranger { id, .. } if id == "state:egypt"));
    }

    #[test]
    fn answers_without_a_text_or_of_another_text_are_told() {
        let words = "Énvoys of Libya met envoys of Egypt";
        let other = answer(words, 30, "").replace("\"sha256\":\"\"", "\"sha256\":\"00\"");
        let got = read(&[answer(words, 30, "").replace("\"id\":\"a\"", "\"id\":\"z\""), "{".into(), other], &["a"]);
        let faults: Vec<String> = got.iter().map(|r| r.as_ref().unwrap_err().to_string()).collect();
        assert_eq!(faults[0], "line 1: unknown document \"z\"");
        assert!(faults[1].contains("EOF"), "{faults:?}");
        assert!(faults[2].contains("sha256"), "{faults:?}");
    }

    proptest::proptest! {
        #[test]
        fn any_offsets_are_survived(start in 0..80usize, length in 0..80usize) {
            let quote = Quote { start, end: start + length, text: "É".into() };
            let mut parsed: Answer = serde_json::from_str(&answer("É", 30, "")).unwrap();
            parsed.actors[0].mentions = vec![quote.clone()];
            let (kept, misfits) = checked(parsed, TEXT);
            let fits = (quote.start, quote.end) == (30, 31);
            proptest::prop_assert_eq!(kept.actors[0].mentions.len(), usize::from(fits));
            proptest::prop_assert_eq!(misfits.len(), usize::from(!fits));
        }
    }
}
