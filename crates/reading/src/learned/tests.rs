//! The weights over a real article: what they add is marked, told with its reasons, and nothing that the code book alone would not allow.

use model::Document;

use crate::test_model::pipeline;
use crate::{Reader, parse};

const ARTICLE: &str = include_str!("../../../../examples/haftar-rawalpindi.txt");

/// Sentences with deeds that no entry of the code book tells exactly so.
const LOOSE: &str = "Denmark's foreign ministry hauled in the Russian ambassador over the drones. Moscow had slapped a ban on Danish fish a week before. \
    Poland was quick to give Copenhagen its backing, and Hungary alone of the allies held out against the new penalties on Russia. \
    Ankara let it be known that it would not hand over the two men whom Sweden is after. France, for its part, is to ship more shells to Ukraine, \
    and Berlin put its weight behind the offer of talks that Turkey had made to Kyiv.";

fn document(text: &str) -> Document {
    let mut document = Document::plain("weights", text.to_string());
    document.published = "2026-02-04".parse().ok();
    document
}

#[test]
fn what_the_weights_find_is_marked_and_told_with_its_reasons() {
    let Some(pipeline) = pipeline() else { return };
    let reader = Reader::builtin();
    let mut found = 0;
    for text in [ARTICLE, LOOSE] {
        let document = document(text);
        let parsed = parse(&document, pipeline);
        let explanation = reader.explain(&document, &parsed);
        assert_eq!(explanation.answer, reader.read(&document, &parsed), "explaining does not change the answer");
        for (id, reasons) in &explanation.learned {
            let event = explanation.answer.events.iter().find(|e| e.id == *id).expect("an event of the answer");
            assert!(!event.actors.is_empty() || !event.recipients.is_empty());
            for what in ["choice: ", "trigger: "] {
                assert!(reasons.iter().any(|r| r.name.starts_with(what)), "{id} has no reason of {what}");
            }
            assert!(explanation.confidence[id].iter().any(|t| t.name == "found by weights"));
            found += 1;
        }
    }
    assert!(found > 0, "the weights found nothing in either text");
}

#[test]
fn the_code_book_alone_tells_none_of_what_the_weights_find() {
    let Some(pipeline) = pipeline() else { return };
    let reader = Reader::builtin();
    for text in [ARTICLE, LOOSE] {
        let document = document(text);
        let parsed = parse(&document, pipeline);
        let (alone, both) = (reader.read_by_the_book(&document, &parsed), reader.explain(&document, &parsed));
        let told = |id: &String| alone.events.iter().any(|e| e.id == *id);
        assert!(!both.learned.keys().any(told));
        assert!(!alone.events.is_empty() && alone.events.len() <= both.answer.events.len());
    }
}

#[test]
fn samples_hold_probabilities_and_name_what_the_tables_know() {
    let Some(pipeline) = pipeline() else { return };
    let reader = Reader::builtin();
    let document = document(ARTICLE);
    let sample = reader.sample(&document, &parse(&document, pipeline));
    assert!(!sample.triggers.is_empty() && !sample.made.is_empty());
    let share = |x: f64| (0.0..=1.0).contains(&x);
    let table = super::Table::<1>::read(include_str!("../../learned/triggers.tsv"));
    let (mut all, mut known) = (0, 0);
    for trigger in &sample.triggers {
        assert!(share(trigger.chance) && trigger.span.0 < trigger.span.1);
        assert_eq!(trigger.parties.len(), trigger.kinds.len());
        assert!(trigger.parties.iter().all(|p| share(p.doer) && share(p.other) && p.doer + p.other <= 1.0 + 1e-9));
        assert!(trigger.doers.iter().all(|d| !trigger.others.contains(d)), "nobody stands on both ends");
        all += trigger.traits.len();
        known += trigger.traits.iter().filter(|t| table.of(t).is_some()).count();
    }
    // Names that nothing knows would mean that tables and traits have drifted apart.
    assert!(3 * known > all, "{known} of {all} traits have a weight");
}
