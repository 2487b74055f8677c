//! What the tree adds: tense from the governing verb, what a mention hangs on, what it dates, the day of which the text is telling.

use model::Document;

use crate::segments::segments;
use crate::text::Text;

use super::{find_times, told_day};

/// Each mention of the text published on Wednesday, 14 May 2025: its first day, what its head hangs on, what it dates behind it; and the day
/// told at the start of the last sentence. None where the language model is not installed.
fn read(words: &str) -> Option<(Vec<String>, Option<String>)> {
    let pipeline = crate::test_model::pipeline()?;
    let document = Document::plain("x", words);
    let annotated = segments(&document).into_iter().map(|s| {
        let doc = pipeline.annotate(s.span.of(&document.text));
        (s, doc)
    });
    let parts: Vec<_> = annotated.collect();
    let text = Text::new(&document.text, &parts);
    let mentions = find_times(&text, "2025-05-14".parse().ok());
    let rows = mentions.iter().map(|m| {
        let first = m.range.as_ref().map_or("-".to_string(), |r| r.first.to_string());
        let target = m.target.map_or(String::new(), |t| format!(" dates {}", text.word(t)));
        format!("{first} on {}{target}", text.word(text.at(m.head).head))
    });
    let last = text.sentences.last().map_or(0, |s| s.tokens.start);
    Some((rows.collect(), told_day(&text, &mentions, last).map(|d| d.first.to_string())))
}

#[track_caller]
fn check(words: &str, expected: &[&str]) {
    if let Some((rows, _)) = read(words) {
        assert_eq!(rows, expected, "{words}");
    }
}

#[test]
fn the_governing_verb_decides_the_side() {
    check("The ministers met in Tbilisi on Friday.", &["2025-05-09 on met"]);
    check("The ministers will meet in Tbilisi on Friday.", &["2025-05-16 on meet"]);
    check("They agreed to meet in Tbilisi on Friday.", &["2025-05-16 on meet"]);
    check("The two leaders are due to meet in Granada on May 20.", &["2025-05-20 on meet"]);
    check("Cambodia ordered the ambassador to leave within 48 hours.", &["2025-05-14 on leave"]);
    check("Oman has mediated between the two for three years.", &["2022-05-14 on mediated"]);
    check("The guards talked for two hours.", &["- on talked"]);
}

#[test]
fn a_length_beside_a_clause_dates_the_clause() {
    check(
        "He fled on Wednesday, four days after protesters broke into the palace.",
        &["2025-05-14 on fled", "2025-05-10 on broke dates broke"],
    );
    check(
        "They agreed on Friday to restore ties, after four days of talks in Beijing.",
        &["2025-05-09 on agreed", "2025-05-06 on agreed dates talks"],
    );
}

#[test]
fn the_day_told_of_is_neither_counted_nor_said() {
    if let Some((_, told)) =
        read("They met on Monday. A week earlier he was ill, he said on Tuesday. They signed a treaty.")
    {
        assert_eq!(told.as_deref(), Some("2025-05-12"));
    }
}
