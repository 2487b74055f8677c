//! What holds for every text: tokens tile it, heads and sentences fit, nothing panics, and the same text gives the same
//! document however it was batched.

mod installed;

use std::sync::LazyLock;

use language::{Doc, Pipeline};
use proptest::prelude::*;

/// The small model, or the medium one, if any is installed.
static PIPELINE: LazyLock<Option<Pipeline>> =
    LazyLock::new(|| installed::open("en_core_web_sm").or_else(|| installed::open("en_core_web_md")));

fn check(doc: &Doc, text: &str) {
    assert_eq!(doc.text(), text);
    assert_eq!(doc.is_empty(), text.is_empty());
    let mut at = 0;
    for token in doc.tokens() {
        assert_eq!(token.start(), at, "a gap before token {}", token.index());
        assert!(token.end() > token.start());
        assert_eq!(&text[token.start()..token.end()], token.text());
        assert!(token.head() < doc.len());
        assert!(
            !token.lemma().is_empty() && !token.pos().is_empty() && !token.tag().is_empty() && !token.dep().is_empty()
        );
        assert_eq!(token.ent_iob() == "O", token.ent_type().is_empty());
        at = token.end() + usize::from(token.space_after());
    }
    assert_eq!(at, text.len());
    let mut next = 0;
    for sentence in doc.sentences() {
        assert_eq!(sentence.start, next);
        assert!(doc.token(sentence.start).is_sent_start() && !sentence.is_empty());
        next = sentence.end;
    }
    assert_eq!(next, doc.len());
    let inside: usize = doc.entities().map(|entity| entity.tokens().len()).sum();
    assert_eq!(inside, doc.tokens().filter(|token| token.ent_iob() != "O").count());
}

fn print(doc: &Doc) -> String {
    format!(
        "{:?}",
        doc.tokens()
            .map(|t| (t.start(), t.lemma(), t.tag(), t.morph(), t.head(), t.dep(), t.ent_type(), t.ent_iob()))
            .collect::<Vec<_>>()
    )
}

/// Words, affixes and characters of all kinds, with spaces of all kinds between them.
fn texts() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => prop::sample::select(vec!["General", "said", "don't", "U.S.", "gonna", ":)", "3.5km", "http://a.io/b", "x@y.org", "Haftar's", "\"no", "…", "--", "("]).prop_map(str::to_owned),
        2 => "[a-zA-Z.,'\"():;/@#$-]{1,12}",
        2 => "\\PC{1,8}",
        1 => prop::collection::vec(any::<char>(), 1..6).prop_map(|chars| chars.into_iter().collect::<String>()),
    ];
    let space = prop::sample::select(vec![" ", " ", " ", "", "\n", "  ", "\r\n", "\t", "\u{a0}", "\u{3000}"]);
    prop::collection::vec((word, space), 0..40)
        .prop_map(|parts| parts.into_iter().map(|(word, space)| word + space).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tokens_tile_the_text_and_batches_change_nothing(texts in prop::collection::vec(texts(), 1..5)) {
        let Some(pipeline) = &*PIPELINE else { return Ok(()) };
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let alone: Vec<String> = texts.iter().map(|text| print(&pipeline.annotate(text))).collect();
        for threads in [1, 2] {
            let docs = pipeline.annotate_batch(&texts, threads);
            prop_assert_eq!(docs.len(), texts.len());
            for ((doc, text), alone) in docs.iter().zip(&texts).zip(&alone) {
                check(doc, text);
                prop_assert_eq!(&print(doc), alone);
            }
        }
    }
}

#[test]
fn long_and_odd_texts_take_linear_time() {
    let Some(pipeline) = &*PIPELINE else { return };
    let sentence = "and the general who said that Libya ".repeat(3_000);
    for text in [
        "a".repeat(1_000_000),
        "!".repeat(20_000),
        "(a)".repeat(20_000),
        "a@".repeat(100_000) + "b.c",
        "a.b:".repeat(20_000),
        "-a".repeat(20_000),
        ".".repeat(300_000),
        "'s".repeat(20_000),
        "\u{301}".repeat(100_000),
        " ".repeat(100_000),
        "\n a".repeat(20_000),
        "\0".repeat(10_000),
        sentence,
    ] {
        check(&pipeline.annotate(&text), &text);
    }
}

#[test]
fn many_documents_of_all_lengths_keep_their_order() {
    let Some(pipeline) = &*PIPELINE else { return };
    let texts: Vec<String> = (0..120).map(|n| format!("Document {n} said this. ").repeat(n * 7 % 40)).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let one = pipeline.annotate_batch(&texts, 1);
    for (doc, text) in one.iter().zip(&texts) {
        check(doc, text);
        assert_eq!(print(doc), print(&pipeline.annotate(text)));
    }
    for threads in [0, 2, 3, 500] {
        let many = pipeline.annotate_batch(&texts, threads);
        assert!(one.iter().map(print).eq(many.iter().map(print)));
    }
    assert!(pipeline.annotate_batch(&[], 2).is_empty());
}
