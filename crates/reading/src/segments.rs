//! Where the prose of a document lies: headline, dateline, paragraphs.
//!
//! Comes in: a [`Document`]. Goes out: spans of its text to be parsed one by one.
//! Promises: spans lie in order, do not overlap, and hold no outlet line, dateline or empty line.
//! A parser that sees one paragraph at a time cannot run two of them into one sentence.

use model::{ByteSpan, Document};

/// What a stretch of text is for the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The headline: names no dates, often without auxiliaries.
    Headline,
    /// A paragraph of the body.
    Body,
}

/// One stretch of prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Where.
    pub span: ByteSpan,
    /// What for.
    pub role: Role,
    /// The place of the dateline cut off in front of it ("JEDDAH - ").
    pub dateline: Option<ByteSpan>,
}

/// Longest paragraph handed to the parser in one piece, in bytes; longer ones are cut at the end of a sentence or of a word.
const LONGEST: usize = 20_000;

/// The prose of a document, in order.
pub fn segments(document: &Document) -> Vec<Segment> {
    let mut out = Vec::new();
    if let Some(span) = document.title_span {
        out.extend(trimmed(&document.text, span).map(|span| Segment { span, role: Role::Headline, dateline: None }));
    }
    let mut at = document.body_start;
    let body = document.text.get(at..).unwrap_or("");
    // A dateline opens the story; a note on corrections may stand before it.
    let mut looked = 0;
    for line in body.split_inclusive('\n') {
        let whole = ByteSpan::new(at, at + line.len());
        at += line.len();
        let Some(span) = trimmed(&document.text, whole) else { continue };
        let note = span.of(&document.text).starts_with('(');
        let (dateline, span) = if looked < 1 { cut_dateline(&document.text, span) } else { (None, span) };
        looked += usize::from(!note || dateline.is_some());
        let mut rest = span;
        let mut dateline = dateline;
        while rest.end - rest.start > LONGEST {
            let cut = cut_at(&document.text, rest);
            out.extend(trimmed(&document.text, ByteSpan::new(rest.start, cut)).map(|span| Segment {
                span,
                role: Role::Body,
                dateline: dateline.take(),
            }));
            rest = ByteSpan::new(cut, rest.end);
        }
        out.extend(trimmed(&document.text, rest).map(|span| Segment { span, role: Role::Body, dateline }));
    }
    out
}

fn trimmed(text: &str, span: ByteSpan) -> Option<ByteSpan> {
    let words = span.of(text);
    let start = span.start + (words.len() - words.trim_start().len());
    let end = start + words.trim().len();
    (start < end).then(|| ByteSpan::new(start, end))
}

/// The best place to cut a long paragraph: behind the last full stop and space before the limit, else behind a space, else at a character.
fn cut_at(text: &str, span: ByteSpan) -> usize {
    let mut limit = span.start + LONGEST;
    while !text.is_char_boundary(limit) {
        limit -= 1;
    }
    let head = &text[span.start..limit];
    let cut = head.rfind(". ").map(|i| i + 2).or_else(|| head.rfind(char::is_whitespace).map(|i| i + 1));
    match cut {
        Some(i) if i > 0 && text.is_char_boundary(span.start + i) => span.start + i,
        _ => limit,
    }
}

/// Cuts "ISLAMABAD - ", "KHUJAND, March 31 -- ", "CAIRO (Reuters) — " off the first paragraph.
fn cut_dateline(text: &str, span: ByteSpan) -> (Option<ByteSpan>, ByteSpan) {
    let words = span.of(text);
    let found =
        [" - ", " -- ", " — ", " – ", " —", "— "].iter().filter_map(|d| words.find(d).map(|i| (i, i + d.len()))).min();
    let Some((end, rest)) = found.filter(|(end, _)| *end <= 60) else { return (None, span) };
    let head = &words[..end];
    let place = head.split([',', '(', '/']).next().unwrap_or("").trim_end();
    let mut letters = place.chars().filter(|c| c.is_alphabetic()).peekable();
    if letters.peek().is_none() || letters.any(char::is_lowercase) || rest >= words.len() {
        return (None, span);
    }
    let start = span.start + rest;
    let place = ByteSpan::new(span.start, span.start + place.len());
    match trimmed(text, ByteSpan::new(start, span.end)) {
        Some(body) => (Some(place), body),
        None => (None, span),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<(String, Option<String>)> {
        segments(&Document::plain("x", text))
            .into_iter()
            .map(|s| (s.span.of(text).to_string(), s.dateline.map(|d| d.of(text).to_string())))
            .collect()
    }

    #[test]
    fn datelines_are_cut_off_the_first_paragraph_only() {
        assert_eq!(
            of("KHUJAND, March 31 -- They met.\n\nROME - no"),
            [("They met.".into(), Some("KHUJAND".into())), ("ROME - no".into(), None)]
        );
        assert_eq!(of("PORT SUDAN (AP) — It rained."), [("It rained.".into(), Some("PORT SUDAN".into()))]);
        assert_eq!(of("(Adds quote)\n\nROME - It rained.")[1], ("It rained.".into(), Some("ROME".into())));
        assert_eq!(of("The deal - said to be large - fell."), [("The deal - said to be large - fell.".into(), None)]);
    }

    #[test]
    fn long_lines_are_cut_and_nothing_is_lost() {
        let text = "A sentence of some length stands here. ".repeat(2000);
        let parts = of(&text);
        assert!(parts.len() > 2 && parts.iter().all(|p| p.0.len() <= LONGEST && p.0.ends_with('.')));
        assert_eq!(parts.iter().map(|p| p.0.len() + 1).sum::<usize>(), text.len());
        let word = "x".repeat(100_000);
        assert_eq!(of(&word).iter().map(|p| p.0.len()).sum::<usize>(), word.len());
    }
}
