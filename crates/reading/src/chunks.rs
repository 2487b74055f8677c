//! Very long texts, read in parts.
//!
//! Comes in: the annotated segments of a document, or the answers of two parts. Goes out: parts of bounded size, or one answer.
//! Promises: parts are in order and whole segments; joining keeps every claim once and every quotation.

use std::collections::{BTreeMap, BTreeSet};

use language::Doc;
use model::Answer;

use crate::segments::Segment;

/// Runs of segments of at most `most` tokens, or of one segment where that alone is longer; at least one run.
pub(crate) fn chunks(parts: &[(Segment, Doc)], most: usize) -> Vec<&[(Segment, Doc)]> {
    let mut out = Vec::new();
    let (mut start, mut tokens) = (0, 0);
    for (i, (_, doc)) in parts.iter().enumerate() {
        if i > start && tokens + doc.len() > most {
            out.push(&parts[start..i]);
            (start, tokens) = (i, 0);
        }
        tokens += doc.len();
    }
    out.push(&parts[start..]);
    out
}

/// Adds what a later part says to what the earlier ones said.
pub(crate) fn join(answer: &mut Answer, later: Answer) {
    let mut known: BTreeMap<String, usize> = answer.actors.iter().enumerate().map(|(i, a)| (a.id.clone(), i)).collect();
    for actor in later.actors {
        match known.get(&actor.id) {
            Some(&i) => {
                let into = &mut answer.actors[i];
                let names: BTreeSet<String> = into.aliases.drain(..).chain(actor.aliases).collect();
                into.aliases = names.into_iter().filter(|n| *n != into.name).collect();
                into.mentions.extend(actor.mentions);
                into.side = into.side.take().or(actor.side);
                into.country = into.country.take().or(actor.country);
            }
            None => {
                known.insert(actor.id.clone(), answer.actors.len());
                answer.actors.push(actor);
            }
        }
    }
    answer.events.extend(later.events);
    let mut ties: BTreeMap<String, usize> =
        answer.relations.iter().enumerate().map(|(i, r)| (r.id.clone(), i)).collect();
    for relation in later.relations {
        match ties.get(&relation.id) {
            Some(&i) => {
                let into = &mut answer.relations[i];
                relation.evidence.quotes().iter().for_each(|q| into.evidence.add(q.clone()));
                into.confidence = into.confidence.max(relation.confidence);
            }
            None => {
                ties.insert(relation.id.clone(), answer.relations.len());
                answer.relations.push(relation);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use model::Document;

    use crate::{Reader, parse};

    #[test]
    fn a_long_text_says_what_its_parts_say_with_valid_quotations() {
        let Some(pipeline) = crate::test_model::pipeline() else { return };
        let reader = Reader::builtin();
        let article = "Vladimir Putin visited Beijing on Monday. He met Xi Jinping, the president of China.\n\n";
        let text = article.repeat(9_000);
        let mut document = Document::plain("long", text.clone());
        document.published = Some("2026-02-04".parse().unwrap());
        let parsed = parse(&document, pipeline);
        assert!(parsed.tokens() > super::super::reader::LARGEST);
        let answer = reader.read(&document, &parsed);
        let leads = answer.relations.iter().filter(|r| r.kind.word() == "leads" && r.to == "state:china").count();
        assert_eq!(leads, 1, "one tie, however often it is said");
        assert!(answer.actors.windows(2).all(|w| w[0].id != w[1].id));
        let last = answer.relations.iter().flat_map(|r| r.evidence.quotes()).map(|q| q.end).max().unwrap();
        assert!(last > text.len() - article.len(), "the end of the text was read");
        for quote in answer.events.iter().flat_map(|e| e.evidence.quotes()) {
            assert_eq!(&text[quote.start..quote.end], quote.text);
        }
    }
}
